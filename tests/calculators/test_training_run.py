"""Training on GPUs: the work, the hours, the money, by hand or as published."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.model_fields import TYPED_MODEL
from calculators.bills.rentals import TYPED
from calculators.bills.training import Work, adapter_parameters, longest_of
from calculators.bills.words import duration
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Choice, Refused
from calculators.kit.query import read_query
from calculators.memory import Memory
from calculators.total_cost import TotalCost
from calculators.training_data import TrainingData
from calculators.training_run import TrainingRun, rented
from calculators.training_run_words import IN_ALL, LABELLED, SHARED

PLAIN: dict[str, Any] = {
    "open_model": TYPED_MODEL,
    "method": "full",
    "parameters": 1_000_000_000,
    "checkpointing": "off",
    "examples_count": 10_000,
    "tokens_per_example": 1_000,
    "epochs": 3,
    "rental": TYPED,
    "gpu_peak": 100,
    "utilisation": 50,
    "gpu_price": 2,
    "training_runs": 1,
    "lost_work": 0,
    "hours_beside": 0,
}
"""By hand: 6 × 10^9 × 30 × 10^6 = 1.8 × 10^17 FLOPs at 50 × 10^12 a second take 3,600 seconds."""

WORK = Work(1e9, 0, frozen=False, layers=0, attention_width=0, context=0, checkpointing=False)


def plain(**changes: Any) -> TrainingRun:
    return TrainingRun(**PLAIN | changes)


def figures(case: TrainingRun) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in case.result().figures}


def test_full_training_takes_six_operations_a_parameter_and_checkpointing_two_more() -> None:
    assert WORK.all == 6e9
    assert WORK._replace(checkpointing=True).all == 8e9
    assert WORK._replace(checkpointing=True).useful == 6e9


def test_checkpointing_repeats_the_way_forward_wherever_inputs_wait_and_half_of_it_where_it_is_selective() -> None:
    whole, elsewhere, part, none = (plain(checkpointing=way).work for way in ("on", "offloaded", "selective", "off"))
    assert [work.recomputed for work in (whole, elsewhere, part, none)] == [2e9, 2e9, 1e9, 0]


def test_frozen_parameters_need_no_gradients_of_their_own() -> None:
    lora = WORK._replace(frozen=True, adapters=1e7)
    assert lora.all == 4e9 + 6e7
    assert lora._replace(checkpointing=True).all == pytest.approx(4e9 + 6e7 + 2 * 1.01e9)


def test_attention_adds_twelve_operations_a_layer_width_and_token_in_the_sequence() -> None:
    work = WORK._replace(layers=32, attention_width=4_096, context=2_048)
    assert work.attention == 12 * 32 * 4_096 * 2_048
    assert work._replace(checkpointing=True).recomputed == 2e9 + 4 * 32 * 4_096 * 2_048


def test_hours_are_work_over_the_used_part_of_the_peak() -> None:
    case = plain()
    assert case.hours == pytest.approx(1)
    assert case.all_tries_cost == pytest.approx(2)
    assert plain(gpus=4).hours == pytest.approx(0.25)
    assert plain(gpus=4).all_tries_cost == pytest.approx(2)


def test_all_tries_are_paid_not_only_the_last_run() -> None:
    case = plain(training_runs=3, short_tries=5, short_try_length=20, lost_work=10, hours_beside=0.5)
    # (3 + 5 × 20 %) × 1.1 hours and 8 × half an hour, at 2 USD
    assert case.all_tries_cost == pytest.approx(2 * (4 * 1.1 + 4))
    assert case.run_cost == pytest.approx(2)


def test_padding_is_worked_on_and_what_is_beyond_a_padded_sequence_is_cut() -> None:
    assert plain(packing="padded", sequence_length=2_000).hours == pytest.approx(2)
    assert plain(packing="padded", sequence_length=500).hours == pytest.approx(0.5)
    assert plain(packing="single").hours == plain(packing="packed").hours == pytest.approx(1)
    told = " ".join(plain(packing="padded", sequence_length=2_000).result().notices)
    assert "50 % of what is worked on is padding" in told
    assert "cut off" in " ".join(plain(packing="padded", sequence_length=500).result().notices)


def test_an_example_that_stands_alone_is_all_that_attention_looks_over() -> None:
    shape: dict[str, Any] = {"layers": 10, "attention_width": 1_000}
    alone, packed = plain(packing="single", **shape), plain(packing="packed", **shape)
    assert (alone.work.context, packed.work.context) == (1_000, 2_048)


def test_qlora_does_the_work_of_lora_more_slowly() -> None:
    lora, qlora = plain(method="lora", lora_parameters=0), plain(method="qlora", lora_parameters=0)
    assert qlora.flops == lora.flops
    assert qlora.hours == pytest.approx(1.3 * lora.hours)
    assert qlora.fewest_hours == pytest.approx(1.02 * lora.fewest_hours)
    assert qlora.most_hours == pytest.approx(1.7 * lora.most_hours)


@pytest.mark.parametrize("checkpointing", ["on", "off"])
@pytest.mark.parametrize("model", list(catalogue().open_models))
def test_lora_never_promises_to_be_many_times_faster(model: str, checkpointing: str) -> None:
    case = TrainingRun(open_model=model, checkpointing=checkpointing, utilisation=20)
    speedup = figures(case)["lora_speedup"]
    assert speedup is not None
    assert 1 < speedup < 1.5


def test_lora_parameters_are_those_of_the_models_own_matrices() -> None:
    # 32 layers, rank 8, two square matrices of 4,096: published by litgpt.
    assert adapter_parameters("meta-llama/Llama-2-7b-hf", 8, "qv") == 4_194_304
    # Llama 3.1 8B has 8 heads of 128 for keys and values: in + out is 4,096 + 1,024.
    assert adapter_parameters("meta-llama/Llama-3.1-8B", 8, "qv") == 32 * 8 * (8_192 + 5_120)


def test_the_parts_of_a_layer_add_up_to_the_whole() -> None:
    key = "meta-llama/Llama-3.1-8B"
    whole, attention, block, qkv, qv = (
        adapter_parameters(key, 16, targets) for targets in ("all", "attention", "block", "qkv", "qv")
    )
    assert whole == 41_943_040  # 32 × 16 × (4 attention matrices: 26,624; 3 of the block: 55,296)
    assert (attention, block) == (32 * 16 * 26_624, 32 * 16 * 55_296)
    assert qkv == qv + 32 * 16 * 5_120  # type: ignore[operator]  # the model is in the data


def test_the_utilisation_is_that_of_the_software_the_model_the_gpus() -> None:
    h100: dict[str, Any] = {"rental": "modal/h100-sxm", "gpus": 1}
    plain_script, tuned = TrainingRun(**h100), TrainingRun(**h100, framework="nemo")
    assert plain_script.utilisation < tuned.utilisation
    assert tuned.replace(gpus=8).utilisation < tuned.utilisation
    assert TrainingRun(rental="modal/a100-sxm-80gb", framework="torchtune").utilisation == 58
    assert tuned.replace(gpus=8, shared="split").utilisation < tuned.replace(gpus=8).utilisation
    assert tuned.replace(shared="split").utilisation == tuned.utilisation  # one GPU shares with none
    assert "shared" in tuned.unused
    for case in (plain_script, tuned, tuned.replace(gpus=8)):
        assert case.utilisation_low < case.utilisation < case.utilisation_high


def test_a_short_step_takes_the_least_time_of_its_layers() -> None:
    """By hand: 6 x 10^9 operations for each of 1,000 tokens at 50 x 10^12 a second take 120 ms; 32 layers take 160."""
    case = plain(layers=32, packing="single", layer_time=5, layer_time_low=5, layer_time_high=5)
    assert case.step_seconds(50, 5) == pytest.approx(0.2)
    assert case.hours == pytest.approx(30_000 * 0.2 / 3_600)
    # Ten sequences at once, all as long: 1,200 ms of work beside the same 160 ms.
    assert case.replace(batch_size=10, fill=1).hours == pytest.approx(3_000 * (1.2**2 + 0.16**2) ** 0.5 / 3_600)


def test_a_batch_is_filled_up_to_its_longest_sequence() -> None:
    """By hand: twice as long as the average, every example takes twice the work; its own tokens are those counted."""
    case = plain(packing="single", batch_size=4, fill=2)
    assert case.hours == pytest.approx(2)
    assert (case.trained_tokens, case.work.context) == (30e6, 2_000)
    assert case.flops == pytest.approx(2 * plain().flops)
    assert "50 % of what is worked on fills up batches" in " ".join(case.result().notices)
    for unfilled in (case.replace(batch_size=1), case.replace(packing="packed")):
        assert unfilled.hours == pytest.approx(1)
        assert "fill" in unfilled.unused


def test_the_longest_of_a_batch_follows_from_how_lengths_spread() -> None:
    """Of two it is 2 Φ(σ / √2) times the average where lengths are log-normal: 1.324 with σ = ln 1.8."""
    assert [longest_of(1, 1.8), longest_of(2, 1.8), longest_of(9, 1)] == [1, 1.32, 1]
    assert TrainingRun(packing="single", batch_size=2).fill == 1.32
    assert TrainingRun(packing="single", batch_size=2).filled == 1.32


def test_how_far_a_large_batch_is_filled_up_is_asked_for_and_what_is_typed_is_taken() -> None:
    case = TrainingRun(packing="single", batch_size=8)
    with pytest.raises(Refused, match="Longest of a batch") as refused:
        case.result()
    assert refused.value.problems.keys() == {"fill"}
    typed = case.replace(fill=2)
    assert typed.most_hours < 1.8 * typed.fewest_hours
    assert typed.result().figures


def test_changing_all_weights_takes_time_after_every_batch_or_after_several() -> None:
    """By hand: AdamW with a 32-bit copy moves 30 bytes a weight, here 1.4 times, at 864 GB/s: 48.6 ms for 10^9."""
    shape: dict[str, Any] = {"rental": "modal/l40s", "gpu_peak": 100, "gpu_price": 2, "utilisation_high": 60}
    often, seldom = (plain(**shape, accumulated=count) for count in (1, 10))
    unknown = plain(**shape)
    assert unknown.hours == pytest.approx(1)
    assert often.hours - 1 == pytest.approx(10 * (seldom.hours - 1))
    assert (often.hours - 1) * 3_600 == pytest.approx(30e6 / 2_048 * 1.4 * 30e9 / 864e9)
    assert plain(**shape, accumulated=1, gpus=2).hours == pytest.approx(often.hours / 4 + 0.25)
    assert unknown.fewest_hours < unknown.hours < seldom.hours < unknown.most_hours
    assert "accumulated" in plain(**shape, method="lora", lora_parameters=0).unused


def test_a_narrow_model_spends_more_of_its_time_beside_the_matrices() -> None:
    """By hand: a tenth beside the products at a width of 4,096, two tenths at 2,048: 1.2 / 1.1 times as long."""
    shape: dict[str, Any] = {"layers": 1, "layer_time": 0, "sequence_length": 1}
    narrow, usual, wide = (plain(**shape, attention_width=width) for width in (2_048, 4_096, 8_192))
    assert narrow.hours / usual.hours == pytest.approx(1.2 / 1.1, rel=1e-4)
    assert wide.hours == pytest.approx(usual.hours, rel=1e-4)


def test_the_masked_half_of_attention_takes_no_time() -> None:
    work = WORK._replace(layers=32, attention_width=4_096, context=2_048)
    assert work.done == work.all - work.attention / 2
    assert work._replace(checkpointing=True).done == work._replace(checkpointing=True).all - work.attention * 2 / 3


def test_unpacking_costs_most_where_steps_are_short() -> None:
    short, long = (TrainingRun(method="qlora", sequence_length=tokens) for tokens in (256, 8_192))
    assert short.quantised_slowdown > 1.3 > long.quantised_slowdown > 1
    for case in (short, long):
        assert case.quantised_slowdown_low < case.quantised_slowdown < case.quantised_slowdown_high


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"open_model": "openai/gpt-oss-20b"}, "a mixture of experts"),
        ({"open_model": "openai/gpt-oss-20b", "framework": "nemo", "rental": "lambda/h100-sxm"}, "a mixture"),
        ({"open_model": "google/gemma-3-27b-it", "method": "qlora", "sequence_length": 16}, "so short a step"),
        ({"method": "full", "rental": "modal/l40s", "sequence_length": 512}, "after so few tokens"),
        (
            {"open_model": "Qwen/Qwen2.5-0.5B", "method": "full", "rental": "modal/l40s", "sequence_length": 128},
            "3.5 to 6.2",
        ),
    ],
)
def test_where_too_little_is_known_no_speed_is_told_but_a_measured_one_is_taken(
    inputs: dict[str, Any], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        TrainingRun(**inputs).result()
    assert TrainingRun(**inputs, known_speed=1_000).result().figures
    assert TrainingRun(**inputs, utilisation=5).result().table is not None


def test_a_mixture_is_as_fast_as_the_code_that_was_measured() -> None:
    case = TrainingRun(
        open_model="openai/gpt-oss-20b", method="full", framework="nemo", rental="lambda/h100-sxm", gpus=8, batch_size=4
    )
    assert case.utilisation == 30
    assert case.result().table is not None


def test_a_mixture_with_fewer_tokens_in_a_step_than_were_measured_has_no_speed() -> None:
    """NeMo AutoModel's runs had 8,192 tokens a step and more; its test runs with 2,500 reached half of that speed."""
    few: dict[str, Any] = {
        "open_model": "openai/gpt-oss-20b", "method": "full", "framework": "nemo", "rental": "lambda/h100-sxm",
        "batch_size": 3,
    }  # fmt: skip
    with pytest.raises(Refused, match="8,192 tokens or more"):
        TrainingRun(**few).result()
    assert TrainingRun(**few, utilisation=10).result().figures
    assert TrainingRun(**few | {"batch_size": 4}).result().figures


@pytest.mark.parametrize("kernels", ["repeatable", "wide"])
def test_kernels_that_are_not_the_usual_ones_ask_for_a_measured_speed(kernels: str) -> None:
    with pytest.raises(Refused, match="repeat to the bit"):
        TrainingRun(kernels=kernels).result()
    assert TrainingRun(kernels=kernels, utilisation=5).result().figures
    measured = TrainingRun(kernels=kernels, known_speed=1_000)
    assert measured.result().figures
    assert "kernels" in measured.unused


@given(
    model=st.sampled_from(list(catalogue().open_models)),
    rental=st.sampled_from(list(rented())),
    framework=st.sampled_from(list(catalogue().frameworks)),
    method=st.sampled_from(["full", "lora", "qlora"]),
    tokens=st.sampled_from([128, 512, 2_048, 16_384]),
    packing=st.sampled_from(["packed", "single"]),
    batch=st.sampled_from([1, 2, 8]),
)
def test_no_speed_is_told_with_a_range_wider_than_a_factor_of_1_8(
    model: str, rental: str, framework: str, method: str, tokens: int, packing: str, batch: int
) -> None:
    case = TrainingRun(
        open_model=model,
        rental=rental,
        framework=framework,
        method=method,
        sequence_length=tokens,
        packing=packing,
        batch_size=batch,
    )
    with contextlib.suppress(Refused):
        assert case.most_hours <= 1.8 * case.fewest_hours


def test_layers_with_a_window_look_over_no_more_than_it() -> None:
    case = TrainingRun(sequence_length=8_192)
    assert case.attending_layers == 32
    assert TrainingRun(open_model="mistralai/Mistral-7B-v0.3", layers=16).attending_layers == 16


def test_a_typed_model_and_gpu_are_asked_for_in_words() -> None:
    with pytest.raises(Refused) as refused:
        TrainingRun(open_model=TYPED_MODEL, rental=TYPED)
    assert set(refused.value.problems) == {"parameters", "gpu_peak", "gpu_price"}
    with pytest.raises(Refused, match="Utilisation: no speed is known here"):
        TrainingRun(open_model="mistralai/Mistral-7B-v0.3", rental=TYPED, gpu_peak=100, gpu_price=1).result()
    lora = plain(method="lora")
    with pytest.raises(Refused, match="LoRA parameters: no figure is known here"):
        lora.result()


def test_one_typed_utilisation_is_enough() -> None:
    case = plain()
    assert case.fewest_hours == case.hours == case.most_hours


def test_hours_or_a_speed_that_are_known_replace_the_estimate() -> None:
    assert plain(known_hours=5).all_tries_cost == pytest.approx(10)
    speed = plain(known_speed=1_000, gpus=2)
    assert speed.hours == pytest.approx(30e6 / 2_000 / 3_600)
    assert plain(known_hours=5, known_speed=1_000).hours == 5
    assert plain(known_hours=5).result().table is None


def test_the_published_hours_of_llama_3_1_8b_are_told_to_hold_more_than_one_run() -> None:
    """1.46 million GPU-hours at 6 operations a parameter and token would use 14 % of an H100's peak."""
    case = TrainingRun(
        open_model="meta-llama/Llama-3.1-8B", method="full", checkpointing="off", examples_count=100_000_000,
        tokens_per_example=150_000, epochs=1, rental="modal/h100-sxm", gpus=1_000, known_hours=1_460, layers=None,
    )  # fmt: skip
    assert figures(case)["model_utilisation"] == pytest.approx(13.9, abs=0.05)
    assert any("more than one run" in notice for notice in case.result().notices)


def test_a_speed_beyond_the_peak_is_told() -> None:
    """The torchtune speeds on an “A6000” are more than an Ampere card can do."""
    assert any("more than the card can do" in notice for notice in plain(known_speed=20_000).result().notices)


def test_all_gpus_of_the_smallest_rental_are_paid() -> None:
    case = TrainingRun(rental="lambda/h100-sxm", gpus=1)
    assert case.gpus_paid == 8
    assert any("no fewer than 8 GPUs" in notice for notice in case.result().notices)
    assert TrainingRun(rental="lambda/h100-sxm").gpus == 8


def test_cards_that_only_serve_a_model_and_past_prices_are_not_offered() -> None:
    offered = TrainingRun.inputs()["rental"]
    assert isinstance(offered, Choice)
    assert not any("Fireworks" in words for words, _ in offered.options().values())
    assert all(row.stage == "current" for row in rented().values())


def test_a_run_that_cannot_fit_into_memory_has_no_price_in_its_headline() -> None:
    result = TrainingRun(
        open_model="meta-llama/Llama-3.1-8B", method="full", framework="unsloth", rental="runpod/rtx-4090"
    ).result()
    assert result.verdict == "unfit"
    assert result.answer.startswith("It does not fit: one RTX 4090 would need")
    assert "USD" not in result.answer
    assert "cannot be had" in result.why
    assert result.table is not None
    fits = [row[-1] for row in result.table.rows]
    assert fits == sorted(fits, key=lambda words: words == "does not fit")


def test_whether_it_fits_may_hang_on_how_numbers_are_kept() -> None:
    """Mistral 7B in 32 bits is 29 GB, more than an RTX 4090 has; in 16 it is 14.5."""
    card: dict[str, Any] = {"rental": "runpod/rtx-4090", "framework": "unsloth"}
    told = " ".join(TrainingRun(**card).result().notices)
    assert "If weights are loaded in 32 bits" in told
    assert "Precision of the weights" in told
    larger = TrainingRun(framework="unsloth").result().notices
    assert not any("loaded in" in notice for notice in larger)  # it fits either way


def test_a_card_on_which_nobody_measured_has_no_speed_but_that_of_others_is_one_press_away() -> None:
    unknown = TrainingRun(rental="runpod/rtx-4090")
    with pytest.raises(
        Refused, match="no figure is known here; there is no measured run of a plain script on RTX 4090"
    ) as no:
        unknown.result()
    assert no.value.asks
    [press] = no.value.choices
    reading = TrainingRun.read({"rental": "runpod/rtx-4090"} | dict(press.fills))
    assert not reading.problems
    assert reading.calculator.result().figures
    assert f"{press.fills['utilisation_low']} to {press.fills['utilisation_high']} %" in str(no.value)
    # The same card with code that somebody measured there has a speed.
    assert TrainingRun(rental="runpod/rtx-4090", framework="unsloth").result().figures


def test_a_card_without_a_known_speed_is_not_in_the_table_of_rentals() -> None:
    table = TrainingRun().result().table
    assert table is not None
    assert not any("4090" in row[0] for row in table.rows)
    with pytest.raises(Refused, match="It does not fit there by our reckoning, though"):
        TrainingRun(method="full", rental="runpod/rtx-4090").result()


def test_how_fast_linear_attention_trains_is_not_told_but_asked_for() -> None:
    """One team measured 380 tokens a second of Qwen3.5 9B where a model without it would reach some 2,000."""
    with pytest.raises(Refused, match="no figure is known here; how fast linear attention trains hangs on its kernels"):
        TrainingRun(open_model="Qwen/Qwen3.5-9B").result()
    assert TrainingRun(open_model="Qwen/Qwen3.5-9B", known_speed=380).result().figures


def test_code_that_is_not_known_is_asked_for_with_the_hours_of_each_usual_kind() -> None:
    with pytest.raises(Refused) as asked:
        TrainingRun(framework="other").result()
    assert asked.value.problems.keys() == {"framework"}
    for press in asked.value.choices:
        case = TrainingRun(framework=press.fills["framework"])
        assert f"{duration(case.fewest_hours)} to {duration(case.most_hours)}" in str(asked.value)
    assert TrainingRun(framework="other", known_speed=1_000).result().figures


def test_the_case_goes_on_to_its_memory() -> None:
    case = TrainingRun(
        method="qlora",
        lora_rank=64,
        framework="unsloth",
        rental="runpod/rtx-4090",
        tokens_per_example=300,
        packing="single",
    )
    step, *_ = case.result().plan
    assert step.calculator == "memory"
    assert "300 tokens" in step.link
    reading = Memory.read(read_query(step.query))
    assert not reading.problems
    assert not reading.unknown
    carried = reading.calculator
    assert isinstance(carried, Memory)
    assert (carried.method, carried.lora_rank, carried.gpu, carried.sequence_length) == ("qlora", 64, "rtx-4090", 300)
    assert carried.lengths == "mixed"
    assert carried.total == case.memory.total  # type: ignore[union-attr]  # model and GPU are of the data


@pytest.mark.parametrize("changes", [{}, {"budget": 4.2}, {"budget": 1}, {"open_model": "meta-llama/Llama-3.1-8B"}])
def test_the_answer_says_that_gpu_time_is_not_all_and_what_is_not_in_it(changes: dict[str, Any]) -> None:
    result = TrainingRun(**changes).result()
    assert "of GPU time" in result.answer
    for missing in ("data", "people", "evaluation"):
        assert missing in result.answer.lower()
    for missing in ("labels", "hours of people", "evaluation", "serving"):
        assert missing in result.why


def test_the_case_goes_on_to_what_the_gpu_bill_leaves_out() -> None:
    changed: dict[str, Any] = {
        "open_model": "meta-llama/Llama-3.1-8B",
        "method": "qlora",
        "examples_count": 7_000,
        "training_runs": 5,
    }
    steps = {step.calculator: step for step in TrainingRun(**changed).result().plan}
    data = TrainingData.read(read_query(steps["training-data"].query))
    assert (data.problems, data.unknown) == ({}, ())
    assert data.calculator.given == {"examples_count"}
    assert data.calculator.examples_count == 7_000  # type: ignore[attr-defined]
    in_all = TotalCost.read(read_query(steps["total-cost"].query))
    assert (in_all.problems, in_all.unknown) == ({}, ())
    assert {name: getattr(in_all.calculator, name) for name in changed} == changed
    assert "labels" in steps["training-data"].words
    assert "people" in steps["total-cost"].words
    for step in TrainingRun().result().plan[1:]:
        assert not step.query


def test_what_is_carried_is_allowed_where_it_goes() -> None:
    for kind, names in ((Memory, SHARED), (TrainingData, LABELLED), (TotalCost, IN_ALL)):
        for name in names:
            ours, theirs = TrainingRun.inputs()[name], kind.inputs()[name]
            if isinstance(ours, Choice):
                assert isinstance(theirs, Choice)
                assert ours.options().keys() <= theirs.options().keys()
            else:
                assert (ours.least, ours.most) == (theirs.least, theirs.most)  # type: ignore[attr-defined]


def test_the_budget_is_kept_overrun_or_open() -> None:
    ranged: dict[str, Any] = {"utilisation_low": 25, "utilisation_high": 100}  # 1 USD to 4 USD
    assert [plain(budget=budget, **ranged).verdict for budget in (4, 3.99, 1, 0.99)] == [
        "within", "perhaps", "perhaps", "beyond",
    ]  # fmt: skip
    assert "is open" in plain(budget=2, **ranged).result().answer


def test_the_rentals_are_compared_cheapest_first() -> None:
    table = TrainingRun().result().table
    assert table is not None
    costs = [float(row[1].removesuffix(" USD").replace(",", "")) for row in table.rows]
    assert costs == sorted(costs)


def test_what_only_megatron_was_measured_with_is_told_of_nothing_else() -> None:
    """gpt-oss 120B on 64 B200: 13,568 tokens/s with Megatron Bridge, 14 to 22 % of the peak by its releases."""
    case = TrainingRun(
        open_model="openai/gpt-oss-120b", method="full", framework="megatron", sequence_length=4_096, batch_size=4,
        gpus=64, rental="lambda/b200-sxm", checkpointing="off",
    )  # fmt: skip
    told = next(figure for figure in case.result().figures if figure.key == "tokens_per_second")
    assert told.low is not None
    assert told.high is not None
    assert told.low < 13_568 < told.high
    for framework in ("hf-liger", "nemo", "compiled", "hf-peft"):
        with pytest.raises(Refused, match=r"no (speed|figure) is known"):
            case.replace(framework=framework).result()


@given(
    examples=st.integers(1, 1_000_000),
    more=st.integers(0, 1_000_000),
    method=st.sampled_from(["full", "lora", "qlora"]),
    model=st.sampled_from(list(catalogue().open_models)),
    rental=st.sampled_from(list(rented())),
    packing=st.sampled_from(["packed", "single", "padded"]),
)
def test_more_examples_never_cost_less_and_ranges_are_ordered(
    examples: int, more: int, method: str, model: str, rental: str, packing: str
) -> None:
    inputs: dict[str, Any] = {"method": method, "open_model": model, "rental": rental, "packing": packing}
    card = rented()[rental].gpu
    rows = [row for row in catalogue().utilisation.values() if card in row.gpus and not row.mixture]
    measured = any(row.basis == "measured" for row in rows)
    shape = catalogue().open_models[model]
    inputs |= {"utilisation": 20} if shape.experts or shape.recurrent or not measured else {}
    inputs |= {"framework": "unsloth"} if card in {"rtx-4090", "rtx-3090"} else {}
    few, many = (TrainingRun(examples_count=count, **inputs) for count in (examples, examples + more))
    assert few.all_tries_cost <= many.all_tries_cost
    assert 0 < few.fewest_hours <= few.hours
    with contextlib.suppress(Refused):  # too wide to be told
        assert few.hours <= few.most_hours
        assert few.least_cost <= few.all_tries_cost <= few.most_cost


@given(
    field=st.sampled_from(["epochs", "parameters", "gpu_price", "training_runs", "lost_work", "hours_beside"]),
    factor=st.floats(1, 3),
)
def test_more_of_anything_never_costs_less(field: str, factor: float) -> None:
    case = TrainingRun()
    value = getattr(case, field) * factor
    grown = case.replace(**{field: int(value) if case.inputs()[field].whole else value})  # type: ignore[attr-defined]
    assert grown.all_tries_cost >= case.all_tries_cost


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    """A search for what would turn an answer asks with 13.0; what it is told must not be what a reader of 13 gets."""
    TrainingRun(lora_rank=13.0).result()
    figures = {figure.key: figure.value for figure in TrainingRun(lora_rank=13).result().figures}
    assert repr(figures["lora_parameters"]) == repr(int(figures["lora_parameters"]))


def test_compiled_code_is_faster_than_tuned_code_on_an_h100_and_tuned_than_a_plain_script() -> None:
    speeds = [
        TrainingRun(method="full", framework=name, rental="crusoe/h100-sxm", gpus=8).tokens_per_second
        for name in ("hf-peft", "fsdp", "compiled")
    ]
    assert speeds == sorted(speeds)
    assert len(set(speeds)) == 3


def test_a_step_longer_than_the_run_is_told() -> None:
    case = TrainingRun(gpus=1_000, batch_size=8)
    assert any("more than the whole run has" in notice for notice in case.result().notices)
    assert not any("more than the whole run has" in notice for notice in TrainingRun().result().notices)


def test_a_range_too_wide_is_refused_however_many_gpus_were_typed() -> None:
    wide = {"open_model": "meta-llama/Llama-2-70b-hf", "method": "qlora", "framework": "nemo"}
    wide |= {"rental": "runpod/l40s", "packing": "single", "tokens_per_example": 20}
    with pytest.raises(Refused, match="no speed is known"):
        TrainingRun(**wide, gpus=64).result()


def test_a_card_of_ones_own_works_as_fast_as_a_rented_one_and_costs_what_the_reader_types() -> None:
    rented_out, own = TrainingRun(), TrainingRun(rental="own/a100-pcie-80gb")
    assert own.gpu_price == 0
    assert own.hours == pytest.approx(rented_out.hours)
    assert own.fits == rented_out.fits
    assert own.memory
    assert own.memory.gpu == "a100-pcie-80gb"
    result = own.result()
    assert "of your own A100 PCIe 80 GB and no rent" in result.answer
    assert "type what an hour costs you, under “Price of a GPU”" in result.why
    first, *others = result.figures
    assert (first.key, first.low is not None) == ("run_hours", True)
    costs = {figure.key: figure for figure in others if figure.unit == "USD"}
    assert [figure.text for figure in costs.values()] == ["nothing rented", "nothing rented"]
    assert all(figure.value == 0 and figure.low is None for figure in costs.values())
    paid = TrainingRun(rental="own/a100-pcie-80gb", gpu_price=0.15)
    assert paid.result().figures[0].key == "all_tries_cost"
    assert paid.all_tries_cost == pytest.approx(0.15 * paid.tries.hours(paid.hours))
    assert paid.result().answer.startswith("All tries together cost about")


def test_every_card_that_memory_lists_may_be_ones_own() -> None:
    declared = TrainingRun.inputs()["rental"]
    assert isinstance(declared, Choice)
    options = declared.options()
    assert all(f"own/{gpu}" in options for gpu in catalogue().gpus)


def test_hours_of_less_than_one_stand_beside_the_same_in_minutes() -> None:
    short, long = (TrainingRun(known_hours=hours).result() for hours in (0.127, 2))
    minutes = {figure.key: figure for figure in short.figures}["run_minutes"]
    assert (minutes.value, minutes.beside) == (pytest.approx(7.62), "run_hours")
    assert "takes 7.62 minutes" in short.why
    assert "run_minutes" not in {figure.key for figure in long.figures}
