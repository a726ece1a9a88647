"""Charts, described in the units of their data, laid out in percent of their frame."""

import dataclasses
import math

from calculators.kit.numbers import say, say_number, say_range

Point = tuple[float, float]

TOP, BOTTOM = 12.0, 88.0
"""Where the plot begins and ends, in percent of the frame's height; the axis labels stand around it."""
NAMES = 70.0
"""Where the plot of several lines ends, in percent of the frame's width: each line's name stands beyond, at its end."""
CHARACTER = 1.9
"""The room that a character takes of the width, in percent of a narrow frame."""


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
        y_ticks = ticks(min(0.0, *ys), max(0.0, *ys), 4)
        width, (bottom, top) = max(xs) - min(xs) or 1, (y_ticks[0], max(y_ticks[-1], *ys))
        # The numbers of the vertical axis stand left of the plot, clear of the lines.
        left = round(CHARACTER * max(3, *(len(say_number(y)) for y in y_ticks)), 3)
        right = NAMES if len(self.lines) > 1 else 98.0

        def across(x: float) -> float:
            return round(left + (right - left) * (x - min(xs)) / width, 3)

        def down(y: float) -> float:
            return round(BOTTOM - (BOTTOM - TOP) * (y - bottom) / ((top - bottom) or 1), 3)

        return Layout(
            left=left,
            right=right,
            x_ticks=tuple(
                (across(x), say_number(x), "end" if x == max(xs) else "middle")
                for x in whole_ticks(min(xs), max(xs), 6)
            ),
            y_ticks=tuple(
                (down(y), say(y, self.y_unit) if y == y_ticks[-1] else say_number(y)) for y in y_ticks if y <= top
            ),
            paths=tuple(" ".join(f"{across(x):g},{down(y):g}" for x, y in line.points) for line in self.lines),
            names=tuple((line.name, down(line.points[-1][1])) for line in self.lines) if right == NAMES else (),
            marks=tuple(
                (across(mark.x), None if mark.y is None else down(mark.y), mark.label, anchor(across(mark.x), 30))
                for mark in self.marks
                if min(xs) <= mark.x <= max(xs)
            ),
        )

    @property
    def x_title(self) -> str:
        """What the horizontal axis shows, with its unit said once."""
        return self.x_label if self.x_unit.lower() in self.x_label.lower() else f"{self.x_label} ({self.x_unit})"

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The chart's numbers at each tick of the horizontal axis, first row the headings."""
        xs = [x for line in self.lines for x, _ in line.points]
        heads = (self.x_title, *(f"{line.name} ({self.y_unit})" for line in self.lines))
        rows = (
            (say_number(x), *(say_number(round(line.at(x), 2)) for line in self.lines))
            for x in whole_ticks(min(xs), max(xs), 6)
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
class Stack:
    """Parts in a row against what they must fit into: `whole` is their sum with its range, `room` what there is.

    `summary` says in a sentence what a reader should see.
    """

    title: str
    summary: str
    unit: str
    bars: tuple[Bar, ...]
    whole: Bar
    room: Bar

    template = "calculator/stack.html"

    def layout(self) -> "StackLayout":
        """Where everything stands, in percent of the frame: each part begins where the one before it ends."""
        most = max(self.room.value, self.whole.value, self.whole.high or 0.0, sum(bar.value for bar in self.bars)) or 1

        def across(value: float) -> float:
            return round(100 * value / most, 3)

        begin, parts = 0.0, []
        for bar in self.bars:
            parts.append(BarLayout(bar.name, across(begin), across(bar.value), None, say(bar.value, self.unit), ""))
            begin += bar.value
        low, high = self.whole.low, self.whole.high
        return StackLayout(
            parts=tuple(parts),
            whole=BarLayout(
                name=self.whole.name,
                begin=0.0,
                width=across(self.whole.value),
                span=None if low is None or high is None else (across(low), across(high)),
                text=say(self.whole.value, self.unit),
                range_text="" if low is None or high is None else say_range(low, high, self.unit),
            ),
            room=across(self.room.value),
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
class StackLayout:
    """Places in percent: the parts, the whole with its range, the end of the room."""

    parts: tuple[BarLayout, ...]
    whole: BarLayout
    room: float


@dataclasses.dataclass(frozen=True)
class Layout:
    """Places in percent: the plot's sides, ticks with their texts, the lines as point lists, their names, marks.

    A name has the place of its line's end, a mark its text's anchor.
    """

    left: float
    right: float
    x_ticks: tuple[tuple[float, str, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    paths: tuple[str, ...]
    names: tuple[tuple[str, float], ...]
    marks: tuple[tuple[float, float | None, str, str], ...]


def whole_ticks(low: float, high: float, about: int) -> tuple[float, ...]:
    """Round values from low to high, and high itself, so that an axis says where it ends."""
    marks = [mark for mark in ticks(low, high, about) if low <= mark <= high]
    if len(marks) > 1 and high > marks[-1] and high - marks[-1] < 0.8 * (marks[1] - marks[0]):
        marks.pop()
    return tuple(marks) if marks and marks[-1] == high else (*marks, high)


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
