"""Beside the verdict on a file: a judge put right by people, pairs in both orders, runs of an item."""

import json
from pathlib import Path

import pytest

from calculators.__main__ import main
from calculators.before_after import BeforeAfter
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.kit.model import Result
from tests.exports.samples import lines
from tests.results.made import given, pressed, said, table

JUDGED = (1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1)
PEOPLE = (1, 0, 1, 1, "", "", "", "", "", "", "", "")
"""The judge's results after and people's, which before are 0: by hand the difference is 0.8646, the weight 11 / 24."""

BOTH_WAYS = [("AFTER", "AFTER")] * 8 + [("BEFORE", "BEFORE")] * 2 + [("AFTER", "BEFORE")] * 9 + [("BEFORE", "AFTER")]
"""Who is preferred with the answer after first, then second: ten pairs judged alike, nine by the first place."""


def wide(folder: Path) -> GivenFile:
    rows = [
        (n, 0, one, "" if label == "" else 0, label) for n, (one, label) in enumerate(zip(JUDGED, PEOPLE, strict=True))
    ]
    return given(folder, "wide.csv", table("id,judge_before,judge_after,human_before,human_after", rows))


def long(folder: Path) -> GivenFile:
    rows = [(n, "base", 0, "" if label == "" else 0) for n, label in enumerate(PEOPLE)]
    rows += [(n, "tuned", one, label) for n, (one, label) in enumerate(zip(JUDGED, PEOPLE, strict=True))]
    return given(folder, "long.csv", table("id,model,judge,human", rows))


def figures(result: Result) -> dict[str, float | None]:
    return {one.key: one.value for one in result.figures}


def tables(result: Result) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {one.title: one.rows for one in (result.table, *result.more_tables) if one}


@pytest.mark.parametrize("layout", [wide, long])
def test_peoples_labels_put_right_what_a_judge_says(layout: object, tmp_path: Path) -> None:
    file = layout(tmp_path)  # type: ignore[operator]
    _, asked = said(file)
    assert asked is not None
    result = BeforeAfter(file=file, **pressed(asked, "put right by people")).result()
    found = figures(result)
    assert found["difference"] == pytest.approx(86.4583, abs=1e-3)
    assert (found["labelled"], found["judge_weight"]) == (4, pytest.approx(100 * 11 / 24))
    assert found["judge_difference"] == pytest.approx(100 * 8 / 12)
    assert result.verdict == "unclear"  # four labels are too few for a test, whatever the judge says
    assert "4 of 12 items have them" in " ".join(one.words for one in result.read)
    assert "put right, 86.5 points more" in " ".join(result.notices)


def kind_judge(folder: Path, people: object = lambda n: n % 2) -> GivenFile:
    """A judge calls nearly all answers after right; people see no difference on the 40 that they labelled."""
    rows = []
    for n in range(200):
        label = people(n) if n < 40 else ""  # type: ignore[operator]
        rows.append((f"q{n}", n % 2, 1 if n % 10 else 0, n % 2 if n < 40 else "", label))
    return given(folder, "kind.csv", table("id,judge_before,judge_after,human_before,human_after", rows))


COLUMNS = {"metric": "judge", "people_columns": "human_before, human_after"}


def test_a_judge_who_is_kind_to_one_model_makes_no_verdict(tmp_path: Path) -> None:
    file = kind_judge(tmp_path)
    assert BeforeAfter(file=file, metric="judge").result().verdict == "better"
    result = BeforeAfter(file=file, **COLUMNS).result()
    assert result.verdict == "unclear"
    assert figures(result)["difference"] == pytest.approx(0, abs=1e-9)
    rows = tables(result)["How the judge errs"]
    assert [row[:3] for row in rows] == [
        ("before", "100 % (83.9 to 100)", "100 % (83.9 to 100)"),
        ("after", "100 % (83.9 to 100)", "20 % (8.07 to 41.6)"),
    ]
    assert not any(step.calculator for step in result.plan)


def test_where_people_labelled_every_item_their_labels_alone_count(tmp_path: Path) -> None:
    rows = [(n, n % 2, 1, n % 2, n % 2 if n % 5 else 1) for n in range(60)]
    file = given(tmp_path, "all.csv", table("id,judge_before,judge_after,human_before,human_after", rows))
    alone = BeforeAfter(file=file, metric="human").result()
    result = BeforeAfter(file=file, **COLUMNS).result()
    assert result.answer == alone.answer
    assert "people labelled every item" in " ".join(one.words for one in result.read)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("human_before", "name two columns, those of the model before, then of the one after; you name 1"),
        ("human_before, nobody", "there is no column “nobody”; the file has “id”"),
    ],
)
def test_columns_of_people_that_cannot_be_are_refused_by_name(columns: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=wide(tmp_path), metric="judge", people_columns=columns).result()
    assert words in refused.value.problems["people_columns"]


def test_two_labels_are_too_few(tmp_path: Path) -> None:
    rows = [(n, 0, n % 2, 0 if n < 2 else "", 1 if n < 2 else "") for n in range(30)]
    file = given(tmp_path, "two.csv", table("id,judge_before,judge_after,human_before,human_after", rows))
    with pytest.raises(Refused, match="2 items have people’s labels both before and after; at least 3 items"):
        BeforeAfter(file=file, **COLUMNS).result()


def test_two_files_with_a_judge_beside_people(tmp_path: Path) -> None:
    parts = []
    for name, side in (("base", [0] * 12), ("tuned", JUDGED)):
        labels = [one if name == "tuned" or one == "" else 0 for one in PEOPLE]
        parts.append(
            given(tmp_path, f"{name}.csv", table("id,judge,human", list(zip(range(12), side, labels, strict=True))))
        )
    told, asked = said(*parts, result_column="judge", people_columns="human")
    assert asked is None, asked
    assert "put right, 86.5 points more" in told


def test_the_command_line_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--metric", "judge", "--people-columns", "human_before, human_after", "--json"]
    main(["before-after", str(wide(tmp_path).path), *options])
    record = json.loads(capsys.readouterr().out)
    assert record["figures"]["difference"]["value"] == pytest.approx(86.4583, abs=1e-3)
    assert record["figures"]["labelled"]["value"] == 4


def by_sides() -> str:
    """Rows that name the models of both sides."""
    rows = []
    for n, (first, second) in enumerate(BOTH_WAYS):
        rows.append((n, "tuned", "base", "model_a" if first == "AFTER" else "model_b"))
        rows.append((n, "base", "tuned", "model_b" if second == "AFTER" else "model_a"))
    return table("id,model_a,model_b,winner", rows)


def by_order() -> str:
    """Rows that name the order, the winner by place."""
    rows = []
    for n, (first, second) in enumerate(BOTH_WAYS):
        rows.append((n, "BA", "first" if first == "AFTER" else "second"))
        rows.append((n, "AB", "second" if second == "AFTER" else "first"))
    return table("id,order,winner", rows)


def by_column() -> str:
    """A column for each order, the winner by model."""
    named = {"AFTER": "tuned", "BEFORE": "base"}
    return table("id,winner_ba,winner_ab", [(n, named[one], named[two]) for n, (one, two) in enumerate(BOTH_WAYS)])


def games() -> str:
    """Two games of MT-Bench."""
    sides = {"AFTER": "model_1", "BEFORE": "model_2"}
    pair = {"model_1": "tuned", "model_2": "base", "turn": 1}
    return lines(
        [
            pair | {"question_id": n, "g1_winner": sides[one], "g2_winner": sides[two]}
            for n, (one, two) in enumerate(BOTH_WAYS)
        ]
    )


@pytest.mark.parametrize("layout", [by_sides, by_order, by_column, games])
def test_pairs_judged_in_both_orders_tell_the_favourite_place(layout: object, tmp_path: Path) -> None:
    """By hand: 8 for after, 2 for before; 9 of 10 others went to the first place, p = 22 / 1,024."""
    file = given(tmp_path, "pairs.txt", layout())  # type: ignore[operator]
    inputs = {"after_columns": "winner_ba + winner_ab"} if layout is by_column else {}
    result = BeforeAfter(file=file, **inputs).result()  # type: ignore[arg-type]
    found = figures(result)
    assert (found["consistent"], found["place_bias"]) == (50, 40)
    assert found["place_p_value"] == pytest.approx(22 / 1024)
    assert "after is preferred on 40 %, before on 10 %" in result.answer
    assert "The judge favours the first place: of 10 pairs" in " ".join(result.notices)
    assert [row[1] for row in tables(result)["The same pairs with places changed"]] == ["8", "2", "0", "9", "1", "0"]


def test_whether_a_is_a_place_or_a_model_is_asked_where_places_change(tmp_path: Path) -> None:
    rows = [(n, order, "A" if n % 3 else "B") for n in range(30) for order in ("AB", "BA")]
    file = given(tmp_path, "ab.csv", table("id,order,winner", rows))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert "Is “A” the place or the model?" in str(asked)
    place, _ = said(file, **pressed(asked, "A place"))
    model, _ = said(file, **pressed(asked, "A model"))
    assert "after is preferred on 0 %, before on 0 %" in place
    assert "after is preferred on 33.3 %, before on 66.7 %" in model


def test_several_columns_of_winners_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, "tuned" if n % 3 else "base", "base" if n % 4 else "tuned") for n in range(30)]
    file = given(tmp_path, "two.csv", table("id,winner_judge,winner_human", rows))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert set(asked.problems) == {"after_columns"}
    assert "after is preferred on 66.7 %" in said(file, **pressed(asked, "“winner_judge” counts"))[0]
    assert "after is preferred on 26.7 %" in said(file, **pressed(asked, "put right by people"))[0]


def test_a_model_that_always_stood_second_is_told_of(tmp_path: Path) -> None:
    rows = [(n, "base", "tuned", "model_b" if n % 3 else "model_a") for n in range(30)]
    told, _ = said(given(tmp_path, "one.csv", table("id,model_a,model_b,winner", rows)))
    assert "The model after always stood second. A judge may favour a place" in told


def test_runs_tell_how_far_one_answer_varies(tmp_path: Path) -> None:
    """By hand: before 1, 1/3, 2/3, 0 of three runs, so that answers vary by √((2/3 + 2/3) / 8) = 0.408; after never."""
    before = ((1, 1, 1), (0, 1, 0), (1, 0, 1), (0, 0, 0))
    rows = [(f"q{n}", "base", k, one) for n, runs in enumerate(before) for k, one in enumerate(runs)]
    rows += [(f"q{n}", "tuned", k, 1) for n in range(4) for k in range(3)]
    result = BeforeAfter(file=given(tmp_path, "runs.csv", table("item,model,run,correct", rows))).result()
    found = figures(result)
    assert (found["noise_before"], found["noise_after"]) == (pytest.approx(100 * (1 / 6) ** 0.5), 0)
    assert found["runs_share"] == pytest.approx(100 * (1 / 6 / 3) / (5 / 27))
    assert tables(result)["Over the runs"][0][4:] == ("25 %", "50 %", "25 %")


def test_without_runs_nothing_is_said_of_them(tmp_path: Path) -> None:
    rows = [(n, n % 2, 1) for n in range(20)]
    result = BeforeAfter(file=given(tmp_path, "plain.csv", table("id,before,after", rows))).result()
    assert "Over the runs" not in tables(result)
    assert "noise_before" not in figures(result)
