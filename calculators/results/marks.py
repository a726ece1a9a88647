"""Grades in words or letters, such as “very good” or B+, offered as marks of which more is better."""

import re
from collections.abc import Iterable

from calculators.kit.inputs import Press
from calculators.results.cells import empty, plain, with_more

ORDERS = (
    ("very poor", "very bad", "poor", "bad", "fair", "average", "good", "very good", "excellent"),
    ("strongly disagree", "disagree", "somewhat disagree", "slightly disagree", "neutral", "neither agree nor disagree",
     "slightly agree", "somewhat agree", "agree", "strongly agree"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("none", "low", "medium", "high"),
    ("ungenügend", "mangelhaft", "ausreichend", "befriedigend", "gut", "sehr gut"),
    ("trifft gar nicht zu", "trifft überhaupt nicht zu", "trifft nicht zu", "trifft eher nicht zu", "teils/teils",
     "teils teils", "teils, teils", "teilweise", "trifft eher zu", "trifft zu", "trifft voll zu",
     "trifft voll und ganz zu"),
    ("stimme gar nicht zu", "stimme überhaupt nicht zu", "stimme nicht zu", "stimme eher nicht zu", "teils/teils",
     "teils teils", "weder noch", "neutral", "stimme eher zu", "stimme zu", "stimme voll zu",
     "stimme voll und ganz zu"),
    ("pas du tout d'accord", "pas d'accord", "plutôt pas d'accord", "neutre", "plutôt d'accord", "d'accord",
     "tout à fait d'accord"),
    ("★", "★★", "★★★", "★★★★", "★★★★★"),
)  # fmt: skip
"""Grades from the worst to the best."""

LETTER = re.compile(r"([a-f])([+\-−–]?)")
POINTS = {"a": 4, "b": 3, "c": 2, "d": 1, "f": 0}
"""Points of the letters in schools of the United States; a plus or a minus is worth 0.3, a plus on A too in some.

Source: https://gpawise.com/ (the 4.0 letter-grade scale, and where 4.3 is the most).
"""

STEP = 0.3
FEWEST = 3


def presses(cells: Iterable[str]) -> list[Press]:
    """What reads grades as marks, where all cells are letters, or words of one known order; else nothing."""
    known = list(dict.fromkeys(plain(cell) for cell in cells if not empty(cell)))
    if len(known) < FEWEST:
        return []
    if found := {word: part for word in known if (part := LETTER.fullmatch(word))}:
        return _letters(found) if len(found) == len(known) else []
    order = next((list(filter(known.count, one)) for one in ORDERS if set(known) <= set(one)), [])
    if not order:
        return []
    marks = with_more("", {word: f"{round(place / (len(order) - 1), 3):g}" for place, word in enumerate(order)})
    return [Press(f"Marks from 0 to 1: {', '.join(order)}", {"cells": marks})]


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
