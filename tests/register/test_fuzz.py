"""Thousands of broken copies of a register: each is refused, told of or read right, and no process ever dies."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ctidocs.demo import demo_keys, demo_rows, demo_settings
from ctidocs.register.blank import workbook
from ctidocs.register.schema import KEY, Settings
from tests.register.fuzzed import in_bytes, in_xml
from tests.register.hostile import REPOSITORY
from tests.women import FULL

SEED = "14"


def outcomes(file: Path, kind: str, *, count: int, processes: int = 1) -> Counter[str]:
    """How many copies came to what. Fails at the first that was read wrong, or at which the process died."""
    share = count // processes
    commands = [
        [sys.executable, "-m", "tests.register.fuzzed", file, kind, SEED, str(at), str(at + share)]
        for at in range(0, share * processes, share)
    ]
    running = [
        subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for command in commands
    ]
    lines: list[str] = []
    for process in running:
        out, err = process.communicate(timeout=600)
        lines += out.splitlines()
        assert (process.returncode, err) == (0, ""), f"after {lines[-1:]}"
    assert [line for line in lines if "WRONG" in line] == []
    assert [int(line.split()[0]) for line in lines] == list(range(share * processes))
    return Counter(line.split()[1] for line in lines)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A register of one woman."""
    path = tmp_path / "r.xlsx"
    path.write_bytes(workbook(FULL, settings=Settings(organisation="Eksempelby")))
    return path


@pytest.mark.slow
def test_some_hundred_copies_with_broken_bytes_are_refused_or_read_the_same(small: Path) -> None:
    found = outcomes(small, "bytes", count=400)
    assert found.keys() == {"refused", "same"}


@pytest.mark.slow
def test_some_hundred_copies_with_broken_xml_are_refused_told_of_or_read_right(small: Path) -> None:
    found = outcomes(small, "xml", count=120)
    assert found.keys() == {"refused", "same", "told"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's register."""
    path = tmp_path_factory.mktemp("fuzz") / "r.xlsx"
    rows = {sheet.name: of_sheet for sheet, of_sheet in demo_rows().items()}
    path.write_bytes(workbook(rows, settings=demo_settings()))
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "count"), [("bytes", 1000), ("xml", 24)])
def test_many_broken_copies_of_the_demo_are_refused_told_of_or_read_right(kind: str, count: int, demo: Path) -> None:
    found = outcomes(demo, kind, count=count, processes=2)
    assert {"refused", "same"} <= found.keys()


@pytest.mark.slow
def test_a_thousand_broken_copies_of_one_womans_register_are_refused_told_of_or_read_right(small: Path) -> None:
    found = outcomes(small, "xml", count=1000, processes=2)
    assert found.keys() == {"refused", "same", "told"}


CONFIG = 'language = "en"\nregister = "register.xlsx"\nnoegle = "noegle.xlsx"\noutput = "output"\non = 2025-05-20\n'


def broken_workspaces(small: Path, count: int) -> list[tuple[int, dict[str, bytes]]]:
    """Workspaces in which the settings, the register or the key workbook is broken."""
    whole = {
        "ctidocs.toml": CONFIG.encode(),
        "register.xlsx": small.read_bytes(),
        "noegle.xlsx": workbook({KEY.name: demo_keys()[:2]}, sheets=(KEY,)),
    }
    made = []
    for number in range(count):
        chance = random.Random(f"{SEED} {number}")
        name = chance.choice(("ctidocs.toml", "noegle.xlsx", "noegle.xlsx", "register.xlsx"))
        change = in_bytes if name == "ctidocs.toml" or chance.random() < 0.3 else in_xml
        made.append((number, whole | {name: change(whole[name], chance)}))
    return made


@pytest.mark.slow
def test_the_command_line_ends_with_0_or_1_whatever_is_broken_and_with_no_traceback(
    small: Path, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, files in broken_workspaces(small, 40):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        ran = subprocess.run(
            [sys.executable, "-m", "ctidocs", "check"], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60,
            env={"PYTHONPATH": str(REPOSITORY), "TMPDIR": str(reports)},
        )  # fmt: skip
        assert ran.returncode in (0, 1), (number, ran.stderr)
        assert "Traceback" not in ran.stderr + ran.stdout, number
        assert "panicked" not in ran.stderr, number
        assert list(reports.iterdir()) == [], number
        assert {name: (tmp_path / name).read_bytes() for name in files} == files
