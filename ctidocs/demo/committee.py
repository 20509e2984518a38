"""The committee's meetings in the demo: every 14 days for half a year, then monthly (R10), two moved off a holiday."""

from datetime import date, timedelta

from ctidocs.demo.day import DEMO_DAY
from ctidocs.method.dates import add_months

COMMITTEE_START = date(2023, 1, 16)
MOVED = {date(2023, 4, 10): date(2023, 4, 11), date(2023, 6, 5): date(2023, 6, 6)}
"""Easter Monday and Constitution Day: the row in Møder wins over the calendar."""


def committee_meetings() -> tuple[tuple[str, date], ...]:
    """Each meeting's number and day, in order, up to the first that is after the demo day."""
    days: list[date] = []
    for day in _calendar():
        days.append(MOVED.get(day, day))
        if day > DEMO_DAY:
            break
    return tuple((_number(day, days), day) for day in days)


def meeting_for(referred_on: date) -> tuple[str, date]:
    """The first meeting that a referral of that day can reach: the papers are sent out four days before."""
    return next(meeting for meeting in committee_meetings() if meeting[1] >= referred_on + timedelta(days=4))


def _calendar() -> tuple[date, ...]:
    half_year = add_months(COMMITTEE_START, 6)
    fortnights = tuple(COMMITTEE_START + timedelta(days=14 * n) for n in range(14))
    monthly = tuple(_weekday(add_months(COMMITTEE_START, n)) for n in range(6, 40))
    return tuple(day for day in fortnights if day < half_year) + monthly


def _weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def _number(day: date, days: list[date]) -> str:
    place = 1 + sum(1 for other in days if other.year == day.year and other < day)
    return f"V-{day.year}-{place:02}"
