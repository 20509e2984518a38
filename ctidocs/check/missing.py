"""What is to be filled in and is not: it never stops a paper (B, "Error or missing")."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.column import ALWAYS, Column, Sheet
from ctidocs.register.read import Record

When = Callable[[Look, Record[Any]], bool]
"""Whether a row's cell is to be filled in by now."""

REQUIRED: Mapping[str, When] = {ALWAYS: lambda _look, _record: True}


def missing(look: Look, sheet: Sheet[Any]) -> Iterable[Problem]:
    """Each cell of a sheet that is to be filled in by now and is not."""
    for column in sheet.columns:
        when = REQUIRED.get(column.required)
        if when is None:
            continue
        for record in look.records(sheet):
            if getattr(record.values, column.name) is None and column.name not in record.broken and when(look, record):
                yield _blank(look, sheet, record, column)


def _blank(look: Look, sheet: Sheet[Any], record: Record[Any], column: Column) -> Problem:
    place = look.at(sheet, record, column.name)
    message = _("this cell is to be filled in") if place.column else _("{header} is to be filled in")
    hint = _("until then the papers leave it open")
    return look.problem(
        sheet, record, column.name, "missing", message.format(header=column.header), hint, Level.MISSING
    )
