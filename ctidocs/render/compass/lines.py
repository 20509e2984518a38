"""What a compass shows (C6): its labels, and at most two lines of scores."""

from dataclasses import dataclass

GREY, BLUE, VERMILION = "#595959", "#0072B2", "#D55E00"  # on white 7.0, 5.2 and 3.9 to 1
COLOURS = {"kvinden": BLUE, "medarbejder": VERMILION}
MOST_LABELS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One polygon. A score is 1–10, a word ("ikke relevant") or None = not filled in; else ValueError."""

    name: str
    scores: tuple[int | str | None, ...]
    respondent: str
    baseline: bool = False

    def __post_init__(self) -> None:
        if self.respondent not in COLOURS:
            raise ValueError(f"respondent must be one of {', '.join(COLOURS)}")
        for number, score in enumerate(self.scores, 1):
            word = isinstance(score, str) and any(letter.isalpha() for letter in score)
            if not (score is None or word or (type(score) is int and 1 <= score <= 10)):
                raise ValueError(f"score {number} is not a whole number from 1 to 10, a word or None")

    @property
    def numbered(self) -> bool:
        """True with at least one number."""
        return any(isinstance(score, int) for score in self.scores)

    @property
    def colour(self) -> str:
        """Grey for a baseline, else the respondent's."""
        return GREY if self.baseline else COLOURS[self.respondent]


@dataclass(frozen=True, slots=True)
class Compass:
    """Labels in order from 12 o'clock, clockwise, and at most two lines; ValueError for what it cannot show."""

    labels: tuple[str, ...]
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if not 3 <= len(self.labels) <= MOST_LABELS:
            raise ValueError(f"a compass has 3 to {MOST_LABELS} labels, not {len(self.labels)}")
        if len(self.lines) > 2:
            raise ValueError(f"a compass has at most 2 lines, not {len(self.lines)}")
        if any(len(line.scores) != len(self.labels) for line in self.lines):
            raise ValueError("a line has one score for each label")
