"""The cells of a worksheet part: found by row and column, made in the right place where they are not there."""

import re
from bisect import bisect, insort
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ctidocs.problems import column_letters

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)")


@dataclass(frozen=True)
class Cells:
    """A worksheet's root and its rows by number. Rows and cells that leave out their address are given it."""

    root: Any
    rows: dict[int, Any]
    numbers: list[int]

    def cell(self, row: int, column: int) -> Any:
        """The cell's element; made with the look of its row or column where there is none."""
        line = self.rows.get(row)
        if line is None:
            line = self._new_row(row)
        following = None
        for element, at in _addressed(line, row, self._tag("c")):
            if at == column:
                return element
            if at > column and following is None:
                following = element
        made = etree.Element(self._tag("c"), {"r": f"{column_letters(column)}{row}"})
        if style := self._look(line, column):
            made.set("s", str(style))
        if following is None:
            _last_cell(line, self._tag("c"), made)
        else:
            following.addprevious(made)
        line.attrib.pop("spans", None)  # only a hint to the reader, and now perhaps wrong
        self._grow(row, column)
        return made

    def _tag(self, name: str) -> str:
        return f"{{{etree.QName(self.root).namespace}}}{name}"

    def _new_row(self, row: int) -> Any:
        made = etree.Element(self._tag("row"), {"r": str(row)})
        place = bisect(self.numbers, row)
        if place < len(self.numbers):
            self.rows[self.numbers[place]].addprevious(made)
        else:
            self.root.find(self._tag("sheetData")).append(made)
        insort(self.numbers, row)
        self.rows[row] = made
        return made

    def _look(self, line: Any, column: int) -> int:
        """The style that an empty cell shows."""
        if line.get("customFormat") in ("1", "true"):
            return int(line.get("s", "0"))
        for cols in self.root.iterfind(f"{self._tag('cols')}/{self._tag('col')}"):
            if int(cols.get("min")) <= column <= int(cols.get("max")):
                return int(cols.get("style", "0"))
        return 0

    def _grow(self, row: int, column: int) -> None:
        """Widen the area that the sheet says it uses."""
        dimension = self.root.find(self._tag("dimension"))
        if dimension is None:
            return
        corners = [_address(corner) for corner in dimension.get("ref", "").split(":")]
        rows, columns = [row, *(r for r, _c in corners if r)], [column, *(c for _r, c in corners if c)]
        first, last = (min(rows), min(columns)), (max(rows), max(columns))
        dimension.set("ref", ":".join(f"{column_letters(c)}{r}" for r, c in dict.fromkeys((first, last))))


def cells_of(root: Any) -> Cells:
    """The cells of a worksheet."""
    namespace = etree.QName(root).namespace
    rows: dict[int, Any] = {}
    number = 0
    for line in root.iterfind(f"{{{namespace}}}sheetData/{{{namespace}}}row"):
        number = int(line.get("r") or number + 1)
        line.set("r", str(number))
        rows.setdefault(number, line)
    return Cells(root, rows, sorted(rows))


def _addressed(line: Any, row: int, tag: str) -> list[tuple[Any, int]]:
    """The cells of a row with their columns; one that does not say where it stands is behind the one before."""
    found = []
    column = 0
    for element in line.iterchildren(tag):
        column = _address(element.get("r", ""))[1] or column + 1
        if not element.get("r"):
            element.set("r", f"{column_letters(column)}{row}")
        found.append((element, column))
    return found


def _last_cell(line: Any, tag: str, made: Any) -> None:
    """Put a cell behind the row's cells, before what may follow them (extLst)."""
    others = list(line.iterchildren(tag))
    line.insert(line.index(others[-1]) + 1 if others else 0, made)


def _address(reference: str) -> tuple[int, int]:
    """Row and column of "F14", counted from 1; 0, 0 for what is no cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
