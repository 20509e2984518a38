"""A run in which nothing has changed since one that had nothing to tell: known before the register is read.

Everything that a run reads is compared byte for byte, and so is every paper that it made.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ctidocs.documents.base import Document
from ctidocs.language import gettext as _
from ctidocs.register.files import is_open_elsewhere
from ctidocs.sources import program_mark
from ctidocs.store.manifest import open_manifest
from ctidocs.store.names import secret_file
from ctidocs.store.outcome import Outcome, Stored
from ctidocs.store.standing import look
from ctidocs.summary import Failure, Summary
from ctidocs.workspace import CONFIG, Workspace, own_logs

if TYPE_CHECKING:
    from ctidocs.session import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked for, as far as it decides which papers are made and what is told."""

    documents: Sequence[Document]
    only: Sequence[str]
    worker: str
    named: bool
    protect: bool
    on: date


def run_mark(workspace: Workspace, asked: Asked) -> str:
    """The hash of everything that a run reads; "" where some of it cannot be read, or is open elsewhere."""
    names = [document.name for document in asked.documents]
    words = (program_mark(), _("made"), names, asked.only, asked.worker, asked.named, asked.protect, asked.on)
    mark = hashlib.sha256(repr(words).encode())
    try:
        for path in _files(workspace, asked.documents):
            if is_open_elsewhere(path):
                return ""
            mark.update(repr(path.name).encode() + hashlib.sha256(path.read_bytes()).digest())
    except OSError:
        return ""
    return mark.hexdigest()


def _files(workspace: Workspace, documents: Sequence[Document]) -> Iterator[Path]:
    yield workspace.root / CONFIG
    yield workspace.register
    yield from own_logs(workspace.root)
    if workspace.key is not None:
        yield workspace.key
    for name in sorted({paper.template for document in documents for paper in document.papers}):
        yield workspace.template(f"docx/{name}")


def note_run(session: "Session", asked: Asked, summary: Summary, *, mark: str, now: datetime) -> None:
    """Remember a run after which there is nothing to do and nothing to tell, unless a file changed meanwhile.

    `mark`: of what there was to read before the run read it.
    """
    workspace, papers = session.workspace, [stored.path for stored in (*summary.made, *summary.unchanged)]
    quiet = summary.is_quiet and not session.urgent and not session.notes
    inside = all(path.is_relative_to(workspace.root) for path in papers)
    if not (mark and quiet and inside and mark == run_mark(workspace, asked)):
        return
    result = {
        "cases": sorted(summary.cases),
        "papers": {path.relative_to(workspace.root).as_posix(): look(path) for path in papers},
        "skipped": [[skipped.job, skipped.message] for skipped in summary.skipped],
        "secret": look(secret_file(workspace.root)),  # here, not in the mark: the first run makes it
    }
    with open_manifest(workspace.root, now=now) as manifest:
        manifest.memory.note_quiet(mark, json.dumps(result, ensure_ascii=False))


def same_run(workspace: Workspace, mark: str, *, now: datetime) -> Summary | None:
    """What the last quiet run told, where this is the same and every paper still stands there as it was; else None."""
    with open_manifest(workspace.root, now=now) as manifest:
        noted = manifest.memory.quiet(mark) if mark else None
    if noted is None:
        return None
    result = json.loads(noted)
    if any(look(workspace.root / path) != there for path, there in result["papers"].items()):
        return None
    if result.get("secret") != look(secret_file(workspace.root)):
        return None
    unchanged = [Stored(workspace.root / path, Outcome.UNCHANGED) for path in result["papers"]]
    skipped = [Failure(job, message) for job, message in result["skipped"]]
    return Summary(cases=set(result["cases"]), unchanged=unchanged, skipped=skipped)
