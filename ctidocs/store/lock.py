"""One run at a time in a workspace. The system lets go of the lock when its owner ends, however it ends."""

import errno
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import make_folder
from ctidocs.store.memory import FOLDER

FILE = "lock"
PATIENCE = 60.0  # seconds
_PAUSE = 0.1
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}  # some network drives
_FAR = 1 << 30  # Windows keeps others from reading a locked byte: one behind the note of who holds the lock


@contextmanager
def at_work(root: Path, *, tell: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the workspace's lock; wait for another run that does. CtidocsError naming it after `patience` seconds.

    `tell`: told once whom we wait for. On a drive without locks there is none, and SQLite's own care is what is left.
    """
    path = root / FOLDER / FILE
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise _refused() from None
    try:
        _wait(handle, tell, patience)
        _note(handle, f"{os.getpid()} {platform.node()}")
        yield
        _note(handle, "")
    finally:
        with suppress(OSError):  # of a failing disk: nothing of ours is lost
            os.close(handle)  # lets go of the lock


def _wait(handle: int, tell: Callable[[str], None], patience: float) -> None:
    until = time.monotonic() + patience
    told = False
    while not _taken(handle):
        if time.monotonic() >= until:
            hint = _("wait until it is done, or end it; then run the command again")
            raise CtidocsError(_holder(handle), hint=hint)
        if not told:
            tell(_("{holder}; waiting for it").format(holder=_holder(handle)))
            told = True
        time.sleep(_PAUSE)


def _taken(handle: int) -> bool:
    try:
        _lock(handle)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return True
        if error.errno not in _HELD:
            raise _refused() from None
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(handle: int) -> str:
    """Who holds the lock, as far as it has said so."""
    os.lseek(handle, 0, os.SEEK_SET)
    number, _blank, machine = os.read(handle, 500).decode("utf-8", "replace").strip().partition(" ")
    if not number.isdigit():
        return _("another ctidocs is at work in this workspace")
    message = _("another ctidocs is at work in this workspace (process {number} on {machine})")
    return message.format(number=number, machine=machine)


def _refused() -> CtidocsError:
    return CtidocsError(
        _("{file} cannot be read or written").format(file=f"{FOLDER}/{FILE}"),
        hint=_("check that you may write in the folder {folder}").format(folder=FOLDER),
    )


def _note(handle: int, text: str) -> None:
    """Only a courtesy to who waits: a full disk does not stop the work."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode())
