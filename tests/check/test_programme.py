"""The leader's sheets: settings, staff, meetings, fidelity."""

from datetime import date
from typing import Any

import pytest

from ctidocs.check.look import Look
from ctidocs.check.programme import PROGRAMME_RULES
from ctidocs.register.read import read_register
from ctidocs.register.schema.programme import FIDELITY_ITEMS, FIDELITY_SCORES
from tests.check.looks import NR, found_by, told
from tests.registers import register, settings_sheet

TODAY = date(2025, 6, 1)
MARCH, APRIL, JUNE = date(2025, 3, 1), date(2025, 4, 1), date(2025, 6, 2)


def check(**sheets: list[dict[str, Any]]) -> list[str]:
    return told(PROGRAMME_RULES, sheets, on=TODAY)


def settings(**values: Any) -> list[tuple[str, str, str, str]]:
    """Cell, code, message and hint of each problem of these settings."""
    sheet = settings_sheet({name.replace("_", " "): value for name, value in values.items()})
    read, problems = read_register(register({"Opsætning": sheet}))
    assert not problems
    look = Look(read, TODAY)
    found = sorted(problem for rule in PROGRAMME_RULES for problem in rule(look))
    return [(str(p.place).partition(":")[2], f"{p.code} {p.level}", p.message, p.hint) for p in found]


def test_the_settings_of_a_blank_register_are_right() -> None:
    assert settings() == []
    assert check() == []


def test_a_project_that_ends_before_it_begins_is_an_error() -> None:
    assert settings(Projektstart=APRIL, Projektslut=MARCH) == [
        ("Opsætning!B3", "dates-reversed error", "Projektslut is before Projektstart, 1.4.2025",
         "correct one of the two dates")
    ]  # fmt: skip
    assert settings(Projektstart=APRIL, Projektslut=APRIL) == []
    assert settings(Projektslut=MARCH) == settings(Projektstart=APRIL) == []


LEAST, MOST = "Forløb pr. medarbejder mindst", "Forløb pr. medarbejder højst"


def test_a_caseload_whose_most_is_less_than_its_least_is_an_error_where_it_was_set() -> None:
    said = f"is less than {LEAST},"
    hint = "correct one of the two numbers"
    assert settings(**{LEAST: 8, MOST: 7}) == [("Opsætning!B3", "caseload-reversed error", f"7 {said} 8", hint)]
    assert settings(**{LEAST: 11}) == [("Opsætning!B2", "caseload-reversed error", f"10 {said} 11", hint)]
    assert settings(**{LEAST: 10}) == settings(**{MOST: 8}) == []


@pytest.mark.parametrize("text", ["4:2:1", " 4 : 2 : 1 ", "4,5:2:1", "04:02:01", "1:1:1"])
def test_an_intensity_is_three_numbers_above_0(text: str) -> None:
    assert settings(Intensitet=text) == []


@pytest.mark.parametrize("text", ["4:2", "4:2:1:1", "4-2-1", "4:2:0", "4:2:-1", "4:2:x", "4:2:", "høj"])
def test_another_intensity_is_an_error(text: str) -> None:
    assert settings(Intensitet=text) == [
        ("Opsætning!B2", "not-an-intensity error", "not three numbers above 0 with a colon between them",
         "write it as 4:2:1")
    ]  # fmt: skip


def test_projektkommuner_are_names_or_numbers_and_each_wrong_one_is_a_warning_by_its_place() -> None:
    assert settings(Projektkommuner="København, 147,101 København , ,aarhus") == []
    code, said = "unknown-project-municipality warning", "in the list is no Danish municipality"
    assert settings(Projektkommuner="København,, Frederiksbjerg,999") == [
        ("Opsætning!B2", code, f"number 2 {said}", "did you mean “Frederiksberg”?"),
        ("Opsætning!B2", code, f"number 3 {said}", "write names or numbers with a comma between them"),
    ]


def test_a_worker_who_left_before_coming_is_an_error() -> None:
    days = ((APRIL, MARCH), (APRIL, APRIL), (APRIL, None), (None, MARCH), (JUNE, MARCH))
    rows = [{"Medarbejder": name, "Fra": start, "Til": end} for name, (start, end) in zip("abcde", days, strict=True)]
    assert check(Medarbejdere=rows) == [
        "Medarbejdere 2 Til: Til is before Fra, 1.4.2025 [dates-reversed]",
        "Medarbejdere 6 Til: Til is before Fra, 2.6.2025 [dates-reversed]",
    ]


def meeting(number: str = "V-1", **cells: Any) -> dict[str, Any]:
    return {"Mødenr": number, "Art": "visitation", "Dato": MARCH, **cells}


def test_two_values_of_one_meeting_are_an_error_at_the_second() -> None:
    rows = [
        meeting(), meeting(Deltagere="leder"), meeting("v-1", Art="sparring"), meeting(Dato=APRIL),
        meeting(Deltagere="Leder ", Punkt="p", Beslutning="b", Forløbsnr=NR), meeting(Deltagere="alle"),
        meeting("V-2", Art="sparring", Dato=APRIL, Deltagere="alle"),
    ]  # fmt: skip
    assert check(Møder=rows) == [
        "Møder 4 Art: another Art than in row 2, which is the same meeting [two-values]",
        "Møder 5 Dato: another Dato than in row 2, which is the same meeting [two-values]",
        "Møder 7 Deltagere: another Deltagere than in row 3, which is the same meeting [two-values]",
    ]


def test_what_is_due_before_the_day_it_was_decided_is_a_warning() -> None:
    scored = {"Dato": MARCH, "Nr": "P1", "Score": "3", "Frist": date(2025, 2, 28)}
    rows = [meeting(Frist=date(2025, 2, 28)), meeting(Frist=MARCH), meeting()]
    assert check(Møder=rows, Metodetroskab=[scored, scored | {"Nr": "P2", "Frist": MARCH}]) == [
        "Møder 2 Frist: Frist is before Dato, 1.3.2025 [due-before-date, warning]",
        "Metodetroskab 2 Frist: Frist is before Dato, 1.3.2025 [due-before-date, warning]",
    ]


def referral(number: str | None, case: str) -> dict[str, Any]:
    return {"Forløbsnr": case, "Mødenr": number}


def test_the_meeting_of_a_referral_has_to_be_in_moeder_and_one_of_the_committee() -> None:
    numbers = ("v-2025-04 ", None, "V-2025-O4", "Jensen", "S-1")
    sheets = {
        "Visitation": [referral(number, f"25-00{at}") for at, number in enumerate(numbers)],
        "Møder": [meeting("V-2025-04"), meeting("S-1", Art="styregruppe"), meeting("S-1")],
    }
    found = found_by(PROGRAMME_RULES[:1] + PROGRAMME_RULES[5:6], sheets, on=TODAY)
    assert [(p.place.row, p.code, p.level, p.message, p.hint) for p in found] == [
        (4, "unknown-meeting", "warning", "this is not in the sheet Møder", "did you mean the one in Møder!A2?"),
        (5, "unknown-meeting", "warning", "this is not in the sheet Møder",
         "add the meeting to Møder, or correct the number"),
        (6, "other-meeting", "warning", "Møder!B3 says that this meeting is “styregruppe”",
         "referrals are dealt with at a meeting of the kind visitation; correct one of the two"),
    ]  # fmt: skip
    assert check(Visitation=[referral("V-9", NR)]) == []


def test_principles_and_core_elements_each_have_their_own_scale() -> None:
    rows = [{"Dato": MARCH, "Nr": item, "Score": score} for item in FIDELITY_ITEMS for score in FIDELITY_SCORES]
    wrong = [row for row in rows if (row["Score"] in ("ja", "delvis", "nej")) is (str(row["Nr"])[0] == "P")]
    blank = [{"Dato": MARCH, "Nr": item} for item in ("P1", "K1")]
    found = found_by(PROGRAMME_RULES, {"Metodetroskab": [*rows, *blank]}, on=TODAY)
    assert [p.message for p in found] == [f"{row['Nr']} is not assessed with “{row['Score']}”" for row in wrong]
    assert {(p.code, p.level, p.hint) for p in found} == {
        ("other-scale", "error", "choose 1 to 5 or ikke vurderet"), ("other-scale", "error", "choose ja, delvis or nej")
    }  # fmt: skip


def test_an_offer_and_an_assessment_from_tomorrow_are_warnings() -> None:
    rows = [{"Tilbud": name, "Tjekket": day} for name, day in (("a", TODAY), ("b", JUNE))]
    assert check(Tilbud=rows, Metodetroskab=[{"Dato": JUNE, "Nr": "P1", "Score": "3"}]) == [
        "Tilbud 3 Tjekket: 2.6.2025 has not come yet [not-yet, warning]",
        "Metodetroskab 2 Dato: 2.6.2025 has not come yet [not-yet, warning]",
    ]
