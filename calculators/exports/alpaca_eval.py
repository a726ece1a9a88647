"""Annotations of AlpacaEval: which of two outputs an annotator prefers, from 1 (the first) to 2 (the second).

Source: src/alpaca_eval/metrics in github.com/tatsu-lab/alpaca_eval: the win rate of the second is preference − 1; 0, as
old files have it, is a draw.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool
from calculators.files.lines import Unreadable

RATES = frozenset({"win_rate", "length_controlled_winrate", "discrete_win_rate"})
MODELS = (
    "this is a leaderboard of AlpacaEval: its rows are models, not items; choose annotations.json of the model after, "
    "which holds a row for each instruction"
)


def _first(first: Mapping[str, Any]) -> Made | None:
    if first.keys() & RATES and ("standard_error" in first or {"n_wins", "n_total"} <= first.keys()):
        raise Unreadable(MODELS)
    if not {"preference", "output_1", "output_2"} <= first.keys():
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        try:
            value = float(one.get("preference") or 1.5)
        except (TypeError, ValueError):
            value = float("nan")
        kept = {"instruction": one.get("instruction"), "before": one.get("generator_1", "output_1")}
        within = 1 <= value <= 2 and one.get("preference") is not None
        # To six places, so that 1.7 is 0.7 and no 0.7 with a tail.
        rate = str(round(value - 1, 6)) if within else ""
        yield {**kept, "after": one.get("generator_2", "output_2"), "win_rate": rate, "preference": one["preference"]}

    return Made(Roles(("instruction",), win_rate="win_rate", sides=("before", "after")), change=change)


def _headings(columns: Sequence[str]) -> Made | None:
    return _first(dict.fromkeys(columns))


TOOL = Tool("annotations of AlpacaEval", None, _first, _headings)
