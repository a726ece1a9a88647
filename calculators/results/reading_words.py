"""How the reading of a file is told above the answer, with what one press would change."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from calculators.exports.table import Export
from calculators.kit.inputs import Press
from calculators.kit.model import Understood
from calculators.kit.numbers import say_number
from calculators.results import maxima
from calculators.results.answers import CONTAINS, EXACT, TRUTH, met
from calculators.results.cells import GUESS, NO_CELL, PREFERENCE, RIGHT, SCORES, WIN_RATE, empty, plain, tied, with_more
from calculators.results.draft import Draft, named
from calculators.results.headings import of_metrics, runs, side
from calculators.results.judged import of_pair, of_side
from calculators.results.no_answer import no_answer
from calculators.results.numerals import DECIMAL, THOUSANDS, open_cells, parser
from calculators.results.paired import Paired
from calculators.results.reading import LESS, MORE, Reading, Told
from calculators.results.retries import FIRST, LAST

MOST_CELLS = 8


def understood(export: Export, found: Reading, read: Paired, variant: str) -> Iterator[Understood]:
    """What a file was taken to hold, part by part."""
    rows = f"{say_number(read.rows)} row{'s' * (read.rows != 1)}"
    joined = f": {found.joined}" if found.joined else ""
    yield Understood("File", f"{found.tool or 'a table'}, {rows}{export.grid.told}{joined}", "file")
    yield from _sides(found)
    item = f"{named(found.item)}" if found.item else "each row is one"
    whole, alone = len(read.items), len(read.alone(variant))
    count = (
        f"{say_number(whole - alone)} of {say_number(whole)} items take part"
        if whole > alone
        else f"{say_number(whole)} items{', each of one model only' * (0 < whole == alone)}"
    )
    yield Understood("Item", f"{item}; {count}", "item_column")
    if found.weight or found.weighing:
        yield _weight(found)
    if found.only:
        yield _metric(export, found)
    elif found.model:
        also, presses = _other_metrics(found)
        yield Understood("Metric", f"“{found.result}”{also}", "result_column", presses)
    elif found.same:
        yield Understood("Metric", f"the columns above; {named(found.same, 4)} say the same row by row", "metric")
    yield _results(export, found)
    if found.gold:
        yield _right_answers(export, found)
    if found.averaged:
        by = f"“{found.run}” tells them apart; " if found.run else ""
        yield Understood("Runs", f"{by}an item has several results of a model, and their mean counts", "repeats")
    elif found.repeats in (FIRST, LAST):
        by = f"“{found.run}” tells them apart; " if found.run else ""
        yield Understood("An item again", f"{by}the {found.repeats} result of an item and model counts", "repeats")
    if found.cluster:
        told = f"“{found.cluster}”: its items count together"
        told += f"; {found.met[1]}" if found.met and found.met[0] == found.cluster else ""
        presses = (Press("Every item counts by itself", {"cluster_column": ""}),)
        yield Understood("Document", told, "cluster_column", presses)


def _weight(found: Reading) -> Understood:
    """What says how much each item counts, or that all count alike though a column may say so."""
    if found.weight:
        alike = Press("All count alike", {"weight_column": ""})
        return Understood("Weight", f"“{found.weight}” says how much each item counts", "weight_column", (alike,))
    presses = tuple(Press(f"Each counts as “{name[:60]}” says", {"weight_column": name}) for name in found.weighing)
    return Understood("Weight", f"all count alike, {named(found.weighing, 2)} is not used", "weight_column", presses)


def _metric(export: Export, found: Reading) -> Understood:
    """Of which metric the rows are that count; a filter or a perturbation is none, and only says of which they are."""
    others = [cell for cell, _ in export.grid.columns[found.metric].tally() if cell != found.only]
    also = f"; the file also has {named(others, 4)}" if others else ""
    presses = tuple(Press(f"Take “{name}” instead", {"metric": name}) for name in others[:3])
    if of_metrics(found.metric):
        return Understood("Metric", f"“{found.only}” of the column “{found.metric}”{also}", "metric", presses)
    plain_rows = found.only in ("none", export.roles.usual) and not others
    metrics, more = _other_metrics(found)
    of = "" if plain_rows else f", in the rows whose “{found.metric}” is “{found.only}”{also}"
    return Understood("Metric", f"“{found.result}”{metrics}{of}", "metric", (*more, *presses))


def _other_metrics(found: Reading) -> tuple[str, tuple[Press, ...]]:
    """What further columns of results there are, in words, with what takes one of them."""
    left = [name for name in found.others if name != found.result]
    presses = tuple(Press(f"Take “{name}” instead", {"result_column": name}) for name in left[:3])
    same = f"; {named(found.same)} say{'s' * (len(found.same) == 1)} the same row by row" if found.same else ""
    return f"{same}; the file also has {named(left)}" if left else same, presses


def _right_answers(export: Export, found: Reading) -> Understood:
    """Against what answers are held, and how many are right only because their form, or what is around, is let be."""
    grid = export.grid
    names = (found.result,) if found.model else (found.before, *found.after)
    parts = {part for one in names for part in runs(one, grid.columns)}
    seen = [met(grid.columns[name], grid.columns[found.gold], found.numbers) for name in parts]
    loosely, within = sum(one.loosely for one in seen), sum(one.within for one in seen)
    told = "an answer is right where it says the same, as a number or but for capitals, spaces, brackets, end marks"
    if loosely:
        told += f"; {say_number(loosely)} are right only so"
    presses: tuple[Press, ...] = ()
    if found.answers == TRUTH:
        told = "yes and no count in whatever word they are said"
        presses = (Press("Right only where it says the same word", {"answers": EXACT}),)
    elif found.answers == CONTAINS:
        told += f"; {say_number(within)} more are longer and hold it as a word of their own, which counts as right"
        presses = (Press("Right only where it says the same", {"answers": EXACT}),)
    elif within:
        told += f"; {say_number(within)} hold it within a longer text, which counts as wrong"
        presses = (Press("Right where it stands in the answer", {"answers": CONTAINS}),)
    if found.numbers != GUESS:
        told += f"; a number such as 1,234 is {'thousands' if found.numbers == THOUSANDS else 'a decimal number'}"
    return Understood("Right answers", f"“{found.gold}”: {told}", "gold_column", presses)


def _sides(found: Reading) -> Iterator[Understood]:
    if found.named:
        told = found.settled_by or "before (A), after (B)"
        yield Understood(
            "Preferred", f"“{found.after[0]}”: {told}", "cells" if found.kind == PREFERENCE else "after_columns"
        )
        return
    swap: tuple[Press, ...] = ()
    if len(found.after) == 1 and not found.joined:
        swap = (Press("Swap before and after", {"before_column": found.after[0], "after_columns": found.before}),)
    of = f" in “{found.model}”" if found.model and not found.joined else ""
    if len(found.after) == 1 and side(found.before) > side(found.after[0]) and found.joined:
        of = "; the names of the files say the opposite: choose them the other way round if they are right"
    yield Understood("Before", f"“{found.before}”{of}", "before_column", swap)
    yield Understood("After", named(found.after, 6), "after_columns")


def _tally(export: Export, found: Reading) -> Mapping[str, int]:
    grid = export.grid
    if found.model:
        return Draft(grid, export.roles, Told(), found).tally((found.result,))
    names = tuple(part for name in (found.before, *found.after) if name for part in runs(name, grid.columns))
    tally: dict[str, int] = {}
    if found.sides and found.kind == PREFERENCE:
        taking_part = of_pair(grid, found)
        for column in (grid.columns[name] for name in names):
            met = Counter(code for code, part in zip(column.codes, taking_part, strict=True) if part)
            for code, count in met.items():
                tally[column.cells[code]] = tally.get(column.cells[code], 0) + count
        return tally
    for name in names:
        for cell, count in grid.columns[name].tally():
            tally[cell] = tally.get(cell, 0) + count
    return tally


def _results(export: Export, found: Reading) -> Understood:
    if found.gold:
        return Understood("Results", "answers, held against the right ones", "results")
    tally = _tally(export, found)
    if found.kind in (SCORES, WIN_RATE):
        read = parser(found.kind, found.numbers)
        counted = (cell for cell in tally if not empty(cell) and found.counts.get(plain(cell), 0) is not None)
        values = [value for cell in counted if (value := read(cell)) is not None]
        ends = f" from {say_number(min(values))} to {say_number(max(values))}" if values else ""
        if found.kind == WIN_RATE:
            return Understood("Results", f"win-rates of the model after{ends}", "results")
        names = (found.result,) if found.model else (found.before, *found.after)
        extra = "; ".join(filter(None, (_counted(found, tally), maxima.told(export.grid, names))))
        way, other = ("less", MORE) if found.less else ("more", LESS)
        extra = "; ".join(filter(None, [found.less_by, extra]))
        presses = [Press(f"{other.capitalize()} is better", {"better": other})]
        for cell in [one for mark in ",." for one in open_cells(tally, mark)][:1] if found.numbers != GUESS else ():
            extra = f"“{cell}” is {say_number(read(cell) or 0)}{extra and '; '}{extra}"
            turned = DECIMAL if found.numbers == THOUSANDS else THOUSANDS
            told = "a decimal number" if turned == DECIMAL else "thousands"
            presses.append(Press(f"“{cell}” is {told}", {"numbers": turned}))
        return Understood("Results", f"scores{ends}; {way} is better{extra and '; '}{extra}", "better", tuple(presses))
    shown = _counted(found, tally)
    kind = "right or wrong" if found.kind == RIGHT else "who is preferred"
    return Understood("Results", f"{kind}: {shown}" if shown else kind, "cells")


def _counted(found: Reading, tally: Mapping[str, int]) -> str:
    """How each word counts, the commonest first: “PASS” as right (75), “FAIL” as wrong (45)."""
    often = sorted(tally.items(), key=lambda one: -one[1]) if found.counts or found.kind != SCORES else ()
    said = ((cell, count, told) for cell, count in often if (told := _as(found, cell)))
    parts = [f"“{cell[:30]}” {told} ({say_number(count)})" for cell, count, told in islice(said, MOST_CELLS)]
    if found.doubtful:
        parts.append(f"{named(found.doubtful, 4)} {found.told_as}, and counted another way the verdict is the same")
    if NO_CELL in found.counts:
        parts.append(f"an empty cell {'is left out' if found.counts[NO_CELL] is None else 'is wrong'}")
    return ", ".join([*parts, *_no_results(found, tally)])


def _no_results(found: Reading, tally: Mapping[str, int]) -> Iterator[str]:
    """Words such as n/a, that say nothing but that a result is missing."""
    words = {cell: count for cell, count in tally.items() if cell and empty(cell) and plain(cell) not in found.counts}
    if words:
        told = ", ".join(f"“{cell}” ({say_number(count)})" for cell, count in list(words.items())[:MOST_CELLS])
        yield f"no result in {told}"


def _as(found: Reading, cell: str) -> str:
    word = plain(cell)
    if empty(cell) and word not in found.counts:
        return ""
    if found.kind == PREFERENCE:
        if tied(word.replace("-", " ")):
            return "a tie"
        if lean := found.leans.get(word):
            return f"for the {'first' if lean < 0 else 'second'} side"
        if found.places and (side := of_side(word)):
            return f"the {'first' if side < 0 else 'second'} place"
        value = found.counts.get(word)
        return (
            {1.0: "for after", -1.0: "for before", 0.0: "a tie"}.get(value, "left out")
            if value is not None
            else "left out"
            if word in found.counts
            else ""
        )
    if found.kind == SCORES and word not in found.counts:
        return ""
    value = found.counts[word] if word in found.counts else parser(found.kind, found.numbers)(cell)
    if word in found.counts and value is None:
        return "left out"
    if value is None:
        return ""
    if found.less and found.kind == RIGHT and word not in found.counts:
        value = 1 - value
    words = {1.0: "right", 0.0: "wrong", 0.5: "half right"}
    if found.kind == SCORES and not {*found.counts.values()} <= {*words, None}:  # marks, such as 1 to 5
        return say_number(value)
    return words.get(value, say_number(value))


def doubt_choices(words: Mapping[str, object], cells: str, found: Reading) -> tuple[Press, ...]:
    """What doubtful words may be said to count as."""
    ways: tuple[tuple[str, str], ...] = (("wrong", "wrong"), ("left out", "out"), ("right", "right"))
    if found.kind == SCORES:
        worst = f"{found.worst:g}"
        ways = ((f"{worst}, the worst there is" if found.less else worst, worst), ("left out", "out"))
        if found.less or all(map(no_answer, words)):
            ways = ways[::-1]
    subject = f"“{next(iter(words))[:40]}” counts as" if len(words) == 1 else "All count as"
    return tuple(
        Press(f"{subject} {told}", {"cells": with_more(cells, dict.fromkeys(words, way))}) for told, way in ways
    )
