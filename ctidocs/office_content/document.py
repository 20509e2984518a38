"""A Word document -> its lines: body, headers and footers, notes, comments, charts, title."""

import re
from collections.abc import Iterable
from typing import Any

from ctidocs.office_content.looks import is_on
from ctidocs.office_content.names import TITLE, A, C, R, W
from ctidocs.office_content.package import Package
from ctidocs.office_content.story import Story, lines_of
from ctidocs.office_content.written import Written, mark, one_spaced, plain

_EVEN = re.compile(rb"<\w+:evenAndOddHeaders\b[^<>]*>")
_OFF = re.compile(rb"""\bval\s*=\s*["'](?:0|false|off)["']""")
_Group = tuple[str, ...]


def document_written(package: Package) -> Written:
    """All that stands in the document. LookupError or ValueError where it is none."""
    main = package.main()
    root = package.tree(main)
    if root.tag != f"{W}document":
        raise ValueError(main)
    body, notes = lines_of(root, Story.of(package, main))
    seen, unseen = _headers(package, main, root)
    said, unsaid = _notes(package, main, notes)
    lines = (*body, *seen, *said, *_comments(package, main), *_charts(package, main), *title(package))
    return Written(lines, tuple(plain((*lines, *unseen, *unsaid))))


def title(package: Package) -> _Group:
    """The document's title, where it has one."""
    for part in package.related("", "core-properties"):
        text = one_spaced(package.tree(part).findtext(TITLE) or "")
        return (mark("title"), text) if text else ()
    return ()


def _headers(package: Package, main: str, root: Any) -> tuple[_Group, _Group]:
    """The different texts of headers and of footers, however many parts repeat them; and those that no page shows.

    A first page's header stays in the file where its section has none any more; LibreOffice changes such ones.
    """
    sections = list(root.iter(f"{W}sectPr"))
    shown = {"default"}
    if any(is_on(section.find(f"{W}titlePg")) for section in sections):
        shown.add("first")
    if any(_has_even_headers(package.take(part)) for part in package.related(main, "settings")):
        shown.add("even")
    targets = package.relations(main)
    names = [f"{W}headerReference", f"{W}footerReference"]
    uses = [each for section in sections for each in section.iterchildren(*names)]
    used = {targets[each.get(f"{R}id")].target for each in uses if (each.get(f"{W}type") or "default") in shown}
    seen: list[str] = []
    unseen: list[str] = []
    for kind in ("header", "footer"):
        parts = package.related(main, kind)
        groups = {part: tuple(lines_of(package.tree(part), Story.of(package, part))[0]) for part in parts}
        seen += _sorted(kind, {group for part, group in groups.items() if part in used})
        unseen += (line for part, group in groups.items() if part not in used for line in group)
    return tuple(seen), tuple(unseen)


def _has_even_headers(settings: bytes) -> bool:
    found = _EVEN.search(settings)
    return found is not None and not _OFF.search(found[0])


def _notes(package: Package, main: str, wanted: Iterable[tuple[str, str]]) -> tuple[_Group, _Group]:
    """The notes in the order in which the text calls them, for programs number them anew; and those never called."""
    notes = {
        (kind, each.get(f"{W}id")): lines_of(each, Story.of(package, part))[0]
        for kind in ("footnotes", "endnotes")
        for part in package.related(main, kind)
        for each in package.tree(part)
    }
    called = [line for key in dict.fromkeys(wanted) for line in (mark("note"), *notes.pop(key, ()))]
    return tuple(called), tuple(line for lines in notes.values() for line in lines)


def _comments(package: Package, main: str) -> _Group:
    """The comments, sorted: their numbers and order are the programs' own."""
    parts = [(part, package.tree(part)) for part in package.related(main, "comments")]
    return _sorted(
        "comment", [tuple(lines_of(each, Story.of(package, part))[0]) for part, root in parts for each in root]
    )


def _charts(package: Package, main: str) -> _Group:
    """The words and figures of charts and diagrams, which stand in parts of their own."""
    parts = [part for kind in ("chart", "diagramData") for part in package.related(main, kind)]
    texts = (one_spaced(each.text or "") for part in parts for each in package.tree(part).iter(f"{A}t", f"{C}v"))
    return tuple(text for text in texts if text)


def _sorted(kind: str, groups: Iterable[_Group]) -> _Group:
    return tuple(line for group in sorted(groups) if group or kind == "comment" for line in (mark(kind), *group))
