"""The tags of a template held against the fields of its document, in branches that no case takes too."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class Value:
    """A field that is printed. `rich`: as formatted text, which a template prints with {{r … }}."""

    rich: bool = False


@dataclass(frozen=True)
class Group:
    """Fields by tag, as in {{ forløb.medarbejder }}; `many`: a list of such, as in {% for m in plan %}."""

    fields: "Mapping[str, Value | Group]" = field(default_factory=dict)
    many: bool = False


Known = Value | Group
ANYTHING = Value()
_LOOP = Group(dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), ANYTHING))


@dataclass(frozen=True, slots=True)
class UnknownTag:
    """A tag that no field answers to: as written, and the nearest that there is ("" where none is near)."""

    tag: str
    nearest: str


def unknown_tags(tree: nodes.Template, fields: Mapping[str, Known]) -> tuple[UnknownTag, ...]:
    """Every mistyped tag of one part, in reading order, each once."""
    found = dict.fromkeys(_walk(tree.body, dict(fields)))
    return tuple(found)


def words_used(tree: nodes.Template) -> frozenset[str]:
    """The last word of every dotted name in one part, and every plain name."""
    attributes = {node.attr for node in tree.find_all(nodes.Getattr)}
    return frozenset(attributes | {node.name for node in tree.find_all(nodes.Name)})


def names_in(node: nodes.Node) -> Iterator[nodes.Node]:
    """Every name that an expression reads, a dotted one as a whole, in reading order."""
    if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        if not isinstance(node, nodes.Name) or node.ctx == "load":
            yield node
        root = _root(node)
        if not isinstance(root, nodes.Name):
            yield from names_in(root)
        return
    for child in node.iter_child_nodes():
        yield from names_in(child)


def steps_of(node: nodes.Node) -> tuple[nodes.Node, tuple[str, ...]]:
    """A dotted name taken apart: what stands before the first dot, and the words after it."""
    words: list[str] = []
    while step := _step(node):
        node = step[0]
        words.append(step[1])
    return node, tuple(reversed(words))


def resolve(node: nodes.Node, scope: Mapping[str, Known]) -> Known | None:
    """What an expression stands for; None where it stands for nothing known."""
    return _resolve(node, scope)


def _walk(body: Sequence[nodes.Node], scope: dict[str, Known]) -> Iterator[UnknownTag]:
    for node in body:
        if isinstance(node, nodes.For):
            yield from _expressions(node.iter, scope)
            inside = dict(scope) | {"loop": _LOOP}
            if isinstance(node.target, nodes.Name):
                inside[node.target.name] = _one_of(_resolve(node.iter, scope))
            if node.test is not None:
                yield from _expressions(node.test, inside)
            yield from _walk(node.body, inside)
            yield from _walk(node.else_, scope)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield from _expressions(node.node, scope)
            scope[node.target.name] = _resolve(node.node, scope) or ANYTHING
        elif isinstance(node, nodes.If):
            yield from _expressions(node.test, scope)
            for branch in (node.body, node.elif_, node.else_):
                yield from _walk(branch, scope)
        else:
            yield from _expressions(node, scope)


def _one_of(known: Known | None) -> Known:
    return Group(known.fields) if isinstance(known, Group) else ANYTHING


def _expressions(node: nodes.Node, scope: Mapping[str, Known]) -> Iterator[UnknownTag]:
    """The unknown names inside one expression, the outermost of a dotted name only."""
    if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        if isinstance(node, nodes.Name) and node.ctx != "load":
            return
        unknown = _unknown(node, scope)
        if unknown:
            yield unknown
        root = _root(node)
        if not isinstance(root, nodes.Name):
            yield from _expressions(root, scope)
        return
    for child in node.iter_child_nodes():
        yield from _expressions(child, scope)


def _root(node: nodes.Node) -> nodes.Node:
    """What stands before the first dot."""
    step = _step(node)
    return _root(step[0]) if step else node


def _resolve(node: nodes.Node, scope: Mapping[str, Known]) -> Known | None:
    """What a name stands for; None where it stands for nothing known."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Filter) and node.node is not None and node.name in ("first", "last"):
        return _one_of(_resolve(node.node, scope))
    step = _step(node)
    if step is None:
        return ANYTHING
    owner = _resolve(step[0], scope)
    if isinstance(owner, Group):
        return owner.fields.get(step[1]) if not owner.many else None
    return None if owner is None else ANYTHING


def _step(node: nodes.Node) -> tuple[nodes.Node, str] | None:
    """A dotted name taken apart: what stands before the last dot, and the last word."""
    if isinstance(node, nodes.Getattr):
        return node.node, node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return node.node, str(node.arg.value)
    return None


def _unknown(node: nodes.Node, scope: Mapping[str, Known]) -> UnknownTag | None:
    step = _step(node)
    if step is not None:
        before = _unknown(step[0], scope)
        if before:
            return UnknownTag(_written(node), before.nearest)
        owner = _resolve(step[0], scope)
        if not isinstance(owner, Group) or (not owner.many and step[1] in owner.fields):
            return None
        near = [] if owner.many else difflib.get_close_matches(step[1], owner.fields, n=1, cutoff=0.5)
        return UnknownTag(_written(node), f"{_written(step[0])}.{near[0]}" if near else "")
    if isinstance(node, nodes.Name) and node.name not in scope:
        near = difflib.get_close_matches(node.name, scope, n=1, cutoff=0.5)
        return UnknownTag(node.name, near[0] if near else "")
    return None


def _written(node: nodes.Node) -> str:
    step = _step(node)
    if step is not None:
        return f"{_written(step[0])}.{step[1]}"
    return node.name if isinstance(node, nodes.Name) else "…"
