"""What the pages on contributing may call: the wings as they stand, whatever a how-to adds."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calculators.macros.wings import ROOT, Wing, house
from calculators.page.render import template

ADDITIONS = ROOT / "tests" / "house" / "additions"
"""What each how-to adds, by the name of its page, in folders as they are in the project; the tests add the same."""

LINES = ".lines"
"""Ends the name of a file that holds lines for one that exists; its first line says where they go."""

LANGUAGES = {".py": "python", ".yaml": "yaml", ".yml": "yaml", ".md": "markdown"}

ROW = 46
"""From one box of the drawing to the next, in pixels; across, all places are in percent of the page."""
BOX = 36
OUT, IN = 11, 25
"""Where lines leave a box and where they arrive, from its top: so that none runs along another."""
BESIDE = 97.0
"""Where the line to the first wing climbs, in percent of what is beside the boxes; those to the others left of it."""
BEND, TURN = 3.0, 8
"""How wide and how high a line bends."""
ARROW = 2.8
"""Where a line ends in its arrow."""
BOXES = 42
"""How wide the boxes are, in percent of the drawing."""


@dataclass(frozen=True)
class Line:
    """An arrow of the drawing, from a wing to one that it imports.

    Its way, its width, the place where it begins to climb, and where it arrives.
    """

    way: str
    width: float
    climbs: tuple[float, int]
    end: int


def wings_drawing() -> str:
    """The wings as boxes in their order, an arrow for every import between two, as wide as there are many."""
    found = house()
    most = max(one.lines for one in found)
    boxes = [(one, ROW * place, 100 * one.lines / most) for place, one in enumerate(found)]
    lines = sorted(arrows(found), key=lambda line: line.width)
    return template("house/wings.html", boxes=boxes, lines=lines, height=ROW * len(found), box=BOX, width=BOXES)


def arrows(found: tuple[Wing, ...]) -> Iterator[Line]:
    """Each leaves its box to the right, climbs beside the boxes, where each wing has a place, and turns back in."""
    places = {one.name: place for place, one in enumerate(found)}
    for one in found:
        for name, count in one.imports.items():
            start, end = ROW * places[one.name] + OUT, ROW * places[name] + IN
            at = round(BESIDE * (1 - places[name] / len(found)), 1)
            bend = f"Q{at:g} {start} {at:g} {start - TURN} V{end + TURN} Q{at:g} {end} {at - BEND:g} {end}"
            way = f"M0 {start} H{at - BEND:g} {bend} H{ARROW:g}"
            yield Line(way, width(count), (BOXES + (100 - BOXES) * at / 100, start), end)


def width(count: int) -> float:
    """The width of an arrow: three quarters of a pixel more for twice as many imports."""
    return round(1 + 0.75 * math.log2(count), 2)


def wing_table() -> str:
    """The wings from the ground up, each with what it says it holds and how long it is."""
    rows = [f"| `{one.place}` | {one.says} | {one.lines:,} |" for one in house()]
    return "\n".join(["| Wing | What it holds | Lines |", "| --- | --- | --- |", *rows])


def addition(how_to: str, file: str) -> str:
    """One file that a how-to adds, or the lines for one that exists, as the tests add it."""
    path = ADDITIONS / how_to / file
    place = Path(file.removesuffix(LINES))
    text = path.read_text("utf-8").rstrip("\n")
    return f'``` {{ .{LANGUAGES[place.suffix]} title="{place.as_posix()}" }}\n{text}\n```'


MACROS = (wings_drawing, wing_table, addition)
