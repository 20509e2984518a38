"""One paper brought up to date: made, left alone, kept because a person edited it, or replaced."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.office_content import content_of
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import Held, write_file
from ctidocs.store.memory import Memory, Version
from ctidocs.store.outcome import Origin, Outcome, Produce, Product, Stored, differences, hash_of, packed
from ctidocs.store.sealed import is_sealed, opened, sealed
from ctidocs.store.standing import EDITED, NEW, look, names_beside, not_ours, refuse_if_touched


@dataclass(frozen=True, slots=True)
class Manner:
    """How papers are written. `password`: protected with it. `force`: an edited file is replaced, and kept beside.

    `dry`: nothing is written, only told.
    """

    command: str = ""
    password: str | None = field(default=None, repr=False)
    force: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """One paper, what it is to be made from, and every version of it that we ever made, the latest last.

    The versions beside an edited one count as the same paper.
    """

    path: Path
    key: str
    origin: Origin
    produce: Produce
    made: Mapping[str, Version]
    memory: Memory
    manner: Manner

    @property
    def latest(self) -> Version:
        """The version that we made last."""
        return list(self.made.values())[-1]

    def put(self) -> Stored:
        """The paper brought up to date."""
        there = look(self.path)
        if there is None:
            return self._make()
        if (version := self._known(there)) is not None:
            return self._update(there, version)
        if not self.made:
            return self._adopt(there)
        return self._replace(there) if self.manner.force else self._keep(there)

    def _known(self, there: str) -> Version | None:
        """The version that stands there, also where it was only opened and saved."""
        if there in self.made or not self.made:
            return self.made.get(there)
        content = self._content_there()
        version = next((found for found in list(self.made.values())[::-1] if _share(found.content, content)), None)
        if version is not None:
            version = replace(version, bytes=there)
            self.memory.finish(version)
        return version

    def _content_there(self) -> str:
        data, password = self.path.read_bytes(), self.manner.password
        if password is not None and is_sealed(data):
            data = opened(data, password=password) or data
        return _content(data, self.path)

    def _make(self) -> Stored:
        product = self.produce()
        self._write(self.path, product, replacing=False)
        return Stored(self.path, Outcome.MADE, None, self._changed(), product.remarks)

    def _update(self, there: str, version: Version) -> Stored:
        """Bring a file of ours up to date: what it was made from is known."""
        fits = version.sealed or self.manner.password is None
        if fits and version.inputs == self.origin.inputs:
            return self._leave(version, tuple(json.loads(version.remarks or "[]")))
        product = self.produce()
        if fits and hash_of(product.data) == version.plain:
            return self._leave(version, product.remarks)
        self._write_over(product, there)
        return Stored(self.path, Outcome.MADE, None, self._changed(), product.remarks)

    def _leave(self, version: Version, remarks: tuple[str, ...], outcome: Outcome = Outcome.UNCHANGED) -> Stored:
        """It stands there as it should: from now on the latest, and made from these sources."""
        now = replace(version, inputs=self.origin.inputs, sources=packed(self.origin.sources), remarks=_packed(remarks))
        if not self.made or now != self.latest:
            self.memory.finish(now)
        return Stored(self.path, outcome, remarks=remarks)

    def _adopt(self, there: str) -> Stored:
        """A file that we do not know is ours only if it is byte for byte what we would make."""
        product = self.produce()
        if hash_of(product.data) != there:
            raise not_ours(self.path)
        return self._leave(self._version(product, there), product.remarks)

    def _keep(self, there: str) -> Stored:
        """Leave an edited file as it is, and put the new version beside it once for each change of content."""
        if self.latest.inputs == self.origin.inputs:
            return self._leave(self.latest, tuple(json.loads(self.latest.remarks or "[]")), Outcome.KEPT)
        product = self.produce()
        version = self._version(product, there)
        if self.latest.inputs and _share(version.content, self.latest.content):
            return self._leave(self.latest, product.remarks, Outcome.KEPT)
        if _share(version.content, self._content_there()):  # the register now says what she wrote
            self._clear_beside()
            return self._leave(version, product.remarks)
        return Stored(self.path, Outcome.KEPT, self._put_beside(product), self._changed(), product.remarks)

    def _put_beside(self, product: Product) -> Path | None:
        """The new version next to an edited one; None where it lies there already."""
        found = ((name, look(name)) for name in names_beside(self.path, NEW))
        beside, there = next((name, there) for name, there in found if there is None or there in self.made)
        if there is not None and self.made[there].plain == hash_of(product.data):
            self._leave(self.made[there], product.remarks)
            return None
        self._write(beside, product, replacing=there is not None)
        return beside

    def _replace(self, there: str) -> Stored:
        """The new version in the place of an edited file, which is kept under another name."""
        product = self.produce()
        beside = next(name for name in names_beside(self.path, EDITED) if look(name) in (None, there))
        if look(beside) is None and not self.manner.dry:
            write_file(beside, self.path.read_bytes(), replace=False)
        self._write_over(product, there)
        return Stored(self.path, Outcome.MADE, beside, self._changed(), product.remarks)

    def _write_over(self, product: Product, there: str) -> None:
        """Replace what stands there. Where Word has it open, the finished paper lies beside it (LIMITS 65)."""
        refuse_if_touched(self.path, there)
        try:
            self._write(self.path, product, replacing=True)
        except Held as held:
            beside = self._put_beside(product) or next(names_beside(self.path, NEW))
            message = _("{message}; the new one lies beside it as {beside}")
            raise Held(message.format(message=held.message, beside=beside.name), hint=held.hint) from None
        self._clear_beside()

    def _clear_beside(self) -> None:
        """A new version of ours that waited beside a file has its place now; one that a person edited stays."""
        for beside in names_beside(self.path, NEW):
            if (there := look(beside)) is None:
                return
            if there in self.made and not self.manner.dry:
                with suppress(OSError):
                    beside.unlink()

    def _write(self, path: Path, product: Product, *, replacing: bool) -> None:
        """Write it, protected where that is asked for; the bytes are known as ours before they are there."""
        self._refuse_unsealed()
        data, password = product.data, self.manner.password
        if password is not None:
            data = sealed(data, ending=path.suffix, password=password)
        version = self._version(product, hash_of(data))
        self.memory.begin(replace(version, inputs="", sources="", remarks=""))
        if not self.manner.dry:
            write_file(path, data, replace=replacing)
        self.memory.finish(version)

    def _refuse_unsealed(self) -> None:
        if self.manner.password is None and not self.manner.force and self.made and self.latest.sealed:
            message = _("{file} was made with a password, and would now be without").format(file=self.path.name)
            raise CtidocsError(message, hint=_("run the command with --protect, or with --force to do without"))

    def _version(self, product: Product, there: str) -> Version:
        """These bytes as the memory holds them."""
        return Version(
            path=self.key,
            bytes=there,
            inputs=self.origin.inputs,
            document=self.origin.document,
            at=self.memory.at,
            plain=hash_of(product.data),
            content=" ".join(product.content) or _content(product.data, self.path),
            sources=packed(self.origin.sources),
            case_id=self.origin.case_id,
            command=self.manner.command,
            sealed=int(self.manner.password is not None),
            remarks=_packed(product.remarks),
        )

    def _changed(self) -> tuple[str, ...]:
        return differences(self.latest.sources, self.origin.sources) if self.made else ()


def _content(data: bytes, path: Path) -> str:
    return " ".join(content_of(data, ending=path.suffix).hashes)


def _share(one: str, other: str) -> bool:
    """Whether two files have the same content: see office_content.Content."""
    return not set(one.split()).isdisjoint(other.split())


def _packed(remarks: tuple[str, ...]) -> str:
    return json.dumps(remarks, ensure_ascii=False) if remarks else ""
