"""A sheet's cells and headers: which columns are the schema's, which the team's own, and what is wrong with them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.cell import COVERED, Cells, Fault, Parser, is_blank, plain_text
from ctidocs.register.column import Column, Sheet, same_header, tag_of
from ctidocs.register.kinds import parser
from ctidocs.register.words import did_you_mean

Words = Mapping[str, Mapping[str, str]]  # header -> the office's own word -> the tool's word

HEADER_WITHIN = 20  # rows above the headers, such as a title, are passed over
# F4: what could tell where she is or who she is has no place in the register.
FORBIDDEN_WORDS = frozenset(
    {"adresse", "vejnavn", "gade", "postnr", "postnummer", "by", "bopæl", "telefon", "tlf", "mobil", "mail", "email",
     "navn", "efternavn", "cpr"}
)  # fmt: skip
WITH_CONTACTS = "Tilbud"  # the one sheet that may hold a telephone or an e-mail address


class Grid:
    """A sheet's cells with what is known of its headers."""

    def __init__(self, file: str, order: int, sheet: Sheet[Any], cells: Sequence[Cells]) -> None:
        self.file, self.order, self.sheet, self.cells = file, order, sheet, cells
        headers = ("Indstilling", "Værdi") if sheet.vertical else tuple(c.header for c in sheet.columns)
        self.known = {same_header(header): header for header in headers}
        self.header_row = self._find_headers()
        top = self.cells[self.header_row] if self.cells else ()
        self.headers = ["" if isinstance(cell, Fault) else plain_text(cell) for cell in top]
        self.same = [same_header(header) for header in self.headers]
        self.positions: dict[str, int] = {}  # identifier -> column, counted from 1
        self.added: dict[int, str] = {}  # position of a column of the team's own -> its tag
        self.added_headers: dict[str, str] = {}  # the same: tag -> header as it stands
        self.lost: list[tuple[int, object]] = []  # rows without a readable key: the row, and whose it is if known

    def _find_headers(self) -> int:
        counts: list[int] = [
            sum(isinstance(cell, str) and same_header(cell) in self.known for cell in row)
            for row in self.cells[:HEADER_WITHIN]
        ]
        best: int = max(counts, default=0)
        return counts.index(best) if best else 0

    @property
    def added_at(self) -> dict[str, int]:
        """The columns of the team's own by tag, counted from 1."""
        return {tag: at + 1 for at, tag in self.added.items()}

    def place(self, row: int = 0, column: int = 0) -> Place:
        """A cell of this sheet; row and column as Excel counts them."""
        return Place(self.file, self.order, self.sheet.name, row, column)

    def header_place(self, at: int = -1) -> Place:
        """The header of the column at this position; without one, the row of the headers."""
        return self.place(self.header_row + 1, at + 1)

    def problem(self, row: int, at: int, fault: Fault) -> Problem:
        """A fault of the cell in this row at this position."""
        return Problem(self.place(row, at + 1), fault.code, fault.message, fault.hint, fault.level)

    def lost_rows(self) -> tuple[tuple[str, int, object], ...]:
        """The rows without a readable key: file, row, and the case number if that was right."""
        return tuple((self.file, row, whose) for row, whose in self.lost)

    def rows(self) -> Iterable[tuple[int, Cells]]:
        """Excel's row number and the cells, blank rows left out."""
        for number, cells in enumerate(self.cells[self.header_row + 1 :], start=self.header_row + 2):
            if any(cell != "" and not is_blank(cell) for cell in cells):
                yield number, cells


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of the schema found in a sheet: where it stands (from 0) and how its cells are read."""

    column: Column
    at: int
    parse: Parser


def read_headers(grid: Grid, words: Words) -> tuple[list[FoundColumn], list[Problem]]:
    """The schema's columns and what is wrong with the headers; `grid` keeps where each column stands."""
    schema = {same_header(column.header): column for column in grid.sheet.columns}
    found: list[FoundColumn] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for at, same in enumerate(grid.same):
        fault = grid.cells[grid.header_row][at]
        if isinstance(fault, Fault):
            problems += [grid.problem(grid.header_row + 1, at, fault)] if fault.code else []
        elif not same:
            problems += _without_header(grid, at)
        elif same in seen:
            first = grid.header_place(seen[same]).cell
            message, hint = _("the header stands twice; the first is in {cell}"), _("remove or rename one of them")
            problems.append(Problem(grid.header_place(at), "duplicate-header", message.format(cell=first), hint))
        elif column := schema.get(same):
            found.append(FoundColumn(column, at, parser(column, words.get(same, {}))))
        else:
            problems += _own_column(grid, at, schema)
        seen.setdefault(same, at)
    grid.positions |= {f.column.name: f.at + 1 for f in found}
    return found, [*problems, *_missing_column(grid)]


def _without_header(grid: Grid, at: int) -> Iterable[Problem]:
    below = grid.cells[grid.header_row + 1 :]
    if any(cells[at] is not COVERED and not is_blank(cells[at]) for cells in below):
        hint = _("write a header above it, or remove it")
        message = _("this column has no header, so its cells are not read")
        yield Problem(grid.header_place(at), "blank-header", message, hint, Level.WARNING)


def _own_column(grid: Grid, at: int, schema: Mapping[str, Column]) -> Iterable[Problem]:
    """The team's own column: kept under its tag, unless it may not stand here or its tag is taken."""
    same, tag, place = grid.same[at], tag_of(grid.headers[at]), grid.header_place(at)
    absent = {same: column.header for same, column in schema.items() if same not in grid.same}
    tags = {column.tag: column.header for column in schema.values()}
    if grid.sheet.name != WITH_CONTACTS and is_forbidden(same):
        hint = _("remove the column; names stand in the key workbook, addresses nowhere")
        yield Problem(place, "forbidden-header", _("no column of the register may hold this"), hint)
    elif not tag:
        hint = _("rename it, with at least one letter")
        yield Problem(place, "empty-tag", _("the header gives no tag for a template"), hint)
    elif tag in grid.added.values() or (tag in tags and same_header(tags[tag]) not in absent):
        yield Problem(place, "header-clash", _("another column gives the same tag in a template"), _("rename it"))
    else:
        near = {same_header(tags[tag]): tags[tag]} if tag in tags else absent
        word = next(iter(near)) if tag in tags else same
        if hint := did_you_mean(word, near, cutoff=0.75):
            yield Problem(place, "misspelt-header", _("this name is not known here"), hint, Level.WARNING)
        if tag not in tags:
            grid.added[at] = tag
            grid.added_headers[tag] = grid.headers[at]


def is_forbidden(header: str) -> bool:
    """Whether a header, or a whole word of it, is one that F4 keeps out of the register."""
    words = re.split(r"[\W_]+", same_header(header))
    return not FORBIDDEN_WORDS.isdisjoint(words)


def _missing_column(grid: Grid) -> Iterable[Problem]:
    """One problem for the columns without which no row of the sheet can be read, where it has any."""
    needed = grid.sheet.keys or grid.sheet.columns[:1]
    absent = [column.header for column in needed if column.name not in grid.positions]
    if absent and any(True for _row in grid.rows()):
        message = _("the column {header} is missing").format(header=", ".join(absent))
        yield Problem(grid.header_place(), "missing-column", message, _("add it; it is never blank"))
