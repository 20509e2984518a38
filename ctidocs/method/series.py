"""Number series: which serial numbers, the part of 25-014 after the hyphen, a register may use (A24)."""

import re

Series = tuple[tuple[int, int], ...]
"""Ranges in order, both ends counted, no number in two of them; () is no limit."""

_RANGE = re.compile(r"([0-9]{1,3})(?:\s*[-–]\s*([0-9]{1,3}))?")


def number_series(text: str) -> Series | None:
    """The ranges of "001–499" or "1-99, 500-599, 700"; () where it is blank, None where it is no series (A24)."""
    ranges = []
    for part in text.split(",") if text.strip() else ():
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            return None
        ranges.append((first, last))
    return _in_order(ranges)


def in_series(case_id: str, series: Series) -> bool:
    """Whether a case number such as 25-014 lies in one of the ranges; always where there is no limit (A24)."""
    serial = int(case_id.partition("-")[2])
    return not series or any(first <= serial <= last for first, last in series)


def joined(one: Series, other: Series) -> Series:
    """The ranges of both; no limit where one of them has none (A24)."""
    return _in_order([*one, *other]) if one and other else ()


def overlap(one: Series, other: Series) -> bool:
    """Whether a number can lie in both (A24)."""
    if not one or not other:
        return True
    return any(first <= end and start <= last for first, last in one for start, end in other)


def series_text(series: Series) -> str:
    """As a person writes it: "001–499, 700"; empty where there is no limit."""
    return ", ".join(f"{first:03}" if first == last else f"{first:03}–{last:03}" for first, last in series)


def _in_order(ranges: list[tuple[int, int]]) -> Series:
    """Sorted, and ranges that share a number made one; neighbours stay two, as 001–499, 500–899 are two offices'."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)
