"""What became of every paper of a run, for people and for programs."""

from dataclasses import dataclass, field
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import CtidocsError, Problem
from ctidocs.store.outcome import Outcome, Stored
from ctidocs.workspace import place_in

CELLS_SHOWN = 3  # in the one line of the summary


@dataclass(frozen=True, slots=True)
class Failure:
    """One paper (or all `papers` of one template) that was not made, and why."""

    job: str
    message: str
    hint: str = ""
    papers: int = 1
    problems: tuple[Problem, ...] = ()
    cells: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "job": self.job, "message": self.message, "hint": self.hint, "papers": self.papers,
            "problems": [problem.as_dict() for problem in self.problems],
        }  # fmt: skip


def failure(job: str, error: CtidocsError, *, papers: int = 1) -> Failure:
    """The failure of a job as its error tells it."""
    return Failure(job, error.message, error.hint, papers, error.problems, error.cells)


@dataclass
class Summary:
    """What became of every paper of a run. `left`: papers that lie there of cases that are not in the register.

    `tried`, `wrong`: case and document of what was to be made, and of what was not. `bugs`: faults of our own.
    """

    cases: set[str] = field(default_factory=set)
    made: list[Stored] = field(default_factory=list)
    unchanged: list[Stored] = field(default_factory=list)
    kept: list[Stored] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)
    tried: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)

    def add(self, case_id: str, document: str, stored: Stored) -> None:
        """Count one paper that went well."""
        self.cases.add(case_id)
        self.tried.append((case_id, document))
        kinds = {Outcome.MADE: self.made, Outcome.UNCHANGED: self.unchanged, Outcome.KEPT: self.kept}
        kinds[stored.outcome].append(stored)

    def fail(self, case_id: str, document: str, told: Failure | None = None) -> None:
        """Count one paper that could not be made; without `told` the fault is told once for all papers that have it."""
        self.cases.add(case_id)
        self.tried.append((case_id, document))
        self.wrong.append((case_id, document))
        if told:
            self.failed.append(told)

    def paths(self) -> list[Path]:
        """Every new version written, in order."""
        return [stored.path for stored in self.made] + [stored.beside for stored in self.kept if stored.beside]

    def remarked(self) -> list[Stored]:
        """The papers in which something stands that is to be told."""
        return [stored for stored in (*self.made, *self.unchanged, *self.kept) if stored.remarks]

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to do and nothing to tell the next time, if nothing changes."""
        return not (self.kept or self.failed or self.left or self.bugs or self.remarked())

    def text(self) -> str:
        """One line: "42 cases: 40 made, 1 unchanged, 1 failed"."""
        cells = list(dict.fromkeys(cell for failure in self.failed for cell in failure.cells))
        shown = ", ".join(cells[:CELLS_SHOWN]) + (" …" if len(cells) > CELLS_SHOWN else "")
        counts = (
            (len(self.made), _("made")),
            (len(self.unchanged), _("unchanged")),
            (len(self.kept), _("kept as changed by hand")),
            (sum(failure.papers for failure in self.failed), _("failed") + (f" ({shown})" if cells else "")),
            (len(self.skipped), _("not due yet")),
        )
        parts = ", ".join(f"{count} {word}" for count, word in counts if count) or _("nothing to make")
        return ngettext("{count} case: {parts}", "{count} cases: {parts}", len(self.cases)).format(
            count=len(self.cases), parts=parts
        )

    def as_dict(self, root: Path) -> dict[str, object]:
        """The same for programs: paths from the workspace."""
        return {
            "made": [place_in(root, path) for path in self.paths()],
            "unchanged": [place_in(root, stored.path) for stored in self.unchanged],
            "kept": [place_in(root, stored.path) for stored in self.kept],
            "failed": [failure.as_dict() for failure in self.failed],
            "skipped": [{"job": f.job, "message": f.message} for f in self.skipped],
            "remarks": {place_in(root, stored.path): list(stored.remarks) for stored in self.remarked()},
            "left": [place_in(root, path) for path in self.left],
        }
