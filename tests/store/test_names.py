import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs.new import DEMO_SECRET
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import write_file
from ctidocs.store.names import ALPHABET, LENGTH, paper_code, read_secret

SECRETS = st.binary(min_size=16, max_size=80)
CASES = st.from_regex(r"[0-9]{2}-[0-9]{3}", fullmatch=True)


@given(st.text(st.characters(exclude_categories=("Cs",))), SECRETS)
def test_a_code_is_six_characters_that_can_be_read_aloud(case_id: str, secret: bytes) -> None:
    code = paper_code(case_id, secret=secret)
    assert len(code) == LENGTH == 6
    assert set(code) <= set(ALPHABET)
    assert not set("01ilo") & set(ALPHABET)


@given(CASES, SECRETS)
def test_a_case_has_always_the_same_code(case_id: str, secret: bytes) -> None:
    assert paper_code(case_id, secret=secret) == paper_code(case_id, secret=secret)


@given(CASES, SECRETS, SECRETS)
def test_another_workspace_gives_another_code(case_id: str, one: bytes, other: bytes) -> None:
    if one.strip(b"\0") != other.strip(b"\0"):
        assert paper_code(case_id, secret=one) != paper_code(case_id, secret=other)


def test_the_codes_of_the_demo_never_change() -> None:
    codes = [paper_code(case_id, secret=DEMO_SECRET) for case_id in ("25-001", "25-002", "25-014")]
    assert codes == ["etydbj", "m8b96u", "wb2jct"]


def test_a_thousand_cases_have_a_thousand_codes() -> None:
    cases = [f"{year}-{number:03}" for year in (23, 24, 25, 26) for number in range(250)]
    assert len({paper_code(case_id, secret=DEMO_SECRET) for case_id in cases}) == len(cases)


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = read_secret(tmp_path)
    assert len(first) == 64
    assert read_secret(tmp_path) == first
    assert read_secret(tmp_path / "another workspace") != first


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_the_secret_is_private_under_an_open_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        read_secret(tmp_path / "workspace")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / p).stat().st_mode) for p in ("workspace/.ctidocs", "workspace/.ctidocs/secret")]
    assert modes == [0o700, 0o600]


def test_a_line_end_that_an_editor_added_changes_no_code(tmp_path: Path) -> None:
    secret = read_secret(tmp_path)
    (tmp_path / ".ctidocs" / "secret").write_bytes(secret + b"\r\n")
    assert read_secret(tmp_path) == secret


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"short"])
def test_a_damaged_secret_is_an_error_and_no_new_one_takes_its_place(tmp_path: Path, data: bytes) -> None:
    write_file(tmp_path / ".ctidocs" / "secret", data, replace=False)
    with pytest.raises(CtidocsError) as caught:
        read_secret(tmp_path)
    assert caught.value.message == ".ctidocs/secret is damaged: it is too short"
    assert caught.value.hint == "put it back from your backup: the codes on the papers follow it"
    assert (tmp_path / ".ctidocs" / "secret").read_bytes() == data


def test_a_secret_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".ctidocs" / "secret").mkdir(parents=True)
    with pytest.raises(CtidocsError) as caught:
        read_secret(tmp_path)
    assert caught.value.message == ".ctidocs/secret cannot be read"


def test_a_secret_that_another_run_made_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def be_late(source: Path, target: Path) -> None:
        monkeypatch.undo()
        Path(target).write_bytes(b"the secret of the other run")
        real(source, target)

    monkeypatch.setattr(os, "link", be_late)
    assert read_secret(tmp_path) == b"the secret of the other run"


def test_a_disk_that_refuses_the_secret_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CtidocsError):
        read_secret(tmp_path / "file")
