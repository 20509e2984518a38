"""Folders from which files leave the computer, or in which everybody sees their names (F7)."""

from collections.abc import Mapping
from pathlib import Path

# How the folders of the common services begin, and what Windows, macOS and Linux call the desktop in Danish and English
_SHARED = (
    "onedrive", "dropbox", "google drive", "googledrive", "google drev", "my drive", "mit drev", "icloud",
    "mobile documents", "box sync", "nextcloud", "owncloud", "pcloud", "syncthing", "synologydrive", "mega",
)  # fmt: skip
_EXACT = {"desktop", "skrivebord", "box", "sync"}
_NAMED = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # where Windows says that OneDrive lies


def shared_folder(path: Path, environment: Mapping[str, str]) -> str | None:
    """The name of a synchronised folder, or the desktop, that the path lies in; None where it lies in none."""
    full = path.absolute()
    for name in _NAMED:
        if (folder := environment.get(name)) and full.is_relative_to(folder):
            return Path(folder).name
    for part in full.parts:
        if (word := part.casefold()) in _EXACT or word.startswith(_SHARED):
            return part
    return None
