"""What stands under a name, and the names beside it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from stat import S_IWUSR

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.outcome import hash_of

STRANGE = "neither a file nor nothing"  # equals no hash
NEW, EDITED = (
    "ny",
    "rettet",
)  # in the brackets of a new version beside an edited one; of an edited one that was replaced


def look(path: Path) -> str | None:
    """The hash of what stands there; None for nothing, STRANGE for a link or folder. CtidocsError if unreadable."""
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            return STRANGE
        return hash_of(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise _unreadable(path) from None


def bytes_there(path: Path) -> bytes:
    """What the file holds. CtidocsError if unreadable."""
    try:
        return path.read_bytes()
    except OSError:
        raise _unreadable(path) from None


def _unreadable(path: Path) -> CtidocsError:
    return CtidocsError(
        _("{file} cannot be read, and is left alone").format(file=path.name),
        hint=_("check that you may read the file and its folder"),
    )


def names_beside(path: Path, word: str) -> Iterator[Path]:
    """ "plan (ny).docx", and where a person has edited that too, "plan (ny 2).docx", …"""
    yield path.with_stem(f"{path.stem} ({word})")
    for number in count(2):
        yield path.with_stem(f"{path.stem} ({word} {number})")


def files_beside(path: Path, word: str) -> list[tuple[Path, str]]:
    """The files that stand under these names, in their order, whatever is gone before them, and their hashes."""
    name = re.compile(rf"{re.escape(path.stem)} \({word}( \d+)?\){re.escape(path.suffix)}")
    try:
        found = [there for there in path.parent.iterdir() if name.fullmatch(there.name)]
    except OSError:
        return []
    looked = [(there, look(there)) for there in sorted(found, key=lambda there: (len(there.name), there.name))]
    return [(there, mark) for there, mark in looked if mark is not None and mark != STRANGE]


def refuse_if_touched(path: Path, there: str) -> None:
    """A person may have saved the file while its new version was made, or protected it against changes."""
    if look(path) != there:
        raise touched(path)
    with suppress(OSError):
        if not path.stat().st_mode & S_IWUSR:
            raise CtidocsError(
                _("{file} is write-protected, and is left alone").format(file=path.name),
                hint=_("move or rename it, then run the command again"),
            )


def touched(path: Path) -> CtidocsError:
    """What to tell of a file that a person saves at this moment."""
    return CtidocsError(
        _("{file} was changed just now, and is left alone").format(file=path.name),
        hint=_("close the file in Word, then run the command again"),
    )


def not_ours(path: Path) -> CtidocsError:
    """What to tell of a file that we did not make."""
    return CtidocsError(
        _("{file} was not made by ctidocs, and is left alone").format(file=path.name),
        hint=_("move or rename it, then run the command again"),
    )
