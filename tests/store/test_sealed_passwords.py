"""The passwords that are taken and those that are not (LIMITS 77): in Office papers, and in PDFs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctidocs.problems import CtidocsError
from ctidocs.store.sealed import check_password, sealed
from tests.store.sealing import COMMON, COMMONLY, GUESS, LONG, PAPER, SHORTER, UNLIKE, VISIBLE, WORD, is_left, refusal


@pytest.mark.parametrize("ending", [".svg", ".png", ".csv", ".doc", ".DOCX", ""])
def test_other_files_cannot_be_protected(ending: str) -> None:
    message = f"{ending} files cannot be protected with a password"
    hint = "make it without --protect; only Word, Excel and PDF files can have a password"
    assert refusal(WORD, ending) == (message, hint)
    with pytest.raises(CtidocsError, match="cannot be protected"):
        sealed(PAPER, ending=ending, password=WORD)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".pdf"])
@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("", ("the password is empty", GUESS)),
        (" " * 12, ("the password is nothing but blanks", GUESS)),
        ("\u3000" * 12, ("the password is nothing but blanks", GUESS)),
        ("blåbær\tog", ("the password holds a sign that cannot be seen", "type it, do not paste it")),
        ("blåbær og\n", ("the password holds a sign that cannot be seen", "type it, do not paste it")),
        ("\ufeffblåbær og", ("the password holds a sign that cannot be seen", "type it, do not paste it")),
        ("blåbær\u00a0og", ("the password holds a sign that cannot be seen", "type it, do not paste it")),
        ("blåbær og\udce6", ("the password holds a sign that cannot be seen", "type it, do not paste it")),
        ("blåbær7"[:7], ("the password is too short: at least 8 characters", GUESS)),
        ("a\u030a" * 7, ("the password is too short: at least 8 characters", GUESS)),
        ("x" * 256, ("the password is too long: at most 255 characters", SHORTER)),
        ("😀" * 128, ("the password is too long: at most 255 characters", SHORTER)),
    ],
)
def test_a_password_that_is_none_is_refused(word: str, told: tuple[str, str], ending: str) -> None:
    assert refusal(word, ending) == told
    with pytest.raises(CtidocsError, match=told[0]):
        sealed(PAPER, ending=ending, password=word)


@pytest.mark.parametrize("word", [*COMMON, "x" * 255, "æ" * 255, "a\u030a" * 255])
def test_a_password_of_the_right_length_is_taken(word: str) -> None:
    check_password(word, ending=".docx")


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("x" * 128, (LONG, SHORTER)),
        ("æ" * 64, (LONG, SHORTER)),
        ("blåbær 😀", (UNLIKE, COMMONLY)),  # unknown to SASLprep
        ("blåbær ½", (UNLIKE, COMMONLY)),  # 1⁄2
        ("blåbær …", (UNLIKE, COMMONLY)),  # ...
        ("blåbær\u034fog", (UNLIKE, COMMONLY)),  # dropped
        ("blåbær\ufffdog", (UNLIKE, COMMONLY)),  # refused
        ("blåbær\u2ff0og", (UNLIKE, COMMONLY)),  # refused
        ("אבגדהוזח and", (UNLIKE, COMMONLY)),
        ("אבגדהוזח 1", (UNLIKE, COMMONLY)),
        ("1 אבגדהוזח", (UNLIKE, COMMONLY)),
    ],
)
def test_a_pdf_takes_no_password_that_some_program_would_read_otherwise(word: str, told: tuple[str, str]) -> None:
    check_password(word, ending=".docx")
    assert refusal(word, ".pdf") == told


def test_a_pdf_takes_passwords_from_right_to_left_and_of_127_bytes() -> None:
    for word in ("אבגד 12 הוזח", "x" * 127, "æ" * 63 + "x"):
        check_password(word, ending=".pdf")


@given(st.text(VISIBLE, min_size=8, max_size=40))
@settings(max_examples=300)
def test_what_a_pdf_takes_pypdf_leaves_as_it_is(word: str) -> None:
    is_left(word)


@pytest.mark.slow
def test_no_single_sign_that_a_pdf_takes_is_changed() -> None:
    taken = [sign for sign in map(chr, range(0x110000)) if is_left("blåbær1" + sign) or is_left(sign * 8)]
    assert {"z", "å", "ł", "ї", "€", "א", "漢", " "} <= set(taken)
    assert not {"😀", "½", "´", "\u00a0", "\ud800", "\ufdd0"} & set(taken)
