"""Further comparisons of one file: slices of its items, metrics beside the answer, which model no other beats."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.given_file import GivenFile, given_file
from calculators.kit.inputs import Refused
from calculators.kit.model import Table

HEAD = "id,topic,faith_before,faith_after,cost_before,cost_after"
ROWS = (
    "1,a,0.5,0.7,1.2,0.4", "2,a,0.6,0.7,1.1,0.5", "3,a,0.7,0.75,1.3,0.4", "4,b,0.4,0.6,1.2,0.3", "5,b,0.6,0.65,1.0,0.5",
    "6,b,0.5,0.8,1.2,0.4", "7,b,0.55,0.7,1.1,0.45", "8,a,0.65,0.6,1.4,0.4",
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> GivenFile:
    path = tmp_path / "metrics.csv"
    path.write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    return given_file(str(path))


def tables(case: BeforeAfter) -> dict[str, Table]:
    result = case.result()
    return {table.title: table for table in (result.table, *result.more_tables) if table}


def test_every_slice_is_compared_by_itself_under_one_error(file: GivenFile) -> None:
    """By scipy's ttest_rel: topic a p = 0.2452, topic b 0.04365; by Holm b counts twice, 0.0873."""
    rows = tables(BeforeAfter(file=file, slice_column="topic"))["Slice by slice"].rows
    assert [(row[0], row[1], row[4], row[7]) for row in rows] == [
        ("a", "4", "0.075", "0.245"),
        ("b", "4", "0.175", "0.0873"),
    ]


def test_further_metrics_stand_beside_the_answer_each_in_its_own_direction(file: GivenFile) -> None:
    found = tables(BeforeAfter(file=file, metrics="faith, cost: less"))
    assert [(row[0], row[6]) for row in found["Every metric"].rows] == [("faith", "better"), ("cost", "better")]
    assert found["Every metric"].rows[1][4].endswith("0.769")
    assert [row[-1] for row in found["Which model no other beats"].rows] == ["yes", "no"]
    front = tables(BeforeAfter(file=file, metrics="faith, cost: more"))["Which model no other beats"]
    assert [row[-1] for row in front.rows] == ["no", "no"]


@pytest.mark.parametrize(
    ("inputs", "field", "words"),
    [
        ({"slice_column": "nope"}, "slice_column", "Column of the slices: there is no “nope”; the file has “id”"),
        ({"metrics": "nope"}, "metrics", "Further metrics: “nope”: "),
        ({"metrics": "cost"}, "metrics", "Type “cost: less” or “cost: more”"),
        ({"metrics": "cost: up"}, "metrics", "after a colon stands less or more"),
    ],
)
def test_what_cannot_be_taken_is_refused_under_its_field(
    file: GivenFile, inputs: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=file, **inputs).result()  # type: ignore[arg-type]
    assert words in refused.value.problems[field]
