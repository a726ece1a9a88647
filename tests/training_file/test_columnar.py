"""Parquet or Arrow is read where pyarrow is installed; here a stand-in gives what pyarrow would."""

import importlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.files import columnar
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused

ROWS: list[dict[str, Any]] = [
    # as pyarrow gives them: every key of every object, empty where a row has it not
    {
        "messages": [
            {"role": "user", "content": f"{at}?", "weight": None, "tool_calls": None},
            {"role": "assistant", "content": "Yes.", "weight": 1, "tool_calls": None},
        ],
        "images": [{"bytes": bytes([at, 255]), "path": None}],
    }
    for at in range(3)
]


class Batch:
    """Some rows."""

    def to_pylist(self) -> list[dict[str, Any]]:
        return ROWS


class ParquetFile:
    """A file of one batch."""

    def __init__(self, path: Path) -> None:
        assert path.exists()

    def iter_batches(self, rows: int) -> Iterator[Batch]:
        assert rows
        yield Batch()


@pytest.fixture
def pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if pyarrow were installed."""
    real = importlib.import_module
    ipc = SimpleNamespace(open_stream=lambda _: [Batch()])
    stand_ins = {"pyarrow.parquet": SimpleNamespace(ParquetFile=ParquetFile), "pyarrow.ipc": ipc}
    monkeypatch.setattr(columnar, "import_module", lambda name: stand_ins.get(name) or real(name))


@pytest.mark.usefixtures("pyarrow")
@pytest.mark.parametrize("beginning", [columnar.PARQUET, columnar.STREAM])
def test_rows_are_read_as_lines_without_their_empty_keys(tmp_path: Path, beginning: bytes) -> None:
    path = tmp_path / "train.parquet"
    path.write_bytes(beginning + bytes(100))
    case = DatasetCheck(file=given_file(str(path)))
    assert case.survey.examples == 3
    assert not case.survey.of_level("error")
    assert not case.survey.counts["duplicate"]  # their pictures differ
    out = io.BytesIO()
    case.write("cleaned", out)
    first = json.loads(out.getvalue().splitlines()[0])
    assert first["messages"][0] == {"role": "user", "content": "0?"}
    assert first["images"] == [{"bytes": "AP8="}]
    assert [one.name for one in case.result().downloads if one.key == "cleaned"] == ["train-cleaned.jsonl"]


def test_without_pyarrow_it_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    real = importlib.import_module
    monkeypatch.setattr(columnar, "import_module", lambda name: missing(name) if "pyarrow" in name else real(name))
    path = tmp_path / "other.parquet"
    path.write_bytes(columnar.PARQUET + bytes(101))
    with pytest.raises(Refused, match="Parquet"):
        DatasetCheck(file=given_file(str(path))).result()


@pytest.mark.usefixtures("pyarrow")
def test_a_damaged_file_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> Iterator[Batch]:
        raise OSError("Couldn't deserialize thrift")

    monkeypatch.setattr(ParquetFile, "iter_batches", damaged)
    path = tmp_path / "damaged.parquet"
    path.write_bytes(columnar.PARQUET + bytes(102))
    with pytest.raises(Refused, match=r"this Parquet file cannot be read .*thrift"):
        DatasetCheck(file=given_file(str(path))).result()


TOKENS = [{"input_ids": [1, at], "attention_mask": [1, 1], "labels": [-100, at]} for at in range(3)]


@pytest.mark.usefixtures("pyarrow")
@pytest.mark.parametrize(("more", "taken"), [({}, True), ({"source": "web"}, False)])
def test_together_takes_tokens_as_parquet_with_no_other_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, str], taken: bool
) -> None:
    monkeypatch.setattr(Batch, "to_pylist", lambda _: [{**row, **more} for row in TOKENS])
    path = tmp_path / "train.parquet"
    path.write_bytes(columnar.PARQUET)
    case = DatasetCheck(file=given_file(str(path)), taker="together")
    assert case.takings[0].ok is taken
    lines = tmp_path / "train.jsonl"
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in TOKENS))
    assert "it wants Parquet" in DatasetCheck(file=given_file(str(lines)), taker="together").takings[0].reasons[0]


@pytest.mark.usefixtures("pyarrow")
def test_providers_want_lines_and_not_columns(tmp_path: Path) -> None:
    path = tmp_path / "train.parquet"
    path.write_bytes(columnar.PARQUET)
    taken = {one.taker: one for one in DatasetCheck(file=given_file(str(path))).takings}
    assert "Parquet or Arrow, not lines of text" in taken["openai"].reasons[0]
    assert not any("lines" in reason for reason in taken["trl"].reasons)
