"""Two partners' registers made one (A24): no number twice, nothing counted twice, nothing lost, nothing guessed."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from ctidocs.check import check_register
from ctidocs.codes.merge import of_merge
from ctidocs.merge import Merged, merged, together
from ctidocs.problems import CtidocsError, Level
from ctidocs.register.blank import OwnColumns
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import SETTINGS, SHEETS
from tests.registers import Rows, new_path, register, settings_sheet

NR, OTHER = "25-014", "25-600"
DAY, LATER = date(2025, 1, 2), date(2025, 1, 9)
TODAY = date(2025, 2, 2)
REFERRED: dict[str, Any] = {
    "Forløbsnr": NR, "Indstillet dato": DAY, "Indstillet af": "krisecenter", "Handlekommune": 101, "Fødselsår": 1988,
}  # fmt: skip
OURS, THEIRS = settings_sheet({"Nummerserie": "001–499"}), settings_sheet({"Nummerserie": "500–899"})
TABLES = [sheet for sheet in SHEETS if not sheet.vertical]


def ours(sheets: Mapping[str, Rows] | None = None, *, to: Path | None = None) -> Path:
    """A register of the numbers 001–499 with one referral."""
    return register({"Opsætning": OURS, "Visitation": [REFERRED]} | dict(sheets or {}), to=to or new_path())


def theirs(sheets: Mapping[str, Rows] | None = None, *, to: Path | None = None) -> Path:
    """A register of the numbers 500–899 with one referral."""
    other = REFERRED | {"Forløbsnr": OTHER}
    return register({"Opsætning": THEIRS, "Visitation": [other]} | dict(sheets or {}), to=to or new_path())


def merge(one: Path, other: Path) -> Merged:
    """What the command makes of two files."""
    (mine, found), (others, more) = read_register(one), read_register(other)
    found = (*check_register(mine, found, on=TODAY), *check_register(others, more, on=TODAY))
    return merged(mine, others, found=found, on=TODAY)


def told(one: Path, other: Path, *, level: Level = Level.ERROR) -> list[str]:
    """Each problem of a level as "ours Visitation!B2 merge-other-woman"."""
    names = {one.name: "ours", other.name: "theirs"}
    found = [problem for problem in merge(one, other).problems if problem.level is level]
    return [f"{names[p.place.file]} {str(p.place).partition(':')[2]} {p.code}" for p in found]


def warned(one: Path, other: Path) -> list[str]:
    return told(one, other, level=Level.WARNING)


def copied(result: Merged) -> Register:
    """The copy, written and read again."""
    path = new_path()
    path.write_bytes(result.workbook())
    read, problems = read_register(path)
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    return read


def rows(result: Merged, sheet: str) -> list[Any]:
    return [record.values for record in result.register.by_sheet[sheet]]


# Numbers: whose they are, and whether it is one woman


def test_two_registers_with_numbers_of_their_own_become_one_with_both_series() -> None:
    result = merge(ours(), theirs())
    assert result.problems == ()
    assert [row.case_id for row in rows(result, "Visitation")] == [NR, OTHER]
    assert result.register.settings.number_series == "001–499, 500–899"
    assert (result.ours, result.theirs, result.both) == (1, 1, 0)
    assert (result.added, result.same, result.filled) == ({"Visitation": 1}, {}, {})


def test_a_case_that_both_have_is_one_and_its_blanks_are_filled_from_the_other() -> None:
    mine = REFERRED | {"Fødselsår": None, "Begrundelse": "Vi kan hjælpe."}
    result = merge(ours({"Visitation": [mine]}), theirs({"Visitation": [REFERRED | {"Sprog": "tyrkisk"}]}))
    assert result.problems == ()
    (row,) = rows(result, "Visitation")
    assert (row.birth_year, row.decision_reason, row.language) == (1988, "Vi kan hjælpe.", "tyrkisk")
    assert (result.ours, result.theirs, result.both, result.filled, result.same) == (1, 1, 1, {"Visitation": 1}, {})


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [("Indstillet dato", LATER, "B2"), ("Handlekommune", 147, "D2"), ("Fødselsår", 1989, "E2")],
)
def test_the_same_number_with_another_date_year_or_municipality_is_an_error(column: str, value: Any, cell: str) -> None:
    one, other = ours(), theirs({"Visitation": [REFERRED | {column: value}]})
    assert told(one, other) == [f"theirs Visitation!{cell} merge-other-woman"]
    (problem,) = merge(one, other).problems
    assert problem.message == f"the case {NR} has another {column} in your register, in Visitation!{cell}"


def test_a_case_that_nothing_shows_to_be_one_woman_is_a_warning() -> None:
    blank = {"Forløbsnr": NR, "Indstillet af": "andet", "Indstillet dato": None}
    mine = blank | {"Indstillet dato": DAY}
    assert warned(ours({"Visitation": [mine]}), theirs({"Visitation": [blank]})) == [
        "theirs Visitation!A2 merge-unproved"
    ]
    assert warned(ours({"Visitation": [mine]}), theirs({"Visitation": [mine]})) == []
    course = {"Visitation": [], "Forløb": [{"Forløbsnr": NR, "Målgruppe": "andet"}]}
    assert warned(ours(), theirs(course)) == ["theirs Forløb!A2 merge-unproved"]


def test_a_number_outside_its_registers_series_is_an_error_unless_the_other_was_given_it_and_has_it() -> None:
    outside = {"Visitation": [REFERRED, REFERRED | {"Forløbsnr": "25-700"}]}
    assert told(ours(outside), theirs()) == ["ours Visitation!A3 merge-outside-series"]
    assert told(ours(outside), theirs({"Visitation": [REFERRED | {"Forløbsnr": "25-700"}]})) == []
    assert told(ours(), theirs({"Visitation": [REFERRED]})) == []
    both = {"Visitation": [REFERRED | {"Forløbsnr": "25-950"}]}
    assert told(ours(both), theirs(both)) == [
        "ours Visitation!A2 merge-outside-series", "theirs Visitation!A2 merge-outside-series",
    ]  # fmt: skip
    course = {"Forløb": [{"Forløbsnr": "25-700", "Målgruppe": "andet"}]}
    assert told(ours(course), theirs()) == ["ours Forløb!A2 merge-outside-series"]
    assert told(ours(outside | course), theirs()) == ["ours Visitation!A3 merge-outside-series"]


def test_a_register_without_a_series_may_have_any_number_and_is_warned_of() -> None:
    one, other = ours({"Opsætning": settings_sheet({"Nummerserie": None})}), theirs()
    assert told(one, other) == []
    assert warned(one, other) == ["ours Opsætning!B2 merge-no-series"]
    assert merge(one, other).register.settings.number_series == ""
    blank = theirs({"Opsætning": settings_sheet({"Nummerserie": None})})
    assert warned(ours(), blank) == ["theirs Opsætning!B2 merge-no-series"]


# Rows with a key


def test_rows_that_must_be_one_and_differ_are_told_at_their_cell_naming_ours() -> None:
    mine = {"Forløbsnr": NR, "Målgruppe": "andet", "Boligtype": "Hus på  landet", "Restance": "ja"}
    other = mine | {"Målgruppe": "hjemløshed", "Boligtype": " Hus pa\u030a landet", "Restance": "nej"}
    one, two = ours({"Forløb": [mine]}), theirs({"Visitation": [REFERRED], "Forløb": [other]})
    assert told(one, two) == ["theirs Forløb!B2 merge-contradiction", "theirs Forløb!D2 merge-contradiction"]
    assert merge(one, two).problems[0].message == "Målgruppe is another in your register, in Forløb!B2"


def test_a_worker_is_one_by_name_and_initials_may_not_be_anothers() -> None:
    mine = [{"Medarbejder": "Mette", "Initialer": "ME"}, {"Medarbejder": "Åse", "Initialer": "ÅS"}]
    assert told(ours({"Medarbejdere": mine}), theirs({"Medarbejdere": mine[::-1]})) == []
    other = [{"Medarbejder": "Morten", "Initialer": "me"}, {"Medarbejder": "Åse", "Initialer": "åS"}]
    one, two = ours({"Medarbejdere": mine}), theirs({"Medarbejdere": other})
    assert told(one, two) == [
        "theirs Medarbejdere!B2 merge-contradiction",
        "theirs Medarbejdere!B3 merge-contradiction",
    ]
    assert [problem.message for problem in merge(one, two).problems] == [
        "the same Initialer stands in another row of your register, in Medarbejdere!B2",
        "Initialer is another in your register, in Medarbejdere!B3",
    ]


def test_a_contradiction_in_a_column_of_the_teams_own_is_told_at_the_row_without_its_header() -> None:
    one = ours({"Tilbud": [{"Tilbud": "Rådgivning", "Vores kode": "a"}]})
    two = theirs({"Tilbud": [{"Tilbud": "Rådgivning", "Vores kode": "b"}]})
    assert told(one, two) == ["theirs Tilbud!2 merge-contradiction"]
    assert merge(one, two).problems[0].message == "a column of your own has another value in your register, in Tilbud!2"


def test_rows_that_are_free_of_the_key_are_not_made_one() -> None:
    item = {"Forløbsnr": NR, "Punkt": "andet", "Resultat": "Møde i banken"}
    result = merge(
        ours({"Boligtjekliste": [item]}),
        theirs({"Visitation": [REFERRED], "Boligtjekliste": [item, item | {"Resultat": "Gæld"}]}),
    )
    assert [row.result for row in rows(result, "Boligtjekliste")] == ["Møde i banken", "Gæld"]


# Rows without a key


def contact(**more: Any) -> dict[str, Any]:
    return {"Forløbsnr": NR, "Dato": DAY, "Type": "telefon", "Minutter direkte": 20, "Egen": None, "Sted": None} | more


def test_rows_alike_in_every_cell_are_one_but_two_alike_in_one_file_stay_two() -> None:
    mine = [contact(), contact(), contact(Dato=LATER), contact(Egen="a")]
    other = [contact(Egen="b"), contact(), contact(), contact(), contact(Egen="a"), contact(Type="møde")]
    result = merge(ours({"Kontaktlog": mine}), theirs({"Visitation": [REFERRED], "Kontaktlog": other}))
    assert result.problems == ()
    got = [(r.values.on, r.values.type, r.added["egen"]) for r in result.register.by_sheet["Kontaktlog"]]
    assert got == [
        (DAY, "telefon", None), (DAY, "telefon", None), (LATER, "telefon", None), (DAY, "telefon", "a"),
        (DAY, "telefon", "b"), (DAY, "telefon", None), (DAY, "møde", None),
    ]  # fmt: skip
    assert (result.same, result.added) == ({"Visitation": 1, "Kontaktlog": 3}, {"Kontaktlog": 3})


@pytest.mark.parametrize(
    ("mine", "other", "cells"),
    [
        ([contact()], [contact(Sted="kontor")], ["2"]),
        ([contact(Sted="kontor")], [contact()], ["2"]),
        ([contact(), contact()], [contact(Sted="kontor")], ["2"]),
        ([contact(Sted="kontor")], [contact(Sted="hjemme")], []),
        ([contact(Sted="kontor")], [contact(Type="møde")], []),
        ([contact(**{"Minutter direkte": None}, Sted="hjemme")], [contact()], []),
        ([contact()], [contact(Dato=LATER, Sted="kontor")], []),
        ([contact()], [contact(), contact(Sted="kontor")], []),
        ([contact()], [contact(Sted="kontor"), contact()], []),
        ([contact(), contact(Type="møde")], [contact(Sted="kontor"), contact(Type="møde", Sted="kontor")], ["2", "3"]),
    ],
)
def test_a_row_that_only_says_more_or_less_than_one_of_ours_may_count_twice(
    mine: Rows, other: Rows, cells: list[str]
) -> None:
    one, two = ours({"Kontaktlog": mine}), theirs({"Visitation": [REFERRED], "Kontaktlog": other})
    assert warned(one, two) == [f"theirs Kontaktlog!{cell} merge-twice" for cell in cells]


def test_a_row_that_may_count_twice_names_the_log_that_ours_stands_in(tmp_path: Path) -> None:
    log = register({"Kontaktlog": [contact(), contact(Type="møde", Egen="b")]}, to=tmp_path / "mette.xlsx")
    two = theirs({"Visitation": [REFERRED], "Kontaktlog": [contact(Sted="kontor"), contact(Type="møde", Egen="b")]})
    result = together(read_register(ours(), logs=[log])[0], read_register(two)[0])
    (problem,) = result.problems
    file = f"{tmp_path.name}/mette.xlsx"
    assert problem.message == f"this may be the row of your register in {file}:Kontaktlog!2, and would then count twice"
    assert [record.added for record in copied(result).by_sheet["Kontaktlog"]] == [
        {"egen": v} for v in (None, "b", None)
    ]
    assert together(read_register(ours(), logs=[log])[0], read_register(theirs())[0]).own["Kontaktlog"] == OwnColumns(
        ("egen",), ((None,), ("b",))
    )


ANSWER = {"Kvartal": "2025-K1", "Hjalp det": "ja"}


def test_answers_alike_are_different_women_where_the_numbers_of_the_registers_are_their_own() -> None:
    result = merge(ours({"Tilbagemeldinger": [ANSWER] * 2}), theirs({"Tilbagemeldinger": [ANSWER] * 3}))
    assert result.problems == ()
    assert (len(rows(result, "Tilbagemeldinger")), result.added["Tilbagemeldinger"]) == (5, 3)


@pytest.mark.parametrize("series", ["001–499, 500–899", None])
def test_answers_alike_are_counted_once_where_the_other_may_hold_the_same_women(series: str | None) -> None:
    one = ours({"Opsætning": settings_sheet({"Nummerserie": series}), "Tilbagemeldinger": [ANSWER] * 2})
    two = theirs({"Tilbagemeldinger": [ANSWER] * 3})
    assert len(rows(merge(one, two), "Tilbagemeldinger")) == 3
    assert "theirs Tilbagemeldinger merge-answers" in warned(one, two)
    assert [p.message for p in merge(one, two).problems if p.code == "merge-answers"] == [
        "2 answers stand alike in both registers, and are counted once"
    ]


def test_a_copy_merged_again_with_one_of_the_two_is_the_same_copy() -> None:
    answers = {"Tilbagemeldinger": [ANSWER] * 2}
    one, two = ours(answers), theirs(answers)
    first = new_path()
    first.write_bytes(merge(one, two).workbook())
    for again in (one, two):
        result = merge(first, again)
        assert (result.errors, result.added, result.filled) == ((), {}, {})
        assert result.workbook() == first.read_bytes()


# Opsætning and Valglister


@pytest.mark.parametrize(
    ("header", "mine", "other", "kept", "cells"),
    [
        ("Projektnavn", None, "CTI", "CTI", []),
        ("Projektnavn", "CTI", None, "CTI", []),
        ("Projektnavn", "CTI", " CTI ", "CTI", []),
        ("Projektnavn", "CTI", "Nyt hjem", "CTI", ["B2"]),
        ("Organisation", "Danner", "Eksempelby Kommune", "Danner", []),
        ("Organisation", None, "Eksempelby Kommune", "Eksempelby Kommune", []),
        ("Projektstart", None, DAY, DAY, []),
        ("Måneder pr. fase", None, 4, 3, ["B2"]),
        ("Måneder pr. fase", 4, None, 4, ["B2"]),
        ("Måneder pr. fase", 4, 4, 4, []),
    ],
)  # fmt: skip
def test_our_settings_are_kept_blanks_are_filled_and_a_difference_is_a_warning(
    header: str, mine: Any, other: Any, kept: Any, cells: list[str]
) -> None:
    one = ours({"Opsætning": settings_sheet({header: mine, "Nummerserie": "001–499"})})
    two = theirs({"Opsætning": settings_sheet({header: other, "Nummerserie": "500–899"})})
    assert told(one, two) == []
    assert warned(one, two) == [f"theirs Opsætning!{cell} merge-setting" for cell in cells]
    name = next(column.name for column in SETTINGS.columns if column.header == header)
    assert getattr(copied(merge(one, two)).settings, name) == kept


@pytest.mark.parametrize(
    ("mine", "other", "both"),
    [("001-499", "500-899", "001–499, 500–899"), ("001-499", "001–499", "001-499"), ("001–499", "400–899", "001–899")],
)
def test_the_copy_may_hold_the_numbers_of_both(mine: str, other: str, both: str) -> None:
    one = ours({"Opsætning": settings_sheet({"Nummerserie": mine})})
    two = theirs({"Opsætning": settings_sheet({"Nummerserie": other}), "Visitation": []})
    assert merge(one, two).register.settings.number_series == both


def test_invented_cases_are_never_put_among_real_ones() -> None:
    sample = {"Opsætning": settings_sheet({"Nummerserie": "001–499", "Eksempeldata": "ja"})}
    assert told(ours(sample), theirs()) == ["theirs Opsætning merge-sample"]


def word(value: str, shown: str, name: str = "Afsluttes til") -> dict[str, Any]:
    return {"Liste": name, "Værdi": value, "Vises som": shown}


def test_the_offices_own_words_are_those_of_both_and_one_word_may_not_mean_two_things() -> None:
    mine = [word("privat netværk", "venner"), word("NGO", "forening")]
    other = [word("privat netværk", "familie"), word("ngo", "forening", "afsluttes  til"), word("NGO", "forening")]
    result = merge(ours({"Valglister": mine}), theirs({"Valglister": other}))
    assert result.problems == ()
    assert [row.shown for row in copied(result).rows(SHEETS[-1])] == ["venner", "forening", "familie", "forening"]
    one, two = ours({"Valglister": mine}), theirs({"Valglister": [word("krisecenter", "Venner", "afsluttes  til")]})
    assert told(one, two) == ["theirs Valglister!C2 merge-contradiction"]
    assert (
        merge(one, two).problems[0].message == "this word stands for another value in your register, in Valglister!C2"
    )
    unfinished: list[Any] = [word("NGO", "") | {"Vises som": None}, word("krisecenter", "") | {"Vises som": None}]
    assert told(ours({"Valglister": unfinished[:1]}), theirs({"Valglister": unfinished[1:]})) == []


def test_what_was_written_in_an_offices_own_word_is_kept_as_the_tools_word() -> None:
    course = {"Forløbsnr": NR, "Målgruppe": "andet", "Afslutning": DAY, "Afsluttes til": "venner"}
    mine = {"Valglister": [word("privat netværk", "venner")], "Forløb": [course]}
    assert copied(merge(ours(mine), theirs())).rows(SHEETS[1])[0].closed_to == "privat netværk"


# What is refused before anything is merged


@pytest.mark.parametrize(
    ("sheets", "line"),
    [
        ({"Netværk": [{"Forløbsnr": OTHER, "Hvem": "a", "Ring": 4}]}, "theirs Netværk!C2 out-of-range"),
        ({"Netværk": [{"Forløbsnr": OTHER, "Hvem": None, "Ring": 1}]}, "theirs Netværk!B2 blank-key"),
        ({"Netværket": [["Forløbsnr", "Hvem"], [OTHER, "a"]]}, "theirs  misnamed-sheet"),
        ({"Netværk": [{"Forløbsnr": OTHER, "Hvem": "a", "Opgav": "b"}]}, "theirs Netværk!C1 misspelt-header"),
        ({"Netværk": [["Forløbsnr", "Hvem", ""], [OTHER, "a", "b"]]}, "theirs Netværk!C1 blank-header"),
        ({"Opsætning": settings_sheet({"Nummerseri": "500–899"})}, "theirs Opsætning!A2 unknown-setting"),
        ({"Opsætning": settings_sheet({"Nummerserie": "alle"})}, "theirs Opsætning!B2 bad-number-series"),
    ],
)
def test_a_register_with_errors_or_with_what_is_not_read_is_not_merged(sheets: dict[str, Any], line: str) -> None:
    one, other = ours(), theirs(sheets)
    assert told(one, other) == [line]
    assert merge(one, other).register.by_sheet == {}


def test_errors_of_both_registers_are_listed_at_once_and_missing_cells_stop_nothing() -> None:
    wrong: dict[str, Any] = {"Netværk": [{"Forløbsnr": "25-999", "Hvem": "a"}]}
    assert told(ours(wrong), theirs(wrong)) == [
        "ours Netværk!A2 unknown-case", "theirs Netværk!A2 unknown-case",
    ]  # fmt: skip
    missing: dict[str, Any] = {"Visitation": [{"Forløbsnr": NR, "Indstillet dato": DAY}]}
    assert told(ours(missing), theirs()) == []


def test_what_only_the_whole_has_wrong_is_told_at_the_cell_it_comes_from() -> None:
    workers: dict[str, Any] = {"Medarbejdere": [{"Medarbejder": "Mette"}]}
    log: dict[str, Any] = {"Kontaktlog": [{"Type": "telefon", "Medarbejder": "Åse", "Forløbsnr": OTHER, "Dato": DAY}]}
    assert told(ours(workers), theirs(log)) == ["theirs Kontaktlog!B2 unknown-name"]
    refused = {"Visitation": [REFERRED | {"Udvalgets beslutning": "afslag", "Beslutningsdato": DAY}]}
    course = {"Visitation": [REFERRED], "Forløb": [{"Målgruppe": "andet", "Fase 1 start": LATER, "Forløbsnr": NR}]}
    assert told(ours(refused), theirs(course)) == ["theirs Forløb!B2 begun-though-refused"]


def test_settings_that_only_together_are_wrong_are_told_where_they_come_from() -> None:
    one = ours({"Opsætning": settings_sheet({"Nummerserie": "001–499", "Projektstart": LATER})})
    two = theirs({"Opsætning": settings_sheet({"Nummerserie": "500–899", "Projektslut": DAY})})
    assert told(one, two) == ["theirs Opsætning!B3 dates-reversed"]


def test_registers_that_cannot_be_merged_give_no_workbook() -> None:
    result = merge(ours(), theirs({"Visitation": [REFERRED | {"Fødselsår": 1990}]}))
    with pytest.raises(CtidocsError, match="the registers are not merged") as caught:
        result.workbook()
    assert caught.value.problems == result.errors != ()


# The copy


def test_neither_file_is_touched_and_the_copy_is_a_register_without_errors(tmp_path: Path) -> None:
    one, two = ours(to=tmp_path / "a.xlsx"), theirs(to=tmp_path / "b.xlsx")
    before = [(hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns) for p in (one, two)]
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(merge(one, two).workbook())
    assert [(hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns) for p in (one, two)] == before
    assert [p for p in check_register(*read_register(copy), on=TODAY) if p.level is Level.ERROR] == []
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "b.xlsx", "copy.xlsx"}


def test_the_teams_own_columns_are_carried_whatever_they_hold() -> None:
    held = {"Egen note": " a\n=1+1 ", "Tal": 2.5, "Helt": 3, "Dag": DAY, "Tid": datetime(2025, 1, 2, 13, 30),
            "Klokken": time(8, 15), "Sandt": True, "Tom": None}  # fmt: skip
    other = {"Forløbsnr": OTHER, "Indstillet af": "andet", "EGEN NOTE": "b", "Kun deres": "c"}
    result = merge(ours({"Visitation": [REFERRED | held]}), theirs({"Visitation": [other]}))
    tags = ("egen_note", "tal", "helt", "dag", "tid", "klokken", "sandt", "tom")
    mine = dict(zip(tags, held.values(), strict=True)) | {"kun_deres": None}
    copy = copied(result)
    added = [record.added for record in copy.by_sheet["Visitation"]]
    assert added == [mine, dict.fromkeys(mine) | {"egen_note": "b", "kun_deres": "c"}]
    assert [record.added for record in result.register.by_sheet["Visitation"]] == added
    assert copy.added["Visitation"] == (*tags, "kun_deres")
    assert copy.added_headers["Visitation"] == dict(zip(tags, held, strict=True)) | {"kun_deres": "Kun deres"}


def test_no_message_holds_a_text_from_a_cell_or_a_header_of_the_teams_own() -> None:
    mark = "Fatimaqq"
    mine: dict[str, Any] = {
        "Tilbud": [{"Tilbud": mark, "Udbyder": mark, f"{mark} x": mark}],
        "Valglister": [word("NGO", mark)],
        "Medarbejdere": [{"Medarbejder": mark, "Initialer": mark}],
        "Netværk": [{"Forløbsnr": NR, "Hvem": mark, "Opgave": None}],
    }
    other: dict[str, Any] = {
        "Tilbud": [{"Tilbud": mark, "Udbyder": mark + "a", f"{mark} x": mark + "b"}],
        "Valglister": [word("krisecenter", mark)],
        "Medarbejdere": [{"Medarbejder": mark + "a", "Initialer": mark}],
        "Netværk": [{"Forløbsnr": NR, "Hvem": mark, "Opgave": mark}],
        "Visitation": [REFERRED],
    }
    found = merge(ours(mine), theirs(other)).problems
    assert len(found) == 5
    assert [p for p in found if mark.casefold() in (p.message + p.hint + str(p.place)).casefold()] == []


def test_every_problem_says_what_to_do_and_its_code_is_explained() -> None:
    demos = [ours({"Opsætning": settings_sheet({"Eksempeldata": "ja", "Sprogbrug": "borger"}),
                   "Visitation": [REFERRED, {"Forløbsnr": "25-500", "Indstillet af": "andet"}],
                   "Kontaktlog": [contact()], "Tilbagemeldinger": [ANSWER]})]  # fmt: skip
    demos.append(theirs({"Visitation": [REFERRED | {"Fødselsår": 1990, "Indstillet af": "andet"},
                                        {"Forløbsnr": "25-500", "Indstillet af": "andet"},
                                        {"Forløbsnr": "25-001", "Indstillet af": "andet"}],
                         "Kontaktlog": [contact(Sted="hjemme")], "Tilbagemeldinger": [ANSWER]}))  # fmt: skip
    found = merge(*demos).problems
    assert all(problem.hint for problem in found)
    known = {code.code: code.level for code in of_merge()}
    assert {problem.code: problem.level for problem in found} == known
