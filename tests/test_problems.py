import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.problems import CtidocsError, Level, Place, Problem, column_letters


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        (Place("register.xlsx", 6, "Kompas", 14, 6), "register.xlsx:Kompas!F14"),
        (Place("register.xlsx", 6, "Kompas", 14), "register.xlsx:Kompas!14"),
        (Place("register.xlsx", 6, "Kompas", 0, 28), "register.xlsx:Kompas!AB"),
        (Place("register.xlsx", 23, "Andre planer"), "register.xlsx:Andre planer"),
        (Place("register.xlsx"), "register.xlsx"),
        (Place("ctidocs.toml", row=3), "ctidocs.toml:3"),
    ],
)
def test_a_place_prints_as_the_address_that_excel_and_editors_know(place: Place, printed: str) -> None:
    assert str(place) == printed


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_the_letters_that_excel_gives_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters


@given(st.integers(1, 10**9))
def test_letters_lead_back_to_their_column(number: int) -> None:
    letters = column_letters(number)
    assert re.fullmatch("[A-Z]+", letters)
    back = 0
    for letter in letters:
        back = back * 26 + ord(letter) - ord("A") + 1
    assert back == number


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=6))
def test_every_row_of_letters_is_a_column(letters: str) -> None:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    assert column_letters(number) == letters


@given(st.integers(max_value=0))
def test_what_is_no_column_has_no_letters(number: int) -> None:
    assert column_letters(number) == ""


def test_problems_sort_in_reading_order() -> None:
    in_order = [
        Problem(Place("a.xlsx"), "no-sheet", "a sheet is missing"),
        Problem(Place("a.xlsx", 1, "Visitation", 0, 3), "no-header", "a header is missing"),
        Problem(Place("a.xlsx", 1, "Visitation", 2, 9), "b", "later code, earlier row"),
        Problem(Place("a.xlsx", 1, "Visitation", 10, 2), "a", "row 10 comes after row 2"),
        Problem(Place("a.xlsx", 1, "Visitation", 10, 27), "a", "AA comes after B"),
        Problem(Place("a.xlsx", 2, "Forløb", 2, 1), "a", "the next sheet"),
        Problem(Place("b.xlsx", 0, "", 1), "a", "the next file"),
    ]
    shuffled = in_order[3:] + in_order[:3]
    assert sorted(shuffled) == in_order


def test_levels_of_the_same_problem_can_be_sorted_too() -> None:
    one = Problem(Place("a.xlsx"), "a", "m", level=Level.WARNING)
    assert sorted([one, Problem(Place("a.xlsx"), "a", "m", level=Level.ERROR)])[1] == one


def test_an_error_carries_its_message_hint_and_problems_to_another_process() -> None:
    problem = Problem(Place("a.xlsx"), "a", "m")
    error = pickle.loads(pickle.dumps(CtidocsError("it is wrong", hint="mend it", problems=(problem,))))
    assert (str(error), error.message, error.hint, error.problems) == (
        "it is wrong",
        "it is wrong",
        "mend it",
        (problem,),
    )
