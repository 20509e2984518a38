"""The compass: rounds in the order of time, of a case that has a course."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctidocs.check.compass import COMPASS_RULES
from ctidocs.method.compass import ROUNDS
from tests.check.looks import NR, Sheets, course, told

TODAY = date(2025, 11, 1)
M0, M1 = date(2025, 2, 5), date(2025, 4, 28)


def row(name: str, day: date, who: str = "kvinden", case: str = NR) -> dict[str, Any]:
    return {"Forløbsnr": case, "Måling": name, "Dato": day, "Respondent": who}


def check(*rows: dict[str, Any], **more: Any) -> list[str]:
    sheets: Sheets = {"Forløb": [course()], "Kompas": rows, **more}
    return told(COMPASS_RULES, sheets, on=TODAY)


def test_a_round_before_the_one_it_follows_is_an_error_at_the_later_round() -> None:
    assert check(row("M1", date(2025, 2, 4)), row("M0", M0)) == [
        "Kompas 2 Dato: M1 is dated 4.2.2025, but M0 in row 3 is dated 5.2.2025 [compass-order]"
    ]
    assert check(row("M1", date(2025, 2, 4)), row("M0", TODAY)) == [
        "Kompas 2 Dato: M1 is dated 4.2.2025, but M0 in row 3 is dated 1.11.2025 [compass-order]"
    ]


def test_two_rounds_on_one_day_cannot_be_but_two_respondents_may() -> None:
    rows = [row("M0", M0), row("M0", M0, "medarbejder"), row("M2", M0), row("M1", M0 - timedelta(1), "medarbejder")]
    assert check(*rows) == [
        "Kompas 4 Dato: M2 is dated 5.2.2025, but M0 in row 2 is dated 5.2.2025 [compass-order]",
        "Kompas 5 Dato: M1 is dated 4.2.2025, but M0 in row 3 is dated 5.2.2025 [compass-order]",
    ]


def test_one_wrong_date_is_told_once_however_many_rounds_follow() -> None:
    days = (date(2025, 9, 9), M1, date(2025, 7, 30), date(2025, 10, 30))
    assert check(*(row(name, day) for name, day in zip(ROUNDS, days, strict=True))) == [
        "Kompas 3 Dato: M1 is dated 28.4.2025, but M0 in row 2 is dated 9.9.2025 [compass-order]"
    ]


def test_extra_rounds_other_cases_a_second_row_and_a_day_to_come_have_no_order() -> None:
    others = [row("M1", M0 - timedelta(1), case="25-015"), row("ekstra", M0), row("M0", M1)]
    assert check(row("M0", M0), row("M1", M1), *others, Visitation=[]) == []
    assert check(row("M0", date(2052, 2, 5)), row("M1", M1)) == []


@pytest.mark.slow
@given(days=st.lists(st.integers(0, 600), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_rounds_in_order_are_never_told_and_rounds_out_of_order_always(days: list[int]) -> None:
    rows = [row(name, date(2024, 1, 1) + timedelta(day)) for name, day in zip(ROUNDS, days, strict=False)]
    assert bool(check(*rows)) is (sorted(set(days)) != days)


def test_the_first_measurement_of_a_referred_case_without_a_course_is_a_warning() -> None:
    rows = [row("M0", M0, case="25-015"), row("M1", M1, case="25-015"), row("M0", M0), row("M0", M0, case="25-099")]
    assert check(*rows, Visitation=[{"Forløbsnr": "25-015"}, {"Forløbsnr": NR}]) == [
        "Kompas 2 Forløbsnr: the case has no row in Forløb, so no paper shows its compass [without-course, warning]"
    ]
