"""The demo's rows of Plan: one to three focus areas a phase, each with one to three steps."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from ctidocs.demo.bank import bank
from ctidocs.demo.day import DEMO_DAY
from ctidocs.demo.draw import between, chance, pick
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.method.dates import add_months
from ctidocs.method.phases import Phase
from ctidocs.register.schema.work import PlanStep

NO_RESULT = (("25-005", 1, 2),)
"""Deliberate gap: case, phase and focus number whose result was not written when the phase ended."""
NOT_CHOSEN = ("24-002", "25-010")
"""Courses where the worker proposed the focus: principle 8 is not met everywhere."""
GIVEN_UP = (("23-004", 2, 1, 1), ("23-010", 3, 1, 2), ("23-012", 1, 1, 1), ("24-004", 3, 2, 1))
"""Steps that were given up: case, phase, focus number and place; at most one a focus area, never the first."""
LEFT = "Vi lod det ligge i denne fase."
"""What is written of a step that was given up. Other later steps have no result: it stands on the first."""


def plan_steps(women: Iterable[Woman]) -> tuple[PlanStep, ...]:
    """Every row of Plan. Each time a focus area is used again it takes its next words."""
    uses: Counter[str] = Counter()
    rows: list[PlanStep] = []
    for woman in women:
        for phase, keys in zip(woman.begun, woman.plan, strict=True):
            for focus, key in enumerate(keys, 1):
                rows.extend(_focus(woman, phase, focus=focus, words=bank("plan")[key], use=uses[key]))
                uses[key] += 1
    return tuple(rows)


def _focus(woman: Woman, phase: Phase, *, focus: int, words: dict[str, Any], use: int) -> Iterator[PlanStep]:
    about = (woman.case_id, phase.number, focus)
    over = woman.ended(phase.number) is not None
    reached = over and chance(75, *about, "reached")
    for place, (subgoal, activity, who) in enumerate(_steps(words, use, about)):
        due = _due(phase, place, about)
        status = _status(woman, due, reached=reached, about=(*about, place))
        shared = _shared(woman, words, use) if place == 0 else {}
        end = _result(woman, words, use, about=(*about, place), reached=reached, left=status == "opgivet")
        yield PlanStep(
            woman.case_id, phase.number, focus, area=words["area"], goal=_turn(words["goals"], use),
            subgoal=None if woman.sparse and place == 0 else subgoal, activity=activity, who=who, due=due,
            status=status, **shared, **end,
        )  # fmt: skip


def _shared(woman: Woman, words: dict[str, Any], use: int) -> dict[str, Any]:
    said = {key: _turn(words[key], use) for key in ("why", "own_words", "difficult", "strengths")}
    if woman.sparse:
        del said["own_words"], said["difficult"]
    return {
        "chosen_by_her": woman.case_id not in NOT_CHOSEN,
        "directed_at": words.get("directed_at", "mig selv"),
        **said,
    }


def _turn(texts: list[str], use: int) -> str:
    return texts[use % len(texts)]


def _steps(words: dict[str, Any], use: int, about: tuple[Any, ...]) -> list[list[str]]:
    steps: list[list[str]] = words["steps"]
    if "steps_for" in words:
        return [steps[place] for place in words["steps_for"][use % len(words["goals"])]]
    count = min(len(steps), pick((1, 2, 2, 3), *about, "steps"))
    places = sorted((use + n) % len(steps) for n in range(count))
    return [steps[place] for place in places]


def _due(phase: Phase, place: int, about: tuple[Any, ...]) -> date:
    """A working day in the phase; the first step is due within a fortnight, the others follow."""
    first = phase.start or DEMO_DAY
    last = phase.end or add_months(first, 3) - timedelta(days=1)
    later = between(6, 14, *about) if place == 0 else 14 + 22 * place + between(-8, 12, *about, place)
    return working_day(min(first + timedelta(days=later), last))


def _status(woman: Woman, due: date, *, reached: bool, about: tuple[Any, ...]) -> str:
    place = about[-1]
    if about in GIVEN_UP:
        return "opgivet"
    if reached:
        return "nået"
    if woman.ended(about[1]) is not None or woman.closed_on is not None:
        if woman.lost_from and due >= woman.lost_from:
            return "ikke begyndt"
        return pick(("i gang", "i gang", "ændret") if place == 0 else ("nået", "i gang", "ændret"), *about)
    if woman.phases.open_since and due >= woman.phases.open_since:
        return "ikke begyndt"
    if due <= woman.last_day:
        return pick(("nået", "nået", "i gang"), *about)
    return "i gang" if place == 0 else "ikke begyndt"


def _result(
    woman: Woman, words: dict[str, Any], use: int, *, about: tuple[Any, ...], reached: bool, left: bool
) -> dict[str, Any]:
    """What is written when the phase or the course is over, on the first step; the change only before a next phase."""
    over = woman.ended(about[1]) is not None or woman.closed_on is not None
    if not over or about[:3] in NO_RESULT or woman.lost_from is not None:
        return {}
    if about[-1] > 0:
        return {"result": LEFT} if left else {}
    last = woman.begun[-1].number == about[1] and woman.closed_on is not None
    change = None if reached or last else words["change"][0]
    return {"result": _turn(words["reached" if reached else "onward"], use), "change": change}
