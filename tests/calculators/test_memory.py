"""Memory of a GPU: every line by hand or as published, ranges in order, what more GPUs change."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calculators.bills.footprint import (
    GB,
    GIB,
    Footprint,
    Kept,
    activation_bytes,
    layer_bytes_per_token,
    score_bytes,
    sharded,
    weight_bytes,
)
from calculators.bills.gpu_fields import SHARDINGS, TYPED
from calculators.bills.margins import reach
from calculators.bills.model_fields import CHECKPOINTING, TYPED_MODEL
from calculators.bills.text_fields import LENGTHS, LOSSES
from calculators.bills.ways import UNKNOWN, settled
from calculators.bills.weight_fields import PRECISIONS
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Refused
from calculators.kit.query import read_query
from calculators.memory import OPTIMISERS, USES, Memory
from calculators.training_run import TrainingRun

GPT: dict[str, Any] = {
    "open_model": TYPED_MODEL,
    "layers": 32,
    "hidden": 4_096,
    "heads": 32,
    "kv_heads": 32,
    "head_dim": 128,
    "ff": 16_384,
    "mlp": "plain",
    "vocab": 32_000,
}
"""A GPT as Korthikanti et al. reckon it: as many heads for keys as for queries, a plain block of four widths."""

LLAMA = catalogue().open_models["meta-llama/Llama-3.1-8B"]


def figures(case: Memory) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in case.result().figures}


def test_a_layer_keeps_34_widths_of_a_token_and_5_bytes_of_each_attention_score() -> None:
    shape = Memory(**GPT).shape
    assert layer_bytes_per_token(shape, Kept()) == 34 * 4_096
    assert score_bytes(shape, 2_048, 1, Kept(), 0) == 0
    assert score_bytes(shape, 2_048, 1, Kept(flash=False), 1e12) == 5 * 32 * 2_048**2 * 32


def test_one_head_for_keys_leaves_30_widths_and_4_of_a_head() -> None:
    """sbh(30 + 4/a + 5as/h), published for StarCoder, which has 48 heads and one for keys."""
    shape = Memory(**GPT | {"hidden": 6_144, "heads": 48, "kv_heads": 1, "ff": 24_576}).shape
    assert layer_bytes_per_token(shape, Kept()) == pytest.approx(6_144 * (30 + 4 / 48))


def test_a_gated_block_keeps_four_widths_where_a_plain_one_keeps_two() -> None:
    # 10 h + 4 q + 4 k of attention and norms, 8 of the gated width
    assert layer_bytes_per_token(LLAMA, Kept()) == 10 * 4_096 + 4 * 4_096 + 4 * 1_024 + 8 * 14_336


def test_selective_checkpointing_keeps_attention_and_half_of_the_matrix_products() -> None:
    """By hand: input, attention 2 × 4,096; half of q, k, v, o, two of the block 5 × 4,096 + 16,384: 26,624 values."""
    shape = Memory(**GPT).shape
    kept = activation_bytes(shape, 100, 2, Kept(checkpointing="selective"))
    assert kept == 200 * (2 * 26_624 * 32 + 34 * 4_096)
    on, part, off = (Memory(checkpointing=way).total for way in ("on", "selective", "off"))
    assert on < part < off


def test_checkpointing_keeps_the_input_of_every_layer_and_one_layer_whole() -> None:
    shape = Memory(**GPT).shape
    assert activation_bytes(shape, 100, 2, Kept(checkpointing="on")) == 200 * (2 * 4_096 * 32 + 34 * 4_096)
    assert activation_bytes(shape, 100, 2, Kept()) == 200 * 34 * 4_096 * 32


def test_quantising_leaves_embeddings_and_usually_the_head_in_16_bits() -> None:
    # Llama 3.1 8B: 128,256 × 4,096 = 525,336,576 in each of both tables; 266,240 in norms.
    table, norms = 128_256 * 4_096, 65 * 4_096
    linear = 8_030_261_248 - 2 * table - norms
    assert weight_bytes(LLAMA, 4.5, 2, head_too=False) == linear * 4.5 / 8 + (2 * table + norms) * 2
    assert weight_bytes(LLAMA, 4.5, 2, head_too=True) == (linear + table) * 4.5 / 8 + (table + norms) * 2
    assert weight_bytes(LLAMA, None, 2, head_too=True) == 8_030_261_248 * 2


@pytest.mark.parametrize(
    ("optimiser", "each"), [("mixed", 16), ("mixed-32", 18), ("states-32", 12), ("bf16", 8), ("8-bit", 6), ("fp32", 16)]
)
def test_full_training_keeps_so_many_bytes_of_every_parameter(optimiser: str, each: int) -> None:
    case = Memory(method="full", optimiser=optimiser, parameters=7_000_000_000)
    assert figures(case)["states_gb"] == pytest.approx(7 * each)


def test_lora_keeps_the_model_and_sixteen_bytes_of_what_learns() -> None:
    case = Memory(open_model="meta-llama/Llama-2-7b-hf", lora_rank=8, lora_targets="qv")
    assert case.learning == 4_194_304
    assert case.whole.states == 6_738_415_616 * 2 + 4_194_304 * 16


def test_the_parameters_of_a_typed_shape_are_counted_part_by_part() -> None:
    assert Memory(**GPT).all_parameters == 32 * (12 * 4_096**2 + 2 * 4_096) + 2 * 32_000 * 4_096 + 4_096
    for key, model in catalogue().open_models.items():
        assert Memory(open_model=key).all_parameters == model.parameters


def test_a_mixture_of_experts_holds_all_experts_and_works_with_some() -> None:
    """By hand: 8 blocks of 3 × 4,096 × 14,336 instead of one, and a router of 4,096 × 8, in each of 32 layers."""
    dense = Memory(**GPT | {"mlp": "gated", "ff": 14_336})
    mixture = dense.replace(experts=8, active_experts=2)
    assert mixture.all_parameters - dense.all_parameters == 32 * (7 * 3 * 4_096 * 14_336 + 4_096 * 8)
    assert mixture.whole.activations > dense.whole.activations


def test_the_kv_cache_is_that_of_the_published_table() -> None:
    case = Memory(open_model="meta-llama/Llama-3.1-8B", method="inference", sequence_length=128_000)
    assert case.whole.kv_cache == 128_000 * 2 * 32 * 8 * 128 * 2
    assert figures(case)["kv_cache_gib"] == pytest.approx(15.62, rel=0.001)
    assert case.replace(kv_bytes=1).whole.kv_cache == case.whole.kv_cache / 2


def test_gb_and_gib_are_never_mixed() -> None:
    values = figures(Memory(checkpointing="on"))
    for key in ("total", "tensors", "weights", "activations"):
        in_gb, in_gib = values[f"{key}_gb"], values[f"{key}_gib"]
        assert in_gb is not None
        assert in_gib is not None
        assert in_gb * GB == pytest.approx(in_gib * GIB)
    a100 = Memory(gpu="a100-sxm-80gb")
    assert a100.memory == pytest.approx(80 * GIB, rel=0.001)
    assert "85.9 GB (80 GiB)" in a100.result().answer


def test_each_stage_of_sharding_divides_one_more_line() -> None:
    whole = Footprint(weights=8, gradients=8, optimiser=48, gathered=0, activations=3, logits=1, kv_cache=0)
    assert sharded(whole, 4, "none", 1, 8) == whole
    assert sharded(whole, 4, "optimiser", 1, 8)[:3] == (8, 8, 12)
    assert sharded(whole, 4, "gradients", 1, 8)[:3] == (8, 2, 12)
    assert sharded(whole, 4, "all", 1, 8) == Footprint(2, 2, 12, 2, 3, 1, 0)
    assert sharded(whole, 4, "all", 1, 8, whole_gradients=3).gathered == 2 + 3
    assert sharded(whole, 1, "all", 1, 8) == whole


def test_deepspeed_gathers_ahead_and_keeps_buckets() -> None:
    whole = Footprint(weights=8e9, gradients=8e9, optimiser=48e9, gathered=0, activations=3, logits=1, kv_cache=0)
    # 10^9 parameters live and two buckets of 5 x 10^8, at 2 bytes; a small model has no more than itself.
    assert sharded(whole, 4, "zero3", 1e8, 8, 16e9).gathered == 2e9 + 2e9
    assert sharded(whole, 4, "zero3", 1e7, 8, 1e9).gathered == 1e9 + 1e9
    assert sharded(whole, 4, "zero3", 1e8, 8, 16e9)[:3] == sharded(whole, 4, "all", 1e8, 8)[:3]


def test_fsdp_keeps_embeddings_and_head_gathered_and_may_keep_all_shares_in_the_host() -> None:
    whole = Footprint(weights=8, gradients=8, optimiser=48, gathered=0, activations=3, logits=1, kv_cache=0)
    assert sharded(whole, 4, "all", 1, 8, root_bytes=5).gathered == 2 * 1 + 5
    assert sharded(whole, 4, "offloaded", 1, 8, root_bytes=5) == Footprint(0, 0, 0, 7, 3, 1, 0)


def test_weights_of_4_bits_are_on_each_gpu_unless_they_are_stored_to_be_shared() -> None:
    case = Memory(open_model="meta-llama/Llama-2-70b-hf", method="qlora", gpus=2, gpu="a100-sxm-80gb")
    spread = case.replace(spread="yes")
    assert case.footprint.weights == case.whole.weights == 2 * spread.footprint.weights
    assert "Each GPU is taken to hold all 4-bit weights" in " ".join(case.result().notices)
    assert case.replace(method="lora").footprint.weights == case.replace(method="lora").whole.weights / 2


def test_a_run_that_ran_out_of_memory_is_not_said_to_fit() -> None:
    """Llama 2 70B, QLoRA, 4 x 4,096 tokens on 2 A100 80 GB; Llama 2 7B with weights in 32 bits on one of 40 GB."""
    case = Memory(
        open_model="meta-llama/Llama-2-70b-hf", method="qlora", sequence_length=4_096, batch_size=4, gpus=2,
        embedding_bits="16", lora_targets="attention", gpu="a100-sxm-80gb",
    )  # fmt: skip
    wide = Memory(
        open_model="meta-llama/Llama-2-7b-hf", precision="32", framework="litgpt", lora_rank=8, lora_targets="qv",
        sequence_length=256, batch_size=4, gpu="a100-sxm-40gb",
    )  # fmt: skip
    assert "fits" not in {case.verdict, wide.verdict, wide.replace(precision="32-mixed").verdict}


def test_behind_norms_in_32_bits_the_text_leaves_twice_as_much() -> None:
    narrow, wide = (Memory(method="qlora", embedding_bits=bits, own_inputs=0) for bits in ("16", "32"))
    assert wide.whole.activations == 2 * narrow.whole.activations
    assert "norms are taken to be in 32 bits" in " ".join(wide.result().notices)
    assert Memory(own_inputs=0, precision="32").whole.activations == 2 * Memory(own_inputs=0).whole.activations


def test_autocast_keeps_16_bit_copies_of_frozen_32_bit_weights_and_passes_32_bits_between_layers() -> None:
    """By hand for 2,048 tokens of width 4,096: inputs of both norms take 2 bytes more each, in 32 layers or one."""
    mixed, plain = (Memory(precision=bits, checkpointing="off") for bits in ("32-mixed", "16"))
    assert mixed.whole.weights == pytest.approx(2 * plain.whole.weights, rel=0.02)
    copies = 2 * mixed.shape.linear_parameters
    assert mixed.whole.activations - plain.whole.activations == copies + 2_048 * 4 * 4_096 * 32
    # With checkpointing one layer at a time, and the input of every layer.
    again = mixed.replace(checkpointing="on").whole.activations - plain.replace(checkpointing="on").whole.activations
    assert again == pytest.approx(copies / 32 + 2_048 * (4 * 4_096 + 2 * 4_096 * 32))


@pytest.mark.parametrize(("sharding", "autocast"), [("none", True), ("gradients", True), ("all", False)])
def test_weights_that_are_shared_out_are_gathered_in_16_bits(sharding: str, autocast: bool) -> None:
    for inputs in ({"method": "full", "optimiser": "fp32"}, {"method": "lora", "precision": "32-mixed"}):
        assert Memory(gpus=2, sharding=sharding, **inputs).autocast is autocast  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inputs", "field", "other"),
    [
        ({"checkpointing": "on"}, "precision", "32-mixed"),
        ({"method": "full", "framework": "llama-factory"}, "optimiser", "bf16"),
        ({"method": "full", "framework": "torchtune", "checkpointing": "on"}, "optimiser", "fp32"),
        ({"method": "qlora", "framework": "unsloth", "batch_size": 32}, "embedding_bits", "32"),
    ],
)
def test_where_numbers_may_be_kept_another_way_the_answer_says_what_that_takes(
    inputs: dict[str, Any], field: str, other: str
) -> None:
    case = Memory(**inputs)
    told = next(notice for notice in case.result().notices if notice.startswith("This assumes"))
    assert f"about {(case.replace(**{field: other}).total / GB):.3g} GB" in told
    assert case.inputs()[field].label in told
    # Whoever says so, be it the default, is not told again.
    for said in (getattr(case, field), other):
        assert not any(
            notice.startswith("This assumes") for notice in Memory(**inputs | {field: said}).result().notices
        )


def test_gradients_beside_the_text_are_no_sure_need_where_all_learns() -> None:
    """By hand: 10 GB of gradients and 30 GB of text, all margins set to nothing, so that they alone make the range."""
    sure: dict[str, Any] = dict.fromkeys(("margin_low", "margin", "margin_high", "held", "held_high"), 0)
    sure |= {
        "overhead": 0,
        "overhead_low": 0,
        "overhead_high": 0,
        "logit_bytes_low": 8,
        "logit_bytes": 8,
        "logit_bytes_high": 8,
    }
    held = Footprint(20 * GB, 10 * GB, 40 * GB, 0, 25 * GB, 5 * GB, 0)
    full, lora = (Memory(method=method, **sure) for method in ("full", "lora"))
    assert reach(full, held, "low") == 90 * GB
    assert reach(full, held._replace(activations=2 * GB), "low") == (77 - 7) * GB
    assert reach(lora, held, "low") == reach(full, held, "high") == 100 * GB


def test_nothing_is_assumed_where_the_range_takes_in_both_ways() -> None:
    case = Memory(method="qlora", framework="unsloth", open_model="HuggingFaceTB/SmolLM2-360M", sequence_length=128)
    assert case.least <= case.replace(embedding_bits="32").total <= case.most
    assert not any(notice.startswith("This assumes") for notice in case.result().notices)


def test_many_lengths_hold_more_but_a_run_is_not_said_to_fail_for_it() -> None:
    alike, mixed = (Memory(sequence_length=8_192, lengths=lengths) for lengths in ("alike", "mixed"))
    assert mixed.footprint == alike.footprint
    assert mixed.total > alike.total
    assert mixed.most > alike.most
    tight = mixed.replace(gpu_memory=(mixed.least - 1) / GB)
    assert tight.verdict == "perhaps"
    assert "held for other lengths" in " ".join(step.reckoning for step in mixed.result().working)


def test_a_frozen_model_keeps_no_inputs_that_nothing_learns_from() -> None:
    # Llama 3.1 8B: the inputs of queries to values and of the block 2 x 4,096 each, of the last matrix 2 x 14,336.
    everything = layer_bytes_per_token(LLAMA, Kept())
    assert layer_bytes_per_token(LLAMA, Kept(adapted=())) == everything - 4 * 4_096 - 2 * 14_336
    assert layer_bytes_per_token(LLAMA, Kept(adapted=("q", "v"))) == everything - 2 * 4_096 - 2 * 14_336
    assert layer_bytes_per_token(LLAMA, Kept(adapted=tuple(LLAMA.matrices))) == everything


def test_dropout_keeps_an_input_and_a_mask_for_each_adapted_matrix() -> None:
    # Of seven matrices six read 4,096 values, one 14,336: 3 bytes each, in place of the inputs that they shared.
    shared = layer_bytes_per_token(LLAMA, Kept(adapted=()))
    dropped = layer_bytes_per_token(LLAMA, Kept(adapted=tuple(LLAMA.matrices), own_inputs=3))
    assert dropped - shared == 3 * (6 * 4_096 + 14_336)
    case = Memory(open_model="meta-llama/Llama-3.1-8B", framework="torchtune", checkpointing="off")
    assert case.own_inputs == 0
    assert case.replace(lora_dropout=5).own_inputs == 3
    assert case.replace(lora_dropout=5).whole.activations > case.whole.activations


def test_inputs_of_layers_that_are_off_loaded_are_not_on_the_gpu() -> None:
    on, off_loaded = (Memory(checkpointing=way) for way in ("on", "offloaded"))
    assert on.whole.activations - off_loaded.whole.activations == 2_048 * 2 * 4_096 * (32 - 2)


def test_the_loss_decides_what_a_logit_takes() -> None:
    plain, lean, chunked = (Memory(loss=loss) for loss in ("plain", "lean", "chunked"))
    assert (plain.logit_bytes, lean.logit_bytes) == (13, 8.3)
    assert plain.whole.logits == 2_048 * 32_768 * 13
    # In chunks it goes with the width of the model, 4,096, and not with its vocabulary.
    assert chunked.whole.logits == 2_048 * 4_096 * chunked.logit_bytes < plain.whole.logits / 20


@pytest.mark.parametrize("key", list(catalogue().frameworks))
def test_a_framework_sets_what_can_still_be_changed(key: str) -> None:
    row, case = catalogue().frameworks[key], Memory(framework=key)
    full, quantised = (Memory(framework=key, method=method) for method in ("full", "qlora"))
    set_by_it = {"loss": case, "checkpointing": case, "precision": case, "optimiser": full, "embedding_bits": quantised}
    for field, of in set_by_it.items():
        # What known runs with it do in several ways is not taken for granted, and reckoned as the first of them.
        assert getattr(of, field) == (UNKNOWN if field in row.varies else str(getattr(row, field)))
        assert settled(of, field) == str(getattr(row, field)) or getattr(row, field) == UNKNOWN
    assert case.lora_dropout == 100 * row.dropout
    assert Memory(framework=key, loss="lean").loss == "lean"


def test_a_cache_grows_by_the_kind_of_its_layers() -> None:
    case = Memory(open_model="meta-llama/Llama-3.1-8B", method="inference", sequence_length=10_000)
    half = case.replace(window_layers=16, window=1_000)
    assert half.whole.kv_cache == case.whole.kv_cache / 2 * 1.1
    latent = case.replace(kv_rank=512, rope_dim=64)
    assert latent.whole.kv_cache == 10_000 * 32 * 576 * 2
    assert latent.on_each(8, "all").kv_cache == latent.whole.kv_cache  # one head of all: nothing to split


def test_text_that_no_gpu_can_share_asks_for_a_larger_card() -> None:
    """Hugging Face with FlashAttention 2 needs all of an 80 GB card for 28,454 tokens; 48 GB cards do not add up."""
    case = Memory(open_model="meta-llama/Llama-3.1-8B", method="qlora", sequence_length=28_454, gpu="rtx-a6000")
    assert case.verdict == "no"
    assert case.gpus_needed(case.memory) is None
    assert "Take a larger card" in case.result().why


def test_experts_that_may_stay_in_16_bits_are_told() -> None:
    mixture = Memory(**GPT | {"mlp": "gated", "ff": 14_336, "experts": 8, "active_experts": 2, "method": "qlora"})
    notices = " ".join(mixture.result().notices)
    assert "does not quantise experts" in notices
    assert "LoRA is counted beside every expert" in notices
    assert "experts" not in " ".join(Memory(method="qlora").result().notices)


def test_the_case_goes_on_to_what_the_training_costs() -> None:
    case = Memory(method="qlora", sequence_length=4_096, gpu="l4")
    [step] = case.result().plan
    assert step.calculator == "training-run"
    reading = TrainingRun.read(read_query(step.query))
    assert (reading.problems, reading.unknown) == ({}, ())
    run = reading.calculator
    assert isinstance(run, TrainingRun)
    assert (run.method, run.sequence_length, run.rental_row and run.rental_row.gpu) == ("qlora", 4_096, "l4")
    assert run.memory
    assert run.memory.total == case.total
    assert "sequences of 4,096 tokens" in step.link
    assert "L4" in step.link
    assert "asks how many examples there are, and how long each is" in step.words
    # A card that nobody rents out is not carried, nor one whose memory is typed.
    assert read_query(Memory(gpu=TYPED, gpu_memory=24).result().plan[0].query) == {}
    [plain] = Memory(method="qlora").result().plan
    assert "sequence" not in plain.link + plain.query
    assert not Memory(method="inference").result().plan


def test_the_cache_is_split_among_no_more_gpus_than_there_are_heads() -> None:
    case = Memory(open_model="meta-llama/Llama-3.1-8B", method="inference", gpus=16)
    assert case.footprint.kv_cache == case.whole.kv_cache / 8
    assert case.footprint.weights == case.whole.weights / 16
    assert case.footprint.gathered == 0


def test_the_verdict_is_that_of_the_range_and_not_of_its_middle() -> None:
    case = Memory(checkpointing="on", kept_by_driver=0)
    at = [case.replace(gpu_memory=memory / GB).verdict for memory in (case.most, case.total, case.needed - 1)]
    assert at == ["likely", "perhaps", "no"]


def test_it_fits_only_where_what_few_runs_take_beyond_the_range_does() -> None:
    case = Memory(checkpointing="on", framework="torchtune", kept_by_driver=0)
    at = [case.replace(gpu_memory=times * case.most / GB) for times in (1.21, 1.19)]
    assert [one.verdict for one in at] == ["fits", "likely"]
    assert [any("Little is left above the range" in said for said in one.result().notices) for one in at] == [
        False,
        True,
    ]


def test_it_fits_only_where_an_evaluation_as_the_framework_does_it_does() -> None:
    """Llama 3.1 8B, 4,096 tokens, ran out of an L40’s 48 GB in LLaMA-Factory, where 26 GB are the most by the range."""
    case = Memory(
        open_model="meta-llama/Llama-3.1-8B", framework="unsloth", method="lora", lora_rank=8, sequence_length=4_096,
        gpu="l40",
    )  # fmt: skip
    assert case.most * 1.2 < case.usable(case.memory) < case.evaluated
    assert case.verdict == "likely"
    assert any("Set per_device_eval_batch_size to 1" in notice for notice in case.result().notices)
    assert case.replace(batch_size=8).evaluated == 0
    assert case.replace(framework="torchtune").evaluated == 0
    assert case.replace(gpu="a100-sxm-80gb").verdict == "fits"


def test_what_waits_in_the_memory_of_the_host_is_told_and_never_surely_fits() -> None:
    """Qwen2.5 32B, shared out by DeepSpeed and off-loaded, ended for want of memory on 8 H100."""
    case = Memory(
        open_model="Qwen/Qwen2.5-32B", framework="llama-factory", method="full", gpus=8, gpu="h100-sxm",
        sharding="zero3-offloaded", checkpointing="on", sequence_length=4_096,
    )  # fmt: skip
    assert case.verdict == "likely"
    assert case.waiting == pytest.approx(16 * case.all_parameters)
    assert any("The memory of the host must hold 524 GB" in notice for notice in case.result().notices)
    assert case.replace(gpus=1).waiting == 0


def test_what_the_driver_keeps_of_a_card_is_not_there_to_fit_into() -> None:
    """PyTorch could have 21.99 of 22.49 GiB of an A10, 2.2 % less than nvidia-smi shows."""
    case = Memory(checkpointing="on", gpu="a10")
    assert case.usable(case.memory) == pytest.approx(21.99 * GIB, rel=0.001)
    tight = case.replace(gpu_memory=(case.most + 1) / GB)
    assert (tight.verdict, tight.replace(kept_by_driver=0).verdict) == ("perhaps", "likely")
    assert "of which a program can have" in case.result().answer


def test_each_of_the_usual_ways_that_part_has_its_range_under_its_name_and_a_question_is_asked() -> None:
    case = Memory()
    result = case.result()
    on, off = (case.replace(checkpointing=way) for way in ("on", "off"))
    told = {figure.key: figure for figure in result.figures}
    for key, words, way in (("total_gb", "on", on), ("total_gb_off", "off", off)):
        figure = told[key]
        assert figure.label == f"Memory: checkpointing {words}"
        assert (figure.low, figure.value, figure.high) == (way.least / GB, way.total / GB, way.most / GB)
    for key in ("total_gib", "tensors_gb", "tensors_gib", "free_gb"):
        assert told[key].value == figures(on)[key]
        assert told[key].label.endswith(": checkpointing on")
    assert result.asks == ("checkpointing",)
    assert "It may not fit: turn checkpointing on first." in result.notices
    assert "At worst, with checkpointing off: more such GPUs hardly help" in result.why
    assert "with checkpointing on it takes" in result.answer
    assert "with checkpointing off" in result.answer
    assert (on.result().asks, off.result().asks) == ((), ())


def test_the_question_that_parts_most_comes_first() -> None:
    """Bits of the weights halve what LoRA takes of a large model; checkpointing, of a short text, hardly matters."""
    case = Memory(framework="other", open_model="meta-llama/Llama-3.1-70B", sequence_length=128, gpu="h200-sxm")
    assert case.result().asks[0] == "precision"
    long = Memory(framework="other", open_model="HuggingFaceTB/SmolLM2-360M", sequence_length=8_192, precision="16")
    assert long.result().asks[0] in {"checkpointing", "loss"}


def test_where_every_usual_way_lies_in_a_known_range_one_number_stands_for_all() -> None:
    case = Memory(open_model="meta-llama/Llama-3.1-70B", sequence_length=128, gpu="h200-sxm")
    assert case.left_open == ("checkpointing",)
    assert not case.parted
    assert (case.least, case.most) == (
        min(case.replace(checkpointing=way).least for way in ("on", "off")),
        max(case.replace(checkpointing=way).most for way in ("on", "off")),
    )
    assert case.most <= 1.8 * case.least
    assert any("The range holds every usual way" in notice for notice in case.result().notices)


def test_it_fits_only_where_every_usual_way_does() -> None:
    case = Memory()
    on, off = (case.replace(checkpointing=way) for way in ("on", "off"))
    at = [case.replace(gpu_memory=1.03 * memory / GB).verdict for memory in (off.most, on.most)]
    assert at == ["likely", "perhaps"]
    assert case.replace(gpu_memory=(on.needed - 1) / GB).verdict == "no"
    assert case.gpus_needed(off.most * 1.03) == 1


@pytest.mark.parametrize(
    ("inputs", "first"),
    [
        ({"checkpointing": "off"}, "checkpointing on"),
        ({"sequence_length": 8_192, "open_model": "meta-llama/Llama-3.1-8B"}, "loss in chunks"),
        ({"sequence_length": 8_192, "flash_attention": "no"}, "FlashAttention"),
        ({"loss": "chunked", "sequence_length": 2_048, "batch_size": 32}, "fewer sequences at once"),
        ({"method": "full", "optimiser": "bf16"}, "LoRA"),
        ({}, "4 bits"),
    ],
)
def test_where_it_may_not_fit_the_answer_says_what_to_change_first(inputs: dict[str, Any], first: str) -> None:
    case = Memory(**{"checkpointing": "on"} | inputs)
    tight = case.replace(gpu_memory=case.total / GB)
    assert tight.verdict == "perhaps"
    assert any(first in notice and notice.startswith("It may not fit") for notice in tight.result().notices)


def test_a_text_that_is_split_among_gpus_leaves_each_its_part() -> None:
    whole = Memory(framework="fsdp", gpus=8, sequence_length=65_536, gpu="h100-sxm")
    split = whole.replace(text_split=8)
    assert split.whole.logits == whole.whole.logits / 8
    assert split.whole.activations == pytest.approx(whole.whole.activations / 8)
    assert split.footprint.states == whole.footprint.states
    # There are no more parts than GPUs.
    assert whole.replace(text_split=64).total == split.total


def test_deepspeed_may_leave_all_shares_in_the_host_and_still_gathers_ahead() -> None:
    held = Footprint(weights=8e9, gradients=8e9, optimiser=48e9, gathered=0, activations=3, logits=1, kv_cache=0)
    away = sharded(held, 4, "zero3-offloaded", 1e8, 8, 16e9)
    assert away == Footprint(0, 0, 0, 2e9 + 2e9, 3, 1, 0)


def test_a_kind_of_model_whose_training_nobody_measured_says_so() -> None:
    case = Memory(open_model="Qwen/Qwen3.5-9B", checkpointing="on")
    assert case.result().answer.startswith("No figure is known: no measured training of a model with linear attention")
    assert "No figure is known" not in case.replace(open_model="Qwen/Qwen3-8B").result().answer
    assert "No figure is known" not in case.replace(method="inference").result().answer


@pytest.mark.parametrize(
    ("measured", "inputs"),
    [
        (13.52 * GB, {"open_model": "meta-llama/Llama-2-7b-hf", "method": "inference", "sequence_length": 1}),
        (
            4.57 * GB,
            {
                "open_model": "meta-llama/Llama-2-7b-hf",
                "method": "inference",
                "sequence_length": 1,
                "precision": "nf4",
                "quantised_head": "yes",
            },
        ),
        (
            21.3 * GB,
            {
                "open_model": "meta-llama/Llama-2-7b-hf",
                "sequence_length": 1_304,
                "framework": "litgpt",
                "lora_rank": 8,
                "lora_targets": "qv",
            },
        ),
        (
            16.2 * GIB,
            {"open_model": "meta-llama/Llama-3.1-8B", "lora_rank": 8, "batch_size": 2, "framework": "torchtune"},
        ),
        (
            24.9 * GIB,
            {
                "open_model": "meta-llama/Llama-3.2-3B",
                "method": "full",
                "optimiser": "bf16",
                "sequence_length": 4_096,
                "batch_size": 2,
                "framework": "torchtune",
            },
        ),
    ],
    ids=["weights", "4-bit weights", "LoRA in litgpt", "LoRA in torchtune", "full in torchtune"],
)
def test_the_range_holds_what_was_measured(measured: float, inputs: dict[str, Any]) -> None:
    """Measured by the framework, so without what CUDA takes beside it."""
    case = Memory(**inputs)
    assert reach(case, case.footprint, "low", alone=True) <= measured <= reach(case, case.footprint, "high", alone=True)


def test_the_number_of_gpus_is_the_smallest_into_which_the_whole_range_fits() -> None:
    case = Memory(
        open_model="meta-llama/Llama-3.1-70B", method="full", checkpointing="on", optimiser="mixed", gpu="h100-sxm"
    )
    needed = case.gpus_needed(case.memory)
    assert needed is not None
    assert case.replace(gpus=needed).verdict == "likely"
    assert case.replace(gpus=needed - 1).verdict == "perhaps"


def test_a_text_that_fits_nowhere_is_told() -> None:
    result = Memory(sequence_length=10_000_000, batch_size=100).result()
    assert "more such GPUs do not help" in result.why
    assert "a larger card" in result.why
    assert result.verdict == "no"


def test_a_typed_model_asks_for_its_shape_and_a_typed_gpu_for_its_memory() -> None:
    with pytest.raises(Refused) as refused:
        Memory(open_model=TYPED_MODEL, gpu=TYPED)
    assert set(refused.value.problems) == {
        "layers", "hidden", "heads", "kv_heads", "head_dim", "ff", "vocab", "gpu_memory",
    }  # fmt: skip


def test_heads_that_do_not_divide_are_told_and_not_refused() -> None:
    assert any("no model is built like this" in notice for notice in Memory(**GPT | {"kv_heads": 7}).result().notices)


def test_a_card_without_bf16_says_so() -> None:
    assert any("no BF16" in notice for notice in Memory(gpu="t4").result().notices)
    assert not any("no BF16" in notice for notice in Memory(gpu="t4", method="inference").result().notices)


def test_the_gpus_are_compared_cheapest_first_and_those_that_never_fit_last() -> None:
    table = Memory(open_model="meta-llama/Llama-3.1-70B", sequence_length=65_536, checkpointing="on").result().table
    assert table is not None
    assert len(table.rows) == len(catalogue().gpus)
    costs = [float(row[4].split(" ")[0].replace(",", "")) for row in table.rows if "USD" in row[4]]
    assert costs == sorted(costs)
    never = [row[3] == "a larger card" for row in table.rows]
    assert never == sorted(never)


def test_qlora_takes_less_than_lora_and_lora_less_than_full_training() -> None:
    for key in catalogue().open_models:
        full, lora, qlora = (
            Memory(open_model=key, method=method).whole.tensors for method in ("full", "lora", "qlora")
        )
        assert qlora < lora < full


@given(
    model=st.sampled_from(list(catalogue().open_models)),
    method=st.sampled_from(["full", "lora", "qlora", "inference"]),
    length=st.integers(1, 200_000),
    more=st.integers(0, 200_000),
    gpus=st.integers(1, 64),
    sharding=st.sampled_from(["all", "gradients", "optimiser", "none"]),
)
def test_longer_texts_never_take_less_and_ranges_are_ordered(
    model: str, method: str, length: int, more: int, gpus: int, sharding: str
) -> None:
    inputs: dict[str, Any] = {"open_model": model, "method": method, "gpus": gpus, "sharding": sharding}
    short, long = (Memory(sequence_length=tokens, **inputs) for tokens in (length, length + more))
    assert 0 < short.least <= short.total <= short.most
    assert short.total <= long.total
    assert short.whole.tensors >= short.footprint.tensors - short.footprint.gathered


@given(field=st.sampled_from(["batch_size", "lora_rank", "margin_high", "overhead_high"]), factor=st.floats(1, 4))
def test_more_of_anything_never_takes_less(field: str, factor: float) -> None:
    case = Memory()
    value = getattr(case, field) * factor
    grown = case.replace(**{field: int(value) if case.inputs()[field].whole else value})  # type: ignore[attr-defined]
    assert grown.most >= case.most


def test_weights_that_wait_in_the_host_are_no_way_to_answer_that_we_know() -> None:
    with pytest.raises(Refused, match="in training only"):
        Memory(method="inference", gpus=2, sharding="offloaded").result()
    assert Memory(method="lora", gpus=2, sharding="offloaded").result()


def test_a_text_longer_than_the_model_was_made_for_is_told() -> None:
    told = Memory(open_model="meta-llama/Llama-2-7b-hf", sequence_length=100_000).result().notices
    assert any("was made for 4,096 tokens" in notice for notice in told)
    told = Memory(open_model="meta-llama/Llama-2-7b-hf", sequence_length=4_096).result().notices
    assert not any("was made for" in notice for notice in told)


def test_cards_that_would_be_enough_are_not_said_to_be_of_no_help() -> None:
    case = Memory(
        open_model=TYPED_MODEL, layers=126, hidden=16_384, heads=128, kv_heads=8, head_dim=128, ff=53_248,
        vocab=128_256, method="full", gpu="h200-sxm", checkpointing="on", optimiser="mixed",
    )  # fmt: skip
    many = case.gpus_at_all(case.memory)
    assert case.gpus_needed(case.memory) is None
    assert many
    assert reach(case, case.on_each(many, "all"), "high") <= case.usable(case.memory)
    assert f"hardly help, it takes {many:,} of them" in case.result().why


@example(  # long texts, nearly all of it what they leave behind
    model="Qwen/Qwen2.5-14B", method="qlora", framework="torchtune", tokens=93_374, batch=28, gpus=512,
    more={"checkpointing": "offloaded", "precision": "16"},
)  # fmt: skip
@given(
    model=st.sampled_from(list(catalogue().open_models)),
    method=st.sampled_from(list(USES)),
    framework=st.sampled_from(list(catalogue().frameworks)),
    tokens=st.integers(1, 1_000_000),
    batch=st.integers(1, 512),
    gpus=st.sampled_from([1, 2, 8, 512]),
    more=st.fixed_dictionaries(
        {},
        optional={
            "checkpointing": st.sampled_from(list(CHECKPOINTING)),
            "lengths": st.sampled_from(list(LENGTHS)),
            "loss": st.sampled_from(list(LOSSES)),
            "sharding": st.sampled_from([key for key in SHARDINGS if not key.endswith("offloaded")]),
            "precision": st.sampled_from(list(PRECISIONS)),
            "optimiser": st.sampled_from(list(OPTIMISERS)),
            "lora_dropout": st.just(5),
        },
    ),
)
def test_no_range_is_wider_than_1_8_times(
    model: str, method: str, framework: str, tokens: int, batch: int, gpus: int, more: dict[str, Any]
) -> None:
    case = Memory(
        open_model=model,
        method=method,
        framework=framework,
        sequence_length=tokens,
        batch_size=batch,
        gpus=gpus,
        **more,
    )
    ranges = [(way.least, way.most) for way in case.ways] or [(case.least, case.most)]
    assert all(low < high <= 1.8 * low * (1 + 1e-9) for low, high in ranges)
    assert case.least <= case.total <= case.most
    told = {figure.key: figure for figure in case.result().figures}["total_gb"]
    assert told.low is not None
    assert told.high is not None
    assert told.low <= figures(case)["total_gb"] <= told.high <= 1.8 * told.low * (1 + 1e-9)


def test_a_range_that_the_reader_typed_is_as_wide_as_they_made_it() -> None:
    case = Memory(checkpointing="on", margin_low=60, margin_high=100)
    assert case.most > 1.8 * case.least


def test_attention_scores_of_the_layer_at_work_take_what_the_logits_leave() -> None:
    shape, eager = Memory(**GPT).shape, Kept(flash=False, checkpointing="on")
    scores = 32 * 2_048**2
    assert score_bytes(shape, 2_048, 1, eager, 0) == (5 + 8) * scores
    assert score_bytes(shape, 2_048, 1, eager, 3 * scores) == (5 + 5) * scores


def test_a_model_that_transformers_knows_no_fused_kernel_for_is_taken_to_write_its_scores() -> None:
    plain, own = (
        Memory(open_model="openai/gpt-oss-20b", framework=name, sequence_length=8_192, precision="16")
        for name in ("trl", "unsloth")
    )
    assert (plain.flash_attention, own.flash_attention) == ("no", "yes")
    assert plain.whole.scores > 0 == own.whole.scores
    said = plain.replace(flash_attention="yes")
    assert said.whole.scores == 0
    assert any("flex attention" in notice for notice in plain.result().notices)
    assert not any("flex attention" in notice for case in (own, said) for notice in case.result().notices)


def test_where_recipes_differ_on_attention_the_other_way_is_told() -> None:
    """15,000 tokens of Gemma 3 12B ran out of 80 GB in Unsloth with eager attention, about 14,000 fitted."""
    case = Memory(
        open_model="google/gemma-3-12b-it", framework="unsloth", method="lora", precision="8", sequence_length=15_000,
        gpu="h100-sxm",
    )  # fmt: skip
    assert case.verdict == "perhaps"
    assert "with eager attention" in case.result().answer
    assert case.result().asks == ("flash_attention",)
    assert case.replace(flash_attention="yes").verdict == "likely"
    assert case.replace(sequence_length=512).verdict == "fits"


def test_gradients_of_the_layer_at_work_are_whole_before_they_are_shared_out() -> None:
    """By hand: two layers in 16 bits, 6 bytes of each gradient of one; what stands outside with its gradients.

    Beside LoRA only the weights are gathered.
    """
    full = Memory(open_model="openai/gpt-oss-120b", method="full", gpus=8, sharding="offloaded", framework="axolotl")
    shape = full.shape
    layer, root = shape.linear_parameters / shape.layers, shape.embedding_parameters + shape.head_parameters
    assert full.footprint.gathered == pytest.approx((2 * 2 + 6) * layer + (2 + 2) * root)
    lora = full.variant("method", "lora")
    assert lora.footprint.gathered == pytest.approx(2 * 2 * layer + 2 * root)
