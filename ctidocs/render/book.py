"""An Excel workbook as the parts of its zip: some are changed, every other is copied as it is.

For changing a workbook that a person made: what a library would lose on the way (drop-downs, charts, pictures, threaded
comments) stays, because nobody reads or writes it.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = {
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
"""The namespace of r:id, which also begins the type of a relation, by the workbook's own namespace."""
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to. `kind`: the last word of its type ("comments"); `target`: a part, "" outside the file."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a workbook. `kind`: "worksheet", "chartsheet" ..."""

    name: str
    part: str
    kind: str


@dataclass(frozen=True)
class Book:
    """The parts by name, in the order of the file. `name` is the file's, for messages."""

    name: str
    parts: dict[str, bytes]
    stored: frozenset[str] = frozenset()
    trees: dict[str, Any] = field(default_factory=dict)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.parts

    def read(self, part: str) -> Any:
        """The root of a part, to look at only."""
        if part in self.trees:
            return self.trees[part]
        try:
            return etree.fromstring(self.parts[part], _PARSER)
        except (KeyError, etree.XMLSyntaxError):
            raise damaged(self.name) from None

    def edit(self, part: str) -> Any:
        """The root of a part, to change: it is written anew."""
        if part not in self.trees:
            self.trees[part] = self.read(part)
        return self.trees[part]

    def add(self, part: str, data: bytes, content_type: str) -> None:
        """A new part."""
        self.parts[part] = data
        self._declare("Override", {"PartName": f"/{part}", "ContentType": content_type})

    def declare_extension(self, extension: str, content_type: str) -> None:
        """What parts with this ending are, unless that is said already."""
        known = self.read(CONTENT_TYPES).iterchildren(f"{{{_TYPES}}}Default")
        if extension not in {str(entry.get("Extension")).lower() for entry in known}:
            self._declare("Default", {"Extension": extension, "ContentType": content_type})

    def _declare(self, tag: str, values: Mapping[str, str]) -> None:
        etree.SubElement(self.edit(CONTENT_TYPES), f"{{{_TYPES}}}{tag}", dict(values))

    def free_name(self, pattern: str) -> str:
        """The first name like "xl/comments{}.xml" that no part has."""
        taken = {part.lower() for part in self.parts}
        return next(name for n in range(1, len(taken) + 2) if (name := pattern.format(n)).lower() not in taken)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What the part refers to; "" stands for the whole file."""
        rels = _relations_of(part)
        return tuple(self._relation(part, entry) for entry in _elements(self.read(rels))) if self.has(rels) else ()

    def _relation(self, part: str, entry: Any) -> Relation:
        target = "" if entry.get("TargetMode") == "External" else str(entry.get("Target"))
        return Relation(str(entry.get("Id")), str(entry.get("Type")).rpartition("/")[2], self._found(part, target))

    def _found(self, part: str, target: str) -> str:
        """The part's own spelling: names of parts are equal whatever their case."""
        if not target:
            return ""
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        return name if name in self.parts else self._spelt.get(name.lower(), name)

    @cached_property
    def _spelt(self) -> dict[str, str]:
        return {part.lower(): part for part in self.parts}

    def related(self, part: str, kind: str) -> str:
        """The first part of a kind that `part` refers to; "" without one."""
        found = (r.target for r in self.relations(part) if r.kind == kind)
        return next((target for target in found if self.has(target)), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relation from `part` to `target`. `kind`: the last word of its type, or the whole type."""
        rels = _relations_of(part)
        if not self.has(rels):
            self.parts[rels] = _NO_RELATIONS
        root = self.edit(rels)
        taken = {str(entry.get("Id")).lower() for entry in _elements(root)}
        name = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}").lower() not in taken)
        kind = kind if "/" in kind else f"{self.r}/{kind}"
        values = {"Id": name, "Type": kind, "Target": posixpath.relpath(target, posixpath.dirname(part) or ".")}
        etree.SubElement(root, f"{{{_PACKAGE}}}Relationship", values)
        return name

    @cached_property
    def workbook(self) -> str:
        """The part that lists the sheets."""
        if not (part := self.related("", "officeDocument")):
            raise damaged(self.name)
        return part

    @cached_property
    def namespace(self) -> str:
        """The namespace of sheets, styles and comments: the usual one, or that of a strict workbook."""
        return str(etree.QName(self.read(self.workbook)).namespace)

    @property
    def r(self) -> str:
        """The namespace of r:id."""
        return RELATIONS.get(self.namespace, RELATIONS[""])

    def tag(self, name: str) -> str:
        """The full name of an element of a sheet, of styles or of comments."""
        return f"{{{self.namespace}}}{name}"

    @property
    def pages(self) -> tuple[Page, ...]:
        """The sheets in their order."""
        by_id = {relation.id: relation for relation in self.relations(self.workbook)}
        entries = self.read(self.workbook).iterfind(f"{self.tag('sheets')}/{self.tag('sheet')}")
        found = ((str(entry.get("name")), by_id.get(str(entry.get(f"{{{self.r}}}id")))) for entry in entries)
        return tuple(Page(name, r.target, r.kind) for name, r in found if r is not None and self.has(r.target))

    def content(self) -> bytes:
        """The file: the same parts and changes give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, ZIP_EPOCH)
                info.compress_type = zipfile.ZIP_STORED if name in self.stored else zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                archive.writestr(info, written(self.trees[name]) if name in self.trees else data)
        return buffer.getvalue()


def open_book(data: bytes, *, name: str) -> Book:
    """The workbook; CtidocsError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            parts = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, NotImplementedError):
        raise damaged(name) from None
    stored = frozenset(info.filename for info in infos if info.compress_type == zipfile.ZIP_STORED)
    return Book(name, parts, stored)


def written(root: Any) -> bytes:
    """A part's bytes."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def put_in_order(parent: Any, child: Any, *, after: Iterable[str]) -> None:
    """Put `child` where the format wants it: behind the last element with one of these names."""
    namespace = etree.QName(parent).namespace
    names = {f"{{{namespace}}}{name}" for name in after}
    places = [place for place, element in enumerate(parent) if element.tag in names]
    parent.insert(places[-1] + 1 if places else 0, child)


def damaged(name: str) -> CtidocsError:
    """What to raise where a part is not what it should be."""
    hint = _("open it in Excel, let Excel repair it, and save it")
    return CtidocsError(_("{file} is damaged").format(file=name), hint=hint)


def _relations_of(part: str) -> str:
    folder, _slash, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _elements(root: Any) -> Iterable[Any]:
    return tuple(root.iterchildren(etree.Element))
