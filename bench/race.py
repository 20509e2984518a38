"""One race: ours against another's, or against ourselves, in interleaved rounds."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True)
class Race:
    """Two acts on the same data. An act that gives back seconds has measured itself; else its time is taken here.

    `cpu` counts this process's own work only. `share`: how much more work the other does for one of ours.
    """

    name: str
    ours: Act
    other: Act
    cpu: bool = True
    share: float = 1.0


def ratios(race: Race, rounds: int) -> list[float]:
    """The other's time through ours, round by round."""
    clock = time.process_time if race.cpu else time.perf_counter
    race.ours(), race.other()  # warm
    return [_took(race.other, clock) / race.share / _took(race.ours, clock) for _round in range(rounds)]


def line(name: str, found: list[float]) -> str:
    """The median ratio, and the smallest and largest of its rounds."""
    return f"{name:<84} {statistics.median(found):7.1f} x  ({min(found):.1f}–{max(found):.1f})"


def _took(act: Act, clock: Callable[[], float]) -> float:
    start = clock()
    measured = act()
    return measured if isinstance(measured, float) else clock() - start
