"""What a sheet holds that the fast reader passes over: errors, formulas without a value, merged cells, hidden rows.

Most sheets hold none of it, and a search for a few words in their bytes shows that; only the others are gone through
element by element.
"""

import re
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

T = TypeVar("T")
Cell = tuple[int, int]  # row and column, counted from 1

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 3_000_000
MOST_MARKS = 500_000  # each takes memory; a register has some thousand
_CELL = re.compile(  # a cell as all known programs write it, filled as far as AZ99999, blank anywhere
    rb'<c r="(?:(A?[A-Z][0-9]{1,5})"(?: s="[0-9]{1,5}")?'
    rb'(?:/>|(?: t="n")?><v>[-+.0-9E]+</v></c>| t="s"><v>[0-9]{1,9}</v></c>| t="b"><v>[01]</v></c>)'
    rb'|[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>)'
)
_WORDS = (b"<mergeCell", b" hidden=", b" hidden ", b"<c>", b"<c/", b"<!--")
_PREFIXED = re.compile(rb":(?:c|row|col|mergeCell)[\s/>]")
_HEAD = 100  # the XML declaration, which ends with a line break
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_INDEX = re.compile("[0-9]{1,9}")
_LAST = (1_048_576, 16_384)  # XFD1048576


@dataclass
class Marks:
    """Addresses in one sheet. `far`: a filled cell too far away for the sheet to be read at all."""

    errors: list[tuple[Cell, str]] = field(default_factory=list)
    without_value: list[Cell] = field(default_factory=list)
    formulas: list[Cell] = field(default_factory=list)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    far: Cell | None = None


def marks_of(content: bytes) -> Marks:
    """The marks of a sheet's part. ValueError or KeyError where addresses make no sense, OverflowError for too many."""
    return Marks() if _is_plain(content) else _Walk().marks(content)


def _is_plain(content: bytes) -> bool:
    """Whether nothing in the bytes can be a mark; every cell then has its address first, as all known programs do."""
    return (
        b"<worksheet" in content[:4000]
        and not any(word in content for word in _WORDS)
        and all(content.find(blank, _HEAD) < 0 for blank in (b"\n", b"\r", b"\t"))
        and not _PREFIXED.search(content)
        and _has_plain_cells(content)
    )


def _has_plain_cells(content: bytes) -> bool:
    """Whether every cell is written as it should, and those near enough to hold anything each once."""
    near = _CELL.findall(content)  # "" for one that is far and blank
    return len(near) == content.count(b"<c ") and len(set(near) - {b""}) + near.count(b"") == len(near)


class _Walk:
    """One pass over a sheet's elements, counting rows and cells as Excel does where they have no address."""

    def __init__(self) -> None:
        self.found = Marks()
        self.count = 0
        self.cell: Cell = (0, 0)
        self.kind, self.text = "", ""
        self.formula = self.value = False
        self.inside = ""  # the element whose text is gathered
        self.farthest_row: Cell = (0, 0)
        self.farthest_column: Cell = (0, 0)

    def marks(self, content: bytes) -> Marks:
        """What is found in the part."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._stop_inside
        parser.Parse(content, True)
        self.found.far = self._far()
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._stop_inside(name)
        name = name.rpartition(":")[2]
        if name == "c":
            self._go_to(cell_of(attributes["r"]) if "r" in attributes else (self.cell[0], self.cell[1] + 1))
            self.kind, self.text, self.formula, self.value = attributes.get("t", "n"), "", False, False
            if not _INDEX.fullmatch(attributes.get("s", "0")):
                raise ValueError(self.cell)
        elif name in ("v", "t"):
            if name == "v" and self.value:
                raise ValueError(self.cell)
            self.inside, self.value = name, True
        elif name == "f":
            self.formula = True
        elif name == "row":
            row = int(attributes["r"]) if "r" in attributes else self.cell[0] + 1
            if row <= self.cell[0]:
                raise ValueError(row)
            self.cell = (row, 0)
            self.found.hidden_rows += _is_true(attributes.get("hidden"))
        elif name == "col" and _is_true(attributes.get("hidden")):
            self.found.hidden_columns += int(attributes["max"]) - int(attributes["min"]) + 1
        elif name == "mergeCell":
            first, _colon, last = attributes["ref"].partition(":")
            self._mark(self.found.merged, (cell_of(first), cell_of(last or first)))

    def _stop_inside(self, what: str) -> None:
        """ValueError where a value is broken up: the reader would see a piece of it."""
        if self.inside:
            raise ValueError(what)

    def _go_to(self, cell: Cell) -> None:
        """The next cell; ValueError where it stands twice, before another or in another row: Excel refuses that too."""
        if not cell[0] or cell[0] != self.cell[0] or not self.cell[1] < cell[1] <= _LAST[1]:
            raise ValueError(cell)
        self.cell = cell

    def _mark(self, marks: list[T], one: T) -> None:
        self.count += 1
        if self.count > MOST_MARKS:
            raise OverflowError
        marks.append(one)

    def _characters(self, text: str) -> None:
        if self.inside:
            self.text += text

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.inside = ""
        elif name == "c":
            self._cell_ended()
        elif name == "row":
            self.cell = (self.cell[0], _LAST[1])  # a cell outside a row has no place

    def _cell_ended(self) -> None:
        if self.kind == "s" and self.value and not _INDEX.fullmatch(self.text):
            raise ValueError(self.cell)
        if self.kind == "e":
            self._mark(self.found.errors, (self.cell, self.text))
        elif self.formula and not self.text and self.kind != "str":
            self._mark(self.found.without_value, self.cell)
        elif self.formula:
            self._mark(self.found.formulas, self.cell)
        if self.value or self.formula:
            self.farthest_row = max(self.farthest_row, self.cell)
            if self.cell[1] > self.farthest_column[1]:
                self.farthest_column = self.cell

    def _far(self) -> Cell | None:
        rows, columns = self.farthest_row[0], self.farthest_column[1]
        if columns > MOST_COLUMNS:
            return self.farthest_column
        if rows > MOST_ROWS:
            return self.farthest_row
        return self.farthest_column if rows * columns > MOST_CELLS else None


def cell_of(reference: str) -> Cell:
    """Row and column of an address such as "AB12". ValueError where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    row, column = int(match[2]), 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    if not 0 < row <= _LAST[0] or column > _LAST[1]:
        raise ValueError(reference)
    return row, column


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
