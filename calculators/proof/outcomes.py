"""Published outcomes beside what the advisor says to each, reckoned without them."""

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators import calculator
from calculators.advice import lesson
from calculators.advice.likely import Certainty, certainty, joined
from calculators.advice.published import ALLOWS, Outcome, Winner, outcomes, profile, votes
from calculators.advice.techniques import Technique
from calculators.advisor import Advisor
from calculators.figures.tables import DATA
from calculators.kit import strict
from calculators.kit.inputs import Refused


@dataclasses.dataclass(frozen=True)
class Advised:
    """What somebody says to the case of an outcome: an end and, where they tell it, its rival and how sure they are."""

    outcome: Outcome
    end: Technique
    rival: Technique | None = None
    sure: Certainty | None = None

    @property
    def agrees(self) -> bool:
        """Whether the likely end is what turned out best."""
        return self.end in ALLOWS[self.outcome.winner]

    @property
    def either(self) -> bool:
        """Whether the end is, or its rival where the two are called close."""
        return self.agrees or (self.sure == "close" and self.rival in ALLOWS[self.outcome.winner])


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verdict:
    """An end, its rival, and how sure somebody is."""

    end: Technique
    rival: Technique
    sure: Literal["clear", "likely", "close"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExpertAnswer(Verdict):
    """What the expert said to a case that is or was set aside, from its words, then another from its answers alone."""

    key: str
    recognised: Literal["yes", "no"]
    """Whether the study behind the words was known to the expert."""
    of_answers: Verdict


@dataclasses.dataclass(frozen=True)
class Score:
    """How many of a number of outcomes were met."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The part that was met; nothing of nothing."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % confidence, were the cases drawn by chance (Wilson 1927)."""
        z, share = 1.959964, self.share
        middle = (share + z**2 / (2 * self.of)) / (1 + z**2 / self.of)
        spread = z / (1 + z**2 / self.of) * math.sqrt(share * (1 - share) / self.of + z**2 / (4 * self.of**2))
        return max(0.0, middle - spread), min(1.0, middle + spread)


@cache
def expert_answers(folder: Path = DATA) -> Mapping[str, ExpertAnswer]:
    """The expert's answers by the key of the outcome. Raises DataError."""
    return MappingProxyType(strict.table(folder / "expert_answers.yaml", ExpertAnswer))


@cache
def read(key: str) -> Advisor:
    """The advisor with the answers of an outcome. Raises Refused where it cannot use them: they are badly encoded."""
    reading = calculator("advisor").read(outcomes()[key].answers)
    if reading.problems or reading.unknown:
        raise Refused(dict(reading.problems) | {name: f"{name} is not an input." for name in reading.unknown})
    assert isinstance(reading.calculator, Advisor)
    return reading.calculator


def same_source(key: str) -> frozenset[str]:
    """This outcome with every other of the same source: none of them may vote on it."""
    source = outcomes()[key].source
    return frozenset(other for other, outcome in outcomes().items() if outcome.source == source)


@cache
def advisor(key: str) -> Advised:
    """What the advisor says where it knows neither this case nor any other of its source. Raises Refused."""
    case = read(key)
    ends = joined(case.spoken, votes(profile(case.values), same_source(key)))
    return Advised(outcomes()[key], ends.first, ends.rival, certainty(ends, len(case.given)))


def always(technique: Technique) -> Callable[[str], Advised]:
    """A baseline: the same, whatever the case."""
    return lambda key: Advised(outcomes()[key], technique)


@cache
def bare_matrix(key: str) -> Advised:
    """Another baseline: the best tool in that row of the decision matrix which shares most answers with the case.

    Of rows that share equally many the first is taken, and of tools rated alike the first.
    """
    outcome = outcomes()[key]
    given = outcome.answers.items()
    return Advised(outcome, _best(max(lesson.matrix().values(), key=lambda row: len(given & row.answers.items()))))


def _best(row: lesson.UseCase) -> Technique:
    order: tuple[lesson.Rating, ...] = ("best", "needed", "works", "marginal", "not relevant")
    ratings: dict[Technique, lesson.Rating] = {
        "prompting": row.prompting.rating,
        "rag": row.rag.rating,
        "fine-tuning": row.tuning.rating,
    }
    if ratings["rag"] == ratings["fine-tuning"] == "needed":
        return "rag+fine-tuning"
    return min(ratings, key=lambda technique: order.index(ratings[technique]))


def expert(key: str) -> Advised:
    """What the expert says, who read the situation in words. Raises KeyError where it was not put to them."""
    return _given(key, expert_answers()[key])


def expert_of_answers(key: str) -> Advised:
    """What the expert says who saw nothing but the answers to the advisor's questions. Raises KeyError as `expert`."""
    return _given(key, expert_answers()[key].of_answers)


def _given(key: str, said: Verdict) -> Advised:
    return Advised(outcomes()[key], said.end, said.rival, said.sure)


CONSTANT: tuple[Technique, ...] = ("prompting", "rag", "fine-tuning")
"""What somebody might always say."""

ADVISERS: Mapping[str, Callable[[str], Advised]] = MappingProxyType(
    {"advisor": advisor, "matrix": bare_matrix, "expert": expert, **{str(name): always(name) for name in CONSTANT}}
)
"""Who is scored: the advisor, and what it is compared with."""

Kept = Callable[[Outcome], bool]
"""Which outcomes are counted."""


def aside(outcome: Outcome) -> bool:
    """Those that are set aside: neither rules nor weights were made with them in view."""
    return outcome.set == "aside"


def once_aside(outcome: Outcome) -> bool:
    """Those that were set aside for earlier rules, and that have been studied since."""
    return outcome.set == "once-aside"


def others(outcome: Outcome) -> bool:
    """All that may vote."""
    return outcome.set != "aside"


def said(adviser: str, kept: Kept) -> tuple[Advised, ...]:
    """What an adviser says to the outcomes that are kept; the expert to those that were put to them."""
    keys = [key for key, outcome in outcomes().items() if kept(outcome)]
    return tuple(ADVISERS[adviser](key) for key in keys if adviser != "expert" or key in expert_answers())


def score(adviser: str, kept: Kept) -> Score:
    """In how many of the outcomes that are kept the likely end did best."""
    return alone(said(adviser, kept))


def alone(advised: Iterable[Advised]) -> Score:
    """How often the likely end did best."""
    met = [one.agrees for one in advised]
    return Score(sum(met), len(met))


def either(advised: Iterable[Advised]) -> Score:
    """How often the end did best, or its rival where the two are called close."""
    met = [one.either for one in advised]
    return Score(sum(met), len(met))


def sure(advised: Iterable[Advised], word: Certainty) -> Score:
    """How often the likely end did best among those that are called so."""
    return alone(one for one in advised if one.sure == word)


def best_constant(kept: Kept) -> tuple[Technique, Score]:
    """Of those that always say the same the one that is right most often."""
    scores: dict[Technique, Score] = {name: score(name, kept) for name in CONSTANT}
    best = max(scores, key=lambda name: scores[name].right)
    return best, scores[best]


def confusion(advised: Iterable[Advised]) -> Mapping[tuple[Winner, Technique], int]:
    """How many outcomes with this winner got this end."""
    return Counter((one.outcome.winner, one.end) for one in advised)
