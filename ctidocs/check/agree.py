"""Cells that have to agree: dates in order, one value where several rows are one, no fact from tomorrow."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import as_word, plain_text
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record

R = TypeVar("R")
Facts = Sequence[tuple[Sheet[Any], Sequence[str]]]


def in_order(look: Look, sheet: Sheet[Any], record: Record[Any], earlier: str, later: str) -> Iterable[Problem]:
    """An error at the later column where its day is before the earlier one's."""
    first, second = getattr(record.values, earlier), getattr(record.values, later)
    if first is not None and second is not None and second < first:
        message = _("{later} is before {earlier}, {day}").format(
            later=sheet.by_name[later].header, earlier=sheet.by_name[earlier].header, day=plain_text(first)
        )
        yield look.problem(sheet, record, later, "dates-reversed", message, _("correct one of the two dates"))


def not_yet(look: Look, facts: Facts) -> Iterable[Problem]:
    """Each fact whose day has not come yet on the day of the check."""
    for sheet, names in facts:
        for record in look.records(sheet):
            for name in names:
                day = getattr(record.values, name)
                if day is not None and day > look.on:
                    message = _("{day} has not come yet").format(day=plain_text(day))
                    hint = _("correct the date, or write it when it has happened")
                    yield look.problem(sheet, record, name, "not-yet", message, hint, Level.WARNING)


def two_values(
    look: Look, sheet: Sheet[R], *, group: Callable[[R], Hashable], shared: Sequence[str]
) -> Iterator[tuple[Record[R], str, int]]:
    """Each cell that says otherwise than the first row of its group which has the value: record, column, that row."""
    groups: dict[Hashable, dict[str, tuple[object, int]]] = {}
    for record in look.records(sheet):
        first = groups.setdefault(group(record.values), {})
        for name in shared:
            value = getattr(record.values, name)
            if value is None:
                continue
            known, row = first.setdefault(name, (value, record.place.row))
            if not _same(known, value):
                yield record, name, row


def _same(one: object, other: object) -> bool:
    """Whether two cells say the same; case and blanks do not count."""
    return one == other or as_word(one) == as_word(other)
