"""The demo's key workbook: invented names, and CPR numbers that were never given out (R16)."""

from datetime import date, timedelta

from ctidocs.demo.bank import bank
from ctidocs.demo.draw import draw
from ctidocs.demo.women import women
from ctidocs.register.schema.intake import Key

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def demo_keys() -> tuple[Key, ...]:
    """The rows of noegle.xlsx: two without a name to call her by, one anonymous with nothing but the number."""
    names = bank("names")
    same_woman = {woman.case_id: woman.previous_case or woman.case_id for woman in women()}
    keys = []
    for woman in women():
        display, full = names.get(woman.case_id, ("", ""))
        cpr = safe_cpr(same_woman[woman.case_id], woman.birth_year) if woman.birth_year else None
        keys.append(Key(woman.case_id, display or None, full or None, cpr))
    return tuple(keys)


def safe_cpr(case_id: str, birth_year: int) -> str:
    """Ten digits with a true date and the right century that fail modulus 11 and are not of 1 January."""
    born = date(birth_year, 1, 2) + timedelta(days=draw(363, case_id, "born"))
    century = _century_digit(birth_year, case_id)
    for serial in range(draw(900, case_id, "serial"), 1000):
        number = f"{born:%d%m%y}{century}{serial:03}"
        if modulus_11(number) != 0:
            return number
    raise AssertionError("of two numbers in a row one fails modulus 11")


def modulus_11(number: str) -> int:
    """What is left of the weighted sum; 0 is what a number given out before 2007 leaves."""
    return sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11


def _century_digit(birth_year: int, case_id: str) -> int:
    digits = (0, 1, 2, 3) if birth_year < 2000 else (4, 5, 6, 7, 8, 9)  # the demo's years end in 2006
    return digits[draw(len(digits), case_id, "century")]
