"""Headings that name a metric beside a run: no metric is held against another of the same run."""

import random
from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, said, table

FORMS = (
    "{metric} ({run})",
    "{run}.{metric}",
    "{run}: {metric}",
    "{metric} / {run}",
    "{metric}_{run}",
    "{metric} [{run}]",
    "{run} {metric}",
    "{metric} @ {run}",
)


def crossing(form: str, runs: tuple[str, ...], metrics: tuple[str, ...], *, by_metric: bool = False) -> str:
    """A column for each metric of each run, of which correctness is of the 60 items of all these tests."""
    chance = random.Random(3)
    names = [(run, metric) for run in runs for metric in metrics]
    if by_metric:
        names = [(run, metric) for metric in metrics for run in runs]
    rows = []
    for n, pair in enumerate(PAIRS):
        cells = [
            pair[min(runs.index(run), 1)] if metric == "correctness" else round(chance.uniform(0.1, 0.9), 3)
            for run, metric in names
        ]
        rows.append((f"q{n}", *cells))
    return table(",".join(["question", *(form.format(run=run, metric=metric) for run, metric in names)]), rows)


@pytest.mark.parametrize("by_metric", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_a_run_is_held_against_another_and_what_a_call_takes_is_no_choice(
    form: str, by_metric: bool, tmp_path: Path
) -> None:
    text = crossing(form, ("ragged-4f2", "hybrid-9c1"), ("correctness", "latency"), by_metric=by_metric)
    _, asked = said(given(tmp_path, "runs.csv", text))
    assert asked is not None
    assert "the headings name “ragged-4f2”, “hybrid-9c1”" in str(asked)
    assert [one.words for one in asked.choices] == ["“ragged-4f2” is before", "“hybrid-9c1” is before"]
    answer, _ = said(given(tmp_path, "runs.csv", text), **asked.choices[0].fills)
    assert ANSWER in answer


@pytest.mark.parametrize("form", FORMS)
def test_of_two_metrics_it_is_asked_which_before_it_is_asked_which_run(form: str, tmp_path: Path) -> None:
    text = crossing(form, ("prompt-v9", "prompt-v10"), ("helpfulness", "correctness", "cost"))
    _, asked = said(given(tmp_path, "runs.csv", text))
    assert asked is not None
    assert [one.fills for one in asked.choices] == [{"metric": "helpfulness"}, {"metric": "correctness"}]
    _, asked = said(given(tmp_path, "runs.csv", text), metric="correctness")
    assert asked is not None
    assert asked.choices[0].words == "“prompt-v9” is before"
    answer, _ = said(given(tmp_path, "runs.csv", text), metric="correctness", **asked.choices[0].fills)
    assert ANSWER in answer


@pytest.mark.parametrize(
    "runs", [("exp-baseline-7", "exp-rerank-8"), ("plain-7", "tuned-8"), ("2026-08-01", "2026-09-01")]
)
@pytest.mark.parametrize("form", FORMS)
def test_a_run_that_is_named_as_the_one_before_settles_it(form: str, runs: tuple[str, str], tmp_path: Path) -> None:
    answer, asked = said(given(tmp_path, "runs.csv", crossing(form, runs, ("correctness", "latency", "cost"))))
    assert asked is None
    assert ANSWER in answer


@pytest.mark.parametrize("metric", ["latency", "cost"])
def test_what_a_call_takes_counts_where_it_is_named(metric: str, tmp_path: Path) -> None:
    text = crossing("{metric} ({run})", ("base-1", "tuned-2"), ("correctness", "latency", "cost"))
    answer, _ = said(given(tmp_path, "runs.csv", text), metric=metric, better="less")
    assert "mean score" in answer


def test_of_three_runs_all_others_are_after(tmp_path: Path) -> None:
    text = crossing("{metric} ({run})", ("oak-1", "elm-2", "ash-3"), ("correctness", "latency"))
    _, asked = said(given(tmp_path, "runs.csv", text))
    assert asked is not None
    assert asked.choices[0].fills["after_columns"] == "correctness (elm-2), correctness (ash-3)"


@pytest.mark.parametrize(
    "names", ["rouge_1,rouge_2,bleu_1,bleu_2", "answer_relevancy,context_relevancy,answer_recall,context_recall"]
)
def test_metrics_of_one_run_are_no_runs(names: str, tmp_path: Path) -> None:
    chance = random.Random(4)
    rows = [(n, *(round(chance.random(), 3) for _ in range(4))) for n in range(60)]
    _, asked = said(given(tmp_path, "run.csv", table(f"id,{names}", rows)))
    assert asked is not None
    assert "this may be one run" in str(asked)


def test_a_result_beside_its_seconds_is_no_choice_either(tmp_path: Path) -> None:
    text = crossing("{metric}_{run}", ("falcon", "osprey"), ("correctness", "latency"))
    _, asked = said(given(tmp_path, "runs.csv", text.replace("correctness", "result").replace("latency", "sec")))
    assert asked is not None
    assert [one.words for one in asked.choices] == ["“falcon” is before", "“osprey” is before"]


@pytest.mark.parametrize("names", [("przed", "po"), ("prije", "poslije"), ("öncesi", "sonrası")])
def test_sides_are_known_in_many_languages(names: tuple[str, str], tmp_path: Path) -> None:
    text = table(",".join(["id", *names]), [(f"q{n}", *pair) for n, pair in enumerate(PAIRS)])
    answer, asked = said(given(tmp_path, "runs.csv", text))
    assert asked is None
    assert ANSWER in answer
