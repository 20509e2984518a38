"""The database behind the manifest: a row for each version of a paper that we ever made. Hashes, no content."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import make_folder

FOLDER = ".ctidocs"
FILE = "manifest.sqlite"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS made (path TEXT, bytes TEXT, inputs TEXT, document TEXT, at TEXT,"
    " PRIMARY KEY (path, bytes))"
)
_BEGUN = ""  # stands for the inputs until the file is written
_WAIT = 10.0  # seconds for another run to let go
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}


class Memory:
    """What was begun is in the database before the file is written; what was finished follows with the next one.

    A finish that a killed run takes with it costs only that the paper is looked at again.
    """

    def __init__(self, root: Path, *, now: datetime) -> None:
        self._at = now.isoformat(timespec="seconds")
        self._finished: list[tuple[str, ...]] = []
        path = root / FOLDER / FILE
        make_folder(path.parent)
        _make_private(path)
        with _told():
            self._base = sqlite3.connect(path, timeout=_WAIT)
        try:
            with _told():
                self._base.execute(_TABLE)
        except CtidocsError:
            self._base.close()
            raise

    def close(self) -> None:
        """Write down what is finished, and let go of the database."""
        with suppress(sqlite3.Error):
            self._write()
        self._base.close()

    def made(self, key: str) -> dict[str, str]:
        """Hash of bytes -> hash of inputs, of everything we ever made under this key, the latest last."""
        with _told():
            found = self._base.execute("SELECT bytes, inputs FROM made WHERE path = ? ORDER BY rowid", (key,))
            rows = dict(found.fetchall())
        for _key, data, inputs, *_rest in (row for row in self._finished if row[0] == key):
            rows.pop(data, None)
            rows[data] = inputs
        return rows

    def begin(self, key: str, data: str, document: str) -> None:
        """These bytes are about to be written: from now on they are ours."""
        with _told():
            self._write((key, data, _BEGUN, document, self._at))

    def finish(self, key: str, data: str, inputs: str, document: str) -> None:
        """These bytes stand there, made from these inputs."""
        self._finished.append((key, data, inputs, document, self._at))

    def _write(self, *rows: tuple[str, ...]) -> None:
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?)", [*self._finished, *rows])
        self._finished.clear()


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its journal the same mode
    except OSError:
        raise _refused() from None


@contextmanager
def _told() -> Iterator[None]:
    """A fault of the database as a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF) from None


def _fault(code: int) -> CtidocsError:
    file = f"{FOLDER}/{FILE}"
    if code in _BUSY:
        return CtidocsError(
            _("another ctidocs is at work in this workspace"),
            hint=_("wait until it is done, then run the command again"),
        )
    if code == sqlite3.SQLITE_FULL:
        return CtidocsError(
            _("{file} could not be written: the disk is full").format(file=file),
            hint=_("make room on the disk, then run the command again"),
        )
    if code in _REFUSED:
        return _refused()
    return CtidocsError(
        _("{file} is damaged").format(file=file),
        hint=_("rename it and run the command again; papers that you changed are then left alone"),
    )


def _refused() -> CtidocsError:
    return CtidocsError(
        _("{file} cannot be read or written").format(file=f"{FOLDER}/{FILE}"),
        hint=_("check that you may write in the folder {folder}").format(folder=FOLDER),
    )
