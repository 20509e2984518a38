"""The paragraphs of a Word part as a reader sees them: numbered, whole where Word split them, and what holds them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ctidocs.language import gettext as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
CORE = "docProps/core.xml"
FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
SHOWN = 60  # characters of a paragraph that a message quotes

_ORDER = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", CORE)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_UNSEEN = (W + "del", W + "moveFrom")  # what a tracked change took out: scrubbed before the template is filled
_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_PICTURES = (W + "drawing", W + "pict", W + "object")
_OPENER = re.compile(r"\{[{%#]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, counted from 1 among all of its part. `aside`: text in it, but none of its words, as a picture’s.

    The other numbers tell what it stands in, and are 0 where it stands in none: two paragraphs with the same `row`
    stand in the same table row. `home`: what holds the paragraph itself, as the body, a cell or a text box.
    """

    number: int
    text: str
    mark: int = 0
    home: int = 0
    cell: int = 0
    row: int = 0
    table: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs of a part in document order. `full`: the marks of what holds a picture or a table besides text."""

    paragraphs: tuple[Paragraph, ...]
    full: frozenset[int] = frozenset()


def part_word(member: str) -> str:
    """What a coordinator calls the part."""
    for start, word in (
        ("word/header", _("header")),
        ("word/footer", _("footer")),
        ("word/footnotes", _("footnotes")),
        ("word/endnotes", _("endnotes")),
        ("word/comments", _("comments")),
        ("word/charts/", _("chart")),
        ("word/diagrams/", _("drawing")),
        ("docProps/", _("properties")),
        ("customXml/", _("properties")),
    ):
        if member.startswith(start):
            return word
    return _("body") if member == "word/document.xml" else _("another part")


def in_order(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The members as a reader meets them: the body, headers, footers, notes, the title, then all others."""

    def rank(member: str) -> tuple[int, int, str]:
        at = next((n for n, start in enumerate(_ORDER) if member.startswith(start)), len(_ORDER))
        return at, len(member), member  # header2 before header10

    return tuple(sorted(parts, key=rank))


def around(text: str, start: int, end: int) -> str:
    """The words of a paragraph around a tag, SHOWN characters of them, cut between words."""
    end = min(end, start + SHOWN)
    beside = SHOWN // 2
    before, after = text[max(0, start - beside) : start], text[end : end + beside]
    if start > beside:
        before = "…" + before.partition(" ")[2]
    if end + beside < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join((before + text[start:end] + after).split())


def parse(data: bytes) -> Any:
    """A part's root element. etree.XMLSyntaxError where it is not well-formed."""
    return etree.fromstring(data, _PARSER)


def title_of(core: bytes) -> Part:
    """The title property as a part with one paragraph, numbered 0."""
    return Part((Paragraph(0, parse(core).findtext(f".//{TITLE}") or ""),))


def read_part(data: bytes) -> Part:
    """The paragraphs of one part, those of its text boxes and tables among them, each once."""
    reading = _Reading()
    walk = etree.iterwalk(parse(data), events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _UNSEEN or _is_told_before(element):
                walk.skip_subtree()
                reading.count += sum(1 for _paragraph in element.iter(W + "p"))
                reading.skipped.append(element)
            else:
                reading.begin(element)
        elif event == "end":
            reading.finish(element)
        else:
            reading.set_aside(element.text)
            reading.set_aside(element.tail)
    ordered = sorted(reading.done, key=lambda paragraph: (paragraph.number, paragraph.aside))
    return Part(tuple(ordered), frozenset(reading.full))


def _is_told_before(element: Any) -> bool:
    """Whether it is the second copy of a text box, for old programs, and says what the first one says."""
    if element.tag != MC + "Fallback":
        return False
    choice = element.getparent().find(MC + "Choice")
    return choice is not None and _words(choice) == _words(element)


def _words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


@dataclass(slots=True)
class _Draft:
    number: int
    mark: int
    home: int
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What is open while a part is walked through: paragraphs, and the tables, rows and cells around them."""

    done: list[Paragraph] = field(default_factory=list)
    full: set[int] = field(default_factory=set)
    drafts: list[_Draft] = field(default_factory=list)
    skipped: list[Any] = field(default_factory=list)
    within: dict[str, list[int]] = field(default_factory=lambda: {W + "tbl": [0], W + "tr": [0], W + "tc": [0]})
    homes: list[int] = field(default_factory=list)
    count: int = 0
    marks: int = 0

    def begin(self, element: Any) -> None:
        """Take in an element with what stands directly in it."""
        tag = element.tag
        self.marks += 1
        if tag == W + "p":
            self.count += 1
            self.drafts.append(_Draft(self.count, self.marks, self.homes[-1] if self.homes else 0))
        elif tag in self.within:
            if tag == W + "tbl":
                self._fill()
            self.within[tag].append(self.marks)
        elif tag in _PICTURES:
            self._fill()
        self.homes.append(self.marks)
        if tag == W + "t" and self.drafts:
            self.drafts[-1].pieces.append(element.text or "")
        else:
            self.set_aside(element.text)
        if tag in _BREAKS and self.drafts:
            self.drafts[-1].pieces.append(_BREAKS[tag])
        for value in element.attrib.values():
            self.set_aside(value)

    def finish(self, element: Any) -> None:
        """Leave an element, and take in what stands after it."""
        self.set_aside(element.tail)
        if self.skipped and self.skipped[-1] is element:
            self.skipped.pop()
            return
        self.homes.pop()
        if element.tag == W + "p":
            draft = self.drafts.pop()
            self.done.append(self._paragraph(draft, "".join(draft.pieces)))
        elif element.tag in self.within:
            self.within[element.tag].pop()

    def set_aside(self, text: str | None) -> None:
        """Keep a text outside the words of a paragraph where a tag is in it: it would be filled too."""
        if text and _OPENER.search(text):
            self.marks += 1
            draft = _Draft(self.drafts[-1].number if self.drafts else 0, self.marks, self.marks)
            self.done.append(self._paragraph(draft, text, aside=True))

    def _fill(self) -> None:
        self.full |= {draft.mark for draft in self.drafts[-1:]}
        self.full |= {self.within[W + "tr"][-1], self.within[W + "tc"][-1]} - {0}

    def _paragraph(self, draft: _Draft, text: str, *, aside: bool = False) -> Paragraph:
        table, row, cell = (self.within[W + name][-1] for name in ("tbl", "tr", "tc"))
        return Paragraph(draft.number, text, draft.mark, draft.home, cell, row, table, aside)


def texts_of(data: bytes) -> Iterator[str]:
    """What stands in a part that is not filled: whole where it is split over runs, and its attributes."""
    root = parse(data)
    yield "".join(text for text in root.itertext() if isinstance(text, str))
    for element in root.iter(etree.Element):
        yield from (str(value) for value in element.attrib.values())
