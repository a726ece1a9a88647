"""Tables whose rows are no items: counts of wins by category, models with their ratings. They are refused."""

from collections.abc import Sequence

from calculators.results import headings
from calculators.results.cells import GUESS, RIGHT, SCORES, empty, score, words
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask

AS_WON = words(
    "wins,win,won,victories,siege,gewonnen,victoires,gagnés,victorias,ganadas,vittorie,vinte,vitórias,overwinningen",
    "gewonnen,胜,胜场,勝ち,preferred,preferences,chosen,better,besser,bevorzugt",
)
AS_LOST = words("losses,lost,loses,loss,niederlagen,verloren,défaites,derrotas,sconfitte,负,負け,worse,schlechter")
AS_TIED = words(
    "ties,tie,tied,draws,draw,equal,same,neither,both,unentschieden,gleich,gleichstand,égalités,égalité,nuls,empates",
    "empate,pareggi,gelijk,平局,平手,引き分け",
)
AS_SHARE = words("rate,rates,pct,percent,percentage,share,ratio,prozent,quote,anteil,score,scores")
AS_MODELS = words("model,models,system,llm,checkpoint,agent,modell,modelle,modèle,modelo,modello,模型,モデル")
AS_RATED = frozenset({"elo", "trueskill"})
"""Words of ratings that only models have, so that a name beside one is a model's."""

FEWEST_MODELS = 2


def refuse(draft: Draft) -> None:
    """Tell that the rows are no items, where the reader says nothing of the columns. Raises Ask."""
    say = draft.told
    if say.before is None and say.after is None and say.kind == GUESS:
        if say.item is None and say.model is None:
            _models(draft)
        _counts(draft)


def _whole(draft: Draft, name: str) -> list[int] | None:
    """The counts in a column, one for each row; None where a cell is no count."""
    column = draft.grid.columns[name]
    values = [0.0 if empty(cell) else score(cell) for cell in column.cells]
    if not all(value is not None and value >= 0 and value % 1 == 0 for value in values):
        return None
    return [int(values[code] or 0) for code in column.codes] if column.filled else None


def _counts(draft: Draft) -> None:
    """Tell that columns count wins of either model. Raises Ask."""
    of = {name: words_of(name) for name in draft.there if not words_of(name) & AS_SHARE}
    tied = [name for name in of if of[name] & AS_TIED and not headings.side(name) and _whole(draft, name)]
    won = [name for name in of if of[name] & (AS_WON | AS_LOST) and name not in tied and _whole(draft, name)]
    if len(won) != 2 and tied:  # "new", "old" beside ties
        won = [name for name in of if headings.side(name) and name not in tied and _whole(draft, name)]
    if len(won) != 2 or len(tied) > 1:
        return
    names = [*won, *tied]
    counts = [_whole(draft, name) or [] for name in names]
    if max(max(one, default=0) for one in counts) < 2:  # who won each item
        return
    sums = [sum(one) for one in counts]
    told = ", ".join(f"{total:,} in “{name}”" for name, total in zip(names, sums, strict=True))
    asked = (
        f"File of results: {named(names)} count wins, and are no scores of items: {told}. Give the sums instead of the "
        f"file ({_options(won, sums)}), or choose a file with a row for each comparison. If each row is an item, and "
        "its counts are scores, say so (--results scores)."
    )
    raise Ask("file", asked)


def _options(won: Sequence[str], sums: Sequence[int]) -> str:
    """What gives the sums on the command line."""
    sides = [headings.side(name) for name in won]
    lost = [bool(words_of(name) & AS_LOST) for name in won]
    ties = f" --ties {sums[2] if len(sums) > 2 else 0}"
    if sorted(sides) == [-1, 1] or (any(sides) and not any(lost)):
        after = 0 if sides[0] > 0 or sides[1] < 0 else 1
        return f"--design preferred --after_preferred {sums[after]} --before_preferred {sums[1 - after]}{ties}"
    return f"--design preferred, --after_preferred for the model after, --before_preferred for the one before,{ties}"


def _models(draft: Draft) -> None:
    """Tell that every row is another model with what it came to. Raises Ask."""
    grid = draft.grid
    if grid.rows < FEWEST_MODELS or grid.turned or not draft.results or any(map(headings.side, draft.results)):
        return
    names = AS_MODELS | ({"name"} if any(words_of(name) & AS_RATED for name in draft.there) else set())
    rows = [
        name
        for name, column in draft.there.items()
        if words_of(name) & names and column.different == grid.rows
        if draft.looks(name).kind not in (RIGHT, SCORES)
    ]  # fmt: skip
    beside = [
        name
        for name, column in draft.there.items()
        if name not in rows and draft.text(name) and words_of(name) & (headings.AS_ITEM | headings.AS_NAME)
    ]
    if len(rows) != 1 or beside:
        return
    asked = (
        f"File of results: each row is another model (“{rows[0]}”: {named(list(grid.columns[rows[0]].cells[1:]), 3)}), "
        f"with {named(draft.results, 4)}, and holds no items. Whether one is better is told by the results of both on "
        "the same items: choose a file with a row for each item, or each battle."
    )
    raise Ask("file", asked)
