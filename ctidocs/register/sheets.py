"""A workbook's file -> the cells of each sheet that is wanted, and what is wrong with the sheets as wholes."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import Sheet, same_header
from ctidocs.register.files import open_workbook
from ctidocs.register.grid import Grid
from ctidocs.register.locked import Unlock
from ctidocs.register.marked import marked_cells, sheet_problems
from ctidocs.register.schema import SHEETS
from ctidocs.register.schema.words import FRONT_SHEET, LISTS_SHEET


def grids_of(
    path: Path, sheets: Sequence[Sheet[Any]], *, file: str, unlock: Unlock | None
) -> tuple[dict[str, Grid], list[Problem]]:
    """The cells of each sheet that is there, and what is wrong with whole sheets. `file`: its name in places."""
    known = {same_header(sheet.name): sheet.name for sheet in sheets}
    book = open_workbook(path, wanted=lambda name: same_header(name) in known, unlock=unlock)
    present: dict[str, str] = {}
    problems: list[Problem] = []
    for name in book.names:
        same = same_header(name)
        if same in present and same in known:
            message = _("there are two sheets {sheet}; only the first is read").format(sheet=known[same])
            problems.append(Problem(Place(file), "duplicate-sheet", message, _("rename or remove one of them")))
        present.setdefault(same, name)
    grids: dict[str, Grid] = {}
    for sheet in (sheet for sheet in sheets if same_header(sheet.name) in present):
        name = present[same_header(sheet.name)]
        marks = book.marks(name)
        order = SHEETS.index(sheet) + 1 if sheet in SHEETS else 1
        grids[sheet.name] = Grid(file, order, sheet, marked_cells(book.cells(name), marks))
        hidden = name in book.inside.hidden
        problems += sheet_problems(grids[sheet.name], marks, hidden=hidden, stale=book.inside.stale)
    return grids, [*problems, *_missing_sheets(file, present, sheets)]


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
        if sheet.must_exist or len(sheets) == 1:
            hint = hint or _("add the sheet; `ctidocs new` makes a workbook that has it")
            yield Problem(Place(file), "missing-sheet", message, hint)
        elif near:
            yield Problem(Place(file), "misnamed-sheet", message, hint, Level.WARNING)
