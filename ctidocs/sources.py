"""What a paper was made from, row by row, as hashes: to tell at once that nothing has changed, and later what has."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ctidocs import __version__
from ctidocs.documents.base import Document, Reads
from ctidocs.documents.case import Case
from ctidocs.register.rows import Record
from ctidocs.register.schema import SETTINGS

DAY, PROGRAM, TEMPLATE, NAME = "on", "ctidocs", "template", "key"  # labels of what is no row of the register
_LENGTH = 8  # bytes of a hash: enough to tell a change, too few to tell anything else


@dataclass(slots=True)
class Sources:
    """The sources of each paper of a run. `secret`: without it nobody can try out what a row may have held."""

    secret: bytes
    _rows: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def of(self, case: Case, document: Document, template: str) -> dict[str, str]:
        """Label -> hash of all that a paper of this document for this case is made from. `template`: its hash.

        A row is "Plan!5"; in a worker's own log "Kontaktlog/2!5", since the log's name may be the worker's.
        """
        key = (case.case_id, document.name)
        if key not in self._rows:
            self._rows = {key: self._of_case(case, document.reads)}  # the papers of one case follow each other
        return {**self._rows[key], TEMPLATE: template}

    def _of_case(self, case: Case, reads: Iterable[Reads]) -> dict[str, str]:
        files = {file: f"/{number}" for number, file in enumerate(case.register.log_columns, start=1)}
        found = {
            PROGRAM: program_mark(),
            DAY: case.on.isoformat(),
            NAME: self._mark((case.key, case.has_keys, case.code)),
            SETTINGS.name: self._mark(case.settings),
        }
        for read in reads:
            for record in () if read.sheet.vertical else _records(case, read):
                label = f"{read.sheet.name}{files.get(record.place.file, '')}!{record.place.row}"
                found[label] = self._mark(_seen(record, read))
        return found

    def _mark(self, value: object) -> str:
        return hashlib.blake2b(repr(value).encode(), digest_size=_LENGTH, key=self.secret[:64]).hexdigest()


def _records(case: Case, read: Reads) -> tuple[Record[Any], ...]:
    about_her = read.sheet.per_case
    return case.register.of_case(read.sheet, case.case_id) if about_her else case.register.records(read.sheet)


def _seen(record: Record[Any], read: Reads) -> tuple[object, ...]:
    """What a document sees of a row: the columns that it reads, the team's own, and which cells are wrong."""
    values = tuple(getattr(record.values, name) for name in read.columns)
    broken = sorted(name for name in record.broken if name in read.columns or name not in read.sheet.by_name)
    return (values, sorted(record.added.items()), broken)


@lru_cache
def program_mark() -> str:
    """Another one for every version of the program, and for every change of its code."""
    files = sorted(Path(__file__).resolve().parent.rglob("*.py"))
    stats = [(file.name, found.st_size, found.st_mtime_ns) for file in files for found in [file.stat()]]
    return hashlib.sha256(repr((__version__, stats)).encode()).hexdigest()[: 2 * _LENGTH]
