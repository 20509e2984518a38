"""One paper brought up to date: made, left alone, kept because a person edited it, or replaced."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import Held, write_file
from ctidocs.store.content import content_hashes, share
from ctidocs.store.memory import Memory, Version
from ctidocs.store.outcome import Manner, Origin, Outcome, Produce, Product, Stored, differences, hash_of, packed
from ctidocs.store.sealed import is_sealed, opened, sealed
from ctidocs.store.standing import (
    EDITED,
    NEW,
    bytes_there,
    files_beside,
    look,
    names_beside,
    not_ours,
    refuse_if_touched,
    touched,
)


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
        if (version := self._known(self.path, there)) is not None:
            return self._update(there, version)
        if not self.made:
            return self._adopt(there)
        return self._replace(there) if self.manner.force else self._keep(there)

    def _known(self, path: Path, there: str) -> Version | None:
        """The version of ours that stands there, also where it was only opened and saved.

        By content it is only what we put there last: the words of an older one may be what a person brought back.
        """
        if there in self.made or not self.made:
            return self.made.get(there)
        content, is_shut = self._read(path, there)
        placed = (self.latest.content, self.latest.base if path == self.path else "")
        ours = [version for version in self.made.values() if share(version.content, content)]
        found = ours[-1] if any(share(last, content) for last in placed) else None
        return None if found is None else replace(found, bytes=there, sealed=is_shut)

    def _read(self, path: Path, there: str) -> tuple[str, int]:
        """The hashes of what stands in the file, and whether it is protected."""
        data, password = bytes_there(path), self.manner.password
        if hash_of(data) != there:
            raise touched(path)
        is_shut = is_sealed(data)
        if is_shut and password is not None:
            data = opened(data, password=password) or data
        return content_hashes(data, path), int(is_shut)

    def _make(self) -> Stored:
        product = self.produce()
        self._write(self.path, product, None)
        self._clear_beside()
        return Stored(self.path, Outcome.MADE, None, self._changed(), product.remarks)

    def _update(self, there: str, version: Version) -> Stored:
        """Bring a file of ours up to date: what it was made from is known."""
        fits = self._is_protected(version)
        if fits and version.inputs == self.origin.inputs:
            return self._leave(version, self._remarks(version))
        product = self.produce()
        if fits and hash_of(product.data) == version.plain:
            return self._leave(version, product.remarks)
        self._write_over(product, there)
        return Stored(self.path, Outcome.MADE, None, self._changed(), product.remarks)

    def _remarks(self, version: Version) -> tuple[str, ...]:
        """What was told of it, looked up anew: the same text may have come to stand in other cells."""
        return self.produce().remarks if version.remarks else ()

    def _is_protected(self, version: Version) -> bool:
        """Whether it is as well protected as is asked for."""
        return bool(version.sealed) or self.manner.password is None

    def _leave(self, version: Version, remarks: tuple[str, ...]) -> Stored:
        """It stands there as it should; what a newer one brought beside it is out of date."""
        if self.made and (version != self.latest or not version.inputs):
            self._clear_beside()
        self._note(replace(version, base=version.content), remarks)
        return Stored(self.path, Outcome.UNCHANGED, remarks=remarks)

    def _note(self, version: Version, remarks: tuple[str, ...]) -> None:
        """From now on the latest, and made from these sources."""
        origin, words = self.origin, _packed(remarks)
        sources = packed(origin.sources)
        now = replace(version, inputs=origin.inputs, sources=sources, case_id=origin.case_id, remarks=words)
        if not self.made or now != self.latest:
            self.memory.finish(now)

    def _adopt(self, there: str) -> Stored:
        """A file that we do not know is ours only if it is byte for byte what we would make."""
        version = self._version(self.produce(), there)
        if version.plain != there:
            raise not_ours(self.path)
        return self._update(there, replace(version, sealed=0))

    def _keep(self, there: str) -> Stored:
        """Leave an edited file as it is, and put the new version beside it once for each change of content."""
        if self.latest.inputs == self.origin.inputs:
            return self._kept(self._remarks(self.latest))
        product = self.produce()
        version = self._version(product, there)
        if self.latest.inputs and share(version.content, self.latest.content):
            return self._kept(product.remarks)
        content, is_shut = self._read(self.path, there)
        if share(version.content, content):  # the register now says what she wrote
            return self._update(there, replace(version, sealed=is_shut))
        beside, is_new = self._put_beside(product)
        return Stored(self.path, Outcome.KEPT, beside if is_new else None, self._changed(), product.remarks)

    def _kept(self, remarks: tuple[str, ...]) -> Stored:
        self._note(self.latest, remarks)
        return Stored(self.path, Outcome.KEPT, remarks=remarks)

    def _put_beside(self, product: Product) -> tuple[Path, bool]:
        """Where the new version lies next to an edited one, and whether it is new there. Never two of ours."""
        ours = self._ours_beside()
        if not ours:
            beside = next(name for name in names_beside(self.path, NEW) if look(name) is None)
            self._write(beside, product, None)
            return beside, True
        beside, there, version = ours[0]
        is_new = version.plain != hash_of(product.data) or not self._is_protected(version)
        if is_new:
            self._write(beside, product, there)
        else:
            self._note(replace(version, base=self.latest.base), product.remarks)
        self._clear(path for path, _there, _version in ours[1:])
        return beside, is_new

    def _ours_beside(self) -> list[tuple[Path, str, Version]]:
        """The new versions beside the paper that nobody has edited."""
        files = files_beside(self.path, NEW)
        return [(path, there, version) for path, there in files if (version := self._known(path, there))]

    def _replace(self, there: str) -> Stored:
        """The new version in the place of an edited file, which is kept under another name."""
        product = self.produce()
        beside = next(name for name in names_beside(self.path, EDITED) if look(name) in (None, there))
        if look(beside) is None and not self.manner.dry:
            write_file(beside, bytes_there(self.path), replace=False)
        self._write_over(product, there)
        return Stored(self.path, Outcome.MADE, beside, self._changed(), product.remarks)

    def _write_over(self, product: Product, there: str) -> None:
        """Replace what stands there. Where Word has it open, the finished paper lies beside it (LIMITS 65)."""
        try:
            self._write(self.path, product, there)
        except Held as held:
            beside, _is_new = self._put_beside(product)
            message = _("{message}; the new one lies beside it as {beside}")
            raise Held(message.format(message=held.message, beside=beside.name), hint=held.hint) from None
        self._clear_beside()

    def _clear_beside(self) -> None:
        """A new version of ours that waited beside a file has its place now; one that a person edited stays."""
        if self.made:
            self._clear(path for path, _there, _version in self._ours_beside())

    def _clear(self, paths: Iterable[Path]) -> None:
        for path in paths if not self.manner.dry else ():
            with suppress(OSError):
                path.unlink()

    def _write(self, path: Path, product: Product, there: str | None) -> None:
        """Write it, protected where that is asked for; the bytes are known as ours before they are there.

        `there`: the hash of what is to be replaced, None for nothing. Whoever changes that meanwhile keeps it.
        """
        self._refuse_unsealed()
        if there is not None:
            refuse_if_touched(path, there)
        data, password = product.data, self.manner.password
        if password is not None:
            data = sealed(data, ending=path.suffix, password=password)
        version = self._version(product, hash_of(data))
        version = replace(version, base=self.latest.base if self.made and path != self.path else version.content)
        self.memory.begin(replace(version, inputs="", sources="", remarks=""))
        if there is not None:
            refuse_if_touched(path, there)  # to protect it and to remember it took a while
        if not self.manner.dry:
            write_file(path, data, replace=there is not None)
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
            content=" ".join(product.content) or content_hashes(product.data, self.path),
            sources=packed(self.origin.sources),
            case_id=self.origin.case_id,
            command=self.manner.command,
            sealed=int(self.manner.password is not None),
            remarks=_packed(product.remarks),
        )

    def _changed(self) -> tuple[str, ...]:
        """What is another than when we finished it last."""
        before = [version.sources for version in self.made.values() if version.sources]
        return differences(before[-1], self.origin.sources) if before else ()


def _packed(remarks: tuple[str, ...]) -> str:
    return json.dumps(remarks, ensure_ascii=False) if remarks else ""
