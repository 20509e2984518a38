"""Whatever a person does between runs, no byte she wrote is lost, and a run with nothing new does nothing."""

import errno
import os
import tempfile
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ctidocs.problems import CtidocsError
from ctidocs.store.manifest import Manifest, Origin, Outcome, Product, Stored

INPUTS = st.sampled_from("ABC")
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # a folder in memory: a real fsync takes its time
FILES = st.sampled_from(("paper.docx", "paper (ny).docx", "paper (ny 2).docx"))


class Desk(RuleBasedStateMachine):
    """One paper in one folder; the paper's bytes change with its inputs and with the day."""

    @initialize()
    def sit_down(self) -> None:
        self.place = tempfile.TemporaryDirectory(dir=MEMORY)
        self.root = Path(self.place.name)
        self.folder = self.root / "output"
        self.folder.mkdir()
        self.path = self.folder / "paper.docx"
        self.manifest = Manifest(self.root, now=datetime(2025, 10, 15))
        self.day = 0
        self.hers: dict[str, bytes] = {}  # what a person wrote and did not herself remove
        self.seen: list[bytes] = []  # everything that ever stood there
        self.tried = False

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.manifest.close()
            self.place.cleanup()

    @rule(inputs=INPUTS)
    def put(self, inputs: str) -> None:
        try:
            stored, _produced = self._put(inputs)
        except CtidocsError:
            assert "paper.docx" in self.hers, "only a file that is not ours may be refused"
            assert not self.tried, "a paper that we made before is kept, not refused"
            return
        finally:
            self._remember()
        self.tried = True
        if stored.outcome is Outcome.KEPT:
            assert "paper.docx" in self.hers
        else:
            assert self._made_from(stored.path) == inputs
        if stored.beside:
            assert self._made_from(stored.beside) == inputs
            assert stored.beside.name not in self.hers

    @rule(inputs=INPUTS)
    def put_twice(self, inputs: str) -> None:
        try:
            first, _produced = self._put(inputs)
        except CtidocsError:
            return
        finally:
            self._remember()
        self.tried = True
        before = self._state()
        second, produced = self._put(inputs)
        assert not produced, "nothing changed, so nothing is made"
        assert second == Stored(first.path, Outcome.KEPT if first.outcome is Outcome.KEPT else Outcome.UNCHANGED)
        assert self._state() == before

    @rule(inputs=INPUTS, calls=st.integers(0, 3))
    def put_on_a_failing_disk(self, inputs: str, calls: int) -> None:
        left = [calls]
        real = os.fsync

        def fail(handle: int) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "full")
            real(handle)

        before = {path.name for path in self.folder.iterdir()}
        with patch.object(os, "fsync", fail):
            try:
                self._put(inputs)
                self.tried = True
            except CtidocsError:
                self.tried = self.tried or "paper.docx" not in self.hers
                assert {path.name for path in self.folder.iterdir()} == before
        self._remember()

    @rule(file=FILES, number=st.integers(0, 99))
    def write(self, file: str, number: int) -> None:
        self._place_hers(file, f"hers {number}".encode())

    @rule(file=FILES)
    def delete(self, file: str) -> None:
        (self.folder / file).unlink(missing_ok=True)
        self.hers.pop(file, None)

    @rule(file=FILES, which=st.integers(0, 1000))
    def restore(self, file: str, which: int) -> None:
        if self.seen:
            data = self.seen[which % len(self.seen)]
            if data.startswith(b"hers"):
                self._place_hers(file, data)
            elif file == "paper.docx" or self.tried:
                (self.folder / file).write_bytes(data)
                self.hers.pop(file, None)

    @rule()
    def take_the_new_one(self) -> None:
        new = self.folder / "paper (ny).docx"
        if new.exists():
            new.replace(self.path)
            self.hers.pop("paper.docx", None)
            if mine := self.hers.pop(new.name, None):
                self.hers["paper.docx"] = mine

    @rule()
    def next_day(self) -> None:
        self.day += 1

    @rule(orderly=st.booleans())
    def reopen(self, orderly: bool) -> None:
        if orderly:
            self.manifest.close()
        else:
            self.manifest.memory._base.close()  # a killed run
        self.manifest = Manifest(self.root, now=datetime(2025, 10, 15))

    @precondition(lambda self: hasattr(self, "hers"))
    @invariant()
    def no_byte_of_hers_is_lost(self) -> None:
        for name, data in self.hers.items():
            assert (self.folder / name).read_bytes() == data

    @precondition(lambda self: hasattr(self, "folder"))
    @invariant()
    def every_file_is_a_paper_of_ours_or_hers(self) -> None:
        for path in self.folder.iterdir():
            assert path.name.startswith("paper"), "no temporary file is left"
            assert path.name in self.hers or self._made_from(path) in "ABC"

    def _put(self, inputs: str) -> tuple[Stored, bool]:
        produced: list[bool] = []

        def produce() -> Product:
            produced.append(True)
            return Product(f"made from {inputs} on day {self.day}".encode())

        stored = self.manifest.put(self.path, Origin(inputs, "paper"), produce)
        return stored, bool(produced)

    def _place_hers(self, file: str, data: bytes) -> None:
        (self.folder / file).write_bytes(data)
        self.hers[file] = data
        self._remember()

    def _remember(self) -> None:
        self.seen += [path.read_bytes() for path in self.folder.iterdir()]

    def _made_from(self, path: Path) -> str:
        text = path.read_text()
        assert text.startswith("made from "), text
        return text[10]

    def _state(self) -> dict[str, tuple[int, bytes]]:
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in self.folder.iterdir()}


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=150, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
