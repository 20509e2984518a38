"""What is to be filled in by now: the table has a line for each branch of each need."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from ctidocs.check.required import REQUIRED
from ctidocs.register.schema import SHEETS
from tests.check.looks import NR, Sheets, course, every_missing, found_by, told

MET, DECIDED = date(2025, 1, 16), date(2025, 1, 17)
MEETING = {"Mødenr": "v-1", "Art": "visitation", "Dato": MET}
K1, REASON = "K1 Risiko for at vende tilbage", "K1 begrundelse"
READY = {
    "Forløbsnr": NR, "Indstillet dato": date(2025, 1, 6), "Indstillet af": "andet", "Handlekommune": 101,
    "Fødselsår": 1990, K1: "nej", "K2 Svært ved at overskue egen bolig": "nej", "K5 Dårlig trivsel": "nej",
    "K3 Ringe tilknytning til arbejdsmarkedet": "nej", "K4 Ringe netværk": "nej",
    "K6 Flytter uden voldsudøveren": "uoplyst", "Samtykke til indstilling": MET,
}  # fmt: skip
APPROVED = {"Mødenr": "V-1 ", "Udvalgets beslutning": "godkendt", "Begrundelse": "b", "Kvindens valg": "CTI"}
REFUSED = APPROVED | {"Udvalgets beslutning": "afslag", "Kvindens valg": None, "Beslutningsdato": DECIDED}
WITHDRAWN = {"Udvalgets beslutning": "trukket tilbage", "Beslutningsdato": DECIDED}
POSTPONED = {"Udvalgets beslutning": "udskudt", "Begrundelse": "b", "Mødenr": "V-1"}
STEP = {"Forløbsnr": NR, "Fase": 1, "Fokus nr": 1, "Mål": "m"}
CONTACT = {"Forløbsnr": NR, "Dato": date(2025, 3, 3), "Type": "telefon"}
END = date(2025, 10, 31)
LATE = END + timedelta(days=400)
TRIVSEL = "Trivsel bedre – institution"
CHILD = {
    "Forløbsnr": NR, "Barn": "A", "Går i institution eller skole": "ja", "Tryghed øget – mor": "ja",
    "Tryghed øget – institution": "ja", "Trivsel bedre – mor": "ja", TRIVSEL: "ja",
}  # fmt: skip
OUTCOME = {"Forløbsnr": NR, "Tidspunkt": "slut", "Kontrolleret frem til": END, "Mere tryg": "ja",
           "Fysisk bedre": "ja", "Mentalt bedre": "ja"}  # fmt: skip
PAUSE = {"Forløbsnr": NR, "Fra": date(2025, 3, 1), "Til": date(2025, 3, 9), "Årsag": "andet"}
OFFER = {"Tilbud": "t", "Tjekket": date(2024, 3, 1)}


def referral(*changes: Mapping[str, Any], **more: list[dict[str, Any]]) -> Sheets:
    row: dict[str, Any] = dict(READY)
    for change in changes:
        row |= change
    return {"Visitation": [row], "Møder": [MEETING], **more}


def closed(kind: str = "gennemført", day: date = END) -> dict[str, Any]:
    return course({"Afslutning": day, "Afslutningstype": kind, "Afsluttes til": "NGO"})


def of_course(sheet: str, row: Mapping[str, Any], ended: Mapping[str, Any] | None = None) -> Sheets:
    return {"Forløb": [ended or course()], sheet: [row]}


def due(sheet: str, header: str, why: str) -> str:
    return f"{sheet} 2 {header}: {header} {why}"


def blank(row: Mapping[str, Any], header: str) -> dict[str, Any]:
    return {**row, header: None}


YEAR, ANSWER = {"Fødselsår": None}, {K1: None}
YES = {K1: "ja", REASON: None}
ON_MEETING = "is to be filled in: it belongs to the meeting of 16.1.2025"
IS_DECIDED = "is to be filled in: the referral is decided"
PHASE_1 = "is to be filled in: phase 1 began 1.2.2025"
PHASE_1_OVER = "is to be filled in: phase 1 ended 30.4.2025"
CLOSED = "is to be filled in: the course was closed 31.10.2025"
COMMITTEE = "is to be filled in: the committee has decided"
DAY = timedelta(days=1)
APRIL_END, MAY = date(2025, 4, 30), date(2025, 5, 1)
OPEN_PAUSE = {"Forløbsnr": NR, "Fra": date(2025, 3, 1), "Årsag": "andet"}

TABLE: dict[str, tuple[Sheets, date, str]] = {
    # til mødet
    "birth year, the day before the meeting": (referral(YEAR, {"Mødenr": "V-1"}), MET - DAY, ""),
    "birth year, on the day": (referral(YEAR, {"Mødenr": "V-1"}), MET, due("Visitation", "Fødselsår", ON_MEETING)),
    "birth year of an anonymous woman": (referral(YEAR, {"Mødenr": "V-1", "Anonym": "ja"}), MET, ""),
    "birth year, meeting not in Møder": (referral(YEAR, {"Mødenr": "V-2"}), LATE, ""),
    "birth year, decided without a known meeting": (
        referral(YEAR, APPROVED, {"Mødenr": "V-2"}), MET, due("Visitation", "Fødselsår", IS_DECIDED)),
    "birth year, postponed to a meeting ahead": (referral(YEAR, POSTPONED), MET - DAY, ""),
    "birth year, withdrawn": (referral(YEAR, WITHDRAWN, {"Mødenr": "V-1"}), MET, ""),
    "birth year, 30 days after the refusal": (
        referral(YEAR, REFUSED), DECIDED + 30 * DAY, due("Visitation", "Fødselsår", ON_MEETING)),
    "birth year, 31 days after the refusal": (referral(YEAR, REFUSED), DECIDED + 31 * DAY, ""),
    "birth year, 30 days after the meeting of a refusal without a day": (
        referral(YEAR, REFUSED, {"Beslutningsdato": None}), MET + 30 * DAY, due("Visitation", "Fødselsår", ON_MEETING)),
    "birth year, 31 days after the meeting of a refusal without a day": (
        referral(YEAR, REFUSED, {"Beslutningsdato": None}), MET + 31 * DAY, ""),
    "birth year, refused nobody knows when": (
        referral(YEAR, REFUSED, {"Beslutningsdato": None, "Mødenr": "V-2"}), MET, ""),
    "birth year, 30 days after the course": (
        referral(YEAR, APPROVED, Forløb=[closed()]), END + 30 * DAY, due("Visitation", "Fødselsår", ON_MEETING)),
    "birth year, 31 days after the course": (referral(YEAR, APPROVED, Forløb=[closed()]), END + 31 * DAY, ""),
    "a criterion, long after the course: reports count it": (
        referral(ANSWER, APPROVED, Forløb=[closed()]), LATE, due("Visitation", K1, ON_MEETING)),
    "a criterion, long after a refusal": (referral(ANSWER, REFUSED), LATE, ""),
    "consent, on the day": (
        referral({"Samtykke til indstilling": None, "Mødenr": "V-1"}), MET,
        due("Visitation", "Samtykke til indstilling", ON_MEETING)),
    # hvis ja
    "a reason, of its own criterion alone": (
        referral(YES), MET - DAY, due("Visitation", REASON, "is to be filled in: the answer to criterion 1 is ja")),
    "a reason, withdrawn": (referral(YES, WITHDRAWN), DECIDED, ""),
    "a reason, long after the course": (referral(YES, APPROVED, Forløb=[closed()]), LATE, ""),
    # når den er behandlet, med beslutning, når mødet er holdt, godkendt
    "meeting, without a decision": (referral(), LATE, ""),
    "meeting, postponed": (referral(POSTPONED, {"Mødenr": None}), MET, due("Visitation", "Mødenr", COMMITTEE)),
    "meeting, withdrawn": (referral(WITHDRAWN), DECIDED, ""),
    "meeting, long after a refusal": (referral(REFUSED, {"Mødenr": None}), LATE, ""),
    "meeting, long after the course": (referral(APPROVED, {"Mødenr": None}, Forløb=[closed()]), LATE, ""),
    "reason of the decision": (
        referral(APPROVED, {"Begrundelse": None}), MET, due("Visitation", "Begrundelse", COMMITTEE)),
    "decision, on the day of the meeting": (referral({"Mødenr": "V-1"}), MET, ""),
    "decision, the day after": (
        referral({"Mødenr": "V-1"}), MET + DAY,
        due("Visitation", "Udvalgets beslutning", "is to be filled in: the meeting was on 16.1.2025")),
    "decision, its day is there": (
        referral({"Beslutningsdato": DECIDED}), DECIDED,
        "Visitation 2 Udvalgets beslutning: Udvalgets beslutning is to "
        "be filled in: the day of the decision is 17.1.2025\n"),
    "decision, its day lies ahead": (referral({"Beslutningsdato": DECIDED}), MET, ""),
    "her choice": (
        referral(APPROVED, {"Kvindens valg": None}), MET,
        due("Visitation", "Kvindens valg", "is to be filled in: the committee has approved")),
    "her choice, refused": (referral(REFUSED), DECIDED, ""),
    "her choice, the course has ended": (referral(APPROVED, {"Kvindens valg": None}, Forløb=[closed()]), END, ""),
    # ved fase 1, fase 1 + 14 dage
    "worker, before phase 1": ({"Forløb": [course({"Medarbejder": None})]}, date(2025, 1, 31), ""),
    "worker, phase 1 begins": (
        {"Forløb": [course({"Medarbejder": None})]}, date(2025, 2, 1), due("Forløb", "Medarbejder", PHASE_1)),
    "worker, no phase 1": ({"Forløb": [course({"Medarbejder": None, "Fase 1 start": None})]}, LATE, ""),
    "worker, long closed": ({"Forløb": [closed() | {"Medarbejder": None}]}, LATE, ""),
    "agreement, 14 days": ({"Forløb": [course({"Forventningsaftale": None})]}, date(2025, 2, 15), ""),
    "agreement, no phase 1": ({"Forløb": [course({"Forventningsaftale": None, "Fase 1 start": None})]}, LATE, ""),
    "agreement, 15 days": (
        {"Forløb": [course({"Forventningsaftale": None})]}, date(2025, 2, 16),
        due("Forløb", "Forventningsaftale", PHASE_1)),
    "agreement, closed": ({"Forløb": [closed() | {"Forventningsaftale": None}]}, END, ""),
    # ved afslutning
    "closed to, the day before": ({"Forløb": [closed() | {"Afsluttes til": None}]}, END - DAY, ""),
    "closed to, long after": (
        {"Forløb": [closed() | {"Afsluttes til": None}]}, LATE, due("Forløb", "Afsluttes til", CLOSED)),
    "closed to, dead": ({"Forløb": [closed("død") | {"Afsluttes til": None}]}, END, ""),
    "close type": (
        {"Forløb": [closed() | {"Afslutningstype": None}]}, END, due("Forløb", "Afslutningstype", CLOSED)),
    "child, running course": (of_course("Børn", blank(CHILD, TRIVSEL)), LATE, ""),
    "child, closed": (of_course("Børn", blank(CHILD, TRIVSEL), closed()), LATE, due("Børn", TRIVSEL, CLOSED)),
    "child, never begun": (
        of_course("Børn", blank(CHILD, TRIVSEL), closed() | {"Fase 1 start": None}), LATE, ""),
    "child, nobody can be asked": (of_course("Børn", blank(CHILD, TRIVSEL), closed("mistet kontakt")), LATE, ""),
    "child, in no institution": (
        of_course("Børn", blank(CHILD, TRIVSEL) | {"Går i institution eller skole": "nej"}, closed()), LATE, ""),
    "child, institution not safe": (
        of_course("Børn", blank(CHILD, TRIVSEL) | {"Sikkert: institution": "nej"}, closed()), LATE, ""),
    "child, its mother": (
        of_course("Børn", blank(CHILD, "Trivsel bedre – mor"), closed()), LATE,
        due("Børn", "Trivsel bedre – mor", CLOSED)),
    "child, lives elsewhere": (
        of_course("Børn", blank(CHILD, "Trivsel bedre – mor") | {"Bor hos": "nej"}, closed()), LATE, ""),
    "child of a case without course": ({"Børn": [blank(CHILD, TRIVSEL)]}, LATE, ""),
    # ved genstart
    "restart, named by none": (
        {"Forløb": [closed("nyt forløb")]}, END,
        "Forløb 2 Afslutningstype: closed with nyt forløb, and no course has this one as its Tidligere forløb\n"),
    "restart, not closed yet": ({"Forløb": [closed("nyt forløb")]}, END - DAY, ""),
    "restart, named": (
        {"Forløb": [closed("nyt forløb"), course({"Forløbsnr": "25-020", "Tidligere forløb": NR})]}, END, ""),
    "restart, perhaps named where it cannot be read": (
        {"Forløb": [closed("nyt forløb"), course({"Forløbsnr": "25-020", "Tidligere forløb": "25-14"})]}, END, ""),
    "restart, closed otherwise": ({"Forløb": [closed()]}, END, ""),
    # fase, aktivitet, ved faseslut
    "goal, phase 1 begins": (
        of_course("Plan", blank(STEP, "Mål")), date(2025, 2, 1), due("Plan", "Mål", PHASE_1)),
    "goal, phase 2 lies ahead": (of_course("Plan", blank(STEP, "Mål") | {"Fase": 2}), APRIL_END, ""),
    "goal, long closed": (of_course("Plan", blank(STEP, "Mål"), closed()), LATE, ""),
    "goal, no course": ({"Plan": [blank(STEP, "Mål")]}, LATE, ""),
    "goal, in another row of the area": (
        {"Forløb": [course()], "Plan": [blank(STEP, "Mål"), STEP, STEP | {"Fokus nr": 2,
        "Mål": None}]}, date(2025, 2, 1),
        f"Plan 4 Mål: Mål {PHASE_1}\n"),
    "goal, two rows of one area": (
        {"Forløb": [course()], "Plan": [blank(STEP, "Mål"), blank(STEP, "Mål")]}, date(2025, 2, 1),
        due("Plan", "Mål", PHASE_1)),
    "result, the last day of the phase": (of_course("Plan", STEP), APRIL_END, ""),
    "result, the day after": (
        of_course("Plan", STEP), MAY, due("Plan", "Resultat ved faseslut", PHASE_1_OVER)),
    "result, in another row": (
        {"Forløb": [course()], "Plan": [STEP, STEP | {"Resultat ved faseslut": "r"}]}, MAY, ""),
    "result, an open pause": ({**of_course("Plan", STEP), "Pauser": [OPEN_PAUSE]}, LATE, ""),
    "result, closed within the phase": (
        of_course("Plan", STEP | {"Fase": 3}, closed()), END,
        due("Plan", "Resultat ved faseslut", CLOSED)),
    "result, closed before the phase": (
        of_course("Plan", STEP | {"Fase": 3, "Mål": "m"}, closed("flyttet", MAY)), MAY, ""),
    "result, closed 30 days": (
        of_course("Plan", STEP, closed()), END + 30 * DAY,
        due("Plan", "Resultat ved faseslut", PHASE_1_OVER)),
    "result, closed 31 days": (of_course("Plan", STEP, closed()), END + 31 * DAY, ""),
    "result, dead": (of_course("Plan", STEP, closed("død")), END, ""),
    "who, with an activity": (
        of_course("Plan", STEP | {"Aktivitet": "a"}), MET,
        due("Plan", "Hvem", "is to be filled in: the step has an activity")),
    "who, without": (of_course("Plan", STEP), MET, ""),
    "who, of a step that is over": (of_course("Plan", STEP | {"Aktivitet": "a", "Status": "nået"}), MET, ""),
    "who, closed": (
        of_course("Plan", STEP | {"Aktivitet": "a", "Resultat ved faseslut": "r"}, closed()), END, ""),
    # mindst ét af de tre minuttal
    "minutes, none of three": (
        {"Kontaktlog": [CONTACT]}, LATE,
        "Kontaktlog 2 Minutter direkte: one of the three columns of minutes is to be filled in\n"),
    "minutes, today": (
        {"Kontaktlog": [CONTACT]}, date(2025, 3, 3),
        "Kontaktlog 2 Minutter direkte: one of the three columns of minutes is to be filled in\n"),
    "minutes, 0 is one": ({"Kontaktlog": [CONTACT | {"Minutter transport": 0}]}, LATE, ""),
    "minutes, one that cannot be read": ({"Kontaktlog": [CONTACT | {"Minutter transport": "ti"}]}, LATE, ""),
    "minutes, she did not come": ({"Kontaktlog": [CONTACT | {"Udeblevet": "ja"}]}, LATE, ""),
    "minutes, a contact ahead": ({"Kontaktlog": [CONTACT]}, MET, ""),
    # når lukket, ved slutningen af fase 1
    "pause, its last day": (of_course("Pauser", PAUSE), date(2025, 3, 9), ""),
    "pause, the day after": (
        of_course("Pauser", PAUSE), date(2025, 3, 10),
        due("Pauser", "Udfald", "is to be filled in: the pause ended 9.3.2025")),
    "pause, open": (of_course("Pauser", OPEN_PAUSE), LATE, ""),
    "pause, long closed course": (of_course("Pauser", PAUSE, closed()), LATE, ""),
    "strategy, the last day of phase 1": (of_course("Sikkerhed", {"Forløbsnr": NR}), APRIL_END, ""),
    "strategy, the day after": (
        of_course("Sikkerhed", {"Forløbsnr": NR}), MAY,
        due("Sikkerhed", "Strategi udarbejdet", PHASE_1_OVER)),
    "strategy, closed": (of_course("Sikkerhed", {"Forløbsnr": NR}, closed()), END, ""),
    # slut, gennemført
    "checked to, in the row of the end": (
        of_course("Udfald", blank(OUTCOME, "Kontrolleret frem til")), MET,
        "Udfald 2 Kontrolleret frem til: Kontrolleret "
        "frem til is to be filled in: the row tells how it ended\n"),
    "checked to, a new stay is known": (
        of_course("Udfald", blank(OUTCOME, "Kontrolleret frem til") | {"Nyt krisecenterophold": MET}), MET, ""),
    "checked to, in another row": (of_course("Udfald", {"Forløbsnr": NR, "Tidspunkt": "fase 1"}), MET, ""),
    "her answers, completed": (
        of_course("Udfald", blank(OUTCOME, "Mere tryg"), closed()), LATE, due("Udfald", "Mere tryg", CLOSED)),
    "her answers, stopped": (of_course("Udfald", blank(OUTCOME, "Mere tryg"), closed("flyttet")), LATE, ""),
    "her answers, to be completed": (of_course("Udfald", blank(OUTCOME, "Mere tryg"), closed()), END - DAY, ""),
    "her answers, running": (of_course("Udfald", blank(OUTCOME, "Mere tryg")), MET, ""),
    "her answers, in another row": (
        of_course("Udfald", {"Forløbsnr": NR, "Tidspunkt": "start"}, closed()), LATE, ""),
    # årligt
    "offer, checked a year ago": ({"Tilbud": [OFFER]}, date(2025, 3, 1), ""),
    "offer, more than a year ago": (
        {"Tilbud": [OFFER]}, date(2025, 3, 2), "Tilbud 2 Tjekket: last checked 1.3.2024, more than a year ago\n"),
    "offer, never checked": ({"Tilbud": [{"Tilbud": "t"}]}, MET, "Tilbud 2 Tjekket: this cell is to be filled in\n"),
    "offer, a date that cannot be read": ({"Tilbud": [OFFER | {"Tjekket": "i går"}]}, LATE, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_a_cell_is_missing_when_somebody_still_needs_it(case: str) -> None:
    sheets, on, expected = TABLE[case]
    lines = [line.removesuffix(" [missing, missing]") for line in told([every_missing], sheets, on=on)]
    assert lines == expected.splitlines()


def test_every_word_of_required_in_the_schema_has_its_need() -> None:
    assert {column.required for sheet in SHEETS for column in sheet.columns if column.required} == set(REQUIRED)


HINTS = {
    "offer, never checked": "look it up, and write the day on which you did",
    "restart, named by none": "write this case number into Tidligere forløb of the new course",
    "minutes, none of three": "write the minutes; 0 is an answer too",
    "her answers, completed": "write ja or nej, or uoplyst when nobody knows",
    "worker, phase 1 begins": "until then the papers leave it open",
}


@pytest.mark.parametrize("case", HINTS)
def test_the_hint_says_what_to_do_about_it(case: str) -> None:
    sheets, on, _expected = TABLE[case]
    assert [problem.hint for problem in found_by([every_missing], sheets, on=on)] == [HINTS[case]]
