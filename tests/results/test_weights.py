"""A column that may say how much each item counts is not passed over: it is reckoned with, asked about, or told."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.statistics.samples import Sample
from tests.results.made import given, pressed, said, table

CHANGES = [-0.05 if n % 10 == 0 else 0.04 + n % 7 / 500 for n in range(30)]
ROWS = [
    (f"t{n}", 500 if n % 10 == 0 else 2 + n % 4, round(0.5 + n / 100, 3), round(0.5 + n / 100 + change, 3))
    for n, change in enumerate(CHANGES)
]
"""Of 30 topics 27 get better, but the three of which most items are get worse."""


@pytest.mark.parametrize("heading", ["n", "count", "Anzahl", "weight", "times asked", "num_questions", "Häufigkeit"])
def test_where_weights_turn_the_verdict_it_is_asked(heading: str, tmp_path: Path) -> None:
    file = given(tmp_path, "topics.csv", table(f"id,{heading},before,after", ROWS))
    told, asked = said(file)
    assert asked is not None, told
    assert set(asked.problems) == {"weight_column"}
    told, again = said(file, **pressed(asked, "Yes"))
    assert again is None, again
    assert "Worse" in told
    assert f"“{heading}” says how much each item counts" in told
    told, again = said(file, **pressed(asked, "No"))
    assert again is None, again
    assert "Better" in told
    assert "Weight:" not in told


def test_a_row_that_stands_for_several_items_is_as_many_of_one_document(tmp_path: Path) -> None:
    case = BeforeAfter(file=given(tmp_path, "topics.csv", table("id,n,before,after", ROWS)), weight_column="n")
    each = [(f"{name}-{k}x", name, *both) for name, many, *both in ROWS for k in range(many)]
    other = BeforeAfter(file=given(tmp_path, "items.csv", table("id,topic,before,after", each)), cluster_column="topic")
    assert case.found.means == pytest.approx(other.found.means)
    assert case.p_value == pytest.approx(other.p_value)
    assert case.found.interval(0.95) == pytest.approx(other.found.interval(0.95))


def test_where_they_turn_nothing_a_line_says_so(tmp_path: Path) -> None:
    rows = [(name, 1 + n % 3, before, before + 0.04 + n % 7 / 100) for n, (name, _, before, _) in enumerate(ROWS)]
    told, asked = said(given(tmp_path, "topics.csv", table("id,n,before,after", rows)))
    assert asked is None, asked
    assert "all count alike, “n” is not used" in told
    assert "Weighed by “n”, the verdict is the same." in told


@pytest.mark.parametrize("heading", ["n", "number", "count"])
def test_what_only_numbers_the_rows_is_no_weight(heading: str, tmp_path: Path) -> None:
    rows = [(f"t{n}", n + 1, *both) for n, (_, _, *both) in enumerate(ROWS)]
    told, asked = said(given(tmp_path, "topics.csv", table(f"id,{heading},before,after", rows)))
    assert asked is None, asked
    assert "is not used" not in told


def test_an_item_without_weight_takes_no_part(tmp_path: Path) -> None:
    rows = [*ROWS, ("none", 0, 0.9, 0.1)]
    found = [
        BeforeAfter(file=given(tmp_path, name, table("id,n,before,after", one)), weight_column="n").found
        for name, one in (("all.csv", rows), ("some.csv", ROWS))
    ]
    assert found[0].means == pytest.approx(found[1].means)
    assert found[0].p_value == pytest.approx(found[1].p_value)


def test_separate_items_are_weighed_too(tmp_path: Path) -> None:
    rows = [(f"{arm}{n}", arm, 1 + n % 5, (n % 5 + (arm == "new")) / 6) for n in range(40) for arm in ("old", "new")]
    file = given(tmp_path, "arms.csv", table("id,arm,weight,score", rows))
    case = BeforeAfter(file=file, weight_column="weight")
    of = [(weight, value) for _, arm, weight, value in rows if arm == "old"]
    assert case.found.means[0] == pytest.approx(sum(w * v for w, v in of) / sum(w for w, _ in of))


def test_weights_all_alike_change_nothing() -> None:
    values = (0.1, 0.4, 0.35, 0.8, 0.2)
    alone, weighed = Sample(values), Sample(values, weights=(2.0,) * 5)
    assert weighed.mean == pytest.approx(alone.mean)
    assert weighed.error == pytest.approx(alone.error)
    assert weighed.p_value == pytest.approx(alone.p_value)


def test_cells_that_are_no_numbers_are_no_weights(tmp_path: Path) -> None:
    rows = [(name, "many", *both) for name, _, *both in ROWS]
    _, asked = said(given(tmp_path, "topics.csv", table("id,n,before,after", rows)), weight_column="n")
    assert asked is not None
    assert "no numbers" in asked.problems["weight_column"]
