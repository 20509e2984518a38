from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.retention import Anchor, Course, Retention, retention

CLOSED = date(2025, 10, 31)
REFERRED = date(2025, 1, 15)
DECIDED = date(2025, 2, 3)
STARTED = date(2025, 2, 1)
DAYS = st.dates(date(1950, 1, 1), date(2060, 1, 1))
YEARS = st.integers(1, 30)
COURSES = st.builds(
    Course,
    referred_on=st.none() | DAYS,
    decision=st.sampled_from((None, "godkendt", "afslag", "udskudt", "trukket tilbage")),
    decided_on=st.none() | DAYS,
    her_choice=st.sampled_from((None, "CTI", "koordinerende rådgivning", "intet")),
    phase1_start=st.none() | DAYS,
    closed_on=st.none() | DAYS,
)


@pytest.mark.parametrize(("years", "day"), [(3, date(2028, 10, 31)), (5, date(2030, 10, 31)), (1, date(2026, 10, 31))])
def test_papers_are_deleted_so_many_years_after_the_closing(years: int, day: date) -> None:
    assert retention(Course(closed_on=CLOSED), years=years) == Retention(CLOSED, Anchor.CLOSED, day)


@pytest.mark.parametrize(
    ("course", "anchor", "counted_from"),
    [
        (Course(REFERRED, "godkendt", DECIDED, "CTI", STARTED, CLOSED), CLOSED, Anchor.CLOSED),
        (Course(REFERRED, "afslag", DECIDED, closed_on=CLOSED), CLOSED, Anchor.CLOSED),
        (Course(REFERRED, "afslag", DECIDED), DECIDED, Anchor.DECIDED),
        (Course(REFERRED, "trukket tilbage", DECIDED), DECIDED, Anchor.DECIDED),
        (Course(REFERRED, "afslag"), date(2026, 1, 15), Anchor.REFERRED),
        (Course(REFERRED, "udskudt", DECIDED), date(2026, 1, 15), Anchor.REFERRED),
        (Course(REFERRED), date(2026, 1, 15), Anchor.REFERRED),
        (Course(REFERRED, "godkendt", DECIDED, "intet"), date(2026, 1, 15), Anchor.REFERRED),
        (Course(REFERRED, "godkendt", DECIDED, "koordinerende rådgivning"), date(2026, 1, 15), Anchor.REFERRED),
    ],
)
def test_the_years_count_from_the_closing_else_the_refusal_else_a_year_after_the_referral(
    course: Course, anchor: date, counted_from: Anchor
) -> None:
    delete_on = anchor.replace(year=anchor.year + 5)
    assert retention(course, years=5) == Retention(anchor, counted_from, delete_on)


@pytest.mark.parametrize(
    "course",
    [
        Course(REFERRED, "godkendt", DECIDED, "CTI", STARTED),
        Course(REFERRED, "godkendt", DECIDED, "CTI"),
        Course(REFERRED, "godkendt", DECIDED),
        Course(REFERRED, "godkendt", DECIDED, "intet", STARTED),
        Course(REFERRED, "afslag", DECIDED, phase1_start=STARTED),
        Course(REFERRED, phase1_start=STARTED),
    ],
)
def test_a_course_that_is_running_or_approved_and_waiting_has_no_day(course: Course) -> None:
    assert (course.is_running, retention(course, years=1)) == (True, None)


@pytest.mark.parametrize("course", [Course(), Course(decided_on=DECIDED), Course(decision="afslag")])
def test_without_a_day_to_count_from_there_is_no_day(course: Course) -> None:
    assert (course.is_running, retention(course, years=5)) == (False, None)


def test_it_is_due_from_its_day_on() -> None:
    kept = Retention(CLOSED, Anchor.CLOSED, date(2030, 10, 31))
    days = (date(2030, 10, 30), date(2030, 10, 31), date(2030, 11, 1))
    assert [kept.is_due(day) for day in days] == [False, True, True]


@pytest.mark.parametrize(
    ("course", "years", "anchor", "delete_on"),
    [
        (Course(closed_on=date(2024, 2, 29)), 3, date(2024, 2, 29), date(2027, 2, 28)),
        (Course(closed_on=date(2024, 2, 29)), 4, date(2024, 2, 29), date(2028, 2, 29)),
        (Course(referred_on=date(2024, 2, 29)), 3, date(2025, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_leap_day_becomes_the_last_of_february(course: Course, years: int, anchor: date, delete_on: date) -> None:
    kept = retention(course, years=years)
    assert kept and (kept.anchor, kept.delete_on) == (anchor, delete_on)


@given(COURSES, YEARS, YEARS)
def test_the_day_is_that_many_years_after_the_anchor_and_more_years_make_it_later(
    course: Course, years: int, more: int
) -> None:
    kept, longer = retention(course, years=years), retention(course, years=years + more)
    assert (kept is None) == (longer is None)
    if kept and longer:
        assert kept.anchor < kept.delete_on < longer.delete_on
        assert (kept.anchor, kept.counted_from, kept.years) == (longer.anchor, longer.counted_from, years)


@given(COURSES, YEARS, DAYS, DAYS)
def test_what_is_due_stays_due(course: Course, years: int, one: date, other: date) -> None:
    kept = retention(course, years=years)
    if kept and kept.is_due(min(one, other)):
        assert kept.is_due(max(one, other))


@given(COURSES, YEARS)
def test_nothing_that_is_running_is_ever_due(course: Course, years: int) -> None:
    kept = retention(course, years=years)
    assert not (course.is_running and kept)
