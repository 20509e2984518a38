"""How long the papers of a case are kept: R17."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ctidocs.method.dates import add_months
from ctidocs.method.flow import APPROVED, CTI, REFUSED, WITHDRAWN

YEAR = 12


class Anchor(StrEnum):
    """What the years are counted from (R17)."""

    CLOSED = "closed"
    DECIDED = "decided"
    REFERRED = "referred"  # a year after the referral


@dataclass(frozen=True, slots=True)
class Course:
    """What R17 reads of one case: the words are those of the register, None = blank."""

    referred_on: date | None = None
    decision: str | None = None
    decided_on: date | None = None
    her_choice: str | None = None
    phase1_start: date | None = None
    closed_on: date | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is neither closed nor turned down: phase 1 has begun, or an approved course waits for it (R20)."""
        if self.closed_on is not None:
            return False
        return self.phase1_start is not None or (self.decision == APPROVED and self.her_choice in (None, CTI))


@dataclass(frozen=True, slots=True)
class Retention:
    """The day that the years are counted from, what it is, and the day on which the papers are to be deleted (R17)."""

    anchor: date
    counted_from: Anchor
    delete_on: date

    @property
    def years(self) -> int:
        """How many years there are between the two days."""
        return self.delete_on.year - self.anchor.year

    def is_due(self, on: date) -> bool:
        """Whether the day of deletion is `on`, or has been (R17)."""
        return on >= self.delete_on


def retention(course: Course, *, years: int) -> Retention | None:
    """When the papers of a case are to be deleted, `years` after it ended (R17, K33 three years, K34 five).

    None without a day to count from, and for a course that is running: R17 speaks of what has ended, and its last
    resort, a year after the referral, is for cases that came to nothing. A course that somebody forgot to close thus
    never comes up here; to delete a woman's papers while she is being helped is the worse mistake of the two.
    """
    if course.is_running:
        return None
    anchor, counted_from = _anchor(course)
    return Retention(anchor, counted_from, add_months(anchor, years * YEAR)) if anchor else None


def _anchor(course: Course) -> tuple[date | None, Anchor]:
    if course.closed_on:
        return course.closed_on, Anchor.CLOSED
    if course.decided_on and course.decision in (REFUSED, WITHDRAWN):
        return course.decided_on, Anchor.DECIDED
    return course.referred_on and add_months(course.referred_on, YEAR), Anchor.REFERRED
