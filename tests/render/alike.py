"""What docxtpl makes of a template, and when a paper of ours is like it: part by part but for EXCEPTIONS."""

import io
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from tests.workbooks import unzipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPES, CORE = "[Content_Types].xml", "docProps/core.xml"
Parts = dict[str, Any]


@dataclass(frozen=True)
class Apart:
    """One way in which ours differs, why, and what makes the two alike again: done to both."""

    reason: str
    alike: Callable[[Parts], None]


def _properties(parts: Parts) -> None:
    parts.pop("docProps/app.xml", None)
    parts[CORE] = parts[CORE].findtext(f"{DC}title") if CORE in parts else ""


_GONE = re.compile(r"customXml/|docProps/(custom|thumbnail)|word/(comments|people|printerSettings|glossary)")


def _told_parts(parts: Parts) -> None:
    for name in [name for name in parts if _GONE.match(name)]:
        del parts[name]
    for name, content in parts.items():
        if name.endswith(".rels"):
            parts[name] = {relation for relation in content if not _GONE.match(relation[2])}


_MARKS = tuple(
    W + name
    for name in (
        "proofErr",
        "lastRenderedPageBreak",
        "rsids",
        "rsid",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
    )
)


def _sessions(parts: Parts) -> None:
    for root in _roots(parts):
        for element in list(root.iter(*_MARKS)):
            element.getparent().remove(element)
        for inserted in list(root.iter(f"{W}ins")):
            parent, at = inserted.getparent(), inserted.getparent().index(inserted)
            parent[at : at + 1] = list(inserted)
        for element in root.iter(etree.Element):
            for name in [name for name in element.attrib if name.startswith(f"{W}rsid")]:
                del element.attrib[name]


def _tabs(parts: Parts) -> None:
    for root in _roots(parts):
        for run in list(root.iter(f"{W}r")):
            before = run.getprevious()
            if before is not None and before.tag == run.tag and _look(before) == _look(run):
                for child in [child for child in run if child.tag != f"{W}rPr"]:
                    before.append(child)
                run.getparent().remove(run)


def _look(run: Any) -> bytes:
    look = run.find(f"{W}rPr")
    return b"" if look is None else etree.tostring(look, method="c14n")


def _numbers(parts: Parts) -> None:
    for root in _roots(parts):
        for drawing in root.iter(f"{WP}docPr"):
            drawing.set("id", "")


def _grids(parts: Parts) -> None:
    for root in _roots(parts):
        for grid in list(root.iter(f"{W}tblGrid")):
            grid.getparent().remove(grid)


def _pictures(parts: Parts) -> None:
    for name in [name for name in parts if name.startswith("word/media/")]:
        parts[name] = b""
    for root in _roots(parts):
        for drawing in root.iter(f"{WP}docPr"):
            drawing.attrib.pop("descr", None)
        for size in (*root.iter(f"{WP}extent"), *root.iter(f"{A}ext")):
            size.attrib.pop("cy", None)
        for text in root.iter(f"{W}t"):
            if (words := text.text or "") == words.strip():
                text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)


ALWAYS: Mapping[str, Apart] = {
    "properties": Apart(
        "F3, LIMITS 72: docxtpl keeps the template's author and escapes a value in the title twice; ours keeps the "
        "title only, escaped once, and writes the organisation",
        _properties,
    ),
    "parts that tell of persons": Apart(
        "F3, LIMITS 22 and 24: custom properties and XML, thumbnail, comments and their authors are no part of a paper",
        _told_parts,
    ),
    "sessions": Apart(
        "F3, LIMITS 24: who edited the template when (rsid, w:ins with its author) is told to nobody, and Word's own "
        "marks of spelling and pages are of the template's text, not the paper's",
        _sessions,
    ),
}
EXCEPTIONS: Mapping[str, Apart] = {
    **ALWAYS,
    "tabs": Apart(
        "docxtpl ends the run at a tab in a value and begins another of the same looks; ours puts the tab into the "
        "run, as Word itself writes it. The two show the same",
        _tabs,
    ),
    "numbers of drawings": Apart(
        "docxtpl numbers the drawings of the body from 1001, also where none is repeated, and none in headers; what "
        "counts is that no number comes twice in a part, and a test of ours says so",
        _numbers,
    ),
    "grids": Apart(
        "docxtpl counts the columns of every table anew, also of one without a tag, and knows nothing of rows that "
        "begin or end a column in; ours leaves a grid alone where no tag adds or takes cells",
        _grids,
    ),
    "pictures": Apart(
        "docxtpl replaces a picture only when a program asks it to; ours replaces a named one, its words and its "
        "height. The tags put there for that make docxtpl keep spaces at the ends of the text before, which has none",
        _pictures,
    ),
}


def alike(data: bytes, *, apart: tuple[str, ...]) -> Parts:
    """The parts in a form that is equal where text and structure are: XML canonical, lists without order sorted."""
    members = unzipped(data)
    types = _content_types(members)
    parts: Parts = {name: _opened(name, content) for name, content in members.items() if name != TYPES}
    for exception in (*ALWAYS, *apart):
        EXCEPTIONS[exception].alike(parts)
    return {name: (types[name], _lines(c) if etree.iselement(c) else c) for name, c in parts.items()}


def _lines(root: Any) -> list[str]:
    """Canonical XML, cut before each element so that a difference is read where it is."""
    return re.split(r"(?=<(?!/))", etree.tostring(root, method="c14n").decode())


def _opened(name: str, content: bytes) -> Any:
    if not name.endswith((".xml", ".rels")):
        return content
    root = etree.fromstring(content)
    if name.endswith(".rels"):
        base = posixpath.dirname(posixpath.dirname(name))
        return {(e.get("Id"), e.get("Type"), _target(e, base), e.get("TargetMode") or "Internal") for e in root}
    for element in root.iter(etree.Element):
        if element.tag != f"{W}t":
            for text in ("text", "tail"):
                if not (getattr(element, text) or "").strip():
                    setattr(element, text, None)
    return root


def _target(relation: Any, base: str) -> str:
    target = str(relation.get("Target"))
    return (
        target
        if relation.get("TargetMode") == "External"
        else posixpath.normpath(posixpath.join("/", base, target))[1:]
    )


def _content_types(members: Mapping[str, bytes]) -> dict[str, str | None]:
    """What each part is said to be, however it is said."""
    root = etree.fromstring(members[TYPES])
    parts = {str(e.get("PartName"))[1:]: e.get("ContentType") for e in root if e.get("PartName")}
    endings = {str(e.get("Extension")).lower(): e.get("ContentType") for e in root if e.get("Extension")}
    return {name: parts.get(name, endings.get(name.rpartition(".")[2].lower())) for name in members}


def _roots(parts: Parts) -> list[Any]:
    return [content for content in parts.values() if etree.iselement(content)]


def theirs(data: bytes, context: Mapping[str, Any], *, environment: Environment | None = None) -> bytes:
    """What docxtpl makes."""
    document = DocxTemplate(io.BytesIO(data))
    document.render(dict(context), environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def compare(ours: bytes, other: bytes, *, apart: tuple[str, ...]) -> None:
    mine, its = alike(ours, apart=apart), alike(other, apart=apart)
    assert sorted(mine) == sorted(its)
    for name, content in its.items():
        assert mine[name] == content, name
