"""Codes of two registers that are merged (A24)."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_merge() -> Iterable[Code]:
    """The codes of ctidocs/merge."""
    yield from _errors()
    yield from _warnings()


def _errors() -> Iterable[Code]:
    yield Code(
        "merge-contradiction",
        _("Two rows that must be one say different things in the two registers. Nothing is merged."),
        "Forløb!N7: 1.2.2025 – 3.2.2025",
        _("Find out which of the two is right, and write it in both registers."),
    )
    yield Code(
        "merge-other-woman",
        _("A case number has another Indstillet dato, Fødselsår or Handlekommune in the other register. Two women may "
          "have got the same number, so nothing is merged."),
        "Visitation!B2: 25-014, 2.1.2025 – 9.1.2025",
        _("Ask the committee's list whether it is the same woman, and correct the number or the cell."),
    )  # fmt: skip
    yield Code(
        "merge-outside-series",
        _("A case number is outside its register's Nummerserie, and the other register, which was given it, does not "
          "have the case. Nothing is merged."),
        "Visitation!A4: 25-600 (001–499)",
        _("Ask the committee's list whose number it is, and correct the number or Nummerserie in Opsætning."),
    )  # fmt: skip
    yield Code(
        "merge-sample",
        _("One of the registers holds invented data, the other does not. Nothing is merged."),
        "Opsætning!B29: ja – nej",
        _("Merge two real registers, or two invented ones."),
    )


def _warnings() -> Iterable[Code]:
    yield Code(
        "merge-answers",
        _("Answers in Tilbagemeldinger stand alike in both registers, and nothing tells whether they are different "
          "women's. They are counted once."),
        "Tilbagemeldinger: 3",
        _("Give each register a Nummerserie of its own, and merge the registers themselves, not a copy of both."),
        Level.WARNING,
    )  # fmt: skip
    yield Code(
        "merge-no-series",
        _("Nummerserie is blank, so nothing tells which case numbers are this register's own."),
        "Opsætning!B9: (tom)",
        _("Write the numbers it may use, such as 001–499."),
        Level.WARNING,
    )
    yield Code(
        "merge-setting",
        _("A setting of the other register is not as in yours. Yours stands in the copy."),
        "Opsætning!B10: 3 – 4",
        _("Agree on one, and write it in both registers."),
        Level.WARNING,
    )
    yield Code(
        "merge-twice",
        _("A row of the other register says no more or no less than a row of yours, but for some blanks. Both stand in "
          "the copy, so what they tell may count twice."),
        "Kontaktlog!12: 25-014, 3.2.2025",
        _("If they are one, write the two rows alike in both registers and merge again."),
        Level.WARNING,
    )  # fmt: skip
    yield Code(
        "merge-unproved",
        _("A case stands in both registers, and none of Indstillet dato, Fødselsår and Handlekommune is filled in in "
          "both. Nothing shows that it is the same woman."),
        "Visitation!A2: 25-014",
        _("Fill in one of them in both registers."),
        Level.WARNING,
    )  # fmt: skip
