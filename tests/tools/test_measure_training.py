"""The measuring script, as far as a machine without a GPU can test it: the runs, the shapes, the rows it writes."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from calculators.figures.tables import catalogue
from tools import measure_training
from tools.measure_training import SHAPES, TEXTS, Run, row, runs, written

SCRIPT = Path(measure_training.__file__)
RUN = Run("Llama-3.2-1B", "lora", 1, 2048, True, "plain", 0.05)
OUTCOME = {"out_of_memory": False, "allocated": 5_000_000_000, "reserved": 6_000_000_000, "tokens_per_second": 12_345.6}


def test_every_way_is_run_once_with_each_text() -> None:
    found = list(runs())
    assert len(found) == len(set(found)) == 2 * 2 * 2 * 2 * 2 * len(TEXTS)
    assert {(run.batch, run.tokens) for run in found} == {(1, 2048), (4, 2048), (1, 8192), (8, 4096)}
    assert {run.dropout for run in found} == {0.0, 0.05}
    assert {run.loss for run in found} == {"plain", "chunked"}


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_are_those_of_the_models_in_the_data(name: str) -> None:
    model, shape = catalogue().open_models[f"meta-llama/{name}"], SHAPES[name]
    assert (shape["num_hidden_layers"], shape["hidden_size"]) == (model.layers, model.hidden)
    assert (shape["intermediate_size"], shape["vocab_size"]) == (model.ff, model.vocab)
    assert (shape["num_attention_heads"], shape["num_key_value_heads"]) == (model.heads, model.kv_heads)
    assert (shape["head_dim"], shape["tie_word_embeddings"]) == (model.head_dim, model.tied_embeddings)


def test_the_rows_are_yaml_with_day_versions_and_bytes() -> None:
    read = yaml.safe_load(written([row(RUN, OUTCOME, {"gpu": "H100", "torch": "2.9.0"}, "2026-11-29")] * 2))["rows"]
    assert len(read) == 2
    assert read[0]["allocated"] == 5_000_000_000
    assert read[0]["torch"] == "2.9.0"
    assert read[0]["as_of"] == "2026-11-29"
    assert read[0]["source"] == "measured by us"
    assert (read[0]["checkpointing"], read[0]["dropout"], read[0]["rank"]) == (True, 0.05, 16)


def test_a_run_out_of_memory_is_a_row_too() -> None:
    outcome = {"out_of_memory": True, "allocated": None, "reserved": None, "tokens_per_second": None}
    [read] = yaml.safe_load(written([row(RUN, outcome, {}, "2026-11-29")]))["rows"]
    assert read["out_of_memory"] is True
    assert read["allocated"] is None


def test_without_a_gpu_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "measured.yaml"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "measured.yaml").exists()
