import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ctidocs import language
from ctidocs.new import DEMO_SECRET, new_workspace
from ctidocs.problems import CtidocsError
from ctidocs.register.read import read_register
from ctidocs.register.schema import KEY
from ctidocs.store.names import read_secret
from ctidocs.workspace import open_workspace, package_file

CONFIG = """\
# Indstillinger for ctidocs i denne mappe. Det, programmet selv bestemmer, står i registrets ark Opsætning.
language = "da"
register = "register.xlsx"
output = "output"
"""
TO_THE_KEY = """\
# Navnene står i deres egen projektmappe. Flyt forms/noegle.xlsx til en mappe, som færre kan læse, og skriv stien her:
# noegle = "../noegle/noegle.xlsx"
"""
OF_THE_DEMO = """\
noegle = "noegle.xlsx"
on = 2025-10-15
"""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    language.activate("en")
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Sønderå projekt"


def packaged(name: str) -> dict[str, bytes]:
    source = package_file(name)
    found = [path for path in source.rglob("*") if path.is_file() and path.name[0] not in ".~"]
    return {f"{name}/{path.relative_to(source).as_posix()}": path.read_bytes() for path in found}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refusal(folder: Path) -> tuple[str, str]:
    with pytest.raises(CtidocsError) as caught:
        new_workspace(folder, demo=False)
    return caught.value.message, caught.value.hint


def test_a_new_workspace_has_all_that_one_begins_with(folder: Path) -> None:
    new_workspace(folder, demo=False)
    shipped = packaged("templates") | packaged("forms")
    assert files(folder) == {
        "ctidocs.toml", "register.xlsx", "Tjek register.cmd", "Lav papirer.cmd", ".ctidocs/templates.json",
        "forms/noegle.xlsx", "forms/kontaktlog.xlsx", *shipped,
    }  # fmt: skip
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {
        ".ctidocs", "templates", "forms", "safety", "kontaktlog", "output"
    }  # fmt: skip
    assert {name: (folder / name).read_bytes() for name in shipped} == shipped
    assert (folder / "ctidocs.toml").read_bytes().decode() == CONFIG + TO_THE_KEY


@pytest.mark.slow
def test_the_demo_has_its_key_its_codes_and_its_day_as_well(folder: Path) -> None:
    new_workspace(folder, demo=True)
    shipped = packaged("templates") | packaged("forms")
    assert files(folder) == {
        "ctidocs.toml", "register.xlsx", "noegle.xlsx", "Tjek register.cmd", "Lav papirer.cmd",
        ".ctidocs/templates.json", ".ctidocs/secret", "forms/noegle.xlsx", "forms/kontaktlog.xlsx", *shipped,
    }  # fmt: skip
    assert (folder / "ctidocs.toml").read_bytes().decode() == CONFIG + OF_THE_DEMO
    assert read_secret(folder) == DEMO_SECRET
    workspace = open_workspace(folder, here=folder)
    assert (workspace.language, workspace.on, workspace.key) == ("da", date(2025, 10, 15), folder / "noegle.xlsx")


def test_a_new_workspace_opens_and_its_register_has_no_problem(folder: Path) -> None:
    new_workspace(folder, demo=False)
    workspace = open_workspace(folder, here=folder)
    assert (workspace.language, workspace.on, workspace.key) == ("da", None, None)
    assert read_register(workspace.register)[1] == ()


def test_the_blank_key_and_log_are_read_where_they_are_copied_to(folder: Path) -> None:
    new_workspace(folder, demo=False)
    log = folder / "kontaktlog" / "em.xlsx"
    log.write_bytes((folder / "forms" / "kontaktlog.xlsx").read_bytes())
    assert read_register(folder / "register.xlsx", logs=(log,))[1] == ()
    assert read_register(folder / "forms" / "noegle.xlsx", sheets=(KEY,))[1] == ()


@pytest.mark.slow
def test_two_demos_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "other"):
        new_workspace(tmp_path / name, demo=True)
    one, other = ({f: (tmp_path / n / f).read_bytes() for f in files(tmp_path / n)} for n in ("one", "other"))
    assert one == other


@pytest.mark.parametrize(("name", "command"), [("Tjek register.cmd", "check"), ("Lav papirer.cmd", "make")])
def test_the_files_to_double_click_go_to_their_own_folder_and_stay_open(folder: Path, name: str, command: str) -> None:
    new_workspace(folder, demo=False)
    assert (folder / name).read_bytes() == (
        b"@echo off\r\n"
        b"chcp 65001 >nul\r\n"
        b'pushd "%~dp0"\r\n'
        b"py -m ctidocs " + command.encode() + b"\r\n"
        b"echo.\r\n"
        b"pause\r\n"
        b"popd\r\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_workspace_can_be_read_by_its_owner_only(folder: Path) -> None:
    before = os.umask(0)
    try:
        new_workspace(folder, demo=True)
    finally:
        os.umask(before)
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_an_unchanged_template_follows_the_package_and_a_changed_one_wins(folder: Path) -> None:
    new_workspace(folder, demo=False)
    noted = json.loads((folder / ".ctidocs" / "templates.json").read_bytes())
    assert noted == {
        name.removeprefix("templates/"): hashlib.sha256(data).hexdigest()
        for name, data in packaged("templates").items()
    }
    workspace = open_workspace(folder, here=folder)
    name = "docx/cti-plan.docx"
    assert workspace.template(name) == package_file("templates") / name
    own = folder / "templates" / name
    own.write_bytes(own.read_bytes() + b"changed")
    assert workspace.template(name) == own


def test_an_empty_folder_becomes_a_workspace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder)
    new_workspace(Path(), demo=False)
    assert (folder / "ctidocs.toml").is_file()


def test_a_folder_with_anything_in_it_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    (folder / ".hidden").write_bytes(b"mine")
    monkeypatch.chdir(folder)
    for asked in (folder, Path()):
        assert refusal(asked) == ("Sønderå projekt is not empty", "choose a folder that is not there yet")
    assert files(folder) == {".hidden"}


def test_a_file_with_the_name_of_the_folder_is_left_alone(folder: Path) -> None:
    folder.write_bytes(b"mine")
    assert refusal(folder)[0] == "Sønderå projekt is not empty"
    assert refusal(folder / "deeper")[0] == "the folder Sønderå projekt cannot be made: a file has its name"
    assert folder.read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="a folder is synced as well")
def test_a_disk_that_fills_up_on_the_way_is_told_of_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.fsync, [5]

    def fill(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", fill)
    message, hint = refusal(folder)
    assert message.endswith(" could not be written: the disk is full")
    assert hint == "the folder Sønderå projekt is only half made: delete it, then run the command again"
    assert not (folder / "ctidocs.toml").exists(), "half a workspace is no workspace"
    assert not [name for name in files(folder) if "tmp" in name]


def test_a_damaged_installation_leaves_no_half_workspace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    assert refusal(folder) == ("the program's own folder templates cannot be read", "install ctidocs again")
    assert not folder.exists()
