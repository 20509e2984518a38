"""The demo's rows of Visitation: who is referred, the six criteria, the committee's decision and her choice."""

from datetime import date, timedelta

from ctidocs.demo.bank import bank
from ctidocs.demo.day import DEMO_DAY
from ctidocs.demo.draw import between, chance, pick
from ctidocs.demo.fit import text_for
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.office_text import NO, UNKNOWN, YES
from ctidocs.register.schema.intake import Referral

ANSWERS = {"j": YES, "n": NO, "u": UNKNOWN}
COUNTED = ("Ingen", "Et", "To", "Tre", "Fire", "Fem", "Alle")


def referral(woman: Woman) -> Referral:
    """Her row of Visitation."""
    meeting_id, meeting_on = woman.meeting
    answers = [ANSWERS[letter] for letter in woman.criteria]
    reasons = [_reason(woman, number) if answer == YES else None for number, answer in enumerate(answers, 1)]
    return Referral(
        case_id=woman.case_id, referred_on=woman.referred_on, referred_by=woman.referred_by,
        intake_route="eget krisecenter" if woman.referred_by == "krisecenter" else "kommunal enhed",
        anonymous=woman.anonymous, birth_year=woman.birth_year, acting_municipality=woman.acting_municipality,
        home_municipality=woman.home_municipality, shelter_municipality=woman.shelter_municipality,
        shelter_in=_shelter_in(woman),
        crit_1=answers[0], crit_2=answers[1], crit_3=answers[2], crit_4=answers[3], crit_5=answers[4],
        crit_6=answers[5], reason_1=reasons[0], reason_2=reasons[1], reason_3=reasons[2], reason_4=reasons[3],
        reason_5=reasons[4], reason_6=reasons[5],
        ready=UNKNOWN if woman.decision == "udskudt" else YES, can_talk=YES,
        interpreter=woman.language is not None, language=woman.language,
        consent_on=working_day(woman.referred_on - timedelta(days=between(0, 5, woman.case_id, "consent"))),
        plan141=plan141(woman), plan141_on=plan141_on(woman), housing_assigned_on=_housing_assigned(woman),
        meeting_id=meeting_id, decision=woman.decision, decided_on=meeting_on if woman.decision else None,
        decision_reason=_decision_reason(woman), alternative=woman.alternative, her_choice=_choice(woman),
    )  # fmt: skip


def _reason(woman: Woman, number: int) -> str:
    return text_for(bank("intake")["reasons"][f"K{number}"], woman.traits, woman.case_id, number)


def _shelter_in(woman: Woman) -> date:
    return woman.referred_on - timedelta(days=between(40, 100, woman.case_id, "shelter"))


def plan141(woman: Woman) -> str:
    """How far her plan after § 141 has come."""
    if woman.anonymous:
        return "ikke relevant"
    if woman.decision is None:
        return "tilbudt"
    return pick(("udarbejdet", "udarbejdet", "udarbejdet", "tilbudt", "ønsket ikke"), woman.case_id, "141")


def plan141_on(woman: Woman) -> date | None:
    """The day it was offered or made."""
    if woman.anonymous:
        return None
    return working_day(_shelter_in(woman) + timedelta(days=between(14, 40, woman.case_id, "141 on")))


def _housing_assigned(woman: Woman) -> date | None:
    if woman.contact_start is not None:
        return working_day(woman.contact_start - timedelta(days=between(2, 9, woman.case_id, "assigned")))
    if woman.housing_assigned:
        return working_day(min(DEMO_DAY, woman.referred_on + timedelta(days=between(0, 4, woman.case_id, "assigned"))))
    if woman.decision == "godkendt" and not woman.waiting and chance(60, woman.case_id, "assigned"):
        return working_day(woman.referred_on + timedelta(days=between(1, 12, woman.case_id, "assigned")))
    return None


def _decision_reason(woman: Woman) -> str | None:
    if woman.decision is None or woman.decision_reason is not None:
        return woman.decision_reason
    count = woman.criteria.count("j")
    opening = f"{COUNTED[count]} af de seks kriterier er opfyldt." if count < 6 else "Alle seks kriterier er opfyldt."
    return f"{opening} {pick(bank('intake')['approved'], woman.case_id, 'approved')}"


def _choice(woman: Woman) -> str | None:
    return woman.her_choice or ("CTI" if woman.decision == "godkendt" else None)
