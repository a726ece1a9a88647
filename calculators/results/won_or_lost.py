"""A column that says win or loss of a model that it does not name: whose wins they are is asked."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings, leaning
from calculators.results.cells import empty, plain, words
from calculators.results.draft import Draft, named
from calculators.results.headings import runs, tokens, words_of
from calculators.results.reading import Ask

AS_OUTCOME = headings.AS_JUDGED | words(
    "result,results,outcome,status,match,game,comparison,wl,wlt,ergebnis,ausgang,résultat,resultat,issue,resultado",
    "risultato,esito,uitslag,结果,結果",
)
"""Words of headings above letters of wins, losses; other columns of letters say other things."""

VERSUS = frozenset({"vs", "v", "versus", "against", "over", "gegen", "contre", "contra"})


def versus(name: str) -> list[str]:
    """The two models of a heading such as “tuned_vs_base”; none of another."""
    of = tokens(name)
    place = next((at for at, word in enumerate(of[:-1]) if word in VERSUS and not of[at + 1].isdigit()), 0)
    return [" ".join(of[:place]), " ".join(of[place + 1 :])] if 0 < place < len(of) - 1 else []


def said(draft: Draft, name: str) -> list[str]:
    """What the cells of a column say, the commonest first."""
    return [cell for cell, _ in draft.tally(runs(name, draft.there)).most_common() if not empty(cell)]


def _pair(draft: Draft, name: str) -> tuple[str, ...]:
    """The words of a loss, of a win, that a column holds beside words of a draw; none of another."""
    if name not in draft.there:
        return ()
    found = {plain(cell) for cell in said(draft, name)}
    letters = bool(words_of(name) & AS_OUTCOME or versus(name))
    likely = (pair for pair in leaning.WON if set(pair) <= found and (letters or len(pair[1]) > 1))
    return next((pair for pair in likely if all(word in pair or leaning.same(word, pair) for word in found)), ())


def won_or_lost(draft: Draft, name: str) -> bool:
    """Whether a column says W, L, T of one model that it does not name."""
    return bool(_pair(draft, name))


def for_whom(draft: Draft, name: str, models: Sequence[str]) -> None:
    """Ask which model has won where a column only says win or loss; likely the first one named. Raises Ask."""
    pair, counts = _pair(draft, name), draft.reading.counts
    if not pair or set(pair) <= counts.keys():
        return
    cells = said(draft, name)
    beside = f" beside {named(models)}" if models else ""
    # "vs_base" is told of the other one.
    first = headings.side(models[0]) if models else 0 if VERSUS & words_of(name) else headings.side(name)
    words = f"How cells count: “{name}” says {named(cells, 4)}{beside}. Which model is it that won or lost?"
    wins = named(cell for cell in cells if plain(cell) == pair[1])
    choices = [
        Press(f"The model {model}: {wins} is for it", one.fills)
        for model, one in zip(("after", "before"), leaning.presses({}, cells), strict=True)
    ]
    raise Ask("cells", words, choices[::-1] if first < 0 else choices)
