"""Tokens are reckoned without a vocabulary as the tokenizers themselves count them, nearly."""

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.training_file.tokens import ERROR, FAMILIES, MOST, Sample, tokens

TEXTS = Path(__file__).parent / "texts"
TRUE = {
    # Counted with tiktoken 0.14 (o200k_base, cl100k_base) and tokenizers 0.23 (Llama 3, Qwen 3); none of these texts
    # was among those that the weights were fitted to.
    "chinese": (202, 323, 217, 164),
    "code": (239, 235, 235, 237),
    "english": (206, 206, 206, 206),
    "german": (218, 284, 283, 283),
    "json_compact": (278, 278, 278, 343),
    "json_indented": (472, 475, 475, 540),
    "json_lines": (356, 359, 359, 424),
    "table": (543, 543, 543, 793),
}


def text(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", TRUE)
def test_tokens_are_close_to_what_each_tokenizer_counts(name: str) -> None:
    near = 0.1 if name == "chinese" else 0.055
    assert tokens(text(name)) == pytest.approx(TRUE[name], rel=near)


def of_file(tmp_path: Path, texts: list[str], **inputs: Any) -> DatasetCheck:
    lines = [json.dumps({"text": f"{one}{number}"}) for number, one in enumerate(texts)]
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return DatasetCheck(file=given_file(str(path)), **inputs)


@pytest.mark.parametrize("name", TRUE)
def test_the_true_count_of_every_tokenizer_lies_within_the_range(tmp_path: Path, name: str) -> None:
    found = of_file(tmp_path, [text(name)] * 3).estimate
    for true in TRUE[name]:
        assert found.low <= 3 * (true + 8)
        assert 3 * true <= found.high


@pytest.mark.parametrize(("at", "family"), list(enumerate(FAMILIES)))
def test_a_known_tokenizer_narrows_the_range(tmp_path: Path, at: int, family: str) -> None:
    found = of_file(tmp_path, [text("table")], tokenizer=family).estimate
    assert found.total == pytest.approx(TRUE["table"][at], rel=0.06)
    assert (found.high - found.low) / 2 <= ERROR * found.total


def test_the_characters_in_a_token_are_measured_on_the_file(tmp_path: Path) -> None:
    # By hand from the counts above: 1,007 letters in 206 tokens, 885 in 543.
    english, table = (of_file(tmp_path, [text(name)]).letters_per_token for name in ("english", "table"))
    assert english == pytest.approx(len(text("english")) / 206, rel=0.05)
    assert table == pytest.approx(len(text("table")) / 605, rel=0.06)


def test_what_the_sample_leaves_out_is_reckoned_by_its_size(tmp_path: Path) -> None:
    few = of_file(tmp_path, [text("english")] * MOST).estimate
    many = of_file(tmp_path, [text("english")] * 3 * MOST).estimate
    assert many.total == pytest.approx(3 * few.total, rel=0.005)


def test_a_sample_does_not_depend_on_the_order_of_reading() -> None:
    examples = [(blake2b(bytes([number % 251, number // 251])).digest(), number) for number in range(3 * MOST)]
    one, other = Sample(), Sample()
    for digest, place in examples:
        one.add(digest, place, [("user", "Name")], f"river {place}")
    for digest, place in reversed(examples):
        other.add(digest, place, [("user", "Name")], f"river {place}")
    assert one.counted == other.counted
    assert len(one.counted) == MOST
    assert list(one.counted) == list(other.counted)


def test_the_rest_of_a_long_example_is_taken_to_be_like_its_beginning() -> None:
    sample, whole = Sample(), text("english") * 40
    sample.add(b"12345678", 0, [("user", whole)], "")
    assert sample.counted[0] == pytest.approx(tokens(whole), rel=0.02)


def test_the_longest_example_is_known_without_a_look_at_each(tmp_path: Path) -> None:
    """A hundred nearby cases ask for it, each of which would pass over the whole file."""
    several = [text(name) * times for times in (1, 3) for name in ("english", "german", "code", "table")]
    for texts in (several, [text("chinese") * 2, *several] * MOST):
        for name, value in (("depth", "all"), ("letters_per_token", 3.1), ("tokenizer", FAMILIES[0])):
            case = of_file(tmp_path, texts, **{name: value})
            assert case.most_tokens == max(case.estimate.each)
