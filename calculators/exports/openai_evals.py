"""Logs of OpenAI's evals: the recorder's events line by line, or the output items of the platform.

Source: evals/record.py in github.com/openai/evals; the API reference of eval run output items.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.roles import Made, Roles, Tool


def _events(first: Mapping[str, Any]) -> Made | None:
    spec = first.get("spec")
    if not isinstance(spec, dict) or not ({"completion_fns", "eval_name"} & spec.keys()):
        return None
    functions = spec.get("completion_fns") or [spec.get("model_name")]
    model = ", ".join(map(str, functions))

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        data = one.get("data") or {}
        if one.get("type") == "match":
            yield {"sample_id": one.get("sample_id"), "model": model, "correct": data.get("correct")}
        elif one.get("type") == "metrics":
            numbers = {name: value for name, value in data.items() if isinstance(value, bool | int | float)}
            yield {"sample_id": one.get("sample_id"), "model": model, **numbers}

    return Made(Roles(("sample_id",), "model", one=model), change=change)


def _items(first: Mapping[str, Any]) -> Made | None:
    if first.get("object") != "eval.run.output_item":
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        scores = {str(result.get("name")): result.get("score") for result in one.get("results") or ()}
        model = (one.get("sample") or {}).get("model") or one.get("run_id")
        kept = {"datasource_item_id": one.get("datasource_item_id"), "model": model}
        yield {**kept, "status": one.get("status"), **scores}

    graders = tuple(str(one.get("name")) for one in first.get("results") or ())
    roles = Roles(("datasource_item_id",), "model", results=("status", *graders), settled=True)
    return Made(roles, change=change)


TOOL = Tool("a log of OpenAI evals", None, lambda first: _events(first) or _items(first))
