"""A decision record with every calculator in it reckoned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from calculators import calculator, calculators
from calculators.figures.tables import catalogue
from calculators.kit.facts import DayFact, Source, Sourced
from calculators.kit.inputs import Refused
from calculators.kit.model import Calculator, Considered, Figure, Reason, Result
from calculators.kit.query import query_of, read_query
from calculators.kit.turns import Turns, turns
from calculators.record.record import Record

ADVISOR = "advisor"
"""The calculator whose answer is the recommendation, once the reader has asked it."""
VOLUMES = ("calls_per_day", "examples_count", "corpus_tokens")
"""Amounts of the case that several calculators ask under one name; one record should hold one of each."""
ALIKE = frozenset(
    {*VOLUMES, "prefix_tokens", "variable_tokens", "output_tokens", "cache_hits", "days_per_month", "base_model",
     "tuning_offer", "tokens_per_example", "epochs", "training_runs", "open_model", "method", "framework",
     "sequence_length", "lora_rank", "lora_targets", "work", "wage"}
)  # fmt: skip
"""What calculators ask in the same sense under the same name, so that one takes over what another was told."""
OPTIONS = (ADVISOR, "total-cost")
"""The calculators whose tables compare techniques; those of the others compare prices, and stay with them."""
RULING, MOST_REASONS = "rules out", 3
"""How a reason weighs that rules an option out; so many reasons an option stand in a record, all in the calculator."""


@dataclass(frozen=True)
class Changed:
    """An input for which the reader's answer is not the default, in words."""

    label: str
    value: str
    default: str


@dataclass(frozen=True)
class Entry:
    """One calculator of a record: the reader's answers as kept, and what came of them, or the problem with them."""

    kind: type[Calculator]
    query: str
    case: Calculator
    result: Result | None
    problem: str
    unknown: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.kind.slug

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The inputs that differ from their defaults, in the order of the form."""
        return tuple(_changed(self.case))

    @cached_property
    def facts(self) -> tuple[Sourced, ...]:
        """The figures of the world in use."""
        return self.case.facts(self.result) if self.result else ()

    @cached_property
    def turns(self) -> Turns:
        """What would change the answer; nothing where looking for it leads to numbers that cannot be reckoned."""
        try:
            return turns(self.case) if self.result else Turns((), ())
        except ArithmeticError:
            return Turns((), ())

    @property
    def asks(self) -> tuple[str, ...]:
        """The labels of the open questions that would tell most; they may be asked since the answers were kept."""
        return tuple(self.case.inputs()[name].label for name in self.result.asks) if self.result else ()

    @property
    def weighed(self) -> tuple[tuple[Considered, tuple[Reason, ...]], ...]:
        """The options that were weighed, each with what weighs most: what rules it out, or else its first reasons."""
        found = []
        for one in self.result.considered if self.result else ():
            ruling = tuple(reason for reason in one.reasons if reason.weight == RULING)
            found.append((one, (ruling or one.reasons)[:MOST_REASONS]))
        return tuple(found)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.result.figures if self.result else ()


@lru_cache(maxsize=64)
def entry(slug: str, query: str) -> Entry:
    """The answer of one calculator to kept answers. Nothing raises: what is wrong is told."""
    kind = calculator(slug)
    reading = kind.read(read_query(query))
    problem, result = " ".join(reading.problems.values()), None
    if not problem:
        try:
            result = reading.calculator.reckoned()
        except Refused as refused:
            problem = str(refused)
    return Entry(kind, query, reading.calculator, result, problem, reading.unknown)


def _changed(case: Calculator) -> Iterator[Changed]:
    for name, declared in case.inputs().items():
        if name in case.given:
            default = case.default(name)
            said = "not known" if default is None and not declared.none else declared.say(default)
            yield Changed(declared.label, declared.say(getattr(case, name)), said)


@dataclass(frozen=True)
class Used:
    """A figure of the world, and the titles of the calculators that use it."""

    fact: Sourced
    by: tuple[str, ...]

    @property
    def source(self) -> Source:
        return catalogue().sources[self.fact.source]


@dataclass(frozen=True)
class Review:
    """The day on which to look at the decision again, and why that day; None where nothing asks for one."""

    day: date | None
    why: str


@dataclass(frozen=True)
class Document:
    """A record with everything reckoned."""

    record: Record
    entries: tuple[Entry, ...]

    @property
    def advice(self) -> Entry | None:
        """The advisor's answer, if the reader has asked it."""
        return next((one for one in self.entries if one.slug == ADVISOR and one.result), None)

    @property
    def reckoned(self) -> tuple[Entry, ...]:
        """What was reckoned beside the advice."""
        return tuple(one for one in self.entries if one.slug != ADVISOR)

    @property
    def compared(self) -> tuple[Entry, ...]:
        """The answers that set whole techniques against each other, the advice first."""
        found = [one for one in self.entries if one.slug in OPTIONS and one.result and one.result.table]
        return tuple(sorted(found, key=lambda one: OPTIONS.index(one.slug)))

    @property
    def missing(self) -> tuple[type[Calculator], ...]:
        """The calculators that are not in the record."""
        return tuple(kind for kind in calculators() if kind.slug not in self.record.calculators)

    def carried(self, kind: type[Calculator]) -> str:
        """What another calculator takes over of the answers, as its query: what they name alike or lead on with.

        What they do not agree on, and what it does not allow, it asks itself.
        """
        found: dict[str, set[str]] = {}
        for one in self.entries:
            named = query_of(one.case, [name for name in one.case.inputs() if name in one.case.told & ALIKE])
            led = [step.query for step in (one.result.plan if one.result else ()) if step.calculator == kind.slug]
            for name, text in (pair for query in (named, *led) for pair in read_query(query).items()):
                found.setdefault(name, set()).add(text)
        reading = kind.read({name: texts.pop() for name, texts in found.items() if len(texts) == 1})
        return query_of(reading.calculator, [name for name in kind.inputs() if name in reading.calculator.given])

    @cached_property
    def used(self) -> tuple[Used, ...]:
        """All figures of the world in use, each once."""
        found: dict[Any, tuple[Sourced, list[str]]] = {}
        for one in self.entries:
            for fact in one.facts:
                found.setdefault((fact.origin, str(fact)), (fact, []))[1].append(one.kind.title)
        return tuple(Used(fact, tuple(dict.fromkeys(titles))) for fact, titles in found.values())

    @cached_property
    def risks(self) -> tuple[tuple[str, str], ...]:
        """What may go wrong: what each calculator warns of, and which figures stand on weak ground."""
        warned = [(one.kind.title, notice) for one in self.entries if one.result for notice in one.result.notices]
        unlike = [("Volumes", words) for words in self.unlike]
        return (*unlike, *warned, *(("Figures", words) for words in self._weak_figures()))

    @property
    def unlike(self) -> tuple[str, ...]:
        """A sentence for each amount of the case, told at least once, in which answers of this record differ."""
        return tuple(words for name in VOLUMES if (words := self._unlike(name)))

    def _unlike(self, name: str) -> str:
        asked = [one for one in self.entries if one.result and name in one.case.inputs()]
        found = [(one, getattr(one.case, name)) for one in asked]
        found = [(one, value) for one, value in found if isinstance(value, int | float)]
        if len({value for _, value in found}) < 2 or not any(name in one.case.given for one, _ in found):
            return ""
        inputs = found[0][0].case.inputs()[name]
        uses = "; ".join(f"{inputs.say(value)} in “{one.kind.title}”" for one, value in found)
        return f"These answers do not rest on the same {inputs.label[:1].lower()}{inputs.label[1:]}: {uses}."

    def _weak_figures(self) -> Iterator[str]:
        for words, names in (
            ("Low confidence", [one.fact.name for one in self.used if one.fact.confidence == "low"]),
            ("Review was due before this site was built", [one.fact.name for one in self.used if one.fact.overdue]),
            ("Own figures, which nobody else can check", [one.fact.name for one in self.used if one.fact.own]),
        ):
            if names:
                yield f"{words}: {'; '.join(dict.fromkeys(names))}."

    @cached_property
    def review(self) -> Review:
        """The day the reader named, or the first on which a figure in use retires or is to be looked at again."""
        if self.record.review_day:
            return Review(self.record.review_day, "named by the authors")
        days = [(fact, f"{fact.name}") for fact in self._facts() if isinstance(fact, DayFact)]
        coming = [(date(day.year, day.month, day.day), words) for day, words in days]
        coming += [(fact.review_by, f"review of the figure “{fact.name}”") for fact in self._facts() if fact.review_by]
        coming = [(day, words) for day, words in coming if day >= catalogue().first_day]
        if not coming:
            return Review(None, "No figure in use has a day of retirement or review.")
        day, words = min(coming)
        return Review(day, words)

    def _facts(self) -> Iterable[Sourced]:
        return (one.fact for one in self.used)

    @property
    def own(self) -> bool:
        """Whether own figures are among those in use."""
        return any(one.fact.own for one in self.used)

    @property
    def as_of(self) -> date:
        """The date of the figures."""
        return catalogue().as_of

    @cached_property
    def variants(self) -> tuple[tuple[str, "Document"], ...]:
        """The records kept to compare with this one."""
        return tuple((name, document(one)) for name, one in self.record.variants)


def document(record: Record) -> Document:
    """A record with everything reckoned."""
    return Document(record, tuple(entry(slug, query) for slug, query in record.calculators.items()))
