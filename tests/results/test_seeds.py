"""Columns of several seeds of one model: their mean counts."""

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
