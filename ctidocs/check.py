"""Everything wrong in a register: what the reader found, and what only shows across rows and sheets."""

import difflib
from collections.abc import Iterable
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import ALWAYS, Kind, Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import COURSES, REFERRALS, SHEETS


def check_register(register: Register, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every problem in reading order: `found` by the reader, and those across rows and sheets."""
    problems = list(found)
    cases = {record.values.case_id for sheet in (REFERRALS, COURSES) for record in _records(register, sheet)}
    for sheet in SHEETS:
        records = _records(register, sheet)
        problems += _duplicates(register, sheet, records)
        problems += _unknown_cases(register, sheet, records, cases)
        problems += _unknown_references(register, sheet, records)
        problems += _missing(register, sheet, records)
    return tuple(sorted(problems))


def _records(register: Register, sheet: Sheet[Any]) -> tuple[Record[Any], ...]:
    return register.records(sheet)


def _at(register: Register, sheet: Sheet[Any], record: Record[Any], column: str) -> Place:
    """The cell of a column in this record's row; the row where the sheet has no such column."""
    place = record.place
    position = register.columns.get(sheet.name, {}).get(column, 0)
    return Place(place.file, place.sheet_order, place.sheet, place.row, position)


def _duplicates(register: Register, sheet: Sheet[Any], records: Iterable[Record[Any]]) -> Iterable[Problem]:
    """One problem at each later row, naming the first (case: "the compass twice")."""
    records = tuple(records)
    for group in sheet.unique:
        first: dict[tuple[object, ...], Record[Any]] = {}
        for record in records:
            key = tuple(getattr(record.values, name) for name in group)
            if None in key or record.broken & set(group) or (sheet.unless and sheet.unless(record.values)):
                continue
            if key in first:
                names = ", ".join(sheet.by_name[name].header for name in group)
                message = _("the same {columns} stands in row {row} already").format(
                    columns=names, row=first[key].place.row
                )
                place = _at(register, sheet, record, group[-1])
                yield Problem(place, "duplicate", message, _("correct one of them, or delete the row"))
            first.setdefault(key, record)


def _unknown_cases(
    register: Register, sheet: Sheet[Any], records: Iterable[Record[Any]], cases: set[str]
) -> Iterable[Problem]:
    if sheet.lists_cases:
        return
    columns = [column.name for column in sheet.columns if column.kind is Kind.CASE]
    for record in records:
        for column in columns:
            number = getattr(record.values, column)
            if number is not None and number not in cases:
                near = difflib.get_close_matches(number, cases, n=1, cutoff=0.8)
                hint = _("did you mean “{word}”?").format(word=near[0]) if near else _("add the case to Visitation")
                message = _("the case number {number} is neither in Visitation nor in Forløb").format(number=number)
                yield Problem(_at(register, sheet, record, column), "unknown-case", message, hint)


def _unknown_references(register: Register, sheet: Sheet[Any], records: Iterable[Record[Any]]) -> Iterable[Problem]:
    """A name that has to stand in another sheet, unless that sheet is empty."""
    for column in sheet.columns:
        listed = _listed(register, column.refers_to)
        if not listed:
            continue
        for record in records:
            value = getattr(record.values, column.name)
            if value is not None and value not in listed:
                near = difflib.get_close_matches(value, listed, n=1)
                hint = _("did you mean “{word}”?").format(word=near[0]) if near else _("choose from the list")
                message = _("this is not in the sheet {sheet}").format(sheet=column.refers_to)
                yield Problem(_at(register, sheet, record, column.name), "unknown-name", message, hint)


def _listed(register: Register, name: str) -> list[str]:
    sheet = next((s for s in SHEETS if s.name == name), None)
    if sheet is None:
        return []
    first = sheet.columns[0].name
    return [value for record in register.records(sheet) if (value := getattr(record.values, first)) is not None]


def _missing(register: Register, sheet: Sheet[Any], records: Iterable[Record[Any]]) -> Iterable[Problem]:
    """What must always be filled in and is not. It never stops a paper."""
    columns = [column.name for column in sheet.columns if column.required == ALWAYS]
    for record in records:
        for column in columns:
            if getattr(record.values, column) is None and column not in record.broken:
                place = _at(register, sheet, record, column)
                yield Problem(place, "missing", _("this cell is to be filled in"), level=Level.MISSING)
