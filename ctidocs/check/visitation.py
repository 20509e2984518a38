"""Referrals and the committee: whether they can be decided, and how they flow on (R9, R9b, R20)."""

from collections.abc import Callable, Iterable

from ctidocs.check.look import Look
from ctidocs.problems import Problem

VISITATION_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = ()
