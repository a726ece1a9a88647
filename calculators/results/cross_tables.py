"""Tables that count items by what both models got, or by label: they are refused with what to type instead."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import EMPTY, GUESS, RIGHT, SCORES, plain, preference, right_or_wrong, score, tied, words
from calculators.results.draft import Draft, named
from calculators.results.headings import tokens, words_of
from calculators.results.no_items import AS_BAD, AS_GOOD, AS_MODELS
from calculators.results.reading import Ask
from calculators.results.weighted_rows import named_count, runs_on, whole

AS_TOTAL = headings.AS_SUM | {"all", "grand", "general", "général", "totale", "totaal", "合计", "总计", "合計"}
OF_PIVOT = words(
    "row labels,column labels,zeilenbeschriftungen,spaltenbeschriftungen,étiquettes de lignes,étiquettes de colonnes",
    "etiquetas de fila,etiquetas de columna,etichette di riga,etichette di colonna,rijlabels,kolomlabels",
)
"""What a spreadsheet writes over a pivot table."""

PIVOTED = ("count of ", "sum of ", "average of ", "anzahl von ", "summe von ", "mittelwert von ", "nombre de ",
           "somme de ", "moyenne de ", "cuenta de ", "suma de ", "promedio de ")  # fmt: skip
OF_CONFUSION = frozenset(
    {
        "actual",
        "predicted",
        "pred",
        "gold",
        "truth",
        "true",
        "reference",
        "tatsächlich",
        "vorhergesagt",
        "réel",
        "prédit",
    }
)
NEGATED = frozenset({"not", "nicht", "non", "no", "pas", "in"})
SHARES = (
    "File of results: the table holds shares of the items that both models, one or none got right. How sure a "
    "difference is hangs on how many items they are of: give the counts instead of the file (--both-right, "
    "--items-lost, --items-gained, --both-wrong), or choose a file with a row for each item."
)
MOST_ROWS, MOST_CATEGORIES, MOST_PAIRS = 12, 40, 400


def refuse(draft: Draft) -> None:
    """Tell that cells count items, where the reader says nothing of the columns. Raises Ask."""
    say = draft.told
    if draft.reading.tool or say.kind != GUESS or any((say.before, say.after, say.item, say.model, say.result)):
        return
    _listed(draft)
    _square(draft)
    _pivot(draft)


def good(text: str) -> float | None:
    """1 where a heading or a label speaks of what is right, 0 of what is wrong, None of neither or of both."""
    of = {*tokens(text)}
    marks = {value for word in (*of, *text.split()) if (value := right_or_wrong(word)) is not None}
    found = {1.0 for _ in of & AS_GOOD} | {0.0 for _ in of & AS_BAD} | (marks if not of & (AS_GOOD | AS_BAD) else set())
    if len(found) != 1:
        return None
    [value] = found
    return 1.0 - value if of & NEGATED and of & AS_GOOD else value


def _labels(draft: Draft) -> tuple[str, list[str], list[str]]:
    """The column of the row's labels, those labels, the columns beside that are no totals."""
    first, *others = draft.there
    column = draft.there[first]
    return first, [column.cells[code] for code in column.codes], [name for name in others if not _total(name)]


def _total(name: str) -> bool:
    return bool(words_of(name)) and words_of(name) <= AS_TOTAL


def _square(draft: Draft) -> None:
    """A table of two by two of both models, or one or several of a model's answers against the right ones."""
    if len(draft.there) < 3 or draft.grid.rows > MOST_CATEGORIES:
        return
    _, labels, heads = _labels(draft)
    cells = [
        [whole(draft.there[name].cells[draft.there[name].codes[row]]) for name in heads] for row in range(len(labels))
    ]
    pairs = [good(text) for text in labels], [good(text) for text in heads]
    of = frozenset().union(*map(words_of, (*labels, *heads)))
    of_both = len(labels) == len(heads) == 2 and all({*one} == {0.0, 1.0} for one in pairs) and not of & OF_CONFUSION
    if of_both and None not in {count for row in cells for count in row}:
        _two_by_two(labels, heads, [[count or 0 for count in row] for row in cells], pairs)
    if of_both and all(score(cell) is not None for cell in _texts(draft, heads)):
        raise Ask("file", SHARES)
    _wins(labels, heads, cells)
    ends = {_last(name) for name in heads}
    rows = [row for row, label in enumerate(labels) if _last(label) in ends]
    again = [row for row, label in enumerate(labels) if label and row not in rows and not _heads(draft, row, heads)]
    numbers = all(count is not None for row in rows for count in cells[row])
    alike = {*labels} == {*heads} or not any(end.isdigit() for end in ends)
    if again or not numbers or not alike or len(rows) > MOST_ROWS:
        return
    if len(ends) == len(heads) > 1 and {_last(labels[row]) for row in rows} == ends:
        many = len(rows) // len(ends)
        words = (
            f"File of results: {'each of ' * (many > 1)}the table{'s' * (many > 1)} counts how often {named(heads, 4)} "
            "meet, as a confusion matrix does. That does not say which items both models got right, so nothing can be "
            "compared item by item: choose a file with a row for each item that holds the right answer, the answer "
            "before, the answer after."
        )
        raise Ask("file", words)


def _texts(draft: Draft, heads: Sequence[str]) -> list[str]:
    return [cell for name in heads for cell in draft.there[name].cells[1:]]


def _wins(labels: Sequence[str], heads: Sequence[str], cells: Sequence[Sequence[int | None]]) -> None:
    """Tell that cells count how often the model of the row won against that of the heading. Raises Ask."""
    places = {plain(head): at for at, head in enumerate(heads)}
    if len(labels) < 2 or len(labels) != len(heads) or {*map(plain, labels)} != places.keys():
        return
    own = [row[places[plain(label)]] for row, label in zip(cells, labels, strict=True)]
    won = [[count for at, count in enumerate(row) if at != places[plain(label)]]
           for row, label in zip(cells, labels, strict=True)]  # fmt: skip
    if any(own) or any(count is None for row in won for count in row):
        return
    way = "Choose a file with a row for each comparison, or type the wins of two models (--design preferred)."
    if len(labels) == 2:
        before = labels.index(headings.first_of(labels) or labels[0])
        way = (
            f"Give the counts instead of the file, if each row counts the wins of its model and “{labels[before]}” is "
            f"before: --design preferred --after-preferred {won[1 - before][0]} --before-preferred {won[before][0]} "
            "--ties 0."
        )
    words = (
        f"File of results: {named(labels, 4)} stand in the rows and in the headings, so cells likely count how often "
        f"one model won against another, and are no scores. {way}"
    )
    raise Ask("file", words)


def _heads(draft: Draft, row: int, heads: Sequence[str]) -> bool:
    """Whether a row repeats the headings, as above a second table."""
    return all(draft.there[name].cells[draft.there[name].codes[row]] in (name, "") for name in heads)


def _last(name: str) -> str:
    return tokens(name)[-1] if tokens(name) else name.casefold()


def _two_by_two(
    labels: Sequence[str],
    heads: Sequence[str],
    cells: Sequence[Sequence[int]],
    pairs: tuple[Sequence[float | None], Sequence[float | None]],
) -> None:
    """Tell what to type for a table of both models' right and wrong items. Raises Ask."""
    at = {(pairs[0][row], pairs[1][column]): cells[row][column] for row in (0, 1) for column in (0, 1)}
    rows, columns = (sum(map(headings.side, of)) for of in (labels, heads))
    both, neither, only_rows, only_columns = at[1, 1], at[0, 0], at[1, 0], at[0, 1]
    ways = {"the rows are the model before": _paired(both, only_rows, only_columns, neither),
            "the headings are the model before": _paired(both, only_columns, only_rows, neither)}  # fmt: skip
    if rows != columns:
        first = min(ways, key=lambda way: (way == "the rows are the model before") != (rows < columns))
        ways = {first: ways[first]}
    told = "; or, where ".join(f"{way}: {typed}" for way, typed in ways.items())
    words = (
        f"File of results: the table counts the items that both models, one or none got right ({both}, {only_rows}, "
        f"{only_columns}, {neither}). Give the counts instead of the file; where {told}."
    )
    raise Ask("file", words)


def _paired(both: int, lost: int, gained: int, neither: int) -> str:
    return f"--both-right {both} --items-lost {lost} --items-gained {gained} --both-wrong {neither}"


def _pivot(draft: Draft) -> None:
    """Tell that cells are the sums of many items each, as in a pivot table. Raises Ask."""
    there = draft.there
    first = next(iter(there))
    pivot = any(plain(name) in OF_PIVOT for name in there) or plain(first).startswith(PIVOTED)
    total = [name for name in there if _total(name)]
    others = [name for name in there if name not in (first, *total)]
    if (
        not others
        or draft.grid.rows > MOST_CATEGORIES
        or all(draft.looks(name).kind in (RIGHT, EMPTY) for name in others)
    ):
        return
    if not pivot and (len(total) != 1 or len(others) < 2 or not _sums(draft, total[0], others)):
        return
    if words_of(first) & (headings.AS_ITEM | headings.AS_NAME):
        return
    words = (
        f"Results: each row (“{first}”: {named(list(there[first].cells[1:]), 3)}) seems to sum up many items"
        f"{f', and “{total[0]}” all of them' if total else ''}, as in a pivot table. How sure a difference is, only "
        "the items tell: choose the file that it was made of, with a row for each item. Or is each row one item?"
    )
    raise Ask("results", words, [Press("Each row is one item with its scores", {"results": SCORES})])


def _sums(draft: Draft, total: str, others: Sequence[str]) -> bool:
    """Whether a column is the sum of whole numbers beside it, of more than 0 and 1."""
    columns = [draft.there[name] for name in (total, *others)]
    rows = [[whole(column.cells[column.codes[row]]) for column in columns] for row in range(draft.grid.rows)]
    if not rows or any(value is None for row in rows for value in row):
        return False
    known = [[value or 0 for value in row] for row in rows]
    return all(row[0] == sum(row[1:]) for row in known) and max(max(row[1:]) for row in known) > 1


def count_column(draft: Draft) -> str:
    """The column that says how many items a row stands for, where no two rows say the same beside it; or empty."""
    grid = draft.grid
    found = [
        name
        for name, column in grid.columns.items()
        if named_count(name)
        if column.filled == grid.rows and all(whole(cell) is not None for cell in column.cells[1:])
        if not runs_on(column)
    ]
    named_rows = [name for name, column in grid.columns.items() if name not in found and column.different == grid.rows]
    most = (MOST_ROWS, 3) if named_rows else (MOST_PAIRS, 4)
    if len(found) != 1 or grid.rows > most[0] or len(grid.columns) > most[1]:
        return ""
    counts = [whole(cell) or 0 for cell, times in grid.columns[found[0]].tally() for _ in range(times)]
    rest = [column.codes for name, column in grid.columns.items() if name != found[0]]
    return found[0] if len({*zip(*rest, strict=True)}) == grid.rows and sum(counts) > 2 * grid.rows else ""


def _listed(draft: Draft) -> None:
    """Tell what to type for rows that each count the items of one outcome. Raises Ask."""
    grid, counted = draft.grid, count_column(draft)
    others = [name for name in grid.columns if name != counted]
    if not counted or not others:
        return
    if any(words_of(name) & AS_MODELS for name in others) and any(draft.looks(name).kind == SCORES for name in others):
        return  # totals of models, which are told of elsewhere
    counts = grid.columns[counted]
    rows = [
        (tuple(grid.columns[name].cells[grid.columns[name].codes[row]] for name in others),
         whole(counts.cells[counts.codes[row]]) or 0)
        for row in range(grid.rows)
    ]  # fmt: skip
    typed = _of_models(others, rows) if len(others) == 2 else _of_winner(rows) if len(others) == 1 else ""
    words = (
        f"File of results: “{counted}” says how many items each row stands for ({sum(count for _, count in rows):,} in "
        f"all). {f'Give the counts instead of the file: {typed}' if typed else 'Write a row for each item instead'}."
    )
    raise Ask("file", words)


Row = tuple[tuple[str, ...], int]


def _of_models(names: Sequence[str], rows: Sequence[Row]) -> str:
    """What to type where two columns say what either model got, or one names the model; empty where that is open."""
    values = [[right_or_wrong(cell) for cell in said] for said, _ in rows]
    if all(None not in one for one in values):
        at: dict[tuple[float | None, ...], int] = {}
        for one, (_, count) in zip(values, rows, strict=True):
            at[tuple(one)] = at.get(tuple(one), 0) + count
        both, first, second, neither = (at.get(key, 0) for key in ((1, 1), (1, 0), (0, 1), (0, 0)))
        if headings.side(names[0]) > headings.side(names[1]):
            first, second = second, first
        if headings.side(names[0]) != headings.side(names[1]):
            return _paired(both, first, second, neither)
        return (
            f"{_paired(both, first, second, neither)} if “{names[0]}” is before, "
            f"{_paired(both, second, first, neither)} if “{names[1]}” is"
        )
    for model, result in ((0, 1), (1, 0)):
        models = list(dict.fromkeys(said[model] for said, _ in rows))
        if len(models) == 2 and all(one[result] is not None for one in values):
            found = {(said[model], one[result]): n for (said, n), one in zip(rows, values, strict=True)}
            before = headings.first_of(models) or models[0]
            after = next(one for one in models if one != before)
            typed = " ".join(
                f"--{side}-{way} {found.get((one, value), 0)}"
                for side, one in (("before", before), ("after", after))
                for way, value in (("right", 1.0), ("wrong", 0.0))
            )
            return f"--design separate {typed}, if “{before}” is before and each model answered items of its own"
    return ""


def _of_winner(rows: Sequence[Row]) -> str:
    """What to type where one column says who is preferred; empty where its words do not say."""
    counts = {"after": 0, "before": 0, "ties": 0}
    for (cell, *_), count in rows:
        word = plain(cell).replace("-", " ")
        value = 0.0 if tied(word) else preference(cell) or headings.side(cell) or None
        if value is None:
            return ""
        counts["ties" if not value else "after" if value > 0 else "before"] += count
    return (
        f"--design preferred --after-preferred {counts['after']} --before-preferred {counts['before']} "
        f"--ties {counts['ties']}"
    )
