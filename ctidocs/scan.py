"""Finished papers looked through for what could give her away (F4, F9, N), and the cells that it came from.

What the office itself wrote into a template is meant; what comes from the register is told, or stops the paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ctidocs.documents.base import Reader, Reads
from ctidocs.documents.case import Case
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError, Place
from ctidocs.register.read import Register
from ctidocs.register.schema import KEY, WORKERS
from ctidocs.traces import Kind, Trace, Watched, plain, traces_in, watch, watched_in
from ctidocs.wrong_cells import short_place

PAPER = ""  # where no cell is found that holds it


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look for in the papers of a run. `allowed`: cells that the office has passed, as "Plan!K14"."""

    others: Watched
    workers: tuple[str, ...]
    allowed: frozenset[str]

    def remarks(
        self, paragraphs: Sequence[str], case: Case, reads: Sequence[Reads], reader: Reader, *, meant: frozenset[Trace]
    ) -> tuple[str, ...]:
        """What stands in a staff paper and should be told, as "Plan!K14 phone". CtidocsError for a paper of hers.

        `meant`: what stands in the template itself.
        """
        found = [trace for trace in self._traces(paragraphs, case, reader) if trace not in meant]
        remarks = tuple(dict.fromkeys(remark for trace in found for remark in self._told(trace, case, reads)))
        if remarks and reader is not Reader.STAFF:
            raise _refusal(remarks)
        return remarks

    def _traces(self, paragraphs: Sequence[str], case: Case, reader: Reader) -> Iterator[Trace]:
        """Each trace once. Her own name may stand where her paper is; her own number nowhere but with the staff."""
        key = case.key
        own = {name for name in (key.display_name, key.full_name) if name} if key else set()
        own |= {case.case_id} if reader is Reader.STAFF else set()
        first_name = (case.course.worker_id or "").split()[:1]
        seen = set()
        for paragraph in dict.fromkeys(paragraphs):
            text = _without(paragraph, self.workers)
            for trace in (*traces_in(text), *watched_in(text, self.others)):
                if trace.text not in own and [trace.text] != first_name and trace not in seen:
                    seen.add(trace)
                    yield trace

    def _told(self, trace: Trace, case: Case, reads: Sequence[Reads]) -> Iterator[str]:
        cells = list(cells_with(trace.text, case, reads)) or [PAPER]
        yield from (f"{cell} {trace.kind}" for cell in cells if cell not in self.allowed)


def watch_for(
    register: Register, keys: Register | None, *, case_numbers: Iterable[str], allowed: Iterable[str] = ()
) -> Watch:
    """What the papers of this register must not hold: names of the key workbook, other case numbers."""
    rows = [record.values for record in keys.records(KEY)] if keys else []
    names = [name for row in rows for name in (row.display_name, row.full_name) if name]
    workers = tuple(record.values.worker_id for record in register.records(WORKERS) if record.values.worker_id)
    return Watch(watch(names, case_numbers), workers, frozenset(cell.strip() for cell in allowed))


def traces_of(paragraphs: Iterable[str]) -> frozenset[Trace]:
    """What stands in a template itself: the office's own number, a help line."""
    return frozenset(trace for paragraph in paragraphs for trace in traces_in(paragraph))


def cells_with(text: str, case: Case, reads: Sequence[Reads]) -> Iterator[str]:
    """Every cell that these documents read and that holds this text, as "Plan!K14"."""
    for read in reads:
        for place, value in _settings(case, read) if read.sheet.vertical else _values(case, read):
            if isinstance(value, str) and text in plain(value):
                yield short_place(place, case.register.file)


def _settings(case: Case, read: Reads) -> Iterator[tuple[Place, object]]:
    for name in read.columns:
        yield case.register.setting_place(name), getattr(case.settings, name)


def _values(case: Case, read: Reads) -> Iterator[tuple[Place, object]]:
    register = case.register
    about_her = read.sheet.per_case
    for record in register.of_case(read.sheet, case.case_id) if about_her else register.records(read.sheet):
        for name in read.columns:
            yield register.cell(read.sheet, record, name), getattr(record.values, name)
        for value in record.added.values():
            yield record.place, value  # a column of the team's own: its row is told


def _without(text: str, names: Iterable[str]) -> str:
    """The text without the names of the workers: one may be called as a woman is."""
    for name in names:
        if name in text:
            text = text.replace(name, "…")
    return text


def _refusal(remarks: Sequence[str]) -> CtidocsError:
    cells = tuple(dict.fromkeys(remark.rpartition(" ")[0] for remark in remarks))
    named = tuple(cell for cell in cells if cell)
    what = ", ".join(dict.fromkeys(kind_word(remark.rpartition(" ")[2]) for remark in remarks))
    if not named:
        message = _("not made: there is {what} in it, and no single cell holds it").format(what=what)
        return CtidocsError(message, hint=_("look for it in the template and in the register"))
    message = _("not made: there is {what} in {cells}").format(what=what, cells=", ".join(named))
    hint = _("take it out of the cell; where it may stand in her paper: {options}")
    return CtidocsError(message, hint=hint.format(options=" ".join(f"--allow {cell}" for cell in named)), cells=named)


def kind_word(kind: str) -> str:
    """What was found, in the user's language."""
    return {
        Kind.CPR: _("what looks like a CPR number"),
        Kind.EMAIL: _("an e-mail address"),
        Kind.PHONE: _("a phone number"),
        Kind.POSTAL: _("a postal town"),
        Kind.STREET: _("a street and number"),
        Kind.NAME: _("a name from the key workbook"),
        Kind.CASE: _("the number of a case"),
    }[Kind(kind)]
