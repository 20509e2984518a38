"""What real spreadsheets do: errors, formulas, merged and hidden cells, titles, and dates in each of their shapes."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ctidocs.problems import CtidocsError
from ctidocs.register.read import read_register
from ctidocs.register.schema import CONTACTS, NETWORK, PLAN
from ctidocs.register.schema.around import NetworkLink
from tests.register.hostile import NETWORK as ROWS
from tests.register.hostile import SHEET, book, parts, row, zipped
from tests.registers import headers, new_path, read, register, said, with_part

NR = "25-014"
TOP = row(1, "Forløbsnr", "Hvem", "Type", "Formel", "Ring", "Opgave")


def told(path: Path, *, sheet: str = "Netværk") -> list[str]:
    """The problems of a sheet in short."""
    _register, problems = read_register(path)
    return said([problem for problem in problems if problem.place.sheet == sheet])


def people(path: Path) -> list[tuple[Any, Any]]:
    """Who stands in Netværk, and in which ring."""
    return [(row.who, row.ring) for row in read_register(path)[0].rows(NETWORK)]


ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("formula", ["", "<f>1/0</f>"])
def test_an_error_of_excel_is_an_error_at_its_cell_and_never_blank(error: str, formula: str, tmp_path: Path) -> None:
    wrong = (
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{NR}</t></is></c><c r="B2" t="e">{formula}<v>{error}</v></c></row>'
    )
    path = book(TOP + wrong, to=tmp_path / "r.xlsx")
    _register, problems = read_register(path)
    (problem,) = [p for p in problems if p.place.cell]
    assert (problem.place.cell, problem.code, problem.message, problem.hint) == (
        "B2", "error-cell", f"the cell shows the error {error}", "correct the formula, or type the value itself",
    )  # fmt: skip


def test_an_error_that_holds_other_words_is_told_without_them(tmp_path: Path) -> None:
    wrong = TOP + '<row r="2"><c r="B2" t="e"><v>Fatima</v></c></row>'
    _register, problems = read_register(book(wrong, to=tmp_path / "r.xlsx"))
    assert "the cell shows an error" in {problem.message for problem in problems}
    assert not any("Fatima" in problem.message + problem.hint for problem in problems)


def test_an_error_in_a_cell_that_may_be_blank_takes_its_row_out_of_the_papers(tmp_path: Path) -> None:
    rows = TOP + row(2, NR, "a").replace("</row>", '<c r="E2" t="e"><v>#N/A</v></c></row>') + row(3, NR, "b")
    path = book(rows, to=tmp_path / "r.xlsx")
    assert (told(path), people(path)) == (["Netværk!E2 error-cell"], [("b", None)])


def test_an_error_in_a_header_is_told_there(tmp_path: Path) -> None:
    rows = ROWS.replace("</row>", '<c r="H1" t="e"><v>#REF!</v></c></row>', 1)
    assert told(book(rows, to=tmp_path / "r.xlsx")) == ["Netværk!H1 error-cell"]


def formula(inside: str, kind: str = "") -> str:
    """A row whose ring is a formula."""
    return TOP + row(2, NR, "naboen").replace("</row>", f'<c r="E2"{kind}>{inside}</c></row>')


@pytest.mark.parametrize("inside", ["<f>1+1</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v/>", '<f t="shared" si="0"/>'])
def test_a_formula_without_a_value_is_an_error_and_says_what_to_do(inside: str, tmp_path: Path) -> None:
    path = book(formula(inside), to=tmp_path / "r.xlsx")
    _register, problems = read_register(path)
    (problem,) = [p for p in problems if p.place.cell]
    assert (problem.place.cell, problem.code, problem.hint, people(path)) == (
        "E2", "formula-without-value", "open the workbook in Excel and save it", [],
    )  # fmt: skip


def test_the_value_of_a_formula_is_used_also_text_that_is_empty(tmp_path: Path) -> None:
    path = book(formula("<f>1+1</f><v>2</v>"), to=tmp_path / "r.xlsx")
    assert (told(path), people(path)) == ([], [("naboen", 2)])
    path = book(formula("<f>X1</f><v></v>", ' t="str"'), to=tmp_path / "s.xlsx")
    assert (told(path), people(path)) == ([], [("naboen", None)])


@pytest.mark.parametrize("asked", ['fullCalcOnLoad="1"', "fullCalcOnLoad='true'"])
def test_a_formula_that_was_not_calculated_anew_is_used_with_a_warning(asked: str, tmp_path: Path) -> None:
    path = book(formula("<f>1+1</f><v>2</v>"), to=tmp_path / "r.xlsx", book=f"<calcPr {asked}/>")
    assert (told(path), people(path)) == (["Netværk!E2 stale-formula (warning)"], [("naboen", 2)])


def test_an_old_value_of_a_formula_that_is_not_read_is_no_warning(tmp_path: Path) -> None:
    beside = ROWS.replace("</row>", '<c r="Z1"><f>1</f><v>1</v></c></row>', 1)
    path = book(beside, to=tmp_path / "r.xlsx", book='<calcPr fullCalcOnLoad="1"/>')
    assert [one for one in told(path) if "stale" in one] == []


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in ranges) + "</mergeCells>"


def test_merged_rows_are_one_error_at_the_first_cell_naming_the_range(tmp_path: Path) -> None:
    rows = TOP + row(2, NR, "a") + row(3, "", "b") + row(4, NR, "c")
    path = book(rows, to=tmp_path / "r.xlsx", after=merged("A2:A3"))
    _register, problems = read_register(path)
    (problem,) = [p for p in problems if p.code == "merged-cells"]
    assert (problem.place.cell, problem.message, problem.hint) == (
        "A2", "the cells A2:A3 are merged, and only the first of them holds anything",
        "split them, and fill in each cell",
    )  # fmt: skip
    assert people(path) == [("a", None), ("c", None)]


MERGED = {
    "two cells of a row": ("B2:C2", ["Netværk!B2 merged-cells"]),
    "a whole column": ("A1:A1048576", ["Netværk!A1 merged-cells"]),
    "a column with a header and one without": ("E2:H2", ["Netværk!E2 merged-cells"]),
    "columns without a header": ("J2:K9", []),
    "a block": ("A2:C3", ["Netværk!A2 merged-cells"]),
    "everything": ("A1:XFD1048576", ["Netværk!A1 merged-cells"]),
    "one cell alone": ("A2", ["Netværk!A2 merged-cells"]),
}


@pytest.mark.parametrize("name", MERGED)
def test_merged_cells_are_told_once_where_a_column_is_read(name: str, tmp_path: Path) -> None:
    area, codes = MERGED[name]
    found = told(book(ROWS + row(3, NR, "genboen"), to=tmp_path / "r.xlsx", after=merged(area)))
    assert [one for one in found if "merged" in one] == codes


def test_a_title_merged_above_the_headers_is_no_problem(tmp_path: Path) -> None:
    lower = ROWS.replace('r="1"', 'r="3"').replace('r="2"', 'r="4"')
    for at in "ABCDE":
        lower = lower.replace(f'"{at}1"', f'"{at}3"').replace(f'"{at}2"', f'"{at}4"')
    path = book(row(1, "Vores netværk") + lower, to=tmp_path / "r.xlsx", after=merged("A1:E1"))
    assert (told(path), people(path)) == ([], [("naboen", None)])


def test_a_header_merged_over_two_columns_is_an_error_there(tmp_path: Path) -> None:
    rows = row(1, "Forløbsnr", "Hvem", "Type", "", "Ring") + row(2, NR, "a", "nabo", "ja", "")
    assert told(book(rows, to=tmp_path / "r.xlsx", after=merged("C1:D1"))) == ["Netværk!C1 merged-cells"]
    assert people(tmp_path / "r.xlsx") == [("a", None)]


def test_overlapping_merges_by_the_thousand_take_no_time(tmp_path: Path) -> None:
    many = ["A1:XFD1048576"] * 20_000
    rows = ROWS + "".join(row(n, NR, f"nr. {n}") for n in range(3, 300))
    found = told(book(rows, to=tmp_path / "r.xlsx", after=merged(*many)))
    assert len([one for one in found if "merged" in one]) == len(many)


def hide(*, rows: str = ROWS, before: str = "", state: str = "") -> bytes:
    content = parts(rows, before=before)
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace("<sheet ", f"<sheet {state} ")
    return zipped(content)


HIDDEN = {
    "rows": (hide(rows=ROWS.replace('<row r="2"', '<row r="2" hidden="1"')), "1 rows are hidden"),
    "filtered rows": (
        hide(rows=(ROWS + row(3, NR, "b", extra=' hidden="true"')).replace('<row r="2"', '<row r="2" hidden="true"')),
        "2 rows are hidden",
    ),
    "columns": (hide(before='<cols><col min="2" max="4" hidden="1"/></cols>'), "3 columns are hidden"),
    "a sheet": (hide(state='state="hidden"'), "the sheet is hidden"),
    "a very hidden sheet": (hide(state='state="veryHidden"'), "the sheet is hidden"),
    "both": (
        hide(before='<cols><col min="2" max="2" hidden="1"/></cols>', state='state="hidden"'),
        "the sheet is hidden, 1 columns are hidden",
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_is_read_and_told_once(name: str, tmp_path: Path) -> None:
    content, message = HIDDEN[name]
    (tmp_path / "r.xlsx").write_bytes(content)
    found, problems = read_register(tmp_path / "r.xlsx")
    assert found.rows(NETWORK)[0].who == "naboen"
    (problem,) = [p for p in problems if p.place.sheet == "Netværk"]
    assert (problem.code, problem.level, problem.message, problem.hint) == (
        "hidden", "info", message, "what is hidden or filtered away is read like everything else",
    )  # fmt: skip


def test_a_filter_that_excel_wrote_hides_nothing_from_the_papers() -> None:
    path = new_path()
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet("Netværk")
        for at, cells in enumerate([["Forløbsnr", "Hvem"], [NR, "a"], [NR, "b"]]):
            page.write_row(at, 0, cells)
        page.autofilter("A1:B3")
        page.filter_column("B", "Hvem == a")
        page.set_row(2, None, None, {"hidden": True})
    assert people(path) == [("a", None), ("b", None)]
    assert told(path) == ["Netværk hidden (info)"]


@pytest.mark.parametrize("first", range(1, 7))
def test_blank_columns_and_rows_before_the_table_keep_excels_own_addresses(first: int, tmp_path: Path) -> None:
    letters = [chr(ord("A") + first - 1 + at) for at in range(3)]
    rows = row(first, "Forløbsnr", "Hvem", "Type", start=letters[0]) + row(first + 4, NR, "a", "?", start=letters[0])
    assert told(book(rows, to=tmp_path / "r.xlsx")) == [f"Netværk!{letters[2]}{first + 4} not-in-list"]


def test_cells_without_addresses_stand_one_after_the_other(tmp_path: Path) -> None:
    cells = [["Forløbsnr", "Hvem", "Ring"], [NR, "a", "1"], [NR, "b", "x"]]
    inside = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in each) + "</row>" for each in cells
    )
    path = book(inside, to=tmp_path / "r.xlsx")
    assert (told(path), people(path)) == (["Netværk!C3 not-a-whole-number"], [("a", 1)])


def dates(*cells: str, since_1904: bool = False) -> list[object]:
    """What the column Frist of Plan holds of these cells, each its value or the code of its problem."""
    top = row(1, "Forløbsnr", "Fase", "Fokus nr", "Frist")
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{NR}</t></is></c><c r="B{at}"><v>1</v></c>'
        f'<c r="C{at}"><v>{at}</v></c>{cell.replace("<c ", f"""<c r="D{at}" """)}</row>'
        for at, cell in enumerate(cells, start=2)
    )
    path = new_path()
    path.write_bytes(zipped(parts(top + rows, name="Plan", book=f'<workbookPr date1904="{int(since_1904)}"/>')))
    found, problems = read_register(path)
    codes = {p.place.row: p.code for p in problems if p.place.sheet == "Plan" and p.place.column == 4}
    return [codes.get(r.place.row, r.values.due) for r in found.records(PLAN)]


def serial(number: float | str, style: int = 1) -> str:
    return f'<c s="{style}"><v>{number}</v></c>'


def text(typed: str) -> str:
    return f'<c t="inlineStr"><is><t>{typed}</t></is></c>'


DATES: dict[str, tuple[str, object]] = {
    "a date": (serial(45689), date(2025, 2, 1)),
    "with an hour": (serial(45689.75, 2), date(2025, 2, 1)),
    "as ISO": ('<c t="d"><v>2025-02-01</v></c>', date(2025, 2, 1)),
    "typed as text": (text("1.2.2024"), date(2024, 2, 1)),
    "with strokes": (text("01/02/2024"), date(2024, 2, 1)),
    "year first": (text("2024-02-01"), date(2024, 2, 1)),
    "no such day": (text("2024-02-30"), "not-a-date"),
    "a short year": (text("1.2.24"), "not-a-date"),
    "the day that never was": (serial(60), "date-out-of-range"),
    "the last day before it": (serial(59), "date-out-of-range"),
    "the first day that is right": (serial(61), date(1900, 3, 1)),
    "the first day of Excel": (serial(1), "date-out-of-range"),
    "nought": (serial(0), "not-a-date"),
    "before all days": (serial(-5), "not-a-date"),
    "after all days": (serial(2958466), "not-a-date"),
    "the last day of Excel": (serial(2958465), "date-out-of-range"),
    "an endless number": (serial("1e300"), "not-a-date"),
    "an hour alone": (serial(0.5, 3), "not-a-date"),
    "a number without the form of a date": (serial(45689, 0), "not-a-date"),
    "a number of no style that there is": (serial(45689, 77), "not-a-date"),
}


@pytest.mark.parametrize("name", DATES)
def test_a_date_in_any_shape_is_the_right_day_or_an_error(name: str) -> None:
    cell, expected = DATES[name]
    assert dates(cell) == [expected]


def test_a_workbook_that_counts_from_1904_has_the_same_days() -> None:
    days = (36526, 38412, 45689, 45700.5)
    assert dates(*(serial(day - 1462, 2) for day in days), since_1904=True) == dates(*(serial(day, 2) for day in days))
    assert dates(serial(0), serial(-5), since_1904=True) == ["not-a-date", "not-a-date"]


NUMBERS: dict[str, tuple[Any, object]] = {
    "the Danish way": ("1.234", 1234),
    "the other way": ("1,234", "not-a-whole-number"),
    "both signs the other way": ("1,234.50", "not-a-whole-number"),
    "too long": (1e16, "not-a-whole-number"),
    "a whole number too long to hold": (2.0**53 + 2, "not-a-whole-number"),
    "a half": (0.1 + 0.2, "not-a-whole-number"),
    "minus nought": ("-0", 0),
    "truth": (True, "not-a-whole-number"),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_in_any_shape_is_right_or_an_error(name: str) -> None:
    typed, expected = NUMBERS[name]
    found, problems = read({"Kontaktlog": [{
        "Forløbsnr": NR, "Dato": date(2025, 2, 1), "Medarbejder": "M", "Type": "møde", "Minutter direkte": typed,
    }]})  # fmt: skip
    values = [record.values.minutes_direct for record in found.records(CONTACTS)]
    assert (problems[0].split()[1] if problems else values[0]) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (True, True),
        ("ja", True),
        ("Ja ", True),
        ("JA", True),
        ("x", True),
        (1, True),
        (False, False),
        ("nej", False),
        (0, False),
    ],
)
def test_yes_and_no_in_every_way_people_type_them(typed: Any, expected: object) -> None:
    found, problems = read({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Formel": typed}]})
    assert (problems, [row.formal for row in found.rows(NETWORK)]) == ([], [expected])


@pytest.mark.parametrize("typed", [2, "måske", "nja", "?", 0.5])
def test_what_is_neither_yes_nor_no_is_an_error(typed: Any) -> None:
    assert read({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Formel": typed}]})[1] == ["Netværk!C2 not-yes-no"]


@pytest.mark.parametrize("typed", [25014, 1e5, datetime(2025, 12, 3), "1E5", "25-14", "12-3"])
def test_a_case_number_that_excel_changed_is_an_error_and_never_another_case(typed: Any) -> None:
    found, problems = read({"Netværk": [{"Forløbsnr": typed, "Hvem": "a"}]})
    assert (problems, found.records(NETWORK)) == (["Netværk!A2 not-a-case-number"], ())


@pytest.mark.parametrize("typed", ["Nabo", " nabo ", "NABO", "nabo\u00a0"])
def test_a_word_of_a_list_in_other_letters_and_blanks_is_that_word(typed: str) -> None:
    found, problems = read({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Type": typed}]})
    assert (problems, found.rows(NETWORK)) == ([], (NetworkLink(NR, "a", "nabo"),))


def test_a_word_that_is_nearly_one_of_the_list_is_an_error_that_names_it() -> None:
    _register, problems = read_register(register({"Netværk": [{"Forløbsnr": NR, "Hvem": "a", "Type": "naboo"}]}))
    assert [(p.place.cell, p.code) for p in problems] == [("C2", "not-in-list")]
    assert "nabo" in problems[0].hint


def test_a_header_that_excel_made_a_date_or_a_number_is_no_known_column() -> None:
    found, problems = read({"Netværk": [[*headers(NETWORK)[:2], date(2025, 1, 1), 5], [NR, "a", "x", 1]]})
    assert [row.who for row in found.rows(NETWORK)] == ["a"]
    assert problems == ["Netværk!D1 empty-tag"]


def test_text_with_runs_and_how_it_is_pronounced_is_read_as_it_is_shown(tmp_path: Path) -> None:
    runs = "<si><r><t>na</t></r><r><rPr><b/></rPr><t>boen</t></r></si>"
    strings = f"{runs}<si><t>漢</t><rPh sb='0' eb='1'><t>かん</t></rPh></si>"
    rows = TOP + "".join(
        row(at, NR).replace("</row>", f'<c r="B{at}" t="s"><v>{at - 2}</v></c></row>') for at in (2, 3)
    )
    path = book(rows, to=tmp_path / "r.xlsx", strings=strings)
    assert people(path) == [("naboen", None), ("漢", None)]


def test_a_value_in_pieces_is_refused_and_never_read_by_half(tmp_path: Path) -> None:
    cell = row(2, NR, "a").replace("</row>", '<c r="E2"><v>{}</v></c></row>')
    for inside in ("1<x/>2", "1<!-- x -->2", "1</v><v>2", "<![CDATA[1]]>2", "1<?p?>2"):
        with pytest.raises(CtidocsError):
            read_register(book(TOP + cell.replace("{}", inside), to=tmp_path / "r.xlsx"))


def test_a_comment_between_cells_changes_nothing() -> None:
    path = with_part(register({"Netværk": [{"Forløbsnr": NR, "Hvem": "a"}]}), SHEET, lambda xml: xml)
    changed = with_part(path, "xl/worksheets/sheet3.xml", lambda xml: xml.replace("</row>", "</row><!-- x -->"))
    assert people(changed) == people(path)
