"""How many tokens texts come to: reckoned from their letters, with the error that tokenizers leave."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.training_file.survey import Survey


def rule(key: str) -> Fact | None:
    """The figure of a rule; None where the tables lack it."""
    found = catalogue().rules.get(key)
    return found.figure if found else None


@dataclass(frozen=True)
class Rates:
    """Letters of ASCII in a token, bytes of all others in a token, and the tokens that frame a message."""

    letters: float
    wide: float
    frame: float

    def tokens(self, letters: int, wide: int, turns: int) -> float:
        """The tokens of an example; each example has one frame of its own beside those of its messages."""
        return letters / self.letters + wide / self.wide + self.frame * (turns + 1)


@dataclass(frozen=True)
class Estimate:
    """The tokens of each example, whole, and of all of them as few and as many as tokenizers make of them."""

    each: Sequence[int]
    total: int
    low: int
    high: int


def estimate(survey: Survey, mask: int, rates: tuple[Rates, Rates, Rates]) -> Estimate:
    """The tokens of the examples that have none of the flags of a mask, at low, expected and high rates."""
    expected = rates[1].tokens
    kept = [
        (letters, wide, turns)
        for flags, letters, wide, turns in zip(survey.flags, survey.ascii, survey.wide, survey.turns, strict=True)
        if not flags & mask
    ]
    each = [round(expected(*parts)) for parts in kept]
    letters, wide, turns = (sum(column) for column in zip(*kept, strict=True)) if kept else (0, 0, 0)
    # A frame for each message and one for each example: the same sum as example by example.
    low, high = (round(rate.tokens(letters, wide, turns) + rate.frame * (len(kept) - 1)) for rate in rates[::2])
    total = sum(each)
    return Estimate(each, total, min(low, total), max(high, total))


def typed(text: str) -> tuple[list[int], int]:
    """The counts that a reader typed, and how many words are none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    counts = [int(word) for word in words if re.fullmatch(r"\d{1,9}", word, re.ASCII)]
    return counts, len(words) - len(counts)
