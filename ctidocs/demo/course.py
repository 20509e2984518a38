"""The demo's rows of Forløb and Pauser: the dates of each course, from one woman's row."""

from datetime import date, timedelta

from ctidocs.demo.bank import bank
from ctidocs.demo.day import DEMO_DAY
from ctidocs.demo.draw import between, pick
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.method.dates import add_months
from ctidocs.office_text import UNKNOWN, YES
from ctidocs.register.schema.intake import Course
from ctidocs.register.schema.intake import Pause as PauseRow

NO_AGREEMENT = ("25-010",)
"""Deliberate gap: the agreement of this course is not made, though it was due."""
NOT_AGREED = ("24-013", "25-001", "25-002", "25-003", "24-008")
"""Handovers not agreed: overdue, urgent, two not due yet, and one that stopped early."""
AGREED_LATE = ("23-006",)


def has_course(woman: Woman) -> bool:
    """Whether she has a row in Forløb: from the first contact, or when a worker waits for her."""
    return woman.contact_start is not None or woman.waiting


def course(woman: Woman, names: dict[str, str]) -> Course:
    """Her row of Forløb; `names` has the workers by initials."""
    running = woman.phase1_start is not None
    words = bank("intake")
    return Course(
        case_id=woman.case_id, worker_id=names.get(woman.worker or ""),
        worker_changes=1 if woman.former_worker else 0 if running else None,
        worker_change_reason=words["worker_change"] if woman.former_worker else None,
        target_group="kvinder fra krisecenter", transition=_transition(woman), transition_type="fysisk",
        address_protection=woman.protection if running else None, protection_from=woman.protection_from,
        protection_to=woman.protection_to, contact_start=woman.contact_start,
        informed_on=_informed(woman), agreement_on=_agreement(woman), moved_in=woman.moved_in or woman.phase1_start,
        phase1_start=woman.phase1_start, phase2_on=_held(woman, 2), phase3_on=_held(woman, 3),
        late_reason=woman.late_reason,
        compass_in_plan=woman.compass_in_plan,
        long_term_goals=woman.long_term_goals, draft_on=draft_on(woman), agreed_on=agreed_on(woman),
        if_fails=woman.if_fails, tenure=_tenure(woman),
        arrears=arrears(woman), closed_on=woman.closed_on, close_type=woman.close_type,
        stop_reason=woman.stop_reason, closed_to=woman.closed_to, last_meeting=last_meeting(woman),
        knows_help=_knows_help(woman), leader_seen=_leader_seen(woman), previous_case=woman.previous_case,
    )  # fmt: skip


def pauses(woman: Woman) -> tuple[PauseRow, ...]:
    """Her rows of Pauser: one or none."""
    if woman.pause is None:
        return ()
    return (
        PauseRow(
            case_id=woman.case_id,
            start=woman.pause["start"],
            end=woman.pause.get("end"),
            reason=woman.pause["reason"],
            contact_kept=woman.pause["contact_kept"],
            outcome=woman.pause.get("outcome"),
        ),
    )


def draft_on(woman: Woman) -> date | None:
    """The day of the handover's draft: the first days of phase 3 at the latest, one two weeks late."""
    third = woman.reached(3) if woman.phase1_start else None
    if third is None:
        return None
    early = -14 if woman.case_id == "24-013" else between(0, 9, woman.case_id, "draft")
    return working_day(third - timedelta(days=early))


def agreed_on(woman: Woman) -> date | None:
    """The day the handover was agreed: a month before the end, one two days late; None where it was not."""
    draft = draft_on(woman)
    end = woman.phases.end if draft is not None else None
    if draft is None or end is None or woman.case_id in NOT_AGREED:
        return None
    due = add_months(end, -1)
    if woman.case_id in AGREED_LATE:
        return due + timedelta(days=2)
    return working_day(due - timedelta(days=between(1, 14, woman.case_id, "agreed")))


def last_meeting(woman: Woman) -> date | None:
    """The day of the last talk; None while the course is open, or when contact was lost."""
    if woman.closed_on is None or woman.phase1_start is None:
        return None
    if woman.lost_from is not None:
        return woman.lost_from - timedelta(days=5)
    return working_day(woman.closed_on - timedelta(days=between(0, 6, woman.case_id, "last")))


def _transition(woman: Woman) -> str:
    if woman.home_municipality != woman.shelter_municipality:
        return "fra krisecenter til egen bolig i en anden kommune"
    return "fra krisecenter til egen bolig"


def _tenure(woman: Woman) -> str | None:
    if woman.phase1_start is None:
        return None
    return str(pick(bank("intake")["tenures"]["family" if woman.children else "alone"], woman.case_id))


def _informed(woman: Woman) -> date | None:
    if woman.contact_start is None:
        return None
    return working_day(woman.contact_start + timedelta(days=between(0, 6, woman.case_id, "informed")))


def _agreement(woman: Woman) -> date | None:
    if woman.phase1_start is None or woman.case_id in NO_AGREEMENT:
        return None
    day = working_day(woman.phase1_start + timedelta(days=between(-6, 12, woman.case_id, "agreement")))
    return woman.until_now(day)


def _held(woman: Woman, number: int) -> date | None:
    start = woman.reached(number) if woman.phase1_start else None
    if start is None:
        return None
    late = 22 if number == 2 and woman.late_reason else between(-2, 7, woman.case_id, "held", number)
    return woman.until_now(working_day(start + timedelta(days=late)))


def arrears(woman: Woman) -> str | None:
    """Whether she owes rent; None before phase 1."""
    if woman.phase1_start is None:
        return None
    return pick(("nej", "nej", "nej", "nej", "ja", UNKNOWN), woman.case_id, "arrears")


def _knows_help(woman: Woman) -> str | None:
    if woman.closed_on is None or woman.phase1_start is None:
        return None
    return UNKNOWN if woman.lost_from else YES


def _leader_seen(woman: Woman) -> date | None:
    if woman.closed_on is None:
        return None
    return working_day(min(DEMO_DAY, woman.closed_on + timedelta(days=between(3, 10, woman.case_id, "leader"))))
