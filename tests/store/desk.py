"""A workspace with one paper, for the tests of the manifest."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.manifest import Manifest, Manner, Origin, Product, Stored

NOW = datetime(2025, 10, 15, 8, 30)


class Desk:
    """A workspace with one paper, and the hands that make it, write in it, and throw it away."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / "output" / "25-014" / "25-014-cti-plan.docx"
        self.produced: list[str] = []
        self.manifest = Manifest(root, now=NOW, manner=Manner("make"))

    def put(self, inputs: str, *, path: Path | None = None, during: Callable[[], object] = lambda: None) -> Stored:
        def produce() -> Product:
            self.produced.append(inputs)
            during()
            return Product(f"made from {inputs}".encode())

        origin = Origin(inputs, "cti-plan", case_id="25-014", chosen=path is not None)
        return self.manifest.put(path or self.path, origin, produce)

    def beside(self, ending: str = "ny") -> Path:
        return self.path.with_name(f"25-014-cti-plan ({ending}).docx")

    def reopen(self, **manner: Any) -> None:
        self.manifest.close()
        self.manifest = Manifest(self.root, now=NOW, manner=Manner("make", **manner))

    def files(self) -> dict[str, str]:
        return {p.name: p.read_text() for p in sorted(self.path.parent.iterdir())}


def refusal(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(CtidocsError) as caught:
        act()
    return caught.value.message, caught.value.hint
