"""Columns and lists that several sheets share."""

from ctidocs.register.column import Kind, column

AREAS = (
    "bolig", "økonomi", "arbejde/uddannelse", "fysisk helbred", "psykisk helbred", "netværk", "sikkerhed", "dagligdag",
    "børn", "andet",
)  # fmt: skip


def case_number(readers: str) -> str:
    """The column that opens every sheet about a woman."""
    return column(  # type: ignore[no-any-return]
        "Forløbsnr", Kind.CASE, "År og løbenummer. Ingen initialer, ingen fødselsdato.", readers, key=True
    )
