"""`ctidocs forget`: the generated papers of one case removed, and all that a person must delete told."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ctidocs.forget import (
    cells_to_clear,
    deletion_advice,
    how_to_delete,
    out_of_reach,
    rows_of_unknown_case,
    rows_to_delete,
    who_decides,
)
from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import UnknownName
from ctidocs.register.kinds import CASE
from ctidocs.session import Session
from ctidocs.store.atomic import write_file
from ctidocs.store.manifest import Manifest
from ctidocs.store.standing import EDITED, NEW, look, names_beside
from ctidocs.workspace import Workspace, own_logs, place_in

RECEIPTS = "kvitteringer"
SAFETY = "safety"
_BESIDE = re.compile(rf"(?P<of>.+) \(({NEW}|{EDITED})( [0-9]+)?\)")
_OPEN = ("~$", ".~lock.")  # how Word and LibreOffice mark a file that is open


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a case. `ours`: what we made, edited or not. `foreign`: others in its folder, and links.

    `elsewhere`: how many files the user named, whose place is not remembered. `folders`: of hers, the deepest first.
    """

    ours: tuple[Path, ...]
    foreign: tuple[Path, ...]
    elsewhere: int = 0
    folders: tuple[Path, ...] = ()


def case_called(number: str) -> str:
    """The case number as typed, without blanks. UnknownName for anything else: it becomes the name of a folder."""
    if not CASE.fullmatch(number.strip()):
        raise UnknownName(_("{number} is no case number").format(number=number), hint=_("type it as 25-014"))
    return number.strip()


def find_files(case_id: str, workspace: Workspace, manifest: Manifest) -> Found:
    """What lies there of a case: its papers, the versions beside them, and what somebody else put into its folder."""
    paths = [path for path, whose in manifest.memory.papers() if whose == case_id]
    made = {workspace.root / path for path in paths if "/" in path}
    folder = workspace.output / case_id
    below = [folder] if folder.is_symlink() else sorted(folder.rglob("*"), reverse=True)
    there = {path for path in below if path.is_file() or path.is_symlink()}
    there |= {path for path in made if path.is_file() and not _is_through_link(path, workspace)}
    ours = {path for path in there if not path.is_symlink() and _is_version(path, made)}
    foreign = {path for path in there - ours if not path.name.startswith(_OPEN)}
    folders = tuple(path for path in (*below, folder) if path.is_dir() and not path.is_symlink())
    return Found(tuple(sorted(ours)), tuple(sorted(foreign)), elsewhere=len(paths) - len(made), folders=folders)


def _is_through_link(path: Path, workspace: Workspace) -> bool:
    """Whether a folder on the way to it, in the workspace, is a link: what lies behind it is not ours to delete."""
    return any(folder.is_symlink() for folder in path.parents if folder.is_relative_to(workspace.root))


def _is_version(path: Path, made: set[Path]) -> bool:
    """Whether it is one of these papers, or such a paper's "(ny)" or "(rettet 2)"."""
    beside = _BESIDE.fullmatch(path.stem)
    return path in made or (beside is not None and path.with_stem(beside["of"]) in made)


def refuse_unknown(case_id: str, session: Session, manifest: Manifest, found: Found) -> None:
    """UnknownName where nothing at all is known of this case number."""
    known = {whose for _path, whose in manifest.memory.papers()}
    if case_id not in known and not found.foreign and not rows_to_delete(case_id, session.register, session.keys):
        hint = _("look in the sheets Visitation and Forløb; ctidocs log shows what was made")
        raise UnknownName(_("nothing is known of a case {number}").format(number=case_id), hint=hint)


def asking(case_id: str, session: Session, found: Found) -> tuple[str, ...]:
    """What the user should know before she says yes, a line each."""
    advice = deletion_advice(case_id, session.register, on=session.on)
    first = (*([advice] if advice else []), *who_decides())
    if not found.ours:
        return (*first, _("no papers that ctidocs made of {number} lie here").format(number=case_id))
    files = [place_in(session.workspace.root, path) for path in found.ours]
    asked = ngettext(
        "{count} paper of {number} is to be deleted:", "{count} papers of {number} are to be deleted:", len(files)
    )
    return (*first, asked.format(count=len(files), number=case_id), *(f"  {file}" for file in files))


def remove(found: Found, workspace: Workspace) -> tuple[Path, ...]:
    """Delete our files and the folders that are empty then; the files that could not be deleted."""
    left = []
    for path in found.ours:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    for folder in (*found.folders, *{path.parent for path in found.ours}):
        if folder not in (workspace.output, workspace.root):
            with suppress(OSError):
                folder.rmdir()
    return tuple(left)


def what_to_do(case_id: str, session: Session, found: Found) -> tuple[str, ...]:
    """What a person must still do, a line each: cells, rows and files; then what no command reaches."""
    register, keys = session.register, session.keys
    cells = [str(place) for place in cells_to_clear(case_id, register)]
    rows = [rows.text for rows in rows_to_delete(case_id, register, keys)]
    doubtful = [rows.text for rows in rows_of_unknown_case(register, keys)]
    lines: list[str] = []
    lines += _listed(_("Cells to clear:"), cells)
    lines += _listed(_("Rows to delete:"), rows)
    lines += [how_to_delete()] if cells or rows else []
    lines += [_("Until the rows are deleted, ctidocs make can make the papers again.")] if rows else []
    lines += _listed(_("Rows whose case number is wrong or blank; one may be about her:"), doubtful)
    if found.elsewhere:
        lines.append(
            ngettext(
                "{count} file that you named yourself (a compass): find it where you saved it.",
                "{count} files that you named yourself (compasses): find them where you saved them.",
                found.elsewhere,
            ).format(count=found.elsewhere)
        )
    if session.workspace.key is not None and keys is None:
        lines.append(_("The key workbook could not be read: her row there is to be deleted too."))
    first, *things = out_of_reach()
    return (*lines, *_listed(first, things))


def files_of_others(case_id: str, workspace: Workspace, found: Found) -> tuple[str, ...]:
    """The files about a case that people wrote: in its folder, and her safety file."""
    safety = (path for path in sorted((workspace.root / SAFETY).glob(f"{case_id}*")) if path.is_file())
    return tuple(place_in(workspace.root, path) for path in (*found.foreign, *safety))


def _listed(heading: str, things: Sequence[str]) -> list[str]:
    return [heading, *(f"  {thing}" for thing in things)] if things else []


@dataclass(frozen=True, slots=True)
class Done:
    """What was done. `removed`: how many papers; `left`: names of those that could not be; `lines`: what is to do.

    `files`: to be deleted by a person, who named them.
    """

    case_id: str
    removed: int
    left: tuple[str, ...]
    files: tuple[str, ...]
    lines: tuple[str, ...]

    def text(self, now: datetime, *, named: bool = True) -> str:
        """What is to be told; not `named` for the receipt: a file's name may tell hers, and carries her code."""
        what = ngettext("{count} paper deleted", "{count} papers deleted", self.removed).format(count=self.removed)
        left = _listed(_("Not deleted; close them in Word and run the command again:"), _told(self.left, named))
        files = _listed(_("Files to delete; ctidocs did not make them:"), _told(self.files, named))
        return "\n".join([f"{self.case_id}, {now:%d.%m.%Y %H:%M}: {what}", *left, *files, *self.lines])

    def as_dict(self, receipt: Path | None) -> dict[str, object]:
        """The same for programs."""
        return {
            "case": self.case_id, "deleted": self.removed, "left": self.left, "files": self.files, "to_do": self.lines,
            "receipt": receipt.as_posix() if receipt else None,
        }  # fmt: skip


def _told(names: Sequence[str], named: bool) -> Sequence[str]:
    if named or not names:
        return names
    return [ngettext("{count} file", "{count} files", len(names)).format(count=len(names))]


def put_receipt(done: Done, workspace: Workspace, *, now: datetime) -> Path:
    """The receipt, without personal data, as a file that Notepad opens; each has a name of its own."""
    path = workspace.output / RECEIPTS / f"slettet-{done.case_id}-{now:%Y-%m-%d-%H%M%S}.txt"
    path = path if look(path) is None else next(name for name in names_beside(path, NEW) if look(name) is None)
    text = done.text(now, named=False)
    for number, log in enumerate(own_logs(workspace.root), start=1):
        text = text.replace(f"{log.parent.name}/{log.name}", f"{log.parent.name}/{number}")  # it may name a person
    write_file(path, f"{text}\n".encode("utf-8-sig"), replace=False)
    return path
