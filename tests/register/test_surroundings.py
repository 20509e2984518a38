"""Where the tool runs: any locale, any console, any folder name; what it reads and says is the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ctidocs.register.blank import workbook
from tests.register.hostile import REPOSITORY
from tests.registers import headers, register

CONFIG = 'register = "register åø.xlsx"\noutput = "output"\non = 2025-05-20\nlanguage = "{language}"\n'
BARE = {"PYTHONPATH": str(REPOSITORY), "PATH": os.environ["PATH"]}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "nothing set": {},
    "locale C": {"LC_ALL": "C"},
    "POSIX": {"LANG": "POSIX", "PYTHONCOERCECLOCALE": "0"},
    "a locale that is not there": {"LC_ALL": "xx_YY.UTF-8"},
    "Danish in Latin-1": {"LC_ALL": "da_DK.ISO-8859-1"},
    "console cp1252": {"PYTHONIOENCODING": "cp1252"},
    "console cp437": {"PYTHONIOENCODING": "cp437"},
    "console ASCII": {"PYTHONIOENCODING": "ascii"},
    "no home": {"HOME": "/nowhere"},
}
MESSAGES = {
    "en": "Forløb!A2: not a case number [not-a-case-number]",
    "da": "Forløb!A2: ikke et forløbsnummer [not-a-case-number]",
}


def office(folder: Path, *, language: str = "en", wrong: bool = True) -> Path:
    """A workspace in this folder with a blank register; with `wrong`, one cell of it is."""
    folder.mkdir(parents=True)
    (folder / "ctidocs.toml").write_text(CONFIG.format(language=language), encoding="utf-8")
    path = folder / "register åø.xlsx"
    if wrong:
        from ctidocs.register.schema import COURSES

        register({"Forløb": [headers(COURSES), ["Şükran"]]}, to=path)
    else:
        path.write_bytes(workbook())
    return folder


def check(folder: Path, *arguments: str | Path, here: Path | None = None, **environment: str) -> tuple[bytes, str, int]:
    """The bytes on stdout, stderr and the exit code."""
    ran = subprocess.run(
        [sys.executable, "-m", "ctidocs", "check", *arguments], cwd=here or folder, capture_output=True, timeout=60,
        env=BARE | environment,
    )  # fmt: skip
    return ran.stdout, ran.stderr.decode("utf-8"), ran.returncode


@pytest.mark.parametrize("name", SURROUNDINGS)
@pytest.mark.parametrize("language", MESSAGES)
def test_the_check_says_the_same_in_any_locale_and_on_any_console(name: str, language: str, tmp_path: Path) -> None:
    out, err, code = check(office(tmp_path / "r", language=language), **SURROUNDINGS[name])
    assert out.decode("utf-8").startswith(f"register åø.xlsx:{MESSAGES[language]}")
    assert (code, "Traceback" in err) == (1, False)


FOLDERS = {
    "æøå and blanks": "Sønderå Æ Ø Å  projekt",
    "letters in two parts": "Sønderbørg a\u030ase",
    "other scripts": "Şükran Олена فاطمة 汉 😀",
    "signs": 'a\'b "c" #1 100% {x} [y] & (z) ; $HOME `q`',
    "like an option": "--root",
    "a leading blank": " foran",
}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_may_be_called_anything(name: str, tmp_path: Path) -> None:
    folder = office(tmp_path / FOLDERS[name], wrong=False)
    assert check(folder)[1:] == ("register åø.xlsx: nothing found\n", 0)
    out, err, code = check(folder, f"--root={folder}", here=tmp_path)
    assert (out, err, code) == (b"", "register åø.xlsx: nothing found\n", 0)


def test_a_long_path_is_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*(f"{at:02}" + "å" * 100 for at in range(12)))
    assert len(str(folder)) > 1000
    assert check(office(folder, wrong=False))[1:] == ("register åø.xlsx: nothing found\n", 0)


@pytest.mark.parametrize("length", [200, 5000])
def test_a_name_too_long_for_any_file_is_told_of(length: int, tmp_path: Path) -> None:
    folder = office(tmp_path / "r")
    out, err, code = check(folder, "--register", "å" * length + ".xlsx")
    assert (out, code, err.count("\n")) == (b"", 1, 2), err
    assert "Traceback" not in err


def test_a_share_on_a_server_is_a_folder_like_any_other(tmp_path: Path) -> None:
    folder = office(tmp_path / "r", wrong=False)
    out, err, code = check(folder, f"--root=//{str(folder).lstrip('/')}", here=tmp_path)
    assert (out, err, code) == (b"", "register åø.xlsx: nothing found\n", 0)
