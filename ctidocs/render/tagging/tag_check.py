"""Every mistake in the tags of a template, with the part and the words round it, before anything is made of it.

Each tag is read alone and in its place, so that one broken tag hides no other, in branches that no case takes too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from ctidocs.language import gettext as _
from ctidocs.problems import Place, Problem
from ctidocs.render.environment import paper_environment
from ctidocs.render.tagging.alone import Alone
from ctidocs.render.tagging.blocks import Blocks, Found
from ctidocs.render.tagging.places import (
    CORE,
    FILLED,
    SHOWN,
    TITLE,
    Part,
    around,
    in_order,
    parse,
    part_word,
    read_part,
    texts_of,
    title_of,
)
from ctidocs.render.tagging.tag_names import Scope
from ctidocs.render.tagging.tag_refusals import KNOWN_WORDS, meant_word
from ctidocs.render.tagging.tag_scan import ENDS, Fault, State, Tag, rewritten, scan, short
from ctidocs.render.tagging.tag_words import guessed_scope, read_tag
from ctidocs.render.tagging.tags import Known

_BLOCK_TAG = re.compile(r"\{%[^{}]*%\}")
_ONLY_TAGS = 200  # characters of a paragraph that may be tags only
MOST_TAGS = 5000  # of one template; a paper of twenty pages has three hundred
_LEFT = re.compile(r"\{\{|\{%|%7[bB](?:%7[bB]|%25)")  # what is left of a tag that is not filled; %7B: in an address


def check_tags(
    parts: Mapping[str, bytes],
    *,
    name: str,
    fields: Mapping[str, Known],
    described: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Every mistake in reading order. `parts`: all members of the template; `fields`: what its tags may name;
    `described`: a field's column in words, by its whole name ("forløb.medarbejder").
    """
    return tuple(sorted(dict.fromkeys(_looked(parts, name, fields, described or {}).problems), key=_place))


def used_fields(parts: Mapping[str, bytes], *, fields: Mapping[str, Known]) -> frozenset[str]:
    """The fields that the tags name, by their whole names, and the lists they go through."""
    return frozenset(_looked(parts, "", fields, {}).used)


def _place(problem: Problem) -> Place:
    return problem.place


def _looked(
    parts: Mapping[str, bytes], name: str, fields: Mapping[str, Known], described: Mapping[str, str]
) -> "_Look":
    look = _Look(name, Scope(fields, described))
    for order, member in enumerate(in_order(parts), start=1):
        if not member.endswith((".xml", ".rels")) or look.tags >= MOST_TAGS:
            continue
        try:
            _check_part(look, order, member, parts[member])
        except etree.XMLSyntaxError:
            continue  # that a part is damaged is told by whoever opens the template
    return look


@dataclass(slots=True)
class _Look:
    """What is found so far: the mistakes, the fields that are used, and how many tags were read."""

    name: str
    scope: Scope
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    tags: int = 0


def _check_part(look: _Look, order: int, member: str, data: bytes) -> None:
    if member == CORE:
        _check_filled(look, order, member, title_of(data))
    elif FILLED.fullmatch(member):
        _check_filled(look, order, member, read_part(data))
        return
    if _is_left(member, data):
        place = Place(look.name, order, part_word(member))
        look.problems.append(
            Problem(
                place,
                "tag-not-filled",
                _("there is a tag in it, and nothing is filled here: {words}").format(words=_left(member, data)),
                _("move the tag into the text, the header or the footer, and delete it here"),
            )
        )


def _is_left(member: str, data: bytes) -> bool:
    return bool(_left(member, data))


def _left(member: str, data: bytes) -> str:
    """The words round the first tag that would be left as it is, "" where there is none."""
    if b"{" not in data and b"%7" not in data:
        return ""
    if member == CORE:
        root = parse(data)
        for title in root.findall(f".//{TITLE}"):
            title.text = ""
        data = etree.tostring(root)
    for text in texts_of(data):
        if found := _LEFT.search(text):
            return f"“{around(text, found.start(), min(len(text), found.start() + 30))}”"
    return ""


def _check_filled(look: _Look, order: int, member: str, part: Part) -> None:
    word = _("title") if member == CORE else part_word(member)
    before = _before(part)
    for found in _mistakes(look, part):
        place = Place(look.name, order, word, found.paragraph.number)
        message = _where(found, before).format(fault=found.fault.message)
        look.problems.append(Problem(place, found.fault.code, message, found.fault.hint))


def _mistakes(look: _Look, part: Part) -> Iterator[Found]:
    environment = paper_environment()
    alone = Alone(part)
    blocks = Blocks(look.scope, alone.told)
    for paragraph in part.paragraphs:
        for tag in islice(scan(paragraph.text), MOST_TAGS - look.tags):
            look.tags += 1
            yield from alone.look(tag, paragraph)
            if tag.kind == "{#" and tag.state is State.WHOLE:
                continue
            if tag.state is not State.WHOLE:
                yield Found(paragraph, tag, _half(tag))
                inside = guessed_scope(tag, blocks.scope)
            else:
                reading = read_tag(tag, blocks.scope, environment)
                yield from (Found(paragraph, tag, fault) for fault in reading.faults)
                inside = reading.scope
                look.used.update(reading.used)
            meant = _meant(tag)
            if meant.kind == "{%":
                yield from blocks.take(meant, paragraph, inside)
        if look.tags >= MOST_TAGS:
            yield Found(paragraph, next(scan(paragraph.text)), _too_many())
            return
    yield from blocks.left_open()


def _half(tag: Tag) -> Fault:
    """What is told of a tag that has lost one of its ends."""
    end = ENDS[tag.kind]
    if tag.state is State.UNOPENED:
        return Fault(
            "half-tag",
            _("{tag} has no {begin} before it").format(tag=tag.shown, begin=tag.kind),
            _("write it as {tag}").format(tag=_mended(tag)),
        )
    if tag.state is State.WRONG_END:
        wrong = tag.written[-2:]
        return Fault(
            "half-tag",
            _("{tag} begins with {begin} and ends with {end}").format(tag=tag.shown, begin=tag.kind, end=wrong),
            _("write it as {tag}").format(tag=_mended(tag)),
        )
    whole = tag.words and "}" in tag.written
    return Fault(
        "half-tag",
        _("{tag} has no {end} after it in the same paragraph").format(tag=tag.shown, end=end),
        _("write it as {tag}").format(tag=_mended(tag)) if whole else _("write {end} where it ends").format(end=end),
    )


def _meant(tag: Tag) -> Tag:
    """A tag with two ends that do not fit, with the one that its first word asks for; every other as it is."""
    if tag.state is not State.WRONG_END:
        return tag
    first = next(iter(tag.words.split()), "")
    is_block = first in KNOWN_WORDS or (tag.kind == "{%" and meant_word(first))
    return replace(tag, kind="{%" if is_block else "{{")


def _mended(tag: Tag) -> str:
    """The tag with both its ends."""
    return rewritten(_meant(tag), words=short(" ".join(tag.words.split())))


def _too_many() -> Fault:
    return Fault(
        "too-many-tags",
        _("there are more than {count} tags in the template; the rest is not looked at").format(count=MOST_TAGS),
        _("take out what is not needed, or begin anew from the packaged template"),
    )


def _before(part: Part) -> dict[int, str]:
    """For each paragraph with nothing but {% tags in it, where words say little: the words that come before it."""
    last, before = "", {}
    for paragraph in part.paragraphs:
        text = paragraph.text.strip()
        if paragraph.aside or not text:
            continue
        if len(text) < _ONLY_TAGS and not _BLOCK_TAG.sub("", text).strip():
            before[paragraph.mark] = last
        else:
            last = text[-SHOWN:] if len(text) <= SHOWN else "…" + text[-SHOWN:].partition(" ")[2]
    return before


def _where(found: Found, before: Mapping[int, str]) -> str:
    """The message's frame: the words round the tag, or where they say nothing, those before it."""
    last = before.get(found.paragraph.mark, "")
    if last:
        return _framed(_("after “{words}”: {fault}"), " ".join(last.split()))
    return _framed(_("in “{words}”: {fault}"), around(found.paragraph.text, found.tag.start, found.tag.end))


def _framed(frame: str, words: str) -> str:
    braced = words.replace("{", "{{").replace("}", "}}")
    return frame.format(words=braced, fault="{fault}")
