"""A failed judgement is nobody’s vote: it is left out, or asked about, never taken for the other model."""

import json
from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table

WON = ["base"] * 6 + ["tuned"] * 17
SHARES = "after is preferred on 73.9 %, before on 26.1 %"


def _pairs(*games: tuple[str, str]) -> str:
    rows = [
        {"question_id": n, "model_1": "base", "model_2": "tuned", "g1_winner": one, "g2_winner": other}
        for n, (one, other) in enumerate(games)
    ]
    return "\n".join(map(json.dumps, rows))


def test_a_pair_of_games_of_which_one_failed_is_left_out(tmp_path: Path) -> None:
    games = [("model_2", "model_2")] * 17 + [("model_1", "model_1")] * 6 + [("model_2", "error")]
    answer, _ = said(given(tmp_path, "gpt-4_pair.jsonl", _pairs(*games)))
    assert "“error” left out (1)" in answer
    assert SHARES in answer


@pytest.mark.parametrize(
    "failure", ["error", "[ERROR]", "timeout", "Error: rate limit", "$ERROR$", "unsure", "API error"]
)
def test_one_failed_judgement_is_no_vote(failure: str, tmp_path: Path) -> None:
    text = table("id,winner", list(enumerate([*WON, failure])))
    answer, _ = said(given(tmp_path, "votes.csv", text))
    assert f"“{failure}” left out (1)" in answer
    assert SHARES in answer


def test_several_failed_judgements_are_asked_about(tmp_path: Path) -> None:
    text = table("id,winner", list(enumerate([*WON, "error", "error", "timeout"])))
    file = given(tmp_path, "votes.csv", text)
    _, refused = said(file)
    assert refused
    assert [dict(one.fills) for one in refused.choices] == [
        {"cells": "error=out, timeout=out"},
        {"cells": "error=tie, timeout=tie"},
    ]
    answer, _ = said(file, **refused.choices[0].fills)
    assert SHARES in answer


def test_minus_one_beside_1_and_2_is_no_vote(tmp_path: Path) -> None:
    votes = ["1"] * 6 + ["2"] * 17 + ["-1"]
    file = given(tmp_path, "votes.csv", table("id,vote", list(enumerate(votes))))
    _, refused = said(file)
    assert refused
    assert SHARES in said(file, **pressed(refused, "2 is after, 1 before, -1 left out"))[0]


def test_a_failure_of_one_of_two_judges_leaves_the_vote_of_the_other(tmp_path: Path) -> None:
    rows = [(n, vote, "error" if n == 3 else vote) for n, vote in enumerate(WON)]
    file = given(tmp_path, "votes.csv", table("id,judge_1,judge_2", rows))
    _, refused = said(file)
    assert refused
    assert SHARES in said(file, **pressed(refused, "All 2"))[0]


def test_beside_one_model_a_failure_is_not_the_other(tmp_path: Path) -> None:
    text = table("id,winner", list(enumerate(["tuned"] * 12 + ["tie"] * 3 + ["error"] * 4)))
    _, refused = said(given(tmp_path, "votes.csv", text))
    assert refused
    assert all("before" not in one.fills["cells"] for one in refused.choices)


@pytest.mark.parametrize(
    ("heading", "new", "old", "both"),
    [
        ("Pregunta,Evaluador,Mejor respuesta", "nueva", "antigua", "ambas malas"),
        ("Domanda,Valutatore,Preferenza", "nuova", "vecchia", "entrambe cattive"),
        ("Frage,Prüfer,Urteil", "neu", "alt", "beide schlecht"),
        ("Pergunta,Avaliador,Preferência", "novo", "antiga", "ambas ruins"),
    ],
)
def test_votes_in_other_languages_count_by_question(
    heading: str, new: str, old: str, both: str, tmp_path: Path
) -> None:
    words = [new, new, old, both, new, "tie"]
    rows = [(f"P{n}", f"R{who}", words[(n + who * 5) % 6]) for n in range(30) for who in range(3)]
    told, asked = said(given(tmp_path, "votes.csv", table(heading, rows)))
    assert asked is None, asked
    assert "30 of 30 items" in told
    assert f"“{both}” a tie" in told
    assert f"“{new}” for after" in told
