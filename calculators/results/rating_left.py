"""What a file of labels holds beside those reckoned with: another question’s labels, rows that name an item again."""

from collections import Counter
from collections.abc import Iterator, Sequence

from calculators.files.grid import Grid
from calculators.kit.inputs import Press, Refused
from calculators.results import headings
from calculators.results.cells import score
from calculators.results.directions import LESS, MEASURES, MORE
from calculators.results.draft import named
from calculators.results.headings import words_of
from calculators.results.rater_words import AS_AGREED, AS_OTHER, apart_by_number
from calculators.results.rating_reading import Reading
from calculators.results.reading import Ask, Question

NEVER = (AS_OTHER - {"topic", "model"}) | headings.AS_REASON | headings.AS_MEASURE | headings.AS_NAME | AS_AGREED
FEW_LABELS, LONG = 20, 60
FEWEST_ROWS, FEWEST_DIFFERING, FEWEST_NUMBERS = 15, 5, 4
HALF = 0.5


def ask(grid: Grid, names: Sequence[str]) -> None:
    """Ask which question is meant where the same raters answered another one, in labels of its own. Raises Ask."""
    common = frozenset.intersection(*map(words_of, names))
    people = [words_of(name) - common for name in names]
    if not all(people):
        return
    groups: dict[frozenset[str], list[str]] = {}
    for name, column in grid.columns.items():
        few = 2 <= column.different <= FEW_LABELS and column.different <= column.filled / 2
        if name in names or not few or max(map(len, column.cells)) > LONG:
            continue
        for person in people:
            of = words_of(name) - person
            if person <= words_of(name) and of != common and not of & NEVER:
                groups.setdefault(of, []).append(name)
    others = {of: group for of, group in groups.items() if len(group) == len(names) and of}
    if not others:
        return
    words = (
        f"Columns of the raters: {named(names, 4)} are of one question, and "
        f"{'; '.join(named(group, 4) for group in others.values())} of another by the same raters. Which is meant?"
    )
    presses = [Press(named(group, 4), {"rater_columns": ", ".join(group)}) for group in (list(names), *others.values())]
    raise Ask("rater_columns", words, presses[:6])


def numeric(grid: Grid) -> list[str]:
    """Two columns or more of numbers of one range, as of sliders, of which nearly none comes again."""
    ranges = {}
    for name, column in grid.columns.items():
        values = [score(cell) for cell in column.cells[1:]]
        numbers = [value for value in values if value is not None]
        never = words_of(name) & (NEVER | MORE | LESS | MEASURES | headings.AS_GOLD) or headings.side(name)
        if len(numbers) < FEWEST_NUMBERS or len(numbers) < len(values) or never:
            continue
        ranges[name] = min(numbers), max(numbers)
    groups = [[name for name, (low, high) in ranges.items() if _alike((low, high), of)] for of in ranges.values()]
    best = max(groups, key=len, default=[])
    return best if len(best) > 1 else []


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two ranges overlap for the most part."""
    return min(one[1], other[1]) - max(one[0], other[0]) > HALF * (max(one[1], other[1]) - min(one[0], other[0]))


def agreed(grid: Grid, names: Sequence[str]) -> None:
    """Ask whether a column is no rater that says what most others say in every row. Raises Ask."""
    if len(names) < 3 or grid.rows < FEWEST_ROWS:
        return
    rows = list(
        zip(
            *([grid.columns[name].cells[code].casefold() for code in grid.columns[name].codes] for name in names),
            strict=True,
        )
    )
    found = [name for at, name in enumerate(names) if _of_most(rows, at)]
    family = apart_by_number(names)
    if len(found) != 1 or (found[0] in family and len(family) > 1):
        return
    rest = [name for name in names if name != found[0]]
    words = (
        f"Columns of the raters: “{found[0][:60]}” says in every row what most of {named(rest, 4)} say, as what raters "
        "came to together does. Is it a rater?"
    )
    choices = [
        Press(f"No: it is left aside, {len(rest)} raters stay", {"rater_columns": ", ".join(rest)}),
        Press("Yes, all are raters", {"rater_columns": ", ".join(names)}),
    ]
    raise Ask("rater_columns", words, choices)


def _of_most(rows: Sequence[tuple[str, ...]], at: int) -> bool:
    """Whether a cell of every row is the one of most others, who differ in enough rows for that to be no chance."""
    differing = most = 0
    for row in rows:
        others = [cell for place, cell in enumerate(row) if place != at and cell]
        if len(others) < 2 or not row[at]:
            continue
        [(label, count), *rest] = Counter(others).most_common(2)
        differing += bool(rest)
        if 2 * count > len(others):
            most += 1
            if row[at] != label:
                return False
    return differing >= FEWEST_DIFFERING and most >= FEWEST_ROWS


def asked(again: str) -> Refused:
    """The question what rows are that name an item again, where the verdict hangs on it."""
    words = (
        f"Column of the item: “{again[:60]}” comes again, and where the first row of each counts alone the answer is "
        "another. What are the rows?"
    )
    choices = (
        Press("Each row is an item of its own", {"item_column": ""}),
        Press(f"“{again[:60]}” names the item: its first row counts", {"item_column": again}),
    )
    return Question("item_column", words, choices).refused


def told(reading: Reading) -> Iterator[str]:
    """That rows which name an item again change nothing."""
    if reading.again:
        yield (
            f"“{reading.again[:60]}” comes again, and each row counts. Where the first row of each counts alone, the "
            "verdict is the same."
        )
