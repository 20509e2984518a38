"""The program where it is run: other languages of the machine, odd folders, and a register that changes or must not."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ctidocs.new import DEMO_SECRET
from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.files import content_of
from tests.registers import register
from tests.women import FULL

DAY = ("--on", "2025-05-20")


def office(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ctidocs.toml").write_text('language = "da"\n', encoding="utf-8")
    (folder / "register.xlsx").write_bytes(workbook(FULL))
    (folder / ".ctidocs").mkdir()
    (folder / ".ctidocs" / "secret").write_bytes(DEMO_SECRET)  # else each workspace has its own codes
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME") if key in os.environ}
    command = [sys.executable, "-m", "ctidocs", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, env={**kept, **environment})


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [{}, {"LC_ALL": "C"}, {"LANG": "C", "LANGUAGE": ""}, {"PYTHONIOENCODING": "cp1252"}, {"PYTHONUTF8": "0"},
     {"LC_ALL": "da_DK.ISO-8859-1"}, {"LC_ALL": "nonsense"}],
    ids=str,
)  # fmt: skip
def test_the_language_of_the_machine_changes_neither_the_messages_nor_the_papers(
    environment: dict[str, str], tmp_path: Path
) -> None:
    plain, other = office(tmp_path / "a"), office(tmp_path / "b")
    for command in (("check", *DAY), ("make", "cti-plan", *DAY)):
        first, second = run(plain, *command, PYTHONUTF8="1"), run(other, *command, **environment)
        assert second.returncode == first.returncode
        assert second.stderr.decode("utf-8") == first.stderr.decode("utf-8")
        assert second.stdout.decode("utf-8").replace("/b/", "/a/") == first.stdout.decode("utf-8")
    papers = [sorted(p.relative_to(folder) for p in folder.rglob("*-cti-plan-f*.docx")) for folder in (plain, other)]
    assert papers[0] == papers[1] != []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Jensens øl & åbne døre", "a b", "x" * 120 + "/" + "y" * 60, "100% 'sikker'", "日本"])
def test_a_folder_may_be_called_anything(name: str, tmp_path: Path) -> None:
    folder = office(tmp_path / name)
    made = run(folder, "make", "cti-plan", *DAY)
    assert (made.returncode, made.stderr.decode().splitlines()[-1]) == (0, "1 forløb: 4 lavet")
    assert all(Path(line).is_file() for line in made.stdout.decode().splitlines())
    checked = run(tmp_path, "check", *DAY, "--root", str(folder), "--register", str(folder / "register.xlsx"))
    assert checked.returncode == 0


def test_a_register_that_changes_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    path = register({}, to=tmp_path / "register.xlsx")

    def saved_meanwhile(file: Path) -> bytes:
        data = file.read_bytes()
        file.write_bytes(data[:-100])
        return data

    def replaced_meanwhile(file: Path) -> bytes:
        data = file.read_bytes()
        (tmp_path / "new").write_bytes(data)
        (tmp_path / "new").replace(file)
        return data

    for read in (saved_meanwhile, replaced_meanwhile):
        with pytest.raises(CtidocsError, match=r"register\.xlsx changed while it was read"):
            content_of(path, read=read)
    assert content_of(path) == path.read_bytes()


@pytest.mark.slow
def test_no_command_changes_the_register_or_the_time_it_was_saved(tmp_path: Path) -> None:
    folder = office(tmp_path / "kontor")
    kept = [folder / "register.xlsx", register({}, to=tmp_path / "theirs.xlsx")]
    os.utime(kept[0], ns=(10**18, 10**18))
    before = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in kept]
    commands: tuple[tuple[str, ...], ...] = (
        ("check", *DAY), ("check", "--strict", "--format", "json", *DAY), ("check", "--annotate", "kopi.xlsx", *DAY),
        ("check", "--annotate", "register.xlsx", *DAY), ("make", *DAY), ("make", "nonsense"), ("fields", "C3"),
        ("merge", "../theirs.xlsx", "--to", "samlet.xlsx", *DAY), ("merge", "../theirs.xlsx", "--to", "register.xlsx"),
        ("merge", "../theirs.xlsx", "--to", "../theirs.xlsx"), ("compass", "25-014", "--to", "register.xlsx"),
        ("compass", "25-014", "--to", "k.svg", *DAY), ("list",), ("new", "."),
    )  # fmt: skip
    for command in commands:
        run(folder, *command)
        after = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in kept]
        assert (command, after) == (command, before)
