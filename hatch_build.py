"""Compiles the message catalogues while the wheel (or an editable install) is built: .mo files are never committed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        for source in sorted(Path(self.root, "ctidocs", "locales").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po))
