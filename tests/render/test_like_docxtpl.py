"""Our Word engine against docxtpl 0.20.2: the same template and context give the same parts, but for EXCEPTIONS."""

import io
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docxtpl
import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Undefined
from lxml import etree
from markupsafe import Markup

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document, Paper
from ctidocs.make import picture_of
from ctidocs.render.environment import FILTERS, danish
from ctidocs.render.word import Template
from ctidocs.workspace import package_file
from tests.render.docx_features import FEATURES, Feature
from tests.women import EMPTY, FULL, awkward, case_of
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


def test_it_is_held_against_the_docxtpl_that_limits_md_tells_of() -> None:
    assert docxtpl.__version__ == "0.20.2"


@pytest.mark.parametrize("feature", FEATURES, ids=str)
def test_every_thing_that_docxtpl_does_is_done_alike(feature: Feature) -> None:
    ours = Template(feature.docx).fill(feature.context)
    compare(ours, theirs(feature.docx, feature.context), apart=feature.apart)


@pytest.mark.parametrize("feature", FEATURES, ids=str)
def test_a_template_that_was_filled_before_fills_as_a_fresh_one(feature: Feature) -> None:
    opened = Template(feature.docx)
    once = opened.fill(feature.context)
    assert opened.fill(feature.context) == once == Template(feature.docx).fill(feature.context)


def test_every_exception_is_used_and_has_its_reason() -> None:
    used = {name for feature in FEATURES for name in feature.apart} | set(ALWAYS) | {"pictures"}
    assert used == set(EXCEPTIONS)
    assert all(len(exception.reason) > 40 for exception in EXCEPTIONS.values())


def test_no_drawing_s_number_comes_twice_in_a_part() -> None:
    (feature,) = [feature for feature in FEATURES if feature.name == "pictures in a loop"]
    body = etree.fromstring(unzipped(Template(feature.docx).fill(feature.context))["word/document.xml"])
    numbers = [drawing.get("id") for drawing in body.iter(f"{WP}docPr")]
    assert len(numbers) == 6
    assert len(set(numbers)) == 6


PAPERS = [(document, paper) for document in DOCUMENTS for paper in document.papers]


def _printing() -> Environment:
    """Jinja as docxtpl uses it, printing as papers do: a blank as nothing, so that it matters not where it stands."""

    def finalize(value: object) -> object:
        return value if isinstance(value, (Markup, Undefined)) else "" if value is None else danish(value)

    environment = Environment(undefined=StrictUndefined, finalize=finalize)
    environment.filters.update(FILTERS)
    return environment


@pytest.mark.parametrize(("document", "paper"), PAPERS, ids=lambda value: getattr(value, "template", ""))
@pytest.mark.parametrize("kind", ["full", "empty", "awkward"])
def test_every_paper_of_ours_is_what_docxtpl_would_have_made(
    document: Document, paper: Paper, kind: str, tmp_path: Path
) -> None:
    source = (package_file("templates") / "docx" / paper.template).read_bytes()
    case = case_of({"full": FULL, "empty": EMPTY, "awkward": awkward()}[kind], tmp_path, name="Zoë O'Eksempel & Søn")
    content = document.context(case, document.items(case)[0], paper.reader)
    pictures = {name: picture_of(compass) for name, compass in content.compasses.items()}
    ours = Template(source).fill(content.values, pictures=pictures, organisation="Eksempelby")
    other = theirs(source, content.values, environment=_printing())
    compare(ours, other, apart=("pictures", "numbers of drawings"))
