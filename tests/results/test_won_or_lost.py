"""Wins or losses under any heading say who is preferred: whose they are is asked; a reason is no winner."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, VOTES, given, pressed, said, table


def column(heading: str, win: str, loss: str, tie: str, more: str = "") -> str:
    """A column of wins and losses of the model after: 14 won, 5 lost, 41 drawn."""
    words = [win if after > before else loss if before > after else tie for before, after in PAIRS]
    return table(
        f"id{more and ','}{more},{heading}", [(n, *([*"xy"] if more else []), one) for n, one in enumerate(words)]
    )


ABROAD = ["Sieg,Niederlage,Unentschieden", "G,V,U", "victoire,défaite,égalité", "V,D,N", "victoria,derrota,empate"]


@pytest.mark.parametrize("heading", ["result", "outcome", "status", "tuned_vs_base", "ergebnis"])
@pytest.mark.parametrize("words", ["W,L,T", "w,l,d", "win,loss,tie", "Win,Lose,Draw", "won,lost,tied", *ABROAD])
def test_whose_wins_they_are_is_asked(heading: str, words: str, tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", column(heading, *words.split(",")))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert "Which model is it that won or lost?" in str(asked)
    assert "model after" in asked.choices[0].words
    told, asked = said(file, **asked.choices[0].fills)  # type: ignore[arg-type]
    assert asked is None, asked
    assert VOTES in told


def test_the_model_that_a_heading_names_first_is_proposed_first(tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "results.csv", column("base_vs_tuned", "L", "W", "T")))
    assert asked is not None
    told, _ = said(given(tmp_path, "again.csv", column("base_vs_tuned", "L", "W", "T")), **asked.choices[0].fills)  # type: ignore[arg-type]
    assert VOTES in told


def test_beside_two_columns_of_models_it_is_asked_too(tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", column("result", "W", "L", "T", "model_a,model_b"))
    _, asked = said(file)
    assert asked is not None
    assert "says “T”, “W”, “L” beside “x”, “y”" in str(asked)
    told, asked = said(file, **pressed(asked, "The model after"))
    assert asked is None, asked
    assert VOTES in told


def test_where_models_change_sides_the_winner_must_be_written(tmp_path: Path) -> None:
    rows = [(n, *(("x", "y") if n % 2 else ("y", "x")), "WLT"[n % 3]) for n in range(60)]
    _, asked = said(given(tmp_path, "results.csv", table("id,model_a,model_b,result", rows)))
    assert "which change from row to row; write in each row which one is preferred" in str(asked)


@pytest.mark.parametrize("heading", ["preference_reason", "why_better", "winner_explanation", "verdict rationale"])
@pytest.mark.parametrize("words", [("A", "B"), ("shorter", "nicer"), ("W", "L"), ("left", "right")])
def test_a_reason_is_no_second_winner(heading: str, words: tuple[str, str], tmp_path: Path) -> None:
    rows = [
        (n, "after" if after > before else "before" if before > after else "tie", words[n % 2])
        for n, (before, after) in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "votes.csv", table(f"id,winner,{heading}", rows)))
    assert asked is None, asked
    assert VOTES in told
    assert heading not in told


def test_a_reason_of_a_score_is_no_metric(tmp_path: Path) -> None:
    rows = [
        (f"q{n}", m, p[at], "yes" if n % 2 else "no")
        for at, m in enumerate(("base", "tuned"))
        for n, p in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "runs.csv", table("id,model,correct,correct_reason", rows)))
    assert asked is None or "reason" not in str(asked.choices), asked
    assert "reason" not in told


def test_letters_under_another_heading_are_no_wins(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "sizes.csv", column("size", "W", "L", "T")))
    assert not told
    assert "won or lost" not in str(asked)


def test_verdicts_of_both_orders_in_two_files_are_told_the_way_on(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.csv", column("winner", *words)) for at, words in enumerate(("BAA", "ABA"))]
    told, asked = said(*files)
    assert not told
    assert "both files say who is preferred" in str(asked)


@pytest.mark.parametrize("heading", ["vs_baseline", "tuned_result", "change", "against base"])
@pytest.mark.parametrize("words", ["better,worse,same", "improved,regressed,unchanged", "besser,schlechter,gleich"])
def test_better_or_worse_than_the_model_before_is_likely_of_the_one_after(
    heading: str, words: str, tmp_path: Path
) -> None:
    file = given(tmp_path, "results.csv", column(heading, *words.split(",")))
    _, asked = said(file)
    assert asked is not None
    assert "Which model is it that won or lost?" in str(asked)
    told, asked = said(file, **asked.choices[0].fills)  # type: ignore[arg-type]
    assert asked is None, asked
    assert VOTES in told


@pytest.mark.parametrize("long", [False, True])
def test_votes_of_several_people_count_together(long: bool, tmp_path: Path) -> None:
    """By hand: two of three votes go with the pair, the third is a tie: two thirds of 14, of 5 in 60."""
    said_of = [("tuned" if b > a else "base" if a > b else "tie") for a, b in PAIRS]
    voters = {"r1": said_of, "r2": said_of, "r3": ["base", "tuned", "tie"] + ["tie"] * 57}
    wide = table("q,r1,r2,r3", [(n, *(one[n] for one in voters.values())) for n in range(60)])
    rows = [(n, name, one[n]) for n in range(60) for name, one in voters.items()]
    file = given(tmp_path, "votes.csv", table("q,rater,preferred", rows) if long else wide)
    told, asked = said(file)
    if not long:
        assert asked is not None
        told, asked = said(file, **pressed(asked, "All 3"))
    assert asked is None, asked
    assert "after is preferred on 16.1 %, before on 6.11 %" in told
