from datetime import date

import pytest

from ctidocs.method.dates import add_months, inclusive_days


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 2, 1), 3, date(2025, 5, 1)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2025, 1, 31), 3, date(2025, 4, 30)),
        (date(2024, 2, 29), 9, date(2024, 11, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 10, 31), -1, date(2025, 9, 30)),
        (date(2025, 11, 30), -1, date(2025, 10, 30)),
        (date(2025, 12, 31), 0, date(2025, 12, 31)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_months_are_counted_from_the_original_day_not_step_by_step() -> None:
    start = date(2025, 1, 31)
    assert add_months(start, 2) == date(2025, 3, 31)
    assert add_months(add_months(start, 1), 1) == date(2025, 3, 28)


def test_both_ends_of_a_stretch_of_days_are_counted() -> None:
    assert inclusive_days(date(2025, 5, 15), date(2025, 6, 13)) == 30
    assert inclusive_days(date(2025, 5, 15), date(2025, 5, 15)) == 1


def test_a_stretch_that_ends_before_it_begins_has_no_days() -> None:
    assert inclusive_days(date(2025, 5, 15), date(2025, 5, 1)) == 0
