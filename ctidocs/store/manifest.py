"""What we made: for each output the hash of its bytes and of what it was made from. No names, no content."""

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import make_folder, write_file

FOLDER = ".ctidocs"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS made (path TEXT, bytes TEXT, inputs TEXT, document TEXT, at TEXT,"
    " PRIMARY KEY (path, bytes))"
)


class Outcome(StrEnum):
    """What became of one paper."""

    MADE = "made"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # edited by a person: left as it is


@dataclass(frozen=True, slots=True)
class Stored:
    """One paper after the run; `beside` is the new version next to an edited one, where one was needed."""

    path: Path
    outcome: Outcome
    beside: Path | None = None


class Manifest:
    """The workspace's memory of what it made. A file whose bytes we did not make is never overwritten."""

    def __init__(self, root: Path, *, now: datetime) -> None:
        self._root, self._now = root, now
        make_folder(root / FOLDER)
        path = root / FOLDER / "manifest.sqlite"
        path.touch(mode=0o600)
        self._base = sqlite3.connect(path, timeout=10)
        self._base.execute(_TABLE)

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def put(self, path: Path, *, inputs: str, document: str, produce: Callable[[], bytes]) -> Stored:
        """Bring `path` up to date. `inputs`: hash of all that it is made from. `produce` is called only if needed.

        An edited file is kept, and the new version put beside it once for each change of inputs.
        """
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise _not_ours(path)
        if not path.exists():
            self._write(path, produce(), inputs, document, replace=False)
            return Stored(path, Outcome.MADE)
        there = _hash(path.read_bytes())
        made = self._made(path)
        if there in made:
            return self._update(path, there, made[there], inputs, document, produce)
        if not made:
            return self._adopt(path, there, inputs, document, produce)
        return self._beside(path, made, inputs, document, produce)

    def _update(
        self, path: Path, there: str, old_inputs: str, inputs: str, document: str, produce: Callable[[], bytes]
    ) -> Stored:
        if old_inputs == inputs:
            return Stored(path, Outcome.UNCHANGED)
        data = produce()
        if _hash(data) == there:
            self._remember(path, there, inputs, document)
            return Stored(path, Outcome.UNCHANGED)
        self._write(path, data, inputs, document, replace=True)
        return Stored(path, Outcome.MADE)

    def _adopt(self, path: Path, there: str, inputs: str, document: str, produce: Callable[[], bytes]) -> Stored:
        """A file that the manifest does not know is ours only if it is byte for byte what we would make."""
        if _hash(produce()) != there:
            raise _not_ours(path)
        self._remember(path, there, inputs, document)
        return Stored(path, Outcome.UNCHANGED)

    def _beside(
        self, path: Path, made: dict[str, str], inputs: str, document: str, produce: Callable[[], bytes]
    ) -> Stored:
        new = path.with_stem(path.stem + " (ny)")
        if inputs in made.values() or inputs in self._made(new).values():
            return Stored(path, Outcome.KEPT)
        stored = self.put(new, inputs=inputs, document=document, produce=produce)
        return Stored(path, Outcome.KEPT, beside=stored.beside or stored.path)

    def _write(self, path: Path, data: bytes, inputs: str, document: str, *, replace: bool) -> None:
        self._remember(path, _hash(data), inputs, document)  # first: a kill in between leaves a file we know
        write_file(path, data, replace=replace)

    def _made(self, path: Path) -> dict[str, str]:
        """Hash of bytes -> hash of inputs, of everything we ever made under this name."""
        rows = self._base.execute("SELECT bytes, inputs FROM made WHERE path = ?", (self._key(path),))
        return dict(rows.fetchall())

    def _remember(self, path: Path, data: str, inputs: str, document: str) -> None:
        with self._base:
            self._base.execute(
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?)",
                (self._key(path), data, inputs, document, self._now.isoformat(timespec="seconds")),
            )

    def _key(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.as_posix()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _not_ours(path: Path) -> CtidocsError:
    return CtidocsError(
        _("{file} was not made by ctidocs, and is left alone").format(file=path.name),
        hint=_("move or rename it, then run the command again"),
    )
