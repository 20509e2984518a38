from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.visitation import (
    CRITERIA,
    Age,
    Target,
    TargetGroup,
    age_at_referral,
    plan141_deadline,
    target_group,
)

ANSWERS = st.lists(st.sampled_from(("ja", "nej", "uoplyst", None)), min_size=CRITERIA, max_size=CRITERIA)

# R9


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("ja nej nej ja nej nej", TargetGroup(2, 2, Target.INSIDE, ())),
        ("ja uoplyst nej nej nej nej", TargetGroup(1, 2, Target.UNDECIDED, (2,))),
        ("ja nej nej nej nej nej", TargetGroup(1, 1, Target.OUTSIDE, ())),
        ("ja ja uoplyst nej - nej", TargetGroup(2, 4, Target.INSIDE, (3, 5))),
        ("nej nej nej nej nej uoplyst", TargetGroup(0, 1, Target.OUTSIDE, (6,))),
        ("- - - - - -", TargetGroup(0, 6, Target.UNDECIDED, (1, 2, 3, 4, 5, 6))),
    ],
)
def test_two_of_six_criteria_make_the_target_group(answers: str, expected: TargetGroup) -> None:
    assert target_group([None if answer == "-" else answer for answer in answers.split()]) == expected


def test_the_programme_decides_how_many_criteria_are_needed() -> None:
    answers = ["ja", "ja", "nej", "nej", "nej", "nej"]
    assert [target_group(answers, least=least).state for least in (1, 2, 3)] == ["inside", "inside", "outside"]


@given(ANSWERS, st.integers(1, 6), st.data())
def test_an_answer_to_what_was_unknown_never_moves_a_decided_result(
    answers: list[str | None], least: int, data: st.DataObject
) -> None:
    before = target_group(answers, least=least)
    for number in before.unknown:
        answers[number - 1] = data.draw(st.sampled_from(("ja", "nej", "uoplyst")))
    after = target_group(answers, least=least)
    assert before.state in (Target.UNDECIDED, after.state)
    assert before.met <= after.met <= after.highest <= before.highest


@given(st.lists(st.sampled_from(("ja", "nej")), min_size=CRITERIA, max_size=CRITERIA), st.integers(1, 6))
def test_six_answers_always_decide(answers: list[str | None], least: int) -> None:
    found = target_group(answers, least=least)
    assert found.met == found.highest
    assert found.state is (Target.INSIDE if found.met >= least else Target.OUTSIDE)


@pytest.mark.parametrize(("born", "expected"), [(2008, Age.UNDER_AGE), (2007, Age.TO_CHECK), (2006, Age.OF_AGE)])
def test_the_year_of_birth_tells_whether_she_is_eighteen(born: int, expected: Age) -> None:
    assert age_at_referral(date(2025, 3, 1), born) is expected


# R9b


@pytest.mark.parametrize(
    ("moved_in", "deadline"),
    [
        (date(2025, 1, 10), date(2025, 4, 10)),
        (date(2024, 11, 30), date(2025, 2, 28)),
    ],
)
def test_the_plan_is_to_be_offered_within_three_months_of_moving_into_the_shelter(
    moved_in: date, deadline: date
) -> None:
    assert plan141_deadline(moved_in) == deadline
