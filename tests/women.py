"""Registers of one woman for tests of papers: full, with every optional thing empty, and awkward."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from ctidocs.documents.case import Case
from ctidocs.register.blank import workbook
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import Settings
from ctidocs.register.schema.around import OtherPlan, Testimony
from ctidocs.register.schema.intake import Course, Key, Pause, Referral
from ctidocs.register.schema.work import Assessment, Measurement, PlanStep

NR = "25-014"
START = date(2025, 2, 1)
IN_PHASE_2 = date(2025, 5, 20)
Rows = dict[str, tuple[Any, ...]]

REFERRAL = Referral(NR, date(2025, 1, 2), "krisecenter", acting_municipality="København")
COURSE = Course(
    NR,
    worker_id="Mette Eksempel",
    target_group="kvinder fra krisecenter",
    contact_start=date(2025, 1, 10),
    moved_in=date(2025, 1, 20),
    phase1_start=START,
    compass_in_plan=True,
    long_term_goals="Jeg vil have et fast arbejde og et roligt hjem.",
)
HER_FIRST = Measurement(NR, "M0", START, "kvinden", 3, 4, 2, 5, 4, 6, 3, 2, "ikke relevant", 8)
HER_SECOND = Measurement(NR, "M1", date(2025, 4, 30), "kvinden", 6, 5, 4, None, 6, 5, 5, 4, "ikke relevant", 8)
WORKERS_FIRST = Measurement(NR, "M0", START, "medarbejder", 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, "Kun til personalet.")

FULL: Rows = {
    "Visitation": (REFERRAL,),
    "Forløb": (COURSE,),
    "Kompas": (HER_FIRST, WORKERS_FIRST, HER_SECOND),
    "Afdækning": (
        Assessment(NR, "netværk", "Har en søster, hun taler med hver dag", "Flere at tale med", "Her er tyst.", False),
        Assessment(NR, "bolig", "Holder lejligheden pæn", "Gardiner og en seng", "Det skal ligne et hjem.", True),
        Assessment(NR, "sikkerhed", "HEMMELIG-STYRKE", "HEMMELIG-LÅS", "HEMMELIGE-ORD", True),
    ),
    "Plan": (
        PlanStep(NR, 1, 1, "økonomi", True, "Regningerne hober sig op.", "Jeg vil sove om natten.", "At åbne breve",
                 "Betaler altid huslejen først", "Alle faste udgifter betales til tiden.", "mig selv",
                 "Kan selv åbne post", "Øver e-Boks sammen", "jeg og medarbejderen", date(2025, 2, 12), "nået",
                 "Jeg åbner selv min post.", "Jeg ringer selv til banken."),
        PlanStep(NR, 1, 2, "børn", True, "Den yngste er utryg.", "Jeg vil aflevere uden gråd.", None, None,
                 "Trygge afleveringer.", "børn", None, "Møde i børnehaven", "jeg", date(2025, 3, 1), "i gang"),
        PlanStep(NR, 1, 1, subgoal="Har en budgetkonto", activity="Møde i banken", who="jeg", due=date(2025, 3, 5)),
        PlanStep(NR, 1, 3, "andet", True, goal="Faste rammer om samvær.", directed_at="ham"),
        PlanStep(NR, 1, 4, "sikkerhed", True, "HEMMELIG-GRUND", goal="HEMMELIGT-MÅL", activity="HEMMELIG-HANDLING"),
        PlanStep(NR, 2, 1, "netværk", True, goal="Kender to naboer.", activity="Fællesspisning", due=date(2025, 5, 9)),
    ),
    "Andre planer": (OtherPlan(NR, "jobplan", "jobcentret", date(2025, 1, 15), "Praktik", "To møder på én dag"),),
    "Bevidninger": (
        Testimony(NR, date(2025, 3, 3), "naboen", "Hun hilser på hele opgangen.", True),
        Testimony(NR, date(2025, 3, 4), "lægen", "MÅ-IKKE-BRUGES", False),
        Testimony(NR, date(2025, 3, 5), "læreren", "IKKE-SPURGT"),
    ),
}  # fmt: skip

EMPTY: Rows = {
    "Visitation": (Referral(NR),),
    "Forløb": (Course(NR, phase1_start=START, compass_in_plan=True),),
}

AWKWARD_TEXT = 'Smith & <Sons> {{ 7*7 }} "citat" Łukasz Nguyễn Şükran Олена ' + "ord " * 60


def awkward() -> Rows:
    """The full register with every free text replaced by an awkward one."""
    return {sheet: tuple(_made_awkward(row) for row in rows) for sheet, rows in FULL.items()}


def _made_awkward(row: Any) -> Any:
    free = {"worker_id", "long_term_goals", "strengths", "needs", "own_words", "why", "difficult", "goal", "subgoal",
            "activity", "who", "result", "change", "responsible", "shared_goal", "conflict", "witness",
            "text"}  # fmt: skip
    return replace(
        row, **{f.name: AWKWARD_TEXT.strip() for f in fields(row) if f.name in free and getattr(row, f.name)}
    )


def read(rows: Rows, folder: Path, *, settings: Settings | None = None) -> Register:
    """The register as the reader gives it, from a real workbook."""
    path = folder / "register.xlsx"
    path.write_bytes(workbook(rows, settings=settings or Settings(organisation="Eksempelby Kommune", sample=True)))
    register, problems = read_register(path)
    assert [p for p in problems if p.level == "error"] == []
    return register


def case_of(rows: Rows, folder: Path, *, on: date = IN_PHASE_2, name: str | None = "Zoë") -> Case:
    """The one case of a register on a day. `name`: her name in the key workbook; None = no key workbook."""
    key = Key(NR, display_name=name) if name else None
    return Case(NR, on, read(rows, folder), key, name is not None, "7kq2mx")


def paused(start: date, end: date | None) -> Pause:
    """A pause of hers."""
    return Pause(NR, start, end, "somatisk")
