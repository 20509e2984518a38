"""Referrals and the committee: R9, R9b, the flow of R20, the numbers of A24."""

from datetime import date
from typing import Any

import pytest

from ctidocs.check import check_register
from ctidocs.check.look import Look
from ctidocs.check.visitation import VISITATION_RULES
from ctidocs.problems import Problem
from ctidocs.register.read import read_register
from tests.registers import register, said, settings_sheet

NR = "25-014"
TODAY = date(2025, 9, 1)
REFERRED = date(2025, 3, 3)
DECIDED = date(2025, 3, 12)
BEGAN = date(2025, 4, 1)


def problems(sheets: dict[str, Any]) -> list[Problem]:
    found, _read = read_register(register(sheets))
    look = Look(found, TODAY)
    return [problem for rule in VISITATION_RULES for problem in rule(look)]


def referral(**cells: Any) -> dict[str, Any]:
    """A referral with these cells, their headers in the order given."""
    return {"Forløbsnr": NR, **{header.replace("_", " "): value for header, value in cells.items()}}


def check(*rows: dict[str, Any], course: dict[str, Any] | None = None, **settings: Any) -> list[str]:
    return said(problems(_sheets(*rows, course=course, **settings)))


def texts(*rows: dict[str, Any], course: dict[str, Any] | None = None, **settings: Any) -> list[tuple[str, str]]:
    return [(problem.message, problem.hint) for problem in problems(_sheets(*rows, course=course, **settings))]


def _sheets(*rows: dict[str, Any], course: dict[str, Any] | None, **settings: Any) -> dict[str, Any]:
    sheets: dict[str, Any] = {"Opsætning": settings_sheet(settings)} if settings else {}
    if rows:
        sheets["Visitation"] = list(rows)
    return sheets | ({"Forløb": [{"Forløbsnr": NR} | course]} if course else {})


def criteria(answers: str) -> dict[str, Any]:
    """The six columns from "ja nej uoplyst - ? -": - is blank, ? cannot be read."""
    headers = (
        "K1 Risiko for at vende tilbage", "K2 Svært ved at overskue egen bolig",
        "K3 Ringe tilknytning til arbejdsmarkedet", "K4 Ringe netværk", "K5 Dårlig trivsel",
        "K6 Flytter uden voldsudøveren",
    )  # fmt: skip
    cells = {"-": None, "?": "måske"}
    return dict(zip(headers, (cells.get(answer, answer) for answer in answers.split()), strict=True))


# dates


@pytest.mark.parametrize(
    ("decided", "expected"),
    [(date(2025, 3, 2), ["Visitation!C2 dates-reversed"]), (REFERRED, []), (DECIDED, []), (None, [])],
)
def test_a_decision_before_its_referral_is_an_error_at_the_decision(decided: date | None, expected: list[str]) -> None:
    assert check(referral(Indstillet_dato=REFERRED, Beslutningsdato=decided)) == expected


def test_the_message_of_a_reversed_date_gives_the_other_date() -> None:
    assert texts(referral(Indstillet_dato=REFERRED, Beslutningsdato=date(2025, 3, 2))) == [
        ("the decision is dated before the referral of 3.3.2025", "correct one of the two dates")
    ]


@pytest.mark.parametrize(("day", "expected"), [(13, ["Visitation!C2 consent-after-decision (warning)"]), (12, [])])
def test_a_consent_after_the_decision_is_doubtful(day: int, expected: list[str]) -> None:
    assert check(referral(Beslutningsdato=DECIDED, Samtykke_til_indstilling=date(2025, 3, day))) == expected


def test_a_consent_without_a_decision_is_in_time() -> None:
    assert check(referral(Beslutningsdato=None, Samtykke_til_indstilling=REFERRED)) == []


# R9

DAY = {"Beslutningsdato": DECIDED}


@pytest.mark.parametrize(
    ("answers", "decision", "expected"),
    [
        ("ja nej nej ja nej nej", "godkendt", []),
        ("ja uoplyst nej nej nej nej", "godkendt", ["Visitation!C2 target-group-undecided (warning)"]),
        ("ja uoplyst nej nej nej nej", None, ["Visitation!C2 target-group-undecided (warning)"]),
        ("ja nej nej nej - nej", "udskudt", ["Visitation!F2 target-group-undecided (warning)"]),
        ("ja nej nej nej nej nej", "godkendt", ["Visitation!H2 outside-target-group (warning)"]),
        ("ja nej nej nej nej nej", "afslag", []),
        ("ja nej nej nej nej nej", None, []),
        ("- - - - - -", None, []),
        ("- - - - - -", "afslag", ["Visitation!B2 target-group-undecided (warning)"]),
        ("- - - - - -", "trukket tilbage", []),
        ("ja ? nej nej nej nej", "godkendt", []),
    ],
)
def test_the_target_group_is_looked_at_once_something_is_answered_or_decided(
    answers: str, decision: str | None, expected: list[str]
) -> None:
    row = referral() | criteria(answers) | {"Udvalgets beslutning": decision} | DAY
    assert check(row) == expected


def test_what_is_said_of_the_target_group_names_the_criteria_and_counts_them() -> None:
    undecided = referral() | criteria("ja uoplyst nej nej - nej")
    assert texts(undecided) == [
        ("the target group cannot be decided: K2, K5 not answered, 1 met, 2 needed", "answer ja or nej")
    ]
    outside = referral() | criteria("ja nej nej nej nej nej") | {"Udvalgets beslutning": "godkendt"} | DAY
    assert texts(outside) == [
        ("approved with 1 of 6 criteria met; 2 are needed",
         "check the answers, or say in Begrundelse why she was taken in"),
    ]  # fmt: skip


def test_the_programme_decides_how_many_criteria_are_needed() -> None:
    row = referral() | criteria("ja nej nej nej nej nej") | {"Udvalgets beslutning": "godkendt"} | DAY
    assert check(row, **{"Kriterier mindst": 1}) == []


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (2008, ["Visitation!C2 under-age"]),
        (2007, ["Visitation!C2 age-to-check (warning)"]),
        (2006, []),
        (None, []),
        ("for nylig", []),
    ],
)
@pytest.mark.parametrize("anonymous", ["ja", "nej", None])
def test_a_woman_under_eighteen_is_an_error_and_one_who_turns_eighteen_that_year_a_warning(
    born: object, expected: list[str], anonymous: str | None
) -> None:
    assert check(referral(Indstillet_dato=REFERRED, Fødselsår=born, Anonym=anonymous)) == expected


def test_what_is_said_of_her_age_does_not_repeat_it() -> None:
    assert texts(referral(Indstillet_dato=REFERRED, Fødselsår=2010)) == [
        ("she was under 18 when she was referred on 3.3.2025", "correct the year, or the date of the referral")
    ]
    assert texts(referral(Indstillet_dato=REFERRED, Fødselsår=2007)) == [
        ("she turned 18 in the year of the referral", "check that she was 18 that day")
    ]
    assert check(referral(Indstillet_dato=None, Fødselsår=2010)) == []


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        ("København, Frederiksberg", ["Visitation!B3 other-municipality (warning)"]),
        ("101, 851 Aalborg", []),
        (" , ", []),
        (None, []),
        ("København, Andeby", []),
    ],
)
def test_another_acting_municipality_than_the_projects_is_doubtful(project: str | None, expected: list[str]) -> None:
    rows = [referral(Handlekommune=101), referral(Handlekommune=851) | {"Forløbsnr": "25-015"},
            {"Forløbsnr": "25-016"}]  # fmt: skip
    assert check(*rows, Projektkommuner=project) == expected


def test_the_hint_of_another_municipality_names_the_setting() -> None:
    assert texts(referral(Handlekommune=851), Projektkommuner="København") == [
        ("this municipality is not in the project", "check it, or add it to Projektkommuner in Opsætning")
    ]


# R9b

SHELTER = {"Krisecenter indflyttet": date(2025, 1, 10)}


@pytest.mark.parametrize(
    ("plan", "on", "expected"),
    [
        ("tilbudt", date(2025, 4, 10), []),
        ("tilbudt", date(2025, 4, 11), ["Visitation!D2 plan141-late (warning)"]),
        ("ønsket ikke", date(2025, 4, 11), ["Visitation!D2 plan141-late (warning)"]),
        (None, date(2025, 4, 11), ["Visitation!D2 plan141-late (warning)"]),
        ("ikke relevant", date(2025, 4, 11), []),
        ("tilbudt", None, []),
        (None, None, ["Visitation!C2 missing (missing)"]),
        (None, "snart", []),
        ("måske", None, []),
    ],
)
def test_the_plan_is_to_be_offered_within_three_months_of_the_shelter(
    plan: str | None, on: object, expected: list[str]
) -> None:
    assert check(referral() | SHELTER | {"Handleplan § 141": plan, "Handleplan § 141 dato": on}) == expected


def test_what_is_said_of_the_plan_gives_its_deadline() -> None:
    assert texts(referral() | SHELTER | {"Handleplan § 141 dato": date(2025, 5, 2)}) == [
        ("after 10.4.2025, three months after she moved into the shelter",
         "check the date; the plan is to be offered within three months"),
    ]  # fmt: skip
    assert texts(referral() | SHELTER) == [
        ("the plan under § 141 was to be offered by 10.4.2025", "choose how far it is, or ikke relevant")
    ]


@pytest.mark.parametrize(("on", "expected"), [(date(2025, 4, 10), 0), (date(2025, 4, 11), 1)])
def test_the_plan_is_asked_for_from_the_day_after_its_deadline(on: date, expected: int) -> None:
    found, _read = read_register(register({"Visitation": [referral() | SHELTER]}))
    assert len([problem for rule in VISITATION_RULES for problem in rule(Look(found, on))]) == expected


@pytest.mark.parametrize(
    ("decision", "closed", "expected"),
    [
        ("godkendt", None, ["Visitation!5 missing (missing)"]),
        ("udskudt", None, ["Visitation!5 missing (missing)"]),
        ("afslag", None, []),
        ("trukket tilbage", None, []),
        ("godkendt", TODAY, []),
        ("godkendt", date(2025, 9, 2), ["Visitation!5 missing (missing)"]),
    ],
)
def test_nobody_asks_for_the_plan_of_a_woman_who_was_refused_or_whose_course_is_closed(
    decision: str, closed: date | None, expected: list[str]
) -> None:
    answered = criteria("ja ja nej nej nej nej") | DAY
    others = [{"Forløbsnr": f"25-10{number}"} for number in range(3)]
    row = referral() | answered | SHELTER | {"Udvalgets beslutning": decision}
    assert check(*others, row, course={"Afslutning": closed}) == expected


# A24


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ("001–499", ["Visitation!A3 outside-number-series (warning)"]),
        ("1-99, 500-599", []),
        ("500–599", ["Visitation!A2 outside-number-series (warning)"]),
        (None, []),
        ("fra 1 til 499", ["Opsætning!B2 bad-number-series"]),
        ("499–001", ["Opsætning!B2 bad-number-series"]),
    ],
)
def test_a_number_outside_the_registers_own_series_is_a_warning(series: str | None, expected: list[str]) -> None:
    assert check(referral(), {"Forløbsnr": "25-514"}, Nummerserie=series) == expected


def test_what_is_said_of_a_series_shows_it_as_it_was_understood() -> None:
    assert texts({"Forløbsnr": "25-514"}, Nummerserie="1-99,200") == [
        ("the number is outside this register's own, 001–099, 200", "correct the number, or Nummerserie in Opsætning")
    ]
    assert texts({"Forløbsnr": "25-514"}, Nummerserie="alle") == [
        ("Nummerserie cannot be read", "write it as 001–499, or several with commas between")
    ]


# R20

APPROVED = referral(Udvalgets_beslutning="godkendt") | DAY | criteria("ja ja nej nej nej nej")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"Kvindens valg": "CTI"}, []),
        ({"Kvindens valg": "intet"}, ["Forløb!B2 begun-though-declined (warning)"]),
        ({"Kvindens valg": "måske"}, []),
        ({"Udvalgets beslutning": "afslag"}, ["Forløb!B2 begun-though-refused"]),
        ({"Udvalgets beslutning": "trukket tilbage"}, ["Forløb!B2 begun-though-refused"]),
        ({"Udvalgets beslutning": "udskudt"}, ["Forløb!B2 begun-without-approval (warning)"]),
        ({"Udvalgets beslutning": None}, ["Forløb!B2 begun-without-approval (warning)"]),
        ({"Udvalgets beslutning": "jo"}, []),
        ({"Forløbsnr": "25-015"}, ["Forløb!B2 begun-without-approval (warning)"]),
        ({"Forløbsnr": "25-14"}, []),
    ],
)
def test_a_course_that_begins_without_her_yes_and_an_approval_is_told_at_its_start(
    change: dict[str, Any], expected: list[str]
) -> None:
    assert check(APPROVED | change, course={"Fase 1 start": BEGAN}) == expected


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"Kvindens valg": "intet"}, "phase 1 has begun, but Kvindens valg is not CTI",
         "correct Kvindens valg in Visitation"),
        ({"Udvalgets beslutning": "afslag"}, "phase 1 has begun, but Udvalgets beslutning is afslag",
         "correct the decision, or clear Fase 1 start; a new referral has a number of its own"),
        ({"Udvalgets beslutning": None}, "phase 1 has begun without the committee's approval",
         "correct Udvalgets beslutning"),
        ({"Forløbsnr": "25-015"}, "phase 1 has begun without a row in Visitation", "add the referral to Visitation"),
    ],
)  # fmt: skip
def test_what_is_said_of_such_a_start(change: dict[str, Any], message: str, hint: str) -> None:
    assert texts(APPROVED | change, course={"Fase 1 start": BEGAN}) == [(message, hint)]


def test_a_course_that_has_not_begun_may_wait_for_everything() -> None:
    assert check(APPROVED | {"Udvalgets beslutning": "afslag"}, course={"Kontakt start": BEGAN}) == []


@pytest.mark.parametrize(
    ("decision", "choice", "expected"),
    [
        ("afslag", "koordinerende rådgivning", ["Visitation!J2 choice-after-refusal (warning)"]),
        ("afslag", None, []),
        ("godkendt", "intet", []),
        ("udskudt", "CTI", []),
    ],
)
def test_after_a_refusal_there_is_nothing_to_choose(decision: str, choice: str | None, expected: list[str]) -> None:
    row = APPROVED | {"Udvalgets beslutning": decision, "Kvindens valg": choice}
    assert check(row) == expected
    if expected:
        assert texts(row) == [
            ("she was refused, so there was nothing to choose",
             "write what she is offered under Tilbud ved afslag, and clear Kvindens valg"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "day", "expected"),
    [
        ("godkendt", None, ["Visitation!C2 missing (missing)"]),
        ("afslag", None, ["Visitation!C2 missing (missing)"]),
        ("trukket tilbage", None, ["Visitation!C2 missing (missing)"]),
        ("udskudt", None, []),
        ("godkendt", DECIDED, []),
        ("godkendt", "i går", []),
    ],
)
def test_a_decision_needs_the_day_that_reports_and_deletion_count_from(
    decision: str, day: object, expected: list[str]
) -> None:
    row = referral(Udvalgets_beslutning=decision, Beslutningsdato=day) | criteria("ja ja nej nej nej nej")
    assert check(row) == expected
    if expected:
        assert texts(row) == [("the decision has no date", "fill in the day; reports and deletion count from it")]


def test_a_referral_that_stands_twice_is_looked_at_once() -> None:
    row = referral(Indstillet_dato=REFERRED, Fødselsår=2012)
    assert check(row, row) == ["Visitation!C2 under-age"]


def test_the_check_of_a_register_runs_these_rules() -> None:
    path = register({"Visitation": [referral(Indstillet_dato=REFERRED, Fødselsår=2012)]})
    assert "Visitation!C2 under-age" in said(check_register(*read_register(path), on=TODAY))
