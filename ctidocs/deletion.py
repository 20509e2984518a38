"""`ctidocs forget`: the generated papers of one case removed, and all that a person must delete told."""

from collections.abc import Iterator, Sequence
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
from ctidocs.session import Session
from ctidocs.store.atomic import write_file
from ctidocs.store.manifest import Manifest
from ctidocs.store.standing import NEW, look, names_beside
from ctidocs.workspace import Workspace

RECEIPTS = "kvitteringer"
SAFETY = "safety"
_OPEN = ("~$", ".~lock.")  # how Word and LibreOffice mark a file that is open


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a case. `ours`: what we made, edited or not. `foreign`: others in its folder.

    `elsewhere`: how many files the user named, whose place is not remembered.
    """

    ours: tuple[Path, ...]
    foreign: tuple[Path, ...]
    elsewhere: int = 0


def find_files(case_id: str, workspace: Workspace, manifest: Manifest) -> Found:
    """What lies there of a case: its papers, the versions beside them, and what somebody else put into its folder."""
    paths = [path for path, whose in manifest.memory.papers() if whose == case_id]
    made = {workspace.root / path for path in paths if "/" in path}
    folder = workspace.output / case_id
    there = {path for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    there |= {path for path in made if path.is_file()}
    ours = {path for path in there if not path.is_symlink() and _is_version(path, made)}
    foreign = {path for path in there - ours if not path.name.startswith(_OPEN)}
    return Found(tuple(sorted(ours)), tuple(sorted(foreign)), elsewhere=len(paths) - len(made))


def _is_version(path: Path, made: set[Path]) -> bool:
    """Whether it is one of these papers, or such a paper's "(ny)" or "(rettet 2)"."""
    stem = path.stem.partition(" (")[0]
    return path in made or (path.stem.endswith(")") and path.with_stem(stem) in made)


def refuse_unknown(case_id: str, session: Session, manifest: Manifest, found: Found) -> None:
    """UnknownName where nothing at all is known of this case number."""
    known = {whose for _path, whose in manifest.memory.papers()}
    if case_id not in known and not found.foreign and not rows_to_delete(case_id, session.register, session.keys):
        raise UnknownName(_("nothing is known of a case {number}").format(number=case_id))


def asking(case_id: str, session: Session, found: Found) -> tuple[str, ...]:
    """What the user should know before she says yes, a line each."""
    files = [_place(path, session.workspace) for path in found.ours]
    advice = deletion_advice(case_id, session.register, on=session.on)
    asked = ngettext(
        "{count} paper of {number} is to be deleted:", "{count} papers of {number} are to be deleted:", len(files)
    )
    return (*([advice] if advice else []), asked.format(count=len(files), number=case_id), *(f"  {f}" for f in files))


def remove(found: Found, workspace: Workspace) -> tuple[Path, ...]:
    """Delete our files and the folders that are empty then; the files that could not be deleted."""
    left = []
    for path in found.ours:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    for folder in sorted({path.parent for path in found.ours}, reverse=True):
        while folder != workspace.output and folder.is_relative_to(workspace.output):
            with suppress(OSError):
                folder.rmdir()
            folder = folder.parent
    return tuple(left)


def what_to_do(case_id: str, session: Session, found: Found) -> tuple[str, ...]:
    """What a person must still do, a line each: rows, cells and files; then what no command reaches."""
    register, keys = session.register, session.keys
    cells = [str(place) for place in cells_to_clear(case_id, register)]
    rows = [rows.text for rows in rows_to_delete(case_id, register, keys)]
    doubtful = [rows.text for rows in rows_of_unknown_case(register, keys)]
    files = [_place(path, session.workspace) for path in (*found.foreign, *_safety_files(case_id, session.workspace))]
    lines: list[str] = []
    lines += _listed(_("Cells to clear:"), cells)
    lines += _listed(_("Rows to delete:"), rows)
    lines += [how_to_delete()] if cells or rows else []
    lines += _listed(_("Rows whose case number is wrong or blank; one may be about her:"), doubtful)
    lines += _listed(_("Files to delete; ctidocs did not make them:"), files)
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
    return (*lines, *_listed(first, things), *who_decides())


def _safety_files(case_id: str, workspace: Workspace) -> Iterator[Path]:
    """Her safety file, written by people."""
    return (path for path in sorted((workspace.root / SAFETY).glob(f"{case_id}*")) if path.is_file())


def _listed(heading: str, things: Sequence[str]) -> list[str]:
    return [heading, *(f"  {thing}" for thing in things)] if things else []


def _place(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root).as_posix() if path.is_relative_to(workspace.root) else path.name


@dataclass(frozen=True, slots=True)
class Done:
    """What was done. `removed`: how many papers; `left`: names of those that could not be; `lines`: what is to do."""

    case_id: str
    removed: int
    left: tuple[str, ...]
    lines: tuple[str, ...]

    def text(self, now: datetime) -> str:
        """The receipt, without personal data."""
        what = ngettext("{count} paper deleted", "{count} papers deleted", self.removed).format(count=self.removed)
        failed = _listed(_("Not deleted; close them in Word and run the command again:"), self.left)
        return "\n".join([f"{self.case_id}, {now:%d.%m.%Y %H:%M}: {what}", *failed, *self.lines])

    def as_dict(self, path: Path) -> dict[str, object]:
        """The same for programs."""
        return {
            "case": self.case_id, "deleted": self.removed, "left": self.left, "to_do": self.lines,
            "receipt": path.as_posix(),
        }  # fmt: skip


def put_receipt(done: Done, workspace: Workspace, *, now: datetime) -> Path:
    """The receipt as a file that Notepad opens; each has a name of its own."""
    path = workspace.output / RECEIPTS / f"slettet-{done.case_id}-{now:%Y-%m-%d-%H%M%S}.txt"
    path = path if look(path) is None else next(name for name in names_beside(path, NEW) if look(name) is None)
    write_file(path, f"{done.text(now)}\n".encode("utf-8-sig"), replace=False)
    return path
