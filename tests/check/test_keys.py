"""The key workbook: R16 and F26. Every number here is invented; `real_looking` is made, never written down."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.check.keys import keys_rules
from ctidocs.check.look import Look
from ctidocs.method.cpr import read_cpr
from ctidocs.problems import Problem
from ctidocs.register.read import read_register
from ctidocs.register.schema import KEY
from tests.registers import register, said

NR = "25-014"
TODAY = date(2025, 9, 1)


def problems(*rows: dict[str, Any], sample: bool = False, anonymous: frozenset[str] = frozenset()) -> list[Problem]:
    found, _read = read_register(register({"Nøgle": list(rows)}), sheets=(KEY,))
    return list(keys_rules(Look(found, TODAY), sample=sample, anonymous=anonymous))


def key(cpr: str | None, **cells: str) -> dict[str, Any]:
    return {"Forløbsnr": NR, "CPR": cpr} | {header.replace("_", " "): value for header, value in cells.items()}


def with_control_digit(beginning: str) -> str:
    """The ten digits that begin with these seven and pass modulus 11."""
    serials = (f"{beginning}{serial:03}" for serial in range(1000))
    return next(digits for digits in serials if read_cpr(digits).rest == 0)


@pytest.mark.parametrize(
    ("cpr", "expected"),
    [
        ("170485-4003", []),
        ("1704124001", []),
        ("170460-5002", ["Nøgle!B2 cpr-century (warning)"]),
        ("310298-1234", ["Nøgle!B2 cpr-date"]),
        ("0109254003", []),
        ("0209254003", ["Nøgle!B2 cpr-date"]),
        ("17048540031", []),
        (None, []),
    ],
)
def test_a_number_that_cannot_be_is_an_error_and_one_of_the_1800s_doubtful(
    cpr: str | None, expected: list[str]
) -> None:
    assert said(problems(key(cpr))) == expected


@pytest.mark.parametrize("sample", [True, False])
def test_only_sample_data_refuses_a_number_that_may_be_real(sample: bool) -> None:
    real_looking = with_control_digit("1704854")
    rows = [key(real_looking), key("0101854003"), key("0201854003"), key("310298-1234")]
    assert said(problems(*rows, sample=sample)) == [
        *(["Nøgle!B2 cpr-may-be-real", "Nøgle!B3 cpr-may-be-real"] if sample else []), "Nøgle!B5 cpr-date",
    ]  # fmt: skip


def test_what_is_said_of_a_number_never_shows_it() -> None:
    rows = [key("310298-1234"), key("0209254003"), key("170460-5002"), key(with_control_digit("1704854"))]
    assert [(problem.message, problem.hint) for problem in problems(*rows, sample=True)] == [
        ("the number begins with a day that there is not", "correct the number"),
        ("the number tells a day of birth that is still to come", "correct the number"),
        ("by its seventh digit the number is of the year 1860", "check the number"),
        ("the number may be a real person's, and this is sample data",
         "use one that fails modulus 11 and is not of 1 January, or set Eksempeldata to nej"),
    ]  # fmt: skip


@given(st.lists(st.from_regex(r"[0-9]{10}", fullmatch=True), min_size=1, max_size=4), st.booleans())
def test_no_message_holds_four_digits_of_a_number_in_a_row(numbers: list[str], sample: bool) -> None:
    for problem in problems(*(key(number) for number in numbers), sample=sample):
        text = (problem.message + problem.hint).replace("of the year 18", "")
        assert not any(number[at : at + 4] in text for number in numbers for at in range(7))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (key(None, Fulde_navn="Eksempelfornavn Eksempelsen"), ["Nøgle!C2 anonymous-named (warning)"]),
        (key("170485-4003"), ["Nøgle!B2 anonymous-named (warning)"]),
        (key("170485-4003", Fulde_navn="Eksempelfornavn Eksempelsen"), ["Nøgle!C2 anonymous-named (warning)"]),
        (key(None, Kaldenavn="Eksempelfornavn"), []),
        (key(None), []),
    ],
)
def test_an_anonymous_woman_has_no_full_name_and_no_cpr(row: dict[str, Any], expected: list[str]) -> None:
    assert said(problems(row, anonymous=frozenset({NR}))) == expected
    assert said(problems(row, anonymous=frozenset({"25-015"}))) == []


def test_what_is_said_of_an_anonymous_woman_says_no_name() -> None:
    found = problems(key(None, Fulde_navn="Eksempelfornavn Eksempelsen"), anonymous=frozenset({NR}))
    assert [(problem.message, problem.hint) for problem in found] == [
        ("she is anonymous in Visitation, but her name or CPR stands here",
         "clear them, or correct Anonym in Visitation"),
    ]  # fmt: skip
