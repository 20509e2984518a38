"""One code of a problem, as docs/problems.md explains it."""

from dataclasses import dataclass

from ctidocs.problems import Level


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it means, an example ("Kompas!F14: 11"), and what to do."""

    code: str
    means: str
    example: str
    remedy: str
    level: Level = Level.ERROR
