"""What does not come along where a training file is written in another shape."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from calculators.training_file.examples import MEDIA
from calculators.training_file.kinds import Record

MOST_LINES = 20
"""So many lines are told of examples that are not written for one reason."""


BESIDE = "stays there: TRL, axolotl and LLaMA-Factory read it so, providers want it as parts of the messages"


@dataclass
class Losses:
    """What is left behind when a file is written in another shape: how often each thing, and examples not written."""

    left: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[int]] = field(default_factory=dict)
    """The lines of the first examples that are not written, by why."""

    kept: Counter[str] = field(default_factory=Counter)
    """Keys of pictures, sound and video that stand beside the messages in what is written."""

    written: int = 0
    places: set[int] = field(default_factory=set)
    """The places of the examples that are not written."""

    apart: int = 0
    """How many of those written are of another shape than most in the file."""

    def rows(self, spot: str) -> Iterator[tuple[str, str, str]]:
        """What is left behind, stays beside the messages, is not written; in how many examples; what becomes of it."""
        for name, count in self.left.most_common():
            yield f"“{name}”" if "the " not in name else name, f"{count:,}", "left behind"
        for name, count in self.kept.most_common():
            yield f"“{name}” beside the messages", f"{count:,}", BESIDE
        for why, count in self.refused.most_common():
            lines = self.lines[why]
            more = f" and {count - len(lines):,} more" if count > len(lines) else ""
            yield why, f"{count:,}", f"not written: {spot} {', '.join(f'{line:,}' for line in lines)}{more}"

    def refuse(self, why: str, place: int, line: int) -> None:
        """Count an example that is not written."""
        self.places.add(place)
        self.refused[why] += 1
        lines = self.lines.setdefault(why, [])
        if len(lines) < MOST_LINES:
            lines.append(line)

    def count(self, made: Record, lost: Sequence[str]) -> None:
        """Count an example that is written."""
        self.left.update(lost)
        self.kept.update(key for key in MEDIA if key in made)
        self.written += 1
