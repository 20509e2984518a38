"""The tags of a template held against the fields of its document, in branches that no case takes too."""

from collections.abc import Iterator, Mapping
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


def _one_of(known: Known | None) -> Known:
    return Group(known.fields) if isinstance(known, Group) else ANYTHING


def _root(node: nodes.Node) -> nodes.Node:
    """What stands before the first dot."""
    step = _step(node)
    return _root(step[0]) if step else node


def resolve(node: nodes.Node, scope: Mapping[str, Known]) -> Known | None:
    """What an expression stands for; None where it stands for nothing known."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Filter) and node.node is not None and node.name in ("first", "last"):
        return _one_of(resolve(node.node, scope))
    step = _step(node)
    if step is None:
        return ANYTHING
    owner = resolve(step[0], scope)
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
