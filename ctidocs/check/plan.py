"""The plan: rows that are one focus area, few areas in a phase, steps within their phase (B8)."""

from collections.abc import Hashable, Iterable

from ctidocs.check.agree import two_values
from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import plain_text
from ctidocs.register.focus import SHARED
from ctidocs.register.schema import PLAN
from ctidocs.register.schema.work import PlanStep

MOST_AREAS = 3  # B8, A31: «få indsatsområder»


def one_area(look: Look) -> Iterable[Problem]:
    """Another value in a later row of the same focus area, Område to Retter sig mod (B8)."""
    message = _("another {header} than in row {row}, which is the same focus area")
    hint = _("make the two the same, leave this cell blank, or give the row another Fokus nr")
    for record, name, row in two_values(look, PLAN, group=_area, shared=SHARED):
        text = message.format(header=PLAN.by_name[name].header, row=row)
        yield look.problem(PLAN, record, name, "two-values", text, hint)


def _area(row: PlanStep) -> Hashable:
    return row.case_id, row.phase, row.focus


def few_areas(look: Look) -> Iterable[Problem]:
    """The first row of the fourth focus area of a phase (B8, A31); a fifth is not told again."""
    areas: dict[tuple[str, int | None], set[int | None]] = {}
    for record in look.records(PLAN):
        row = record.values
        numbers = areas.setdefault((row.case_id, row.phase), set())
        if len(numbers) == MOST_AREAS and row.focus not in numbers:
            message = _("more than {most} focus areas in phase {phase}").format(most=MOST_AREAS, phase=row.phase)
            hint = _("choose with her what matters most, and move the rest to a later phase")
            yield look.problem(PLAN, record, "focus", "many-focus-areas", message, hint, Level.WARNING)
        numbers.add(row.focus)


def due_in_phase(look: Look) -> Iterable[Problem]:
    """A step that is to be done before its phase begins (R1)."""
    for record in look.records(PLAN):
        row = record.values
        if row.due is None or row.phase is None or row.case_id not in look.phases:
            continue
        start = look.phases[row.case_id].phases[row.phase - 1].start
        if start is not None and row.due < start:
            message = _("due {due}, but phase {phase} begins {start}").format(
                due=plain_text(row.due), phase=row.phase, start=plain_text(start)
            )
            hint = _("correct the date or the phase")
            yield look.problem(PLAN, record, "due", "due-before-phase", message, hint, Level.WARNING)


PLAN_RULES = (one_area, few_areas, due_in_phase)
