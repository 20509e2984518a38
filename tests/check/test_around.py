"""Around her: contacts, consents, and who takes over."""

from datetime import date
from typing import Any

import pytest

from ctidocs.check.around import AROUND_RULES
from tests.check.looks import NR, course, found_by, told

TODAY = date(2025, 11, 10)
CLOSED = date(2025, 10, 31)
GIVEN = date(2025, 8, 1)


def check(on: date = TODAY, **sheets: list[dict[str, Any]]) -> list[str]:
    return told(AROUND_RULES, sheets, on=on)


def contact(day: date = GIVEN, case: str = NR, **cells: Any) -> dict[str, Any]:
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return {"Forløbsnr": case, "Dato": day, "Type": "telefon", **named}


def closed(kind: str = "gennemført", day: date = CLOSED) -> dict[str, Any]:
    return course({"Afslutning": day, "Afslutningstype": kind})


def test_a_contact_after_the_end_is_a_warning_but_not_one_on_the_day_or_still_to_come() -> None:
    rows = [contact(CLOSED), contact(date(2025, 11, 10)), contact(date(2025, 11, 11)), contact(TODAY, "25-015")]
    assert check(Forløb=[closed()], Kontaktlog=rows) == [
        "Kontaktlog 3 Dato: a contact after the course was closed 31.10.2025 [contact-after-close, warning]"
    ]
    assert check(Forløb=[course()], Kontaktlog=rows) == []


def step(focus: object, case: str = NR) -> dict[str, Any]:
    return {"Forløbsnr": case, "Fase": 1, "Fokus nr": focus}


def test_a_focus_area_that_the_plan_does_not_have_is_a_warning() -> None:
    rows = [contact(Fokus_nr=2), contact(Fokus_nr=3), contact(), contact(case="25-015", Fokus_nr=2)]
    assert check(Plan=[step(2)], Kontaktlog=rows) == [
        "Kontaktlog 3 Fokus nr: the plan has no focus area 3 [unknown-focus, warning]",
        "Kontaktlog 5 Fokus nr: the plan has no focus area 2 [unknown-focus, warning]",
    ]


def test_focus_areas_are_free_while_the_plan_is_empty_or_a_row_of_the_case_cannot_be_read() -> None:
    rows = [contact(Fokus_nr=3), contact(case="25-015", Fokus_nr=3)]
    assert check(Plan=[], Kontaktlog=rows) == []
    assert check(Plan=[step(2, "25-015"), step("to")], Kontaktlog=rows) == [
        "Kontaktlog 3 Fokus nr: the plan has no focus area 3 [unknown-focus, warning]"
    ]


MORE = contact(Midlertidig_stigning="ja")
NO_REASON = (
    "Kontaktlog 2 Årsag til stigning: Årsag til stigning is to be filled in: the support is raised for a time "
    "[missing, missing]"
)


def test_more_support_for_a_time_asks_for_its_reason_while_somebody_reads_it() -> None:
    assert check(Kontaktlog=[MORE, MORE | {"Årsag til stigning": "å"}, contact(Midlertidig_stigning="nej")]) == [
        NO_REASON
    ]
    assert check(Kontaktlog=[MORE], Forløb=[closed()]) == [NO_REASON]
    assert check(Kontaktlog=[MORE | {"Årsag til stigning": "et\x01tegn"}]) == []
    assert check(Kontaktlog=[MORE], Forløb=[closed(day=date(2025, 10, 1))]) == []


def consent(receiver: str, about: str = "overdragelse", case: str = NR, **cells: Any) -> dict[str, Any]:
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return {"Forløbsnr": case, "Modtager": receiver, "Gælder": about, "Givet": GIVEN} | named


def test_a_consent_withdrawn_before_it_was_given_is_an_error() -> None:
    days = (None, GIVEN, date(2025, 7, 31))
    rows = [consent("a", Trukket_tilbage=day) for day in days]
    rows += [consent("a", Givet=day, Trukket_tilbage=GIVEN) for day in (TODAY, date(2025, 11, 11))]
    assert check(Samtykker=rows) == [
        "Samtykker 4 Trukket tilbage: Trukket tilbage is before Givet, 1.8.2025 [dates-reversed]",
        "Samtykker 5 Trukket tilbage: Trukket tilbage is before Givet, 10.11.2025 [dates-reversed]",
    ]


def need(receiver: str | None, case: str = NR) -> dict[str, Any]:
    return {"Forløbsnr": case, "Behov": "b", "Modtager": receiver}


UNKNOWN = "Samtykker does not have this receiver for the case, so no paper is made for the receiver"
NO_CONSENT = "there is no valid consent for overdragelse to this receiver"


def test_receivers_are_compared_without_regard_to_case_and_blanks() -> None:
    rows = [need(" Egen  Læge"), need("egen læge"), need("MIG SELV"), need(None)]
    assert check(Samtykker=[consent("egen læge")], Overdragelse=rows) == []


def test_a_receiver_that_samtykker_does_not_have_is_told_once_with_the_cell_of_the_nearest() -> None:
    rows = [need("egen lege"), need("Egen lege"), need("naboen"), need("egen læge", "25-015")]
    consents = [consent("naboen", case="25-016"), consent("egen læge", "plan"), consent("egen læge")]
    found = found_by(AROUND_RULES, {"Samtykker": consents, "Overdragelse": rows}, on=TODAY)
    assert [(str(p.place)[-2:], p.code, p.level, p.message, p.hint) for p in found] == [
        ("C2", "unknown-receiver", "warning", UNKNOWN, "did you mean the one in Samtykker!B3?"),
        ("C4", "unknown-receiver", "warning", UNKNOWN,
         "write the receiver as in Samtykker, or “mig selv”; a new one needs a row there"),
        ("C5", "unknown-receiver", "warning", UNKNOWN,
         "write the receiver as in Samtykker, or “mig selv”; a new one needs a row there"),
    ]  # fmt: skip


CONSENTS: dict[str, tuple[list[dict[str, Any]], bool]] = {
    "given": ([consent("x")], True),
    "given today": ([consent("x", Givet=TODAY)], True),
    "given, no day": ([consent("x", Givet=None)], True),
    "to be given": ([consent("x", Givet=date(2025, 11, 11))], False),
    "of another kind": ([consent("x", "plan")], False),
    "withdrawn": ([consent("x", Trukket_tilbage=TODAY)], False),
    "to be withdrawn": ([consent("x", Trukket_tilbage=date(2025, 11, 11))], True),
    "withdrawn nobody can read when": ([consent("x", Trukket_tilbage="i går")], True),
    "withdrawn and given anew": ([consent("x", Trukket_tilbage=TODAY), consent("x")], True),
}


@pytest.mark.parametrize("case", CONSENTS)
def test_the_handover_needs_a_consent_that_is_given_and_not_withdrawn(case: str) -> None:
    consents, valid = CONSENTS[case]
    told_once = [f"Overdragelse 2 Modtager: {NO_CONSENT} [no-handover-consent, warning]"]
    assert check(Samtykker=consents, Overdragelse=[need("x"), need("x")]) == ([] if valid else told_once)


def test_receivers_are_left_alone_when_the_course_is_over_or_a_consent_of_the_case_cannot_be_read() -> None:
    assert check(Forløb=[closed("død")], Overdragelse=[need("x")]) == []
    assert check(Samtykker=[consent("x", "noget andet")], Overdragelse=[need("y")]) == []
