"""Columns and lists that several sheets share, and the sheets of the workbook that hold no rows."""

from ctidocs.register.column import Kind, column

FRONT_SHEET = "Start her"
LISTS_SHEET = "Lister"  # hidden: what the drop-downs show

AREAS = (
    "bolig", "økonomi", "arbejde/uddannelse", "fysisk helbred", "psykisk helbred", "netværk", "sikkerhed", "dagligdag",
    "børn", "andet",
)  # fmt: skip


def case_number(readers: str) -> str:
    """The column that opens every sheet about a woman."""
    return column(  # type: ignore[no-any-return]
        "Forløbsnr", Kind.CASE, "År og løbenummer. Ingen initialer, ingen fødselsdato.", readers, key=True
    )
