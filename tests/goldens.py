"""Golden texts: every paragraph of a paper with its style, tables row by row. `make golden` writes them anew."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

GOLDEN = Path(__file__).parent / "golden"


def paper_text(data: bytes) -> str:
    """The header, the body in order, the footer; pictures as their words."""
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    lines = [f"(sidehoved) {p.text}" for p in section.header.paragraphs]
    lines += [line for block in document.iter_inner_content() for line in _block(block)]
    lines += [f"(sidefod) {p.text}" for p in section.footer.paragraphs]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _block(block: Any) -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            yield "| " + " | ".join(cell.text.replace("\n", " / ") for cell in row.cells) + " |"
    elif isinstance(block, Paragraph):
        words = [element.get("descr") for element in block._p.iter(qn("wp:docPr"))]
        text = "".join(f"[billede: {word}]" for word in words) + block.text.replace("\t", "⎯⎯⎯")
        yield f"({block.style.name if block.style else ''}) {text}"


def compare(name: str, text: str) -> None:
    """Assert that the golden file says the same; with CTIDOCS_GOLDEN=write, write it."""
    path = GOLDEN / name
    if os.environ.get("CTIDOCS_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{name} has changed; read the diff, then `make golden`"
