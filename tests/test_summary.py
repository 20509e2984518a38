"""What became of the papers of a run, in one line and as JSON."""

from pathlib import Path
from typing import Any

import pytest

from ctidocs.problems import CtidocsError, Place, Problem
from ctidocs.store.outcome import Outcome, Stored
from ctidocs.summary import Failure, Summary, failure
from tests.offices import EVERYTHING

ROOT = Path("/kontor")
PAPER = ROOT / "output" / "25-014" / "plan.docx"
NEW = PAPER.with_name("plan (ny).docx")


def stored(outcome: Outcome, **more: Any) -> Stored:
    return Stored(PAPER, outcome, **more)


def failed(*cells: str, papers: int = 1) -> Failure:
    return Failure("25-014 plan", "not made", papers=papers, cells=cells)


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (Summary(), "0 cases: nothing to make"),
        (Summary(cases={"a"}, made=[stored(Outcome.MADE)]), "1 case: 1 made"),
        (
            Summary(
                cases={"a", "b"}, made=[stored(Outcome.MADE)] * 40, unchanged=[stored(Outcome.UNCHANGED)],
                kept=[stored(Outcome.KEPT)], failed=[failed("Plan!D23")], skipped=[failed()] * 2,
            ),
            "2 cases: 40 made, 1 unchanged, 1 kept as changed by hand, 1 failed (Plan!D23), 2 not due yet",
        ),
        (Summary(failed=[failed(papers=12)]), "0 cases: 12 failed"),
        (Summary(failed=[failed("A!1", "B!2"), failed("A!1", "C!3")]), "0 cases: 2 failed (A!1, B!2, C!3)"),
        (Summary(failed=[failed("A!1", "B!2", "C!3", "D!4")]), "0 cases: 1 failed (A!1, B!2, C!3 …)"),
    ],
)  # fmt: skip
def test_the_line_counts_and_names_the_first_cells(summary: Summary, line: str) -> None:
    assert summary.text() == line


def test_the_same_as_json_with_paths_from_the_workspace() -> None:
    problem = Problem(
        Place("register.xlsx", 4, "Plan", 23, 4), "not-a-date", "not a date", hint="type it as 15.05.2025"
    )
    error = CtidocsError("not made because of Plan!D23", hint="correct it", problems=(problem,), cells=("Plan!D23",))
    summary = Summary()
    summary.add("25-014", "cti-plan", stored(Outcome.MADE, remarks=("Plan!K14 phone",)))
    summary.add("25-014", "cti-plan", stored(Outcome.KEPT, beside=NEW))
    summary.add("25-014", "cti-plan", Stored(Path("/andet/sted.docx"), Outcome.UNCHANGED))
    summary.fail("25-015", "cti-plan", failure("25-015 cti-plan-f1", error))
    summary.fail("25-016", "cti-plan")  # told once for all papers of its template
    summary.skipped.append(Failure("25-017 cti-plan", "phase 1 has no start yet"))
    summary.left.append(PAPER)
    assert summary.as_dict(ROOT) == EVERYTHING | {
        "made": ["output/25-014/plan.docx", "output/25-014/plan (ny).docx"],
        "unchanged": ["/andet/sted.docx"],
        "kept": ["output/25-014/plan.docx"],
        "failed": [{
            "job": "25-015 cti-plan-f1", "message": "not made because of Plan!D23", "hint": "correct it", "papers": 1,
            "problems": [problem.as_dict()],
        }],
        "skipped": [{"job": "25-017 cti-plan", "message": "phase 1 has no start yet"}],
        "remarks": {"output/25-014/plan.docx": ["Plan!K14 phone"]},
        "left": ["output/25-014/plan.docx"],
    }  # fmt: skip
    assert (summary.cases, summary.wrong) == (
        {"25-014", "25-015", "25-016"}, [("25-015", "cti-plan"), ("25-016", "cti-plan")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "quiet"),
    [
        (Summary(), True),
        (Summary(unchanged=[stored(Outcome.UNCHANGED)], skipped=[failed()]), True),
        (Summary(unchanged=[stored(Outcome.UNCHANGED, remarks=("Plan!K14 phone",))]), False),
        (Summary(made=[stored(Outcome.MADE, remarks=("Plan!K14 phone",))]), False),
        (Summary(kept=[stored(Outcome.KEPT)]), False),
        (Summary(failed=[failed()]), False),
        (Summary(left=[PAPER]), False),
        (Summary(bugs=[ValueError()]), False),
    ],
)
def test_a_run_is_quiet_where_the_next_has_nothing_to_tell(summary: Summary, quiet: bool) -> None:
    assert summary.is_quiet is quiet
