"""Grades in words or letters, such as “very good” or B+, offered as marks of which more is better."""

import re
from collections.abc import Iterable, Mapping

from calculators.kit.inputs import Press
from calculators.results.cells import empty, plain, with_more
from calculators.results.orders import ORDERS

LETTER = re.compile(r"([a-f])([+\-−–]?)")
POINTS = {"a": 4, "b": 3, "c": 2, "d": 1, "f": 0}
"""Points of the letters in schools of the United States; a plus or a minus is worth 0.3, a plus on A too in some.

Source: https://gpawise.com/ (the 4.0 letter-grade scale, and where 4.3 is the most).
"""

STEP = 0.3
FEWEST, MOST = 3, 30

STARS = re.compile("[★⭐]+[☆✩]*|[☆✩]+")
NUMBERED = re.compile(r"(-?\d+)\s*[-–—=:.)]\s*(\D+)|\(?(-?\d+)\)\s*(\D+)|(\D+?)\s*\((-?\d+)\)")
"""A mark with its number and its words: “4 - good”, “(4) good”, “good (4)”."""

AROUND = re.compile(r"(\D*?)(-?\d+(?:\.\d+)?)(\D*)")
"""A mark with what is written around every one: “score: 4”, “[[4]]”."""

NUMERAL = re.compile(r"([1-6])([+\-−–]?)")
"""A German school grade: 1 is the best, and a plus makes it 0.3 less."""


def presses(cells: Iterable[str]) -> list[Press]:
    """What reads grades as marks, where all cells are letters, or words of one known order; else nothing."""
    there = [plain(cell) for cell in cells]
    known = list(dict.fromkeys(word for word in there if not empty(word)))
    if "none" in there and any({*known, "none"} <= {*order} for order in ORDERS):  # as the least of "low", "high"
        known.append("none")
    if len(known) < FEWEST:
        return []
    if found := {word: part for word in known if (part := LETTER.fullmatch(word))}:
        return _letters(found) if len(found) == len(known) else []
    around = {word: part for word in known if (part := AROUND.fullmatch(word))}
    if len(around) == len(known) <= MOST and len({(part[1], part[3]) for part in around.values()}) == 1:
        return [_pressed({word: float(part[2]) for word, part in around.items()})]
    if found := {word: part for word in known if (part := NUMERAL.fullmatch(word))}:
        return _numerals(found) if len(found) == len(known) and any(part[2] for part in found.values()) else []
    if all(map(STARS.fullmatch, known)):
        return [_pressed({word: sum(letter in "★⭐" for letter in word) for word in known})]
    if found := {word: part for word in known if (part := NUMBERED.fullmatch(word))}:
        return _by_number(found) if len(found) == len(known) else []
    order = next((list(filter(known.count, one)) for one in ORDERS if set(known) <= set(one)), [])
    if not order:
        return []
    marks = with_more("", {word: f"{round(place / (len(order) - 1), 3):g}" for place, word in enumerate(order)})
    return [Press(f"Marks from 0 to 1: {', '.join(order)}", {"cells": marks})]


def _pressed(values: Mapping[str, float], fills: Mapping[str, str] | None = None, scale: str = "") -> Press:
    order = sorted(values, key=lambda word: values[word])
    told = ", ".join(f"{word} {values[word]:g}" for word in order)
    cells = with_more("", {word: f"{values[word]:g}" for word in order})
    return Press(f"{scale or 'Marks'}: {told}", {"cells": cells, **(fills or {})})


def _by_number(found: Mapping[str, re.Match[str]]) -> list[Press]:
    """Marks by the number beside their words; less is better where the words say so."""
    values = {word: float(part[1] or part[3] or part[6]) for word, part in found.items()}
    if len({*values.values()}) < len(values):
        return []
    said = [(part[2] or part[4] or part[5]).strip() for part in sorted(found.values(), key=lambda one: values[one[0]])]
    order = next((one for one in ORDERS if {*said} <= {*one}), ())
    less = bool(order) and [order.index(word) for word in said] == sorted(map(order.index, said), reverse=True)
    return [_pressed(values, {"better": "less"} if less else {}, "Marks by their numbers")]


def _numerals(found: dict[str, re.Match[str]]) -> list[Press]:
    values = {
        word: int(part[1]) + (0 if not part[2] else -STEP if part[2] == "+" else STEP) for word, part in found.items()
    }
    return [_pressed(values, {"better": "less"}, "School grades, 1 is best")]


def _letters(found: dict[str, re.Match[str]]) -> list[Press]:
    """Letters as points, with A as the best; an E stands between D and F, one point above it."""
    letters = {part[1] for part in found.values()}
    if len(letters) < 2:
        return []
    raised = {letter: value + 1 for letter, value in POINTS.items() if letter != "f"} | {"e": 1, "f": 0}
    points = raised if "e" in letters else POINTS
    values = {
        word: max(0.0, points[part[1]] + (0 if not part[2] else STEP if part[2] == "+" else -STEP))
        for word, part in found.items()
    }
    order = sorted(values, key=lambda word: -values[word])
    told = ", ".join(f"{word.upper()} {values[word]:g}" for word in order)
    marks = with_more("", {word.upper(): f"{values[word]:g}" for word in order})
    return [Press(f"Letter grades, A is best: {told}", {"cells": marks})]
