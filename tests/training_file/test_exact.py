"""On the command line tokens are counted by an installed tokenizer, or it is said why they cannot be."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from calculators.__main__ import main
from calculators.training_file import exact

FRAME = 3 * 2 + 3 + 2
"""Tokens around two messages and their example, as OpenAI counted them: three for each, one for the name of a role."""


@pytest.fixture(autouse=True)
def estimated_again() -> Iterator[None]:
    yield
    exact.count_with("")


@pytest.fixture
def train(tmp_path: Path) -> Path:
    turns = [("How far is it?", "Four miles."), ("How far is it now?", "Three miles and a half."), ("Far?", "No.")]
    lines = [
        json.dumps({"messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]})
        for asked, answer in [*turns, turns[0]]
    ]
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join(lines))
    return path


WORDS = 4 + 2 + 5 + 5 + 1 + 1
"""The words of the three examples that differ."""


def tiktoken(monkeypatch: pytest.MonkeyPatch, *, here: bool) -> None:
    """A tiktoken whose only encoding has the words of a text for its tokens."""
    found, load = ModuleType("tiktoken"), ModuleType("tiktoken.load")

    class Encoding:
        @staticmethod
        def encode_ordinary(text: str) -> list[str]:
            return text.split()

    def get_encoding(_: str) -> type[Encoding]:
        if not here:
            load.read_file("https://vocabularies.example/words")
        return Encoding

    def read_file(_: str) -> bytes:
        raise AssertionError("it went to the network")

    vars(load).update(read_file=read_file)
    vars(found).update(load=load, get_encoding=get_encoding, list_encoding_names=lambda: ["o200k_base"])
    monkeypatch.setitem(sys.modules, "tiktoken", found)
    monkeypatch.setitem(sys.modules, "tiktoken.load", load)


def tokenizers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of tokenizers that reads any file but an empty one, and takes every letter for a token."""
    found = ModuleType("tokenizers")

    class Tokenizer:
        @staticmethod
        def from_file(path: str) -> "Tokenizer":
            if not Path(path).read_text():
                raise Exception("EOF while parsing a value")  # as the library does
            return Tokenizer()

        def encode(self, text: str, *, add_special_tokens: bool) -> list[str]:
            assert not add_special_tokens
            return list(text)

    vars(found)["Tokenizer"] = Tokenizer
    monkeypatch.setitem(sys.modules, "tokenizers", found)


def counted(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, object]:
    """The record of one check."""
    assert main(["dataset-check", *map(str, arguments), "--json"]) in (0, 1)
    record: dict[str, object] = json.loads(capsys.readouterr().out)
    return record


@pytest.mark.parametrize("name", ["o200k", "o200k_base"])
def test_an_encoding_of_tiktoken_counts_every_example_that_remains(
    name: str, train: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiktoken(monkeypatch, here=True)
    record = counted(capsys, train, "--count-with", name)
    found = record["figures"]["file_tokens"]  # type: ignore[index]
    assert found == {"value": WORDS + 3 * FRAME, "unit": "tokens", "low": None, "high": None}
    assert any("counted with o200k_base of tiktoken" in notice for notice in record["notices"])  # type: ignore[attr-defined]


def test_a_tokenizer_of_a_model_counts_too(
    train: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizers(monkeypatch)
    place = train.with_name("tokenizer.json")
    place.write_text("{}")
    record = counted(capsys, train, "--count-with", place)
    letters = sum(map(len, ("How far is it?Four miles.", "How far is it now?Three miles and a half.", "Far?No.")))
    assert record["figures"]["file_tokens"]["value"] == letters + 3 * FRAME  # type: ignore[index]


def test_the_next_check_estimates_again(
    train: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiktoken(monkeypatch, here=True)
    counted(capsys, train, "--count-with", "o200k_base")
    found = counted(capsys, train)["figures"]["file_tokens"]  # type: ignore[index]
    assert found["low"] < found["value"] < found["high"]


def refused(capsys: pytest.CaptureFixture[str], train: Path, name: str | Path) -> str:
    """What is said where tokens cannot be counted: one line."""
    with pytest.raises(SystemExit) as ended:
        main(["dataset-check", str(train), "--count-with", str(name)])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("--count-with: ")
    assert said.count("\n") == 1
    return said


def test_nothing_is_fetched_to_count(
    train: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiktoken(monkeypatch, here=False)
    assert "TIKTOKEN_CACHE_DIR" in refused(capsys, train, "o200k_base")


def test_it_is_said_what_is_missing(
    train: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tiktoken", "tokenizers"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "tiktoken is not installed; pip install tiktoken" in refused(capsys, train, "o200k_base")
    assert "tokenizers is not installed; pip install tokenizers" in refused(capsys, train, "tokenizer.json")
    tiktoken(monkeypatch, here=True)
    assert "o200k_base" in refused(capsys, train, "gpt-9")
    tokenizers(monkeypatch)
    place = train.with_name("tokenizer.json")
    assert "there is no file" in refused(capsys, train, place)
    place.touch()
    assert "EOF while parsing" in refused(capsys, train, place)
