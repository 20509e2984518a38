"""A file that is no workbook: each has its own sentence, and none a traceback."""

import hashlib
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.files import content_of, is_open_elsewhere
from ctidocs.register.read import read_register
from ctidocs.register.schema import NETWORK
from tests.commands import Shell
from tests.registers import register
from tests.women import FULL

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


def test_a_protected_looking_file_that_only_begins_like_a_zip_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"PK\x03\x04" + bytes(2000))
    assert refused(tmp_path / "r.xlsx") == ("r.xlsx is damaged", REPAIR)


def test_the_sign_that_a_workbook_is_open_is_never_taken_for_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "~$r.xlsx").write_bytes(register().read_bytes())
    hint = "name the workbook itself, without the two signs at the front"
    assert refused(tmp_path / "~$r.xlsx") == ("~$r.xlsx is only a sign that the workbook is open", hint)


@pytest.mark.parametrize("sign", ["~$r.xlsx", ".~lock.r.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_seen_to_be(sign: str, tmp_path: Path) -> None:
    path = register(to=tmp_path / "r.xlsx")
    assert not is_open_elsewhere(path)
    (tmp_path / sign).write_bytes(b"\x05Mette")
    assert is_open_elsewhere(path)
    assert read_register(path)[0].file == "r.xlsx"


def test_a_workbook_that_may_not_be_read_is_told_of(tmp_path: Path) -> None:
    path = register(to=tmp_path / "r.xlsx")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root may read everything")
    assert refused(path) == ("r.xlsx cannot be read", "close it in Excel, and check that you may read it")


def rewritten(path: Path) -> bytes:
    data = path.read_bytes()
    path.write_bytes(data + b"more")
    return data


def replaced(path: Path) -> bytes:
    """As Excel and sync clients save: a new file is put in the place of the old."""
    data = path.read_bytes()
    other = path.with_name("new.tmp")
    other.write_bytes(data)
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    return data


def touched(path: Path) -> bytes:
    data = path.read_bytes()
    os.utime(path, ns=(0, 5))
    return data


@pytest.mark.parametrize("read", [rewritten, replaced, touched])
def test_a_workbook_that_changes_while_it_is_read_is_an_error(read: Callable[[Path], bytes], tmp_path: Path) -> None:
    path = register(to=tmp_path / "r.xlsx")
    with pytest.raises(CtidocsError) as caught:
        content_of(path, read=read)
    hint = "it is being saved or synchronised; run the command again in a moment"
    assert (caught.value.message, caught.value.hint) == ("r.xlsx changed while it was read", hint)


def removed(path: Path) -> bytes:
    data = path.read_bytes()
    path.unlink()
    return data


def test_a_workbook_that_is_gone_while_it_is_read_is_told_of(tmp_path: Path) -> None:
    path = register(to=tmp_path / "r.xlsx")
    with pytest.raises(CtidocsError) as caught:
        content_of(path, read=removed)
    assert caught.value.message == "there is no r.xlsx here"


WORKSPACE = 'language = "en"\nregister = "register.xlsx"\noutput = "output"\non = 2025-05-20\n'
BROKEN: dict[str, Callable[[], bytes]] = {
    "whole": lambda: workbook(FULL),
    "with errors": lambda: register({"Forløb": [{"Forløbsnr": "x"}]}).read_bytes(),
    "cut": lambda: workbook(FULL)[:9000],
    "empty": lambda: b"",
    "text": lambda: b"a;b\n",
    "protected": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
}


@pytest.mark.parametrize("state", BROKEN)
@pytest.mark.parametrize(
    "command",
    ["check", "check --format json", "make", "make cti-plan", "compass 25-014 --to k.svg", "check --annotate m.xlsx",
     "merge other.xlsx --to merged.xlsx", "make nothing", "list", "fields"],
)  # fmt: skip
def test_no_command_and_no_failure_changes_the_register(
    state: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ctidocs.toml").write_text(WORKSPACE)
    for name in ("register.xlsx", "other.xlsx"):
        (tmp_path / name).write_bytes(BROKEN[state]())
        os.utime(tmp_path / name, ns=(10**18, 10**18 + 7))
    before = {name: _state(tmp_path / name) for name in ("register.xlsx", "other.xlsx")}
    assert Shell(tmp_path, capsys)(*command.split()).code in (0, 1, 2)
    assert {name: _state(tmp_path / name) for name in before} == before


def _state(path: Path) -> tuple[str, int, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_mode
