"""Published outcomes beside what the advisor says to each."""

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
from calculators.advice import rules as advice
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import source_column
from calculators.kit.inputs import Refused

Winner = Literal["prompting", "rag", "fine-tuning", "rag+fine-tuning", "not-fine-tuning", "not-available"]
"""What did best: one of four techniques; anything without tuning; or, where nobody can buy the tuning that was
asked for, anything but that."""

HowRead = Literal[
    "read at the source", "abstract read", "read in a copy", "second hand", "from memory", "computed here"
]
"""How the outcome came to us, or that we computed it from figures of the source."""

Strength = Literal["strong", "medium", "weak"]
"""How far the outcome can be trusted: its design, who measured, and how much is told."""

AGREES: Mapping[advice.Technique, frozenset[Winner]] = MappingProxyType(
    {
        "prompting": frozenset({"prompting", "not-fine-tuning"}),
        "measure": frozenset({"prompting", "not-fine-tuning"}),
        "done": frozenset({"prompting", "not-fine-tuning"}),
        "rag": frozenset({"rag", "not-fine-tuning"}),
        "fine-tuning": frozenset({"fine-tuning"}),
        "rag+fine-tuning": frozenset({"rag+fine-tuning"}),
    }
)
"""With which outcomes an advised technique agrees; where tuning is not to be had, see `Advised.agrees`."""

BUYS_TUNING = frozenset({"tune-api", "rag-and-tuning", ""})
"""The options that count on the tuning that was asked for; a baseline names no option and counts on it too."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """A case as its publication describes it, in the words of the advisor's form, and what turned out best."""

    key: str
    set: Literal["given", "further", "unseen", "blind"]
    title: str
    situation: str
    answers: Mapping[str, str]
    winner: Winner
    result: str
    source: str = source_column()
    read: HowRead
    strength: Strength
    note: str | None = None
    miss: str | None = None
    missed_at_first: bool = False


@dataclasses.dataclass(frozen=True)
class Advised:
    """What somebody advises in the case of an outcome: a technique and, from the advisor, an option."""

    outcome: Outcome
    technique: advice.Technique
    option: str = ""
    title: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the advice is what turned out best."""
        if self.outcome.winner == "not-available":
            tunes = self.technique in ("fine-tuning", "rag+fine-tuning")
            return not (tunes and self.option in BUYS_TUNING)
        return self.outcome.winner in AGREES[self.technique]


@dataclasses.dataclass(frozen=True)
class Score:
    """How many of a number of outcomes were met."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The part that was met."""
        return self.right / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % confidence, were the cases drawn by chance (Wilson 1927)."""
        z, share = 1.959964, self.share
        middle = (share + z**2 / (2 * self.of)) / (1 + z**2 / self.of)
        spread = z / (1 + z**2 / self.of) * math.sqrt(share * (1 - share) / self.of + z**2 / (4 * self.of**2))
        return max(0.0, middle - spread), min(1.0, middle + spread)


@cache
def outcomes(folder: Path = DATA) -> Mapping[str, Outcome]:
    """All outcomes by key. Raises DataError."""
    return MappingProxyType(strict.table(folder / "outcomes.yaml", Outcome, {"sources": catalogue().sources}))


@cache
def advisor(key: str) -> Advised:
    """What the advisor puts first. Raises Refused where it cannot use the answers: the outcome is badly encoded."""
    outcome = outcomes()[key]
    reading = calculator("advisor").read(outcome.answers)
    if reading.problems or reading.unknown:
        raise Refused(dict(reading.problems) | {name: f"{name} is not an input." for name in reading.unknown})
    option = advice.options()[reading.calculator.result().verdict]
    return Advised(outcome, option.technique, option.key, option.title)


def always_tune(key: str) -> Advised:
    """The first baseline: fine-tuning, whatever the case."""
    return Advised(outcomes()[key], "fine-tuning")


def bare_matrix(key: str) -> Advised:
    """The second baseline: the best tool in that row of the decision matrix which shares most answers with the case.

    Of rows that share equally many the first is taken, and of tools rated alike the first.
    """
    outcome = outcomes()[key]
    given = outcome.answers.items()
    nearest = max(lesson.matrix().values(), key=lambda row: len(given & row.answers.items()))
    return Advised(outcome, _best(nearest), title=nearest.use_case)


def _best(row: lesson.UseCase) -> advice.Technique:
    order: tuple[lesson.Rating, ...] = ("best", "needed", "works", "marginal", "not relevant")
    ratings: dict[advice.Technique, lesson.Rating] = {
        "prompting": row.prompting.rating,
        "rag": row.rag.rating,
        "fine-tuning": row.tuning.rating,
    }
    if ratings["rag"] == ratings["fine-tuning"] == "needed":
        return "rag+fine-tuning"
    return min(ratings, key=lambda technique: order.index(ratings[technique]))


ADVISERS: Mapping[str, Callable[[str], Advised]] = MappingProxyType(
    {"advisor": advisor, "matrix": bare_matrix, "tune": always_tune}
)
"""Who is scored: the advisor, and what it is compared with."""


Kept = Callable[[Outcome], bool]
"""Which outcomes are counted."""


def every(_: Outcome) -> bool:
    """All of them."""
    return True


def score(adviser: str, kept: Kept) -> Score:
    """How many of the outcomes that are kept an adviser meets."""
    advised = [ADVISERS[adviser](key) for key, outcome in outcomes().items() if kept(outcome)]
    return Score(sum(one.agrees for one in advised), len(advised))


def first_score(kept: Kept) -> Score:
    """How many of the outcomes that are kept the advisor met when they were first put to it."""
    rows = [outcome for outcome in outcomes().values() if kept(outcome)]
    return Score(sum(not outcome.missed_at_first for outcome in rows), len(rows))


def named(kept: Kept) -> Score:
    """In how many the advisor names what did best: first, or as what an open question could bring."""
    rows = [outcome for outcome in outcomes().values() if kept(outcome)]
    return Score(sum(_names(outcome) for outcome in rows), len(rows))


def _names(outcome: Outcome) -> bool:
    case = calculator("advisor").read(outcome.answers).calculator
    keys = (case.verdict, *(key for turned in case.widened.values() for key in turned))  # type: ignore[attr-defined]
    options = (advice.options()[key] for key in keys)
    return any(Advised(outcome, option.technique, option.key).agrees for option in options)


def confusion(advised: Iterable[Advised]) -> Mapping[tuple[Winner, advice.Technique], int]:
    """How many outcomes with this winner got this advice."""
    return Counter((one.outcome.winner, one.technique) for one in advised)
