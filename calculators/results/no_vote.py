"""What a word of a column of winners counts as that names no model, no tie: nobody’s vote, or it is asked."""

from collections.abc import Callable, Mapping

from calculators.kit.inputs import Press
from calculators.results.cells import ERRORS, empty, plain, tied, with_more
from calculators.results.draft import Draft, named
from calculators.results.headings import runs
from calculators.results.no_answer import WORDS
from calculators.results.reading import Ask


def failed(word: str) -> bool:
    """Whether a word says that nobody judged: "error", "timeout", "unsure"."""
    bare = plain(word).strip("[]()<>$*#.!").strip()
    return bare in ERRORS | WORDS | {"failed", "failure"} or bare.startswith(
        ("error", "failed to", "api error", "judge error", "parse")
    )


def settle(draft: Draft, name: str, known: Callable[[str], bool]) -> None:
    """Say how each counts that is no model's and no tie's by `known`. Raises Ask where one comes again.

    A single word of a judge who failed is no vote for either model; any other one is tried both ways.
    """
    reading = draft.reading
    rest: dict[str, int] = {}
    for cell, count in draft.tally(runs(name, draft.there)).items():
        word = plain(cell)
        if not (empty(cell) or word in reading.counts or tied(word.replace("-", " ")) or known(word)):
            rest[cell] = count
    if any(count > 1 for count in rest.values()):
        _ask(draft, name, rest)
    reading.counts = {**reading.counts, **{plain(cell): None for cell in rest if failed(cell)}}
    reading.doubtful = tuple(cell for cell in rest if not failed(cell))


def _ask(draft: Draft, name: str, rest: Mapping[str, int]) -> None:
    often = [cell for cell, count in rest.items() if count > 1]
    words = (
        f"How cells count: “{name}” also says {named(often)} ({sum(rest.values()):,} rows), "
        "which names neither model and no tie. How does that count?"
    )
    ways = (("left out", "out"), ("a tie", "tie"))
    choices = [
        Press(f"Each as {told}", {"cells": with_more(draft.told.cells, dict.fromkeys(rest, value))})
        for told, value in (ways if all(map(failed, often)) else ways[::-1])
    ]
    raise Ask("cells", words, choices)
