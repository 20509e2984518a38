"""A sheet's cells and headers: which columns are the schema's, which the team's own, and what is wrong with them."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import Column, Sheet, same_header, tag_of
from ctidocs.register.kinds import Parser, parser, plain_text

Cells = Sequence[object]
Words = Mapping[str, Mapping[str, str]]  # header -> the office's own word -> the tool's word

HEADER_WITHIN = 20  # rows above the headers, such as a title, are passed over
# F4: what could tell where she is or who she is has no place in the register.
FORBIDDEN_WORDS = frozenset(
    {"adresse", "vejnavn", "gade", "postnr", "postnummer", "by", "bopæl", "telefon", "tlf", "mobil", "mail", "e-mail",
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
        self.headers = [plain_text(cell) for cell in self.cells[self.header_row]] if self.cells else []
        self.positions: dict[str, int] = {}  # identifier -> column, counted from 1
        self.added: dict[int, str] = {}  # position of a column of the team's own -> its tag

    def _find_headers(self) -> int:
        counts: list[int] = [
            sum(isinstance(cell, str) and same_header(cell) in self.known for cell in row)
            for row in self.cells[:HEADER_WITHIN]
        ]
        best: int = max(counts, default=0)
        return counts.index(best) if best else 0

    def place(self, row: int = 0, column: int = 0) -> Place:
        return Place(self.file, self.order, self.sheet.name, row, column)

    def rows(self) -> Iterable[tuple[int, Cells]]:
        """Excel's row number and the cells, blank rows left out."""
        for number, cells in enumerate(self.cells[self.header_row + 1 :], start=self.header_row + 2):
            if any(cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in cells):
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
    for at, header in enumerate(grid.headers):
        same = same_header(header)
        if not same:
            continue
        place = grid.place(grid.header_row + 1, at + 1)
        if same in seen:
            message = _("the header stands twice; the first is in {cell}").format(
                cell=grid.place(grid.header_row + 1, seen[same] + 1).cell)  # fmt: skip
            problems.append(Problem(place, "duplicate-header", message, _("remove or rename one of them")))
        elif column := schema.get(same):
            found.append(FoundColumn(column, at, parser(column, words.get(same, {}))))
        else:
            problems += _own_column(grid, header, place, schema, at)
        seen.setdefault(same, at)
    grid.positions |= {f.column.name: f.at + 1 for f in found}
    return found, problems


def _own_column(grid: Grid, header: str, place: Place, schema: Mapping[str, Column], at: int) -> Iterable[Problem]:
    if FORBIDDEN_WORDS & set(same_header(header).replace(":", " ").split()) and grid.sheet.name != WITH_CONTACTS:
        yield Problem(place, "forbidden-header", _("no column of the register may hold this"),
                      _("remove the column; names stand in the key workbook, addresses nowhere"))  # fmt: skip
        return
    tag = tag_of(header)
    if not tag or tag in {column.tag for column in schema.values()} or tag in grid.added.values():
        yield Problem(place, "header-clash", _("another column gives the same tag in a template"), _("rename it"))
        return
    grid.added[at] = tag
    absent = [same for same in schema if same not in {same_header(h) for h in grid.headers}]
    if difflib.get_close_matches(same_header(header), absent, n=1, cutoff=0.75):
        yield unknown_name(grid, header, absent, place.row, place.column, "misspelt-header")


def unknown_name(grid: Grid, header: str, known: Iterable[str], row: int, column: int, code: str) -> Problem:
    near = difflib.get_close_matches(same_header(header), list(known), n=1)
    shown = {same_header(c.header): c.header for c in grid.sheet.columns}
    hint = _("did you mean “{word}”?").format(word=shown[near[0]]) if near else _("correct or remove it")
    return Problem(grid.place(row, column), code, _("this name is not known here"), hint, Level.WARNING)
