"""A reading of a file of results: a proposal of what its columns hold, or the one question that decides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from calculators.kit.inputs import Press, Refused
from calculators.results.cells import ERRORS, GUESS, SCORES, plain

MORE, LESS = "more", "less"


class Told(NamedTuple):
    """What the reader says of a file, by what the inputs are called; None where nothing is said."""

    item: str | None = None
    before: str | None = None
    after: str | None = None
    cluster: str | None = None
    model: str | None = None
    result: str | None = None
    run: str | None = None
    gold: str | None = None
    metric: str | None = None
    people: str | None = None
    order: str | None = None
    kind: str = GUESS
    cells: str = ""
    better: str = GUESS
    repeats: str = GUESS
    places: str = GUESS
    numbers: str = GUESS
    answers: str = GUESS
    rows: str = GUESS
    weight: str | None = None


class Question(NamedTuple):
    """What must be known before there is an answer: the field that says it, the question, what may be pressed."""

    field: str
    words: str
    choices: tuple[Press, ...] = ()

    @property
    def refused(self) -> Refused:
        """The question as what keeps an answer back."""
        told = f"{self.words} Choose one." if self.words.endswith("?") else self.words
        return Refused({self.field: told}, self.choices, asks=True)


class Ask(Exception):
    """Ends a proposal where only the reader can go on."""

    def __init__(self, field: str, words: str, choices: Sequence[Press] = ()) -> None:
        super().__init__(words)
        self.question = Question(field, words, tuple(choices))


@dataclass(eq=False)
class Reading:
    """What the columns of a file hold. Whoever proposes it fills it in; nobody else changes it.

    `item` are the columns that name an item together; none where each row is an item. `before` and `after` are columns
    (several runs joined by " + "), or models where `model` is a column. `result` is then the column of their results.
    `gold` is that of the right answers, `only` a metric's name in the column `metric`.

    Of preferences `sides` are columns of the two models of a row, `games` who won when the first of them stood first,
    then second. `order` says which of two answers stood first; with `places` a winner is told by where it stood.

    `counts` says by word how a cell counts, None for not at all. `doubtful` are words for which the verdict must be the
    same whatever they count as. `numbers` says what a mark before three digits stands for, `answers` when one
    says what the right one says. `averaged` says that an item
    has several results, whose mean counts.
    """

    tool: str = ""
    item: tuple[str, ...] = ()
    before: str = ""
    after: tuple[str, ...] = ()
    cluster: str = ""
    model: str = ""
    result: str = ""
    run: str = ""
    metric: str = ""
    only: str = ""
    gold: str = ""
    sides: tuple[str, ...] = ()
    games: tuple[str, ...] = ()
    leans: Mapping[str, int] = field(default_factory=dict)
    """For which side, -1 or 1, words are that say more than that; 0 for neither."""
    order: str = ""
    places: bool = False
    both_orders: bool = False
    """Whether the rows of an item are known to hold both answers in either order."""
    kind: str = GUESS
    counts: Mapping[str, float | None] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    """The columns that say which calls failed, whose results count as errors."""
    less: bool = False
    less_by: str = ""
    """What in the file says which end of scores is good, in words."""
    worst: float = 0.0
    """Of scores the worst there is, as which a failure may count: 0, or the largest where less is better."""
    numbers: str = GUESS
    answers: str = GUESS
    averaged: bool = False
    repeats: str = GUESS
    """Which result of an item counts, as the reader says: the first or the last."""
    joined: str = ""
    """How two files were joined, in words; empty where there is one."""
    question: Question | None = None
    faulty: Mapping[str, str] = field(default_factory=dict)
    """What the reader says that cannot be, by field."""
    others: tuple[str, ...] = ()
    """Other metrics that the file holds."""
    same: tuple[str, ...] = ()
    """Columns that say row by row what those of the results say."""
    settled_by: str = ""
    weight: str = ""
    """The column that says how much each item counts, such as how many items a row stands for."""
    weighing: tuple[str, ...] = ()
    """Columns that may say so: the verdict must be the same by them."""
    groupings: tuple[str, ...] = ()
    """Columns that may be of documents, though no heading says so: the verdict must be as sure by them."""
    crossed: tuple[str, ...] = ()
    """Columns of whom, or what, gave the several results of each item: the verdict must be as sure by them."""

    met: tuple[str, str] | tuple[()] = ()
    """The column of ids of which few have results of both models, as by a slip, and how many of them, in words."""

    @property
    def item_name(self) -> str:
        """The columns of the item as one text."""
        return " + ".join(self.item)

    @property
    def as_shown(self) -> float | None:
        """What doubtful words count as in the answer: an error as wrong, any other word as nothing.

        Where less of a score is better there is no wrong one, and an error counts as nothing.
        """
        errors = any(plain(word) in ERRORS for word in self.doubtful)
        return 0.0 if errors and not (self.kind == SCORES and self.less) else None

    @property
    def told_as(self) -> str:
        """The same in a word."""
        return "left out" if self.as_shown is None else f"as {self.worst:g}" if self.kind == SCORES else "wrong"

    @property
    def named(self) -> bool:
        """Whether one column says who wins, rather than two what each model reached."""
        return bool(self.after) and not self.before and not self.model
