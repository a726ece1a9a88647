"""The strokes of the drawings in lessons: every line, letter, colour of every figure comes from here.

A drawing is a function that draws on a `Sheet`, and returns its `Words`. It is called twice, once for a column of a
telephone, once for the column of a lesson, and sizes are pixels there: the page shows the one that fits, so that
letters are as large as those around them. What leaves the sheet, or covers other words, stops the build.

Tones mean the same in the whole course: `prompt` is what the model reads in a call, `facts` what is fetched for it,
`weights` what training has changed in it, `trouble` what goes wrong; `ink`, `soft`, `plain` mean nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from calculators.course import lettering

NARROW, WIDE = 340, 680
"""The widths of the two sheets."""

Tone = Literal["ink", "soft", "plain", "prompt", "facts", "weights", "trouble"]
Align = Literal["start", "middle", "end"]
Form = Literal["full", "ring", "half", "square", "dash"]
Point = tuple[float, float]

TEXT, NAME, FIGURE = 13, 14.5, 22
"""The sizes of letters: text, the name of a thing, a number to be seen from afar."""
LEADING = 1.32
"""From one line of text to the next, in sizes."""
PAD = 12
"""Between the frame of a box and the words in it."""
CORNER = 4
GAP = 24
"""Between two things that stand side by side; an arrow has room in it."""
HEAD = 5.5
"""The half width, the length too, of an arrow's head."""
DOT = 5.5


class DrawingError(ValueError):
    """A drawing cannot be used; the message says which, what is wrong, where."""


@dataclass(frozen=True)
class Words:
    """What a drawing says to those who do not see it: its title, its message in full sentences, its caption."""

    title: str
    says: str
    caption: str


@dataclass(frozen=True)
class Area:
    """A place on the sheet, in pixels from its left and top."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> float:
        """Half way across."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    def covers(self, other: "Area") -> bool:
        """Whether the two share more than an edge."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > 1 and down > 1


@dataclass(frozen=True)
class Scale:
    """Turns a value into a place across the sheet: `low` stands at `left`, `high` at `right`."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


class Sheet:
    """What a drawing is drawn on; it grows downwards with what is put there."""

    def __init__(self, name: str, width: int) -> None:
        """An empty sheet for the drawing of this name."""
        self.name, self.width = name, width
        self.height = 0.0
        self._marks: list[str] = []
        self._written: list[tuple[str, Area]] = []
        self._hatches: set[str] = set()

    @property
    def narrow(self) -> bool:
        """Whether this is the sheet for a telephone."""
        return self.width == NARROW

    def columns(self, count: int, gap: float = GAP) -> list[tuple[float, float]]:
        """The left edge and the width of columns that fill the sheet."""
        width = (self.width - gap * (count - 1)) / count
        return [(at * (width + gap), width) for at in range(count)]

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        room: float | None = None,
        size: float = TEXT,
        bold: bool = False,
        tone: Tone = "ink",
        align: Align = "start",
        behind: bool = False,
    ) -> Area:
        """Text with its top at y that starts, is centred, or ends at x; it breaks where it is wider than the room.

        `behind` lets a line pass under it, and keeps it readable there.
        """
        lines = lettering.lines(text, size, room, bold)
        step = size * LEADING
        for number, line in enumerate(lines):
            kind = "drawing__words" + " drawing__words--bold" * bold + " drawing__words--clear" * behind
            self._mark(
                "text",
                kind,
                tone,
                escape(line),
                x=x,
                y=y + number * step + size,
                **{"font-size": size, "text-anchor": align},
            )
        width = max(lettering.width(line, size, bold) for line in lines)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[align]
        area = self._keep(Area(left, y, width, len(lines) * step))
        self._written.append((text, area))
        return area

    def box_height(self, width: float, name: str = "", text: str = "") -> float:
        """How high a box must be for these words."""
        room = width - 2 * PAD
        words = (height(name, room, NAME, bold=True) if name else 0) + (height(text, room) if text else 0)
        return words + 2 * PAD + (4 if name and text else 0)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        name: str = "",
        text: str = "",
        *,
        height: float = 0,
        tone: Tone = "plain",
        align: Align = "middle",
    ) -> Area:
        """A box with a name, text below it, both half way down; higher than given where its words need it."""
        needed = self.box_height(width, name, text)
        area = self.frame(x, y, width, max(height, needed), tone=tone)
        top = area.middle - needed / 2 + PAD
        place = {"start": x + PAD, "middle": area.centre, "end": area.right - PAD}[align]
        room = width - 2 * PAD
        if name:
            top = self.words(place, top, name, room=room, size=NAME, bold=True, align=align).bottom + 4
        if text:
            self.words(place, top, text, room=room, align=align)
        return area

    def boxes(
        self,
        x: float,
        y: float,
        width: float,
        contents: Sequence[tuple[str, str, Tone]],
        *,
        gap: float = GAP,
        align: Align = "middle",
    ) -> list[Area]:
        """Boxes of one height side by side within the width: a name, a text, a tone for each."""
        each = (width - gap * (len(contents) - 1)) / len(contents)
        height = max(self.box_height(each, name, text) for name, text, _ in contents)
        return [
            self.box(x + at * (each + gap), y, each, name, text, height=height, tone=tone, align=align)
            for at, (name, text, tone) in enumerate(contents)
        ]

    def frame(self, x: float, y: float, width: float, height: float, *, tone: Tone = "plain") -> Area:
        """An empty box."""
        self._mark("rect", "drawing__box", tone, x=x, y=y, width=width, height=height, rx=CORNER)
        return self._keep(Area(x, y, width, height))

    def page(self, x: float, y: float, width: float, height: float, *, tone: Tone = "plain", lines: int = 0) -> Area:
        """A sheet of paper with a folded corner, on it so many lines of writing."""
        fold = min(12.0, width / 4)
        right, bottom = x + width, y + height
        outline = _way([(x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)])
        self._mark("path", "drawing__box", tone, d=f"{outline}Z")
        corner = _way([(right - fold, y), (right - fold, y + fold), (right, y + fold)])
        self._mark("path", "drawing__line", tone, d=corner)
        for number in range(lines):
            at = y + height * (number + 1.3) / (lines + 1.3)
            end = right - 9 - (width / 3 if number == lines - 1 else 0)
            self._mark("path", "drawing__writing", tone, d=_way([(x + 9, at), (end, at)]))
        return self._keep(Area(x, y, width, height))

    def model(
        self, x: float, y: float, width: float, height: float, name: str = "Model", *, tone: Tone = "soft"
    ) -> Area:
        """A language model: a box full of weights, which have the tone of what changed them, its name below them."""
        area = self.frame(x, y, width, height)
        step, below = 12.0, NAME * LEADING + PAD if name else PAD
        across, down = int((width - 2 * PAD) / step) + 1, int((height - PAD - below) / step) + 1
        left, top = area.centre - (across - 1) * step / 2, y + PAD + (height - PAD - below - (down - 1) * step) / 2
        for row in range(down):
            for column in range(across):
                self.dot(left + column * step, top + row * step, radius=2.6, tone=tone)
        if name:
            self.words(area.centre, area.bottom - NAME * LEADING - 6, name, size=NAME, bold=True, align="middle")
        return area

    def line(self, *points: Point, tone: Tone = "plain", dashed: bool = False) -> None:
        """A line from point to point; its corners are round."""
        kind = "drawing__line drawing__line--dashed" if dashed else "drawing__line"
        self._mark("path", kind, tone, d=_way(points, CORNER))
        for x, y in points:
            self._keep(Area(x, y, 0, 0))

    def rule(self, left: float, right: float, y: float) -> None:
        """A fine level line."""
        self._mark("path", "chart__grid", "plain", d=_way([(left, y), (right, y)]))
        self._keep(Area(left, y, right - left, 0))

    def arrow(self, *points: Point, tone: Tone = "ink", label: str = "", room: float | None = None) -> None:
        """An arrow by way of points; its label stands above its first level part, or to the right of an upright one."""
        (x, y), (end_x, end_y) = points[-2], points[-1]
        along = 1 if (end_x, end_y) > (x, y) else -1
        if y == end_y:
            head = [(end_x - along * HEAD, end_y - HEAD), (end_x, end_y), (end_x - along * HEAD, end_y + HEAD)]
        elif x == end_x:
            along = 1 if end_y > y else -1
            head = [(end_x - HEAD, end_y - along * HEAD), (end_x, end_y), (end_x + HEAD, end_y - along * HEAD)]
        else:
            raise DrawingError(f"“{self.name}”: an arrow runs level or upright; lead it by way of more points.")
        self.line(*points, tone=tone)
        self._mark("path", "drawing__line", tone, d=_way(head))
        if not label:
            return
        for start, stop in pairwise(points):
            if start[1] == stop[1]:
                middle = (start[0] + stop[0]) / 2
                self.words(middle, start[1] - height(label, room) - 4, label, room=room, tone="soft", align="middle")
                return
        middle = (points[0][1] + points[1][1]) / 2
        self.words(points[0][0] + 9, middle - height(label, room) / 2, label, room=room, tone="soft")

    def bar(
        self, x: float, y: float, width: float, *, height: float = 24, tone: Tone = "ink", hatched: bool = False
    ) -> Area:
        """An amount; hatched where it counts for less than its length."""
        if hatched:
            self._hatches.add(tone)
            self._mark("rect", "drawing__hatched", tone, x=x, y=y, width=width, height=height,
                       fill=f"url(#{self._hatch(tone)})")  # fmt: skip
        else:
            self._mark("rect", "drawing__bar", tone, x=x, y=y, width=width, height=height)
        return self._keep(Area(x, y, width, height))

    def dot(self, x: float, y: float, *, form: Form = "full", tone: Tone = "ink", radius: float = DOT) -> Area:
        """A dot around a point; its form tells it apart without colour."""
        r = radius
        if form == "square":
            self._mark("rect", "drawing__dot", tone, x=x - r, y=y - r, width=2 * r, height=2 * r)
        elif form == "dash":
            self._mark("path", "drawing__line", tone, d=_way([(x - r * 0.8, y), (x + r * 0.8, y)]))
        else:
            kind = "drawing__dot" if form == "full" else "drawing__dot drawing__dot--ring"
            self._mark("circle", kind, tone, cx=x, cy=y, r=r)
            if form == "half":
                self._mark(
                    "path", "drawing__dot", tone, d=f"M{_n(x)} {_n(y - r)}A{_n(r)} {_n(r)} 0 0 0 {_n(x)} {_n(y + r)}Z"
                )
        return self._keep(Area(x - r, y - r, 2 * r, 2 * r))

    def dots(
        self, x: float, y: float, count: int, across: int, *, marked: int = 0, tone: Tone = "ink", step: float = 16
    ) -> Area:
        """So many things, one dot each, in rows; the first of them marked in the tone, the others rings."""
        for at in range(count):
            form: Form = "full" if at < marked or not marked else "ring"
            self.dot(x + DOT + at % across * step, y + DOT + at // across * step, form=form, tone=tone)
        rows = -(-count // across)
        return Area(x, y, (min(count, across) - 1) * step + 2 * DOT, (rows - 1) * step + 2 * DOT)

    def ring(self, x: float, y: float, radius: float, *, tone: Tone = "plain", dashed: bool = True) -> Area:
        """A circle around what belongs together."""
        kind = "drawing__line drawing__line--dashed" if dashed else "drawing__line"
        self._mark("circle", kind, tone, cx=x, cy=y, r=radius)
        return self._keep(Area(x - radius, y - radius, 2 * radius, 2 * radius))

    def interval(self, low: float, value: float, high: float, y: float, *, tone: Tone = "ink") -> Area:
        """A measured value with the range it may lie in, all three as places across."""
        self._mark("path", "drawing__span", tone, d=_way([(low, y), (high, y)]))
        self._mark("circle", "chart__point", tone, cx=value, cy=y, r=DOT + 1)
        return self._keep(Area(low, y - DOT - 1, high - low, 2 * DOT + 2))

    def axis(
        self, scale: Scale, y: float, ticks: Sequence[tuple[float, str]], *, label: str = "", top: float | None = None
    ) -> Area:
        """A level axis with numbers below it; from `top` on, fine lines lead down to them."""
        for value, words in ticks:
            at = scale(value)
            self._mark("path", "chart__grid", "plain", d=_way([(at, y - 5 if top is None else top), (at, y + 5)]))
            self.words(at, y + 7, words, tone="soft", align="middle")
        self._mark("path", "drawing__line", "plain", d=_way([(scale.left, y), (scale.right, y)]))
        bottom = y + 7 + TEXT * LEADING
        if label:
            bottom = self.words(scale.right, bottom + 2, label, tone="soft", align="end").bottom
        return self._keep(Area(scale.left, y, scale.right - scale.left, bottom - y))

    def brace(
        self, left: float, right: float, y: float, label: str = "", *, tone: Tone = "soft", up: bool = False
    ) -> Area:
        """A brace under a length, or `up` over it, its label at its point."""
        way, middle, bend = (-1 if up else 1), (left + right) / 2, min(6.0, (right - left) / 4)
        reach = y + way * 2 * bend
        self._mark(
            "path",
            "drawing__line",
            tone,
            d=f"M{_n(left)} {_n(y)}Q{_n(left)} {_n(y + way * bend)} {_n(left + bend)} {_n(y + way * bend)}"
            f"H{_n(middle - bend)}Q{_n(middle)} {_n(y + way * bend)} {_n(middle)} {_n(reach)}"
            f"Q{_n(middle)} {_n(y + way * bend)} {_n(middle + bend)} {_n(y + way * bend)}"
            f"H{_n(right - bend)}Q{_n(right)} {_n(y + way * bend)} {_n(right)} {_n(y)}",
        )
        if not label:
            return self._keep(Area(left, min(y, reach), right - left, 2 * bend))
        wide = lettering.width(label, TEXT)
        at = min(max(middle, wide / 2), self.width - wide / 2)
        top = reach - TEXT * LEADING - 2 if up else reach + 2
        return self.words(at, top, label, tone=tone, align="middle")

    def svg(self, words: Words) -> str:
        """The sheet as SVG. Raises DrawingError where something leaves it, or where words cover each other."""
        for at, (text, area) in enumerate(self._written):
            for other, place in self._written[:at]:
                if area.covers(place):
                    raise DrawingError(f"“{self.name}”, {self.width} wide: “{text}” covers “{other}”.")
        kind = "narrow" if self.narrow else "wide"
        own = f"drawing-{self.name}-{kind}"
        size = f'viewBox="0 0 {self.width} {_n(self.height + 1)}"'
        return (
            f'<svg class="drawing__sheet drawing__sheet--{kind}" {size} '
            f'role="img" aria-labelledby="{own}-title {own}-says">'
            f'<title id="{own}-title">{escape(words.title)}</title><desc id="{own}-says">{escape(words.says)}</desc>'
            f"{''.join(map(self._pattern, sorted(self._hatches)))}{''.join(self._marks)}</svg>"
        )

    def _hatch(self, tone: str) -> str:
        return f"drawing-{self.name}-{'narrow' if self.narrow else 'wide'}-{tone}"

    def _pattern(self, tone: str) -> str:
        # The line stands in the middle of the tile, so that no tile cuts it.
        return (
            f'<pattern id="{self._hatch(tone)}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path class="drawing__hatch tone--{tone}" d="M3 0V6"></path></pattern>'
        )

    def _mark(self, element: str, kind: str, tone: str, inner: str = "", **attributes: object) -> None:
        told = "".join(
            f' {name}="{_n(value) if isinstance(value, int | float) else value}"' for name, value in attributes.items()
        )
        self._marks.append(f'<{element} class="{kind} tone--{tone}"{told}>{inner}</{element}>')

    def _keep(self, area: Area) -> Area:
        """Let the sheet grow down to what was drawn. Raises DrawingError where it stands beside the sheet."""
        if area.x < -1 or area.y < -1 or area.right > self.width + 1:
            by = max(-area.x, -area.y, area.right - self.width)
            raise DrawingError(f"“{self.name}” leaves its sheet, {self.width} wide, by {by:.0f}, at {area}.")
        self.height = max(self.height, area.bottom)
        return area


Drawn = Callable[[Sheet], Words]
DRAWINGS: dict[str, Drawn] = {}
"""What `drawing` has registered, by name; `calculators.course.gallery` has all."""


def drawing(function: Drawn) -> Drawn:
    """Register a drawing under its function's name, with hyphens. Raises DrawingError where the name is taken."""
    name = function.__name__.replace("_", "-")
    if name in DRAWINGS:
        raise DrawingError(f"There are two drawings named “{name}”; a name is used once in the course.")
    DRAWINGS[name] = function
    return function


def height(text: str, room: float | None = None, size: float = TEXT, *, bold: bool = False) -> float:
    """How high words stand, broken where they are wider than the room."""
    return len(lettering.lines(text, size, room, bold)) * size * LEADING


def _n(value: float) -> str:
    """A number as SVG has it, to a tenth of a pixel, the same on every machine."""
    return f"{round(value, 1):g}"


def _way(points: Sequence[Point], corner: float = 0) -> str:
    """A path from point to point, with corners rounded."""
    told = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for at in range(1, len(points)):
        x, y = points[at]
        if not corner or at == len(points) - 1:
            told += f"L{_n(x)} {_n(y)}"
            continue
        before, after = _towards(points[at], points[at - 1], corner), _towards(points[at], points[at + 1], corner)
        told += f"L{_n(before[0])} {_n(before[1])}Q{_n(x)} {_n(y)} {_n(after[0])} {_n(after[1])}"
    return told


def _towards(point: Point, other: Point, distance: float) -> Point:
    """The place so far from a point on the way to another."""
    across, down = other[0] - point[0], other[1] - point[1]
    length = (across * across + down * down) ** 0.5 or 1.0
    share = min(distance / length, 0.5)
    return point[0] + across * share, point[1] + down * share
