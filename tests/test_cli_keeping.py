"""who, log and forget as a coordinator uses them: whole stdout, stderr and exit code."""

import io
import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ctidocs.problems import column_letters
from ctidocs.register.schema import COURSES
from ctidocs.register.schema.intake import Course
from tests.commands import Ran, Shell
from tests.hands import retype
from tests.offices import CODE, F1, F2, HERS_1, HERS_2, PAPERS, contents, made_office, with_rows
from tests.women import COURSE, FULL, NR, REFERRAL

OTHER = "25-015"
PREVIOUS = column_letters([column.name for column in COURSES.columns].index("previous_case") + 1)
NO_CODE = (
    "no case in the register has this code\n"
    "    hint: read it again: six characters, and never 0, 1, i, l or o; a case that was deleted has no code any more\n"
)
NO_CASE = (
    "nothing is known of a case {}\n"
    "    hint: look in the sheets Visitation and Forløb; ctidocs log shows what was made\n"
)
FIRST = (
    "25-014 has no day of deletion yet: the course is not closed\n"
    "Whether a case may be deleted is for the data controller (den dataansvarlige) to decide.\n"
    "The municipality's duty to keep a journal can come before a wish to be deleted.\n"
)
ASKED = f"{FIRST}4 papers of 25-014 are to be deleted:\n" + "".join(
    f"  {paper}\n" for paper in (F1, F2, HERS_1, HERS_2)
)
ROWS = """\
Rows to delete:
  register.xlsx:Visitation row 2
  register.xlsx:Forløb row 2
  register.xlsx:Kompas rows 2–4
  register.xlsx:Plan rows 2–7
  register.xlsx:Afdækning rows 2–4
  register.xlsx:Andre planer row 2
  register.xlsx:Bevidninger rows 2–4
Clear cells before you delete rows. Delete from the bottom up: the rows below a deleted one move up.
Until the rows are deleted, ctidocs make can make the papers again.
"""
OUT_OF_REACH = """\
ctidocs cannot reach these; look for them yourself:
  backups
  copies on other computers, on telephones and on USB sticks
  papers that somebody has renamed, moved or copied into another document
  earlier versions of the files in cloud storage, and the recycle bin
  what was sent by e-mail or Digital Post
  what was printed
  the municipality's own journal
"""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return made_office(tmp_path / "kontor", capsys)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def receipts(office: Shell) -> list[Path]:
    return sorted((office.folder / "output" / "kvitteringer").glob("*"))


def told(ran: Ran) -> str:
    """What a forget showed, without the minute."""
    return re.sub(r"\d\d\.\d\d\.\d{4} \d\d:\d\d", "NOW", ran.out)


# ---- who


def test_who_finds_a_code_however_it_was_typed_and_never_a_near_one(office: Shell) -> None:
    assert office("who", CODE) == Ran(f"{NR}\n", "", 0)
    assert office("who", f" {CODE.upper()} ") == Ran(f"{NR}\n", "", 0)
    shown = office("who", CODE.upper(), "--format", "json")
    assert (json.loads(shown.out), shown.err, shown.code) == ({"code": CODE, "case": NR}, "", 0)
    near = CODE[:-1] + ("2" if CODE[-1] != "2" else "3")
    for wrong in (near, CODE[:-1], f"{CODE}-plan-1", "", NR):
        assert office("who", wrong) == Ran("", NO_CODE, 2)


def test_who_writes_nothing_and_knows_no_case_that_is_gone(office: Shell) -> None:
    with_rows(office, Visitation=(replace(REFERRAL, case_id=OTHER),), Forløb=())
    before = contents(office)
    assert office("who", CODE) == Ran("", NO_CODE, 2)
    assert contents(office) == before


# ---- log


def test_log_shows_what_was_made_when_by_which_command_and_from_what(office: Shell) -> None:
    ran = office("log")
    lines = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "2025-05-20 08:00:00", ran.out).splitlines()
    width = max(map(len, PAPERS))
    rows = "Afdækning!2–4 Andre planer!2 Bevidninger!2–4 Forløb!2 Kompas!2–4 Plan!2–7"
    assert lines == [
        f"when                 command  {'paper':{width}}  made from",
        *(f"2025-05-20 08:00:00  make     {paper:{width}}  {rows}" for paper in PAPERS),
    ]
    assert (ran.err, ran.code) == ("4 papers\n", 0)
    assert office("log", "--case", NR) == ran
    assert office("log", "--case", OTHER) == Ran("", "0 papers\n", 0)
    danish = office("log", lang="da").out.splitlines()[0]
    assert danish.split() == ["hvornår", "kommando", "papir", "lavet", "af"]


def test_log_as_json_and_a_file_that_she_named_has_no_name_in_it(office: Shell) -> None:
    office("compass", NR, "--to", "Zoë Eksempel.svg")
    found = json.loads(office("log", "--format", "json").out)
    assert [one["path"] for one in found] == [*PAPERS, None]
    assert {key: found[0][key] for key in ("command", "document", "case", "protected")} == {
        "command": "make", "document": "cti-plan", "case": NR, "protected": False,
    }  # fmt: skip
    assert {"Plan!2", "Plan!7", "Forløb!2"} <= set(found[0]["from"])
    ran = office("log")
    assert "compass, a file that you named" in ran.out
    assert "Zoë" not in ran.out + json.dumps(found, ensure_ascii=False)


# ---- forget: the list


def test_forget_without_a_number_lists_the_cases_whose_day_has_come(office: Shell) -> None:
    before = contents(office)
    assert office("forget") == Ran("", "0 cases to delete\n", 0)
    with_rows(office, Forløb=(replace(COURSE, closed_on=date(2025, 10, 31)),))
    assert office("forget", "--on", "2030-10-30") == Ran("", "0 cases to delete\n", 0)
    decides = "".join(FIRST.splitlines(keepends=True)[1:])
    assert office("forget", "--on", "2030-10-31") == Ran(
        "25-014: 31.10.2030, 5 years after Afslutning 31.10.2025\n", f"{decides}1 case to delete\n", 0
    )
    shown = office("forget", "--on", "2030-10-31", "--format", "json")
    assert json.loads(shown.out) == [{"case": NR, "delete_on": "2030-10-31"}]
    assert office("forget", "--on", "2030-10-31", lang="da") == Ran(
        "25-014: 31.10.2030, 5 år efter Afslutning 31.10.2025\n",
        "Det er den dataansvarlige, der afgør, om et forløb må slettes.\n"
        "Kommunens pligt til at føre journal kan gå forud for et ønske om at blive slettet.\n"
        "1 forløb skal slettes\n",
        0,
    )
    assert {**contents(office), "register.xlsx": b""} == {**before, "register.xlsx": b""}


# ---- forget: asked


@pytest.mark.parametrize(("typing", "asked"), [("n\n", 1), ("\n", 1), ("", 1), ("øh\nnej\n", 2)])
def test_without_a_yes_nothing_is_deleted(
    office: Shell, monkeypatch: pytest.MonkeyPatch, typing: str, asked: int
) -> None:
    before = contents(office)
    typed(monkeypatch, typing)
    end = "" if typing else "\n"  # nobody there to end the line
    assert office("forget", NR) == Ran("", ASKED + "delete them? [y/N]: " * asked + f"{end}nothing was deleted\n", 130)
    assert contents(office) == before


@pytest.mark.parametrize(
    ("typing", "lang"), [("y\n", "en"), ("Yes\n", "en"), ("j\n", "da"), ("Ja\n", "da"), ("y\n", "da")]
)
def test_after_a_yes_in_her_own_language_they_are_deleted(
    office: Shell, monkeypatch: pytest.MonkeyPatch, typing: str, lang: str
) -> None:
    typed(monkeypatch, typing)
    ran = office("forget", NR, lang=lang)
    assert ran.code == 0
    assert ("delete them? [y/N]: " if lang == "en" else "[j/N]: ") in ran.err
    assert not (office.folder / "output" / NR).exists()


# ---- forget: done


def test_forget_deletes_what_was_made_and_tells_all_that_a_person_must_do(office: Shell) -> None:
    ran = office("forget", NR, "--yes")
    assert told(ran) == f"25-014, NOW: 4 papers deleted\n{ROWS}{OUT_OF_REACH}"
    (receipt,) = receipts(office)
    assert (ran.err, ran.code) == (f"{ASKED}receipt: {receipt}\n", 0)
    assert receipt.read_bytes() == b"\xef\xbb\xbf" + ran.out.encode()
    assert receipt.name.startswith("slettet-25-014-")
    if os.name != "nt":
        assert (receipt.stat().st_mode & 0o777, receipt.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert sorted(path.name for path in (office.folder / "output").iterdir()) == ["kvitteringer"]
    assert office("log") == Ran("", "0 papers\n", 0)
    for file in (office.folder / ".ctidocs").iterdir():
        assert NR.encode() not in file.read_bytes()


def test_forget_in_danish_reads_as_one_would_say_it(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "ja\n")
    ran = office("forget", NR, lang="da")
    (receipt,) = receipts(office)
    assert ran.err == (
        "25-014 har endnu ingen dag, hvor det skal slettes: forløbet er ikke afsluttet\n"
        "Det er den dataansvarlige, der afgør, om et forløb må slettes.\n"
        "Kommunens pligt til at føre journal kan gå forud for et ønske om at blive slettet.\n"
        "4 papirer om 25-014 bliver slettet:\n"
        f"  {F1}\n  {F2}\n  {HERS_1}\n  {HERS_2}\n"
        "skal de slettes? [j/N]: "
        f"kvittering: {receipt}\n"
    )
    assert told(ran).startswith("25-014, NOW: 4 papirer slettet\nRækker, der skal slettes:\n")


def test_forget_as_json(office: Shell) -> None:
    (office.folder / "output" / NR / "mit brev.docx").write_bytes(b"mit")
    found = json.loads(office("forget", NR, "--yes", "--format", "json").out)
    (receipt,) = receipts(office)
    assert found == {
        "case": NR, "deleted": 4, "left": [], "files": ["output/25-014/mit brev.docx"],
        "to_do": [*ROWS.splitlines(), *OUT_OF_REACH.splitlines()], "receipt": receipt.as_posix(),
    }  # fmt: skip


def test_versions_beside_a_paper_go_too_and_what_others_put_there_stays_and_is_named(office: Shell) -> None:
    edit = {"Regningerne hober sig op.": "Regningerne er betalt."}
    retype(office.folder / F1, edit)
    office("make", "--force")
    retype(office.folder / F1, edit)
    with_rows(office, Forløb=(replace(COURSE, worker_id="Signe Prøve"),))
    office("make")
    folder = office.folder / "output" / NR
    (folder / "Zoë Eksempel (ny).docx").write_bytes(b"mit")
    (folder / "til-hende" / "~$plan.docx").write_bytes(b"Word")
    (office.folder / "safety").mkdir()
    for name in (f"{NR}-sikkerhedsplan.xlsx", f"{OTHER}-sikkerhedsplan.xlsx"):
        (office.folder / "safety" / name).write_bytes(b"hendes")
    assert sorted(path.name for path in folder.glob("25-014-cti-plan-f1*")) == [
        "25-014-cti-plan-f1 (ny).docx", "25-014-cti-plan-f1 (rettet).docx", "25-014-cti-plan-f1.docx",
    ]  # fmt: skip
    office("compass", NR, "--to", "k.svg")
    ran = office("forget", NR, "--yes")
    assert told(ran) == (
        "25-014, NOW: 6 papers deleted\n"
        "Files to delete; ctidocs did not make them:\n"
        "  output/25-014/Zoë Eksempel (ny).docx\n"
        "  safety/25-014-sikkerhedsplan.xlsx\n"
        f"{ROWS}"
        "1 file that you named yourself (a compass): find it where you saved it.\n"
        f"{OUT_OF_REACH}"
    )
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["Zoë Eksempel (ny).docx", "~$plan.docx"]
    receipt = receipts(office)[0].read_text(encoding="utf-8-sig")
    assert "Zoë" not in receipt and CODE not in receipt
    assert "Files to delete; ctidocs did not make them:\n  2 files\n" in receipt
    assert len(list((office.folder / "safety").iterdir())) == 2


def test_a_link_is_never_followed(office: Shell, tmp_path: Path) -> None:
    elsewhere = tmp_path / "andet"
    (office.folder / "output" / NR / "til-hende").rename(elsewhere)
    (office.folder / "output" / NR / "til-hende").symlink_to(elsewhere, target_is_directory=True)
    (office.folder / F1).rename(tmp_path / "plan.docx")
    (office.folder / F1).symlink_to(tmp_path / "plan.docx")
    ran = office("forget", NR, "--yes")
    assert told(ran).startswith(
        "25-014, NOW: 1 paper deleted\nFiles to delete; ctidocs did not make them:\n"
        f"  {F1}\n  output/25-014/til-hende\n"
    )
    assert len(list(elsewhere.iterdir())) == 2
    assert (tmp_path / "plan.docx").exists()


def test_a_folder_of_a_case_that_is_a_link_is_left_alone(office: Shell, tmp_path: Path) -> None:
    (office.folder / "output" / NR).rename(tmp_path / "andet")
    (office.folder / "output" / NR).symlink_to(tmp_path / "andet", target_is_directory=True)
    ran = office("forget", NR, "--yes")
    assert told(ran).startswith(
        "25-014, NOW: 0 papers deleted\nFiles to delete; ctidocs did not make them:\n  output/25-014\n"
    )
    assert len(list((tmp_path / "andet").rglob("*.docx"))) == 4


@pytest.mark.parametrize("number", ["25-999", " 25-998 "])
def test_a_number_that_nothing_knows_is_a_usage_error(office: Shell, number: str) -> None:
    before = contents(office)
    assert office("forget", number, "--yes") == Ran("", NO_CASE.format(number.strip()), 2)
    assert contents(office) == before


@pytest.mark.parametrize("number", ["", "..", "../..", ".", "*", "kvitteringer", "/", "25-0140", "25-014/til-hende"])
def test_what_is_no_case_number_never_becomes_a_folder(office: Shell, number: str) -> None:
    office("forget", NR, "--yes")
    before = contents(office)
    assert office("forget", number, "--yes") == Ran("", f"{number} is no case number\n    hint: type it as 25-014\n", 2)
    assert contents(office) == before


def test_cells_doubtful_rows_and_a_key_workbook_that_cannot_be_read_are_told_too(office: Shell) -> None:
    config = office.folder / "ctidocs.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'noegle = "noegle.xlsx"\n', encoding="utf-8")
    step = FULL["Plan"][0]
    with_rows(
        office,
        Forløb=(COURSE, Course(OTHER, previous_case=NR)),
        Plan=(step, replace(step, case_id="25 014"), replace(step, case_id=OTHER)),
    )
    ran = office("forget", NR, "--yes")
    lines = told(ran).splitlines()
    assert lines[:4] == ["25-014, NOW: 4 papers deleted", "Cells to clear:", f"  register.xlsx:Forløb!{PREVIOUS}3",
                         "Rows to delete:"]  # fmt: skip
    after = lines[lines.index("Until the rows are deleted, ctidocs make can make the papers again.") :]
    assert after[1:4] == [
        "Rows whose case number is wrong or blank; one may be about her:",
        "  register.xlsx:Plan row 3",
        "The key workbook could not be read: her row there is to be deleted too.",
    ]
    assert "  register.xlsx:Plan row 2" in lines
    assert ran.err.startswith("there is no noegle.xlsx here; names are left as lines to write on\n")


def test_a_case_that_is_in_the_register_no_more_is_still_deleted(office: Shell) -> None:
    with_rows(office, **{**dict.fromkeys(FULL, ()), "Visitation": (replace(REFERRAL, case_id=OTHER),)})
    ran = office("forget", NR, "--yes")
    assert told(ran) == f"25-014, NOW: 4 papers deleted\n{OUT_OF_REACH}"
    assert office("make") == Ran("", "0 cases: nothing to make\n", 0)
    assert office("forget", NR, "--yes") == Ran("", NO_CASE.format(NR), 2)


def test_of_a_case_that_nothing_knows_the_files_that_lie_there_are_named(office: Shell) -> None:
    (office.folder / "output" / "25-999").mkdir()
    (office.folder / "output" / "25-999" / "brev.docx").write_bytes(b"mit")
    ran = office("forget", "25-999")
    assert told(ran) == (
        "25-999, NOW: 0 papers deleted\nFiles to delete; ctidocs did not make them:\n"
        f"  output/25-999/brev.docx\n{OUT_OF_REACH}"
    )
    assert (office.folder / "output" / "25-999" / "brev.docx").exists()


def test_a_second_forget_has_nothing_to_ask_and_a_receipt_of_its_own(office: Shell) -> None:
    office("forget", NR, "--yes")
    ran = office("forget", NR)
    assert told(ran) == f"25-014, NOW: 0 papers deleted\n{ROWS}{OUT_OF_REACH}"
    assert ran.err.startswith(f"{FIRST}no papers that ctidocs made of 25-014 lie here\nreceipt: ")
    assert len(receipts(office)) == 2


def test_what_cannot_be_deleted_is_told_and_nothing_forgotten_until_it_can(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.name == Path(HERS_2).name:
            raise PermissionError(13, "in use")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    ran = office("forget", NR, "--yes")
    told_left = f"Not deleted; close them in Word and run the command again:\n  {CODE}-plan-2.docx\n"
    assert told(ran) == f"25-014, NOW: 3 papers deleted\n{told_left}{ROWS}{OUT_OF_REACH}"
    assert ran.code == 1
    assert CODE not in receipts(office)[0].read_text(encoding="utf-8-sig")
    assert office("log").err == "4 papers\n"
    monkeypatch.setattr(Path, "unlink", unlink)
    again = office("forget", NR, "--yes")
    assert (told(again), again.code) == (f"25-014, NOW: 1 paper deleted\n{ROWS}{OUT_OF_REACH}", 0)
    assert office("log").err == "0 papers\n"
    assert not (office.folder / "output" / NR).exists()


@pytest.mark.parametrize("killed_at", ["ctidocs.store.memory.Memory.forget", "ctidocs.deletion.put_receipt"])
def test_a_forget_that_was_interrupted_is_finished_by_the_next(
    office: Shell, monkeypatch: pytest.MonkeyPatch, killed_at: str
) -> None:
    def killed(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(killed_at, killed)
        assert office("forget", NR, "--yes").code == 130
    ran = office("forget", NR, "--yes")
    assert (told(ran), ran.code) == (f"25-014, NOW: 0 papers deleted\n{ROWS}{OUT_OF_REACH}", 0)
    assert office("log").err == "0 papers\n"
    assert not (office.folder / "output" / NR).exists()


def test_where_the_receipt_cannot_be_written_all_is_still_told(office: Shell) -> None:
    (office.folder / "output" / "kvitteringer").write_bytes(b"a file")
    ran = office("forget", NR, "--yes")
    assert told(ran) == f"25-014, NOW: 4 papers deleted\n{ROWS}{OUT_OF_REACH}"
    assert ran.code == 1
    assert ran.err.startswith(ASKED) and "    hint: " in ran.err
    assert office("log").err == "0 papers\n"
