"""When the encryption goes wrong it is told, nothing comes out, and the password stands nowhere (F17)."""

import io
import logging

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from pypdf import PdfReader, PdfWriter
from pypdf._encryption import Encryption

from ctidocs.problems import CtidocsError
from ctidocs.store.sealed import opened, sealed
from tests.store.sealing import (
    FAILED,
    PAPER,
    PRINT,
    SEALED,
    SEALED_PRINT,
    WORD,
    office,
    pdf,
    refusal,
)


def _break(made: bytes) -> bytes:
    return made[:-3000] + bytes([made[-3000] ^ 1]) + made[-2999:]


@pytest.mark.parametrize("wrong", ["damaged", "another paper", "nothing", "in clear", "half", "raises"])
def test_a_fault_in_the_encryption_is_told_and_nothing_comes_out(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = OOXMLFile.encrypt
    other = io.BytesIO()
    real(OOXMLFile(io.BytesIO(office(8000))), WORD, other)
    results = {
        "damaged": _break(SEALED), "another paper": other.getvalue(), "nothing": b"", "in clear": PAPER,
        "half": SEALED[:5000],
    }  # fmt: skip

    def encrypt(_paper: OOXMLFile, password: str, out: io.BytesIO) -> None:
        if wrong == "raises":
            raise ValueError(password)
        out.write(results[wrong])

    monkeypatch.setattr(OOXMLFile, "encrypt", encrypt)
    _is_told(PAPER, ".docx")


@pytest.mark.parametrize(
    "wrong",
    ["in clear", "another password", "another paper", "another value", "a page less", "empty password", "old letters"],
)
def test_a_fault_in_the_encryption_of_a_pdf_is_told_too(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    word = {"another password": "forkert1", "empty password": ""}.get(wrong, WORD)
    papers = {"another paper": pdf("Aftaler", "Side 2"), "a page less": pdf("Aftaler")}
    papers["another value"] = PRINT.replace(b"/V (naboen)", b"/V (Naboen)")
    paper = papers.get(wrong, PRINT)
    assert (wrong in papers) == (paper != PRINT)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper)))
    if wrong != "in clear":
        writer.encrypt(word, "owner's", algorithm="AES-256")
    if wrong == "old letters":  # pypdf 5 gave the password as Latin-1, and found it right when it opened the paper
        monkeypatch.setattr(Encryption, "_encode_password", lambda _self, text, **_kind: _latin(text))
        writer.encrypt(word, "owner's", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    monkeypatch.setattr(PdfWriter, "write", lambda _writer, out: out.write(made.getvalue()))
    _is_told(PRINT, ".pdf")


def _latin(word: str | bytes) -> bytes:
    return word if isinstance(word, bytes) else word.encode("latin-1")


@pytest.mark.parametrize(("data", "ending"), [(b"", ".docx"), (b"no paper", ".xlsx"), (b"", ".pdf"), (PAPER, ".pdf")])
def test_what_is_no_paper_cannot_be_protected(data: bytes, ending: str) -> None:
    _is_told(data, ending)


@pytest.mark.parametrize(("data", "ending"), [(SEALED, ".docx"), (SEALED_PRINT, ".pdf")])
def test_what_is_protected_already_is_not_protected_twice(data: bytes, ending: str) -> None:
    _is_told(data, ending)


def _is_told(data: bytes, ending: str) -> None:
    with pytest.raises(CtidocsError) as caught:
        sealed(data, ending=ending, password=WORD)
    told = caught.value
    assert (told.message, told.hint) == (
        FAILED,
        "run the command again; if it fails again, make the paper without --protect and keep it safe",
    )
    assert (told.__cause__, told.__context__) == (None, None)


def test_a_damaged_file_is_told_and_is_no_wrong_password() -> None:
    for data in (_break(SEALED), SEALED[:600], PAPER, b""):
        with pytest.raises(CtidocsError) as caught:
            opened(data, password=WORD)
        assert (caught.value.message, caught.value.hint) == ("the file is damaged", "take it from the latest backup")


def test_the_password_stands_in_no_message_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = [
        ascii(refusal(word, ".pdf")) for word in ("qzx", "qzxqzx\x00qzx", "qzx" * 99, "qzx😀 ½ qzx", "qzx\udce6 qzx")
    ]
    for data, ending in ((PAPER, ".docx"), (PRINT, ".pdf"), (b"", ".docx"), (b"", ".pdf")):
        try:
            sealed(data, ending=ending, password="qzx blåbær")
        except CtidocsError as error:
            said.append(repr(error) + str(error.args) + error.hint)
    opened(SEALED, password="qzx blåbær")
    assert "qzx" not in " ".join(said) + caplog.text and "U+" not in caplog.text
