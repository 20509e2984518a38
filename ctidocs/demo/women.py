"""The women of the demo: one row of women.toml each, and the dates that follow from it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from ctidocs.demo.bank import bank
from ctidocs.demo.committee import meeting_for
from ctidocs.demo.day import DEMO_DAY
from ctidocs.method.phases import Pause, Phase, Phases, course_phases


@dataclass(frozen=True, kw_only=True)
class Woman:
    """One referral, and the course that came of it. Meanings: the head of women.toml."""

    case_id: str
    referred_on: date
    criteria: str
    referred_by: str = "krisecenter"
    anonymous: bool = False
    birth_year: int | None = None
    acting_municipality: str = "København"
    home_municipality: str = "København"
    shelter_municipality: str = "København"
    language: str | None = None
    housing_assigned: bool = False
    decision: str | None = None
    decision_reason: str | None = None
    alternative: str | None = None
    her_choice: str | None = None
    waiting: bool = False
    worker: str | None = None
    former_worker: str | None = None
    worker_changed_on: date | None = None
    contact_start: date | None = None
    moved_in: date | None = None
    phase1_start: date | None = None
    pause: dict[str, Any] | None = None
    lost_from: date | None = None
    closed_on: date | None = None
    close_type: str | None = None
    closed_to: str | None = None
    stop_reason: str | None = None
    late_reason: str | None = None
    previous_case: str | None = None
    long_term_goals: str | None = None
    if_fails: str | None = None
    children: tuple[str, ...] = ()
    plan: tuple[tuple[str, ...], ...] = ()
    network: tuple[str, ...] = ()
    work: str = ""
    self_supporting: str = ""
    housing: str = "samme samme samme samme samme"
    new_stay: date | None = None
    violence: str = ""
    gate: str = "- | - | -"
    compass_in_plan: bool | None = None
    protection: str = "ingen"
    protection_from: date | None = None
    protection_to: date | None = None
    sparse: bool = False

    @property
    def meeting(self) -> tuple[str, date]:
        """The committee meeting that takes her referral: its number and its day."""
        return meeting_for(self.referred_on)

    @property
    def traits(self) -> frozenset[str]:
        """What texts may say of her: her plan and network by key, children, language and work, once a course began."""
        traits = {"language"} if self.language else set()
        if self.phase1_start is not None:
            family = {0: ["alone"], 1: ["parent", "one child"]}.get(len(self.children), ["parent", "children"])
            traits |= {"job" if self.work.startswith("job") else "no job", *family, *self.network}
            traits |= {key for keys in self.plan for key in keys}
        return frozenset(traits)

    @property
    def completed(self) -> bool:
        """Whether her course ran to its end."""
        return self.close_type == "gennemført"

    @property
    def last_day(self) -> date:
        """The last day on which anything happened in her course: its closing, else the demo day."""
        return self.closed_on or DEMO_DAY

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Her pause, if she had one."""
        return () if self.pause is None else (Pause(self.pause["start"], self.pause.get("end")),)

    @cached_property
    def phases(self) -> Phases:
        """The computed dates of a started course."""
        if self.phase1_start is None:
            raise ValueError(f"{self.case_id} has not started")
        return course_phases(self.phase1_start, pauses=self.pauses)

    @property
    def begun(self) -> tuple[Phase, ...]:
        """The phases that began before her last day."""
        return tuple(p for p in self.phases.phases if p.start is not None and p.start <= self.last_day)

    def reached(self, number: int) -> date | None:
        """The first day of that phase, None while it has not begun."""
        return next((phase.start for phase in self.begun if phase.number == number), None)

    def ended(self, number: int) -> date | None:
        """The last day of that phase, None while it runs or when her course closed before it."""
        end = self.phases.phases[number - 1].end
        if end is None:
            return None
        if number == 3 and self.completed:
            return min(end, self.last_day)
        return end if end < self.last_day else None

    def worker_on(self, day: date) -> str:
        """The initials of her worker on that day."""
        if self.former_worker and self.worker_changed_on and day < self.worker_changed_on:
            return self.former_worker
        return self.worker or ""

    def until_now(self, day: date, *, days: int = 0) -> date | None:
        """So many days after `day`; None when that is after her last day."""
        moved = day + timedelta(days=days)
        return moved if moved <= self.last_day else None


@cache
def women() -> tuple[Woman, ...]:
    """All 46, in the order of their numbers."""
    return tuple(Woman(**{key: _frozen(value) for key, value in row.items()}) for row in bank("women")["woman"])


def started() -> tuple[Woman, ...]:
    """Those whose phase 1 has begun."""
    return tuple(woman for woman in women() if woman.phase1_start is not None)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
