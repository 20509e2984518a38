"""The demo's rows of Sikkerhed: facts about the process, never its content."""

from datetime import date, timedelta

from ctidocs.demo.draw import between, chance, pick
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.register.schema.work import Safety

NOT_MADE = ("25-006",)
"""Deliberate gap: phase 1 is over and no strategy is made."""
VIOLENCE = {"j": "ja", "n": "nej", "v": "ønsker ikke", "u": "uoplyst", "-": None}
KINDS = ("physical", "psychological", "sexual", "material", "digital")


def safety(woman: Woman) -> Safety:
    """Her row of Sikkerhed."""
    made = _made(woman)
    method = _method(woman)
    paper, kept, seen = (None if part == "-" else part for part in woman.gate.split(" | "))
    first, last = woman.violence.split()
    violence = {f"{kind}_start": VIOLENCE[answer] for kind, answer in zip(KINDS, first, strict=True)}
    violence |= {f"{kind}_end": VIOLENCE[answer] for kind, answer in zip(KINDS, last, strict=True)}
    return Safety(
        case_id=woman.case_id, safety_made=made, reviewed_2=_reviewed(woman, 2), reviewed_3=_reviewed(woman, 3),
        reviewed_end=working_day(woman.closed_on - timedelta(days=7)) if woman.completed and woman.closed_on else None,
        assessment=method, assessed_on=_assessed(woman) if method != "ikke lavet" else None,
        stay_shelter=pick(("ja", "ja", "ja", "bør flytte"), woman.case_id, "shelter says"),
        stay_municipality=pick(("ja", "ja", "ja", "ikke vurderet"), woman.case_id, "municipality says"),
        child_part=_child_part(woman), paper_safe=paper, kept_where=kept, others_see=seen,
        numbers_ok=chance(70, woman.case_id, "numbers") if paper == "ja" else None,
        contact_form=pick(("A", "B", "C"), woman.case_id, "form"), **violence,
    )  # fmt: skip


def _made(woman: Woman) -> date | None:
    if woman.case_id in NOT_MADE or woman.phase1_start is None:
        return None
    return woman.until_now(working_day(woman.phase1_start + timedelta(days=between(-5, 55, woman.case_id, "made"))))


def _reviewed(woman: Woman, number: int) -> date | None:
    start = woman.reached(number)
    if start is None or woman.case_id in NOT_MADE:
        return None
    return woman.until_now(working_day(start + timedelta(days=between(-4, 9, woman.case_id, "reviewed", number))))


def _method(woman: Woman) -> str:
    if woman.case_id in NOT_MADE:
        return "ikke lavet"
    return pick(("SARA-V3", "SARA-V3", "SARA-V3", "andet", "ikke lavet"), woman.case_id, "method")


def _assessed(woman: Woman) -> date | None:
    if woman.contact_start is None:
        return None
    return woman.until_now(working_day(woman.contact_start + timedelta(days=between(4, 20, woman.case_id, "assessed"))))


def _child_part(woman: Woman) -> str:
    if not woman.children:
        return "ingen børn"
    return pick(("ja", "ja", "ja", "nej"), woman.case_id, "child part")
