from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.cpr import Cpr, birth_year, read_cpr


@pytest.mark.parametrize(
    ("digits", "born", "doubtful"),
    [
        ("1704854003", date(1985, 4, 17), False),
        ("1704124001", date(2012, 4, 17), False),
        ("1704605002", date(1860, 4, 17), True),
        ("3102981234", None, False),
    ],
)
def test_a_number_tells_the_day_of_birth_and_the_century(digits: str, born: date | None, doubtful: bool) -> None:
    found = read_cpr(digits)
    assert (found.born, found.is_doubtful) == (born, doubtful)


def test_modulus_11_is_computed_and_rejects_nothing() -> None:
    assert read_cpr("1704854003") == Cpr(born=date(1985, 4, 17), rest=2)


CENTURIES = [
    ("0123", 0, 1900), ("0123", 99, 1999), ("49", 0, 2000), ("49", 36, 2036), ("49", 37, 1937), ("49", 99, 1999),
    ("5678", 0, 2000), ("5678", 57, 2057), ("5678", 58, 1858), ("5678", 99, 1899),
]  # fmt: skip


@pytest.mark.parametrize(("sevenths", "two_digits", "year"), CENTURIES)
def test_the_seventh_digit_decides_the_century(sevenths: str, two_digits: int, year: int) -> None:
    assert [birth_year(two_digits, int(seventh)) for seventh in sevenths] == [year] * len(sevenths)


@given(st.integers(0, 99), st.integers(0, 9))
def test_every_year_ends_in_its_two_digits_and_lies_in_the_table(two_digits: int, seventh: int) -> None:
    year = birth_year(two_digits, seventh)
    assert year % 100 == two_digits
    assert 1858 <= year <= 2057


@given(st.dates(date(1900, 1, 1), date(2057, 12, 31)), st.integers(0, 9), st.integers(0, 999))
def test_a_true_day_is_read_back_or_moved_by_whole_centuries(born: date, seventh: int, serial: int) -> None:
    found = read_cpr(f"{born:%d%m%y}{seventh}{serial:03}")
    if found.born is None:
        assert (born.month, born.day) == (2, 29)  # 2000 was a leap year, 1900 was none
    else:
        assert (found.born.month, found.born.day) == (born.month, born.day)
        assert (found.born.year - born.year) % 100 == 0


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_no_ten_digits_are_too_odd_to_read(digits: str) -> None:
    assert 0 <= read_cpr(digits).rest <= 10


@pytest.mark.parametrize(
    ("number", "may_be_real"),
    [
        (Cpr(date(1985, 4, 17), rest=2), False),
        (Cpr(date(1985, 4, 17), rest=0), True),
        (Cpr(date(1985, 1, 1), rest=2), True),
        (Cpr(date(1985, 1, 2), rest=2), False),
        (Cpr(None, rest=2), False),
    ],
)
def test_sample_data_is_safe_without_a_control_digit_and_not_of_the_first_of_january(
    number: Cpr, may_be_real: bool
) -> None:
    assert number.may_be_real is may_be_real
