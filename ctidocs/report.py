"""Problems and results as text or JSON. Pure: nothing is printed here."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ctidocs.forget import row_ranges
from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import Level, Problem
from ctidocs.scan import kind_word
from ctidocs.sources import DAY, NAME, PROGRAM, TEMPLATE
from ctidocs.store.memory import Version
from ctidocs.store.outcome import unpacked
from ctidocs.summary import Summary
from ctidocs.workspace import place_in

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
    return as_json([problem.as_dict() for problem in _by_level(problems)])


def problems_summary(problems: Sequence[Problem]) -> str:
    """One line: "3 errors, 2 missing, 1 warning", or that nothing was found."""
    counts = Counter(problem.level for problem in problems)
    if not counts:
        return _("nothing found")
    return ", ".join(f"{counts[level]} {level_word(level, counts[level])}" for level in ORDER if counts[level])


def papers_text(summary: Summary, *, root: Path, verbose: bool) -> list[str]:
    """What is to be told of papers that were made, kept or left, a line each; with `verbose` what had changed."""
    lines = []
    for stored in summary.made if verbose else ():
        if stored.changed:
            cells = ", ".join(map(source_word, stored.changed))
            lines.append(_("{file}: changed since the last time: {cells}").format(file=stored.path.name, cells=cells))
    for stored in summary.made:
        if stored.beside:
            replaced = _("{file} was changed by hand and is replaced; the changed one lies beside it as {beside}")
            lines.append(replaced.format(file=stored.path.name, beside=stored.beside.name))
    for stored in summary.kept:
        beside = _("; the new one lies beside it as {file}").format(file=stored.beside.name) if stored.beside else ""
        lines.append(_("{file} was changed by hand and is kept").format(file=stored.path.name) + beside)
    for stored in summary.remarked():
        lines += [f"{stored.path.name}: {line}" for line in remark_lines(stored.remarks)]
    return lines + _left_text(summary.left, root=root)


def _left_text(left: Sequence[Path], *, root: Path) -> list[str]:
    if not left:
        return []
    count = ngettext(
        "{count} paper of a case that is not in the register; it is left alone:",
        "{count} papers of cases that are not in the register; they are left alone:",
        len(left),
    )
    hint = _("if the case is to be deleted: ctidocs forget with its number; else put it back into the register")
    return [
        count.format(count=len(left)),
        *(f"  {place_in(root, path)}" for path in left),
        "    " + _("hint: {hint}").format(hint=hint),
    ]


def log_list(made: Iterable[Version]) -> list[dict[str, object]]:
    """What was made, for programs; of a file that the user named there is no path."""
    return [
        {
            "at": version.at, "command": version.command, "document": version.document, "case": version.case_id,
            "path": version.path if "/" in version.path else None, "protected": bool(version.sealed),
            "from": sorted(unpacked(version.sources)),
        }
        for version in made
    ]  # fmt: skip


def log_text(made: Iterable[Version]) -> str:
    """What was made, a line each: when, by which command, the file, and the rows that it was made from."""
    rows = [(_("when"), _("command"), _("paper"), _("made from"))]
    for version in made:
        path = version.path if "/" in version.path else _("{document}, a file that you named")
        origin = " ".join(_by_sheet(unpacked(version.sources)))
        rows.append((version.at.replace("T", " "), version.command, path.format(document=version.document), origin))
    return table_text(rows)


def _by_sheet(sources: Iterable[str]) -> list[str]:
    """ "Plan!3–5,9" for each sheet; what is no row is left out."""
    rows: dict[str, list[int]] = {}
    for label in sources:
        sheet, _mark, row = label.partition("!")
        if row:
            rows.setdefault(sheet, []).append(int(row))
    return [f"{sheet}!{row_ranges(tuple(sorted(numbers))).replace(' ', '')}" for sheet, numbers in rows.items()]


def source_word(label: str) -> str:
    """A source of a paper in the user's language: "Plan!5", "the template"."""
    words = {DAY: _("the day"), PROGRAM: _("the program"), TEMPLATE: _("the template"), NAME: _("the key workbook")}
    return words.get(label, label)


def remark_lines(remarks: Iterable[str]) -> list[str]:
    """What stands in a staff paper and should be looked at, a line each."""
    found = (remark.rpartition(" ") for remark in remarks)
    return [
        _("warning: there is {what} in {cell}").format(what=kind_word(kind), cell=cell)
        if cell
        else _("warning: there is {what} in it").format(what=kind_word(kind))
        for cell, _blank, kind in found
    ]


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
