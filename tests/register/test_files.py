"""A file that is no workbook: each has its own sentence, and none a traceback."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.read import read_register
from ctidocs.register.schema import NETWORK
from tests.registers import register

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SAVE = "open it in Excel and save it as “Excel Workbook (.xlsx)”"
UNLOCK = "run the command in a window where it can ask, or put the password in CTIDOCS_PASSWORD"
REPAIR = "open it in Excel, let Excel repair it, and save it"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(CtidocsError) as caught:
        read_register(path)
    return caught.value.message, caught.value.hint


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    hint = "stand in the folder of the register, or name it with --register"
    assert refused(tmp_path / "register.xlsx") == ("there is no register.xlsx here", hint)


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == (f"{tmp_path.name} is a folder, not a workbook", "")


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "ring.xlsx").symlink_to(tmp_path / "ring.xlsx")
    hint = "close it in Excel, and check that you may read it"
    assert refused(tmp_path / "ring.xlsx") == ("ring.xlsx cannot be read", hint)


FILES = {
    "nothing": (b"", "r.xlsx is empty", "take it from the latest backup; `ctidocs new` makes a blank one"),
    "old Excel": (OLE, "r.xlsx is an old Excel workbook (.xls)", SAVE),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "r.xlsx is protected with a password", UNLOCK),
    "csv": (
        "Forløbsnr;Dato\r\n25-014;1.2.2025\r\n".encode("cp1252"),
        "r.xlsx is a CSV file, not an Excel workbook",
        SAVE,
    ),
    "csv with a mark": ("\ufeffForløbsnr;Dato\n".encode("utf-16"), "r.xlsx is a CSV file, not an Excel workbook", SAVE),
    "text": ("Kære alle\n".encode(), "r.xlsx is a text file, not an Excel workbook", SAVE),
    "a line break alone": (b"\n", "r.xlsx is a text file, not an Excel workbook", SAVE),
    "web page": (b"\n <!DOCTYPE html><table>", "r.xlsx is a web page, not an Excel workbook", SAVE),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "r.xlsx is not an Excel workbook", SAVE),
    "xlsb": (zipped("xl/workbook.bin"), "r.xlsx is a binary Excel workbook (.xlsb)", SAVE),
    "ods": (zipped("mimetype", "content.xml"), "r.xlsx is a LibreOffice document", SAVE),
    "docx": (zipped("word/document.xml"), "r.xlsx is a Word document", SAVE),
    "another zip": (zipped("a.txt"), "r.xlsx is not an Excel workbook", SAVE),
    "cut zip": (workbook()[:5000], "r.xlsx is damaged", REPAIR),
    "no workbook inside": (zipped("xl/styles.xml"), "r.xlsx is damaged", REPAIR),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_something_else_is_said_to_be_what_it_is(name: str, tmp_path: Path) -> None:
    content, message, hint = FILES[name]
    (tmp_path / "r.xlsx").write_bytes(content)
    assert refused(tmp_path / "r.xlsx") == (message, hint)
    assert (tmp_path / "r.xlsx").read_bytes() == content


def test_a_damaged_byte_anywhere_is_an_error_or_harmless_and_never_a_traceback(tmp_path: Path) -> None:
    whole = register({"Netværk": [{"Forløbsnr": "25-014", "Hvem": "naboen"}]}).read_bytes()
    chance = random.Random(14)
    for at in chance.sample(range(len(whole)), 150):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        path = tmp_path / "r.xlsx"
        path.write_bytes(flipped)
        try:
            found, _problems = read_register(path)
        except CtidocsError as error:
            assert error.message
        else:
            assert all(row.case_id for row in found.rows(NETWORK))
