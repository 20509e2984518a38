"""Our Word engine against docxtpl 0.20.2: the same template and context give the same parts, but for EXCEPTIONS."""

import re
from pathlib import Path

import docxtpl
import pytest
from docx.oxml.ns import qn
from hypothesis import assume, given, settings
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Undefined
from lxml import etree
from markupsafe import Markup

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document, Paper
from ctidocs.make import picture_of
from ctidocs.problems import CtidocsError
from ctidocs.render.environment import FILTERS, danish
from ctidocs.render.word import Template
from ctidocs.workspace import package_file
from tests.render.alike import ALWAYS, EXCEPTIONS, compare, theirs
from tests.render.docx_features import FEATURES, Feature
from tests.render.docx_parts import docx
from tests.render.tag_soup import BLOCKS
from tests.women import EMPTY, FULL, awkward, case_of
from tests.workbooks import unzipped


def test_it_is_held_against_the_docxtpl_that_limits_md_tells_of() -> None:
    assert docxtpl.__version__ == "0.20.2"


@pytest.mark.parametrize("feature", FEATURES, ids=str)
def test_every_thing_that_docxtpl_does_is_done_alike(feature: Feature) -> None:
    ours = Template(feature.docx).fill(feature.context)
    compare(ours, theirs(feature.docx, feature.context), apart=feature.apart)


@pytest.mark.slow
@settings(max_examples=400)
@given(BLOCKS)
def test_however_its_tags_are_put_together_what_is_made_is_what_docxtpl_makes(blocks: list[str]) -> None:
    assume(not re.search(r"\{\{r|>[{}]+<", "".join(blocks)))  # plain text for {{r, and braces that are no tag
    data = docx(*blocks)
    for a, b in ((True, ["et", "to"]), (False, [])):
        context = {"a": a, "b": b, "v": "værdi", "n": "2", "x": "ude", "y": ""}
        try:
            ours = Template(data).fill(context)
        except CtidocsError:
            continue
        other = theirs(data, context, environment=Environment(undefined=StrictUndefined))
        compare(ours, other, apart=("grids",))


@pytest.mark.parametrize("feature", FEATURES, ids=str)
def test_a_template_that_was_filled_before_fills_as_a_fresh_one(feature: Feature) -> None:
    opened = Template(feature.docx)
    once = opened.fill(feature.context)
    assert opened.fill(feature.context) == once == Template(feature.docx).fill(feature.context)


def test_every_exception_is_used_and_has_its_reason() -> None:
    used = {name for feature in FEATURES for name in feature.apart} | set(ALWAYS) | {"pictures"}
    assert used == set(EXCEPTIONS)
    assert all(len(exception.reason) > 40 for exception in EXCEPTIONS.values())


def test_no_drawing_s_number_comes_twice_in_a_part() -> None:
    (feature,) = [feature for feature in FEATURES if feature.name == "pictures in a loop"]
    body = etree.fromstring(unzipped(Template(feature.docx).fill(feature.context))["word/document.xml"])
    numbers = [drawing.get("id") for drawing in body.iter(qn("wp:docPr"))]
    assert len(numbers) == 6
    assert len(set(numbers)) == 6


def test_a_table_without_tags_for_cells_keeps_its_grid() -> None:
    for feature in [feature for feature in FEATURES if "grids" in feature.apart]:
        made = etree.fromstring(unzipped(Template(feature.docx).fill(feature.context))["word/document.xml"])
        source = etree.fromstring(unzipped(feature.docx)["word/document.xml"])
        assert [column.get(qn("w:w")) for column in made.iter(qn("w:gridCol"))] == [
            column.get(qn("w:w")) for column in source.iter(qn("w:gridCol"))
        ]


PAPERS = [(document, paper) for document in DOCUMENTS for paper in document.papers]


def _printing() -> Environment:
    """Jinja as docxtpl uses it, printing as papers do: a blank as nothing, so that it matters not where it stands."""

    def finalize(value: object) -> object:
        return value if isinstance(value, (Markup, Undefined)) else "" if value is None else danish(value)

    environment = Environment(undefined=StrictUndefined, finalize=finalize)
    environment.filters.update(FILTERS)
    return environment


@pytest.mark.parametrize(("document", "paper"), PAPERS, ids=lambda value: getattr(value, "template", ""))
@pytest.mark.parametrize("kind", ["full", "empty", "awkward"])
def test_every_paper_of_ours_is_what_docxtpl_would_have_made(
    document: Document, paper: Paper, kind: str, tmp_path: Path
) -> None:
    source = (package_file("templates") / "docx" / paper.template).read_bytes()
    case = case_of({"full": FULL, "empty": EMPTY, "awkward": awkward()}[kind], tmp_path, name="Zoë O'Eksempel & Søn")
    content = document.context(case, document.items(case)[0], paper.reader)
    pictures = {name: picture_of(compass) for name, compass in content.compasses.items()}
    ours = Template(source).fill(content.values, pictures=pictures, organisation="Eksempelby")
    other = theirs(source, content.values, environment=_printing())
    compare(ours, other, apart=("pictures", "numbers of drawings"))
