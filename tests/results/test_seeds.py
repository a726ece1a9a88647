"""Several seeds of one model, in columns or in rows: their mean counts, of each item that was tried."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, said, table

RUNS = {
    "seeds by a letter": ("base_s1,base_s2,base_s3", "tuned_s1,tuned_s2,tuned_s3"),
    "seeds": ("base_seed1,base_seed2,base_seed3", "tuned_seed1,tuned_seed2,tuned_seed3"),
}


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("name", RUNS)
def test_columns_that_differ_in_the_seed_are_runs_of_one_model(name: str, named: bool, tmp_path: Path) -> None:
    """By hand: every third run of a model is wrong, so 60 % and 75 % become two thirds of that."""
    before, after = RUNS[name]
    rows = [(f"t{n}", a, a, 0, b, b, 0) for n, (a, b) in enumerate(PAIRS)]
    columns = {"before_column": before.replace(",", " + "), "after_columns": after.replace(",", " + ")}
    told, asked = said(given(tmp_path, "runs.csv", table(f"task,{before},{after}", rows)), **(columns if named else {}))
    assert asked is None, asked
    assert "50 % right after, 40 % before" in told or "0.5 after, 0.4 before" in told


TRIED = [f"t{n}" for n in range(12)]
SEEDS = (41, 42, 43, 44, 45)


def _score(task: int, seed: int, after: int) -> float:
    """By hand: a mean of 0.5 before, of 0.7 after; tasks differ a lot, seeds hardly."""
    return round(0.5 + 0.2 * after + 0.05 * (task % 5 - 2 if task < 10 else 0) + 0.01 * (seed - 43), 3)


@pytest.mark.parametrize("seed", ["seed", "run_id", "random_state", "trial", "replicate"])
@pytest.mark.parametrize("tried", ["task", "benchmark", "dataset", "env", "scenario", "question_id", "name"])
@pytest.mark.parametrize("long", [False, True])
def test_what_is_tried_under_every_seed_is_the_item(seed: str, tried: str, long: bool, tmp_path: Path) -> None:
    tasks = list(enumerate(TRIED))
    if long:
        rows = [(s, task, m, _score(n, s, m == "tuned")) for m in ("base", "tuned") for s in SEEDS for n, task in tasks]
        text = table(f"{seed},{tried},model,score", rows)
    else:
        text = table(f"{seed},{tried},base,tuned", [(s, t, _score(n, s, 0), _score(n, s, 1)) for s in SEEDS
                                                    for n, t in tasks])  # fmt: skip
    told, asked = said(given(tmp_path, "runs.csv", text))
    assert asked is None, asked
    assert f"Item: “{tried}”; 12 of 12 items" in told
    assert "mean counts" in told
    assert "0.7 after, 0.5 before" in told


def test_folds_under_each_seed_are_runs_too(tmp_path: Path) -> None:
    rows = [(s, fold, task, m, _score(n, s, m == "tuned")) for m in ("base", "tuned") for s in SEEDS
            for fold in (1, 2, 3) for n, task in enumerate(TRIED)]  # fmt: skip
    told, asked = said(given(tmp_path, "runs.csv", table("seed,fold,dataset,model,accuracy", rows)))
    assert asked is None, asked
    assert "Item: “dataset”; 12 of 12 items" in told


@pytest.mark.parametrize("heading", ["seed,benchmark,model,score", "seed,model,score"])
def test_seeds_of_one_task_are_no_items(heading: str, tmp_path: Path) -> None:
    rows = [(s, *(["arith"] if "bench" in heading else []), m, _score(3, s, m == "tuned"))
            for m in ("base", "tuned") for s in SEEDS]  # fmt: skip
    file = given(tmp_path, "runs.csv", table(heading, rows))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert "whole run" in str(asked)
    told, asked = said(file, **dict(asked.choices[0].fills))
    assert "5 of 5 items" in told
