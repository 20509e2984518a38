"""A workspace with one real small Word paper and the hands that make it, write in it, and look at what lies there."""

import errno
import os
import random
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ctidocs.office_content import paragraphs_of
from ctidocs.store.manifest import Manifest, Manner, Origin, Product, Stored
from ctidocs.store.sealed import opened
from tests.hands import retype, save_again
from tests.render.docx_parts import docx, p
from tests.store.desk import NOW
from tests.store.sealing import WORD

_FILLING = random.Random(1).randbytes(5000)  # as large as real papers: what is smaller, msoffcrypto cannot protect


@cache
def paper(text: str) -> bytes:
    """A Word file with this text, always the same bytes."""
    return docx(p(text), p("Aftalt med kvinden"), more={"word/media/unused.bin": _FILLING})


class WordDesk:
    """One Word paper, made anew by each `put`."""

    def __init__(self, root: Path, **manner: Any) -> None:
        self.root = root
        self.path = root / "output" / "25-014" / "25-014-cti-plan.docx"
        self.produced: list[str] = []
        self.manifest = Manifest(root, now=NOW, manner=Manner("make", **manner))

    def put(
        self,
        text: str,
        *,
        inputs: str = "",
        sources: Mapping[str, str] | None = None,
        remarks: tuple[str, ...] = (),
        during: Callable[[], object] = lambda: None,
        **manner: Any,
    ) -> Stored:
        """One run of the command, with a paper that says `text`."""

        def produce() -> Product:
            self.produced.append(text)
            during()
            return Product(paper(text), remarks=remarks)

        self.reopen(**manner)
        return self.manifest.put(self.path, Origin(inputs or text, "cti-plan", sources or {}, "25-014"), produce)

    def reopen(self, **manner: Any) -> None:
        self.manifest.close()
        self.manifest = Manifest(self.root, now=NOW, manner=Manner("make", **manner))

    def bring_back(self, path: Path, *, now: str, before: str) -> bytes:
        """Change the words to what an older version said, and save: its words, other bytes."""
        retype(path, {now: before})
        return save_again(path)

    def beside(self, ending: str = "ny") -> Path:
        return self.path.with_name(f"25-014-cti-plan ({ending}).docx")

    def texts(self) -> dict[str, str]:
        """What the first line of each file says, by what its name ends in; "" for the paper itself."""
        found = {}
        for path in sorted(self.path.parent.iterdir()):
            data = path.read_bytes()
            words = paragraphs_of(opened(data, password=WORD) or b"" if data[:2] != b"PK" else data, ending=".docx")
            found[path.stem.removeprefix("25-014-cti-plan").strip(" ()")] = words[0]
        return found

    def state(self) -> dict[str, tuple[int, bytes]]:
        """Bytes and time of every file in the workspace, when the run is over."""
        self.reopen()
        files = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def hold(monkeypatch: pytest.MonkeyPatch, held: Path, code: int) -> list[int]:
    """Let nobody replace one file, as Windows does while Word has it open; the tries are counted."""
    tries: list[int] = []
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target) == held:
            tries.append(1)
            error = PermissionError(errno.EACCES, "held")
            error.winerror = code  # type: ignore[attr-defined,unused-ignore]
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return tries
