"""Rows that count how many raters gave an item a label are no labels of raters: all those raters count."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.statistics.agreement import NOMINAL
from tests.results.made import given, table

VOTES = [(5, 0), (4, 1), (0, 5), (2, 3), (5, 0), (1, 4), (3, 2), (0, 5)] * 3


def _file(heading: str, words: tuple[str, str] = ("toxic", "ok")) -> str:
    rows = [(f"t{n}", word, many) for n, one in enumerate(VOTES) for word, many in zip(words, one, strict=True) if many]
    return table(heading, rows)


@pytest.mark.parametrize(
    "heading",
    [
        "item,label,votes", "text_id,label,count", "item,category,n", "Satz,Label,Stimmen", "item,label,annotators",
        "item,label,num_annotators", "question,answer,number of raters",
    ],
)  # fmt: skip
def test_every_rater_that_a_row_counts_is_one(heading: str, tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, "votes.csv", _file(heading)))
    typed = Agreement(design="several", table=tuple(VOTES))  # type: ignore[arg-type]
    assert case.items == len(VOTES)
    assert case.judged is not None
    assert typed.judged is not None
    assert case.scale == NOMINAL
    assert case.judged.coefficient == pytest.approx(typed.judged.coefficient)
    assert "says how many raters gave an item" in case.result().read[0].words


@pytest.mark.parametrize("heading", ["item,label,rater", "item,label,worker"])
def test_numbers_of_raters_are_no_counts(heading: str, tmp_path: Path) -> None:
    rows = [(f"t{n // 3}", "ab"[n * 7 % 5 > 2], n % 3 + 1) for n in range(60)]
    case = Agreement(file=given(tmp_path, "labels.csv", table(heading, rows)))
    assert case.ratings is not None
    assert len(case.ratings.raters) == 3
