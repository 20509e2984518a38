"""Names of files that tell nothing: six characters derived from the case number and the workspace's secret (F2)."""

import hashlib
import hmac
import secrets
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import write_file
from ctidocs.store.memory import FOLDER

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: read aloud and typed again without mistakes
LENGTH = 6
SHORTEST = 16  # bytes of a secret; ours has 64
UNKNOWN = "_" * LENGTH  # stands for a code before there is a secret


def read_secret(root: Path, *, dry: bool = False) -> bytes:
    """The workspace's own secret, made the first time it is asked for. CtidocsError where it cannot be one.

    With `dry` nothing is written: b"" where there is none yet.
    """
    path = secret_file(root)
    secret = _stored(path)
    if secret is None and dry:
        return b""
    if secret is None:
        try:
            write_file(path, secrets.token_hex(32).encode(), replace=False)
        except CtidocsError:
            if not path.exists():  # else another run was quicker
                raise
        secret = _stored(path)
    if secret is None or len(secret) < SHORTEST:
        raise _wrong(_("{file} is damaged: it is too short"))
    return secret


def secret_file(root: Path) -> Path:
    """Where the workspace's secret lies."""
    return root / FOLDER / "secret"


def _stored(path: Path) -> bytes | None:
    """What the file holds, without the line end an editor may have added; None where there is no file."""
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        return None
    except OSError:
        raise _wrong(_("{file} cannot be read")) from None


def _wrong(message: str) -> CtidocsError:
    """Never a new secret in its place: every code on a paper that is out already would change."""
    hint = _("put it back from your backup: the codes on the papers follow it")
    return CtidocsError(message.format(file=f"{FOLDER}/secret"), hint=hint)


def paper_code(case_id: str, *, secret: bytes) -> str:
    """The code on her papers, such as "7kq2mx": the same for one case in one workspace. UNKNOWN without secret."""
    if not secret:
        return UNKNOWN
    number = int.from_bytes(hmac.digest(secret, case_id.encode(), hashlib.sha256), "big")
    code = ""
    for _position in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        code += ALPHABET[rest]
    return code
