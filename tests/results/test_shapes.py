"""Tables in other shapes: JSON by model or by item, headings in two lines, rows that are models, rows of sums."""

import json
import random
from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, said, table


def runs(missing: int = 0) -> dict[str, list[dict[str, object]]]:
    """The results by model, each in an order of its own; the last `missing` items only before."""
    made = {}
    for side, name in enumerate(("base", "tuned")):
        rows: list[dict[str, object]] = [{"id": f"q{n}", "correct": bool(pair[side])} for n, pair in enumerate(PAIRS)]
        rows = rows[: len(rows) - missing * side]
        random.Random(side).shuffle(rows)
        made[name] = rows
    return made


@pytest.mark.parametrize(
    "whole",
    [
        runs(),
        {"made": "today", "runs": runs()},
        {name: {"accuracy": 0.5, "results": rows} for name, rows in runs().items()},
        {name: {row["id"]: row["correct"] for row in rows} for name, rows in runs().items()},
        {name: {row["id"]: int(bool(row["correct"])) for row in rows} for name, rows in runs().items()},
        {f"q{n}": {"base": b, "tuned": a} for n, (b, a) in enumerate(PAIRS)},
        {f"q{n}": {"base": {"ok": b}, "tuned": {"ok": a}} for n, (b, a) in enumerate(PAIRS)},
    ],
)
def test_json_by_model_is_joined_by_id(whole: dict[str, object], tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "runs.json", json.dumps(whole, indent=1)))
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told


def test_a_row_that_one_model_lacks_shifts_no_other(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "runs.json", json.dumps(runs(5))))
    assert asked is None, asked
    assert "55 of 60 items take part" in told


def test_lists_without_ids_go_by_their_places_which_is_told(tmp_path: Path) -> None:
    whole = {name: [{"correct": bool(pair[side])} for pair in PAIRS] for side, name in enumerate(("base", "tuned"))}
    told, asked = said(given(tmp_path, "runs.json", json.dumps(whole)))
    assert asked is None, asked
    assert ANSWER in told
    assert "Item: “place in the list”" in told


SUMS = ["Grand Total", "Total:", "Overall accuracy", "Gesamt", "Accuracy", "MEAN", "TOTAL PASSED"]


@pytest.mark.parametrize("name", SUMS)
def test_rows_of_sums_are_no_items(name: str, tmp_path: Path) -> None:
    rows = [*((f"case {n}", b, a, b + a) for n, (b, a) in enumerate(PAIRS)), (name, 36, 45, 81)]
    told, asked = said(given(tmp_path, "pivot.csv", table("Row Labels,base,tuned,Grand Total", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told


@pytest.mark.parametrize(
    "above",
    [
        "model,base,base,tuned,tuned\nmetric,em,gap,em,gap\nid,,,,\n",
        ",base,base,tuned,tuned\nid,em,gap,em,gap\n",
        ",base,,tuned,\nid,em,gap,em,gap\n",
    ],
)
def test_headings_in_two_lines_are_read_as_one(above: str, tmp_path: Path) -> None:
    rows = "".join(f"{n},{b},{(n % 7) / 10},{a},{(n % 5) / 10}\n" for n, (b, a) in enumerate(PAIRS))
    file = given(tmp_path, "pandas.csv", above + rows)
    _, asked = said(file)
    assert asked is not None
    assert set(asked.problems) == {"metric"}
    told, again = said(file, metric="em")
    assert again is None, again
    assert "Before: “base em”. After: “tuned em”" in told
    assert ANSWER in told


@pytest.mark.parametrize("title", ["", "Marks of both drafts, March\n"])
def test_a_heading_of_one_column_needs_nothing_under_it(title: str, tmp_path: Path) -> None:
    above = f"{title}id,question,old draft,,new draft,,remark\n,,exact,gap,exact,gap,\n"
    rows = "".join(f"{n},Why {n}?,{b},{(n % 7) / 10},{a},{(n % 5) / 10},-\n" for n, (b, a) in enumerate(PAIRS))
    told, asked = said(given(tmp_path, "sheet.csv", above + rows), metric="exact")
    assert asked is None, asked
    assert "Before: “old draft exact”. After: “new draft exact”" in told
    assert ANSWER in told


def test_rows_that_are_models_are_turned_which_is_told(tmp_path: Path) -> None:
    rows = [(name, *(pair[side] for pair in PAIRS)) for side, name in enumerate(("base", "tuned"))]
    heading = ",".join(["model", *(f"q{n}" for n in range(len(PAIRS)))])
    told, asked = said(given(tmp_path, "turned.csv", table(heading, rows)))
    assert asked is None, asked
    assert "its columns are the items, its rows the models" in told
    assert ANSWER in told


@pytest.mark.parametrize("ways", [("{:03}", "{}"), ("{}", "{}.0"), ("Q{:02}", "q{}")])
def test_ids_that_differ_only_in_how_numbers_are_written_meet(ways: tuple[str, str], tmp_path: Path) -> None:
    files = []
    for side, way in enumerate(ways):
        rows = [(way.format(n), pair[side]) for n, pair in enumerate(PAIRS)]
        random.Random(side).shuffle(rows)
        files.append(given(tmp_path, f"{side}.csv", table("id,correct", rows)))
    told, asked = said(*files)
    assert asked is None, asked
    assert "so that" in told
    assert ANSWER in told


def test_what_went_wrong_in_a_row_names_no_metric(tmp_path: Path) -> None:
    rows = [(f"q{n}", b, a, "Timeout error" if n < 3 else "") for n, (b, a) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "runs.csv", table("id,base,tuned,error", rows)))
    assert asked is None, asked
    assert ANSWER in told


def test_models_that_change_sides_are_told_by_name(tmp_path: Path) -> None:
    rows = []
    for n, (before, after) in enumerate(PAIRS):
        names, rate = ["base", "sft"], 1.5 if before == after else 2.0 if after else 1.0
        if n % 2:
            names, rate = names[::-1], 3.0 - rate
        outputs = {"output_1": "x", "generator_1": names[0], "output_2": "y", "generator_2": names[1]}
        rows.append({"instruction": f"q{n}", **outputs, "annotator": "judge", "preference": rate})
    told, asked = said(given(tmp_path, "annotations.json", json.dumps(rows)))
    assert asked is None, asked
    assert "“base” is before, “sft” after" in told
    assert "after wins 57.5 %" in told


def test_rows_without_a_preference_are_counted_one_by_one_though_all_stand_in_one_line(tmp_path: Path) -> None:
    outputs = {"output_1": "x", "generator_1": "base", "output_2": "y", "generator_2": "sft"}
    rows = [{"instruction": f"q{n}", **outputs, "preference": None if n < 3 else 1 + n % 2} for n in range(40)]
    told, asked = said(given(tmp_path, "annotations.json", json.dumps(rows)))
    assert asked is None, asked
    assert "3 rows have no result (line 1)" in told


@pytest.mark.parametrize("heads", ["answer_v1,answer_v2", "text_before,text_after", "opal output,beryl output"])
@pytest.mark.parametrize("gold", [False, True])
def test_texts_that_nobody_judged_are_refused_with_the_way_on(heads: str, gold: bool, tmp_path: Path) -> None:
    rows = [(n, f"Ask {n}", f"Please look at page {n}", f"See page {7 * n} of it") for n in range(30)]
    text = table(f"id,prompt,{heads}", rows)
    if gold:
        text = table(f"id,prompt,{heads},expected", [(*row, f"Turn to page {n}.") for n, row in enumerate(rows)])
    _, asked = said(given(tmp_path, "texts.csv", text))
    assert asked is not None
    if not gold:
        assert "hold texts, and nothing says which are right or better. Have them judged first" in str(asked)
    else:
        assert asked.choices or "expected" in str(asked), asked


def test_a_winner_beside_scores_is_asked_about(tmp_path: Path) -> None:
    rows = [(n, 5 + a, 5 + b, "new" if b > a else "old" if a > b else "tie") for n, (a, b) in enumerate(PAIRS)]
    file = given(tmp_path, "scores.csv", table("id,old_score,new_score,winner", rows))
    _, asked = said(file)
    assert asked is not None
    assert "“winner” says which of two is preferred, “old_score” and “new_score” what each reached" in str(asked)
    for choice, words in zip(
        asked.choices, ("a mean score of 5.75 after", "after is preferred on 23.3 %"), strict=True
    ):
        told, again = said(file, **choice.fills)  # type: ignore[arg-type]
        assert again is None, again
        assert words in told
