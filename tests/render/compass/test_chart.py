"""What a compass holds and says, and where everything stands (C6; LIMITS 54 and 56)."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctidocs.problems import CtidocsError
from ctidocs.render.compass.chart import WIDTH, compass_words, layout, notes, place, stretches
from ctidocs.render.compass.fonts import Box, Text, printable, width, wrap
from ctidocs.render.compass.lines import Compass, Line

BILAG_1 = (
    "Kvindens sikkerhed", "At kvinden drager omsorg for sig selv", "Kvindens sociale netværk",
    "Kvindens fysiske helbred", "Kvindens psykiske helbred", "At kvinden håndterer sin boligsituation",
    "At kvinden styrer sin økonomi", "Kvindens tilknytning til arbejdsmarkedet",
    "At kvinden støtter sine børns trivsel", "At kvinden håndterer sit forbrug af stimulanser",
)  # fmt: skip
SIXTY = tuple(f"{number} Hvordan vurderer du dine muligheder for at håndtere det, når"[:60] for number in range(10))
WORDS = ("ikke relevant", "ønsker ikke", "ikke spurgt")
SCORES = st.one_of(st.integers(1, 10), st.sampled_from(WORDS), st.none())


def woman(*scores: int | str | None, name: str = "Dig selv, 1. februar 2025", baseline: bool = False) -> Line:
    return Line(name, scores, "kvinden", baseline)


def worker(*scores: int | str | None, name: str = "Medarbejderen, 1. februar 2025") -> Line:
    return Line(name, scores, "medarbejder")


@st.composite
def compasses(draw: st.DrawFn, most: int = 40) -> Compass:
    alphabet = st.sampled_from("aeiklnrst æøåÅ-/łễШ")
    labels = draw(st.lists(st.text(alphabet, max_size=60), min_size=3, max_size=most))
    count = len(labels)
    lines = draw(
        st.lists(
            st.builds(
                Line,
                name=st.text(alphabet, max_size=90),
                scores=st.tuples(*[SCORES] * count),
                respondent=st.sampled_from(("kvinden", "medarbejder")),
                baseline=st.booleans(),
            ),
            max_size=2,
        )
    )
    return Compass(tuple(labels), tuple(lines))


def assert_nothing_overlaps(compass: Compass) -> None:
    where = layout(compass)
    texts = [text for text in where.labels + where.legend if text.text]
    for one, other in combinations(texts, 2):
        assert not one.box.overlaps(other.box, down=-0.01), (one, other)
    for text in texts:
        assert text.box.distance() > where.radius, text
        assert where.frame.left <= text.box.left and text.box.right <= where.frame.right, text
        assert where.frame.bottom <= text.box.bottom and text.box.top <= where.frame.top, text
        assert text.size >= 8


@pytest.mark.parametrize("score", [0, 11, -1, 7.0, 7.5, math.nan, math.inf, -math.inf, True, False, "", " ", "7", "–"])
def test_a_score_that_is_no_score_is_refused(score: object) -> None:
    with pytest.raises(ValueError, match="score 2 is not a whole number from 1 to 10"):
        woman(3, score, 5)  # type: ignore[arg-type]


def test_all_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="score 1"):
        woman(*(0,) * 10)


def test_a_third_line_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 2 lines, not 3"):
        Compass(("a", "b", "c"), (woman(1, 2, 3),) * 3)


@pytest.mark.parametrize("count", [0, 1, 2, 41])
def test_fewer_than_3_labels_or_more_than_40_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="3 to 40 labels"):
        Compass(("a",) * count, ())


def test_a_line_with_another_number_of_scores_is_refused() -> None:
    with pytest.raises(ValueError, match="one score for each label"):
        Compass(("a", "b", "c"), (woman(1, 2),))


def test_an_unknown_respondent_is_refused() -> None:
    with pytest.raises(ValueError, match="kvinden, medarbejder"):
        Line("Naboen", (1, 2, 3), "nabo")


def test_the_first_score_stands_at_12_o_clock_and_the_next_clockwise() -> None:
    assert place(10, 0, 4) == pytest.approx((0, 1))
    assert place(10, 1, 4) == pytest.approx((1, 0))
    assert place(5, 2, 4) == pytest.approx((0, -0.5))
    assert place(5, 3, 4) == pytest.approx((-0.5, 0))


def test_a_line_is_cut_at_what_is_missing_and_goes_on_past_12_o_clock() -> None:
    assert stretches(woman(1, 2, 3)) == [(0, 1, 2)]
    assert stretches(woman(None, None, None)) == []
    assert stretches(woman(4, None, 5, None, 6, 7)) == [(2,), (4, 5, 0)]
    assert stretches(woman(None, 1, 2, "ikke relevant")) == [(1, 2)]


def test_the_words_list_every_number() -> None:
    compass = Compass(
        ("Sikkerhed", "Omsorg for sig selv", "Netværk", "Bolig"),
        (woman(3, 4, "ikke relevant", None, baseline=True), worker(10, 1, "ikke spurgt", 6)),
    )
    assert compass_words(compass) == (
        "Kompas med 4 emner på en skala fra 1 til 10. "
        "Dig selv, 1. februar 2025: Sikkerhed 3, Omsorg for sig selv 4, Netværk ikke relevant, Bolig ikke udfyldt. "
        "Medarbejderen, 1. februar 2025: Sikkerhed 10, Omsorg for sig selv 1, Netværk ikke spurgt, Bolig 6."
    )


def test_the_words_say_that_there_is_no_data() -> None:
    assert compass_words(Compass(("a", "b", "c"), ())) == "Kompas med 3 emner på en skala fra 1 til 10. Ingen data."
    assert compass_words(Compass(("a", "b", "c"), (woman(None, None, None),))).endswith("c ikke udfyldt. Ingen data.")


@given(compasses(most=12))
def test_the_words_hold_every_label_with_its_score(compass: Compass) -> None:
    words = compass_words(compass)
    for line in compass.lines:
        for label, score in zip(compass.labels, line.scores, strict=True):
            assert " ".join(f"{label} {'ikke udfyldt' if score is None else score}".split()) in words


def test_what_is_missing_is_said_at_its_label() -> None:
    one = Compass(("a", "b", "c"), (woman(1, "ikke relevant", None),))
    assert [notes(one, index) for index in range(3)] == [(), ((0, "(ikke relevant)"),), ((0, "(ikke udfyldt)"),)]


def test_a_word_that_both_have_is_said_once_and_others_each_with_its_own_line() -> None:
    hers, theirs = woman("ikke relevant", "ønsker ikke", 3), worker("ikke relevant", "ikke spurgt", 3)
    two = Compass(("a", "b", "c"), (hers, theirs))
    assert notes(two, 0) == ((0, "(ikke relevant)"),)
    assert notes(two, 1) == ((1, "ønsker ikke"), (2, "ikke spurgt"))
    half = Compass(("a", "b", "c"), (woman(1, 2, 3), worker("ikke relevant", 2, 3)))
    assert notes(half, 0) == ((2, "ikke relevant"),)


def test_a_line_with_no_number_says_so_in_the_legend_and_not_at_every_label() -> None:
    where = layout(Compass(("a", "b", "c"), (woman(1, 2, 3), worker(None, None, None))))
    assert [text.text for text in where.labels] == ["a", "b", "c"]
    assert where.legend[1].text == "Medarbejderen, 1. februar 2025 (ingen tal)"


@pytest.mark.parametrize("labels", [BILAG_1, SIXTY, ("x" * 60,) * 10, tuple(f"Emne {n}" for n in range(40)), SIXTY * 4])
def test_no_label_touches_another_or_the_star(labels: tuple[str, ...]) -> None:
    for scores in ((5,) * len(labels), ("ikke relevant",) * (len(labels) - 1) + (5,)):
        assert_nothing_overlaps(Compass(labels, (woman(*scores), worker(*reversed(scores)))))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(compasses())
def test_no_label_touches_another_whatever_they_are(compass: Compass) -> None:
    assert_nothing_overlaps(compass)


@pytest.mark.parametrize("labels", [BILAG_1, SIXTY])
def test_ten_labels_of_sixty_characters_stand_around_the_star_in_three_rows_at_most(labels: tuple[str, ...]) -> None:
    where = layout(Compass(labels, (woman(*range(1, 11)),)))
    assert not where.numbered
    assert " ".join(text.text for text in where.labels) == " ".join(labels)
    assert len(where.labels) <= 3 * len(labels)


@pytest.mark.parametrize("count", range(3, 41))
def test_every_label_is_there_whatever_their_number(count: int) -> None:
    labels = tuple(f"Emne {number}" for number in range(1, count + 1))
    texts = [text.text for text in layout(Compass(labels, (woman(*(5,) * count),))).labels]
    assert [text for text in texts if text.startswith("Emne")] == list(labels)


def test_labels_that_do_not_fit_around_the_star_stand_numbered_below_it() -> None:
    compass = Compass(("x" * 60,) * 10, (woman(*range(1, 11)),))
    where = layout(compass)
    assert where.numbered
    assert [text.text for text in where.labels[:10]] == [str(number) for number in range(1, 11)]
    assert len(layout(compass, key=False).labels) == 10


@given(st.lists(st.tuples(SCORES, SCORES), min_size=10, max_size=10))
def test_the_star_is_of_the_same_size_whatever_the_scores(
    pairs: list[tuple[int | str | None, int | str | None]],
) -> None:
    first, second = zip(*pairs, strict=True)
    where = layout(Compass(BILAG_1, (woman(*first, baseline=True), woman(*second))))
    assert where.radius == layout(Compass(BILAG_1, ())).radius
    assert where.frame.right - where.frame.left == WIDTH


def test_a_long_legend_is_wrapped_and_nothing_of_it_is_lost() -> None:
    name = "Dig selv, samtalen på biblioteket, " * 5 + "x" * 200
    rows = [text.text for text in layout(Compass(("a", "b", "c"), (woman(1, 2, 3, name=name),))).legend]
    assert len(rows) > 3
    assert "".join(rows).replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize(
    "name", ["Łukasz", "Nguyễn Thị Hồng", "Şükran", "Олена", "Smith & <Sons>", "{{ 7*7 }}", "»«“”‘’'\""]
)
def test_a_name_the_font_has_is_drawn_as_it_is(name: str) -> None:
    assert printable(name) == name


def test_decomposed_letters_are_composed_and_invisible_marks_left_out() -> None:
    assert printable("S\u0327u\u0308kran\u00ad") == "Şükran"
    assert printable(" Omsorg\tfor\n sig\u202e selv ") == "Omsorg for sig selv"


@pytest.mark.parametrize(
    ("name", "code"),
    [("فاطمة", "U+0641"), ("汉", "U+6C49"), ("■", "U+25A0"), ("a😀", "U+1F600"), ("a\0b", "U+0000"),
     ("\ud800", "U+D800"), ("नाम", "U+0928"), ("x\ufffe", "U+FFFE")],
)  # fmt: skip
def test_a_letter_the_font_lacks_is_an_error_that_names_only_its_number(name: str, code: str) -> None:
    with pytest.raises(CtidocsError) as caught:
        layout(Compass((f"Om {name}", "b", "c"), ()))
    assert code in caught.value.message
    assert name not in caught.value.message + caught.value.hint


def test_lines_are_broken_at_blanks_hyphens_and_slashes() -> None:
    assert wrap("Om børn/unge for-ældre", 10, 47) == ("Om børn/", "unge for-", "ældre")
    assert wrap("arbejdsmarkedet", 10, 40) is None
    assert "".join(wrap("arbejdsmarkedet", 10, 40, split=True) or ()) == "arbejdsmarkedet"
    assert wrap("", 10, 40) == ("",)
    assert all(width(line, 10) <= 80 for line in wrap("Kvindens tilknytning til arbejdsmarkedet", 10, 80) or ())


def test_a_box_knows_what_it_touches_and_how_far_it_is_from_the_middle() -> None:
    box = Box(3, 4, 5, 6)
    assert box.overlaps(Box(4, 5, 9, 9)) and not box.overlaps(Box(5, 4, 9, 6))
    assert box.overlaps(Box(6, 4, 9, 6), across=2) and not box.overlaps(Box(6, 8, 9, 9), across=2)
    assert box.distance() == 5 and Box(-1, -1, 1, 1).distance() == 0
    assert Text("x", 10, 0, 8, "end", indent=7).box.right == 10
