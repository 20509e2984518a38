"""A run with nothing changed: it opens neither register nor template, and everything that could matter ends that."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.read import read_register
from ctidocs.register.schema import CONTACTS, KEY
from ctidocs.register.schema.intake import Course, Key, Pause
from ctidocs.workspace import package_file
from tests.commands import Ran, Shell
from tests.hands import retype, rewritten, save_again
from tests.offices import F1, HERS_1, PAPERS, held, made_office, with_rows
from tests.women import COURSE, NR, REFERRAL

OTHER = "25-015"
READ = Ran("", "the register is read\n    hint: a test\n", 1)
UNCHANGED = Ran("", "1 case: 4 unchanged\n", 0)
Change = Callable[[Path], object]


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return made_office(tmp_path / "kontor", capsys)


def read(*_arguments: object, **_options: object) -> None:
    raise CtidocsError("the register is read", hint="a test")


@pytest.fixture
def watched(office: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The office where a run that reads the register ends there."""
    monkeypatch.setattr("ctidocs.session.read_register", read)
    return office


def test_with_nothing_changed_neither_register_nor_template_is_opened(
    watched: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ctidocs.make.Templates.opened", read)
    monkeypatch.setattr("ctidocs.make.Templates.hash", read)
    with held(watched, *PAPERS):
        for _time in range(3):
            assert watched("make") == UNCHANGED


def key() -> bytes:
    return workbook({KEY.name: (Key(NR, "Zoë"),)}, sheets=(KEY,), front=False)


def added(root: Path, file: str, data: bytes) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_bytes((root / file).read_bytes() + data if (root / file).exists() else data)


def own_template(root: Path) -> None:
    (root / "templates" / "docx").mkdir(parents=True)
    shutil.copy(package_file("templates") / "docx" / "cti-plan.docx", root / "templates" / "docx")
    path = root / "templates" / "docx" / "cti-plan.docx"
    path.write_bytes(rewritten(path.read_bytes(), lambda _name, data: data))


def folder_instead(root: Path) -> None:
    (root / F1).unlink()
    (root / F1).mkdir()


CHANGES: dict[str, Change] = {
    "the register": lambda root: added(root, "register.xlsx", b"."),
    "a worker's own log": lambda root: added(root, "kontaktlog/MS.xlsx", workbook(sheets=(CONTACTS,))),
    "the settings": lambda root: added(root, "ctidocs.toml", b"# mere\n"),
    "a template": own_template,
    "the secret of the codes": lambda root: (root / ".ctidocs" / "secret").write_bytes(b"another secret for the codes"),
    "a paper edited": lambda root: retype(root / F1, {"Regningerne": "Breve"}),
    "a paper saved again": lambda root: save_again(root / HERS_1),
    "a paper deleted": lambda root: (root / HERS_1).unlink(),
    "a paper replaced by a folder": folder_instead,
    "open in Excel": lambda root: added(root, "~$register.xlsx", b"x"),
    "open in LibreOffice": lambda root: added(root, ".~lock.register.xlsx#", b"x"),
    "the memory gone": lambda root: (root / ".ctidocs" / "manifest.sqlite").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_looked_at(watched: Shell, change: Change) -> None:
    change(watched.folder)
    assert watched("make") == READ


@pytest.mark.parametrize(
    "asked",
    [
        ("--on", "2025-05-21"), ("--strict",), ("-v",), ("--retry",), ("--force",), ("--dry-run",), ("cti-plan",),
        ("--allow", "Plan!K3"), ("--case", NR), ("--case", OTHER), ("--worker", "ME"), ("--register", "andet.xlsx"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_whatever_else_is_asked_for_is_looked_at(watched: Shell, asked: tuple[str, ...]) -> None:
    shutil.copy(watched.folder / "register.xlsx", watched.folder / "andet.xlsx")
    assert watched("make", *asked) == READ


def test_another_day_and_another_language_are_another_run(watched: Shell) -> None:
    assert watched("make", lang="da").code == 1
    assert watched("make", "--on", "20.05.2025") == UNCHANGED


def test_her_key_workbook_and_a_log_that_is_gone_are_looked_at(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    config = office.folder / "ctidocs.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'noegle = "noegle.xlsx"\n', encoding="utf-8")
    (office.folder / "noegle.xlsx").write_bytes(key())
    added(office.folder, "kontaktlog/MS.xlsx", workbook(sheets=(CONTACTS,)))
    assert office("make").code == 0
    monkeypatch.setattr("ctidocs.session.read_register", read)
    assert office("make") == UNCHANGED
    (office.folder / "kontaktlog" / "MS.xlsx").rename(office.folder / "MS.xlsx")
    assert office("make") == READ
    (office.folder / "MS.xlsx").rename(office.folder / "kontaktlog" / "MS.xlsx")
    assert office("make") == UNCHANGED
    added(office.folder, "noegle.xlsx", b".")
    assert office("make") == READ
    (office.folder / "noegle.xlsx").unlink()
    assert office("make") == READ


def twice(office: Shell, *arguments: str) -> tuple[Ran, Ran]:
    office("make", *arguments)
    return office("make", *arguments), office("make", *arguments)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"Forløb": (COURSE, Course(OTHER, draft_on="snart"))}, "[not-a-date]"),  # type: ignore[arg-type]
        ({"Visitation": (replace(REFERRAL, case_id=OTHER),), "Forløb": ()}, "they are left alone:"),
        ({"Pauser": (Pause(NR, date(2025, 6, 10), date(2025, 6, 1)),)}, "not made because of Pauser!C2"),
    ],
)
def test_a_run_that_tells_of_something_tells_it_every_time(office: Shell, rows: dict[str, Any], told: str) -> None:
    with_rows(office, **rows)
    second, third = twice(office)
    assert second == third
    assert told in third.err


def test_a_paper_that_was_kept_is_told_every_time(office: Shell) -> None:
    retype(office.folder / F1, {"Regningerne": "Breve"})
    second, third = twice(office)
    assert second == third
    assert "was changed by hand and is kept\n" in third.err


@pytest.mark.parametrize("arguments", [(), ("cti-plan",), ("cti-plan", "--format", "json"), ("--format", "json")])
def test_a_quiet_run_tells_what_a_full_run_tells(
    office: Shell, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    with_rows(office, Visitation=(REFERRAL, replace(REFERRAL, case_id="25-016")))
    office("make", *arguments)
    with monkeypatch.context() as patch:
        patch.setattr("ctidocs.session.read_register", read)
        quiet = office("make", *arguments)
    with closing(sqlite3.connect(office.folder / ".ctidocs" / "manifest.sqlite")) as memory, memory:
        memory.execute("DELETE FROM quiet")
    full = office("make", *arguments)
    assert quiet == full
    assert ("1 not due yet" in full.err) is bool("cti-plan" in arguments)
    if "json" in arguments:
        assert json.loads(full.out)["unchanged"] == list(PAPERS)


def test_a_register_that_changed_before_it_was_read_is_not_taken_for_the_one_that_is_put_back(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(office.folder, "ctidocs.toml", b"# mere\n")
    before = (office.folder / "register.xlsx").read_bytes()

    def read_after_a_save(*arguments: Any, **options: Any) -> Any:
        with_rows(office, Pauser=(Pause(NR, date(2025, 6, 1), date(2025, 6, 10)),))
        return read_register(*arguments, **options)

    monkeypatch.setattr("ctidocs.session.read_register", read_after_a_save)
    assert office("make").code == 0
    (office.folder / "register.xlsx").write_bytes(before)
    monkeypatch.setattr("ctidocs.session.read_register", read)
    assert office("make") == READ


def test_a_key_workbook_that_cannot_be_read_is_told_every_time(office: Shell) -> None:
    added(office.folder, "ctidocs.toml", b'noegle = "noegle.xlsx"\n')
    (office.folder / "noegle.xlsx").write_bytes(b"damaged")
    second, third = twice(office)
    assert second == third
    assert "names are left as lines to write on\n" in third.err
