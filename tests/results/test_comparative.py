"""Scores below 0 as well as above, of two answers side by side: it is asked whether the sign says which is better."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, VOTES, given, pressed, said, table

CLEARLY = (1, 2, 3)
SCORES = [(b - a) * CLEARLY[n % 3] for n, (a, b) in enumerate(PAIRS)]
"""14 items above 0, 5 below, 41 ties."""

TEXTS = [(f"the old text of item {n} is long", f"the new text of item {n} is longer") for n in range(len(PAIRS))]


def _settled(file: object, fills: dict[str, str]) -> str:
    _, asked = said(file, **fills)  # type: ignore[arg-type]
    assert asked is not None
    assert "Which model is above 0" in str(asked)
    told, asked = said(file, **fills, **pressed(asked, "Above 0 is for after"))  # type: ignore[arg-type]
    assert asked is None, asked
    return told


@pytest.mark.parametrize("heading", ["score", "rating", "sxs_score", "comparison"])
@pytest.mark.parametrize("way", [str, "{:+d}".format, "{:.1f}".format])
def test_the_sign_of_one_column_may_say_who_is_better(heading: str, way: object, tmp_path: Path) -> None:
    rows = [(n, way(score)) for n, score in enumerate(SCORES)]  # type: ignore[operator]
    file = given(tmp_path, "sxs.csv", table(f"id,{heading}", rows))
    _, asked = said(file)
    assert asked is not None
    assert VOTES in _settled(file, pressed(asked, "above 0"))


def test_texts_of_both_models_beside_such_scores_are_judged_by_them(tmp_path: Path) -> None:
    rows = [(n, *texts, score) for n, (texts, score) in enumerate(zip(TEXTS, SCORES, strict=True))]
    file = given(tmp_path, "sxs.csv", table("id,before_answer,after_answer,score", rows))
    _, asked = said(file)
    assert asked is not None
    assert VOTES in _settled(file, pressed(asked, "above 0"))


def test_several_raters_of_pairs_count_together(tmp_path: Path) -> None:
    rows = [(n, score, score, score) for n, score in enumerate(SCORES)]
    file = given(tmp_path, "sxs.csv", table("id,anna,ben,carla", rows))
    _, asked = said(file)
    assert asked is not None
    assert VOTES in _settled(file, pressed(asked, "All"))


def test_each_of_several_aspects_may_be_such_a_score(tmp_path: Path) -> None:
    rows = [(n, score, -score) for n, score in enumerate(SCORES)]
    file = given(tmp_path, "sxs.csv", table("id,helpfulness,accuracy", rows))
    _, asked = said(file)
    assert asked is not None
    assert VOTES in _settled(file, pressed(asked, "“helpfulness”: above 0"))


@pytest.mark.parametrize("scores", [[n % 5 for n in range(60)], [-(n % 4) for n in range(60)],
                                    [round(0.013 * n - 0.4, 3) for n in range(60)]])  # fmt: skip
def test_other_scores_are_of_one_run(scores: list[float], tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "run.csv", table("id,score", list(enumerate(scores)))))
    assert asked is not None
    assert "above 0" not in str([asked, *(press.words for press in asked.choices)])


def test_two_columns_of_models_with_such_scores_are_compared(tmp_path: Path) -> None:
    rows = [(n, a - 1, b - 1) if n % 2 else (n, 2 * a - 1, 2 * b - 1) for n, (a, b) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "scores.csv", table("id,before,after", rows)))
    assert asked is None, asked
    assert "mean score" in told
