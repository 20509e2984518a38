"""What stands inside one tag: whether it can be understood, is allowed, and names what there is."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ctidocs.language import gettext as _
from ctidocs.render.tag_names import (
    Scope,
    group_fault,
    list_fault,
    meant_hint,
    name_fault,
    nearest,
    shown,
    tag_form,
)
from ctidocs.render.tag_scan import Fault, Tag, rewritten, short
from ctidocs.render.tags import ANYTHING, Group, Known, Value, names_in, resolve

OPENING = {"for": "endfor", "if": "endif"}
CLOSING = {end: begin for begin, end in OPENING.items()}
BRANCHES = ("else", "elif")
_CELLS = ("cellbg", "colspan")  # docxtpl's own words, with a value
_MERGED = ("vm", "hm")  # and those without
KNOWN_WORDS = (*OPENING, *CLOSING, *BRANCHES, "set", *_CELLS, *_MERGED)
_REFUSED_WORDS = ("include", "import", "from", "extends", "macro", "endmacro", "call", "endcall", "block", "endblock",
                  "filter", "endfilter", "with", "endwith", "raw", "endraw", "autoescape", "endautoescape", "do",
                  "endset", "trans", "endtrans", "break", "continue", "debug")  # fmt: skip
_PREFIXES = ("tr", "tc", "p", "r")
_CALCULATING = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Concat)
_INNER_FILTERS = frozenset({"celle", "flad", "løb"})  # the engine's own
_LOOP = Group(dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), ANYTHING))
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # as docxtpl reads them
_OTHER_QUOTES = re.compile("[„‟‚‛«»‹›´`″′]")
_LONGEST = 500  # characters in one tag
_DEEPEST = 3  # loops in loops


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tag says: what is wrong with it, and for the tags after it what it names."""

    faults: tuple[Fault, ...]
    scope: Scope


def read_tag(tag: Tag, scope: Scope, environment: ImmutableSandboxedEnvironment) -> Reading:
    """What one whole tag says, read alone. The scope is the one inside it: with its loop variable, or what it sets."""
    word = tag.word
    if tag.kind == "{{":
        return Reading(tuple(_printing(tag, scope, environment)), scope)
    if tag.prefix and (tag.hard_space or set("%}") & set(tag.words)):
        return Reading((_wrong_sign(tag),), _guessed(tag, scope))
    if word in (*CLOSING, "else", *_MERGED):
        extra = tag.words != word and not word.startswith("end")
        return Reading((_unreadable(tag),) if extra else (), scope)
    if word not in KNOWN_WORDS:
        mended = with_known_word(tag)
        rest = read_tag(mended, scope, environment) if mended else Reading((), scope)
        return Reading((_unknown_word(tag, mended), *rest.faults), rest.scope)
    parsed = _parsed(tag, scope, environment)
    if isinstance(parsed, Fault):
        return Reading((parsed,), _guessed(tag, scope))
    faults = tuple(_faults(parsed, tag, scope, environment))
    if isinstance(parsed, nodes.For):
        return Reading((*faults, *_loop_faults(parsed, scope)), _in_loop(parsed, scope))
    if isinstance(parsed, nodes.Assign) and isinstance(parsed.target, nodes.Name):
        value = resolve(parsed.node, scope.names) or ANYTHING
        return Reading(faults, replace(scope, names={**scope.names, parsed.target.name: value}))
    return Reading(faults, scope)


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


def _parsed(tag: Tag, scope: Scope, environment: ImmutableSandboxedEnvironment) -> nodes.Node | Fault:
    """The tag's own node, or why it cannot be understood."""
    if len(tag.words) > _LONGEST:
        return Fault(
            "unreadable-tag",
            _("a tag is longer than {count} characters").format(count=_LONGEST),
            _("look for a missing end of a tag, or write it shorter"),
        )
    try:
        tree = environment.parse(_source(tag))
    except (TemplateSyntaxError, RecursionError, ValueError):
        return _why_unreadable(tag, scope)
    node = tree.body[0]
    if isinstance(node, nodes.Output):
        return node.nodes[0] if len(node.nodes) == 1 else _unreadable(tag)
    if isinstance(node, (nodes.For, nodes.Assign)) and not isinstance(node.target, nodes.Name):
        return _unreadable(tag)
    return node


def _source(tag: Tag) -> str:
    """The tag made a whole that Jinja reads alone."""
    words = tag.words.translate(_STRAIGHT)
    if tag.word in OPENING:
        return f"{{% {words} %}}{{% {OPENING[tag.word]} %}}"
    if tag.word == "elif":
        return f"{{% if true %}}{{% {words} %}}{{% endif %}}"
    if tag.word == "set":
        return f"{{% {words} %}}"
    return f"{{{{ {words.removeprefix(tag.word) if tag.word in _CELLS else words} }}}}"


def _printing(tag: Tag, scope: Scope, environment: ImmutableSandboxedEnvironment) -> Iterator[Fault]:
    parsed = _parsed(tag, scope, environment)
    if isinstance(parsed, Fault):
        yield parsed
        return
    found = tuple(_faults(parsed, tag, scope, environment))
    yield from found
    if found:
        return
    known = resolve(_unfiltered(parsed), scope.names)
    if isinstance(known, Group):
        name = tag.words.partition("|")[0].strip()
        yield list_fault(name, known) if known.many else group_fault(name, known, printed=True)
    elif tag.prefix and not (isinstance(known, Value) and known.rich and tag.prefix == "r"):
        yield Fault(
            "formatted-tag",
            _("{tag} is for a formatted text, and this is a plain one: it would vanish").format(tag=tag.shown),
            _("write {tag}").format(tag=rewritten(tag, prefix="")),
        )


def _unfiltered(node: nodes.Node) -> nodes.Node:
    """What a filter shapes; length, join and the like make one value of a list."""
    while isinstance(node, nodes.Filter) and node.node is not None and node.name not in ("length", "join", "first",
                                                                                        "last", "default"):  # fmt: skip
        node = node.node
    return node


def _faults(node: nodes.Node, tag: Tag, scope: Scope, environment: ImmutableSandboxedEnvironment) -> Iterator[Fault]:
    """What is wrong with the expressions of one tag: what is refused first, then filters, then names."""
    refused = _refusal(node, tag, scope)
    if refused:
        yield refused
        return
    yield from _filter_faults(node, environment)
    inside = _in_loop(node, scope) if isinstance(node, nodes.For) else scope
    for part in _parts(node):
        where = inside if isinstance(node, nodes.For) and part is node.test else scope
        for name in names_in(part):
            fault = name_fault(name, where, printed=tag.kind == "{{")
            if fault:
                yield fault


def _parts(node: nodes.Node) -> tuple[nodes.Node, ...]:
    """The expressions of a tag, without the names that it makes itself."""
    if isinstance(node, nodes.For):
        return (node.iter, node.test) if node.test is not None else (node.iter,)
    if isinstance(node, nodes.Assign):
        return (node.node,)
    if isinstance(node, nodes.If):
        return (node.elif_[0].test,) if node.elif_ else (node.test,)
    return (node,)


def _refusal(node: nodes.Node, tag: Tag, scope: Scope) -> Fault | None:
    if node.find(nodes.Call) or isinstance(node, nodes.Call):
        return Fault(
            "refused-tag",
            _("{tag} calls something, and nothing runs in a template").format(tag=tag.shown),
            _("write the field alone, with a filter such as |kort to shape it"),
        )
    if isinstance(node, _CALCULATING) or node.find(_CALCULATING):
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


def _filter_faults(node: nodes.Node, environment: ImmutableSandboxedEnvironment) -> Iterator[Fault]:
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


def _loop_faults(loop: nodes.For, scope: Scope) -> Iterator[Fault]:
    """A list that is none; one that is not known is told already."""
    source = loop.iter
    known = resolve(_unfiltered(source), scope.names) if _is_name(source) else None
    if known is None or known is ANYTHING or (isinstance(known, Group) and known.many):
        return
    name = _name(source)
    field = next((n for n, f in known.fields.items() if isinstance(f, Value)), "") if isinstance(known, Group) else ""
    printed = shown(f"{name}.{field}" if field else name, printed=True)
    yield Fault(
        "not-a-list",
        _("{name} is no list, so there is nothing to go through").format(name=name),
        _("print it without for: {tag}").format(tag=printed),
    )


def _is_name(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem))


def _name(node: nodes.Node) -> str:
    """A dotted name as it is written; "" where the expression is none."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (owner := _name(node.node)):
        return f"{owner}.{node.attr}"
    return ""


def _in_loop(loop: nodes.For, scope: Scope) -> Scope:
    """What is known inside a loop; a list that is misspelt counts as the nearest, so that its fields are checked."""
    assert isinstance(loop.target, nodes.Name)
    variable, name = loop.target.name, _name(loop.iter)
    known = resolve(loop.iter, scope.names)
    if known is None and name:
        words = name.split(".")
        owner = scope.find(".".join(words[:-1])) if len(words) > 1 else Group(scope.names)
        if isinstance(owner, Group):
            name = nearest(words[-1:], ".".join(words[:-1]), owner, scope)
            known = scope.find(name)
    return _with_variable(scope, variable, known, scope.full_name(name))


def _with_variable(scope: Scope, variable: str, known: Known | None, source: str) -> Scope:
    row = Group(known.fields) if isinstance(known, Group) and known.many else ANYTHING
    names = {**scope.names, variable: row, "loop": _LOOP}
    lists = {**{name: path for name, path in scope.lists.items() if name != variable}, variable: source}
    return replace(scope, names=names, lists=lists)


def _guessed(tag: Tag, scope: Scope) -> Scope:
    """The scope inside a tag that cannot be understood: what it probably names is taken for anything."""
    words = tag.words.split()
    if len(words) > 1 and words[1].isidentifier() and meant_word(words[0]) in ("for", "set"):
        return replace(scope, names={**scope.names, words[1]: ANYTHING, "loop": _LOOP})
    return scope


def guessed_scope(tag: Tag, scope: Scope) -> Scope:
    """The scope after a half tag, as far as its words tell."""
    return _guessed(tag, scope)


def too_deep(tag: Tag, depth: int) -> Fault | None:
    """What is told of a loop that stands in so many others."""
    if depth < _DEEPEST:
        return None
    return Fault(
        "too-deep",
        _("{tag} stands in {count} loops already").format(tag=tag.shown, count=_DEEPEST),
        _("take out the innermost loop; no field of a paper is that deep"),
    )


def _why_unreadable(tag: Tag, scope: Scope) -> Fault:
    words = tag.words
    if found := _OTHER_QUOTES.search(words):
        return Fault(
            "wrong-quotes",
            _("the quotation mark {mark} in {tag} cannot be used there").format(mark=found[0], tag=tag.shown),
            _('write it with the same straight quotes on both sides: "ja"'),
        )
    plain = words.translate(_STRAIGHT)
    if plain.count('"') % 2 or (plain.count("'") % 2 and '"' not in plain):
        return Fault(
            "wrong-quotes",
            _("a quotation mark in {tag} has no other one").format(tag=tag.shown),
            _('write it with the same straight quotes on both sides: "ja"'),
        )
    name = _meant_by_spaces(tag, scope)
    return _space_fault(tag, name, scope) if name else _unreadable(tag)


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


def _unreadable(tag: Tag) -> Fault:
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


def _unknown_word(tag: Tag, mended: Tag | None) -> Fault:
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


def _wrong_sign(tag: Tag) -> Fault:
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
