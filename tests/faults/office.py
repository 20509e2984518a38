"""A workspace with something of everything to do, and what stands in one after a run."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ctidocs.new import DEMO_SECRET
from ctidocs.register.blank import workbook
from ctidocs.register.schema import KEY, Settings
from ctidocs.register.schema.intake import Course, Key, Referral
from ctidocs.register.schema.work import PlanStep
from ctidocs.store.atomic import TEMPORARY
from tests.hands import retype
from tests.templates import template
from tests.women import COURSE, FULL, NR, REFERRAL

REPOSITORY = Path(__file__).parents[2]
MAKE = ("make", "cti-plan", "--on", "2025-05-20")
LATER = "25-015"
EDITED = f"output/{NR}/{NR}-cti-plan-f1.docx"
SETTINGS = Settings(organisation="Eksempelby Kommune", sample=True)
HERS = {"Regningerne hober sig op.": "Regningerne er betalt."}


def run(folder: Path, *arguments: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own, in English."""
    command = [*more.pop("through", ()), sys.executable, "-m", "ctidocs", *arguments]
    more = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 300, "cwd": folder, **more}
    return subprocess.run(command, env=environment(), **more)


def environment() -> dict[str, str]:
    """English, nothing written beside the program, and the program found from any folder."""
    return {**os.environ, "CTIDOCS_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(REPOSITORY)}


def new_office(folder: Path, rows: dict[str, tuple[Any, ...]] | None = None) -> Path:
    """A workspace in which nothing is made yet, with a key workbook and a worker's log."""
    (folder / ".ctidocs").mkdir(parents=True, mode=0o700)
    (folder / ".ctidocs" / "secret").write_bytes(DEMO_SECRET)
    (folder / ".ctidocs" / "secret").chmod(0o600)
    (folder / "ctidocs.toml").write_text('language = "en"\nnoegle = "noegle.xlsx"\n', encoding="utf-8")
    rows = rows or FULL
    (folder / "register.xlsx").write_bytes(workbook(rows, settings=SETTINGS))
    key = {KEY.name: (Key(rows["Visitation"][0].case_id, "Zoë"),)}
    (folder / "noegle.xlsx").write_bytes(workbook(key, sheets=(KEY,), front=False))
    (folder / "kontaktlog").mkdir()
    (folder / "kontaktlog" / "mette.xlsx").write_bytes(workbook({}))
    return folder


SHORT = ("Fase {{ fase.nummer }}", "{%p for m in fokus %}", "{{ m.hvorfor }}", "{{ m.mål }}", "{%p endfor %}")


def busy_office(folder: Path, *, short: bool = False) -> Path:
    """One paper was edited by a person and is to be another, one is to be another, two are right, two are new.

    `short`: with templates of a few lines, which take a fifth of the time to open; all that is written is the same.
    """
    new_office(folder)
    if short:
        (folder / "templates" / "docx").mkdir(parents=True)
        for name in ("cti-plan.docx", "cti-plan-hende.docx"):
            (folder / "templates" / "docx" / name).write_bytes(template(*SHORT))
    done = run(folder, *MAKE)
    assert (done.stderr, done.returncode) == ("1 case: 4 made\n", 0)
    retype(folder / EDITED, HERS)
    first = next(row for row in FULL["Plan"] if row.phase == 1)
    rows = {
        **FULL,
        "Visitation": (REFERRAL, Referral(LATER, date(2025, 4, 2), "krisecenter", acting_municipality="København")),
        "Forløb": (COURSE, Course(LATER, worker_id=COURSE.worker_id, phase1_start=date(2025, 5, 1))),
        "Plan": (replace(first, goal="Alle regninger er betalt."), *FULL["Plan"][1:], PlanStep(LATER, 1, 1, goal="Ro")),
    }
    (folder / "register.xlsx").write_bytes(workbook(rows, settings=SETTINGS))
    return folder


def copy_of(folder: Path, to: Path) -> Path:
    """Another workspace in which all is the same."""
    shutil.copytree(folder, to)
    return to


def papers(folder: Path, *, output: str = "output") -> dict[str, str]:
    """The hash of every file under output/ by its name, but for what a killed run left."""
    found = (path for path in sorted((folder / output).rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if not path.name.startswith(TEMPORARY)
    }


def given(folder: Path) -> dict[str, tuple[str, int]]:
    """The hash of every file that people wrote, and when it was saved (LIMITS 47)."""
    found = [folder / "register.xlsx", folder / "noegle.xlsx", folder / "ctidocs.toml", *folder.glob("kontaktlog/*")]
    return {path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in found}


def left_behind(folder: Path) -> list[str]:
    """What no finished run leaves: temporary files, journals of the database."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    return sorted(name for name in names if TEMPORARY in name or "-journal" in name or "-wal" in name)


def told(log: str) -> list[dict[str, Any]]:
    """What `log --format json` shows but for the times, in one order."""
    rows = [{name: value for name, value in row.items() if name != "at"} for row in json.loads(log)]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def women(count: int) -> dict[str, tuple[Any, ...]]:
    """The rows of so many women like the one of `tests.women`, without the compass: four papers each."""
    numbers = [f"25-{100 + number}" for number in range(count)]
    rows = {sheet: found for sheet, found in FULL.items() if sheet not in ("Kompas", "Bevidninger", "Andre planer")}
    rows["Forløb"] = (replace(COURSE, compass_in_plan=False),)
    return {sheet: tuple(replace(row, case_id=n) for n in numbers for row in found) for sheet, found in rows.items()}
