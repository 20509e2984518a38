"""One command's view of a workspace: the register read and checked, the names if there, the cases and papers."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ctidocs.check import check_keys, check_register
from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document
from ctidocs.documents.case import Case
from ctidocs.language import gettext as _
from ctidocs.make import Job, all_cases, case_numbers, make_papers, plan_jobs
from ctidocs.problems import CtidocsError, Level, Problem, UnknownName
from ctidocs.register.column import same_header
from ctidocs.register.files import is_open_elsewhere
from ctidocs.register.locked import Unlock
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import KEY, WORKERS
from ctidocs.store.manifest import Manifest
from ctidocs.store.names import read_secret
from ctidocs.summary import Summary
from ctidocs.workspace import Workspace
from ctidocs.wrong_cells import by_row

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
    with open_manifest(session.workspace, now) as manifest:
        return make_papers(jobs, session.workspace, manifest, summary=summary, show=watch(jobs), errors=errors)


@contextmanager
def open_manifest(workspace: Workspace, now: datetime) -> Iterator[Manifest]:
    """The memory of what was made in a workspace."""
    manifest = Manifest(workspace.root, now=now)
    try:
        yield manifest
    finally:
        manifest.close()
