"""What would change the answer: for each input the value at which the verdict turns, by asking the calculator."""

import dataclasses
import math
from collections.abc import Callable
from datetime import date
from typing import Any

from calculators.kit.inputs import Choice, Day, Input, Number, Refused
from calculators.kit.model import Calculator
from calculators.kit.numbers import write_number

SHOWN_OPTIONS = 3
MOST_HALVINGS = 60

NEAREST = 3  # so many turns are told first
FACTOR = 3.0  # an amount, or the odds of a share, may become a third or three times as much; beyond is a curiosity
POINTS = 100 * FACTOR / (1 + FACTOR) - 50  # a difference of shares may shift by as many as a share of one half does
YEAR = 365  # a day may shift by so many
ALIKE = 2  # ways that agree to so many digits are the same step of one product, such as calls a day and days a month


@dataclasses.dataclass(frozen=True)
class Turn:
    """One change that turns the answer: the field, its value now, the value at which it turns, and the verdict then.

    `way` is how far off it is: 0 for now, 1 for as far up as is plausible, -1 for as far down, beyond these for what is
    hardly to be expected; None for an option of a list, which has no distance.
    """

    field: str
    label: str
    now: str
    at: str
    verdict: str
    way: float | None = None

    @property
    def plausible(self) -> bool:
        return self.way is None or abs(self.way) <= 1


@dataclasses.dataclass(frozen=True)
class Turns:
    """All changes of one input that turn the answer, and the labels of the inputs that cannot turn it alone."""

    found: tuple[Turn, ...]
    never: tuple[str, ...]

    @property
    def near(self) -> tuple[Turn, ...]:
        """The few most to be expected, one of an input, the nearest first; options, which have no distance, last.

        Of inputs that turn it alike, as factors of one product do, the first of the form stands for all.
        """
        plausible = [turn for turn in self.found if turn.plausible]
        of_input: dict[str, Turn] = {}
        steps = set()
        for turn in sorted(plausible, key=lambda turn: 1.0 if turn.way is None else round(abs(turn.way), ALIKE)):
            step = (turn.field if turn.way is None else round(turn.way, ALIKE), turn.verdict)
            if step not in steps:
                of_input.setdefault(turn.field, turn)
            steps.add(step)
        return tuple(of_input.values())[:NEAREST]

    @property
    def others(self) -> tuple[Turn, ...]:
        """All the others, in the order of the form."""
        return tuple(turn for turn in self.found if turn not in self.near)


def turns(calculator: Calculator) -> Turns:
    """Look along every input in use, the others kept, for the nearest values at which the verdict is another."""
    found: list[Turn] = []
    never: list[str] = []
    for name, declared in calculator.inputs().items():
        # A table, a text or a file has no nearest other one.
        if name in calculator.unused | calculator.asked_otherwise or not isinstance(declared, Choice | Number | Day):
            continue
        of_field = turns_of(calculator, name)
        found += of_field
        if not of_field:
            never.append(declared.label)
    return Turns(tuple(found), tuple(never))


def turns_of(calculator: Calculator, name: str) -> list[Turn]:
    """The nearest values of one input, the others kept, at which the verdict is another."""
    declared: Input = calculator.inputs()[name]
    now = getattr(calculator, name)
    verdict = calculator.verdict

    def verdict_at(value: Any) -> str:
        try:
            return calculator.variant(name, value).verdict
        except Refused:
            return verdict

    def turn(at: str, then: str, way: float | None = None) -> Turn:
        return Turn(name, declared.label, declared.say(now), at, then, way)

    if isinstance(declared, Choice):
        return [turn(words, then) for words, then in _options(declared, now, verdict, verdict_at)]
    if isinstance(declared, Number):
        ends = (declared.least, declared.most)
        found = [_edge(ends, now, end, declared.whole, verdict, verdict_at) for end in ends]
        return [
            turn(
                _rounded(edge, up, then, declared, verdict_at)
                + ("" if edge in ends else " or more" if up else " or less"),
                then,
                way(declared, now, edge),
            )
            for edge, up, then in filter(None, found)
        ]
    if isinstance(declared, Day):
        days = (declared.least.toordinal(), declared.most.toordinal())
        start = now.toordinal() if now else None
        on_day = lambda day: verdict_at(date.fromordinal(int(day)))  # noqa: E731
        found = [_edge(days, start, end, True, verdict, on_day) for end in days]
        return [
            turn(
                f"{date.fromordinal(int(edge))} or {'later' if up else 'earlier'}",
                then,
                math.inf if start is None else (edge - start) / YEAR,
            )
            for edge, up, then in filter(None, found)
        ]
    return []


def way(declared: Number, now: float | None, edge: float) -> float:
    """How far a number is from where it turns, in the ways that are plausible.

    An amount goes by factor. A share of a whole goes by the factor of its odds, so that from 2 % to 1 % is as far as
    from 98 % to 99 %; a difference of shares goes by points. From nothing there is no factor.
    """
    if now is None:
        return math.inf
    if declared.unit.startswith("percentage points"):
        return round((edge - now) / POINTS, 4)
    whole = 100.0 if declared.unit == "%" and declared.most <= 100 else math.inf
    if not (0 < now < whole and 0 < edge < whole):
        return math.copysign(math.inf, edge - now)
    # Logarithms one by one, as a quotient of numbers near nothing has none; they differ in their last digit by machine.
    apart = math.log(edge) - math.log(now)
    if whole != math.inf:
        apart += math.log(whole - now) - math.log(whole - edge)
    return round(apart / math.log(FACTOR), 4)


def _options(declared: Choice, now: str, verdict: str, verdict_at: Callable[[str], str]) -> list[tuple[str, str]]:
    """Words that list the options under which the verdict is another, and that verdict."""
    by_verdict: dict[str, list[str]] = {}
    for key, (words, _) in declared.options().items():
        then = verdict if key == now else verdict_at(key)
        if then != verdict:
            by_verdict.setdefault(then, []).append(words)
    return [
        (
            "; ".join(options[:SHOWN_OPTIONS])
            + (f" and {more} more" if (more := len(options) - SHOWN_OPTIONS) > 0 else ""),
            then,
        )
        for then, options in by_verdict.items()
    ]


def _edge(
    ends: tuple[float, float],
    now: float | None,
    end: float,
    whole: bool,
    verdict: str,
    verdict_at: Callable[[Any], str],
) -> tuple[float, bool, str] | None:
    """The nearest value on the way to one end of the range at which the verdict is another; with the direction."""
    start = now if now is not None else ends[0] if end == ends[1] else ends[1]
    if start == end or (now is None and verdict_at(start) != verdict):
        return None
    same, other = start, None
    for probe in (_between(start, end, whole, 0.5), end) if not whole or abs(end - start) > 2 else (end,):
        if (then := verdict_at(probe)) != verdict:
            other = probe
            break
        same = probe
    if other is None:
        return None
    for _ in range(MOST_HALVINGS):
        if abs(other - same) <= (1 if whole else 2e-4 * max(abs(other), abs(same))):
            break
        middle = _between(same, other, whole, 0.5)
        if middle in (same, other):
            break
        now_then = verdict_at(middle)
        if now_then == verdict:
            same = middle
        else:
            other, then = middle, now_then
    return other, end > start, then


def _between(low: float, high: float, whole: bool, share: float) -> float:
    """A value between two others: by ratio where they are far apart, so that small values are found too."""
    smaller, larger = sorted((low, high))
    if smaller >= 0 and larger > 8 * (smaller + (1 if whole else 0)):
        floor = smaller or (1 if whole else larger * 1e-6)
        middle = math.sqrt(floor * larger)
    else:
        middle = low + (high - low) * share
    return float(round(middle)) if whole else middle


def _rounded(value: float, up: bool, then: str, declared: Number, verdict_at: Callable[[Any], str]) -> str:
    """The value with few digits, rounded away from today's, so that typing what is shown does turn the answer."""
    exponent = math.floor(math.log10(abs(value))) if value else 0
    for digits in (3, 4, 6, 9):
        unit = 10.0 ** (exponent - digits + 1)
        rounded = (math.ceil(value / unit - 1e-9) if up else math.floor(value / unit + 1e-9)) * unit
        rounded = round(min(max(rounded, declared.least), declared.most), max(0, digits - 1 - exponent))
        if verdict_at(int(rounded) if declared.whole else rounded) == then:
            break
    return f"{write_number(rounded, whole=True)} {declared.unit}"
