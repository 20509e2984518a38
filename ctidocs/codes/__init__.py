"""Every code a problem can carry, with what docs/problems.md says of it. A code is stable, and never used again.

The message and the hint at the cell stand where the problem is found; here stands what a code means in general.
"""

from ctidocs.codes.code import Code
from ctidocs.codes.rows import of_rows

__all__ = ["Code", "all_codes"]


def all_codes() -> tuple[Code, ...]:
    """Every code in the active language, by name."""
    return tuple(sorted((*of_rows(),), key=lambda code: code.code))
