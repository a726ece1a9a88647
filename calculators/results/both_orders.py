"""Pairs that were judged with the two answers in either order: the column that names a pair is the item."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from calculators.files.grid import Column
from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import empty, plain, tied
from calculators.results.draft import Draft, named
from calculators.results.headings import before_first, runs, words_of
from calculators.results.judged import of_side
from calculators.results.reading import Ask

FEWEST = 3
NEARLY_ALL = 0.9

MOST = 12
"""So many rows may a pair have, as of several judges."""

WAY_ON = "Give the file a column “order” with AB in the rows where the answer before stood first, and BA in the others."

Rows = Sequence[int]
"""The rows of one pair."""

Holds = Callable[[Rows], bool]


def item(draft: Draft, taken: Iterable[str]) -> str:
    """The column whose values each name two rows or more, in which both answers stand in either order; or empty.

    Raises Ask where only their texts say so, and the winner is told by the place.
    """
    for name, pairs in _several(draft, taken):
        if _turned(draft, pairs):
            return name
        texts = _turned_texts(draft, pairs, {name, *draft.reading.after})
        if texts and _by_place(draft):
            words = (
                f"Column of the order: the rows of a “{name}” hold the same two answers in either order "
                f"({named(texts)}), so “{draft.reading.after[0]}” names a place, and no column says which model "
                "stood first"
            )
            raise Ask("order_column", f"{words}. {WAY_ON}")
        if texts:
            return name
    return ""


def ask(draft: Draft, taken: Iterable[str]) -> None:
    """Ask what two rows of an item are whose winner is told as A or B, where no column says which stood first."""
    reading = draft.reading
    if reading.order or reading.sides or not _by_place(draft):
        return
    for name, pairs in _several(draft, taken):
        if not words_of(name) & (headings.AS_ITEM | headings.AS_NAME) or len(pairs[0]) != 2:
            continue
        winner = reading.after[0]
        words = (
            f"Column of the item: each “{name}” stands in two rows, and “{winner}” says who won. Is A the same model "
            "in both rows, or did the two answers change places?"
        )
        choices = [
            Press(
                f"A is the same model in both: two judgements of one “{name}”", {"item_column": name, "repeats": "mean"}
            ),
            Press("Each row is an item of its own", {"item_column": ""}),
        ]
        raise Ask("item_column", f"{words} Where they did: {WAY_ON[0].lower()}{WAY_ON[1:]}", choices)


def _by_place(draft: Draft) -> bool:
    """Whether the winner is told as A or B, and not by the name of a model."""
    reading = draft.reading
    if reading.sides:
        return False
    cells = [cell for cell in draft.tally(runs(reading.after[0], draft.there)) if not empty(cell)]
    said = [word for word in map(plain, cells) if not tied(word.replace("-", " "))]
    return bool(said) and all(map(of_side, said))


def _several(draft: Draft, taken: Iterable[str]) -> Iterator[tuple[str, Sequence[Rows]]]:
    """The columns nearly all of whose values stand in as many rows, two or more, with the rows of each."""
    for name, column in draft.there.items():
        counts = [count for _, count in column.tally()]
        usual = max(counts, default=0)
        if name in set(taken) or len(counts) < FEWEST or not 2 <= usual <= MOST or usual % 2:
            continue
        if counts.count(usual) < NEARLY_ALL * len(counts):
            continue
        rows: dict[int, list[int]] = {}
        for row, code in enumerate(column.codes):
            rows.setdefault(code, []).append(row)
        yield name, [of for code, of in rows.items() if code and len(of) == usual]


def _turned(draft: Draft, pairs: Sequence[Rows]) -> bool:
    """Whether the column of the order, or those of the models, say that the rows of a pair differ in the order."""
    reading, there = draft.reading, draft.grid.columns
    if reading.order:
        column = there[reading.order]
        first = [before_first(cell, reading.order) for cell in column.cells]
        return _most(pairs, lambda rows: {first[column.codes[row]] for row in rows} == {True, False})
    if all(reading.sides) and reading.sides:
        return _most(pairs, _exchange(*(there[side] for side in reading.sides)))
    codes = next((there[side].codes for side in reading.sides if side), None)
    return codes is not None and _most(pairs, lambda rows: len({codes[row] for row in rows}) == 2)


def _turned_texts(draft: Draft, pairs: Sequence[Rows], taken: Iterable[str]) -> tuple[str, ...]:
    """Two columns that exchange what they say from one row of a pair to another."""
    left = [
        (name, column)
        for name, column in draft.there.items()
        if name not in set(taken) and column.different > 1 and 2 * column.filled > len(column.codes)
    ]
    for at, (name, column) in enumerate(left):
        for other, second in left[at + 1 :]:
            if headings.apart(name, other) and _most(pairs, _exchange(column, second)):
                return name, other
    return ()


def _exchange(one: Column, other: Column) -> Holds:
    """What tells of some rows whether two columns exchange their different texts between them."""

    def holds(rows: Rows) -> bool:
        texts = {(one.cells[one.codes[row]], other.cells[other.codes[row]]) for row in rows}
        return len(texts) == 2 and all(first != second and (second, first) in texts for first, second in texts)

    return holds


def _most(pairs: Sequence[Rows], holds: Holds) -> bool:
    return bool(pairs) and sum(map(holds, pairs)) >= NEARLY_ALL * len(pairs)
