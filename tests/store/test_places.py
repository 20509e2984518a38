from pathlib import Path

import pytest

from ctidocs.store.places import shared_folder


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/home/mette/OneDrive/cti", "OneDrive"),
        ("/home/mette/OneDrive - Ny Kommune/cti/2025", "OneDrive - Ny Kommune"),
        ("/home/mette/Dropbox (Privat)/cti", "Dropbox (Privat)"),
        ("/home/mette/Google Drev/cti", "Google Drev"),
        ("/home/mette/My Drive/cti", "My Drive"),
        ("/home/mette/Library/CloudStorage/GoogleDrive-mette/Mit drev/cti", "GoogleDrive-mette"),
        ("/Users/mette/Library/Mobile Documents/com~apple~CloudDocs/cti", "Mobile Documents"),
        ("/home/mette/iCloudDrive/cti", "iCloudDrive"),
        ("/home/mette/Nextcloud/cti", "Nextcloud"),
        ("/home/mette/Box/cti", "Box"),
        ("/home/mette/Box Sync/cti", "Box Sync"),
        ("/home/mette/Sync", "Sync"),
        ("/home/mette/Desktop/cti", "Desktop"),
        ("/home/mette/SKRIVEBORD/cti", "SKRIVEBORD"),
        ("/home/mette/Documents/cti", None),
        ("/home/mette/boxing/synced desktops/cti", None),
        ("/home/mette/Skriveborde/cti", None),
        ("/srv/cti/omega", None),
    ],
)
def test_a_synchronised_folder_and_the_desktop_are_known_by_name(path: str, folder: str | None) -> None:
    assert shared_folder(Path(path), {}) == folder


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_the_folder_that_windows_names_counts_whatever_it_is_called(name: str) -> None:
    where = {name: "/home/mette/Skyen"}
    assert shared_folder(Path("/home/mette/Skyen/cti"), where) == "Skyen"
    assert shared_folder(Path("/home/mette/Skyen"), where) == "Skyen"
    assert shared_folder(Path("/home/mette/Skyen2/cti"), where) is None
    assert shared_folder(Path("/home/mette/Skyen/cti"), {name: ""}) is None


def test_a_path_is_taken_from_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Dropbox").mkdir()
    monkeypatch.chdir(tmp_path / "Dropbox")
    assert shared_folder(Path(), {}) == "Dropbox"
