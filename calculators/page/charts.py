"""The words of a chart, placed so that none covers another; its numbers, to be taken along."""

import csv
import io
import textwrap
from collections.abc import Sequence

from calculators.kit.chart import BOTTOM, CHARACTER, TOP, Bars, Chart, Intervals, Stack

LINE = 4.8
"""The room that a line of text takes of the height, in percent."""
NAME = 15
"""So many characters of a name stand in a line."""


def names(ends: Sequence[tuple[str, float]]) -> tuple[tuple[float, float, tuple[str, ...]], ...]:
    """The names of lines beside their ends, moved apart where they would cover each other, none out of the frame."""
    words = [tuple(textwrap.wrap(name, NAME, max_lines=4, placeholder=" …")) for name, _ in ends]
    order = sorted(range(len(ends)), key=lambda at: ends[at][1])
    heights = [LINE * len(words[at]) + 1 for at in order]
    tops = [ends[at][1] - height / 2 for at, height in zip(order, heights, strict=True)]
    for place in range(1, len(order)):
        tops[place] = max(tops[place], tops[place - 1] + heights[place - 1])
    limit = BOTTOM + LINE  # beneath stand the numbers of the horizontal axis
    for place in reversed(range(len(order))):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place]
    placed = {
        at: (ends[at][1], round(top + height / 2, 3), words[at])
        for at, top, height in zip(order, tops, heights, strict=True)
    }
    return tuple(placed[at] for at in range(len(ends)))


Placed = tuple[float, float | None, str, str]


def apart(marks: Sequence[Placed]) -> tuple[tuple[float, float | None, str, str, float], ...]:
    """Marks whose texts would cover each other, one line below the other; in the lower half above, off the axis."""
    placed: list[tuple[float, float | None, str, str, float]] = []
    for x, y, label, side in marks:
        below, moved = 0.0, True
        step = LINE if y is None or y < (TOP + BOTTOM) / 2 else -LINE
        while moved:
            moved = False
            for other_x, other_y, other, _, other_below in placed:
                near = abs(x - other_x) < CHARACTER * (len(label) + len(other)) * 0.75
                height = (4.0 if y is None else y) + below - (4.0 if other_y is None else other_y) - other_below
                if near and abs(height) < LINE:
                    below, moved = below + step, True
        placed.append((x, y, label, side, round(below, 3)))
    return tuple(placed)


def chart_csv(chart: Chart | Bars | Intervals | Stack) -> str:
    """What a chart shows, unrounded: one row for each point of a line, for each bar with its range."""
    rows: list[Sequence[object]]
    if isinstance(chart, Chart):
        rows = [("line", chart.x_title, chart.y_unit)]
        rows += [(line.name, x, y) for line in chart.lines for x, y in line.points]
    else:
        bars = (*chart.bars, chart.whole, chart.room) if isinstance(chart, Stack) else chart.bars
        rows = [("name", chart.unit, "low", "high"), *((bar.name, bar.value, bar.low, bar.high) for bar in bars)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
