"""The pictures of a template that are replaced: found by their name, with new words and the new picture's shape."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from ctidocs.render.docx.package import PARSER

PICTURES = "_pictures"  # the context's key for words and heights by picture name

_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.S)
_DESCRIPTION = re.compile(r'(<wp:docPr\b[^>]*?)(?: descr="[^"]*")?( name="([^"]*)"[^>]*?)(?: descr="[^"]*")?(/?>)')
_EMBED = re.compile(r'r:embed="([^"]+)"')
_EXTENT = re.compile(r'(<(?:wp:extent|a:ext) cx="(\d+)") cy="(\d+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """What replaces a placeholder: the drawing twice (SVG, and PNG for what cannot show it) and its words."""

    svg: bytes
    png: bytes
    words: str
    shape: float  # height divided by width


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A named picture of the template: the files it shows, and its size (EMU)."""

    files: tuple[str, ...]
    width: int
    height: int

    def described(self, picture: Picture | None) -> dict[str, object]:
        """Its words and height in one paper: the width is the template's, the height follows the picture's shape."""
        if picture is None:
            return {"words": "", "height": str(self.height)}
        return {"words": picture.words, "height": str(round(self.width * picture.shape))}


def placeholders(text: str, member: str, members: Mapping[str, bytes]) -> tuple[str, dict[str, Placeholder]]:
    """The part's XML with each named picture's description and height made tags; and the pictures by name."""
    relations = _relations(member, members)
    found: dict[str, Placeholder] = {}

    def mark(drawing: re.Match[str]) -> str:
        match = _DESCRIPTION.search(drawing[0])
        if not match or not match[3].isidentifier():
            return drawing[0]
        name, size = match[3].lower(), _EXTENT.search(drawing[0])
        files = tuple(relations[rid] for rid in _EMBED.findall(drawing[0]) if rid in relations)
        found[name] = Placeholder(files, int(size[2]) if size else 0, int(size[3]) if size else 0)
        sized = _EXTENT.sub(rf'\1 cy="{{{{ {PICTURES}.{name}.height }}}}"', drawing[0])
        return _DESCRIPTION.sub(rf'\1\2 descr="{{{{ {PICTURES}.{name}.words }}}}"\4', sized, count=1)

    return _DRAWING.sub(mark, text), found


def _relations(member: str, members: Mapping[str, bytes]) -> dict[str, str]:
    folder, _slash, file = member.rpartition("/")
    relations = members.get(f"{folder}/_rels/{file}.rels")
    if relations is None:
        return {}
    targets = {r.get("Id", ""): str(r.get("Target")) for r in etree.fromstring(relations, PARSER)}
    return {rid: posixpath.normpath(posixpath.join("/", folder, to))[1:] for rid, to in targets.items()}
