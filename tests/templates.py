"""Word templates for tests, made in memory: one verb, `template("{{ a }}", ...)`."""

import io

from docx import Document


def template(
    *paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), header: str = "", footer: str = "", title: str = ""
) -> bytes:
    """The bytes of a docx with these paragraphs, then a table of these rows."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.title = title
    document.core_properties.author = "Mads Malerforfatter"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
