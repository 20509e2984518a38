"""Nobody but the owner can open what we write, at any moment, under a umask that lets everybody in."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from ctidocs.store.atomic import TEMPORARY
from tests.faults.conftest import Servers
from tests.faults.office import LATER, MAKE, copy_of, run
from tests.faults.traced import Moment, Server, needs_strace, touching

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")]
OPEN = 0o000  # the umask


def modes(folder: Path, *, but: Path) -> dict[str, str]:
    """The mode of each file and folder that is not there in another workspace."""
    found = {}
    for path in folder.rglob("*"):
        name, mode = path.relative_to(folder), stat.S_IMODE(path.stat().st_mode)
        if not (but / name).exists():
            found[name.as_posix()] = f"{'folder' if path.is_dir() else 'file'} {mode:o}"
    return found


def opened(folder: Path) -> None:
    """Run every command that writes, with nothing held back by the umask."""
    day = MAKE[2:]
    for command in (
        MAKE, (*MAKE, "--force"), ("compass", "25-014", "--to", "ud/kompas.pdf", *day),
        ("check", "--annotate", "ud/kopi.xlsx", *day), ("lint", "cti-plan.docx", "--annotate", "ud/kopi.docx"),
        ("merge", "kontaktlog/mette.xlsx", "--to", "ud/samlet.xlsx", *day), ("forget", LATER, "--yes", *day),
    ):  # fmt: skip
        ran = run(folder, *command, umask=OPEN)
        assert (command, ran.returncode in (0, 1), "Traceback" in ran.stderr) == (command, True, False)


def test_papers_copies_manifest_lock_and_receipts_are_private(busy: Path, tmp_path: Path) -> None:
    folder, bare = copy_of(busy, tmp_path / "kontor"), tmp_path / "bare"
    shutil.rmtree(folder / "output")
    for path in (folder / ".ctidocs").iterdir():
        if path.name != "secret":
            path.unlink()
    shutil.copytree(folder, bare)
    opened(folder)
    new = modes(folder, but=bare)
    assert {".ctidocs/manifest.sqlite", ".ctidocs/lock", "output", "ud", "ud/kompas.pdf", "ud/kopi.docx"} <= set(new)
    assert [name for name in new if "kvitteringer/" in name] != []
    assert {mode for name, mode in new.items() if (folder / name).is_dir()} == {"folder 700"}
    assert {mode for name, mode in new.items() if (folder / name).is_file()} == {"file 600"}


def test_a_new_workspace_is_private(tmp_path: Path) -> None:
    assert run(tmp_path, "new", "kontor", "--demo", umask=OPEN).returncode == 0
    assert set(modes(tmp_path, but=tmp_path / "nothing").values()) == {"folder 700", "file 600"}


@needs_strace
def test_temporary_files_and_the_journal_are_private_from_the_moment_they_are_made(
    brief: Path, servers: Servers, tmp_path: Path
) -> None:
    trial = copy_of(brief, tmp_path / "trial")
    _answer, every = servers.one.moments(trial, *MAKE)
    moments = touching(every, trial)
    chosen = [found for found in moments if found.call in ("write", "fsync", "link", "rename", "fdatasync")][::2]

    def killed(server: Server, moment: Moment) -> dict[str, str]:
        folder = copy_of(brief, tmp_path / f"{moment.call}-{moment.number}")
        assert server.injected(folder, *MAKE, at=moment, fault="signal=KILL", umask=OPEN).code == -9
        return modes(folder, but=brief)

    found = servers.for_each(chosen, killed)
    names = {Path(name).name for one in found for name in one}
    assert any(name.startswith(TEMPORARY) for name in names)
    assert "manifest.sqlite-journal" in names
    assert {mode for one in found for mode in one.values()} == {"folder 700", "file 600"}
