"""A tool that says of each case whether it passed, beside a score: which counts is asked where they may differ."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exports import samples
from tests.exports.samples import lines
from tests.results.made import ANSWER, given, pressed, said


def scored(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Results of promptfoo whose score falls where more of them pass: 0.9 of 1 before, 0.8 after."""
    return [row | {"score": (0.9 if row["promptIdx"] == 0 else 0.8) * (1 if row["success"] else 0.5)} for row in rows]


def judged(side: int) -> str:
    """A test run of deepeval with a score of every case."""
    run = samples.deepeval(side)
    for case in run["testCases"]:
        case["metricsData"][0]["score"] = (0.8 if case["success"] else 0.3) - 0.1 * side
    return json.dumps(run)


def graded(side: int) -> str:
    """Output items of OpenAI's platform with a score of every item."""
    items = samples.openai_items(side)
    for item in items:
        item["results"][0]["score"] = (0.8 if item["status"] == "pass" else 0.3) - 0.1 * side
    return lines(items)


def csv() -> str:
    """The table of promptfoo with fractions as scores."""
    return samples.promptfoo_csv(True).replace(",PASS,1.00,", ",PASS,0.75,").replace(",FAIL,1.00,", ",FAIL,0.25,")


FILES = {
    "promptfoo, results.json": ([json.dumps({"results": {"results": scored(samples.promptfoo())}})], "status", "score"),
    "promptfoo, JSON Lines": ([lines(scored(samples.promptfoo()))], "status", "score"),
    "promptfoo, CSV": ([csv()], "status", "score"),
    "promptfoo, two files": ([lines(scored(samples.promptfoo(at))) for at in (0, 1)], "status", "score"),
    "deepeval": ([judged(at) for at in (0, 1)], "success", "G"),
    "OpenAI evals, platform": ([graded(at) for at in (0, 1)], "status", "grader"),
}


@pytest.mark.parametrize("name", FILES)
def test_which_of_both_counts_is_asked(name: str, tmp_path: Path) -> None:
    texts, verdict, score = FILES[name]
    files = [given(tmp_path, f"{at}.txt", text) for at, text in enumerate(texts)]
    told, asked = said(*files)
    assert not told
    assert asked is not None
    told, left = said(*files, **pressed(asked, verdict))
    assert left is None
    assert ANSWER in told
    told, _ = said(*files, **pressed(asked, score), better="more")
    assert "a mean score of" in told


def test_a_score_of_0_or_1_that_says_otherwise_is_asked_about_too(tmp_path: Path) -> None:
    rows = [row | {"success": True} for row in samples.promptfoo()]
    _, asked = said(given(tmp_path, "pass.jsonl", lines(rows)))
    assert asked is not None
    assert set(asked.problems) == {"result_column"}


def test_a_score_that_says_the_same_is_not_asked_about(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "same.jsonl", lines(samples.promptfoo())))
    assert asked is None, asked
    assert "Metric: “status”; the file also has “score”, “tone”" in told


def variants(provider: str, labels: tuple[str, str], raw: tuple[str, str]) -> list[dict[str, Any]]:
    """Results of one provider under two prompts."""
    return [
        row
        | {"provider": {"id": provider} if provider else None}
        | {"prompt": {"raw": f"{raw[row['promptIdx']]} Q{row['testIdx']}", "label": labels[row["promptIdx"]]}}
        for row in samples.promptfoo()
    ]


PROMPTS = {
    "by the label": (("gpt", ("short.txt", "long.txt"), ("Be short.", "Be long.")), ("short.txt", "long.txt")),
    "by how a prompt begins": (("gpt", ("", ""), ("Be short.", "Be long.")), ("Be short. Q …", "Be long. Q …")),
    "by its number": (("gpt", ("p", "p"), ("Be short.", "Be short.")), ("gpt, p, prompt 0", "gpt, p, prompt 1")),
    "without a provider": (("", ("a", "b"), ("x", "y")), ("a", "b")),
}


@pytest.mark.parametrize("whole", [True, False], ids=["results.json", "JSON Lines"])
@pytest.mark.parametrize("name", PROMPTS)
def test_prompts_of_one_provider_are_told_apart(name: str, whole: bool, tmp_path: Path) -> None:
    made, names = PROMPTS[name]
    rows = variants(*made)
    text = json.dumps({"results": {"results": rows}}) if whole else lines(rows)
    file = given(tmp_path, "prompts.txt", text)
    _, asked = said(file)
    assert asked is not None
    assert f"names “{names[0]}”, “{names[1]}”" in str(asked)
    told, left = said(file, before_column=names[0])
    assert left is None
    assert ANSWER in told


def test_providers_under_several_prompts_are_told_apart_by_both(tmp_path: Path) -> None:
    rows = [
        row | {"promptIdx": 2 * of + row["promptIdx"], "provider": {"id": provider}, "prompt": {"label": label}}
        for of, provider in enumerate(("gpt", "llama"))
        for row in samples.promptfoo()
        for label in [("short", "long")[row["promptIdx"]]]
    ]
    _, asked = said(given(tmp_path, "four.jsonl", lines(rows)))
    assert "“gpt, short”, “gpt, long”, “llama, short”, “llama, long”" in str(asked)
