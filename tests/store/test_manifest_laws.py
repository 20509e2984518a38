"""Whatever a person does between runs, no byte she wrote is lost, and a run with nothing new does nothing."""

import errno
import os
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ctidocs.office_content import paragraphs_of
from ctidocs.problems import CtidocsError
from ctidocs.store.manifest import Manifest, Manner, Origin, Outcome, Product, Stored
from tests.hands import save_again
from tests.render.docx_parts import docx, p

INPUTS = st.sampled_from("ABC")
WORDS = st.sampled_from(("hers 1", "hers 2", "made from A", "made from B", "made from C"))
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # a folder in memory: a real fsync takes its time
FILES = st.sampled_from(("paper.docx", "paper (ny).docx", "paper (ny 2).docx", "paper (rettet).docx"))
NOW = datetime(2025, 10, 15)


@cache
def word_file(text: str, mark: str) -> bytes:
    """A Word file with these words; the mark is in its bytes, and is no content."""
    return docx(p(text), more={"word/media/unused.bin": mark.encode()})


@cache
def text_of(data: bytes) -> str:
    return paragraphs_of(data, ending=".docx")[0]


class Desk(RuleBasedStateMachine):
    """One Word paper in one folder; its words change with its inputs, its bytes with the day too.

    `hers` is what a person wrote and did not herself remove. Words that we put there last, or would put there now, are
    not hers, whoever typed them; `doubtful` is where such words stand in bytes that a person saved.
    """

    @initialize()
    def sit_down(self) -> None:
        self.place = tempfile.TemporaryDirectory(dir=MEMORY)
        self.root = Path(self.place.name)
        self.folder = self.root / "output"
        self.folder.mkdir()
        self.path = self.folder / "paper.docx"
        self.manifest = Manifest(self.root, now=NOW)
        self.day = self.saves = 0
        self.hers: dict[str, bytes] = {}
        self.doubtful: set[str] = set()
        self.by_her: set[bytes] = set()  # all she ever saved
        self.seen: list[bytes] = []  # everything that ever stood there
        self.put_there: dict[str, str] = {}  # the words that we put last under each name
        self.tried_words: set[str] = set()  # the words of the last run, and of those that failed since
        self.tried = False

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.manifest.close()
            self.place.cleanup()

    @rule(inputs=INPUTS, force=st.booleans())
    def put(self, inputs: str, force: bool) -> None:
        try:
            stored, _produced = self._put(inputs, force=force)
        except CtidocsError:
            assert "paper.docx" in self.hers, "only a file that is not ours may be refused"
            assert not self.tried, "a paper that we made before is kept, not refused"
            return
        self._happened(stored, inputs, force=force)

    @rule(inputs=INPUTS, force=st.booleans())
    def put_twice(self, inputs: str, force: bool) -> None:
        try:
            first, _produced = self._put(inputs, force=force)
        except CtidocsError:
            return
        self._happened(first, inputs, force=force)
        before = self._state(self.folder)
        second, produced = self._put(inputs, force=force)
        assert not produced, "nothing changed, so nothing is made"
        assert second == Stored(first.path, Outcome.KEPT if first.outcome is Outcome.KEPT else Outcome.UNCHANGED)
        assert self._state(self.folder) == before

    @rule(inputs=INPUTS, force=st.booleans())
    def put_as_a_dry_run_foretold(self, inputs: str, force: bool) -> None:
        self.manifest.close()
        before = self._state(self.root)
        self.manifest = Manifest(self.root, now=NOW, manner=Manner(dry=True))
        foretold = self._told(inputs, force=force, dry=True)
        assert self._state(self.root) == before, "a dry run writes nothing"
        self.reopen(orderly=True)
        done = self._told(inputs, force=force)
        assert done == foretold
        if isinstance(done, Stored):
            self._happened(done, inputs, force=force)

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
                stored, _produced = self._put(inputs)
            except CtidocsError:
                self.tried = self.tried or "paper.docx" not in self.hers
                if self.tried:
                    self._try_words(inputs)
                assert {path.name for path in self.folder.iterdir()} == before
                return
        self._happened(stored, inputs)

    @rule(file=FILES, words=WORDS)
    def write(self, file: str, words: str) -> None:
        self.saves += 1
        self._place(file, word_file(words, f"saved {self.saves}"))

    @rule(file=FILES)
    def open_and_save(self, file: str) -> None:
        path = self.folder / file
        if path.exists():
            data = save_again(path)
            self.by_her.add(data)
            if file in self.hers:
                self.hers[file] = data
            else:
                self.doubtful.add(file)
            self._remember()

    @rule(file=FILES)
    def delete(self, file: str) -> None:
        (self.folder / file).unlink(missing_ok=True)
        self._forget(file)

    @rule(file=FILES, which=st.integers(0, 1000))
    def restore(self, file: str, which: int) -> None:
        """Put back from a backup: bytes that were ours are ours, whatever stands there now."""
        if self.seen and (file == "paper.docx" or self.tried):
            data = self.seen[which % len(self.seen)]
            if data in self.by_her and (text_of(data).startswith("hers") or not self.tried):
                self._place(file, data)
            else:
                (self.folder / file).write_bytes(data)
                self._forget(file)
                if data in self.by_her:
                    self.doubtful.add(file)

    @rule()
    def take_the_new_one(self) -> None:
        new = self.folder / "paper (ny).docx"
        if new.exists():
            new.replace(self.path)
            self.doubtful.discard("paper.docx")
            self.hers.pop("paper.docx", None)
            if mine := self.hers.pop(new.name, None):
                self.hers["paper.docx"] = mine
            if new.name in self.doubtful:
                self.doubtful ^= {new.name, "paper.docx"}

    @rule()
    def next_day(self) -> None:
        self.day += 1

    @rule(orderly=st.booleans())
    def reopen(self, orderly: bool) -> None:
        if orderly:
            self.manifest.close()
        else:
            self.manifest.memory._base.close()  # a killed run: that bytes she saved are ours may not be known any more
            saved = {path.name for path in self.folder.iterdir() if path.read_bytes() in self.by_her}
            self.doubtful |= saved - self.hers.keys()
        self.manifest = Manifest(self.root, now=NOW)

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
            assert path.name in self.hers or self._words(path).startswith("made from ")

    def _put(self, inputs: str, **manner: bool) -> tuple[Stored, bool]:
        produced: list[bool] = []

        def produce() -> Product:
            produced.append(True)
            return Product(word_file(f"made from {inputs}", f"day {self.day}"))

        self.manifest._manner = Manner(**manner)
        try:
            stored = self.manifest.put(self.path, Origin(inputs, "paper"), produce)
        finally:
            self._remember()
        return stored, bool(produced)

    def _told(self, inputs: str, **manner: bool) -> Stored | str:
        try:
            return self._put(inputs, **manner)[0]
        except CtidocsError as error:
            return error.message

    def _happened(self, stored: Stored, inputs: str, *, force: bool = False) -> None:
        """What a run told is what lies there."""
        words, paper, beside = f"made from {inputs}", stored.path.name, stored.beside
        self.tried = True
        if stored.outcome is Outcome.KEPT:
            assert paper in self.hers or paper in self.doubtful
            assert not force
        else:
            assert self._words(stored.path) == words
            if force and beside:
                assert beside.name.startswith("paper (rettet")
                self._move(paper, beside.name)
            self._became_ours(paper, words)
        if stored.outcome is Outcome.KEPT and beside:
            assert self._words(beside) == words
            assert beside.name not in self.hers
            self._became_ours(beside.name, words)
        if stored.outcome is Outcome.MADE or beside:
            ours = [path.name for path in self.folder.glob("paper (ny*") if self._is_ours(path.name)]
            wanted = [beside.name] if beside and not force else []
            assert ours == wanted, "never two new versions of ours, and none where the paper itself is new"
        self.tried_words.clear()
        self._try_words(inputs)

    def _try_words(self, inputs: str) -> None:
        """What we would say now is not hers any more, but where it was kept for her."""
        self.tried_words.add(f"made from {inputs}")
        for name in [name for name, data in self.hers.items() if text_of(data) in self.tried_words]:
            if "rettet" not in name:
                del self.hers[name]
                self.doubtful.add(name)

    def _is_ours(self, name: str) -> bool:
        return name not in self.hers and name not in self.doubtful

    def _became_ours(self, name: str, words: str) -> None:
        if name in self.hers:
            assert (self.folder / name).read_bytes() == self.hers.pop(name), "hers was left as it is"
        self.doubtful.discard(name)
        self.put_there[name] = words

    def _move(self, name: str, target: str) -> None:
        if name in self.hers:
            self.hers[target] = self.hers.pop(name)

    def _place(self, file: str, data: bytes) -> None:
        (self.folder / file).write_bytes(data)
        self.by_her.add(data)
        self._forget(file)
        if text_of(data) in {self.put_there.get(file), *self.tried_words} and "rettet" not in file:
            self.doubtful.add(file)
        else:
            self.hers[file] = data
        self._remember()

    def _forget(self, file: str) -> None:
        self.hers.pop(file, None)
        self.doubtful.discard(file)

    def _remember(self) -> None:
        self.seen += [path.read_bytes() for path in self.folder.iterdir()]

    def _words(self, path: Path) -> str:
        return text_of(path.read_bytes())

    def _state(self, folder: Path) -> dict[str, tuple[int, bytes]]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=150, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
