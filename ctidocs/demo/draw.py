"""Choices that look like chance and are the same on every machine, every day: a hash of what the choice is about."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def draw(size: int, *about: object) -> int:
    """A number from 0 to `size` - 1; always the same for the same `about`."""
    digest = blake2b("|".join(map(str, about)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % size


def between(lowest: int, highest: int, *about: object) -> int:
    """A number from `lowest` to `highest`, both possible."""
    return lowest + draw(highest - lowest + 1, *about)


def pick(options: Sequence[T], *about: object) -> T:
    """One of `options`."""
    return options[draw(len(options), *about)]


def chance(percent: int, *about: object) -> bool:
    """Whether something that happens in so many cases of a hundred happens here."""
    return draw(100, *about) < percent
