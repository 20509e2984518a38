"""A course and its pauses: dates in order, pauses that can be, protection that lapses, courses one after another."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.method import phases as method
from ctidocs.method.flow import COMPLETED, circles
from ctidocs.method.protection import protection
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import plain_text
from ctidocs.register.read import Record
from ctidocs.register.schema import COURSES, PAUSES
from ctidocs.register.schema.intake import Course, Pause

COURSE_DAYS = ("contact_start", "phase1_start", "phase2_on", "phase3_on", "closed_on")
"""The days of a course as they follow each other; those in `AFTER` never on the same day as the one before."""
ORDERS = (COURSE_DAYS, ("protection_from", "protection_to"), ("draft_on", "agreed_on"))
AFTER = ("phase2_on", "phase3_on")


def pauses(look: Look) -> Iterable[Problem]:
    """Pauses that cannot be right (R2): ending before they begin, outside the course, or over each other (B5)."""
    cases: dict[str, list[Record[Pause]]] = {}
    for record in look.records(PAUSES):
        if "end" in record.broken:
            continue  # how long it is, is not known
        cases.setdefault(record.values.case_id, []).append(record)
        if record.values.end is None and record.values.outcome is not None:
            message = _("Udfald is filled in, but the pause has no end")
            hint = _("fill in Til, or clear Udfald while the pause lasts")
            yield look.problem(PAUSES, record, "end", "pause-without-end", message, hint, Level.WARNING)
    for case_id, records in cases.items():
        found = [(method.Pause(r.values.start, r.values.end), r) for r in records if r.values.start]
        yield from _reversed(look, found)
        yield from _outside(look, case_id, found)
        yield from _overlapping(look, found)


Pauses = list[tuple[method.Pause, Record[Pause]]]


def _reversed(look: Look, found: Pauses) -> Iterable[Problem]:
    for pause, record in found:
        if pause.days == 0:
            message, hint = _("the pause ends before it begins"), _("correct one of the two")
            yield look.problem(PAUSES, record, "end", "pause-reversed", message, hint)


def _outside(look: Look, case_id: str, found: Pauses) -> Iterable[Problem]:
    start = look.courses[case_id].values.phase1_start if case_id in look.courses else None
    if start is None:
        return
    given = tuple(pause for pause, _record in found)
    outside = set(method.pauses_outside(start, pauses=given, phase_months=look.settings.phase_months))
    for pause, record in found:
        if pause in outside:
            message, hint = _("the pause lies outside the course"), _("correct the date, or the start of phase 1")
            yield look.problem(PAUSES, record, "start", "pause-outside", message, hint)


def _overlapping(look: Look, found: Pauses) -> Iterable[Problem]:
    """Each row with a day of an earlier row, naming that; without the rows told, no day stands twice (B5)."""
    kept: list[tuple[date, date, int]] = []
    for pause, record in found:
        if pause.days == 0:
            continue
        end = pause.end or date.max
        at = bisect_right(kept, pause.start, key=lambda one: one[0])
        near = [one for one in kept[max(0, at - 1) : at + 1] if one[0] <= end and pause.start <= one[1]]
        if near:
            message = _("the pause has days that stand in row {row} already").format(row=near[0][2])
            hint = _("correct the dates, or delete one of the rows; such days count once")
            yield look.problem(PAUSES, record, "start", "pause-overlap", message, hint, Level.WARNING)
        else:
            kept.insert(at, (pause.start, end, record.place.row))


def date_order(look: Look) -> Iterable[Problem]:
    """A day of a course that is before the nearest filled one that has to come first, at the later column's cell."""
    for record in look.courses.values():
        for order in ORDERS:
            filled = [name for name in order if getattr(record.values, name) is not None]
            for earlier, later in pairwise(filled):
                yield from _ordered(look, record, earlier, later)


def _ordered(look: Look, record: Record[Course], earlier: str, later: str) -> Iterable[Problem]:
    first, second = getattr(record.values, earlier), getattr(record.values, later)
    if second < first:
        message = _("{later} is before {earlier}, {day}")
    elif second == first and later in AFTER:
        message = _("{later} is the same day as {earlier}, {day}")
    else:
        return
    headers = {"later": COURSES.by_name[later].header, "earlier": COURSES.by_name[earlier].header}
    message = message.format(day=plain_text(first), **headers)
    yield look.problem(COURSES, record, later, "dates-reversed", message, _("correct one of the two dates"))


def early_contact(look: Look) -> Iterable[Problem]:
    """Contact that began too long before she moved in (R3, S0 «tidligst 4 uger inden kvinden flytter»)."""
    for record in look.courses.values():
        row = record.values
        if row.contact_start is None:
            continue
        early = method.contact_too_early(row.contact_start, row.moved_in, weeks=look.settings.contact_weeks)
        if early:
            message = _("{days} days before she moved in (at most {most})")
            message = message.format(days=early.days_before, most=early.days_allowed)
            hint = _("check the date, and Indflytning; the earliest day is {day}")
            hint = hint.format(day=plain_text(early.earliest))
            yield look.problem(COURSES, record, "contact_start", "contact-early", message, hint, Level.WARNING)


def lapsing_protection(look: Look) -> Iterable[Problem]:
    """A protected address that is about to be protected no longer while the course is open (R15)."""
    for record in look.courses.values():
        row = record.values
        closed = row.closed_on is not None and row.closed_on <= look.on
        if closed or row.address_protection == "ingen" or "protection_to" in record.broken:
            continue
        if row.protection_from and row.protection_to and row.protection_to < row.protection_from:
            continue  # told by date_order
        found = protection(row.protection_from, row.protection_to)
        if found is None or not found.is_due(look.on):
            continue
        lapsed = found.has_lapsed(look.on)
        message = _("the protection of her address lapsed on {day}") if lapsed else _(
            "the protection of her address lapses on {day}"
        )  # fmt: skip
        hint = _("help her renew it, and write its new last day in Beskyttelse til")
        column = "protection_from" if row.protection_to is None else "protection_to"
        message = message.format(day=plain_text(found.expires))
        yield look.problem(COURSES, record, column, "protection-lapses", message, hint, Level.WARNING)


def closings(look: Look) -> Iterable[Problem]:
    """A closing that does not fit the course (R20, A45): no day, too early for gennemført, a talk after it."""
    for case_id, record in look.courses.items():
        row = record.values
        if row.closed_on is None:
            if row.close_type is not None and "closed_on" not in record.broken:
                message = _("Afslutningstype is filled in, but the day is not")
                hint = _("fill in the day, or clear Afslutningstype")
                yield look.problem(COURSES, record, "closed_on", "closing-without-day", message, hint, Level.WARNING)
            continue
        if row.last_meeting is not None and row.last_meeting > row.closed_on:
            message = _("after the course closed on {day}").format(day=plain_text(row.closed_on))
            hint = _("correct one of the two dates; after the closing there is no contact")
            yield look.problem(COURSES, record, "last_meeting", "talk-after-closing", message, hint, Level.WARNING)
        if row.close_type == COMPLETED and "phase1_start" not in record.broken:
            yield from _completed(look, case_id, record, row.closed_on)


def _completed(look: Look, case_id: str, record: Record[Course], closed_on: date) -> Iterable[Problem]:
    phases = look.phases.get(case_id)
    if phases is None:
        message = _("gennemført, but Fase 1 start is blank")
        hint = _("fill in Fase 1 start, or choose another Afslutningstype")
    else:
        third = phases.phases[-1].start
        if third is None or not phases.start <= closed_on < third:
            return  # a closing before phase 1 is told by date_order
        message = _("gennemført, but phase 3 begins on {day}").format(day=plain_text(third))
        hint = _("correct Afslutning, or choose how the course stopped")
    yield look.problem(COURSES, record, "close_type", "completed-early", message, hint, Level.WARNING)


def earlier_courses(look: Look) -> Iterable[Problem]:
    """Earlier courses that cannot be, and courses of one woman at the same time (R20)."""
    previous = {case_id: record.values.previous_case for case_id, record in look.courses.items()}
    told: set[str] = set()
    for circle in circles(previous):
        told.update(circle)
        # the lowest number was given out first, so its link is the one that cannot be
        message = _("the course names itself") if len(circle) == 1 else _("{cases} name each other in a circle")
        message = message.format(cases=", ".join(circle))
        hint = _("write the number of the course that was before this one, or clear the cell")
        yield look.problem(
            COURSES, look.courses[circle[0]], "previous_case", "earlier-course-circle", message, hint
        )  # fmt: skip
    for case_id, number in previous.items():
        if number is not None and number in look.courses and case_id not in told:
            yield from _at_the_same_time(look, look.courses[case_id], look.courses[number])


def _at_the_same_time(look: Look, later: Record[Course], earlier: Record[Course]) -> Iterable[Problem]:
    column = "phase1_start" if later.values.contact_start is None else "contact_start"
    began, closed = getattr(later.values, column), earlier.values.closed_on
    if began is None:
        return
    if closed is not None and began < closed:
        message = _("begun before the earlier course {number} closed on {day}")
        message = message.format(number=earlier.values.case_id, day=plain_text(closed))
        hint = _("correct one of the two dates")
        yield look.problem(COURSES, later, column, "earlier-course-open", message, hint, Level.WARNING)
    elif closed is None and earlier.values.close_type is None and "closed_on" not in earlier.broken:
        message = _("the later course {number} has begun, and this one is not closed")
        message = message.format(number=later.values.case_id)
        hint = _("close this one, or correct Tidligere forløb")
        yield look.problem(COURSES, earlier, "closed_on", "earlier-course-open", message, hint, Level.WARNING)


def starts(look: Look) -> Iterable[Problem]:
    """A course without a Fase 1 start although she has moved in: it has no default, so we ask (B4, A06)."""
    for record in look.courses.values():
        row = record.values
        asked = row.moved_in is not None and row.moved_in <= look.on and row.closed_on is None
        if asked and row.phase1_start is None and "phase1_start" not in record.broken:
            message = _("the start of phase 1 is not filled in, although she has moved in")
            hint = _("is Fase 1 start to be {day}?").format(day=plain_text(row.moved_in))
            yield look.problem(COURSES, record, "phase1_start", "missing", message, hint, Level.MISSING)


COURSE_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = (
    starts, pauses, date_order, early_contact, lapsing_protection, closings, earlier_courses,
)  # fmt: skip
