"""Every sheet and column of the register, declared once (DOMAIN B). SHEETS is the order of the workbook."""

from ctidocs.register.column import Sheet
from ctidocs.register.schema.around import CONSENTS, CONTACTS, HANDOVERS, NETWORK, OTHER_PLANS, TESTIMONIES
from ctidocs.register.schema.home import BUDGET, CHILDREN, HOUSING, OUTCOMES
from ctidocs.register.schema.intake import COURSES, KEY, PAUSES, REFERRALS
from ctidocs.register.schema.programme import (
    ACTIVITIES,
    FEEDBACK,
    FIDELITY,
    FINANCES,
    GOALS,
    MEETINGS,
    OFFERS,
    REPORT_TEXTS,
    WORKERS,
)
from ctidocs.register.schema.settings import LIST_WORDS, SETTINGS, Settings
from ctidocs.register.schema.work import ASSESSMENTS, MEASUREMENTS, PLAN, SAFETY, SAFETY_FILE

SHEETS: tuple[Sheet, ...] = (  # type: ignore[type-arg]
    REFERRALS, COURSES, MEASUREMENTS, PLAN, CONTACTS, PAUSES, ASSESSMENTS, SAFETY, NETWORK, CONSENTS, HANDOVERS,
    OTHER_PLANS, HOUSING, BUDGET, CHILDREN, OUTCOMES, TESTIMONIES, MEETINGS, OFFERS, FEEDBACK, WORKERS, FIDELITY,
    FINANCES, GOALS, ACTIVITIES, REPORT_TEXTS, SETTINGS, LIST_WORDS,
)  # fmt: skip

ALL_SHEETS: tuple[Sheet, ...] = (*SHEETS, KEY, SAFETY_FILE)  # type: ignore[type-arg]

__all__ = [
    "ACTIVITIES", "ALL_SHEETS", "ASSESSMENTS", "BUDGET", "CHILDREN", "CONSENTS", "CONTACTS", "COURSES", "FEEDBACK",
    "FIDELITY", "FINANCES", "GOALS", "HANDOVERS", "HOUSING", "KEY", "LIST_WORDS", "MEASUREMENTS", "MEETINGS", "NETWORK",
    "OFFERS", "OTHER_PLANS", "OUTCOMES", "PAUSES", "PLAN", "REFERRALS", "REPORT_TEXTS", "SAFETY", "SAFETY_FILE",
    "SETTINGS", "SHEETS", "TESTIMONIES", "WORKERS", "Settings",
]  # fmt: skip
