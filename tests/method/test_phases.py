from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.method.phases import (
    ContactTooEarly,
    Overrun,
    Pause,
    Phase,
    Phases,
    active_days,
    begun_phases,
    contact_too_early,
    course_phases,
    earliest_contact,
    merge_pauses,
    overrun,
    pauses_outside,
    phase_on,
)


def day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").date()


def pause(text: str) -> Pause:
    """ "15.05.2025–13.06.2025", or "15.05.2025–" for one that is open."""
    start, _, end = text.partition("–")
    return Pause(day(start), day(end) if end else None)


def course(start: str, *pauses: str) -> Phases:
    return course_phases(day(start), pauses=[pause(text) for text in pauses])


def written(phases: Phases) -> list[str]:
    return [f"{p.start:%d.%m.%Y}–{p.end:%d.%m.%Y}" if p.start and p.end else "?" for p in phases.phases]


# R1


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("01.02.2025", ["01.02.2025–30.04.2025", "01.05.2025–31.07.2025", "01.08.2025–31.10.2025"]),
        ("30.11.2024", ["30.11.2024–27.02.2025", "28.02.2025–29.05.2025", "30.05.2025–29.08.2025"]),
        ("31.01.2025", ["31.01.2025–29.04.2025", "30.04.2025–30.07.2025", "31.07.2025–30.10.2025"]),
    ],
)
def test_a_course_has_three_phases_of_three_months(start: str, expected: list[str]) -> None:
    assert written(course(start)) == expected


def test_a_course_that_begins_on_a_leap_day_ends_on_the_28th() -> None:
    assert course("29.02.2024").end == day("28.11.2024")


def test_a_programme_may_set_another_length_of_phase() -> None:
    phases = course_phases(day("01.02.2025"), phase_months=2)
    assert written(phases) == ["01.02.2025–31.03.2025", "01.04.2025–31.05.2025", "01.06.2025–31.07.2025"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("31.01.2025", None),
        ("01.02.2025", 1),
        ("30.04.2025", 1),
        ("01.05.2025", 2),
        ("31.07.2025", 2),
        ("01.08.2025", 3),
        ("31.10.2025", 3),
        ("01.11.2025", None),
    ],
)
def test_the_first_and_last_day_are_inside_a_phase_and_other_days_outside(on: str, expected: int | None) -> None:
    assert phase_on(day(on), course("01.02.2025")) == expected


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        ("31.01.2025", []),
        ("01.02.2025", [1]),
        ("30.04.2025", [1]),
        ("01.05.2025", [1, 2]),
        ("01.08.2025", [1, 2, 3]),
        ("01.01.2026", [1, 2, 3]),
    ],
)
def test_a_phase_has_begun_from_its_first_day_on(on: str, numbers: list[int]) -> None:
    assert [phase.number for phase in begun_phases(course("01.02.2025"), on=day(on))] == numbers


# R2


def test_a_pause_pushes_the_end_of_its_phase_and_all_that_follows() -> None:
    phases = course("01.02.2025", "15.05.2025–13.06.2025")
    assert phases.pauses[0].days == 30
    assert written(phases) == ["01.02.2025–30.04.2025", "01.05.2025–30.08.2025", "31.08.2025–30.11.2025"]


def test_a_pause_across_a_phase_end_pushes_that_end_by_all_its_days() -> None:
    phases = course("01.02.2025", "21.04.2025–10.05.2025")
    assert phases.pauses[0].days == 20
    assert written(phases) == ["01.02.2025–20.05.2025", "21.05.2025–20.08.2025", "21.08.2025–20.11.2025"]


def test_a_second_pause_is_held_against_the_end_that_the_first_has_pushed() -> None:
    assert course("01.02.2025", "15.05.2025–13.06.2025", "20.11.2025–29.11.2025").end == day("10.12.2025")


def test_a_pause_on_the_last_day_of_a_phase_pushes_it_and_one_on_the_next_day_does_not() -> None:
    assert course("01.02.2025", "30.04.2025–30.04.2025").phases[0].end == day("01.05.2025")
    assert course("01.02.2025", "01.05.2025–01.05.2025").phases[0].end == day("30.04.2025")
    assert course("01.02.2025", "01.05.2025–01.05.2025").phases[1].end == day("01.08.2025")


def test_overlapping_and_adjacent_pauses_are_one_pause() -> None:
    one = (pause("15.05.2025–13.06.2025"),)
    assert merge_pauses([pause("15.05.2025–05.06.2025"), pause("01.06.2025–13.06.2025")]) == one
    assert merge_pauses([pause("15.05.2025–31.05.2025"), pause("01.06.2025–13.06.2025")]) == one
    assert merge_pauses([pause("15.05.2025–13.06.2025"), pause("20.05.2025–21.05.2025")]) == one


def test_pauses_with_a_day_between_them_stay_two() -> None:
    two = (pause("15.05.2025–31.05.2025"), pause("02.06.2025–13.06.2025"))
    assert merge_pauses(reversed(two)) == two


def test_a_pause_that_ends_before_it_begins_counts_for_nothing() -> None:
    assert course("01.02.2025", "13.06.2025–15.05.2025") == course("01.02.2025")


def test_an_open_pause_hides_the_end_of_its_phase_and_all_later_dates() -> None:
    phases = course("01.02.2025", "15.05.2025–")
    assert phases.phases == (
        Phase(1, day("01.02.2025"), day("30.04.2025")),
        Phase(2, day("01.05.2025"), None),
        Phase(3, None, None),
    )
    assert phases.end is None
    assert phases.calendar_days is None
    assert phases.open_since == day("15.05.2025")


def test_days_before_an_open_pause_are_in_their_phase_and_later_ones_in_none() -> None:
    phases = course("01.02.2025", "15.05.2025–")
    assert phase_on(day("14.05.2025"), phases) == 2
    assert phase_on(day("15.05.2025"), phases) is None
    assert phase_on(day("15.05.2026"), phases) is None
    assert [phase.number for phase in begun_phases(phases, on=day("15.05.2026"))] == [1, 2]


def test_an_open_pause_swallows_the_pauses_after_it() -> None:
    assert course("01.02.2025", "01.07.2025–10.07.2025", "15.05.2025–") == course("01.02.2025", "15.05.2025–")


def test_an_open_pause_hides_nothing_that_is_over() -> None:
    phases = course("01.02.2025", "01.12.2025–")
    assert phases == course("01.02.2025")
    assert phases.open_since is None


def test_a_closed_pause_is_not_open() -> None:
    assert course("01.02.2025", "15.05.2025–13.06.2025").open_since is None


def test_a_paused_day_is_in_no_phase() -> None:
    phases = course("01.02.2025", "15.05.2025–13.06.2025")
    assert [phase_on(day(text), phases) for text in ("14.05.2025", "15.05.2025", "13.06.2025", "14.06.2025")] == [
        2,
        None,
        None,
        2,
    ]


def test_a_pause_before_phase_1_or_after_the_end_is_named_and_counts_for_nothing() -> None:
    before, after = pause("01.01.2025–10.01.2025"), pause("01.11.2025–05.11.2025")
    assert pauses_outside(day("01.02.2025"), pauses=[after, before]) == (after, before)
    assert course_phases(day("01.02.2025"), pauses=[after, before]) == course("01.02.2025")


def test_a_pause_that_begins_before_phase_1_is_named_and_counts_from_phase_1_on() -> None:
    across = pause("30.01.2025–03.02.2025")
    assert pauses_outside(day("01.02.2025"), pauses=[across]) == (across,)
    assert course_phases(day("01.02.2025"), pauses=[across]) == course("01.02.2025", "01.02.2025–03.02.2025")


def test_a_pause_is_inside_when_another_one_has_pushed_the_end_beyond_its_start() -> None:
    late = pause("20.11.2025–29.11.2025")
    assert pauses_outside(day("01.02.2025"), pauses=[late]) == (late,)
    assert pauses_outside(day("01.02.2025"), pauses=[late, pause("15.05.2025–13.06.2025")]) == ()


def test_a_pause_on_the_first_or_the_last_day_is_inside() -> None:
    edges = [pause("01.02.2025–01.02.2025"), pause("31.10.2025–31.10.2025")]
    assert pauses_outside(day("01.02.2025"), pauses=edges) == ()


def test_no_pause_is_after_an_end_that_is_not_known() -> None:
    open_pause, later = pause("15.05.2025–"), pause("01.12.2026–05.12.2026")
    assert pauses_outside(day("01.02.2025"), pauses=[open_pause, later]) == ()


def test_the_length_of_a_course_is_shown_with_and_without_its_pauses() -> None:
    phases = course("01.02.2025", "15.05.2025–13.06.2025")
    assert phases.calendar_days == 303
    assert active_days(phases, first=day("01.02.2025"), last=day("30.11.2025")) == 273


def test_active_days_leave_out_the_part_of_a_pause_that_falls_inside() -> None:
    assert active_days(course("01.02.2025", "15.05.2025–"), first=day("01.05.2025"), last=day("20.05.2025")) == 14
    assert active_days(course("01.02.2025"), first=day("20.05.2025"), last=day("01.05.2025")) == 0


starts = st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 12, 31))


@st.composite
def paused_courses(draw: st.DrawFn) -> tuple[date, list[Pause]]:
    """A start and closed pauses anywhere: before it, overlapping, adjacent, after the end."""
    start = draw(starts)
    spans = draw(st.lists(st.tuples(st.integers(-60, 500), st.integers(0, 60)), max_size=6))
    begins = [(start + timedelta(days=after), length) for after, length in spans]
    return start, [Pause(begin, begin + timedelta(days=length)) for begin, length in begins]


def is_paused(day: date, pauses: list[Pause]) -> bool:
    return any(pause.start <= day <= pause.end for pause in pauses if pause.end)


@given(paused_courses())
def test_three_phases_tile_the_course_without_gap_or_overlap(case: tuple[date, list[Pause]]) -> None:
    start, pauses = case
    phases = course_phases(start, pauses=pauses)
    first, second, third = phases.phases
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert first.start == start
    assert first.end and second.end and third.end
    assert second.start == first.end + timedelta(days=1)
    assert third.start == second.end + timedelta(days=1)
    assert start <= first.end < second.end < third.end == phases.end


@given(paused_courses())
def test_each_phase_has_as_many_active_days_as_it_would_have_without_pauses(case: tuple[date, list[Pause]]) -> None:
    start, pauses = case
    phases, unpaused = course_phases(start, pauses=pauses), course_phases(start)
    for phase, plain in zip(phases.phases, unpaused.phases, strict=True):
        assert phase.start and phase.end and plain.start and plain.end
        days = [phase.start + timedelta(days=n) for n in range((phase.end - phase.start).days + 1)]
        active = [day for day in days if not is_paused(day, pauses)]
        assert len(active) == (plain.end - plain.start).days + 1
        assert active_days(phases, first=phase.start, last=phase.end) == len(active)
        assert all(phase_on(day, phases) == (phase.number if day in active else None) for day in days)


@given(paused_courses())
def test_no_phase_ends_on_a_paused_day(case: tuple[date, list[Pause]]) -> None:
    start, pauses = case
    ends = [phase.end for phase in course_phases(start, pauses=pauses).phases]
    assert not any(end and is_paused(end, pauses) for end in ends)


@given(paused_courses(), st.integers(-60, 500), st.integers(0, 60))
def test_one_more_pause_moves_no_date_earlier(case: tuple[date, list[Pause]], after: int, length: int) -> None:
    start, pauses = case
    begin = start + timedelta(days=after)
    before = course_phases(start, pauses=pauses)
    with_it = course_phases(start, pauses=[*pauses, Pause(begin, begin + timedelta(days=length))])
    for earlier, later in zip(before.phases, with_it.phases, strict=True):
        assert earlier.start and later.start and earlier.end and later.end
        assert earlier.start <= later.start
        assert earlier.end <= later.end


@given(paused_courses())
def test_merging_the_pauses_changes_no_date(case: tuple[date, list[Pause]]) -> None:
    start, pauses = case
    merged = merge_pauses(pauses)
    assert merge_pauses(merged) == merged
    assert course_phases(start, pauses=merged) == course_phases(start, pauses=pauses)


@given(paused_courses(), st.integers(0, 500), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_pauses_never_matters(
    case: tuple[date, list[Pause]], after: int, one_is_open: bool, random: Random
) -> None:
    start, pauses = case
    pauses = [*pauses, Pause(start + timedelta(days=after), None)] if one_is_open else pauses
    shuffled = list(pauses)
    random.shuffle(shuffled)
    assert course_phases(start, pauses=shuffled) == course_phases(start, pauses=pauses)
    assert set(pauses_outside(start, pauses=shuffled)) == set(pauses_outside(start, pauses=pauses))


@given(paused_courses(), st.integers(0, 500))
def test_an_open_pause_leaves_every_date_before_it_as_it_was(case: tuple[date, list[Pause]], after: int) -> None:
    start, pauses = case
    open_from = start + timedelta(days=after)
    closed, held = course_phases(start, pauses=pauses), course_phases(start, pauses=[*pauses, Pause(open_from, None)])
    for known, now in zip(closed.phases, held.phases, strict=True):
        assert known.end
        assert now.end == (known.end if known.end < open_from else None)


# R3


def test_contact_may_begin_four_weeks_before_she_moves_in() -> None:
    assert earliest_contact(day("01.02.2025")) == day("04.01.2025")
    assert contact_too_early(day("04.01.2025"), day("01.02.2025")) is False


def test_a_contact_that_begins_29_days_before_is_too_early_when_28_are_allowed() -> None:
    too_early = contact_too_early(day("03.01.2025"), day("01.02.2025"))
    assert too_early == ContactTooEarly(earliest=day("04.01.2025"), days_before=29, days_allowed=28)


def test_a_contact_cannot_be_checked_before_the_moving_in_is_known() -> None:
    assert contact_too_early(day("03.01.2025"), None) is None


def test_a_contact_that_begins_after_she_has_moved_in_is_not_too_early() -> None:
    assert contact_too_early(day("10.02.2025"), day("01.02.2025")) is False


def test_a_programme_may_allow_other_weeks() -> None:
    too_early = contact_too_early(day("03.01.2025"), day("01.02.2025"), weeks=2)
    assert too_early == ContactTooEarly(earliest=day("18.01.2025"), days_before=29, days_allowed=14)


# R5


def over(on: str, *, closed: str | None = None, agreed: str | None = None, pauses: tuple[str, ...] = ()) -> Overrun:
    return overrun(
        course("01.02.2025", *pauses),
        on=day(on),
        closed_on=day(closed) if closed else None,
        agreed_handover=day(agreed) if agreed else None,
    )


def test_an_open_course_is_over_by_the_days_since_its_planned_end() -> None:
    assert over("14.11.2025") == Overrun(days=14, closed=False, urgent=False)


def test_a_closed_course_stays_over_by_the_days_until_it_was_closed() -> None:
    assert over("14.11.2025", closed="10.11.2025") == Overrun(days=10, closed=True, urgent=False)


def test_a_course_is_over_by_nothing_on_its_last_day_and_when_closed_before_it() -> None:
    assert over("31.10.2025").days == 0
    assert over("14.11.2025", closed="01.06.2025") == Overrun(days=0, closed=True, urgent=False)


def test_a_closing_that_is_dated_later_has_not_happened_yet() -> None:
    assert over("05.11.2025", closed="10.11.2025") == Overrun(days=5, closed=False, urgent=False)


def test_a_closing_and_an_agreement_count_from_their_own_day_on() -> None:
    assert over("10.11.2025", closed="10.11.2025") == Overrun(days=10, closed=True, urgent=False)
    assert not over("02.10.2025", agreed="02.10.2025").urgent


@pytest.mark.parametrize(
    ("on", "urgent"), [("30.09.2025", False), ("01.10.2025", True), ("31.10.2025", True), ("01.11.2025", False)]
)
def test_a_handover_not_agreed_is_urgent_within_the_last_30_days(on: str, urgent: bool) -> None:
    assert over(on).urgent is urgent


def test_nothing_is_urgent_when_the_handover_is_agreed_or_the_course_is_closed() -> None:
    assert not over("15.10.2025", agreed="02.10.2025").urgent
    assert not over("15.10.2025", closed="10.10.2025").urgent
    assert over("15.10.2025", agreed="20.10.2025").urgent


def test_the_overrun_is_not_known_while_an_open_pause_hides_the_end() -> None:
    assert over("14.11.2025", pauses=("15.05.2025–",)) == Overrun(days=None, closed=False, urgent=False)
    assert over("14.11.2025", closed="10.11.2025", pauses=("15.05.2025–",)).closed


def test_a_pause_moves_the_day_from_which_a_course_is_over() -> None:
    assert over("14.11.2025", pauses=("15.05.2025–13.06.2025",)) == Overrun(days=0, closed=False, urgent=True)
    assert over("02.12.2025", pauses=("15.05.2025–13.06.2025",)).days == 2
