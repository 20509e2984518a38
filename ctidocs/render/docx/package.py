"""A Word template's file -> its members, checked and scrubbed, or one sentence that says why it cannot be used."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.render.docx.scrub import scrubbed
from ctidocs.render.docx.strangers import stranger
from ctidocs.render.tagging.places import part_word

MAIN = "word/document.xml"
LARGEST = 50_000_000  # bytes of one template, unpacked
LARGEST_PART = 10_000_000  # bytes of one part that is read, unpacked
MOST_MEMBERS = 2_000
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
_READ = (".xml", ".rels")
_XML_STARTS = (b"<", b"\xef", b"\xff", b"\xfe", b"\0")
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, NotImplementedError, ValueError)


def members_of(source: Path | bytes, name: str) -> dict[str, bytes]:
    """The template's files by name, in its own order, without what would tell who made it. CtidocsError."""
    members = unpacked(source if isinstance(source, bytes) else content(source, name), name)
    for part, data in members.items():
        if part.endswith(_READ):
            tree = parsed(data, name, part)
            if part.endswith(".rels") and not _targets(part, tree) <= members.keys():
                raise _damaged(name)
    kept = scrubbed(members)
    why, hint = stranger(kept, source=members)
    if why:
        raise unusable(name, why, hint)
    return kept


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The template's files as they are. CtidocsError where the file is no Word document, or not a safe one."""
    if what := _what_else(data):
        raise unusable(name, what, _("open it in Word and save it as “Word Document (.docx)”"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _read(archive, name)
    except _FAULTS:
        raise _damaged(name) from None
    types = members.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if what := _what_word(members, types):
        raise unusable(name, what, _("open it in Word and save it as “Word Document (.docx)”"))
    if any(_declares(part, data) for part, data in members.items()):
        raise _declared(name)
    return members


def _declares(part: str, data: bytes) -> bool:
    """Whether an XML file, also one that is a picture, holds a DOCTYPE, in any coding of one, two or four bytes."""
    if not part.endswith(_READ) and not data[:200].lstrip().startswith(_XML_STARTS):
        return False
    return b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data[:8] else data)


def content(path: Path, name: str) -> bytes:
    """The bytes of a template's file. CtidocsError where it cannot be read."""
    if path.is_dir():
        raise unusable(name, _("it is a folder"), _("take the template that came with the program"))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        hint = _("take the template that came with the program")
        raise CtidocsError(_("there is no template {template}").format(template=name), hint=hint) from None
    except (OSError, ValueError):
        raise unusable(name, _("it cannot be read"), _("close it in Word, and check that you may read it")) from None


def _what_else(data: bytes) -> str:
    """What the file is instead of a zip; empty where it is one."""
    if not data:
        return _("it is empty")
    if data.startswith(_OLE):
        return _("it is protected with a password") if _ENCRYPTED in data else _("it is an old Word document (.doc)")
    if data.startswith(b"{\\rtf"):
        return _("it is an RTF document")
    if data.startswith(b"%PDF"):
        return _("it is a PDF document")
    return "" if data.startswith(b"PK") else _("it is not a Word document (.docx)")


def _what_word(members: Mapping[str, bytes], types: str) -> str:
    """What the zip is instead of an ordinary Word document; empty where it is one."""
    if "content.xml" in members:
        return _("it is a LibreOffice document")
    if "xl/workbook.xml" in members:
        return _("it is an Excel workbook")
    if "ms-word.document.macroEnabled" in types or "ms-word.template.macroEnabled" in types:
        return _("it is a document with macros (.docm)")
    if f"{_WORD}template.main" in types:
        return _("it is a Word template (.dotx)")
    if MAIN not in members or f"{_WORD}document.main" not in types:
        return _("it is not an ordinary Word document (.docx)")
    return _("it is saved as “Strict Open XML”") if _STRICT in members[MAIN][:4000] else ""


def _read(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Every member, however large the zip says it is; ValueError for two of one name, or one outside the folder."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = {info.filename.casefold() for info in infos}
    if len(names) != len(infos) or any(_leaves(info.filename) for info in infos):
        raise ValueError(name)
    if len(infos) > MOST_MEMBERS:
        raise _too_large(name)
    members: dict[str, bytes] = {}
    left = LARGEST
    for info in infos:
        with archive.open(info) as stream:
            most = min(left, LARGEST_PART) if info.filename.endswith(_READ) else left
            members[info.filename] = stream.read(most + 1)
        left -= len(members[info.filename])
        if len(members[info.filename]) > most:
            raise _too_large(name)
    return members


def _leaves(member: str) -> bool:
    return member.startswith("/") or "\\" in member or ":" in member or ".." in member.split("/")


def _targets(part: str, relations: Any) -> set[str]:
    """The files of the template that these relations name."""
    base = part.rpartition("_rels/")[0]
    inside = [r.get("Target") or "" for r in relations if r.get("TargetMode") != "External"]
    return {posixpath.normpath(posixpath.join("/", base, to))[1:] for to in inside if not to.startswith("#")}


def parsed(data: bytes, name: str, part: str) -> Any:
    """A part as a tree, strictly: what is not well-formed is damaged."""
    try:
        tree = etree.fromstring(data, PARSER)
    except (etree.XMLSyntaxError, ValueError):
        raise unusable(
            name, _("its part {part} is damaged").format(part=part_word(part)), _("take it from the latest backup")
        ) from None
    if tree.getroottree().docinfo.internalDTD is not None:
        raise _declared(name)
    return tree


def unusable(name: str, why: str, hint: str) -> CtidocsError:
    """What is said of a template that cannot be used."""
    return CtidocsError(_("the template {template} cannot be used: {why}").format(template=name, why=why), hint=hint)


def _damaged(name: str) -> CtidocsError:
    return unusable(name, _("it is damaged"), _("take it from the latest backup"))


def _declared(name: str) -> CtidocsError:
    return unusable(name, _("it holds a DOCTYPE"), _("take the template that came with the program"))


def _too_large(name: str) -> CtidocsError:
    return unusable(name, _("it is too large"), _("take the template that came with the program"))
