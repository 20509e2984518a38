"""Who is in the target group, what the years tell of her age, the deadline of the plan under § 141: R9, R9b."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ctidocs.method.dates import add_months
from ctidocs.office_text import NO, YES

CRITERIA = 6
ADULT = 18
PLAN141_MONTHS = 3


class Target(StrEnum):
    """How a woman stands to the target group (R9)."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The criteria met, the most that can be met, and what follows (R9, S3 «Mindst to af nedenstående kriterier»).

    `unknown`: the numbers of the criteria, from 1, that are answered neither ja nor nej, whatever the state.
    """

    met: int
    highest: int
    state: Target
    unknown: tuple[int, ...]


class Age(StrEnum):
    """What the year of birth tells of her age on the day of the referral (R9, S3 «over 18 år»)."""

    UNDER_AGE = "under age"
    TO_CHECK = "to check"  # 18 in the course of that year: before her birthday she is 17
    OF_AGE = "of age"


def target_group(answers: Sequence[str | None], *, least: int = 2) -> TargetGroup:
    """How the six answers, ja, nej, uoplyst or None for blank, stand to the target group (R9, S3)."""
    met = sum(answer == YES for answer in answers)
    unknown = tuple(number for number, answer in enumerate(answers, start=1) if answer not in (YES, NO))
    highest = met + len(unknown)
    return TargetGroup(met, highest, _state(met, highest, least), unknown)


def age_at_referral(referred_on: date, birth_year: int) -> Age:
    """What the years alone tell of her age (R9, S3 «Alle kvinder over 18 år på krisecenter»)."""
    years = referred_on.year - birth_year
    if years == ADULT:
        return Age.TO_CHECK
    return Age.UNDER_AGE if years < ADULT else Age.OF_AGE


def plan141_deadline(shelter_in: date) -> date:
    """The last day to offer the plan under § 141 (R9b, S3 «senest tre måneder efter»)."""
    return add_months(shelter_in, PLAN141_MONTHS)


def _state(met: int, highest: int, least: int) -> Target:
    if met >= least:
        return Target.INSIDE
    return Target.OUTSIDE if highest < least else Target.UNDECIDED
