"""The leader's sheets: settings, staff, meetings, fidelity."""

from collections.abc import Callable, Iterable

from ctidocs.check.look import Look
from ctidocs.problems import Problem

PROGRAMME_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = ()
