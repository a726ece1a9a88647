"""Latency, cost, tokens where a file holds nothing else: which is before, which way is better, is asked."""

from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table

SPENT = [(f"r{n}", 500 + n % 7 * 20, 400 + n % 5 * 30) for n in range(40)]
MEANS = "a mean score of 460 after, 558 before"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("request,latency_ms_v1,latency_ms_v2", " ms"),
        ("request,latency_v1,latency_v2", ""),
        ("id,cost_gpt4,cost_mini", ""),
        ("id,tokens_a,tokens_b", ""),
        ("query,response time model 1,response time model 2", ""),
        ("id,llama price,qwen price", ""),
    ],
)
def test_two_measures_are_asked_about_with_their_direction(heading: str, unit: str, tmp_path: Path) -> None:
    _, before, after = heading.split(",")
    rows = [(name, f"{one}{unit}", f"{other}{unit}") for name, one, other in SPENT]
    file = given(tmp_path, "spent.csv", table(heading, rows))
    answer, asked = said(file)
    assert not answer
    assert asked is not None
    answer, _ = said(file, **pressed(asked, f"“{before}” is before, “{after}” after, less is better"))
    assert "less is better" in answer
    assert answer.count("Better: ") == 1
    assert MEANS in answer


def test_a_measure_of_models_in_rows_or_in_two_files(tmp_path: Path) -> None:
    rows = [(name, model, value) for name, *pair in SPENT for model, value in zip(("base", "tuned"), pair, strict=True)]
    files = [given(tmp_path, "both.csv", table("id,model,latency_ms", rows))]
    parts = [
        given(tmp_path, f"{model}.csv", table("id,latency_ms", [(row[0], row[2]) for row in rows if row[1] == model]))
        for model in ("base", "tuned")
    ]
    for of in (files, parts):
        _, asked = said(*of)
        assert asked is not None
        assert MEANS in said(*of, **pressed(asked, "“latency_ms”, less is better"))[0]


def test_measures_of_one_run_are_no_two_models(tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "spent.csv", table("id,latency,cost", SPENT)))
    assert asked is not None
    assert "one model" in asked.problems["after_file"]
