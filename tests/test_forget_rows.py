"""What forget tells of the register: whose day has come, her rows wherever they stand, and what stays outside."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ctidocs import forget
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import KEY, SHEETS
from tests.registers import headers, register, settings_sheet

Sheets = dict[str, Any]
NR, OTHER = "20-014", "20-015"
DAY = date(2020, 2, 3)
CLOSED: dict[str, Any] = {"Forløbsnr": NR, "Fase 1 start": DAY, "Afslutning": date(2020, 10, 31)}
REFERRED: dict[str, Any] = {"Forløbsnr": NR, "Indstillet dato": DAY}
REFUSED = REFERRED | {"Udvalgets beslutning": "afslag", "Beslutningsdato": date(2020, 3, 4)}


def read(sheets: Sheets) -> Register:
    return read_register(register(sheets), file="register.xlsx")[0]


def read_keys(rows: list[Any]) -> Register:
    return read_register(register({KEY.name: rows}), sheets=(KEY,), file="noegle.xlsx")[0]


def rows(sheets: Sheets, keys: Register | None = None) -> list[str]:
    return [found.text for found in forget.rows_to_delete(NR, read(sheets), keys)]


def cells(sheets: Sheets) -> list[str]:
    return [str(place) for place in forget.cells_to_clear(NR, read(sheets))]


def unknown(sheets: Sheets, keys: Register | None = None) -> list[str]:
    return [found.text for found in forget.rows_of_unknown_case(read(sheets), keys)]


def due(sheets: Sheets, on: date) -> list[str]:
    return [case.text for case in forget.deletion_list(read(sheets), on=on)]


def advice(sheets: Sheets, on: date = date(2025, 10, 30)) -> str:
    return forget.deletion_advice(NR, read(sheets), on=on)


# ---- whose day has come


def test_the_list_has_each_case_from_its_day_on_the_longest_overdue_first() -> None:
    visitation = [
        REFERRED | {"Forløbsnr": "20-003", "Indstillet dato": date(2019, 10, 31)},
        REFUSED | {"Forløbsnr": "20-002"},
        REFERRED | {"Forløbsnr": "20-004", "Udvalgets beslutning": "godkendt"},
        REFERRED | {"Forløbsnr": "20-006", "Udvalgets beslutning": "godkendt", "Kvindens valg": "intet"},
    ]
    course = {"Forløbsnr": "20-001", "Fase 1 start": DAY, "Afslutning": date(2020, 10, 31)}
    running = {"Forløbsnr": "20-005", "Fase 1 start": DAY}
    sheets: Sheets = {"Visitation": visitation, "Forløb": [running, course, course | {"Forløbsnr": "19-009"}]}
    assert due(sheets, date(2025, 3, 3)) == []
    assert due(sheets, date(2025, 3, 4)) == ["20-002: 4.3.2025, 5 years after Beslutningsdato 4.3.2020"]
    assert due(sheets, date(2040, 1, 1)) == [
        "20-002: 4.3.2025, 5 years after Beslutningsdato 4.3.2020",
        "19-009: 31.10.2025, 5 years after Afslutning 31.10.2020",
        "20-001: 31.10.2025, 5 years after Afslutning 31.10.2020",
        "20-003: 31.10.2025, 5 years after 31.10.2020, which is a year after Indstillet dato",
        "20-006: 3.2.2026, 5 years after 3.2.2021, which is a year after Indstillet dato",
    ]


def test_the_years_are_those_of_the_settings() -> None:
    sheets: Sheets = {"Forløb": [CLOSED], "Opsætning": settings_sheet({"Slettes efter år": 1})}
    assert due(sheets, date(2021, 10, 30)) == []
    assert due(sheets, date(2021, 10, 31)) == ["20-014: 31.10.2021, 1 year after Afslutning 31.10.2020"]


UNCERTAIN: dict[str, Sheets] = {
    "a date that is wrong": {"Forløb": [CLOSED | {"Afslutning": "i går"}]},
    "a decision that is wrong": {"Visitation": [REFUSED | {"Udvalgets beslutning": "måske"}]},
    "a choice that is wrong": {"Visitation": [REFERRED | {"Kvindens valg": "måske"}]},
    "a case that stands twice": {"Forløb": [CLOSED, CLOSED]},
    "a sheet that cannot be read": {"Visitation": [REFERRED], "Forløb": [{"Målgruppe": "andet"}]},
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_what_the_register_does_not_tell_for_certain_is_never_due(name: str) -> None:
    far = date(2099, 1, 1)
    assert due(UNCERTAIN[name], far) == []
    assert advice(UNCERTAIN[name], far) == (
        "the day to delete 20-014 is not known: correct its rows in Visitation and Forløb first"
    )


def test_a_wrong_cell_that_the_day_is_not_computed_from_does_not_hold_it_back() -> None:
    assert due({"Forløb": [CLOSED | {"Målgruppe": "måske"}]}, date(2025, 10, 31)) == [
        "20-014: 31.10.2025, 5 years after Afslutning 31.10.2020"
    ]


@pytest.mark.parametrize(
    ("sheets", "on", "said"),
    [
        ({"Forløb": [CLOSED]}, date(2025, 10, 30),
         "20-014 is to be kept until 31.10.2025, 5 years after Afslutning 31.10.2020"),
        ({"Forløb": [CLOSED]}, date(2025, 10, 31),
         "the day to delete 20-014 has come: 31.10.2025, 5 years after Afslutning 31.10.2020"),
        ({"Visitation": [REFERRED]}, DAY,
         "20-014 is to be kept until 3.2.2026, 5 years after 3.2.2021, which is a year after Indstillet dato"),
        ({"Visitation": [REFERRED], "Forløb": [{"Forløbsnr": NR, "Fase 1 start": DAY}]}, date(2090, 1, 1),
         "20-014 has no day of deletion yet: the course is not closed"),
        ({"Forløb": [{"Forløbsnr": NR}]}, DAY,
         "20-014 has no day of deletion yet: Visitation does not tell when she was referred"),
        ({"Plan": [{"Forløbsnr": NR, "Fase": 1, "Fokus nr": 1}]}, DAY, ""),
    ],
)  # fmt: skip
def test_the_advice_tells_the_day_or_why_there_is_none(sheets: Sheets, on: date, said: str) -> None:
    assert advice(sheets, on) == said


# ---- her rows


def test_her_rows_are_told_by_sheet_in_the_order_of_the_schema_in_short() -> None:
    step = {"Forløbsnr": NR, "Fase": 1, "Fokus nr": 1}
    others = step | {"Forløbsnr": OTHER}
    sheets: Sheets = {
        "Plan": [others, step, step, step, others, step],
        "Forløb": [CLOSED | {"Forløbsnr": OTHER}, CLOSED],
        "Visitation": [REFERRED],
        "Tilbud": [{"Tilbud": "Rådgivningen"}],
    }
    keys = read_keys([{"Forløbsnr": OTHER, "Kaldenavn": "Et"}, {"Forløbsnr": NR, "Kaldenavn": "To"}])
    assert rows(sheets, keys) == [
        "register.xlsx:Visitation row 2",
        "register.xlsx:Forløb row 3",
        "register.xlsx:Plan rows 3–5, 7",
        "noegle.xlsx:Nøgle row 3",
    ]


def test_every_sheet_about_a_woman_is_looked_through() -> None:
    per_case = [sheet for sheet in SHEETS if sheet.per_case]
    sheets: Sheets = {sheet.name: [headers(sheet), [NR, *[c.example for c in sheet.columns[1:]]]] for sheet in per_case}
    assert [found.sheet for found in forget.rows_to_delete(NR, read(sheets), None)] == [s.name for s in per_case]


def test_a_row_with_a_wrong_or_blank_key_cell_is_hers_all_the_same() -> None:
    plan = {"Forløbsnr": NR, "Fase": 1, "Fokus nr": 1}
    keys = read_keys([{"Forløbsnr": NR, "CPR": "ikke et nummer"}])
    assert rows({"Plan": [plan | {"Fase": 4}, plan | {"Fokus nr": None}]}, keys) == [
        "register.xlsx:Plan rows 2–3", "noegle.xlsx:Nøgle row 2",
    ]  # fmt: skip


def test_the_workers_own_logs_are_told_by_themselves(tmp_path: Path) -> None:
    contact: dict[str, Any] = {"Forløbsnr": NR, "Dato": DAY}
    (tmp_path / "kontaktlog").mkdir()
    logs = [tmp_path / "kontaktlog" / name for name in ("bb.xlsx", "aa.xlsx")]
    register({"Kontaktlog": [contact, contact | {"Dato": "i går"}]}, to=logs[0])
    register({"Kontaktlog": [contact | {"Forløbsnr": OTHER}, contact]}, to=logs[1])
    book, _problems = read_register(register({"Kontaktlog": [contact]}), logs=logs, file="register.xlsx")
    assert [found.text for found in forget.rows_to_delete(NR, book, None)] == [
        "register.xlsx:Kontaktlog row 2",
        "kontaktlog/aa.xlsx:Kontaktlog row 3",
        "kontaktlog/bb.xlsx:Kontaktlog rows 2–3",
    ]


def test_nothing_is_told_of_a_case_that_is_nowhere() -> None:
    sheets: Sheets = {"Forløb": [CLOSED | {"Forløbsnr": OTHER}]}
    assert (rows(sheets, read_keys([{"Forløbsnr": OTHER}])), cells(sheets), unknown(sheets)) == ([], [], [])


def test_rows_whose_number_is_wrong_or_blank_are_shown_because_they_may_be_hers() -> None:
    plan = {"Forløbsnr": NR, "Fase": 1, "Fokus nr": 1}
    meeting = {"Mødenr": "S-1", "Art": "sparring", "Dato": DAY, "Forløbsnr": None}
    keys = read_keys([{"Forløbsnr": NR, "CPR": None}, {"Forløbsnr": "20 014", "CPR": None}])
    sheets: Sheets = {
        "Forløb": [CLOSED, CLOSED | {"Forløbsnr": OTHER, "Tidligere forløb": "20-14"}],
        "Plan": [plan, plan | {"Forløbsnr": "20-14"}, plan | {"Forløbsnr": None}, plan | {"Fase": 4}],
        "Møder": [meeting, meeting | {"Forløbsnr": "20-14"}, meeting | {"Dato": None}],
    }
    assert unknown(sheets, keys) == [
        "register.xlsx:Forløb row 3",
        "register.xlsx:Plan rows 3–4",
        "register.xlsx:Møder row 3",
        "noegle.xlsx:Nøgle row 3",
    ]


# ---- cells of rows that stay


def test_another_course_that_names_hers_keeps_its_row_and_loses_the_number() -> None:
    sheets: Sheets = {"Forløb": [CLOSED, {"Forløbsnr": OTHER, "Fase 1 start": DAY, "Tidligere forløb": NR}]}
    assert rows(sheets) == ["register.xlsx:Forløb row 2"]
    assert cells(sheets) == ["register.xlsx:Forløb!D3"]


def test_texts_that_name_her_case_are_told_wherever_they_stand_but_not_in_her_own_rows() -> None:
    offer = {"Tilbud": "Rådgivningen", "Krav for optagelse": "spurgt for 20-014.", "Kontakt": "20–014"}
    sheets: Sheets = {
        "Visitation": [REFERRED | {"Begrundelse": "20-014"}],
        "Afdækning": [{"Forløbsnr": OTHER, "Område": "bolig", "Styrker": "120-014 og 20-0145 er andre numre"}],
        "Tilbud": [offer | {"Vores mærke": "se 20-014"}, offer | {"Kontakt": None, "Krav for optagelse": None}],
    }
    assert cells(sheets) == ["register.xlsx:Tilbud!2", "register.xlsx:Tilbud!B2", "register.xlsx:Tilbud!C2"]


POINT: dict[str, Any] = {
    "Mødenr": "V-2020-01", "Art": "visitation", "Dato": DAY, "Forløbsnr": NR, "Deltagere": "leder",
    "Punkt": "indstilling", "Beslutning": "godkendt", "Ansvarlig": None, "Frist": None,
}  # fmt: skip


def test_a_meeting_about_her_alone_goes_with_her() -> None:
    sheets: Sheets = {"Møder": [POINT, POINT, POINT | {"Mødenr": "V-2020-02", "Forløbsnr": OTHER}]}
    assert rows(sheets | {"Visitation": [REFERRED | {"Mødenr": "V-2020-01"}]}) == [
        "register.xlsx:Visitation row 2", "register.xlsx:Møder rows 2–3",
    ]  # fmt: skip
    assert cells(sheets) == []


@pytest.mark.parametrize(
    "others",
    [
        {"Møder": [POINT, POINT | {"Forløbsnr": OTHER, "Mødenr": "v-2020-01"}]},
        {"Møder": [POINT, POINT | {"Forløbsnr": None}]},
        {"Møder": [POINT], "Visitation": [{"Forløbsnr": OTHER, "Mødenr": "V-2020-01"}]},
    ],
)
def test_a_meeting_about_others_too_keeps_its_row_and_loses_her_point(others: Sheets) -> None:
    assert rows(others) == []
    assert cells(others) == ["register.xlsx:Møder!D2", "register.xlsx:Møder!F2", "register.xlsx:Møder!G2"]


def test_of_a_shared_meeting_wrong_cells_texts_and_the_teams_own_columns_are_cleared_too() -> None:
    hers = POINT | {"Frist": "snart", "Deltagere": "leder; om 20-014", "Vores mærke": "hastesag"}
    assert cells({"Møder": [hers, POINT | {"Forløbsnr": OTHER}]}) == [
        f"register.xlsx:Møder!{cell}" for cell in ("2", "D2", "E2", "F2", "G2", "I2")
    ]


# ---- what is said in the end


def test_what_is_said_in_the_end_is_short_and_names_who_decides_and_what_is_out_of_reach() -> None:
    assert (forget.how_to_delete(), *forget.who_decides(), *forget.out_of_reach()) == (
        "Clear cells before you delete rows. Delete from the bottom up: the rows below a deleted one move up.",
        "Whether a case may be deleted is for the data controller (den dataansvarlige) to decide.",
        "The municipality's duty to keep a journal can come before a wish to be deleted.",
        "ctidocs cannot reach these; look for them yourself:",
        "backups",
        "copies on other computers, on telephones and on USB sticks",
        "papers that somebody has renamed, moved or copied into another document",
        "earlier versions of the files in cloud storage, and the recycle bin",
        "what was sent by e-mail or Digital Post",
        "what was printed",
        "the municipality's own journal",
    )


def test_no_line_holds_a_name_or_the_text_of_a_cell() -> None:
    secret = "Hemmelig Tekst"
    sheets: Sheets = {
        "Visitation": [REFUSED | {"Begrundelse": secret}],
        "Møder": [POINT | {"Punkt": secret}, POINT | {"Forløbsnr": OTHER, "Punkt": f"{secret} 20-014"}],
        "Plan": [{"Forløbsnr": secret, "Fase": 1, "Fokus nr": 1}],
    }
    keys = read_keys([{"Forløbsnr": NR, "Fulde navn": secret}, {"Forløbsnr": secret, "Fulde navn": secret}])
    told = (*rows(sheets, keys), *cells(sheets), *unknown(sheets, keys), *due(sheets, date(2099, 1, 1)), advice(sheets))
    assert len(told) == 10 and secret not in " ".join(told)
