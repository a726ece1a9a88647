"""A log of inspect_ai as JSON or .eval, or the table that its samples_df writes.

Source: src/inspect_ai/log, analysis/_dataframe/samples and scorer/_metric.py (value_to_float: C is 1, P a half, I or N
are 0) in github.com/UKGovernmentBEIS/inspect_ai.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool, starting
from calculators.files.lines import Unreadable

TOTALS = (
    "this is a table of inspect_ai logs, a row for each with its totals, and holds no items; choose the table that "
    "samples_df writes, or the two logs"
)
WORDS = {"c": "right", "i": "wrong", "p": "half", "n": "wrong"}


def _scores(scores: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, score in scores.items():
        value = score.get("value") if isinstance(score, dict) else score
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", one) for part, one in value.items())
        else:
            yield name, value


def log(spec: Mapping[str, Any], samples: Iterable[Mapping[str, Any]]) -> Made:
    """The rows of one log."""
    model = str(spec.get("model") or "")
    rows, names = [], dict[str, None]()
    for one in samples:
        scores = dict(_scores(one.get("scores") or {}))
        if not scores and "score" in one:  # logs of the first versions
            scores = dict(_scores({"score": one["score"]}))
        if not scores and one.get("error"):
            scores = dict.fromkeys(names, "ERROR")
        names |= dict.fromkeys(scores)
        given = one.get("input")
        row = {"id": one.get("id"), "epoch": one.get("epoch", 1), "model": model, **scores}
        rows.append({**row, "input": given if isinstance(given, str) else ""})
    if not rows:
        raise Unreadable("this is an inspect_ai log without its samples; choose the whole log")
    return Made(Roles(("id",), "model", "epoch", results=tuple(names), words=WORDS, one=model), rows)


def _whole(made: Any) -> Made | None:
    if not isinstance(made, dict) or not isinstance(made.get("eval"), dict) or "version" not in made:
        return None
    return log(made["eval"], made.get("samples") or ())


def _headings(columns: Sequence[str]) -> Made | None:
    names = set(columns)
    if "eval_id" in names and ({"total_samples", "score_headline_value"} & names):
        raise Unreadable(TOTALS)
    if not ({"eval_id", "epoch"} <= names or {"sample_id", "epoch", "log"} <= names) or "id" not in names:
        return None
    results = starting(columns, "score_")
    model = next((name for name in ("model", "log", "eval_id") if name in names), "")
    item = ("task_name", "id") if "task_name" in names else ("id",)
    return Made(Roles(item, model, "epoch", results=results, words=WORDS))


TOOL = Tool("an inspect_ai log", _whole, None, _headings)
TABLE = Tool("a table of inspect_ai samples", None, lambda first: _headings(tuple(first)), _headings)
