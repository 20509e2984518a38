"""Rows of the sheet Plan put together as focus areas: same case, phase and number are one (B8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from ctidocs.register.schema.work import PlanStep

SHARED = ("area", "chosen_by_her", "why", "own_words", "difficult", "strengths", "goal", "directed_at")


@dataclass(frozen=True, slots=True)
class FocusArea:
    """One focus area: what its rows share, each from the first row that has it, and its steps in order."""

    phase: int
    focus: int
    shared: PlanStep
    steps: tuple[PlanStep, ...]


def focus_areas(rows: Iterable[PlanStep]) -> tuple[FocusArea, ...]:
    """The focus areas by phase and number, whatever the order of the rows."""
    groups: dict[tuple[int, int], list[PlanStep]] = {}
    for row in rows:
        groups.setdefault((row.phase or 0, row.focus or 0), []).append(row)
    return tuple(_together(phase, focus, steps) for (phase, focus), steps in sorted(groups.items()))


def _together(phase: int, focus: int, steps: list[PlanStep]) -> FocusArea:
    shared = {name: _first(getattr(step, name) for step in steps) for name in SHARED}
    return FocusArea(phase, focus, PlanStep(case_id=steps[0].case_id, phase=phase, focus=focus, **shared), tuple(steps))  # type: ignore[arg-type]


def _first(values: Iterable[object]) -> object:
    return next((value for value in values if value is not None), None)
