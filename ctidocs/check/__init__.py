"""Everything wrong in a register: what the reader found, and what only shows across cells, rows and sheets.

One small function a rule, in the module of the sheets it looks at; it takes a Look and yields problems. To add one:
write it, put it into that module's tuple, declare its code in ctidocs/codes, and give an example in
tests/test_codes.py.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ctidocs.check.course import COURSE_RULES
from ctidocs.check.keys import keys_rules
from ctidocs.check.logs import LOG_RULES
from ctidocs.check.look import Look
from ctidocs.check.missing import missing
from ctidocs.check.programme import PROGRAMME_RULES
from ctidocs.check.rows import rows_of
from ctidocs.check.visitation import VISITATION_RULES
from ctidocs.check.work import WORK_RULES
from ctidocs.problems import Level, Problem
from ctidocs.register.column import Sheet
from ctidocs.register.read import Register
from ctidocs.register.schema import KEY, SHEETS

RULES = (*VISITATION_RULES, *COURSE_RULES, *WORK_RULES, *PROGRAMME_RULES, *LOG_RULES)
_ORDER = tuple(Level)


def check_register(register: Register, found: Iterable[Problem], *, on: date) -> tuple[Problem, ...]:
    """Every problem as on the day `on`, `found` by the reader among them: errors first, each level in reading order."""
    look = Look(register, on)
    problems = [*found, *_of_sheets(look, SHEETS, cases={*look.referrals, *look.courses})]
    problems += [problem for rule in RULES for problem in rule(look)]
    return _sorted(problems)


def check_keys(keys: Register, found: Iterable[Problem], *, of: Register, on: date) -> tuple[Problem, ...]:
    """The same of the key workbook. `of`: the register whose cases it names."""
    look, register = Look(keys, on), Look(of, on)
    cases = {*register.referrals, *register.courses}
    anonymous = {case_id for case_id, record in register.referrals.items() if record.values.anonymous}
    rules = keys_rules(look, sample=register.settings.sample, anonymous=anonymous)
    return _sorted([*found, *_of_sheets(look, (KEY,), cases=cases), *rules])


def _of_sheets(look: Look, sheets: Sequence[Sheet[Any]], *, cases: set[str]) -> Iterable[Problem]:
    for order, sheet in enumerate(sheets, start=1):
        yield from rows_of(look, sheet, order=order, cases=cases)
        yield from missing(look, sheet)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """In order, each mistake told once: a blank cell of which a rule says more is not listed as missing too."""
    problems = list(problems)
    told = {problem.place for problem in problems if problem.level is not Level.MISSING and problem.place.column}
    problems = [problem for problem in problems if problem.level is not Level.MISSING or problem.place not in told]
    return tuple(sorted(problems, key=lambda problem: (_ORDER.index(problem.level), problem)))
