"""Sheets of votes with a row for each person, as forms give them: each vote gets a row of its own."""

from array import array
from collections.abc import Sequence
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import GUESS, plain, preference, score, tied
from calculators.results.draft import Draft, named
from calculators.results.headings import tokens, words_of
from calculators.results.judged import of_side
from calculators.results.rating_shapes import AS_RATER, AS_TIME, OF_QUESTIONS, OF_RATERS, ROWS, ROWS_ITEMS, ROWS_RATERS
from calculators.results.reading import Ask

ITEM, RATER, VOTE = "item", "rater", "vote"
FEWEST, MOST_WORDS = 4, 12
OWN = frozenset({"your", "dein", "ihr", "votre", "tu", "su", "tuo"})
"""Words of a heading that asks whoever fills in a form."""


def apart(grid: Grid, rows: str = GUESS) -> Grid:
    """The table with a row for each vote where each row holds those of one person; else as it is.

    `rows` is what the reader says of them: items or raters.
    """
    who, votes = _who(grid), _votes(grid)
    if rows == ROWS_ITEMS or not votes or not (rows == ROWS_RATERS or (who and _sure(who, votes))):
        return grid
    made = copy(grid)
    names = [grid.columns[who].cells[code] for code in grid.columns[who].codes] if who else []
    made.columns = {name: Column(name) for name in (ITEM, RATER, VOTE)}
    made.lines = array("I")
    for row, line in enumerate(grid.lines):
        for name in votes:
            column = grid.columns[name]
            made.lines.append(line)
            cells = (name, names[row] if names else f"line {line}", column.cells[column.codes[row]])
            for part, cell in zip(made.columns.values(), cells, strict=True):
                part.add(cell)
    made.close()
    aside = [name for name in grid.columns if name not in {who, *votes}]
    made.turned = ""
    told = f"each row of the file is a rater, each of {len(votes)} columns an item"
    made.notes = (*grid.notes, told, *((f"{named(aside, 4)} left aside",) if aside else ()))
    return made


def ask(draft: Draft) -> None:
    """Ask whether rows are people where these may be named in the first column. Raises Ask."""
    who, votes = _who(draft.grid), _votes(draft.grid)
    if draft.told.rows != GUESS or draft.told.after or not who or len(votes) < FEWEST or not _asked(votes):
        return
    words = (
        f"Each row is: “{who[:60]}” names the rows, and {named(votes, 3)} each say which of two is preferred. Is each "
        "row a rater, and each of those columns an item, or is each row an item, and each of those columns a rater?"
    )
    raise Ask("rows_are", words, ROWS)


def _who(grid: Grid) -> str:
    """The column that names a person in each row; empty where none does."""
    for name, column in grid.columns.items():
        of = words_of(name)
        if of & AS_RATER and not of & AS_TIME and column.different == grid.rows:
            return name
    return ""


def _votes(grid: Grid) -> list[str]:
    """The columns that each say by the same few words which of two is preferred."""
    few = {name: [cell for cell, _ in column.tally()] for name, column in grid.columns.items()}
    few = {name: cells for name, cells in few.items() if 1 <= len(cells) <= MOST_WORDS}
    said = {cell for cells in few.values() if all(map(_side, cells)) for cell in cells}
    sides = {_side(cell) for cell in said}
    found = [name for name, cells in few.items() if said.issuperset(cells)]
    return found if len(found) > 1 and len(said) <= MOST_WORDS and {"a", "b"} <= sides else []


def _side(cell: str) -> str:
    """Which of two a cell prefers, or neither; empty where it says nothing of that."""
    word = plain(cell)
    if tied(word.replace("-", " ")):
        return "tie"
    if score(cell) is not None:  # a mark, as from 1 to 5
        return ""
    side = of_side(word) or headings.side(word) or preference(word)
    return "" if not side else "a" if side < 0 else "b"


def _asked(votes: Sequence[str]) -> bool:
    """Whether headings name what was asked, by number or as questions, and no people."""
    numbered = all(any(map(str.isdigit, tokens(name))) for name in votes)
    asked = all(words_of(name) & OF_QUESTIONS or name.rstrip().endswith("?") for name in votes)
    return (numbered or asked) and not any(words_of(name) & (OF_RATERS - {"r"}) for name in votes)


def _sure(who: str, votes: Sequence[str]) -> bool:
    of = words_of(who)
    person = bool(of & (AS_RATER - {"name", "user", "email"}) or of & OWN)
    asked = all(words_of(name) & OF_QUESTIONS or name.rstrip().endswith("?") for name in votes)
    return person and asked and len(votes) >= FEWEST and _asked(votes)
