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

WEIGHED = ("perplexity", "ppl", "bits_per_byte")
LOGARITHM = "loglikelihood"
NO_VALUES = (
    "the metrics of this lm-eval task, {}, are only known of all samples together, so that no sample has a value of "
    "its own; add a metric such as acc or exact_match to the task and run it again"
)

OWN = ("doc_hash", "model", "task", "filter")
"""What a sample says of itself beside its metrics."""

ANSWERS = ("answer", "answers", "answerKey", "answer_number", "gold", "label", "target", "choices")
"""Fields of right answers in sets of questions, by which no items hang together."""


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
    listed = first.get("metrics")
    named = [str(name) for name in listed] if isinstance(listed, list) else _numbers(first)
    metrics = tuple(dict.fromkeys(name for one in named for name, _ in _values(one, first.get(one))))
    if named and not metrics:
        raise Unreadable(NO_VALUES.format(", ".join(f"“{name}”" for name in named)))

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        kept = {name: one.get(name) for name in OWN if name in one}
        values = (found for name in named for found in _values(name, one.get(name)))
        yield {**_of_doc(one.get("doc")), "doc_id": one.get("doc_id"), **kept, **dict(values)}

    return Made(
        Roles(("doc_id",), "model" if "model" in first else "", results=metrics, metric="filter"), change=change
    )


def _of_doc(doc: Any) -> dict[str, Any]:
    """What the set of questions says of an item, such as its passage, by which items may hang together."""
    if not isinstance(doc, dict):
        return {}
    never = {*OWN, *ANSWERS}
    return {name: value for name, value in doc.items() if isinstance(value, str | int) and name not in never}


def _values(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """What a metric of one sample comes to, and its name; nothing where it is only known of all samples together.

    What is called a perplexity is kept as the logarithm of the likelihood, alone or as [logarithm, words or bytes],
    of which the whole makes a perplexity (process_results in lm_eval/api/task.py). Others are kept as [right, given].
    """
    if isinstance(value, list | tuple):
        pair = len(value) == 2 and isinstance(value[0], int | float) and isinstance(value[1], int | float)
        if pair and isinstance(value[1], bool) and not isinstance(value[0], bool):
            yield LOGARITHM, value[0]
        elif pair and name.endswith(WEIGHED) and value[1] > 0:
            yield f"{LOGARITHM} per {'word' if 'word' in name else 'byte'}", value[0] / value[1]
    elif name.endswith(WEIGHED) and isinstance(value, int | float) and value < 0:
        yield LOGARITHM, value
    else:
        yield name, value


def _numbers(first: Mapping[str, Any]) -> list[str]:
    aside = ("doc_id", "target")
    return [
        name
        for name, value in first.items()
        if name not in aside
        and (isinstance(value, int | float) or (name.endswith(WEIGHED) and isinstance(value, list)))
    ]


TOOL = Tool("lm-eval samples", _whole, lambda first: _first(first) or _written_out(first))
