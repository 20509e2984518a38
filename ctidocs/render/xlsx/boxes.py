"""The boxes in which Excel shows comments: old VML, which need not be well-formed, so it is added to as text."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ctidocs.render.book import Book, damaged

WIDTH, LINE = 300, 16  # pixels: a box's width, and the height of one line in it
PER_LINE = 46  # letters of Tahoma 9 in that width
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383  # from 0, as everything in VML
COLUMN_PIXELS, ROW_PIXELS = 64, 20  # where the sheet does not say

_NAMESPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_EMPTY = b'<xml><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:1.5pt;'
    'width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_CLUSTER = 1024  # Excel gives each drawing whole thousands of shape numbers and lists them in its <o:idmap>
_IDMAP = re.compile(rb"""(<\w+:idmap\b[^>]*?\bdata=)(["'])([^"']*)\2""")
_SHAPE_ID = re.compile(rb"""\b(?:id|o:spid)=["']_x0000_s([0-9]+)["']""")
_NOTE = re.compile(rb"<(\w+):shape\b.*?</\1:shape>", re.S)  # which prefix stands for what is the writer's choice
_CELL = re.compile(rb"<\w+:(Row|Column)>\s*([0-9]+)\s*</")
_HAS_KIND = re.compile(rb"""id=["']_x0000_t202["']""")
_IS_NOTE = re.compile(rb"""ObjectType=["']Note""")
_ANCHOR = re.compile(rb"(<\w+:Anchor>)([^<]*)")


@dataclass(frozen=True)
class Boxes:
    """The boxes of one worksheet. `shown`: the cells that have one; `more`: the texts to put into new and old ones."""

    book: Book
    part: str
    widths: Mapping[int, int]
    heights: Mapping[int, int]
    shown: frozenset[tuple[int, int]]
    more: dict[tuple[int, int], str]

    def add(self, row: int, column: int, text: str) -> None:
        """Room for a text: a box beside the cell, or a taller one where it has one."""
        cell = row - 1, column - 1
        self.more[cell] = self.more.get(cell, "") + text

    def write(self) -> None:
        """Put what was added into the part; every other byte of it stays."""
        data = _NOTE.sub(lambda found: self._taller(found[0]), self.book.parts[self.part] or _EMPTY)
        if new := [(*cell, text) for cell, text in self.more.items() if cell not in self.shown]:
            data = self._with(new, _declared(data))
        self.book.parts[self.part] = data

    def _with(self, new: Sequence[tuple[int, int, str]], data: bytes) -> bytes:
        first = _last_cluster(self.book) + 1
        shapes = [] if _HAS_KIND.search(data) else [_KIND]
        for order, (row, column, text) in enumerate(new, start=1):
            size = {"width": WIDTH * 0.75, "height": _height(text) * 0.75, "anchor": self._anchor(row, column, text)}
            shapes.append(_SHAPE.format(id=first * _CLUSTER + order, order=order, row=row, column=column, **size))
        end = data.rfind(b"</xml>")
        if end < 0:
            raise damaged(self.book.name)
        data = data[:end] + "".join(shapes).encode() + data[end:]
        return _IDMAP.sub(lambda found: _more_clusters(found, first, len(new)), data, count=1)

    def _anchor(self, row: int, column: int, text: str) -> str:
        """Where a box stands: column and pixels, row and pixels, of its upper left and its lower right corner."""
        left, top = min(column + 1, LAST_COLUMN), max(row - 1, 0)
        right, right_rest = _reached(left, 15 + WIDTH, self.widths, COLUMN_PIXELS, LAST_COLUMN)
        bottom, bottom_rest = _reached(top, 4 + _height(text), self.heights, ROW_PIXELS, LAST_ROW)
        return f"{left}, 15, {top}, 4, {right}, {right_rest}, {bottom}, {bottom_rest}"

    def _taller(self, shape: bytes) -> bytes:
        """The shape, its lower edge further down if it is that of a cell with more text."""
        text, anchor = self.more.get(_cell_of(shape)), _ANCHOR.search(shape)
        numbers = [n.strip() for n in anchor[2].split(b",")] if anchor else []
        if text is None or len(numbers) != 8 or not numbers[6].isdigit():
            return shape
        rows = math.ceil(_lines(text) * LINE / ROW_PIXELS)
        numbers[6] = b"%d" % min(int(numbers[6]) + rows, LAST_ROW)
        return _ANCHOR.sub(lambda found: found[1] + b", ".join(numbers), shape, count=1)


def boxes_of(book: Book, part: str, *, sheet: Any) -> Boxes:
    """The boxes of a worksheet, to add to; `part` holds them."""
    if not book.has(part):
        raise damaged(book.name)
    shown = frozenset(_cell_of(found[0]) for found in _NOTE.finditer(book.parts[part]))
    return Boxes(book, part, _widths(sheet), _heights(sheet), shown, {})


def _cell_of(shape: bytes) -> tuple[int, int]:
    """Row and column of the cell whose comment a shape shows; -1, -1 for a button or another control."""
    at = {found[1]: int(found[2]) for found in _CELL.finditer(shape)}
    return (at.get(b"Row", -1), at.get(b"Column", -1)) if _IS_NOTE.search(shape) else (-1, -1)


def _declared(data: bytes) -> bytes:
    """The part with the three prefixes that our shapes use."""
    start = data[: data.find(b">", data.find(b"<xml"))]
    absent = [(p, space) for p, space in _NAMESPACES.items() if b"xmlns:" + p + b"=" not in start]
    more = b"".join(b' xmlns:%s="%s"' % (prefix, namespace) for prefix, namespace in absent)
    return data.replace(b"<xml", b"<xml" + more, 1)


def _last_cluster(book: Book) -> int:
    """The highest thousand of shape numbers that any drawing of the workbook uses."""
    used = [0]
    for part, data in book.parts.items():
        if part.lower().endswith(".vml"):
            used += [int(n) for found in _IDMAP.finditer(data) for n in found[3].split(b",") if n.strip().isdigit()]
            used += [int(found[1]) // _CLUSTER for found in _SHAPE_ID.finditer(data)]
    return max(used)


def _more_clusters(found: re.Match[bytes], first: int, count: int) -> bytes:
    more = b",".join(b"%d" % n for n in range(first, first + count // _CLUSTER + 1))
    known = found[3] + b"," if found[3] else b""
    return found[1] + found[2] + known + more + found[2]


def _lines(text: str) -> int:
    return sum(max(1, math.ceil(len(line) / PER_LINE)) for line in text.split("\n"))


def _height(text: str) -> int:
    return _lines(text) * LINE + 10


def _reached(start: int, pixels: int, sizes: Mapping[int, int], usual: int, last: int) -> tuple[int, int]:
    """The column or row in which a stretch from the beginning of `start` ends, and how far into it."""
    at = start
    while at < last and pixels >= sizes.get(at, usual):
        pixels -= sizes.get(at, usual)
        at += 1
    return at, pixels


def _widths(sheet: Any) -> dict[int, int]:
    """The columns' widths in pixels, by number from 0."""
    namespace = etree.QName(sheet).namespace
    widths: dict[int, int] = {}
    for cols in sheet.iterfind(f"{{{namespace}}}cols/{{{namespace}}}col"):
        width = 0 if cols.get("hidden") in ("1", "true") else round(float(cols.get("width", "9.14")) * 7)
        last = min(int(cols.get("max")), 500)  # "to the end of the sheet" is told as one stretch
        widths |= dict.fromkeys(range(int(cols.get("min")) - 1, last), width)
    return widths


def _heights(sheet: Any) -> dict[int, int]:
    """The rows' heights in pixels where the sheet tells them, by number from 0."""
    namespace = etree.QName(sheet).namespace
    rows = sheet.iterfind(f"{{{namespace}}}sheetData/{{{namespace}}}row[@ht]")
    return {
        int(row.get("r")) - 1: 0 if row.get("hidden") in ("1", "true") else round(float(row.get("ht")) * 4 / 3)
        for row in rows
    }
