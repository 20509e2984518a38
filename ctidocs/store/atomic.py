"""A file is whole-old or whole-new, whatever happens on the way. Private: 0600, folders 0700."""

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

TEMPORARY = ".ctidocs-tmp-"  # prefix of what a killed run may leave behind
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_GONE = {errno.ENOENT, errno.ENOTDIR}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}  # what FAT and network drives say
_HELD = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_TRIES, _PAUSE = 5, 0.2


class Held(CtidocsError):
    """Windows would not let the file be replaced: another program has it open."""


def make_folder(folder: Path) -> None:
    """The folder and those above it; the ones that it makes can be read by their owner only."""
    try:
        missing = [above for above in (folder, *folder.parents) if not above.is_dir()]
        for above in reversed(missing):  # mkdir(parents=True) would leave those above to the umask
            above.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        name = Path(error.filename).name
        message = _("the folder {folder} cannot be made: a file has its name").format(folder=name)
        raise CtidocsError(message, hint=_("move or rename it, then run the command again")) from None
    except OSError as error:
        raise _failed(folder, error) from None


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write `data` to `path`. With `replace` false an existing file is an error, even one that appears meanwhile."""
    make_folder(path.parent)
    temporary = path.parent / f"{TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _write_down(temporary, data)
        _patiently(lambda: temporary.replace(path) if replace else _put(temporary, path))
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _write_down_folder(path.parent)


def sweep(folder: Path, *, below: bool = True) -> None:
    """Remove what killed runs left in a folder, and in those `below` it; nothing of a run that is alive.

    On Windows a file that another process has open cannot be removed, and is let be.
    """
    for place, folders, files in os.walk(folder):
        if not below:
            folders.clear()
        for name in files:
            if name.startswith(TEMPORARY) and not _is_alive(name):
                with contextlib.suppress(OSError):
                    (Path(place) / name).unlink()


def _is_alive(name: str) -> bool:
    """Whether the process that wrote a temporary file still runs; only what is surely dead counts as dead."""
    number = name.removeprefix(TEMPORARY).partition("-")[0]
    if not number.isdigit() or os.name == "nt":  # there, signal 0 would end the process
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return int(number) != os.getpid()


def _failed(path: Path, error: OSError) -> CtidocsError:
    """What to tell the user when the system refuses to write `path`."""
    if error.errno in _FULL:
        return CtidocsError(
            _("{file} could not be written: the disk is full").format(file=path.name),
            hint=_("make room on the disk, then run the command again"),
        )
    if getattr(error, "winerror", None) in _HELD:
        hint = _("close it in Word, then run the command again")
        return Held(_("{file} is open in another program").format(file=path.name), hint=hint)
    if isinstance(error, FileExistsError):
        hint = _("move or rename it, then run the command again")
        return CtidocsError(_("{file} is there already").format(file=path.name), hint=hint)
    if error.errno in _GONE:
        hint = _("run the command again; it makes the folder anew")
        return CtidocsError(_("{file} could not be written: its folder is gone").format(file=path.name), hint=hint)
    return CtidocsError(
        _("{file} could not be written").format(file=path.name),
        hint=_("close the file in Word, and check that you may write in the folder"),
    )


def _write_down(temporary: Path, data: bytes) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _patiently(act: Callable[[], object]) -> None:
    """Windows refuses while Word or a scanner holds a file: try again, briefly."""
    for attempt in range(_TRIES):
        try:
            act()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)


def _put(temporary: Path, path: Path) -> None:
    """Give the finished file its name, only where nothing stands."""
    if os.name == "nt":
        temporary.rename(path)  # refuses to replace
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim(temporary, path)


def _claim(temporary: Path, path: Path) -> None:
    """Without hard links: take the name with an empty file of our own, then replace that."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        temporary.replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write_down_folder(folder: Path) -> None:
    """Make the new name last through a power cut. Some file systems cannot; the file itself is whole all the same."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
