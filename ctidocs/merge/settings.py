"""Opsætning and Valglister of two registers -> those of the copy."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.merge.rows import same_value, where
from ctidocs.method.series import joined, number_series, series_text
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import as_word
from ctidocs.register.column import same_header
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import LIST_WORDS, SETTINGS, Settings

OF_EACH = ("organisation", "number_series")  # each partner has its own, and nothing is wrong
BLANK = ("", None)


def merged_settings(ours: Register, theirs: Register) -> tuple[Settings, list[Problem]]:
    """Ours, with what is blank taken from theirs and both series joined; and each setting that differs."""
    found, problems = ours.settings, []
    for column in SETTINGS.columns:
        mine, other = getattr(ours.settings, column.name), getattr(theirs.settings, column.name)
        if column.name in OF_EACH or other in BLANK or same_value(mine, other):
            continue
        if mine in BLANK:
            found = replace(found, **{column.name: other})
        elif column.name == "sample":
            problems.append(_half_invented(theirs))
        else:
            message = _("the setting {header} is another in your register, and yours is kept")
            hint = _("agree on one, and write it in both registers")
            message = message.format(header=column.header)
            problems.append(Problem(theirs.setting_place(column.name), "merge-setting", message, hint, Level.WARNING))
    name = ours.settings.organisation or theirs.settings.organisation
    return replace(found, organisation=name, number_series=_both_series(ours, theirs)), problems


def _half_invented(theirs: Register) -> Problem:
    message = _("one of the registers holds invented data (Eksempeldata = ja), the other does not")
    hint = _("merge two real registers, or two invented ones")
    return Problem(theirs.setting_place("sample"), "merge-sample", message, hint)


def _both_series(ours: Register, theirs: Register) -> str:
    """Both series; as it stands where the two say the same, and blank, no limit, where one of them is."""
    text = ours.settings.number_series
    mine, other = number_series(text), number_series(theirs.settings.number_series)
    return text if mine == other or mine is None or other is None else series_text(joined(mine, other))


def word_problems(ours: Register, theirs: Register) -> Iterable[Problem]:
    """Words of theirs in Valglister that stand for another value in ours: a cell could mean either."""
    known = {_shown(record): record for record in ours.records(LIST_WORDS) if _is_whole(record)}
    for record in theirs.records(LIST_WORDS):
        mine = known.get(_shown(record)) if _is_whole(record) else None
        if mine and as_word(mine.values.value) != as_word(record.values.value):
            cell = where(ours, ours.cell(LIST_WORDS, mine, "shown"))
            message = _("this word stands for another value in your register, in {cell}").format(cell=cell)
            place = theirs.cell(LIST_WORDS, record, "shown")
            yield Problem(place, "merge-contradiction", message, _("choose another word in one of the registers"))


def _is_whole(record: Record[Any]) -> bool:
    row = record.values
    return bool(row.list and row.value and row.shown)


def _shown(record: Record[Any]) -> tuple[str, str]:
    row = record.values
    return same_header(row.list or ""), as_word(row.shown)
