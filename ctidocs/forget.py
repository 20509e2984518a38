"""What `forget` tells of the register: the cases whose day has come (R17), and all that stands there about one case.

Nothing is written here: a person deletes the rows, in Excel.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.method.retention import Anchor, Course, Retention, retention
from ctidocs.problems import Place
from ctidocs.register.cell import as_word, plain_text
from ctidocs.register.column import Kind, Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import COURSES, KEY, MEETINGS, REFERRALS, SHEETS
from ctidocs.register.schema.programme import Meeting

HEADERS = {Anchor.CLOSED: COURSES.by_name["closed_on"].header, Anchor.DECIDED: REFERRALS.by_name["decided_on"].header,
           Anchor.REFERRED: REFERRALS.by_name["referred_on"].header}  # fmt: skip
COUNTED: tuple[tuple[Sheet[Any], frozenset[str]], ...] = (  # the columns that the day of deletion is computed from
    (REFERRALS, frozenset({"referred_on", "decision", "decided_on", "her_choice"})),
    (COURSES, frozenset({"phase1_start", "closed_on"})),
)
HER_POINT = ("case_id", "point", "decision", "responsible", "due")  # of a row of a meeting about others too


@dataclass(frozen=True, slots=True)
class ToDelete:
    """A case whose day of deletion has come."""

    case_id: str
    retention: Retention

    @property
    def text(self) -> str:
        """One line: "20-014: 31.10.2025, 5 years after Afslutning 31.10.2020"."""
        return f"{self.case_id}: {_day_and_reason(self.retention)}"


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of one sheet of one file, in order."""

    file: str
    sheet: str
    rows: tuple[int, ...]

    @property
    def text(self) -> str:
        """Where they stand, in one line: "register.xlsx:Plan rows 3–5, 9"."""
        rows = ngettext("row {rows}", "rows {rows}", len(self.rows)).format(rows=row_ranges(self.rows))
        return f"{self.file}:{self.sheet} {rows}"


def deletion_list(register: Register, *, on: date) -> tuple[ToDelete, ...]:
    """Every case whose day of deletion has come on the day `on`, the longest overdue first (R17, F19)."""
    found = ((number, deletion_day(number, register)) for number in _cases(register))
    due = (ToDelete(number, kept) for number, kept in found if kept and kept.is_due(on))
    return tuple(sorted(due, key=lambda case: (case.retention.delete_on, case.case_id)))


def deletion_day(case_id: str, register: Register) -> Retention | None:
    """When a case is to be deleted (R17); None while it runs, and where the register does not tell for certain."""
    if _is_uncertain(case_id, register):
        return None
    return retention(_course(case_id, register), years=register.settings.retention_years)


def deletion_advice(case_id: str, register: Register, *, on: date) -> str:
    """Whether the day to delete a case has come; blank where neither Visitation nor Forløb has the case."""
    if case_id not in _cases(register):
        return ""
    if kept := deletion_day(case_id, register):
        due = _("the day to delete {number} has come: {day}")
        message = due if kept.is_due(on) else _("{number} is to be kept until {day}")
        return message.format(number=case_id, day=_day_and_reason(kept))
    if _is_uncertain(case_id, register):
        message = _("the day to delete {number} is not known: correct its rows in Visitation and Forløb first")
    elif _course(case_id, register).is_running:
        message = _("{number} has no day of deletion yet: the course is not closed")
    else:
        message = _("{number} has no day of deletion yet: Visitation does not tell when she was referred")
    return message.format(number=case_id)


def rows_to_delete(case_id: str, register: Register, keys: Register | None) -> tuple[SheetRows, ...]:
    """The rows about one case, in the order of the schema and the key workbook's last; a worker's own log by itself.

    Rows with a key cell that is wrong are among them. A meeting that was about others too keeps its row:
    `cells_to_clear` has its cells about her.
    """
    shared = {_at(record) for record in _shared_points(case_id, register)}
    found: list[SheetRows] = []
    for sheet, book in _tables(register, keys):
        rows = book.rows_about(sheet, case_id) - (shared if sheet is MEETINGS else set())
        found += _by_file(sheet, rows, first=book.file)
    return tuple(found)


def rows_of_unknown_case(register: Register, keys: Register | None) -> tuple[SheetRows, ...]:
    """The rows with a case number that is wrong, or blank where it may not be: one of them may be about the case."""
    tables = _tables(register, keys)
    return tuple(rows for sheet, book in tables for rows in _by_file(sheet, _unknown(sheet, book), first=book.file))


def cells_to_clear(case_id: str, register: Register) -> tuple[Place, ...]:
    """The cells about a case in rows that stay, in the order of the schema: `Tidligere forløb`, texts that name it …

    A whole row where the cell is in a column of the team's own: which of them it is, the person sees.
    """
    named = re.compile(r"(?<!\d)" + re.escape(case_id).replace(r"\-", "[-‐‑–]") + r"(?!\d)")
    shared = {_at(record) for record in _shared_points(case_id, register)}
    places: list[Place] = []
    for sheet in SHEETS:
        staying = shared if sheet is MEETINGS else set()
        going = register.rows_about(sheet, case_id) - staying
        for record in register.records(sheet):
            about_her = set(_her_point(register, record)) if _at(record) in staying else set()
            if _at(record) not in going:
                about_her |= set(_naming(register, sheet, record, named))
            places += sorted(about_her)
    return tuple(places)


def how_to_delete() -> str:
    """In which order to work in Excel, so that the addresses hold."""
    return _("Clear cells before you delete rows. Delete from the bottom up: the rows below a deleted one move up.")


def who_decides() -> tuple[str, ...]:
    """Whose decision a deletion is (F19, K44); one sentence a line."""
    return (
        _("Whether a case may be deleted is for the data controller (den dataansvarlige) to decide."),
        _("The municipality's duty to keep a journal can come before a wish to be deleted."),
    )


def out_of_reach() -> tuple[str, ...]:
    """What no command here can delete (F19): an opening line, then one thing a line."""
    return (
        _("ctidocs cannot reach these; look for them yourself:"),
        _("backups"),
        _("copies on other computers, on telephones and on USB sticks"),
        _("papers that somebody has renamed, moved or copied into another document"),
        _("earlier versions of the files in cloud storage, and the recycle bin"),
        _("what was sent by e-mail or Digital Post"),
        _("what was printed"),
        _("the municipality's own journal"),
    )


def _cases(register: Register) -> tuple[str, ...]:
    sheets = (sheet for sheet in SHEETS if sheet.lists_cases)
    return tuple(dict.fromkeys(r.values.case_id for sheet in sheets for r in register.records(sheet)))


def _is_uncertain(case_id: str, register: Register) -> bool:
    """Whether a sheet with its dates could not be read, has the case twice, or has a cell of them that is wrong."""
    for sheet, counted in COUNTED:
        records = register.of_case(sheet, case_id)
        if "case_id" not in register.columns_in(register.file, sheet) or len(records) > 1:
            return True
        if any(record.broken & counted for record in records):
            return True
    return False


def _course(case_id: str, register: Register) -> Course:
    found = ((names, record) for sheet, names in COUNTED for record in register.of_case(sheet, case_id)[:1])
    return Course(**{name: getattr(record.values, name) for names, record in found for name in names})


def _day_and_reason(kept: Retention) -> str:
    """ "31.10.2030, 5 years after Afslutning 31.10.2025"."""
    day, header = plain_text(kept.anchor), HEADERS[kept.counted_from]
    event = f"{header} {day}"
    if kept.counted_from is Anchor.REFERRED:
        event = _("{day}, which is a year after {header}").format(day=day, header=header)
    reason = ngettext("{years} year after {event}", "{years} years after {event}", kept.years)
    return f"{plain_text(kept.delete_on)}, {reason.format(years=kept.years, event=event)}"


def _at(record: Record[Any]) -> tuple[str, int]:
    return record.place.file, record.place.row


def _tables(register: Register, keys: Register | None) -> Iterable[tuple[Sheet[Any], Register]]:
    yield from ((sheet, register) for sheet in SHEETS)
    if keys is not None:
        yield KEY, keys


def _by_file(sheet: Sheet[Any], rows: Iterable[tuple[str, int]], *, first: str) -> list[SheetRows]:
    by_file: dict[str, list[int]] = {}
    for file, row in sorted(rows, key=lambda at: (at[0] != first, at)):
        by_file.setdefault(file, []).append(row)
    return [SheetRows(file, sheet.name, tuple(numbers)) for file, numbers in by_file.items()]


def _unknown(sheet: Sheet[Any], register: Register) -> set[tuple[str, int]]:
    numbers = {column.name for column in sheet.columns if column.kind is Kind.CASE}
    lost = register.lost.get(sheet.name, ()) if sheet.per_case else ()  # a meeting need not be about a case
    rows = {(file, row) for file, row, whose in lost if whose is None}
    return rows | {_at(record) for record in register.records(sheet) if record.broken & numbers}


def _shared_points(case_id: str, register: Register) -> list[Record[Meeting]]:
    """Her rows of meetings that were about others too: without the row, the meeting's day would be lost for them."""
    meetings = [record.values for record in register.records(MEETINGS)]
    others = {as_word(row.meeting_id) for row in meetings if row.case_id != case_id}
    referrals = (record.values for record in register.records(REFERRALS))
    others |= {as_word(row.meeting_id) for row in referrals if row.case_id != case_id}
    return [r for r in register.of_case(MEETINGS, case_id) if as_word(r.values.meeting_id) in others]


def _her_point(register: Register, record: Record[Meeting]) -> Iterable[Place]:
    for name in HER_POINT:
        if getattr(record.values, name) is not None or name in record.broken:
            yield register.cell(MEETINGS, record, name)
    if any(value is not None for value in record.added.values()):
        yield record.place


def _naming(register: Register, sheet: Sheet[Any], record: Record[Any], named: re.Pattern[str]) -> Iterable[Place]:
    """The cells of a row whose text names the case."""
    for column in sheet.columns:
        if _names(getattr(record.values, column.name), named):
            yield register.cell(sheet, record, column.name)
    if any(_names(value, named) for value in record.added.values()):
        yield record.place


def _names(value: object, named: re.Pattern[str]) -> bool:
    return isinstance(value, str) and named.search(value) is not None


def row_ranges(rows: tuple[int, ...]) -> str:
    """ "3–5, 9" for 3, 4, 5 and 9."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
