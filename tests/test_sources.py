"""A paper hangs on its declared sources and on nothing else, and its sources tell nothing but where they stand."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from ctidocs.demo import DEMO_DAY, demo_keys, demo_rows, demo_settings
from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Content, Document, Reads
from ctidocs.documents.case import Case
from ctidocs.jobs import case_numbers
from ctidocs.problems import Problem
from ctidocs.register.blank import workbook
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record, Register, read_register
from ctidocs.register.schema import SETTINGS, SHEETS, Settings
from ctidocs.sources import DAY, NAME, PROGRAM, TEMPLATE, Sources, program_mark
from ctidocs.store.outcome import packed
from ctidocs.wrong_cells import OF_DATES, by_row, wrong_cells
from tests.registers import new_path

SECRET = b"0123456789abcdef"
KEYS = {key.case_id: key for key in demo_keys()}
Change = Callable[[Sheet[Any], Record[Any]], Record[Any]]
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


@pytest.fixture(scope="module")
def demo() -> Register:
    path = new_path()
    rows = {sheet.name: rows for sheet, rows in demo_rows().items()}
    path.write_bytes(workbook(rows, settings=demo_settings()))
    return read_register(path)[0]


def case_of(register: Register, number: str, *, on: date = DEMO_DAY) -> Case:
    return Case(number, on, register, KEYS.get(number), True, "7kq2mx")


def contexts(register: Register, document: Document) -> dict[tuple[str, int, str], Content]:
    """What fills every paper of this document for every case."""
    cases = (case_of(register, number) for number in case_numbers(register))
    return {
        (case.case_id, item, paper.reader): document.context(case, item, paper.reader)
        for case in cases
        for item in document.items(case)
        for paper in document.papers
    }


def changed(register: Register, change: Change) -> Register:
    """The register with every record changed."""
    by_sheet: Mapping[str, tuple[Record[Any], ...]] = {
        sheet.name: tuple(change(sheet, record) for record in register.records(sheet)) for sheet in SHEETS
    }
    return replace(register, by_sheet=by_sheet)


def columns_read(document: Document, sheet: Sheet[Any]) -> set[str]:
    return {name for read in document.reads if read.sheet is sheet for name in read.columns}


def blank(_value: object) -> None:
    return None


def other(value: Any) -> Any:
    """Another value such as may stand there."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=400)
    if isinstance(value, (int, float)):
        return value + 1
    return f"{value} og noget andet" if isinstance(value, str) else "noget"


@every_document
@pytest.mark.parametrize("new", [blank, other])
def test_what_a_document_does_not_declare_changes_no_paper(
    document: Document, new: Callable[[Any], Any], demo: Register
) -> None:
    def undeclared(sheet: Sheet[Any], record: Record[Any]) -> Record[Any]:
        names = {column.name for column in sheet.columns} - columns_read(document, sheet) - {"case_id"}
        return replace(record, values=replace(record.values, **{n: new(getattr(record.values, n)) for n in names}))

    before, after = contexts(demo, document), contexts(changed(demo, undeclared), document)
    assert len(before) > 100
    assert {name for name in before if before[name] != after[name]} == set()


@every_document
def test_a_setting_that_a_document_does_not_declare_changes_no_paper(document: Document, demo: Register) -> None:
    names = {f.name for f in fields(Settings)} - columns_read(document, SETTINGS) - OF_DATES
    settings = replace(demo.settings, **{name: other(getattr(demo.settings, name)) for name in names})
    assert contexts(demo, document) == contexts(replace(demo, settings=settings), document)


@every_document
def test_another_womans_rows_change_no_paper_of_hers(document: Document, demo: Register) -> None:
    hers = "25-010"

    def others(sheet: Sheet[Any], record: Record[Any]) -> Record[Any]:
        if not sheet.per_case or record.values.case_id == hers:
            return record
        texts = {f.name for f in fields(record.values) if isinstance(getattr(record.values, f.name), str)}
        return replace(record, values=replace(record.values, **dict.fromkeys(texts - {"case_id"}, "FREMMED")))

    before, after = contexts(demo, document), contexts(changed(demo, others), document)
    assert {name: paper for name, paper in before.items() if name[0] == hers} == {
        name: paper for name, paper in after.items() if name[0] == hers
    }
    assert before != after


@every_document
@pytest.mark.parametrize("name", sorted(OF_DATES))
def test_a_wrong_setting_that_the_dates_hang_on_stops_the_paper(name: str, document: Document, demo: Register) -> None:
    place = demo.setting_place(name)
    errors = by_row([Problem(place, "not-a-number", "", "")])
    case = case_of(demo, "25-010")
    assert len(wrong_cells(case, document.reads, errors)) == 1
    assert wrong_cells(case, document.reads, by_row([Problem(demo.setting_place("case_price"), "x", "", "")])) == ()


def sources(register: Register, document: Document, number: str, *, secret: bytes = SECRET) -> dict[str, str]:
    return Sources(secret).of(case_of(register, number), document, "template")


def columns_declared() -> Iterator[tuple[Document, Reads, str]]:
    for document in DOCUMENTS:
        for read in document.reads:
            yield from ((document, read, name) for name in read.columns if name != "case_id")


@pytest.mark.parametrize(
    ("document", "read", "name"),
    [pytest.param(*each, id=f"{each[0].name}-{each[1].sheet.tag}-{each[2]}") for each in columns_declared()],
)
def test_each_cell_that_a_document_declares_is_in_its_sources(
    document: Document, read: Reads, name: str, demo: Register
) -> None:
    if read.sheet.vertical:
        new: Register = replace(demo, settings=replace(demo.settings, **{name: other(getattr(demo.settings, name))}))
        number = "25-010"
        labels = {SETTINGS.name}
    else:
        row = next(record for record in demo.records(read.sheet) if getattr(record.values, name) is not None)
        value = {name: other(getattr(row.values, name))}
        new = changed(demo, lambda _sheet, record: replace(record, values=replace(record.values, **value))
                      if record is row else record)  # fmt: skip
        number = row.values.case_id
        labels = {f"{read.sheet.name}!{row.place.row}"}
    before, after = sources(demo, document, number), sources(new, document, number)
    assert {label for label in before if before[label] != after[label]} == labels


@pytest.fixture(scope="module")
def plan() -> Document:
    return next(document for document in DOCUMENTS if document.name == "cti-plan")


def test_a_broken_cell_counts_where_it_is_read_and_a_column_of_the_teams_own_counts(
    plan: Document, demo: Register
) -> None:
    first = demo.of_case(next(s for s in SHEETS if s.name == "Plan"), "25-010")[0]
    courses = demo.of_case(next(s for s in SHEETS if s.name == "Forløb"), "25-010")[0]

    def with_changed(row: Record[Any], new: Record[Any]) -> set[str]:
        register = changed(demo, lambda _sheet, record: new if record is row else record)
        before, after = sources(demo, plan, "25-010"), sources(register, plan, "25-010")
        return {label for label in before if before[label] != after[label]}

    mine = {f"Plan!{first.place.row}"}
    assert with_changed(first, replace(first, broken=frozenset({"why"}))) == mine
    assert with_changed(first, replace(first, added={"noter": "egen"})) == mine
    assert with_changed(courses, replace(courses, broken=frozenset({"contact_start"}))) == set()  # it is not read
    assert with_changed(courses, replace(courses, broken=frozenset({"closed_on"}))) == {f"Forløb!{courses.place.row}"}


def test_a_row_that_came_or_went_is_told(plan: Document, demo: Register) -> None:
    row = demo.records(next(s for s in SHEETS if s.name == "Plan"))[0]
    rows = tuple(record for record in demo.by_sheet["Plan"] if record is not row)
    fewer = replace(demo, by_sheet={**demo.by_sheet, "Plan": rows})
    number = row.values.case_id
    before, after = sources(demo, plan, number), sources(fewer, plan, number)
    assert before.keys() - after.keys() == {f"Plan!{row.place.row}"}


def test_the_name_the_day_the_template_and_the_program_are_sources(plan: Document, demo: Register) -> None:
    case, made = case_of(demo, "25-010"), Sources(SECRET)
    before = made.of(case, plan, "template")
    assert before[DAY] == DEMO_DAY.isoformat()
    assert before[TEMPLATE] == "template"
    assert before[PROGRAM] == program_mark()

    def differing(new: Case, template: str = "template") -> set[str]:
        after = Sources(SECRET).of(new, plan, template)
        return {label for label in before if before[label] != after[label]}

    assert case.key
    assert differing(case, "another") == {TEMPLATE}
    assert differing(replace(case, on=DEMO_DAY + timedelta(days=1))) == {DAY}
    assert differing(replace(case, key=replace(case.key, display_name="Eksempel"))) == {NAME}
    assert differing(replace(case, has_keys=False)) == {NAME}
    assert differing(replace(case, code="222222")) == {NAME}


def test_the_papers_of_one_case_after_another_do_not_share_sources(plan: Document, demo: Register) -> None:
    made = Sources(SECRET)
    found = [made.of(case_of(demo, number), plan, "t") for number in ("25-010", "25-005", "25-010")]
    assert found[0] == found[2] != found[1]
    assert found == [Sources(SECRET).of(case_of(demo, number), plan, "t") for number in ("25-010", "25-005", "25-010")]


def test_another_secret_gives_other_hashes_of_everything_that_is_hers(plan: Document, demo: Register) -> None:
    one, other = (sources(demo, plan, "25-010", secret=secret) for secret in (SECRET, SECRET[::-1]))
    assert one.keys() == other.keys()
    assert {label for label in one if one[label] == other[label]} == {DAY, PROGRAM, TEMPLATE}


def test_no_secret_of_another_length_is_cut_to_the_same(plan: Document, demo: Register) -> None:
    long = bytes(range(64))
    assert sources(demo, plan, "25-010", secret=long) != sources(demo, plan, "25-010", secret=long[:63])


def test_the_sources_hold_labels_and_hashes_and_no_content(plan: Document, demo: Register) -> None:
    sheets = {sheet.name for sheet in SHEETS}
    for number in case_numbers(demo):
        for label, mark in json.loads(packed(sources(demo, plan, number))).items():
            sheet, _mark, row = label.partition("!")
            if row:
                assert sheet in sheets and row.isdecimal()
            else:
                assert label in {DAY, PROGRAM, TEMPLATE, NAME, SETTINGS.name}
            if label not in (DAY, TEMPLATE):
                assert len(mark) == 16 and set(mark) <= set("0123456789abcdef")


def test_a_row_of_a_workers_own_log_is_named_without_the_name_of_the_log(plan: Document, demo: Register) -> None:
    contacts = next(sheet for sheet in SHEETS if sheet.name == "Kontaktlog")
    row = demo.of_case(contacts, "25-010")[0]
    logs = {"kontaktlog/Anna.xlsx": {}, "kontaktlog/Hanne Madsen.xlsx": {}}
    moved = replace(row, place=replace(row.place, file="kontaktlog/Hanne Madsen.xlsx", row=5))
    register = replace(changed(demo, lambda _sheet, record: moved if record is row else record), log_columns=logs)
    document = replace(plan, reads=(Reads(contacts, ("worker_id",)),))
    found = sources(register, document, "25-010")
    assert "Kontaktlog/2!5" in found
    assert "Madsen" not in packed(found) and "Anna" not in packed(found)


ELSEWHERE = """
import sys
from tests.test_sources import *
found = read_register(Path(sys.argv[1]))[0]
print(packed(sources(found, next(d for d in DOCUMENTS if d.name == "cti-plan"), "25-010")))
"""


@pytest.mark.slow
def test_another_process_finds_the_same_sources(plan: Document, demo: Register) -> None:
    path = new_path()
    path.write_bytes(workbook({s.name: rows for s, rows in demo_rows().items()}, settings=demo_settings()))
    said = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        command = [sys.executable, "-c", "from pathlib import Path" + ELSEWHERE, str(path)]
        said.add(subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8").stdout)
    assert said == {packed(sources(demo, plan, "25-010")) + "\n"}
