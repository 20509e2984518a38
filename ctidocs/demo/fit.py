"""Texts that fit a person: a text of the banks may say of whom it is true."""

from collections.abc import Collection, Sequence
from typing import Any

from ctidocs.demo.draw import chance, pick


def text_for(options: Sequence[Any], traits: Collection[str], *about: object) -> str:
    """One of the texts: those are left out that name a trait she has not; those that name one she has come first.

    An option is a text, or a pair of a trait and a text.
    """
    plain = [option for option in options if isinstance(option, str)]
    own = [str(option[1]) for option in options if not isinstance(option, str) and option[0] in traits]
    return pick(own if own and (not plain or chance(60, *about, "own")) else plain, *about)
