"""What becomes of papers when make runs again: whole stdout, stderr and exit code."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from msoffcrypto import OfficeFile
from pypdf import PasswordType, PdfReader

from ctidocs.documents.base import Content
from ctidocs.jobs import Job
from ctidocs.make import Making, _product
from ctidocs.register.schema.intake import Course, Referral
from ctidocs.register.schema.work import PlanStep
from ctidocs.store.manifest import Product
from tests.commands import Ran, Shell
from tests.goldens import paper_text
from tests.hands import retype, save_again
from tests.offices import (
    CODE,
    EVERYTHING,
    F1,
    F2,
    HERS_1,
    HERS_2,
    PAPERS,
    bare_office,
    contents,
    held,
    listed,
    made_office,
    with_rows,
)
from tests.women import COURSE, FULL, NR, REFERRAL, START

EDIT = {"Regningerne hober sig op.": "Regningerne er betalt."}
KEPT = "25-014-cti-plan-f1.docx was changed by hand and is kept"
KEPT_ONE = "1 case: 3 unchanged, 1 kept as changed by hand\n"
OTHER = "25-015"
ANOTHER_WORKER = replace(COURSE, worker_id="Signe Prøve")
NOT_DUE = "phase 1 has no start yet"
LATER = ("cti-plan-f2", "plan-2")
PASSWORD = "blåbær og æbler"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return made_office(tmp_path / "kontor", capsys)


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return bare_office(tmp_path / "kontor", capsys)


def beside(office: Shell, word: str) -> list[str]:
    return sorted(path.name for path in office.folder.rglob(f"*({word}*"))


# ---- what a person did


def test_a_paper_that_was_changed_by_hand_is_kept_and_told_in_one_line(office: Shell) -> None:
    retype(office.folder / F1, EDIT)
    with held(office, *PAPERS):
        assert office("make") == Ran("", f"{KEPT}\n{KEPT_ONE}", 0)
        assert office("make", "--strict").code == 1
        assert office("make", lang="da") == Ran(
            "",
            "25-014-cti-plan-f1.docx er rettet i hånden og er bevaret\n"
            "1 forløb: 3 uændret, 1 bevaret, rettet i hånden\n",
            0,
        )
    assert beside(office, "ny") == []


def test_the_new_version_of_a_changed_paper_lies_beside_it_once(office: Shell) -> None:
    retype(office.folder / F1, EDIT)
    with_rows(office, Forløb=(ANOTHER_WORKER,))
    with held(office, F1):
        new = f"output/{NR}/25-014-cti-plan-f1 (ny).docx"
        first = office("make")
        assert first.out == listed(office, HERS_1, F2, HERS_2, new)
        assert first.err == (
            f"{KEPT}; the new one lies beside it as 25-014-cti-plan-f1 (ny).docx\n"
            "1 case: 3 made, 1 kept as changed by hand\n"
        )
        with held(office, new, HERS_1, F2, HERS_2):
            assert office("make") == Ran("", f"{KEPT}\n{KEPT_ONE}", 0)
    assert beside(office, "ny") == ["25-014-cti-plan-f1 (ny).docx"]


def test_a_paper_that_was_only_opened_and_saved_is_unchanged_and_logged_once(office: Shell) -> None:
    save_again(office.folder / F1)
    with held(office, *PAPERS):
        assert office("make") == Ran("", "1 case: 4 unchanged\n", 0)
        assert office("make") == Ran("", "1 case: 4 unchanged\n", 0)
    assert office("log").err == "4 papers\n"


def test_a_paper_that_was_deleted_is_made_again_as_it_was(office: Shell) -> None:
    before = (office.folder / HERS_1).read_bytes()
    (office.folder / HERS_1).unlink()
    assert office("make") == Ran(listed(office, HERS_1), "1 case: 1 made, 3 unchanged\n", 0)
    assert (office.folder / HERS_1).read_bytes() == before


def test_verbose_says_which_sheet_and_row_changed_and_a_row_put_in_above_is_no_change(office: Shell) -> None:
    newcomer = Referral(OTHER, date(2025, 1, 2), "krisecenter", acting_municipality="København")
    with_rows(office, Visitation=(newcomer, REFERRAL), Forløb=(Course(OTHER), COURSE))
    assert office("make", "-v") == Ran("", "1 case: 4 unchanged\n", 0)
    steps = FULL["Plan"]
    with_rows(office, Plan=(*steps[:5], replace(steps[5], goal="Kender tre naboer.")))
    ran = office("make", "-v")
    changed = "changed since the last time: Plan!7"
    assert ran.err == (
        f"25-014-cti-plan-f2.docx: {changed}\n{CODE}-plan-2.docx: {changed}\n1 case: 2 made, 2 unchanged\n"
    )
    assert ran.out == listed(office, F2, HERS_2)


def test_force_replaces_a_changed_paper_and_keeps_the_changed_one_beside_it(office: Shell) -> None:
    made = (office.folder / F1).read_bytes()
    edited = retype(office.folder / F1, EDIT)
    assert office("make", "--force") == Ran(
        listed(office, F1),
        "25-014-cti-plan-f1.docx was changed by hand and is replaced; "
        "the changed one lies beside it as 25-014-cti-plan-f1 (rettet).docx\n"
        "1 case: 1 made, 3 unchanged\n",
        0,
    )
    assert (office.folder / F1).read_bytes() == made
    assert (office.folder / F1).with_stem("25-014-cti-plan-f1 (rettet)").read_bytes() == edited
    assert office("make", "--force") == Ran("", "1 case: 4 unchanged\n", 0)
    (office.folder / F1).write_bytes(edited)
    office("make", "--force")
    assert beside(office, "rettet") == ["25-014-cti-plan-f1 (rettet).docx"]  # the same file: one is enough


# ---- dry run


def test_a_dry_run_lists_what_would_be_written_and_writes_nothing(office: Shell) -> None:
    retype(office.folder / F1, EDIT)
    (office.folder / F2).unlink()
    before = contents(office)
    assert office("make", "--dry-run", "--force") == Ran(
        listed(office, F1, F2),
        "25-014-cti-plan-f1.docx was changed by hand and is replaced; "
        "the changed one lies beside it as 25-014-cti-plan-f1 (rettet).docx\n"
        "1 case: 2 made, 2 unchanged; nothing was written (--dry-run)\n",
        0,
    )
    assert contents(office) == before


def test_a_dry_run_before_the_first_run_ever_does_not_pretend_to_know_her_code(bare: Shell) -> None:
    (bare.folder / ".ctidocs" / "secret").unlink()
    before = contents(bare)
    ran = bare("make", "--dry-run")
    assert ran == Ran(
        listed(bare, *(paper.replace(CODE, "______") for paper in PAPERS)),
        "______ stands for the code on her papers: it is chosen when the first are made\n"
        "1 case: 4 made; nothing was written (--dry-run)\n",
        0,
    )
    assert contents(bare) == before
    assert bare("who", "______").code == 2


# ---- failures


def many(office: Shell, count: int, *, wrong: Sequence[int] = ()) -> list[str]:
    """That many cases, those at `wrong` with a date in Plan that is none; their numbers."""
    numbers = [f"24-{at:03d}" for at in range(1, count + 1)]
    rows = dict.fromkeys(FULL, ()) | {
        "Visitation": tuple(replace(REFERRAL, case_id=number) for number in numbers),
        "Forløb": tuple(Course(number, phase1_start=START, target_group=COURSE.target_group) for number in numbers),
        "Plan": tuple(
            PlanStep(number, 1, 1, "andet", True, goal="Mål", due="i morgen" if at in wrong else None)  # type: ignore[arg-type]
            for at, number in enumerate(numbers)
        ),
    }
    with_rows(office, **rows)
    return numbers


@pytest.mark.parametrize(("count", "wrong"), [(2, 0), pytest.param(40, 36, marks=pytest.mark.slow)])
def test_one_bad_case_stops_no_other_and_retry_makes_only_that_one(bare: Shell, count: int, wrong: int) -> None:
    bad = many(bare, count, wrong=[wrong])[wrong]
    ran = bare("make")
    made = 4 * (count - 1)
    cell = f"Plan!O{wrong + 2}"
    hint = "    hint: correct the cell; ctidocs check says what is wrong"
    assert ran.err.splitlines() == [
        f"register.xlsx:{cell}: not a date [not-a-date]",
        "    hint: type it as 15.05.2025",
        *(line for paper in ("cti-plan-f1", "plan-1", "cti-plan-f2", "plan-2")
          for line in (f"{bad} {paper}: not made because of {cell}", hint)),
        f"{count} cases: {made} made, 4 failed ({cell})",
    ]  # fmt: skip
    assert (len(ran.out.splitlines()), ran.code) == (made, 1)
    assert not (bare.folder / "output" / bad).exists()
    many(bare, count)
    retried = bare("make", "--retry")
    assert {Path(path).relative_to(bare.folder / "output").parts[0] for path in retried.out.splitlines()} == {bad}
    assert (retried.err, retried.code) == ("1 case: 4 made\n", 0)
    assert bare("make", "--retry") == Ran(
        "", "there is nothing that could not be made the last time\n0 cases: nothing to make\n", 0
    )
    assert bare("make").err.splitlines() == [f"{count} cases: {4 * count} unchanged"]


def test_a_retry_of_one_case_does_not_forget_that_another_failed(bare: Shell) -> None:
    first, _second = many(bare, 2, wrong=(0, 1))
    assert bare("make").err.endswith("2 cases: 8 failed (Plan!O2, Plan!O3)\n")
    many(bare, 2)
    assert bare("make", "--retry", "--case", first).err == "1 case: 4 made\n"
    assert bare("make", "--retry").err == "1 case: 4 made\n"


def test_retry_works_after_a_wrong_template(bare: Shell) -> None:
    template = bare.folder / "templates" / "docx" / "cti-plan.docx"
    template.parent.mkdir(parents=True)
    document = docx.Document(str(Path(__file__).parent.parent / "templates" / "docx" / "cti-plan.docx"))
    document.add_paragraph("{{ forløb.medarbejdr }}")
    document.save(str(template))
    assert bare("make").err.endswith("1 case: 2 made, 2 failed\n")
    template.unlink()
    assert bare("make", "--retry") == Ran(listed(bare, F1, F2), "1 case: 2 made, 2 unchanged\n", 0)


def test_retry_works_for_a_case_whose_phases_could_not_be_planned(bare: Shell) -> None:
    with_rows(bare, Forløb=(replace(COURSE, phase1_start="1. feb 25"),))  # type: ignore[arg-type]
    ran = bare("make")
    assert (ran.out, ran.code) == ("", 1)
    assert "25-014 cti-plan: not made because of Forløb!O2\n" in ran.err
    assert ran.err.endswith("1 case: 1 failed (Forløb!O2)\n")
    with_rows(bare)
    assert bare("make", "--retry") == Ran(listed(bare, *PAPERS), "1 case: 4 made\n", 0)


def test_what_is_not_due_any_more_when_it_is_retried_has_not_failed(bare: Shell) -> None:
    with_rows(bare, Forløb=(replace(COURSE, phase1_start="1. feb 25"),))  # type: ignore[arg-type]
    assert bare("make").code == 1
    with_rows(bare, Forløb=(Course(NR),))
    told = "there is nothing that could not be made the last time\n"
    assert bare("make", "--retry") == Ran("", "0 cases: 1 not due yet\n", 0)
    assert bare("make", "--retry") == Ran("", f"{told}0 cases: nothing to make\n", 0)


def test_what_became_of_each_paper_as_json(office: Shell) -> None:
    assert json.loads(office("make", "--format", "json").out) == EVERYTHING | {"unchanged": list(PAPERS)}
    retype(office.folder / F1, EDIT)
    (office.folder / F2).unlink()
    wrong = PlanStep(OTHER, 1, 1, "andet", goal="Mål", due="snart")  # type: ignore[arg-type]
    rows = {
        "Visitation": (REFERRAL, replace(REFERRAL, case_id=OTHER), replace(REFERRAL, case_id="25-016")),
        "Forløb": (COURSE, Course(OTHER, phase1_start=START)),
        "Plan": (*FULL["Plan"], wrong),
    }
    with_rows(office, **rows)
    ran = office("make", "cti-plan", "--format", "json")
    found = json.loads(ran.out)
    failed = found.pop("failed")
    assert ran.code == 1
    assert {"failed": [], **found} == EVERYTHING | {
        "made": [F2],
        "unchanged": [HERS_1, HERS_2],
        "kept": [F1],
        "skipped": [{"job": "25-016 cti-plan", "message": NOT_DUE}],
    }
    assert [one["job"] for one in failed] == [f"25-015 {paper}" for paper in ("cti-plan-f1", "plan-1", *LATER)]
    assert failed[0] == {
        "job": "25-015 cti-plan-f1", "message": "not made because of Plan!O8", "papers": 1,
        "hint": "correct the cell; ctidocs check says what is wrong",
        "problems": [{"file": "register.xlsx", "sheet": "Plan", "cell": "O8", "code": "not-a-date",
                      "message": "not a date", "hint": "type it as 15.05.2025", "level": "error"}],
    }  # fmt: skip


def test_verbose_tells_what_is_not_due_yet_and_why(office: Shell) -> None:
    with_rows(office, Visitation=(REFERRAL, replace(REFERRAL, case_id=OTHER)))
    summary = "1 case: 4 unchanged, 1 not due yet\n"
    assert office("make", "cti-plan") == Ran("", summary, 0)
    assert office("make", "cti-plan", "-v") == Ran("", f"25-015 cti-plan: {NOT_DUE}\n{summary}", 0)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--case", "25-999"), "there is no case 25-999 in the register\n"
                               "    hint: the case numbers stand in the sheets Visitation and Forløb\n"),
        (("--worker", "XX"), "no worker is called XX\n"
                             "    hint: the workers and their initials stand in the sheet Medarbejdere\n"),
    ],
)  # fmt: skip
def test_a_case_or_worker_that_is_not_there_is_a_usage_error(office: Shell, asked: tuple[str, str], told: str) -> None:
    assert office("make", *asked) == Ran("", told, 2)


def test_a_fault_of_our_own_in_one_paper_stops_no_other_and_is_made_up_for_by_retry(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(job: Job, filling: Content, making: Making) -> Product:
        if job.name.endswith("cti-plan-f1"):
            raise RuntimeError("Zoë O'Eksempel bor på Hemmelig Vej 1")
        return _product(job, filling, making)

    with monkeypatch.context() as patch:
        patch.setattr("ctidocs.make._product", explode)
        ran = bare("make")
    report = Path(ran.err.rpartition(": ")[2].strip())
    text = report.read_text(encoding="utf-8")
    report.unlink()
    assert ran == Ran(
        listed(bare, HERS_1, F2, HERS_2),
        "25-014 cti-plan-f1: a fault in ctidocs itself\n1 case: 3 made, 1 failed\n"
        f"a fault in ctidocs itself; please send this report, it holds no personal data: {report}\n",
        3,
    )
    assert "RuntimeError" in text and "Zoë" not in text and "Vej" not in text
    assert bare("make", "--retry") == Ran(listed(bare, F1), "1 case: 1 made, 3 unchanged\n", 0)


# ---- cases that are gone, and names


def test_the_papers_of_a_case_that_is_gone_are_listed_and_left_alone(office: Shell) -> None:
    with_rows(office, **{**dict.fromkeys(FULL, ()), "Visitation": (replace(REFERRAL, case_id=OTHER),)})
    with held(office, *PAPERS):
        ran = office("make")
    assert ran == Ran(
        "",
        "4 papers of cases that are not in the register; they are left alone:\n"
        + "".join(f"  {paper}\n" for paper in sorted(PAPERS))
        + "    hint: if the case is to be deleted: ctidocs forget with its number; else put it back into the register\n"
        "0 cases: nothing to make\n",
        0,
    )
    assert json.loads(office("make", "--format", "json").out)["left"] == sorted(PAPERS)


def test_two_papers_that_would_be_one_file_are_refused_before_anything_is_written(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No register can bring that about, since each case has its folder: a wrong entry of a document could."""
    monkeypatch.setattr(
        "ctidocs.session.path_of", lambda job, workspace: workspace.output / f"{job.paper.file.format(item='É')}.docx"
    )
    ran = bare("make")
    assert ran == Ran(
        "",
        "25-014 cti-plan-f1 and 25-014 cti-plan-f2 would be one file\n"
        "    hint: nothing was made; correct the case numbers in the register\n",
        1,
    )
    assert not (bare.folder / "output").exists()


# ---- passwords


def opened(path: Path) -> bytes:
    paper, content = OfficeFile(io.BytesIO(path.read_bytes())), io.BytesIO()
    paper.load_key(password=PASSWORD, verify_password=True)
    paper.decrypt(content, verify_integrity=True)
    return content.getvalue()


@pytest.mark.slow
def test_protected_papers_open_with_the_password_are_left_alone_and_never_laid_bare(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTIDOCS_OUTPUT_PASSWORD", PASSWORD)
    plain = {paper: (office.folder / paper).read_bytes() for paper in PAPERS}
    assert office("make", "--protect") == Ran(listed(office, *PAPERS), "1 case: 4 made\n", 0)
    assert {paper: opened(office.folder / paper) for paper in PAPERS} == plain
    assert json.loads(office("log", "--format", "json").out)[-1]["protected"] is True
    with held(office, *PAPERS):
        same = "what is unchanged keeps the password that it was made with\n1 case: 4 unchanged\n"
        assert office("make", "--protect") == Ran("", same, 0)
        assert office("make", "--protect") == Ran("", same, 0)
        assert office("make") == Ran("", "1 case: 4 unchanged\n", 0)
        with_rows(office, Forløb=(ANOTHER_WORKER,))
        ran = office("make")
        assert (ran.out, ran.code) == ("", 1)
        assert ran.err.startswith(
            "25-014 cti-plan-f1: 25-014-cti-plan-f1.docx was made with a password, and would now be without\n"
            "    hint: run the command with --protect, or with --force to do without\n"
        )
        assert ran.err.endswith("1 case: 4 failed\n")
    monkeypatch.delenv("CTIDOCS_OUTPUT_PASSWORD")
    (office.folder / "kode.txt").write_bytes(PASSWORD.encode() + b"\r\n")
    monkeypatch.setenv("CTIDOCS_OUTPUT_PASSWORD_FILE", str(office.folder / "kode.txt"))
    assert office("make", "--protect").code == 0
    assert "Signe Prøve" in paper_text(opened(office.folder / F1))
    assert office("make", "--force").err == "1 case: 4 unchanged\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "the password is empty\n    hint: choose three or four words that nobody can guess\n"),
        ("kort", "the password is too short: at least 8 characters\n"
                 "    hint: choose three or four words that nobody can guess\n"),
        ("æ" * 256, "the password is too long: at most 255 characters\n    hint: choose a shorter one\n"),
    ],
)  # fmt: skip
def test_a_password_that_protects_nothing_is_refused_before_anything_is_made(
    bare: Shell, monkeypatch: pytest.MonkeyPatch, given: str, told: str
) -> None:
    monkeypatch.setenv("CTIDOCS_OUTPUT_PASSWORD", given)
    assert bare("make", "--protect") == Ran("", told, 1)
    assert not (bare.folder / "output").exists()


def test_without_a_password_and_a_window_to_ask_in_nothing_is_made(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = "    hint: run the command in a window where it can ask, or put the password in CTIDOCS_OUTPUT_PASSWORD\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("blåbær og æbler\n" * 2))
    assert bare("make", "--protect") == Ran("", f"there is no password to protect the papers with\n{hint}", 1)
    monkeypatch.setenv("CTIDOCS_OUTPUT_PASSWORD_FILE", "er her ikke.txt")
    told = "the file that CTIDOCS_OUTPUT_PASSWORD_FILE names cannot be read\n    hint: correct the name\n"
    assert bare("make", "--protect") == Ran("", told, 1)
    assert not (bare.folder / "output").exists()


def test_a_protected_compass_opens_only_with_its_password(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTIDOCS_OUTPUT_PASSWORD", PASSWORD)
    target = office.folder / "kompas.pdf"
    assert office("compass", NR, "--to", "kompas.pdf", "--protect") == Ran(f"{target}\n", "", 0)
    paper = PdfReader(target)
    assert paper.decrypt("") is PasswordType.NOT_DECRYPTED
    assert paper.decrypt(PASSWORD) is PasswordType.USER_PASSWORD
    assert len(paper.pages) == 1
    ran = office("compass", NR, "--to", "kompas.svg", "--protect")
    assert (ran.code, (office.folder / "kompas.svg").exists()) == (1, False)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal")
def test_on_a_terminal_the_password_is_asked_for_twice_and_never_shown(bare: Shell) -> None:
    import pty

    environment = {key: value for key, value in os.environ.items() if "PASSWORD" not in key} | {"CTIDOCS_LANG": "en"}
    process, window = pty.fork()
    if not process:
        os.chdir(bare.folder)
        os.execve(sys.executable, [sys.executable, "-m", "ctidocs", "make", "--protect", "--case", NR], environment)
    said = b""
    for prompt in (b"password for the papers: ", b"Repeat for confirmation: "):
        while prompt not in said:
            said += os.read(window, 1000)
        os.write(window, f"{PASSWORD}\n".encode())
    while True:
        try:
            more = os.read(window, 1000)
        except OSError:  # how Linux says that the other side is closed
            break
        if not more:
            break
        said += more
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert PASSWORD not in said.decode()
    assert opened(bare.folder / F1)[:2] == b"PK"


# ---- where things are put


@pytest.mark.parametrize("place", ["OneDrive - Eksempelby Kommune", pytest.param("Skrivebord", marks=pytest.mark.slow)])
def test_a_folder_that_others_see_is_warned_of_by_new_make_and_compass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    warning = (
        f"warning: {place} is synchronised or on the desktop; others may see what lies there\n"
        "    hint: keep the workspace in a folder that only you and your team can open\n"
    )
    outside = made_office(tmp_path / "kontor", capsys)
    (tmp_path / place).mkdir()
    assert outside("make") == Ran("", "1 case: 4 unchanged\n", 0)
    assert outside("compass", NR, "--to", tmp_path / place / "k.svg").err == warning
    (outside.folder / "ctidocs.toml").write_text(f'on = 2025-05-20\noutput = "../{place}/papirer"\n', encoding="utf-8")
    assert outside("make").err == f"{warning}1 case: 4 made\n"
    inside = made_office(tmp_path / place / "kontor", capsys)
    assert inside("make") == Ran("", f"{warning}1 case: 4 unchanged\n", 0)


def test_new_warns_of_a_folder_that_others_see(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Shell(tmp_path, capsys)("new", "Skrivebord/kontor")
    assert (ran.out, ran.code) == (f"{Path('Skrivebord/kontor')}\n", 0)
    assert ran.err.startswith("warning: Skrivebord is synchronised or on the desktop; ")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's /dev/full")
@pytest.mark.parametrize("command", [["make"], ["log"], ["make", "--format", "json"]])
def test_a_full_disk_behind_stdout_is_told_and_the_papers_are_made_all_the_same(
    office: Shell, command: list[str]
) -> None:
    (office.folder / F1).unlink()
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "ctidocs", *command], cwd=office.folder, stdout=full, stderr=subprocess.PIPE,
            encoding="utf-8", check=False, env={**os.environ, "CTIDOCS_LANG": "en"},
        )  # fmt: skip
    assert ran.returncode == 1
    assert "what the command shows could not be written: the disk is full\n" in ran.stderr
    assert "Traceback" not in ran.stderr and "Exception ignored" not in ran.stderr
    assert (office.folder / F1).exists() is (command[0] == "make")
