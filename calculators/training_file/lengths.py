"""How many tokens the examples of a file come to, with the range that is left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.training_file.survey import Survey
from calculators.training_file.tokens import ERROR, FAMILIES, Tokens


def rule(key: str) -> Fact | None:
    """The figure of a rule; None where the tables lack it."""
    found = catalogue().rules.get(key)
    return found.figure if found else None


@dataclass(frozen=True)
class Estimate:
    """The tokens of each example, whole, and of all of them as few and as many as they may be."""

    each: Sequence[int]
    total: int
    low: int
    high: int


WIDE = 1.5
"""What a byte of letters beyond ASCII counts beside a letter, in the size of a text."""


class Lengths:
    """What the sample of a file says of its tokens, by family of tokenizers.

    `counted` are the tokens of the examples in it by place, `rates` those of one letter, which serve for all others: so
    a file of code, or of Chinese, is its own measure.
    """

    def __init__(self, survey: Survey) -> None:
        self.exact = survey.sample.counter is not None
        self.counted = survey.sample.counted
        ascii_letters, wide = (sum(column[place] for place in self.counted) for column in (survey.ascii, survey.wide))
        self._size = ascii_letters + WIDE * wide or 1.0
        self._characters = ascii_letters + wide / 2.5
        sums = [sum(column) for column in zip(*self.counted.values(), strict=True)]
        self.rates: Tokens = tuple(one / self._size for one in sums) or (0.0,) * len(FAMILIES)

    def per_token(self, families: Sequence[int]) -> float | None:
        """The characters in a token of the sample, the mean over some families; None where nothing was counted."""
        rate = sum(self.rates[family] for family in families) / len(families)
        return self._characters / self._size / rate if rate else None


def estimate(survey: Survey, mask: int, families: Sequence[int], frame: float, own: float | None) -> Estimate:
    """The tokens of the examples that have none of the flags of a mask.

    They are expected between the fewest and the most that the families make of them. `frame` tokens stand around each
    message and each example, and one names the role of each message. `own`, characters in a token that the reader has
    measured, takes the place of what the sample says of the size of a token, and leaves no range.
    """
    lengths = Lengths(survey)
    measured = lengths.per_token(families)
    scale = measured / own if own and measured else 1.0
    rates = [scale * lengths.rates[family] for family in families]
    between = (min(rates) + max(rates)) / 2
    each, framed, rest, sums = [], 0.0, 0.0, [0.0] * len(families)
    columns = zip(survey.flags, survey.ascii, survey.wide, survey.turns, strict=True)
    for place, (flags, letters, wide, turns) in enumerate(columns):
        if flags & mask:
            continue
        around = (frame + 1) * turns + frame
        framed += around
        counted = lengths.counted.get(place)
        if counted is None:
            size = letters + WIDE * wide
            rest += size
            each.append(round(size * between + around))
        else:
            found = [scale * counted[family] for family in families]
            sums = [before + one for before, one in zip(sums, found, strict=True)]
            each.append(round((min(found) + max(found)) / 2 + around))
    sums = [one + rest * rate for one, rate in zip(sums, rates, strict=True)]
    total = sum(each)
    if own or not each or lengths.exact:
        return Estimate(each, total, total, total)
    low, high = ((1 + sign * ERROR) * end(sums) + framed for sign, end in ((-1, min), (1, max)))
    return Estimate(each, total, min(round(low), total), max(round(high), total))


def typed(text: str) -> tuple[list[int], int]:
    """The counts that a reader typed, and how many words are none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    counts = [int(word) for word in words if re.fullmatch(r"\d{1,9}", word, re.ASCII)]
    return counts, len(words) - len(counts)
