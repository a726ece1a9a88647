"""A test with users, each in one arm: the column of the arm is offered, however its arms are called."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, pressed, said, table

ARMS = [("A", "B"), ("a", "b"), ("0", "1"), ("1", "2"), ("no", "yes"), ("false", "true"), ("Group A", "Group B")]
ROWS = [(f"u{2 * n + side}", side, pair[side]) for n, pair in enumerate(PAIRS) for side in (1, 0)]


@pytest.mark.parametrize("arms", ARMS)
@pytest.mark.parametrize("heading", ["user_id,group,solved", "user_id,arm,solved", "visitor,bucket,solved"])
def test_two_groups_of_users_are_compared_as_separate_items(
    heading: str, arms: tuple[str, str], tmp_path: Path
) -> None:
    """By hand: 36 of 60 right before, 45 of 60 after, whichever arm stands first in the file."""
    file = given(tmp_path, "ab.csv", table(heading, [(user, arms[side], right) for user, side, right in ROWS]))
    fills: dict[str, str] = {}
    _, asked = said(file)
    assert asked is not None
    if "Column of the model" in str(asked):
        fills = dict(asked.choices[0].fills)
        _, asked = said(file, **fills)
    assert asked is not None
    assert "which model was before" in str(asked)
    fills |= dict(asked.choices[0].fills)
    assert fills["before_column"] == arms[0]
    told, asked = said(file, **fills)
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told
    assert "not pairs" in told


@pytest.mark.parametrize("heading", ["group", "treatment", "is_treatment", "exposed", "ab_test", "cohort", "gruppe"])
def test_an_arm_told_by_a_flag_is_no_metric(heading: str, tmp_path: Path) -> None:
    rows = [(user, side, right, 3.5 + side) for user, side, right in ROWS]
    _, asked = said(given(tmp_path, "ab.csv", table(f"user_id,{heading},solved,rating", rows)))
    assert asked is not None
    assert asked.choices[0].fills == {"model_column": heading}


def test_letters_below_an_unknown_heading_may_be_arms_or_votes(tmp_path: Path) -> None:
    rows = [(user, "AB"[side], right) for user, side, right in ROWS]
    _, asked = said(given(tmp_path, "ab.csv", table("user_id,shown,solved", rows)))
    assert asked is not None
    assert pressed(asked, "tells them apart") == {"model_column": "shown"}
    assert pressed(asked, "who is preferred") == {"after_columns": "shown", "results": "preference"}


@pytest.mark.parametrize("share", [10, 30])
def test_an_arm_may_be_much_smaller_than_the_other(share: int, tmp_path: Path) -> None:
    rows = [(f"u{n}", "B" if n % share == 0 else "A", int(n % 3 > 0)) for n in range(600)]
    _, asked = said(given(tmp_path, "ab.csv", table("user_id,group,solved", rows)))
    assert asked is not None
    assert asked.choices[0].fills == {"model_column": "group"}


def test_a_flag_that_each_item_has_once_with_yes_and_once_with_no_tells_models_apart(tmp_path: Path) -> None:
    rows = [(n, "yes" if side else "no", pair[side]) for n, pair in enumerate(PAIRS) for side in (1, 0)]
    file = given(tmp_path, "flag.csv", table("id,retrieved,correct", rows))
    _, asked = said(file)
    assert asked is not None
    assert asked.choices[0].fills == {"model_column": "retrieved"}
    told, asked = said(file, model_column="retrieved", before_column="no")
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told


def test_a_technique_told_by_a_flag_is_no_metric(tmp_path: Path) -> None:
    rows = [(user, side, right) for user, side, right in ROWS]
    _, asked = said(given(tmp_path, "flag.csv", table("id,rag,correct", rows)))
    assert asked is not None
    assert asked.choices[0].fills == {"model_column": "rag"}


@pytest.mark.parametrize(
    "text",
    [
        "group,users,conversions\nA,1000,200\nB,1010,240\n",
        "variant,visitors,converted,rate\nA,1000,200,20 %\nB,1010,240,23.8 %\n",
        "arm,right,wrong\nA,200,800\nB,240,770\n",
    ],
)
def test_totals_of_groups_are_no_items(text: str, tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "ab.csv", text))
    assert asked is not None
    typed = "--before_right 200 --before_wrong 800 --after_right 240 --after_wrong 770"
    assert f"give the counts instead of the file (--design separate {typed})" in str(asked)


@pytest.mark.parametrize("heading", ["release", "deployment", "build", "version"])
@pytest.mark.parametrize("names", [("1.0", "1.1"), ("v1", "v2"), ("2024.1", "2024.2")])
def test_releases_tell_models_apart_by_numbers_too(names: tuple[str, str], heading: str, tmp_path: Path) -> None:
    rows = [(n, name, pair[side]) for side, name in enumerate(names) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "releases.csv", table(f"id,{heading},correct", rows))
    _, asked = said(file)
    assert asked is not None
    assert asked.choices[0].fills == {"before_column": names[0]}
    told, asked = said(file, before_column=names[0])
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told


def test_two_metrics_of_one_run_are_no_arms(tmp_path: Path) -> None:
    rows = [(n, *pair) for n, pair in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "run.csv", table("id,grounded,correct", rows)))
    assert asked is not None
    assert "one run" in str(asked)
    assert all("model_column" not in press.fills for press in asked.choices)


def test_what_an_arm_is_compared_by_is_named_where_headings_do_not_say(tmp_path: Path) -> None:
    rows = [(user, "AB"[side], 200 + n % 50) for n, (user, side, _) in enumerate(ROWS)]
    file = given(tmp_path, "ab.csv", table("user_id,group,handle_time", rows))
    _, asked = said(file)
    assert asked is not None
    assert asked.choices[0].fills == {"model_column": "group"}
    _, asked = said(file, model_column="group")
    assert asked is not None
    assert [one.fills["result_column"] for one in asked.choices] == ["handle_time"]


@pytest.mark.parametrize("heading", ["id,answer,gpt-4o,llama-3", "id,vote_1,vote_2"])
def test_two_columns_of_letters_are_no_arms(heading: str, tmp_path: Path) -> None:
    rows = [(n, *(["AB"[(n + m) % 2] for m in range(heading.count(","))])) for n in range(60)]
    _, asked = said(given(tmp_path, "letters.csv", table(heading, rows)))
    assert asked is not None
    assert all("model_column" not in press.fills for press in asked.choices)
