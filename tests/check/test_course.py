"""Courses and their pauses: dates in order, R2, R3, R15, closings, earlier courses."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctidocs.check import check_register
from ctidocs.check.course import COURSE_RULES
from ctidocs.check.look import Look
from ctidocs.problems import Problem
from ctidocs.register.read import read_register
from tests.registers import register, said, settings_sheet

NR = "25-014"
TODAY = date(2025, 9, 1)
BEGAN = date(2025, 2, 1)  # phases to 30.4., 31.7. and 31.10.2025


def problems(sheets: dict[str, Any], on: date = TODAY) -> list[Problem]:
    found, _read = read_register(register(sheets))
    look = Look(found, on)
    return [problem for rule in COURSE_RULES for problem in rule(look)]


def day(text: str) -> date:
    """ "1.2.2025"."""
    number, month, year = text.split(".")
    return date(int(year), int(month), int(number))


def course(**cells: object) -> dict[str, Any]:
    """A course's row: days as "1.2.2025", every other cell as it is typed."""
    return {"Forløbsnr": NR} | {header.replace("_", " "): _cell(value) for header, value in cells.items()}


def _cell(value: object) -> object:
    return day(value) if isinstance(value, str) and value.count(".") == 2 else value


def check(*rows: dict[str, Any], on: date = TODAY, **setting: Any) -> list[str]:
    sheets = {"Forløb": list(rows)} | ({"Opsætning": settings_sheet(setting)} if setting else {})
    return said(problems(sheets, on))


def texts(*rows: dict[str, Any], on: date = TODAY) -> list[tuple[str, str]]:
    return [(problem.message, problem.hint) for problem in problems({"Forløb": list(rows)}, on)]


# pauses


def pauses(*spans: str, start: date | None = BEGAN, **cells: Any) -> dict[str, Any]:
    """A course with pauses such as "15.5.2025–13.6.2025"; "15.5.2025–" is open."""
    rows = []
    for span in spans:
        first, _, last = span.partition("–")
        rows.append({"Forløbsnr": NR, "Fra": _cell(first), "Til": _cell(last) or None} | cells)
    return {"Forløb": [{"Forløbsnr": NR, "Fase 1 start": start}], "Pauser": rows}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (["15.5.2025–13.6.2025"], []),
        (["15.5.2025–14.5.2025"], ["Pauser!C2 pause-reversed"]),
        (["31.1.2025–10.2.2025"], ["Pauser!B2 pause-outside"]),
        (["1.11.2025–10.11.2025"], ["Pauser!B2 pause-outside"]),
        (["1.1.2025–5.1.2025", "1.1.2025–5.1.2025"],
         ["Pauser!B2 pause-outside", "Pauser!B3 pause-outside", "Pauser!B3 pause-overlap (warning)"]),
        (["15.5.2025–13.6.2025", "14.6.2025–20.6.2025"], []),
        (["15.5.2025–13.6.2025", "13.6.2025–20.6.2025"], ["Pauser!B3 pause-overlap (warning)"]),
        (["15.5.2025–13.6.2025", "1.5.2025–15.5.2025"], ["Pauser!B3 pause-overlap (warning)"]),
        (["15.5.2025–13.6.2025", "1.5.2025–30.6.2025"], ["Pauser!B3 pause-overlap (warning)"]),
        (["15.5.2025–", "1.7.2025–5.7.2025"], ["Pauser!B3 pause-overlap (warning)"]),
        (["1.7.2025–5.7.2025", "15.5.2025–"], ["Pauser!B3 pause-overlap (warning)"]),
        (["15.5.2025–13.6.2025", "20.5.2025–19.5.2025"], ["Pauser!C3 pause-reversed"]),
        (["15.5.2025–snart", "1.7.2025–5.7.2025"], []),
    ],
)  # fmt: skip
def test_a_pause_that_cannot_be_is_told_at_its_cell(spans: list[str], expected: list[str]) -> None:
    assert said(problems(pauses(*spans))) == expected


def test_an_overlap_names_the_first_row_with_those_days() -> None:
    spans = ["1.6.2025–10.6.2025", "1.3.2025–5.3.2025", "4.6.2025–8.6.2025", "8.6.2025–20.6.2025"]
    found = problems(pauses(*spans))
    assert [(str(problem.place.cell), problem.message) for problem in found] == [
        ("B4", "the pause has days that stand in row 2 already"),
        ("B5", "the pause has days that stand in row 2 already"),
    ]
    assert found[0].hint == "correct the dates, or delete one of the rows; such days count once"


def test_pauses_of_two_courses_have_nothing_in_common() -> None:
    rows = [{"Forløbsnr": nr, "Fra": day("15.5.2025"), "Til": day("20.5.2025")} for nr in (NR, "25-015")]
    assert said(problems({"Pauser": rows})) == []


SPANS = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 8))


@pytest.mark.slow
@given(st.lists(SPANS, max_size=7))
@settings(max_examples=60)
def test_without_the_rows_told_no_day_stands_twice_and_each_told_row_has_a_day_of_one_before(
    spans: list[tuple[int, int | None]],
) -> None:
    def days(span: tuple[int, int | None]) -> set[int]:
        return set(range(span[0], 60 if span[1] is None else span[0] + span[1] + 1))

    rows = [
        {"Forløbsnr": NR, "Fra": BEGAN + timedelta(span[0]), "Til": BEGAN + timedelta(max(days(span)))}
        | ({"Til": None} if span[1] is None else {})
        for span in spans
    ]
    told = {p.place.row - 2 for p in problems({"Pauser": rows}) if p.code == "pause-overlap"}
    kept = [number for number in range(len(spans)) if number not in told]
    assert all(days(spans[one]).isdisjoint(days(spans[other])) for one in kept for other in kept if one < other)
    assert all(any(days(spans[one]) & days(spans[row]) for one in kept if one < row) for row in told)


@pytest.mark.parametrize(
    ("last", "outcome", "expected"),
    [
        ("", "genoptaget", ["Pauser!C2 pause-without-end (warning)"]),
        ("20.5.2025", "genoptaget", []),
        ("", None, []),
        ("snart", "genoptaget", []),
    ],
)
def test_a_pause_that_has_ended_has_an_end(last: str, outcome: str | None, expected: list[str]) -> None:
    assert said(problems(pauses(f"15.5.2025–{last}", Udfald=outcome))) == expected


def test_what_is_said_of_a_pause() -> None:
    found = problems(pauses("15.5.2025–14.5.2025", "31.1.2025–10.2.2025", "1.6.2025–", Udfald="genoptaget"))
    assert [(problem.message, problem.hint) for problem in found] == [
        ("Udfald is filled in, but the pause has no end", "fill in Til, or clear Udfald while the pause lasts"),
        ("the pause ends before it begins", "correct one of the two"),
        ("the pause lies outside the course", "correct the date, or the start of phase 1"),
    ]


def test_pauses_before_phase_1_is_known_are_outside_of_nothing() -> None:
    assert said(problems(pauses("31.1.2025–10.2.2025", start=None))) == []


# dates in order


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Kontakt_start": "1.2.2025", "Fase_1_start": "1.2.2025"}, []),
        ({"Kontakt_start": "2.2.2025", "Fase_1_start": "1.2.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_1_start": "1.2.2025", "Fase_2_holdt": "2.2.2025"}, []),
        ({"Fase_1_start": "1.2.2025", "Fase_2_holdt": "1.2.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_2_holdt": "1.5.2025", "Fase_3_holdt": "1.5.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_2_holdt": "1.5.2025", "Fase_3_holdt": "30.4.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_3_holdt": "1.8.2025", "Afslutning": "1.8.2025"}, []),
        ({"Fase_3_holdt": "1.8.2025", "Afslutning": "31.7.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_2_holdt": "1.5.2025", "Afslutning": "30.4.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_1_start": "1.2.2025", "Afslutning": "31.1.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Kontakt_start": "1.2.2025", "Afslutning": "31.1.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Fase_1_start": "1.2.2025", "Fase_2_holdt": "snart", "Fase_3_holdt": "1.1.2025"},
         ["Forløb!D2 dates-reversed"]),
        ({"Beskyttelse_fra": "1.9.2025", "Beskyttelse_til": "1.9.2026"}, []),
        ({"Beskyttelse_fra": "1.9.2026", "Beskyttelse_til": "1.9.2025"}, ["Forløb!C2 dates-reversed"]),
        ({"Overdragelse_udkast": "1.9.2025", "Overdragelse_aftalt": "1.9.2025"}, []),
        ({"Overdragelse_udkast": "2.9.2025", "Overdragelse_aftalt": "1.9.2025"}, ["Forløb!C2 dates-reversed"]),
    ],
)  # fmt: skip
def test_days_of_a_course_that_cannot_follow_each_other_are_told_at_the_later_column(
    cells: dict[str, str], expected: list[str]
) -> None:
    assert check(course(**cells)) == expected


def test_one_wrong_date_in_a_whole_course_is_one_problem() -> None:
    whole = {"Kontakt_start": "10.1.2025", "Fase_1_start": "1.2.2025", "Fase_2_holdt": "2.5.2025",
             "Fase_3_holdt": "1.8.2025", "Afslutning": "31.8.2025"}  # fmt: skip
    assert check(course(**whole)) == []
    for header in whole:
        for wrong in ("1.1.2020", "1.1.2030"):
            assert len(check(course(**whole | {header: wrong}))) == (
                0 if (header, wrong) in (("Kontakt_start", "1.1.2020"), ("Afslutning", "1.1.2030")) else 1
            )


def test_the_message_names_both_columns_and_the_date_to_compare_with() -> None:
    assert texts(course(Fase_1_start="1.2.2025", Fase_2_holdt="3.1.2025")) == [
        ("Fase 2 holdt is before Fase 1 start, 1.2.2025", "correct one of the two dates")
    ]
    assert texts(course(Fase_1_start="1.2.2025", Fase_2_holdt="1.2.2025")) == [
        ("Fase 2 holdt is the same day as Fase 1 start, 1.2.2025", "correct one of the two dates")
    ]


# R3


@pytest.mark.parametrize(
    ("contact", "weeks", "expected"),
    [
        ("3.1.2025", 4, ["Forløb!B2 contact-early (warning)"]),
        ("4.1.2025", 4, []),
        ("3.1.2025", 5, []),
        ("2.2.2025", 4, []),
        (None, 4, []),
    ],
)
def test_contact_begins_at_most_four_weeks_before_she_moves_in(
    contact: str | None, weeks: int, expected: list[str]
) -> None:
    row = course(Kontakt_start=contact, Indflytning="1.2.2025", Fase_1_start="5.2.2025")
    assert check(row, **{"Kontakt tidligst uger før": weeks}) == expected


def test_contact_of_a_woman_who_has_not_moved_in_cannot_be_checked() -> None:
    assert check(course(Kontakt_start="3.1.2025")) == []


def test_contact_too_early_is_told_in_days() -> None:
    assert texts(course(Kontakt_start="3.1.2025", Indflytning="1.2.2025", Fase_1_start="5.2.2025")) == [
        ("29 days before she moved in (at most 28)", "check the date, and Indflytning; the earliest day is 4.1.2025")
    ]


# B4


def test_a_course_without_a_start_is_asked_for_it_once_she_has_moved_in() -> None:
    moved = course(Indflytning="20.1.2025", Fase_1_start=None)
    assert check(moved, on=day("20.1.2025")) == ["Forløb!C2 missing (missing)"]
    assert texts(moved, on=day("20.1.2025")) == [
        ("the start of phase 1 is not filled in, although she has moved in", "is Fase 1 start to be 20.1.2025?")
    ]
    assert check(moved, on=day("19.1.2025")) == []
    assert check(course(Indflytning="20.1.2025", Fase_1_start="snart"), on=day("1.2.2025")) == []
    assert check(course(Indflytning="20.1.2025", Afslutning="30.1.2025"), on=day("1.2.2025")) == []


# R15

PROTECTED = {"Adressebeskyttelse": "navne- og adressebeskyttelse"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("19.11.2025", []),
        ("20.11.2025", ["the protection of her address lapses on 20.12.2025"]),
        ("20.12.2025", ["the protection of her address lapses on 20.12.2025"]),
        ("21.12.2025", ["the protection of her address lapsed on 20.12.2025"]),
    ],
)
def test_a_protection_is_told_from_thirty_days_before_it_lapses(on: str, expected: list[str]) -> None:
    hint = "help her renew it, and write its new last day in Beskyttelse til"
    assert texts(course(Beskyttelse_fra="20.12.2024") | PROTECTED, on=day(on)) == [
        (message, hint) for message in expected
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Beskyttelse_fra": "1.6.2024"}, ["Forløb!B2 protection-lapses (warning)"]),
        ({"Beskyttelse_til": "1.6.2025"}, ["Forløb!B2 protection-lapses (warning)"]),
        ({"Beskyttelse_fra": "1.6.2024", "Beskyttelse_til": "1.9.2025"}, ["Forløb!C2 protection-lapses (warning)"]),
        ({"Beskyttelse_fra": "1.6.2024", "Beskyttelse_til": "1.6.2026"}, []),
        ({"Beskyttelse_fra": "1.6.2024", "Beskyttelse_til": "snart"}, []),
        ({"Beskyttelse_fra": "1.6.2024", "Beskyttelse_til": "1.5.2024"}, ["Forløb!C2 dates-reversed"]),
        ({"Beskyttelse_fra": "1.6.2024", "Adressebeskyttelse": "ingen"}, []),
        ({"Beskyttelse_fra": "1.6.2024", "Adressebeskyttelse": "uoplyst"}, ["Forløb!B2 protection-lapses (warning)"]),
        ({"Beskyttelse_fra": "1.6.2024", "Afslutning": "1.9.2025"}, []),
        ({"Beskyttelse_fra": "1.6.2024", "Afslutning": "2.9.2025"}, ["Forløb!B2 protection-lapses (warning)"]),
        ({"Adressebeskyttelse": "særlig"}, []),
    ],
)
def test_a_lapse_is_told_where_its_day_stands_while_the_course_is_open(
    cells: dict[str, str], expected: list[str]
) -> None:
    assert check(course(**cells)) == expected


# closings


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Afslutningstype": "flyttet"}, ["Forløb!2 closing-without-day (warning)"]),
        ({"Afslutningstype": "flyttet", "Afslutning": None, "Sidste_samtale": "2.2.2025"},
         ["Forløb!C2 closing-without-day (warning)"]),
        ({"Afslutningstype": "flyttet", "Afslutning": "snart"}, []),
        ({"Afslutning": "1.6.2025", "Sidste_samtale": "2.6.2025"}, ["Forløb!C2 talk-after-closing (warning)"]),
        ({"Afslutning": "1.6.2025", "Sidste_samtale": "1.6.2025"}, []),
        ({"Sidste_samtale": "1.6.2025"}, []),
    ],
)  # fmt: skip
def test_a_closing_that_does_not_fit_is_doubtful(cells: dict[str, Any], expected: list[str]) -> None:
    assert check(course(**cells)) == expected


@pytest.mark.parametrize(
    ("began", "closed", "kind", "expected"),
    [
        ("1.2.2025", "31.7.2025", "gennemført", ["Forløb!D2 completed-early (warning)"]),
        ("1.2.2025", "1.8.2025", "gennemført", []),
        ("1.2.2025", "31.7.2025", "eget ønske", []),
        (None, "31.7.2025", "gennemført", ["Forløb!D2 completed-early (warning)"]),
        ("snart", "31.7.2025", "gennemført", []),
        ("1.2.2025", "1.1.2025", "gennemført", ["Forløb!C2 dates-reversed"]),
        ("1.2.2025", "1.2.2025", "gennemført", ["Forløb!D2 completed-early (warning)"]),
    ],
)
def test_a_course_is_completed_only_in_phase_3_or_later(
    began: str | None, closed: str, kind: str, expected: list[str]
) -> None:
    assert check(course(Fase_1_start=began, Afslutning=closed, Afslutningstype=kind)) == expected


def test_whether_phase_3_has_begun_is_not_known_while_a_pause_is_open() -> None:
    closed = course(Fase_1_start="1.2.2025", Afslutning="31.7.2025", Afslutningstype="gennemført")
    pause = {"Forløbsnr": NR, "Fra": day("1.3.2025"), "Til": None}
    assert said(problems({"Forløb": [closed], "Pauser": [pause]})) == []


def test_what_is_said_of_a_closing() -> None:
    assert texts(course(Afslutningstype="flyttet")) == [
        ("Afslutningstype is filled in, but the day is not", "fill in the day, or clear Afslutningstype")
    ]
    assert texts(course(Afslutning="1.6.2025", Sidste_samtale="2.6.2025")) == [
        ("after the course closed on 1.6.2025",
         "correct one of the two dates; after the closing there is no contact"),
    ]  # fmt: skip
    assert texts(course(Fase_1_start="1.2.2025", Afslutning="1.5.2025", Afslutningstype="gennemført")) == [
        ("gennemført, but phase 3 begins on 1.8.2025", "correct Afslutning, or choose how the course stopped")
    ]
    assert texts(course(Afslutning="1.5.2025", Afslutningstype="gennemført")) == [
        ("gennemført, but Fase 1 start is blank", "fill in Fase 1 start, or choose another Afslutningstype")
    ]


# earlier courses


def chain(*links: str) -> list[dict[str, Any]]:
    """Courses such as "25-002<25-001": 25-001 is the earlier course of 25-002."""
    rows = []
    for link in links:
        number, _, earlier = link.partition("<")
        rows.append({"Forløbsnr": number, "Tidligere forløb": earlier or None})
    return rows


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (["25-001", "25-002<25-001", "25-003<25-002"], []),
        (["25-001<25-001"], ["Forløb!B2 earlier-course-circle"]),
        (["25-002<25-001", "25-001<25-002"], ["Forløb!B3 earlier-course-circle"]),
        (["25-004<25-002", "25-002<25-003", "25-003<25-002"], ["Forløb!B3 earlier-course-circle"]),
        (["25-002<19-001"], []),
    ],
)
def test_a_circle_of_earlier_courses_is_one_error_at_its_lowest_number(links: list[str], expected: list[str]) -> None:
    assert check(*chain(*links)) == expected


def test_what_is_said_of_a_circle_names_its_courses() -> None:
    hint = "write the number of the course that was before this one, or clear the cell"
    assert texts(*chain("25-001<25-001")) == [("the course names itself", hint)]
    assert texts(*chain("25-002<25-001", "25-001<25-003", "25-003<25-002")) == [
        ("25-001, 25-003, 25-002 name each other in a circle", hint)
    ]


def restart(earlier: dict[str, str | None], later: dict[str, str | None]) -> list[dict[str, Any]]:
    first = course(Kontakt_start=None, Fase_1_start=None, Afslutning=None, Afslutningstype=None)
    return [first | {k: _cell(v) for k, v in earlier.items()} | {"Forløbsnr": "24-003", "Tidligere forløb": None},
            first | {k: _cell(v) for k, v in later.items()} | {"Tidligere forløb": "24-003"}]  # fmt: skip


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ({"Afslutning": "14.3.2025"}, {"Kontakt start": "14.3.2025"}, []),
        ({"Afslutning": "14.3.2025"}, {"Kontakt start": "13.3.2025", "Fase 1 start": "1.4.2025"},
         ["Forløb!B3 earlier-course-open (warning)"]),
        ({"Afslutning": "14.3.2025"}, {"Fase 1 start": "13.3.2025"}, ["Forløb!C3 earlier-course-open (warning)"]),
        ({"Afslutning": "14.3.2025"}, {}, []),
        ({}, {"Fase 1 start": "13.3.2025"}, ["Forløb!D2 earlier-course-open (warning)"]),
        ({}, {}, []),
        ({"Afslutning": "snart"}, {"Fase 1 start": "13.3.2025"}, []),
        ({"Afslutningstype": "nyt forløb"}, {"Fase 1 start": "13.3.2025"},
         ["Forløb!D2 closing-without-day (warning)"]),
    ],
)  # fmt: skip
def test_two_courses_of_one_woman_at_the_same_time_are_doubtful(
    earlier: dict[str, str | None], later: dict[str, str | None], expected: list[str]
) -> None:
    assert check(*restart(earlier, later)) == expected


def test_what_is_said_of_two_courses_at_the_same_time_names_the_other() -> None:
    assert texts(*restart({"Afslutning": "14.3.2025"}, {"Fase 1 start": "13.3.2025"})) == [
        ("begun before the earlier course 24-003 closed on 14.3.2025", "correct one of the two dates")
    ]
    assert texts(*restart({}, {"Fase 1 start": "13.3.2025"})) == [
        ("the later course 25-014 has begun, and this one is not closed",
         "close this one, or correct Tidligere forløb"),
    ]  # fmt: skip


def test_courses_in_a_circle_are_not_compared() -> None:
    rows = chain("25-002<25-001", "25-001<25-002")
    assert check(*(row | {"Fase 1 start": BEGAN} for row in rows)) == ["Forløb!B3 earlier-course-circle"]


def test_the_check_of_a_register_runs_these_rules() -> None:
    path = register({"Forløb": chain("25-001<25-001")})
    assert "Forløb!B2 earlier-course-circle" in said(check_register(*read_register(path), on=TODAY))
