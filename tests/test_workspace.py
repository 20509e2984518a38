import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ctidocs import language
from ctidocs.problems import CtidocsError
from ctidocs.workspace import (
    CONFIG,
    KEYS,
    Workspace,
    find_workspace,
    open_workspace,
    read_config,
)  # fmt: skip

WHOLE = """\
# Indstillinger
language = "da"
register = "vores register.xlsx"
noegle = "../nøgle/noegle.xlsx"
output = "papirer"
libreoffice = "/opt/soffice"
on = 2025-10-15
"""
TOML_HINT = 'a line looks like this: register = "register.xlsx"; write folders with / and not with \\'
CONTROL_HINT = "there is a tab or another control character in it; write folders with /"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    language.activate("en")
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Sønderå projekt æøå"
    folder.mkdir()
    return folder


def written(folder: Path, config: str | bytes) -> Path:
    path = folder / CONFIG
    path.write_bytes(config if isinstance(config, bytes) else config.encode())
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(CtidocsError) as caught:
        read_config(path)
    return caught.value.message, caught.value.hint


def test_everything_in_the_file_is_where_it_says(folder: Path) -> None:
    written(folder, WHOLE)
    assert open_workspace(folder, here=Path("/")) == Workspace(
        root=folder,
        register=folder / "vores register.xlsx",
        key=folder / "../nøgle/noegle.xlsx",
        output=folder / "papirer",
        language="da",
        libreoffice="/opt/soffice",
        on=date(2025, 10, 15),
    )


@pytest.mark.parametrize("config", ["", "# nothing\n", 'noegle = ""\nlibreoffice = ""\n'])
def test_what_the_file_does_not_say_has_a_default(folder: Path, config: str) -> None:
    written(folder, config)
    assert open_workspace(folder, here=Path("/")) == Workspace(
        root=folder, register=folder / "register.xlsx", key=None, output=folder / "output"
    )


def test_absolute_paths_stay_as_they_are(folder: Path) -> None:
    elsewhere = (folder.parent / "andetsteds").as_posix()
    written(folder, f'register = "{elsewhere}/r.xlsx"\noutput = "{elsewhere}/ud"\n')
    workspace = open_workspace(folder, here=Path("/"))
    assert (workspace.register, workspace.output) == (Path(elsewhere, "r.xlsx"), Path(elsewhere, "ud"))


def test_the_nearest_workspace_above_is_found(folder: Path) -> None:
    written(folder, "")
    deep = folder / "output" / "25-014"
    deep.mkdir(parents=True)
    assert find_workspace(deep) == folder
    assert open_workspace(None, here=deep).root == folder
    written(deep, "")
    assert find_workspace(deep) == deep


def test_a_folder_named_like_the_file_is_no_workspace(folder: Path) -> None:
    (folder / CONFIG).mkdir()
    assert find_workspace(folder) is None


def test_another_register_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder, WHOLE)
    monkeypatch.chdir(folder.parent)
    assert open_workspace(folder, here=folder, register=Path("andet.xlsx")).register == folder.parent / "andet.xlsx"


@pytest.mark.parametrize("root", ["nowhere", "."])
def test_without_a_workspace_the_user_is_told_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, root: str
) -> None:
    monkeypatch.chdir(folder)
    for asked in (Path(root), None):
        with pytest.raises(CtidocsError) as caught:
            open_workspace(asked, here=folder)
        assert caught.value.message == "there is no ctidocs.toml here or in a folder above"
        assert caught.value.hint == ("go to your workspace folder, name it with --root, or make one: ctidocs new DIR")


@pytest.mark.parametrize(
    "config",
    [
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode(),
        WHOLE.replace(" = ", "\t=\t").encode(),
        WHOLE.rstrip().encode(),
    ],
    ids=["byte order mark", "windows line ends", "both", "tabs between", "no last line end"],
)
def test_the_file_is_read_right_however_notepad_saved_it(folder: Path, config: bytes) -> None:
    assert read_config(written(folder, config)) == read_config(written(folder, WHOLE))
    assert read_config(folder / CONFIG)["noegle"] == "../nøgle/noegle.xlsx"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_file_in_an_old_encoding_is_told_of_with_its_line(folder: Path, start: bytes) -> None:
    path = written(folder, start + b'language = "da"\r\n' + 'noegle = "nøgle.xlsx"\r\n'.encode("latin-1"))
    assert refusal(path) == (
        "ctidocs.toml:2: the file is not saved as UTF-8",
        "in Notepad: File, Save as, Encoding: UTF-8",
    )


def test_a_file_in_notepads_unicode_is_told_of(folder: Path) -> None:
    assert refusal(written(folder, WHOLE.encode("utf-16")))[0] == "ctidocs.toml:1: the file is not saved as UTF-8"


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ('language = "da"\nregister = register.xlsx\n', 2),
        ('language = "da"\n\nregister = "C:\\Users\\mette\\register.xlsx"\n', 3),
        ('language = "da"\nregister "register.xlsx"\n', 2),
        ('language = "da"\nlanguage = "en"\n', 2),
        ('language = "da"\noutput = ["a",\n', 2),
        ('language = "da"\nregister = "register.xlsx\n', 2),
        ('language = "da"\n\x00\n', 2),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_cannot_be_read_is_told_of_with_its_number(folder: Path, config: str, line: int, end: str) -> None:
    path = written(folder, config.replace("\n", end))
    assert refusal(path) == (f"ctidocs.toml:{line}: the line cannot be read", TOML_HINT)


KNOWN = f"known are: {', '.join(KEYS)}"
A_DATE, IN_QUOTES = "write a date like this: on = 2025-10-31", 'write it in quotes: {} = "…"'


@pytest.mark.parametrize(
    ("config", "line", "key", "hint"),
    [
        ('\nregistre = "r.xlsx"\n', 2, "registre", "did you mean “register”?"),
        ("xyzzy = 1\n", 1, "xyzzy", KNOWN),
        ('# c\n"Output" = "a"\n', 2, "Output", "did you mean “output”?"),
        ("\n\n[tool]\na = 1\n", 3, "tool", KNOWN),
        ('# xyzzy = 1\nregister = "xyzzy = 1.xlsx"\n  xyzzy = 1\n', 3, "xyzzy", KNOWN),
    ],
)
@pytest.mark.parametrize("saved_by", ["an editor", "notepad"])
def test_an_unknown_setting_is_told_of_with_its_line(
    folder: Path, config: str, line: int, key: str, hint: str, saved_by: str
) -> None:
    text = "\ufeff" + config.replace("\n", "\r\n") if saved_by == "notepad" else config
    assert refusal(written(folder, text)) == (f"ctidocs.toml:{line}: {key} is not known", hint)


@pytest.mark.parametrize(
    ("config", "line", "key", "hint"),
    [
        ('\n[ output ]\na = "b"\n', 2, "output", IN_QUOTES),
        ("\noutput.a = 1\n", 2, "output", IN_QUOTES),
        ("register = 5\n", 1, "register", IN_QUOTES),
        ("noegle = true\n", 1, "noegle", IN_QUOTES),
        ('on = "2025-10-15"\n', 1, "on", A_DATE),
        ("on = 2025-10-15T08:00:00\n", 1, "on", A_DATE),
        ('language = "de"\n', 1, "language", "choose da, en"),
        ('language = ""\n', 1, "language", "choose da, en"),
        ('register = ""\n', 1, "register", "fill it in, or remove the line"),
        ('output = ""\n', 1, "output", "fill it in, or remove the line"),
        ('register = "C:\\temp.xlsx"\n', 1, "register", CONTROL_HINT),
        ('register = "a\tb.xlsx"\n', 1, "register", CONTROL_HINT),
        ('output = """a\nb"""\n', 1, "output", CONTROL_HINT),
    ],
)
@pytest.mark.parametrize("saved_by", ["an editor", "notepad"])
def test_a_wrong_value_is_told_of_with_its_line_and_what_to_do(
    folder: Path, config: str, line: int, key: str, hint: str, saved_by: str
) -> None:
    text = "\ufeff" + config.replace("\n", "\r\n") if saved_by == "notepad" else config
    message = f"ctidocs.toml:{line}: the value of {key} is not right"
    assert refusal(written(folder, text)) == (message, hint.format(key))


def test_a_file_that_cannot_be_read_is_told_of(folder: Path) -> None:
    (folder / CONFIG).mkdir()
    assert refusal(folder / CONFIG)[0] == "ctidocs.toml cannot be read"
    assert refusal(folder / "nowhere" / CONFIG)[0] == "ctidocs.toml cannot be read"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_folder_that_we_may_not_look_into_is_no_workspace(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may look everywhere")
    written(folder, "")
    folder.chmod(0)
    try:
        assert find_workspace(folder) is None
    finally:
        folder.chmod(0o700)
