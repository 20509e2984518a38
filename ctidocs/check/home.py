"""Home, children, safety and how it went: dates that can be, and cells that do not contradict each other."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from ctidocs.check.agree import in_order
from ctidocs.check.look import Look
from ctidocs.check.needs import Needs
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import plain_text
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record
from ctidocs.register.schema import CHILDREN, HOUSING, OUTCOMES, SAFETY

GROWN = 18
REVIEWS = ("reviewed_2", "reviewed_3", "reviewed_end")


def children_born(look: Look) -> Iterable[Problem]:
    """A child that is not born yet, or was no child any more when the course began (B16)."""
    for record in look.records(CHILDREN):
        born = record.values.born
        if born is None:
            continue
        if born > f"{look.on:%Y-%m}":
            message = _("born after {day}").format(day=plain_text(look.on))
            yield look.problem(CHILDREN, record, "born", "not-born-yet", message, _("correct the year or the month"))
        elif _grown(born, _begun(look, record.values.case_id)):
            message = _("was {age} already when the course began").format(age=GROWN)
            hint = _("correct the year, or delete the row")
            yield look.problem(CHILDREN, record, "born", "grown-child", message, hint, Level.WARNING)


def _begun(look: Look, case_id: str) -> date:
    """The day the children's ages are judged on: a child may grow up during or after the course."""
    return min(look.on, look.phases[case_id].start) if case_id in look.phases else look.on


def _grown(born: str, day: date) -> bool:
    """A birthday counts from the first of its month (B16)."""
    year, month = map(int, born.split("-"))
    return (day.year - year, day.month) >= (GROWN, month)


def reviews_in_order(look: Look) -> Iterable[Problem]:
    """A review of the safety work that is dated before the step before it (R18: made, phase 2, phase 3, end)."""
    for record in look.records(SAFETY):
        dated = [name for name in ("safety_made", *REVIEWS) if _held(look, record, name)]
        for earlier, later in pairwise(dated):
            yield from in_order(look, SAFETY, record, earlier, later)


def _held(look: Look, record: Record[Any], name: str) -> bool:
    """Whether there is a date that has come; one that lies ahead is told already."""
    day = getattr(record.values, name)
    return day is not None and day <= look.on


def reviewed_unmade(look: Look) -> Iterable[Problem]:
    """A review of a safety strategy that nobody says was made, at the first; not where the strategy is asked for."""
    needs = Needs(look)
    for record in look.records(SAFETY):
        case_id = record.values.case_id
        asked = needs.ended(case_id, 1) and not needs.closed(case_id)
        reviewed = next((name for name in REVIEWS if getattr(record.values, name)), None)
        if reviewed and not asked and record.values.safety_made is None and "safety_made" not in record.broken:
            message = _("reviewed, but {header} is blank").format(header=SAFETY.by_name["safety_made"].header)
            hint = _("write the day on which the strategy was made, or delete this date")
            yield look.problem(SAFETY, record, reviewed, "reviewed-unmade", message, hint, Level.WARNING)


def done_though_not(look: Look) -> Iterable[Problem]:
    """A date of what another cell of the row says is not made, or not relevant."""
    for sheet, record, column, other in _contradictions(look):
        message = _("there is a date, but {header} says “{word}”").format(
            header=sheet.by_name[other].header, word=getattr(record.values, other)
        )
        hint = _("correct one of the two cells")
        yield look.problem(sheet, record, column, "contradicting-cells", message, hint, Level.WARNING)


def _contradictions(look: Look) -> Iterator[tuple[Sheet[Any], Record[Any], str, str]]:
    for record in look.records(SAFETY):
        if record.values.assessed_on and record.values.assessment == "ikke lavet":
            yield SAFETY, record, "assessed_on", "assessment"
    for item in look.records(HOUSING):
        if item.values.done_on and item.values.relevant == "nej":
            yield HOUSING, item, "done_on", "relevant"


def checked_far_enough(look: Look) -> Iterable[Problem]:
    """A new stay later than the day you have looked to (R11): not impossible, but then you have looked further."""
    for record in look.records(OUTCOMES):
        stay, checked = record.values.new_stay, record.values.checked_to
        if stay and checked and checked < stay <= look.on:
            message = _("{checked} is before the new stay, {stay}").format(
                checked=plain_text(checked), stay=plain_text(stay)
            )
            hint = _("write how far you have looked; the day of the stay or later")
            yield look.problem(OUTCOMES, record, "checked_to", "checked-before-stay", message, hint, Level.WARNING)


HOME_RULES = (children_born, reviews_in_order, reviewed_unmade, done_though_not, checked_far_enough)
