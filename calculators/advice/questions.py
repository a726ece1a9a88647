"""The advisor's questions, from data/advice_questions.yaml."""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from calculators.advice.rules import UNKNOWN
from calculators.bills.amounts import read_count, read_rate, read_size
from calculators.figures.tables import DATA
from calculators.kit import strict
from calculators.kit.inputs import NOT_KNOWN, choice, number

TOLD: Mapping[str, Callable[[str], float]] = MappingProxyType(
    {"counts": read_count, "rates": read_rate, "texts": read_size}
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Amount:
    """What a number is counted in, how large it may be, whether it may be told in words."""

    unit: str
    most: float
    words: Literal["counts", "texts"] | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Question:
    """One question: a choice, or a number."""

    key: str
    label: str
    help: str
    group: str = ""
    choices: Mapping[str, str] | None = None
    number: Amount | None = None
    alike: float = 0
    """How much it counts when cases are compared."""
    much: float = 0
    """From where a number counts as much, when cases are compared."""

    def __post_init__(self) -> None:
        if (self.choices is None) == (self.number is None):
            raise strict.DataError("a question has either choices or a number")

    def declared(self) -> Any:
        """The field of a calculator that asks it; nobody has to know."""
        if self.choices is not None:
            first = "I do not know, or several" if self.key == "task" else NOT_KNOWN
            options = {UNKNOWN: (first, "")} | {key: (words, "") for key, words in self.choices.items()}
            return choice(UNKNOWN, self.label, lambda: options, self.group, self.help)
        assert self.number is not None
        daily = self.number.unit.endswith("/day")
        return number(
            None,
            self.label,
            self.group,
            self.help,
            unit=self.number.unit,
            most=self.number.most,
            none=NOT_KNOWN,
            whole=self.number.unit != "%",
            told=TOLD["rates" if daily else self.number.words] if self.number.words else None,
        )

    def value(self, text: str) -> Any:
        """The answer that a text gives. Raises ValueError, in words."""
        return self.declared().metadata["input"].read(text)


@cache
def questions(folder: Path = DATA) -> Mapping[str, Question]:
    """The questions by field, in the order of the form. Raises DataError."""
    return MappingProxyType(strict.table(folder / "advice_questions.yaml", Question))


def asked(key: str) -> Any:
    """Declare the question of this key."""
    return questions()[key].declared()
