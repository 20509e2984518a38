"""A Word template opened, checked and compiled once, then filled any number of times.

docxtpl turns the coordinator's tags into Jinja in each part's XML; the filling and the container are ours, so that
no state is left over from one paper to the next and the same context gives the same bytes.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from docxtpl import DocxTemplate
from jinja2 import Template as Compiled
from jinja2 import TemplateError, nodes
from lxml import etree

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.render.environment import BLANK, compile_part
from ctidocs.render.properties import app_xml, core_xml, title_of
from ctidocs.render.tags import ANYTHING, Group, Known, UnknownTag, unknown_tags, words_used

MAIN = "word/document.xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
DROPPED = re.compile(r"docProps/(custom\.xml|thumbnail\..*)$|customXml/")  # would tell who made the template
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
PICTURES = "_pictures"  # the context's key for alt texts by picture name
LARGEST = 50_000_000  # bytes of one template, unpacked

_TAG_OR_CELL = re.compile(r"<w:tc[ >]|</w:tc>|\{\{-?\s*(.*?)\s*-?\}\}", re.S)
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.S)
_DESCRIPTION = re.compile(r'(<wp:docPr\b[^>]*?)(?: descr="[^"]*")?( name="([^"]*)"[^>]*?)(?: descr="[^"]*")?(/?>)')
_EMBED = re.compile(r'r:embed="([^"]+)"')
_EXTENT = re.compile(r'(<(?:wp:extent|a:ext) cx="(\d+)") cy="(\d+)"')
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """What replaces a placeholder: the drawing twice (SVG, and PNG for what cannot show it) and its words."""

    svg: bytes
    png: bytes
    words: str
    shape: float  # height divided by width


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A named picture of the template: the files it shows, and its size (EMU)."""

    files: tuple[str, ...]
    width: int
    height: int

    def described(self, picture: Picture | None) -> dict[str, object]:
        """Its words and height in one paper: the width is the template's, the height follows the picture's shape."""
        if picture is None:
            return {"words": "", "height": str(self.height)}
        return {"words": picture.words, "height": str(round(self.width * picture.shape))}


class Template:
    """One template. CtidocsError where it cannot be used, naming the file and what is wrong."""

    def __init__(self, source: Path | bytes, *, name: str = "") -> None:
        self.name = name or (source.name if isinstance(source, Path) else "template.docx")
        self._members = _members(source, self.name)
        self._parts: dict[str, Compiled] = {}
        self._trees: dict[str, nodes.Template] = {}
        self.pictures: dict[str, Placeholder] = {}
        for member in [m for m in self._members if TEMPLATED.match(m)]:
            self._compile(member)
        self._title = title_of(self._members.get("docProps/core.xml", b""))

    def _compile(self, member: str) -> None:
        text = etree.tostring(_parse(self._members[member], self.name, member), encoding="unicode")
        source = _mark_cells(DocxTemplate.patch_xml(cast(Any, None), self._mark_pictures(member, text)))
        if "{{" in source or "{%" in source or "{#" in source:
            self._parts[member], self._trees[member] = compile_part(source, template=self.name, part=_part(member))

    def _mark_pictures(self, member: str, text: str) -> str:
        """The text with each named picture's description made a tag; which files it shows is kept."""
        relations = self._relations(member)

        def mark(drawing: re.Match[str]) -> str:
            found = _DESCRIPTION.search(drawing[0])
            if not found or not found[3].isidentifier():
                return drawing[0]
            name, size = found[3].lower(), _EXTENT.search(drawing[0])
            files = tuple(relations[rid] for rid in _EMBED.findall(drawing[0]) if rid in relations)
            self.pictures[name] = Placeholder(files, int(size[2]) if size else 0, int(size[3]) if size else 0)
            text = _EXTENT.sub(rf'\1 cy="{{{{ {PICTURES}.{name}.height }}}}"', drawing[0])
            return _DESCRIPTION.sub(rf'\1\2 descr="{{{{ {PICTURES}.{name}.words }}}}"\4', text, count=1)

        return _DRAWING.sub(mark, text)

    def _relations(self, member: str) -> dict[str, str]:
        folder, _slash, file = member.rpartition("/")
        relations = self._members.get(f"{folder}/_rels/{file}.rels")
        if relations is None:
            return {}
        targets = {r.get("Id", ""): str(r.get("Target")) for r in etree.fromstring(relations, _PARSER)}
        return {rid: posixpath.normpath(posixpath.join("/", folder, to))[1:] for rid, to in targets.items()}

    def unknown_tags(self, fields: Mapping[str, Known]) -> tuple[tuple[str, UnknownTag], ...]:
        """Every mistyped tag with the part it stands in (body, header, footer)."""
        known = {**fields, PICTURES: _anything(self.pictures)}
        return tuple(
            (_part(member), unknown) for member, tree in self._trees.items() for unknown in unknown_tags(tree, known)
        )

    def used_tags(self) -> frozenset[str]:
        """The last word of every tag in the template: "medarbejder" for {{ forløb.medarbejder }}."""
        return frozenset().union(*(words_used(tree) for tree in self._trees.values()))

    def fill(
        self,
        context: Mapping[str, object],
        *,
        blank: str = "",
        pictures: Mapping[str, Picture] | None = None,
        organisation: str = "",
    ) -> bytes:
        """The finished docx. `blank`: what a blank outside tables prints as; "\\t" is a line to write on."""
        shown = pictures or {}
        whole = {**context, BLANK: blank, PICTURES: {n: p.described(shown.get(n)) for n, p in self.pictures.items()}}
        filled = {member: self._render(member, part, whole) for member, part in self._parts.items()}
        for name, picture in shown.items():
            for file in self.pictures[name].files if name in self.pictures else ():
                filled[file] = picture.svg if file.endswith(".svg") else picture.png
        filled["docProps/core.xml"] = core_xml(title=self._title, organisation=organisation)
        filled["docProps/app.xml"] = app_xml(organisation=organisation)
        return _zip({name: filled.get(name, data) for name, data in self._members.items()})

    def _render(self, member: str, part: Compiled, context: Mapping[str, object]) -> bytes:
        try:
            xml = part.render(context).encode()
            etree.fromstring(xml, _PARSER)  # no recovering: a cut document is worse than none
        except Exception as error:  # whatever a template can raise stops its own paper only
            reason = str(error) if isinstance(error, (TemplateError, ValueError)) else type(error).__name__
            message = _("{template} ({part}) cannot be filled: {reason}")
            raise CtidocsError(message.format(template=self.name, part=_part(member), reason=reason)) from None
        return b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n" + xml


def _members(source: Path | bytes, name: str) -> dict[str, bytes]:
    """The template's files by name, in its own order."""
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise _unusable(name, _("it is too large"))
            members = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except FileNotFoundError:
        raise CtidocsError(_("there is no template {template}").format(template=name)) from None
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, NotImplementedError):
        raise _unusable(name, _("it is not a Word document (.docx)")) from None
    if DOCX.encode() not in members.get("[Content_Types].xml", b"") or MAIN not in members:
        raise _unusable(name, _("it is not an ordinary Word document (.docx)"))
    if any(b"<!DOCTYPE" in data[:4096] for part, data in members.items() if part.endswith((".xml", ".rels"))):
        raise _unusable(name, _("it holds a DOCTYPE"))
    for part, data in members.items():
        if part.endswith((".xml", ".rels")):
            tree = _parse(data, name, part)
            if part.endswith(".rels") and not _targets(part, tree) <= members.keys():
                raise _unusable(name, _("its part {part} is damaged").format(part=_part(part)))
    return _without_dropped(members)


def _targets(part: str, relations: Any) -> set[str]:
    """The files of the template that these relations name."""
    base = part.rpartition("_rels/")[0]
    inside = [r.get("Target") or "" for r in relations if r.get("TargetMode") != "External"]
    return {posixpath.normpath(posixpath.join("/", base, to))[1:] for to in inside if not to.startswith("#")}


def _parse(data: bytes, name: str, part: str) -> Any:
    """A part as a tree, strictly: what is not well-formed is damaged."""
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        raise _unusable(name, _("its part {part} is damaged").format(part=_part(part))) from None


def _without_dropped(members: dict[str, bytes]) -> dict[str, bytes]:
    gone = [name for name in members if DROPPED.match(name)]
    kept = {name: data for name, data in members.items() if name not in gone}
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        if gone and name in kept:
            root = etree.fromstring(kept[name], _PARSER)
            for entry in list(root):
                target = (entry.get("PartName") or entry.get("Target") or "").removeprefix("/").removeprefix("../")
                if target in gone:
                    root.remove(entry)
            kept[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return kept


def _mark_cells(source: str) -> str:
    """The source in which each printed tag inside a table passes the filter `celle`: a blank prints nothing there."""
    depth = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        if found[1] is None:
            depth += -1 if found[0].startswith("</") else 1
            return found[0]
        return f"{{{{ ({found[1]})|celle }}}}" if depth else found[0]

    return _TAG_OR_CELL.sub(mark, source)


def _zip(members: Mapping[str, bytes]) -> bytes:
    """The same members, the same bytes: fixed times, the template's order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _anything(names: Mapping[str, object]) -> Known:
    return Group(dict.fromkeys(names, ANYTHING))


def _part(member: str) -> str:
    """What a coordinator calls the part."""
    for start, word in (("header", _("header")), ("footer", _("footer")), ("footnotes", _("footnotes")),
                        ("endnotes", _("endnotes"))):  # fmt: skip
        if member.startswith(f"word/{start}"):
            return word
    return _("body")


def _unusable(name: str, why: str) -> CtidocsError:
    return CtidocsError(
        _("the template {template} cannot be used: {why}").format(template=name, why=why),
        hint=_("open it in Word and save it as “Word Document (.docx)”"),
    )
