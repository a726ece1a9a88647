"""Rows that say of an item how many raters gave it a label: each item gets one row, each label a column of counts."""

from array import array
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import score, words
from calculators.results.headings import words_of
from calculators.results.rater_words import AS_LABEL, AS_RATER
from calculators.results.rating_counts import count
from calculators.results.structure import keys
from calculators.results.weighted_rows import named_count

AS_VOTES = words(
    "vote,votes,voters,raters,annotators,labelers,coders,judges,stimmen,anzahl,votos,voix,voti,stemmen,票数,人数",
    "answers,selections,responses,picks,number,num,count,n,of,total",
)
OF_PEOPLE = AS_VOTES - words("answers,selections,responses,picks,number,num,count,n,of,total")
FEWEST_ITEMS, MOST_LABELS = 3, 12


def pivoted(grid: Grid) -> Grid:
    """The table with a row for each item where rows count the raters of a label; else as it is."""
    if len(grid.columns) < 3 or grid.rows < 2 * FEWEST_ITEMS:
        return grid
    for votes, column in grid.columns.items():
        if not (named_count(votes) or (words_of(votes) & OF_PEOPLE and words_of(votes) <= AS_VOTES)):
            continue
        numbers = [count(cell) for cell in column.cells[1:]]
        if column.filled < grid.rows or None in numbers or max(filter(None, numbers), default=0) < 2:
            continue
        for item, label in ((one, other) for one in grid.columns for other in grid.columns):
            if len({item, label, votes}) == 3 and _label(grid, label) and _item(grid, item, label):
                return _made(grid, item, label, votes)
    return grid


def _label(grid: Grid, name: str) -> bool:
    """Whether a column holds one of a few labels, and names no rater."""
    column = grid.columns[name]
    few = 2 <= column.different <= MOST_LABELS and column.filled == grid.rows
    named_so = words_of(name) & (AS_LABEL | {"category", "class", "answer", "option", "choice"})
    return few and not words_of(name) & (AS_RATER | headings.AS_MODEL) and bool(named_so or not _numbers(column))


def _numbers(column: Column) -> bool:
    return all(score(cell) is not None for cell in column.cells[1:])


def _item(grid: Grid, item: str, label: str) -> bool:
    """Whether a column names items, each of which has one row for a label, and many several."""
    column = grid.columns[item]
    if column.filled < grid.rows or column.different < max(FEWEST_ITEMS, grid.columns[label].different):
        return False
    alone = len({*keys(grid, (item, label))}) == grid.rows
    return alone and column.different < grid.rows and grid.rows <= column.different * grid.columns[label].different


def _made(grid: Grid, item: str, label: str, votes: str) -> Grid:
    codes = zip(grid.columns[item].codes, grid.columns[label].codes, grid.columns[votes].codes, strict=True)
    cells = {(one, other): grid.columns[votes].cells[many] for one, other, many in codes}
    labels = [code for code, cell in enumerate(grid.columns[label].cells) if cell]
    made = copy(grid)
    made.columns = {name: Column(name) for name in (item, *(grid.columns[label].cells[code] for code in labels))}
    made.lines = array("I")
    seen: set[int] = set()
    for line, one in zip(grid.lines, grid.columns[item].codes, strict=True):
        if one not in seen:
            seen.add(one)
            made.lines.append(line)
            row = [grid.columns[item].cells[one], *(cells.get((one, other), "0") for other in labels)]
            for column, cell in zip(made.columns.values(), row, strict=True):
                column.add(cell)
    made.close()
    made.counted = tuple(list(made.columns)[1:])
    made.notes = (*grid.notes, f"“{votes[:60]}” says how many raters gave an item a “{label[:60]}”")
    return made
