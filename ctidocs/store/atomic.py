"""A file is whole-old or whole-new, whatever happens on the way. Private: 0600, folders 0700."""

import contextlib
import errno
import os
import secrets
import time
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

TEMPORARY = ".ctidocs-tmp-"  # prefix of what a killed run may leave behind
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_HELD = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_TRIES, _PAUSE = 5, 0.2


def make_folder(folder: Path) -> None:
    """The folder and those above it, readable by their owner only."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(folder, error) from None


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write `data` to `path`. With `replace` false an existing file is an error, even one that appears meanwhile."""
    make_folder(path.parent)
    temporary = path.parent / f"{TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _write_down(temporary, data)
        if replace:
            _rename(temporary, path)
        else:
            _put(temporary, path)
        _write_down_folder(path.parent)
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_down(temporary: Path, data: bytes) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename(temporary: Path, path: Path) -> None:
    """Windows refuses while Word or a scanner holds the file: try again, briefly."""
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
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
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        with path.open("xb"):  # no hard links here: claim the name, then replace our own empty file
            temporary.replace(path)


def _write_down_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failed(path: Path, error: OSError) -> CtidocsError:
    if error.errno in _FULL:
        return CtidocsError(_("{file} could not be written: the disk is full").format(file=path.name))
    if isinstance(error, FileExistsError):
        return CtidocsError(_("{file} is there already").format(file=path.name))
    hint = _("close the file in Word, and check that you may write in the folder")
    return CtidocsError(_("{file} could not be written").format(file=path.name), hint=hint)
