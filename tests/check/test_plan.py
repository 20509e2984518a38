"""The plan: rows that are one focus area, few areas in a phase, steps within their phase."""

from datetime import date
from typing import Any

import pytest

from ctidocs.check.plan import PLAN_RULES
from ctidocs.register.focus import SHARED
from ctidocs.register.schema import PLAN
from tests.check.looks import NR, START, course, told

TODAY = date(2025, 6, 1)


def step(phase: int = 1, focus: int = 1, case: str = NR, **cells: Any) -> dict[str, Any]:
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return {"Forløbsnr": case, "Fase": phase, "Fokus nr": focus, **named}


def check(*rows: dict[str, Any], start: date | None = START) -> list[str]:
    return told(PLAN_RULES, {"Forløb": [course({"Fase 1 start": start})], "Plan": rows}, on=TODAY)


VALUES: dict[str, tuple[Any, Any]] = {
    "area": ("bolig", "økonomi"), "chosen_by_her": ("ja", "nej"), "directed_at": ("mig selv", "børn")
}  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_two_values_of_one_focus_area_are_an_error_at_the_second(name: str) -> None:
    header, (one, other) = PLAN.by_name[name].header, VALUES.get(name, ("a", "b"))
    assert check(step(), step(**{header: one}), step(**{header: one}), step(**{header: other}), step()) == [
        f"Plan 5 {header}: another {header} than in row 3, which is the same focus area [two-values]"
    ]


def test_case_blanks_and_what_each_step_has_of_its_own_are_no_second_value() -> None:
    first = step(Mål="ro om aftenen", Aktivitet="a", Status="nået", Delmål="d", Frist=TODAY)
    assert check(first, step(Mål=" Ro  om aftenen", Aktivitet="b", Status="i gang", Delmål="e")) == []


def test_another_number_phase_or_case_is_another_area() -> None:
    assert check(step(Mål="a"), step(focus=2, Mål="b"), step(phase=2, Mål="c"), step(case="25-015", Mål="d")) == []


def test_the_fourth_focus_area_of_a_phase_is_a_warning_told_once() -> None:
    rows = [step(focus=number) for number in (1, 2, 5, 2, 7, 7, 8)]
    assert check(*rows, step(phase=2, focus=9), step(case="25-015", focus=4)) == [
        "Plan 6 Fokus nr: more than 3 focus areas in phase 1 [many-focus-areas, warning]"
    ]


def test_a_step_due_before_its_phase_is_a_warning_where_the_phase_is_known() -> None:
    day = date(2025, 4, 30)
    assert check(step(Frist=START), step(phase=2, Frist=day), step(phase=2, focus=2)) == [
        "Plan 3 Frist: due 30.4.2025, but phase 2 begins 1.5.2025 [due-before-phase, warning]"
    ]
    assert check(step(phase=2, Frist=day), start=None) == []
    assert check(step(case="25-015", Frist=date(2020, 1, 1))) == []


def test_a_phase_that_an_open_pause_holds_back_has_no_first_day_yet() -> None:
    sheets = {"Forløb": [course()], "Plan": [step(phase=2, Frist=START)],
              "Pauser": [{"Forløbsnr": NR, "Fra": date(2025, 3, 1)}]}  # fmt: skip
    assert told(PLAN_RULES, sheets, on=TODAY) == []
