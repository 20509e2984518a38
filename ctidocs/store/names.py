"""Names of files that tell nothing: six characters derived from the case number and the workspace's secret (F2)."""

import hashlib
import hmac
import secrets
from pathlib import Path

from ctidocs.store.atomic import write_file
from ctidocs.store.manifest import FOLDER

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: read aloud and typed again without mistakes
LENGTH = 6


def read_secret(root: Path) -> bytes:
    """The workspace's own secret, made the first time it is asked for."""
    path = root / FOLDER / "secret"
    if not path.exists():
        write_file(path, secrets.token_hex(32).encode(), replace=False)
    return path.read_bytes()


def paper_code(case_id: str, *, secret: bytes) -> str:
    """The code on her papers, such as "7kq2mx": always the same for one case in one workspace."""
    number = int.from_bytes(hmac.digest(secret, case_id.encode(), hashlib.sha256), "big")
    code = ""
    for _position in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        code += ALPHABET[rest]
    return code
