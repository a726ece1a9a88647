"""What speaks for each technique in a case, by rules that stand in data/technique_rules.yaml."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators.advice.rules import Case, Conditions
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import Confidence, Origin, WordFact, source_column

Technique = Literal["prompting", "rag", "fine-tuning", "rag+fine-tuning", "none"]
"""Where a case can end: with one of four techniques, or with no language model and nothing more."""

TECHNIQUES: tuple[Technique, ...] = ("prompting", "rag", "fine-tuning", "rag+fine-tuning", "none")
"""All of them, the cheapest to try first: where nothing else decides, the first stands."""

TITLES: Mapping[Technique, str] = MappingProxyType(
    {
        "prompting": "prompting",
        "rag": "retrieval (RAG)",
        "fine-tuning": "fine-tuning",
        "rag+fine-tuning": "retrieval with fine-tuning",
        "none": "no language model, or nothing more",
    }
)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class TechniqueRule(Conditions):
    """One reason: the points it gives to techniques, or the techniques that it rules out."""

    key: str
    speaks: Mapping[str, float] = dataclasses.field(default_factory=dict)
    rules_out: tuple[str, ...] = ()
    why: str
    sources: tuple[str, ...] = source_column()
    confidence: Confidence

    def __post_init__(self) -> None:
        for name in (*self.speaks, *self.rules_out):
            if name not in TECHNIQUES:
                raise strict.DataError(f"'{name}' is not a technique; allowed: {', '.join(TECHNIQUES)}")
        if bool(self.speaks) == bool(self.rules_out):
            raise strict.DataError("a rule either speaks for techniques or rules some out")

    @property
    def fact(self) -> WordFact:
        """The reason as it is cited under an answer."""
        source = catalogue().sources[self.sources[0]]
        said = "; ".join(f"{TITLES[name]} {points:+g}" for name, points in self.speaks.items())  # type: ignore[index]
        return WordFact(
            said or "rules out",
            Origin(self.why, "", source.key, source.accessed, self.confidence, table="technique_rules", row=self.key),
        )


@dataclasses.dataclass(frozen=True)
class Spoken:
    """The points of each technique in a case, the rules that gave them, what is ruled out."""

    points: Mapping[Technique, float]
    rules: tuple[TechniqueRule, ...]
    ruled_out: frozenset[str]


@cache
def technique_rules(folder: Path = DATA) -> Mapping[str, TechniqueRule]:
    """The rules by key. Raises DataError."""
    return MappingProxyType(
        strict.table(folder / "technique_rules.yaml", TechniqueRule, {"sources": catalogue().sources})
    )


def spoken(case: Case) -> Spoken:
    """What the rules say to a case."""
    applying = tuple(rule for rule in technique_rules().values() if rule.applies(case))
    points = {name: sum(rule.speaks.get(name, 0.0) for rule in applying) for name in TECHNIQUES}
    return Spoken(points, applying, frozenset(name for rule in applying for name in rule.rules_out))
