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


class Lengths:
    """The tokens of the texts of a file, by family of tokenizers: counted of the sample, by their letters of the rest.

    What letters come to, those of the sample say: so a file of code, or of Chinese, is its own measure.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._sample = survey.sample.counted
        self._size = sum(map(self._letters, self._sample)) or 1.0
        sums = [sum(column) for column in zip(*self._sample.values(), strict=True)]
        self._rates: Tokens = tuple(one / self._size for one in sums) or (0.0,) * len(FAMILIES)

    def _letters(self, place: int) -> float:
        """The size of an example: its letters, those beyond ASCII by their bytes in UTF-8, which say more."""
        return self._survey.ascii[place] + 1.5 * self._survey.wide[place]

    def texts(self, place: int) -> Tokens:
        """The tokens of the texts of an example."""
        counted = self._sample.get(place)
        return counted or tuple(rate * self._letters(place) for rate in self._rates)

    def per_token(self, families: Sequence[int]) -> float | None:
        """The characters in a token of the sample, the mean over some families; None where nothing was counted."""
        found = [self._rates[family] for family in families]
        if not sum(found):
            return None
        characters = sum(self._survey.ascii[place] + self._survey.wide[place] / 2.5 for place in self._sample)
        return characters / self._size * len(found) / sum(found)


def estimate(survey: Survey, mask: int, families: Sequence[int], frame: float, own: float | None) -> Estimate:
    """The tokens of the examples that have none of the flags of a mask.

    They are expected between the fewest and the most that the families make of them. `frame` tokens stand around each
    message and each example, and one names the role of each message. `own`, characters in a token that the reader has
    measured, takes the place of what the sample says of the size of a token, and leaves no range.
    """
    lengths = Lengths(survey)
    measured = lengths.per_token(families)
    scale = measured / own if own and measured else 1.0
    each, framed, sums = [], 0.0, [0.0] * len(families)
    for place, flags in enumerate(survey.flags):
        if flags & mask:
            continue
        found = [scale * lengths.texts(place)[family] for family in families]
        around = (frame + 1) * survey.turns[place] + frame
        framed += around
        sums = [before + one for before, one in zip(sums, found, strict=True)]
        each.append(round((min(found) + max(found)) / 2 + around))
    total = sum(each)
    if own or not each:
        return Estimate(each, total, total, total)
    low, high = ((1 + sign * ERROR) * end(sums) + framed for sign, end in ((-1, min), (1, max)))
    return Estimate(each, total, min(round(low), total), max(round(high), total))


def typed(text: str) -> tuple[list[int], int]:
    """The counts that a reader typed, and how many words are none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    counts = [int(word) for word in words if re.fullmatch(r"\d{1,9}", word, re.ASCII)]
    return counts, len(words) - len(counts)
