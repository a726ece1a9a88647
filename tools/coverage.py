"""Simulates how often the intervals hold the truth, for `data/coverage.yaml`: `python -m tools.coverage`."""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from calculators.figures.tables import DATA
from calculators.statistics import agreement, proportions
from calculators.statistics.comparison import Counted
from calculators.statistics.proportions import Interval
from calculators.statistics.samples import Sample

CONFIDENCE = 0.95
Z = proportions.two_sided(CONFIDENCE)

Draw = Callable[[random.Random], tuple[Interval, Interval] | None]
"""A sample's interval by our method, and by the plain one of textbooks; None where there is none."""


@dataclass(frozen=True)
class Kind:
    """Results of one kind: what they are, how many units there are, the method, the truth, how a sample is drawn."""

    calculator: str
    results: str
    units: int
    method: str
    truth: float
    draw: Draw


def around(middle: float, error: float) -> Interval:
    """The plain interval: as many standard errors to either side as the normal distribution asks for."""
    return middle - Z * error, middle + Z * error


def scores(value: Callable[[random.Random], float], sizes: tuple[int, ...], alike: float) -> Draw:
    """Differences of scores with mean 0 and spread 1, in documents of these sizes whose items are so much alike."""
    names = tuple(name for name, size in enumerate(sizes) for _ in range(size))

    def draw(chance: random.Random) -> tuple[Interval, Interval]:
        own = [value(chance) for _ in sizes]
        noise = math.sqrt(1 - alike)
        values = tuple(math.sqrt(alike) * own[name] + noise * value(chance) for name in names)
        found = Sample(values, names if len(sizes) < len(names) else None)
        apart = math.fsum(proportions.square(total - count * found.mean) for total, count in found.units)
        return found.interval(CONFIDENCE), around(found.mean, math.sqrt(apart) / len(values))

    return draw


def changes(gained: float, lost: float, items: int) -> Draw:
    """Items right or wrong before and after."""

    def draw(chance: random.Random) -> tuple[Interval, Interval]:
        fell = [chance.random() for _ in range(items)]
        up, down = sum(one < gained for one in fell), sum(gained <= one < gained + lost for one in fell)
        found = Counted(0, up, down, items - up - down)
        spread = math.sqrt(max(0.0, (up + down) / items - proportions.square(found.difference)) / items)
        return found.interval(CONFIDENCE), around(found.difference, spread)

    return draw


def labels(shares: tuple[float, ...], right: float, raters: int, items: int) -> Draw:
    """Labels of raters who each see the true one in so many cases, and else any of the others."""
    count = len(shares)

    def label(chance: random.Random, true: int) -> int:
        return true if chance.random() < right else (true + 1 + int(chance.random() * (count - 1))) % count

    def draw(chance: random.Random) -> tuple[Interval, Interval] | None:
        true = chance.choices(range(count), shares, k=items)
        given = [[label(chance, one) for _ in range(raters)] for one in true]
        if raters == 2:
            table = [[0] * count for _ in range(count)]
            for one, other in given:
                table[one][other] += 1
            found = agreement.cohen(table)
        else:
            units = [tuple(sorted(Counter(row).items())) for row in given]
            of_several = agreement.alpha(units, tuple(map(float, range(count))), agreement.NOMINAL)
            assert of_several
            found = of_several
        interval = found.interval(CONFIDENCE)
        if interval is None or found.coefficient is None:
            return None
        return interval, around(found.coefficient, found.error or 0.0)

    return draw


def true_agreement(shares: tuple[float, ...], right: float) -> float:
    """The coefficient of such raters, over all items there are: (agreement - chance) / (1 - chance)."""
    wrong = (1 - right) / (len(shares) - 1)
    agree = right * right + (1 - right) * wrong
    given = [share * right + (1 - share) * wrong for share in shares]
    chance = math.fsum(map(proportions.square, given))
    return (agree - chance) / (1 - chance)


UNEVEN = 1, 1, 2, 2, 3, 4, 6, 8, 12, 20
BELL: Callable[[random.Random], float] = lambda chance: chance.gauss(0, 1)  # noqa: E731
SKEWED: Callable[[random.Random], float] = lambda chance: chance.expovariate(1) - 1  # noqa: E731


def kinds() -> Iterator[tuple[str, Kind]]:
    """Every kind of results that is simulated, with its key."""
    t = "Student’s t"
    for items in (6, 10, 20, 50, 200):
        yield (
            f"scores-{items}",
            Kind("before-after", "scores, bell-shaped differences", items, t, 0, scores(BELL, (1,) * items, 0)),
        )
    for items in (10, 20, 50):
        yield (
            f"skewed-{items}",
            Kind("before-after", "scores, very skewed differences", items, t, 0, scores(SKEWED, (1,) * items, 0)),
        )
    clusters = "Student’s t over documents, CR2"
    for count in (4, 6, 10, 20):
        told = "scores, documents of 5 items, half alike"
        yield f"documents-{count}", Kind("before-after", told, count, clusters, 0, scores(BELL, (5,) * count, 0.5))
    for name, sizes in (("4", (2, 4, 8, 12)), ("6", (1, 2, 3, 5, 8, 15)), ("10", UNEVEN), ("20", 2 * UNEVEN)):
        told = f"scores, documents of {min(sizes)} to {max(sizes)} items, half alike"
        yield f"uneven-{name}", Kind("before-after", told, len(sizes), clusters, 0, scores(BELL, sizes, 0.5))
    for items in (20, 50, 200):
        told = "right or wrong, 15 % gained, 10 % lost"
        yield f"changes-{items}", Kind("before-after", told, items, "Tango", 0.05, changes(0.15, 0.1, items))
    cases = (
        ("half", "two labels, even", (0.5, 0.5), 0.95),
        ("rare", "two labels, one on 10 %", (0.9, 0.1), 0.95),
        ("four", "four labels", (0.4, 0.3, 0.2, 0.1), 0.9),
    )
    for key, told, shares, right in cases:
        for raters, method in ((2, "kappa, error supposed"), (3, "alpha, error supposed and seen")):
            for items in (20, 50, 200):
                truth = true_agreement(shares, right)
                results = f"{raters} raters, {told}, agreement {truth:.2f}"
                drawn = labels(shares, right, raters, items)
                yield f"{key}-{raters}-{items}", Kind("agreement", results, items, method, truth, drawn)


def covered(kind: Kind, samples: int, seed: int) -> Mapping[str, float]:
    """Of so many samples how many intervals hold the truth, in percent, and how many samples had any."""
    chance = random.Random(seed)  # nothing is secret here; it must be repeatable
    found = [pair for pair in (kind.draw(chance) for _ in range(samples)) if pair is not None]
    held = [
        100 * sum(low <= kind.truth <= high for low, high in ends) / len(found) for ends in zip(*found, strict=True)
    ]
    return {"covered": round(held[0], 1), "plain": round(held[1], 1), "drawn": len(found)}


def written(samples: int, seed: int, day: date) -> str:
    """The table as YAML."""
    lines = [
        "# How often intervals of 95 % hold the truth: written by `python -m tools.coverage`.",
        "# `plain` is the interval of textbooks, 1.96 standard errors to either side, on the same samples.",
        "units: {covered: '%', plain: '%'}",
        "rows:",
    ]
    for key, kind in kinds():
        print(f"{key} …", file=sys.stderr)
        row = {"calculator": kind.calculator, "results": f"'{kind.results}'", "units": kind.units}
        row |= {"method": f"'{kind.method}'", **covered(kind, samples, seed), "seed": seed, "retrieved": day}
        lines.append(f"  {key}: {{{', '.join(f'{name}: {value}' for name, value in row.items())}}}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Simulate, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=4_000, help="samples of each kind (4000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same samples (1)")
    parser.add_argument("--out", type=Path, default=DATA / "coverage.yaml", help="the file to write")
    asked = parser.parse_args()
    asked.out.write_text(written(asked.samples, asked.seed, datetime.now(tz=UTC).date()), encoding="utf-8")


if __name__ == "__main__":
    main()
