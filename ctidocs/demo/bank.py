"""The demo's hand-written tables and texts: TOML files beside the code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def bank(name: str) -> dict[str, Any]:
    """The content of `name`.toml. Read only; nobody changes what is returned."""
    return tomllib.loads(files("ctidocs.demo").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
