"""How a piece of text looks that a person has marked by hand: struck out, coloured, added or deleted on record."""

from collections.abc import Callable, Mapping
from typing import Any

from ctidocs.office_content.names import W

TRACKED = {f"{W}ins": "added", f"{W}moveTo": "added", f"{W}del": "deleted", f"{W}moveFrom": "deleted"}


def is_on(switch: Any) -> bool:
    """Whether an element like <w:strike/> is there and not switched off."""
    return switch is not None and (switch.get(f"{W}val") or "1") not in ("0", "false", "off")


def by_hand(look: Any) -> str:
    """How people mark text on the screen: struck out, or in colour behind the words; which colour does not matter."""
    marks = {_MARKING[child.tag](child) for child in look if child.tag in _MARKING}
    return " ".join(sorted(marks - {""}))


def _struck(element: Any) -> str:
    return "struck" if is_on(element) else ""


def _coloured(element: Any) -> str:
    value = element.get(f"{W}val") or "none"
    plain = value in ("none", "nil", "clear") and (element.get(f"{W}fill") or "auto") == "auto"
    return "" if plain else "coloured"


_MARKING: Mapping[Any, Callable[[Any], str]] = {
    f"{W}strike": _struck, f"{W}dstrike": _struck, f"{W}highlight": _coloured, f"{W}shd": _coloured,
}  # fmt: skip
