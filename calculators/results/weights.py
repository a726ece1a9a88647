"""Columns that may say how much an item counts, as how often it was asked: reckoned with, or asked about."""

from collections.abc import Iterator, Mapping, Sequence

from calculators.files.grid import Column
from calculators.kit.inputs import Press, Refused
from calculators.results import headings
from calculators.results.cells import score, words
from calculators.results.draft import Draft, named
from calculators.results.headings import runs, words_of
from calculators.results.reading import Ask, Question
from calculators.results.structure import constant, keys

AS_WEIGHT = words(
    "weight,weights,count,counts,n,freq,frequency,frequencies,support,occurrences,traffic,volume,views,requests,queries",
    "times,asked,gewicht,gewichte,gewichtung,anzahl,häufigkeit,fälle,poids,effectif,nombre,fréquence,peso,cantidad",
    "frecuencia,frequenza,aantal,数量,件数,次数,频数,权重",
)
BESIDE = words(
    "of,the,number,num,sample,size,total,in,per,items,questions,cases,examples,samples,item,question,monthly,daily,der"
)
OF_ITEMS = frozenset({"items", "questions", "cases", "examples", "samples", "sample"})
"""Words of weights; words that may stand beside them."""

MOST = 2


def fill(draft: Draft) -> None:
    """Say which column is the weight, as the reader says, or which may be. Raises Ask."""
    say, reading, grid = draft.told, draft.reading, draft.grid
    if say.weight is not None:
        reading.weight = say.weight
        if say.weight and not _numbers(grid.columns[say.weight]):
            words = f"Column of the weight: “{say.weight}” holds cells that are no numbers from 0."
            raise Ask("weight_column", words, [Press("All count alike", {"weight_column": ""})])
        return
    taken = {reading.model, reading.result, reading.run, reading.metric, reading.gold, reading.cluster, reading.order}
    taken |= {
        *reading.item,
        *reading.others,
        *(part for one in (reading.before, *reading.after) for part in runs(one, grid.columns)),
    }
    items = keys(grid, reading.item) if reading.item else None
    found = [
        name
        for name, column in grid.columns.items()
        if name not in taken and named_so(name) and column.different > 1 and _numbers(column) and not _counts_up(column)
        if items is None or constant(items, column.codes)
    ]
    reading.weighing = tuple(found[:MOST])


def named_so(name: str) -> bool:
    """Whether a heading says no more than how often something was, or how much it counts."""
    of = words_of(name) - {word for word in words_of(name) if word.isdigit()}
    counts = of & AS_WEIGHT or (of & {"num", "number", "size"} and of & OF_ITEMS)
    return bool(counts) and of <= AS_WEIGHT | BESIDE and not headings.side(name)


def _numbers(column: Column) -> bool:
    values = [score(cell) for cell in column.cells[1:]]
    return all(value is not None and value >= 0 for value in values) and any(values)


def _counts_up(column: Column) -> bool:
    """Whether a column only numbers the rows."""
    values = [score(column.cells[code]) for code in column.codes]
    return values in ([float(n) for n in range(len(values))], [float(n + 1) for n in range(len(values))])


def of_items(column: Column, first: Sequence[int]) -> tuple[float | None, ...]:
    """How much each item counts, by the row where it stands first."""
    values = [score(cell) if cell else None for cell in column.cells]
    return tuple(values[column.codes[row]] for row in first)


def asked(name: str) -> Refused:
    """The question whether a column says how much each item counts, where the verdict hangs on it."""
    words = (
        f"Column of the weight: “{name[:60]}” may say how much each item counts, such as how many each row stands for. "
        "Reckoned with, the answer is another than if all count alike. Does it say so?"
    )
    choices = (
        Press(f"Yes: each counts as much as “{name[:60]}” says", {"weight_column": name}),
        Press("No: all count alike", {"weight_column": ""}),
    )
    return Question("weight_column", words, choices).refused


def told(by: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """That weights which are not used would change nothing."""
    if by:
        yield f"Weighed by {named(by, 2)}, the verdict is the same."
