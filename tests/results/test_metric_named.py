"""A metric that the reader names: taken where the file has it, else refused."""

import json
from pathlib import Path

import pytest

from tests.exports import samples
from tests.results.made import PAIRS, given, said, table, votes

SCORES = [
    (f"q{n}", model, pair[at], n % 7) for at, model in enumerate(("base", "tuned")) for n, pair in enumerate(PAIRS)
]
FILES = {
    "one metric of several models": [table("id,model,correct", [row[:3] for row in SCORES])],
    "two metrics": [table("id,model,correct,helpfulness", SCORES)],
    "a winner": [votes("after", "before", "tie")],
    "two files of deepeval": [json.dumps(samples.deepeval(at)) for at in (0, 1)],
    "two files of HELM": [json.dumps(samples.helm(at)) for at in (0, 1)],
}


@pytest.mark.parametrize("name", FILES)
def test_a_metric_that_the_file_does_not_have_is_refused(name: str, tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.txt", text) for at, text in enumerate(FILES[name])]
    told, asked = said(*files, metric="brevity")
    assert not told
    assert asked is not None


@pytest.mark.parametrize("name", [name for name in FILES if name != "two metrics"])
def test_what_it_has_is_named(name: str, tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.txt", text) for at, text in enumerate(FILES[name])]
    _, asked = said(*files, metric="brevity")
    assert asked is not None
    assert "Metric: there is no “brevity”; the file has “" in asked.problems["metric"]


def test_a_score_beside_a_tools_own_verdict_can_be_named(tmp_path: Path) -> None:
    """By hand: 0.4 where right and 0.2 where wrong, of 36 and of 45 of 60."""
    runs = [samples.deepeval(at) for at in (0, 1)]
    for run in runs:
        for case in run["testCases"]:
            case["metricsData"][0]["score"] = 0.4 if case["success"] else 0.2
    told, asked = said(*(given(tmp_path, f"{at}.json", json.dumps(run)) for at, run in enumerate(runs)), metric="G")
    assert asked is None, asked
    assert "Metric: “G”" in told
    assert "0.35 after, 0.32 before" in told


def test_of_further_metrics_each_is_taken_though_a_column_is_chosen_for_the_first(tmp_path: Path) -> None:
    inputs = {"result_column": "correct", "metrics": "helpfulness: more"}
    told, asked = said(given(tmp_path, "runs.csv", FILES["two metrics"][0]), **inputs)
    assert asked is None, asked
    assert "“correct”" in told
