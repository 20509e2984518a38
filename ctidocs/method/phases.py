"""The three phases of a course, its pauses, its first contact and its overrun: R1, R2, R3, R5."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ctidocs.method.dates import ONE_DAY, add_months, inclusive_days

URGENT_DAYS = 30
"""So near the planned end a handover that is not agreed is urgent (R5; our choice, no source sets a number)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stay away from the course, both days paused (R2, S1 § 6); `end` None = still open."""

    start: date
    end: date | None

    @property
    def days(self) -> int | None:
        """Its inclusive days; None while it is open, 0 when it ends before it begins."""
        return None if self.end is None else inclusive_days(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Phase:
    """Phase 1, 2 or 3, both days inside (R1, S1 § 6); None = not known yet, an open pause holds it back."""

    number: int
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Phases:
    """A course's computed dates (R1, R2, S1 § 6); `pauses` holds those that count: merged, in order, inside it."""

    start: date
    pauses: tuple[Pause, ...]
    phases: tuple[Phase, Phase, Phase]

    @property
    def end(self) -> date | None:
        """The planned last day of phase 3; None while an open pause holds it back."""
        return self.phases[-1].end

    @property
    def open_since(self) -> date | None:
        """The first day of the pause that is still open; None when none is."""
        return self.pauses[-1].start if self.pauses and self.pauses[-1].end is None else None

    @property
    def calendar_days(self) -> int | None:
        """The course's length with its pauses, to show beside its active time (A5 no. 10); None while not known."""
        return None if self.end is None else inclusive_days(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ContactTooEarly:
    """By how much a contact began too early (R3, S0): the first day allowed, the days before moving in, the most."""

    earliest: date
    days_before: int
    days_allowed: int


@dataclass(frozen=True, slots=True)
class Overrun:
    """How a course stands to its planned end (R5, S3); `days` over it, None while the end is not known."""

    days: int | None
    closed: bool
    urgent: bool


def merge_pauses(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The same paused days with no overlap and no two pauses adjacent, in order (R2, S1 § 6).

    An open pause swallows every later one. A pause that ends before it begins has no days and is left out.
    """
    merged: list[Pause] = []
    for pause in sorted((pause for pause in pauses if pause.days != 0), key=lambda pause: pause.start):
        if merged and _touches(merged[-1], pause):
            merged[-1] = _joined(merged[-1], pause)
        else:
            merged.append(pause)
    return tuple(merged)


def course_phases(phase1_start: date, *, pauses: Iterable[Pause] = (), phase_months: int = 3) -> Phases:
    """The three phases of a course that began on `phase1_start` (R1 and R2, S1 § 6).

    A phase lasts its months in days that are not paused, so it never ends in a pause. It may begin in one: the day
    after a phase ends belongs to the next. While a pause is open, the end of the phase it stands in and all later
    dates are None. Days paused before `phase1_start` and pauses that begin after the end count for nothing;
    `pauses_outside` names them.
    """
    inside = _from(phase1_start, merge_pauses(pauses))
    first, second, third = (
        _pushed_end(add_months(phase1_start, phase_months * number) - ONE_DAY, pauses=inside) for number in (1, 2, 3)
    )
    return Phases(
        start=phase1_start,
        pauses=tuple(pause for pause in inside if third is None or pause.start <= third),
        phases=(
            Phase(1, phase1_start, first),
            Phase(2, _day_after(first), second),
            Phase(3, _day_after(second), third),
        ),
    )


def pauses_outside(phase1_start: date, *, pauses: Iterable[Pause], phase_months: int = 3) -> tuple[Pause, ...]:
    """The pauses, as given, that begin before phase 1 or after the course's end: errors of the register (R2, S1 § 6).

    The end is the one that the other pauses have pushed; while it is not known, no pause is after it.
    """
    given = tuple(pauses)
    end = course_phases(phase1_start, pauses=given, phase_months=phase_months).end
    return tuple(pause for pause in given if pause.start < phase1_start or (end is not None and pause.start > end))


def phase_on(day: date, phases: Phases) -> int | None:
    """The phase that `day` is in, 1 to 3 (R1, S1 § 6).

    None before phase 1, after the end, and inside a pause: a paused day belongs to no phase.
    """
    if any(_holds(pause, day) for pause in phases.pauses):
        return None
    for phase in phases.phases:
        if phase.start is not None and phase.start <= day and (phase.end is None or day <= phase.end):
            return phase.number
    return None


def begun_phases(phases: Phases, *, on: date) -> tuple[Phase, ...]:
    """The phases whose first day is `on` or earlier, in order; also those that are over (R1, S1 § 6)."""
    return tuple(phase for phase in phases.phases if phase.start is not None and phase.start <= on)


def active_days(phases: Phases, *, first: date, last: date) -> int:
    """The days from `first` to `last`, both counted, on which no pause of the course stands (R2, A5 no. 10)."""
    paused = (inclusive_days(max(pause.start, first), min(pause.end or last, last)) for pause in phases.pauses)
    return inclusive_days(first, last) - sum(paused)


def earliest_contact(moved_in: date, *, weeks: int = 4) -> date:
    """The first day on which contact may begin (R3, S0 «tidligst 4 uger inden kvinden flytter»)."""
    return moved_in - timedelta(weeks=weeks)


def contact_too_early(
    contact_start: date, moved_in: date | None, *, weeks: int = 4
) -> ContactTooEarly | Literal[False] | None:
    """By how much the contact began too early, or False when it did not (R3, S0; a warning only, A5 no. 1).

    None when the moving-in is not known, so that it cannot be checked.
    """
    if moved_in is None:
        return None
    earliest = earliest_contact(moved_in, weeks=weeks)
    if contact_start >= earliest:
        return False
    return ContactTooEarly(earliest, (moved_in - contact_start).days, (moved_in - earliest).days)


def overrun(phases: Phases, *, on: date, closed_on: date | None, agreed_handover: date | None) -> Overrun:
    """How far the course is over its planned end, as seen on the day `on` (R5, S3 «ikke overskrider 9 måneder»).

    Urgent: open, at most `URGENT_DAYS` before the end or on its day, and the handover not agreed. What is dated later
    than `on` has not happened yet.
    """
    closed = closed_on is not None and closed_on <= on
    if phases.end is None:
        return Overrun(days=None, closed=closed, urgent=False)
    until = closed_on if closed_on is not None and closed else on
    agreed = agreed_handover is not None and agreed_handover <= on
    near = 0 <= (phases.end - on).days <= URGENT_DAYS
    return Overrun(days=max(0, (until - phases.end).days), closed=closed, urgent=near and not closed and not agreed)


def _touches(earlier: Pause, later: Pause) -> bool:
    return earlier.end is None or (later.start - earlier.end).days <= 1


def _joined(earlier: Pause, later: Pause) -> Pause:
    end = None if earlier.end is None or later.end is None else max(earlier.end, later.end)
    return Pause(earlier.start, end)


def _from(first: date, pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    return tuple(
        Pause(max(first, pause.start), pause.end) for pause in pauses if pause.end is None or pause.end >= first
    )


def _pushed_end(end: date, *, pauses: tuple[Pause, ...]) -> date | None:
    for pause in pauses:
        if pause.start > end:
            break
        if pause.days is None:
            return None
        end += pause.days * ONE_DAY
    return end


def _day_after(day: date | None) -> date | None:
    return None if day is None else day + ONE_DAY


def _holds(pause: Pause, day: date) -> bool:
    return pause.start <= day and (pause.end is None or day <= pause.end)
