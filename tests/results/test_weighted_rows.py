"""Pairs of labels with their number: every item counts, no weight is passed over without a word."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, table

COUNTS = [("hate", "hate", 21), ("hate", "none", 6), ("none", "hate", 4), ("none", "none", 40)]
KAPPA = (61 / 71 - (27 * 25 + 44 * 46) / 71**2) / (1 - (27 * 25 + 44 * 46) / 71**2)
"""By hand: 61 of 71 agree; “hate” is given 27 and 25 times."""


@pytest.mark.parametrize(
    "heading",
    [
        "annotator A,annotator B,count", "human,judge,Anzahl", "r1,r2,n", "coder1,coder2,number of items",
        "anna,ben,freq", "rater 1,rater 2,weight",
    ],
)  # fmt: skip
def test_a_row_counts_as_many_items_as_it_says(heading: str, tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, "pairs.csv", table(heading, COUNTS)))
    assert case.items == 71
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)
    assert f"“{heading.split(',')[2]}” says how many items each row stands for" in case.result().read[0].words


def test_rows_that_are_numbered_and_counted(tmp_path: Path) -> None:
    rows = [(n, *row) for n, row in enumerate(COUNTS, 1)]
    assert Agreement(file=given(tmp_path, "pairs.csv", table("id,r1,r2,count", rows))).items == 71


def test_numbers_of_another_name_beside_each_pair_are_asked_about(tmp_path: Path) -> None:
    file = given(tmp_path, "pairs.csv", table("anna,ben,x", COUNTS))
    with pytest.raises(Refused, match="call the column “count”") as refused:
        Agreement(file=file).result()
    assert Agreement(file=file, **refused.value.choices[0].fills).items == 4  # type: ignore[arg-type]


@pytest.mark.parametrize("heading", ["id,r1,r2,weight", "id,r1,r2,Gewicht", "text,r1,r2,sample weight"])
def test_weights_of_items_are_asked_about(heading: str, tmp_path: Path) -> None:
    rows = [(f"q{n}", *COUNTS[n % 4][:2], n % 5 / 10) for n in range(30)]
    file = given(tmp_path, "labels.csv", table(heading, rows))
    with pytest.raises(Refused, match="may say how much each row counts") as refused:
        Agreement(file=file).result()
    case = Agreement(file=file, **refused.value.choices[0].fills)  # type: ignore[arg-type]
    line = next(one for one in case.result().read if one.label == "Item")
    assert line.words.endswith("30 items; all count alike, “" + heading.split(",")[3] + "” is not used")
