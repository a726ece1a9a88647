"""Of two answers the one that stood at A is told by a column of names: A is then a place, no model."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, pressed, said, table

VOTES = "after is preferred on 23.3 %, before on 8.33 %"


def placed(heading: str, words: tuple[str, str, str] = ("A", "B", "tie"), judged: str = "verdict") -> str:
    """The base stands first in every other row; the judge names the place of the better one."""
    rows = []
    for n, (before, after) in enumerate(PAIRS):
        first = n % 2
        place = 2 if before == after else first if after > before else 1 - first
        rows.append((n, ("tuned", "base")[first], words[place]))
    return table(f"id,{heading},{judged}", rows)


@pytest.mark.parametrize("heading", ["shown_first", "model_A", "first", "left_model", "System 1", "which model is A"])
def test_a_column_of_the_first_one_makes_a_a_place(heading: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "pairs.csv", placed(heading)))
    assert asked is None, asked
    assert VOTES in told
    assert f"“{heading}” says which stood first" in told


def test_a_column_of_the_second_one_tells_the_first(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "pairs.csv", placed("shown_second", ("B", "A", "tie"))))
    assert asked is None, asked
    assert VOTES in told


def test_numbers_of_places_are_no_results(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "pairs.csv", placed("response_1", ("1", "2", "tie"), "better")))
    assert asked is None, asked
    assert VOTES in told


def test_where_the_heading_says_nothing_of_places_it_is_asked(tmp_path: Path) -> None:
    file = given(tmp_path, "pairs.csv", placed("seen"))
    _, asked = said(file)
    assert asked is not None
    assert set(asked.problems) == {"order_column"}
    told, again = said(file, **pressed(asked, "Yes"))
    assert again is None, again
    assert VOTES in told


def test_the_position_of_one_model_is_an_order(tmp_path: Path) -> None:
    rows = []
    for n, (before, after) in enumerate(PAIRS):
        at = 1 + n % 2
        rows.append((n, at, "tie" if before == after else at if after > before else 3 - at))
    told, asked = said(given(tmp_path, "pairs.csv", table("id,tuned_position,judge_choice", rows)))
    assert asked is None, asked
    assert VOTES in told


def test_the_sign_of_a_preference_is_the_side(tmp_path: Path) -> None:
    """14 times above 0, 5 times below, 41 times 0; half of them strong: (14 · 1.5 − 5 · 1.5) / 60 is 0.2 or so."""
    rows = [(n, (after - before) * (1 + n % 2 * 2)) for n, (before, after) in enumerate(PAIRS)]
    mean = sum(value for _, value in rows) / len(rows)
    file = given(tmp_path, "signed.csv", table("id,preference", rows))
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "Above 0 is for after"))
    assert again is None, again
    assert VOTES in told
    assert f"the mean of the numbers is {mean:.3g}" in told


def test_a_column_of_wins_names_the_way_on(tmp_path: Path) -> None:
    rows = [(f"q{n}", 0.5 if a == b else float(a > b)) for n, (b, a) in enumerate(PAIRS)]
    file = given(tmp_path, "wins.csv", table("prompt,tuned_win_vs_base", rows))
    _, asked = said(file)
    assert asked is not None
    assert "--after-columns" in " ".join(asked.problems.values())
    told, again = said(file, **pressed(asked, "how often the model after wins"))
    assert again is None, again
    assert "after wins 57.5 %" in told
