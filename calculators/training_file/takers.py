"""Who takes a training file: providers, libraries, by the rules of data/training_rules.yaml."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Literal

from calculators.figures.rows import Reading, Row
from calculators.figures.tables import DATA, catalogue
from calculators.files.reading import CSV
from calculators.kit import strict
from calculators.kit.facts import Fact, Origin, WordFact
from calculators.kit.numbers import say_number
from calculators.training_file.formats import formats
from calculators.training_file.kinds import ERRORS, KINDS, Kind
from calculators.training_file.recognise import COHERE, ELSEWHERE
from calculators.training_file.running import EVERY
from calculators.training_file.structure import TRAITS
from calculators.training_file.survey import FLAGS, REJECTED, Finding, Survey

ANY = "any"
DOES = ("refuses", "skips", "trims", "passes", "ignores")
"""What a rule may do with findings."""
MB = 1_000_000
Limit = Literal[
    "least-examples", "most-examples", "largest-file", "largest-picture", "most-pictures", "longest-example"
]


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class TrainingRule(Row, Reading):
    """One rule of a provider or tool: shapes it takes, findings it refuses, skips or trims, a limit, what it bills.

    What is trimmed it passes over, and the cleaned file for it has it not.
    Where it `cuts`, what is beyond the limit is cut off, and the file is taken. What it `passes` is an error to others
    and none to it. It holds `only` for files of these shapes, where any are named. What it `ignores` it does not read.
    `provider` is its name among those who offer tuning; it has `ended` where nothing can be tuned there any more.
    """

    table: ClassVar[str] = "training_rules"

    takes: tuple[str, ...] = strict.column(refers="training_formats", default=())
    keys: tuple[str, ...] = ()
    tables: bool = False
    columnar: bool = False
    refuses: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    trims: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    only: tuple[str, ...] = strict.column(refers="training_formats", default=())
    limit: Limit | None = None
    value: float | None = strict.column(least=0, default=None)
    bills: Literal["all tokens", "not said"] | None = None
    provider: str | None = None
    ended: bool = False
    cuts: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in self.found:
            if name not in KINDS and name not in TRAITS:
                raise strict.DataError(f"'{name}' is no finding of the check")
        if sum(map(bool, (self.takes, *map(self.__getattribute__, DOES), self.limit, self.bills))) != 1:
            does = ", ".join(("takes", *DOES))
            raise strict.DataError(f"a rule names what it {does}, one limit, or what it bills")
        if (self.bills is None) != (self.provider is None):
            raise strict.DataError("bills and provider belong together")
        if (self.limit is None) != (self.value is None):
            raise strict.DataError("limit and value belong together")

    @property
    def found(self) -> tuple[str, ...]:
        """The findings that it tells of."""
        return tuple(name for does in DOES for name in getattr(self, does))

    @property
    def taker(self) -> str:
        """The provider or tool, by its key."""
        return self.key.partition("/")[0]

    @property
    def fact(self) -> Fact | WordFact:
        """The rule as it is cited under an answer."""
        if self.value is not None:
            return self._fact(self.value, (self.limit or "").replace("-", " "), UNITS[self.limit or ""], self)
        said = self.bills or ", ".join(self.takes or (titled(name).lower() for name in self.found))
        does = next(word for word in ("bills", "takes", *DOES) if getattr(self, word))
        what = f"{self.name}, {does}"
        origin = Origin(what, "", self.source, self.as_of, self.confidence, self.note or "", self.review_by)
        return WordFact(said, dataclasses.replace(origin, table=self.table, row=self.key))


UNITS = {
    "least-examples": "examples", "most-examples": "examples", "largest-file": "MB", "largest-picture": "MB",
    "most-pictures": "pictures/example", "longest-example": "tokens/example",
}  # fmt: skip


def titled(name: str) -> str:
    """What a finding is called."""
    return KINDS[name].title if name in KINDS else TRAITS[name]


@cache
def training_rules(folder: Path = DATA) -> Mapping[str, TrainingRule]:
    """The rules by key, in their order. Raises DataError."""
    known = {"sources": catalogue().sources, "training_formats": formats(folder)}
    return MappingProxyType(strict.table(folder / "training_rules.yaml", TrainingRule, known))


@cache
def takers() -> Mapping[str, str]:
    """The names of all providers and tools by key, in their order."""
    return {rule.taker: rule.name for rule in training_rules().values()}


def of(taker: str, shape: str = "") -> list[TrainingRule]:
    """The rules of one provider or tool; where a shape is named, those that hold for files of it."""
    rules = (rule for rule in training_rules().values() if rule.taker == taker)
    return [rule for rule in rules if not shape or not rule.only or shape in rule.only]


def errors(survey: Survey, taker: str) -> int:
    """How many examples have an error that is one to a provider or tool, and not skipped by it."""
    other = {name for rule in of(taker, survey.form.shape) for name in (*rule.passes, *rule.skips)}
    return survey.flagged(REJECTED) - sum(survey.counts[kind.key] for kind in ERRORS if kind.key in other)


def limit(taker: str, which: Limit, shape: str = "") -> Fact | None:
    """A limit of one provider or tool, for files of a shape where one is named; None where it names none."""
    found = next((rule.fact for rule in of(taker, shape) if rule.limit == which), None)
    return found if isinstance(found, Fact) else None


def billed_by(provider: str) -> TrainingRule | None:
    """What a provider bills, by its name among those who offer tuning; None where nobody has looked."""
    return next((rule for rule in training_rules().values() if rule.provider == provider), None)


@cache
def unwanted_by(taker: str) -> frozenset[str]:
    """The findings for which a provider or tool refuses or skips an example."""
    return frozenset(name for rule in of(taker) for name in (*rule.refuses, *rule.skips))


def refused_by(taker: str, shape: str = "") -> int:
    """The flags of all that a provider or tool refuses, in files of a shape where one is named."""
    return _flags(name for rule in of(taker, shape) for name in ("other-shape", *rule.refuses))


def skipped_by(taker: str, shape: str = "") -> int:
    """The flags of all that it leaves out when it reads a file, and trains on the rest."""
    return _flags(name for rule in of(taker, shape) for name in rule.skips)


BARED = frozenset({"extra-key", "prompt-beside"})
"""Findings that the cleaned file mends: it is written without what they name."""


def trimmed_by(taker: str) -> frozenset[str]:
    """The findings without which the cleaned file for a provider or tool is written."""
    return BARED & {name for rule in of(taker) for name in (*rule.refuses, *rule.trims)}


@cache
def ignored_by(taker: str) -> frozenset[str]:
    """The findings that a provider or tool does not read, and takes the file nevertheless; of nobody chosen, all."""
    rules = training_rules().values() if taker == ANY else of(taker)
    return frozenset(name for rule in rules for name in rule.ignores)


UNREAD = frozenset({"system-beside"})
"""Findings that concern only who does not read what they name."""


def heeded(taker: str) -> frozenset[str]:
    """The findings of which a provider or tool need not be told: it reads what others do not."""
    return UNREAD - ignored_by(taker)


def _flags(names: Iterable[str]) -> int:
    flags = 0
    for name in names:
        flags |= FLAGS.get(name, 0)
    return flags


@dataclasses.dataclass(frozen=True)
class Taking:
    """Whether a provider or tool would take a file: why not, by which rules; `others` where its shape is another."""

    taker: str
    name: str
    reasons: tuple[str, ...]
    rules: tuple[TrainingRule, ...]
    takes_shape: bool
    few: bool
    """Whether it has too few examples, and that is all that is wrong with it."""

    refused: tuple[str, ...]
    """The findings in the file that it refuses."""

    skipped: tuple[str, ...]
    """Those for which it leaves an example out and trains on the rest."""

    note: str
    ended: bool
    """Whether nothing can be tuned there any more."""

    @property
    def ok(self) -> bool:
        """Whether it would take the file as it is."""
        return not self.reasons

    @property
    def in_part(self) -> bool:
        """Whether it would take all but the examples that it skips."""
        return self.takes_shape and 0 < len(self.reasons) == len(self.skipped)


OF_ANOTHER_SHAPE = {
    "system-inside": "it wants the system message beside the others, under “system”",
    "other-separator": "it wants commas between the columns, or JSONL",
}
"""Traits that make another shape of a file for those who refuse them, where most examples have them: what they want."""


def taking(taker: str, survey: Survey, remaining: int, longest: int) -> Taking:
    """What a provider or tool says to a file, of which so many examples remain, the longest of so many tokens."""
    rules = of(taker, survey.form.shape)
    shaped = [rule for rule in rules if survey.form.shape in rule.takes]
    fitting = [rule for rule in shaped if _fits(rule, survey)]
    used: list[TrainingRule] = []
    reasons: list[str] = []
    refused: list[str] = []
    skipped: list[str] = []
    other = next(((rule, why) for name, why in OF_ANOTHER_SHAPE.items() if survey.is_usual(name)
                  for rule in rules if name in rule.refuses), None)  # fmt: skip
    if fitting and other:
        fitting, used = [], [other[0]]
        reasons.append(other[1])
    elif not fitting:
        used += shaped[:1] or [rule for rule in rules if rule.takes][:1]
        reasons.append(_other_shape(rules, shaped, survey))
    elif survey.form.nested:
        fitting = []
        reasons.append(
            f"it wants each text under a key of its own, not within “{survey.form.nested}”; saved as Chat it is"
        )
    elif not (fitting[0].tables or fitting[0].columnar) and survey.foreign:
        reasons.append(f"it wants lines of UTF-8, and this is {survey.foreign}; the cleaned file is written so")
    elif survey.running and survey.running != EVERY:
        reasons.append(f"it wants each text on a line, and this is {survey.foreign}; the cleaned file is written so")
    elif survey.encoded:
        reasons.append(f"it reads UTF-8 alone, and this is {survey.encoded}; the cleaned file is written so")
    if fitting:
        if faulty := errors(survey, taker):
            reasons.append(f"{faulty:,} lines with an error")
        if apart := survey.counts["other-shape"]:
            reasons.append(f"it reads one shape in a file, and {apart:,} examples are of another")
        for name in survey.unreadable:
            reasons.append(f"{titled(name)}: {survey.counts[name]:,}{_lines(name, survey)}")
        for rule in rules:
            hit = [name for name in rule.refuses if survey.counts[name]]
            reasons += [f"{titled(name)}: {survey.counts[name]:,}{_lines(name, survey)}" for name in hit]
            refused += hit
            passed = [name for name in rule.skips if survey.counts[name]]
            skipped += passed
            used += [rule] if hit or passed else []
        reasons += [
            f"it skips these: {titled(name)}: {survey.counts[name]:,}{_lines(name, survey)}" for name in skipped
        ]
    few = False
    if fitting:
        bounds = [rule for rule in rules if rule.limit and not rule.cuts]
        limits = [(rule, words) for rule in bounds if (words := _over(rule, survey, remaining, longest))]
        few = not reasons and [rule.limit for rule, _ in limits] == ["least-examples"]
        reasons += [words for _, words in limits]
        used += [rule for rule, _ in limits]
    passing = [rule for rule in rules if any(survey.counts[name] for name in rule.trims)]
    used += passing if fitting else []
    used += [rule for rule in rules if fitting and any(survey.counts[name] for name in rule.passes)]
    unread = [rule for rule in rules if fitting and any(survey.counts[name] for name in rule.ignores)]
    used += unread
    note = " ".join(filter(None, (rule.note for rule in [*fitting[:1], *passing, *unread])))
    ended = any(rule.ended for rule in rules)
    return Taking(
        taker,
        rules[0].name,
        tuple(reasons),
        tuple(used or fitting),
        bool(fitting),
        few,
        tuple(refused),
        tuple(skipped),
        note,
        ended,
    )


FIRST = 3
"""So many lines are named where somebody refuses something."""


def _lines(name: str, survey: Survey) -> str:
    """The first lines in which something stands, in words; empty where it stands in most of them."""
    told = survey.told.get(name, ())[:FIRST]
    if not told or survey.counts[name] > survey.examples / 2:
        return ""
    more = " …" if survey.counts[name] > FIRST else ""
    return f" ({survey.spot} {', '.join(f'{one.line:,}' for one in told)}{more})"


def _fits(rule: TrainingRule, survey: Survey) -> bool:
    """Whether the columns are those that a rule names, and the kind of file one that it allows."""
    form = survey.form
    if rule.columnar:
        return survey.columnar and set(form.columns) <= set(rule.keys)
    if form.kind == CSV and not rule.tables:
        return False
    if not rule.keys:
        return True
    used = set(form.use.read) if form.use.read else set(form.columns)
    return set(rule.keys) <= used and (not form.use.read or used <= {*rule.keys, *BESIDE})


BESIDE = frozenset({"system", "tools", "images"})


def usual_for(taker: str, survey: Survey) -> int:
    """The flags of traits that are the shape of a file: of most examples, or of all that another shape may hold."""
    other = not any(survey.form.shape in rule.takes for rule in of(taker))
    return _flags(name for name in TRAITS if survey.is_usual(name) or (other and name in OF_ANOTHER_SHAPE))


def _other_shape(rules: Sequence[TrainingRule], shaped: Sequence[TrainingRule], survey: Survey) -> str:
    if survey.form.shape == ELSEWHERE and any("chat" in rule.takes for rule in rules):
        return f"it wants the messages under “messages”, not under “{survey.form.talk}”"
    if survey.form.shape == COHERE and any("chat" in rule.takes for rule in rules):
        return "it wants the roles system, user, assistant, not those of Cohere; saved as Chat, the file has them"
    if shaped and shaped[0].columnar:
        return f"it wants Parquet with no columns but {', '.join(shaped[0].keys)}"
    if shaped and survey.form.kind == CSV and not shaped[0].tables:
        return "it wants JSONL, and this is CSV"
    if shaped:
        return f"it wants the keys {' and '.join(f'“{key}”' for key in shaped[0].keys)}"
    taken = [formats()[shape].short for rule in rules for shape in rule.takes]
    return f"it takes another shape: {', '.join(dict.fromkeys(taken))}"


def _over(rule: TrainingRule, survey: Survey, remaining: int, longest: int) -> str:
    """By how much a limit is passed, in words; empty where it is kept."""
    value = rule.value or 0
    most = say_number(value)
    if rule.limit == "least-examples" and remaining < value:
        return f"{remaining:,} examples, where it wants {most}"
    if rule.limit == "most-examples" and remaining > value:
        return f"{remaining:,} examples, where it takes {most}"
    if rule.limit == "largest-file" and survey.size > value * MB:
        return f"{survey.size / MB:,.0f} MB, where it takes {most}"
    if rule.limit == "longest-example" and longest > value:
        return f"an example of {longest:,} tokens, where it takes {most}"
    large = sum(bytes_ > value * MB for _, bytes_ in survey.pictures.values())
    if rule.limit == "largest-picture" and large:
        return f"pictures of more than {most} MB in {large:,} examples"
    many = sum(count > value for count, _ in survey.pictures.values())
    if rule.limit == "most-pictures" and many:
        return f"more than {most} pictures in {many:,} examples"
    return ""


def pictures_over(survey: Survey, takings: Sequence[Taking]) -> Iterator[tuple[str, int, str]]:
    """Examples with pictures that are too large or too many for one who takes the shape: finding, place, words."""
    for which, key in (("largest-picture", "big-picture"), ("most-pictures", "many-pictures")):
        limits = [(rule.value or 0, one.name) for one in takings if one.takes_shape for rule in of(one.taker)
                  if rule.limit == which]  # fmt: skip
        if not limits:
            continue
        least, name = min(limits)
        for place, (count, largest) in survey.pictures.items():
            found = largest / MB if which == "largest-picture" else count
            if found > least:
                yield key, place, f"{say_number(round(found, 1))}, where {name} takes {say_number(least)}"


def told_traits(one: Taking, survey: Survey, mask: int) -> Iterator[Finding]:
    """The traits for which a provider or tool refuses or skips examples, or any is left out, as findings with lines."""
    rules = of(one.taker)
    refused = [name for rule in rules for name in rule.refuses if name in one.refused or FLAGS.get(name, 0) & mask]
    skipped = [name for rule in rules for name in rule.skips if name in one.skipped or FLAGS.get(name, 0) & mask]
    for does, names in (("refuses", refused), ("skips", skipped)):
        for name in dict.fromkeys(names):
            if name in TRAITS and survey.counts[name]:
                mended = " The cleaned file for it is written without." if name in BARED else ""
                kind = Kind(name, "warning", titled(name), f"{one.name} {does} it.{mended}")
                yield Finding(kind, survey.counts[name], tuple(survey.told.get(name, ())), survey.spot)


def all_takings(survey: Survey, remaining: int, longest: int) -> Iterator[Taking]:
    """What each provider and tool says to a file, in their order."""
    for taker in takers():
        yield taking(taker, survey, remaining, longest)
