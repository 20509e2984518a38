"""Referrals and the committee: whether they can be decided, and how they flow on (R9, R9b, R20, A24)."""

from collections.abc import Callable, Iterable

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.method.flow import APPROVED, CTI, REFUSED, WITHDRAWN
from ctidocs.method.series import in_series, number_series, series_text
from ctidocs.method.visitation import (
    CRITERIA,
    Age,
    Target,
    TargetGroup,
    age_at_referral,
    plan141_deadline,
    target_group,
)
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import Fault, plain_text
from ctidocs.register.read import Record
from ctidocs.register.schema import COURSES, REFERRALS
from ctidocs.register.schema.intake import Referral
from ctidocs.register.words import municipality

CRITERION_COLUMNS = tuple(f"crit_{number}" for number in range(1, CRITERIA + 1))
NOT_OURS = (REFUSED, WITHDRAWN)
"""Decisions after which the programme is no longer the one to follow up."""


def dates(look: Look) -> Iterable[Problem]:
    """A decision before its referral, and a consent after the decision (A19)."""
    for record in look.referrals.values():
        row = record.values
        if row.decided_on is None:
            continue
        if row.referred_on is not None and row.decided_on < row.referred_on:
            message = _("the decision is dated before the referral of {day}").format(day=plain_text(row.referred_on))
            hint = _("correct one of the two dates")
            yield look.problem(REFERRALS, record, "decided_on", "dates-reversed", message, hint)
        if row.consent_on is not None and row.consent_on > row.decided_on:
            message = _("she consented after the decision of {day}").format(day=plain_text(row.decided_on))
            hint = _("check the dates; her consent comes before the referral is treated")
            yield look.problem(
                REFERRALS, record, "consent_on", "consent-after-decision", message, hint, Level.WARNING
            )  # fmt: skip


def target_groups(look: Look) -> Iterable[Problem]:
    """A referral that cannot be decided, and an approval outside the target group (R9, S3).

    A referral with no answer yet is no mistake before a decision is made; one that was withdrawn needs none.
    """
    least = look.settings.criteria_min
    for record in look.referrals.values():
        row = record.values
        answers = [getattr(row, name) for name in CRITERION_COLUMNS]
        begun = row.decision is not None or any(answers)
        if row.decision == WITHDRAWN or not begun or not record.broken.isdisjoint(CRITERION_COLUMNS):
            continue
        found = target_group(answers, least=least)
        if found.state is Target.UNDECIDED:
            yield _undecided(look, record, found, least)
        elif found.state is Target.OUTSIDE and row.decision == APPROVED:
            message = _("approved with {met} of {all} criteria met; {least} are needed")
            message = message.format(met=found.met, all=CRITERIA, least=least)
            hint = _("check the answers, or say in Begrundelse why she was taken in")
            yield look.problem(
                REFERRALS, record, "decision", "outside-target-group", message, hint, Level.WARNING
            )  # fmt: skip


def _undecided(look: Look, record: Record[Referral], found: TargetGroup, least: int) -> Problem:
    message = _("the target group cannot be decided: {criteria} not answered, {met} met, {least} needed")
    criteria = ", ".join(f"K{number}" for number in found.unknown)
    message = message.format(criteria=criteria, met=found.met, least=least)
    column = CRITERION_COLUMNS[found.unknown[0] - 1]
    hint = _("answer ja or nej")
    return look.problem(REFERRALS, record, column, "target-group-undecided", message, hint, Level.WARNING)


def ages(look: Look) -> Iterable[Problem]:
    """A woman who was not 18, and one who turned 18 in the year of the referral (R9, S3 «over 18 år»)."""
    for record in look.referrals.values():
        row = record.values
        if row.referred_on is None or row.birth_year is None:
            continue
        age = age_at_referral(row.referred_on, row.birth_year)
        if age is Age.UNDER_AGE:
            message = _("she was under 18 when she was referred on {day}").format(day=plain_text(row.referred_on))
            hint = _("correct the year, or the date of the referral")
            yield look.problem(REFERRALS, record, "birth_year", "under-age", message, hint)
        elif age is Age.TO_CHECK:
            message, hint = _("she turned 18 in the year of the referral"), _("check that she was 18 that day")
            yield look.problem(REFERRALS, record, "birth_year", "age-to-check", message, hint, Level.WARNING)


def municipalities(look: Look) -> Iterable[Problem]:
    """A case of a municipality outside the project, where its municipalities are given (R9, S0).

    None while a name there cannot be read, which is told at the setting: it may be the very one of many cases.
    """
    read = municipality()
    names = {read(part) for part in look.settings.project_municipalities.split(",") if part.strip()}
    if any(isinstance(name, Fault) for name in names):
        return
    for record in look.referrals.values():
        name = record.values.acting_municipality
        if names and name is not None and name not in names:
            message = _("this municipality is not in the project")
            hint = _("check it, or add it to Projektkommuner in Opsætning")
            yield look.problem(
                REFERRALS, record, "acting_municipality", "other-municipality", message, hint, Level.WARNING
            )  # fmt: skip


def plans141(look: Look) -> Iterable[Problem]:
    """A plan under § 141 that came late, or of which nothing is known though its deadline has passed (R9b, S3)."""
    for case_id, record in look.referrals.items():
        row = record.values
        if row.shelter_in is None:
            continue
        deadline = plan141_deadline(row.shelter_in)
        if row.plan141_on is not None:
            if row.plan141_on > deadline and row.plan141 != "ikke relevant":
                message = _("after {day}, three months after she moved into the shelter")
                hint = _("check the date; the plan is to be offered within three months")
                yield look.problem(
                    REFERRALS, record, "plan141_on", "plan141-late", message.format(day=plain_text(deadline)), hint,
                    Level.WARNING,
                )  # fmt: skip
        elif row.plan141 is None and look.on > deadline and _is_ours(look, case_id, record):
            message = _("the plan under § 141 was to be offered by {day}").format(day=plain_text(deadline))
            hint = _("choose how far it is, or ikke relevant")
            yield look.problem(REFERRALS, record, "plan141", "missing", message, hint, Level.MISSING)


def _is_ours(look: Look, case_id: str, record: Record[Referral]) -> bool:
    """Whether anybody here still follows up the plan: no refusal, no closed course; and both cells could be read."""
    closed = look.courses[case_id].values.closed_on if case_id in look.courses else None
    over = record.values.decision in NOT_OURS or (closed is not None and closed <= look.on)
    return not over and record.broken.isdisjoint(("plan141", "plan141_on"))


def numbers(look: Look) -> Iterable[Problem]:
    """A case number outside the register's own series (A24): two partners' numbers must never meet.

    A warning, since a case that came over from the partner keeps its number; merge decides, which knows both series.
    """
    series = number_series(look.settings.number_series)
    if series is None:
        message = _("Nummerserie cannot be read")
        hint = _("write it as 001–499, or several with commas between")
        yield Problem(look.register.setting_place("number_series"), "bad-number-series", message, hint)
        return
    for case_id, record in look.referrals.items():
        if not in_series(case_id, series):
            message = _("the number is outside this register's own, {series}").format(series=series_text(series))
            hint = _("correct the number, or Nummerserie in Opsætning")
            yield look.problem(REFERRALS, record, "case_id", "outside-number-series", message, hint, Level.WARNING)


def begun_courses(look: Look) -> Iterable[Problem]:
    """Courses that make the flow not add up (R20): begun without a referral, an approval, or her yes.

    A refusal and a course contradict each other: an error. The rest may be a row or a cell that is not up to date.
    """
    unsure = look.register.lost.get(REFERRALS.name)  # a row whose number cannot be read may be the one looked for
    for case_id, record in look.courses.items():
        referral = look.referrals.get(case_id)
        if record.values.phase1_start is None or (referral is None and unsure):
            continue
        if said := _without_yes(referral):
            code, message, hint, level = said
            yield look.problem(COURSES, record, "phase1_start", code, message, hint, level)


def _without_yes(referral: Record[Referral] | None) -> tuple[str, str, str, Level] | None:
    """Code, message, hint and level for a course that has begun on this referral; None where all is well."""
    if referral is None:
        message, hint = _("phase 1 has begun without a row in Visitation"), _("add the referral to Visitation")
        return "begun-without-approval", message, hint, Level.WARNING
    row = referral.values
    if row.decision in NOT_OURS:
        message = _("phase 1 has begun, but Udvalgets beslutning is {decision}").format(decision=row.decision)
        hint = _("correct the decision, or clear Fase 1 start; a new referral has a number of its own")
        return "begun-though-refused", message, hint, Level.ERROR
    if row.decision != APPROVED:
        message, hint = _("phase 1 has begun without the committee's approval"), _("correct Udvalgets beslutning")
        return None if "decision" in referral.broken else ("begun-without-approval", message, hint, Level.WARNING)
    if row.her_choice not in (None, CTI):
        message, hint = _("phase 1 has begun, but Kvindens valg is not CTI"), _("correct Kvindens valg in Visitation")
        return "begun-though-declined", message, hint, Level.WARNING
    return None


def decisions(look: Look) -> Iterable[Problem]:
    """A choice of hers after a refusal, and a decision without the day that R17 and R20 count from."""
    for record in look.referrals.values():
        row = record.values
        if row.decision == REFUSED and row.her_choice is not None:
            message = _("she was refused, so there was nothing to choose")
            hint = _("write what she is offered under Tilbud ved afslag, and clear Kvindens valg")
            yield look.problem(REFERRALS, record, "her_choice", "choice-after-refusal", message, hint, Level.WARNING)
        if row.decision in (APPROVED, *NOT_OURS) and row.decided_on is None and "decided_on" not in record.broken:
            message, hint = _("the decision has no date"), _("fill in the day; reports and deletion count from it")
            yield look.problem(REFERRALS, record, "decided_on", "missing", message, hint, Level.MISSING)


VISITATION_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = (
    dates, target_groups, ages, municipalities, plans141, numbers, begun_courses, decisions,
)  # fmt: skip
