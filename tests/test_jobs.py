"""Which papers are to be made, of whom, and where each lies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.case import Case
from ctidocs.jobs import all_cases, path_of, plan_jobs
from ctidocs.register.blank import workbook
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import KEY
from ctidocs.register.schema.intake import Course, Key
from ctidocs.store.names import UNKNOWN, paper_code
from ctidocs.summary import Summary
from ctidocs.workspace import open_workspace
from ctidocs.wrong_cells import by_row
from tests.offices import CODE, PAPERS, SECRET
from tests.women import COURSE, FULL, IN_PHASE_2, NR, REFERRAL, Rows

CLOSED, LATER = "25-015", "25-016"
NAMES = ["cti-plan-f1", "plan-1", "cti-plan-f2", "plan-2"]
ROWS: Rows = {
    **FULL,
    "Visitation": (REFERRAL, replace(REFERRAL, case_id=LATER)),
    "Forløb": (
        Course(CLOSED, phase1_start=date(2024, 2, 1), closed_on=date(2024, 11, 1), worker_id="Signe Prøve"),
        COURSE,
    ),
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return written(ROWS, tmp_path_factory.mktemp("jobs"))


def written(rows: Rows, folder: Path) -> Register:
    (folder / "register.xlsx").write_bytes(workbook(rows))
    return read_register(folder / "register.xlsx")[0]


def cases(register: Register, **options: Any) -> tuple[Case, ...]:
    return tuple(all_cases(register, None, on=IN_PHASE_2, secret=SECRET, **options))


def planned(
    register: Register, *, named: bool, only: frozenset[tuple[str, str]] | None = None
) -> tuple[list[str], Summary]:
    summary = Summary()
    jobs = plan_jobs(DOCUMENTS, cases(register), named=named, summary=summary, errors=by_row(()), only=only)
    return [job.name for job in jobs], summary


def test_without_a_name_what_applies_now_and_nothing_is_told_of_the_rest(register: Register) -> None:
    names, summary = planned(register, named=False)
    assert names == [f"{NR} {name}" for name in NAMES]
    assert (summary.skipped, summary.failed, summary.tried) == ([], [], [])


def test_by_name_of_every_case_that_has_its_facts_and_the_others_are_told(register: Register) -> None:
    names, summary = planned(register, named=True)
    assert {name.partition(" ")[0] for name in names} == {NR, CLOSED}
    assert [(one.job, one.message) for one in summary.skipped] == [(f"{LATER} cti-plan", "phase 1 has no start yet")]


def test_of_some_only_those(register: Register) -> None:
    names, summary = planned(register, named=True, only=frozenset({(CLOSED, "cti-plan"), (NR, "another")}))
    assert {name.partition(" ")[0] for name in names} == {CLOSED}
    assert summary.skipped == []


def test_a_case_that_cannot_be_planned_because_of_a_wrong_cell_failed(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(workbook({**FULL, "Forløb": (replace(COURSE, phase1_start="i foråret"),)}))  # type: ignore[arg-type]
    register, problems = read_register(path)
    summary = Summary()
    assert plan_jobs(DOCUMENTS, cases(register), named=True, summary=summary, errors=by_row(problems)) == ()
    assert (summary.wrong, summary.skipped) == ([(NR, "cti-plan")], [])
    assert [(one.job, one.cells) for one in summary.failed] == [(f"{NR} cti-plan", ("Forløb!O2",))]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ({}, [NR, LATER, CLOSED]),  # in the order of Visitation, then Forløb
        ({"only": (CLOSED, NR, CLOSED)}, [CLOSED, NR]),
        ({"worker": "Signe Prøve"}, [CLOSED]),
        ({"worker": "Signe Prøve", "only": (NR,)}, []),
    ],
)
def test_the_cases_asked_for_each_once(register: Register, options: dict[str, Any], numbers: Sequence[str]) -> None:
    assert [case.case_id for case in cases(register, **options)] == list(numbers)


def test_a_doubtful_row_of_the_key_workbook_gives_no_name(register: Register, tmp_path: Path) -> None:
    rows = (Key(NR, "Zoë"), Key(CLOSED, "Ane"), Key(CLOSED, "Eva"), Key(LATER, "et\x0ctegn"))
    (tmp_path / "noegle.xlsx").write_bytes(workbook({KEY.name: rows}, sheets=(KEY,), front=False))
    keys, _problems = read_register(tmp_path / "noegle.xlsx", sheets=(KEY,))
    found = {case.case_id: case for case in all_cases(register, keys, on=IN_PHASE_2, secret=SECRET)}
    assert {number: (case.key and case.key.display_name, case.has_keys) for number, case in found.items()} == {
        NR: ("Zoë", True), LATER: (None, False), CLOSED: (None, False),
    }  # fmt: skip


def test_staffs_papers_have_the_case_number_and_hers_her_code_in_a_folder_of_their_own(
    register: Register, tmp_path: Path
) -> None:
    (tmp_path / "ctidocs.toml").write_text("", encoding="utf-8")
    workspace = open_workspace(tmp_path, here=tmp_path)
    jobs = plan_jobs(DOCUMENTS, cases(register, only=[NR]), named=True, summary=Summary(), errors={})
    found = [path_of(job, workspace).relative_to(workspace.root).as_posix() for job in jobs]
    assert found[: len(PAPERS)] == list(PAPERS)
    assert all(CODE not in job.name for job in jobs)


def test_without_a_secret_the_code_says_that_it_is_not_known() -> None:
    assert paper_code(NR, secret=b"") == UNKNOWN
    assert not set(UNKNOWN) & set(CODE)
