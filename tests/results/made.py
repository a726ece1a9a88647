"""Small files of results for tests: of 60 items 31 are right both times, 14 gained, 5 lost, 10 wrong both times."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from calculators.before_after import BeforeAfter
from calculators.kit.given_file import GivenFile, given_file
from calculators.kit.inputs import Refused

PAIRS = tuple([(1, 1), (0, 1), (1, 1), (0, 0), (1, 1), (1, 0)] * 5 + [(1, 1)] * 16 + [(0, 1)] * 9 + [(0, 0)] * 5)
"""Of each item whether it is right before, right after."""

ANSWER = "75 % right after, 60 % before"
VOTES = "after is preferred on 23.3 %, before on 8.33 %"

assert [PAIRS.count(pair) for pair in ((1, 1), (0, 1), (1, 0), (0, 0))] == [31, 14, 5, 10]


def table(heading: str, rows: Iterable[Sequence[object]], mark: str = ",") -> str:
    """A table as text."""
    lines = [heading.replace(",", mark), *(mark.join(map(str, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def wide(before: str, after: str, yes: object = 1, no: object = 0) -> str:
    """A column for each model."""
    cells = [[yes if right else no for right in pair] for pair in PAIRS]
    return table(f"id,{before},{after}", [(n, *pair) for n, pair in enumerate(cells)])


def long(model: str, names: Sequence[str], result: str = "correct", item: str = "id") -> str:
    """A row for each item of a model, all of one model before those of the next."""
    rows = [(f"q{n}", name, pair[side]) for side, name in enumerate(names) for n, pair in enumerate(PAIRS)]
    return table(f"{item},{model},{result}", rows)


def votes(after: str, before: str, tie: str, heading: str = "winner") -> str:
    """A column that says who is preferred: 14 times after, 5 times before, 41 ties."""
    words = [after if b > a else before if a > b else tie for a, b in PAIRS]
    return table(f"id,{heading}", list(enumerate(words)))


def given(folder: Path, name: str, text: str | bytes) -> GivenFile:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return given_file(str(path))


def said(*files: GivenFile, **inputs: str) -> tuple[str, Refused | None]:
    """The answer to one file or two with its reading, or the question that keeps it back."""
    try:
        case = BeforeAfter(file=files[0], after_file=files[1] if len(files) > 1 else None, **inputs)  # type: ignore[arg-type]
        result = case.result()
    except Refused as refused:
        return "", refused
    return " ".join([*(f"{one.label}: {one.words}." for one in result.read), result.answer, *result.notices]), None


def pressed(refused: Refused, words: str) -> dict[str, str]:
    """What the press with these words fills in."""
    return next(dict(press.fills) for press in refused.choices if words in press.words)
