"""Running a command as a user would: its whole stdout, stderr and exit code."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from ctidocs import cli, language


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    out: str
    err: str
    code: int


class Shell:
    """A user in a folder, in a language."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture

    def __call__(self, *arguments: str | Path, lang: str = "en") -> Ran:
        before, self._saved = Path.cwd(), os.environ.get("CTIDOCS_LANG")
        os.environ["CTIDOCS_LANG"] = lang
        language.activate(lang)
        os.chdir(self.folder)
        self._capture.readouterr()
        try:
            code = cli.run([str(argument) for argument in arguments])
        finally:
            os.chdir(before)
            os.environ.pop("CTIDOCS_LANG")
            language.activate("en")
        said = self._capture.readouterr()
        return Ran(said.out, said.err, code)
