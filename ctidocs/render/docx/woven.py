"""A part's source with tags, proved: whatever branch is taken, however often a loop runs, its XML stays well-formed.

The proof is one pass over the source with the stack of open elements: a loop must leave the stack as it found it, and
the branches of a condition must leave the same one. So no paper has to be parsed to know that it is whole. On the way
each tag is told where it stands: in a table a blank prints nothing, in an attribute there are no line breaks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment

from ctidocs.language import gettext as _

IN_CELL, FLAT, AS_RUN = "celle", "flad", "løb"  # filters of the environment
_NAME = re.compile(r"<([/?!]?[^\s<>/\"']*)")
_MARK = re.compile(r"[\"'<>]")
_PRINTED = re.compile(r"\{\{[-+]?(.*?)-?\}\}\s*", re.S)  # an end that trims takes the blanks after it along
_TEXT_ELEMENT, _CELL, _PARAGRAPH = "w:t", "w:tc", "w:p"
_FORWARD, _END = ("else", "elif"), "end"
_OPENING = ("for", "if")


class NotWhole(Exception):
    """A tag that would tear a document: its own words, and why."""


@dataclass(frozen=True, slots=True)
class _State:
    """The elements open at one point; the name of a tag whose attributes are not over yet, and the quote open in it."""

    stack: tuple[str, ...] = ()
    tag: str = ""
    quote: str = ""


@dataclass(slots=True)
class _Block:
    """A condition or loop that is open: how it was written, the state where it began and where its branches ended."""

    words: str
    start: _State
    ends: list[_State]
    has_else: bool = False


def woven(source: str, environment: Environment) -> str:
    """The source, each printed tag with the filter that its place needs. NotWhole where it could tear a document."""
    weaver = _Weaver()
    return "".join(weaver.piece(kind, words) for kind, words in _pieces(source, environment))


def _pieces(source: str, environment: Environment) -> Iterator[tuple[str, str]]:
    """The source cut into data, variables, blocks and comments, exactly as Jinja cuts it."""
    kind, words = "", ""
    for _line, token, text in environment.lex(source):
        if token == "data" and not kind:
            yield "data", text
            continue
        if token.endswith("_begin"):
            kind, words = token.removesuffix("_begin"), ""
        words += text
        if token.endswith("_end"):
            yield kind, words
            kind = ""
    if kind:
        yield "unclosed", words  # for the parser, which says what is missing


class _Weaver:
    """The pass itself: the state of the XML, and the blocks that are open."""

    def __init__(self) -> None:
        self.state = _State()
        self.blocks: list[_Block] = []

    def piece(self, kind: str, words: str) -> str:
        """One piece of the source as it is to be compiled."""
        if kind == "data":
            self.state = _after(self.state, words)
            return words
        if kind == "variable":
            return self._printed(words)
        if kind == "block":
            self._block(words)
        return words

    def _printed(self, words: str) -> str:
        """A printed tag with the filter of its place."""
        stack = self.state.stack
        printed = _PRINTED.fullmatch(words)
        inner = printed[1].strip() if printed else ""
        if not inner:
            return words
        if _CELL in stack and not self.state.tag:
            inner = f"({inner})|{IN_CELL}"
        if self.state.tag or not stack or stack[-1] not in (_TEXT_ELEMENT, _PARAGRAPH):
            inner = f"({inner})|{FLAT}"
        elif stack[-1] == _PARAGRAPH:
            inner = f"({inner})|{AS_RUN}"
        return f"{{{{ {inner} }}}}"

    def _block(self, words: str) -> None:
        name = next(iter(words.strip("{}%+- \n\t").split()), "")
        if name in _OPENING:
            self.blocks.append(_Block(words, self.state, []))
        elif name in _FORWARD and self.blocks:
            block = self.blocks[-1]
            block.ends.append(self.state)
            block.has_else = block.has_else or name == "else"
            self.state = block.start
        elif name.startswith(_END) and self.blocks:
            self._close(self.blocks.pop())

    def _close(self, block: _Block) -> None:
        ends = {*block.ends, self.state}
        if not block.has_else or "for" in block.words.split()[:2]:
            ends.add(block.start)
        if len(ends) > 1:
            raise NotWhole(block.words)


def _after(state: _State, text: str) -> _State:
    """The state after some XML. NotWhole where an element is closed that is not open."""
    at = 0
    if state.tag:
        state, at = _after_attributes(state, text, 0)
    while not state.tag and (start := text.find("<", at)) >= 0:
        name = _NAME.match(text, start)
        if name is None:
            raise NotWhole(text[start : start + 20])
        state, at = _after_attributes(_State(state.stack, name[1] or name[0]), text, name.end())
    return state


def _after_attributes(state: _State, text: str, at: int) -> tuple[_State, int]:
    """The state and the place after the attributes of the open tag; still inside it where the text ends first."""
    quote = state.quote
    for mark in _MARK.finditer(text, at):
        if quote:
            if mark[0] == "<":
                break
            quote = "" if mark[0] == quote else quote
        elif mark[0] == ">":
            return _State(_opened_or_closed(state, text[mark.start() - 1 : mark.start()])), mark.end()
        elif mark[0] == "<":
            break
        else:
            quote = mark[0]
    else:
        return _State(state.stack, state.tag, quote), len(text)
    raise NotWhole(state.tag)


def _opened_or_closed(state: _State, last: str) -> tuple[str, ...]:
    """The stack after a whole tag; `last`: the sign before its end."""
    if state.tag.startswith("/"):
        if not state.stack or state.stack[-1] != state.tag[1:]:
            raise NotWhole(f"<{state.tag}>")
        return state.stack[:-1]
    return state.stack if last in ("/", "?") else (*state.stack, state.tag)


def why_not_whole(words: str) -> str:
    """What is told of a NotWhole."""
    return _("{tag} does not end where it began: in the same paragraph, cell or table row").format(tag=words)
