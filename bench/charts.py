"""The compass for Word."""

import io
import math
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from bench.race import Race

TIMES = 5
LABELS = tuple(f"Emne {n}" for n in range(10))


def drawing(_folder: Path) -> Iterator[Race]:
    """Vectors with their fallback picture, against matplotlib's picture of the same numbers at 200 dpi."""
    from ctidocs.render.compass.lines import Compass, Line
    from ctidocs.render.compass.picture import compass_png, compass_svg

    if find_spec("matplotlib") is None:
        return
    scores = [tuple((n + shift) % 10 + 1 for n in range(10)) for shift in range(TIMES)]
    drawn = [Compass(LABELS, (Line("Nu", row, "kvinden"),)) for row in scores]
    yield Race(
        "compass for Word: vectors and their fallback, against matplotlib's PNG at 200 dpi",
        lambda: [(compass_svg(compass), compass_png(compass)) for compass in drawn],
        lambda: [picture(row) for row in scores],
    )


def picture(scores: tuple[int, ...]) -> bytes:
    """A radar chart as people draw it today: matplotlib at 200 dpi."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    angles = [2 * math.pi * n / 10 for n in range(10)]
    figure = pyplot.figure(figsize=(4.7, 3.5), dpi=200)
    star = figure.add_subplot(polar=True)
    star.plot([*angles, angles[0]], [*scores, scores[0]], "o-", color="#0072B2")
    star.set_xticks(angles)
    star.set_xticklabels(LABELS)
    star.set_ylim(0, 10)
    star.set_yticks((2, 4, 6, 8, 10))
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=200)
    pyplot.close(figure)
    return out.getvalue()
