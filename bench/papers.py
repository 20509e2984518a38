"""Filling Word templates: four pages, thirty fields, a condition, four tables, header and footer (SPEED's shape)."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docx import Document

from bench.race import Race

PAPERS = 20
ROWS = (5, 8, 10, 12)
CELLS = ("mål", "hvem", "frist", "status")
PROSE = "Almindelig tekst, som står i skabelonen og er ens for alle. " * 4
# how each engine writes a field, a loop over rows, and a condition
OURS = {
    "field": "{{{{ {} }}}}", "cell": "{{{{ m.{} }}}}", "for": "{{%tr for m in {} %}}", "end for": "{{%tr endfor %}}",
    "if": "{%p if vis %}", "end if": "{%p endif %}",
}  # fmt: skip
THEIRS = {
    "field": "{{{}}}", "cell": "{{{}}}", "for": "{{#{}}}", "end for": "{{/{}}}", "if": "{#vis}", "end if": "{/vis}",
}  # fmt: skip


def filling(folder: Path) -> Iterator[Race]:
    """Template.fill, without and with a picture already drawn, against docxtpl's loop and the best peer."""
    from docxtpl import DocxTemplate

    from ctidocs.render.word import Template

    data, values = _template(OURS), _values()
    opened = Template(data)

    def theirs() -> None:
        for _paper in range(PAPERS):
            document = DocxTemplate(io.BytesIO(data))
            document.render(values, autoescape=True)
            document.save(io.BytesIO())

    def ours() -> list[bytes]:
        return [opened.fill(values) for _ in range(PAPERS)]

    yield Race("fill, opened once: safe and strict, against docxtpl's loop", ours, theirs)
    yield from _with_picture(values)
    if peer := _peer(folder, values):
        yield Race("the same against easy-template-x (JavaScript, the best peer)", ours, peer)


def _with_picture(values: Mapping[str, Any]) -> Iterator[Race]:
    """Our own plan's compass, drawn before: docxtpl replaces the same two pictures."""
    from docxtpl import DocxTemplate

    from ctidocs.render.compass.lines import Compass, Line
    from ctidocs.render.compass.picture import compass_png, compass_svg
    from ctidocs.render.word import Picture, Template

    compass = Compass(tuple(f"Emne {n}" for n in range(10)), (Line("Nu", tuple(range(1, 11)), "kvinden"),))
    picture = Picture(compass_svg(compass), compass_png(compass), "Kompas", 0.75)
    data = _template(OURS, picture=picture.png)
    opened = Template(data)

    def ours() -> list[bytes]:
        return [opened.fill(values, pictures={"billede": picture}) for _ in range(PAPERS)]

    def theirs() -> None:
        for _paper in range(PAPERS):
            document = DocxTemplate(io.BytesIO(data))
            document.replace_pic("billede", io.BytesIO(picture.png))
            document.render(values, autoescape=True)
            document.save(io.BytesIO())

    yield Race("the same with a picture already drawn", ours, theirs)


def _peer(folder: Path, values: Mapping[str, Any]) -> Any:
    """Fills in a Node process that measures itself; None where Node or the package is not there."""
    script = Path(__file__).with_name("peer.mjs")
    template, content = folder / "peer.docx", folder / "peer.json"
    template.write_bytes(_template(THEIRS))
    content.write_text(json.dumps(values), encoding="utf-8")
    command = ["node", str(script), str(template), str(content), str(PAPERS)]
    try:
        node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    except OSError:
        return None
    if node.stdout is None or node.stdin is None or node.stdout.readline().strip() != "ready":
        return None

    def act() -> float:
        node.stdin.write("go\n")  # type: ignore[union-attr]
        node.stdin.flush()  # type: ignore[union-attr]
        return float(node.stdout.readline())  # type: ignore[union-attr]

    return act


def memory() -> str:
    """How much more memory 1,000 papers take than the first 100, in a process of its own."""
    code = (
        "import resource; from bench.papers import _template, _values, OURS; from ctidocs.render.word import Template\n"
        "opened, values = Template(_template(OURS)), _values()\n"
        "def most(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "[opened.fill(values) for _ in range(100)]; first = most()\n"
        "for _ in range(900): opened.fill(values)\n"
        "print(most() / first)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return ran.stdout.strip()


def _values() -> dict[str, Any]:
    fields = {f"{letter}{n}": f"Værdi {letter}{n} med lidt tekst" for letter in "abc" for n in range(10)}
    tables = {
        f"t{at}": [dict(zip(CELLS, (f"Mål nummer {n} med ord", "hun selv", "30.4.2025", "i gang"), strict=True))
                   for n in range(rows)]
        for at, rows in enumerate(ROWS)
    }  # fmt: skip
    return {**fields, **tables, "vis": True}


def _template(syntax: Mapping[str, str], *, picture: bytes = b"") -> bytes:
    document = Document()
    document.add_heading("CTI-plan", 0)
    for n in range(10):
        fields = " og ".join(syntax["field"].format(f"{letter}{n}") for letter in "abc")
        document.add_paragraph(f"Afsnit {n}: {fields}. {PROSE}")
    for text in (syntax["if"], "Det her vises kun nogle gange.", syntax["end if"]):
        document.add_paragraph(text)
    for at in range(len(ROWS)):
        _table(document, syntax, f"t{at}")
    if picture:
        shape = document.add_picture(io.BytesIO(picture))
        shape._inline.docPr.set("name", "billede")
        shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", "billede")
    section = document.sections[0]
    section.header.paragraphs[0].text = syntax["field"].format("a0")
    section.footer.paragraphs[0].text = syntax["field"].format("a1")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table(document: Any, syntax: Mapping[str, str], name: str) -> None:
    """A header row and a row a goal: ours has rows of their own round it, the peer's loop stands in its cells."""
    begin, end = syntax["for"].format(name), syntax["end for"].format(name)
    cells = [syntax["cell"].format(cell) for cell in CELLS]
    alone = "tr" in begin
    rows = [CELLS, [begin], cells, [end]] if alone else [CELLS, [begin + cells[0], *cells[1:-1], cells[-1] + end]]
    table = document.add_table(rows=len(rows), cols=len(CELLS))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.add_paragraph(PROSE)
