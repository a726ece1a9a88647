"""The inputs of a calculator: what each asks, what it allows, how its text is read or written."""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from calculators.kit.amounts import read_exact
from calculators.kit.given_file import GivenFile, given_file
from calculators.kit.numbers import say, write_number

FRONT = ""
"""The group of the few inputs that stand in front; every other group is folded."""

Default = Any
"""A plain value, a fact, None, or a function from the calculator to one of these."""


NOT_KNOWN = "I do not know"
"""What stands for no value where nobody has to know."""
UNSURE = re.compile(
    r"\?+|n/?a|n\.a|idk|dunno|no (?:idea|clue)|unsure|not sure|unclear|tbd|(?:i )?(?:do not|don't|dont) know(?: yet)?"
    r"|not known(?: yet)?|not yet known|nobody knows|unknown yet"
)
"""Other words for it."""


@dataclasses.dataclass(frozen=True)
class Press:
    """What one press does: the words on it, and by field name the texts that it fills in."""

    words: str
    fills: Mapping[str, str]


class Refused(ValueError):
    """Some answers cannot be used: `problems` gives, by field name, the problem and what is allowed, in a sentence.

    Where it `asks` rather than tells of a mistake, `choices` are answers to it, one press each.
    """

    def __init__(self, problems: Mapping[str, str], choices: Sequence[Press] = (), *, asks: bool = False) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)
        self.choices = tuple(choices)
        self.asks = asks


@dataclasses.dataclass(frozen=True)
class Input:
    """One question: a label in the reader's words, help, a default, and the group it stands in."""

    label: str
    default: Default
    help: str = ""
    group: str = FRONT
    none: str = ""
    """The word that stands for no value, such as "never"; empty where a value is needed."""

    unit = ""
    yours = "Your figure"
    """What a value is called that is not the default."""

    def read(self, typed: str) -> Any:
        """The value of a text that a person typed. Raises ValueError, in words."""
        said = typed.strip().lower().rstrip(".")
        if self.none and said in {self.none.lower(), "none", "unknown"}:
            return None
        if self.none == NOT_KNOWN and UNSURE.fullmatch(said.replace("’", "'")):
            return None
        try:
            value = self.parsed(typed)
        except ValueError as problem:
            raise ValueError(f"{self.label}: {problem}; {self.allowed}.") from None
        self.check(value, typed.strip())
        return value

    def echo(self, typed: str | None, value: Any) -> str:
        """How a typed number was understood, where it was not typed as it is written."""
        if not isinstance(value, int | float) or typed is None or typed.strip() in {self.write(value), f"{value:g}"}:
            return ""
        return self.say(value)

    def check(self, value: Any, typed: str = "") -> None:
        """Raise ValueError, in words, if the value is not allowed. It is told as it was typed."""
        if value is None:
            if not self.none:
                raise ValueError(f"{self.label}: {self.missing}; {self.allowed}.")
        elif not self.allows(value):
            raise ValueError(f"{self.label}: {typed or self.write(value)} is not allowed; {self.allowed}.")

    missing = "a value is needed"

    @property
    def allowed(self) -> str:
        """What may be typed, in words."""
        raise NotImplementedError

    @property
    def in_full(self) -> str:
        """What may be typed, in words, with nothing left out for length."""
        return self.allowed

    def parsed(self, typed: str) -> Any:
        """The value of a text, whether allowed or not."""
        raise NotImplementedError

    def allows(self, value: Any) -> bool:
        """Whether a value is within the declared range."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text of a value in its field; `read` gives the value back."""
        raise NotImplementedError

    def say(self, value: Any) -> str:
        """A value to read, with its unit."""
        return self.write(value)


GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}(?![\d.,])")
"""A number with one dot that may stand between its groups of digits: "1.500"."""


@dataclasses.dataclass(frozen=True)
class Number(Input):
    """A number in one unit, from `least` to `most`."""

    unit: str = ""
    least: float = 0
    most: float = 0
    whole: bool = False
    told: Callable[[str], float] | None = None
    """How an amount is read that may be told in words; nothing where only figures will do."""
    stops: tuple[float, ...] = ()
    """Where a slider beside the field stops, smallest first; none where a slider would be of no use.

    They are what is usual, not what is allowed: a number beyond them may be typed.
    """

    def __post_init__(self) -> None:
        if list(self.stops) != sorted(set(self.stops)) or not all(map(self.allows, self.stops)):
            raise ValueError(f"{self.label}: the stops of its slider must be allowed, and ascend")

    missing = "no figure is known here"

    def read(self, typed: str) -> Any:
        """The number; where it may be told in words, "none" is the number 0."""
        if self.told and typed.strip().lower() == "none":
            return 0
        return super().read(typed)

    @property
    def allowed(self) -> str:
        word = f", or “{self.none}”" if self.none else ""
        number = "a whole number" if self.whole else "a number"
        word = f", or words such as “thousands”{word}" if self.told else word
        return f"type {number} from {write_number(self.least, whole=True)} to {say(self.most, self.unit)}{word}"

    def parsed(self, typed: str) -> float:
        grouped = self.whole or self.unit == "USD"
        value = self.told(typed) if self.told else read_exact(typed, grouped=grouped, unit=self.unit)
        if self.whole and value != int(value) and GROUPED.match(typed.strip()):  # 1.5 is none, so 1,500 is meant
            return self.parsed(typed.replace(".", "", 1))
        if self.whole and value != int(value):
            raise ValueError(f"“{typed.strip()}” is not a whole number")
        return int(value) if self.whole else value

    def allows(self, value: float) -> bool:
        return self.least <= value <= self.most and (not self.whole or value == int(value))

    def echo(self, typed: str | None, value: Any) -> str:
        """As of any input; a share below one per cent also where it is typed as it is written: 0.8 may mean 80 %."""
        if typed is not None and self.unit == "%" and isinstance(value, int | float) and 0 < value < 1:
            return f"{self.say(value)}, less than 1 in 100"
        return super().echo(typed, value)

    def write(self, value: float | None) -> str:
        return self.none if value is None else write_number(value, whole=self.whole)

    def say(self, value: float | None) -> str:
        return self.none if value is None else say(value, self.unit)


FEW = 12
"""So many options are told in full where one that is not among them was typed."""

Options = Callable[[], Mapping[str, tuple[str, str]]]


@dataclasses.dataclass(frozen=True)
class Choice(Input):
    """One of several options; `options` gives them by key, each with its words and the group it is listed under."""

    options: Options = dict

    yours = "Your choice"

    @property
    def in_full(self) -> str:
        return f"choose one of: {', '.join(self.options())}"

    @property
    def allowed(self) -> str:
        """All keys of a short list; of a long one the first, for those who can see it."""
        keys = list(self.options())
        shown = keys if len(keys) <= FEW else keys[:3]
        return f"choose one of the list ({', '.join(shown)}{'' if shown == keys else ', …'})"

    def parsed(self, typed: str) -> str:
        key = typed.strip()
        if key not in self.options():
            raise ValueError(f"“{key[:60]}” is not in the list" if key else "nothing is chosen")
        return key

    def allows(self, value: str) -> bool:
        return value in self.options()

    def write(self, value: str) -> str:
        return value

    def say(self, value: str) -> str:
        return self.options()[value][0]


MONTHS = re.findall(r"\w+", "january february march april may june july august september october november december")
IN_WORDS = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]+)\s+(?P<year>\d{4})",
        r"(?P<month>[A-Za-z]+)\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})",
    )
)
"""How a day is written in words; Python's own way loads three modules for the first."""


def month_named(word: str) -> int:
    """The number of a month by its name, whole or its first three letters. Raises ValueError for any other word."""
    short = [name[:3] for name in MONTHS]
    return (MONTHS if word.lower() in MONTHS else short).index(word.lower()) + 1


@dataclasses.dataclass(frozen=True)
class Day(Input):
    """A calendar day; `kept` where a link names it even if it is the default, which is another one on another day."""

    kept: bool = False
    least: date = date(2020, 1, 1)
    most: date = date(2050, 12, 31)

    @property
    def allowed(self) -> str:
        word = f", or “{self.none}”" if self.none else ""
        return f"type a day such as 2026-11-22, from {self.least} to {self.most}{word}"

    def parsed(self, typed: str) -> date:
        text = typed.strip()
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # perhaps a day in words
        found = next(filter(None, (shape.fullmatch(text) for shape in IN_WORDS)), None)
        try:
            if found:
                return date(int(found["year"]), month_named(found["month"]), int(found["day"]))
        except ValueError:
            pass  # no calendar has it
        raise ValueError(f"“{text[:40]}” is not a day of the calendar" if text else "nothing is typed")

    def allows(self, value: date) -> bool:
        return self.least <= value <= self.most

    def write(self, value: date | None) -> str:
        return self.none if value is None else value.isoformat()


class Rows(tuple[tuple[int, ...], ...]):
    """A table of whole numbers; as text, a line for each row."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(" ".join(str(cell) for cell in row) for row in self)


@dataclasses.dataclass(frozen=True)
class Counts(Input):
    """A table of whole numbers, typed or pasted row by row, every row as long as the first."""

    rows: int = 200
    columns: int = 12
    most: int = 1_000_000

    @property
    def allowed(self) -> str:
        return (
            f"type rows of whole numbers such as “20 5; 10 15”, up to {self.rows} rows of up to {self.columns}, "
            f"none above {self.most:,}"
        )

    def parsed(self, typed: str) -> Rows:
        lines = [line.strip() for line in typed.split("\n") if line.strip()]
        # Semicolons end rows, or part cells, as in a table that a spreadsheet saved where a comma is a decimal point.
        if len(lines) == 1 or not all(re.fullmatch(r"\S+(\s*;\s*\S+)+", line) for line in lines):
            lines = [part.strip() for line in lines for part in line.split(";") if part.strip()]
        rows = [tuple(re.split(r"[\s,;|]+", line)) for line in lines]
        if not rows:
            raise ValueError("nothing is typed")
        for place, row in enumerate(rows, 1):
            for cell in row:
                if not re.fullmatch("0|[1-9][0-9]{0,8}", cell):
                    raise ValueError(f"“{cell[:20]}” in row {place} is not a whole number; leave out headings")
            if len(row) != len(rows[0]):
                raise ValueError(f"row {place} has {len(row)} numbers where row 1 has {len(rows[0])}")
        return Rows(tuple(int(cell) for cell in row) for row in rows)

    def allows(self, value: Rows) -> bool:
        within = 1 <= len(value) <= self.rows and 1 <= len(value[0]) <= self.columns
        return within and all(
            len(row) == len(value[0]) and all(0 <= cell <= self.most for cell in row) for row in value
        )

    def write(self, value: Rows) -> str:
        return str(Rows(value))

    def say(self, value: Rows) -> str:
        return "; ".join(self.write(value).split("\n"))

    def check(self, value: Any, _typed: str = "") -> None:
        if value is None or not self.allows(value):
            raise ValueError(f"{self.label}: this table is too large or not even; {self.allowed}.")


@dataclasses.dataclass(frozen=True)
class Text(Input):
    """A line of text, such as the name of a column."""

    most: int = 100

    yours = "Your text"

    @property
    def allowed(self) -> str:
        return f"type a line of up to {self.most} characters"

    def parsed(self, typed: str) -> str:
        return typed.strip()

    def allows(self, value: str) -> bool:
        return len(value) <= self.most and (not value or value.isprintable())

    def write(self, value: str | None) -> str:
        return value or ""

    def say(self, value: str | None) -> str:
        return f"“{value}”" if value else "nothing"

    def check(self, value: Any, _typed: str = "") -> None:
        if not self.allows(value or ""):
            raise ValueError(f"{self.label}: this text is too long or cannot be printed; {self.allowed}.")


@dataclasses.dataclass(frozen=True)
class Upload(Input):
    """A file of the reader's, or none; its text is where the file stands."""

    called: str = ""
    """Another name of it on the command line, such as "before_file"."""
    accepts: str = ""
    """The endings of names that are offered, such as ".jsonl,.csv"; the content decides, not the name."""

    @property
    def allowed(self) -> str:
        return f"choose a file ({self.accepts.replace(',', ', ')})" if self.accepts else "choose a file"

    def parsed(self, typed: str) -> GivenFile | None:
        return given_file(typed) if typed else None

    def allows(self, value: GivenFile) -> bool:
        return isinstance(value, GivenFile)

    def write(self, value: GivenFile | None) -> str:
        return "" if value is None else str(value)

    def say(self, value: GivenFile | None) -> str:
        return self.none if value is None else value.name


def number(
    default: Default,
    label: str,
    group: str = FRONT,
    help: str = "",
    *,
    unit: str = "",
    least: float = 0,
    most: float,
    none: str = "",
    whole: bool = False,
    told: Callable[[str], float] | None = None,
    stops: tuple[float, ...] = (),
) -> Any:
    """Declare a number."""
    return _field(
        Number(
            label, default, help, group, none, unit=unit, least=least, most=most, whole=whole, told=told, stops=stops
        )
    )


def choice(default: Default, label: str, options: Options, group: str = FRONT, help: str = "") -> Any:
    """Declare a choice."""
    return _field(Choice(label, default, help, group, options=options))


def day(default: Default, label: str, group: str = FRONT, help: str = "", *, none: str = "", kept: bool = False) -> Any:
    """Declare a calendar day."""
    return _field(Day(label, default, help, group, none, kept=kept))


def counts(default: Default, label: str, group: str = FRONT, help: str = "", *, rows: int, columns: int) -> Any:
    """Declare a table of counts."""
    return _field(Counts(label, default, help, group, rows=rows, columns=columns))


def text(default: Default, label: str, group: str = FRONT, help: str = "", *, most: int = 100) -> Any:
    """Declare a line of text."""
    return _field(Text(label, default, help, group, most=most))


def upload(label: str, group: str = FRONT, help: str = "", *, accepts: str = ".jsonl,.csv", called: str = "") -> Any:
    """Declare a file of the reader's; there is none at first."""
    return _field(Upload(label, None, help, group, "no file", called=called, accepts=accepts))


def borrowed(kind: Any, name: str, group: str = FRONT, **changed: Any) -> Any:
    """Declare the very input that another calculator declares, in a group of this one, but for what is changed."""
    return _field(dataclasses.replace(kind.inputs()[name], group=group, **changed))


class _Default:
    """Stands in the constructor for "the default of this field"."""

    def __repr__(self) -> str:
        return "DEFAULT"


DEFAULT = _Default()


def _field(declared: Input) -> Any:
    return dataclasses.field(default=DEFAULT, metadata={"input": declared})
