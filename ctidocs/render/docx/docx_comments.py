"""Notes on a Word file as real Word comments, for its author to read; nothing else of the file changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ctidocs.render.book import Book
from ctidocs.render.docx.package import unpacked

AUTHOR = "ctidocs"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY = f'<w:comments xmlns:w="{_W[1:-1]}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Note:
    """A comment to make. `part`: a member of the zip; `paragraph`: which w:p of it, from 1 in the order of the file.

    `where`: the part's own word ("header"), said first where the part can hold no comment.
    """

    part: str
    paragraph: int
    text: str
    where: str = ""


def with_comments(data: bytes, notes: Sequence[Note], *, name: str = "") -> bytes:
    """The file with a comment on each note's whole paragraph; CtidocsError where it is no Word document.

    A header, a footer or a note at the foot holds no comments: those stand on the first paragraph of the text. A text
    box holds none either: those stand on the paragraph that the box hangs on, once, though Word keeps the box twice.
    """
    book = Book(name, unpacked(data, name))
    placed: dict[tuple[Any, str], None] = {}
    if notes:
        body = book.edit(book.workbook)
        paragraphs = tuple(body.iter(f"{_W}p")) or (_new_paragraph(body),)
        for note in notes:
            placed[_placed(note, paragraphs, main=book.workbook)] = None
        _comment(book, placed)
    return book.content()


def _placed(note: Note, paragraphs: Sequence[Any], *, main: str) -> tuple[Any, str]:
    """The paragraph a note is put on, and its words."""
    if note.part != main:
        return paragraphs[0], f"{note.where}: {note.text}" if note.where else note.text
    found = paragraphs[note.paragraph - 1] if 0 < note.paragraph <= len(paragraphs) else paragraphs[0]
    return [found, *found.iterancestors(f"{_W}p")][-1], note.text


def _new_paragraph(root: Any) -> Any:
    """A first paragraph for a document without any."""
    paragraph = etree.Element(f"{_W}p")
    root.find(f"{_W}body").insert(0, paragraph)
    return paragraph


def _comment(book: Book, placed: Iterable[tuple[Any, str]]) -> None:
    main = book.workbook
    part = book.related(main, "comments")
    if not part:
        part = "word/comments.xml" if not book.has("word/comments.xml") else book.free_name("word/comments{}.xml")
        book.add(part, _EMPTY, _TYPE)
        book.relate(main, "comments", part)
    comments = book.edit(part)
    last = max((*_numbers(comments), *_numbers(book.edit(main))), default=-1)
    for number, (paragraph, text) in enumerate(placed, last + 1):
        comments.append(_text(number, text))
        _anchor(paragraph, str(number))


def _numbers(root: Any) -> Iterator[int]:
    """The numbers that comments have already."""
    tags = [f"{_W}{name}" for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")]
    for element in root.iter(*tags):
        if (number := element.get(f"{_W}id", "")).isdecimal():
            yield int(number)


def _text(number: int, text: str) -> Any:
    """The comment itself: a paragraph for each line."""
    comment = etree.Element(f"{_W}comment", {f"{_W}id": str(number), f"{_W}author": AUTHOR, f"{_W}initials": AUTHOR})
    for line in text.splitlines() or [""]:
        run = etree.SubElement(etree.SubElement(comment, f"{_W}p"), f"{_W}r")
        written = etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"})
        written.text = line
    return comment


def _anchor(paragraph: Any, number: str) -> None:
    """Let the comment reach from the paragraph's first word to its last."""
    first = 1 if len(paragraph) and paragraph[0].tag == f"{_W}pPr" else 0
    paragraph.insert(first, etree.Element(f"{_W}commentRangeStart", {f"{_W}id": number}))
    etree.SubElement(paragraph, f"{_W}commentRangeEnd", {f"{_W}id": number})
    run = etree.SubElement(paragraph, f"{_W}r")
    etree.SubElement(run, f"{_W}commentReference", {f"{_W}id": number})
