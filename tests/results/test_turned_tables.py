"""Tables whose rows are models, whose columns are items, are read turned, without what sums a row up."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, said

NUMBERED = [f"q{n}" for n in range(60)]
NAMED = [f"how many {n * 'very '}old bridges" for n in range(60)]
TOTALS: dict[str, Callable[[Sequence[object]], str]] = {
    "accuracy": lambda row: f"{row.count(1) / len(row):.1%}",
    "correct,wrong": lambda row: f"{row.count(1)},{row.count(0)}",
    "score": lambda row: f"{row.count(1)}/{len(row)}",
    "mean": lambda row: f"{row.count(1) / len(row):.3f}",
}


def turned(models: Sequence[str], items: Sequence[str], heading: str = "model", total: str = "") -> str:
    """A row for each model."""
    lines = [",".join([heading, *items, *filter(None, [total])])]
    for side, model in enumerate(models):
        row = [pair[min(side, 1)] for pair in PAIRS]
        lines.append(",".join([model, *map(str, row), *([TOTALS[total](row)] if total else [])]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("total", ["", *TOTALS])
@pytest.mark.parametrize("items", [NUMBERED, NAMED], ids=["numbered", "named"])
def test_they_are_read_turned(items: Sequence[str], total: str, tmp_path: Path) -> None:
    answer, asked = said(given(tmp_path, "rows.csv", turned(("base", "tuned"), items, total=total)))
    assert asked is None, asked
    assert ANSWER in answer
    assert "turned: its columns are the items, its rows the models" in answer
    assert not total or f"“{total.partition(',')[0]}”" in answer


@pytest.mark.parametrize("heading", ["model", ""])
def test_it_is_asked_which_of_several_models_was_before(heading: str, tmp_path: Path) -> None:
    text = turned(("opal", "beryl", "topaz"), NUMBERED, heading, "accuracy")
    _, asked = said(given(tmp_path, "rows.csv", text))
    assert asked is not None
    assert "each row is a model, “opal”, “beryl”, “topaz”" in str(asked)
    assert asked.choices[0].fills == {"before_column": "opal", "after_columns": "beryl, topaz"}


def test_a_table_of_benchmarks_has_no_items(tmp_path: Path) -> None:
    text = (
        "model,MMLU,GSM8K,ARC,HellaSwag,BBH,MATH\nopal,61.2,40.1,55.0,70.3,44.4,20.9\nberyl,63.0,41.5,56.1,71,45,22\n"
    )
    _, asked = said(given(tmp_path, "rows.csv", text))
    assert "holds no items" in str(asked)
