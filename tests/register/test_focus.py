"""Rows of the sheet Plan put together as focus areas."""

from hypothesis import given
from hypothesis import strategies as st

from ctidocs.register.focus import SHARED, FocusArea, focus_areas
from ctidocs.register.schema import PLAN
from ctidocs.register.schema.work import PlanStep
from tests.registers import rows_of

NR = "25-014"


def test_rows_of_one_phase_and_number_are_one_area_whose_facts_come_from_the_first_row_that_has_them() -> None:
    first = PlanStep(NR, 1, 2, area="bolig", subgoal="ét")
    second = PlanStep(NR, 1, 2, area="økonomi", goal="et hjem", chosen_by_her=False, subgoal="to")
    other = PlanStep(NR, 1, 1)
    assert focus_areas((first, second, other)) == (
        FocusArea(1, 1, PlanStep(NR, 1, 1), (other,)),
        FocusArea(1, 2, PlanStep(NR, 1, 2, area="bolig", chosen_by_her=False, goal="et hjem"), (first, second)),
    )


@given(st.lists(rows_of(PLAN), max_size=6))
def test_no_step_is_lost_or_stands_twice_and_areas_stand_in_order(rows: list[PlanStep]) -> None:
    areas = focus_areas(rows)
    assert sorted(map(id, (step for area in areas for step in area.steps))) == sorted(map(id, rows))
    assert [(a.phase, a.focus) for a in areas] == sorted({(row.phase, row.focus) for row in rows})
    for area in areas:
        assert all(getattr(area.shared, n) in {getattr(s, n) for s in area.steps} for n in SHARED)
