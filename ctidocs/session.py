"""One command's view of a workspace: the register read and checked, the names if there, the cases and papers."""

import difflib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ctidocs import __version__
from ctidocs.annotate import annotated
from ctidocs.check import check_keys, check_register
from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document
from ctidocs.documents.case import Case
from ctidocs.language import gettext as _
from ctidocs.make import Job, all_cases, by_row, case_numbers, make_papers, plan_jobs
from ctidocs.merge import Merged, merged
from ctidocs.problems import CtidocsError, Level, Problem, UnknownName
from ctidocs.register.column import same_header
from ctidocs.register.files import content_of, is_open_elsewhere
from ctidocs.register.locked import Unlock, is_locked
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import KEY, WORKERS
from ctidocs.store.manifest import Manifest, Stored
from ctidocs.store.names import read_secret
from ctidocs.summary import Summary
from ctidocs.workspace import Workspace

LOGS = "kontaktlog"
MISNAMED = frozenset({"misnamed-sheet", "misspelt-header", "blank-header"})


@dataclass(frozen=True, slots=True)
class Session:
    """A workspace opened. `keys`: the key workbook, None without it. `notes`: what the user should know at once."""

    workspace: Workspace
    register: Register
    problems: tuple[Problem, ...]
    keys: Register | None
    notes: tuple[str, ...]
    on: date

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong, without what is only missing or doubtful."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What is missing, and warnings: findings with --strict."""
        return tuple(problem for problem in self.problems if problem.level in (Level.MISSING, Level.WARNING))

    @property
    def urgent(self) -> tuple[Problem, ...]:
        """Errors, and warnings about whole sheets and columns: what they hold would be silently absent from papers."""
        return tuple(p for p in self.problems if p.level is Level.ERROR or p.code in MISNAMED)


def open_session(workspace: Workspace, *, today: date, on: date | None = None, unlock: Unlock | None = None) -> Session:
    """The register and the key workbook read and checked on the day `on`, else the workspace's own, else `today`.

    `unlock`: as for read_register. CtidocsError where the register cannot be read.
    """
    on = on or workspace.on or today
    logs = own_logs(workspace.root)
    notes = [_open_note(path) for path in (workspace.register, *logs) if is_open_elsewhere(path)]
    register, found = read_register(workspace.register, logs=logs, unlock=unlock)
    problems = check_register(register, found, on=on)
    keys: Register | None = None
    if workspace.key is not None:
        try:
            keys, found = read_register(workspace.key, sheets=(KEY,), unlock=unlock)
        except CtidocsError as error:  # everything but the names works without it (B2)
            notes.append(_("{message}; names are left as lines to write on").format(message=error.message))
        else:
            problems += check_keys(keys, found, of=register, on=on)
    return Session(workspace, register, problems, keys, tuple(notes), on)


def merge_with(session: Session, other: Path, *, unlock: Unlock | None = None) -> Merged:
    """Our register, the workers' own logs among it, and another one as one (A24)."""
    ours = session.workspace.register
    if other.exists() and ours.exists() and other.samefile(ours):
        raise CtidocsError(_("this is the same register"), hint=_("name the other partner's register"))
    file = other.name if other.name != ours.name else f"{other.resolve().parent.name}/{other.name}"
    theirs, found = read_register(other, unlock=unlock, file=file)
    key = session.workspace.key.name if session.workspace.key else ""
    of_ours = (problem for problem in session.problems if problem.place.file != key)
    return merged(
        session.register, theirs, found=(*of_ours, *check_register(theirs, found, on=session.on)), on=session.on
    )


def marked_copy(session: Session, problems: Sequence[Problem], target: Path, *, now: datetime) -> Stored:
    """The copy of the register with these problems marked at their cells. CtidocsError for a protected register."""
    _refuse_inputs(session, target)
    data = content_of(session.workspace.register)
    if is_locked(data):
        hint = _("run check without --annotate")
        raise CtidocsError(_("the register is protected with a password, and a marked copy would not be"), hint=hint)
    file = session.workspace.register.name
    content = hashlib.sha256(data).hexdigest() + repr(problems)
    return put_file(
        session,
        target,
        content=content,
        document="annotate",
        produce=lambda: annotated(data, problems, file=file),
        now=now,
    )


def _refuse_inputs(session: Session, target: Path, *others: Path) -> None:
    """CtidocsError where the file to write is one that people keep: whatever we once made, it is theirs now."""
    workspace = session.workspace
    kept = (workspace.register, *own_logs(workspace.root), *((workspace.key,) if workspace.key else ()), *others)
    if any(target.exists() and path.exists() and target.samefile(path) for path in kept):
        message = _("{file} is what the command reads, and is never written").format(file=target.name)
        raise CtidocsError(message, hint=_("choose another name for the copy"))


def put_merged(session: Session, one: Merged, target: Path, *, other: Path, now: datetime) -> Stored:
    """The merged registers as a workbook."""
    _refuse_inputs(session, target, other)
    content = one.workbook()
    return put_file(
        session, target, content=hashlib.sha256(content).hexdigest(), document="merge", produce=lambda: content, now=now
    )


def own_logs(root: Path) -> tuple[Path, ...]:
    """The workers' own logs: every workbook in kontaktlog/, without what Excel leaves there while one is open."""
    return tuple(sorted(path for path in (root / LOGS).glob("*.xlsx") if not path.name.startswith("~$")))


def _open_note(path: Path) -> str:
    return _("{file} is open in another program: what is not saved is not in it").format(file=path.name)


def chosen_cases(session: Session, *, only: Sequence[str] = (), worker: str = "") -> tuple[Case, ...]:
    """The cases asked for, as on the day of the session. UnknownName."""
    unknown = sorted(set(only) - set(case_numbers(session.register)))
    if unknown:
        raise UnknownName(_("there is no case {number} in the register").format(number=", ".join(unknown)))
    return tuple(
        all_cases(
            session.register,
            session.keys,
            on=session.on,
            secret=read_secret(session.workspace.root),
            only=only,
            worker=_worker_called(session.register, worker) if worker else "",
        )
    )


def _worker_called(register: Register, asked: str) -> str:
    """The worker's name, from the name or the initials."""
    wanted = same_header(asked)
    for row in register.rows(WORKERS):
        if wanted in {same_header(row.worker_id or ""), same_header(row.initials or "")}:
            return row.worker_id or ""
    raise UnknownName(_("no worker is called {name}").format(name=asked))


def document_called(name: str) -> Document:
    """The document that answers to a name, a Danish file name or a number. UnknownName with the nearest."""
    known = {answer: document for document in DOCUMENTS for answer in document.names}
    if name.lower() in known:
        return known[name.lower()]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    hint = _("did you mean “{word}”?").format(word=near[0]) if near else ""
    raise UnknownName(_("there is no document {name}").format(name=name), hint=hint)


def make_documents(
    session: Session,
    documents: Sequence[Document],
    cases: Sequence[Case],
    *,
    named: bool,
    now: datetime,
    watch: Callable[[Sequence[Job]], Callable[[Job], None]],
) -> Summary:
    """Make the papers. `watch`: told the jobs first, gives back what is called before each."""
    summary, errors = Summary(), by_row(session.errors)
    jobs = plan_jobs(documents, cases, named=named, summary=summary, errors=errors)
    with _manifest(session.workspace, now) as manifest:
        return make_papers(jobs, session.workspace, manifest, summary=summary, show=watch(jobs), errors=errors)


def put_file(
    session: Session, path: Path, *, content: str, document: str, produce: Callable[[], bytes], now: datetime
) -> Stored:
    """One file that the user named, under the rules of all papers. `content`: what it is made from."""
    inputs = hashlib.sha256(f"{__version__} {content}".encode()).hexdigest()
    with _manifest(session.workspace, now) as manifest:
        return manifest.put(path, inputs=inputs, document=document, produce=produce)


@contextmanager
def _manifest(workspace: Workspace, now: datetime) -> Iterator[Manifest]:
    manifest = Manifest(workspace.root, now=now)
    try:
        yield manifest
    finally:
        manifest.close()
