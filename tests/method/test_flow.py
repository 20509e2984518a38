from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.flow import (
    Case,
    Flow,
    circles,
    cost,
    first_courses,
    flow,
    linear_expectation,
    progress,
    step,
)

YES = Case("25-001", decision="godkendt")
BEGUN = replace(YES, her_choice="CTI", started=True)
DONE = replace(BEGUN, closed=True, close_type="gennemført")
STOPPED = replace(BEGUN, closed=True, close_type="eget ønske")


def many(*counted: tuple[int, Case]) -> list[Case]:
    """So many cases like each, with numbers of their own."""
    cases = [case for count, case in counted for _ in range(count)]
    return [replace(case, case_id=f"25-{number:03}") for number, case in enumerate(cases, start=1)]


def counts(found: Flow) -> dict[str, int]:
    names = ("referred", "untreated", "postponed", "refused", "withdrawn", "approved", "waiting", "declined", "started",
             "active", "completed", "stopped")  # fmt: skip
    return {name: getattr(found, name) for name in names}


def test_thirty_three_referrals_flow_to_nine_active_eight_completed_and_three_stopped() -> None:
    cases = many(
        (2, Case("")), (2, Case("", decision="udskudt")), (4, Case("", decision="afslag")),
        (1, Case("", decision="trukket tilbage")), (3, YES), (1, replace(YES, her_choice="koordinerende rådgivning")),
        (9, BEGUN), (8, DONE), (2, STOPPED), (1, replace(STOPPED, close_type="nyt forløb")),
    )  # fmt: skip
    found = flow(cases)
    assert found == Flow(
        untreated=2, postponed=2, refused=4, withdrawn=1, waiting=3, declined=1, active=9, completed=8, stopped=3,
        restarted=1, women_referred=33, women_started=20,
    )  # fmt: skip
    assert (found.referred, found.approved, found.started) == (33, 24, 20)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case(""), "untreated"),
        (Case("", decision="udskudt"), "postponed"),
        (Case("", decision="afslag"), "refused"),
        (Case("", decision="trukket tilbage"), "withdrawn"),
        (YES, "waiting"),
        (replace(YES, her_choice="CTI"), "waiting"),
        (replace(YES, her_choice="intet"), "declined"),
        (replace(YES, her_choice="CTI", closed=True), "declined"),
        (BEGUN, "active"),
        (replace(BEGUN, her_choice=None), "active"),
        (replace(BEGUN, her_choice="intet"), "active"),
        (DONE, "completed"),
        (STOPPED, "stopped"),
        (replace(STOPPED, close_type=None), "stopped"),
        (replace(STOPPED, close_type="nyt forløb"), "stopped"),
        (replace(BEGUN, decision="afslag"), "refused"),
        (replace(BEGUN, decision=None), "untreated"),
    ],
)
def test_each_referral_stands_at_one_step(case: Case, expected: str) -> None:
    assert step(case) == expected


def test_a_course_without_an_approval_is_named_and_not_counted_as_started() -> None:
    cases = many((1, BEGUN), (1, replace(BEGUN, decision="afslag")), (1, replace(DONE, decision=None)))
    found = flow(cases)
    assert found == Flow(
        active=1, refused=1, untreated=1, women_referred=3, women_started=1, misplaced=("25-002", "25-003")
    )


def test_only_a_closed_course_was_restarted() -> None:
    assert flow([replace(BEGUN, close_type="nyt forløb")]).restarted == 0


def test_a_restarted_course_counts_once_more_and_its_woman_once() -> None:
    first = replace(STOPPED, case_id="24-003", close_type="nyt forløb")
    second = replace(STOPPED, case_id="24-019", close_type="nyt forløb", previous_case="24-003")
    third = replace(BEGUN, case_id="25-001", previous_case="24-019")
    found = flow([third, first, second])
    assert (found.started, found.restarted, found.women_referred, found.women_started) == (3, 2, 1, 1)


CASES = st.lists(
    st.builds(
        Case,
        st.sampled_from([f"25-{number:03}" for number in range(12)]),
        st.sampled_from((None, "godkendt", "godkendt", "afslag", "udskudt", "trukket tilbage")),
        st.sampled_from((None, "CTI", "koordinerende rådgivning", "intet")),
        st.booleans(),
        st.booleans(),
        st.sampled_from((None, "gennemført", "eget ønske", "nyt forløb")),
        st.none() | st.sampled_from([f"25-{number:03}" for number in range(14)]),
    ),
    unique_by=lambda case: case.case_id,
)


@given(CASES)
def test_the_sums_of_the_flow_always_add_up(cases: list[Case]) -> None:
    found = counts(flow(cases))
    approved = [case for case in cases if case.decision == "godkendt"]
    assert found["referred"] == len(cases)
    assert found["approved"] == len(approved)
    assert found["started"] == sum(case.started for case in approved)


@given(CASES)
def test_there_are_no_more_women_than_courses(cases: list[Case]) -> None:
    found = flow(cases)
    assert found.women_referred <= found.referred
    assert found.women_started <= found.started
    assert found.restarted <= found.stopped
    assert (found.women_started == 0) == (found.started == 0)


@given(CASES)
def test_the_order_of_the_rows_changes_no_count(cases: list[Case]) -> None:
    turned: Sequence[Case] = list(reversed(cases))
    assert counts(flow(turned)) == counts(flow(cases))
    assert flow(turned).women_referred == flow(cases).women_referred


def test_a_case_number_that_stands_twice_counts_once() -> None:
    assert flow([BEGUN, BEGUN]).referred == 1


# chains of earlier courses


def test_a_chain_goes_back_to_the_first_course() -> None:
    previous = {"25-001": "24-019", "24-019": "24-003", "24-003": None, "25-002": None}
    assert first_courses(previous) == {
        "25-001": "24-003", "24-019": "24-003", "24-003": "24-003", "25-002": "25-002",
    }  # fmt: skip


def test_two_courses_with_the_same_earlier_one_are_one_womans_even_where_it_is_not_in_the_register() -> None:
    previous = {"25-001": "19-001", "25-002": "19-001"}
    assert len({first_courses(previous)[case_id] for case_id in previous}) == 1


def test_courses_in_a_circle_are_one_womans_and_those_that_lead_into_it_too() -> None:
    previous = {"25-009": "25-002", "25-002": "25-001", "25-001": "25-003", "25-003": "25-002", "25-007": "25-007"}
    first = first_courses(previous)
    assert first == dict.fromkeys(("25-009", "25-002", "25-001", "25-003"), "25-001") | {"25-007": "25-007"}
    assert circles(previous) == (("25-001", "25-003", "25-002"), ("25-007",))


def test_chains_that_end_are_no_circles() -> None:
    assert circles({"25-001": "24-019", "24-019": None, "25-002": "24-019"}) == ()


LINKS = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.sampled_from("abcdefghi"))


@given(LINKS)
def test_every_course_is_the_same_womans_as_its_earlier_one(previous: dict[str, str | None]) -> None:
    first = first_courses(previous)
    assert all(first[case] == first[earlier] for case, earlier in previous.items() if earlier)


@given(LINKS)
def test_a_course_stands_in_a_circle_when_its_earlier_ones_lead_back_to_it(previous: dict[str, str | None]) -> None:
    inside = {case for circle in circles(previous) for case in circle}
    for case in previous:
        at: str | None = case
        earlier = []
        for _step in previous:
            at = previous.get(at) if at else None
            earlier.append(at)
        assert (case in earlier) == (case in inside)


def test_a_very_long_chain_is_followed() -> None:
    previous = {f"{number}": f"{number + 1}" for number in range(20_000)}
    assert set(first_courses(previous).values()) == {"20000"}
    assert circles(previous) == ()


# progress and cost

PROJECT = {"first": date(2015, 11, 1), "last": date(2018, 12, 31)}


def test_twenty_of_sixty_planned_courses_are_a_third() -> None:
    assert round(100 * progress(20, planned=60), 1) == 33.3


def test_after_fourteen_of_thirty_eight_months_twenty_two_courses_would_have_begun() -> None:
    expected = linear_expectation(60, on=date(2016, 12, 31), **PROJECT)
    assert expected is not None
    assert round(expected, 1) == 22.1


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2015, 10, 1), 0),
        (date(2015, 11, 29), 0),
        (date(2015, 11, 30), 1),
        (date(2016, 12, 30), 13),
        (date(2018, 12, 31), 38),
        (date(2020, 1, 1), 38),
    ],
)
def test_only_whole_months_of_the_project_count(on: date, months: int) -> None:
    assert linear_expectation(38, on=on, **PROJECT) == months


def test_a_project_shorter_than_a_month_has_no_expectation() -> None:
    day = date(2025, 1, 1)
    assert linear_expectation(60, first=day, last=date(2025, 1, 30), on=day) is None
    assert linear_expectation(60, first=day, last=date(2024, 1, 1), on=day) is None


def test_twenty_courses_cost_532000_kroner() -> None:
    assert cost(20, price=26_600) == 532_000
