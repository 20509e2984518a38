"""Looking before reading: a workbook's zip and its parts -> clean bytes for the fast reader, and what it passes over.

The reader is fast and trusting: a cell far away makes it abort, an error cell or a formula without a value reads as
blank. So everything it gets has been seen here first: true sizes, strict XML, no DOCTYPE, no cell far away.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from posixpath import normpath
from xml.parsers import expat

from ctidocs.register.sheet_marks import Marks, marks_of

MOST_MEMBERS = 3_000
MOST_BYTES = 100_000_000  # of all parts that are read, unpacked; 60,000 rows are 25 million
_WORKBOOK = "xl/workbook.xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_UNICODE = {b"utf-8", b"us-ascii", b"ascii"}
_COUNTS = re.compile(rb"""\s(?:count|uniqueCount)\s*=\s*(?:"[^"]*"|'[^']*')""")  # the reader believes them


class Refused(Exception):
    """Why the workbook is not read: "damaged", "strict", "large" or "doctype"."""


@dataclass(frozen=True)
class Inside:
    """A workbook looked through: `clean` bytes for the reader, the sheets' names, the marks of each sheet wanted.

    `stale`: the file asks for a new calculation when it is opened, so its formulas' values may be old.
    """

    clean: bytes
    names: tuple[str, ...]
    marks: Mapping[str, Marks]
    hidden: frozenset[str]
    stale: bool


def look_inside(data: bytes, wanted: Callable[[str], bool]) -> Inside:
    """What is inside the workbook, of the sheets `wanted` by name. Refused with the reason where it is not safe."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Package(package).inside(wanted)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, LookupError, OSError, EOFError,
            RuntimeError, expat.ExpatError):  # fmt: skip
        raise Refused("damaged") from None


class _Package:
    """The members of a workbook's zip, each read once under a common limit."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        members = package.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused("large")
        self.names = {_plain(member.filename): member for member in members}
        if len(self.names) != len(members):
            raise Refused("damaged")  # two parts of one name: every reader would choose another
        self.left = MOST_BYTES
        self.kept: dict[str, bytes] = {}

    def inside(self, wanted: Callable[[str], bool]) -> Inside:
        """Everything that the reader needs, read and looked through."""
        book = self.take(_WORKBOOK)
        if _STRICT in book[:4000]:
            raise Refused("strict")
        self.take("[content_types].xml")
        self.take("_rels/.rels")
        targets = dict(_relations(self.take("xl/_rels/workbook.xml.rels")))
        for kind in ("styles", "sharedStrings"):
            for target in targets.get(kind, {}).values():
                self.take(target)
        sheets = tuple(_sheets(book))
        chosen = [(name, targets.get("worksheet", {}).get(rel, "")) for name, rel, _hidden in sheets if wanted(name)]
        marks = {name: marks_of(self.take(part)) for name, part in chosen if part}
        self._look_at_the_rest()
        return Inside(
            clean=self._clean(),
            names=tuple(name for name, _rel, _hidden in sheets),
            marks=marks,
            hidden=frozenset(name for name, _rel, hidden in sheets if hidden),
            stale=re.search(rb"""\bfullCalcOnLoad\s*=\s*["'](?:1|true)""", book) is not None,
        )

    def take(self, name: str) -> bytes:
        """A part, unpacked, well-formed and in UTF-8; kept for the reader. KeyError where it is not there."""
        member = self.names[name.casefold()]
        if member.filename in self.kept:
            return self.kept[member.filename]
        content = self._unpack(member, self.left)
        self.left -= len(content)
        _check_xml(content)
        self.kept[member.filename] = content
        return content

    def _unpack(self, member: zipfile.ZipInfo, most: int, *, start: int = 0) -> bytes:
        """The content, however long the zip says it is; only its `start` where that is given."""
        if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
        with self.package.open(member) as stream:
            content = stream.read(start or most + 1)
        if len(content) > most:
            raise Refused("large")
        return content

    def _look_at_the_rest(self) -> None:
        """No part at all may declare a document type: entities can fill the memory of the next program."""
        for name, member in self.names.items():
            if member.filename not in self.kept and name.endswith((".xml", ".rels", ".vml")):
                start = self._unpack(member, MOST_BYTES, start=4096)
                if b"<!DOCTYPE" in start.replace(b"\0", b""):
                    raise Refused("doctype")

    def _clean(self) -> bytes:
        """A zip of the parts that were looked at and nothing else: what was seen is what is read."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
            for name, content in self.kept.items():
                package.writestr(name, _without_counts(name, content))
        return buffer.getvalue()


def _plain(name: str) -> str:
    """A member's name for comparing; Refused for one that would leave its folder."""
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Refused("damaged")
    return name.casefold()


def _without_counts(name: str, content: bytes) -> bytes:
    if name.casefold().endswith(("sharedstrings.xml", "styles.xml")):
        return _COUNTS.sub(b"", content) if name.casefold().endswith("styles.xml") else _first_count(content)
    return content


def _first_count(content: bytes) -> bytes:
    """Shared strings can be long, and only their root has counts."""
    return _COUNTS.sub(b"", content[:2000]) + content[2000:]


def _check_xml(content: bytes) -> None:
    """Refused where the part is not well-formed UTF-8, declares a document type, or hides text from the reader."""
    declared = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if (declared and declared[1].lower() not in _UNICODE) or b"<![CDATA[" in content:
        raise Refused("damaged")
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.Parse(content, True)


def _no_doctype(*_declaration: object) -> None:
    raise Refused("doctype")


def _elements(content: bytes) -> Iterable[tuple[str, dict[str, str]]]:
    """Every element of a small part, without prefix, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(content, True)
    return found


def _relations(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """The parts that the workbook points to: kind -> id -> the part's name."""
    kinds: dict[str, dict[str, str]] = {}
    for name, attributes in _elements(content):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            part = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
            kinds.setdefault(attributes["Type"].rpartition("/")[2], {})[attributes["Id"]] = part
    return kinds


def _sheets(book: bytes) -> Iterable[tuple[str, str, bool]]:
    """Each sheet's name, its relation and whether it is hidden."""
    for name, attributes in _elements(book):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            yield attributes["name"], relation, attributes.get("state", "visible") != "visible"
