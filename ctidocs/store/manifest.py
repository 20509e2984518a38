"""What we made: for each output the hash of its bytes and of what it was made from. No names, no content."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ctidocs.store.memory import FOLDER, Memory
from ctidocs.store.names import read_secret
from ctidocs.store.outcome import Manner, Origin, Outcome, Produce, Product, Stored, hash_of, packed
from ctidocs.store.paper import StoredPaper
from ctidocs.store.standing import STRANGE, look, not_ours

__all__ = ["FOLDER", "Manifest", "Manner", "Origin", "Outcome", "Product", "Stored", "open_manifest"]

_AS_EVER = Manner()


@contextmanager
def open_manifest(root: Path, *, now: datetime, manner: Manner = _AS_EVER) -> Iterator["Manifest"]:
    """The memory of what was made in a workspace."""
    manifest = Manifest(root, now=now, manner=manner)
    try:
        yield manifest
    finally:
        manifest.close()


class Manifest:
    """The workspace's memory of what it made. A file whose content we did not make is never overwritten.

    The bytes are remembered before they are written, what they were made from after: whenever a run is killed, a file
    that is ours is known as ours, and only what was finished counts as done.
    """

    def __init__(self, root: Path, *, now: datetime, manner: Manner = _AS_EVER) -> None:
        self._root, self._manner = root, manner
        self.memory = Memory(root, now=now, dry=manner.dry)

    def close(self) -> None:
        """Let go of the database."""
        self.memory.close()

    def current(self, path: Path, sources: Mapping[str, str]) -> Stored | None:
        """The paper as it stands there where it is ours and made from just these sources; None to look closer."""
        version = self.memory.made(self._key(path, chosen=False)).get(look(path) or "")
        if version is None or not version.inputs or version.sources != packed(sources):
            return None
        if self._manner.password is not None and not version.sealed:
            return None
        return Stored(path, Outcome.UNCHANGED, remarks=tuple(json.loads(version.remarks or "[]")))

    def put(self, path: Path, origin: Origin, produce: Produce) -> Stored:
        """Bring `path` up to date; `produce` is called only if needed.

        An edited file is kept, and the new version put beside it once for each change of content.
        """
        if look(path) == STRANGE:
            raise not_ours(path)
        key = self._key(path, chosen=origin.chosen)
        made = self.memory.made(key)
        return StoredPaper(path, key, origin, produce, made, self.memory, self._manner).put()

    def _key(self, path: Path, *, chosen: bool) -> str:
        """The place in the workspace, or the whole path; of one that the user chose only a hash: it may hold a name."""
        if not chosen:
            return (path.relative_to(self._root) if path.is_relative_to(self._root) else path).as_posix()
        secret = read_secret(self._root, dry=self._manner.dry)  # else a name could be tried out
        return hash_of(secret + path.as_posix().encode("utf-8", "surrogateescape"))
