"""Each kind of cell: what it accepts, and as what; what it refuses, and with which words."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.problems import Level
from ctidocs.register.cell import plain_text
from ctidocs.register.column import Column, Kind
from ctidocs.register.kinds import Fault, free_text, parser
from ctidocs.register.municipalities import MUNICIPALITIES
from ctidocs.register.schema import ALL_SHEETS

DAY = date(2025, 5, 15)
COLORS = ("rød", "blå", "social støtte (§ 85 m.fl.)")


def column(kind: Kind, **more: Any) -> Column:
    return Column("Overskrift", kind, "", (), **({"choices": COLORS} if kind is Kind.CHOICE else {}), **more)


def read(kind: Kind, raw: object, **more: Any) -> Any:
    """The value, or the code of the fault."""
    value = parser(column(kind, **more), {})(raw)
    return value.code if isinstance(value, Fault) else value


ACCEPTED = [
    (Kind.CASE, "25-014", "25-014"),
    (Kind.CASE, " 25-014 ", "25-014"),
    (Kind.DATE, DAY, DAY),
    (Kind.DATE, datetime(2025, 5, 15, 10, 30), DAY),
    (Kind.DATE, "15.05.2025", DAY),
    (Kind.DATE, "15.5.2025", DAY),
    (Kind.DATE, "15-05-2025", DAY),
    (Kind.DATE, "15/5/2025", DAY),
    (Kind.DATE, "2025-05-15", DAY),
    (Kind.DATE, "2025-05-15 00:00:00", DAY),
    (Kind.DATE, "  15.05.2025 ", DAY),
    (Kind.DATE, "29.02.2024", date(2024, 2, 29)),
    (Kind.NUMBER, 1234.5, 1234.5),
    (Kind.NUMBER, "1.234,50", 1234.5),
    (Kind.NUMBER, "1234,5", 1234.5),
    (Kind.NUMBER, "-12", -12.0),
    (Kind.NUMBER, "1.234", 1234.0),
    (Kind.NUMBER, "1.234.567,89", 1234567.89),
    (Kind.NUMBER, 1e15, 1e15),
    (Kind.NUMBER, 0.1 + 0.2, 0.1 + 0.2),
    (Kind.WHOLE, 3.0, 3),
    (Kind.WHOLE, "3", 3),
    (Kind.WHOLE, "1.200", 1200),
    (Kind.WHOLE, 0.0, 0),
    (Kind.YEAR, 1988.0, 1988),
    (Kind.YEAR, "1988", 1988),
    *((Kind.YES_NO, raw, True) for raw in ("ja", "Ja ", "JA", "x", "X", True, 1.0, "TRUE", "sand", "1")),
    *((Kind.YES_NO, raw, False) for raw in ("nej", " Nej", False, 0.0, "FALSE", "falsk", "0")),
    (Kind.YES_NO_UNKNOWN, "Ja ", "ja"),
    (Kind.YES_NO_UNKNOWN, True, "ja"),
    (Kind.YES_NO_UNKNOWN, 0.0, "nej"),
    (Kind.YES_NO_UNKNOWN, "UOPLYST", "uoplyst"),
    (Kind.CHOICE, "rød", "rød"),
    (Kind.CHOICE, " RØD", "rød"),
    (Kind.CHOICE, "bla\u030a", "blå"),
    (Kind.CHOICE, "social  støtte\n(§ 85 m.fl.)", "social støtte (§ 85 m.fl.)"),
    (Kind.MUNICIPALITY, "København", "København"),
    (Kind.MUNICIPALITY, "københavn ", "København"),
    (Kind.MUNICIPALITY, 101.0, "København"),
    (Kind.MUNICIPALITY, "101", "København"),
    (Kind.MUNICIPALITY, "101 København", "København"),
    (Kind.MUNICIPALITY, "101  københavn", "København"),
    *((Kind.SCORE, float(n), n) for n in range(1, 11)),
    (Kind.SCORE, "7", 7),
    (Kind.SCORE, "7,0", 7),
    (Kind.SCORE, "Ikke relevant", "ikke relevant"),
    (Kind.SCORE, "ønsker  ikke", "ønsker ikke"),
    (Kind.SCORE, "ikke spurgt", "ikke spurgt"),
    (Kind.MONTH, "2018-03", "2018-03"),
    (Kind.MONTH, date(2018, 3, 1), "2018-03"),
    (Kind.MONTH, datetime(2018, 3, 1), "2018-03"),
    (Kind.PERIOD, "2025", "2025"),
    (Kind.PERIOD, 2025.0, "2025"),
    (Kind.PERIOD, "2025-h2", "2025-H2"),
    (Kind.PERIOD, "2025-K3 ", "2025-K3"),
    (Kind.CPR, "170485-4003", "1704854003"),
    (Kind.CPR, "1704854003", "1704854003"),
    (Kind.CPR, 1704854003.0, "1704854003"),
    (Kind.CPR, 101701234.0, "0101701234"),
    (Kind.TEXT, "  to\nlinjer ", "  to\nlinjer "),
    (Kind.TEXT, 12.0, "12"),
    (Kind.TEXT, 1234.5, "1234,5"),
    (Kind.TEXT, 0.1 + 0.2, "0,3"),
    (Kind.TEXT, True, "ja"),
    (Kind.TEXT, DAY, "15.5.2025"),
    (Kind.TEXT, datetime(2025, 5, 15, 10, 30), "15.5.2025 10:30"),
]

REFUSED = [
    *((Kind.CASE, raw, "not-a-case-number") for raw in (25014.0, DAY, "25-14", "2025-014", "25–014", "٢٥-٠١٤", True)),
    *((Kind.DATE, raw, "not-a-date") for raw in (
        "30.02.2025", "2025-02-30", "29.02.2025", "15.05.25", "15.05", "15. maj 2025", "i går", "2025-05-15 10:30",
        45000.0, True, time(10, 30), timedelta(hours=30), "15.05.2025 ca.", "05/15/2025", "٠١.٠١.٢٠٢٥")),
    *((Kind.DATE, raw, "date-out-of-range") for raw in (
        date(1899, 12, 31), date(2101, 1, 1), "1.1.0205", date(9999, 1, 1))),
    *((Kind.NUMBER, raw, "not-a-number") for raw in (
        "1,234.50", "1.23", "1.2345", "ca. 5", "5 kr.", "1 234", "", True, DAY, 1e16, float("nan"), float("inf"),
        "9" * 400) if raw != ""),
    *((Kind.WHOLE, raw, "not-a-whole-number") for raw in (2.5, "2,5", "to", True, DAY, float("nan"))),
    *((Kind.YEAR, raw, "not-a-year") for raw in (DAY, "15.05.1988", 1988.5, "firs")),
    *((Kind.YES_NO, raw, "not-yes-no") for raw in ("uoplyst", "måske", 2.0, DAY)),
    *((Kind.YES_NO_UNKNOWN, raw, "not-yes-no") for raw in ("måske", 2.0, "ved ikke")),
    *((Kind.CHOICE, raw, "not-in-list") for raw in ("grøn", 4.0, True, DAY)),
    *((Kind.MUNICIPALITY, raw, "not-a-municipality") for raw in ("Andeby", 999.0, "101 Aarhus", 101.5)),
    *((Kind.SCORE, raw, "not-a-score") for raw in (0.0, 11.0, 5.5, "5,5", "ca. 5", -1.0, True, "syv", DAY)),
    *((Kind.MONTH, raw, "not-a-month") for raw in (
        date(2018, 3, 2), "2018-13", "2018-3", "marts 2018", 2018.0, "0018-03")),
    *((Kind.PERIOD, raw, "not-a-period") for raw in ("2025-K5", "2025-H3", "2025-Q1", "1. kvartal", DAY, "25")),
    *((Kind.CPR, raw, "not-a-cpr") for raw in ("170485", "101701234", 17048540031.0, "170485-400x", True, "٠" * 10)),
    *((Kind.TEXT, raw, "bad-character") for raw in (
        "a\x01b", "a\x0bb", "a\ufffeb", "a\ud800b", "_xD800_", "_xdfff_", "_xFFFE_")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "value"), ACCEPTED, ids=repr)
def test_a_cell_is_read_as(kind: Kind, raw: object, value: object) -> None:
    found = read(kind, raw)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("kind", "raw", "code"), REFUSED, ids=repr)
def test_a_cell_is_refused_with_a_code(kind: Kind, raw: object, code: str) -> None:
    assert read(kind, raw) == code


@pytest.mark.parametrize("kind", Kind)
def test_blanks_alone_are_no_value_and_no_error(kind: Kind) -> None:
    for raw in (" ", "\n", "\t ", "\u00a0"):
        assert read(kind, raw) is None
        assert read(kind, raw, key=True) is None


@pytest.mark.parametrize("kind", Kind)
@given(raw=st.text() | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times() | st.timedeltas())
def test_nothing_a_person_can_type_raises_and_no_message_shows_it(kind: Kind, raw: Any) -> None:
    parse = parser(column(kind), {})
    first = parse(raw)
    assert parse(raw) == first, "the second time it is the same"
    if isinstance(first, Fault) and isinstance(raw, str) and len(raw) > 6:
        assert raw not in first.message + first.hint


def test_true_and_one_are_not_the_same_cell_though_they_are_equal() -> None:
    whole, score = parser(column(Kind.WHOLE), {}), parser(column(Kind.SCORE), {})
    assert whole(1.0) == 1 and isinstance(whole(True), Fault) and whole(1.0) == 1
    assert isinstance(score(True), Fault) and score(1.0) == 1 and isinstance(score(True), Fault)


def test_a_key_is_compared_without_blanks_around_it_and_in_one_unicode_form() -> None:
    assert read(Kind.TEXT, " A\u030ase ", key=True) == "Åse"
    assert read(Kind.TEXT, " A\u030ase ", refers_to="Medarbejdere") == "Åse"


def test_a_long_text_is_a_warning_and_stands() -> None:
    fault = free_text("æ" * 201)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.level, fault.value) == ("long-text", Level.WARNING, "æ" * 201)
    assert free_text("æ" * 200) == "æ" * 200


def fault(kind: Kind, raw: object, **more: Any) -> tuple[str, str]:
    found = parser(column(kind, **more), {})(raw)
    assert isinstance(found, Fault)
    return found.message, found.hint


def test_a_message_says_what_is_wrong_and_a_hint_what_to_do() -> None:
    assert fault(Kind.DATE, "30.02.2025") == ("there is no such day", "type it as 15.05.2025")
    assert fault(Kind.DATE, "1.5.25") == ("not a date", "type the year with four digits")
    assert fault(Kind.DATE, "1.5.0205") == ("the year 205 cannot be right", "type the year with four digits")
    assert fault(Kind.DATE, 45000.0) == (
        "not a date", "the cell holds a number; give it the number format Date, or type it as 15.05.2025",
    )  # fmt: skip
    assert fault(Kind.CHOICE, "grøn blå") == ("not a word of the list", "choose one of: rød, blå, " + COLORS[2])
    assert fault(Kind.CHOICE, "rødt") == ("not a word of the list", "did you mean “rød”?")
    assert fault(Kind.MUNICIPALITY, "Københavns") == (
        "no Danish municipality has this name or number", "did you mean “København”?",
    )  # fmt: skip
    assert fault(Kind.MUNICIPALITY, 102.0)[1] == "choose from the list"
    assert fault(Kind.WHOLE, 0.0, lowest=1) == ("the number is less than 1", "correct the number")
    assert fault(Kind.WHOLE, 1704854003.0, lowest=1, highest=3) == (
        "the number is not between 1 and 3", "correct the number",
    )  # fmt: skip
    assert fault(Kind.NUMBER, 1.5, lowest=0, highest=1)[0] == "the number is not between 0 and 1"


def test_the_ends_of_a_range_are_in_it() -> None:
    assert [read(Kind.WHOLE, float(n), lowest=1, highest=3) for n in (0, 1, 3, 4)] == [
        "out-of-range",
        1,
        3,
        "out-of-range",
    ]


def test_minus_zero_is_zero() -> None:
    assert plain_text(read(Kind.NUMBER, -0.0)) == "0"
    assert str(read(Kind.NUMBER, "-0")) == "0.0"


def test_there_are_98_municipalities() -> None:
    assert len(MUNICIPALITIES) == len(set(MUNICIPALITIES.values())) == 98


def test_every_choice_of_the_schema_is_read_as_itself_in_any_case() -> None:
    for sheet in ALL_SHEETS:
        for declared in sheet.columns:
            parse = parser(declared, {})
            assert [parse(choice.upper()) for choice in declared.choices] == list(declared.choices)
