"""What a CPR number tells: the day of birth, the century by its seventh digit, the control digit (R16)."""

from dataclasses import dataclass
from datetime import date

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
MODULUS = 11
FIRST_LIKELY_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Cpr:
    """What ten digits tell (R16): `born` is None when there is no such day; `rest` of modulus 11 never rejects."""

    born: date | None
    rest: int

    @property
    def is_doubtful(self) -> bool:
        """Whether the year of birth is one of the 1800s: possible by the rules, a slip in this register."""
        return self.born is not None and self.born.year < FIRST_LIKELY_YEAR

    @property
    def may_be_real(self) -> bool:
        """Whether somebody may have this number: it has a control digit, or is of 1 January, where some have none.

        Safe sample data answers False (R16).
        """
        return self.rest == 0 or (self.born is not None and (self.born.month, self.born.day) == (1, 1))


def read_cpr(digits: str) -> Cpr:
    """What the ten digits of a CPR number tell (R16)."""
    year = birth_year(int(digits[4:6]), int(digits[6]))
    try:
        born = date(year, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        born = None
    rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % MODULUS
    return Cpr(born, rest)


def birth_year(two_digits: int, seventh: int) -> int:
    """The year of birth from its last two digits and the number's seventh digit (R16, the CPR office's table)."""
    if seventh <= 3:
        return 1900 + two_digits
    if seventh in (4, 9):
        return (2000 if two_digits <= 36 else 1900) + two_digits
    return (2000 if two_digits <= 57 else 1800) + two_digits
