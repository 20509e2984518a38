"""One part of a workbook: whether its XML may be given to a reader, and the elements of a small one."""

import re
from collections.abc import Mapping, Sequence
from xml.parsers import expat

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_UNICODE = {b"utf-8", b"us-ascii", b"ascii"}
_CHUNK = 1_000_000
_DEEPEST = 1_000


class Refused(Exception):
    """Why the workbook is not read: "damaged", "strict", "large" or "doctype"."""


def check_xml(content: bytes) -> None:
    """Refused where the part is not well-formed UTF-8, declares a document type, or hides text from the reader."""
    declared = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if (declared and declared[1].lower() not in _UNICODE) or _is_deep(content):
        raise Refused("damaged")
    parser = expat.ParserCreate("utf-8", " ")  # " ": a prefix that is not declared is an error
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartCdataSectionHandler = parser.ProcessingInstructionHandler = _no_hiding
    parser.Parse(content, True)


def _is_deep(content: bytes) -> bool:
    """Whether elements stand inside each other by the thousand: every parser takes memory for each that is open."""
    if len(content) < _CHUNK:
        return False
    if content.count(b"<") != content.count(b">") or b"<!" in content:
        return True  # a comment, or a bare ">", which no program of Office writes into a part of this size
    depth = 0
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK + 1]  # one more, for a sign that the border cuts in two
        depth += chunk.count(b"<", 0, _CHUNK) - 2 * chunk.count(b"</") - chunk.count(b"/>")
        if depth > _DEEPEST:
            return True
    return False


def _no_hiding(*_what: object) -> None:
    raise Refused("damaged")


def _no_doctype(*_declaration: object) -> None:
    raise Refused("doctype")


def elements(content: bytes, *wanted: str) -> Sequence[Mapping[str, str]]:
    """The attributes of the elements `wanted` in a small part, without regard to prefix."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in wanted:
            found.append(attributes)

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    parser.Parse(content, True)
    return found
