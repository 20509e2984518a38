"""Templates tried in a process of their own, which tells what they did: files, sockets, programs, time and memory."""

import base64
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.tagging.tag_check import check_tags
from ctidocs.render.word import Template
from tests.render.docx_parts import IMAGE, NS, PAGE, PNG, box, docx, p, picture, tbl, tr
from tests.workbooks import unzipped

REPOSITORY = Path(__file__).parent.parent.parent
SECONDS, MEGABYTES = 10, 500  # time-outs, on a machine that does other things too, and what a template may take
needs_linux = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="measured as Linux tells it")
PLACES = ("body", "table", "text box", "header", "footer", "footnote", "endnote", "title")  # where tags are filled
_PART = "<w:{root} {ns}>{inside}</w:{root}>"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><cp:keywords>{tag}</cp:keywords><dc:subject>{tag}</dc:subject>'
    "<cp:category>{tag}</cp:category></cp:coreProperties>"
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="x"><vt:lpwstr>{tag}</vt:lpwstr>'
    "</property></Properties>"
)
_CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>{tag}</c:v></c:chartSpace>'
)
_HEADER = f'<w:headerReference w:type="default" r:id="header1"/>{PAGE}'
_FOOTER = f'<w:footerReference w:type="default" r:id="footer1"/>{PAGE}'

_CHILD = r"""
import base64, codecs, json, resource, signal, sys, time
from ctidocs.language import activate
from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template

class TooLong(BaseException): pass
def stop(*_): raise TooLong
def tried(data, context):
    signal.alarm(int(sys.argv[1]))
    try: return "made:" + str(len(Template(data).fill(context)))
    except CtidocsError as error: return "refused:" + error.message
    except TooLong: return "took too long"
    except BaseException as error: return "raised " + type(error).__name__
    finally: signal.alarm(0)

activate("en")
signal.signal(signal.SIGALRM, stop)
cases = [json.loads(line) for line in sys.stdin]
for case in cases: case["docx"] = base64.b64decode(case["docx"])
for warm in cases[:2]: tried(warm["docx"], warm["context"])
codecs.decode(b"\\x5f", "unicode_escape")
def memory(what):
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith(what))
events = []
WATCHED = ("open", "socket.", "subprocess.", "os.", "shutil.", "ctypes.", "import", "exec", "urllib.")
OWN = ('file "<template>"', 'file "<unknown>"')  # the code that Jinja made of the tags
sys.addaudithook(lambda event, given: events.append(f"{event} {given[:1]!r}") if event.startswith(WATCHED) else None)
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
for case in cases:
    open("/proc/self/clear_refs", "w").write("5")  # the peak is measured anew
    before, began = memory("VmRSS"), time.monotonic()
    events.clear()
    end = tried(case["docx"], case["context"])
    found, seconds = [event for event in events if not any(own in event for own in OWN)], time.monotonic() - began
    print(json.dumps({"name": case["name"], "end": end, "events": found, "seconds": seconds,
                      "megabytes": memory("VmHWM") - before}), flush=True)
"""


@dataclass(frozen=True)
class Tried:
    """What became of a template: "made:…", "refused:…", "took too long" or "raised …", and what it did on the way.

    `megabytes`: how much more memory it took than there was in use before.
    """

    name: str
    end: str
    events: Sequence[str] = ()
    seconds: float = 0
    megabytes: int = 0


def tried(templates: Mapping[str, bytes], context: Mapping[str, Any]) -> dict[str, Tried]:
    """Each template filled in one other process; the first two also once before anything is watched."""
    warm = {"warm": docx(p("{{ navn }} {{ tal }}")), "refused": docx(p("{{ mangler }}"))}
    lines = [
        json.dumps({"name": name, "docx": base64.b64encode(data).decode(), "context": context})
        for name, data in {**warm, **templates}.items()
    ]
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, str(SECONDS)], input="\n".join(lines), cwd=REPOSITORY, text=True, check=False,
        capture_output=True, timeout=60 + SECONDS * len(templates),
    )  # fmt: skip
    found = [
        Tried(**{**json.loads(line), "events": tuple(json.loads(line)["events"])}) for line in ran.stdout.splitlines()
    ]
    known = {one.name: one for one in found}
    return {name: known.get(name, Tried(name, f"died: {ran.returncode} {ran.stderr[-300:]}")) for name in templates}


def placed(tag: str, place: str) -> bytes:
    """A template with the tag in a place."""
    inside = p(tag)
    match place:
        case "body":
            return docx(inside)
        case "table":
            return docx(tbl(tr(tag, "x"), columns=2), p())
        case "text box":
            return docx(p("x", box(inside)))
        case "header":
            return docx(p("x"), section=_HEADER, parts={"header1": inside})
        case "footer":
            return docx(p("x"), section=_FOOTER, parts={"footer1": inside})
        case "footnote":
            return docx(p("x"), footnotes=f'<w:footnote w:id="1">{inside}</w:footnote>')
        case "endnote":
            note = f'<w:endnote w:id="1">{inside}</w:endnote>'
            return _with(("endnotes", "endnotes.xml"), _PART.format(root="endnotes", ns=NS, inside=note))
        case "comment":
            note = f'<w:comment w:id="0" w:author="x">{inside}</w:comment>'
            return _with(("comments", "comments.xml"), _PART.format(root="comments", ns=NS, inside=note))
        case "chart":
            return _with(("chart", "charts/chart1.xml"), _CHART.format(tag=tag))
        case "diagram":
            return _with(("diagramData", "diagrams/data1.xml"), _CHART.format(tag=tag))
        case "link":
            return docx(p('<w:hyperlink r:id="u"/>'), links={"u": ("hyperlink", f"https://x.dk/{tag}", "External")})
        case "link as Word writes it":
            return placed(quote(tag), "link")
        case "alt text":
            drawing = picture(1, "Logo nr. 1").replace("<wp:docPr ", f'<wp:docPr descr="{tag}" ')
            return docx(p("x", drawing), links=IMAGE, more=PNG)
        case "title":
            return docx(p("x"), title=tag)
        case "keywords":
            return docx(p("x"), more={"docProps/core.xml": _CORE.format(tag=tag).encode()})
        case "custom property":
            return docx(p("x"), more={"docProps/custom.xml": _CUSTOM.format(tag=tag).encode()})
    raise ValueError(place)


def _with(link: tuple[str, str], content: str) -> bytes:
    kind, target = link
    return docx(p("x"), links={kind: (kind, target, "")}, more={f"word/{target}": content.encode()})


def outcome(data: bytes, context: Mapping[str, Any]) -> dict[str, bytes] | None:
    """The parts of what is made; None where the template or the paper is refused."""
    try:
        opened = Template(data)
        left = b"".join(unzipped(opened.fill(context)).values())
        if check_tags(unzipped(data), name="template.docx", fields={}) and (b"{{" in left or b"%7B" in left):
            return None
        return unzipped(opened.fill(context))
    except CtidocsError:
        return None


def texts(made: bytes) -> dict[str, Any]:
    """What another library reads in the parts of a paper."""
    document = Document(io.BytesIO(made))
    section, notes = document.sections[0], unzipped(made).get("word/footnotes.xml")
    last = list(etree.fromstring(notes).iter("{*}p"))[-1] if notes else ()
    return {
        "body": [paragraph.text for paragraph in document.paragraphs],
        "table": [cell.text for table in document.tables for cell in table.rows[0].cells],
        "header": section.header.paragraphs[0].text,
        "footer": section.footer.paragraphs[0].text,
        "footnote": "".join("\n" if e.tag.endswith("}br") else "\t" if e.tag.endswith("}tab") else e.text or ""
                            for e in (last.iter("{*}t", "{*}br", "{*}tab") if notes else ())),
        "title": document.core_properties.title,
    }  # fmt: skip
