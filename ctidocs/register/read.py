"""register.xlsx -> typed rows and problems. Never raises for what a person typed."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ctidocs.problems import Place, Problem
from ctidocs.register.column import Sheet
from ctidocs.register.grid import Words
from ctidocs.register.locked import Unlock
from ctidocs.register.logs import with_logs
from ctidocs.register.register import Register
from ctidocs.register.rows import Record, read_rows
from ctidocs.register.schema import LIST_WORDS, SHEETS, Settings
from ctidocs.register.settings import office_words, read_settings
from ctidocs.register.sheets import grids_of

__all__ = ["Record", "Register", "read_register"]


def read_register(
    path: Path,
    *,
    sheets: Sequence[Sheet[Any]] = SHEETS,
    logs: Iterable[Path] = (),
    unlock: Unlock | None = None,
    file: str = "",
) -> tuple[Register, tuple[Problem, ...]]:
    """The register and every problem of its cells. CtidocsError only where the file itself cannot be read.

    `logs`: the workers' own workbooks, read as if their rows stood in Kontaktlog. `unlock`: as for open_workbook.
    `file`: what addresses call the workbook, its name where nothing is given.
    """
    with _no_search_for_cycles():
        return _read(path, file or path.name, sheets, logs, unlock)


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


def _read(
    path: Path, file: str, sheets: Sequence[Sheet[Any]], logs: Iterable[Path], unlock: Unlock | None
) -> tuple[Register, tuple[Problem, ...]]:
    grids, problems = grids_of(path, sheets, file=file, unlock=unlock)
    words: Words = {}
    settings = Settings()
    settings_at: dict[str, Place] = {}
    by_sheet: dict[str, tuple[Record[Any], ...]] = {}
    if grid := grids.get(LIST_WORDS.name):
        by_sheet[LIST_WORDS.name], found = read_rows(grid, {})
        words, wrong = office_words(grid, by_sheet[LIST_WORDS.name])
        problems += [*found, *wrong]
    for name, grid in grids.items():
        if grid.sheet.vertical:
            settings, settings_at, found = read_settings(grid, words)
            problems += found
        elif name not in by_sheet:
            by_sheet[name], found = read_rows(grid, words)
            problems += found
    tables = {name: grid for name, grid in grids.items() if name in by_sheet}
    register = Register(
        file,
        settings,
        by_sheet,
        columns={name: grid.positions for name, grid in tables.items()},
        added={name: tuple(grid.added.values()) for name, grid in tables.items()},
        added_headers={name: grid.added_headers for name, grid in tables.items()},
        lost={name: grid.lost_rows() for name, grid in grids.items() if grid.lost},
        settings_at=settings_at,
        header_rows={(file, name): grid.header_row + 1 for name, grid in grids.items()},
        added_at={(file, name): grid.added_at for name, grid in tables.items()},
    )
    register, found = with_logs(register, logs, words, unlock)
    return register, tuple(sorted((*problems, *found)))
