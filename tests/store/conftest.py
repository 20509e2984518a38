"""What the tests of the store share: English messages, and a workspace with one paper."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.desk import Desk
from tests.store.wordpapers import WordDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.manifest.close()


@pytest.fixture
def word(tmp_path: Path) -> Iterator[WordDesk]:
    word = WordDesk(tmp_path)
    yield word
    word.manifest.close()


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)
