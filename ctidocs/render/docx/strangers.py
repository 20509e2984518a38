"""What a template may not bring along: what is fetched from elsewhere, what runs, and fields that do either (F3).

All is known by its relation, its content type or its code, never by its file's name alone.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from ctidocs.language import gettext as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
)
_ACTIVE_PARTS = ("word/vbaproject", "word/embeddings/", "word/activex/", "word/vbadata", "customui/")
_ACTIVE_RELATIONS = frozenset((
    "vbaproject", "wordvbadata", "oleobject", "package", "control", "activexcontrolbinary", "afchunk", "extensibility",
    "usercustomization", "keymapcustomizations", "attachedtoolbars", "webextension", "webextensiontaskpanes",
))  # fmt: skip
_ACTIVE_TYPES = ("vbaproject", "vbadata", "oleobject", "activex", "keymapcustomizations", "attachedtoolbars",
                 "webextension")  # fmt: skip
_FIELDS = frozenset((
    "DDE", "DDEAUTO", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "LINK", "DATABASE", "RD",
))  # fmt: skip
_LINK = "hyperlink"
_REFERENCES = etree.XPath("//@r:* | //@o:relid", namespaces={
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "o": "urn:schemas-microsoft-com:office:office",
})  # fmt: skip


def stranger(members: Mapping[str, bytes], *, source: Mapping[str, bytes]) -> tuple[str, str]:
    """What the template may not hold and what to do about it; twice nothing where there is nothing.

    `source`: its members before the links to elsewhere were taken out.
    """
    for part, data in members.items():
        for why, hint in _strangers(part, data, members):
            return why, hint
        for why, hint in _fetched(part, data, source):
            return why, hint
    return "", ""


def _strangers(part: str, data: bytes, members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    active = (_("it holds macros or embedded objects"), _("remove them, and save it again"))
    if part.casefold().startswith(_ACTIVE_PARTS):
        yield active
    elif part == "[Content_Types].xml":
        if _is_active(etree.fromstring(data, _PARSER), members):
            yield active
    elif part.endswith(".rels"):
        if any(
            _kind(relation) in _ACTIVE_RELATIONS for relation in etree.fromstring(data, _PARSER).iter(etree.Element)
        ):
            yield active
    elif part.startswith("word/") and part.endswith(".xml"):
        yield from _forbidden(etree.fromstring(data, _PARSER))


def _kind(relation: Any) -> str:
    """The last word of a relation's type."""
    return str(relation.get("Type") or "").rpartition("/")[2].casefold()


def _is_outside(relation: Any) -> bool:
    """Whether it leads elsewhere, and not only where a reader goes who clicks."""
    return relation.get("TargetMode") == "External" and _kind(relation) != _LINK


def _fetched(part: str, data: bytes, source: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What an element of the part takes from elsewhere; a link to elsewhere that nothing uses is only taken out."""
    folder, _slash, file = part.rpartition("/")
    relations = source.get(f"{folder}/_rels/{file}.rels") if part.endswith(".xml") else None
    if relations is None:
        return
    outside = {
        r.get("Id"): _kind(r) for r in etree.fromstring(relations, _PARSER).iter(etree.Element) if _is_outside(r)
    }
    if outside:
        used: Any = _REFERENCES(etree.fromstring(data, _PARSER))
        yield from (_from_elsewhere(outside[str(rid)]) for rid in used if str(rid) in outside)


def _from_elsewhere(kind: str) -> tuple[str, str]:
    what = {"image": _("a picture"), "oleobject": _("an object"), "subdocument": _("another document"),
            "frame": _("a frame"), "afchunk": _("another document")}.get(kind, _("something"))  # fmt: skip
    hint = _("put it into the template itself, not as a link, and save it again")
    return _("it fetches {what} from elsewhere").format(what=what), hint


def _is_active(types: Any, members: Mapping[str, bytes]) -> bool:
    """Whether the content type of a part says that it runs; the type of an ending counts where a part ends so."""
    endings = {posixpath.splitext(part)[1].lstrip(".").casefold() for part in members}
    for entry in types.iter(etree.Element):
        ending = entry.get("Extension")
        named = str(entry.get("ContentType") or "").casefold()
        if (ending is None or ending.casefold() in endings) and any(word in named for word in _ACTIVE_TYPES):
            return True
    return False


def _forbidden(root: Any) -> Iterator[tuple[str, str]]:
    """Every field that fetches or starts something, and every one of which a tag could make such a field."""
    for code in _codes(root):
        first = next(iter(code.split()), "")
        name = first.strip("\"'\\").upper()
        if name in _FIELDS:
            hint = _("remove the field, and write its text in its place")
            yield _("it holds the field {field}, which fetches or starts something").format(field=name), hint
        if "{" in first or "}" in first:
            yield _("it holds a field whose name is a tag"), _("write the field's name, and the tag after it")


def _codes(root: Any) -> Iterator[str]:
    """The code of every field, however many runs hold it, and of each run alone; and text with braces between them."""
    open_codes: list[str | None] = []  # None: the code is over, what follows is what the field shows
    for element in root.iter(W + "fldChar", W + "instrText", W + "fldSimple", W + "t"):
        text = "".join(element.itertext())
        if element.tag == W + "fldSimple":
            yield element.get(W + "instr") or ""
        elif element.tag == W + "instrText":
            yield text
            if open_codes and open_codes[-1] is not None:
                open_codes[-1] += text
        elif element.tag == W + "t":
            if open_codes and open_codes[-1] is not None and ("{" in text or "}" in text):
                yield "{"
        elif (kind := element.get(W + "fldCharType")) == "begin":
            open_codes.append("")
        elif open_codes:
            yield open_codes[-1] or ""
            open_codes[-1] = None
            if kind == "end":
                open_codes.pop()
    yield from (code for code in open_codes if code)
