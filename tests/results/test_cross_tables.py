"""Tables that count items are refused with the counts to type."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from tests.results.made import given, said

TYPED = "--both-right 41 --items-lost 6 --items-gained 18 --both-wrong 25"


@pytest.mark.parametrize(
    "text",
    [
        ",Tuned right,Tuned wrong,Total\nBase right,41,6,47\nBase wrong,18,25,43\nTotal,59,31,90\n",
        ";nachher falsch;nachher richtig\nvorher falsch;25;18\nvorher richtig;6;41\n",
        ",Base: yes,Base: no\nTuned: yes,41,18\nTuned: no,6,25\n",
        "before,after,n\nright,right,41\nright,wrong,6\nwrong,right,18\nwrong,wrong,25\n",
        "tuned,base,count\n1,1,41\n0,1,6\n1,0,18\n0,0,25\n",
    ],
)
def test_counts_of_both_models_are_named_as_what_to_type(text: str, tmp_path: Path) -> None:
    answer, asked = said(given(tmp_path, "counts.csv", text))
    assert not answer
    assert asked is not None
    assert TYPED in asked.problems["file"]
    assert asked.problems["file"].count("--both-right") == 1


def test_what_is_typed_so_is_what_the_table_says() -> None:
    case = BeforeAfter(both_right=41, items_lost=6, items_gained=18, both_wrong=25)
    assert case.found.items == 90
    assert case.difference == pytest.approx(12 / 90)


def test_where_no_heading_says_which_is_before_both_ways_are_named(tmp_path: Path) -> None:
    text = "A \\ B,correct,incorrect\ncorrect,41,6\nincorrect,18,25\n"
    _, asked = said(given(tmp_path, "counts.csv", text))
    assert asked is not None
    assert "where the rows are the model before: " + TYPED in asked.problems["file"]
    assert "--both-right 41 --items-lost 18 --items-gained 6 --both-wrong 25" in asked.problems["file"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "winner,count\nbase,20\ntuned,45\ntie,10\n",
            "--design preferred --after-preferred 45 --before-preferred 20 --ties 10",
        ),
        (
            "model,result,Anzahl\nbase,pass,47\nbase,fail,43\ntuned,pass,59\ntuned,fail,31\n",
            "--design separate --before-right 47 --before-wrong 43 --after-right 59 --after-wrong 31",
        ),
    ],
)
def test_counts_of_outcomes_are_named_as_what_to_type(text: str, typed: str, tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "counts.csv", text))
    assert asked is not None
    assert typed in asked.problems["file"]


def test_pairs_of_scores_with_their_number_are_no_items(tmp_path: Path) -> None:
    rows = [f"{one},{other},{one + other}" for one in range(1, 6) for other in range(1, 6)]
    _, asked = said(given(tmp_path, "counts.csv", "\n".join(["before,after,frequency", *rows])))
    assert asked is not None
    assert "“frequency” says how many items each row stands for (150 in all)" in asked.problems["file"]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Model A,pred spam,pred ham\nactual spam,40,12\nactual ham,9,139\n,,\nModel B,pred spam,pred ham\n"
         "actual spam,46,6\nactual ham,7,141\n", "a row for each item that holds the right answer"),
        ("actual / predicted,cat,dog,bird\ncat,10,2,1\ndog,3,12,0\nbird,0,1,9\n", "confusion matrix"),
        (
            "Model: base,,\nactual,cat,dog\ncat,10,2\ndog,3,12\n,,\n"
            "Model: tuned,,\nactual,cat,dog\ncat,11,1\ndog,2,13\n",
            "confusion matrix",
        ),
        ("Count of correct,Column Labels,,\nRow Labels,Model A,Model B,Grand Total\nbilling,14,19,33\n"
         "returns,22,21,43\nshipping,9,16,25\nGrand Total,45,56,101\n", "with a row for each item"),
        ("Average of score,Column Labels,\nRow Labels,old,new,Grand Total\na,0.5,0.6,0.55\nb,0.4,0.5,0.45\n", "pivot"),
    ],
)  # fmt: skip
def test_confusion_matrices_and_pivot_tables_name_the_way_on(text: str, way: str, tmp_path: Path) -> None:
    answer, asked = said(given(tmp_path, "counts.csv", text))
    assert not answer
    assert asked is not None
    assert way in str(asked)


def test_wins_of_two_models_against_each_other_are_named_as_what_to_type(tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "wins.csv", ",base,tuned\nbase,0,12\ntuned,28,0\n"))
    assert asked is not None
    assert "--design preferred --after-preferred 28 --before-preferred 12 --ties 0" in asked.problems["file"]


def test_wins_of_several_models_are_no_scores(tmp_path: Path) -> None:
    answer, asked = said(given(tmp_path, "wins.csv", "model,gpt,base,tuned\ngpt,,12,9\nbase,8,,5\ntuned,11,15,\n"))
    assert not answer
    assert asked is not None
    assert "no scores" in asked.problems["file"]


def test_shares_of_both_models_do_not_say_of_how_many(tmp_path: Path) -> None:
    text = ",Tuned right,Tuned wrong\nBase right,45.6%,6.7%\nBase wrong,20.0%,27.7%\n"
    _, asked = said(given(tmp_path, "shares.csv", text))
    assert asked is not None
    assert "give the counts" in asked.problems["file"]


def test_counts_by_category_beside_their_total_are_asked_about(tmp_path: Path) -> None:
    file = given(tmp_path, "counts.csv", "Category,Old,New,Total\nbilling,14,19,33\nreturns,22,21,43\nother,9,16,25\n")
    _, asked = said(file)
    assert asked is not None
    assert said(file, **asked.choices[0].fills)[0]
