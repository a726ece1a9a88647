"""What lessons hold besides prose: evidence, the decision matrix, key terms, read strictly from data/."""

import dataclasses
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators.figures.folders import tables
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import source_column

Verdict = Literal["confirms", "bounds", "contradicts"]
"""What research says to a rule of thumb: it holds; it holds within limits; it does not hold."""

HowRead = Literal["read at the source", "abstract read", "read in a copy", "second hand", "computed here"]
"""How we know what a source says, the surest way first; or that we computed with its figures or its formula."""

Rating = Literal["best", "needed", "works", "marginal", "not relevant"]
"""How far a tool carries for one use case; the lesson explains the five words."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cited:
    """A source, and how it was read."""

    source: str = source_column()
    read: HowRead


@dataclasses.dataclass(frozen=True, kw_only=True)
class Evidence:
    """A box "What the evidence says": a rule of thumb, and what research says to it."""

    key: str
    title: str
    verdict: Verdict
    rule: str
    text: tuple[str, ...]
    sources: tuple[Cited, ...]

    def __post_init__(self) -> None:
        if not self.text or not self.sources:
            raise strict.DataError("a box needs at least one paragraph of text and one source")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cell:
    """How far one tool carries for one use case: a rating, the lesson's own words, and the reason."""

    rating: Rating
    words: str
    why: str

    @property
    def says_rating(self) -> bool:
        """Whether the lesson's words begin with the rating, which then need not stand beside them."""
        return self.words.lower().startswith(self.rating)


@dataclasses.dataclass(frozen=True, kw_only=True)
class UseCase:
    """A row of the decision matrix; its key is part of its address and never changes.

    `evidence` names the boxes that bear on it; `answers` are the texts, by field, that describe it to the advisor.
    """

    key: str
    use_case: str
    evidence: tuple[str, ...] = strict.column(refers="evidence/*")
    answers: Mapping[str, str]
    prompting: Cell
    rag: Cell
    tuning: Cell


@dataclasses.dataclass(frozen=True, kw_only=True)
class Term:
    """A key term as it is written in running text, and what it means."""

    key: str
    term: str
    definition: str


@cache
def evidence_by_lesson(folder: Path = DATA) -> Mapping[str, Mapping[str, Evidence]]:
    """The boxes by key, lesson by lesson. Raises DataError."""
    known: dict[str, Collection[str]] = {"sources": catalogue().sources}
    return MappingProxyType(tables(folder / "evidence", Evidence, known))


@cache
def evidence_boxes(folder: Path = DATA) -> Mapping[str, Evidence]:
    """The boxes of all lessons by key. Raises DataError."""
    return MappingProxyType({key: box for boxes in evidence_by_lesson(folder).values() for key, box in boxes.items()})


@cache
def matrix(folder: Path = DATA) -> Mapping[str, UseCase]:
    """The rows of the decision matrix in the order of the lesson. Raises DataError."""
    known = {"evidence/*": evidence_boxes()}
    return MappingProxyType(strict.table(folder / "decision_matrix.yaml", UseCase, known))


@cache
def terms_by_lesson(folder: Path = DATA) -> Mapping[str, Mapping[str, Term]]:
    """The key terms by key, lesson by lesson. Raises DataError."""
    return MappingProxyType(tables(folder / "terms", Term))


@cache
def terms(folder: Path = DATA) -> Mapping[str, Term]:
    """The key terms of all lessons by key. Raises DataError."""
    return MappingProxyType({key: term for terms in terms_by_lesson(folder).values() for key, term in terms.items()})
