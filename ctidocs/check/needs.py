"""When a course, a referral or a phase still asks for something, seen on one day.

Asked is what a coordinator can still answer and somebody still reads: what only the case's own papers print until
`AFTER_DAYS` after its end, what the reports count as long as it is blank. A phase, a meeting or a pause that is not
over yet asks for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ctidocs.check.look import Look
from ctidocs.register.cell import as_word
from ctidocs.register.schema import MEETINGS
from ctidocs.register.schema.intake import Referral

AFTER_DAYS = 30
"""So long after a refusal or a closing its papers are still made (C1, C5: until 30 days after)."""
DEAD, LOST, ANEW = "død", "mistet kontakt", "nyt forløb"


@dataclass(frozen=True)
class Needs:
    """A look with what several of its cells are judged by."""

    look: Look

    @cached_property
    def meetings(self) -> Mapping[str, date]:
        """The day of each meeting, by its number as it is compared; the first where its rows disagree."""
        found: dict[str, date] = {}
        for record in self.look.records(MEETINGS):
            if record.values.on:
                found.setdefault(as_word(record.values.meeting_id), record.values.on)
        return found

    def closed(self, case_id: str) -> date | None:
        """The day on which the course was closed; None while it runs."""
        course = self.look.courses.get(case_id)
        day = course.values.closed_on if course else None
        return day if day and day <= self.look.on else None

    def close_type(self, case_id: str) -> str | None:
        """How the course was closed."""
        return self.look.courses[case_id].values.close_type if case_id in self.look.courses else None

    def is_over(self, case_id: str) -> bool:
        """Whether nobody makes the case's own papers any more."""
        closed = self.closed(case_id)
        return closed is not None and (self.close_type(case_id) == DEAD or self.is_past(closed, AFTER_DAYS))

    def is_past(self, day: date, days: int) -> bool:
        """Whether more than so many days have gone since `day`."""
        return self.look.on > day + timedelta(days=days)

    def begun(self, case_id: str, phase: int) -> date | None:
        """The first day of a phase that has begun."""
        start = self.look.phases[case_id].phases[phase - 1].start if case_id in self.look.phases else None
        return start if start and start <= self.look.on else None

    def ended(self, case_id: str, phase: int) -> date | None:
        """The last day of a phase that is over; its last day still belongs to it."""
        end = self.look.phases[case_id].phases[phase - 1].end if case_id in self.look.phases else None
        return end if end and end < self.look.on else None

    def met(self, referral: Referral) -> date | None:
        """The day of the meeting that deals with a referral; None where Møder does not have it."""
        return self.meetings.get(as_word(referral.meeting_id)) if referral.meeting_id else None

    def is_settled(self, referral: Referral) -> bool:
        """Whether a referral was withdrawn, or refused so long ago that its record is not made any more."""
        if referral.decision != "afslag":
            return referral.decision == "trukket tilbage"
        day = referral.decided_on or self.met(referral)
        return day is None or self.is_past(day, AFTER_DAYS)
