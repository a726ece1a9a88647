"""Files of labels of other shapes: raters down the rows, a cross table of two raters, raters times questions."""

from collections.abc import Iterable, Sequence
from copy import copy

from calculators.files.grid import Column, Grid, turned
from calculators.kit.inputs import Press
from calculators.results import headings, scale_ends, strange
from calculators.results.cells import GUESS, score
from calculators.results.draft import named
from calculators.results.headings import tokens, words_of
from calculators.results.rater_words import AS_AGREED, AS_LABEL
from calculators.results.reading import Ask

ITEMS = "item"
MOST_RATERS, FEWEST_ITEMS = 20, 12
FEW_LABELS, MOST_CHOICES = 12, 8
MOST_NUMBERED = 0.7
"""The share of columns with a number in their heading from which those alone are items."""

FEWEST_MARKS = 4
"""Of fewer labels it is asked one by one which mean the same."""

AS_RATER = headings.AS_VOTER | headings.AS_PEOPLE | {"user", "username", "worker", "prüfer", "gutachter"}
AS_RATER = AS_RATER | {"email", "name", "participant", "respondent", "teilnehmer", "teilnehmerin", "person"}
OF_RATERS = AS_RATER - {"name", "email", "user", "username"}
OF_QUESTIONS = headings.AS_ITEM | {
    "q", "text", "statement", "aussage", "satz", "sentence", "passage", "email", "response", "antwort", "answer",
    "story", "image", "bild", "video", "clip", "phrase",
}  # fmt: skip
"""Words of numbered columns of what was labelled."""

ROWS_ITEMS, ROWS_RATERS = "items", "raters"
ROWS = [
    Press("Each row is a rater, each column an item", {"rows_are": ROWS_RATERS}),
    Press("Each row is an item, each column a rater", {"rows_are": ROWS_ITEMS}),
]
"""The answers to the question what each row is."""
FEWEST_COLUMNS = 3
AS_TIME = frozenset({"timestamp", "time", "date", "zeitstempel", "datum", "horodateur", "duration", "started", "ended"})
AS_TOTAL = headings.AS_SUM | {"all", "any"}


def raters_down(grid: Grid, rows: str = GUESS) -> Grid:
    """The table turned where each row is a rater and every other column an item; else as it is.

    `rows` is what the reader says of them: items or raters.
    """
    if rows == ROWS_ITEMS:
        return grid
    there = [name for name, column in grid.columns.items() if not words_of(name) & AS_TIME and column.filled]
    first, others = next(iter(there), ""), [name for name in there[1:] if not words_of(name) & headings.AS_REASON]
    numbered = [name for name in others if any(letter.isdigit() for letter in name)]
    if len(numbered) >= MOST_NUMBERED * len(others):  # what has no number tells of the rater
        others = numbered
    if rows == ROWS_RATERS and others:
        return _turned(grid, first, others, there)
    if not 2 <= grid.rows <= MOST_RATERS or len(others) < max(FEWEST_ITEMS, 3 * grid.rows):
        return grid
    labels = {cell for name in others for cell, _ in grid.columns[name].tally()}
    named_so = words_of(first) & AS_RATER or len(numbered) == len(others)
    if grid.columns[first].different < grid.rows or not named_so or len(labels) > FEW_LABELS:
        return grid
    return _turned(grid, first, others, there)


def _turned(grid: Grid, first: str, others: Sequence[str], there: Sequence[str]) -> Grid:
    made = copy(grid)
    made.columns = {name: grid.columns[name] for name in (first, *others)}
    made = turned(made, first, ITEMS, "raters")
    aside = [name for name in there[1:] if name not in others]
    made.notes = (*grid.notes, *((f"{named(aside, 4)} left aside",) if aside else ()))
    return made


def ask_rows(grid: Grid, names: Sequence[str]) -> None:
    """Ask whether rows are raters where these columns are numbered, or rows named after people. Raises Ask."""
    first = next((name for name in grid.columns if not words_of(name) & AS_TIME), "")
    column = grid.columns.get(first)
    if grid.turned or column is None or first in names or len(names) < FEWEST_COLUMNS or column.different < grid.rows:
        return
    people = bool(words_of(first) & (AS_RATER - {"name"}))
    numbered = all(any(part.isdigit() for part in tokens(name)) for name in names)
    asked = "name" in words_of(first) or all(words_of(name) & OF_QUESTIONS for name in names)
    named_so = any(words_of(name) & (OF_RATERS - {"r"}) for name in names)
    if named_so or not (people or (numbered and asked)):
        return
    words = (
        f"Each row is: “{first}” names the rows, and {named(names, 3)} hold the same labels. Is each row an item, and "
        "each of those columns a rater, or is each row a rater, and each column an item?"
    )
    raise Ask("rows_are", words, ROWS)


def all_rows(grid: Grid) -> tuple[str, ...]:
    """All rows of raters, whatever they are called; of those called like a label that several came to it is asked.

    Raises Ask.
    """
    names = tuple(name for name in grid.columns if name != ITEMS)
    agreed = [name for name in names if words_of(name) & (headings.AS_GOLD - AS_LABEL | AS_AGREED)]
    rest = [name for name in names if name not in agreed]
    if not agreed or len(rest) < 2:
        return names
    words = f"Columns of the raters: rows are called {named(agreed, 4)}. Are they raters like {named(rest, 4)}?"
    choices = [
        Press(f"No: they are left aside, {len(rest)} raters stay", {"rater_columns": ", ".join(rest)}),
        Press("Yes, all are raters", {"rater_columns": ", ".join(names)}),
    ]
    raise Ask("rater_columns", words, choices)


def cross_table(grid: Grid) -> None:
    """Tell that a file counts the pairs of labels of two raters, and what to type instead. Raises Ask."""
    first, *others = grid.columns
    labels = [grid.columns[first].cells[code] for code in grid.columns[first].codes]
    heads = [name for name in others if not words_of(name) & AS_TOTAL]
    known = {_label(name): name for name in heads}
    if grid.rows < 2 or len(heads) != grid.rows or {_label(label) for label in labels} != known.keys():
        return
    rows = [[grid.columns[known[_label(label)]] for label in labels]] * grid.rows
    cells = [[column.cells[column.codes[row]] or "0" for column in of] for row, of in enumerate(rows)]
    if not all(cell.isdigit() for row in cells for cell in row):
        return
    typed = "; ".join(" ".join(row) for row in cells)
    raise Ask(
        "file",
        f"File of labels: {named(labels, 4)} stand in the rows and in the headings, so this counts the pairs of labels "
        f"of two raters. Type the counts instead of the file (--design two --table '{typed}'); a file needs a row for "
        "each item.",
    )


def _label(name: str) -> str:
    return tokens(name)[-1] if tokens(name) else name.casefold()


def several_questions(names: Sequence[str]) -> None:
    """Ask which columns are meant where their names are those of several raters times several questions. Raises Ask."""
    parts = [tokens(name) for name in names]
    if len(names) < 4 or any(len(of) < 2 for of in parts):
        return
    firsts, lasts = ({of[:1] for of in parts}, {of[1:] for of in parts})
    if min(len(firsts), len(lasts)) < 2 or len(firsts) * len(lasts) != len(names) or len({*parts}) != len(names):
        return
    ways = [(" ".join(of), 1) for of in dict.fromkeys(of[1:] for of in parts)]
    ways += [(of, 0) for of in dict.fromkeys(of[0] for of in parts)]
    words = (
        f"Columns of the raters: {named(names, 6)} are {len(firsts)} times {len(lasts)} columns, as of several raters "
        "who each answered several questions. Which columns are those of one question?"
    )
    choices = []
    for of, last in ways[:MOST_CHOICES]:
        group = [name for name, one in zip(names, parts, strict=True) if (" ".join(one[1:]) if last else one[0]) == of]
        choices.append(Press(f"“{of}”: {named(group, 4)}", {"rater_columns": ", ".join(group)}))
    raise Ask("rater_columns", words, choices)


def two_models(names: Sequence[str]) -> None:
    """Ask whether columns called before and after, old and new are raters; likelier they are of models. Raises Ask."""
    if sorted(map(headings.side, names)) != [-1, 1]:
        return
    words = (
        f"Columns of the raters: {named(names)} are called like the results of two models. Whether one is better, "
        "“Before and after” tells (before-after). Are they raters?"
    )
    raise Ask("rater_columns", words, [Press("Yes: they are raters", {"rater_columns": ", ".join(names)})])


def both_ways(names: Sequence[str]) -> None:
    """Tell that by their headings less is the better of some raters' marks, more of others'. Raises Ask."""
    less, more = scale_ends.both_ways(names)
    if not less or not more:
        return
    words = (
        f"Columns of the raters: by their headings less is better of {named(less, 4)}, and more of {named(more, 4)}. "
        "Turn the marks of one round and choose the file again. Or do they run the same way, as they stand?"
    )
    raise Ask("rater_columns", words, [Press("They run the same way", {"rater_columns": ", ".join(names)})])


def two_scales(names: Sequence[str], columns: Iterable[Column]) -> None:
    """Tell that two raters marked on two scales, as 1 to 5 beside 0 to 1. Raises Ask."""
    marks: list[dict[float, int]] = []
    for column in columns:
        cells = [(score(cell), count) for cell, count in column.tally()]
        marks.append({value: count for value, count in cells if value is not None})
        if len(marks[-1]) < max(column.different, FEWEST_MARKS) or min(marks[-1]) < -1:
            return
    if not strange.two_scales(*marks):
        return
    told = " and ".join(
        f"“{name}” goes from {min(values):g} to {max(values):g}" for name, values in zip(names, marks, strict=True)
    )
    words = (
        f"Columns of the raters: {told}, so they seem to be on two scales, on which a label of one says another thing "
        "on the other. Bring both to one scale and choose the file again. Or are they on one scale?"
    )
    raise Ask("rater_columns", words, [Press("They are on one scale", {"rater_columns": ", ".join(names)})])
