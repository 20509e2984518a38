"""The same workbook saved by openpyxl, XlsxWriter and LibreOffice reads the same."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from ctidocs.check import check_register
from ctidocs.demo import DEMO_DAY, demo_rows, demo_settings
from ctidocs.problems import Level, Problem
from ctidocs.register.blank import workbook
from ctidocs.register.read import Register, read_register
from tests.register.hostile import parts, row, zipped
from tests.registers import register
from tests.workbooks import converted, needs_office

AWKWARD: Mapping[str, list[dict[str, str | float | bool]]] = {
    "Netværk": [
        {"Forløbsnr": "25-014", "Hvem": who, "Opgave": task}
        for who, task in (
            ("  to blanke", "slut  "), ("en\nto", "en\ttab"), ("<b>&amp;</b>", "]]>"), ("=1+1", "#N/A"),
            ("_x0041_", "😀"), ("07", "1e5"), ("Şükran", "汉"),
        )
    ]
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's register as XlsxWriter writes it."""
    path = tmp_path_factory.mktemp("writers") / "register.xlsx"
    rows = {sheet.name: of_sheet for sheet, of_sheet in demo_rows().items()}
    path.write_bytes(workbook(rows, settings=demo_settings()))
    return path


def everything(path: Path) -> tuple[Register, list[Problem]]:
    """All that is read of a workbook, and every problem but what is hidden."""
    found, problems = read_register(path, file="register.xlsx")
    checked = check_register(found, problems, on=DEMO_DAY)
    return found, [problem for problem in checked if problem.level is not Level.INFO]


def saved_by_openpyxl(path: Path, folder: Path) -> Path:
    openpyxl.load_workbook(path).save(folder / "openpyxl.xlsx")
    return folder / "openpyxl.xlsx"


def test_the_demo_saved_by_openpyxl_reads_the_same(demo: Path, tmp_path: Path) -> None:
    assert everything(saved_by_openpyxl(demo, tmp_path)) == everything(demo)


def test_the_demo_with_every_text_inside_its_cell_reads_the_same(demo: Path, tmp_path: Path) -> None:
    rows = openpyxl.load_workbook(demo)
    streamed = openpyxl.Workbook(write_only=True)
    for sheet in rows.worksheets:
        page = streamed.create_sheet(sheet.title)
        for cells in sheet.iter_rows(values_only=True):
            page.append(cells)
    streamed.save(tmp_path / "r.xlsx")
    assert everything(tmp_path / "r.xlsx")[0].by_sheet == everything(demo)[0].by_sheet


def test_awkward_text_saved_by_openpyxl_reads_the_same(tmp_path: Path) -> None:
    path = register(AWKWARD)
    assert len(everything(path)[0].by_sheet["Netværk"]) == len(AWKWARD["Netværk"])
    changed = saved_by_openpyxl(path, tmp_path)
    assert _unchanged(everything(changed)[0]) == _unchanged(everything(path)[0])


def _unchanged(found: Register) -> list[object]:
    """The rows but those that openpyxl itself changes: it makes a formula of =1+1, and "A" of _x0041_."""
    return [record.values for record in found.by_sheet["Netværk"] if record.place.row not in (5, 6)]


@pytest.mark.slow
@needs_office
def test_the_demo_saved_by_libreoffice_reads_the_same(demo: Path, tmp_path: Path) -> None:
    assert everything(converted(demo, "xlsx", folder=tmp_path)) == everything(demo)


@pytest.mark.slow
@needs_office
def test_awkward_text_saved_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    path = register(AWKWARD)
    assert everything(converted(path, "xlsx", folder=tmp_path))[0].by_sheet == everything(path)[0].by_sheet


@pytest.mark.slow
@needs_office
def test_what_libreoffice_makes_of_formulas_errors_and_merged_cells_is_told(tmp_path: Path) -> None:
    name = '<c r="B2" t="str"><f>"na"&amp;"boen"</f><v>x</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
    wrong = '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    rows = row(1, "Forløbsnr", "Hvem", "Ring") + row(2, "25-014").replace("</row>", name)
    rows += row(3, "25-014", extra=' hidden="1"').replace("</row>", wrong)
    content = parts(rows, after='<mergeCells><mergeCell ref="A4:C5"/></mergeCells>')
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    found, problems = read_register(converted(tmp_path / "r.xlsx", "xlsx", folder=tmp_path))
    told = {(p.place.cell, p.code) for p in problems if p.place.sheet == "Netværk"}
    assert told == {("B3", "error-cell"), ("A4", "merged-cells"), ("", "hidden")}
    assert [(r.values.who, r.values.ring) for r in found.by_sheet["Netværk"]] == [("naboen", 2)]
