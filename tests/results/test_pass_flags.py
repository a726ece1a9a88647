"""A flag of pass or fail beside scores says which end of them is good, so that nobody is asked."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, said, table


def scored(heading: str, *, less: bool, slip: bool = False) -> str:
    """A row for each item of two models, whose score is 1 or 2 where it passes and 5 or 6 where not; or turned."""
    rows = []
    for side, model in enumerate(("base", "tuned")):
        for n, pair in enumerate(PAIRS):
            good = bool(pair[side])
            score = 1 + n % 2 + 4 * (good != less)
            rows.append((f"q{n}", model, score, "pass" if good != (slip and n == 0) else "fail"))
    return table(f"item,model,{heading}", rows)


@pytest.mark.parametrize("less", [True, False])
def test_it_settles_whether_less_is_better(less: bool, tmp_path: Path) -> None:
    answer, asked = said(
        given(tmp_path, "runs.csv", scored("harshness,harshness_result", less=less)), result_column="harshness"
    )
    assert asked is None, asked
    assert f"{'less' if less else 'more'} is better; what passes by “harshness_result” lies at" in answer


def test_it_settles_nothing_where_one_row_says_otherwise(tmp_path: Path) -> None:
    file = given(tmp_path, "runs.csv", scored("harshness,harshness_result", less=True, slip=True))
    _, asked = said(file, result_column="harshness")
    assert asked is not None
    assert set(asked.problems) == {"better"}
