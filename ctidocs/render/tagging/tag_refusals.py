"""What is told of a tag whose words are misspelt, cannot be understood, or ask for what no template may do."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ctidocs.language import gettext as _
from ctidocs.render.tagging.tag_names import Scope, meant_hint, tag_form
from ctidocs.render.tagging.tag_scan import Fault, Tag, rewritten, short
from ctidocs.render.tagging.tags import Group

OPENING = {"for": "endfor", "if": "endif"}
CLOSING = {end: begin for begin, end in OPENING.items()}
BRANCHES = ("else", "elif")
CELLS = ("cellbg", "colspan")  # docxtpl's own words, with a value
MERGED = ("vm", "hm")  # and those without
KNOWN_WORDS = (*OPENING, *CLOSING, *BRANCHES, "set", *CELLS, *MERGED)
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # as docxtpl reads them
_REFUSED_WORDS = ("include", "import", "from", "extends", "macro", "endmacro", "call", "endcall", "block", "endblock",
                  "filter", "endfilter", "with", "endwith", "raw", "endraw", "autoescape", "endautoescape", "do",
                  "endset", "trans", "endtrans", "break", "continue", "debug")  # fmt: skip
_PREFIXES = ("tr", "tc", "p", "r")
_CALCULATING = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Concat)
_INNER_FILTERS = frozenset({"celle", "flad", "løb"})  # the engine's own
_OTHER_QUOTES = re.compile("[„‟‚‛«»‹›´`″′]")
_DEEPEST = 3  # loops in loops


def meant_word(word: str) -> str:
    """The word that a misspelt one was meant to be, "" where none is near."""
    near = difflib.get_close_matches(word[:40].lower(), KNOWN_WORDS, n=1, cutoff=0.6)
    return near[0] if near and word not in _REFUSED_WORDS else ""


def with_known_word(tag: Tag) -> Tag | None:
    """A tag with a misspelt first word, or a space before its p, tr or tc, as it was meant; None where unclear."""
    word = tag.word
    rest = tag.words.removeprefix(word).strip()
    if word in _PREFIXES and not tag.prefix and rest.split(maxsplit=1)[:1] and rest.split()[0] in KNOWN_WORDS:
        return replace(tag, prefix=word, words=rest)
    near = meant_word(word)
    return replace(tag, words=f"{near} {rest}".strip()) if near else None


def refusal(node: nodes.Node, tag: Tag, scope: Scope) -> Fault | None:
    if node.find(nodes.Call) or isinstance(node, nodes.Call):
        return Fault(
            "refused-tag",
            _("{tag} calls something, and nothing runs in a template").format(tag=tag.shown),
            _("write the field alone, with a filter such as |kort to shape it"),
        )
    if any(isinstance(found, _CALCULATING) for found in (node, *node.find_all(nodes.Expr))):
        name = _meant_by_spaces(tag, scope)
        if name:
            return _space_fault(tag, name, scope)
        return Fault(
            "refused-tag",
            _("{tag} calculates or joins, and a template only prints").format(tag=tag.shown),
            _("write two tags beside each other; what is worked out must be a field: ctidocs fields lists them"),
        )
    if any(choice.expr2 is None for choice in (node, *node.find_all(nodes.CondExpr))
           if isinstance(choice, nodes.CondExpr)):  # fmt: skip
        return Fault(
            "unreadable-tag",
            _("{tag} does not say what to print otherwise").format(tag=tag.shown),
            _("add else and what to print: {example}").format(example="{{ 'a' if m.x else 'b' }}"),
        )
    return None


def filter_faults(node: nodes.Node, environment: ImmutableSandboxedEnvironment) -> Iterator[Fault]:
    filters = [found for found in (node, *node.find_all(nodes.Filter)) if isinstance(found, nodes.Filter)]
    known = sorted(environment.filters.keys() - _INNER_FILTERS)
    for name in dict.fromkeys(found.name for found in filters if found.name not in environment.filters):
        near = difflib.get_close_matches(name[:40].lower(), known, n=1, cutoff=0.5)
        yield Fault(
            "unknown-filter",
            _("there is no filter {name}").format(name=f"|{name}"),
            _("did you mean {tags}?").format(tags=f"|{near[0]}")
            if near
            else _("the filters are {filters}").format(filters=", ".join(known)),
        )
    for name in dict.fromkeys(test.name for test in node.find_all(nodes.Test) if test.name not in environment.tests):
        yield Fault(
            "unknown-filter",
            _("there is no test {name}").format(name=f"is {name}"),
            _("write the condition with ==, != or in"),
        )


def why_unreadable(tag: Tag, scope: Scope) -> Fault:
    words = tag.words
    if found := _OTHER_QUOTES.search(words):
        return Fault(
            "wrong-quotes",
            _("the quotation mark {mark} in {tag} cannot be used there").format(mark=found[0], tag=tag.shown),
            _('write it with the same straight quotes on both sides: "ja"'),
        )
    plain = words.translate(STRAIGHT)
    if plain.count('"') % 2 or (plain.count("'") % 2 and '"' not in plain):
        return Fault(
            "wrong-quotes",
            _("a quotation mark in {tag} has no other one").format(tag=tag.shown),
            _('write it with the same straight quotes on both sides: "ja"'),
        )
    name = _meant_by_spaces(tag, scope)
    return _space_fault(tag, name, scope) if name else unreadable(tag)


def wrong_sign(tag: Tag) -> Fault:
    if tag.hard_space:
        return Fault(
            "unreadable-tag",
            _("{tag} has a hard space or a tab in it").format(tag=tag.shown),
            _("type an ordinary space in its place: {tag}").format(tag=short(rewritten(tag))),
        )
    return Fault(
        "unreadable-tag",
        _("{tag} has a {percent} or a {brace} between its ends").format(tag=tag.shown, percent="%", brace="}"),
        _("take it out; what is compared with stands in a field of the document"),
    )


def unknown_word(tag: Tag, mended: Tag | None) -> Fault:
    if tag.word in _REFUSED_WORDS:
        return Fault(
            "refused-tag",
            _("{word} is not for templates").format(word=tag.word),
            _("write the text itself into the template; nothing is fetched or run from it"),
        )
    return Fault(
        "unknown-tag-word",
        _("{tag} does not begin with a word that is known").format(tag=tag.shown),
        _("did you mean {tags}?").format(tags=short(rewritten(mended)))
        if mended
        else _("a tag begins with if, elif, else, endif, for, endfor or set; a field is printed with two braces"),
    )


def too_deep(tag: Tag, depth: int) -> Fault | None:
    """What is told of a loop that stands in so many others."""
    if depth < _DEEPEST:
        return None
    return Fault(
        "too-deep",
        _("{tag} stands in {count} loops already").format(tag=tag.shown, count=_DEEPEST),
        _("take out the innermost loop; no field of a paper is that deep"),
    )


def unreadable(tag: Tag) -> Fault:
    examples = {
        "for": _("write it like this: {example}").format(example=f"{{%{tag.prefix} for m in plan %}}"),
        "if": _("after if stands a field, or a field, == and a word in quotes: {example}").format(
            example=f'{{%{tag.prefix} if m.status == "nået" %}}'
        ),
        "elif": _("after elif stands a field, or a field, == and a word in quotes: {example}").format(
            example=f'{{%{tag.prefix} elif m.status == "nået" %}}'
        ),
        "set": _("write it like this: {example}").format(example="{% set x = forløb.medarbejder %}"),
        "else": _("write it like this: {example}").format(example=f"{{%{tag.prefix} else %}}"),
    }
    printed = _("write it like this: {example}").format(example="{{ forløb.medarbejder }}")
    return Fault(
        "unreadable-tag",
        _("{tag} cannot be understood").format(tag=tag.shown),
        examples.get(tag.word, printed),
    )


def _meant_by_spaces(tag: Tag, scope: Scope) -> str:
    """The field that is meant where a name is written with spaces or signs, as the column's header is."""
    words = tag.words.removeprefix(tag.word).strip() if tag.kind == "{%" else tag.words
    if tag.word == "for":
        words = words.partition(" in ")[2]
    written = words.partition("|")[0].partition(" if ")[0].partition("==")[0].removeprefix("not ")
    name = ".".join(tag_form(piece) for piece in written.split("."))
    if scope.find(name):
        return name
    owner, _dot, last = name.rpartition(".")
    known = scope.find(owner) if owner else None
    if not isinstance(known, Group) or known.many or not last:
        return ""
    near = difflib.get_close_matches(last[:80], known.fields, n=1, cutoff=0.75)
    return f"{owner}.{near[0]}" if near else ""


def _space_fault(tag: Tag, name: str, scope: Scope) -> Fault:
    return Fault(
        "space-in-tag",
        _("a name in {tag} has a space or a sign in it").format(tag=tag.shown),
        meant_hint(name, scope, printed=tag.kind == "{{"),
    )
