"""Rows that are no items, as counts of wins or a list of models with their ratings, are refused with a way on."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.inputs import Refused
from tests.results.made import given

WINS = "writing,22,12,6\ncode,19,15,6\nmaths,18,18,4\n"


@pytest.mark.parametrize(
    "heading",
    ["category,new_wins,old_wins,ties", "Bereich,Siege neu,Siege alt,Unentschieden", "topic,after,before,draws",
     "topic,new better,old better,same", "topic,wins tuned,wins base,no preference (tie)"],
)  # fmt: skip
def test_counts_of_wins_are_no_scores(heading: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=given(tmp_path, "wins.csv", f"{heading}\n{WINS}")).result()
    assert "--after_preferred 59 --before_preferred 45 --ties 16" in refused.value.problems["file"]


@pytest.mark.parametrize("heading", ["category,wins,losses,ties", "category,won,lost,tied"])
def test_whose_wins_they_are_is_left_to_the_reader(heading: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=given(tmp_path, "wins.csv", f"{heading}\n{WINS}")).result()
    assert "--after_preferred for the model after" in refused.value.problems["file"]


def test_counts_are_scores_where_the_reader_says_so(tmp_path: Path) -> None:
    rows = "".join(f"q{n},{n % 3 + 1},{n % 2},1\n" for n in range(30))
    file = given(tmp_path, "votes.csv", f"item,new_wins,old_wins,ties\n{rows}")
    assert BeforeAfter(file=file, results="scores").found.items == 30


def test_a_win_of_each_item_is_none(tmp_path: Path) -> None:
    rows = "".join(f"q{n},{n % 3 > 0:d},{n % 3 == 0:d}\n" for n in range(30))
    assert BeforeAfter(file=given(tmp_path, "won.csv", f"item,new_wins,old_wins\n{rows}")).found.items == 30


@pytest.mark.parametrize(
    "text",
    [
        "Model,Arena Elo,Votes\ngpt-4o,1287,51234\ntuned-7b,1102,3021\nbase-7b,1066,2876\n",
        "Modell;Punkte\nbasis;61,2\nneu;64,8\n",
        "model,wins,losses,ties\ntuned,12,8,2\nbase,8,12,2\n",
        "name,elo,games\nbase,1010,300\ntuned,1098,310\n",
        "system,accuracy,cost\nbase,0.71,0.2\ntuned,0.78,0.3\n",
    ],
)
def test_a_row_for_each_model_holds_no_items(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="each row is another model") as refused:
        BeforeAfter(file=given(tmp_path, "board.csv", text)).result()
    assert set(refused.value.problems) == {"file"}
