"""Everything wrong in a register: what the reader found, and what only shows across rows and sheets."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.method import phases as method
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import ALWAYS, Column, Kind, Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import COURSES, PAUSES, REFERRALS, SHEETS
from ctidocs.register.schema.intake import Pause

Records = Sequence[Record[Any]]
_ORDER = tuple(Level)


def check_register(
    register: Register,
    found: Iterable[Problem],
    *,
    sheets: Sequence[Sheet[Any]] = SHEETS,
    cases: Iterable[str] | None = None,
) -> tuple[Problem, ...]:
    """Every problem, errors first and each level in reading order: `found` by the reader, and those across rows.

    `cases`: the case numbers there are, for a workbook that does not list them itself (the key workbook).
    """
    problems = list(found)
    listed = {record.values.case_id for sheet in (REFERRALS, COURSES) for record in _records(register, sheet)}
    cases = listed if cases is None else set(cases)
    for order, sheet in enumerate(sheets, start=1):
        records = _records(register, sheet)
        problems += _duplicates(register, sheet, records)
        problems += _unknown_cases(register, sheet, records, cases)
        problems += _unknown_references(register, sheet, records)
        problems += _missing(register, sheet, records)
        problems += _new_columns(register, sheet, order)
    problems += _pauses(register)
    return tuple(sorted(problems, key=lambda problem: (_ORDER.index(problem.level), problem)))


def _pauses(register: Register) -> Iterable[Problem]:
    """Pauses that cannot be right (R2): ending before they begin, or outside the course."""
    courses = {record.values.case_id: record.values for record in register.records(COURSES)}
    cases: dict[str, list[Record[Pause]]] = {}
    for record in register.records(PAUSES):
        cases.setdefault(record.values.case_id, []).append(record)
    for case_id, records in cases.items():
        pauses = {method.Pause(r.values.start, r.values.end): r for r in records if r.values.start}
        for pause, record in pauses.items():
            if pause.end is not None and pause.end < pause.start:
                place = _at(register, PAUSES, record, "end")
                yield Problem(
                    place, "pause-reversed", _("the pause ends before it begins"), _("correct one of the two")
                )
        start = courses[case_id].phase1_start if case_id in courses else None
        if start is None:
            continue
        months = register.settings.phase_months
        for pause in method.pauses_outside(start, pauses=tuple(pauses), phase_months=months):
            place = _at(register, PAUSES, pauses[pause], "start")
            hint = _("correct the date, or the start of phase 1")
            yield Problem(place, "pause-outside", _("the pause lies outside the course"), hint)


def _records(register: Register, sheet: Sheet[Any]) -> Records:
    return register.records(sheet)


def _at(register: Register, sheet: Sheet[Any], record: Record[Any], column: str) -> Place:
    """The cell of a column in this record's row; the row where the sheet has no such column."""
    place = record.place
    position = register.columns.get(sheet.name, {}).get(column, 0)
    return Place(place.file, place.sheet_order, place.sheet, place.row, position)


def _duplicates(register: Register, sheet: Sheet[Any], records: Records) -> Iterable[Problem]:
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
                place = _at(register, sheet, record, group[-1])
                yield Problem(place, "duplicate", message, _("correct one of them, or delete the row"))
            first.setdefault(key, record.place.row)


def _compared(value: object) -> object:
    """Two workers EM and em would give one file name on Windows."""
    return value.casefold() if isinstance(value, str) else value


def _unknown_cases(register: Register, sheet: Sheet[Any], records: Records, cases: set[str]) -> Iterable[Problem]:
    """Each case number that is neither in Visitation nor in Forløb, the number of an earlier course among them."""
    columns = [c.name for c in sheet.columns if c.kind is Kind.CASE and not (c.key and sheet.lists_cases)]
    for column in columns:
        for record in records:
            number = getattr(record.values, column)
            if number is not None and number not in cases:
                near = difflib.get_close_matches(number, cases, n=1, cutoff=0.8)
                hint = _("did you mean “{word}”?").format(word=near[0]) if near else _("add the case to Visitation")
                message = _("the case number {number} is neither in Visitation nor in Forløb").format(number=number)
                yield Problem(_at(register, sheet, record, column), "unknown-case", message, hint)


def _unknown_references(register: Register, sheet: Sheet[Any], records: Records) -> Iterable[Problem]:
    """A name that has to stand in another sheet, unless that sheet is empty. The hint gives a cell, never a name."""
    for column in (c for c in sheet.columns if c.refers_to):
        listed = _listed(register, column)
        if not listed:
            continue
        for record in records:
            value = getattr(record.values, column.name)
            if value is not None and value not in listed:
                near = difflib.get_close_matches(value, listed, n=1)
                where = f"{column.refers_to}!{listed[near[0]].cell}" if near else ""
                hint = _("did you mean the one in {cell}?").format(cell=where) if near else _("choose from the list")
                message = _("this is not in the sheet {sheet}").format(sheet=column.refers_to)
                yield Problem(_at(register, sheet, record, column.name), "unknown-name", message, hint)


def _listed(register: Register, column: Column) -> dict[str, Place]:
    """What the column may hold, with the cell where it stands: the first column of the sheet it refers to."""
    sheet = next(sheet for sheet in SHEETS if sheet.name == column.refers_to)
    name = sheet.columns[0].name
    return {getattr(record.values, name): _at(register, sheet, record, name) for record in register.records(sheet)}


def _missing(register: Register, sheet: Sheet[Any], records: Records) -> Iterable[Problem]:
    """What must always be filled in and is not. It never stops a paper."""
    present = register.columns.get(sheet.name, {})
    for column in (c for c in sheet.columns if c.required == ALWAYS):
        for record in records:
            if getattr(record.values, column.name) is None and column.name not in record.broken:
                message = _("this cell is to be filled in")
                if column.name not in present:
                    message = _("{header} is to be filled in").format(header=column.header)
                yield Problem(_at(register, sheet, record, column.name), "missing", message, level=Level.MISSING)


def _new_columns(register: Register, sheet: Sheet[Any], order: int) -> Iterable[Problem]:
    """The columns that this version knows and an older register has not: as if blank, and nothing is wrong."""
    present = register.columns.get(sheet.name)
    absent = [column.header for column in sheet.columns if present and column.name not in present]
    if absent:
        message = _("the sheet does not have {columns}").format(columns=", ".join(absent))
        hint = _("add what you want to use; a blank register has every column")
        yield Problem(Place(register.file, order, sheet.name), "new-column", message, hint, Level.INFO)
