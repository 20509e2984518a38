"""A template's parts without what would tell who wrote it: tracked changes, comments, editing sessions, links (F3)."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)

_UNWRAPPED = {W + name for name in ("ins", "moveTo")}  # what was inserted stays, without who did it
_REMOVED = {W + name for name in (
    "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr", "lastRenderedPageBreak",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange",
    "numberingChange", "cellIns", "cellDel", "cellMerge", "tblPrExChange",
    "attachedTemplate", "mailMerge", "rsids", "rsid", "saveThroughXslt", "docVars", "printerSettings",
)}  # fmt: skip
_SESSION = tuple(W + name for name in ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidSect", "rsidDel"))
_PARTS_GONE = ("word/comments", "word/people.xml", "docProps/custom.xml", "docProps/thumbnail", "customXml/",
               "word/printerSettings", "word/glossary/")  # fmt: skip
_LINK = "/hyperlink"


def scrubbed(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members without persons, comments, sessions and links to elsewhere; hyperlinks in the text stay."""
    gone = {name for name in members if name.startswith(_PARTS_GONE)}
    kept = {name: data for name, data in members.items() if name not in gone and not _of_gone(name, gone)}
    return {name: _clean(name, data, gone) for name, data in kept.items()}


def _of_gone(name: str, gone: set[str]) -> bool:
    """Whether these are the relations of a part that goes."""
    folder, _slash, file = name.rpartition("/_rels/")
    return name.endswith(".rels") and bool(folder) and f"{folder}/{file.removesuffix('.rels')}" in gone


def _clean(name: str, data: bytes, gone: set[str]) -> bytes:
    if name.endswith(".rels"):
        return _relations(name, data, gone)
    if name == "[Content_Types].xml":
        return _types(data, gone)
    if name.startswith("word/") and name.endswith(".xml"):
        root = etree.fromstring(data, _PARSER)
        return _written(root) if _scrub(root) else data
    return data


def _relations(name: str, data: bytes, gone: set[str]) -> bytes:
    root = etree.fromstring(data, _PARSER)
    base = name.partition("_rels/")[0]
    for relation in list(root):
        target = relation.get("Target") or ""
        inside = target.lstrip("/") if target.startswith("/") else _joined(base, target)
        outside = relation.get("TargetMode") == "External" and not (relation.get("Type") or "").endswith(_LINK)
        if inside in gone or outside:
            root.remove(relation)
    return _written(root)


def _joined(base: str, target: str) -> str:
    while target.startswith("../"):
        base, target = base.rstrip("/").rpartition("/")[0], target[3:]
        base = f"{base}/" if base else ""
    return base + target


def _types(data: bytes, gone: set[str]) -> bytes:
    root = etree.fromstring(data, _PARSER)
    for entry in list(root):
        if (entry.get("PartName") or "").lstrip("/") in gone:
            root.remove(entry)
    return _written(root)


def _scrub(root: Any) -> bool:
    """Take out of one part what tells of persons and sessions; whether anything was there."""
    changed = False
    for element in list(root.iter()):
        if element.tag in _REMOVED:
            _remove(element)
            changed = True
        elif element.tag in _UNWRAPPED:
            _unwrap(element)
            changed = True
        elif isinstance(element.tag, str):
            for name in [name for name in element.attrib if name in _SESSION]:
                del element.attrib[name]
                changed = True
    return changed


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag == W + "trPr" and element.tag == W + "del":
        _remove_row(parent.getparent())
        return
    parent.remove(element)
    if parent.tag == W + "r" and not len(parent) and parent.getparent() is not None:
        parent.getparent().remove(parent)  # a run that held a comment's mark only


def _remove_row(row: Any) -> None:
    """A deleted row goes with all its cells, and its table with the last row."""
    table = row.getparent()
    if table is None:
        return
    table.remove(row)
    if table.find(W + "tr") is None and table.tag == W + "tbl" and table.getparent() is not None:
        table.getparent().remove(table)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
