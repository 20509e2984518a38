"""The zip round a Word file: what never changes is deflated once, and only copied from then on.

The format is APPNOTE.TXT 6.3 of PKWARE; times are fixed, so the same members give the same bytes.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8_NAME, _DEFLATED, _STORED = 20, 0x800, 8, 0
_FIRST_DAY = 1 << 5 | 1  # 1 January 1980, where a zip's calendar begins
_OWNER_ONLY = 0o100600 << 16
_ONCE, _EACH_TIME = 9, 1  # how hard is deflated what is deflated once, and what anew for every paper
_ALREADY_SMALL = (".png", ".jpeg", ".jpg")


@dataclass(frozen=True, slots=True)
class _Packed:
    """A member as it lies in the zip: its local header with its data, and its line of the directory but for where."""

    body: bytes
    entry: tuple[object, ...]
    name: bytes

    def directory(self, offset: int) -> bytes:
        return _CENTRAL.pack(*self.entry, offset) + self.name


class Container:
    """The members of a template of which some change from paper to paper."""

    def __init__(self, members: Mapping[str, bytes], *, changing: Iterable[str]) -> None:
        self._changing = frozenset(changing)
        kept = [_packed(name, data, _ONCE) for name, data in members.items() if name not in self._changing]
        self._start = b"".join(member.body for member in kept)
        self._count = len(kept)
        self._directory = b""
        offset = 0
        for member in kept:
            self._directory += member.directory(offset)
            offset += len(member.body)

    def filled(self, changed: Mapping[str, bytes]) -> bytes:
        """The whole zip. `changed`: the content of every changing member, in the order in which it is to stand."""
        pieces, directory = [self._start], [self._directory]
        offset = len(self._start)
        for name, data in changed.items():
            member = _packed(name, data, _EACH_TIME)
            pieces.append(member.body)
            directory.append(member.directory(offset))
            offset += len(member.body)
        entries = b"".join(directory)
        count = self._count + len(changed)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), offset, 0)
        return b"".join((*pieces, entries, end))


def _packed(name: str, data: bytes, level: int) -> _Packed:
    method, content = _STORED, data
    if not name.endswith(_ALREADY_SMALL):
        deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
        method, content = _DEFLATED, deflater.compress(data) + deflater.flush()
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    sizes = (zlib.crc32(data), len(content), len(data))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, flags, method, 0, _FIRST_DAY, *sizes, len(raw), 0)
    entry = (b"PK\1\2", 3 << 8 | _VERSION, _VERSION, flags, method, 0, _FIRST_DAY, *sizes, len(raw), 0, 0, 0, 0,
             _OWNER_ONLY)  # fmt: skip
    return _Packed(local + raw + content, entry, raw)
