"""A register that Excel has protected with a password, and a key workbook: asked for, tried, never an argument."""

import io
import os
import pty
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.locked import Locked
from ctidocs.register.read import read_register
from ctidocs.register.schema import KEY, NETWORK
from ctidocs.register.schema.intake import Key
from tests.register.hostile import REPOSITORY
from tests.registers import register
from tests.women import FULL, NR

PASSWORD = "blåbærgrød og æbler 17"
ROWS = {"Netværk": [{"Forløbsnr": NR, "Hvem": "naboen"}]}
UNLOCK = "run the command in a window where it can ask, or put the password in CTIDOCS_PASSWORD"


def locked(data: bytes, password: str = PASSWORD) -> bytes:
    """The workbook as Excel saves it with a password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protected register with one row."""
    path = tmp_path_factory.mktemp("locked") / "register.xlsx"
    path.write_bytes(locked(register(ROWS).read_bytes()))
    return path


def test_a_protected_register_is_read_with_its_password(protected: Path) -> None:
    asked: list[str] = []

    def unlock(file: str) -> tuple[str, ...]:
        asked.append(file)
        return ("forkert", PASSWORD)

    found, _problems = read_register(protected, unlock=unlock)
    assert ([row.who for row in found.rows(NETWORK)], asked) == (["naboen"], ["register.xlsx"])


@pytest.mark.parametrize("tried", [("forkert",), ("", PASSWORD.upper()), (PASSWORD + " ",), ("x" * 300,)])
def test_a_wrong_password_is_said_to_be_wrong(tried: tuple[str, ...], protected: Path) -> None:
    with pytest.raises(Locked) as caught:
        read_register(protected, unlock=lambda _file: tried)
    assert (caught.value.message, caught.value.hint) == ("the password does not open register.xlsx", "type it again")


@pytest.mark.parametrize("unlock", [None, lambda _file: ()])
def test_without_a_password_a_protected_register_is_said_to_be_protected(unlock: None, protected: Path) -> None:
    with pytest.raises(Locked) as caught:
        read_register(protected, unlock=unlock)
    assert (caught.value.message, caught.value.hint) == ("register.xlsx is protected with a password", UNLOCK)


def test_a_workbook_without_a_password_is_never_asked_about() -> None:
    def unlock(_file: str) -> tuple[str, ...]:
        raise AssertionError

    assert read_register(register(ROWS), unlock=unlock)[0].rows(NETWORK)


@pytest.mark.parametrize("at", [0.02, 0.3, 0.6, 0.999])
def test_a_protected_workbook_that_is_damaged_is_an_error_and_never_wrong(
    at: float, protected: Path, tmp_path: Path
) -> None:
    whole = protected.read_bytes()
    for name, broken in (("byte", bytearray(whole)), ("cut", bytearray(whole[: int(len(whole) * at)]))):
        if name == "byte":
            broken[int(len(whole) * at)] ^= 16
        (tmp_path / "r.xlsx").write_bytes(broken)
        try:
            found, _problems = read_register(tmp_path / "r.xlsx", unlock=lambda _file: (PASSWORD,))
        except CtidocsError as error:
            assert error.message and error.hint
            assert "r.xlsx" in error.message
        else:
            assert [row.who for row in found.rows(NETWORK)] == ["naboen"]


def test_what_is_inside_a_protected_file_is_looked_at_as_any_other(tmp_path: Path) -> None:
    data = register(ROWS).read_bytes().replace(b"xl/workbook.xml", b"xl/workbook.bin")
    (tmp_path / "r.xlsx").write_bytes(locked(data))
    with pytest.raises(CtidocsError) as caught:
        read_register(tmp_path / "r.xlsx", unlock=lambda _file: (PASSWORD,))
    assert caught.value.message == "r.xlsx is a binary Excel workbook (.xlsb)"


@dataclass(frozen=True)
class Office:
    """A workspace whose register or key workbook is protected."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {"PYTHONPATH": str(REPOSITORY), "PATH": os.environ["PATH"], "CTIDOCS_LANG": "en", **more}

    def check(self, **environment: str) -> tuple[str, str, int]:
        ran = subprocess.run(
            [sys.executable, "-m", "ctidocs", "check"], cwd=self.folder, capture_output=True, encoding="utf-8",
            env=self.environment(**environment), stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        return ran.stdout, ran.stderr, ran.returncode

    def typed(self, *answers: str) -> tuple[str, int]:
        """What a terminal shows when each question is answered, and the exit code."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execve(sys.executable, [sys.executable, "-m", "ctidocs", "check"], self.environment())
        shown, left = b"", list(answers)
        while select.select([terminal], [], [], 60)[0]:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            shown += piece
            if left and shown.count(b"(Enter: without it)") > len(answers) - len(left):
                os.write(terminal, f"{left.pop(0)}\n".encode())
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(terminal)
        return shown.decode().replace("\r\n", "\n"), code


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A workspace with a protected register."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "ctidocs.toml").write_text('register = "register.xlsx"\noutput = "output"\non = 2025-05-20\n')
    (folder / "register.xlsx").write_bytes(locked(workbook(FULL)))
    return Office(folder)


@pytest.fixture(scope="module")
def with_keys(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A workspace with an open register and a protected key workbook."""
    folder = tmp_path_factory.mktemp("keys")
    config = 'register = "register.xlsx"\nnoegle = "noegle.xlsx"\noutput = "output"\non = 2025-05-20\n'
    (folder / "ctidocs.toml").write_text(config)
    (folder / "register.xlsx").write_bytes(workbook(FULL))
    keys = workbook({KEY.name: (Key(NR, "Fatima"),)}, sheets=(KEY,))
    (folder / "noegle.xlsx").write_bytes(locked(keys))
    return Office(folder)


def test_the_password_is_taken_from_the_environment(office: Office) -> None:
    assert office.check(CTIDOCS_PASSWORD=PASSWORD)[2] == 0


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_password_is_taken_from_a_file(end: str, office: Office, tmp_path: Path) -> None:
    (tmp_path / "kode").write_bytes((PASSWORD + end).encode())
    assert office.check(CTIDOCS_PASSWORD_FILE=str(tmp_path / "kode"))[2] == 0


def test_a_file_of_the_password_that_cannot_be_read_is_told_of(office: Office, tmp_path: Path) -> None:
    message = "the file that CTIDOCS_PASSWORD_FILE names cannot be read\n    hint: correct the name\n"
    assert office.check(CTIDOCS_PASSWORD_FILE=str(tmp_path / "ingen")) == ("", message, 1)


def test_a_wrong_password_in_the_environment_is_an_error(office: Office) -> None:
    message = "the password does not open register.xlsx\n    hint: type it again\n"
    assert office.check(CTIDOCS_PASSWORD="forkert") == ("", message, 1)


def test_without_a_password_and_without_a_terminal_a_protected_register_is_an_error(office: Office) -> None:
    assert office.check() == ("", f"register.xlsx is protected with a password\n    hint: {UNLOCK}\n", 1)


def test_a_terminal_asks_for_the_password_and_never_shows_it(office: Office) -> None:
    shown, code = office.typed("forkert", PASSWORD)
    assert shown.count("password for register.xlsx (Enter: without it)") == 2
    assert (PASSWORD in shown, "forkert" in shown, code) == (False, False, 0)


def test_enter_at_the_terminal_goes_on_without_the_password(office: Office) -> None:
    shown, code = office.typed("")
    assert ("register.xlsx is protected with a password" in shown, code) == (True, 1)


def test_three_wrong_passwords_at_the_terminal_are_enough(office: Office) -> None:
    shown, code = office.typed("a", "b", "c")
    assert (shown.count("(Enter: without it)"), "does not open" in shown, code) == (3, True, 1)


def test_a_protected_key_workbook_is_read_with_the_password(with_keys: Office) -> None:
    _out, err, code = with_keys.check(CTIDOCS_PASSWORD=PASSWORD)
    assert ("names are left" in err, code) == (False, 0)


def test_without_its_password_names_become_lines_and_the_exit_follows_the_rest(with_keys: Office) -> None:
    note = "noegle.xlsx is protected with a password; names are left as lines to write on\n"
    _out, err, code = with_keys.check()
    assert (err.startswith(note), code) == (True, 0)
    wrong = "the password does not open noegle.xlsx; names are left as lines to write on\n"
    _out, err, code = with_keys.check(CTIDOCS_PASSWORD="forkert")
    assert (err.startswith(wrong), code) == (True, 0)


def test_enter_at_the_terminal_leaves_the_names_as_lines(with_keys: Office) -> None:
    shown, code = with_keys.typed("")
    assert ("names are left as lines to write on" in shown, code) == (True, 0)


def test_no_option_takes_a_password() -> None:
    for command in ("check", "make", "merge"):
        help_text = subprocess.run(
            [sys.executable, "-m", "ctidocs", command, "--help"], cwd=REPOSITORY, capture_output=True, encoding="utf-8"
        ).stdout
        assert "password" not in help_text.lower()
        assert "kode" not in help_text.lower()
