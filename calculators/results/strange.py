"""Scores that may be none: codes of missing results such as 999, two scales side by side, perplexities below 0."""

from collections.abc import Mapping, Sequence

from calculators.kit.inputs import Press
from calculators.results import numerals
from calculators.results.cells import OF, SCORES, empty, plain, score, unit, with_more
from calculators.results.directions import PERPLEXITY
from calculators.results.draft import Draft, named
from calculators.results.headings import runs, tokens
from calculators.results.no_answer import marks_from_one, strays
from calculators.results.reading import Ask

MOST_ZEROS = 0.15
"""The share of cells up to which a 0 below marks may be a code; more of them are results."""

UNITS = {
    "msec": "ms", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "sek": "s", "sekunden": "s", "mins": "min",
    "minute": "min", "minutes": "min", "minuten": "min", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "std": "h",
    "stunden": "h", "tokens": "tok", "token": "tok", "tokens/s": "tok/s", "pts": "pt", "points": "pt", "point": "pt",
    "punkt": "pt", "punkte": "pt", "punkten": "pt", "pkt": "pt", "star": "stars", "sterne": "stars", "error": "errors",
}  # fmt: skip
"""Other names of a unit."""

LONGEST = 24
"""So long is a number with its unit."""

TOPS = frozenset((1, 2, 3, 4, 5, 6, 7, 10, 20, 100))
"""The largest marks of usual scales."""

TOPS_APART, MANY_BEYOND, FEWEST_TOP = 1.6, 0.3, 4
SCALES_APART, MEANS_APART = 4, 2.5
"""So many times as large are the largest and the mean of scores on another scale, as 1 to 5 beside percent."""


def codes(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Ask whether a number far from all others is a score, or stands for a missing one. Raises Ask."""
    reading = draft.reading
    if reading.kind != SCORES:
        return
    read = numerals.reader(reading.numbers)
    values = {
        cell: value
        for cell in tally
        if not empty(cell) and plain(cell) not in reading.counts and (value := read(cell)) is not None
    }
    apart = set(strays(values.values()))
    zeros = sum(tally[cell] for cell, value in values.items() if not value)
    if not apart and marks_from_one(values.values()) and zeros <= MOST_ZEROS * sum(tally[cell] for cell in values):
        apart = {0.0}
    rest = [value for value in values.values() if value not in apart]
    found = [cell for cell, value in values.items() if value in apart]
    if not found:
        return
    times = "; ".join(f"“{cell}” in {tally[cell]:,}" for cell in found[:4])
    words = (
        f"How cells count: {times} cells of {named(names, 4)} stand apart from all other scores ({min(rest):g} to "
        f"{max(rest):g}). Do they say that a result is missing, or are they scores?"
    )
    choices = [Press("A missing result: left out", {"cells": with_more("", dict.fromkeys(found, "out"))})]
    if apart != {0.0}:
        choices.append(Press("A failure: counts as 0", {"cells": with_more("", dict.fromkeys(found, "0"))}))
    choices += [Press("They are scores", {"cells": with_more("", {cell: f"{values[cell]:g}" for cell in found})})]
    raise Ask("cells", words, choices)


def units(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Stop where numbers stand in several units, as ms beside s. Raises Ask."""
    if draft.reading.kind != SCORES:
        return
    found = {of: cell for cell in tally if len(cell) < LONGEST and (of := unit(cell))}
    if len({UNITS.get(of, of) for of in found}) > 1 or (found := _parts_of(tally)):
        told = named(found.values(), 4)
        words = f"File of results: {named(names, 4)} hold numbers written in several ways, such as {told}"
        raise Ask("file", f"{words}. Write all in one way, in one unit, and choose the file again.")


def _parts_of(tally: Mapping[str, int]) -> dict[str, str]:
    """An example of each way to write a share on another scale than others, as 80 % beside 0.8, or 4/5; or none."""
    short = [cell.strip() for cell in tally if 0 < len(cell) < LONGEST]
    percent = [cell for cell in short if cell.endswith("%")]
    ratios = [cell for cell in short if ("/" in cell or " " in cell) and OF.fullmatch(cell)]
    if not percent and not ratios:
        return {}
    rest = [cell for cell in short if cell not in {*percent, *ratios} and score(cell) is not None]
    largest = max((score(cell) or 0 for cell in rest), default=0)
    apart = (percent and ratios) or (percent and rest and largest <= 1) or (ratios and largest > 1)
    return {one: of[0] for one, of in (("%", percent), ("/", ratios), ("", rest)) if of} if apart else {}


def two_scales(first: Mapping[float, int], second: Mapping[float, int]) -> bool:
    """Whether marks, each with how often it stands there, are likely on two scales, none of them below 0.

    So they are where those of one are far larger, or where each goes to the top of a usual scale of its own.
    """
    small, large = sorted((first, second), key=max)
    low, high = (sum(v * n for v, n in one.items()) / sum(one.values()) for one in (small, large))
    if 0 < SCALES_APART * max(small) <= max(large) and high >= MEANS_APART * low:
        return True
    top, highest = max(small), max(large)
    beyond = sum(count for value, count in large.items() if value > top) / sum(large.values())
    tops = top in TOPS and highest in TOPS and highest >= 2 * top
    return tops and (high >= TOPS_APART * low or (top >= FEWEST_TOP and beyond >= MANY_BEYOND))


def scales(draft: Draft) -> None:
    """Ask about scores of 1 to 5 beside scores of 0 to 100, which are on two scales. Raises Ask."""
    reading, say = draft.reading, draft.told
    if reading.kind != SCORES or say.kind == SCORES:
        return
    first = _values(draft, reading.before)
    for name in reading.after:
        second = _values(draft, name)
        if not first or not second or min(*first, *second) < 0:
            continue
        if two_scales(first, second):
            words = (
                f"Result before: “{reading.before}” goes from {min(first):g} to {max(first):g} and “{name}” from "
                f"{min(second):g} to {max(second):g}, so they seem to be on two scales. Bring both to one and choose "
                "the file again, or name other columns. Or are they on one scale?"
            )
            raise Ask("before_column", words, [Press("They are on one scale: compare them", {"results": SCORES})])


def _values(draft: Draft, name: str) -> dict[float, int]:
    """The scores of one model, each with how often it stands there."""
    reading, read = draft.reading, numerals.reader(draft.reading.numbers)
    found: dict[float, int] = {}
    for cell, count in _cells(draft, name).items():
        if not empty(cell):
            value = reading.counts[plain(cell)] if plain(cell) in reading.counts else read(cell)
            if value is not None:
                found[value] = found.get(value, 0) + count
    return found


def _cells(draft: Draft, name: str) -> Mapping[str, int]:
    reading = draft.reading
    if not reading.model:
        return draft.tally(runs(name, draft.there))
    models, column = draft.grid.columns[reading.model], draft.grid.columns[reading.result]
    wanted, found = models.cells.index(name), dict[int, int]()
    for model, code in zip(models.codes, column.codes, strict=True):
        if model == wanted:
            found[code] = found.get(code, 0) + 1
    return {column.cells[code]: count for code, count in found.items()}


def perplexity(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Stop where what is called a perplexity is below 0, as logarithms of a likelihood are. Raises Ask."""
    reading, read = draft.reading, numerals.reader(draft.reading.numbers)
    told = [*names, reading.only, draft.told.metric or ""]
    if reading.kind != SCORES or draft.told.better == "more" or not any(set(tokens(one)) & PERPLEXITY for one in told):
        return
    below = sum(count for cell, count in tally.items() if not empty(cell) and (read(cell) or 0) < 0)
    if below:
        words = (
            f"Better is: {below:,} values of {named(names, 4)} are below 0, and a perplexity never is. They seem to be "
            "log-likelihoods, of which more is better. Are they?"
        )
        raise Ask("better", words, [Press("Yes: log-likelihoods, and more is better", {"better": "more"})])
