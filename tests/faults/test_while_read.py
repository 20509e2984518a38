"""The register is saved in Excel while the command reads it: nothing is made from half of it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Servers
from tests.faults.office import MAKE, new_office, papers, run
from tests.faults.traced import needs_strace

pytestmark = [pytest.mark.slow, needs_strace]


def saved(register: Path) -> None:
    """Other bytes in the same file."""
    register.write_bytes(register.read_bytes()[:-1])


def replaced(register: Path) -> None:
    """A new file under the name, as Excel saves."""
    new = register.with_name("2A6B7C00")
    new.write_bytes(register.read_bytes())
    new.replace(register)


def saved_again(register: Path) -> None:
    """The same bytes, saved now."""
    register.write_bytes(register.read_bytes())


@pytest.mark.parametrize("save", [saved, replaced, saved_again])
def test_a_register_that_is_saved_while_it_is_read_makes_no_paper_and_the_next_run_makes_all(
    servers: Servers, tmp_path: Path, save: Callable[[Path], None]
) -> None:
    folder, trial = new_office(tmp_path / "kontor"), new_office(tmp_path / "trial")
    register = folder / "register.xlsx"
    whole = register.read_bytes()
    _answer, every = servers.one.moments(trial, *MAKE, calls=("openat",))
    _hashed, opening = [found for found in every if "register.xlsx" in found.text][:2]

    def meanwhile() -> None:
        base, until = folder / ".ctidocs" / "manifest.sqlite", time.monotonic() + 60
        while time.monotonic() < until and not (base.exists() and base.stat().st_size):  # made just before the reading
            time.sleep(0.002)
        time.sleep(0.5)
        save(register)

    person = threading.Thread(target=meanwhile)
    person.start()
    answer = servers.one.injected(folder, *MAKE, at=opening, fault="delay_enter=2000000")
    person.join()
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("register.xlsx changed while it was read\n    hint: ")
    assert not (folder / "output").exists()
    register.write_bytes(whole)
    stamp = register.stat().st_mtime_ns
    assert run(folder, *MAKE).stderr == "1 case: 4 made\n"
    assert (register.read_bytes(), register.stat().st_mtime_ns) == (whole, stamp)
    assert len(papers(folder)) == 4
