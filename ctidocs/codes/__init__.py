"""Every code a problem can carry, with what docs/problems.md says of it. A code is stable, and never used again.

The message and the hint at the cell stand where the problem is found; here stands what a code means in general.
"""

from ctidocs.codes.cells import of_cells
from ctidocs.codes.code import Code
from ctidocs.codes.course import of_course
from ctidocs.codes.merge import of_merge
from ctidocs.codes.programme import of_programme
from ctidocs.codes.rows import of_rows
from ctidocs.codes.templates import of_templates
from ctidocs.codes.visitation import of_visitation
from ctidocs.codes.work import of_work
from ctidocs.codes.workbook import of_files, of_headers

__all__ = ["Code", "all_codes"]


def all_codes() -> tuple[Code, ...]:
    """Every code in the active language, by name."""
    groups = (
        of_files(), of_headers(), of_cells(), of_rows(), of_visitation(), of_course(), of_work(), of_programme(),
        of_merge(), of_templates(),
    )  # fmt: skip
    return tuple(sorted((code for group in groups for code in group), key=lambda code: code.code))
