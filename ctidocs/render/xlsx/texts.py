"""Texts as Excel's files hold them."""

import re
from typing import Any

from lxml import etree

LONGEST = 32_767  # what a cell or a comment holds

_NOT_ALLOWED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def plain(text: str) -> str:
    """The text without what XML cannot hold, and no longer than a cell holds."""
    text = _NOT_ALLOWED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def add_text(parent: Any, tag: str, text: str) -> None:
    """Add an element with this text; what looks like Excel's own escape _x0041_ stays what was written."""
    element = etree.SubElement(parent, tag)
    element.text = _ESCAPE_LIKE.sub("_x005F_", plain(text))
    element.set(_SPACE, "preserve")
