"""One name in a tag held against the fields: whether there is such a field, and which one was meant."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from ctidocs.language import gettext as _
from ctidocs.render.tagging.tag_scan import Fault
from ctidocs.render.tagging.tags import ANYTHING, Group, Known, Value, resolve, steps_of

_NEAR, _FAR = 0.75, 0.5  # how like a name of the same kind must be to be meant, first and at last


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known where a tag stands. `lists`: the list that each loop variable runs through, by its full name.

    `ended`: loop variables of loops that have ended, with their lists.
    """

    names: Mapping[str, Known]
    described: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    ended: Mapping[str, str] = field(default_factory=dict)

    def full_name(self, path: str) -> str:
        """The name with its loop variable unfolded: m.mål is plan.mål inside {% for m in plan %}."""
        first, dot, rest = path.partition(".")
        return f"{self.lists[first]}{dot}{rest}" if first in self.lists else path

    def find(self, path: str) -> Known | None:
        """What a dotted name stands for."""
        known: Known | None = Group(self.names)
        for word in path.split("."):
            known = known.fields.get(word) if isinstance(known, Group) and not known.many else None
        return known


def name_fault(node: nodes.Node, scope: Scope, *, printed: bool) -> Fault | None:
    """What is wrong with one name, None where nothing is. `printed`: it stands in {{ }}, where hints have braces."""
    root, words = steps_of(node)
    if isinstance(root, nodes.Name):
        return _follow((root.name, *words), Group(scope.names), "", scope, printed)
    known = resolve(root, scope.names)
    return _follow(words, known, "…", scope, printed) if known else None


def _follow(words: Sequence[str], known: Known, path: str, scope: Scope, printed: bool) -> Fault | None:
    for at, word in enumerate(words):
        if known is ANYTHING:
            return None
        if isinstance(known, Value):
            return _no_fields(path, ".".join((path, *words[at:])), printed)
        if known.many:
            return list_fault(path, known, word)
        if word not in known.fields:
            whole = ".".join([part for part in (path, *words[at:]) if part])
            return _unknown(whole, words[at:], path, known, scope, printed)
        known = known.fields[word]
        path = f"{path}.{word}" if path else word
    return None


def shown(name: str, *, printed: bool) -> str:
    """A name as it is to be written: with braces where it is printed, bare inside a {% tag."""
    return f"{{{{ {name} }}}}" if printed else name


def _no_fields(path: str, whole: str, printed: bool) -> Fault:
    return Fault(
        "unknown-tag",
        _("there is no field {tag}").format(tag=shown(whole, printed=printed)),
        _("write {tag} alone: it is one value, and nothing stands in it").format(tag=shown(path, printed=printed)),
    )


def list_fault(path: str, known: Group, word: str = "") -> Fault:
    """A list that stands where one value must; `word`: the field that was wanted of it."""
    letter = "n" if path.startswith("m.") else "m"
    wanted = word if word in known.fields else next((n for n, f in known.fields.items() if isinstance(f, Value)), "…")
    hint = _("go through it: {begin} {field} {end}; rows of a table: {row} in a row above, {row_end} in a row below")
    return Fault(
        "list-without-loop",
        _("{name} is a list of rows, and a tag prints one value").format(name=path),
        hint.format(
            begin=f"{{% for {letter} in {path} %}}",
            field=f"{{{{ {letter}.{wanted} }}}}",
            end="{% endfor %}",
            row=f"{{%tr for {letter} in {path} %}}",
            row_end="{%tr endfor %}",
        ),
    )


def group_fault(path: str, known: Group, *, printed: bool) -> Fault:
    """A whole sheet or group that stands where one of its values must."""
    near = next((f"{path}.{name}" for name, inner in known.fields.items() if isinstance(inner, Value)), path)
    return Fault(
        "field-left-out",
        _("{name} has several fields, and a tag prints one value").format(name=path),
        _("say which, for instance {tag}").format(tag=shown(near, printed=printed)),
    )


def _unknown(whole: str, words: Sequence[str], path: str, known: Group, scope: Scope, printed: bool) -> Fault:
    message = _("there is no field {tag}").format(tag=shown(whole, printed=printed))
    if not path and words[0] in scope.ended:
        loop = f"{{% for {words[0]} in {scope.ended[words[0]]} %}}"
        hint = _("{name} is known only between {loop} and its endfor; move the tag in there")
        return Fault("unknown-tag", message, hint.format(name=words[0], loop=loop))
    return Fault("unknown-tag", message, meant_hint(nearest(words, path, known, scope), scope, printed=printed))


def meant_hint(name: str, scope: Scope, *, printed: bool) -> str:
    """ "did you mean {{ forløb.medarbejder }}? (the column …)"; where to look where nothing is near."""
    if not name:
        return _("ctidocs fields lists the tags a template may use")
    owner = name.rpartition(".")[0]
    found = scope.find(owner) if owner else None
    if isinstance(found, Group) and found.many:
        return list_fault(owner, found, name.rpartition(".")[2]).hint
    words = scope.described.get(scope.full_name(name), "")
    tag = shown(name, printed=printed)
    if words:
        return _("did you mean {tag}? ({words})").format(tag=tag, words=words)
    return _("did you mean {tags}?").format(tags=tag)


def nearest(words: Sequence[str], path: str, known: Group, scope: Scope) -> str:
    """The field that was probably meant by the unknown `words` after `path`, by its whole name; "" where none is."""
    inside = f"{path}." if path else ""
    for candidate in (
        _same(words[0], known),
        _close(words[0], known, _NEAR),
    ):
        if candidate:
            return inside + _completed(candidate, words[1:], known)
    elsewhere = _elsewhere(tag_form(words[-1]), scope)
    if elsewhere:
        return elsewhere
    candidate = _close(words[0], known, _FAR)
    return inside + _completed(candidate, words[1:], known) if candidate else ""


def tag_form(text: str) -> str:
    """The text written as tags are: small letters, one _ for each run of other signs (HOUSE, Tags in templates)."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return re.sub(r"^[0-9]+_*", "", re.sub(r"[\W_]+", "_", lowered).strip("_"))


def _same(word: str, known: Group) -> str:
    form = tag_form(word)
    return form if form in known.fields else ""


def _close(word: str, known: Group, cutoff: float) -> str:
    near = difflib.get_close_matches(tag_form(word)[:80], known.fields, n=1, cutoff=cutoff)
    return near[0] if near else ""


def _completed(name: str, rest: Sequence[str], known: Group) -> str:
    """The name with what followed it, each word the nearest that there is."""
    found = known.fields[name]
    if not rest or not isinstance(found, Group):
        return name
    near = _same(rest[0], found) or _close(rest[0], found, _FAR)
    return f"{name}.{near}" if near else name


def _elsewhere(word: str, scope: Scope) -> str:
    """A field with this very name in another group: of a loop variable first, then a single one, then of a list."""
    found = list(_holders(word, scope))
    loops = [name for name, _known in found if name in scope.lists]
    single = [name for name, known in found if not known.many]
    owner = next(iter((*loops, *single, *(name for name, _known in found))), "")
    return f"{owner}.{word}" if owner else ""


def _holders(word: str, scope: Scope) -> Iterator[tuple[str, Group]]:
    for name, known in scope.names.items():
        if isinstance(known, Group) and word in known.fields and name != "loop":
            yield name, known
