"""Records that no known tool wrote: each score of a list of them is a column, each row of a run's list is a row."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculators.agreement import Agreement
from tests.exports.samples import LABELS, lines
from tests.results.made import ANSWER, PAIRS, given, said

Scores = Callable[[int, int], list[dict[str, Any]]]

LISTS: dict[str, tuple[str, Scores]] = {
    "names and values": (
        "scores",
        lambda right, n: [{"name": "correct", "value": right}, {"name": "pace", "value": n}],
    ),
    "evaluators": ("evaluators", lambda right, _: [{"evaluator": "correct", "score": right, "reason": "why"}]),
    "evaluators that are objects, as Humanloop lists them": (
        "evaluator_logs",
        lambda right, n: [
            {"id": f"e{n}", "evaluator": {"name": "correct", "path": "a/b"}, "judgment": bool(right)},
            {"id": f"f{n}", "evaluator": {"name": "pace", "path": "a/c"}, "judgment": n / 100},
        ],
    ),
    "five metrics": (
        "metrics",
        lambda right, n: [
            {"metric": "correct", "score": right},
            *({"metric": f"m{k}", "score": n * k} for k in range(4)),
        ],
    ),
}


@pytest.mark.parametrize("whole", [True, False], ids=["a list", "lines"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_scores_is_a_column_for_each(name: str, whole: bool, tmp_path: Path) -> None:
    field, scores = LISTS[name]
    runs = [
        [
            {"log": f"{at}-{n}", "datapoint_id": f"d{n}", "output": "x", field: scores(pair[at], n)}
            for n, pair in enumerate(PAIRS)
        ]
        for at in (0, 1)
    ]
    texts = [json.dumps(run) if whole else lines(run) for run in runs]
    files = [given(tmp_path, f"{at}.json", text) for at, text in enumerate(texts)]
    told, asked = said(*files)
    if asked:
        assert set(asked.problems) == {"result_column"}
        told, asked = said(*files, result_column="correct")
    assert asked is None, asked
    assert "Metric: “correct”" in told
    assert ANSWER in told


def test_a_list_of_the_rows_of_a_run_is_a_row_for_each(tmp_path: Path) -> None:
    runs = [
        {"model": model, "results": [{"name": f"case {n}", "correct": pair[at]} for n, pair in enumerate(PAIRS)]}
        for at, model in enumerate(("base", "tuned"))
    ]
    told, asked = said(given(tmp_path, "runs.json", json.dumps(runs)))
    assert asked is None, asked
    assert ANSWER in told


def test_a_list_of_labels_is_a_column_for_each_rater(tmp_path: Path) -> None:
    rows = [
        {"id": n, "annotations": [{"annotator": who, "label": label} for who, label in zip("abc", labels, strict=True)]}
        for n, labels in enumerate(LABELS)
    ]
    case = Agreement(file=given(tmp_path, "labels.jsonl", lines(rows)))
    assert case.guess().raters == ("a", "b", "c")
    assert case.items == 30


def test_messages_and_spans_are_no_scores(tmp_path: Path) -> None:
    rows = [
        {"id": f"q{n}", "messages": [{"role": "user", "content": "Q"}], "entities": [{"label": "x", "start": 1}]}
        | {"base": pair[0], "tuned": pair[1]}
        for n, pair in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "rows.jsonl", lines(rows)))
    assert asked is None, asked
    assert ANSWER in told


def test_a_list_of_scores_inside_of_an_object_is_found(tmp_path: Path) -> None:
    """As Amazon Bedrock writes the results of an automatic evaluation."""
    runs = [
        [
            {"inputRecord": {"prompt": f"Q{n}", "referenceResponse": "r"}, "modelResponses": [{"response": "x"}]}
            | {"automatedEvaluationResult": {"scores": [{"metricName": "Accuracy", "result": float(pair[at])}]}}
            for n, pair in enumerate(PAIRS)
        ]
        for at in (0, 1)
    ]
    told, asked = said(*(given(tmp_path, f"{at}.jsonl", lines(run)) for at, run in enumerate(runs)))
    assert asked is None, asked
    assert "Metric: “Accuracy”" in told
    assert ANSWER in told


def test_an_object_of_a_result_for_each_item_is_a_table(tmp_path: Path) -> None:
    runs = [{f"q{n}": pair[at] for n, pair in enumerate(PAIRS)} for at in (0, 1)]
    told, asked = said(*(given(tmp_path, f"{at}.json", json.dumps(run)) for at, run in enumerate(runs)))
    assert asked is None, asked
    assert ANSWER in told


@pytest.mark.parametrize("key", ["model", "provider", "variant"])
def test_a_list_of_what_each_model_reached_is_a_row_for_each(key: str, tmp_path: Path) -> None:
    def runs(n: int, pair: tuple[int, int]) -> list[dict[str, object]]:
        return [{key: name, "correct": bool(pair[at]), "ms": 5 * n + at} for at, name in enumerate(MODELS)]

    rows = [{"id": f"q{n}", "runs": runs(n, pair)} for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "runs.jsonl", lines(rows)), result_column="correct")
    assert asked is None, asked
    assert ANSWER in told


MODELS = ("base-7b", "tuned-7b")


def test_models_that_judge_are_raters(tmp_path: Path) -> None:
    rows = [
        {"id": n, "judges": [{"model": m, "verdict": ("bad", "good")[p]} for m, p in zip(MODELS, pair, strict=True)]}
        for n, pair in enumerate(PAIRS)
    ]
    case = Agreement(file=given(tmp_path, "judged.jsonl", lines(rows)), rater_columns=", ".join(MODELS))
    assert case.items == 60
    assert case.raw == pytest.approx(41 / 60)


@pytest.mark.parametrize("who", ["by", "annotator", "user"])
def test_what_people_said_stands_under_their_names(tmp_path: Path, who: str) -> None:
    rows = [
        {"id": n, "annotations": [{who: one, "value": ("bad", "good")[p]} for one, p in zip("xy", pair, strict=True)]}
        for n, pair in enumerate(PAIRS)
    ]
    case = Agreement(file=given(tmp_path, "judged.jsonl", lines(rows)), rater_columns="x, y")
    assert case.items == 60
    assert case.raw == pytest.approx(41 / 60)
