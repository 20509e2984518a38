"""What stands inside one tag: whether it can be understood, is allowed, and names what there is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ctidocs.language import gettext as _
from ctidocs.render.tagging.tag_names import Scope, group_fault, list_fault, name_fault, nearest, shown
from ctidocs.render.tagging.tag_refusals import (
    CELLS,
    CLOSING,
    KNOWN_WORDS,
    MERGED,
    OPENING,
    STRAIGHT,
    filter_faults,
    meant_word,
    refusal,
    unknown_word,
    unreadable,
    why_unreadable,
    with_known_word,
    wrong_sign,
)
from ctidocs.render.tagging.tag_scan import Fault, Tag, rewritten
from ctidocs.render.tagging.tags import ANYTHING, Group, Known, Value, names_in, resolve

_LOOP = Group(dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), ANYTHING))
_LONGEST = 500  # characters in one tag


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tag says: what is wrong with it, what is known after it, and the fields it names, by their whole names."""

    faults: tuple[Fault, ...]
    scope: Scope
    used: tuple[str, ...] = ()


def read_tag(tag: Tag, scope: Scope, environment: ImmutableSandboxedEnvironment) -> Reading:
    """What one whole tag says, read alone. The scope is the one inside it: with its loop variable, or what it sets."""
    word = tag.word
    if tag.prefix and (tag.hard_space or set("%}") & set(tag.words)):
        return Reading((wrong_sign(tag),), guessed_scope(tag, scope))
    if word in (*CLOSING, "else", *MERGED):
        extra = tag.words != word and not word.startswith("end")
        return Reading((unreadable(tag),) if extra else (), scope)
    if tag.kind == "{%" and word not in KNOWN_WORDS:
        mended = with_known_word(tag)
        rest = read_tag(mended, scope, environment) if mended else Reading((), scope)
        others = (fault for fault in rest.faults if fault.code != "unreadable-tag")
        return replace(rest, faults=(unknown_word(tag, mended), *others))
    parsed = _parsed(tag, scope, environment)
    if isinstance(parsed, Fault):
        return Reading((parsed,), guessed_scope(tag, scope))
    faults = tuple(_faults(parsed, tag, scope, environment))
    after, more = _after(parsed, tag, scope, faults)
    return Reading((*faults, *more), after, tuple(_used(parsed, scope)))


def _after(node: nodes.Node, tag: Tag, scope: Scope, faults: tuple[Fault, ...]) -> tuple[Scope, Iterable[Fault]]:
    """The scope after a tag, and what is wrong with what it prints or goes through."""
    if isinstance(node, nodes.For):
        return _in_loop(node, scope), _loop_faults(node, scope)
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        value = resolve(node.node, scope.names) or ANYTHING
        return replace(scope, names={**scope.names, node.target.name: value}), ()
    return scope, _printing(node, tag, scope) if tag.kind == "{{" and not faults else ()


def _used(node: nodes.Node, scope: Scope) -> Iterator[str]:
    """The fields that a tag names, by their whole names."""
    for part, known in _parts(node, scope):
        yield from (known.full_name(name) for found in names_in(part) if (name := _name(found)))


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
        return why_unreadable(tag, scope)
    node = tree.body[0]
    if isinstance(node, nodes.Output):
        printed = node.nodes[0]
        return unreadable(tag) if isinstance(printed, (nodes.Tuple, nodes.List, nodes.Dict)) else printed
    if isinstance(node, (nodes.For, nodes.Assign)) and not isinstance(node.target, nodes.Name):
        return unreadable(tag)
    return node


def _source(tag: Tag) -> str:
    """The tag made a whole that Jinja reads alone."""
    words = tag.words.translate(STRAIGHT)
    if tag.word in OPENING:
        return f"{{% {words} %}}{{% {OPENING[tag.word]} %}}"
    if tag.word == "elif":
        return f"{{% if true %}}{{% {words} %}}{{% endif %}}"
    if tag.word == "set":
        return f"{{% {words} %}}"
    return f"{{{{ {words.removeprefix(tag.word) if tag.word in CELLS else words} }}}}"


def _printing(node: nodes.Node, tag: Tag, scope: Scope) -> Iterator[Fault]:
    """What is wrong with a printed value that is known: that it is none, or not of the kind that the tag is for."""
    known = resolve(_unfiltered(node), scope.names)
    if isinstance(known, Group):
        name = tag.words.partition("|")[0].strip()
        yield list_fault(name, known) if known.many else group_fault(name, known, printed=True)
    elif tag.prefix and not (isinstance(known, Value) and known.rich and tag.prefix == "r"):
        yield Fault(
            "formatted-tag",
            _("{tag} is for formatted text, and this field is plain text").format(tag=tag.shown),
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
    refused = refusal(node, tag, scope)
    if refused:
        yield refused
        return
    yield from filter_faults(node, environment)
    for part, known in _parts(node, scope):
        for name in names_in(part):
            fault = name_fault(name, known, printed=tag.kind == "{{")
            if fault:
                yield fault


def _parts(node: nodes.Node, scope: Scope) -> Iterator[tuple[nodes.Node, Scope]]:
    """The expressions of a tag with what is known in each; the names that it makes itself are none."""
    if isinstance(node, nodes.For):
        yield node.iter, scope
        if node.test is not None:
            yield node.test, _in_loop(node, scope)
    elif isinstance(node, nodes.Assign):
        yield node.node, scope
    elif isinstance(node, nodes.If):
        yield (node.elif_[0] if node.elif_ else node).test, scope
    else:
        yield node, scope


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


def guessed_scope(tag: Tag, scope: Scope) -> Scope:
    """The scope after a tag that cannot be understood: what it probably names is taken for anything."""
    word, _space, rest = tag.words.partition(" ")
    if word not in ("for", "set") and meant_word(word) not in ("for", "set"):
        return scope
    made = rest.partition(" in ")[0].partition("=")[0].replace(",", " ").split()
    return replace(scope, names={**scope.names, **dict.fromkeys(made, ANYTHING), "loop": _LOOP})
