"""Whether two files say the same, whatever their bytes are."""

from pathlib import Path

from ctidocs.office_content import content_of


def content_hashes(data: bytes, path: Path) -> str:
    """The hashes of the text and pictures in a file with this name, as one line."""
    return " ".join(content_of(data, ending=path.suffix).hashes)


def share(one: str, other: str) -> bool:
    """Whether files with these hashes have the same content (office_content.Content). Nothing is like nothing."""
    return not set(one.split()).isdisjoint(other.split())
