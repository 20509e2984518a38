"""The parts of an Office file, read within bounds: a file that a person left in the folder may be anything."""

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from lxml import etree

MOST_MEMBERS = 3_000
MOST_BYTES = 200_000_000  # of all parts that are read, unpacked
MOST_XML = 50_000_000
MOST_SIGNS = 3_000_000  # elements and attributes: each takes 100 bytes and more once it is read
_MEMBER = b"PK\x01\x02"  # how a zip's list begins each member
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A part, or something outside the file, that another part points to."""

    kind: str
    target: str
    outside: bool


class Package:
    """The members of a zip, under a common limit. ValueError and others where it is damaged or too large."""

    def __init__(self, data: bytes) -> None:
        if data.count(_MEMBER) > MOST_MEMBERS:
            raise ValueError("members")
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._members = {info.filename.casefold(): info for info in self._archive.infolist()}
        if len(self._members) != len(self._archive.infolist()):
            raise ValueError("members")  # two of one name: every program would choose another
        self._bytes, self._xml, self._signs = MOST_BYTES, MOST_XML, MOST_SIGNS
        self._hashes: dict[str, str] = {}
        self._relations: dict[str, Mapping[str, Relation]] = {}

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._archive.close()

    def has(self, part: str) -> bool:
        """Whether the part is there."""
        return part.casefold() in self._members

    def take(self, part: str) -> bytes:
        """The part, unpacked, however long the zip says it is."""
        info = self._members[part.casefold()]
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(part)
        with self._archive.open(info) as stream:
            content = stream.read(self._bytes + 1)
        self._bytes -= len(content)
        if self._bytes < 0:
            raise ValueError(part)
        return content

    def tree(self, part: str) -> Any:
        """The part as a tree; strictly, and not one that declares a document type."""
        content = self.take(part)
        self._xml -= len(content)
        self._signs -= content.count(b"<") + content.count(b"=")
        if self._xml < 0 or self._signs < 0:
            raise ValueError(part)
        root = etree.fromstring(content, _PARSER)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError(part)
        return root

    def relations(self, part: str = "") -> Mapping[str, Relation]:
        """What the part points to, by id; of the file as a whole without a part."""
        if part not in self._relations:
            folder, _slash, name = part.rpartition("/")
            source = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
            found = self.tree(source).iter(_RELATION) if self.has(source) else ()
            self._relations[part] = {each.get("Id"): _relation(each, folder) for each in found}
        return self._relations[part]

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts of a kind ("header", "comments") that the part points to, each once."""
        found = (each.target for each in self.relations(part).values() if each.kind == kind and not each.outside)
        return tuple(target for target in dict.fromkeys(found) if self.has(target))

    def main(self) -> str:
        """The name of the document's or the workbook's own part."""
        return self.related("", "officeDocument")[0]

    def hash(self, part: str) -> str:
        """The hash of a picture's bytes, computed once."""
        if part not in self._hashes:
            self._hashes[part] = hashlib.sha256(self.take(part)).hexdigest()
        return self._hashes[part]


def _relation(element: Any, folder: str) -> Relation:
    target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
    if not outside:
        target = posixpath.normpath(target if target.startswith("/") else f"/{folder}/{target}").lstrip("/")
    return Relation(element.get("Type", "").rpartition("/")[2], target, outside)
