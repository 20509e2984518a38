"""Finished papers looked through for what could give her away (F4, F9, N), and the cells that it came from.

What the office itself wrote into a template is meant; what comes from the register is told, or stops the paper.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ctidocs.documents.base import Reader, Reads
from ctidocs.documents.case import Case
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError, UnknownName
from ctidocs.read_cells import Cells, all_cells_read, cells_read, digits_of, holding, is_long, records_of
from ctidocs.register.read import Register
from ctidocs.register.schema import KEY, WORKERS
from ctidocs.render.environment import danish
from ctidocs.traces import Kind, Trace, Watched, plain, traces_in, watch, watched_in
from ctidocs.wrong_cells import neutral_place, short_place

PAPER = ""  # where no cell is found that holds it

# National lines, in every phone book (K17: Danner): they tell nothing of her, so in staff papers they may stand.
# In hers a line still says what she was called for (F1); what has fewer digits (112, 1888, 116 006) is never told.
HELP_LINES = frozenset({"33330047"})

# Names that are also words with which a Danish plan begins its sentences: there the capital says nothing ("Bo i egen
# lejlighed", "Ro om aftenen"), and who reads a lone first name cannot tell it from the word. Anywhere else, in the
# genitive, or before another word with a capital, it is a name.
EVERYDAY = ("Bo", "Dag", "Du", "Han", "Håb", "Liv", "Lykke", "Maj", "Min", "Mine", "Nat", "Ro", "Sol", "Sommer", "Tro",
            "Vi", "Vår")  # fmt: skip
_SENTENCE = re.compile(
    rf"""(?P<before>(?:^|[.!?:;•–—(»"“”])\s*(?:-\ )?)(?:{"|".join(EVERYDAY)})(?![\w'’])(?=(?P<after>[ -]?\w?))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look for in the papers of a run. `workers`: their whole names, for one may be called as a woman is.

    `allowed`: cells that the office has passed, as "Plan!K14". `logs`: how a worker's own log is told of, by its mark.
    """

    others: Watched
    workers: re.Pattern[str]
    allowed: frozenset[str]
    logs: Mapping[str, str]

    def remarks(
        self, paragraphs: Sequence[str], case: Case, reads: Sequence[Reads], reader: Reader, *, meant: frozenset[Trace]
    ) -> tuple[str, ...]:
        """What stands in a staff paper and should be told, as "Plan!K14 phone". CtidocsError for a paper of hers.

        `meant`: what stands in the template itself. The remarks are for the manifest: a log has its mark for a name.
        """
        found = [trace for trace in self._traces(paragraphs, case, reads, reader) if trace not in meant]
        if not found:
            return ()
        cells = tuple((place, text) for read in reads for place, text in cells_read(case, read))
        told = tuple(dict.fromkeys(remark for trace in found for remark in _told(trace, case, cells)))
        if reader is Reader.STAFF:
            return told
        if left := self.to_tell(told):
            raise _refusal(left)
        return ()

    def to_tell(self, remarks: Iterable[str]) -> tuple[str, ...]:
        """The remarks about cells that were not passed, a worker's own log by its name."""
        named = (self._named(remark) for remark in remarks)
        return tuple(remark for remark in named if remark.rpartition(" ")[0] not in self.allowed)

    def _named(self, remark: str) -> str:
        sheet, mark, rest = remark.partition("!")
        return f"{self.logs.get(sheet, sheet)}{mark}{rest}"

    def _traces(self, paragraphs: Sequence[str], case: Case, reads: Sequence[Reads], reader: Reader) -> Iterator[Trace]:
        """Each trace once. Her own name may stand where her paper is; her own number nowhere but with the staff."""
        worker = case.course.worker_id or ""
        own = {plain(name) for name in (worker, worker.partition(" ")[0], case.key and case.key.display_name) if name}
        own |= {case.case_id, case.course.previous_case or ""} if reader is Reader.STAFF else set()
        numbers, seen = _long_numbers(case, reads), set()
        for paragraph in dict.fromkeys(paragraphs):
            text = _ungrouped(plain(paragraph), numbers)
            words = _SENTENCE.sub(_without_word, self.workers.sub("…", text))
            for trace in (*traces_in(text), *watched_in(words, self.others)):
                if trace.text not in own and trace not in seen and not _is_help_line(trace, reader):
                    seen.add(trace)
                    yield trace


def watch_for(
    register: Register, keys: Register | None, *, case_numbers: Iterable[str], allowed: frozenset[str] = frozenset()
) -> Watch:
    """What the papers of this register must not hold: names of the key workbook, other case numbers."""
    rows = [record.values for record in keys.records(KEY)] if keys else []
    names = [name for row in rows for name in (row.display_name, *_spoken(row.full_name or "")) if name]
    workers = [plain(record.values.worker_id or "") for record in register.records(WORKERS)]
    whole = "|".join(re.escape(name) for name in workers if " " in name) or "(?!)"
    logs = {f"{sheet}/{number}": f"{file}:{sheet}" for sheet, number, file in _logs(register)}
    return Watch(watch(names, case_numbers), re.compile(rf"(?<!\w)(?:{whole})(?:'?s)?(?!\w)"), allowed, logs)


def _logs(register: Register) -> Iterator[tuple[str, int, str]]:
    for number, file in enumerate(register.log_columns, start=1):
        yield from ((sheet, number, file) for at, sheet in register.header_rows if at == file)


def _spoken(full_name: str) -> tuple[str, ...]:
    """A full name, and the same without its middle names."""
    words = full_name.split()
    return (full_name, f"{words[0]} {words[-1]}") if len(words) > 2 else (full_name,)


def passed_cells(asked: Iterable[str], register: Register, reads: Sequence[Reads]) -> frozenset[str]:
    """The cells named with --allow, in our own spelling. UnknownName where no paper prints anything from one."""
    if not (asked := tuple(asked)):
        return frozenset()
    sheets = {read.sheet.name: read for read in reads}.values()
    places = (place for read in sheets for place, _text in all_cells_read(register, read))
    known = {_spelt(cell): cell for cell in (short_place(place, register.file) for place in places)}
    found = {cell: known.get(_spelt(cell, file=register.file)) for cell in asked}
    if unknown := [cell for cell, name in found.items() if name is None]:
        message = _("--allow {cells}: there is no such cell, or no paper prints what is in it")
        raise UnknownName(message.format(cells=", ".join(unknown)), hint=_("write sheet and cell: --allow Plan!K14"))
    return frozenset(name for name in found.values() if name)


def _spelt(cell: str, *, file: str = "") -> str:
    """A cell's address in the one form in which two are compared: capitals, blanks, $ and quotes do not count."""
    same = re.sub(r"""[\s$'"‘’“”\[\]]""", "", unicodedata.normalize("NFC", cell)).casefold().replace("\\", "/")
    name = re.sub(r"\s", "", file).casefold()
    return same.removeprefix(name).removeprefix(":") if name else same


def traces_of(paragraphs: Iterable[str]) -> frozenset[Trace]:
    """What stands in a template itself: the office's own number, a help line."""
    return frozenset(trace for paragraph in paragraphs for trace in traces_in(paragraph))


def _told(trace: Trace, case: Case, cells: Cells) -> Iterator[str]:
    """The remarks about one trace. Her own full name is a remark only where a cell holds it: C1 and C7b print it."""
    found = [neutral_place(place, case.register) for place in holding(trace.text, cells)]
    if found or not (case.key and trace.text == plain(case.key.full_name or "")):
        yield from (f"{cell} {trace.kind}" for cell in found or [PAPER])


def _long_numbers(case: Case, reads: Sequence[Reads]) -> dict[str, str]:
    """The long numbers of the team's own columns, as papers print them ("20.123.456") -> their digits."""
    found = (value for read in reads for record in records_of(case, read) for value in record.added.values())
    return {danish(value): digits_of(value) for value in found if is_long(value)}


def _ungrouped(text: str, numbers: Mapping[str, str]) -> str:
    for printed, digits in numbers.items():
        text = text.replace(printed, digits)
    return text


def _without_word(match: re.Match[str]) -> str:
    return match[0] if match["after"][-1:].isupper() else f"{match['before']}…"


def _is_help_line(trace: Trace, reader: Reader) -> bool:
    digits = re.sub(r"^(?:\+|00)45|\D", "", trace.text)
    return reader is Reader.STAFF and trace.kind is Kind.PHONE and digits in HELP_LINES


def _refusal(remarks: Sequence[str]) -> CtidocsError:
    cells = tuple(dict.fromkeys(remark.rpartition(" ")[0] for remark in remarks))
    named = tuple(cell for cell in cells if cell)
    what = ", ".join(dict.fromkeys(kind_word(remark.rpartition(" ")[2]) for remark in remarks))
    if len(named) < len(cells):  # no --allow would help: something stands in no cell
        message = _("not made: there is {what} in it, and no single cell holds it").format(what=what)
        hint = _("look for it in the template, in the register and in the key workbook")
        return CtidocsError(message, hint=hint, cells=named)
    message = _("not made: there is {what} in {cells}").format(what=what, cells=", ".join(named))
    hint = _("take it out of the cell; where it may stand in her paper: {options}")
    options = " ".join(f"--allow {cell}" if " " not in cell else f'--allow "{cell}"' for cell in named)
    return CtidocsError(message, hint=hint.format(options=options), cells=named)


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
