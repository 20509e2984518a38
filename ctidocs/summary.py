"""What became of every paper of a run, for people and for programs."""

from dataclasses import dataclass, field
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import Problem
from ctidocs.store.manifest import Outcome, Stored


@dataclass(frozen=True, slots=True)
class Failure:
    """One paper (or all `papers` of one template) that was not made, and why."""

    job: str
    message: str
    hint: str = ""
    papers: int = 1
    problems: tuple[Problem, ...] = ()


@dataclass
class Summary:
    """What became of every paper of a run."""

    cases: set[str] = field(default_factory=set)
    made: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    kept: list[Stored] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)

    def add(self, case_id: str, stored: Stored) -> None:
        """Count one paper that went well."""
        self.cases.add(case_id)
        if stored.outcome is Outcome.KEPT:
            self.kept.append(stored)
        else:
            (self.made if stored.outcome is Outcome.MADE else self.unchanged).append(stored.path)

    def paths(self) -> list[Path]:
        """Every file written, in order."""
        return self.made + [stored.beside for stored in self.kept if stored.beside]

    def text(self) -> str:
        """One line: "42 cases: 40 made, 1 unchanged, 1 failed"."""
        counts = (
            (len(self.made), _("made")),
            (len(self.unchanged), _("unchanged")),
            (len(self.kept), _("kept as changed by hand")),
            (sum(failure.papers for failure in self.failed), _("failed")),
            (len(self.skipped), _("not due yet")),
        )
        parts = ", ".join(f"{count} {word}" for count, word in counts if count) or _("nothing to make")
        return ngettext("{count} case: {parts}", "{count} cases: {parts}", len(self.cases)).format(
            count=len(self.cases), parts=parts
        )

    def as_dict(self, root: Path) -> dict[str, object]:
        """The same for programs: paths from the workspace."""

        def place(path: Path) -> str:
            return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()

        return {
            "made": [place(path) for path in self.paths()],
            "unchanged": [place(path) for path in self.unchanged],
            "kept": [place(stored.path) for stored in self.kept],
            "failed": [{"job": f.job, "message": f.message, "hint": f.hint} for f in self.failed],
            "skipped": [{"job": f.job, "message": f.message} for f in self.skipped],
        }
