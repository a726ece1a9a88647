"""Battles of several models: only those of the two that are compared count."""

import json
from pathlib import Path

import pytest

from tests.results.made import PAIRS, VOTES, given, said, table

PAIR = {
    "by the words that count": {"cells": "owl-1=before, fox-2=after"},
    "by the models before and after": {"before_column": "owl-1", "after_columns": "fox-2"},
}


def battles(item: str) -> str:
    """Sixty battles of two models, in both places, among a hundred that a third one wins or loses."""
    rows = []
    for n, (before, after) in enumerate(PAIRS):
        sides = ["owl-1", "fox-2"] if n % 2 else ["fox-2", "owl-1"]
        best = "fox-2" if after > before else "owl-1"
        winner = "tie (bothbad)" if after == before else "model_a" if sides[0] == best else "model_b"
        rows.append((*sides, winner))
    rows += [("elk-3", "fox-2", "model_b")] * 70 + [("owl-1", "elk-3", "model_a")] * 30
    made = [{item: f"q{n}", "model_a": a, "model_b": b, "winner": won} for n, (a, b, won) in enumerate(rows)]
    return "\n".join(map(json.dumps, made))


@pytest.mark.parametrize("item", ["question_id", "note"])
@pytest.mark.parametrize("name", PAIR)
def test_of_three_models_only_the_battles_of_the_two_compared_count(name: str, item: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "battles.jsonl", battles(item)), **PAIR[name])
    assert asked is None, asked
    assert VOTES in told
    assert "60 items" in told or "60 of 60 items" in told
    assert "“owl-1” is before, “fox-2” after" in told
    assert "100 rows" in told
    assert "a tie (41)" in told
    assert "other models than the two compared" in told


def test_two_models_that_never_met_are_refused_with_those_that_did(tmp_path: Path) -> None:
    rows = [("owl", "fox", "model_a"), ("fox", "elk", "model_b")] * 20
    file = given(tmp_path, "battles.csv", table("id,model_a,model_b,winner", [(n, *row) for n, row in enumerate(rows)]))
    told, asked = said(file, cells="owl=before, elk=after")
    assert not told
    assert "no row is of “owl” before against “elk” after" in str(asked)


ROWS = [("owl", "fox", "A" if n % 3 else "tie") if n % 2 else ("fox", "owl", "B") for n in range(40)]


@pytest.mark.parametrize(
    ("more", "arena"),
    [("rater", False), ("language", False), ("anony", True), ("tstamp", True), ("conversation_a", True)],
)
def test_only_columns_of_the_arena_make_a_table_one_of_its(more: str, arena: bool, tmp_path: Path) -> None:
    text = table(f"id,model_a,model_b,winner,{more}", [(n, *row, n) for n, row in enumerate(ROWS)])
    told, _ = said(given(tmp_path, "votes.csv", text), cells="fox=before, owl=after", cluster_column="")
    assert ("Chatbot Arena" in told) == arena
    assert "40 of 40 items" in told


@pytest.mark.parametrize(
    "heading", ["left_model,right_model,rating", "model_a,model_b,verdict", "system_1,system_2,comparison"]
)
def test_words_that_say_more_than_the_side_are_for_it(heading: str, tmp_path: Path) -> None:
    """Of 60 pairs the model after wins 32, loses 14, whichever side it stands on."""
    first, second = ("left", "right") if heading.startswith("left") else ("A", "B") if "_a" in heading else ("1", "2")
    rows = []
    for n in range(60):
        swapped, won = n % 2, (1, 1, -1, 0)[n // 2 % 4]
        side = (first, second)[(won > 0) != swapped]
        how = ("much better", "slightly better", "better")[n % 3]
        rows.append(
            (n, *(("tuned", "base") if swapped else ("base", "tuned")), f"{side} {how}" if won else "about the same")
        )
    told, asked = said(given(tmp_path, "pairs.csv", table(f"id,{heading}", rows)))
    assert asked is None, asked
    assert "after is preferred on 53.3 %, before on 23.3 %" in told
