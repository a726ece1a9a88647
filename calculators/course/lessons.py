"""The lessons of the course in their order, read from the front matter of docs/."""

import dataclasses
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from calculators.course.checks import DOCS
from calculators.kit import strict
from calculators.kit.strict import DataError

KIND = "lesson"
BESIDE = {"hide", "kind", "search", "scripts", "styles", "tags"}
"""What else may stand in the front matter of a lesson."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson: its title, what it is about, how many minutes it takes, when it was last reviewed.

    The workbook has no number.
    """

    key: str
    title: str
    description: str
    minutes: int = strict.column(least=1, most=120)
    reviewed: date
    number: int | None = strict.column(least=1, default=None)

    @property
    def short(self) -> str:
        """What it is called beside others."""
        return f"Lesson {self.number}" if self.number else self.title

    @property
    def about(self) -> str:
        """What it is about, without its number, which stands in the title."""
        return self.description.removeprefix(f"Lesson {self.number}. ")

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return f"Lesson {self.number}: {self.title}" if self.number else self.title


@cache
def lessons(docs: Path = DOCS) -> tuple[Lesson, ...]:
    """The lessons by number, those without one last. Raises DataError."""
    read = [one for one in map(_lesson, sorted(docs.glob("*.md"))) if one]
    numbers = [one.number for one in read if one.number]
    for number in set(numbers):
        if numbers.count(number) > 1:
            both = ", ".join(f"docs/{one.key}.md" for one in read if one.number == number)
            raise DataError(f"{both}: number: {number} is the number of one lesson only")
    return tuple(sorted(read, key=lambda one: (one.number is None, one.number or 0, one.key)))


def _lesson(path: Path) -> Lesson | None:
    """The lesson of a page; None where the page is none."""
    text = path.read_text("utf-8")
    if not text.startswith("---\n") or "\nkind: " not in text.split("\n---\n")[0]:
        return None
    file = f"docs/{path.name}"
    content, lines = strict.parse(text.removeprefix("---\n").split("\n---\n")[0].encode(), file)
    if content.get("kind") != KIND:
        return None
    lines = {place: line + 1 for place, line in lines.items()}  # the first line of a page is the rule above
    kept: dict[str, Any] = {name: value for name, value in content.items() if name not in BESIDE}
    read: Lesson = strict.Reader(file, lines, {}, ()).record((), Lesson, kept, key=path.stem)
    return read


def around(slug: str, docs: Path = DOCS) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after one; None where there is none. Raises DataError."""
    found = lessons(docs)
    place = next((number for number, one in enumerate(found) if one.key == slug), None)
    if place is None:
        return None, None
    return found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None
