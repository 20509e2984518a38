"""Reading a register that a person made: rows, addresses, sheets and headers as they come."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ctidocs.problems import Place, Problem
from ctidocs.register.grid import is_forbidden
from ctidocs.register.read import read_register
from ctidocs.register.schema import (
    COURSES,
    LIST_WORDS,
    MEASUREMENTS,
    NETWORK,
    PLAN,
    REFERRALS,
    SETTINGS,
    SHEETS,
    Settings,
)
from ctidocs.register.schema.around import NetworkLink
from ctidocs.register.schema.intake import Course
from tests.registers import AWKWARD, headers, read, register, said, settings_sheet, with_part

NR = "25-014"
TOP: dict[str, Any] = {"Forløbsnr": NR, "Måling": "M0", "Dato": date(2025, 2, 1), "Respondent": "kvinden"}


def messages(sheets: Any) -> list[tuple[str, str]]:
    """The message and hint of each problem."""
    _register, problems = read_register(register(sheets))
    return [(problem.message, problem.hint) for problem in problems]


def test_a_wrong_score_is_one_error_at_its_cell_and_only_its_row_drops_out() -> None:
    found, problems = read({"Kompas": [TOP | {"1 Sikkerhed": 11}, TOP | {"Måling": "M1", "1 Sikkerhed": 7}]})
    assert problems == ["Kompas!E2 not-a-score"]
    assert [row.round for row in found.rows(MEASUREMENTS)] == ["M1"]
    assert [(r.values.round, r.values.safety, r.broken) for r in found.records(MEASUREMENTS)] == [
        ("M0", None, {"safety"}), ("M1", 7, frozenset()),
    ]  # fmt: skip


def test_a_problem_tells_its_file_sheet_and_cell_and_never_the_text_typed() -> None:
    path = register({"Forløb": [{"Forløbsnr": NR, "Afslutning": "Fatima Eksempelsen"}]})
    _register, problems = read_register(path)
    place = Place(path.name, 2, "Forløb", 2, 2)
    assert problems == (Problem(place, "not-a-date", "not a date", "type it as 15.05.2025"),)
    assert str(place) == f"{path.name}:Forløb!B2"


def test_a_blank_key_is_an_error_at_its_cell_and_its_row_is_no_record() -> None:
    found, problems = read(
        {"Netværk": [{"Forløbsnr": NR, "Hvem": None, "Ring": 1}, {"Forløbsnr": NR, "Hvem": "naboen"}]}
    )
    assert problems == ["Netværk!B2 blank-key"]
    assert found.rows(NETWORK) == (NetworkLink(NR, "naboen"),)


def test_a_wrong_key_is_one_error_and_not_also_blank() -> None:
    found, problems = read({"Plan": [{"Forløbsnr": NR, "Fase": 4, "Fokus nr": "et", "Frist": "snart"}]})
    assert problems == ["Plan!B2 out-of-range", "Plan!C2 not-a-whole-number", "Plan!D2 not-a-date"]
    assert found.records(PLAN) == ()


def test_blank_rows_between_keep_excels_own_row_numbers() -> None:
    rows = [headers(NETWORK), [NR, "a"], [], [None, "  "], [NR, "b"], ["", "", "\n"], [NR, "c", "ingen"]]
    found, problems = read({"Netværk": rows})
    assert problems == ["Netværk!C7 not-in-list"]
    assert [record.place.row for record in found.records(NETWORK)] == [2, 5, 7]


def test_a_sheet_that_starts_at_c5_has_excels_own_addresses() -> None:
    indented = [[None, None, *row] for row in ([*headers(NETWORK)], [NR, "a", "nabo"], [NR, "b", "?"])]
    found, problems = read({"Netværk": [[], [], [], [], *indented]})
    assert problems == ["Netværk!E7 not-in-list"]
    assert found.rows(NETWORK) == (NetworkLink(NR, "a", "nabo"),)
    assert found.columns["Netværk"]["who"] == 4


def test_a_title_above_the_headers_is_passed_over() -> None:
    found, problems = read({"Netværk": [["Vores netværk"], ["Type og Ring udfyldes"], [], headers(NETWORK), [NR, "a"]]})
    assert (problems, found.rows(NETWORK)) == ([], (NetworkLink(NR, "a"),))


@given(order=st.permutations(range(len(NETWORK.columns))))
@settings(max_examples=15)
def test_the_order_of_the_columns_is_free(order: list[int]) -> None:
    row = [NR, "naboen", "nabo", False, 2, "låner nøglen", True, "ny"]
    found, problems = read({"Netværk": [[headers(NETWORK)[n] for n in order], [row[n] for n in order]]})
    assert (problems, found.rows(NETWORK)) == ([], (NetworkLink(*row),))  # type: ignore[arg-type]


def test_headers_match_without_regard_to_case_blanks_and_line_breaks() -> None:
    odd = ["FORLØBSNR ", "  hvem", "Type", "formel", "Ring", "Opgave", "Fra\nstart", "STATUS"]
    found, problems = read({"Netværk": [odd, [NR, "a", None, None, None, None, True, "ny"]]})
    assert (problems, found.rows(NETWORK)) == ([], (NetworkLink(NR, "a", from_start=True, status="ny"),))
    doubled = {"Forløbsnr": NR, "Fase  1  start": date(2025, 2, 1), "A\u030arsag til stop": "flyttet"}
    found, problems = read({"Forløb": [doubled]})
    assert problems == []
    assert found.rows(COURSES) == (Course(NR, phase1_start=date(2025, 2, 1), stop_reason="flyttet"),)


def test_a_header_that_stands_twice_is_an_error_at_the_second_naming_the_first() -> None:
    top = [*headers(NETWORK)[:3], "hvem "]
    found, problems = read({"Netværk": [top, [NR, "a", "nabo", "b"]]})
    assert problems == ["Netværk!D1 duplicate-header"]
    assert messages({"Netværk": [top]}) == [
        ("the header stands twice; the first is in B1", "remove or rename one of them")
    ]
    assert found.rows(NETWORK) == (NetworkLink(NR, "a", "nabo"),)


FORBIDDEN = (
    "Adresse", "Ny adresse", "Navn", "navn:", "Fulde navn", "CPR", "CPR-nr.", "Telefon", "Tlf.", "tlf_nr", "E-mail",
    "Mail/sms", "Mobil nr", "By", "Postnr.", "Vejnavn", "gade", "Bopæl", "Navn/alias", "(adresse)",
)  # fmt: skip
ALLOWED = ("Bydel", "Adressebeskyttelse 2", "Navneændring", "Byrde", "Telefontid", "Kaldenavnet", "Mobilitet")


@pytest.mark.parametrize("header", FORBIDDEN)
def test_a_column_that_could_tell_who_or_where_she_is_is_refused(header: str) -> None:
    found, problems = read({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", header: "hemmeligt"}]})
    assert problems == ["Netværk!C1 forbidden-header"]
    assert found.added["Netværk"] == ()
    assert found.records(NETWORK)[0].added == {}


@pytest.mark.parametrize("header", ALLOWED)
def test_a_forbidden_word_inside_another_is_no_forbidden_word(header: str) -> None:
    assert not is_forbidden(header)


def test_only_the_offers_may_hold_a_telephone_number() -> None:
    found, problems = read({"Tilbud": [{"Tilbud": "Rådgivningen", "Telefon": "12 34 56 78", "Adresse": "Torvet 1"}]})
    assert (problems, found.added["Tilbud"]) == ([], ("telefon", "adresse"))


def test_the_teams_own_column_is_kept_under_its_tag() -> None:
    rows = [
        {
            "Forløbsnr": NR,
            "Hvem": "a",
            "Vores mærke (2)": "  blå ",
            "Antal": 2,
            "Vurdering": 2.5,
            "Set den": date(2025, 5, 1),
        },
        {"Forløbsnr": NR, "Hvem": "b", "Vores mærke (2)": None, "Antal": "  ", "Vurdering": True},
        {"Forløbsnr": NR, "Hvem": "c", "Vores mærke (2)": "et\x01tegn"},
    ]
    found, problems = read({"Netværk": rows})
    assert problems == ["Netværk!C4 bad-character"]
    assert found.added["Netværk"] == ("vores_mærke_2", "antal", "vurdering", "set_den")
    assert [record.added for record in found.records(NETWORK)] == [
        {"vores_mærke_2": "  blå ", "antal": 2, "vurdering": 2.5, "set_den": date(2025, 5, 1)},
        {"vores_mærke_2": None, "antal": None, "vurdering": True, "set_den": None},
        {"vores_mærke_2": None, "antal": None, "vurdering": None, "set_den": None},
    ]
    assert found.records(NETWORK)[2].broken == {"vores_mærke_2"}


def test_an_own_column_with_a_tag_that_is_taken_or_with_none_is_an_error_at_its_header() -> None:
    top = [*headers(NETWORK), "Hvem?", "2025", "Mærke", "mærke!"]
    found, problems = read({"Netværk": [top, [NR, "a", *[None] * 6, "x", "x", "x", "x"]]})
    assert problems == ["Netværk!I1 header-clash", "Netværk!J1 empty-tag", "Netværk!L1 header-clash"]
    assert found.records(NETWORK)[0].added == {"mærke": "x"}


def test_a_header_that_is_nearly_a_known_one_gets_did_you_mean() -> None:
    found, problems = read({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Opgaver": "nøgle", "Sikkerhed": 1}]})
    assert problems == ["Netværk!C1 misspelt-header (warning)"]
    assert found.added["Netværk"] == ("opgaver", "sikkerhed")
    assert messages({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Opgaver": 1}]}) == [
        ("this name is not known here", "did you mean “Opgave”?")
    ]
    assert messages({"Kompas": [TOP | {"Sikkerhed": 7}]}) == [
        ("this name is not known here", "did you mean “1 Sikkerhed”?")
    ]


def test_a_missing_key_column_is_one_problem_at_the_row_of_the_headers() -> None:
    sheet: Any = {"Netværk": [["Titel"], ["Forløbsnr", "Type"], [NR, "nabo"], [NR, "ven"]]}
    found, problems = read(sheet)
    assert (problems, found.records(NETWORK)) == (["Netværk!2 missing-column"], ())
    assert messages(sheet) == [("the column Hvem is missing", "add it; it is never blank")]


def test_a_sheet_without_headers_is_one_problem() -> None:
    assert read({"Netværk": [[NR, "naboen"], [NR, "a"]]})[1] == ["Netværk!1 missing-column"]
    assert read({"Valglister": [["Type", "nabo", "genbo"], ["Type", "ven", "veninde"]]})[1] == [
        "Valglister!1 missing-column"
    ]


def test_a_column_without_a_header_is_a_warning_where_cells_stand_below_it() -> None:
    found, problems = read({"Netværk": [["Forløbsnr", None, "Hvem", None], [NR, None, "a", "husk!"]]})
    assert problems == ["Netværk!D1 blank-header (warning)"]
    assert found.rows(NETWORK) == (NetworkLink(NR, "a"),)


def test_missing_and_empty_sheets_and_columns_are_no_problem() -> None:
    found, problems = read({"Kompas": [], "Plan": [["Forløbsnr"]], "Forløb": [{"Forløbsnr": NR}]})
    assert problems == []
    assert found.rows(COURSES) == (Course(NR),)
    assert [found.rows(sheet) for sheet in SHEETS if sheet is not COURSES] == [()] * (len(SHEETS) - 1)


def test_a_sheet_that_must_be_there_is_missed_and_a_near_name_is_asked_about() -> None:
    path = register({"Kompass": [TOP], "Helt andet": [["Forløbsnr"]], "Lister": [["ja"]], "Start her": [["Hej"]]})
    _register, problems = read_register(path, sheets=(REFERRALS, MEASUREMENTS, LIST_WORDS))
    assert said(problems) == [" misnamed-sheet (warning)"]
    assert [(problem.message, problem.hint) for problem in problems] == [
        ("there is no sheet Kompas", "did you mean this with the sheet “Kompass”? Then give it its right name")
    ]
    gone = with_part(register(), "xl/workbook.xml", lambda xml: xml.replace('name="Visitation"', 'name="Udvalget"'))
    assert [(p.code, p.message, p.hint) for p in read_register(gone)[1]] == [
        ("missing-sheet", "there is no sheet Visitation", "add the sheet; `ctidocs new` makes a workbook that has it")
    ]


def test_a_sheets_name_matches_without_regard_to_case_and_two_of_one_name_are_told() -> None:
    found, problems = read({" NETVÆRK ": [headers(NETWORK), [NR, "a"]], "Netværk": [headers(NETWORK), [NR, "b"]]})
    assert (problems, found.rows(NETWORK)) == ([" duplicate-sheet"], (NetworkLink(NR, "a"),))


def test_settings_are_read_and_blank_ones_have_their_default() -> None:
    sheet = settings_sheet({"organisation ": "Eksempelby", "Måneder pr. fase": 4, "Projektstart": date(2024, 1, 1),
                            "Lovgrundlag": "  ", "Eksempeldata": "Ja", "Kontakt tidligst uger før": 0})  # fmt: skip
    found, problems = read({"Opsætning": sheet})
    assert problems == []
    assert found.settings == Settings(
        organisation="Eksempelby", phase_months=4, project_start=date(2024, 1, 1), sample=True, contact_weeks=0
    )


def test_wrong_unknown_and_doubled_settings_are_told_at_their_cells() -> None:
    rows = [["Opsætning for programmet"], ["Indstilling", "Værdi"], ["Måneder pr. fase", 0], ["Prosjektnavn", "x"],
            ["Lovgrundlag", "§ 109"], ["LOVGRUNDLAG", "§ 110"], ["Eksempeldata", "måske"], [None, "løs"]]  # fmt: skip
    found, problems = read({"Opsætning": rows})
    assert problems == [
        "Opsætning!B3 out-of-range", "Opsætning!A4 unknown-setting (warning)", "Opsætning!A6 duplicate-setting",
        "Opsætning!B7 not-yes-no", "Opsætning!A8 unknown-setting (warning)",
    ]  # fmt: skip
    assert found.settings == Settings(legal_basis="§ 109")
    assert messages({"Opsætning": rows})[1:3] == [
        ("this name is not known here", "did you mean “Projektnavn”?"),
        ("the setting stands in row 5 already", "delete one of the two rows"),
    ]


def test_settings_without_their_headers_are_one_problem_and_an_empty_sheet_is_none() -> None:
    assert read({"Opsætning": [["Organisation", "Eksempelby"]]})[1] == ["Opsætning!1 missing-column"]
    found, problems = read({"Opsætning": []})
    assert (problems, found.settings) == ([], Settings())


def office(*words: tuple[str, str, str], **sheets: Any) -> Any:
    return read({"Valglister": [dict(zip(headers(LIST_WORDS), row, strict=True)) for row in words], **sheets})


def test_an_offices_own_word_and_the_tools_word_are_both_read() -> None:
    links = [{"Forløbsnr": NR, "Hvem": who, "Type": type, "Status": status} for who, type, status in (
        ("a", "nabo", "ny"), ("b", "Genbo ", "nyligt"), ("c", "frivillig", "har overtaget"))]  # fmt: skip
    found, problems = office(
        ("Type", "nabo", "genbo"), ("type", "Forening", "frivillig"), ("Status", "ny", "nyligt"), Netværk=links
    )
    assert problems == []
    assert [(row.type, row.status) for row in found.rows(NETWORK)] == [
        ("nabo", "ny"), ("nabo", "ny"), ("forening", "har overtaget"),
    ]  # fmt: skip


def test_an_own_word_counts_only_in_the_lists_that_have_its_value() -> None:
    log = [{"Forløbsnr": NR, "Dato": date(2025, 2, 1), "Type": "genbo"}]
    assert office(("Type", "nabo", "genbo"), Kontaktlog=log)[1] == ["Kontaktlog!C2 not-in-list"]


def test_the_settings_have_own_words_too() -> None:
    found, problems = office(("Sprogbrug", "borger", "klient"), Opsætning=settings_sheet({"Sprogbrug": "Klient"}))
    assert (problems, found.settings.wording) == ([], "borger")


def test_own_words_that_cannot_be_right_are_told_at_their_cells() -> None:
    found, problems = office(
        ("Typpe", "nabo", "genbo"), ("Type", "naboo", "genbo"), ("Type", "nabo", "ven"), ("Type", "nabo", "genbo"),
        ("Type", "ven", "genbo"), ("Type", "", "x"), ("Navn", "a", "b"),
    )  # fmt: skip
    assert problems == [
        "Valglister!A2 unknown-list", "Valglister!B3 not-in-list", "Valglister!C4 ambiguous-word",
        "Valglister!C6 ambiguous-word", "Valglister!A8 unknown-list",
    ]  # fmt: skip
    assert len(found.rows(LIST_WORDS)) == 7


def test_the_offices_own_column_in_valglister_is_read_once() -> None:
    found, problems = read(
        {"Valglister": [[*headers(LIST_WORDS), "Hvem ønskede det"], ["Type", "ven", "veninde", "vi"]]}
    )
    assert (problems, found.added["Valglister"]) == ([], ("hvem_ønskede_det",))


@pytest.mark.parametrize("escape", ["_x0001_", "_xD800_", "_xdfff_", "_xFFFE_", "_x000B_"])
def test_a_character_that_no_document_can_hold_is_an_error_at_its_cell(escape: str) -> None:
    path = register({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Opgave": "MÆRKE"}, {"Forløbsnr": NR, "Hvem": "b"}]})
    broken = with_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("MÆRKE", f"før{escape}efter"))
    found, problems = read_register(broken)
    assert said(problems) == ["Netværk!C2 bad-character"]
    assert found.rows(NETWORK) == (NetworkLink(NR, "b"),)


def test_excels_own_escapes_are_read_as_what_they_stand_for() -> None:
    path = register({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Opgave": "MÆRKE"}]})
    changed = with_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("MÆRKE", "en_x000D_&#10;to_x005F_x0041_"))
    assert read_register(changed)[0].rows(NETWORK)[0].task == "en\r\nto_x0041_"


anything = st.none() | st.booleans() | st.floats(-1e18, 1e18) | st.dates(date(1900, 1, 1), date(9999, 12, 31))
anything |= st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.sampled_from(AWKWARD)
tops = st.sampled_from([h for sheet in (PLAN, NETWORK, SETTINGS, LIST_WORDS) for h in headers(sheet)]) | anything

cells = st.lists(anything, max_size=7)


@pytest.mark.slow
@given(sheets=st.dictionaries(
    st.sampled_from(["Plan", "Netværk", "Opsætning", "Valglister"]),
    st.builds(lambda top, rows: [top, *rows], st.lists(tops, max_size=6), st.lists(cells, max_size=4)),
))  # fmt: skip
@example(sheets={"Opsætning": [["Værdi", "Indstilling"], ["x"]]})
@settings(max_examples=60)
def test_nothing_a_person_typed_raises(sheets: Any) -> None:
    found, problems = read(sheets)
    assert all(isinstance(found.rows(sheet), tuple) for sheet in SHEETS)
    assert problems == read(sheets)[1]


def test_a_date_with_an_hour_is_its_day_and_an_hour_alone_is_no_date() -> None:
    rows = [
        {"Forløbsnr": NR, "Afslutning": datetime(2025, 2, 1, 10, 30)},
        {"Forløbsnr": "25-015", "Afslutning": time(10)},
    ]
    found, problems = read({"Forløb": rows})
    assert problems == ["Forløb!B3 not-a-date"]
    assert found.rows(COURSES) == (Course(NR, closed_on=date(2025, 2, 1)),)


def test_the_rows_of_one_case_are_found_by_its_number() -> None:
    found, _problems = read(
        {"Netværk": [{"Forløbsnr": n, "Hvem": who} for n, who in ((NR, "a"), ("25-015", "b"), (NR, "c"))]}
    )
    assert [record.values.who for record in found.of_case(NETWORK, NR)] == ["a", "c"]
    assert found.of_case(NETWORK, "99-999") == found.of_case(PLAN, NR) == ()
