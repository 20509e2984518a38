"""When a cell is to be filled in: one function for each word of `required` in the schema (B's "!" marks)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ctidocs.check.needs import ANEW, DEAD, LOST, Needs
from ctidocs.language import gettext as _
from ctidocs.method.dates import add_months
from ctidocs.register.cell import plain_text
from ctidocs.register.column import ALWAYS, Column, Kind
from ctidocs.register.read import Record
from ctidocs.register.schema.around import MINUTES
from ctidocs.register.schema.home import AT_CLOSING, Child
from ctidocs.register.schema.intake import AT_MEETING, BY_PHASE_1

AGREEMENT_DAYS = 14  # R18: at phase 1 + 14 days
OVER = frozenset({"nået", "ændret", "opgivet"})  # a step that nobody is to take any more

When = Callable[[Needs, Record[Any], Column], str | None]
"""What is said of a row's blank cell that is to be filled in by now ("" = no more than that); None = not asked yet."""


def _needed(column: Column, why: str) -> str:
    return _("{header} is to be filled in: {why}").format(header=column.header, why=why)


def _phase_began(number: int, day: date) -> str:
    return _("phase {number} began {day}").format(number=number, day=plain_text(day))


def _phase_ended(number: int, day: date) -> str:
    return _("phase {number} ended {day}").format(number=number, day=plain_text(day))


def _always(_needs: Needs, _record: Record[Any], _column: Column) -> str:
    return ""


def _at_meeting(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B3: from the day of the meeting on; the six answers also when her course has ended, for reports count them."""
    row = record.values
    counted = column.kind is Kind.YES_NO_UNKNOWN
    if needs.is_settled(row) or (needs.is_over(row.case_id) and not counted):
        return None
    met = needs.met(row)
    if met and met <= needs.look.on:
        return _needed(column, _("it belongs to the meeting of {day}").format(day=plain_text(met)))
    return _needed(column, _("the referral is decided")) if row.decision in ("godkendt", "afslag") else None


def _at_meeting_unless_anonymous(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B3, F26: an anonymous woman's year of birth is never asked."""
    return None if record.values.anonymous else _at_meeting(needs, record, column)


def _yes(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B3: the reason of the one criterion that it belongs to."""
    row, number = record.values, column.name.rpartition("_")[2]
    if getattr(row, f"crit_{number}") != "ja" or needs.is_settled(row) or needs.is_over(row.case_id):
        return None
    return _needed(column, _("the answer to criterion {number} is ja").format(number=number))


def _dealt_with(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B3: a decision is made at a meeting; a referral that was withdrawn needs none."""
    row = record.values
    if row.decision in (None, "trukket tilbage") or needs.is_settled(row) or needs.is_over(row.case_id):
        return None
    return _needed(column, _("the committee has decided"))


def _met(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B3: from the day after the meeting, or when the day of the decision stands there."""
    day = needs.met(record.values)
    if day and day < needs.look.on:
        return _needed(column, _("the meeting was on {day}").format(day=plain_text(day)))
    decided = record.values.decided_on
    if decided and decided <= needs.look.on:
        return _needed(column, _("the day of the decision is {day}").format(day=plain_text(decided)))
    return None


def _approved(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B3, A02: her own answer, until her course has ended."""
    row = record.values
    if row.decision != "godkendt" or needs.closed(row.case_id):
        return None
    return _needed(column, _("the committee has approved"))


def _by_phase_1(needs: Needs, record: Record[Any], column: Column) -> str | None:
    case_id = record.values.case_id
    begun = needs.begun(case_id, 1)
    return _needed(column, _phase_began(1, begun)) if begun and not needs.is_over(case_id) else None


def _phase_1_and_14_days(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """R18: the agreement within 14 days; a course that is closed needs none."""
    case_id = record.values.case_id
    begun = needs.begun(case_id, 1)
    if not begun or needs.closed(case_id) or not needs.is_past(begun, AGREEMENT_DAYS):
        return None
    return _needed(column, _phase_began(1, begun))


def _at_closing(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B4 and B16: how it ended and to whom, and how her children are; only of those who can be asked."""
    row = record.values
    closed, kind = needs.closed(row.case_id), needs.close_type(row.case_id)
    asked = _asks_of_child(needs, row, column) if isinstance(row, Child) else True
    if closed is None or not asked or kind in (DEAD, ANEW):
        return None
    return _needed(column, _("the course was closed {day}").format(day=plain_text(closed)))


def _asks_of_child(needs: Needs, row: Child, column: Column) -> bool:
    """R12: the mother where the child lives with her, the institution where it goes to one and that is safe."""
    if row.case_id not in needs.look.phases or needs.close_type(row.case_id) == LOST:
        return False
    if column.name.endswith("_institution"):
        return row.in_institution == "ja" and row.safe_institution != "nej"
    return row.lives_with != "nej"


def _restart(needs: Needs, record: Record[Any], _column: Column) -> str | None:
    """R20: told of the course that was closed for a new one, since nothing in the new row says that it is one."""
    if not needs.closed(record.values.case_id) or record.values.close_type != ANEW:
        return None
    return _("closed with nyt forløb, and no course has this one as its Tidligere forløb")


def _phase(needs: Needs, record: Record[Any], column: Column) -> str | None:
    row = record.values
    begun = needs.begun(row.case_id, row.phase)
    return _needed(column, _phase_began(row.phase, begun)) if begun and not needs.is_over(row.case_id) else None


def _phase_end(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """B8, C7c: what happened, when the phase or the course is over."""
    row = record.values
    ended, closed = needs.ended(row.case_id, row.phase), needs.closed(row.case_id)
    if needs.is_over(row.case_id):
        return None
    if ended:
        return _needed(column, _phase_ended(row.phase, ended))
    if closed and needs.begun(row.case_id, row.phase):
        return _needed(column, _("the course was closed {day}").format(day=plain_text(closed)))
    return None


def _phase_1_end(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """R11, R18: the strategy within phase 1; a course that is closed can have none made."""
    case_id = record.values.case_id
    ended = needs.ended(case_id, 1)
    return _needed(column, _phase_ended(1, ended)) if ended and not needs.closed(case_id) else None


def _activity(needs: Needs, record: Record[Any], column: Column) -> str | None:
    row = record.values
    if not row.activity or row.status in OVER or needs.closed(row.case_id):
        return None
    return _needed(column, _("the step has an activity"))


def _minutes(needs: Needs, record: Record[Any], _column: Column) -> str | None:
    """B13: one of the three; not of a visit at which nobody was, nor of one that lies ahead."""
    if record.values.no_show or record.values.on > needs.look.on:
        return None
    return _("one of the three columns of minutes is to be filled in")


def _pause_closed(needs: Needs, record: Record[Any], column: Column) -> str | None:
    row = record.values
    if not row.end or row.end >= needs.look.on or needs.is_over(row.case_id):
        return None
    return _needed(column, _("the pause ended {day}").format(day=plain_text(row.end)))


def _at_end(_needs: Needs, record: Record[Any], column: Column) -> str | None:
    """R11: how far you have looked; a new stay that is known answers it."""
    row = record.values
    return None if row.point != "slut" or row.new_stay else _needed(column, _("the row tells how it ended"))


def _completed(needs: Needs, record: Record[Any], column: Column) -> str | None:
    """R11: her three answers, in the row of the end."""
    row = record.values
    closed = needs.closed(row.case_id)
    if row.point != "slut" or not closed or needs.close_type(row.case_id) != "gennemført":
        return None
    return _needed(column, _("the course was closed {day}").format(day=plain_text(closed)))


def _each_year(needs: Needs, record: Record[Any], _column: Column) -> str | None:
    """B19, A43: an offer is looked up again each year."""
    checked = record.values.checked_on
    if checked is None:
        return ""
    if add_months(checked, 12) >= needs.look.on:
        return None
    return _("last checked {day}, more than a year ago").format(day=plain_text(checked))


REQUIRED: Mapping[str, When] = {
    ALWAYS: _always,
    AT_MEETING: _at_meeting,
    f"{AT_MEETING}, ikke hvis anonym": _at_meeting_unless_anonymous,
    "hvis ja": _yes,
    "når den er behandlet": _dealt_with,
    "når mødet er holdt": _met,
    "med beslutning": _dealt_with,
    "godkendt": _approved,
    BY_PHASE_1: _by_phase_1,
    "fase 1 + 14 dage": _phase_1_and_14_days,
    AT_CLOSING: _at_closing,
    "ved genstart": _restart,
    "fase": _phase,
    "aktivitet": _activity,
    "ved faseslut": _phase_end,
    MINUTES: _minutes,
    "når lukket": _pause_closed,
    "ved slutningen af fase 1": _phase_1_end,
    "slut": _at_end,
    "gennemført": _completed,
    "årligt": _each_year,
}
