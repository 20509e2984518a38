"""What is to be made: cases x documents -> one job a paper, and where each paper lies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ctidocs.documents.base import Document, Paper, Reader
from ctidocs.documents.case import Case
from ctidocs.problems import CtidocsError
from ctidocs.register.read import Register
from ctidocs.register.schema import COURSES, KEY, REFERRALS
from ctidocs.register.schema.intake import Key
from ctidocs.store.names import paper_code
from ctidocs.summary import Failure, Summary, failure
from ctidocs.workspace import Workspace
from ctidocs.wrong_cells import Errors, refuse_wrong_cells

HERS = "til-hende"


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to make: a document for one case, one phase or round, one reader."""

    document: Document
    paper: Paper
    case: Case
    item: int

    @property
    def name(self) -> str:
        """What messages call it: "25-014 cti-plan-f1". No name, no code."""
        return f"{self.case.case_id} {self.paper.file.format(item=self.item)}"


def plan_jobs(
    documents: Sequence[Document],
    cases: Iterable[Case],
    *,
    named: bool,
    summary: Summary,
    errors: Errors,
    only: frozenset[tuple[str, str]] | None = None,
) -> tuple[Job, ...]:
    """Every paper to make. By name: for each case that has its facts; else only where it applies now.

    `only`: case and document of the papers to make, where not all are.
    """
    jobs: list[Job] = []
    for case in cases:
        for document in documents:
            if only is not None and (case.case_id, document.name) not in only:
                continue
            if not named and (document.by_name_only or not document.applies(case)):
                continue
            items = document.items(case)
            jobs += [Job(document, paper, case, item) for item in items for paper in document.papers]
            if not items:
                _say_why_not(case, document, named=named, summary=summary, errors=errors)
    return tuple(jobs)


def _say_why_not(case: Case, document: Document, *, named: bool, summary: Summary, errors: Errors) -> None:
    """Nothing to make for this case: because of a wrong cell, or because it is not due."""
    name = f"{case.case_id} {document.danish}"
    try:
        refuse_wrong_cells(case, document.reads, errors)
    except CtidocsError as error:
        summary.fail(case.case_id, document.name, failure(name, error))
        return
    if named and document.missing:
        summary.skipped.append(Failure(name, document.missing(case)))


def all_cases(
    register: Register, keys: Register | None, *, on: date, secret: bytes, only: Sequence[str] = (), worker: str = ""
) -> Iterator[Case]:
    """The cases of the register in their order; `only` these numbers, or those of one worker."""
    names = _names(keys)
    for number in dict.fromkeys(only) or case_numbers(register):
        code = paper_code(number, secret=secret)
        doubtful = number in names and names[number] is None
        case = Case(number, on, register, names.get(number), keys is not None and not doubtful, code)
        if not worker or case.course.worker_id == worker:
            yield case


def _names(keys: Register | None) -> dict[str, Key | None]:
    """Her row of the key workbook by case; None where it is doubtful: a name twice, or one that cannot be read."""
    names: dict[str, Key | None] = {}
    for record in keys.records(KEY) if keys else ():
        number = record.values.case_id
        doubtful = number in names or "display_name" in record.broken
        names[number] = None if doubtful else record.values
    return names


def case_numbers(register: Register) -> tuple[str, ...]:
    """Every case number in Visitation and Forløb, in the order of the sheets."""
    referred = [record.values.case_id for record in register.records(REFERRALS)]
    return tuple(dict.fromkeys(referred + [record.values.case_id for record in register.records(COURSES)]))


def folder_of(case_id: str, workspace: Workspace) -> Path:
    """The folder of all papers of one case (F9)."""
    return workspace.output / case_id


def path_of(job: Job, workspace: Workspace) -> Path:
    """Where the paper lies. Hers has her code and a neutral word; staff's the case number (F2)."""
    file = job.paper.file.format(item=job.item)
    folder = folder_of(job.case.case_id, workspace)
    if job.paper.reader is Reader.HER:
        return folder / HERS / f"{job.case.code}-{file}.docx"
    return folder / f"{job.case.case_id}-{file}.docx"
