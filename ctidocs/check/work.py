"""The work with her and around her: compass, plan, safety, network, handover, consents, contacts, children."""

from collections.abc import Callable, Iterable

from ctidocs.check.look import Look
from ctidocs.problems import Problem

WORK_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = ()
