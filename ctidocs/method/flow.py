"""How referrals flow on: to a decision, a course and its end; progress and cost of the programme (R20)."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dateutil.relativedelta import relativedelta

from ctidocs.method.dates import ONE_DAY

APPROVED, REFUSED, POSTPONED, WITHDRAWN = "godkendt", "afslag", "udskudt", "trukket tilbage"
CTI = "CTI"
COMPLETED, RESTARTED = "gennemført", "nyt forløb"

Step: TypeAlias = Literal[
    "untreated", "postponed", "refused", "withdrawn", "waiting", "declined", "active", "completed", "stopped"
]
_UNDECIDED: Mapping[str | None, Step] = {REFUSED: "refused", POSTPONED: "postponed", WITHDRAWN: "withdrawn"}


@dataclass(frozen=True, slots=True)
class Case:
    """What R20 counts of one referral: the words are those of the register, None = blank.

    `started`: Fase 1 start is known. `previous_case`: the number of her earlier course.
    """

    case_id: str
    decision: str | None = None
    her_choice: str | None = None
    started: bool = False
    closed: bool = False
    close_type: str | None = None
    previous_case: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """The counts of R20. `restarted` is a part of `stopped`; women count once, whatever their courses.

    `misplaced`: the cases that began without an approval: they are counted by their decision, not as started.
    """

    untreated: int = 0
    postponed: int = 0
    refused: int = 0
    withdrawn: int = 0
    waiting: int = 0
    declined: int = 0
    active: int = 0
    completed: int = 0
    stopped: int = 0
    restarted: int = 0
    women_referred: int = 0
    women_started: int = 0
    misplaced: tuple[str, ...] = ()

    @property
    def referred(self) -> int:
        """Every referral (A19: the count of "brugere" comes from here)."""
        return self.untreated + self.postponed + self.refused + self.withdrawn + self.approved

    @property
    def approved(self) -> int:
        """The referrals that the committee approved."""
        return self.started + self.waiting + self.declined

    @property
    def started(self) -> int:
        """The approved courses that have begun phase 1."""
        return self.active + self.completed + self.stopped


def step(case: Case) -> Step:
    """How far a referral has come (R20). Who has begun is not counted as declined, whatever her choice says."""
    if case.decision != APPROVED:
        return _UNDECIDED.get(case.decision, "untreated")
    if not case.started:
        return "declined" if case.closed or case.her_choice not in (None, CTI) else "waiting"
    if not case.closed:
        return "active"
    return "completed" if case.close_type == COMPLETED else "stopped"


def flow(cases: Iterable[Case]) -> Flow:
    """How many referrals stand at each step (R20, S3 «hvilke kvinder der indstilles»); each case number counts once."""
    given = {case.case_id: case for case in cases}.values()
    count = Counter(step(case) for case in given)
    woman = first_courses({case.case_id: case.previous_case for case in given})
    begun = [case for case in given if case.started and case.decision == APPROVED]
    return Flow(
        untreated=count["untreated"],
        postponed=count["postponed"],
        refused=count["refused"],
        withdrawn=count["withdrawn"],
        waiting=count["waiting"],
        declined=count["declined"],
        active=count["active"],
        completed=count["completed"],
        stopped=count["stopped"],
        restarted=sum(case.closed and case.close_type == RESTARTED for case in begun),
        women_referred=len({woman[case.case_id] for case in given}),
        women_started=len({woman[case.case_id] for case in begun}),
        misplaced=tuple(case.case_id for case in given if case.started and case.decision != APPROVED),
    )


def first_courses(previous: Mapping[str, str | None]) -> dict[str, str]:
    """Each case's first course in its chain of earlier ones: one value a woman (R20). A circle's is its lowest number.

    `previous`: case -> the number of her earlier course, which need not be a key.
    """
    first: dict[str, str] = {}
    for case_id in previous:
        if case_id in first:
            continue
        path = _path(case_id, previous, known=first)
        earlier = previous.get(path[-1])
        if earlier is None:
            root = path[-1]
        elif earlier in first:
            root = first[earlier]
        else:
            root = min(path[path.index(earlier) :])
        first |= dict.fromkeys(path, root)
    return first


def circles(previous: Mapping[str, str | None]) -> tuple[tuple[str, ...], ...]:
    """The courses that are each other's earlier ones, each circle once from its lowest number on (R20)."""
    found = []
    seen: set[str] = set()
    for case_id in previous:
        path = _path(case_id, previous, known=seen)
        seen.update(path)
        earlier = previous.get(path[-1]) if path else None
        if earlier in path:
            circle = path[path.index(earlier) :]
            at = circle.index(min(circle))
            found.append((*circle[at:], *circle[:at]))
    return tuple(found)


def _path(case_id: str, previous: Mapping[str, str | None], *, known: Container[str]) -> list[str]:
    """The case and its earlier ones, until one that is known already or stands in the path."""
    path: dict[str, None] = {}
    at: str | None = case_id
    while at is not None and at not in path and at not in known:
        path[at] = None
        at = previous.get(at)
    return list(path)


def linear_expectation(planned: int, *, first: date, last: date, on: date) -> float | None:
    """The courses that would have begun by the end of the day `on` if they began evenly (R20): a guide only.

    By whole months of the project, both boundary days inside; None when it is shorter than a month.
    """
    total = _whole_months(first, last)
    if total <= 0:
        return None
    return planned * max(0, min(_whole_months(first, on), total)) / total


def progress(started: int, *, planned: int) -> float:
    """The part of the planned courses that has begun, 1.0 = all (R20, A26)."""
    return started / planned


def cost(started: int, *, price: float) -> float:
    """What the begun courses cost at the price of one, in kroner (R20, S4 «koster 26.600 kr.»)."""
    return started * price


def _whole_months(first: date, last: date) -> int:
    passed = relativedelta(last + ONE_DAY, first)
    return passed.years * 12 + passed.months
