"""The conditions and loops of a part: that each has its end, where it must be, and what is known inside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ctidocs.language import gettext as _
from ctidocs.render.tagging.places import Paragraph
from ctidocs.render.tagging.tag_names import Scope
from ctidocs.render.tagging.tag_refusals import BRANCHES, CLOSING, KNOWN_WORDS, OPENING, too_deep, with_known_word
from ctidocs.render.tagging.tag_scan import Fault, Tag, rewritten


@dataclass(frozen=True, slots=True)
class Found:
    """A fault at a tag of a paragraph."""

    paragraph: Paragraph
    tag: Tag
    fault: Fault


@dataclass(slots=True)
class _Open:
    """A condition or loop whose end has not come yet. `outer`: what was known before it."""

    word: str
    tag: Tag
    paragraph: Paragraph
    outer: Scope
    has_else: bool = False


@dataclass(slots=True)
class Blocks:
    """What is open at one point of a part, and what is known there.

    `loose`: the marks of paragraphs, rows and cells whose tags are told to stand wrongly already.
    """

    scope: Scope
    loose: set[int] = field(default_factory=set)
    stack: list[_Open] = field(default_factory=list)

    def take(self, tag: Tag, paragraph: Paragraph, inside: Scope) -> Iterator[Found]:
        """Open, branch or close what the tag says. `inside`: what is known after it."""
        if tag.word not in KNOWN_WORDS:
            tag = with_known_word(tag) or tag
        word = tag.word
        if word in OPENING:
            depth = sum(block.word == "for" for block in self.stack)
            fault = too_deep(tag, depth) if word == "for" else None
            if fault:
                yield Found(paragraph, tag, fault)
            self.stack.append(_Open(word, tag, paragraph, self.scope))
            self.scope = inside
        elif word in BRANCHES:
            yield from self._branch(word, tag, paragraph)
        elif word in CLOSING:
            yield from self._close(word, tag, paragraph)
        else:
            self.scope = inside

    def left_open(self) -> Iterator[Found]:
        """What has no end at the end of the part."""
        yield from (_without_end(block) for block in self.stack)

    def _branch(self, word: str, tag: Tag, paragraph: Paragraph) -> Iterator[Found]:
        block = self.stack[-1] if self.stack else None
        if block is None or (word == "elif" and block.word == "for") or block.has_else:
            yield Found(paragraph, tag, _stray(tag))
            return
        block.has_else = word == "else"
        yield from self._apart(block, tag, paragraph)
        if block.word == "for":
            self.scope = block.outer

    def _close(self, word: str, tag: Tag, paragraph: Paragraph) -> Iterator[Found]:
        opening = CLOSING[word]
        if not any(block.word == opening for block in self.stack):
            yield Found(paragraph, tag, _stray(tag))
            return
        while self.stack[-1].word != opening:  # what stands open inside it misses its own end
            yield _without_end(self.stack.pop())
        block = self.stack.pop()
        yield from self._apart(block, tag, paragraph)
        if block.word == "for":
            gone = {name: path for name, path in self.scope.lists.items() if name not in block.outer.lists}
            self.scope = replace(block.outer, ended={**self.scope.ended, **gone})

    def _apart(self, block: _Open, tag: Tag, paragraph: Paragraph) -> Iterator[Found]:
        """The end or branch of a block that cannot belong to its beginning, where nothing is told of the two yet."""
        marks = {m for p in (block.paragraph, paragraph) for m in (p.mark, p.row, p.cell)}
        fault = None if marks & self.loose else _apart(block, tag, paragraph)
        if fault:
            yield Found(paragraph, tag, fault)


def _without_end(block: _Open) -> Found:
    end = rewritten(block.tag, words=OPENING[block.word])
    hint = {
        "": _("write {end} where it is to stop"),
        "r": _("write {end} where it is to stop"),
        "p": _("write {end} in a paragraph of its own, where it is to stop"),
        "tr": _("write {end} in a table row of its own, below the rows that it is about"),
        "tc": _("write {end} in a cell of its own, after the cells that it is about"),
    }
    fault = Fault(
        "missing-end",
        _("{tag} has no {end}").format(tag=block.tag.shown, end=end),
        hint[block.tag.prefix].format(end=end),
    )
    return Found(block.paragraph, block.tag, fault)


def _stray(tag: Tag) -> Fault:
    begin = rewritten(tag, words="for … in …" if tag.word == "endfor" else "if …")
    return Fault(
        "stray-end",
        _("{tag} belongs to nothing that is open here").format(tag=tag.shown),
        _("delete it, or write the {begin} that it belongs to before it").format(begin=begin),
    )


def _apart(block: _Open, tag: Tag, paragraph: Paragraph) -> Fault | None:
    """What is told of an end that is written otherwise than its beginning, or stands in another place."""
    begin = block.tag
    if tag.prefix != begin.prefix:
        return Fault(
            "torn-block",
            _("{tag} belongs to {begin}, and the two are not written alike").format(tag=tag.shown, begin=begin.shown),
            _("write it as {tag}").format(tag=rewritten(tag, prefix=begin.prefix)),
        )
    if _home(tag, paragraph) != _home(begin, block.paragraph):
        return Fault(
            "torn-block",
            _("{tag} does not stand in the same place as {begin}").format(tag=tag.shown, begin=begin.shown),
            _("put both in the same cell or text box; whole rows are repeated with {rows}").format(rows="{%tr … %}"),
        )
    return None


def _home(tag: Tag, paragraph: Paragraph) -> int:
    """What must hold both ends of a block."""
    if paragraph.aside:
        return paragraph.mark
    return {"tr": paragraph.table, "tc": paragraph.row}.get(tag.prefix, paragraph.home)
