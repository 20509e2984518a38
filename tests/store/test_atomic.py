import os
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import make_folder, write_file
from tests.store.files import mode, names, posix


def test_a_file_is_written_where_nothing_stands(tmp_path: Path) -> None:
    write_file(tmp_path / "åben mappe" / "paper.docx", b"new", replace=False)
    assert (tmp_path / "åben mappe" / "paper.docx").read_bytes() == b"new"
    assert names(tmp_path / "åben mappe") == ["paper.docx"]


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")
    with pytest.raises(CtidocsError) as caught:
        write_file(path, b"new", replace=False)
    assert caught.value.message == "paper.docx is there already"
    assert path.read_bytes() == b"old"
    write_file(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["paper.docx"]


@posix
@pytest.mark.usefixtures("open_umask")
def test_files_and_folders_are_private_under_an_open_umask(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b" / "c" / "paper.docx", b"new", replace=False)
    assert [mode(tmp_path / p) for p in ("a", "a/b", "a/b/c", "a/b/c/paper.docx")] == [0o700, 0o700, 0o700, 0o600]


@posix
def test_a_replaced_file_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_file(path, b"new", replace=True)
    assert mode(path) == 0o600


@posix
def test_the_finished_bytes_never_go_through_a_link(tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(b"not ours")
    link, hard = tmp_path / "link.docx", tmp_path / "hard.docx"
    link.symlink_to(other)
    hard.hardlink_to(other)
    write_file(link, b"new", replace=True)
    write_file(hard, b"new", replace=True)
    assert other.read_bytes() == b"not ours"
    assert link.read_bytes() == hard.read_bytes() == b"new"


@posix
def test_a_dangling_link_counts_as_something_that_stands_there(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CtidocsError):
        write_file(tmp_path / "paper.docx", b"new", replace=False)
    assert (tmp_path / "paper.docx").is_symlink()


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    if os.name != "nt":
        folder.chmod(0o755)
    before = mode(folder)
    make_folder(folder)
    assert mode(folder) == before
