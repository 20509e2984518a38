"""Tags that take their whole paragraph, row or cell along: that nothing else stands in it, for it would vanish."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ctidocs.language import gettext as _
from ctidocs.render.tagging.blocks import Found
from ctidocs.render.tagging.places import Paragraph, Part, around
from ctidocs.render.tagging.tag_refusals import CELLS, MERGED
from ctidocs.render.tagging.tag_scan import Fault, Tag, rewritten

TAKES_ALONG = ("p", "tr", "tc")
_SHOWN = 30  # characters of what would vanish


@dataclass(slots=True)
class Alone:
    """What stands in each paragraph, row and cell of a part. `told`: those that are told already, each once."""

    part: Part
    sizes: Counter[int] = field(default_factory=Counter)
    holds: dict[int, list[Paragraph]] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for paragraph in self.part.paragraphs:
            if not paragraph.aside:
                size = _size(paragraph.text)
                for mark in {paragraph.mark, paragraph.row, paragraph.cell} - {0}:
                    self.sizes[mark] += size
                    self.holds.setdefault(mark, []).append(paragraph)

    def look(self, tag: Tag, paragraph: Paragraph) -> Iterator[Found]:
        """The fault of a tag with something beside it, or outside the table that it is for."""
        if tag.word in (*CELLS, *MERGED) and (paragraph.aside or not paragraph.cell):
            yield Found(paragraph, tag, _outside(tag))
        if tag.prefix not in TAKES_ALONG or tag.kind == "{{":
            return
        mark = {"p": paragraph.mark, "tr": paragraph.row, "tc": paragraph.cell}[tag.prefix]
        if paragraph.aside or not mark:
            yield Found(paragraph, tag, _outside(tag))
        elif mark not in self.told and (mark in self.part.full or self.sizes[mark] > _size(tag.written)):
            self.told.add(mark)
            yield Found(paragraph, tag, _beside(tag, self._other(tag, paragraph, mark)))

    def _other(self, tag: Tag, paragraph: Paragraph, mark: int) -> str:
        """The beginning of what else stands there; "" where it is a picture."""
        for near in (paragraph, *self.holds.get(mark, ())[:20]):
            text = near.text[: tag.start] + near.text[tag.end :] if near is paragraph else near.text
            if text.strip():
                text = text[: tag.start].strip() or text.strip() if near is paragraph else text.strip()
                return around(text, 0, min(len(text), _SHOWN))
        return ""


def _size(text: str) -> int:
    """How many characters it has but for blanks."""
    return len("".join(text.split()))


def _outside(tag: Tag) -> Fault:
    about_cell = tag.word in (*CELLS, *MERGED)
    return Fault(
        "outside-table",
        _("{tag} is for tables, and stands outside one").format(tag=tag.shown),
        _("move it into the table cell that it is about, or delete it")
        if about_cell
        else _("write {tag} in a paragraph of its own, or move it into a table").format(tag=rewritten(tag, prefix="p")),
    )


def _beside(tag: Tag, other: str) -> Fault:
    message = {
        "p": _("{tag} takes its whole paragraph away, and with it {other}"),
        "tr": _("{tag} takes its whole table row away, and with it {other}"),
        "tc": _("{tag} takes its whole cell away, and with it {other}"),
    }
    hint = {
        "p": _("give it a paragraph of its own, or write it without p: {tag}"),
        "tr": _("give it a table row of its own, or write it without tr: {tag}"),
        "tc": _("give it a cell of its own, or write it without tc: {tag}"),
    }
    words = f"“{other}”" if other else _("a picture or a table")
    return Fault(
        "text-beside-tag",
        message[tag.prefix].format(tag=tag.shown, other=words),
        hint[tag.prefix].format(tag=rewritten(tag, prefix="")),
    )
