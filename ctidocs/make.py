"""Papers: cases x documents -> contexts -> bytes -> files, one bad case never stopping the others."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ctidocs import __version__
from ctidocs.documents.base import Content, Document, Paper, Reader, known_tags
from ctidocs.documents.case import Case
from ctidocs.documents.described import described
from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import CtidocsError, Problem
from ctidocs.register.read import Register
from ctidocs.register.schema import COURSES, KEY, REFERRALS
from ctidocs.register.schema.intake import Key
from ctidocs.render.compass.chart import Compass, compass_words, layout
from ctidocs.render.compass.picture import compass_png, compass_svg
from ctidocs.render.docx.package import content, unpacked
from ctidocs.render.tagging.tag_check import check_tags
from ctidocs.render.word import Picture, Template
from ctidocs.store.manifest import Manifest, Stored
from ctidocs.store.names import paper_code
from ctidocs.summary import Failure, Summary
from ctidocs.workspace import Workspace
from ctidocs.wrong_cells import Errors, refuse_wrong_cells

HERS = "til-hende"
BLANKS = {Reader.STAFF: "ikke udfyldt", Reader.HER: "\t"}  # hers is a line to write on: a tab with a leader


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
) -> tuple[Job, ...]:
    """Every paper to make. By name: for each case that has its facts; else only where it applies now."""
    jobs: list[Job] = []
    for case in cases:
        for document in documents:
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
        summary.cases.add(case.case_id)
        summary.failed.append(Failure(name, error.message, error.hint))
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


def make_papers(
    jobs: Sequence[Job],
    workspace: Workspace,
    manifest: Manifest,
    *,
    summary: Summary,
    show: Callable[[Job], None],
    errors: Errors,
) -> Summary:
    """Make each paper. A wrong template is told once, before any paper is made; a wrong case stops only its own."""
    templates, wrong = _open_templates(jobs, workspace)
    for name, error in wrong.items():
        count = sum(job.paper.template == name for job in jobs)
        what = _("{count} papers").format(count=count)
        summary.failed.append(Failure(what, error.message, error.hint, count, error.problems))
    for job in jobs:
        if job.paper.template in wrong:
            continue
        show(job)
        try:
            summary.add(job.case.case_id, _make_one(job, templates[job.paper.template], workspace, manifest, errors))
        except CtidocsError as error:
            summary.cases.add(job.case.case_id)
            summary.failed.append(Failure(job.name, error.message, error.hint))
    return summary


def _open_templates(
    jobs: Sequence[Job], workspace: Workspace
) -> tuple[dict[str, "OpenTemplate"], dict[str, CtidocsError]]:
    """Each template of these jobs opened and checked once, and the faults of those that cannot be used."""
    opened: dict[str, OpenTemplate] = {}
    wrong: dict[str, CtidocsError] = {}
    for name, job in {job.paper.template: job for job in jobs}.items():
        try:
            opened[name] = _open_template(job, workspace)
        except CtidocsError as error:
            wrong[name] = error
    return opened, wrong


OpenTemplate = tuple[Template, str]


def _open_template(job: Job, workspace: Workspace) -> OpenTemplate:
    path = workspace.template(f"docx/{job.paper.template}")
    added = job.case.register.added
    data = content(path, path.name)
    fields, words = known_tags(job.document, added=added), described(job.document, added=added)
    wrong = check_tags(unpacked(data, path.name), name=path.name, fields=fields, described=words)
    if wrong:
        raise _mistaken(path.name, job.document, wrong)
    return Template(data, name=path.name), hashlib.sha256(data).hexdigest()


def _mistaken(name: str, document: Document, wrong: tuple[Problem, ...]) -> CtidocsError:
    """All the mistakes of a template at once, before any paper is made of it."""
    message = ngettext(
        "the template {template} has {count} mistake", "the template {template} has {count} mistakes", len(wrong)
    )
    hint = _("correct it in Word; ctidocs fields {document} lists the tags it may use")
    return CtidocsError(
        message.format(template=name, count=len(wrong)), hint=hint.format(document=document.name), problems=wrong
    )


def _make_one(job: Job, opened: OpenTemplate, workspace: Workspace, manifest: Manifest, errors: Errors) -> Stored:
    refuse_wrong_cells(job.case, job.document.reads, errors)
    template, template_hash = opened
    content = job.document.context(job.case, job.item, job.paper.reader)

    def produce() -> bytes:
        return template.fill(
            content.values,
            blank=BLANKS[job.paper.reader],
            pictures={name: picture_of(compass) for name, compass in content.compasses.items()},
            organisation=job.case.settings.organisation if job.paper.reader is Reader.STAFF else "",
        )

    return manifest.put(
        path_of(job, workspace), inputs=_inputs(content, template_hash), document=job.document.name, produce=produce
    )


def path_of(job: Job, workspace: Workspace) -> Path:
    """Where the paper lies. Hers has her code and a neutral word; staff's the case number (F2)."""
    file = job.paper.file.format(item=job.item)
    folder = workspace.output / job.case.case_id
    if job.paper.reader is Reader.HER:
        return folder / HERS / f"{job.case.code}-{file}.docx"
    return folder / f"{job.case.case_id}-{file}.docx"


@lru_cache(maxsize=64)
def picture_of(compass: Compass) -> Picture:
    """The compass for Word: vectors, and a picture behind them for what cannot show vectors."""
    frame = layout(compass).frame
    shape = (frame.top - frame.bottom) / (frame.right - frame.left)
    return Picture(compass_svg(compass), compass_png(compass), compass_words(compass), shape)


def _inputs(content: Content, template_hash: str) -> str:
    """The hash of all that the paper is made from; the day it is made is no content."""
    values = dict(content.values)
    if isinstance(paper := values.get("papir"), dict):
        values["papir"] = {**paper, "lavet": None}
    text = json.dumps([__version__, template_hash, values], sort_keys=True, default=repr, ensure_ascii=True)
    return hashlib.sha256((text + repr(sorted(content.compasses.items()))).encode()).hexdigest()
