"""Facts dated on a day that has not come yet, and that the rooms of the work are all gathered."""

from datetime import date, timedelta
from typing import Any

import pytest

from ctidocs.check.around import AROUND_RULES
from ctidocs.check.compass import COMPASS_RULES
from ctidocs.check.home import HOME_RULES
from ctidocs.check.plan import PLAN_RULES
from ctidocs.check.work import FACTS, WORK_RULES, work_not_yet
from ctidocs.register.column import Kind
from tests.check.looks import NR, told

TODAY = date(2025, 6, 1)
TOMORROW = TODAY + timedelta(1)


@pytest.mark.parametrize(("sheet", "name"), [(sheet, name) for sheet, names in FACTS for name in names])
def test_a_fact_from_tomorrow_is_a_warning_and_one_from_today_is_not(sheet: Any, name: str) -> None:
    column = sheet.by_name[name]
    keys = {c.header: c.choices[0] if c.choices else NR if c.kind is Kind.CASE else "x" for c in sheet.keys}
    keys |= {c.header: TODAY for c in sheet.keys if c.kind is Kind.DATE}
    rows = [keys | {column.header: day} for day in (TODAY, TOMORROW)]
    assert told([work_not_yet], {sheet.name: rows}, on=TODAY) == [
        f"{sheet.name} 3 {column.header}: 2.6.2025 has not come yet [not-yet, warning]"
    ]


def test_an_empty_register_has_nothing_wrong_with_its_work() -> None:
    assert told(WORK_RULES, {}, on=TODAY) == []


def test_every_rule_of_the_work_is_gathered_once() -> None:
    gathered = (*COMPASS_RULES, *PLAN_RULES, *AROUND_RULES, *HOME_RULES, work_not_yet)
    assert gathered == WORK_RULES
