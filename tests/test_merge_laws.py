"""The laws of merging two registers (A24): nothing lost, nothing made up, whatever the order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ctidocs.check import check_register
from ctidocs.demo import DEMO_DAY, demo_rows, demo_settings
from ctidocs.merge import merged, together
from ctidocs.problems import Place
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record, Register, read_register
from ctidocs.register.schema import SHEETS, Settings
from tests.registers import all_settings, new_path, rows_of, tables_of

TABLES = [sheet for sheet in SHEETS if not sheet.vertical]
Part = tuple[dict[str, tuple[Any, ...]], Settings]


def held(part: Part, file: str = "a.xlsx", *, own: Mapping[str, str] | None = None) -> Register:
    """These rows and settings as a register that was read, each sheet with one column of the team's own."""
    sheets, chosen = part
    by_sheet = {
        sheet.name: tuple(
            Record(row, Place(file, order, sheet.name, at), {"egen": (own or {}).get(repr(row))})
            for at, row in enumerate(sheets.get(sheet.name, ()), start=2)
        )
        for order, sheet in enumerate(SHEETS, start=1)
        if not sheet.vertical
    }
    columns = {s.name: {c.name: at for at, c in enumerate(s.columns, start=1)} for s in TABLES}
    own_headers = {sheet.name: {"egen": "Egen"} for sheet in TABLES}
    tags = dict.fromkeys(own_headers, ("egen",))
    return Register(file, chosen, by_sheet, columns, tags, added_headers=own_headers)


def content(found: Register) -> tuple[dict[str, Counter[Any]], Settings]:
    """The rows of a register whatever their order, and its settings."""
    return {
        name: Counter((record.values, record.added["egen"]) for record in records)
        for name, records in found.by_sheet.items()
    }, found.settings


def in_order(found: Register) -> list[Any]:
    return [(r.values, r.added["egen"]) for sheet in TABLES for r in found.by_sheet[sheet.name]]


some_tables = st.lists(
    st.sampled_from([s for s in TABLES if s.name != "Valglister"]), min_size=1, max_size=3, unique_by=lambda s: s.name
).flatmap(lambda sheets: st.fixed_dictionaries({sheet.name: tables_of(sheet, most=3) for sheet in sheets}))


@st.composite
def parts(draw: st.DrawFn, *, number: int) -> tuple[Register, ...]:
    """Registers that are parts of one: each row, and each cell of a row with a key, stands in some of them."""
    sheets = draw(some_tables)
    chosen = replace(draw(all_settings()), number_series=draw(st.sampled_from(("", "000–999"))))
    some = st.sets(st.integers(0, number - 1), min_size=1)
    found: list[dict[str, tuple[Any, ...]]] = [{} for _ in range(number)]
    own: dict[str, str] = {}
    for sheet in TABLES:
        for row in sheets.get(sheet.name, ()):
            where = draw(some)
            note = draw(st.none() | st.just("egen"))
            for at, part in _spread(draw, sheet, row, sorted(where)):
                found[at][sheet.name] = (*found[at].get(sheet.name, ()), part)
                own |= {repr(part): note} if note else {}
    return tuple(held((part, chosen), f"{at}.xlsx", own=own) for at, part in enumerate(found))


def _spread(draw: st.DrawFn, sheet: Sheet[Any], row: Any, where: list[int]) -> list[tuple[int, Any]]:
    """The row in each of these registers; where it has a key, each has some of its cells."""
    if not sheet.unique or (sheet.unless and sheet.unless(row)):
        return [(at, row) for at in where]
    cells = {
        column.name: draw(st.sets(st.sampled_from(where), min_size=1)) for column in sheet.columns if not column.key
    }
    return [(at, replace(row, **{name: None for name, having in cells.items() if at not in having})) for at in where]


@given(sheets=some_tables, chosen=all_settings(), series=st.sampled_from(("", "000–999", "000-499,500-999")))
@settings(max_examples=40, deadline=None)
def test_a_register_merged_with_itself_is_itself(
    sheets: dict[str, tuple[Any, ...]], chosen: Settings, series: str
) -> None:
    one = held((sheets, replace(chosen, number_series=series)))
    result = together(one, replace(one, file="b.xlsx"))
    assert in_order(result.register) == in_order(one)
    assert result.register.settings == one.settings
    assert (result.errors, result.added, result.filled) == ((), {}, {})


@given(two=parts(number=2))
@settings(max_examples=40, deadline=None)
def test_which_of_the_two_is_ours_changes_nothing_but_the_order(two: tuple[Register, ...]) -> None:
    one, other = together(*two), together(*two[::-1])
    assert one.errors == other.errors == ()
    assert content(one.register) == content(other.register)
    assert (one.ours, one.theirs, one.both) == (other.theirs, other.ours, other.both)


@pytest.mark.slow
@given(three=parts(number=3))
@settings(max_examples=40, deadline=None)
def test_of_three_registers_it_does_not_matter_which_two_are_merged_first(three: tuple[Register, ...]) -> None:
    one, two, third = three
    left = together(together(one, two).register, third)
    right = together(one, together(two, third).register)
    assert left.errors == right.errors == ()
    assert content(left.register) == content(right.register)


@given(two=parts(number=2))
@settings(max_examples=40, deadline=None)
def test_nothing_is_lost_and_nothing_made_up(two: tuple[Register, ...]) -> None:
    result = together(*two).register
    for sheet in TABLES:
        mine, others = (part.by_sheet[sheet.name] for part in two)
        got = result.by_sheet[sheet.name]
        assert max(len(mine), len(others)) <= len(got) <= len(mine) + len(others)
        for column in sheet.columns:
            values = [{getattr(r.values, column.name) for r in records} - {None} for records in (mine, others, got)]
            assert values[2] == values[0] | values[1]


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_one_cell_that_differs_is_one_error_at_its_cell_and_ours_is_named(data: st.DataObject) -> None:
    sheet = data.draw(st.sampled_from([s for s in TABLES if s.unique]))
    row, other = data.draw(rows_of(sheet)), data.draw(rows_of(sheet))
    assume(not (sheet.unless and sheet.unless(row)))
    at, column = data.draw(
        st.sampled_from([(n, c) for n, c in enumerate(sheet.columns, start=1) if c.name not in sheet.unique[0]])
    )
    mine, value = getattr(row, column.name), getattr(other, column.name)
    assume(mine is not None and value is not None)
    assume(" ".join(str(mine).split()) != " ".join(str(value).split()))
    changed = replace(row, **{column.name: value})
    blank = Settings(number_series="000–999")
    result = together(held(({sheet.name: (row,)}, blank)), held(({sheet.name: (changed,)}, blank), "b.xlsx"))
    order = SHEETS.index(sheet) + 1
    assert [p.place for p in result.errors] == [Place("b.xlsx", order, sheet.name, 2, at)]
    assert f"{sheet.name}!" in result.errors[0].message


@given(two=parts(number=2))
@settings(max_examples=8, deadline=None)
def test_the_copy_reads_back_as_it_was_merged(two: tuple[Register, ...]) -> None:
    result = together(*two)
    path = new_path()
    path.write_bytes(result.workbook())
    copy, _problems = read_register(path)
    path.unlink()
    assert in_order(copy) == in_order(result.register)
    assert copy.settings == result.register.settings
    assert [r.place.row for s in TABLES for r in copy.records(s)] == [row for _sheet, row in result.sources]


def test_the_demo_cut_in_two_and_merged_again_is_the_demo() -> None:
    sheets = {sheet.name: rows for sheet, rows in demo_rows().items()}
    women = {row.case_id: at % 3 for at, row in enumerate(sheets["Visitation"])}
    for row in sheets["Forløb"]:
        if row.previous_case:  # each register has to know the numbers it names
            women[row.case_id] = women[row.previous_case] = 2
    whole = held((sheets, demo_settings()))
    two = [
        held(({name: tuple(row for row in rows if women.get(getattr(row, "case_id", None), 2) in (half, 2))
               for name, rows in sheets.items()}, demo_settings()), f"{half}.xlsx")
        for half in (0, 1)
    ]  # fmt: skip
    found = [problem for part in two for problem in check_register(part, (), on=DEMO_DAY)]
    result = merged(two[0], two[1], found=found, on=DEMO_DAY)
    assert result.errors == ()
    assert content(result.register)[0] == content(whole)[0]
    assert {problem.code for problem in result.problems} <= {"merge-no-series", "merge-answers"}
    assert Counter(codes(result.register)) == Counter(codes(whole))


def codes(found: Register) -> list[tuple[str, str]]:
    """What check says of a register, wherever it stands."""
    return [(problem.place.sheet, problem.code) for problem in check_register(found, (), on=DEMO_DAY)]
