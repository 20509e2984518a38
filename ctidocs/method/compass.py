"""The compass: its ten dimensions, its four rounds with their windows, and what a score changed (R4, A47, A48)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from ctidocs.method.phases import Phases

Score: TypeAlias = int | str | None
"""1 to 10, one of `NOT_SCORED`, or None = not filled in yet."""

ROUNDS = ("M0", "M1", "M2", "M3")
RESPONDENTS = ("kvinden", "medarbejder")
NOT_SCORED = ("ikke relevant", "ønsker ikke", "ikke spurgt")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the ten subjects (A47): `column` is its header in the register without the number.

    `label` and `question` are S4's words in Bilag 1, the question in the form she is asked.
    """

    number: int
    key: str
    column: str
    label: str
    question: str

    @property
    def header(self) -> str:
        """Its header in the register, "1 Sikkerhed"."""
        return f"{self.number} {self.column}"


DIMENSIONS = (
    Dimension(1, "safety", "Sikkerhed", "Kvindens sikkerhed", "Hvordan vurderer du din sikkerhed?"),
    Dimension(
        2,
        "self_care",
        "Omsorg for sig selv",
        "At kvinden drager omsorg for sig selv",
        "Hvordan vurderer du, at du drager omsorg for dig selv?",  # S4 has "sig", a slip: she reads this
    ),
    Dimension(3, "network", "Netværk", "Kvindens sociale netværk", "Hvordan vurderer du dit sociale netværk?"),
    Dimension(
        4, "physical_health", "Fysisk helbred", "Kvindens fysiske helbred", "Hvordan vurderer du dit fysiske helbred?"
    ),
    Dimension(
        5, "mental_health", "Psykisk helbred", "Kvindens psykiske helbred", "Hvordan vurderer du dit psykiske helbred?"
    ),
    Dimension(
        6,
        "housing",
        "Bolig",
        "At kvinden håndterer sin boligsituation",
        "Hvordan vurderer du, at du håndterer din boligsituation?",
    ),
    Dimension(
        7,
        "economy",
        "Økonomi",
        "At kvinden styrer sin økonomi",
        "Hvordan vurderer du, at du styrer din økonomi?",
    ),
    Dimension(
        8,
        "work",
        "Arbejde og uddannelse",
        "Kvindens tilknytning til arbejdsmarkedet",
        "Hvordan vurderer du din tilknytning til arbejdsmarkedet?",
    ),
    Dimension(
        9,
        "children",
        "Børns trivsel",
        "At kvinden støtter sine børns trivsel",
        "Hvordan vurderer du, at du støtter dine børns trivsel?",
    ),
    Dimension(
        10,
        "stimulants",
        "Stimulanser",
        "At kvinden håndterer sit forbrug af stimulanser",
        "Hvordan vurderer du, at du håndterer dit forbrug af stimulanser?",
    ),
)


@dataclass(frozen=True, slots=True)
class Window:
    """When a round is due, and the first and last day that it may be held, both inside (R4, S4 Bilag 1)."""

    due: date
    first: date
    last: date


class RoundStatus(StrEnum):
    """Where a round stands (R4). The first that fits, in this order."""

    COMPLETE = "complete"  # both have scored all ten dimensions, whenever it was
    OVERDUE = "overdue"  # the window is past and something is missing
    PARTIAL = "partial"  # some of it is there, and there is still time
    OPEN = "open"  # the window has begun, nothing is there
    WAITING = "waiting"  # the window has not begun, or an open pause hides it; nothing is there


@dataclass(frozen=True, slots=True)
class RoundState:
    """Where a round stands, who of `RESPONDENTS` has not scored all, its last day, and the days past that (R4).

    `latest` is None while an open pause hides the window; `days_over` is 0 unless the round is overdue.
    """

    status: RoundStatus
    missing: tuple[str, ...]
    latest: date | None
    days_over: int = 0


def round_windows(phases: Phases, *, tolerance_days: int = 14, contact_weeks: int = 4) -> dict[str, Window | None]:
    """Each round's window, M0 at the start of phase 1, M1 to M3 at the ends of the phases (R4, S4 Bilag 1).

    M0 may be held from the contact phase on, `contact_weeks` before. None while an open pause hides a phase's end.
    """
    tolerance = timedelta(days=tolerance_days)
    start = phases.start
    windows: dict[str, Window | None] = {
        ROUNDS[0]: Window(start, start - timedelta(weeks=contact_weeks), start + tolerance)
    }
    for name, phase in zip(ROUNDS[1:], phases.phases, strict=True):
        end = phase.end
        windows[name] = None if end is None else Window(end, end - tolerance, end + tolerance)
    return windows


def round_state(window: Window | None, *, on: date, measured: Mapping[str, tuple[Score, ...]]) -> RoundState:
    """Where a round stands on the day `on` (R4, S4 Bilag 1 «Både kvinden og CTI-medarbejderen vurderer»).

    `measured` holds, by respondent, the ten scores that were there on that day; a blank row is as none.
    """
    missing = tuple(who for who in RESPONDENTS if not is_complete(measured.get(who, ())))
    latest = None if window is None else window.last
    if not missing:
        return RoundState(RoundStatus.COMPLETE, missing, latest)
    if latest is not None and on > latest:
        return RoundState(RoundStatus.OVERDUE, missing, latest, days_over=(on - latest).days)
    if any(score is not None for who in RESPONDENTS for score in measured.get(who, ())):
        return RoundState(RoundStatus.PARTIAL, missing, latest)
    begun = window is not None and window.first <= on
    return RoundState(RoundStatus.OPEN if begun else RoundStatus.WAITING, missing, latest)


def is_complete(scores: tuple[Score, ...]) -> bool:
    """Whether all ten dimensions hold a number or one of the three words (R4, S3 «skala fra 1-10»)."""
    return len(scores) == len(DIMENSIONS) and all(isinstance(score, int) or score in NOT_SCORED for score in scores)


def change(first: Score, latest: Score) -> int | None:
    """The points gained from `first` to `latest`, negative when lost (A48); None unless both are numbers."""
    return latest - first if isinstance(first, int) and isinstance(latest, int) else None


def first_and_latest(rounds: Mapping[str, tuple[Score, ...]]) -> tuple[str, str] | None:
    """One respondent's first and latest round that hold any number, the same twice when only one does (A48).

    None when none does. The order is that of `ROUNDS`, whatever the mapping's; other rounds are left out.
    """
    scored = [name for name in ROUNDS if any(isinstance(score, int) for score in rounds.get(name, ()))]
    return (scored[0], scored[-1]) if scored else None
