"""What the tests of files share: modes, names in a folder, a system call that fails."""

import os
import stat
from pathlib import Path

import pytest

posix = pytest.mark.skipif(os.name == "nt", reason="modes and hard links of POSIX")
FULL = "paper.docx could not be written: the disk is full"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refuse(monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    def fail(*_arguments: object, **_names: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
