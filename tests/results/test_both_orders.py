"""Pairs judged with the answers in either order count once, whatever the column that names a pair is called."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.results.made import PAIRS, VOTES, given, pressed, said, table

FAVOURS = "The judge favours the first place"


def games(judges: int = 1) -> Iterator[tuple[int, str, str, str]]:
    """Of each pair its number, the models at A and B, who wins; a tie goes to the first place in every other pair."""
    for n, (before, after) in enumerate(PAIRS):
        better = "tuned" if after > before else "base" if before > after else ""
        for first, second in [("base", "tuned"), ("tuned", "base")] * judges:
            place = "tie" if not better and n % 2 else "B" if better == second else "A"
            yield n, first, second, place


LAYOUTS = {
    "both models": ("model_a,model_b,winner", "{a},{b},{place}"),
    "sides": ("left,right,winner", "{a},{b},{side}"),
    "the first model": ("shown_first,verdict", "{a},{place}"),
    "winners by name": ("model_a,model_b,winner", "{a},{b},{won}"),
    "the place of one": ("tuned_position,preferred", "{at},{won}"),
    "texts": ("answer_a,answer_b,winner", "{a} on {n},{b} on {n},{won}"),
}


def laid_out(name: str, heading: str, cells: str, judges: int = 1) -> str:
    """A table of the games in one of the layouts."""
    rows = []
    for n, first, second, place in games(judges):
        side, won = {"A": ("left", first), "B": ("right", second)}.get(place, ("tie", "tie"))
        at = 2 if first == "base" else 1
        rows.append((f"p{n}", cells.format(n=n, a=first, b=second, place=place, side=side, won=won, at=at)))
    return table(f"{name},{heading}", rows)


@pytest.mark.parametrize("name", ["pair", "comparison", "pair_id", "frage", "topic"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pair_counts_once(layout: str, name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "pairs.csv", laid_out(name, *LAYOUTS[layout])))
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert f"Item: “{name}”" in told
    assert VOTES in told
    if layout != "texts":
        assert FAVOURS in told


@pytest.mark.parametrize("order", [("order", "AB", "BA"), ("swapped", "no", "yes")])
def test_with_a_column_of_the_order_too(order: tuple[str, str, str], tmp_path: Path) -> None:
    heading, straight, swapped = order
    rows = [(n, straight if first == "base" else swapped, place) for n, first, _, place in games()]
    file = given(tmp_path, "pairs.csv", table(f"pair,{heading},winner", rows))
    _, asked = said(file)
    assert asked is not None
    told, asked = said(file, **pressed(asked, "A place"))
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert VOTES in told


def test_several_judges_of_a_pair_count_as_one_pair(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "pairs.csv", laid_out("pair", *LAYOUTS["both models"], judges=2)))
    assert asked is None, asked
    assert "60 of 60 items take part" in told


def test_answers_that_change_places_without_a_word_of_models_are_refused(tmp_path: Path) -> None:
    rows = [(n, f"{first} {n}", f"{second} {n}", place) for n, first, second, place in games()]
    told, asked = said(given(tmp_path, "pairs.csv", table("pair,response_a,response_b,winner", rows)))
    assert not told
    assert "hold the same two answers in either order" in str(asked)
    assert "column “order” with AB" in str(asked)


def test_two_rows_of_a_pair_without_an_order_are_asked_about(tmp_path: Path) -> None:
    file = given(tmp_path, "pairs.csv", table("pair,winner", [(n, place) for n, _, _, place in games()]))
    told, asked = said(file)
    assert not told
    assert asked is not None
    told, again = said(file, **pressed(asked, "the same model"))
    assert again is None, again
    assert "60 of 60 items take part" in told
    told, again = said(file, **pressed(asked, "of its own"))
    assert again is None, again
    assert "120 of 120 items take part" in told


def test_a_score_beside_models_that_change_sides_is_no_models_score(tmp_path: Path) -> None:
    rows = [(n, first, second, {"A": 1, "B": 2}.get(place, 0)) for n, first, second, place in games()]
    told, asked = said(given(tmp_path, "pairs.csv", table("pair,model_1,model_2,score", rows)))
    assert not told
    assert asked is not None
    assert "beside “model_1”, “model_2”. Does it say which of two models is preferred?" in str(asked)
