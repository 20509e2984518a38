"""How long the protection of her address lasts: R15."""

from dataclasses import dataclass
from datetime import date, timedelta

from ctidocs.method.dates import add_months

PROTECTION_MONTHS = 12
REMINDER_DAYS = 30


@dataclass(frozen=True, slots=True)
class Protection:
    """The last day of a protection, and the first day to remind of it (R15)."""

    expires: date
    remind_from: date

    def is_due(self, on: date) -> bool:
        """Whether it has lapsed on the day `on`, or will within the days of the reminder (R15)."""
        return on >= self.remind_from

    def has_lapsed(self, on: date) -> bool:
        """Whether its last day is before `on` (R15)."""
        return on > self.expires

    def outlasts(self, course_end: date) -> bool:
        """Whether it lapses after the course, so that the handover has to name it (R15, C7)."""
        return self.expires > course_end


def protection(since: date | None, until: date | None = None) -> Protection | None:
    """The protection registered on the day `since`: a year, unless `until` says otherwise (R15).

    None when neither day is known.
    """
    expires = until or (since and add_months(since, PROTECTION_MONTHS))
    return Protection(expires, expires - timedelta(days=REMINDER_DAYS)) if expires else None
