"""A workbook that Excel has protected with a password -> the workbook. The password is asked for, never an argument."""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

Unlock = Callable[[str], Iterable[str]]
"""A file's name -> passwords to try, one after the other."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Locked(CtidocsError):
    """The workbook is protected, and no password was given that opens it."""


def is_locked(data: bytes) -> bool:
    """Whether these bytes are a workbook encrypted by Excel."""
    return _ENCRYPTED in data


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
    if not password:
        return None  # an empty line in the password's file; Excel protects with no such password
    from msoffcrypto import OfficeFile  # slow to import, and few files are protected
    from msoffcrypto.exceptions import InvalidKeyError

    content = io.BytesIO()
    try:
        book = OfficeFile(io.BytesIO(data))
        book.load_key(password=password, verify_password=True)
        book.decrypt(content, verify_integrity=True)
    except InvalidKeyError:
        return None
    except Exception:  # in a damaged file it raises whatever it stumbles over
        hint = _("take it from the latest backup")
        raise CtidocsError(_("{file} is damaged").format(file=path.name), hint=hint) from None
    return content.getvalue()
