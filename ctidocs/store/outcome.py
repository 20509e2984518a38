"""What goes into the store and what comes out of it, as plain values."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    """What became of one paper."""

    MADE = "made"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # edited by a person: left as it is


@dataclass(frozen=True, slots=True)
class Manner:
    """How papers are written. `password`: protected with it. `force`: an edited file is replaced, and kept beside.

    `dry`: nothing is written, only told.
    """

    command: str = ""
    password: str | None = field(default=None, repr=False)
    force: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """What one paper is made from. `inputs`: hash of all its values; `sources`: row, template, … -> hash of it.

    `chosen`: the user named the file; the name may tell of her, so only a hash of it is remembered.
    """

    inputs: str
    document: str
    sources: Mapping[str, str] = field(default_factory=dict)
    case_id: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A finished paper. `content`: the hashes of its text and pictures where known. `remarks`: cells to tell of."""

    data: bytes
    content: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


Produce = Callable[[], Product]


@dataclass(frozen=True, slots=True)
class Stored:
    """One paper after the run. `beside`: the new version next to an edited one; with --force the edited one.

    `changed`: the sources that are others than the last time.
    """

    path: Path
    outcome: Outcome
    beside: Path | None = None
    changed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def hash_of(data: bytes) -> str:
    """The SHA-256 of these bytes."""
    return hashlib.sha256(data).hexdigest()


def packed(sources: Mapping[str, str]) -> str:
    """Sources as one line of JSON, the same for the same sources."""
    return json.dumps(sources, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if sources else ""


def unpacked(line: str) -> dict[str, str]:
    """The sources in such a line."""
    return dict(json.loads(line)) if line else {}


def differences(before: str, now: Mapping[str, str]) -> tuple[str, ...]:
    """The sources that are new or others than in the line `before`; a sheet alone where only rows are gone.

    A row that merely stands in another place, because one was put in above it, is no difference.
    """
    then = unpacked(before)
    if not then:
        return ()
    old, new = set(_by_sheet(then)), set(_by_sheet(now))
    changed = [label for label, mark in now.items() if (_sheet(label), mark) not in old]
    told = {_sheet(label) for label in changed}
    gone = [_sheet(label) for label, mark in then.items() if (_sheet(label), mark) not in new]
    return tuple(dict.fromkeys((*changed, *(sheet for sheet in gone if sheet not in told))))


def _by_sheet(sources: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(_sheet(label), mark) for label, mark in sources.items()]


def _sheet(label: str) -> str:
    return label.partition("!")[0]
