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


IDS = {
    "hexadecimal": ["5f3a9c1e", "a81b22d7", "ffe0c4b9", "61d8b20a", "b7c3de4f"],
    "with a prefix": ["R_49e47176-f3e4", "R_bfd8ef68-d2f9", "R_57be5e2b-4ade", "R_23f4770a-2727", "R_f8708bbe-d9fd"],
    "numbers": ["1", "2", "17", "203", "5"],
    "names": ["ann7", "ann12", "kim3", "lee", "zoë"],
}


@pytest.mark.parametrize("ids", IDS.values(), ids=IDS)
def test_every_row_is_a_rater_whatever_it_is_called_and_however_it_labels(ids: list[str], tmp_path: Path) -> None:
    heads = ",".join(["Participant", *(f"Q{n}" for n in range(1, len(MARKS) + 1))])
    rows = [[name, *(marks[at] if at < 3 else at - 1 for marks in MARKS)] for at, name in enumerate(ids)]
    case = Agreement(file=given(tmp_path, "f.csv", table(heads, rows)), scale="ordinal", rows_are="raters")
    assert set(case.guess().raters) == set(ids)
    assert not case.guess().aside


def test_columns_called_by_ids_are_raters_as_well(tmp_path: Path) -> None:
    ids = IDS["with a prefix"]
    rows = [(f"text {n}", *marks, *marks[:2]) for n, marks in enumerate(MARKS)]
    text = table(",".join(("item", *ids)), rows)
    case = Agreement(file=given(tmp_path, "labels.csv", text), scale="ordinal")
    assert set(case.guess().raters) == set(ids)


def test_a_row_called_like_an_agreed_label_is_asked_about(tmp_path: Path) -> None:
    heads = ",".join(["Participant", *(f"Q{n}" for n in range(1, len(MARKS) + 1))])
    rows = [[name, *(marks[at % 3] for marks in MARKS)] for at, name in enumerate(["a1", "b2", "c3", "majority"])]
    file = given(tmp_path, "f.csv", table(heads, rows))
    with pytest.raises(Refused, match="majority") as refused:
        Agreement(file=file, scale="ordinal", rows_are="raters").result()
    case = Agreement(file=file, scale="ordinal", rows_are="raters", **pressed(refused.value, "No"))  # type: ignore[arg-type]
    assert case.guess().raters == ("a1", "b2", "c3")
