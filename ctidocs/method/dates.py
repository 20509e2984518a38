"""Months and days as the method counts them: both boundaries inclusive (DOMAIN.md D)."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The day so many months after `day`, or the last of that month where it has no such day (R1, S1 § 6).

    Count every step from the original day: 31.01. + 1 + 1 month is 28.03., 31.01. + 2 months is 31.03.
    """
    return day + relativedelta(months=months)


def inclusive_days(first: date, last: date) -> int:
    """The number of days from `first` to `last`, both counted; 0 when `last` is before `first` (R2, S1 § 6)."""
    return max(0, (last - first).days + 1)
