"""The workspace of these tests, and two programs that run commands in it side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import pytest

from tests.faults.office import busy_office
from tests.faults.traced import Server

Item = TypeVar("Item")
SIDE_BY_SIDE = 2


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with something of everything to do: copy it, never run in it."""
    return busy_office(tmp_path_factory.mktemp("faults") / "kontor")


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with short papers, for runs by the hundred."""
    return busy_office(tmp_path_factory.mktemp("faults") / "kontor", short=True)


class Servers:
    """Programs in which ctidocs is loaded: `one`, and `for_each`, which uses them all."""

    def __init__(self, folder: Path, office: Path) -> None:
        self.all = [Server(folder / str(number), office) for number in range(SIDE_BY_SIDE)]
        self.one = self.all[0]

    def for_each(self, items: list[Item], act: Callable[[Server, Item], Any]) -> list[Any]:
        """What `act` gives for each, in their order."""
        free: SimpleQueue[Server] = SimpleQueue()
        for server in self.all:
            free.put(server)

        def with_one(item: Item) -> Any:
            server = free.get()
            try:
                return act(server, item)
            finally:
                free.put(server)

        with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
            return list(threads.map(with_one, items))


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory, busy: Path) -> Iterator[Servers]:
    """They end with the tests."""
    started = Servers(tmp_path_factory.mktemp("servers"), busy)
    yield started
    for server in started.all:
        server.close()
