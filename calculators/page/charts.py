"""The words of a chart, placed so that none covers another; its numbers, to be taken along."""

import csv
import io
import textwrap
from collections.abc import Sequence
from itertools import pairwise

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
Box = tuple[float, float, float, float]
"""Left, right, top, bottom of a text, in percent."""
ABOVE, BELOW = -12, 22
"""How far the foot of a text stands from its point, in pixels."""
PIXEL = 1 / 3
"""What a pixel takes of the height, in percent."""
SIDES = (("middle", ABOVE), ("end", ABOVE), ("start", BELOW), ("middle", BELOW), ("start", ABOVE), ("end", BELOW))
"""Where the text of a point may stand, in the order of trying."""


def apart(
    marks: Sequence[Placed], paths: Sequence[str] = ()
) -> tuple[tuple[float, float | None, str, str, float, int], ...]:
    """Marks whose texts would cover each other, one line below the other; that of a point where no path crosses it.

    Each is its place, its text, how that is anchored, how much lower it stands, and how far from its point in pixels.
    """
    lines = [[(float(x), float(y)) for x, y in (point.split(",") for point in path.split())] for path in paths]
    placed: list[tuple[float, float | None, str, str, float, int]] = []
    taken: list[Box] = []
    for x, y, label, side in marks:
        below, foot = 0.0, 0
        while y is None and any(covers(text_box(x, 4.0 + below, label, side, 0), other) for other in taken):
            below += LINE
        if y is not None:
            side, foot = _free_side(x, y, label, side, lines, taken)
        step = LINE if y is None or y < (TOP + BOTTOM) / 2 else -LINE  # in the lower half upwards, off the axis
        while y is not None and any(covers(text_box(x, y + below, label, side, foot), other) for other in taken):
            below += step
        taken.append(text_box(x, 4.0 + below if y is None else y + below, label, side, foot))
        placed.append((x, y, label, side, round(below, 3), foot))
    return tuple(placed)


def _free_side(
    x: float, y: float, label: str, usual: str, lines: Sequence[Sequence[tuple[float, float]]], taken: Sequence[Box]
) -> tuple[str, int]:
    """The first side of a point on which its text is within the frame and covers nothing; else the usual, above."""
    for side, foot in sorted(SIDES, key=lambda one: one != (usual, ABOVE)):
        box = text_box(x, y, label, side, foot)
        within = box[0] >= 0 and box[1] <= 100 and box[2] >= 0 and box[3] <= BOTTOM
        crossed = any(_crosses(box, here, there) for line in lines for here, there in pairwise(line))
        if within and not crossed and not any(covers(box, other) for other in taken):
            return side, foot
    return usual, ABOVE


def text_box(x: float, y: float, label: str, side: str, foot: int) -> Box:
    """What a text takes of the frame that stands `foot` pixels under a place."""
    width = CHARACTER * len(label) * 0.75
    left = {"start": x, "middle": x - width / 2, "end": x - width}[side]
    base = y + foot * PIXEL
    return left, left + width, base - LINE + 1, base + 1


def covers(one: Box, other: Box) -> bool:
    """Whether two texts share room."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _crosses(box: Box, here: tuple[float, float], there: tuple[float, float]) -> bool:
    """Whether a line between two points goes through a box: clipped by each side in turn, something of it is left."""
    (x, y), (x_end, y_end) = here, there
    begin, end = 0.0, 1.0
    for start, length, low, high in ((x, x_end - x, box[0], box[1]), (y, y_end - y, box[2], box[3])):
        if length == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / length, (high - start) / length))
        begin, end = max(begin, first), min(end, last)
    return begin < end


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
