"""What keeps a template from growing without end: its tags, what its loops do, and how long a part becomes."""

import re
from collections.abc import Iterable, Sized
from itertools import islice
from typing import Any

from jinja2 import Environment, nodes, pass_context
from jinja2.runtime import Context

from ctidocs.language import gettext as _

LEFT = "_left"  # the context's key for how much the loops of one paper may still do
MOST_IN_LOOPS = 2_000_000  # names and values read in the loops of one paper: about two seconds
LONGEST_PART = 50_000_000  # characters of one finished part
MOST_TAGS = 5_000  # tags in one part; the time to prepare it grows with their square
MOST_UNENDED = 20  # braces that only begin something; one tag without end is told where it stands, many are not read
COUNTED = "turns of a loop"  # a filter of the environment whose name no tag can write

LONGEST_SET, MOST_SET = 1_000_000, 100  # characters of a text that is set by {% set … %}…{% endset %}, and how many
MOST_MERGED = 200  # tags that merge cells, in one part

_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_TAGS = re.compile(r"\{[{%#]")
# as docxtpl makes one of a tag that Word has split: braces first, then what is between them
_SPLIT = re.compile(r"(?<=\{)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=\})")
_OPEN = re.compile(r"\{%(?:(?!%\}).)*|\{#(?:(?!#\}).)*|\{\{(?:(?!\}\}).)*", re.S)
_RUNS = re.compile(r"</w:t>.*?<w:t(?: [^>]*)?>", re.S)
_CELL_TAG_OPEN = re.compile(r"\{%\s*(?:cellbg|colspan)\s(?![^%]{0,300}%\})")
_MERGED = re.compile(r"\{%\s*[vh]m\s*%\}")


def new_budget() -> list[int]:
    """How much the loops of one paper may do."""
    return [MOST_IN_LOOPS]


def count_loops(tree: nodes.Template, environment: Environment) -> None:
    """Let every loop of a part count what it will do before it begins."""
    for loop in tree.find_all(nodes.For):
        each_turn = nodes.Const(sum(1 for _expression in loop.find_all(nodes.Expr)))
        loop.iter = nodes.Filter(loop.iter, COUNTED, [each_turn], [], None, None, lineno=loop.lineno)
        loop.iter.set_environment(environment)


@pass_context
def counted(context: Context, values: Iterable[Any], each_turn: int) -> Iterable[Any]:
    """The values of a loop. ValueError where its turns, with all others of the paper, are too many."""
    kept = values if isinstance(values, Sized) else tuple(islice(values, MOST_IN_LOOPS))
    left: list[int] = context.parent.setdefault(LEFT, new_budget())  # not what a {% set %} could change
    left[0] -= (len(kept) + 1) * each_turn
    if left[0] < 0:
        raise ValueError(_("its loops have too many turns"))
    return kept


def joined(pieces: Iterable[str]) -> str:
    """The pieces of a part, or a list of those of a text that is set, as one. ValueError where it would be too long."""
    rest, length, texts = iter(pieces), 0, []
    longest = LONGEST_SET if isinstance(pieces, list) else LONGEST_PART
    while some := list(islice(rest, 200)):
        length += sum(map(len, some))
        if length > longest:
            raise ValueError(_("it would be too long"))
        texts.append("".join(some))
    return "".join(texts)


def has_too_many_tags(xml: str) -> bool:
    """Whether a part has more tags, or stranger ones, than docxtpl can prepare in a moment; it tries many ends of each.

    Strange are many tags that do not end, a width or colour of a cell that does not end soon, and cells to be merged by
    a tag that is not in their text.
    """
    if "{" not in xml:
        return False
    whole = _OPEN.sub(_without_runs, _SPLIT.sub("", xml))
    if len(_TAGS.findall(whole)) > MOST_TAGS or _CELL_TAG_OPEN.search(whole):
        return True
    if any(whole.count(begin, whole.rfind(end) + 1) > MOST_UNENDED for begin, end in _PAIRS):
        return True
    merged = [tag.start() for tag in _MERGED.finditer(whole)]
    return len(merged) > MOST_MERGED or not all(_is_text_of_cell(whole, at) for at in merged)


def _without_runs(tag: re.Match[str]) -> str:
    return _RUNS.sub("", tag[0])


def _is_text_of_cell(xml: str, at: int) -> bool:
    """Whether a place is in the text of a cell, and not in what its properties say."""
    start = xml.rfind("<", 0, at)
    in_properties = xml.rfind("<w:tcPr>", 0, at) > xml.rfind("</w:tcPr>", 0, at)
    return xml.startswith(("<w:t>", "<w:t "), start) and ">" in xml[start:at] and not in_properties


def growing(tree: nodes.Template) -> tuple[int, str]:
    """The line of what could double at every tag, and why it is refused; 0 and nothing where there is nothing."""
    if len(blocks := list(tree.find_all(nodes.AssignBlock))) > MOST_SET:
        return blocks[-1].lineno, _("too many texts are set")
    line = _list_of_set(tree)
    return (line, _("what a tag has set cannot be put into a list that is set")) if line else (0, "")


def _list_of_set(tree: nodes.Template) -> int:
    """The line of a list that is set and holds what was set; 0 where there is none."""
    steps = list(tree.find_all((nodes.Assign, nodes.With)))
    made = {name.name for step in steps for name in step.find_all(nodes.Name) if name.ctx != "load"}
    for step in steps:
        for many in step.find_all((nodes.List, nodes.Tuple, nodes.Dict)):
            if any(name.ctx == "load" and name.name in made for name in many.find_all(nodes.Name)):
                return many.lineno
    return 0
