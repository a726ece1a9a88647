"""Results of promptfoo: results.json, JSON Lines, CSV of today or of before 2025.

Source: src/types, src/util/eval/evalTableUtils.ts in github.com/promptfoo/promptfoo. Its status is PASS, FAIL or ERROR.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def _provider(result: Mapping[str, Any]) -> str:
    provider = result.get("provider") or {}
    return str(provider) if isinstance(provider, str) else str(provider.get("label") or provider.get("id") or "")


def _prompt(result: Mapping[str, Any]) -> str:
    """What a prompt is called, or the prompt as it was sent."""
    prompt = result.get("prompt") or ""
    return str(
        prompt.get("label") or prompt.get("display") or prompt.get("raw") if isinstance(prompt, dict) else prompt
    )


def _vars(result: Mapping[str, Any]) -> str:
    """The variables of a test, as they were given: providers may add some of their own to those of a result."""
    values = (result.get("testCase") or {}).get("vars") or result.get("vars") or {}
    return ", ".join(
        f"{key}: {as_cell(value)}" for key, value in sorted(values.items()) if not str(key).startswith("_")
    )


def _change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    prompt = _prompt(one)
    number = one.get("promptIdx")
    kept = {"test": one.get("testIdx"), "vars": _vars(one), "model": _provider(one) or "a provider without a name"}
    kept |= {"promptIdx": prompt if number is None else f"prompt {number}", "prompt": prompt}
    yield {**kept, "status": _status(one), "score": one.get("score"), **_named(one)}


def _named(result: Mapping[str, Any]) -> dict[str, Any]:
    """The scores of metrics that an author of tests has named."""
    return {str(name): value for name, value in (result.get("namedScores") or {}).items()}


def _roles(results: Iterable[Mapping[str, Any]]) -> Roles:
    metrics = dict.fromkeys(name for one in results for name in _named(one))
    return BY_VARS._replace(results=(*ROLES.results, *metrics), variant=("promptIdx", "prompt"))


def _whole(made: Any) -> Made | None:
    results = made.get("results") if isinstance(made, dict) else None
    if isinstance(results, dict):
        results = results.get("results")
    if not isinstance(results, list) or not results or not isinstance(results[0], dict):
        return None
    if not {"promptIdx", "success"} <= results[0].keys() and not {"provider", "success", "vars"} <= results[0].keys():
        return None
    given = [one for one in results if isinstance(one, dict)]
    return Made(_roles(given), (row for one in given for row in _change(one)))


def _first(first: Mapping[str, Any]) -> Made | None:
    return Made(_roles([first]), change=_change) if {"promptIdx", "testIdx", "success"} <= first.keys() else None


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
