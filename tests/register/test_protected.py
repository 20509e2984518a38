"""Workbooks that Excel protects with a password: opened with it, told without it, and the password is no argument."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.locked import Locked
from ctidocs.register.read import read_register
from ctidocs.register.schema import KEY, NETWORK
from ctidocs.register.schema.intake import Key
from tests.registers import register
from tests.women import FULL, NR

WORD = "blåbær og æbler"


def protected(data: bytes, word: str = WORD) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(word, out)
    return out.getvalue()


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(protected(register({"Netværk": [{"Forløbsnr": NR, "Hvem": "naboen"}]}).read_bytes()))
    return path


def test_the_right_password_opens_it_also_after_wrong_ones(locked: Path) -> None:
    found, problems = read_register(locked, unlock=lambda _file: iter(("forkert", "Blåbær og æbler", WORD)))
    assert ([row.who for row in found.rows(NETWORK)], problems) == (["naboen"], ())


def test_a_wrong_password_and_none_are_told_apart(locked: Path) -> None:
    with pytest.raises(Locked) as wrong:
        read_register(locked, unlock=lambda _file: ("forkert",))
    assert (wrong.value.message, wrong.value.hint) == ("the password does not open register.xlsx", "type it again")
    for unlock in (None, lambda _file: ()):
        with pytest.raises(Locked, match=r"register\.xlsx is protected with a password"):
            read_register(locked, unlock=unlock)


def test_a_protected_workbook_that_is_damaged_is_an_error_and_no_wrong_value(locked: Path) -> None:
    whole = locked.read_bytes()
    for at in range(600, len(whole), len(whole) // 12):
        locked.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        try:
            found, _problems = read_register(locked, unlock=lambda _file: (WORD,))
        except CtidocsError as error:
            assert error.message
        else:
            assert [row.who for row in found.rows(NETWORK)] == ["naboen"]


def office(folder: Path) -> Path:
    """A workspace with one case and a protected key workbook."""
    (folder / "ctidocs.toml").write_text('language = "en"\nnoegle = "noegle.xlsx"\n', encoding="utf-8")
    (folder / "register.xlsx").write_bytes(workbook(FULL))
    keys = workbook({KEY.name: (Key(NR, "Zoë"),)}, sheets=(KEY,), front=False)
    (folder / "noegle.xlsx").write_bytes(protected(keys))
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CTIDOCS_")}
    command = [sys.executable, "-m", "ctidocs", *arguments, "--on", "2025-05-20"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
        env={**clean, "CTIDOCS_LANG": "en", **environment},
    )  # fmt: skip


NOTE = "names are left as lines to write on"


def test_without_a_password_everything_but_the_names_works(tmp_path: Path) -> None:
    ran = run(office(tmp_path), "make", "cti-plan")
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (
        0, f"noegle.xlsx is protected with a password; {NOTE}",
    )  # fmt: skip


@pytest.mark.slow
def test_the_password_is_taken_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    word = tmp_path / "kode.txt"
    word.write_text(WORD + "\n", encoding="utf-8")
    for given in ({"CTIDOCS_PASSWORD": WORD}, {"CTIDOCS_PASSWORD_FILE": str(word)}):
        ran = run(office(tmp_path), "make", "cti-plan", **given)
        assert (ran.returncode, NOTE in ran.stderr, WORD in ran.stdout + ran.stderr) == (0, False, False)


@pytest.mark.slow
def test_a_wrong_password_leaves_the_names_out_and_says_so(tmp_path: Path) -> None:
    ran = run(office(tmp_path), "check", CTIDOCS_PASSWORD="forkert")
    assert ran.stderr.splitlines()[0] == f"the password does not open noegle.xlsx; {NOTE}"
    lost = run(office(tmp_path), "check", CTIDOCS_PASSWORD_FILE=str(tmp_path / "ikke-her.txt"))
    assert (lost.returncode, lost.stdout) == (0, run(office(tmp_path), "check").stdout)
    assert lost.stderr.startswith("the file that CTIDOCS_PASSWORD_FILE names cannot be read")


def test_a_protected_register_without_a_password_ends_the_command_and_nothing_is_made(tmp_path: Path) -> None:
    office(tmp_path)
    (tmp_path / "register.xlsx").write_bytes(protected((tmp_path / "register.xlsx").read_bytes()))
    before = (tmp_path / "register.xlsx").read_bytes()
    ran = run(tmp_path, "make")
    assert (ran.returncode, ran.stdout, "Traceback" in ran.stderr) == (1, "", False)
    assert ran.stderr.startswith("register.xlsx is protected with a password\n    hint: ")
    marked = run(tmp_path, "check", "--annotate", "kopi.xlsx", CTIDOCS_PASSWORD=WORD)
    assert "a marked copy would not be" in marked.stderr
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["noegle.xlsx", "register.xlsx"]
    assert (tmp_path / "register.xlsx").read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "named"), [(WORD, True), ("", False)])
def test_in_a_window_it_asks_and_enter_goes_on_without(tmp_path: Path, typed: str, named: bool) -> None:
    pty = pytest.importorskip("pty")  # Windows has none
    leader, follower = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CTIDOCS_PASSWORD")}
    process = subprocess.Popen(
        [sys.executable, "-m", "ctidocs", "check", "--on", "2025-05-20"], cwd=office(tmp_path), stdin=follower,
        stdout=follower, stderr=follower, env={**clean, "CTIDOCS_LANG": "en"}, start_new_session=True, close_fds=True,
    )  # fmt: skip
    os.close(follower)
    said = _read_until(leader, b"Enter: without it)")
    os.write(leader, typed.encode() + b"\n")
    said += _read_until(leader, b"register.xlsx: ")
    process.wait(timeout=60)
    os.close(leader)
    text = said.decode()
    assert "password for noegle.xlsx" in text
    assert (NOTE in text, WORD in text) == (not named, False)


def _read_until(terminal: int, words: bytes) -> bytes:
    said, end = b"", time.monotonic() + 60
    while words not in said and time.monotonic() < end:
        try:
            said += os.read(terminal, 4096)
        except OSError:
            break
    return said
