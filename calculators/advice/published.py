"""Published outcomes: cases as their publications tell them on day one, what did best, which are like a given one."""

import dataclasses
import math
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from calculators.advice.questions import questions
from calculators.advice.rules import UNKNOWN
from calculators.advice.situation import amount
from calculators.advice.techniques import TECHNIQUES, Technique
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import source_column

Winner = Literal["prompting", "rag", "fine-tuning", "rag+fine-tuning", "none", "not-fine-tuning", "not-available"]
"""What did best: a technique; anything without tuning; or, where nobody can buy the tuning that was asked for, anything
but that."""

HowRead = Literal[
    "read at the source", "abstract read", "read in a copy", "second hand", "from memory", "computed here"
]
"""How the outcome came to us, or that we computed it from figures of the source."""

Strength = Literal["strong", "medium", "weak"]
"""How far the outcome can be trusted: its design, who measured, how much is told."""

ALLOWS: Mapping[Winner, tuple[Technique, ...]] = MappingProxyType(
    {
        **{name: (name,) for name in TECHNIQUES},
        "not-fine-tuning": ("prompting", "rag", "none"),
        "not-available": ("prompting", "rag", "none"),
    }
)
"""The techniques that each winner leaves open; where it names one, that one."""

NEAREST = 5
"""So many of the nearest cases are shown."""
FEW = 20.0
"""So many cases with the usual shares are added to those that gave an answer."""
ANSWER = 0.3
"""What one answer counts among many that hang together; set on the cases that vote, each source left out."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """A case as its publication describes it, in the words of the advisor's form, with what turned out best.

    From the situation alone (see `situations`) somebody who did not know the outcome gave the `answers`. What is set
    aside votes in nothing; what was set aside once has been studied since.
    """

    key: str
    set: Literal["given", "further", "unseen", "blind", "collected", "once-aside", "aside"]
    title: str
    answers: Mapping[str, str]
    winner: Winner
    detail: str | None = None
    result: str
    source: str = source_column()
    read: HowRead
    strength: Strength
    note: str | None = None


@dataclasses.dataclass(frozen=True)
class Neighbour:
    """A published case beside the one at hand: how alike they are, from 0 to 1, and where they differ."""

    outcome: Outcome
    alike: float
    differs: tuple[str, ...]


@cache
def outcomes(folder: Path = DATA) -> Mapping[str, Outcome]:
    """All outcomes by key. Raises DataError."""
    return MappingProxyType(strict.table(folder / "outcomes.yaml", Outcome, {"sources": catalogue().sources}))


def profile(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What is known of a case, coarse enough to compare: choices as they are, counts as words."""
    known: dict[str, str] = {}
    for name, question in questions().items():
        value = values.get(name)
        if not question.alike or value is None or value == UNKNOWN:
            continue
        if question.choices is not None:
            known[name] = str(value)
        elif name == "examples_count":
            known[name] = amount(value)
        else:
            known[name] = "much" if value >= question.much else "little"
    return known


@dataclasses.dataclass(frozen=True, kw_only=True)
class Situation:
    """A published case as its team would have told it on day one, without the outcome."""

    key: str
    told: str


@cache
def situations(folder: Path = DATA) -> Mapping[str, str]:
    """The situation of each outcome in words. Raises DataError."""
    return MappingProxyType({key: one.told for key, one in strict.table(folder / "situations.yaml", Situation).items()})


@cache
def answered() -> Mapping[str, Mapping[str, Any]]:
    """The answers of each published case that may vote, by field."""
    return {
        key: {name: questions()[name].value(text) for name, text in outcome.answers.items() if name in questions()}
        for key, outcome in outcomes().items()
        if outcome.set != "aside"
    }


@cache
def profiles() -> Mapping[str, Mapping[str, str]]:
    """The profile of each published case that may vote."""
    return {key: profile(values) for key, values in answered().items()}


@lru_cache(maxsize=256)
def given_answers(name: str, among: tuple[Any, ...]) -> Mapping[Any, int]:
    """How many of the cases that vote give each of these answers, and one more.

    A number counts for the largest of them that it reaches; what none of them fits is left out.
    """
    counted = dict.fromkeys(among, 1)
    for values in answered().values():
        value = values.get(name)
        fits = [one for one in among if one == value or (isinstance(value, int | float) and one <= value)]
        if fits:
            counted[max(fits) if len(fits) > 1 else fits[0]] += 1
    return counted


def alike(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """How alike two profiles are: what both know and share, of what either knows, by weight."""
    weights = {name: questions()[name].alike for name in one.keys() | other.keys()}
    whole = sum(weights.values())
    shared = sum(weight for name, weight in weights.items() if one.get(name) == other.get(name))
    half = sum(weight for name, weight in weights.items() if name not in one or name not in other)
    return (shared + 0.3 * half) / whole if whole else 0.0


def nearest(known: Mapping[str, str], leave_out: frozenset[str] = frozenset()) -> tuple[Neighbour, ...]:
    """The published cases most like this one, the nearest first."""
    ranked = sorted(
        ((alike(known, theirs), key) for key, theirs in profiles().items() if key not in leave_out),
        key=lambda one: -one[0],
    )
    return tuple(
        Neighbour(outcomes()[key], share, _differing(known, profiles()[key])) for share, key in ranked[:NEAREST]
    )


def _differing(known: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that both answer, each in another way."""
    return tuple(name for name in known if theirs.get(name, known[name]) != known[name])


@lru_cache(maxsize=64)
def counts(leave_out: frozenset[str] = frozenset()) -> Mapping[tuple[str, str] | None, Mapping[Technique, float]]:
    """How many of the cases that vote ended with each technique: of all under None, else of those that gave an answer.

    A winner that leaves several techniques open is split.
    """
    counted: dict[tuple[str, str] | None, dict[Technique, float]] = {None: dict.fromkeys(TECHNIQUES, 0.0)}
    for key, known in profiles().items():
        if key in leave_out:
            continue
        allowed = ALLOWS[outcomes()[key].winner]
        for answer in (None, *known.items()):
            ended = counted.setdefault(answer, dict.fromkeys(TECHNIQUES, 0.0))
            for technique in allowed:
                ended[technique] += 1 / len(allowed)
    return counted


def votes(known: Mapping[str, str], leave_out: frozenset[str] = frozenset()) -> Mapping[Technique, float]:
    """What the published cases say to these answers, each answer by itself: logarithms of odds, up to a constant.

    As naive Bayes does it: the share of a technique among all cases, times, for each answer, how much larger or
    smaller its share is among the cases that gave the same. `FEW` cases with the shares of all are added to each
    answer, so that no few cases decide; answers hang together, so each counts for `ANSWER` only. What more examples
    mean is left to the rules, where more of them never speak against training.
    """
    counted = counts(leave_out)
    everyone = {name: number + 1 for name, number in counted[None].items()}
    whole = sum(everyone.values())
    found = {name: math.log(number / whole) for name, number in everyone.items()}
    for answer in known.items():
        if answer in counted and answer[0] != "examples_count":
            same = counted[answer]
            of = sum(same.values())
            for name, number in same.items():
                usual = everyone[name] / whole
                found[name] += ANSWER * math.log((number + FEW * usual) / (of + FEW) / usual)
    return found
