"""What people do with a paper in Word: retype a word, open it and save it."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with every member changed, packed anew as another program would."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def retype(path: Path, words: Mapping[str, str]) -> bytes:
    """Change words in a paper's text, as a person does in Word; gives the bytes that are then hers."""

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        for old, new in words.items():
            assert old.encode() in data, f"{old} does not stand in {path.name}"
            data = data.replace(old.encode(), new.encode())
        return data

    path.write_bytes(data := rewritten(path.read_bytes(), change))
    return data


def save_again(path: Path) -> bytes:
    """Open a paper and save it with nothing changed: other bytes, the same text and pictures."""
    ids = iter(range(1, 10**6))

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        bare = re.sub(rb' w:rsidR="[0-9A-F]{8}"', b"", data)  # of the last time
        return re.sub(rb"<w:p(?=[ >])", lambda match: b'%s w:rsidR="%08X"' % (match[0], next(ids)), bare)

    path.write_bytes(data := rewritten(path.read_bytes(), change))
    return data
