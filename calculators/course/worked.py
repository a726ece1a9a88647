"""The running case of the course: named calculations that lessons cite, so that their numbers agree.

Each row of `data/worked/` names a calculator with inputs, typed as a link or the command line carries them. Whatever a
lesson prints of it is reckoned when the site is built.
"""

import dataclasses
import re
import shlex
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlencode

from calculators import CLASSES, calculator
from calculators.figures.folders import tables
from calculators.figures.tables import DATA
from calculators.kit.inputs import Refused, Upload
from calculators.kit.model import Calculator, Figure, Result
from calculators.kit.numbers import say
from calculators.kit.readable import figure_text
from calculators.kit.strict import DataError

FILES = DATA.parent / "docs" / "files"
"""Where the files stand that a worked case reads, and where readers download them."""

Part = Literal["", "low", "high"]
"""What of a figure is meant: the figure itself, or an end of its range."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Worked:
    """One calculation of the running case: which calculator, what it says in the story, the inputs as typed.

    An input that takes a file names one of `docs/files/`.
    """

    key: str
    calculator: str
    says: str
    inputs: Mapping[str, object]

    def __post_init__(self) -> None:
        if self.calculator not in CLASSES:
            raise DataError(f"calculator: '{self.calculator}' is not a calculator; allowed: {', '.join(CLASSES)}")
        declared = calculator(self.calculator).inputs()
        for name, value in self.inputs.items():
            if name not in declared:
                raise DataError(f"inputs: '{name}' is not a field of {self.calculator}; allowed: {', '.join(declared)}")
            if isinstance(value, bool):
                raise DataError(f"inputs: {name}: yes or no is read as true or false here; put it in quotes")
            if not isinstance(value, str | int | float | date):
                raise DataError(f"inputs: {name}: a text or a number is needed, as one types it")
        if problems := calculator(self.calculator).read(self._read).problems:
            raise DataError(f"inputs: {' '.join(problems.values())}")

    @cached_property
    def kind(self) -> type[Calculator]:
        """The calculator that is asked."""
        return calculator(self.calculator)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The inputs as typed, by field."""
        return {name: str(value) for name, value in self.inputs.items()}

    @property
    def files(self) -> frozenset[str]:
        """The fields that take a file."""
        declared = calculator(self.calculator).inputs()
        return frozenset(name for name in self.inputs if isinstance(declared[name], Upload))

    @property
    def _read(self) -> dict[str, str]:
        return {name: str(FILES / text) if name in self.files else text for name, text in self.texts.items()}

    @property
    def query(self) -> str:
        """The inputs as a link carries them; a link holds no file."""
        return urlencode({name: text for name, text in self.texts.items() if name not in self.files})

    @property
    def command(self) -> str:
        """The line that asks the same on a command line."""
        options = [f"--{name.replace('_', '-')} {shlex.quote(text)}" for name, text in self.texts.items()]
        return " ".join(["python -m calculators", self.calculator, *options])

    @cached_property
    def case(self) -> Calculator:
        """The calculator with these inputs."""
        return self.kind.read(self._read).calculator

    @cached_property
    def result(self) -> Result:
        """What it answers. Raises DataError where it does not."""
        try:
            return self.case.reckoned()
        except Refused as refused:
            raise DataError(f"worked case '{self.key}': {refused}") from None

    def input(self, name: str) -> float:
        """What an input counts with, a default too. Raises DataError where it is no number."""
        value = getattr(self.case, name, None)
        if not isinstance(value, int | float):
            raise DataError(f"'{name}' is no number that '{self.key}' ({self.calculator}) asks for")
        return value

    @property
    def sentence(self) -> str:
        """The first sentence of the answer."""
        return re.split(r"(?<=[.!?]) (?=[A-Z])", self.result.answer)[0]

    def figure(self, name: str) -> Figure:
        """A figure of the answer by its key. Raises DataError."""
        found = {figure.key: figure for figure in self.result.figures}
        if name not in found:
            known = ", ".join(found)
            raise DataError(f"'{name}' is not a figure of '{self.key}' ({self.calculator}); allowed: {known}")
        return found[name]

    def value(self, name: str, part: Part = "") -> float:
        """The number of a figure, or an end of its range. Raises DataError where there is none."""
        figure = self.figure(name)
        if part not in ("", "low", "high"):
            raise DataError(f"'{part}' is not a part of a figure; allowed: low, high")
        value = figure.value if not part else figure.low if part == "low" else figure.high
        if value is None:
            raise DataError(f"the figure '{name}' of '{self.key}' has no {part or 'number'}: {figure_text(figure)}")
        return value

    def text(self, name: str, part: Part = "", digits: int | None = None) -> str:
        """A figure as the calculator prints it, with its unit, or rounded to some decimals. Raises DataError."""
        figure = self.figure(name)
        if digits is not None:
            return f"{self.value(name, part):,.{digits}f} {self.unit(name)}".rstrip()
        told = say(self.value(name, part), figure.unit) if part else figure_text(figure)
        return told.replace(figure.unit, self.unit(name))

    def unit(self, name: str) -> str:
        """The unit of a figure as prose says it: a difference of shares is so many points."""
        return self.figure(name).unit.replace("percentage points", "points")


@cache
def worked_by_lesson(folder: Path = DATA) -> Mapping[str, Mapping[str, Worked]]:
    """The calculations by key, lesson by lesson. Raises DataError."""
    return MappingProxyType(tables(folder / "worked", Worked))


@cache
def worked_cases(folder: Path = DATA) -> Mapping[str, Worked]:
    """The calculations of all lessons by key. Raises DataError."""
    return MappingProxyType({key: row for rows in worked_by_lesson(folder).values() for key, row in rows.items()})


def worked_case(key: str) -> Worked:
    """One calculation. Raises DataError where no file names it."""
    if key not in worked_cases():
        raise DataError(f"'{key}' is not a worked case of data/worked/; allowed: {', '.join(worked_cases())}")
    return worked_cases()[key]
