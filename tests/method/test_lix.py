"""R21: LIX = words per sentence and 100 times the share of words of more than six letters."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ctidocs.method.lix import lix

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
SENTENCES = st.lists(st.lists(st.text(LETTERS, min_size=1, max_size=14), min_size=1, max_size=12), min_size=1)


def test_the_worked_example_is_17_1() -> None:
    found = lix("Du kan ringe til din medarbejder. Hun hjælper dig med at lave en plan. Planen er din egen.")
    assert found == 18 / 3 + 100 * 2 / 18
    assert round(found, 1) == 17.1


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long"),
    [
        ("Du ringer", 2, 1, 0),
        ("Planen", 1, 1, 0),
        ("Planens", 1, 1, 1),
        ("Kom! Hvad nu? Ja … Nej.", 5, 4, 0),
        ("Du kan: Tage med.", 4, 2, 0),
        ("Du kan: tage med.", 4, 1, 0),
        ("Vi ses den 30. april kl. 14.30.", 7, 1, 0),
        ("Det er d. 3. 4. 2025. Kom.", 7, 2, 0),
        ("Mine tal. 1 er lavt.", 5, 2, 0),
        ("Ring, f.eks. Eva, på tlf. 12.", 6, 1, 0),
        ("Hun fik 1,5 kg, mad osv. Og mere.", 8, 2, 0),
        ("“Hvad?” spurgte hun. (Ja.) Nej.", 5, 3, 1),
        ("En CTI-plan er god.", 4, 1, 1),
        ("Første linje\nAnden linje", 4, 2, 0),
        ("Ja. ... Nej.", 2, 2, 0),
        ("og/eller", 2, 1, 0),
        ("Den 12.12.2025 og 1.000.000", 4, 1, 0),
        ("fx_eller", 2, 1, 0),
    ],
)
def test_words_sentences_and_long_words(text: str, words: int, sentences: int, long: int) -> None:
    assert lix(text) == words / sentences + 100 * long / words


@pytest.mark.parametrize("text", ["", "  \n ", "… !", "___", "☐ –"])
def test_a_text_without_a_word_has_no_lix(text: str) -> None:
    assert lix(text) is None


@given(SENTENCES)
def test_it_follows_the_formula(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    text = " ".join("X" + " ".join(sentence) + " x." for sentence in sentences)  # ends are seen by the capital after
    long = sum(len(word) > 6 for word in words) + sum(len(sentence[0]) == 6 for sentence in sentences)
    count = len(words) + len(sentences)
    assert lix(text) == count / len(sentences) + 100 * long / count


@given(SENTENCES, st.integers(2, 4))
def test_a_text_said_again_is_as_hard_as_once(sentences: list[list[str]], times: int) -> None:
    text = "\n".join(" ".join(sentence) for sentence in sentences)
    once, again = lix(text), lix("\n".join([text] * times))
    assert once is not None and again == pytest.approx(once)


@given(st.text())
def test_any_text_has_a_lix_of_one_at_least_or_none_however_it_is_composed_and_indented(text: str) -> None:
    found = lix(text)
    assert found is None or found >= 1
    assert lix(unicodedata.normalize("NFC", text)) == found
    assert lix(f"  {text}  ") == found


@given(st.text(LETTERS, min_size=7), SENTENCES)
def test_a_long_word_never_makes_a_text_easier(word: str, sentences: list[list[str]]) -> None:
    text = "\n".join(" ".join(sentence) for sentence in sentences)
    before, after = lix(text), lix(f"{text} {word}")
    assume(before is not None)
    assert before is not None and after is not None and after > before
