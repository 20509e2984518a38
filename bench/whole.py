"""A whole `ctidocs make` of plans with charts, against the script people write today: openpyxl, matplotlib, docxtpl."""

import io
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.charts import picture
from bench.commands import many_courses
from bench.race import Race

PLANS = 60  # of theirs: it takes its time
DAY = date(2025, 10, 15)


@dataclass(frozen=True)
class Plan:
    """What the script needs for one paper; its dates and lists are computed already, which is in its favour."""

    template: Path
    values: Mapping[str, Any]
    scores: tuple[int, ...] | None
    name: str


def whole(folder: Path) -> Iterator[Race]:
    """Ours reads, checks, computes, draws, fills, looks through, syncs and remembers; theirs reads, draws and fills."""
    root = many_courses(folder / "whole")
    plans = _plans(root)
    todo = folder / "plans.pickle"
    todo.write_bytes(pickle.dumps(plans[:: max(1, len(plans) // PLANS)][:PLANS]))

    def ours() -> None:
        shutil.rmtree(root / "output", ignore_errors=True)
        (root / ".ctidocs" / "manifest.sqlite").unlink(missing_ok=True)
        command = [sys.executable, "-m", "ctidocs", "make", "cti-plan", "--root", root, "--on", DAY.isoformat()]
        subprocess.run(command, check=True, capture_output=True)

    def theirs() -> None:
        command = [sys.executable, "-m", "bench.whole", todo, root / "register.xlsx", folder]
        subprocess.run(command, check=True)

    name = f"whole make of {len(plans)} plans with charts, against the script people write today"
    yield Race(name, ours, theirs, cpu=False, share=PLANS / len(plans))


def _plans(root: Path) -> list[Plan]:
    """Every paper of the workspace as its template and what fills it."""
    from ctidocs.documents.cti_plan import CTI_PLAN
    from ctidocs.session import chosen_cases, open_session
    from ctidocs.workspace import open_workspace

    workspace = open_workspace(root, here=root)
    session = open_session(workspace, today=DAY, on=DAY)
    plans = []
    for case in chosen_cases(session):
        for item in CTI_PLAN.items(case):
            for paper in CTI_PLAN.papers:
                content = CTI_PLAN.context(case, item, paper.reader)
                lines = [line.scores for compass in content.compasses.values() for line in compass.lines]
                scores = tuple(score if isinstance(score, int) else 0 for score in lines[-1]) if lines else None
                template = workspace.template(f"docx/{paper.template}")
                plans.append(Plan(template, content.values, scores, f"{case.case_id}-{paper.template}-{item}.docx"))
    return plans


def today(todo: Path, register: Path, folder: Path) -> None:
    """The script: read the whole register, then draw and fill one paper after the other."""
    import openpyxl
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from ctidocs.render.environment import FILTERS, danish

    book = openpyxl.load_workbook(register, read_only=True, data_only=True)
    read = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert read
    environment = Environment(finalize=lambda value: "" if value is None else danish(value))
    environment.filters |= FILTERS
    for plan in pickle.loads(todo.read_bytes()):
        document = DocxTemplate(plan.template)
        if plan.scores:
            document.replace_pic("kompas", io.BytesIO(picture(plan.scores)))
        document.render(plan.values, environment, autoescape=True)
        document.save(folder / plan.name)


if __name__ == "__main__":
    today(*(Path(argument) for argument in sys.argv[1:]))
