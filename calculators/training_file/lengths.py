"""How many tokens the examples of a file come to, with the range that is left."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.training_file.survey import WIDE, Survey
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


class Lengths:
    """What the sample of a file says of its tokens, by family of tokenizers.

    `counted` are the tokens of the examples in it by place, `rates` those of one letter, which serve for all others: so
    a file of code, or of Chinese, is its own measure.
    """

    def __init__(self, survey: Survey) -> None:
        self.exact = survey.sample.exact
        self.counted = survey.sample.counted
        ascii_letters, wide = (sum(column[place] for place in self.counted) for column in (survey.ascii, survey.wide))
        self._size = ascii_letters + WIDE * wide or 1.0
        self._characters = ascii_letters + wide / 2.5
        sums = [sum(column) for column in zip(*self.counted.values(), strict=True)]
        self.rates: Tokens = tuple(one / self._size for one in sums) or (0.0,) * len(FAMILIES)

    def per_token(self, families: Sequence[int]) -> float | None:
        """The characters in a token of the sample, the mean over some families; None where nothing was counted."""
        rate = sum(self.rates[family] for family in families) / len(families)
        return self._characters / self._size / rate if rate and self._characters else None


@dataclass(frozen=True)
class Way:
    """How the examples that have none of the flags of a mask are counted.

    They are expected between the fewest and the most that the families of tokenizers make of them. `frame` tokens stand
    around each message and each example, and one names the role of each message. `own`, characters in a token that the
    reader has measured, takes the place of what the sample says of the size of a token, and leaves no range. Those at
    the places in `without` are not counted.
    """

    mask: int
    families: Sequence[int]
    frame: float
    own: float | None = None
    without: Collection[int] = ()

    def scaled(self, lengths: Lengths) -> tuple[float, list[float], float]:
        """What the reader's own figure makes of a token; the tokens of a letter in each family; between them."""
        measured = lengths.per_token(self.families)
        scale = measured / self.own if self.own and measured else 1.0
        rates = [scale * lengths.rates[family] for family in self.families]
        return scale, rates, (min(rates) + max(rates)) / 2

    def around(self, turns: int) -> float:
        """The tokens around so many messages."""
        return (self.frame + 1) * turns + self.frame


def longest(survey: Survey, way: Way) -> int:
    """The tokens of the longest example, as `estimate` counts them, without a look at each."""
    lengths = Lengths(survey)
    scale, _, between = way.scaled(lengths)
    sizes = (size * between + way.around(turns) for turns, size in survey.largest(way.mask))
    sampled = (
        scale * _middle(counted, way.families) + way.around(survey.turns[place])
        for place, counted in lengths.counted.items()
        if not survey.flags[place] & way.mask and place not in way.without
    )
    return round(max((*sizes, *sampled), default=0))


def _middle(counted: Tokens, families: Sequence[int]) -> float:
    found = [counted[family] for family in families]
    return (min(found) + max(found)) / 2


def estimate(survey: Survey, way: Way) -> Estimate:
    """The tokens of the examples that have none of the flags of a mask."""
    lengths = Lengths(survey)
    scale, rates, between = way.scaled(lengths)
    each, framed, rest, sums = [], 0.0, 0.0, [0.0] * len(rates)
    columns = zip(survey.flags, survey.ascii, survey.wide, survey.turns, strict=True)
    for place, (flags, letters, wide, turns) in enumerate(columns):
        if flags & way.mask or place in way.without:
            continue
        around = way.around(turns)
        framed += around
        counted = lengths.counted.get(place)
        if counted is None:
            size = letters + WIDE * wide
            rest += size
            each.append(round(size * between + around))
        else:
            sums = [before + scale * counted[family] for before, family in zip(sums, way.families, strict=True)]
            each.append(round(scale * _middle(counted, way.families) + around))
    sums = [one + rest * rate for one, rate in zip(sums, rates, strict=True)]
    total = sum(each)
    if way.own or not each or lengths.exact:
        return Estimate(each, total, total, total)
    low, high = ((1 + sign * ERROR) * end(sums) + framed for sign, end in ((-1, min), (1, max)))
    return Estimate(each, total, min(round(low), total), max(round(high), total))


def typed(text: str) -> tuple[list[int], int]:
    """The counts that a reader typed, and how many words are none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    counts = [int(word) for word in words if re.fullmatch(r"\d{1,9}", word, re.ASCII)]
    return counts, len(words) - len(counts)
