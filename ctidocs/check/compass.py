"""The compass: rounds in the order of time, of a case that has a course (R4)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.method.compass import ROUNDS
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import plain_text
from ctidocs.register.read import Record
from ctidocs.register.schema import MEASUREMENTS
from ctidocs.register.schema.work import Measurement


def rounds_in_order(look: Look) -> Iterable[Problem]:
    """A round that is dated on or before the round before it, of one respondent (R4)."""
    for rounds in _rounds(look).values():
        held = [rounds[name] for name in ROUNDS if name in rounds]
        for (before, earlier), (day, later) in pairwise(held):
            if day > before:
                continue
            message = _("{later} is dated {day}, but {earlier} in row {row} is dated {before}").format(
                later=later.values.round, day=plain_text(day), earlier=earlier.values.round,
                row=earlier.place.row, before=plain_text(before),
            )  # fmt: skip
            hint = _("correct the date or the round of one of them")
            yield look.problem(MEASUREMENTS, later, "measured_on", "compass-order", message, hint)


def _rounds(look: Look) -> dict[tuple[str, str], dict[str, tuple[date, Record[Measurement]]]]:
    """Each respondent's rounds of each case, the first where one stands twice; a date to come is told already."""
    found: dict[tuple[str, str], dict[str, tuple[date, Record[Measurement]]]] = {}
    for record in look.records(MEASUREMENTS):
        row = record.values
        if row.measured_on and row.measured_on <= look.on:
            found.setdefault((row.case_id, row.respondent), {}).setdefault(row.round, (row.measured_on, record))
    return found


def measured_without_course(look: Look) -> Iterable[Problem]:
    """The first measurement of each case that was referred and has no row in Forløb: no paper shows it."""
    seen: set[str] = set()
    for record in look.records(MEASUREMENTS):
        case_id = record.values.case_id
        if case_id in look.referrals and case_id not in look.courses and case_id not in seen:
            message = _("the case has no row in Forløb, so no paper shows its compass")
            hint = _("add the case to Forløb, or correct the case number")
            yield look.problem(MEASUREMENTS, record, "case_id", "without-course", message, hint, Level.WARNING)
        seen.add(case_id)


COMPASS_RULES = (rounds_in_order, measured_without_course)
