"""Tables that count raters: a row for each item, a column for each label, how many raters chose it."""

from collections.abc import Sequence

from calculators.files.grid import Grid
from calculators.kit.inputs import Press
from calculators.results.draft import named
from calculators.results.reading import Ask

FEWEST_ROWS = 5
MOST = 1_000
"""More raters of one item than this are no count."""

ZEROS = 0.25
"""The share of cells from which labels are likely that no rater of the item chose."""

COUNTS, LABELS = "counts", "labels"


def count(cell: str) -> int | None:
    """How many raters a cell counts, none where it is empty; None where it is no such count."""
    text = cell.strip().removesuffix(".0")
    return 0 if not text else int(text) if text.isdigit() and len(text) < 5 and int(text) <= MOST else None


def numbers(grid: Grid, names: Sequence[str]) -> list[list[int]] | None:
    """The counts of each row in these columns; None where a cell is none."""
    columns = [[count(cell) for cell in grid.columns[name].cells] for name in names]
    if any(value is None for column in columns for value in column):
        return None
    codes = [grid.columns[name].codes for name in names]
    return [[column[code] or 0 for column, code in zip(columns, row, strict=True)] for row in zip(*codes, strict=True)]


def likely(grid: Grid, names: Sequence[str]) -> str:
    """What the counts of every row come to, in words; empty where these columns are likely none."""
    if len(names) < 2 or grid.rows < FEWEST_ROWS or any(grid.columns[name].different < 2 for name in names):
        return ""
    rows = numbers(grid, names)
    if not rows:
        return ""
    sums = sorted({sum(row) for row in rows})
    if len(sums) == 1:
        return f"{sums[0]}" if sums[0] > 1 else ""
    cells = [cell for row in rows for cell in row]
    uneven = len(names) > 2 and sums[0] > 1 and sums[-1] <= 2 * sums[0] and max(cells) > 1
    return f"{sums[0]} to {sums[-1]}" if uneven and cells.count(0) >= ZEROS * len(cells) else ""


def ask(grid: Grid, there: Sequence[str]) -> None:
    """Ask where those of these columns that count may say how many raters chose which label. Raises Ask."""
    names = [name for name in there if numbers(grid, [name]) and grid.columns[name].filled]
    if not (sums := likely(grid, names)):
        return
    words = (
        f"Cells hold: in each row {named(names, 4)} come to {sums}, as counts of raters do. Do they say how many "
        "raters chose which label, or is each column a rater?"
    )
    told = ", ".join(names)
    choices = [
        Press("How many raters chose the label that the heading names", {"cells_hold": COUNTS, "rater_columns": told}),
        Press("Each column is a rater", {"cells_hold": LABELS, "rater_columns": told}),
    ]
    raise Ask("cells_hold", words, choices)
