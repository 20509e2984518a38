"""What we made: for each output the hash of its bytes and of what it was made from. No names, no content."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from stat import S_IWUSR

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import write_file
from ctidocs.store.memory import FOLDER, Memory

__all__ = ["FOLDER", "Manifest", "Outcome", "Stored"]

Produce = Callable[[], bytes]

_STRANGE = "neither a file nor nothing"  # equals no hash


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
    """The workspace's memory of what it made. A file whose bytes we did not make is never overwritten.

    The bytes are remembered before they are written, what they were made from after: whenever a run is killed, a file
    that is ours is known as ours, and only what was finished counts as done.
    """

    def __init__(self, root: Path, *, now: datetime) -> None:
        self._root = root
        self._memory = Memory(root, now=now)

    def close(self) -> None:
        """Let go of the database."""
        self._memory.close()

    def put(self, path: Path, *, inputs: str, document: str, produce: Produce) -> Stored:
        """Bring `path` up to date. `inputs`: hash of all that it is made from. `produce` is called only if needed.

        An edited file is kept, and the new version put beside it once for each change of inputs.
        """
        paper = _Paper(self._memory, self._key(path), inputs, document, produce)
        there = _look(path)
        if there == _STRANGE:
            raise _not_ours(path)
        made = paper.made()
        if there is None:
            return Stored(path, paper.make(path))
        if there in made:
            return Stored(path, paper.update(path, there, made[there]))
        if made:
            return Stored(path, Outcome.KEPT, beside=_put_beside(path, paper, made))
        return Stored(path, paper.adopt(path, there))

    def _key(self, path: Path) -> str:
        """The place in the workspace; of a path that the user chose elsewhere only a hash, it may hold a name."""
        if path.is_relative_to(self._root):
            return path.relative_to(self._root).as_posix()
        return _hash(path.as_posix().encode("utf-8", "surrogateescape"))


@dataclass(frozen=True, slots=True)
class _Paper:
    """One paper and what it is to be made from. The versions beside an edited one count as the same paper."""

    memory: Memory
    key: str
    inputs: str
    document: str
    produce: Produce

    def made(self) -> dict[str, str]:
        """Hash of bytes -> hash of inputs, of everything we ever made of this paper, the latest last."""
        return self.memory.made(self.key)

    def make(self, path: Path) -> Outcome:
        """Write it where nothing stands."""
        self._write(path, self.produce(), replace=False)
        return Outcome.MADE

    def update(self, path: Path, there: str, inputs: str) -> Outcome:
        """Bring a file of ours up to date: its bytes, and what they were made from, are known."""
        if inputs == self.inputs:
            return Outcome.UNCHANGED
        data = self.produce()
        if _hash(data) == there:
            self.memory.finish(self.key, there, self.inputs, self.document)
            return Outcome.UNCHANGED
        _refuse_if_touched(path, there)
        self._write(path, data, replace=True)
        return Outcome.MADE

    def adopt(self, path: Path, there: str) -> Outcome:
        """A file that we do not know is ours only if it is byte for byte what we would make."""
        if _hash(self.produce()) != there:
            raise _not_ours(path)
        self.memory.finish(self.key, there, self.inputs, self.document)
        return Outcome.UNCHANGED

    def _write(self, path: Path, data: bytes, *, replace: bool) -> None:
        self.memory.begin(self.key, _hash(data), self.document)
        write_file(path, data, replace=replace)
        self.memory.finish(self.key, _hash(data), self.inputs, self.document)


def _put_beside(path: Path, paper: _Paper, made: dict[str, str]) -> Path | None:
    """The new version next to an edited one; None where these inputs were the last that we put there."""
    if list(made.values())[-1] == paper.inputs:
        return None
    new, there = next((new, there) for new in _names_beside(path) if (there := _look(new)) is None or there in made)
    if there is None:
        paper.make(new)
        return new
    return new if paper.update(new, there, made[there]) is Outcome.MADE else None


def _names_beside(path: Path) -> Iterator[Path]:
    """ "plan (ny).docx", and where a person has edited that too, "plan (ny 2).docx", …"""
    yield path.with_stem(f"{path.stem} (ny)")
    for number in count(2):
        yield path.with_stem(f"{path.stem} (ny {number})")


def _look(path: Path) -> str | None:
    """The hash of what stands there; None for nothing, _STRANGE for a link or folder. CtidocsError if unreadable."""
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            return _STRANGE
        return _hash(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise CtidocsError(
            _("{file} cannot be read, and is left alone").format(file=path.name),
            hint=_("check that you may read the file and its folder"),
        ) from None


def _refuse_if_touched(path: Path, there: str) -> None:
    """A person may have saved the file while its new version was made, or protected it against changes."""
    if _look(path) != there:
        raise CtidocsError(
            _("{file} was changed just now, and is left alone").format(file=path.name),
            hint=_("close the file in Word, then run the command again"),
        )
    with suppress(OSError):
        if not path.stat().st_mode & S_IWUSR:
            raise CtidocsError(
                _("{file} is write-protected, and is left alone").format(file=path.name),
                hint=_("move or rename it, then run the command again"),
            )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _not_ours(path: Path) -> CtidocsError:
    return CtidocsError(
        _("{file} was not made by ctidocs, and is left alone").format(file=path.name),
        hint=_("move or rename it, then run the command again"),
    )
