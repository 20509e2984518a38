"""Looking before reading: a workbook's zip and its parts -> clean bytes for the fast reader, and what it passes over.

The reader is fast and trusting: a cell far away makes it abort, an error cell or a formula without a value reads as
blank. So everything it gets has been seen here first: true sizes, strict XML, no DOCTYPE, no cell far away.
"""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from posixpath import normpath
from xml.parsers import expat

from ctidocs.register.sheet_marks import Marks, marks_of
from ctidocs.register.xml_part import Refused, check_xml, elements

MOST_MEMBERS = 3_000
MOST_BYTES = 100_000_000  # of all parts that are read, unpacked; 60,000 rows are 25 million
_ERROR = re.compile(rb"""(<(?:[\w.-]+:)?c\b[^<>]*?\st\s*=\s*["'])e(?=["'])""")
MOST_TEXT = 150_000_000
MOST_OF_BOOK = 5_000_000  # of the parts that list the others: some kilobytes in every real workbook
_MEMBER = b"PK\x01\x02"  # how a zip's list begins each member
_WORKBOOK = "xl/workbook.xml"
_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = b"http://purl.oclc.org/ooxml/"
_COUNTS = re.compile(rb"""[\s:](?:count|uniqueCount)\s*=\s*(?:"[^"]*"|'[^']*')""")  # the reader believes them
_STRINGS = re.compile(rb"<(?:[\w.-]+:)?sst\b[^<]*")
_STRING_END = re.compile(rb"</(?:[\w.-]+:)?si[\s>]")
_INDEX = re.compile(rb"<(?:[\w.-]+:)?v\b[^<>]*>\s*([0-9]{1,9})\s*<")  # of a string, or any whole number


@dataclass(frozen=True)
class Inside:
    """A workbook looked through: `clean` bytes for the reader, the sheets' names, the marks of each sheet wanted.

    The reader finds a sheet under `reading_name`. `stale`: the file asks for a new calculation when it is opened, so
    its formulas' values may be old.
    """

    clean: bytes
    names: tuple[str, ...]
    marks: Mapping[str, Marks]
    hidden: frozenset[str]
    stale: bool

    def reading_name(self, name: str) -> str:
        """What a sheet is called in `clean`."""
        return f"s{self.names.index(name)}"


def look_inside(data: bytes, wanted: Callable[[str], bool]) -> Inside:
    """What is inside the workbook, of the sheets `wanted` by name. Refused with the reason where it is not safe."""
    if has_many_members(data):
        raise Refused("large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Package(package).inside(wanted)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, LookupError, OSError, EOFError,
            RuntimeError, struct.error, expat.ExpatError):  # fmt: skip
        raise Refused("damaged") from None
    except OverflowError:
        raise Refused("large") from None


def has_many_members(data: bytes) -> bool:
    """Whether a zip lists more members than any workbook has: opening it would already take memory for each."""
    return data.count(_MEMBER) > MOST_MEMBERS


class _Package:
    """The members of a workbook's zip, each read once under a common limit."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        members = package.infolist()
        self.names = {_plain(member.filename): member for member in members}
        if len(self.names) != len(members):
            raise Refused("damaged")  # two parts of one name: every reader would choose another
        self.left = MOST_BYTES
        self.taken: dict[str, bytes] = {}

    def inside(self, wanted: Callable[[str], bool]) -> Inside:
        """Everything that the reader needs, read and looked through."""
        book = self.take(_WORKBOOK, most=MOST_OF_BOOK)
        if _STRICT in book[:4000]:
            raise Refused("strict")
        targets = _relations(self.take("xl/_rels/workbook.xml.rels", most=MOST_OF_BOOK))
        sheets = tuple(_sheets(book))
        parts = {_WORKBOOK: _own_book(book, len(sheets))}
        for kind, clean in (("styles", _without_counts), ("sharedStrings", _without_count)):
            for target in targets.get(kind, {}).values():
                parts[f"xl/{kind}.xml"] = clean(self.take(target))
        marks: dict[str, Marks] = {}
        for at, (name, relation, _hidden) in enumerate(sheets):
            part = targets.get("worksheet", {}).get(relation)
            if wanted(name) and part and name not in marks:
                marks[name] = marks_of(self.take(part))
                parts[f"xl/worksheets/sheet{at}.xml"] = _without_errors(self.take(part), marks[name])
        _check_text(parts)
        self._look_at_the_rest()
        links = {
            "_rels/.rels": _own_relations({"r": ("officeDocument", _WORKBOOK)}),
            "xl/_rels/workbook.xml.rels": _own_relations(
                {f"r{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(len(sheets))}
                | {kind: (kind, f"{kind}.xml") for kind in ("styles", "sharedStrings")}
            ),
        }
        return Inside(
            clean=_zipped(links | parts),
            names=tuple(name for name, _relation, _hidden in sheets),
            marks=marks,
            hidden=frozenset(name for name, _relation, hidden in sheets if hidden),
            stale=re.search(rb"""\bfullCalcOnLoad\s*=\s*["'](?:1|true)""", book) is not None,
        )

    def take(self, name: str, *, most: int = MOST_BYTES) -> bytes:
        """A part, unpacked, well-formed and in UTF-8. KeyError where it is not there."""
        member = self.names[name.casefold()]
        if member.filename not in self.taken:
            content = self._unpack(member, min(most, self.left))
            self.left -= len(content)
            check_xml(content)
            self.taken[member.filename] = content
        return self.taken[member.filename]

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
            if member.filename not in self.taken and name.endswith((".xml", ".rels", ".vml")):
                start = self._unpack(member, MOST_BYTES, start=4096)
                if b"<!DOCTYPE" in start.replace(b"\0", b""):
                    raise Refused("doctype")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts that were looked at and nothing else, under names of our own: what was seen is what is read.

    Otherwise the reader could find a sheet where we did not look: by a second relation, or a name in other letters.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _own_book(book: bytes, count: int) -> bytes:
    """The workbook's part as the reader needs it: from which year dates count, and the sheets by number."""
    since = next((attributes.get("date1904", "0") for attributes in elements(book, "workbookPr")), "0")
    sheets = "".join(f'<sheet name="s{at}" sheetId="{at + 1}" r:id="r{at}"/>' for at in range(count))
    main, relations = f"{_OFFICE}/spreadsheetml/2006/main", f"{_OFFICE}/officeDocument/2006/relationships"
    first = f'<workbookPr date1904="{int(since in ("1", "true"))}"/>'
    return f'<workbook xmlns="{main}" xmlns:r="{relations}">{first}<sheets>{sheets}</sheets></workbook>'.encode()


def _own_relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """Where parts lie: id -> (kind, name)."""
    office = f"{_OFFICE}/officeDocument/2006/relationships"
    each = "".join(
        f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{to}"/>' for i, (kind, to) in targets.items()
    )
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{each}</Relationships>'.encode()


def _plain(name: str) -> str:
    """A member's name for comparing; Refused for one that would leave its folder."""
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Refused("damaged")
    return name.casefold()


def _without_counts(styles: bytes) -> bytes:
    return _COUNTS.sub(b"", styles)


def _without_count(strings: bytes) -> bytes:
    """Shared strings can be long, and only their root has counts."""
    return _STRINGS.sub(lambda root: _COUNTS.sub(b"", root[0]), strings)


def _without_errors(sheet: bytes, marks: Marks) -> bytes:
    """The reader stops at an error that it does not know, and all of them are in the marks: they become text."""
    return _ERROR.sub(rb"\1str", sheet) if marks.errors else sheet


def _check_text(parts: Mapping[str, bytes]) -> None:
    """Refused where sheets show more text than any register holds: the reader copies a string into each cell of it."""
    lengths = [len(each) for each in _STRING_END.split(parts.get("xl/sharedStrings.xml", b""))]
    sheets = [content for name, content in parts.items() if name.startswith("xl/worksheets/")]
    if max(lengths) * sum(content.count(b"</") for content in sheets) < 2 * MOST_TEXT:
        return
    shown = Counter(number for content in sheets for number in _INDEX.findall(content))
    if sum(count * sum(lengths[int(at) : int(at) + 1]) for at, count in shown.items()) > MOST_TEXT:
        raise Refused("large")


def _relations(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """The parts that the workbook points to: kind -> id -> the part's name."""
    kinds: dict[str, dict[str, str]] = {}
    for attributes in elements(content, "Relationship"):
        if attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            part = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
            kinds.setdefault(attributes["Type"].rpartition("/")[2], {})[attributes["Id"]] = part
    return kinds


def _sheets(book: bytes) -> Iterable[tuple[str, str, bool]]:
    """Each sheet's name, its relation and whether it is hidden."""
    for attributes in elements(book, "sheet"):
        relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        yield attributes["name"], relation, attributes.get("state", "visible") != "visible"
