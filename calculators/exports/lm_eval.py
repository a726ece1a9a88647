"""Samples of EleutherAI's lm-evaluation-harness: samples_<task>_<date>.jsonl.

Source: docs/interface.md (--log_samples), lm_eval/evaluator.py in github.com/EleutherAI/lm-evaluation-harness.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.roles import Made, Roles, Tool
from calculators.files.lines import Unreadable

ITEMS = (
    "this holds the totals of an lm-eval run and no items; run it with --log_samples and choose samples_<task>.jsonl "
    "of both runs"
)


def _written_out(first: Mapping[str, Any]) -> Made | None:
    """What releases before 0.4 write with --write_out: prompts, logits, the truth, the metrics as text."""
    if not {"doc_id", "prompt_0", "truth"} <= first.keys():
        return None
    metrics = tuple(name for name in first if not name.startswith(("doc_id", "prompt_", "logit_", "truth")))

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        yield {"doc_id": one.get("doc_id"), **{name: one.get(name) for name in metrics}}

    return Made(Roles(("doc_id",), results=metrics), change=change)


def _whole(made: Any) -> Made | None:
    if not isinstance(made, dict):
        return None
    if isinstance(made.get("results"), dict) and ("n-samples" in made or "configs" in made or "versions" in made):
        raise Unreadable(ITEMS)
    return _first(made)


def _first(first: Mapping[str, Any]) -> Made | None:
    if not {"doc_id", "resps"} <= first.keys():
        return None
    named = first.get("metrics")
    metrics = tuple(map(str, named)) if isinstance(named, list) else _numbers(first)

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        kept = {name: one.get(name) for name in ("model", "task", "filter", "doc_hash") if name in one}
        yield {"doc_id": one.get("doc_id"), **kept, **{name: _number(one.get(name)) for name in metrics}}

    return Made(
        Roles(("doc_id",), "model" if "model" in first else "", results=metrics, metric="filter"), change=change
    )


def _number(value: Any) -> Any:
    """Some metrics are kept with what they are reckoned from: [number, …]."""
    return value[0] if isinstance(value, list) and value and isinstance(value[0], int | float) else value


def _numbers(first: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        name for name, value in first.items() if isinstance(value, int | float) and name not in ("doc_id", "target")
    )


TOOL = Tool("lm-eval samples", _whole, lambda first: _first(first) or _written_out(first))
