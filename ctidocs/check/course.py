"""A course and its pauses: dates in order, pauses that can be (R1, R2, R3)."""

from collections.abc import Iterable

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.method import phases as method
from ctidocs.problems import Problem
from ctidocs.register.read import Record
from ctidocs.register.schema import PAUSES
from ctidocs.register.schema.intake import Pause


def pauses(look: Look) -> Iterable[Problem]:
    """Pauses that cannot be right (R2): ending before they begin, or outside the course."""
    cases: dict[str, list[Record[Pause]]] = {}
    for record in look.records(PAUSES):
        cases.setdefault(record.values.case_id, []).append(record)
    for case_id, records in cases.items():
        found = {method.Pause(r.values.start, r.values.end): r for r in records if r.values.start}
        for pause, record in found.items():
            if pause.end is not None and pause.end < pause.start:
                message, hint = _("the pause ends before it begins"), _("correct one of the two")
                yield look.problem(PAUSES, record, "end", "pause-reversed", message, hint)
        start = look.courses[case_id].values.phase1_start if case_id in look.courses else None
        if start is None:
            continue
        months = look.settings.phase_months
        for pause in method.pauses_outside(start, pauses=tuple(found), phase_months=months):
            hint = _("correct the date, or the start of phase 1")
            message = _("the pause lies outside the course")
            yield look.problem(PAUSES, found[pause], "start", "pause-outside", message, hint)


COURSE_RULES = (pauses,)
