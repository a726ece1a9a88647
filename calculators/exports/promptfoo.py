"""Results of promptfoo: results.json, JSON Lines, CSV of today or of before 2025.

Source: src/types, src/util/eval/evalTableUtils.ts in github.com/promptfoo/promptfoo. Its status is PASS, FAIL or ERROR.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool
from calculators.files.objects import as_cell

MARK = re.compile(r"\s*\[(PASS|FAIL|ERROR)\]")
PROMPT = re.compile(r"\[[^\]]+\] ")
ROLES = Roles(item=("test",), model="model", results=("status", "score"), settled=True, more=True)
BY_VARS = ROLES._replace(item=("test", "vars"), cluster="vars")
"""By the number of a test and its variables: with --repeat each try has a number of its own, and tests may be moved."""


def _status(result: Mapping[str, Any]) -> str:
    if result.get("success"):
        return "PASS"
    # ResultFailureReason: 0 none, 1 assertion, 2 error
    return (
        "ERROR"
        if result.get("failureReason") == 2 or (result.get("error") and not result.get("gradingResult"))
        else "FAIL"
    )


def _models(results: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the providers differ, so that they tell the variants apart; else the prompts do."""
    return len({_provider(one) for one in results}) > 1


def _provider(result: Mapping[str, Any]) -> str:
    provider = result.get("provider") or {}
    return str(provider) if isinstance(provider, str) else str(provider.get("label") or provider.get("id") or "")


def _prompt(result: Mapping[str, Any]) -> str:
    prompt = result.get("prompt") or {}
    return str(
        prompt.get("label") or prompt.get("raw") or result.get("promptIdx") if isinstance(prompt, dict) else prompt
    )


def _vars(result: Mapping[str, Any]) -> str:
    """The variables of a test, as they were given: providers may add some of their own to those of a result."""
    values = (result.get("testCase") or {}).get("vars") or result.get("vars") or {}
    return ", ".join(
        f"{key}: {as_cell(value)}" for key, value in sorted(values.items()) if not str(key).startswith("_")
    )


def _rows(results: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    by_model = _models(results)
    both = len({(_provider(one), one.get("promptIdx")) for one in results}) > len({_provider(one) for one in results})
    for one in results:
        name = _provider(one) if by_model else _prompt(one)
        if by_model and both:
            name = f"{name}, prompt {one.get('promptIdx')}"
        scores = {str(key): value for key, value in (one.get("namedScores") or {}).items()}
        yield {
            "test": one.get("testIdx"),
            "vars": _vars(one),
            "model": name,
            "status": _status(one),
            "score": one.get("score"),
            **scores,
        }


def _whole(made: Any) -> Made | None:
    results = made.get("results") if isinstance(made, dict) else None
    if isinstance(results, dict):
        results = results.get("results")
    if not isinstance(results, list) or not results or not isinstance(results[0], dict):
        return None
    if not {"promptIdx", "success"} <= results[0].keys() and not {"provider", "success", "vars"} <= results[0].keys():
        return None
    return Made(BY_VARS, _rows([one for one in results if isinstance(one, dict)]))


def _first(first: Mapping[str, Any]) -> Made | None:
    if not {"promptIdx", "testIdx", "success"} <= first.keys():
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        scores = {str(key): value for key, value in (one.get("namedScores") or {}).items()}
        name = _provider(one) or f"prompt {one.get('promptIdx')}"
        label = (one.get("prompt") or {}).get("label") if isinstance(one.get("prompt"), dict) else ""
        prompt = ", ".join(filter(None, [str(label or "")[:60], f"prompt {one.get('promptIdx')}"]))
        kept = {"test": one.get("testIdx"), "vars": _vars(one), "model": name, "prompt": prompt}
        yield {**kept, "status": _status(one), "score": one.get("score"), **scores}

    return Made(BY_VARS._replace(variant="prompt"), change=change)


def _headings(columns: Sequence[str]) -> Made | None:
    prompts = [place for place, name in enumerate(columns) if PROMPT.match(name)]
    reasons = [name for name in columns if name.startswith("Grader Reason")]
    if not prompts or (not reasons and len(prompts) < 2):  # those written by -o have no reasons
        return None
    first = prompts[0]
    varying = [name for name in columns[:first] if name != "Description"]

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        cells = list(row.values())
        test = " | ".join(str(row[name]) for name in varying) or None
        for begin, end in zip(prompts, [*prompts[1:], len(columns)], strict=True):
            of = {
                re.sub(r" \(\d+\)$", "", name): cell
                for name, cell in zip(columns[begin:end], cells[begin:end], strict=True)
            }
            mark = MARK.match(str(cells[begin]))
            if status := of.get("Status") or (mark[1] if mark else ""):
                scores = {
                    name.removeprefix("Metric: "): cell for name, cell in of.items() if name.startswith("Metric: ")
                }
                yield {"test": test, "model": columns[begin], "status": status, "score": of.get("Score", ""), **scores}

    return Made(ROLES, change=change)


TOOL = Tool("a results file of promptfoo", _whole, _first, _headings)
