"""What every sheet is checked for: rows that stand twice, unknown numbers and names, what must always be there."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import Column, Kind, Sheet
from ctidocs.register.read import Record
from ctidocs.register.schema import SHEETS

Records = Sequence[Record[Any]]


def rows_of(look: Look, sheet: Sheet[Any], *, order: int, cases: set[str]) -> Iterable[Problem]:
    """What is wrong with the rows of one sheet. `order`: its place in the workbook; `cases`: the numbers there are."""
    records = look.records(sheet)
    yield from _duplicates(look, sheet, records)
    yield from _unknown_cases(look, sheet, records, cases)
    yield from _unknown_references(look, sheet, records)
    yield from _new_columns(look, sheet, order)


def _duplicates(look: Look, sheet: Sheet[Any], records: Records) -> Iterable[Problem]:
    """One problem at each later row, naming the first (case: "the compass twice")."""
    for group in sheet.unique:
        first: dict[tuple[object, ...], int] = {}
        for record in records:
            if sheet.unless and sheet.unless(record.values):
                continue
            key = tuple(_compared(getattr(record.values, name)) for name in group)
            if None in key:
                continue
            if key in first:
                columns = ", ".join(sheet.by_name[name].header for name in group)
                message = _("the same {columns} stands in row {row} already")
                message = message.format(columns=columns, row=first[key])
                place = look.at(sheet, record, group[-1])
                yield Problem(place, "duplicate", message, _("correct one of them, or delete the row"))
            first.setdefault(key, record.place.row)


def _compared(value: object) -> object:
    """Two workers EM and em would give one file name on Windows."""
    return value.casefold() if isinstance(value, str) else value


def _unknown_cases(look: Look, sheet: Sheet[Any], records: Records, cases: set[str]) -> Iterable[Problem]:
    """Each case number that is neither in Visitation nor in Forløb, the number of an earlier course among them."""
    columns = [c.name for c in sheet.columns if c.kind is Kind.CASE and not (c.key and sheet.lists_cases)]
    for column in columns:
        for record in records:
            number = getattr(record.values, column)
            if number is not None and number not in cases:
                near = next((other for other in _one_slip_away(number) if other in cases), "")
                hint = _("did you mean “{word}”?").format(word=near) if near else _("add the case to Visitation")
                message = _("the case number {number} is neither in Visitation nor in Forløb").format(number=number)
                yield Problem(look.at(sheet, record, column), "unknown-case", message, hint)


def _one_slip_away(number: str) -> Iterable[str]:
    """The case numbers that a slip of the finger makes this one of: two digits changed over, or one mistyped."""
    year, serial = number.split("-")
    digits = year + serial
    swapped = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
    mistyped = [digits[:at] + other + digits[at + 1 :] for at in reversed(range(len(digits))) for other in "0123456789"]
    for other in (*swapped, *mistyped):
        yield f"{other[:2]}-{other[2:]}"


def _unknown_references(look: Look, sheet: Sheet[Any], records: Records) -> Iterable[Problem]:
    """A name that has to stand in another sheet, unless that sheet is empty. The hint gives a cell, never a name."""
    for column in (c for c in sheet.columns if c.refers_to):
        listed = _listed(look, column)
        if not listed:
            continue
        hints: dict[str, str] = {}
        for record in records:
            value = getattr(record.values, column.name)
            if value is not None and value not in listed:
                if value not in hints:
                    hints[value] = _nearest_cell(value, column.refers_to, listed)
                message = _("this is not in the sheet {sheet}").format(sheet=column.refers_to)
                yield Problem(look.at(sheet, record, column.name), "unknown-name", message, hints[value])


def _nearest_cell(value: str, sheet: str, listed: Mapping[str, Place]) -> str:
    near = difflib.get_close_matches(value, listed, n=1)
    where = f"{sheet}!{listed[near[0]].cell}" if near else ""
    return _("did you mean the one in {cell}?").format(cell=where) if near else _("choose from the list")


def _listed(look: Look, column: Column) -> dict[str, Place]:
    """What the column may hold, with the cell where it stands: the first column of the sheet it refers to."""
    sheet = next(sheet for sheet in SHEETS if sheet.name == column.refers_to)
    name = sheet.columns[0].name
    return {getattr(record.values, name): look.at(sheet, record, name) for record in look.records(sheet)}


def _new_columns(look: Look, sheet: Sheet[Any], order: int) -> Iterable[Problem]:
    """The columns that this version knows and an older register has not: as if blank, and nothing is wrong."""
    present = look.register.columns.get(sheet.name)
    absent = [column.header for column in sheet.columns if present and column.name not in present]
    if absent:
        message = _("the sheet does not have {columns}").format(columns=", ".join(absent))
        hint = _("add what you want to use; a blank register has every column")
        yield Problem(Place(look.register.file, order, sheet.name), "new-column", message, hint, Level.INFO)
