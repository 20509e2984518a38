"""Fields of a Word document: whether a program computes the result anew, and what is chosen in a form's boxes."""

from collections.abc import Iterator
from typing import Any

from ctidocs.office_content.looks import is_on
from ctidocs.office_content.names import W

# Results that a program computes anew when it opens, saves or prints.
_COMPUTED = frozenset((
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE", "EDITTIME",
    "REVNUM", "FILESIZE", "NUMWORDS", "NUMCHARS",
))  # fmt: skip


def computed(code: str) -> str:
    """The field's kind, where its result is computed anew; else nothing."""
    words = code.split(maxsplit=1)
    return words[0].upper() if words and words[0].upper() in _COMPUTED else ""


def chosen_in(element: Any) -> Iterator[str]:
    """The boxes that are ticked and the choices made in a form of the older kind: they show no text."""
    for box in element.iter(f"{W}checkBox"):
        ticked, at_first = box.find(f"{W}checked"), box.find(f"{W}default")
        yield "ticked" if is_on(ticked if ticked is not None else at_first) else "box"
    for choice in element.iter(f"{W}ddList"):
        result = choice.find(f"{W}result")
        yield f"choice {result.get(f'{W}val') if result is not None else 0}"
