"""Home, children, safety and how it went."""

from datetime import date
from typing import Any

import pytest

from ctidocs.check.home import HOME_RULES
from tests.check.looks import NR, course, told

TODAY = date(2025, 6, 15)


def check(on: date = TODAY, **sheets: list[dict[str, Any]]) -> list[str]:
    return told(HOME_RULES, sheets, on=on)


def child(born: str | None) -> dict[str, Any]:
    return {"Forløbsnr": NR, "Barn": "A", "Født (år-måned)": born}


NOT_BORN = "Børn 2 Født (år-måned): born after 15.6.2025 [not-born-yet]"
GROWN = "Børn 2 Født (år-måned): was 18 already when the course began [grown-child, warning]"
BORN = {None: [], "2025-07": [NOT_BORN], "2025-06": [], "2007-07": [], "2007-06": [GROWN], "1990-12": [GROWN]}


@pytest.mark.parametrize("born", BORN)
def test_a_child_is_born_and_no_grown_up(born: str | None) -> None:
    assert check(Børn=[child(born)]) == BORN[born]


def test_a_child_may_grow_up_during_and_after_the_course() -> None:
    assert check(on=date(2030, 1, 1), Forløb=[course()], Børn=[child("2007-03")]) == []
    assert check(on=date(2030, 1, 1), Forløb=[course()], Børn=[child("2007-02")]) == [GROWN]
    later = course({"Fase 1 start": date(2025, 8, 1)})  # a course that has not begun is judged on the day of the check
    assert check(Forløb=[later], Børn=[child("2007-07")]) == []


MADE, SECOND, THIRD, LAST = (
    "Strategi udarbejdet", "Gennemgået ved fase 2", "Gennemgået ved fase 3", "Gennemgået ved afslutning"
)  # fmt: skip
MARCH, APRIL, MAY = (date(2025, month, 1) for month in (3, 4, 5))


def safety(cells: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"Forløbsnr": NR, **cells}]


REVIEWS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "in order": ({MADE: MARCH, SECOND: MARCH, THIRD: APRIL, LAST: MAY}, []),
    "the second before it was made": (
        {MADE: APRIL, SECOND: MARCH}, [f"Sikkerhed 2 {SECOND}: {SECOND} is before {MADE}, 1.4.2025 [dates-reversed]"]),
    "the last before the second, none between": (
        {MADE: MARCH, SECOND: MAY, LAST: APRIL},
        [f"Sikkerhed 2 {LAST}: {LAST} is before {SECOND}, 1.5.2025 [dates-reversed]"]),
    "the third before the second, which is of today": (
        {MADE: MARCH, SECOND: TODAY, THIRD: MAY},
        [f"Sikkerhed 2 {THIRD}: {THIRD} is before {SECOND}, 15.6.2025 [dates-reversed]"]),
    "a day to come is told elsewhere": ({MADE: MARCH, SECOND: date(2052, 1, 1), THIRD: MAY}, []),
    "reviewed but not made": (
        {THIRD: MAY, LAST: MAY}, [f"Sikkerhed 2 {THIRD}: reviewed, but {MADE} is blank [reviewed-unmade, warning]"]),
    "made nobody can read when": ({MADE: "i går", THIRD: MAY}, []),
    "neither": ({}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", REVIEWS)
def test_safety_is_reviewed_in_order_and_after_it_was_made(case: str) -> None:
    cells, expected = REVIEWS[case]
    assert check(Sikkerhed=safety(cells)) == expected


def test_a_review_is_not_told_where_the_strategy_itself_is_asked_for() -> None:
    told_here = [f"Sikkerhed 2 {SECOND}: reviewed, but {MADE} is blank [reviewed-unmade, warning]"]
    reviewed = safety({SECOND: APRIL})
    assert check(Forløb=[course()], Sikkerhed=reviewed) == []
    assert check(date(2025, 4, 30), Forløb=[course()], Sikkerhed=reviewed) == told_here
    assert check(Forløb=[course({"Afslutning": MAY})], Sikkerhed=reviewed) == told_here


def test_a_date_and_the_word_that_denies_it_are_a_warning() -> None:
    item = {"Forløbsnr": NR, "Punkt": "andet", "Gjort": MARCH}
    items = [item | {"Relevant": word} for word in ("ja", "uoplyst", None, "nej")]
    items.append({"Forløbsnr": NR, "Punkt": "andet", "Relevant": "nej"})
    words = (("ikke lavet", MARCH), ("ikke lavet", None), ("andet", MARCH), (None, MARCH))
    rows = [{"Forløbsnr": NR, "Risikovurdering": word, "Risikovurdering dato": day} for word, day in words]
    assert check(Sikkerhed=rows, Boligtjekliste=items) == [
        "Sikkerhed 2 Risikovurdering dato: there is a date, but Risikovurdering says “ikke lavet” "
        "[contradicting-cells, warning]",
        "Boligtjekliste 5 Gjort: there is a date, but Relevant says “nej” [contradicting-cells, warning]",
    ]


def test_a_new_stay_after_the_day_looked_to_is_a_warning() -> None:
    days = ((MARCH, APRIL), (APRIL, APRIL), (APRIL, MARCH), (None, MARCH), (APRIL, None), (date(2025, 7, 1), MAY))
    rows = [{"Forløbsnr": NR, "Tidspunkt": "slut", "Nyt krisecenterophold": stay, "Kontrolleret frem til": checked}
            for stay, checked in days]  # fmt: skip
    assert check(Udfald=rows) == [
        "Udfald 4 Kontrolleret frem til: 1.3.2025 is before the new stay, 1.4.2025 [checked-before-stay, warning]"
    ]
