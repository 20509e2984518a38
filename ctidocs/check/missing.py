"""What is to be filled in and is not: it never stops a paper (B, "Error or missing")."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ctidocs.check.look import Look
from ctidocs.check.needs import Needs
from ctidocs.check.required import REQUIRED
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.column import Column, Kind, Sheet
from ctidocs.register.read import Record
from ctidocs.register.schema import CONTACTS
from ctidocs.register.schema.around import MINUTES

Records = Sequence[Record[Any]]
THREE_MINUTES = tuple(column.name for column in CONTACTS.columns if column.required == MINUTES)
AT_RESTART = "ved genstart"


def missing(look: Look, sheet: Sheet[Any]) -> Iterable[Problem]:
    """Each cell of a sheet that is to be filled in by now and is not."""
    needs = Needs(look)
    for column in sheet.columns:
        when = REQUIRED.get(column.required)
        if when is None:
            continue
        for record in _ASKED.get(column.required, _blank)(look.records(sheet), column):
            message = when(needs, record, column)
            if message is not None:
                yield _told(look, sheet, record, column, message)


def _told(look: Look, sheet: Sheet[Any], record: Record[Any], column: Column, message: str) -> Problem:
    name = "close_type" if column.required == AT_RESTART else column.name
    if not message:
        message = _("this cell is to be filled in") if look.at(sheet, record, name).column else _(
            "{header} is to be filled in"
        ).format(header=column.header)  # fmt: skip
    return look.problem(sheet, record, name, "missing", message, _hint(column), Level.MISSING)


def _hint(column: Column) -> str:
    """What to do; where nobody may know the answer, how to say so."""
    match column.required:
        case "årligt":
            return _("look it up, and write the day on which you did")
        case "ved genstart":
            return _("write this case number into Tidligere forløb of the new course")
        case _ if column.required == MINUTES:
            return _("write the minutes; 0 is an answer too")
        case _ if column.kind is Kind.YES_NO_UNKNOWN:
            return _("write ja or nej, or uoplyst when nobody knows")
        case _:
            return _("until then the papers leave it open")


def _is_blank(record: Record[Any], name: str) -> bool:
    """Whether nothing stands there; a cell that could not be read is told already."""
    return getattr(record.values, name) is None and name not in record.broken


def _blank(records: Records, column: Column) -> Iterable[Record[Any]]:
    return (record for record in records if _is_blank(record, column.name))


def _blank_three(records: Records, column: Column) -> Iterable[Record[Any]]:
    """The rows in which all three are blank, at the first of the three."""
    if column.name != THREE_MINUTES[0]:
        return ()
    return (record for record in records if all(_is_blank(record, name) for name in THREE_MINUTES))


def _blank_area(records: Records, column: Column) -> Iterable[Record[Any]]:
    """The first row of each focus area of which no row has it (B8)."""
    first: dict[tuple[object, ...], Record[Any]] = {}
    filled: set[tuple[object, ...]] = set()
    for record in records:
        area = (record.values.case_id, record.values.phase, record.values.focus)
        first.setdefault(area, record)
        if not _is_blank(record, column.name):
            filled.add(area)
    return (record for area, record in first.items() if area not in filled)


def _named_by_none(records: Records, column: Column) -> Iterable[Record[Any]]:
    """The courses that no other course has as its earlier one; none while one of those cells cannot be read."""
    if any(column.name in record.broken for record in records):
        return ()
    named = {getattr(record.values, column.name) for record in records}
    return (record for record in records if record.values.case_id not in named)


def _readable(records: Records, column: Column) -> Iterable[Record[Any]]:
    """Every row in which the cell could be read: what stands there may be too old."""
    return (record for record in records if column.name not in record.broken)


_ASKED: Mapping[str, Callable[[Records, Column], Iterable[Record[Any]]]] = {
    MINUTES: _blank_three,
    "fase": _blank_area,
    "ved faseslut": _blank_area,
    AT_RESTART: _named_by_none,
    "årligt": _readable,
}
