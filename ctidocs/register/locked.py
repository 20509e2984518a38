"""A workbook that Excel has protected with a password -> the workbook. The password is asked for, never an argument."""

from collections.abc import Callable, Iterable
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.sealed import is_sealed_office, opened

Unlock = Callable[[str], Iterable[str]]
"""A file's name -> passwords to try, one after the other."""


class Locked(CtidocsError):
    """The workbook is protected, and no password was given that opens it."""


def is_locked(data: bytes) -> bool:
    """Whether these bytes are a workbook encrypted by Excel."""
    return is_sealed_office(data)


def unlocked(data: bytes, path: Path, unlock: Unlock | None) -> bytes:
    """The workbook inside. Locked where no password opens it."""
    tried = False
    for password in unlock(path.name) if unlock else ():
        tried = True
        if (content := _opened(data, password, path)) is not None:
            return content
    if tried:
        raise Locked(_("the password does not open {file}").format(file=path.name), hint=_("type it again"))
    hint = _("run the command in a window where it can ask, or put the password in CTIDOCS_PASSWORD")
    raise Locked(_("{file} is protected with a password").format(file=path.name), hint=hint)


def _opened(data: bytes, password: str, path: Path) -> bytes | None:
    """The workbook, or None where the password is another. CtidocsError where it is damaged."""
    try:
        return opened(data, password=password)
    except CtidocsError as damage:
        raise CtidocsError(_("{file} is damaged").format(file=path.name), hint=damage.hint) from None
