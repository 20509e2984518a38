"""Papers under a password (F8, LIMITS 77): opened by msoffcrypto, qpdf and pdfium, not only by what sealed them."""

import io
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile
from pypdf import PdfReader, PdfWriter

from ctidocs.problems import CtidocsError
from ctidocs.store.sealed import check_password, is_sealed, is_sealed_office, opened, sealed
from tests.store.sealing import (
    APART,
    COMMON,
    OTHER,
    PAPER,
    PRINT,
    SEALED,
    SEALED_PRINT,
    VISIBLE,
    WORD,
    by_msoffcrypto,
    by_qpdf,
    is_left,
    needs_qpdf,
    pdf,
    slow,
)


@pytest.mark.parametrize("word", [WORD, pytest.param("😀" * 127 + "x", id="255 units"), *map(slow, OTHER)])
def test_an_office_paper_opens_with_its_password_and_is_what_it_was(word: str) -> None:
    made = sealed(PAPER, ending=".xlsx", password=word)
    assert by_msoffcrypto(made, unicodedata.normalize("NFC", word)) == PAPER
    assert (is_sealed(made), is_sealed_office(made), b"word/document.xml" in made) == (True, True, False)


def test_an_office_paper_is_encrypted_as_office_does_it_today() -> None:
    info = OOXMLFile(io.BytesIO(SEALED)).info
    assert (info["passwordHashAlgorithm"], info["passwordKeyBits"], info["spinValue"]) == ("SHA512", 256, 100_000)


def test_another_password_opens_nothing() -> None:
    assert [opened(SEALED, password=word) for word in ("Blåbær og æbler", "", "\ud800", WORD + " ")] == [None] * 4
    with pytest.raises(InvalidKeyError):
        by_msoffcrypto(SEALED, "Blåbær og æbler")


def test_letters_typed_in_two_parts_are_the_same_password() -> None:
    assert APART != WORD
    assert by_msoffcrypto(sealed(PAPER, ending=".docx", password=APART), WORD) == PAPER
    assert opened(SEALED, password=APART) == PAPER


def test_a_workbook_that_another_program_protected_with_letters_in_two_parts_opens_as_typed() -> None:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(PAPER)).encrypt(APART, out)
    assert (opened(out.getvalue(), password=APART), opened(out.getvalue(), password=WORD)) == (PAPER, None)


def test_two_sealings_differ_and_hold_the_same() -> None:
    other, other_print = (sealed(PAPER, ending=".docx", password=WORD), sealed(PRINT, ending=".pdf", password=WORD))
    assert (other != SEALED, other_print != SEALED_PRINT) == (True, True)
    assert opened(other, password=WORD) == PAPER


@pytest.mark.slow
@settings(max_examples=3)
@given(st.text(VISIBLE, min_size=8, max_size=60))
def test_any_password_that_can_be_seen_opens_again(word: str) -> None:
    _opens_again(word)


@pytest.mark.slow
@settings(max_examples=30)
@given(st.text(VISIBLE, min_size=8, max_size=60))
def test_any_password_that_is_taken_opens_again(word: str) -> None:
    _opens_again(word)


def _opens_again(word: str) -> None:
    try:
        check_password(word, ending=".docx")
    except CtidocsError:
        assert len(unicodedata.normalize("NFC", word)) < 8 or not word.isprintable() or not word.strip()
    else:
        made = sealed(PAPER, ending=".docx", password=word)
        assert by_msoffcrypto(made, unicodedata.normalize("NFC", word)) == PAPER


@pytest.mark.parametrize("word", COMMON)
def test_a_pdf_opens_in_the_browsers_reader(word: str) -> None:
    made = sealed(PRINT, ending=".pdf", password=word)
    document = pypdfium2.PdfDocument(made, password=word)
    assert [page.get_textpage().get_text_bounded().strip() for page in document] == ["Aftaler", "Side to"]
    for wrong in (None, word + "x"):  # but 127 bytes are all that count
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(made, password=wrong if len(word) < 127 else None)


@needs_qpdf
def test_qpdf_finds_nothing_wrong_and_everything_allowed(tmp_path: Path) -> None:
    for word in (WORD, "абвгґдеє"):
        code, said = by_qpdf(sealed(PRINT, ending=".pdf", password=word), word, tmp_path, "--check")
        assert (code, "PDF Version: 2.0\nR = 6\n" in said, said.count("AESv3"), "not allowed" in said) == (
            0,
            True,
            3,
            False,
        )
        assert "Supplied password is user password" in said and "print high resolution: allowed" in said
        assert "No syntax or stream encoding errors found" in said
    assert by_qpdf(SEALED_PRINT, "forkert1", tmp_path, "--check")[0] == 2


@needs_qpdf
def test_the_pdf_inside_is_as_it_was(tmp_path: Path) -> None:
    by_qpdf(SEALED_PRINT, WORD, tmp_path, "--decrypt", "--replace-input")
    before, after = PdfReader(io.BytesIO(PRINT)), PdfReader(tmp_path / "paper.pdf")
    assert after.metadata == before.metadata
    assert after.get_form_text_fields() == before.get_form_text_fields() == {"hvem": "naboen"}
    assert [page.extract_text().strip() for page in after.pages] == ["Aftaler", "Side to"]


def test_a_pdf_without_properties_gets_none_and_may_have_an_empty_page() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PRINT)))
    writer.metadata = None
    writer.add_blank_page()
    bare = io.BytesIO()
    writer.write(bare)
    made = PdfReader(io.BytesIO(sealed(bare.getvalue(), ending=".pdf", password=WORD)), password=WORD)
    assert (made.metadata, b"pypdf" in made.stream.read()) == (None, False)


def test_a_pdf_that_is_protected_is_known_and_a_damaged_one_is_not() -> None:
    known = [is_sealed(data) for data in (SEALED_PRINT, PRINT, PAPER, b"", b"%PDF-1.7 /Encrypt", SEALED[8:])]
    assert known == [True, False, False, False, False, False]
    assert not is_sealed(pdf("/Encrypt")) and not is_sealed_office(SEALED_PRINT)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text(VISIBLE, min_size=8, max_size=40))
def test_any_password_that_a_pdf_takes_opens_it_in_another_reader(word: str) -> None:
    if is_left(word):
        made = sealed(PRINT, ending=".pdf", password=word)
        assert len(pypdfium2.PdfDocument(made, password=unicodedata.normalize("NFC", word))) == 2
