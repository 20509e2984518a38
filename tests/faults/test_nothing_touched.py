"""What commands leave alone, seen from the system: what only looks writes nothing, and none opens a network socket."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.faults.office import EDITED, copy_of, given, run
from tests.faults.traced import WRITING, Moment, moments_in, needs_strace
from tests.women import NR

pytestmark = [pytest.mark.slow, needs_strace]
DAY = ("--on", "2025-05-20")
CODE = "wb2jct"  # of 25-014 with the demo's secret
LOOKING = (
    ("make", *DAY, "--dry-run"), ("make", *DAY, "--dry-run", "--force", "--strict"), ("check", *DAY, "--strict"),
    ("list",), ("fields", "C3"), ("log", "--case", NR, "--format", "json"), ("who", CODE), ("who", "nonsense"),
    ("lint",), ("forget", *DAY), ("--help",), ("make", "nonsense", "--dry-run"),
)  # fmt: skip
WRITERS = (
    ("make", *DAY), ("make", *DAY), ("make", *DAY, "--force"), ("compass", NR, "--to", "k.pdf", *DAY),
    ("compass", NR, "--to", "k.png", *DAY), ("check", "--annotate", "kopi.xlsx", *DAY),
    ("lint", "cti-plan.docx", "--annotate", "kopi.docx"), ("merge", "kontaktlog/mette.xlsx", "--to", "samlet.xlsx"),
    ("forget", "25-015", "--yes", *DAY), ("new", "andet"), ("demo", "prøve"),
)  # fmt: skip
TRACE = "trace=%network," + ",".join(f"?{call}" for call in WRITING)


@cache
def quickly() -> tuple[str, ...]:
    """What makes strace stop the command only at what it is asked to watch, where it can."""
    trial = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "true"]
    return ("--seccomp-bpf",) if subprocess.run(trial, capture_output=True, check=False).returncode == 0 else ()


def watched(folder: Path, file: Path, *arguments: str) -> tuple[int, list[Moment]]:
    """The exit code of a command, and what it and all that it starts asked of the system."""
    through = ("strace", "-f", *quickly(), "-qq", "-y", "-s", "0", "-o", str(file), "-e", TRACE)
    code = run(folder, *arguments, through=through).returncode
    return code, moments_in(file)


def sockets(moments: list[Moment]) -> list[str]:
    """The calls that have to do with a network, those on this machine too."""
    network = re.compile(r"socket|connect|bind|listen|accept|send(?!file)|recv|getsockopt|getpeername|shutdown")
    return [str(moment) for moment in moments if network.match(moment.call)]


def changes(moments: list[Moment], folder: Path) -> list[str]:
    """The calls that make, open to write, rename or remove anything at all but the command's own output."""
    found = []
    for moment in moments:
        opening = moment.call in ("openat", "open")
        shown = moment.call.startswith(("write", "pwrite")) and str(folder) not in moment.text
        if (moment.creates if opening else not shown) and "/dev/null" not in moment.text:
            found.append(str(moment))
    return found


@pytest.fixture(scope="module")
def office(busy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(busy, tmp_path_factory.mktemp("looking") / "kontor")


def everything(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every file and folder, with its mode, size and time."""
    found = {path: path.stat() for path in (folder, *folder.rglob("*"))}
    return {str(path): (stat.st_mode, stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_a_command_that_only_looks_asks_the_system_to_make_or_change_nothing(
    office: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    before = everything(office)
    code, moments = watched(office, tmp_path / "trace", *command)
    assert code in (0, 1, 2)
    assert changes(moments, office) == []
    assert sockets(moments) == []
    assert everything(office) == before


def test_where_nothing_was_ever_made_looking_makes_no_folder_either(busy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kontor"
    folder.mkdir()
    for name in ("ctidocs.toml", "register.xlsx"):
        (folder / name).write_bytes((busy / name).read_bytes())
    for command in (("make", *DAY, "--dry-run"), ("check", *DAY), ("log",)):
        code, moments = watched(folder, tmp_path / "trace", *command)
        assert (command, code in (0, 1), changes(moments, folder)) == (command, True, [])
    assert sorted(path.name for path in folder.iterdir()) == ["ctidocs.toml", "register.xlsx"]


def test_no_command_opens_a_socket_or_changes_what_people_gave_or_edited(busy: Path, tmp_path: Path) -> None:
    folder = copy_of(busy, tmp_path / "kontor")
    before, hers = given(folder), (folder / EDITED).read_bytes()
    for command in WRITERS:
        code, moments = watched(folder, tmp_path / "trace", *command)
        assert (command, code in (0, 1), sockets(moments)) == (command, True, [])
        assert (command, given(folder)) == (command, before)
        kept = [path.read_bytes() for path in (folder / "output" / NR).glob("*-cti-plan-f1*")]
        assert hers in kept, command
