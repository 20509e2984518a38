from datetime import date, datetime

import pytest

from ctidocs.method.compass import (
    DIMENSIONS,
    NOT_SCORED,
    RESPONDENTS,
    ROUNDS,
    RoundState,
    RoundStatus,
    Score,
    Window,
    change,
    first_and_latest,
    is_complete,
    round_state,
    round_windows,
)
from ctidocs.method.phases import Pause, course_phases

FULL: tuple[Score, ...] = (3, 4, 5, 6, 7, 8, 2, 1, "ikke relevant", 10)
HALF: tuple[Score, ...] = (3, 4, 5, 6, 7, None, None, None, None, None)
BLANK: tuple[Score, ...] = (None,) * 10


def day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").date()


def window(due: str, first: str, last: str) -> Window:
    return Window(day(due), day(first), day(last))


M1 = window("30.04.2025", "16.04.2025", "14.05.2025")


# A47


def test_the_ten_dimensions_stand_in_the_order_and_words_of_bilag_1() -> None:
    assert [(d.number, d.label) for d in DIMENSIONS] == [
        (1, "Kvindens sikkerhed"),
        (2, "At kvinden drager omsorg for sig selv"),
        (3, "Kvindens sociale netværk"),
        (4, "Kvindens fysiske helbred"),
        (5, "Kvindens psykiske helbred"),
        (6, "At kvinden håndterer sin boligsituation"),
        (7, "At kvinden styrer sin økonomi"),
        (8, "Kvindens tilknytning til arbejdsmarkedet"),
        (9, "At kvinden støtter sine børns trivsel"),
        (10, "At kvinden håndterer sit forbrug af stimulanser"),
    ]


def test_the_headers_of_the_register_are_numbered_as_the_dimensions_are() -> None:
    assert [d.header for d in DIMENSIONS] == [
        "1 Sikkerhed",
        "2 Omsorg for sig selv",
        "3 Netværk",
        "4 Fysisk helbred",
        "5 Psykisk helbred",
        "6 Bolig",
        "7 Økonomi",
        "8 Arbejde og uddannelse",
        "9 Børns trivsel",
        "10 Stimulanser",
    ]


def test_each_dimension_asks_her_in_the_words_of_the_printed_compass() -> None:
    assert [d.question for d in DIMENSIONS] == [
        "Hvordan vurderer du din sikkerhed?",
        "Hvordan vurderer du, at du drager omsorg for dig selv?",
        "Hvordan vurderer du dit sociale netværk?",
        "Hvordan vurderer du dit fysiske helbred?",
        "Hvordan vurderer du dit psykiske helbred?",
        "Hvordan vurderer du, at du håndterer din boligsituation?",
        "Hvordan vurderer du, at du styrer din økonomi?",
        "Hvordan vurderer du din tilknytning til arbejdsmarkedet?",
        "Hvordan vurderer du, at du støtter dine børns trivsel?",
        "Hvordan vurderer du, at du håndterer dit forbrug af stimulanser?",
    ]


def test_each_dimension_has_a_key_of_its_own() -> None:
    assert [d.key for d in DIMENSIONS] == [
        "safety",
        "self_care",
        "network",
        "physical_health",
        "mental_health",
        "housing",
        "economy",
        "work",
        "children",
        "stimulants",
    ]


# R4


def test_the_first_round_is_due_at_the_start_and_the_others_at_the_ends_of_the_phases() -> None:
    assert round_windows(course_phases(day("01.02.2025"))) == {
        "M0": window("01.02.2025", "04.01.2025", "15.02.2025"),
        "M1": M1,
        "M2": window("31.07.2025", "17.07.2025", "14.08.2025"),
        "M3": window("31.10.2025", "17.10.2025", "14.11.2025"),
    }


def test_a_pause_moves_the_rounds_that_come_after_it() -> None:
    pauses = [Pause(day("15.05.2025"), day("13.06.2025"))]
    windows = round_windows(course_phases(day("01.02.2025"), pauses=pauses))
    assert windows["M1"] == M1
    assert windows["M2"] == window("30.08.2025", "16.08.2025", "13.09.2025")
    assert windows["M3"] == window("30.11.2025", "16.11.2025", "14.12.2025")


def test_a_round_has_no_window_while_an_open_pause_hides_it() -> None:
    windows = round_windows(course_phases(day("01.02.2025"), pauses=[Pause(day("15.05.2025"), None)]))
    assert windows["M0"] and windows["M1"] == M1
    assert windows["M2"] is None and windows["M3"] is None


def test_a_programme_may_set_other_windows() -> None:
    windows = round_windows(course_phases(day("01.02.2025")), tolerance_days=7, contact_weeks=2)
    assert windows["M0"] == window("01.02.2025", "18.01.2025", "08.02.2025")
    assert windows["M1"] == window("30.04.2025", "23.04.2025", "07.05.2025")


def test_with_only_her_scores_the_round_is_partial_and_the_workers_are_missing() -> None:
    state = round_state(M1, on=day("10.05.2025"), measured={"kvinden": FULL})
    assert state == RoundState(RoundStatus.PARTIAL, ("medarbejder",), day("14.05.2025"))


def test_with_only_her_scores_the_round_is_overdue_by_6_days_on_the_20th() -> None:
    state = round_state(M1, on=day("20.05.2025"), measured={"kvinden": FULL})
    assert state == RoundState(RoundStatus.OVERDUE, ("medarbejder",), day("14.05.2025"), days_over=6)


@pytest.mark.parametrize("on", ["01.03.2025", "30.04.2025", "20.05.2025"])
def test_a_round_is_complete_when_both_have_scored_all_on_whatever_day(on: str) -> None:
    state = round_state(M1, on=day(on), measured={"kvinden": FULL, "medarbejder": FULL})
    assert state == RoundState(RoundStatus.COMPLETE, (), day("14.05.2025"))


@pytest.mark.parametrize(
    ("on", "status", "days_over"),
    [
        ("15.04.2025", RoundStatus.WAITING, 0),
        ("16.04.2025", RoundStatus.OPEN, 0),
        ("14.05.2025", RoundStatus.OPEN, 0),
        ("15.05.2025", RoundStatus.OVERDUE, 1),
    ],
)
def test_a_round_without_scores_waits_then_is_open_then_overdue(on: str, status: RoundStatus, days_over: int) -> None:
    state = round_state(M1, on=day(on), measured={})
    assert state == RoundState(status, RESPONDENTS, day("14.05.2025"), days_over)


def test_a_row_half_filled_is_still_missing_but_the_round_is_partial() -> None:
    state = round_state(M1, on=day("01.05.2025"), measured={"kvinden": HALF})
    assert state == RoundState(RoundStatus.PARTIAL, ("kvinden", "medarbejder"), day("14.05.2025"))


def test_a_blank_row_is_as_no_row() -> None:
    state = round_state(M1, on=day("01.05.2025"), measured={"kvinden": BLANK, "medarbejder": BLANK})
    assert state.status is RoundStatus.OPEN


def test_a_hidden_round_waits_without_a_last_day_and_is_never_overdue() -> None:
    assert round_state(None, on=day("01.01.2030"), measured={}) == RoundState(RoundStatus.WAITING, RESPONDENTS, None)
    partial = round_state(None, on=day("01.01.2030"), measured={"medarbejder": FULL})
    assert partial == RoundState(RoundStatus.PARTIAL, ("kvinden",), None)
    complete = round_state(None, on=day("01.01.2030"), measured={"kvinden": FULL, "medarbejder": FULL})
    assert complete == RoundState(RoundStatus.COMPLETE, (), None)


@pytest.mark.parametrize("word", NOT_SCORED)
def test_each_of_the_three_words_completes_a_dimension(word: str) -> None:
    assert is_complete((*FULL[:9], word))
    assert is_complete((word,) * 10)


def test_scores_with_a_blank_another_word_or_too_few_are_not_complete() -> None:
    assert not is_complete((*FULL[:9], None))
    assert not is_complete((*FULL[:9], "ved ikke"))
    assert not is_complete(FULL[:9])
    assert not is_complete(())


# A48


@pytest.mark.parametrize(
    ("first", "latest", "expected"),
    [
        (3, 7, 4),
        (7, 3, -4),
        (5, 5, 0),
        (3, None, None),
        (None, 3, None),
        ("ikke spurgt", 7, None),
        (3, "ønsker ikke", None),
        ("ikke relevant", "ikke relevant", None),
    ],
)
def test_a_change_is_the_difference_of_two_numbers_only(first: Score, latest: Score, expected: int | None) -> None:
    assert change(first, latest) == expected


def test_the_first_and_latest_round_are_those_that_hold_a_number() -> None:
    words: tuple[Score, ...] = ("ikke spurgt",) * 10
    assert first_and_latest({"M0": words, "M1": FULL, "M2": HALF, "M3": BLANK}) == ("M1", "M2")
    assert first_and_latest(dict.fromkeys(ROUNDS, FULL)) == ("M0", "M3")


def test_the_only_round_with_a_number_is_both_first_and_latest() -> None:
    assert first_and_latest({"M1": HALF}) == ("M1", "M1")


def test_without_a_number_there_is_no_first_and_no_latest() -> None:
    assert first_and_latest({}) is None
    assert first_and_latest({"M0": BLANK, "M1": ("ønsker ikke",) * 10}) is None


def test_rounds_are_taken_in_their_own_order_and_extra_ones_left_out() -> None:
    assert first_and_latest({"M2": FULL, "ekstra": FULL, "M0": FULL}) == ("M0", "M2")
