"""Papers under a password (F8): docx and xlsx as Office encrypts them, PDF as AES-256. No password is kept or told."""

import io
import secrets
import stringprep
import unicodedata

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

SHORTEST = 8  # characters
LONGEST = 255  # UTF-16 units: what the programs of Office take
LONGEST_IN_PDF = 127  # bytes of UTF-8: what comes after is cut off, silently (PDF 2.0)

_OFFICE, _PDF = (".docx", ".xlsx"), ".pdf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHANGED = (  # of signs that can be seen: dropped, unknown, and refused
    stringprep.in_table_b1,
    stringprep.in_table_a1,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sealed(data: bytes, *, ending: str, password: str) -> bytes:
    """The paper, encrypted. It was opened again with the password and is what went in, or there is a CtidocsError."""
    check_password(password, ending=ending)
    word = _composed(password)
    try:
        made = _sealed_pdf(data, word) if ending == _PDF else _sealed_office(data, word)
        same = _is_pdf_of(made, data, word) if ending == _PDF else opened(made, password=word) == data
    except Exception:  # what went wrong inside is no help to her, and could quote what nobody may see
        same = False
    if not same:
        hint = _("run the command again; if it fails again, make the paper without --protect and keep it safe")
        raise CtidocsError(_("the paper could not be protected with the password"), hint=hint) from None
    return made


def opened(data: bytes, *, password: str) -> bytes | None:
    """The Office file inside; None where the password is another. CtidocsError where the file is damaged."""
    for word in dict.fromkeys((_composed(password), password)):  # Office itself composes nothing: as typed, too
        if word and (content := _opened_with(data, word)) is not None:  # "": an empty line in the password's file
            return content
    return None


def is_sealed(data: bytes) -> bool:
    """Whether these bytes are an encrypted Office file or PDF."""
    return is_sealed_office(data) or _is_sealed_pdf(data)


def is_sealed_office(data: bytes) -> bool:
    """Whether these bytes are a file encrypted by Word, Excel or us."""
    return data.startswith(_OLE) and _ENCRYPTED in data


def check_password(password: str, *, ending: str) -> None:
    """CtidocsError where papers with this ending cannot, or should not, be protected with this password.

    Fewer than 8 characters is refused: these papers can get someone hurt, and a short password is found by trying.
    What cannot be seen is refused, for she could not type it again.
    """
    if ending not in (*_OFFICE, _PDF):
        hint = _("make it without --protect; only Word, Excel and PDF files can have a password")
        raise CtidocsError(_("{ending} files cannot be protected with a password").format(ending=ending), hint=hint)
    word = _composed(password)
    if fault := _fault(word) or (_fault_in_pdf(word) if ending == _PDF else None):
        message, hint = fault
        raise CtidocsError(message, hint=hint)


def _composed(password: str) -> str:
    """The password with each letter as one character: keyboards and systems differ in how they give å."""
    return unicodedata.normalize("NFC", password)


def _fault(word: str) -> tuple[str, str] | None:
    """What is wrong with the password anywhere, and the hint."""
    longer, shorter = _("choose three or four words that nobody can guess"), _("choose a shorter one")
    if not word:
        return _("the password is empty"), longer
    if not word.strip():
        return _("the password is nothing but blanks"), longer
    if not word.isprintable():
        return _("the password holds a sign that cannot be seen"), _("type it, do not paste it")
    if len(word) < SHORTEST:
        return _("the password is too short: at least {count} characters").format(count=SHORTEST), longer
    if len(word.encode("utf-16-le")) > 2 * LONGEST:
        return _("the password is too long: at most {count} characters").format(count=LONGEST), shorter
    return None


def _fault_in_pdf(word: str) -> tuple[str, str] | None:
    """What is wrong with the password in a PDF, and the hint."""
    if len(word.encode()) > LONGEST_IN_PDF:
        message = _("the password is too long for a PDF: at most {count} characters, and æ, ø and å count double")
        return message.format(count=LONGEST_IN_PDF), _("choose a shorter one")
    if not _is_read_alike(word):
        hint = _("use letters, digits and common punctuation only")
        return _("the password holds a sign that programs for PDF read in different ways"), hint
    return None


def _is_read_alike(word: str) -> bool:
    """Whether SASLprep (RFC 4013) takes it and leaves it as it is: some programs for PDF do that, others do not.

    No emoji (the RFC knows none), no ½ or … (they become 1/2 and ...), no Hebrew or Arabic mixed with Latin letters.
    """
    if unicodedata.normalize("NFKC", word) != word or any(refuses(sign) for refuses in _CHANGED for sign in word):
        return False
    leftward = [stringprep.in_table_d1(sign) for sign in word]
    one_way = leftward[0] and leftward[-1] and not any(map(stringprep.in_table_d2, word))
    return one_way or not any(leftward)


def _sealed_office(data: bytes, word: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile  # slow to import, and few papers are protected

    made = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(word, made)
    return made.getvalue()


def _opened_with(data: bytes, word: str) -> bytes | None:
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    content = io.BytesIO()
    try:
        paper = OfficeFile(io.BytesIO(data))
        try:
            paper.load_key(password=word, verify_password=True)
        except (InvalidKeyError, UnicodeEncodeError):  # half a character, from an environment that is not UTF-8
            return None
        paper.decrypt(content, verify_integrity=True)
    except Exception:  # in a damaged file it raises whatever it stumbles over
        raise CtidocsError(_("the file is damaged"), hint=_("take it from the latest backup")) from None
    return content.getvalue()


def _is_sealed_pdf(data: bytes) -> bool:
    if not data.startswith(b"%PDF-") or b"/Encrypt" not in data:
        return False
    from pypdf import PdfReader

    try:
        return PdfReader(io.BytesIO(data), strict=True).is_encrypted
    except Exception:  # damaged: it protects nothing
        return False


def _sealed_pdf(data: bytes, word: str) -> bytes:
    """All is allowed to who has the password, printing first of all; nobody has the owner's."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data), strict=True))
    writer.pdf_header = "%PDF-2.0"  # the version that has this encryption
    writer.encrypt(word, secrets.token_urlsafe(32), algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _is_pdf_of(made: bytes, data: bytes, word: str) -> bool:
    """Whether it is refused without the password, and shows with it what the PDF `data` shows."""
    from pypdf import PasswordType, PdfReader

    paper = PdfReader(io.BytesIO(made), strict=True)
    shut = paper.decrypt("") is PasswordType.NOT_DECRYPTED
    key = word.encode()  # as bytes: what other programs try, not what pypdf may make of the text
    if not shut or paper.decrypt(key) is not PasswordType.USER_PASSWORD:
        return False
    return _shown(made, key) == _shown(data, None)


def _shown(data: bytes, key: bytes | None) -> tuple[list[tuple[str, bytes]], dict[str, str]]:
    """The text of each page and what draws it, and what stands in the fields."""
    from pypdf import PdfReader

    paper = PdfReader(io.BytesIO(data), strict=True, password=key)
    drawn = [(page.extract_text(), page.get_contents()) for page in paper.pages]
    pages = [(text, content.get_data() if content else b"") for text, content in drawn]
    return pages, {name: str(field.value) for name, field in (paper.get_fields() or {}).items()}
