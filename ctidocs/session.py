"""One command's view of a workspace: the register read and checked, the names if there, the cases and papers."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ctidocs.check import check_keys, check_register
from ctidocs.documents.base import Document
from ctidocs.documents.case import Case
from ctidocs.jobs import Job, all_cases, case_numbers, path_of, plan_jobs
from ctidocs.language import gettext as _
from ctidocs.make import Making, Templates, make_papers
from ctidocs.problems import CtidocsError, Level, Problem, UnknownName
from ctidocs.register.column import same_header
from ctidocs.register.files import is_open_elsewhere
from ctidocs.register.locked import Unlock
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import KEY, WORKERS
from ctidocs.scan import passed_cells, watch_for
from ctidocs.sources import Sources
from ctidocs.store.manifest import Manifest, Manner, open_manifest
from ctidocs.store.names import paper_code, read_secret
from ctidocs.summary import Summary
from ctidocs.workspace import Workspace, own_logs
from ctidocs.wrong_cells import by_row

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


def _open_note(path: Path) -> str:
    return _("{file} is open in another program: what is not saved is not in it").format(file=path.name)


def chosen_cases(
    session: Session, *, only: Sequence[str] = (), worker: str = "", dry: bool = False
) -> tuple[Case, ...]:
    """The cases asked for, as on the day of the session. UnknownName."""
    unknown = sorted(set(only) - set(case_numbers(session.register)))
    if unknown:
        message = _("there is no case {number} in the register").format(number=", ".join(unknown))
        raise UnknownName(message, hint=_("the case numbers stand in the sheets Visitation and Forløb"))
    return tuple(
        all_cases(
            session.register,
            session.keys,
            on=session.on,
            secret=read_secret(session.workspace.root, dry=dry),
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
    hint = _("the workers and their initials stand in the sheet {sheet}").format(sheet=WORKERS.name)
    raise UnknownName(_("no worker is called {name}").format(name=asked), hint=hint)


def case_with_code(code: str, workspace: Workspace, *, unlock: Unlock | None = None) -> str:
    """The case whose papers carry this code. UnknownName where there is none: a near one is another woman's."""
    register, _found = read_register(workspace.register, unlock=unlock)
    secret, wanted = read_secret(workspace.root, dry=True), code.strip().lower()
    for number in case_numbers(register) if secret else ():
        if paper_code(number, secret=secret) == wanted:
            return number
    hint = _("read it again: six characters, and never 0, 1, i, l or o; a case that was deleted has no code any more")
    raise UnknownName(_("no case in the register has this code"), hint=hint)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers to make, and how. `named`: asked for by name. `allowed`: cells that may stand in her papers.

    `retry`: only what failed when it was last tried.
    """

    documents: Sequence[Document]
    cases: Sequence[Case]
    named: bool
    manner: Manner
    allowed: Sequence[str] = ()
    retry: bool = False


def make_documents(
    session: Session,
    wanted: Wanted,
    *,
    now: datetime,
    watch: Callable[[Sequence[Job]], Callable[[Job], None]],
) -> Summary:
    """Make the papers. `watch`: told the jobs first, gives back what is called before each."""
    summary, errors, workspace = Summary(), by_row(session.errors), session.workspace
    reads = [read for document in wanted.documents for read in document.reads]
    allowed = passed_cells(wanted.allowed, session.register, reads)
    with open_manifest(workspace.root, now=now, manner=wanted.manner) as manifest:
        again = frozenset(manifest.memory.failed()) if wanted.retry else None
        jobs = plan_jobs(
            wanted.documents,
            wanted.cases,
            named=wanted.named or wanted.retry,
            summary=summary,
            errors=errors,
            only=again,
        )
        refuse_same_names(jobs, workspace)
        making = Making(
            workspace,
            manifest,
            Sources(read_secret(workspace.root, dry=wanted.manner.dry)),
            watch_for(session.register, session.keys, case_numbers=case_numbers(session.register), allowed=allowed),
            errors,
            Templates(workspace),
        )
        make_papers(jobs, making, summary=summary, show=watch(jobs))
        asked = {(case.case_id, document.name) for case in wanted.cases for document in wanted.documents}
        manifest.memory.note_failed((*summary.tried, *(asked & (again or frozenset()))), summary.wrong)
        summary.left = _papers_left(session, manifest)
    return summary


def refuse_same_names(jobs: Sequence[Job], workspace: Workspace) -> None:
    """CtidocsError where two papers would have one name, for any system: before anything is written."""
    named: dict[str, Job] = {}
    for job in jobs:
        name = unicodedata.normalize("NFC", path_of(job, workspace).as_posix()).casefold()
        if (other := named.setdefault(name, job)) is not job:
            message = _("{one} and {other} would be one file").format(one=other.name, other=job.name)
            raise CtidocsError(message, hint=_("nothing was made; correct the case numbers in the register"))


def _papers_left(session: Session, manifest: Manifest) -> list[Path]:
    """The papers that still lie there of cases that are in the register no more."""
    known = {*case_numbers(session.register), ""}
    root = session.workspace.root
    gone = [root / path for path, case_id in manifest.memory.papers() if case_id not in known]
    return [path for path in gone if path.is_file()]
