"""Counts out of a number that differs from row to row are not compared as they stand; nor are whole runs as items."""

from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table

ROWS = [(f"t{n}", 5 + n * 7 % 30, (5 + n * 7 % 30) // 2, (5 + n * 7 % 30) * 2 // 3) for n in range(30)]


@pytest.mark.parametrize(
    "heading",
    ["topic,n,base_correct,tuned_correct", "id,total,passed_before,passed_after", "id,attempts,right old,right new"],
)
def test_counts_out_of_another_number_are_asked_about(heading: str, tmp_path: Path) -> None:
    file = given(tmp_path, "counts.csv", table(heading, ROWS))
    told, asked = said(file)
    assert asked is not None, told
    assert f"“{heading.split(',')[1]}”, which differs from row to row" in asked.problems["results"]
    told, again = said(file, **pressed(asked, "as it stands"))
    assert again is None or "weight_column" in again.problems, again


def test_each_side_may_have_its_own(tmp_path: Path) -> None:
    rows = [(name, many, one, many + 3, other) for name, many, one, other in ROWS]
    told, asked = said(given(tmp_path, "counts.csv", table("topic,base_n,base_right,tuned_n,tuned_right", rows)))
    assert asked is not None, told
    assert "“base_n”, “tuned_n”" in asked.problems["results"]


@pytest.mark.parametrize("heading", ["id,base_correct,tuned_correct,n_samples", "id,score_before,score_after,total"])
def test_out_of_the_same_number_they_are_scores(heading: str, tmp_path: Path) -> None:
    rows = [(name, n % 8, min(10, n % 8 + n % 3), 10) for n, (name, *_) in enumerate(ROWS)]
    told, asked = said(given(tmp_path, "counts.csv", table(heading, rows)))
    assert asked is None, asked
    assert "Better" in told


@pytest.mark.parametrize(
    ("heading", "cell"), [("seed", "{}"), ("run", "run{}"), ("fold", "{}"), ("week", "W{}"), ("Monat", "2026-{:02}")]
)
def test_rows_of_whole_runs_or_weeks_are_asked_about(heading: str, cell: str, tmp_path: Path) -> None:
    rows = [(cell.format(n + 1), 0.58 + n * 7 % 5 / 100, 0.62 + n * 3 % 7 / 100) for n in range(10)]
    told, asked = said(given(tmp_path, "runs.csv", table(f"{heading},base_acc,tuned_acc", rows)))
    assert asked is not None, told
    assert "Or does each row count as one item?" in asked.problems["results"]


def test_shares_in_cells_out_of_other_numbers_are_asked_about(tmp_path: Path) -> None:
    rows = [(name, f"{one}/{many}", f"{other}/{many}") for name, many, one, other in ROWS[:12]]
    told, asked = said(given(tmp_path, "shares.csv", table("topic,old,new", rows)))
    assert asked is not None, told
    assert "of numbers that differ from row to row" in asked.problems["results"]


def test_points_out_of_a_few_sizes_are_scores(tmp_path: Path) -> None:
    rows = [(f"q{n}", f"{n % 3}/{5 + n % 2 * 5}", f"{n % 3 + 1}/{5 + n % 2 * 5}") for n in range(30)]
    told, asked = said(given(tmp_path, "points.csv", table("item,before,after", rows)))
    assert asked is None, asked
    assert "Better" in told


@pytest.mark.parametrize(
    "heading", ["task,n_base,c_base,n_tuned,c_tuned", "user,talks_old,solved_old,talks_new,solved_new"]
)
def test_more_tries_after_are_no_better_result(heading: str, tmp_path: Path) -> None:
    rows = [(f"t{n}", 10, 5 + n % 3, 16 + n % 4, 8 + n % 5) for n in range(40)]
    told, asked = said(given(tmp_path, "tries.csv", table(heading, rows)), metric=heading.split(",")[2].split("_")[0])
    assert asked is not None, told
    assert "In all 239 of 400 were right before, 400 of 700 after" in asked.problems["results"]
