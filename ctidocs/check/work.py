"""The work with her and around her: the rules of its sheets, and facts dated on a day that has not come yet."""

from collections.abc import Callable, Iterable

from ctidocs.check.agree import Facts, not_yet
from ctidocs.check.around import AROUND_RULES
from ctidocs.check.compass import COMPASS_RULES
from ctidocs.check.home import HOME_RULES, REVIEWS
from ctidocs.check.look import Look
from ctidocs.check.plan import PLAN_RULES
from ctidocs.problems import Problem
from ctidocs.register.schema import CONSENTS, CONTACTS, HOUSING, MEASUREMENTS, OUTCOMES, SAFETY, TESTIMONIES

FACTS: Facts = (
    (MEASUREMENTS, ("measured_on",)),
    (SAFETY, ("safety_made", *REVIEWS, "assessed_on")),
    (CONSENTS, ("given_on", "withdrawn_on")),
    (CONTACTS, ("on",)),
    (HOUSING, ("done_on",)),
    (OUTCOMES, ("new_stay", "checked_to")),
    (TESTIMONIES, ("on",)),
)
"""The dates of what has happened; what is agreed or planned may lie ahead."""


def work_not_yet(look: Look) -> Iterable[Problem]:
    """What is dated on a day that has not come yet."""
    return not_yet(look, FACTS)


WORK_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = (
    *COMPASS_RULES, *PLAN_RULES, *AROUND_RULES, *HOME_RULES, work_not_yet,
)  # fmt: skip
