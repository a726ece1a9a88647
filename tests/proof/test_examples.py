"""Worked examples stand in data/examples, read as strictly as any table."""

from pathlib import Path

import pytest

from calculators import CLASSES, calculator, calculators
from calculators.figures.tables import DATA
from calculators.kit.model import Calculator
from calculators.kit.strict import DataError
from calculators.proof.cases import cases
from calculators.proof.examples import examples

FOLDER = DATA / "examples"


def test_every_calculator_has_examples_and_every_file_has_a_calculator() -> None:
    assert {path.stem for path in FOLDER.iterdir()} <= set(CLASSES)
    assert all(len(examples(calculator(slug))) > 1 for slug in CLASSES)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("calls_per_day:", "calls_a_day:", "break-even, example '.*': 'calls_a_day' is not an input"),
        ("cache_hits: '0'", "cache_hits: '101'", "break-even, example '.*': Calls that hit the cache: 101 is"),
        ("answer: Never", "said: Never", "'said' is not a key here"),
        ("payback_months: null", "payback_months: never", "a number is needed, not text"),
    ],
)
def test_a_mistake_in_an_example_is_told_with_its_place(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    text = (FOLDER / "break-even.yaml").read_text("utf-8")
    assert right in text
    (tmp_path / "break-even.yaml").write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(DataError, match=message):
        examples(calculator("break-even"), tmp_path)


DATED = [kind for kind in calculators() if "start" in kind.inputs()]


@pytest.mark.parametrize("kind", DATED, ids=lambda kind: kind.slug)
def test_an_example_of_a_calculator_with_a_first_day_names_it_so_that_it_holds_on_any_day(
    kind: type[Calculator],
) -> None:
    assert [example.title for example in examples(kind) if "start" not in example.inputs] == []


def test_a_published_result_names_its_first_day_too() -> None:
    dated = {kind.slug for kind in DATED}
    assert [key for key, case in cases().items() if case.calculator in dated and "start" not in case.inputs] == []
