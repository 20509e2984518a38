"""Problems and results as text or JSON. Pure: nothing is printed here."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem

ORDER = (Level.ERROR, Level.MISSING, Level.WARNING, Level.INFO)


def problems_text(problems: Iterable[Problem]) -> str:
    """Errors first, then what is missing, then warnings; each `place: message [code]`, its hint on a line below."""
    lines: list[str] = []
    for problem in _by_level(problems):
        level = "" if problem.level is Level.ERROR else level_word(problem.level) + ": "
        lines.append(f"{problem.place}: {level}{problem.message} [{problem.code}]")
        if problem.hint:
            lines.append("    " + _("hint: {hint}").format(hint=problem.hint))
    return "\n".join(lines)


def problems_json(problems: Iterable[Problem]) -> str:
    """A JSON list of {file, sheet, cell, code, message, hint, level}."""
    return as_json(
        [
            {
                "file": p.place.file, "sheet": p.place.sheet, "cell": p.place.cell, "code": p.code,
                "message": p.message, "hint": p.hint, "level": p.level.value,
            }
            for p in _by_level(problems)
        ]
    )  # fmt: skip


def problems_summary(problems: Sequence[Problem]) -> str:
    """One line: "3 errors, 2 missing, 1 warning", or that nothing was found."""
    counts = Counter(problem.level for problem in problems)
    if not counts:
        return _("nothing found")
    return ", ".join(f"{counts[level]} {level_word(level, counts[level])}" for level in ORDER if counts[level])


def level_word(level: Level, count: int = 1) -> str:
    """The level in the user's language."""
    many = count != 1
    return {
        Level.ERROR: _("errors") if many else _("error"),
        Level.MISSING: _("missing"),
        Level.WARNING: _("warnings") if many else _("warning"),
        Level.INFO: _("notes") if many else _("note"),
    }[level]


def as_json(value: Any) -> str:
    """Readable JSON, Danish letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns of text, the last column free."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)] if rows else []
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]]).rstrip()
        for row in rows
    )


def _by_level(problems: Iterable[Problem]) -> list[Problem]:
    """By level, and within each in reading order, whatever order they were found in."""
    return sorted(problems, key=lambda problem: (ORDER.index(problem.level), problem))
