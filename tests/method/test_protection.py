from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.protection import Protection, protection

YEAR = Protection(expires=date(2025, 12, 20), remind_from=date(2025, 11, 20))
DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))


def test_a_protection_lapses_after_a_year_with_a_reminder_thirty_days_before() -> None:
    assert protection(date(2024, 12, 20)) == YEAR


def test_a_day_that_the_register_has_wins_over_the_year() -> None:
    assert protection(date(2024, 12, 20), date(2026, 3, 1)) == Protection(date(2026, 3, 1), date(2026, 1, 30))
    assert protection(None, date(2025, 12, 20)) == YEAR


def test_without_a_day_there_is_nothing_to_compute() -> None:
    assert protection(None) is None


def test_a_protection_of_a_leap_day_lapses_on_the_28th() -> None:
    assert protection(date(2024, 2, 29)) == Protection(date(2025, 2, 28), date(2025, 1, 29))


def test_what_lapses_after_the_course_has_to_stand_in_the_handover() -> None:
    assert YEAR.outlasts(date(2025, 10, 31))
    assert not YEAR.outlasts(date(2025, 12, 20))


def test_it_is_due_from_the_reminder_on_and_has_lapsed_the_day_after_its_last() -> None:
    days = (date(2025, 11, 19), date(2025, 11, 20), date(2025, 12, 20), date(2025, 12, 21))
    assert [(YEAR.is_due(day), YEAR.has_lapsed(day)) for day in days] == [
        (False, False), (True, False), (True, False), (True, True),
    ]  # fmt: skip


@given(DAYS, st.none() | DAYS, DAYS)
def test_what_has_lapsed_is_due_and_the_reminder_stands_thirty_days_before(
    since: date, until: date | None, on: date
) -> None:
    found = protection(since, until)
    assert found is not None
    assert found.expires - found.remind_from == timedelta(days=30)
    assert found.is_due(on) or not found.has_lapsed(on)
