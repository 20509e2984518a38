"""What a person reads in an Office file: its text and pictures, and a hash that tells an edit from an open-and-save.

"Edited = its text or pictures differ" (LIMITS 63). Word and LibreOffice write a file anew even where nobody typed:
runs, ids, parts and stored page numbers differ, so the bytes say nothing.
"""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from ctidocs.office_content.document import document_written
from ctidocs.office_content.package import Package
from ctidocs.office_content.sheets import workbook_written
from ctidocs.office_content.written import Written

__all__ = ["Content", "content_hash", "content_of", "paragraphs_of"]

_READERS: dict[str, Callable[[Package], Written]] = {".docx": document_written, ".xlsx": workbook_written}
_FAULTS = (
    zipfile.BadZipFile, zlib.error, etree.LxmlError, struct.error, ValueError, LookupError, OSError, EOFError,
    RuntimeError, OverflowError, AssertionError, NotImplementedError,
)  # fmt: skip
_DRAWN = re.compile(r"(?<=\x01picture:)([^|\x02]*)\|[^\x02]*")
_PIXELS = re.compile(r"(?<=\x01picture:)[^|\x02]*\|")


@dataclass(frozen=True, slots=True)
class Content:
    """The paragraphs of a file, and its hashes. Two files have the same content where they share one of the hashes.

    Mostly there is one. A file with a drawn picture (SVG) beside its copy in pixels has two, the first by the pixels,
    the second by the drawing: one LibreOffice drops the drawing, another makes new pixels from it.
    """

    paragraphs: tuple[str, ...]
    hashes: tuple[str, ...]


def content_of(data: bytes, *, ending: str) -> Content:
    """What stands in the file; of a file that is no readable .docx or .xlsx no paragraphs and the hash of its bytes."""
    read = _READERS.get(ending.lower())
    try:
        if read and data.startswith(b"PK"):
            with Package(data) as package:
                return _content(read(package))
    except _FAULTS:
        pass  # damaged, protected, too large: whatever changed in it cannot be told from its text
    return Content((), (hashlib.sha256(data).hexdigest(),))


def paragraphs_of(data: bytes, *, ending: str) -> tuple[str, ...]:
    """Every paragraph of a .docx, every cell of an .xlsx, in order, one space for white space; none of other kinds.

    Body with its text boxes and pictures' words, headers, footers, notes, comments, title. Page numbers are left out.
    """
    return content_of(data, ending=ending).paragraphs


def content_hash(data: bytes, *, ending: str) -> str:
    """The same for a file that was only opened and saved, another where its text or a picture differs.

    Of other kinds of files, and of protected or damaged ones, that of their bytes. See Content for drawn pictures.
    """
    return content_of(data, ending=ending).hashes[0]


def _content(written: Written) -> Content:
    whole = "\n".join(written.lines)
    ways = (_DRAWN.sub(r"\1", whole), _PIXELS.sub("", whole)) if "|" in whole else (whole,)
    return Content(written.words, tuple(dict.fromkeys(hashlib.sha256(way.encode("utf-8")).hexdigest() for way in ways)))
