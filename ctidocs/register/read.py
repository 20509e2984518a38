"""register.xlsx -> typed rows and problems. Never raises for what a person typed."""

import difflib
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import Sheet, same_header
from ctidocs.register.files import open_workbook, sheet_cells
from ctidocs.register.grid import Grid, Words
from ctidocs.register.rows import Record, read_rows
from ctidocs.register.schema import LIST_WORDS, SHEETS, Settings
from ctidocs.register.schema.words import FRONT_SHEET, LISTS_SHEET
from ctidocs.register.settings import office_words, read_settings

__all__ = ["Record", "Register", "read_register"]

R = TypeVar("R")


@dataclass(frozen=True)
class Register:
    """A workbook as read. A row with a cell that could not be read is in `records`, not in `rows`.

    `columns`: sheet -> identifier -> column, counted from 1. `added`: sheet -> the tags of the team's own columns.
    `lost`: sheet -> rows that are no record because a key cell is wrong, each with its case number if that was right.
    """

    file: str
    settings: Settings
    by_sheet: Mapping[str, tuple[Record[Any], ...]]
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lost: Mapping[str, tuple[tuple[int, object], ...]] = field(default_factory=dict)

    def records(self, sheet: Sheet[R]) -> tuple[Record[R], ...]:
        """Every row of a sheet whose key columns could be read, in the order of the sheet."""
        return self.by_sheet.get(sheet.name, ())

    def rows(self, sheet: Sheet[R]) -> tuple[R, ...]:
        """The values of the rows in which every cell could be read."""
        return tuple(record.values for record in self.records(sheet) if not record.broken)

    def rows_about(self, sheet: Sheet[Any], case_id: str) -> frozenset[int]:
        """The numbers of every row of one case, those that are no record among them."""
        lost = (row for row, whose in self.lost.get(sheet.name, ()) if whose == case_id)
        return frozenset((*(record.place.row for record in self.of_case(sheet, case_id)), *lost))

    def cell(self, sheet: Sheet[Any], record: Record[Any], column: str) -> Place:
        """The cell of a column in a record's row; the row itself where its sheet has no such column."""
        place = record.place
        position = self.columns.get(sheet.name, {}).get(column, 0)
        return Place(place.file, place.sheet_order, place.sheet, place.row, position)

    def of_case(self, sheet: Sheet[R], case_id: str) -> tuple[Record[R], ...]:
        """The rows of one case."""
        return self._by_case.get((sheet.name, case_id), ())

    @cached_property
    def _by_case(self) -> dict[tuple[str, str], tuple[Record[Any], ...]]:
        found: dict[tuple[str, str], list[Record[Any]]] = {}
        for name, records in self.by_sheet.items():
            for record in records:
                if case_id := getattr(record.values, "case_id", None):
                    found.setdefault((name, case_id), []).append(record)
        return {key: tuple(records) for key, records in found.items()}


def read_register(path: Path, *, sheets: Sequence[Sheet[Any]] = SHEETS) -> tuple[Register, tuple[Problem, ...]]:
    """The register and every problem of its cells. CtidocsError only where the file itself cannot be read."""
    with _no_search_for_cycles():
        return _read(path, sheets)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows hold no cycles; Python's search for them while rows are added takes a quarter of the reading."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _read(path: Path, sheets: Sequence[Sheet[Any]]) -> tuple[Register, tuple[Problem, ...]]:
    grids, problems = _grids(path, sheets)
    words: Words = {}
    settings = Settings()
    by_sheet: dict[str, tuple[Record[Any], ...]] = {}
    if grid := grids.get(LIST_WORDS.name):
        by_sheet[LIST_WORDS.name], found = read_rows(grid, {})
        words, wrong = office_words(grid, by_sheet[LIST_WORDS.name])
        problems += [*found, *wrong]
    for name, grid in grids.items():
        if grid.sheet.vertical:
            settings, found = read_settings(grid, words)
            problems += found
        elif name not in by_sheet:
            by_sheet[name], found = read_rows(grid, words)
            problems += found
    columns = {name: grid.positions for name, grid in grids.items() if name in by_sheet}
    added = {name: tuple(grid.added.values()) for name, grid in grids.items() if name in by_sheet}
    lost = {name: tuple(grid.lost) for name, grid in grids.items() if grid.lost}
    return Register(path.name, settings, by_sheet, columns, added, lost), tuple(sorted(problems))


def _grids(path: Path, sheets: Sequence[Sheet[Any]]) -> tuple[dict[str, Grid], list[Problem]]:
    """The cells of each sheet that is there, and what is wrong with the sheets' names."""
    book = open_workbook(path)
    present: dict[str, str] = {}
    problems: list[Problem] = []
    known = {same_header(sheet.name): sheet.name for sheet in sheets}
    for name in book.sheet_names:
        same = same_header(name)
        if same in present and same in known:
            message = _("there are two sheets {sheet}; only the first is read").format(sheet=known[same])
            problems.append(Problem(Place(path.name), "duplicate-sheet", message, _("rename or remove one of them")))
        present.setdefault(same, name)
    grids = {
        sheet.name: Grid(path.name, order, sheet, sheet_cells(book, present[same_header(sheet.name)], path))
        for order, sheet in enumerate(sheets, start=1)
        if same_header(sheet.name) in present
    }
    return grids, [*problems, *_missing_sheets(path.name, present, sheets)]


def _missing_sheets(file: str, present: Mapping[str, str], sheets: Sequence[Sheet[Any]]) -> Iterable[Problem]:
    ours = {same_header(name) for name in (FRONT_SHEET, LISTS_SHEET, *(sheet.name for sheet in sheets))}
    strangers = [same for same in present if same not in ours]
    for sheet in sheets:
        if same_header(sheet.name) in present:
            continue
        near = difflib.get_close_matches(same_header(sheet.name), strangers, n=1, cutoff=0.75)
        hint = _("did you mean this with the sheet “{sheet}”? Then give it its right name")
        hint = hint.format(sheet=present[near[0]]) if near else ""
        message = _("there is no sheet {sheet}").format(sheet=sheet.name)
        if sheet.must_exist:
            hint = hint or _("add the sheet; `ctidocs new` makes a workbook that has it")
            yield Problem(Place(file), "missing-sheet", message, hint)
        elif near:
            yield Problem(Place(file), "misnamed-sheet", message, hint, Level.WARNING)
