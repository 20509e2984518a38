"""`make bench`: ratios, each from interleaved runs on the same data. Absolute times prove nothing on a busy machine.

A peer that is not installed is left out: `make bench` installs matplotlib, and easy-template-x where npm is.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.charts import drawing
from bench.commands import again, helping
from bench.papers import filling, memory
from bench.race import line, ratios
from bench.registers import reading
from bench.whole import whole

RACES = {"papers": filling, "charts": drawing, "registers": reading, "again": again, "whole": whole, "help": helping}


def main() -> None:
    """Print one line a race: the median ratio other/ours, and the smallest and largest of its rounds."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("races", nargs="*", metavar="|".join(RACES))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.races or RACES:
            for race in RACES[name](Path(folder)):
                sys.stdout.write(line(race.name, ratios(race, asked.rounds)) + "\n")
                sys.stdout.flush()
    if not asked.races or "papers" in asked.races:
        sys.stdout.write(f"memory after 1,000 papers, against after 100: {memory()} x\n")


if __name__ == "__main__":
    main()
