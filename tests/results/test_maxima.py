"""The most points of each item are no result, no model, no document; where they differ it is told."""

from pathlib import Path

import pytest

from tests.results.made import given, said, table

MOST = [(2, 4, 10)[n % 3] for n in range(45)]
POINTS = [(most * (n % 5) // 5, most * (n % 5 + (n % 4 > 0)) // 5) for n, most in enumerate(MOST)]
MEANS = f"a mean score of {sum(b for _, b in POINTS) / 45:.2f} after, {sum(a for a, _ in POINTS) / 45:.2f} before"


@pytest.mark.parametrize(
    "heading",
    [
        "Task,Max points,Points model A (current),Points model B (proposed)",
        "Aufgabe,Erreichbare Punkte,Punkte Modell A (alt),Punkte Modell B (neu)",
        "question,max_score,baseline_score,tuned_score",
    ],
)
def test_a_maximum_beside_the_points_of_two_models(heading: str, tmp_path: Path) -> None:
    rows = [(f"T{n}", most, *both) for n, (most, both) in enumerate(zip(MOST, POINTS, strict=True))]
    told, asked = said(given(tmp_path, "points.csv", table(heading, rows)))
    assert asked is None, asked
    assert MEANS in told
    assert f"by “{heading.split(',')[1]}” an item has at most 2 to 10" in told


def test_a_maximum_beside_points_in_rows_of_a_model(tmp_path: Path) -> None:
    rows = [
        (n, model, both[side], most)
        for side, model in enumerate(("base", "tuned"))
        for n, (most, both) in enumerate(zip(MOST, POINTS, strict=True))
    ]
    told, asked = said(given(tmp_path, "points.csv", table("q,model,points,max points", rows)))
    assert asked is None, asked
    assert MEANS in told
    assert "at most 2 to 10" in told


def test_a_maximum_that_is_the_same_for_all_is_not_worth_a_word(tmp_path: Path) -> None:
    rows = [(n, 10, *both) for n, both in enumerate(POINTS)]
    told, asked = said(given(tmp_path, "points.csv", table("id,max points,points before,points after", rows)))
    assert asked is None, asked
    assert MEANS in told
    assert "at most" not in told
