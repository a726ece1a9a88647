"""Losses, errors, costs: the sentence, the margin, the link to keep say that less is better."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.given_file import GivenFile
from tests.results.made import given, table

RATES = [(n, 0.30 + 0.01 * (n % 7), 0.30 + 0.01 * (n % 5)) for n in range(40)]


@pytest.fixture
def rates(tmp_path: Path) -> GivenFile:
    return given(tmp_path, "wer.csv", table("id,wer_before,wer_after", RATES))


def test_a_margin_of_what_should_be_small_is_a_rise(rates: GivenFile) -> None:
    answer = BeforeAfter(file=rates, better="less", margin=0.05).result().answer
    swapped = {"before_column": "wer_after", "after_columns": "wer_before"}
    other = BeforeAfter(file=rates, better="less", margin=0.05, **swapped).result().answer  # type: ignore[arg-type]
    assert answer.startswith("Better: ")
    assert other.startswith("Not worse than by 0.05: a mean score of 0.329 after, 0.32 before")
    assert other.endswith("and you allow 0.05 points more.")


def test_the_link_to_keep_gives_the_same_answer_without_the_file(rates: GivenFile) -> None:
    first = BeforeAfter(file=rates, better="less", margin=0.001)
    [keep] = [step for step in first.result().plan if step.when == "To keep"]
    texts = {name: values[0] for name, values in parse_qs(keep.query).items()}
    again = BeforeAfter.read(texts)
    assert not again.problems
    assert not again.unknown
    assert again.calculator.result().answer == first.result().answer
    assert "better" not in again.calculator.idle


@pytest.mark.parametrize(("better", "verdict"), [("less", "worse"), ("more", "better"), ("guess", "better")])
def test_typed_means_say_which_way_is_better(better: str, verdict: str) -> None:
    case = BeforeAfter(design="scored", mean_before=0.5, mean_after=0.6, spread=0.2, scored_items=100, better=better)
    result = case.result()
    assert result.verdict == verdict
    assert "0.1 points more" in result.answer
    assert result.figures[0].value == pytest.approx(0.1)


def test_of_counts_more_that_are_right_is_better_whatever_is_said() -> None:
    assert "better" in BeforeAfter(better="less").idle
    assert BeforeAfter(better="less").result().answer == BeforeAfter().result().answer
