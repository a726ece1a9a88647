"""Tables without a heading, or parted by spaces only, are read; a page, a file of another kind is named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import ANSWER, PAIRS, given, pressed, said, table

Written = Callable[[int, tuple[int, int]], str]


def two(folder: Path, way: Written, head: str = "", foot: str = "") -> tuple[str, object]:
    """What is said of two files with a line for each item."""
    texts = [head + "\n".join(way(n, (pair[side], side)) for n, pair in enumerate(PAIRS)) + foot for side in (0, 1)]
    return said(*(given(folder, f"{side}.txt", text) for side, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("head", "way"),
    [
        ("", lambda n, of: f"q{n},{of[0]}"),
        ("item   correct  seconds\n", lambda n, of: f"q{n}     {of[0]}   {n / 7:.2f}"),
    ],
    ids=["no heading", "spaces"],
)
def test_lines_without_a_heading_or_without_commas_are_read(head: str, way: Written, tmp_path: Path) -> None:
    told, asked = two(tmp_path, way, head)
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told


@pytest.mark.parametrize("more", [False, True])
def test_queries_of_trec_eval_are_items_and_their_mean_is_none(more: bool, tmp_path: Path) -> None:
    def way(n: int, of: tuple[int, int]) -> str:
        rest = f"\nmap           \tq{n}\t{n / 99:.4f}" if more else ""
        return f"ndcg_cut_10   \tq{n}\t{0.25 + of[0] / 2:.4f}{rest}"

    told, asked = two(tmp_path, way, foot="\nndcg_cut_10   \tall\t0.5000\n")
    if more:
        assert "“metric” names 2, “ndcg_cut_10”, “map”" in str(asked)
        return
    assert asked is None, asked
    assert "60 of 60 items" in told
    assert "a mean score of 0.625 after, 0.55 before" in told


def test_a_page_is_named(tmp_path: Path) -> None:
    cells = "".join(f"<tr><td>{n}</td><td>{a}</td><td>{b}</td></tr>" for n, (a, b) in enumerate(PAIRS))
    _, asked = said(given(tmp_path, "report.html", f"<!DOCTYPE html><table><tr><th>id</th></tr>{cells}</table>"))
    assert "page" in str(asked)
    assert "CSV" in str(asked)


TOTALS = {"eval_accuracy": 0.71, "eval_f1": 0.68, "eval_loss": 0.5, "eval_samples": 500}


def test_totals_of_a_run_are_no_items(tmp_path: Path) -> None:
    texts = [json.dumps(TOTALS | {"eval_accuracy": value}) for value in (0.71, 0.75)]
    _, asked = said(*(given(tmp_path, f"{n}.json", text) for n, text in enumerate(texts)))
    assert "totals of a run, “eval_accuracy”" in str(asked)
    texts = [json.dumps({f"q{n}_score": pair[side] for n, pair in enumerate(PAIRS)}) for side in (0, 1)]
    told, asked = said(*(given(tmp_path, f"{n}.json", text) for n, text in enumerate(texts)))
    assert asked is None, asked
    assert ANSWER in told


def test_a_row_for_each_of_two_runs_holds_no_items(tmp_path: Path) -> None:
    rows = [table("run,accuracy,seconds", [(name, score, 7.5)]) for name, score in (("base", 0.7), ("tuned", 0.8))]
    _, asked = said(*(given(tmp_path, f"{n}.csv", text) for n, text in enumerate(rows)))
    assert "each file holds one row" in str(asked)


def test_a_notebook_is_named(tmp_path: Path) -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "outputs": []}], "metadata": {}, "nbformat": 4})
    assert "this is a notebook" in str(said(given(tmp_path, "eval.ipynb", text))[1])


def test_results_of_two_models_are_likely_no_labels(tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", table("id,before,after", [(n, *pair) for n, pair in enumerate(PAIRS)]))
    with pytest.raises(Refused, match="called like the results of two models") as asked:
        Agreement(file=file).result()
    assert Agreement(file=file, **pressed(asked.value, "Yes")).items == 60  # type: ignore[arg-type]
