"""A24: numbers are given out by one list, and each register has its series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.series import Series, in_series, joined, number_series, overlap, series_text


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("001–499", ((1, 499),)),
        ("001-499", ((1, 499),)),
        (" 1 – 499 ", ((1, 499),)),
        ("500–899, 001–099", ((1, 99), (500, 899))),
        ("001–499,500–899", ((1, 499), (500, 899))),
        ("001–499, 400–899", ((1, 899),)),
        ("001–499, 499", ((1, 499),)),
        ("014", ((14, 14),)),
        ("014–014", ((14, 14),)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_a_series_is_one_or_more_ranges_in_order(text: str, series: Series) -> None:
    assert number_series(text) == series


@pytest.mark.parametrize(
    "text",
    ["alle", "001–", "–499", "499–001", "1–1000", "001–499;500–899", "001–499,", ",", "25-001–25-499", "1.12.2025"],
)
def test_anything_else_is_no_series(text: str) -> None:
    assert number_series(text) is None


@pytest.mark.parametrize(
    ("case_id", "inside"),
    [("25-001", True), ("25-099", True), ("26-500", True), ("25-000", False), ("25-100", False), ("25-501", False)],
)
def test_a_number_is_inside_by_what_stands_after_the_hyphen_both_ends_counted(case_id: str, inside: bool) -> None:
    assert in_series(case_id, ((1, 99), (500, 500))) is inside


def test_every_number_is_inside_where_there_is_no_limit() -> None:
    assert in_series("25-000", ()) and in_series("25-999", ())


def test_two_series_joined_are_no_limit_where_one_has_none() -> None:
    assert joined(((1, 499),), ((500, 899),)) == ((1, 499), (500, 899))
    assert joined((), ((1, 499),)) == joined(((1, 499),), ()) == joined((), ()) == ()


@pytest.mark.parametrize(
    ("other", "shared"),
    [(((500, 899),), False), (((499, 899),), True), (((600, 700), (1, 1)), True), ((), True)],
)
def test_two_series_overlap_where_a_number_can_be_in_both(other: Series, shared: bool) -> None:
    mine = ((1, 499),)
    assert overlap(mine, other) is shared
    assert overlap(other, mine) is shared


_numbers = st.integers(0, 999)
_series = st.lists(st.tuples(_numbers, _numbers).map(sorted).map(tuple), max_size=4).map(
    lambda ranges: number_series(", ".join(f"{first}-{last}" for first, last in ranges)) or ()
)


@given(series=_series)
def test_a_series_reads_back_as_it_is_written(series: Series) -> None:
    assert number_series(series_text(series)) == series


@given(one=_series, other=_series, third=_series, number=_numbers)
def test_joining_is_a_union_whatever_the_order(one: Series, other: Series, third: Series, number: int) -> None:
    case_id = f"25-{number:03}"
    assert joined(one, one) == one
    assert joined(one, other) == joined(other, one)
    assert joined(joined(one, other), third) == joined(one, joined(other, third))
    assert in_series(case_id, joined(one, other)) == (in_series(case_id, one) or in_series(case_id, other))
    if not overlap(one, other):
        assert not (in_series(case_id, one) and in_series(case_id, other))
