import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.store.outcome import differences, packed, unpacked

SHEETS = st.sampled_from(("Plan", "Forløb", "cti-plan.docx"))
SOURCES = st.dictionaries(st.builds("{}!{}".format, SHEETS, st.integers(2, 9)), st.text("abæ ", max_size=3), max_size=9)


@given(SOURCES)
def test_sources_come_out_of_their_line_as_they_went_in(sources: dict[str, str]) -> None:
    assert unpacked(packed(sources)) == sources
    assert packed(dict(reversed(sources.items()))) == packed(sources), "in whatever order they were read"
    assert "\n" not in packed(sources)


def test_no_sources_are_an_empty_line() -> None:
    assert (packed({}), unpacked("")) == ("", {})
    assert packed({"Forløb!3": "æ", "B": "1"}) == '{"B":"1","Forløb!3":"æ"}'


BEFORE = {"Plan!5": "her", "Plan!6": "goal", "Forløb!3": "course", "cti-plan.docx": "template"}


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        pytest.param(BEFORE, (), id="nothing"),
        pytest.param(BEFORE | {"Plan!6": "new"}, ("Plan!6",), id="another row"),
        pytest.param(BEFORE | {"Plan!7": "new"}, ("Plan!7",), id="one more row"),
        pytest.param(BEFORE | {"cti-plan.docx": "other"}, ("cti-plan.docx",), id="another template"),
        pytest.param(
            {"Plan!6": "her", "Plan!7": "goal", "Forløb!3": "course", "cti-plan.docx": "template"}, (), id="rows moved"
        ),
        pytest.param(
            {"Plan!5": "new", "Plan!6": "her", "Plan!7": "goal", "Forløb!3": "course", "cti-plan.docx": "template"},
            ("Plan!5",),
            id="one put in above",
        ),
        pytest.param({"Plan!5": "her", "Forløb!3": "course", "cti-plan.docx": "template"}, ("Plan",), id="one gone"),
        pytest.param({"Forløb!3": "course", "cti-plan.docx": "template"}, ("Plan",), id="two gone, told once"),
        pytest.param(
            {"Plan!5": "new", "Forløb!3": "course", "cti-plan.docx": "template"}, ("Plan!5",), id="gone and new"
        ),
        pytest.param(BEFORE | {"Forløb!3": "her"}, ("Forløb!3",), id="a row's content in another sheet"),
        pytest.param({}, ("Forløb", "Plan", "cti-plan.docx"), id="all gone"),
    ],
)
def test_changed_are_the_sources_that_are_new_or_others(now: dict[str, str], changed: tuple[str, ...]) -> None:
    assert differences(packed(BEFORE), now) == changed


def test_of_what_was_not_remembered_nothing_has_changed() -> None:
    assert differences("", BEFORE) == ()


@given(SOURCES, SOURCES)
def test_something_is_told_just_where_the_rows_of_a_sheet_are_others(one: dict[str, str], two: dict[str, str]) -> None:
    def by_sheet(sources: dict[str, str]) -> set[tuple[str, str]]:
        return {(label.partition("!")[0], mark) for label, mark in sources.items()}

    assert bool(differences(packed(one), two)) == (bool(one) and by_sheet(one) != by_sheet(two))
