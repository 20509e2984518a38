"""C3, the CTI plan: hers and the worker's, one per begun phase. Her words, few focus areas, who does what when.

N: no safety content. Rows of the area "sikkerhed" are never printed here; the staff copy says where they belong.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from ctidocs.documents.base import Content, Document, Field, Paper, Per, Reader, Reads, sheet_values
from ctidocs.documents.case import Case
from ctidocs.documents.compass import COMPASS, COMPASS_COLUMNS, own_compass
from ctidocs.documents.shared import (
    COURSE_PHASES,
    HER,
    PAPER,
    PHASE,
    course_values,
    listed,
    paper_values,
    phase_values,
)
from ctidocs.language import gettext as _
from ctidocs.method.phases import Phase
from ctidocs.register.column import Sheet
from ctidocs.register.focus import FocusArea, focus_areas
from ctidocs.register.schema import ASSESSMENTS, COURSES, MEASUREMENTS, OTHER_PLANS, PAUSES, PLAN, SETTINGS, TESTIMONIES
from ctidocs.register.schema.work import Assessment, PlanStep

COMPUTED_SHEETS = (SETTINGS, MEASUREMENTS)  # not as rows: settings are one group, the worker's scores never pass
SAFETY_AREA = "sikkerhed"
FIRST_STEPS_DAYS = 14  # C3 «Første skridt inden 14 dage»
GOAL_FOR = {"mig selv": "Mål for mig selv", "børn": "Mål for børnene", "ham": "Mål i forhold til ham"}
GOAL = "Mål"
HIM = "ham"


def _all_but(sheet: Sheet[Any], *left_out: str) -> tuple[str, ...]:
    return tuple(column.name for column in sheet.columns if column.name not in left_out)


READS = (
    Reads(SETTINGS, ("organisation", "project_name", "wording", "sample")),
    Reads(COURSES, ("case_id", "worker_id", "moved_in", "phase1_start", "compass_in_plan", "long_term_goals",
                    "closed_on")),
    Reads(PAUSES, ("start", "end")),
    Reads(ASSESSMENTS, _all_but(ASSESSMENTS, "case_id")),
    Reads(PLAN, _all_but(PLAN, "case_id")),
    Reads(OTHER_PLANS, _all_but(OTHER_PLANS, "case_id")),
    Reads(TESTIMONIES, _all_but(TESTIMONIES, "case_id")),
    Reads(MEASUREMENTS, COMPASS_COLUMNS),
)  # fmt: skip

_STEP = (
    Field("delmål", "Et skridt på vejen.", "kan selv åbne posten i e-Boks"),
    Field("aktivitet", "Det, der gøres.", "øver e-Boks sammen"),
    Field("hvem", "Hvem gør det.", "hende og medarbejderen"),
    Field("frist", "Hvornår.", "15. marts 2025"),
    Field("status", "Hvor langt det er.", "i gang"),
)
_FOCUS = (
    Field("nr", "Fokusområdets nummer på papiret.", "1"),
    Field("område", "Området.", "økonomi"),
    Field("hvorfor", "Hvorfor dette.", "regningerne hober sig op"),
    Field(
        "hendes_ord", "Det vil hun gerne opnå, med hendes egne ord.", "Jeg vil sove om natten uden at tænke på penge."
    ),
    Field("svært", "Det, hun synes er svært.", "at åbne breve"),
    Field("styrker", "Det, hun kan bygge på.", "har altid betalt huslejen først"),
    Field("mål", "Målet.", "alle faste udgifter betales til tiden"),
    Field("mål_for", "Overskriften over målet.", "Mål for mig selv"),
    Field("skridt", "Skridtene.", many=True, fields=_STEP),
    Field("resultater", "Hvad der skete.", many=True, fields=(Field("tekst", "Resultatet.", "budgettet holder"),)),
    Field(
        "ændringer", "Hvad der ændres.", many=True, fields=(Field("tekst", "Ændringen.", "hun ringer selv til banken"),)
    ),
)
COMPUTED = (
    PAPER, HER, PHASE, COURSE_PHASES, COMPASS,
    Field("styrker", "Hendes styrker, fra Afdækning.", many=True, fields=(
        Field("område", "Området.", "netværk"), Field("tekst", "Styrken.", "har en søster, hun taler med hver dag"))),
    Field("situation", "Hendes situation nu, fra Afdækning; det vigtigste først.", many=True, fields=(
        Field("område", "Området.", "bolig"),
        Field("behov", "Hvad hun har brug for.", "gardiner og en seng"),
        Field("hendes_ord", "Med hendes egne ord.", "Jeg vil gerne have, at det ligner et hjem."),
        Field("vigtigt", "Om det er vigtigt for hende nu.", "ja"))),
    Field("fokus", "Fokusområderne i fasen, højst tre.", many=True, fields=_FOCUS),
    Field("første_skridt", "Skridt med frist i fasens første 14 dage.", many=True, fields=_STEP),
    Field("det_er_svært", "Det, hun synes er svært, ét pr. fokusområde.", many=True, fields=(
        Field("tekst", "Det svære.", "at bede om hjælp"),)),
    Field("sikkerhed_andetsteds", "Om noget om sikkerhed er udeladt her (bruges i {% if %}).", "nej"),
)  # fmt: skip


def plan_content(case: Case, number: int, reader: Reader) -> Content:
    """What fills the plan of one phase; her copy has nothing about him, and the compass only if she wants."""
    phase = _phase(case, number)
    areas = [area for area in focus_areas(case.rows(PLAN, _columns(PLAN))) if area.phase == number]
    assessments = case.rows(ASSESSMENTS, _columns(ASSESSMENTS))
    printed = [area for area in areas if not _is_safety(area) and not _tells_of_him(area, reader)]
    kept = [row for row in assessments if row.area != SAFETY_AREA]
    compass, drawing = own_compass(case, until=_until(case, phase), shown=_shows_compass(case, reader))
    own = _without_safety(sheet_values(case, [read for read in READS if read.sheet not in COMPUTED_SHEETS]))
    values: dict[str, object] = {
        **own,
        "opsætning": _settings(case),
        **paper_values(case),
        "fase": phase_values(case, phase),
        "faser": course_values(case),
        "kompas": compass,
        "styrker": [{"område": row.area, "tekst": row.strengths} for row in kept if row.strengths],
        "situation": _situation(kept),
        "fokus": [_focus(area, place) for place, area in enumerate(printed, start=1)],
        "første_skridt": _first_steps(printed, phase),
        "det_er_svært": listed(area.shared.difficult for area in printed),
        "sikkerhed_andetsteds": len(kept) < len(assessments) or any(_is_safety(area) for area in areas),
    }
    shown = {area.focus for area in printed}  # by number: a later row of an area left out may not say its area
    values["plan"] = [row for row in _rows(values["plan"]) if row["fase"] == number and row["fokus_nr"] in shown]
    values["bevidninger"] = _testimonies(values["bevidninger"], _until(case, phase))
    return Content(values, {"kompas": drawing} if drawing else {})


def _columns(sheet: Sheet[Any]) -> tuple[str, ...]:
    return next(read.columns for read in READS if read.sheet is sheet)


def _rows(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _phase(case: Case, number: int) -> Phase:
    return case.phases.phases[number - 1] if case.phases else Phase(number, None, None)


def _until(case: Case, phase: Phase) -> date:
    """The plan of a phase tells what was known when the phase ended, with the compass's own days after it (R4).

    So the plan of phase 1 does not change because phase 3 was measured.
    """
    if phase.end is None:
        return case.on
    return min(case.on, phase.end + timedelta(days=case.settings.compass_tolerance_days))


def _shows_compass(case: Case, reader: Reader) -> bool:
    wanted = case.course.compass_in_plan
    return wanted is True if reader is Reader.HER else wanted is not False


def _settings(case: Case) -> dict[str, object]:
    columns = next(read.columns for read in READS if read.sheet is SETTINGS)
    return {SETTINGS.by_name[name].tag: getattr(case.settings, name) or None for name in columns}


def _without_safety(values: dict[str, object]) -> dict[str, object]:
    return {
        tag: [row for row in value if row.get("område") != SAFETY_AREA] if isinstance(value, list) else value
        for tag, value in values.items()
    }


def _situation(rows: Iterable[Assessment]) -> list[dict[str, object]]:
    ordered = sorted((row for row in rows if row.needs or row.own_words), key=lambda row: not row.important_now)
    return [
        {"område": row.area, "behov": row.needs, "hendes_ord": row.own_words, "vigtigt": bool(row.important_now)}
        for row in ordered
    ]


def _is_safety(area: FocusArea) -> bool:
    """Whether any row of it says so: rows that disagree are an error, and the careful answer is to keep it back."""
    return any(step.area == SAFETY_AREA for step in area.steps)


def _tells_of_him(area: FocusArea, reader: Reader) -> bool:
    """F1, he finds the paper: what is about him stands in the staff copy only."""
    return reader is Reader.HER and any(step.directed_at == HIM for step in area.steps)


def _focus(area: FocusArea, place: int) -> dict[str, object]:
    shared = area.shared
    label = GOAL_FOR.get(shared.directed_at or "", GOAL)
    return {
        "nr": place,
        "område": shared.area,
        "hvorfor": shared.why,
        "hendes_ord": shared.own_words,
        "svært": shared.difficult,
        "styrker": shared.strengths,
        "mål": shared.goal,
        "mål_for": label,
        "skridt": [_step(step) for step in area.steps if step.subgoal or step.activity or step.who or step.due],
        "resultater": listed(step.result for step in area.steps),
        "ændringer": listed(step.change for step in area.steps),
    }


def _step(step: PlanStep) -> dict[str, object]:
    return {
        "delmål": step.subgoal,
        "aktivitet": step.activity,
        "hvem": step.who,
        "frist": step.due,
        "status": step.status,
    }


def _first_steps(areas: Iterable[FocusArea], phase: Phase) -> list[dict[str, object]]:
    if phase.start is None:
        return []
    last = phase.start + timedelta(days=FIRST_STEPS_DAYS)
    steps = [step for area in areas for step in area.steps if step.activity and step.due and step.due <= last]
    return [_step(step) for step in sorted(steps, key=lambda step: (step.due, step.focus))]


def _testimonies(rows: object, until: date) -> list[dict[str, object]]:
    return [row for row in _rows(rows) if row["må_bruges"] is True and row["dato"] <= until]  # type: ignore[operator]


def _missing(case: Case) -> str:
    if case.course.phase1_start is None:
        return _("phase 1 has no start yet")
    return _("phase 1 has not begun on the day")


CTI_PLAN = Document(
    number="C3",
    name="cti-plan",
    danish="cti-plan",
    title="CTI-plan",
    per=Per.PHASE,
    papers=(
        Paper(Reader.STAFF, "cti-plan.docx", "cti-plan-f{item}"),
        Paper(Reader.HER, "cti-plan-hende.docx", "plan-{item}"),
    ),
    reads=READS,
    computed=COMPUTED,
    items=lambda case: tuple(phase.number for phase in case.begun_phases()),
    applies=lambda case: case.course.closed_on is None or case.course.closed_on > case.on,
    context=plan_content,
    missing=_missing,
)
