"""The files of a case: which are ours, and a receipt that is never lost."""

from datetime import datetime
from pathlib import Path

import pytest

from ctidocs import deletion
from ctidocs.problems import UnknownName
from ctidocs.store.manifest import open_manifest
from ctidocs.workspace import Workspace, open_workspace
from tests.offices import F1, HERS_1, PAPERS, made_office
from tests.women import NR

NOW = datetime(2025, 5, 20, 8, 30)


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    return open_workspace(made_office(tmp_path / "kontor", capsys).folder, here=tmp_path)


def found(workspace: Workspace) -> deletion.Found:
    with open_manifest(workspace.root, now=NOW) as manifest:
        return deletion.find_files(NR, workspace, manifest)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("25-014-cti-plan-f1 (ny).docx", True),
        ("25-014-cti-plan-f1 (ny 2).docx", True),
        ("25-014-cti-plan-f1 (rettet).docx", True),
        ("25-014-cti-plan-f1 (rettet 12).docx", True),
        ("25-014-cti-plan-f1 - Kopi.docx", False),
        ("25-014-cti-plan-f1 (ny).pdf", False),
        ("25-014-cti-plan-f1.pdf", False),
        ("25-014-cti-plan-f9.docx", False),
        ("25-014-cti-plan-f1 (ny) Zoë.docx", False),
        ("25-014-cti-plan-f1 (1).docx", False),
        ("25-014-cti-plan-f1 (til Zoë).docx", False),
    ],
)
def test_a_file_is_ours_by_its_name_alone(workspace: Workspace, name: str, ours: bool) -> None:
    (path := (workspace.root / F1).with_name(name)).write_bytes(b"x")
    files = found(workspace)
    assert ((path in files.ours), (path in files.foreign)) == (ours, not ours)
    assert {workspace.root / paper for paper in PAPERS} <= set(files.ours)


def test_papers_in_an_earlier_output_folder_are_ours_too(workspace: Workspace) -> None:
    moved = Workspace(
        **{**{name: getattr(workspace, name) for name in Workspace.__slots__}, "output": workspace.root / "nyt"}
    )
    assert set(found(moved).ours) == {workspace.root / paper for paper in PAPERS}
    assert deletion.remove(found(moved), moved) == ()
    assert not (workspace.root / HERS_1).parent.exists()


@pytest.mark.parametrize(("typed", "number"), [(NR, NR), (f" {NR}\n", NR)])
def test_a_case_number_is_taken_without_blanks(typed: str, number: str) -> None:
    assert deletion.case_called(typed) == number


@pytest.mark.parametrize("typed", ["", "25-14", "25–014", "*", "٢٥-٠١٤"])
def test_nothing_else_is_a_case_number(typed: str) -> None:
    with pytest.raises(UnknownName) as caught:
        deletion.case_called(typed)
    assert caught.value.hint == "type it as 25-014"


def test_a_receipt_is_never_overwritten(workspace: Workspace) -> None:
    done = deletion.Done(NR, 1, (), (), ("what to do",))
    paths = [deletion.put_receipt(done, workspace, now=NOW) for _time in range(3)]
    assert [path.name for path in paths] == [
        "slettet-25-014-2025-05-20-083000.txt",
        "slettet-25-014-2025-05-20-083000 (ny).txt",
        "slettet-25-014-2025-05-20-083000 (ny 2).txt",
    ]
    text = "\ufeff25-014, 20.05.2025 08:30: 1 paper deleted\nwhat to do\n".encode()
    assert [path.read_bytes() for path in paths] == [text] * 3
