"""Danish working days of the demo's years: on other days nobody meets and nothing is signed."""

from datetime import date

from ctidocs.method.dates import ONE_DAY

EVERY_YEAR = {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}
MOVABLE = {
    date(2023, 4, 6), date(2023, 4, 7), date(2023, 4, 10), date(2023, 5, 5), date(2023, 5, 18), date(2023, 5, 29),
    date(2024, 3, 28), date(2024, 3, 29), date(2024, 4, 1), date(2024, 5, 9), date(2024, 5, 20),
    date(2025, 4, 17), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 29), date(2025, 6, 9),
}  # fmt: skip


def is_working_day(day: date) -> bool:
    """Whether it is a weekday and no holiday."""
    return day.weekday() < 5 and (day.month, day.day) not in EVERY_YEAR and day not in MOVABLE


def working_day(day: date) -> date:
    """That day, or the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day
