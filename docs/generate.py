"""The parts of the documentation that are made from the code; cog puts them into the pages (`make docs`)."""

from collections.abc import Sequence
from pathlib import Path

from ctidocs import language
from ctidocs.codes import Code, all_codes
from ctidocs.codes.templates import of_templates
from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document
from ctidocs.documents.tags import document_rows
from ctidocs.problems import Level
from ctidocs.register.column import Column
from ctidocs.register.schema import ALL_SHEETS
from ctidocs.render.word import Template

TEMPLATES = Path(__file__).parent.parent / "templates" / "docx"


def register_page() -> str:
    """Every sheet with its columns, as tables."""
    parts = []
    for sheet in ALL_SHEETS:
        rows = [_row("Kolonne", "Tag", "Skrives som", "Udfyldes", "Hvad der skal stå", "Læses af"), "|---" * 6 + "|"]
        rows += [_column_row(column) for column in sheet.columns]
        parts.append(f"## {sheet.name} (`{sheet.tag}`)\n\n{sheet.help}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)


def _column_row(column: Column) -> str:
    kind = ", ".join(column.choices) if column.choices else column.kind.value
    when = "aldrig tom" if column.key else column.required
    return _row(column.header, f"`{column.tag}`", kind, when, column.help, " ".join(column.readers))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def documents_page() -> str:
    """Every document with its templates and the tags they may use; a star marks those the template uses."""
    return "\n\n".join(_document(document) for document in DOCUMENTS)


def _document(document: Document) -> str:
    used = {paper.template: Template(TEMPLATES / paper.template).used_tags() for paper in document.papers}
    everywhere = frozenset().union(*used.values())
    rows = [_row("Tag", "Hvad det er", "Eksempel", "Brugt"), "|---" * 4 + "|"]
    rows += [
        _row(f"`{tag}`", text, example, "★" if _last_word(tag) in everywhere else "")
        for tag, text, example in document_rows(document)
    ]
    papers = ", ".join(f"`{paper.template}` ({paper.reader.value})" for paper in document.papers)
    return f"## {document.number} {document.title} (`{document.name}`)\n\nSkabeloner: {papers}.\n\n" + "\n".join(rows)


def _last_word(tag: str) -> str:
    return tag.replace("%", "").replace("{", "").replace("}", "").split()[-1].rpartition(".")[2]


LEVEL_WORDS = {
    Level.ERROR: ("Fejl", "fejl"),
    Level.MISSING: ("Mangler", "mangler"),
    Level.WARNING: ("Advarsler", "advarsel"),
    Level.INFO: ("Bemærkninger", "bemærkning"),
}
"""Each level as the heading of its list, and as one problem has it."""


def problems_page() -> str:
    """Every code of a problem in Danish: a list of them by level, of the register and of templates; then the codes."""
    language.activate("da")
    codes = all_codes()
    templates = {code.code for code in of_templates()}
    lists = (
        ("Koder for registret", [code for code in codes if code.code not in templates]),
        ("Koder for skabelonerne", [code for code in codes if code.code in templates]),
    )
    tables = [_table_of_codes(heading, some) for heading, some in lists]
    return "\n\n".join([*tables, "## Koderne", *(_code(code) for code in codes)])


def _table_of_codes(heading: str, codes: Sequence[Code]) -> str:
    parts = [f"## {heading}"]
    for level, (levels, _one) in LEVEL_WORDS.items():
        links = [f"[{code.code}](#{code.code})" for code in codes if code.level is level]
        if links:
            parts.append(f"**{levels}** ({len(links)}): " + " · ".join(links))
    return "\n\n".join(parts)


def _code(code: Code) -> str:
    _heading, level = LEVEL_WORDS[code.level]
    return (
        f"### {code.code}\n\n{code.means}\n\n"
        f"- **Eksempel:** `{code.example}`\n- **Det gør I:** {code.remedy}\n- **Niveau:** {level}"
    )
