"""What the tests of papers under a password share: small papers, one sealed of each kind, and other programs."""

import io
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from msoffcrypto import OfficeFile
from reportlab.pdfgen.canvas import Canvas

from ctidocs.problems import CtidocsError
from ctidocs.store.sealed import check_password, sealed

QPDF = shutil.which("qpdf")
needs_qpdf = pytest.mark.skipif(QPDF is None, reason="needs qpdf")

WORD = "blåbær og æbler"
APART = unicodedata.normalize("NFD", WORD)
VISIBLE = st.characters(categories=("L", "N", "P", "S", "M", "Zs"))
COMMON = (WORD, "Ærø-Øst 25", "абвгґдеє", "12345678", "x" * 127, "'\"\\$(rm)`!%")
OTHER = ("😀" * 8, "æ" * 255, " to blanke ", "e\u0301" * 8)
GUESS = "choose three or four words that nobody can guess"
SHORTER = "choose a shorter one"
COMMONLY = "use letters, digits and common punctuation only"
LONG = "the password is too long for a PDF: at most 127 characters, and æ, ø and å count double"
UNLIKE = "the password holds a sign that programs for PDF read in different ways"
FAILED = "the paper could not be protected with the password"


def slow(word: str) -> Any:
    return pytest.param(word, marks=pytest.mark.slow)


def office(size: int = 9000) -> bytes:
    """A zip that has what an Office file must have, and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        parts.writestr("[Content_Types].xml", types)
        parts.writestr("word/document.xml", "x" * size)
    return out.getvalue()


def pdf(*texts: str) -> bytes:
    """A page for each text, and on the first a field to fill in."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number, text in enumerate(texts):
        canvas.drawString(72, 700, text)
        if not number:
            canvas.acroForm.textfield(name="hvem", value="naboen", x=72, y=600)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


PAPER, PRINT = office(), pdf("Aftaler", "Side to")
SEALED, SEALED_PRINT = sealed(PAPER, ending=".docx", password=WORD), sealed(PRINT, ending=".pdf", password=WORD)


def by_msoffcrypto(data: bytes, word: str) -> bytes:
    """What is inside, as msoffcrypto itself opens it."""
    book, out = OfficeFile(io.BytesIO(data)), io.BytesIO()
    book.load_key(password=word, verify_password=True)
    book.decrypt(out, verify_integrity=True)
    return out.getvalue()


def by_qpdf(data: bytes, word: str, folder: Path, *arguments: str) -> tuple[int, str]:
    """qpdf's exit code and what it says; the password goes in by a file."""
    (folder / "paper.pdf").write_bytes(data)
    (folder / "word").write_text(word, encoding="utf-8")
    command = [QPDF or "", *arguments, f"--password-file={folder / 'word'}", str(folder / "paper.pdf")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout + ran.stderr


def refusal(password: str, ending: str = ".docx") -> tuple[str, str]:
    with pytest.raises(CtidocsError) as caught:
        check_password(password, ending=ending)
    return caught.value.message, caught.value.hint


def is_left(word: str) -> bool:
    """Whether it is taken for a PDF; what is taken must be the same after SASLprep as pypdf does it."""
    from pypdf._encryption import _saslprep  # nothing public of it answers for a million signs

    try:
        check_password(word, ending=".pdf")
    except CtidocsError:
        return False
    assert _saslprep(unicodedata.normalize("NFC", word)) == unicodedata.normalize("NFC", word)
    return True
