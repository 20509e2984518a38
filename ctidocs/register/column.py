"""How a sheet and its columns are declared. One declaration serves reader, checks, blank workbook, tags and docs."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

R = TypeVar("R")


ALWAYS = "altid"


class Kind(StrEnum):
    """What a cell may hold. The value is the kind's Danish name, as help texts show it."""

    CASE = "forløbsnummer ÅÅ-NNN"
    TEXT = "tekst"
    DATE = "dato"
    MONTH = "måned åååå-mm"
    YEAR = "årstal"
    PERIOD = "periode"
    WHOLE = "helt tal"
    NUMBER = "tal"
    YES_NO = "ja eller nej"
    YES_NO_UNKNOWN = "ja, nej eller uoplyst"
    CHOICE = "valg fra liste"
    MUNICIPALITY = "kommune"
    SCORE = "1–10 eller et af ordene"
    CPR = "CPR-nummer"


_EXAMPLES = {
    Kind.CASE: "25-014",
    Kind.TEXT: "",
    Kind.DATE: "15.05.2025",
    Kind.MONTH: "2018-03",
    Kind.YEAR: "1988",
    Kind.PERIOD: "2025-K3",
    Kind.WHOLE: "3",
    Kind.NUMBER: "1.250,50",
    Kind.YES_NO: "ja",
    Kind.YES_NO_UNKNOWN: "uoplyst",
    Kind.MUNICIPALITY: "101 København",
    Kind.SCORE: "7",
    Kind.CPR: "",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Danish header, English identifier, and everything known of its cells."""

    header: str
    kind: Kind
    help: str
    readers: tuple[str, ...]
    name: str = ""
    key: bool = False
    required: str = ""
    choices: tuple[str, ...] = ()
    example_text: str = ""
    lowest: float | None = None
    highest: float | None = None
    default: Any = None
    refers_to: str = ""

    @property
    def tag(self) -> str:
        """The name of this column in a template."""
        return tag_of(self.header)

    @property
    def example(self) -> str:
        """A value as a person would type it."""
        if self.example_text:
            return self.example_text
        return self.choices[0] if self.choices else _EXAMPLES.get(self.kind, "")


def column(
    header: str,
    kind: Kind,
    help: str,
    readers: str,
    *,
    key: bool = False,
    required: str = "",
    choices: tuple[str, ...] = (),
    example: str = "",
    lowest: float | None = None,
    highest: float | None = None,
    default: Any = None,
    refers_to: str = "",
) -> Any:
    """A dataclass field that carries its column. `readers`: what reads it, by number ("C3 R2 check").

    `key`: never blank. `required`: in Danish, when it must be filled. `refers_to`: the sheet
    whose first column lists the values.
    """
    declared = Column(
        header, kind, help, tuple(readers.split()), key=key, required=required, choices=choices, example_text=example,
        lowest=lowest, highest=highest, default=default, refers_to=refers_to,
    )  # fmt: skip
    return field(default=default, metadata={"column": declared})


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """One sheet: its Danish name, the dataclass of its rows, and its rules.

    `unique`: groups of identifiers that no two rows share; `unless` says for which rows a group does not count.
    `book`: the workbook it stands in. `vertical`: one setting a row instead of one record a row.
    """

    name: str
    row: type[R]
    help: str
    number: int
    unique: tuple[tuple[str, ...], ...] = ()
    unless: Callable[[Any], bool] | None = None
    must_exist: bool = False
    book: str = "register"
    vertical: bool = False
    leaders: bool = False
    lists_cases: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the workbook."""
        return tuple(_named(f.metadata["column"], f.name) for f in fields(self.row))  # type: ignore[arg-type]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by English identifier."""
        return {c.name: c for c in self.columns}

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that are never blank."""
        return tuple(c for c in self.columns if c.key)

    @property
    def per_case(self) -> bool:
        """Whether each row is about one woman."""
        return self.columns[0].kind is Kind.CASE

    @property
    def one_per_case(self) -> bool:
        """Whether a case has at most one row: a template then says {{ forløb.medarbejder }} without a loop."""
        return ("case_id",) in self.unique

    @property
    def tag(self) -> str:
        """The name of this sheet in a template."""
        return tag_of(self.name)


def _named(declared: Column, name: str) -> Column:
    return replace(declared, name=name)


@lru_cache(maxsize=4096)
def tag_of(header: str) -> str:
    """The tag of a Danish header: lower case, each run of other characters one "_", a leading number left out."""
    text = unicodedata.normalize("NFC", header).lower()
    text = re.sub(r"[\W_]+", "_", text).strip("_")  # \W: neither letter nor digit, in any alphabet
    return re.sub(r"^[0-9]+_*", "", text)


def same_header(header: str) -> str:
    """The form in which two headers are compared: case, surrounding and doubled blanks do not count."""
    return " ".join(unicodedata.normalize("NFC", header).split()).casefold()
