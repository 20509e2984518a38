"""Papers: jobs -> contexts -> bytes -> files, one bad case never stopping the others."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ctidocs import __version__
from ctidocs.documents.base import Content, Document, Reader, known_tags
from ctidocs.documents.described import described
from ctidocs.jobs import Job, path_of
from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.office_content import content_of
from ctidocs.problems import CtidocsError, Problem
from ctidocs.render.compass.chart import compass_words, layout
from ctidocs.render.compass.lines import Compass
from ctidocs.render.compass.picture import compass_png, compass_svg
from ctidocs.render.docx.package import content, unpacked
from ctidocs.render.tagging.tag_check import check_tags
from ctidocs.render.word import Picture, Template
from ctidocs.scan import Watch, traces_of
from ctidocs.sources import Sources
from ctidocs.store.manifest import Manifest, Origin, Product, Stored
from ctidocs.summary import Failure, Summary, failure
from ctidocs.traces import Trace
from ctidocs.workspace import Workspace
from ctidocs.wrong_cells import Errors, refuse_wrong_cells

BLANKS = {Reader.STAFF: "ikke udfyldt", Reader.HER: "\t"}  # hers is a line to write on: a tab with a leader


class WrongTemplate(CtidocsError):
    """A template that cannot be used: told once, however many papers it is for."""


@dataclass(frozen=True, slots=True)
class OpenTemplate:
    """A template ready to fill. `meant`: what stands in it that would be a remark in a cell of the register."""

    template: Template
    meant: frozenset[Trace]


@dataclass(slots=True)
class Templates:
    """The templates of a run: read when their papers are looked at, opened and checked when the first is to be made."""

    workspace: Workspace
    _data: dict[str, bytes] = field(default_factory=dict)
    _hashes: dict[str, str] = field(default_factory=dict)
    _opened: dict[str, OpenTemplate | WrongTemplate] = field(default_factory=dict)

    def hash(self, name: str) -> str:
        """The hash of a template's file. WrongTemplate where it cannot be read."""
        if name not in self._hashes:
            path = self.workspace.template(f"docx/{name}")
            try:
                self._data[name] = content(path, path.name)
            except CtidocsError as error:
                raise WrongTemplate(error.message, hint=error.hint) from None
            self._hashes[name] = hashlib.sha256(self._data[name]).hexdigest()
        return self._hashes[name]

    def opened(self, job: Job) -> OpenTemplate:
        """The template of this paper. WrongTemplate with all that is wrong in it."""
        name = job.paper.template
        if name not in self._opened:
            self.hash(name)
            self._opened[name] = _open_template(name, self._data[name], job)
        found = self._opened[name]
        if isinstance(found, WrongTemplate):
            raise found
        return found


def _open_template(name: str, data: bytes, job: Job) -> OpenTemplate | WrongTemplate:
    added = job.case.register.added
    fields, words = known_tags(job.document, added=added), described(job.document, added=added)
    try:
        if wrong := check_tags(unpacked(data, name), name=name, fields=fields, described=words):
            return _mistaken(name, job.document, wrong)
        return OpenTemplate(Template(data, name=name), traces_of(content_of(data, ending=".docx").paragraphs))
    except CtidocsError as error:
        return WrongTemplate(error.message, hint=error.hint, problems=error.problems)


def _mistaken(name: str, document: Document, wrong: tuple[Problem, ...]) -> WrongTemplate:
    """All the mistakes of a template at once."""
    message = ngettext(
        "the template {template} has {count} mistake", "the template {template} has {count} mistakes", len(wrong)
    )
    hint = _("correct it in Word; ctidocs fields {document} lists the tags it may use")
    return WrongTemplate(
        message.format(template=name, count=len(wrong)), hint=hint.format(document=document.name), problems=wrong
    )


@dataclass(frozen=True, slots=True)
class Making:
    """What the papers of a run are made with."""

    workspace: Workspace
    manifest: Manifest
    sources: Sources
    watch: Watch
    errors: Errors
    templates: Templates


def make_papers(jobs: Sequence[Job], making: Making, *, summary: Summary, show: Callable[[Job], None]) -> Summary:
    """Make each paper. A wrong template is told once; a wrong case stops only its own, and so does a fault of ours."""
    wrong: dict[str, WrongTemplate] = {}
    for job in jobs:
        show(job)
        case, document = job.case.case_id, job.document.name
        try:
            stored = _make_one(job, making)
            summary.add(case, document, replace(stored, remarks=making.watch.to_tell(stored.remarks)))
        except WrongTemplate as error:
            wrong[job.paper.template] = error
            summary.fail(case, document)
        except CtidocsError as error:
            summary.fail(case, document, failure(job.name, error))
        except Exception as error:  # a fault of our own: told as such, and the other papers are made
            summary.fail(case, document, Failure(job.name, _("a fault in ctidocs itself")))
            summary.bugs.append(error)
    summary.failed[:0] = _of_templates(wrong, jobs)
    return summary


def _of_templates(wrong: dict[str, WrongTemplate], jobs: Sequence[Job]) -> list[Failure]:
    """Each wrong template once, with the number of papers that were to be made of it."""
    papers = Counter(job.paper.template for job in jobs)
    what = _("{count} papers")
    return [failure(what.format(count=papers[name]), error, papers=papers[name]) for name, error in wrong.items()]


def _make_one(job: Job, making: Making) -> Stored:
    refuse_wrong_cells(job.case, job.document.reads, making.errors)
    path = path_of(job, making.workspace)
    template = making.templates.hash(job.paper.template)
    sources = making.sources.of(job.case, job.document, template)
    if (stored := making.manifest.current(path, sources)) is not None:
        return stored
    filling = job.document.context(job.case, job.item, job.paper.reader)
    origin = Origin(_inputs(filling, template), job.document.name, sources, job.case.case_id)
    return making.manifest.put(path, origin, lambda: _product(job, filling, making))


def _product(job: Job, filling: Content, making: Making) -> Product:
    """The finished paper, looked through."""
    opened = making.templates.opened(job)
    reader = job.paper.reader
    data = opened.template.fill(
        filling.values,
        blank=BLANKS[reader],
        pictures={name: picture_of(compass) for name, compass in filling.compasses.items()},
        organisation=job.case.settings.organisation if reader is Reader.STAFF else "",
    )
    found = content_of(data, ending=".docx")
    remarks = making.watch.remarks(found.paragraphs, job.case, job.document.reads, reader, meant=opened.meant)
    return Product(data, found.hashes, remarks)


@lru_cache(maxsize=64)
def picture_of(compass: Compass) -> Picture:
    """The compass for Word: vectors, and a picture behind them for what cannot show vectors."""
    frame = layout(compass).frame
    shape = (frame.top - frame.bottom) / (frame.right - frame.left)
    return Picture(compass_svg(compass), compass_png(compass), compass_words(compass), shape)


def _inputs(filling: Content, template: str) -> str:
    """The hash of all that the paper is made from; the day it is made is no content."""
    values = dict(filling.values)
    if isinstance(paper := values.get("papir"), dict):
        values["papir"] = {**paper, "lavet": None}
    text = json.dumps([__version__, template, values], sort_keys=True, default=repr, ensure_ascii=True)
    return hashlib.sha256((text + repr(sorted(filling.compasses.items()))).encode()).hexdigest()
