"""What is wrong in a file that a person wrote, and where. Imports nothing of ours."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters. Only errors stop a paper."""

    ERROR = "error"
    MISSING = "missing"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A file, and in it the sheet, row (or line) and column, counted from 1 as Excel shows them; 0 = the whole."""

    file: str
    sheet_order: int = 0
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """ "F14"; "14" for a whole row, "F" for a whole column, "" for a whole sheet or file."""
        return (column_letters(self.column) if self.column else "") + (str(self.row) if self.row else "")

    def __str__(self) -> str:
        inside = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{self.file}:{inside}" if inside else self.file


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong; sorts in reading order. `code` is stable and documented."""

    place: Place
    code: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def as_dict(self) -> dict[str, str]:
        """The same for programs."""
        return {
            "file": self.place.file, "sheet": self.place.sheet, "cell": self.place.cell, "code": self.code,
            "message": self.message, "hint": self.hint, "level": self.level.value,
        }  # fmt: skip


class CtidocsError(Exception):
    """A fault that ends the command, or one paper of it; the message is for the user, in her language.

    `problems`: all that is wrong, each at its place. `cells`: where in the register the fault is, as "Plan!D23".
    """

    def __init__(
        self, message: str, *, hint: str = "", problems: tuple[Problem, ...] = (), cells: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = problems
        self.cells = cells


class UnknownName(CtidocsError):
    """The user named a case, worker or document that there is not: an error of usage."""


def column_letters(number: int) -> str:
    """Excel's letters for a column counted from 1: 1 -> "A", 27 -> "AA"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
