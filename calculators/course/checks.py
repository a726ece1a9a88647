"""The understanding checks of a lesson, read strictly from docs/checks/.

A file is a list; each check names the section of the lesson at whose end it stands. What a number check takes for right
is reckoned from a worked case when the site is built, so no answer can go stale.
"""

import dataclasses
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from calculators.course.worked import worked_case
from calculators.figures.tables import DATA
from calculators.kit import strict
from calculators.kit.numbers import say
from calculators.kit.strict import DataError

DOCS = DATA.parent / "docs"

Kind = Literal["single", "multiple", "number", "order", "open"]
"""One choice is right; several are; a number is typed; choices are put in order; the reader judges their own answer."""

WITHIN = 2.0
"""How far a typed number may be from a worked one, in per cent, where the check does not say."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to choose, or to put in its place, with its own explanation."""

    text: str
    why: str
    right: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """The number that is right: a figure of a worked case, or the value of a mental sum, with why it is that.

    `within` says how far a typed number may be from it, such as "5 %".
    """

    worked: str = ""
    figure: str = ""
    part: Literal["", "low", "high"] = ""
    value: float | None = None
    unit: str = ""
    because: str = ""
    within: str = ""

    def __post_init__(self) -> None:
        if bool(self.worked) == (self.value is not None) or bool(self.worked) != bool(self.figure):
            raise DataError("either worked and figure, or value with because, is needed")
        if self.value is not None and not self.because:
            raise DataError("a value needs a because: the sum that gives it")
        share = self.within.removesuffix("%").strip()
        if self.within and not (self.within.endswith("%") and share.replace(".", "", 1).isdigit()):
            raise DataError(f"within: '{self.within}' is not a share; write it as 5 %")
        if self.worked:
            worked_case(self.worked).value(self.figure, self.part)

    @property
    def number(self) -> float:
        """The number itself."""
        return worked_case(self.worked).value(self.figure, self.part) if self.value is None else self.value

    @property
    def said(self) -> str:
        """The number as it is told, with its unit."""
        return (
            worked_case(self.worked).text(self.figure, self.part) if self.value is None else say(self.value, self.unit)
        )

    @property
    def unit_said(self) -> str:
        """The unit that stands beside the field."""
        return worked_case(self.worked).unit(self.figure) if self.value is None else self.unit

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that count as right."""
        usual = WITHIN if self.value is None else 0.0
        share = float(self.within.removesuffix("%")) if self.within else usual
        slack = abs(self.number) * share / 100 + abs(self.number) * 1e-9
        return self.number - slack, self.number + slack


@dataclasses.dataclass(frozen=True, kw_only=True)
class Check:
    """A question at the end of a section, of one of five kinds; `link` names a worked case to try it in."""

    key: str
    section: str
    kind: Kind
    question: str
    choices: tuple[Choice, ...] = ()
    answer: Answer | None = None
    why: str = ""
    link: str = ""
    place: str = dataclasses.field(default="", init=False)
    """File and line, for messages."""

    def __post_init__(self) -> None:
        if problem := self._problem():
            raise DataError(problem)
        if self.link:
            worked_case(self.link)

    def _problem(self) -> str:
        right = sum(choice.right for choice in self.choices)
        if self.kind in ("number", "open") and self.choices:
            return f"a check of the kind {self.kind} has no choices"
        if (self.kind == "number") != bool(self.answer):
            return "answer: a check of the kind number needs it, and no other has it"
        if self.kind in ("number", "order", "open") and not self.why:
            return f"why: a check of the kind {self.kind} needs it"
        if self.kind == "single" and (len(self.choices) < 2 or right != 1):
            return f"choices: two or more, one of them right, are needed; {right} of {len(self.choices)} are right"
        if self.kind == "multiple" and not 0 < right < len(self.choices):
            return f"choices: some right and some wrong are needed; {right} of {len(self.choices)} are right"
        if self.kind == "order" and (len(self.choices) < 3 or right):
            return "choices: three or more in their right order are needed, none marked as right"
        return ""

    @property
    def mixed(self) -> tuple[tuple[int, Choice], ...]:
        """The choices with their right places from 1, in another order that is the same at every build."""
        placed = list(enumerate(self.choices, 1))
        mixed = sorted(placed, key=lambda one: hashlib.sha256(f"{self.key} {one[1].text}".encode()).digest())
        return tuple(mixed[1:] + mixed[:1] if mixed == placed else mixed)


@cache
def checks(slug: str, docs: Path = DOCS) -> tuple[Check, ...]:
    """The checks of a lesson in the order in which they stand; none where it has no file. Raises DataError."""
    path = docs / "checks" / f"{slug}.yaml"
    if not path.is_file():
        return ()
    file = f"docs/checks/{path.name}"
    content, lines = strict.parse(path.read_bytes(), file)
    reader = strict.Reader(file, lines, {}, ())
    if not isinstance(content, list):
        raise reader.error((), "a list of checks is needed, each beginning with - key:")
    found: dict[str, Check] = {}
    for place, row in enumerate(content):
        one = _read(reader, place, row)
        if one.key in found:
            raise reader.error((place, "key"), f"'{one.key}' stands twice")
        object.__setattr__(one, "place", f"{file}, line {lines.get((place,), 0)}")
        found[one.key] = one
    return tuple(found.values())


def _read(reader: strict.Reader, place: int, row: Any) -> Check:
    read: Check = reader.record((place,), Check, row)
    return read


def sections(slug: str, docs: Path = DOCS) -> dict[str, list[Check]]:
    """The checks of a lesson by the section at whose end they stand. Raises DataError."""
    found: dict[str, list[Check]] = {}
    for check in checks(slug, docs):
        found.setdefault(check.section, []).append(check)
    return found
