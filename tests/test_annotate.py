"""The copy of the register with its problems marked: exactly those cells, and everything else as it was."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from ctidocs import language
from ctidocs.annotate import COLOURS, annotated
from ctidocs.check import check_register
from ctidocs.demo import demo_rows, demo_settings
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.blank import workbook
from ctidocs.register.read import read_register
from ctidocs.register.schema import MEASUREMENTS
from tests.registers import register
from tests.workbooks import (
    converted,
    needs_office,
    needs_validator,
    unzipped,
    validator_errors,
)

FILE = "register.xlsx"
DEMO = workbook({sheet.name: rows for sheet, rows in demo_rows().items()}, settings=demo_settings())
LEVELS = tuple(Level)
SHEETS = ("Visitation", "Kompas", "Kontaktlog", "Opsætning")
SIXTY = tuple(
    Problem(Place(FILE, 2 + at % 4, SHEETS[at % 4], 1 + 7 * at, 1 + at % 9), f"code-{at}", f"besked {at}", f"råd {at}",
            LEVELS[at % 3])
    for at in range(60)
)  # fmt: skip


@pytest.fixture(autouse=True)
def _danish() -> Any:
    language.activate("da")
    yield
    language.activate("en")


def places(problems: Sequence[Problem]) -> set[tuple[str, str]]:
    return {(problem.place.sheet, problem.place.cell) for problem in problems}


def opened(book: bytes) -> Any:
    return load_workbook(io.BytesIO(book))


def looks(book: bytes) -> dict[tuple[str, str], tuple[Any, str, str]]:
    """Of each cell with a value, a comment or a ground: the value or formula, the ground, the comment."""
    found = {}
    for page in opened(book).worksheets:
        for row in page.iter_rows():
            for cell in row:
                ground = cell.fill.fgColor.rgb if cell.fill.patternType else ""
                comment = cell.comment.text if cell.comment else ""
                if cell.value is not None or ground or comment:
                    found[page.title, cell.coordinate] = (cell.value, ground, comment)
    return found


def read_values(book: bytes) -> dict[str, list[list[Any]]]:
    """What the register's own reader sees, the list left out; blank rows and columns at the end do not count."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(book))
    found = {}
    for name in read.sheet_names:
        rows = read.get_sheet_by_name(name).to_python(skip_empty_area=False)
        filled = [(at, number) for number, row in enumerate(rows) for at, cell in enumerate(row) if cell != ""]
        width, height = max((at for at, _n in filled), default=-1) + 1, max((n for _at, n in filled), default=-1) + 1
        found[name] = [list(row[:width]) for row in rows[:height]]
    return {name: rows for name, rows in found.items() if not name.startswith("Fejl og mangler")}


def comment_of(problem: Problem) -> str:
    word = {Level.ERROR: "Fejl", Level.MISSING: "Mangler", Level.WARNING: "Advarsel", Level.INFO: "Bemærkning"}
    return f"{word[problem.level]}: {problem.message} [{problem.code}]\n{problem.hint}"


@pytest.mark.slow
def test_sixty_cells_of_the_demo_are_marked_and_no_other_cell_has_changed() -> None:
    before, after = looks(DEMO), looks(annotated(DEMO, SIXTY, file=FILE))
    changed = {place for place, look in after.items() if before.get(place) != look and place[0] != "Fejl og mangler"}
    assert changed == places(SIXTY) and len(changed) == 60
    for problem in SIXTY:
        place = (problem.place.sheet, problem.place.cell)
        value, _ground, comment = before.get(place, (None, "", ""))
        old = f"{comment}\n\n" if comment else ""
        assert after[place] == (value, "FF" + COLOURS[problem.level], old + comment_of(problem)), place
    assert before.keys() <= after.keys()


@pytest.mark.slow
def test_every_value_is_read_as_before_and_drop_downs_tables_and_widths_are_there() -> None:
    copy = annotated(DEMO, SIXTY, file=FILE)
    assert read_values(copy) == read_values(DEMO)
    old, new = opened(DEMO), opened(copy)
    assert new.sheetnames == ["Fejl og mangler", *old.sheetnames]
    for page in old.worksheets:
        same = new[page.title]
        rules = [[(r.sqref, r.type, r.formula1) for r in p.data_validations.dataValidation] for p in (page, same)]
        assert rules[0] == rules[1]
        assert {t.name: t.ref for t in page.tables.values()} == {t.name: t.ref for t in same.tables.values()}
        assert page.freeze_panes == same.freeze_panes and page.print_title_rows == same.print_title_rows
        formats = [
            {c.coordinate: c.number_format for row in p for c in row if c.value is not None} for p in (page, same)
        ]
        assert formats[0] == formats[1]


def test_only_the_parts_of_the_marked_sheets_and_of_the_list_are_written() -> None:
    before, after = unzipped(DEMO), unzipped(annotated(DEMO, SIXTY, file=FILE))
    assert list(after)[: len(before)] == list(before)
    sheets = [f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4, 6, 28)]  # 1: it was the selected one
    texts = [
        f"xl/{name}" for number in (1, 3, 5) for name in (f"comments{number}.xml", f"drawings/vmlDrawing{number}.vml")
    ]
    ours = ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"]
    settings = ["xl/worksheets/_rels/sheet28.xml.rels"]
    assert {name for name in before if before[name] != after[name]} == {*sheets, *texts, *ours, *settings}
    assert set(after) - set(before) == {
        "xl/worksheets/sheet31.xml", "xl/comments28.xml", "xl/drawings/vmlDrawing28.vml",
    }  # fmt: skip


def test_the_same_register_and_problems_give_the_same_bytes_and_the_register_is_not_written() -> None:
    kept = bytes(DEMO)
    assert annotated(DEMO, SIXTY, file=FILE) == annotated(DEMO, SIXTY, file=FILE)
    assert kept == DEMO


LISTED = (
    Problem(Place(FILE, 4, "kompas ", 3, 5), "not-a-score", "11 er for højt", "ret det"),
    Problem(Place(FILE, 4, "Kompas", 3, 5), "duplicate", "står to gange", "slet en", Level.WARNING),
    Problem(Place(FILE, 4, "Kompas", 9, 0), "lost", "rækken læses ikke", "ret nøglen", Level.MISSING),
    Problem(Place(FILE, 4, "Kompas", 0, 3), "new-column", "kolonnen er ny", "", Level.INFO),
    Problem(Place(FILE, 4, "Kompas"), "new-column", "kolonner mangler", "intet", Level.INFO),
    Problem(Place(FILE, 5, "Plan", 2, 2), "gone", "arket er væk", "tilføj det"),
    Problem(Place(FILE), "missing-sheet", "der er intet ark Plan", "tilføj det"),
    Problem(Place("noegle.xlsx", 1, "Kompas", 3, 2), "not-a-cpr", "=1 er ikke et CPR-nummer", "ret det"),
)


def test_the_list_has_one_row_a_problem_and_links_to_what_is_in_the_workbook() -> None:
    page = opened(annotated(register({"Kompas": [["Forløbsnr"]]}).read_bytes(), LISTED, file=FILE))["Fejl og mangler"]
    assert [cell.value for cell in page["A"][:2]] == [
        "Fejl og mangler i register.xlsx",
        "Dette er en kopi. Tryk på et sted under Hvor for at komme til cellen. Ret i register.xlsx selv, "
        "og slet kopien bagefter.",
    ]
    assert [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=4)] == [
        ("Nr", "Hvor", "Hvad", "Forslag", "Niveau", "Kode"),
        (1, "Kompas!E3", "11 er for højt", "ret det", "Fejl", "not-a-score"),
        (2, "Kompas!E3", "står to gange", "slet en", "Advarsel", "duplicate"),
        (3, "Kompas!9", "rækken læses ikke", "ret nøglen", "Mangler", "lost"),
        (4, "Kompas!C", "kolonnen er ny", None, "Bemærkning", "new-column"),
        (5, "Kompas", "kolonner mangler", "intet", "Bemærkning", "new-column"),
        (6, "Plan!B2", "arket er væk", "tilføj det", "Fejl", "gone"),
        (7, "register.xlsx", "der er intet ark Plan", "tilføj det", "Fejl", "missing-sheet"),
        (8, "noegle.xlsx:Kompas!B3", "=1 er ikke et CPR-nummer", "ret det", "Fejl", "not-a-cpr"),
    ]
    links = [row[1].hyperlink.location if row[1].hyperlink else "" for row in page.iter_rows(min_row=5)]
    assert links == ["'Kompas'!E3", "'Kompas'!E3", "'Kompas'!A9", "'Kompas'!C1", "'Kompas'!A1", "", "", ""]


def test_several_problems_of_a_cell_are_one_comment_in_the_worst_colour_and_a_row_is_marked_at_its_first_cell() -> None:
    found = looks(annotated(register({"Kompas": [["Forløbsnr"]]}).read_bytes(), LISTED[::-1], file=FILE))
    marked = {place: look for place, look in found.items() if place[0] == "Kompas" and look[1]}
    assert marked == {
        ("Kompas", "E3"): (
            None, "FFF8CBAD",
            "Advarsel: står to gange [duplicate]\nslet en\n\nFejl: 11 er for højt [not-a-score]\nret det",
        ),
        ("Kompas", "A9"): (None, "FFFFF2CC", "Mangler: rækken læses ikke [lost]\nret nøglen"),
    }  # fmt: skip


def test_a_register_without_problems_says_so() -> None:
    page = opened(annotated(register().read_bytes(), (), file=FILE))["Fejl og mangler"]
    assert page["A2"].value == "Der er ikke fundet fejl eller mangler i register.xlsx."


def test_sheets_are_found_as_the_reader_finds_them() -> None:
    book = register({"  KOMPAS": [["Forløbsnr"]], "kompas": [["Forløbsnr"]]}).read_bytes()
    copy = looks(annotated(book, LISTED[:1], file=FILE))
    assert [place for place, look in copy.items() if look[2]] == [("  KOMPAS", "E3")]


def test_what_check_finds_is_marked_at_its_cells(tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "Forløbsnr": "25-014",
        "Indstillet dato": "31.02.2025",
        "Indstillet af": "krisecenter",
        "Handlekommune": 101,
    }
    path = register({"Visitation": [row, row | {"Indstillet dato": None}]}, to=tmp_path / FILE)
    problems = check_register(*read_register(path), on=date(2025, 2, 2))
    copy = looks(annotated(path.read_bytes(), problems, file=FILE))
    marked = {place for place, look in copy.items() if look[2]}
    assert marked == {(p.place.sheet, p.place.cell) for p in problems if p.place.row} and len(marked) >= 3


def test_two_thousand_problems_take_seconds_and_all_are_marked() -> None:
    many = [Problem(Place(FILE, 6, "Kontaktlog", 2 + at, 1 + at % 9), "c", "besked", "råd") for at in range(2000)]
    before, after = unzipped(DEMO), unzipped(annotated(DEMO, many, file=FILE))
    comments = "xl/comments5.xml"
    assert after[comments].count(b"<comment ") == before[comments].count(b"<comment ") + 2000


def foreign(tmp_path: Path) -> bytes:
    """A register with what people add: a chart, a text box, a checkbox, colours by condition, formulas, names."""
    path = tmp_path / "foreign.xlsx"
    book = xlsxwriter.Workbook(path)
    page, other = book.add_worksheet("Kompas"), book.add_worksheet("Min egen")
    for row, number in enumerate((1, 5, 9)):
        page.write_row(row, 0, ("25-014", number))
        page.write_formula(row, 2, f"=B{row + 1}*2", None, number * 2)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Kompas!$B$1:$B$3"})
    page.insert_chart("E2", chart)
    page.insert_textbox("E20", "husk mødet")
    page.conditional_format("B1:B3", {"type": "3_color_scale"})
    page.insert_checkbox("D1", True)
    other.write("A1", "noter")
    other.activate()
    book.define_name("Score", "=Kompas!$B$1:$B$3")
    book.close()
    return path.read_bytes()


def test_charts_text_boxes_conditional_colours_formulas_and_names_stay(tmp_path: Path) -> None:
    before = foreign(tmp_path)
    copy = annotated(before, LISTED, file=FILE)
    old, new = unzipped(before), unzipped(copy)
    for name in old:
        if name.startswith(("xl/charts", "xl/drawings", "xl/featurePropertyBag", "xl/sharedStrings", "docProps")):
            assert new[name] == old[name], name
    for kept in (b"<conditionalFormatting", b"<f>B2*2</f>", b"<drawing ", b"<v>18</v>"):
        assert kept in new["xl/worksheets/sheet1.xml"]
    assert opened(copy).defined_names["Score"].attr_text == "Kompas!$B$1:$B$3"
    assert read_values(copy) == read_values(before)


def saved_by_openpyxl(book: bytes) -> bytes:
    buffer = io.BytesIO()
    opened(book).save(buffer)
    return buffer.getvalue()


def bare_openpyxl() -> bytes:
    book = Workbook()
    book.worksheets[0].title = "Kompas"
    book.worksheets[0]["A1"] = "Forløbsnr"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_register_saved_by_openpyxl_is_marked_too() -> None:
    compass = workbook({MEASUREMENTS.name: demo_rows()[MEASUREMENTS]}, sheets=(MEASUREMENTS,))
    for before in (saved_by_openpyxl(compass), bare_openpyxl()):
        problems = [problem for problem in SIXTY if problem.place.sheet == "Kompas"]
        copy = annotated(before, problems, file=FILE)
        old, new = looks(before), looks(copy)
        changed = {place for place, look in new.items() if old.get(place) != look and place[0] != "Fejl og mangler"}
        assert changed == places(problems)
        assert read_values(copy) == read_values(before)


@pytest.mark.slow
@needs_validator
def test_microsofts_validator_finds_no_error_that_the_register_had_not(tmp_path: Path) -> None:
    many = tuple(Problem(Place(FILE, 6, "Kontaktlog", 2 + n, 1 + n % 9), "c", "besked", "råd") for n in range(1500))
    originals = (DEMO, foreign(tmp_path), saved_by_openpyxl(DEMO), bare_openpyxl(), register().read_bytes())
    for number, before in enumerate(originals):
        old, new = tmp_path / f"{number}.xlsx", tmp_path / f"{number}-copy.xlsx"
        old.write_bytes(before)
        new.write_bytes(annotated(before, (*SIXTY, *LISTED, *many), file=FILE))
        assert {error[:2] for error in validator_errors(new)} <= {error[:2] for error in validator_errors(old)}, number


@pytest.mark.slow
@needs_office
def test_libreoffice_opens_the_copy_and_shows_every_mark(tmp_path: Path) -> None:
    path = tmp_path / "kopi.xlsx"
    path.write_bytes(annotated(DEMO, SIXTY, file=FILE))
    found = looks(converted(path, "xlsx", folder=tmp_path).read_bytes())
    for problem in SIXTY:
        _value, ground, comment = found[problem.place.sheet, problem.place.cell]
        assert (ground, comment.endswith(comment_of(problem))) == ("FF" + COLOURS[problem.level], True)


@pytest.mark.slow
@needs_office
def test_a_register_saved_by_libreoffice_is_marked_too(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(DEMO)
    before = converted(tmp_path / FILE, "xlsx", folder=tmp_path).read_bytes()
    copy = annotated(before, SIXTY, file=FILE)
    old, new = looks(before), looks(copy)
    changed = {place for place, look in new.items() if old.get(place) != look and place[0] != "Fejl og mangler"}
    assert changed == places(SIXTY)
    assert read_values(copy) == read_values(before)
