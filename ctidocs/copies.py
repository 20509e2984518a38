"""Files that the user names: marked and merged copies of registers, commented copies of templates, one compass."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ctidocs import __version__
from ctidocs.annotate import annotated
from ctidocs.check import check_register
from ctidocs.documents.case import Case
from ctidocs.documents.compass import COMPASS_READS, both_now, own_picture
from ctidocs.language import gettext as _
from ctidocs.lint import Added, commented, lint_workspace
from ctidocs.merge import Merged, merged
from ctidocs.problems import CtidocsError, Level, Problem, UnknownName
from ctidocs.register.files import content_of
from ctidocs.register.locked import Unlock, is_locked
from ctidocs.register.read import read_register
from ctidocs.render.compass.picture import ENDINGS, compass_as
from ctidocs.session import Session
from ctidocs.store.atomic import sweep
from ctidocs.store.manifest import Manner, Origin, Product, Stored, open_manifest
from ctidocs.workspace import Workspace, own_logs
from ctidocs.wrong_cells import by_row, refuse_wrong_cells


def marked_copy(session: Session, problems: Sequence[Problem], target: Path, *, now: datetime) -> Stored:
    """The copy of the register with these problems marked at their cells. CtidocsError for a protected register."""
    _refuse_inputs(session.workspace, target)
    data = content_of(session.workspace.register)
    if is_locked(data):
        hint = _("run check without --annotate")
        raise CtidocsError(_("the register is protected with a password, and a marked copy would not be"), hint=hint)
    file = session.workspace.register.name
    content = hashlib.sha256(data).hexdigest() + repr(problems)
    return put_file(
        session.workspace,
        target,
        content=content,
        document="annotate",
        produce=lambda: annotated(data, problems, file=file),
        now=now,
    )


def _refuse_inputs(workspace: Workspace, target: Path, *others: Path) -> None:
    """CtidocsError where the file to write is one that people keep: whatever we once made, it is theirs now."""
    kept = (workspace.register, *own_logs(workspace.root), *((workspace.key,) if workspace.key else ()), *others)
    if any(target.exists() and path.exists() and target.samefile(path) for path in kept):
        message = _("{file} is what the command reads, and is never written").format(file=target.name)
        raise CtidocsError(message, hint=_("choose another name for the copy"))


def put_merged(session: Session, one: Merged, target: Path, *, other: Path, now: datetime) -> Stored:
    """The merged registers as a workbook."""
    _refuse_inputs(session.workspace, target, other)
    content = one.workbook()
    return put_file(
        session.workspace,
        target,
        content=hashlib.sha256(content).hexdigest(),
        document="merge",
        produce=lambda: content,
        now=now,
    )


def put_file(
    workspace: Workspace,
    path: Path,
    *,
    content: str,
    document: str,
    produce: Callable[[], bytes],
    now: datetime,
    case_id: str = "",
    password: str | None = None,
) -> Stored:
    """One file that the user named, under the rules of all papers. `content`: what it is made from."""
    inputs = hashlib.sha256(f"{__version__} {content}".encode()).hexdigest()
    origin = Origin(inputs, document, case_id=case_id, chosen=True)
    sweep(path.parent, below=False)
    with open_manifest(workspace.root, now=now, manner=Manner(document, password=password)) as manifest:
        return manifest.put(path, origin, lambda: Product(produce()))


def put_compass(session: Session, case: Case, target: Path, *, who: str, password: str | None, now: datetime) -> Stored:
    """One case's compass. `who`: "kvinden" for her own first and latest round, "begge" for hers beside the worker's."""
    refuse_wrong_cells(case, COMPASS_READS, by_row(session.errors))
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise UnknownName(_("name the file with .pdf, .svg or .png"))
    drawing = both_now(case) if who == "begge" else own_picture(case)
    title = "Kompas · EKSEMPEL" if case.settings.sample else "Kompas"
    author = case.settings.organisation if who == "begge" else ""  # hers tells nothing of where it is from
    return put_file(
        session.workspace,
        target,
        content=f"{title} {author} {drawing!r} {ending}",
        document="compass",
        produce=lambda: compass_as(ending, drawing, title=title, author=author),
        now=now,
        case_id=case.case_id,
        password=password,
    )


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


def lint_templates(
    workspace: Workspace, names: Sequence[str], *, unlock: Unlock | None = None
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Every finding in these templates, or in all; and notes. The team's own columns are known from the register."""
    added: Added = {}
    notes: tuple[str, ...] = ()
    try:
        added = read_register(workspace.register, unlock=unlock)[0].added
    except CtidocsError as error:
        notes = (_("{message}; columns of your own are not known").format(message=error.message),)
    return lint_workspace(workspace, added=added, names=names), notes


def commented_copy(
    workspace: Workspace, template: Path, problems: Sequence[Problem], target: Path, *, now: datetime
) -> Stored:
    """The copy of a template with a comment on each finding; what is only information is left out."""
    problems = [problem for problem in problems if problem.level is not Level.INFO]
    _refuse_inputs(workspace, target, template)
    data = template.read_bytes()
    content = hashlib.sha256(data).hexdigest() + repr(problems)
    return put_file(
        workspace,
        target,
        content=content,
        document="lint",
        produce=lambda: commented(data, problems, name=template.name),
        now=now,
    )
