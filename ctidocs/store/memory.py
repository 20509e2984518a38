"""The database behind the manifest: a row for each version of a paper that we ever made. Hashes, no content."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import make_folder

FOLDER = ".ctidocs"
FILE = "manifest.sqlite"
_WAIT = 10.0  # seconds for another program to let go
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper as we made it; the fields are the columns of the database.

    `path`: its place in the workspace, or a hash of it. `bytes`: hash of the file; `plain` the same before it was
    protected; `content`: the hashes of its text and pictures. `inputs`: hash of all its values, "" until it is written.
    `sources`, `remarks`: JSON, see Origin and Product. `base`: the content that we last put in the paper's own place,
    where this one lies beside it.
    """

    path: str
    bytes: str
    inputs: str = ""
    document: str = ""
    at: str = ""
    plain: str = ""
    content: str = ""
    sources: str = ""
    case_id: str = ""
    command: str = ""
    sealed: int = 0
    remarks: str = ""
    base: str = ""


_COLUMNS = tuple(column.name for column in fields(Version))
_ALL = ", ".join(_COLUMNS)
_NUMBERS = {"sealed"}
_TABLES = (
    f"CREATE TABLE IF NOT EXISTS made ({_ALL}, PRIMARY KEY (path, bytes))",
    "CREATE TABLE IF NOT EXISTS failed (case_id, document, PRIMARY KEY (case_id, document))",
    "CREATE TABLE IF NOT EXISTS quiet (run PRIMARY KEY, result)",
)
_LET_GO = "UPDATE made SET sources = '' WHERE path = ? AND bytes <> ?"  # only the latest version's are asked for
_PUT = f"INSERT OR REPLACE INTO made ({_ALL}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_FORGET = "DELETE FROM made WHERE path IN (SELECT path FROM made WHERE case_id = ?)"  # the case is new to old rows


class Memory:
    """What was begun is in the database before the file is written; what was finished follows with the next one.

    A finish that a killed run takes with it costs only that the paper is looked at again. With `dry` nothing is
    written: what the database holds is copied into memory, and forgotten at the end.
    """

    def __init__(self, root: Path, *, now: datetime, dry: bool = False) -> None:
        self.at = now.isoformat(timespec="seconds")
        self._finished: dict[str, dict[str, Version]] = {}
        path = root / FOLDER / FILE
        self._base = _copied(path) if dry else _opened(path)
        try:
            with _told():
                for table in _TABLES:
                    self._base.execute(table)
                self._add_columns()
        except CtidocsError:
            self._base.close()
            raise

    def _add_columns(self) -> None:
        """A database of an earlier version knows less of each paper."""
        known = {row[1] for row in self._base.execute("PRAGMA table_info(made)")}
        if not {"path", "bytes"} <= known:
            raise sqlite3.DatabaseError("not ours")
        for column in (name for name in _COLUMNS if name not in known):
            default = "0" if column in _NUMBERS else "''"
            self._base.execute(f"ALTER TABLE made ADD COLUMN {column} DEFAULT {default}")

    def close(self) -> None:
        """Write down what is finished, and let go of the database."""
        with suppress(sqlite3.Error):
            self._write()
        self._base.close()

    def made(self, key: str) -> dict[str, Version]:
        """Everything we ever made under this key by the hash of its bytes, the latest last."""
        found = {version.bytes: version for version in self._read("WHERE path = ? ORDER BY rowid", key)}
        for version in self._finished.get(key, {}).values():
            found.pop(version.bytes, None)
            found[version.bytes] = version
        return found

    def all(self) -> tuple[Version, ...]:
        """Every version of every paper, the latest last."""
        with _told():
            self._write()
        return tuple(self._read("ORDER BY rowid"))

    def papers(self) -> tuple[tuple[str, str], ...]:
        """Path and case of every paper that we ever made."""
        with _told():
            self._write()
            return tuple(self._base.execute("SELECT DISTINCT path, case_id FROM made ORDER BY path"))

    def _read(self, where: str, *values: str) -> list[Version]:
        with _told():
            return [Version(*row) for row in self._base.execute(f"SELECT {_ALL} FROM made {where}", values)]

    def begin(self, version: Version) -> None:
        """These bytes are about to be written: from now on they are ours."""
        with _told():
            self._write(version)

    def finish(self, version: Version) -> None:
        """These bytes stand there, made from these inputs."""
        versions = self._finished.setdefault(version.path, {})
        versions.pop(version.bytes, None)
        versions[version.bytes] = version

    def _write(self, *begun: Version) -> None:
        finished = [version for versions in self._finished.values() for version in versions.values()]
        with self._base:
            self._base.executemany(_LET_GO, [(version.path, version.bytes) for version in finished])
            self._base.executemany(_PUT, [astuple(version) for version in (*finished, *begun)])
        self._finished.clear()

    def forget(self, case_id: str) -> None:
        """Nothing is known of a case any more, and no page of the database holds what was."""
        with _told():
            self._write()
            self._base.execute("PRAGMA secure_delete = ON")  # should VACUUM not come to its end
            self._base.execute("PRAGMA temp_store = MEMORY")  # VACUUM's copy of the database is no file in /tmp
            with self._base:
                self._base.execute(_FORGET, (case_id,))
                self._base.execute("DELETE FROM failed WHERE case_id = ?", (case_id,))
                self._base.execute("DELETE FROM quiet")
            self._base.execute("VACUUM")

    def failed(self) -> tuple[tuple[str, str], ...]:
        """Case and document of every paper that could not be made when it was last tried."""
        with _told():
            return tuple(self._base.execute("SELECT case_id, document FROM failed ORDER BY rowid"))

    def note_failed(self, tried: Iterable[tuple[str, str]], failed: Iterable[tuple[str, str]]) -> None:
        """Of these tried, these failed; what was not tried is as it was."""
        with _told(), self._base:
            self._base.executemany("DELETE FROM failed WHERE case_id = ? AND document = ?", list(tried))
            self._base.executemany("INSERT OR REPLACE INTO failed VALUES (?, ?)", list(dict.fromkeys(failed)))

    def quiet(self, run: str) -> str | None:
        """What is noted of a run in which there was nothing to tell; None where it is another run."""
        with _told():
            found = self._base.execute("SELECT result FROM quiet WHERE run = ?", (run,)).fetchone()
        return found[0] if found else None

    def note_quiet(self, run: str, result: str) -> None:
        """In this run there was nothing to tell; the note of the run before it goes."""
        with _told(), self._base:
            self._base.execute("DELETE FROM quiet")
            self._base.execute("INSERT INTO quiet VALUES (?, ?)", (run, result))


def _opened(path: Path) -> sqlite3.Connection:
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its journal the same mode
    except OSError:
        raise _refused() from None
    with _told():
        return sqlite3.connect(path, timeout=_WAIT)


def _copied(path: Path) -> sqlite3.Connection:
    """A copy in memory of what stands there; an empty one where there is nothing."""
    copy = sqlite3.connect(":memory:")
    if path.is_file():
        with _told():
            base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT)
            try:
                base.backup(copy)
            finally:
                base.close()
    return copy


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
