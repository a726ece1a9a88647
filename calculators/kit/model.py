"""What a calculator is: a frozen dataclass with its inputs as fields, its answer as `result`."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, BinaryIO, ClassVar, Self

from calculators.kit.chart import Bars, Chart, Intervals, Stack
from calculators.kit.facts import Confidence, Sourced
from calculators.kit.inputs import DEFAULT, Input, Press, Refused
from calculators.kit.remarks import Remark

DAYS_PER_MONTH = 365.25 / 12
HOURS_PER_MONTH = 24 * DAYS_PER_MONTH


@dataclasses.dataclass(frozen=True)
class Figure:
    """One number of an answer; `value` is None where there is none to give, and `text` then says why.

    A `detail` always stands folded; the same in another unit stands `beside` the figure of that key.
    """

    key: str
    label: str
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    text: str = ""
    help: str = ""
    detail: bool = False
    beside: str = ""


@dataclasses.dataclass(frozen=True)
class Step:
    """One line of the working: what is reckoned, with the reader's own numbers, and what comes out."""

    label: str
    reckoning: str
    value: float
    unit: str


@dataclasses.dataclass(frozen=True)
class Table:
    """Options compared: a title, headings, and rows of texts, the best first; `note` says how to read it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Download:
    """A file that the answer offers: its key, what the button says, the file's name, and what it holds."""

    key: str
    label: str
    name: str
    help: str


@dataclasses.dataclass(frozen=True)
class Understood:
    """One thing that was understood of a reader's file: what it is, as what, the field that changes it, other ways."""

    label: str
    words: str
    field: str = ""
    presses: tuple[Press, ...] = ()


@dataclasses.dataclass(frozen=True)
class Line:
    """One of several lines that an answer comes to: its key, its label, what it names, of which class, and how so.

    `named` is the class in words; `likelihood` a share from 0 to 1, where there is one; `details` are what there is to
    say beside the words, each with its label.
    """

    key: str
    label: str
    title: str
    kind: str
    words: str
    option: str = ""
    named: str = ""
    likelihood: float | None = None
    details: tuple[tuple[str, str], ...] = ()

    @property
    def heading(self) -> str:
        """Label and class together, such as "Likely end: prompting"."""
        return f"{self.label}: {self.named}" if self.named else self.label

    @property
    def told(self) -> str:
        """The words, with what there is to say beside them, in one text."""
        return " ".join([self.words, *(f"{label}: {words}" for label, words in self.details)])


@dataclasses.dataclass(frozen=True)
class PlanStep:
    """One step of a plan: when, what, how, and the calculator that prices it with the answers it receives (a query)."""

    when: str
    title: str
    words: str
    link: str
    calculator: str
    query: str = ""


@dataclasses.dataclass(frozen=True)
class Reason:
    """Why an option is advised or not: how it weighs, the answers it rests on, and who says so (keys of sources)."""

    words: str
    weight: str
    answers: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence


@dataclasses.dataclass(frozen=True)
class Considered:
    """An option that was weighed: its title, what came of it, and the reasons."""

    title: str
    state: str
    reasons: tuple[Reason, ...]


@dataclasses.dataclass(frozen=True)
class Result:
    """The answer: a verdict (one of the calculator's `verdicts`), a sentence, why, and the figures behind it.

    `facts` are the figures of the world that were used beside those that stand in the fields.
    """

    verdict: str
    answer: str
    why: str
    figures: tuple[Figure, ...]
    read: tuple[Understood, ...] = ()
    """How the reader's file was understood, told before the answer."""
    notices: tuple[str, ...] = ()
    working: tuple[Step, ...] = ()
    chart: Chart | Bars | Intervals | Stack | None = None
    more_charts: tuple[Chart | Bars | Intervals | Stack, ...] = ()
    table: Table | None = None
    more_tables: tuple[Table, ...] = ()
    downloads: tuple[Download, ...] = ()
    lines: tuple[Line, ...] = ()
    asks: tuple[str, ...] = ()
    """Inputs still open that would tell most."""
    certainty: str = ""
    """How sure the lines are, in words; empty where an answer has none."""
    plan: tuple[PlanStep, ...] = ()
    considered: tuple[Considered, ...] = ()
    facts: tuple[Sourced, ...] = ()


Telling = Callable[["Calculator"], Result]
"""How the answer of a calculator is told."""


@dataclasses.dataclass(frozen=True)
class Example:
    """A worked case: inputs, words that the answer must contain, figures it must give; shown in docs, run as a test.

    `source` says where the expected figures come from: reckoned by hand, or published.
    """

    title: str
    inputs: Mapping[str, Any]
    answer: str
    figures: Mapping[str, float | None]
    source: str
    tolerance: float = 1e-9


@dataclasses.dataclass(frozen=True)
class Reading:
    """What came of the texts a reader gave: the calculator, the fields refused and why, and keys that nobody knows.

    A key of an older link is told with the input that asks instead.
    """

    calculator: "Calculator"
    problems: Mapping[str, str]
    unknown: tuple[str, ...]


class Calculator:
    """Base of every calculator. A subclass is a frozen dataclass; its docstring is the introduction."""

    slug: ClassVar[str]
    title: ClassVar[str]
    question: ClassVar[str]
    verdicts: ClassVar[Mapping[str, str]]
    """Every possible verdict and how it is said in "then …"; where they are options of a list, see `then`."""
    facts_title: ClassVar[str] = "Figures of the world in use"
    asked_anew: ClassVar[Mapping[str, str]] = {}
    """Inputs of older links whose answers cannot be taken over, each with the input that asks instead."""
    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of inputs of which the first may not be above the second."""
    asked_otherwise: ClassVar[frozenset[str]] = frozenset()
    """Inputs that say what the others mean or how high the bar is: another value is another question."""
    examples: ClassVar[tuple[Example, ...]] = ()
    count_with: ClassVar["staticmethod[[str], None] | None"] = None
    """Where tokens can be counted: has them counted with what is named, on the command line. Raises ValueError."""

    given: frozenset[str]
    """Names of the inputs whose value is the reader's own, not the default."""
    told: frozenset[str]
    """Names of the inputs that the reader says something to, be it the default; known while defaults are put in."""

    def __post_init__(self) -> None:
        problems = self._settle()
        if problems:
            raise Refused(problems)

    def _settle(self) -> dict[str, str]:
        """Put defaults in, note what was given, and say what is not allowed."""
        given, problems, values = set(), {}, vars(self)  # not by setattr: a search makes thousands of cases
        derived = self._derived()
        values["told"] = frozenset(name for name in self.inputs() if values[name] is not DEFAULT)
        for name, declared in self.inputs().items():
            value = values[name]
            default = declared.default(self) if name in derived else declared.default
            if value is DEFAULT or value == default:
                values[name] = default
                if default is None and not declared.none:
                    problems[name] = f"{declared.label}: {declared.missing}; {declared.allowed}."
                continue
            given.add(name)
            try:
                declared.check(value)
            except ValueError as problem:
                problems[name] = str(problem)
                values[name] = default
        for low, high in self.ordered:
            ends = (values[low], values[high])
            if given & {low, high} and not problems.keys() & {low, high} and None not in ends and ends[0] > ends[1]:
                least, most = (
                    f"{self.inputs()[name].label} ({self.inputs()[name].say(values[name])})" for name in (low, high)
                )
                wrong = (low, f"{least} is above {most}") if low in given else (high, f"{most} is below {least}")
                problems[wrong[0]] = f"{wrong[1]}; put one of the two right."
        values["given"] = frozenset(given)
        return problems

    @classmethod
    def paragraphs(cls) -> list[str]:
        """The introduction, paragraph by paragraph."""
        return [" ".join(part.split()) for part in (cls.__doc__ or "").split("\n\n")]

    @classmethod
    @cache
    def inputs(cls) -> dict[str, Input]:
        """The declared inputs by field name, in order."""
        return {
            field.name: field.metadata["input"]
            for field in dataclasses.fields(cls)  # type: ignore[arg-type]  # every subclass is a dataclass
        }

    @classmethod
    def read(cls, texts: Mapping[str, str]) -> Reading:
        """The calculator for texts as typed, by field name. Nothing raises: what is refused or unknown is told."""
        values, problems = {}, {}
        inputs = cls.inputs()
        for name, typed in texts.items():
            if name in inputs:
                try:
                    values[name] = inputs[name].read(typed)
                except ValueError as problem:
                    problems[name] = str(problem)
        self = object.__new__(cls)
        for name in inputs:
            object.__setattr__(self, name, values.get(name, DEFAULT))
        problems |= {name: problem for name, problem in self._settle().items() if name not in problems}
        unknown = (name for name in texts if name not in inputs)
        anew = {old: f"{old} (asked anew as “{inputs[name].label}”)" for old, name in cls.asked_anew.items()}
        return Reading(self, problems, tuple(anew.get(name, name) for name in unknown))

    def replace(self, **changes: Any) -> Self:
        """The same case with some inputs changed; defaults that depend on them follow. Raises Refused."""
        return type(self)(**{name: getattr(self, name) for name in self.given} | changes)

    def variant(self, name: str, value: Any) -> Self:
        """The same case with one input set to an allowed value: a quick `replace` for searching. Raises Refused."""
        variant, now = object.__new__(type(self)), vars(self)
        vars(variant).update({other: now[other] for other in self.inputs()})
        vars(variant).update({name: value, "given": self.given | {name}, "told": self.told | {name}})
        for other, declared in self._derived().items():
            if other not in variant.given:
                default = declared.default(variant)
                if default is None and not declared.none:
                    raise Refused({other: f"{declared.label}: {declared.missing}; {declared.allowed}."})
                vars(variant)[other] = default
        return variant

    def default(self, name: str) -> Any:
        """What an input is as long as the reader says nothing."""
        default = self.inputs()[name].default
        return default(self) if callable(default) else default

    @classmethod
    @cache
    def _derived(cls) -> dict[str, Input]:
        """The inputs whose default follows from other answers."""
        return {name: declared for name, declared in cls.inputs().items() if callable(declared.default)}

    @property
    def verdict(self) -> str:
        """The kind of answer, one of `verdicts`, without the figures: what `turns` watches."""
        raise NotImplementedError

    @property
    def failed(self) -> bool:
        """Whether something that the reader gave was checked and is not good: the command line then ends with 1."""
        return False

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What there is to say of single lines of a file that the reader gave. Raises Refused as `result` does."""
        return ()

    def then(self, verdict: str) -> str:
        """How a verdict is said after "then"."""
        return self.verdicts[verdict]

    def result(self) -> Result:
        """The answer. Raises Refused where an answer of the reader is missing for it.

        A short calculator tells it here; of any other, `told` in the module beside it says it: rent.py asks and
        reckons, rent_words.py tells. Which words there are is looked up by name, so that who only wants a figure, as
        the total does of its parts, loads no words.
        """
        words: Telling = import_module(f"{type(self).__module__}_words").told
        return words(self)

    def reckoned(self) -> Result:
        """The answer. Raises Refused as `result` does, and where it comes to a number that cannot be reckoned."""
        try:
            return self.result()
        except ArithmeticError as problem:
            raise Refused({"": f"These answers lead to a number that cannot be calculated ({problem})."}) from None

    def write(self, key: str, out: BinaryIO) -> None:
        """Write the file of one of the result's downloads. Raises Refused as `result` does."""
        raise NotImplementedError

    @property
    def idle(self) -> frozenset[str]:
        """Inputs that change nothing beside these answers, whatever they are: the form says so."""
        return frozenset()

    @property
    def unused(self) -> frozenset[str]:
        """Inputs whose facts are not cited and which are not searched for what would change the answer."""
        return self.idle

    def facts(self, result: Result) -> tuple[Sourced, ...]:
        """The facts in use: defaults that nobody overwrote and that play a part, and those that the result adds."""
        return tuple({fact.origin: fact for fact in self._cited(result)}.values())

    def _cited(self, result: Result) -> Iterable[Sourced]:
        for name in self.inputs():
            value = getattr(self, name)
            if isinstance(value, Sourced) and name not in self.given and name not in self.unused:
                yield value
        yield from result.facts
