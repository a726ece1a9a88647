"""Rows that are no items, as counts of wins or a list of models with their ratings, are refused with a way on."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.inputs import Refused
from tests.results.made import given, said, table

BUILDS = ("stable", 2), ("nightly", 3)
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


@pytest.mark.parametrize(
    "text",
    [
        "benchmark,base,tuned\nMMLU,61.2,62.5\nGSM8K,44.1,55.9\nARC-C,52.1,53.0\nHellaSwag,77.2,78.1\n",
        "task,before,after\nMMLU,0.61,0.62\nGSM8K,0.44,0.56\ncontracts,0.52,0.53\n",
        "category,n,acc_base,acc_tuned\nlaw,20,0.55,0.6\ntax,40,0.5,0.55\nhealth,30,0.3,0.4\n",
        "week,items,pass_rate_old,pass_rate_new\nw-a,200,0.55,0.6\nw-b,210,0.5,0.55\nw-c,190,0.3,0.4\n",
    ],
)
def test_means_of_whole_sets_are_asked_about(text: str, tmp_path: Path) -> None:
    file = given(tmp_path, "card.csv", text)
    with pytest.raises(Refused, match="each row seems to be a whole set") as refused:
        BeforeAfter(file=file).result()
    assert BeforeAfter(file=file, **refused.value.choices[0].fills).found.items == len(text.splitlines()) - 1  # type: ignore[arg-type]


def test_two_variants_with_counts_are_given_as_what_can_be_typed(tmp_path: Path) -> None:
    file = given(tmp_path, "ab.csv", "variant,thumbs_up,thumbs_down\ntreatment,455,160\ncontrol,412,188\n")
    with pytest.raises(Refused, match="--before_right 412 --before_wrong 188 --after_right 455 --after_wrong 160"):
        BeforeAfter(file=file).result()


def test_votes_of_an_item_are_asked_about_and_count_together(tmp_path: Path) -> None:
    rows = "".join(f"q{n},{n % 3},{5 - n % 3 - n % 2},{n % 2}\n" for n in range(30))
    file = given(tmp_path, "votes.csv", f"item,votes_base,votes_tuned,votes_tie\n{rows}")
    with pytest.raises(Refused, match="seem to count votes of each item") as refused:
        BeforeAfter(file=file).result()
    assert BeforeAfter(file=file, **refused.value.choices[0].fills).found.items == 30  # type: ignore[arg-type]


@pytest.mark.parametrize("heading", ["delta", "score difference", "Verbesserung"])
def test_differences_alone_are_given_as_what_can_be_typed(heading: str, tmp_path: Path) -> None:
    """By hand: 0.1 and 0.3 in turn have the mean 0.2 and the standard deviation 0.1 × √(4 / 3)."""
    file = given(tmp_path, "delta.csv", f"item,{heading}\n" + "a,0.1\nb,0.3\nc,0.1\nd,0.3\n")
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=file).result()
    assert "--mean_before 0 --mean_after 0.2 --spread 0.11547 --scored_items 4" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "metric,base,tuned\naccuracy,0.52,0.66\nf1,0.5,0.6\nlatency,300,200\ncost,1,2\n",
        "Kennzahl;vorher;nachher\nGenauigkeit;0,52;0,66\nF1;0,5;0,6\nLatenz;300;200\n",
        ",old,new\nBLEU,0.52,0.66\nROUGE-L,0.5,0.6\nchrF,0.3,0.2\n",
        "measure,before,after\nprecision,0.52,0.66\nrecall,0.5,0.6\n",
    ],
)
def test_rows_that_are_metrics_are_asked_about(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="each row seems to be a metric of a whole set"):
        BeforeAfter(file=given(tmp_path, "metrics.csv", text)).result()


@pytest.mark.parametrize("name", ["F{}", "WER_{}.wav", "recall question {}"])
def test_items_called_like_one_metric_are_items(name: str, tmp_path: Path) -> None:
    rows = [(name.format(n), n % 2, int(n % 3 > 0)) for n in range(12)]
    case = BeforeAfter(file=given(tmp_path, "items.csv", table("Nr,before,after", rows)))
    assert case.found.items == 12


METRICS = "metric,value\nprecision,{}\nf1,{}\nbleu,{}\n"
REPORT = "label,precision,recall,f1-score,support\ncat,{},0.8,{},50\ndog,0.7,{},0.75,40\n"
CONFUSION = ",pred yes,pred no\nactual yes,{},12\nactual no,{},{}\n"


@pytest.mark.parametrize(
    ("text", "words"), [(METRICS, "a metric of a whole set"), (REPORT, "a class of a report"), (CONFUSION, "confusion")]
)
def test_two_files_of_totals_are_no_items_either(text: str, words: str, tmp_path: Path) -> None:
    files = [
        given(tmp_path, f"{name}.csv", text.format(*numbers))
        for name, numbers in (("base", (40, 55, 42)), ("tuned", (43, 61, 45)))
    ]
    with pytest.raises(Refused, match=words):
        BeforeAfter(file=files[0], after_file=files[1]).result()


def test_a_report_by_class_is_no_list_of_items(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="a class of a report"):
        BeforeAfter(file=given(tmp_path, "report.csv", REPORT.format(0.9, 0.8, 0.7))).result()


@pytest.mark.parametrize(
    ("first", "cell"),
    [
        ("Time", "2026-11-{:02} 00:00:00"),
        ("date", "2026-11-{:02}"),
        ("Datum", "{:02}.11.2026"),
        ("week", "W{}"),
        ("day", "{}"),
    ],
)
@pytest.mark.parametrize(
    ("heads", "percent"),
    [
        (("v1 pass rate", "v2 pass rate"), False),
        (("accuracy_old", "accuracy_new"), False),
        (("old", "new"), True),
        (("csat pct before", "csat pct after"), False),
    ],
)
def test_rates_by_day_are_no_items(
    first: str, cell: str, heads: tuple[str, str], percent: bool, tmp_path: Path
) -> None:
    sign = "%" if percent else ""
    rows = [(cell.format(n), f"{71.5 + n % 5}{sign}", f"{76.25 + n % 4}{sign}") for n in range(1, 22)]
    file = given(tmp_path, "board.csv", table(",".join((first, *heads)), rows))
    sides = {"before_column": heads[0], "after_columns": heads[1]}
    told, refused = said(file, better="more", **sides)
    assert refused is not None, told
    assert set(refused.problems) == {"results"}
    told, refused = said(file, better="more", **sides, **refused.choices[0].fills)
    assert refused is None, refused


def test_rates_by_day_of_two_models_below_each_other_are_no_items(tmp_path: Path) -> None:
    rows = [
        (f"2026-11-{n:02}", who, f"{70.5 + n % 5 + 4 * (who == 'v2')}") for n in range(1, 22) for who in ("v1", "v2")
    ]
    told, refused = said(given(tmp_path, "board.csv", table("date,variant,pass_rate", rows)), before_column="v1")
    assert refused is not None, told
    assert set(refused.problems) == {"results"}


def test_items_with_the_time_of_their_call_are_items(tmp_path: Path) -> None:
    rows = [(f"2026-11-02T10:{n:02}:00", f"q{n}", 0.5 + n % 5 / 10, 0.6 + n % 4 / 10) for n in range(40)]
    told, refused = said(given(tmp_path, "calls.csv", table("time,id,accuracy_before,accuracy_after", rows)))
    assert refused is None, refused
    assert "40 of 40 items" in told


@pytest.mark.parametrize("named", [{"before_column": "m1", "after_columns": "m3"}, {"before_column": "m1"}])
def test_rows_that_are_models_are_refused_though_two_are_named(named: dict[str, str], tmp_path: Path) -> None:
    rows = [(f"m{n}", 1200 + 7 * n, 900 + 31 * n, "acme") for n in range(6)]
    file = given(tmp_path, "board.csv", table("Model,Arena Score,Votes,Organization", rows))
    told, asked = said(file, **named)
    assert asked is not None, told
    assert "each row is another model" in next(iter(asked.problems.values()))


@pytest.mark.parametrize("of", [1, 30, 0.3])
def test_items_as_columns_may_end_in_their_total(of: float, tmp_path: Path) -> None:
    marks = {name: [int(n % k > 0) for n in range(30)] for name, k in (("baseline", 2), ("tuned", 3))}
    rows = "".join(f"{name},{','.join(map(str, one))},{sum(one) / of:.3f}\n" for name, one in marks.items())
    heading = ",".join(f"q{n}" for n in range(1, 31))
    found = BeforeAfter(file=given(tmp_path, "wide.csv", f"system,{heading},overall\n{rows}")).found
    assert found.items == 30


def test_a_build_is_a_model(tmp_path: Path) -> None:
    rows = "".join(f"q{n},{build},{n % k > 0:d},{n % 4 == 0:d}\n" for n in range(30) for build, k in BUILDS)
    with pytest.raises(Refused) as refused:
        BeforeAfter(
            file=given(tmp_path, "builds.csv", f"item,build,score,flag\n{rows}"), result_column="score"
        ).result()
    assert "“build” names “stable”, “nightly”" in next(iter(refused.value.problems.values()))
