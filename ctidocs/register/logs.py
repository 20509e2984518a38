"""The workers' own logs: workbooks whose rows are read as if they stood in the register's Kontaktlog (B13)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ctidocs.problems import CtidocsError, Place, Problem
from ctidocs.register.grid import Words
from ctidocs.register.locked import Unlock
from ctidocs.register.register import Register
from ctidocs.register.rows import read_rows
from ctidocs.register.schema import CONTACTS, SHEETS
from ctidocs.register.sheets import grids_of


def with_logs(
    register: Register, logs: Iterable[Path], words: Words, unlock: Unlock | None
) -> tuple[Register, list[Problem]]:
    """The register with the rows of the workers' own logs after its own, and what is wrong in those files."""
    contacts = list(register.records(CONTACTS))
    lost = list(register.lost.get(CONTACTS.name, ()))
    columns: dict[str, Mapping[str, int]] = {}
    headers, added_at = dict(register.header_rows), dict(register.added_at)
    problems: list[Problem] = []
    for path in logs:
        file = f"{path.parent.name}/{path.name}"
        try:
            grids, found = grids_of(path, (CONTACTS,), file=file, unlock=unlock)
        except CtidocsError as error:
            problems.append(Problem(_whole_log(file), "unreadable-log", error.message, error.hint))
            continue
        problems += found
        for grid in grids.values():
            records, found = read_rows(grid, words)
            problems += found
            contacts += records
            lost += grid.lost_rows()
            columns[file] = grid.positions
            headers[file, grid.sheet.name] = grid.header_row + 1
            added_at[file, grid.sheet.name] = grid.added_at
    by_sheet = {**register.by_sheet, CONTACTS.name: tuple(contacts)} if columns else register.by_sheet
    all_lost = {**register.lost, CONTACTS.name: tuple(lost)} if lost else register.lost
    there = replace(register, log_columns=columns, header_rows=headers, added_at=added_at)
    return replace(there, by_sheet=by_sheet, lost=all_lost), problems


def _whole_log(file: str) -> Place:
    return Place(file, SHEETS.index(CONTACTS) + 1, CONTACTS.name)
