"""Measure what LoRA, QLoRA take of a data-centre GPU, as rows for the tables of this site.

Plain Hugging Face and PEFT on random weights of the shapes of Llama 3.1 8B and Llama 3.2 1B: nothing is downloaded.
It needs torch, transformers, peft and, for QLoRA, bitsandbytes, and a GPU of 80 GB or more; nothing else of this
project does. It stops by itself after ten minutes, and writes what it has after every run:

    python tools/measure_training.py measured.yaml
"""

import argparse
import gc
import itertools
import json
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

SHAPES: Mapping[str, dict[str, Any]] = {
    "Llama-3.2-1B": {
        "hidden_size": 2048,
        "intermediate_size": 8192,
        "num_hidden_layers": 16,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "head_dim": 64,
        "vocab_size": 128256,
        "tie_word_embeddings": True,
    },
    "Llama-3.1-8B": {
        "hidden_size": 4096,
        "intermediate_size": 14336,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "vocab_size": 128256,
        "tie_word_embeddings": False,
    },
}
"""The shapes, by the names that transformers gives their parts."""

TEXTS = ((1, 2048), (4, 2048), (1, 8192), (8, 4096))
"""Sequences at once and tokens of each."""

RANK = 16
MATRICES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
CHUNK = 1_024
STEPS, WARM = 3, 1
LONGEST = 570.0
"""Seconds after which no further run begins."""


class Run(NamedTuple):
    """One run to be measured."""

    model: str
    method: str
    batch: int
    tokens: int
    checkpointing: bool
    loss: str
    dropout: float


def runs() -> Iterator[Run]:
    """All runs, those of one model, method and dropout together: they share what is built; dropout comes last."""
    for dropout, model, method in itertools.product((0.0, 0.05), SHAPES, ("lora", "qlora")):
        for loss, checkpointing, (batch, tokens) in itertools.product(("plain", "chunked"), (True, False), TEXTS):
            yield Run(model, method, batch, tokens, checkpointing, loss, dropout)


def row(run: Run, outcome: Mapping[str, Any], machine: Mapping[str, str], day: str) -> dict[str, Any]:
    """A measured run as a row: what was run, what came out, on what, when."""
    return {**run._asdict(), "rank": RANK, **outcome, **machine, "as_of": day, "source": "measured by us"}


def written(rows: list[dict[str, Any]]) -> str:
    """Rows as YAML: every value as JSON, which YAML reads too."""
    lines = ["# Measured by tools/measure_training.py: plain Hugging Face and PEFT, random weights.", "rows:"]
    for one in rows:
        for place, (name, value) in enumerate(one.items()):
            lines.append(f"{'- ' if place == 0 else '  '}{name}: {json.dumps(value)}")
    return "\n".join(lines) + "\n"


def machine() -> dict[str, str]:
    """The GPU and the versions that were used."""
    import bitsandbytes
    import peft
    import torch
    import transformers

    versions = {module.__name__: module.__version__ for module in (torch, transformers, peft, bitsandbytes)}
    return {"gpu": torch.cuda.get_device_name(), **versions}


def built(run: Run) -> Any:
    """The model with its adapters, on the GPU, as plain scripts build it."""
    import torch
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
    from transformers import AutoModelForCausalLM, LlamaConfig

    config = LlamaConfig(**SHAPES[run.model], max_position_embeddings=max(tokens for _, tokens in TEXTS))
    with torch.device("cuda"):
        torch.set_default_dtype(torch.bfloat16)
        model = AutoModelForCausalLM.from_config(config, attn_implementation="sdpa", torch_dtype=torch.bfloat16)
        torch.set_default_dtype(torch.float32)
    if run.method == "qlora":
        _quantise(model)
        model = prepare_model_for_kbit_training(model, use_gradient_checkpointing=False)
    model.enable_input_require_grads()
    lora = LoraConfig(r=RANK, lora_alpha=RANK, lora_dropout=run.dropout, target_modules=list(MATRICES))
    return get_peft_model(model, lora).train()


def _quantise(model: Any) -> None:
    """Put NF4 layers of bitsandbytes, scales quantised too, in the place of the linear layers but the head."""
    import bitsandbytes as bnb
    import torch

    for name, module in list(model.named_modules()):
        if not isinstance(module, torch.nn.Linear) or name == "lm_head":
            continue
        layer = bnb.nn.Linear4bit(
            module.in_features, module.out_features, bias=False, compute_dtype=torch.bfloat16, quant_type="nf4"
        )
        layer.weight = bnb.nn.Params4bit(
            module.weight.data.cpu(), requires_grad=False, compress_statistics=True, quant_type="nf4"
        )
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, layer.to("cuda"))
    model.is_loaded_in_4bit = True


def loss_of(model: Any, ids: Any, kind: str) -> Any:
    """The loss as Hugging Face reckons it, or chunk by chunk, each recomputed on the way back."""
    import torch
    from torch.utils.checkpoint import checkpoint

    if kind == "plain":
        return model(input_ids=ids, labels=ids, use_cache=False).loss
    inner = model.get_base_model()
    hidden = inner.model(input_ids=ids, use_cache=False).last_hidden_state[:, :-1].flatten(0, 1)
    labels = ids[:, 1:].flatten()

    def part(states: Any, wanted: Any) -> Any:
        return torch.nn.functional.cross_entropy(inner.lm_head(states).float(), wanted, reduction="sum")

    parts = zip(hidden.split(CHUNK), labels.split(CHUNK), strict=True)
    return sum(checkpoint(part, states, wanted, use_reentrant=False) for states, wanted in parts) / labels.numel()


def measured(model: Any, run: Run) -> dict[str, Any]:
    """Peaks of memory in bytes and tokens a second of a run; that it ran out of memory, where it did."""
    import torch

    if run.checkpointing:
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    else:
        model.gradient_checkpointing_disable()
    learning = [one for one in model.parameters() if one.requires_grad]
    optimiser, began = torch.optim.AdamW(learning, lr=1e-4), 0.0
    gc.collect()
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    try:
        ids = torch.randint(0, SHAPES[run.model]["vocab_size"], (run.batch, run.tokens), device="cuda")
        for step in range(WARM + STEPS):
            if step == WARM:
                torch.cuda.synchronize()
                began = time.perf_counter()
            with torch.autocast("cuda", dtype=torch.bfloat16):
                loss = loss_of(model, ids, run.loss)
            loss.backward()
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        torch.cuda.synchronize()
    except torch.cuda.OutOfMemoryError:
        optimiser.zero_grad(set_to_none=True)
        return {"out_of_memory": True, "allocated": None, "reserved": None, "tokens_per_second": None}
    seconds = (time.perf_counter() - began) / STEPS
    return {
        "out_of_memory": False,
        "allocated": torch.cuda.max_memory_allocated(),
        "reserved": torch.cuda.max_memory_reserved(),
        "tokens_per_second": round(run.batch * run.tokens / seconds, 1),
    }


def all_measured() -> Iterator[tuple[Run, dict[str, Any]]]:
    """Every run with its outcome; the model is built anew where another is needed."""
    for _, together in itertools.groupby(runs(), key=lambda run: (run.model, run.method, run.dropout)):
        model = None
        for run in together:
            model = model or built(run)
            yield run, measured(model, run)


def main() -> None:
    """Measure run after run, and write the rows after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="where the rows go, such as measured.yaml")
    parser.add_argument("--seconds", type=float, default=LONGEST, help="begin no run after so many")
    asked = parser.parse_args()
    try:
        import torch
    except ModuleNotFoundError:
        sys.exit("torch is not installed: pip install torch transformers peft bitsandbytes")
    if not torch.cuda.is_available():
        sys.exit("No GPU of NVIDIA's is here; there is nothing to measure.")
    began, day, rows, here = time.monotonic(), f"{datetime.now(UTC):%Y-%m-%d}", [], machine()
    for run, outcome in all_measured():
        rows.append(row(run, outcome, here, day))
        asked.file.write_text(written(rows), "utf-8")
        print(rows[-1], flush=True)
        if time.monotonic() - began > asked.seconds:
            print("Time is up; the remaining runs were left out.")
            break


if __name__ == "__main__":
    main()
