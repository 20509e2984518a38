"""The running text of a Word file, for LIX (R21): its paragraphs of whole sentences, never its lists and forms."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from ctidocs.render.book import Book
from ctidocs.render.docx.package import MAIN, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_NO_PROSE = (f"{_W}tbl", f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom")
# by the id and by the name, which Word keeps in English: "Overskrift1" is "heading 1", "Opstilling-punkttegn" a list
_NO_PROSE_STYLE = re.compile(
    r"heading|overskrift|title|titel|\btoc|indholdsfortegnelse|\blist|opstilling|caption|billedtekst", re.I
)
_STANDING_FIRST = re.compile(r"sub ?title|under ?titel", re.I)  # one line that says what the paper is for: a sentence
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_FORM = re.compile(r"\t|_{3}|\.{4}|…{2}|[☐☑☒□■▢]")  # a line to write on, a leader, a box to tick
_SENTENCE = re.compile(r"[^\W\d_].*[.!?…][\"”’»)\]]*$", re.S)


def running_text(data: bytes, *, name: str = "") -> str:
    """The paragraphs that are running sentences, a line each, with nothing in the place of a tag.

    Headings, lists, table cells, text boxes and lines of a form are left out, and so is a paragraph that does not end
    as a sentence does: a label before a tag, an address. CtidocsError where the file is no Word document.
    """
    book = Book(name, unpacked(data, name))
    styles = _styles(book)
    body = book.read(MAIN)
    found = (_plain(p) for p in body.iter(f"{_W}p") if not _stands_apart(p) and not _is_headed_or_listed(p, styles))
    return "\n".join(text for text in found if not _FORM.search(text) and _SENTENCE.search(text))


def _plain(paragraph: Any) -> str:
    """The words of a paragraph without its tags, each stretch of blanks one."""
    text = _TAG.sub("", "".join(_pieces(paragraph)))
    return re.sub(r"[^\S\t]+", " ", text).strip(" ")


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in (*_NO_PROSE, f"{_W}pPr", f"{_W}rPr"):
            yield from _pieces(child)


def _stands_apart(paragraph: Any) -> bool:
    return any(above.tag in _NO_PROSE for above in paragraph.iterancestors())


def _is_headed_or_listed(paragraph: Any, styles: Mapping[str, Any]) -> bool:
    """Whether the paragraph, its style, or a style that this one is based on, is of a heading or a list."""
    own = paragraph.find(f"{_W}pPr")
    number = _numbering(own)
    style = styles.get(_value(own, "pStyle"), styles.get(""))
    for step in _chain(style, styles):
        names = f"{step.get(f'{_W}styleId')} {_value(step, 'name')}"
        if _NO_PROSE_STYLE.search(_STANDING_FIRST.sub("", names)):
            return True
        number = number or _numbering(step.find(f"{_W}pPr"))
    return number not in ("", "0")  # 0 takes a paragraph out of the list of its style


def _chain(style: Any, styles: Mapping[str, Any]) -> Iterator[Any]:
    """A style and those it is based on; a chain that bites its tail ends."""
    seen = set()
    while style is not None and id(style) not in seen:
        seen.add(id(style))
        yield style
        base = _value(style, "basedOn")
        style = styles.get(base) if base else None


def _numbering(properties: Any) -> str:
    number = None if properties is None else properties.find(f"{_W}numPr")
    return _value(number, "numId")  # a level without a list, as in Word's own Subtitle, numbers nothing


def _value(parent: Any, name: str) -> str:
    child = None if parent is None else parent.find(f"{_W}{name}")
    return "" if child is None else child.get(_VAL, "")


def _styles(book: Book) -> dict[str, Any]:
    """The paragraph styles by id; under "" the one of a paragraph that names none."""
    part = book.related(MAIN, "styles")
    found = tuple(book.read(part).iterfind(f"{_W}style[@{_W}type='paragraph']")) if part else ()
    default = [("", style) for style in found if style.get(f"{_W}default") in ("1", "true", "on")]
    return {str(style.get(f"{_W}styleId")): style for style in found} | dict(default)
