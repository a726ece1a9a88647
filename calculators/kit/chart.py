"""Charts, described in the units of their data, laid out in percent of their frame."""

import dataclasses
import math

from calculators.kit.numbers import say, say_number, say_range

Point = tuple[float, float]

TOP, BOTTOM = 12.0, 88.0
"""Where the plot begins and ends, in percent of the frame's height; the axis labels stand around it."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One series: its name and its points, straight between them."""

    name: str
    points: tuple[Point, ...]

    def at(self, x: float) -> float:
        """The value at x, between two points on the straight line; beyond the ends, the end's value."""
        before = self.points[0]
        for point in self.points:
            if point[0] >= x:
                width = point[0] - before[0]
                return point[1] if not width else before[1] + (point[1] - before[1]) * (x - before[0]) / width
            before = point
        return before[1]


@dataclasses.dataclass(frozen=True)
class Mark:
    """Something to point at: a moment (y is None) or a point, with words."""

    x: float
    y: float | None
    label: str


@dataclasses.dataclass(frozen=True)
class Chart:
    """Lines over one common axis; `summary` says in a sentence what a reader should see."""

    title: str
    summary: str
    x_label: str
    x_unit: str
    y_unit: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()

    template = "calculator/chart.html"

    def layout(self) -> "Layout":
        """Where everything stands, in percent of the frame."""
        xs = [x for line in self.lines for x, _ in line.points]
        ys = [y for line in self.lines for _, y in line.points]
        x_ticks, y_ticks = ticks(min(xs), max(xs), 6), ticks(min(0.0, *ys), max(0.0, *ys), 4)
        width, (bottom, top) = max(xs) - min(xs) or 1, (y_ticks[0], max(y_ticks[-1], *ys))

        def across(x: float) -> float:
            return round(100 * (x - min(xs)) / width, 3)

        def down(y: float) -> float:
            return round(BOTTOM - (BOTTOM - TOP) * (y - bottom) / ((top - bottom) or 1), 3)

        return Layout(
            x_ticks=tuple((across(x), say_number(x), anchor(across(x))) for x in x_ticks if min(xs) <= x <= max(xs)),
            y_ticks=tuple(
                (down(y), say(y, self.y_unit) if y == y_ticks[-1] else say_number(y)) for y in y_ticks if y <= top
            ),
            paths=tuple(" ".join(f"{across(x):g},{down(y):g}" for x, y in line.points) for line in self.lines),
            marks=tuple(
                (across(mark.x), None if mark.y is None else down(mark.y), mark.label, anchor(across(mark.x), 25))
                for mark in self.marks
                if min(xs) <= mark.x <= max(xs)
            ),
        )

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The chart's numbers at each tick of the horizontal axis, first row the headings."""
        xs = [x for line in self.lines for x, _ in line.points]
        heads = (f"{self.x_label} ({self.x_unit})", *(f"{line.name} ({self.y_unit})" for line in self.lines))
        rows = (
            (say_number(x), *(say_number(round(line.at(x), 2)) for line in self.lines))
            for x in ticks(min(xs), max(xs), 6)
            if min(xs) <= x <= max(xs)
        )
        return (heads, *rows)


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, and how low and high it may be."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclasses.dataclass(frozen=True)
class Bars:
    """Amounts side by side, as horizontal bars from zero; `summary` says in a sentence what a reader should see."""

    title: str
    summary: str
    unit: str
    bars: tuple[Bar, ...]

    template = "calculator/bars.html"

    def layout(self) -> tuple["BarLayout", ...]:
        """Where every bar begins and ends, in percent of the frame."""
        ends = [end for bar in self.bars for end in (0.0, bar.value, bar.low, bar.high) if end is not None]
        least, width = min(ends), (max(ends) - min(ends)) or 1

        def across(value: float) -> float:
            return round(100 * (value - least) / width, 3)

        return tuple(
            BarLayout(
                name=bar.name,
                begin=across(min(0.0, bar.value)),
                width=round(abs(across(bar.value) - across(0.0)), 3),
                span=None if bar.low is None or bar.high is None else (across(bar.low), across(bar.high)),
                text=say(bar.value, self.unit),
                range_text="" if bar.low is None or bar.high is None else say_range(bar.low, bar.high, self.unit),
            )
            for bar in self.bars
        )


@dataclasses.dataclass(frozen=True)
class Intervals:
    """Values with the ranges that they may lie in, on one axis; `zero` says what 0 means, empty where it is no border.

    `summary` says in a sentence what a reader should see.
    """

    title: str
    summary: str
    unit: str
    bars: tuple[Bar, ...]
    zero: str = ""

    template = "calculator/intervals.html"

    def layout(self) -> "IntervalsLayout":
        """Where everything stands, in percent of the frame."""
        ends = [end for bar in self.bars for end in (bar.value, bar.low, bar.high) if end is not None]
        marks = ticks(min([*ends, 0.0] if self.zero else ends), max([*ends, 0.0] if self.zero else ends), 5)
        width = marks[-1] - marks[0]

        def across(value: float) -> float:
            return round(100 * (value - marks[0]) / width, 3)

        return IntervalsLayout(
            ticks=tuple((across(x), say_number(x)) for x in marks),
            zero=across(0.0) if self.zero else None,
            rows=tuple(
                (
                    bar.name,
                    say(bar.value, self.unit),
                    "" if bar.low is None or bar.high is None else f"{say_number(bar.low)} to {say_number(bar.high)}",
                    across(bar.value),
                    across(bar.value if bar.low is None else bar.low),
                    across(bar.value if bar.high is None else bar.high),
                )
                for bar in self.bars
            ),
        )


@dataclasses.dataclass(frozen=True)
class IntervalsLayout:
    """Places in percent: ticks with their texts, zero, and of each row its texts, its value and its two ends."""

    ticks: tuple[tuple[float, str], ...]
    zero: float | None
    rows: tuple[tuple[str, str, str, float, float, float], ...]


@dataclasses.dataclass(frozen=True)
class BarLayout:
    """One bar in percent: where it begins, how wide it is, the span of its range, and its texts."""

    name: str
    begin: float
    width: float
    span: tuple[float, float] | None
    text: str
    range_text: str


@dataclasses.dataclass(frozen=True)
class Layout:
    """Places in percent: ticks with their texts, the lines as point lists, marks with their text anchors."""

    x_ticks: tuple[tuple[float, str, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    paths: tuple[str, ...]
    marks: tuple[tuple[float, float | None, str, str], ...]


def anchor(across: float, margin: float = 4) -> str:
    """How a text at this place is anchored so that it stays inside the frame."""
    return "start" if across < margin else "end" if across > 100 - margin else "middle"


def ticks(low: float, high: float, about: int) -> tuple[float, ...]:
    """Round values (1, 2 or 5 times a power of ten apart) that cover low to high with about so many steps."""
    if not high > low:
        high = low + 1
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(count * step for count in range(first, last + 1))
