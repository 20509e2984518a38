"""However its tags are put together, a template is refused or every paper of it is whole: no branch, no loop tears."""

from hypothesis import given, settings
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template
from tests.render.docx_parts import docx
from tests.render.tag_soup import BLOCKS
from tests.workbooks import unzipped


@settings(max_examples=100)
@given(BLOCKS)
def test_whatever_the_tags_a_template_is_refused_or_every_paper_of_it_is_whole(blocks: list[str]) -> None:
    try:
        opened = Template(docx(*blocks))
    except CtidocsError:
        return
    for a in (True, False):
        for b in ([], ["et"], ["et", "to"]):
            try:
                made = unzipped(opened.fill({"a": a, "b": b, "v": "værdi", "n": 2, "x": "ude", "y": None}))
            except CtidocsError:
                continue
            body = etree.fromstring(made["word/document.xml"])  # strictly: what is torn cannot be read
            assert [child.tag.rpartition("}")[2] for child in body] == ["body"]
