from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document, Paper, Reader, known_tags
from ctidocs.documents.case import Case
from ctidocs.documents.cti_plan import CTI_PLAN, plan_content
from ctidocs.make import BLANKS, picture_of
from ctidocs.register.column import Kind
from ctidocs.register.schema import COURSES, SHEETS
from ctidocs.register.schema.work import PlanStep
from ctidocs.render.word import Template
from ctidocs.workspace import package_file
from tests import goldens
from tests.women import AWKWARD_TEXT, COURSE, EMPTY, FULL, IN_PHASE_2, NR, Rows, awkward, case_of, paused

PAPERS = [(document, paper) for document in DOCUMENTS for paper in document.papers]


def filled(document: Document, paper: Paper, case: Case, item: int) -> bytes:
    template = Template(package_file("templates") / "docx" / paper.template)
    content = document.context(case, item, paper.reader)
    pictures = {name: picture_of(compass) for name, compass in content.compasses.items()}
    return template.fill(content.values, blank=BLANKS[paper.reader], pictures=pictures)


def values(rows: Rows, folder: Path, reader: Reader = Reader.STAFF, number: int = 1, **more: Any) -> dict[str, Any]:
    return dict(plan_content(case_of(rows, folder, **more), number, reader).values)


@pytest.mark.parametrize(("document", "paper"), PAPERS, ids=lambda value: getattr(value, "template", ""))
@pytest.mark.parametrize("kind", ["full", "empty", "awkward"])
def test_golden_text_of_each_paper(document: Document, paper: Paper, kind: str, tmp_path: Path) -> None:
    case = case_of({"full": FULL, "empty": EMPTY, "awkward": awkward()}[kind], tmp_path, name="Zoë O'Eksempel & Søn")
    text = goldens.paper_text(filled(document, paper, case, document.items(case)[0]))
    assert "{{" not in text.replace("{{ 7*7 }}", "")
    assert "None" not in text
    goldens.compare(f"{document.name}/{paper.template.removesuffix('.docx')}-{kind}.txt", text)


@pytest.mark.parametrize(("document", "paper"), PAPERS, ids=lambda value: getattr(value, "template", ""))
def test_nothing_from_a_column_that_the_document_does_not_declare_is_in_any_part_of_its_paper(
    document: Document, paper: Paper, tmp_path: Path
) -> None:
    declared = {(read.sheet.name, name) for read in document.reads for name in read.columns}
    rows: Rows = {sheet.name: () for sheet in SHEETS if not sheet.vertical}
    tokens = []
    for sheet in SHEETS:
        if not sheet.per_case or sheet.vertical:
            continue
        row = next(iter(FULL.get(sheet.name, ())), None) or sheet.row(case_id=NR, **_keys(sheet))
        undeclared = [c.name for c in sheet.columns if c.kind is Kind.TEXT and (sheet.name, c.name) not in declared]
        tokens += [f"TOKEN-{sheet.number}-{name}" for name in undeclared]
        rows[sheet.name] = (replace(row, **{name: f"TOKEN-{sheet.number}-{name}" for name in undeclared}),)
    case = case_of(rows, tmp_path)
    made = filled(document, paper, case, document.items(case)[0])
    parts = _parts(made)
    assert len(tokens) > 20
    assert [token for token in tokens for part in parts if token.encode() in part] == []


def _keys(sheet: Any) -> dict[str, Any]:
    example = {Kind.TEXT: "x", Kind.DATE: date(2025, 3, 1), Kind.WHOLE: 1, Kind.PERIOD: "2025"}
    return {c.name: c.choices[0] if c.choices else example[c.kind] for c in sheet.keys if c.kind is not Kind.CASE}


def _parts(data: bytes) -> list[bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_rows_about_safety_are_not_in_the_plan_and_the_staff_copy_says_where_they_are(tmp_path: Path) -> None:
    for paper in CTI_PLAN.papers:
        made = filled(CTI_PLAN, paper, case_of(FULL, tmp_path), 1)
        assert [part for part in _parts(made) if b"HEMMELIG" in part] == []
        said = "står i sikkerhedsstrategien" in goldens.paper_text(made)
        assert said == (paper.reader is Reader.STAFF)


def test_rows_of_one_phase_and_number_are_one_focus_area_numbered_as_printed(tmp_path: Path) -> None:
    found = values(FULL, tmp_path)["fokus"]
    assert [(f["nr"], f["område"], f["mål_for"], [s["aktivitet"] for s in f["skridt"]]) for f in found] == [
        (1, "økonomi", "Mål for mig selv", ["Øver e-Boks sammen", "Møde i banken"]),
        (2, "børn", "Mål for børnene", ["Møde i børnehaven"]),
        (3, "andet", "Mål i forhold til ham", []),
    ]
    assert [f["område"] for f in values(FULL, tmp_path, number=2)["fokus"]] == ["netværk"]


def test_her_own_copy_has_nothing_of_a_focus_area_about_him(tmp_path: Path) -> None:
    assert [f["mål_for"] for f in values(FULL, tmp_path, Reader.HER)["fokus"]] == [
        "Mål for mig selv",
        "Mål for børnene",
    ]
    made = filled(CTI_PLAN, CTI_PLAN.papers[1], case_of(FULL, tmp_path), 1)
    assert [part for part in _parts(made) if "samvær".encode() in part] == []


def test_a_focus_area_with_any_row_about_safety_is_kept_back_whole(tmp_path: Path) -> None:
    mixed = (PlanStep(NR, 1, 1, "bolig", activity="male"), PlanStep(NR, 1, 1, "sikkerhed", activity="LÅSEN"),
             PlanStep(NR, 1, 1, activity="GEMME"))  # fmt: skip
    found = values({**FULL, "Plan": mixed}, tmp_path)
    assert (found["fokus"], found["plan"], found["sikkerhed_andetsteds"]) == ([], [], True)


def test_a_step_with_only_who_and_when_is_printed(tmp_path: Path) -> None:
    rows = {**FULL, "Plan": (PlanStep(NR, 1, 1, "bolig", who="naboen", due=date(2025, 2, 9)),)}
    (area,) = values(rows, tmp_path)["fokus"]
    assert [(step["hvem"], step["frist"]) for step in area["skridt"]] == [("naboen", date(2025, 2, 9))]


@pytest.mark.parametrize("reader", list(Reader))
def test_the_plain_rows_have_no_more_than_the_focus_areas(reader: Reader, tmp_path: Path) -> None:
    hidden = replace(FULL["Plan"][4], area=None, why="HEMMELIG-FORTSAT")  # the same area's next row does not repeat it
    found = values({**FULL, "Plan": (*FULL["Plan"], hidden)}, tmp_path, reader)
    assert {row["fokus_nr"] for row in found["plan"]} == ({1, 2, 3} if reader is Reader.STAFF else {1, 2})


def test_first_steps_are_those_due_within_14_days_of_the_phase(tmp_path: Path) -> None:
    assert [step["aktivitet"] for step in values(FULL, tmp_path)["første_skridt"]] == ["Øver e-Boks sammen"]
    assert [step["aktivitet"] for step in values(FULL, tmp_path, number=2)["første_skridt"]] == ["Fællesspisning"]


def test_only_testimonies_that_may_be_used_are_printed(tmp_path: Path) -> None:
    assert [row["tekst"] for row in values(FULL, tmp_path)["bevidninger"]] == ["Hun hilser på hele opgangen."]


@pytest.mark.parametrize(
    ("wanted", "reader", "shown"),
    [
        (True, Reader.STAFF, True), (None, Reader.STAFF, True), (False, Reader.STAFF, False),
        (True, Reader.HER, True), (None, Reader.HER, False), (False, Reader.HER, False),
    ],
)  # fmt: skip
def test_her_compass_is_shown_as_she_wants(wanted: bool | None, reader: Reader, shown: bool, tmp_path: Path) -> None:
    rows = {**FULL, "Forløb": (replace(COURSE, compass_in_plan=wanted),)}
    content = plan_content(case_of(rows, tmp_path), 1, reader)
    assert content.values["kompas"]["vises"] is shown  # type: ignore[index]
    assert bool(content.compasses) is shown


def test_the_compass_is_her_own_first_and_latest_never_the_workers(tmp_path: Path) -> None:
    content = plan_content(case_of(FULL, tmp_path), 1, Reader.STAFF)
    subjects: Any = content.values["kompas"]["emner"]  # type: ignore[index]
    assert [(s["første"], s["seneste"], s["ændring"]) for s in subjects] == [
        (3, 6, "+3"), (4, 5, "+1"), (2, 4, "+2"), (5, None, None), (4, 6, "+2"), (6, 5, "−1"), (3, 5, "+2"),
        (2, 4, "+2"), ("ikke relevant", "ikke relevant", None), (8, 8, "0"),
    ]  # fmt: skip
    drawn = content.compasses["kompas"]
    assert [(line.respondent, line.scores[0], line.baseline) for line in drawn.lines] == [
        ("kvinden", 3, True), ("kvinden", 6, False),
    ]  # fmt: skip


def test_the_plan_of_a_phase_tells_what_was_known_then_not_what_came_later(tmp_path: Path) -> None:
    later = replace(FULL["Kompas"][2], round="M3", measured_on=date(2025, 10, 31), safety=10)
    rows = {**FULL, "Kompas": (*FULL["Kompas"], later)}
    now, then = (values(rows, tmp_path, number=1, on=on) for on in (date(2025, 12, 1), IN_PHASE_2))
    assert now["kompas"] == then["kompas"]


def test_one_round_alone_is_shown_without_a_change_and_no_round_not_at_all(tmp_path: Path) -> None:
    one = values({**FULL, "Kompas": FULL["Kompas"][:2]}, tmp_path)["kompas"]
    assert (one["vises"], one["to_gange"], {s["ændring"] for s in one["emner"]}) == (True, False, {None})
    assert values({**FULL, "Kompas": FULL["Kompas"][1:2]}, tmp_path)["kompas"]["vises"] is False


@pytest.mark.parametrize(
    ("on", "phases"),
    [
        (date(2025, 1, 31), ()), (date(2025, 2, 1), (1,)), (date(2025, 5, 1), (1, 2)), (date(2025, 8, 1), (1, 2, 3)),
    ],
)  # fmt: skip
def test_there_is_a_plan_for_each_phase_that_has_begun(on: date, phases: tuple[int, ...], tmp_path: Path) -> None:
    assert CTI_PLAN.items(case_of(FULL, tmp_path, on=on)) == phases


def test_a_course_that_stopped_early_has_no_plan_for_phases_it_never_reached(tmp_path: Path) -> None:
    rows = {**FULL, "Forløb": (replace(COURSE, closed_on=date(2025, 4, 10)),)}
    case = case_of(rows, tmp_path, on=date(2025, 12, 1))
    assert (CTI_PLAN.items(case), CTI_PLAN.applies(case)) == ((1,), False)


def test_an_open_pause_leaves_the_end_open_and_the_paper_says_since_when(tmp_path: Path) -> None:
    rows = {**FULL, "Pauser": (paused(date(2025, 4, 10), None),)}
    text = goldens.paper_text(filled(CTI_PLAN, CTI_PLAN.papers[0], case_of(rows, tmp_path), 1))
    assert "1.2.2025 – slut afventer – på pause siden 10.4.2025" in text


def test_without_a_key_workbook_her_name_is_a_line_and_with_a_blank_name_she_is_dig(tmp_path: Path) -> None:
    hers = CTI_PLAN.papers[1]
    assert "Til: ⎯⎯⎯" in goldens.paper_text(filled(CTI_PLAN, hers, case_of(FULL, tmp_path, name=None), 1))
    case = replace(case_of(FULL, tmp_path), key=None)
    assert "Til: dig" in goldens.paper_text(filled(CTI_PLAN, hers, case, 1))


def test_a_column_that_the_team_added_can_be_used_in_the_template(tmp_path: Path) -> None:
    case = case_of(FULL, tmp_path)
    register = replace(
        case.register,
        added={COURSES.name: ("kontaktperson",)},
        by_sheet={
            **case.register.by_sheet,
            "Forløb": tuple(replace(r, added={"kontaktperson": "Ane"}) for r in case.register.by_sheet["Forløb"]),
        },
    )
    case = replace(case, register=register)
    assert plan_content(case, 1, Reader.STAFF).values["forløb"]["kontaktperson"] == "Ane"  # type: ignore[index]
    assert known_tags(CTI_PLAN, added=register.added)["forløb"].fields["kontaktperson"]  # type: ignore[union-attr]


def test_awkward_text_stands_exactly_in_every_place(tmp_path: Path) -> None:
    text = goldens.paper_text(filled(CTI_PLAN, CTI_PLAN.papers[0], case_of(awkward(), tmp_path), 1))
    assert text.count(AWKWARD_TEXT.strip()) > 15


def test_the_schema_of_the_case_is_complete_so_that_an_empty_case_has_every_tag(tmp_path: Path) -> None:
    empty, full = values(EMPTY, tmp_path), values(FULL, tmp_path)
    assert empty.keys() == full.keys()
    assert empty["forløb"].keys() == full["forløb"].keys()
