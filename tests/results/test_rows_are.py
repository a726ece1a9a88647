"""A form with a row for each rater: whether rows are items or raters is asked where the headings do not settle it."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, pressed, table

MARKS = [(1, 1, 2), (2, 2, 2), (3, 3, 3), (1, 2, 1), (3, 3, 2), (1, 1, 1), (2, 3, 2), (3, 3, 3)]
"""The marks of three raters for each of eight items."""


def _down(first: str, heading: str, *, when: bool = False) -> str:
    """A row for each rater."""
    heads = ",".join([*(["Timestamp"] if when else []), first, *(heading.format(n) for n in range(1, len(MARKS) + 1))])
    rows = [
        [*([f"3/{at + 1}/2025 10:00"] if when else []), f"person {at}", *(marks[at] for marks in MARKS)]
        for at in range(3)
    ]
    return table(heads, rows)


@pytest.fixture
def plain(tmp_path: Path) -> Agreement:
    """The same marks with a row for each item."""
    text = table("item,rater 1,rater 2,rater 3", [(n, *marks) for n, marks in enumerate(MARKS)])
    return Agreement(file=given(tmp_path, "plain.csv", text), scale="nominal")


@pytest.mark.parametrize(
    ("first", "heading", "when"),
    [
        ("Email Address", "How fluent is text {}?", True),
        ("Participant", "Text {}", False),
        ("rater", "s{}", False),
        ("id", "q{}", False),
        ("Name", "{}. Wie klar ist der Satz?", True),
        ("Teilnehmer", "Aussage {}", False),
    ],
)
def test_raters_in_rows_are_asked_about(first: str, heading: str, when: bool, plain: Agreement, tmp_path: Path) -> None:
    file = given(tmp_path, "form.csv", _down(first, heading, when=when))
    with pytest.raises(Refused) as refused:
        Agreement(file=file, scale="nominal").result()
    assert set(refused.value.problems) == {"rows_are"}
    case = Agreement(file=file, scale="nominal", **pressed(refused.value, "Each row is a rater"))  # type: ignore[arg-type]
    assert case.judged is not None
    assert plain.judged is not None
    assert case.judged.coefficient == pytest.approx(plain.judged.coefficient)
    assert "its rows the raters" in case.result().read[0].words


@pytest.mark.parametrize(
    "heading", ["item,rater 1,rater 2,rater 3", "name,anna,ben,carla", "text,coder_a,coder_b,coder_c"]
)
def test_columns_of_raters_are_not_asked_about(heading: str, tmp_path: Path) -> None:
    rows = [(f"text {n}", *marks) for n, marks in enumerate(MARKS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table(heading, rows)), scale="nominal")
    assert case.items == len(MARKS)
