"""A column that says win or loss of a model that it does not name: whose wins they are is asked."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings, leaning
from calculators.results.cells import TIES, empty, plain
from calculators.results.draft import Draft, named
from calculators.results.headings import runs, tokens
from calculators.results.reading import Ask

WON = (("l", "w"), ("loss", "win"), ("lose", "win"), ("losses", "wins"), ("lost", "won"), ("loses", "wins"))
"""Words of a model that lost, that won."""

VERSUS = frozenset({"vs", "v", "versus", "against", "over", "gegen", "contre", "contra"})


def versus(name: str) -> list[str]:
    """The two models of a heading such as “tuned_vs_base”; none of another."""
    of = tokens(name)
    place = next((at for at, word in enumerate(of) if word in VERSUS), 0)
    return [" ".join(of[:place]), " ".join(of[place + 1 :])] if 0 < place < len(of) - 1 else []


def said(draft: Draft, name: str) -> list[str]:
    """What the cells of a column say, the commonest first."""
    return [cell for cell, _ in draft.tally(runs(name, draft.there)).most_common() if not empty(cell)]


def won_or_lost(draft: Draft, name: str) -> bool:
    """Whether a column says W, L, T of one model that it does not name."""
    if name not in draft.there:
        return False
    found = {plain(cell) for cell in said(draft, name)}
    return any(set(pair) <= found <= {*pair, "t", "d", "n"} | TIES for pair in WON)


def for_whom(draft: Draft, name: str, models: Sequence[str]) -> None:
    """Ask which model has won where a column only says win or loss; likely the first one named. Raises Ask."""
    cells, counts = said(draft, name), draft.reading.counts
    if not won_or_lost(draft, name) or all(
        plain(cell) in counts or leaning.same(plain(cell), WON[0]) for cell in cells
    ):
        return
    beside = f" beside {named(models)}" if models else ""
    words = f"How cells count: “{name}” says {named(cells, 4)}{beside}. Which model is it that won or lost?"
    wins = named(cell for cell in cells if plain(cell) in {won for _, won in WON})
    choices = [
        Press(f"The model {model}: {wins} is for it", one.fills)
        for model, one in zip(("after", "before"), leaning.presses({}, cells), strict=True)
    ]
    raise Ask("cells", words, choices[::-1] if models and headings.side(models[0]) < 0 else choices)
