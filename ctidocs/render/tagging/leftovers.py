"""What a template carries besides its words: tracked changes, comments, names, links to elsewhere, missing styles.

Most of it is taken out before a paper is filled (scrub.py); here its author is told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.render.tagging.places import CORE, FILLED, W, in_order, parse, part_word

_TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_USED = {W + "pStyle": 0, W + "rStyle": 0, W + "tblStyle": 1}  # a table's style stands before its first paragraph
_PERSONS = frozenset({"creator", "lastModifiedBy", "Manager", "Company"})
_STYLES = "word/styles.xml"
_LINK = "/hyperlink"


def leftovers(parts: Mapping[str, bytes], *, name: str) -> tuple[Problem, ...]:
    """Each of them in the order of the parts. `parts`: all members of the template, not yet scrubbed."""
    defined = _defined(parts.get(_STYLES, b""))
    found: list[Problem] = []
    for order, member in enumerate(in_order(parts), start=1):
        place = Place(name, order, part_word(member))
        if FILLED.fullmatch(member):
            root = parse(parts[member])
            found += _tracked(root, place)
            found += _missing_styles(root, defined, place)
        elif member == "word/comments.xml":
            found += _comments(parse(parts[member]), place)
        elif member in (CORE, "docProps/app.xml"):
            found += _persons(parse(parts[member]), place)
        elif member.endswith(".rels"):
            found += _outside(parse(parts[member]), Place(name, order))
    return tuple(found)


def _tracked(root: Any, place: Place) -> Iterator[Problem]:
    if any(True for _element in root.iter(*_TRACKED)):
        yield Problem(
            place,
            "tracked-changes",
            _("there are tracked changes; papers are made as if all were accepted"),
            _("in Word: Review, Accept all changes, and turn tracking off"),
            Level.WARNING,
        )


def _comments(root: Any, place: Place) -> Iterator[Problem]:
    count = sum(1 for _element in root.iter(W + "comment"))
    if count:
        yield Problem(
            place,
            "template-comments",
            _("there are comments in the template: {count}; papers leave them out").format(count=count),
            _("in Word: Review, Delete all comments"),
            Level.WARNING,
        )


def _persons(root: Any, place: Place) -> Iterator[Problem]:
    """Word writes the name anew each time somebody saves, and no paper takes it over: so it is only told."""
    names = [element for element in root.iter(etree.Element) if etree.QName(element).localname in _PERSONS]
    if any((element.text or "").strip() for element in names):
        yield Problem(
            place,
            "author-name",
            _("the file's properties say who wrote it; papers leave it out"),
            _("before you send the template to others: File, Info, Inspect document"),
            Level.INFO,
        )


def _outside(root: Any, place: Place) -> Iterator[Problem]:
    for relation in root.iter(etree.Element):
        kind = relation.get("Type") or ""
        if relation.get("TargetMode") != "External" or kind.endswith(_LINK):
            continue
        yield Problem(
            place,
            "outside-link",
            _("the template fetches something from elsewhere ({kind}); papers leave it out").format(
                kind=kind.rpartition("/")[2][:40]
            ),
            _("take it off in Word: an attached template under Developer, Document Template"),
            Level.WARNING,
        )


def _defined(styles: bytes) -> frozenset[str]:
    if not styles:
        return frozenset()
    return frozenset(style.get(W + "styleId") or "" for style in parse(styles).iter(W + "style"))


def _missing_styles(root: Any, defined: frozenset[str], place: Place) -> Iterator[Problem]:
    told: set[str] = set()
    number = 0
    for element in root.iter(etree.Element):
        if element.tag == W + "p":
            number += 1
        style = element.get(W + "val") or "" if element.tag in _USED else ""
        if style and style not in defined and style not in told:
            told.add(style)
            yield Problem(
                Place(place.file, place.sheet_order, place.sheet, number + _USED[element.tag]),
                "missing-style",
                _("the style {style} is not in the template, so the paragraph looks like plain text").format(
                    style=style[:60]
                ),
                _("give the paragraph one of the template's own styles"),
                Level.WARNING,
            )
