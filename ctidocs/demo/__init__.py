"""The demo register: three invented years of a CTI programme, the same on every machine and every day.

Nothing in it is drawn from the clock or from chance; `DEMO_DAY` is the day on which it stands still.

What is required and due is there, but for six gaps that show what "missing" looks like: the agreement of 25-010, the
start of phase 1 of 25-011 (she has moved in), the result of one focus area of 25-005 (`plan.NO_RESULT`), the safety
strategy of 25-006, how far ahead 24-002 was checked (she is anonymous), and some answers of institutions about
children of closed courses (23-009, 24-010). Beside them, things are late as they are in life: the handovers of 24-013
and 25-001, rounds of the compass (`compass.MISSING`), the question after one year to 23-012.
"""

from typing import Any

from ctidocs.demo.assessment import assessments
from ctidocs.demo.compass import measurements
from ctidocs.demo.contacts import contacts
from ctidocs.demo.course import course, has_course, pauses
from ctidocs.demo.day import DEMO_DAY
from ctidocs.demo.home import budget_items, children, housing_items, outcomes
from ctidocs.demo.keys import demo_keys
from ctidocs.demo.meetings import meetings
from ctidocs.demo.people import consents, handovers, network, other_plans, testimonies
from ctidocs.demo.plan import plan_steps
from ctidocs.demo.programme import (
    activities,
    feedback,
    fidelity,
    finances,
    goals,
    offers,
    report_texts,
    worker_names,
    workers,
)
from ctidocs.demo.referral import referral
from ctidocs.demo.safety import safety
from ctidocs.demo.settings import demo_settings
from ctidocs.demo.women import started, women
from ctidocs.register import schema
from ctidocs.register.column import Sheet

__all__ = ["DEMO_DAY", "demo_keys", "demo_rows", "demo_settings"]


def demo_rows() -> dict[Sheet[Any], tuple[Any, ...]]:
    """The rows of every sheet but Opsætning, by sheet, in the order of the workbook."""
    rows = _cases() | _work() | _life() | _programme()
    return {sheet: rows[sheet] for sheet in schema.SHEETS if sheet is not schema.SETTINGS}


def _cases() -> dict[Sheet[Any], tuple[Any, ...]]:
    names = worker_names()
    return {
        schema.REFERRALS: tuple(referral(woman) for woman in women()),
        schema.COURSES: tuple(course(woman, names) for woman in women() if has_course(woman)),
        schema.PAUSES: tuple(row for woman in women() for row in pauses(woman)),
        schema.CONTACTS: tuple(row for woman in women() for row in contacts(woman, names)),
    }


def _work() -> dict[Sheet[Any], tuple[Any, ...]]:
    begun = started()
    return {
        schema.MEASUREMENTS: tuple(row for woman in begun for row in measurements(woman)),
        schema.PLAN: plan_steps(begun),
        schema.ASSESSMENTS: assessments(begun),
        schema.SAFETY: tuple(safety(woman) for woman in begun),
        schema.NETWORK: tuple(row for woman in begun for row in network(woman)),
        schema.CONSENTS: tuple(row for woman in begun for row in consents(woman)),
        schema.HANDOVERS: tuple(row for woman in begun for row in handovers(woman)),
        schema.OTHER_PLANS: tuple(row for woman in begun for row in other_plans(woman)),
        schema.TESTIMONIES: tuple(testimonies(begun)),
    }


def _life() -> dict[Sheet[Any], tuple[Any, ...]]:
    begun = started()
    return {
        schema.HOUSING: tuple(row for woman in begun for row in housing_items(woman)),
        schema.BUDGET: tuple(row for woman in begun for row in budget_items(woman)),
        schema.CHILDREN: tuple(row for woman in begun for row in children(woman)),
        schema.OUTCOMES: tuple(row for woman in begun for row in outcomes(woman)),
    }


def _programme() -> dict[Sheet[Any], tuple[Any, ...]]:
    return {
        schema.WORKERS: workers(),
        schema.OFFERS: offers(),
        schema.GOALS: tuple(goals()),
        schema.FIDELITY: tuple(fidelity()),
        schema.FINANCES: tuple(finances()),
        schema.ACTIVITIES: tuple(activities()),
        schema.REPORT_TEXTS: report_texts(),
        schema.FEEDBACK: tuple(feedback()),
        schema.MEETINGS: meetings(),
        schema.LIST_WORDS: (),
    }
