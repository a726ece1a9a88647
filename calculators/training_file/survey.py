"""What was found in a training file: its examples with their flags, the findings, how both are counted."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from calculators.files.letters import WESTERN, Letters
from calculators.training_file.flags import Flags
from calculators.training_file.kinds import KINDS, WARNINGS, Kind
from calculators.training_file.shapes import Form, Spot
from calculators.training_file.structure import TRAITS
from calculators.training_file.tokens import Sample

MOST_TOLD = 20
"""How many findings of each kind are told with their line; all are counted."""

UNKNOWN = "unknown"

WIDE = 1.5
"""What a byte of letters beyond ASCII counts beside a letter, in the size of a text."""

REJECTED, DUPLICATE, LEAK, CONFLICT, NEAR = 1, 2, 4, 8, 16
PERSONAL, REFUSAL, TRUNCATED, PLACEHOLDER, MARK, GARBLED = 32, 64, 128, 256, 512, 1024
UNFIT = REFUSAL | TRUNCATED | PLACEHOLDER | MARK | GARBLED
"""Not fit to learn from."""
FLAGS = {
    "duplicate": DUPLICATE, "leak": LEAK, "near-leak": LEAK, "conflict": CONFLICT, "near": NEAR, "personal": PERSONAL,
    "refusal": REFUSAL, "truncated": TRUNCATED, "placeholder": PLACEHOLDER, "mark": MARK, "garbled": GARBLED,
}  # fmt: skip
COUNTED = ("over-long", "latin", "blank", "big-picture", "many-pictures", "label-spelling", "one-mould", "ids")
"""Warnings that hang on a limit or on the file, so that no flag of an example tells them."""

FLAGS |= {
    kind.key: 1 << place
    for place, kind in enumerate((one for one in WARNINGS if one.key not in FLAGS and one.key not in COUNTED), 11)
}
OF_FORM = sum({flag for flag in FLAGS.values() if flag > GARBLED})
"""What of the form of an example some refuse and others take."""

UNFLAGGED = ("other-separator", "mark-of-order", "prompt-beside")
"""Traits for which no example is left out: they are of all lines alike, or the cleaned file mends them."""

FLAGS |= {
    trait: 1 << place
    for place, trait in enumerate((one for one in TRAITS if one not in UNFLAGGED), OF_FORM.bit_length())
}
for _key in ("comma", "glued"):
    FLAGS[_key] = 1 << max(FLAGS.values()).bit_length()


class Told(NamedTuple):
    """One finding: the line or the element, and what is there."""

    line: int
    detail: str


@dataclass(frozen=True)
class Finding:
    """All findings of one kind: how many, and the first of them."""

    kind: Kind
    count: int
    told: tuple[Told, ...]
    spot: Spot = "line"


@dataclass
class System:
    """A system prompt: its letters, how it begins, and how often it stands in the file."""

    letters: int
    beginning: str
    times: int = 1


@dataclass
class Survey:
    """What came of a reading. Examples are told apart by their place, from 0; `lines` gives the line of each.

    Where the objects of a list share a line, it is the number of each in the list, as `spot` says.

    `ascii`, `wide` and `turns` hold for each example its letters of ASCII, the bytes of all others in UTF-8, and its
    messages; `answers` the letters of its answer. `flags` says what is wrong with it.
    """

    name: str
    size: int
    form: Form
    encoding: str
    spot: Spot = "line"
    lines: "array[int]" = field(default_factory=lambda: array("I"))
    flags: Flags = field(default_factory=Flags)
    ascii: "array[int]" = field(default_factory=lambda: array("I"))
    wide: "array[int]" = field(default_factory=lambda: array("I"))
    turns: "array[int]" = field(default_factory=lambda: array("I"))
    answers: "array[int]" = field(default_factory=lambda: array("I"))
    sample: Sample = field(default_factory=Sample)
    """Of some examples, the tokens."""
    counts: Counter[str] = field(default_factory=Counter)
    told: dict[str, list[Told]] = field(default_factory=dict)
    copies: dict[int, int] = field(default_factory=dict)
    systems: dict[bytes, System] = field(default_factory=dict)
    shapes: Counter[str] = field(default_factory=Counter)
    """How many examples can be read, by what they are called: in a file of several shapes more than one."""
    labels: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, int] = field(default_factory=dict)
    """The line in which each label, just as it is written, stands first."""
    languages: Counter[str] = field(default_factory=Counter)
    latin: int = 0
    letters: Letters = WESTERN
    """In which those lines were read that are not UTF-8."""
    pictures: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of each example with pictures how many there are, and the bytes of the largest that stands in the file itself."""

    pairs: int = 0
    """How many hold a better and a worse answer, whatever their shape."""

    longest: int = 0
    """The bytes of the longest line."""

    bounded: int = 0
    """Of how many texts not all likely copies were looked at, since too many share a template."""

    @property
    def examples(self) -> int:
        """All that stands for an example, faulty ones too."""
        return len(self.flags)

    def is_usual(self, name: str) -> bool:
        """Whether more than half of the examples that can be read have a trait."""
        return 2 * self.counts[name] > self.examples - self.flagged(REJECTED)

    @cached_property
    def _together(self) -> Counter[int]:
        """How many examples have which flags together."""
        return Counter(self.flags)

    def flagged(self, mask: int) -> int:
        """How many examples have one of these flags."""
        return sum(count for flags, count in self._together.items() if flags & mask)

    @cached_property
    def _largest(self) -> Mapping[tuple[int, int], float]:
        """The size of the largest example outside the sample, by its flags and its number of messages."""
        found: dict[tuple[int, int], float] = {}
        for place, (flags, turns, letters, wide) in enumerate(
            zip(self.flags, self.turns, self.ascii, self.wide, strict=True)
        ):
            if place not in self.sample.counted:
                found[flags, turns] = max(found.get((flags, turns), 0.0), letters + WIDE * wide)
        return found

    def largest(self, mask: int) -> Iterator[tuple[int, float]]:
        """Messages and size of the largest examples without any of these flags, outside the sample."""
        return ((turns, size) for (flags, turns), size in self._largest.items() if not flags & mask)

    marked: bool = False
    """Whether the file begins with a byte order mark."""

    listed: bool = False
    """Whether the objects stand in a list or go over several lines."""

    running: str = ""
    """Where a running text is cut; empty for any other file."""

    columnar: bool = False
    """Whether it is a file of columns, Parquet or Arrow."""

    returned: bool = False
    """Whether its lines end with a carriage return alone."""

    @property
    def unreadable(self) -> list[str]:
        """The kinds of faults for which no reader of JSON takes the file, and which the cleaned file has not."""
        return [key for key in ("list", "glued", "comma") if self.counts[key]]

    @property
    def foreign(self) -> str:
        """What is foreign about the file as a whole, in words: no lines, or an encoding that providers do not want."""
        if self.columnar:
            return "Parquet or Arrow, not lines of text"
        if self.running:
            at = self.running if self.running.startswith("at ") else f"at “{self.running}”"
            return f"running {self.encoded or 'text'}, cut here {at}"
        if self.listed:
            return "JSON that does not keep to lines"
        return self.encoded

    @property
    def encoded(self) -> str:
        """What of the file is not UTF-8, in words, which no library reads either; empty where all is."""
        if self.encoding != "UTF-8":
            return f"text in {self.encoding}"
        if self.latin:
            return f"text with {self.latin:,} line{'s' * (self.latin > 1)} in {self.letters.name}"
        return ""

    @property
    def doubt(self) -> str:
        """What to do if the letters were not those that were meant; empty where they are sure."""
        unsure = self.latin > 0 and not self.letters.sure
        return " If letters look wrong there, save the file as UTF-8 first." * unsure

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, errors first, by the order of the kinds."""
        return tuple(
            Finding(kind, self.counts[key], tuple(self.told.get(key, ())), self.spot)
            for key, kind in KINDS.items()
            if self.counts[key]
        )

    def of_level(self, level: str) -> int:
        """How many findings there are of one level."""
        return sum(finding.count for finding in self.findings if finding.kind.level == level)

    def named(self, place: int) -> str:
        """Where an example stands, in words."""
        return f"{self.spot} {self.lines[place]:,}"

    def note(self, key: str, line: int, detail: str) -> None:
        """Count a finding, and tell it if it is among the first of its kind."""
        self.counts[key] += 1
        told = self.told.setdefault(key, [])
        if len(told) < MOST_TOLD:
            told.append(Told(line, detail))


def shares(counted: Mapping[str, int]) -> list[tuple[str, int, float]]:
    """Names with their count and share, the largest first."""
    total = sum(counted.values()) or 1
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(name, count, count / total) for name, count in ordered]
