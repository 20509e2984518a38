"""The command line as a contract: whole stdout, stderr and exit code of each command."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ctidocs import cli, documents
from ctidocs.cli import shared
from ctidocs.register.blank import workbook
from ctidocs.register.read import read_register
from ctidocs.register.schema import KEY, REFERRALS, Settings
from ctidocs.register.schema.intake import Course, Key, Referral
from ctidocs.register.schema.work import Measurement, PlanStep
from tests.commands import Ran, Shell
from tests.goldens import paper_text
from tests.registers import register, settings_sheet
from tests.women import COURSE, FULL, NR, REFERRAL, paused

SETTINGS = Settings(organisation="Eksempelby Kommune", sample=True)
PLANS = ("output/25-014/25-014-cti-plan-f1.docx", "output/25-014/25-014-cti-plan-f2.docx")
ON = ("--on", "2025-05-20")
PARTNER = settings_sheet({"Eksempeldata": "ja", "Nummerserie": "500–999"})


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.fixture
def office(shell: Shell) -> Shell:
    """A workspace "kontor" with one full case."""
    assert shell("new", "kontor").code == 0
    home = Shell(shell.folder / "kontor", shell._capture)
    (home.folder / "register.xlsx").write_bytes(workbook(FULL, settings=SETTINGS))
    return home


def made(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "output").rglob("*.docx"))


def test_new_makes_a_workspace_whose_blank_register_has_nothing_wrong(shell: Shell) -> None:
    assert shell("new", "kontor") == Ran(
        "kontor\n", f"Next: open {Path('kontor/register.xlsx')} in Excel; then run ctidocs check in the folder.\n", 0
    )
    home = Shell(shell.folder / "kontor", shell._capture)
    assert sorted(path.name for path in home.folder.iterdir()) == [
        ".ctidocs", "Lav papirer.cmd", "Tjek register.cmd", "ctidocs.toml", "forms", "kontaktlog", "output",
        "register.xlsx", "safety", "templates",
    ]  # fmt: skip
    assert home("check") == Ran("", "register.xlsx: nothing found\n", 0)
    assert home("check", "--format", "json", "--strict") == Ran("[]\n", "register.xlsx: nothing found\n", 0)
    assert home("make") == Ran("", "0 cases: nothing to make\n", 0)


def test_new_never_writes_into_a_folder_that_has_something(shell: Shell) -> None:
    (shell.folder / "x").mkdir()
    (shell.folder / "x" / "mit.txt").write_text("mit")
    assert shell("new", "x") == Ran("", "x is not empty\n    hint: choose a folder that is not there yet\n", 1)
    assert [path.name for path in (shell.folder / "x").iterdir()] == ["mit.txt"]


def test_check_names_each_wrong_cell_as_text_and_json_in_both_languages(office: Shell) -> None:
    wrong = Course(NR, phase1_start="i går", worker_id="Mette")  # type: ignore[arg-type]
    rows = {"Visitation": (REFERRAL,), "Forløb": (wrong,)}
    (office.folder / "register.xlsx").write_bytes(workbook(rows))
    english = office("check")
    assert english == Ran(
        "register.xlsx:Forløb!O2: not a date [not-a-date]\n    hint: type it as 15.05.2025\n"
        "register.xlsx:Forløb!E2: missing: this cell is to be filled in [missing]\n"
        "    hint: until then the papers leave it open\n",
        "register.xlsx: 1 error, 1 missing\n",
        1,
    )
    danish = office("check", lang="da")
    assert danish.out.startswith("register.xlsx:Forløb!O2: ikke en dato [not-a-date]\n    tip: ")
    found = json.loads(office("check", "--format", "json").out)
    assert found[0] == {
        "file": "register.xlsx", "sheet": "Forløb", "cell": "O2", "code": "not-a-date", "message": "not a date",
        "hint": "type it as 15.05.2025", "level": "error",
    }  # fmt: skip


def test_strict_counts_what_is_missing_as_a_finding(office: Shell) -> None:
    (office.folder / "register.xlsx").write_bytes(workbook({"Visitation": (Referral(NR),)}))
    assert office("check").code == 0
    assert office("check", "--strict").code == 1


def test_make_writes_the_papers_and_says_so_and_the_second_time_leaves_them_alone(office: Shell) -> None:
    ran = office("make", "cti-plan", *ON)
    assert (ran.err, ran.code) == ("1 case: 4 made\n", 0)
    assert [Path(line).exists() for line in ran.out.splitlines()] == [True] * 4
    papers = made(office.folder)
    assert [paper for paper in papers if "til-hende" not in paper] == list(PLANS)
    code = papers[-1].split("/")[-1].split("-")[0]
    assert [p for p in papers if "til-hende" in p] == [f"output/25-014/til-hende/{code}-plan-{n}.docx" for n in (1, 2)]
    before = {paper: (office.folder / paper).stat().st_mtime_ns for paper in papers}
    assert office("make", "C3", *ON) == Ran("", "1 case: 4 unchanged\n", 0)
    assert office("make", "cti-plan", "--on", "21.05.2025") == Ran("", "1 case: 4 unchanged\n", 0)
    assert {paper: (office.folder / paper).stat().st_mtime_ns for paper in papers} == before


def test_make_without_a_name_makes_what_applies_now(office: Shell) -> None:
    assert office("make", *ON).err == "1 case: 4 made\n"
    closed = {**FULL, "Forløb": (Course(NR, phase1_start=COURSE.phase1_start, closed_on=COURSE.phase1_start),)}
    (office.folder / "register.xlsx").write_bytes(workbook(closed))
    assert office("make", *ON).err == "0 cases: nothing to make\n"
    assert office("make", "cti-plan", *ON).err == "1 case: 2 made\n"  # by name also after closing


def test_a_file_that_is_not_ours_is_never_touched(office: Shell) -> None:
    paper = office.folder / PLANS[0]
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"mit eget")
    ran = office("make", "cti-plan", *ON)
    assert ran.code == 1
    assert "25-014 cti-plan-f1: 25-014-cti-plan-f1.docx was not made by ctidocs, and is left alone\n" in ran.err
    assert ran.err.endswith("1 case: 3 made, 1 failed\n")
    assert paper.read_bytes() == b"mit eget"


def test_a_sentence_changed_in_the_template_stands_in_the_next_paper(office: Shell) -> None:
    from docx import Document

    office("make", "cti-plan", *ON)
    template = office.folder / "templates" / "docx" / "cti-plan.docx"
    document = Document(str(template))
    document.paragraphs[1].runs[0].text = "Planen er din."
    document.save(str(template))
    assert office("make", "cti-plan", *ON).err == "1 case: 2 made, 2 unchanged\n"
    assert Document(str(office.folder / PLANS[0])).paragraphs[1].text == "Planen er din."


def test_a_mistyped_tag_names_template_tag_and_the_one_she_meant_and_the_other_papers_are_made(office: Shell) -> None:
    from docx import Document

    template = office.folder / "templates" / "docx" / "cti-plan.docx"
    document = Document(str(template))
    document.add_paragraph("{{ forløb.medarbejdr }}")
    document.save(str(template))
    ran = office("make", "cti-plan", *ON)
    assert ran.code == 1
    assert ran.err == (
        "2 papers: the template cti-plan.docx has 1 mistake\n"
        "cti-plan.docx:body!198: in “{{ forløb.medarbejdr }}”: "
        "there is no field {{ forløb.medarbejdr }} [unknown-tag]\n"
        "    hint: did you mean {{ forløb.medarbejder }}? (the column Medarbejder in the sheet Forløb)\n"
        "    hint: correct it in Word; ctidocs fields cti-plan lists the tags it may use\n"
        "1 case: 2 made, 2 failed\n"
    )
    assert all("til-hende" in paper for paper in made(office.folder))


def test_a_paper_that_reads_a_wrong_cell_is_not_made_and_is_named_and_every_other_is(office: Shell) -> None:
    other = "25-015"
    rows = {
        "Visitation": (REFERRAL, Referral(other, acting_municipality="København")),
        "Forløb": (COURSE, Course(other, phase1_start=COURSE.phase1_start, draft_on="snart")),  # type: ignore[arg-type]
        "Plan": (*FULL["Plan"][:1], PlanStep(NR, 1, 2, due="i morgen")),
    }
    (office.folder / "register.xlsx").write_bytes(workbook(rows))
    ran = office("make", "cti-plan", *ON)
    assert ran.code == 1
    assert {Path(path).parts[1] for path in made(office.folder)} == {other}  # its wrong cell is not read by the plan
    assert "25-014 cti-plan-f1: not made because of Plan!O3\n" in ran.err
    assert ran.err.endswith("2 cases: 4 made, 4 failed (Plan!O3)\n")


def test_case_and_worker_choose_and_an_unknown_one_is_a_usage_error(office: Shell) -> None:
    assert office("make", "cti-plan", *ON, "--case", NR).err == "1 case: 4 made\n"
    assert office("make", "cti-plan", *ON, "--case", "25-999").code == 2
    assert office("make", "cti-plan", *ON, "--worker", "XX").code == 2
    ran = office("make", "ctiplan", *ON)
    assert ran.code == 2
    assert ran.err == "there is no document ctiplan\n    hint: did you mean “cti-plan”?\n"


def test_her_name_comes_from_the_key_workbook_and_without_it_everything_is_still_made(office: Shell) -> None:
    config = office.folder / "ctidocs.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'noegle = "noegle.xlsx"\n', encoding="utf-8")
    ran = office("make", "cti-plan", *ON)
    assert ran.err == "there is no noegle.xlsx here; names are left as lines to write on\n1 case: 4 made\n"
    keys = workbook({KEY.name: (Key(NR, "Zoë"),)}, sheets=(KEY,), front=False)
    (office.folder / "noegle.xlsx").write_bytes(keys)
    assert office("make", "cti-plan", *ON).err == "1 case: 2 made, 2 unchanged\n"


@pytest.mark.parametrize("ending", [".pdf", ".svg", ".png", ".PDF"])
@pytest.mark.parametrize("who", ["kvinden", "begge"])
def test_compass_draws_one_case_as_pdf_svg_or_png(office: Shell, ending: str, who: str) -> None:
    target = office.folder / f"kompas{ending}"
    assert office("compass", NR, "--to", target, "--who", who, *ON) == Ran(f"{target}\n", "", 0)
    starts = {".pdf": b"%PDF", ".svg": b"<?xml", ".png": b"\x89PNG"}
    assert target.read_bytes().startswith(starts[ending.lower()])


def test_compass_never_overwrites_a_file_of_hers_and_knows_its_endings(office: Shell) -> None:
    target = office.folder / "kompas.pdf"
    target.write_bytes(b"mit eget")
    assert office("compass", NR, "--to", target, *ON).code == 1
    assert target.read_bytes() == b"mit eget"
    assert office("compass", NR, "--to", "kompas.gif", *ON).code == 2
    assert office("compass", "25-999", "--to", "k.pdf", *ON).code == 2


def test_list_and_fields_tell_what_there_is(office: Shell) -> None:
    assert office("list").out == (
        "no.  name      Danish    per    reader\nC3   cti-plan  cti-plan  phase  staff, her\n"
    )
    tags = office("fields", "cti-plan").out
    assert "{{ forløb.medarbejder }}" in tags and "{%tr for m in fokus %}" in tags and "{{ n.aktivitet }}" in tags
    assert "{{ m.sikkerhed }}" in office("fields", "Kompas").out
    everything = json.loads(office("fields", "--format", "json").out)
    assert {"tag": "{{ forløb.medarbejder }}", "help": "Hendes gennemgående medarbejder.", "example": ""} in everything
    assert office("fields", "ingenting").code == 2


@pytest.mark.parametrize(("lang", "usage"), [("da", "Brug:"), ("en", "Usage:")])
def test_both_languages_speak(shell: Shell, lang: str, usage: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ctidocs", "make", "--help"], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "CTIDOCS_LANG": lang}, cwd=shell.folder,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(usage)
    english = "Make papers. Without a name: every paper that applies now."
    assert (english in ran.stdout) == (lang == "en")


def test_a_workspace_speaks_its_own_language(office: Shell) -> None:
    (office.folder / "register.xlsx").write_bytes(workbook())
    environment = {key: value for key, value in os.environ.items() if key not in ("CTIDOCS_LANG", "LANGUAGE")}
    ran = subprocess.run(
        [sys.executable, "-m", "ctidocs", "check"], capture_output=True, encoding="utf-8", check=False,
        env={**environment, "LANG": "C", "LC_ALL": "C"}, cwd=office.folder,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "register.xlsx: intet fundet\n", 0)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom ctidocs import cli\ncli.run(['--help'])\n"
        "heavy = {'docx', 'docxtpl', 'openpyxl', 'reportlab', 'python_calamine', 'lxml', 'babel', 'PIL', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"


def test_outside_a_workspace_the_message_says_what_to_do(shell: Shell) -> None:
    assert shell("check") == Ran(
        "",
        "there is no ctidocs.toml here or in a folder above\n"
        "    hint: go to your workspace folder, name it with --root, or make one: ctidocs new DIR\n",
        1,
    )


def test_the_workspace_may_lie_elsewhere_with_danish_letters_and_spaces(shell: Shell) -> None:
    shell("new", "Åse Ø mappe/CTI papirer")
    root = shell.folder / "Åse Ø mappe" / "CTI papirer"
    (root / "register.xlsx").write_bytes(workbook(FULL))
    assert shell("make", "--root", root, *ON).err == "1 case: 4 made\n"
    other = shell.folder / "andet register.xlsx"
    other.write_bytes(workbook({"Visitation": (REFERRAL,)}))
    assert shell("make", "C3", "--root", root, "--register", other).err == "0 cases: 1 not due yet\n"


def test_a_bug_is_one_line_and_a_report_without_values(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("Zoë O'Eksempel bor på Hemmelig Vej 1")

    monkeypatch.setattr("ctidocs.session.check_register", explode)
    ran = office("check")
    assert (ran.out, ran.code, ran.err.count("\n")) == ("", 3, 1)
    report = Path(ran.err.rpartition(": ")[2].strip())
    text = report.read_text(encoding="utf-8")
    report.unlink()
    assert "RuntimeError" in text and "cli.py" in text
    assert "Zoë" not in text + ran.err and "Vej" not in text + ran.err


@pytest.mark.parametrize(("ending", "code"), [(KeyboardInterrupt, 130), (cli._Ended, 143)])
def test_an_interruption_that_closing_a_file_hides_is_still_an_interruption(
    office: Shell, monkeypatch: pytest.MonkeyPatch, ending: type[BaseException], code: int
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        try:
            raise ending
        finally:
            raise ValueError("cannot close while writing")

    monkeypatch.setattr("ctidocs.session.check_register", interrupted)
    assert office("check").code == code


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without a signal to catch")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_ended_leaves_no_half_written_file(shell: Shell, sent: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ctidocs", "demo", "d"], cwd=shell.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while process.poll() is None and not list((shell.folder / "d").rglob("output/*/*.docx")):
        time.sleep(0.01)
    process.send_signal(sent)
    process.communicate()
    assert process.returncode == code
    assert list(shell.folder.rglob(".ctidocs-tmp-*")) == []
    again = Shell(shell.folder / "d", shell._capture)("make", "cti-plan")
    assert again.code == 0
    assert "failed" not in again.err


def with_rows(office: Shell, **sheets: tuple[object, ...]) -> None:
    (office.folder / "register.xlsx").write_bytes(workbook({**FULL, **sheets}, settings=SETTINGS))


@pytest.mark.parametrize(
    ("sheet", "row", "cell"),
    [
        ("Plan", PlanStep(NR, "1 eller 2", 3, goal="Mål"), "Plan!B8"),  # a key: the row is no record, and still hers
        ("Kompas", Measurement(NR, "M2", "i juli", "kvinden", 7), "Kompas!C5"),
        ("Kompas", FULL["Kompas"][2], "Kompas!D5"),  # the same round twice
    ],
)
def test_a_row_that_cannot_be_trusted_stops_the_papers_of_its_case(
    office: Shell, sheet: str, row: object, cell: str
) -> None:
    with_rows(office, **{sheet: (*FULL[sheet], row)})
    ran = office("make", "cti-plan", *ON)
    assert (made(office.folder), ran.code) == ([], 1)
    assert f"25-014 cti-plan-f1: not made because of {cell}\n" in ran.err
    compass = office("compass", NR, "--to", "k.pdf", *ON)
    assert (compass.code, (office.folder / "k.pdf").exists()) == ((1, False) if sheet == "Kompas" else (0, True))


def test_a_wrong_start_is_the_reason_told_not_that_nothing_is_due(office: Shell) -> None:
    with_rows(office, Forløb=(Course(NR, phase1_start="1. feb 25"),))  # type: ignore[arg-type]
    for names in ((), ("cti-plan",)):
        assert "25-014 cti-plan: not made because of Forløb!O2\n" in office("make", *names, *ON).err


def test_a_number_twice_in_the_key_workbook_gives_a_line_and_never_the_wrong_name(office: Shell) -> None:
    config = office.folder / "ctidocs.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'noegle = "noegle.xlsx"\n', encoding="utf-8")
    keys = workbook({KEY.name: (Key(NR, "Zoë"), Key(NR, "Forkert"), Key("25-099", "Ane"))}, sheets=(KEY,), front=False)
    (office.folder / "noegle.xlsx").write_bytes(keys)
    checked = office("check")
    assert checked.code == 1
    assert "noegle.xlsx:Nøgle!A3: the same Forløbsnr stands in row 2 already [duplicate]\n" in checked.out
    assert "noegle.xlsx:Nøgle!A4: the case number 25-099 is neither in Visitation nor in Forløb" in checked.out
    assert office("make", "cti-plan", *ON).code == 1
    hers = next(office.folder.rglob("*-plan-1.docx"))
    assert "Til: ⎯⎯⎯" in paper_text(hers.read_bytes())


def test_a_wrong_cpr_number_does_not_take_her_name(office: Shell) -> None:
    config = office.folder / "ctidocs.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'noegle = "noegle.xlsx"\n', encoding="utf-8")
    keys = workbook({KEY.name: (Key(NR, "Zoë", cpr="123"),)}, sheets=(KEY,), front=False)
    (office.folder / "noegle.xlsx").write_bytes(keys)
    office("make", "cti-plan", *ON)
    assert "Til: Zoë" in paper_text(next(office.folder.rglob("*-plan-1.docx")).read_bytes())


def test_make_tells_of_a_misnamed_sheet_and_strict_counts_it(office: Shell) -> None:
    path = office.folder / "register.xlsx"
    book = openpyxl.load_workbook(path)
    book["Pauser"].title = "Pause"
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())
    ran = office("make", "cti-plan", *ON)
    assert ran.code == 0
    assert "there is no sheet Pauser [misnamed-sheet]\n" in ran.err
    assert office("make", "cti-plan", *ON, "--strict").code == 1


def test_a_case_or_a_document_named_twice_is_made_once(office: Shell) -> None:
    assert office("make", "cti-plan", "C3", *ON, "--case", NR, "--case", NR).err == "1 case: 4 made\n"


def test_a_pause_that_cannot_be_right_is_told_and_stops_the_papers_whose_dates_hang_on_it(office: Shell) -> None:
    with_rows(
        office,
        Pauser=(
            paused(date(2025, 6, 10), date(2025, 6, 1)),
            paused(date(2020, 1, 1), date(2020, 2, 1)),
            paused(date(2027, 1, 1), None),
            paused(date(2025, 5, 5), date(2025, 5, 9)),
        ),
    )
    assert office("check", *ON).out.partition("register.xlsx:Forløb!H")[0] == (
        "register.xlsx:Pauser!C2: the pause ends before it begins [pause-reversed]\n"
        "    hint: correct one of the two\n"
        "register.xlsx:Pauser!B3: the pause lies outside the course [pause-outside]\n"
        "    hint: correct the date, or the start of phase 1\n"
        "register.xlsx:Pauser!B4: the pause lies outside the course [pause-outside]\n"
        "    hint: correct the date, or the start of phase 1\n"
    )
    assert "not made because of Pauser!C2, Pauser!B3, Pauser!B4\n" in office("make", "cti-plan", *ON).err
    with_rows(office, Pauser=(paused(date(2025, 5, 5), date(2025, 5, 9)),))
    assert office("check").code == 0


@pytest.mark.parametrize(
    ("cell", "header", "told"),
    [("C1", "Nummer", "Plan!1"), ("L1", "Fokus nr", "Plan!L1")],  # the header of Fokus nr gone; and there twice
)
def test_a_column_that_is_missing_or_there_twice_stops_every_paper_that_reads_its_sheet(
    office: Shell, cell: str, header: str, told: str
) -> None:
    path = office.folder / "register.xlsx"
    book = openpyxl.load_workbook(path)
    book["Plan"][cell].value = header
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())
    ran = office("make", "cti-plan", *ON)
    assert (made(office.folder), ran.code) == ([], 1)
    assert f"25-014 cti-plan-f1: not made because of {told}\n" in ran.err


@pytest.mark.parametrize(("wrong", "stopped"), [({"intensity": "4-2-1"}, False), ({"phase_months": "tre"}, True)])
def test_a_wrong_setting_stops_the_papers_that_read_it_or_whose_dates_hang_on_it(
    office: Shell, wrong: dict[str, object], stopped: bool
) -> None:
    settings = replace(SETTINGS, **wrong)  # type: ignore[arg-type]
    (office.folder / "register.xlsx").write_bytes(workbook(FULL, settings=settings))
    ran = office("make", "cti-plan", *ON)
    assert ran.code == 1
    assert ("not made because of Opsætning!B" in ran.err) is stopped
    assert len(made(office.folder)) == (0 if stopped else 4)


def test_merge_writes_both_registers_into_a_new_workbook_and_says_how_many(office: Shell) -> None:
    partner = {"Visitation": [{"Forløbsnr": "25-601", "Indstillet dato": "1.3.2025", "Indstillet af": "andet",
                               "Handlekommune": "101"}], "Opsætning": PARTNER}  # fmt: skip
    (office.folder.parent / "theirs").mkdir()
    register(partner, to=office.folder.parent / "theirs" / "register.xlsx")
    ours, theirs = office.folder / "register.xlsx", office.folder.parent / "theirs" / "register.xlsx"
    before = ours.read_bytes(), theirs.read_bytes()
    ran = office("merge", "../theirs/register.xlsx", "--to", "samlet.xlsx", *ON)
    assert ran.code == 0
    assert ran.err.endswith("2 cases: 1 ours, 1 theirs, 0 in both; 1 rows added, 0 the same in both\n")
    assert read_register(office.folder / "samlet.xlsx")[0].of_case(REFERRALS, "25-601")
    assert (ours.read_bytes(), theirs.read_bytes()) == before


def test_a_contradiction_names_the_cell_of_the_other_register_and_nothing_is_written(office: Shell) -> None:
    partner = {"Visitation": [{"Forløbsnr": NR, "Indstillet dato": "9.9.2024", "Indstillet af": "krisecenter",
                               "Handlekommune": "101"}], "Opsætning": PARTNER}  # fmt: skip
    register(partner, to=office.folder.parent / "theirs.xlsx")
    ran = office("merge", "../theirs.xlsx", "--to", "samlet.xlsx", *ON)
    assert (ran.code, (office.folder / "samlet.xlsx").exists()) == (1, False)
    assert "theirs.xlsx:Visitation!B2: " in ran.out
    assert "[merge-other-woman]" in ran.out
    assert ran.err.endswith("nothing is merged: 1 error\n")


def test_merge_and_annotate_want_a_workbook_to_write(office: Shell) -> None:
    for command in (("check", "--annotate", "kopi.txt"), ("merge", "register.xlsx", "--to", "kopi.ods")):
        ran = office(*command)
        assert (ran.code, ".xlsx" in ran.err) == (2, True)
    same = office("merge", "register.xlsx", "--to", "kopi.xlsx")
    assert (same.code, same.err) == (1, "this is the same register\n    hint: name the other partner's register\n")


def test_a_workbook_that_is_open_elsewhere_is_read_with_a_note(office: Shell) -> None:
    (office.folder / "~$register.xlsx").write_bytes(b"x")
    assert office("check", *ON).err.startswith(
        "register.xlsx is open in another program: what is not saved is not in it\n"
    )
    ran = office("check", "--register", "~$register.xlsx")
    assert (ran.code, ran.err.splitlines()[0]) == (1, "~$register.xlsx is only a sign that the workbook is open")


def test_a_header_that_shows_an_error_stops_the_papers_of_its_sheet(office: Shell) -> None:
    path = office.folder / "register.xlsx"
    book = openpyxl.load_workbook(path)
    book["Plan"]["J1"] = "#N/A"  # the header of Mål: without it every goal would be blank
    book["Plan"]["J1"].data_type = "e"
    book.save(path)
    ran = office("make", "cti-plan", *ON)
    assert (made(office.folder), ran.code) == ([], 1)
    assert "not made because of Plan!J1\n" in ran.err
    assert "register.xlsx:Plan!J1: the cell shows the error #N/A [error-cell]\n" in office("check", *ON).out


def test_an_ending_that_something_swallowed_ends_the_run_before_the_next_paper(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_endings", [])
    real = documents.CTI_PLAN.context

    def interrupted(*given: object) -> object:
        with contextlib.suppress(KeyboardInterrupt):  # as Python does with what is raised while it cleans up
            cli._end(signal.SIGINT, None)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "DOCUMENTS", (replace(documents.CTI_PLAN, context=interrupted),))
    ran = office("make", *ON)
    assert ran.code == 130
    assert ran.err.endswith("interrupted\n")
    assert len(made(office.folder)) == 1
