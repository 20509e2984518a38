"""Reading and checking a register."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.race import Race


def reading(folder: Path) -> Iterator[Race]:
    """Read and check the register against openpyxl merely reading it."""
    import openpyxl

    from ctidocs.check import check_register
    from ctidocs.demo import demo_rows
    from ctidocs.register.blank import workbook
    from ctidocs.register.read import read_register

    path = folder / "register.xlsx"
    path.write_bytes(workbook(many(demo_rows(), rows=60_000)))

    def theirs() -> None:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            for _row in sheet.iter_rows(values_only=True):
                pass
        book.close()

    yield Race(
        "read and check a register of 60,000 rows, against openpyxl merely reading it",
        lambda: check_register(*read_register(path), on=date(2025, 10, 15)),
        theirs,
    )


def many(demo: Mapping[Any, Any], *, rows: int) -> dict[str, tuple[Any, ...]]:
    """The demo's cases again and again under new numbers, until there are so many rows; each copy with own scores."""
    from ctidocs.register.schema import REFERRALS
    from ctidocs.register.schema.work import Measurement

    about = {sheet.name: found for sheet, found in demo.items() if sheet.per_case}
    cases = {row.case_id: at for at, row in enumerate(demo[REFERRALS])}
    times = rows // sum(map(len, about.values())) + 1

    def copied(row: Any, copy: int) -> Any:
        row = replace(row, case_id=number(row.case_id, copy))
        if getattr(row, "previous_case", None):
            row = replace(row, previous_case=number(row.previous_case, copy))
        return replace(row, housing=copy % 10 + 1, economy=copy // 10 % 10 + 1) if isinstance(row, Measurement) else row

    def number(case_id: str, copy: int) -> str:
        serial = copy * len(cases) + cases[case_id]
        return f"{serial // 1000 + 20:02d}-{serial % 1000:03d}"

    kept = {sheet.name: tuple(found) for sheet, found in demo.items() if sheet.name != "Møder"}  # it names the cases
    return kept | {
        name: tuple(copied(row, copy) for copy in range(times) for row in found) for name, found in about.items()
    }
