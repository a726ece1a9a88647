"""Shapes add up to the published counts of parameters; the expected counts are those of the models' own pages."""

import dataclasses

import pytest

from calculators.figures.shapes import Experts, Latent, OpenModel, Recurrent, Shape, Windows
from calculators.figures.tables import catalogue
from calculators.kit.strict import DataError

MODELS = catalogue().open_models

PUBLISHED = {
    "meta-llama/Llama-3.1-8B": 8_030_261_248,
    "meta-llama/Llama-3.1-70B": 70_553_706_496,
    "meta-llama/Llama-2-7b-hf": 6_738_415_616,
    "meta-llama/Llama-3.2-3B": 3_212_749_824,
    "Qwen/Qwen2.5-7B": 7_615_616_512,
    "Qwen/Qwen2.5-3B": 3_085_938_688,
    "Qwen/Qwen2.5-32B": 32_763_876_352,
    "Qwen/Qwen3-8B": 8_190_735_360,
    "google/gemma-2-2b": 2_614_341_888,
    "google/gemma-2-9b": 9_241_705_984,
    "google/gemma-2-27b": 27_227_128_320,
    "mistralai/Mistral-7B-v0.3": 7_248_023_552,
    "microsoft/phi-4": 14_659_507_200,
    "microsoft/Phi-3-mini-4k-instruct": 3_821_079_552,
    "HuggingFaceTB/SmolLM2-1.7B": 1_711_376_384,
    "HuggingFaceTB/SmolLM2-360M": 361_821_120,
    "TinyLlama/TinyLlama-1.1B": 1_100_048_384,
    "Qwen/Qwen3-30B-A3B": 30_532_122_624,
    "Qwen/Qwen3-235B-A22B": 235_093_634_560,
    "Qwen/Qwen3.5-9B": 9_653_104_368,
    "Qwen/Qwen3.5-27B": 27_781_427_952,
    "Qwen/Qwen3.5-35B-A3B": 35_951_822_704,
    "google/gemma-3-1b-it": 999_885_952,
    "google/gemma-3-4b-it": 4_300_079_472,
    "google/gemma-3-12b-it": 12_187_325_040,
    "google/gemma-3-27b-it": 27_432_406_640,
    "google/gemma-4-31B-it": 31_273_088_876,
    "google/gemma-4-26B-A4B-it": 25_805_936_206,
    "meta-llama/Llama-4-Scout-17B-16E": 108_641_793_536,
    "meta-llama/Llama-4-Maverick-17B-128E": 401_583_781_376,
    "mistralai/Mistral-Small-24B-Instruct-2501": 23_572_403_200,
    "microsoft/Phi-4-mini-instruct": 3_836_021_760,
    "HuggingFaceTB/SmolLM3-3B": 3_075_098_624,
}

NEARLY = {
    "openai/gpt-oss-20b": 20_914_757_184,
    "openai/gpt-oss-120b": 116_829_156_672,
    "allenai/OLMo-2-1124-7B": 7_298_617_344,
    "allenai/OLMo-2-1124-13B": 13_716_198_400,
    "allenai/Olmo-3-1025-7B": 7_298_011_136,
    "allenai/Olmo-3-1125-32B": 32_233_522_176,
    "zai-org/GLM-4.5-Air": 106_852_251_264,
    "deepseek-ai/DeepSeek-V3": 671_026_419_200,
    "moonshotai/Kimi-K2-Instruct": 1_026_408_232_448,
    "MiniMaxAI/MiniMax-M2": 228_689_764_864,
}
"""Norms of another width, biases of a router and the like are left out of these shapes."""

ACTIVE = {
    "Qwen/Qwen3-30B-A3B": 3.3e9,
    "Qwen/Qwen3-235B-A22B": 22e9,
    "openai/gpt-oss-20b": 3.6e9,
    "openai/gpt-oss-120b": 5.1e9,
    "google/gemma-4-26B-A4B-it": 3.8e9,
    "meta-llama/Llama-4-Scout-17B-16E": 17e9,
    "meta-llama/Llama-4-Maverick-17B-128E": 17e9,
    "zai-org/GLM-4.5-Air": 12e9,
    "deepseek-ai/DeepSeek-V3": 37e9,
    "moonshotai/Kimi-K2-Instruct": 32e9,
    "MiniMaxAI/MiniMax-M2": 10e9,
}
"""As their makers tell; some leave out the embeddings, or the output head as well."""


@pytest.mark.parametrize("key", PUBLISHED)
def test_a_shape_adds_up_to_the_published_count(key: str) -> None:
    assert MODELS[key].parameters == PUBLISHED[key]
    assert MODELS[key].published in (None, PUBLISHED[key])


@pytest.mark.parametrize("key", NEARLY)
def test_a_shape_comes_near_the_published_count(key: str) -> None:
    assert MODELS[key].published == NEARLY[key]
    assert MODELS[key].parameters == pytest.approx(NEARLY[key], rel=4e-5)


@pytest.mark.parametrize("key", ACTIVE)
def test_a_token_meets_as_many_parameters_as_the_maker_tells(key: str) -> None:
    model = MODELS[key]
    assert model.active_parameters - model.embedding_parameters - model.head_parameters < 1.03 * ACTIVE[key]
    assert model.active_parameters > 0.93 * ACTIVE[key]


def test_every_published_count_is_tested() -> None:
    assert {key for key, model in MODELS.items() if model.published} <= {*PUBLISHED, *NEARLY}


@pytest.mark.parametrize("key", MODELS)
def test_the_parts_of_a_model_add_up(key: str) -> None:
    model = MODELS[key]
    parts = model.embedding_parameters + model.head_parameters + model.linear_parameters + model.beside
    assert parts < model.parameters < 1.001 * parts
    assert (model.head_parameters == 0) == model.tied_embeddings
    assert (model.active_parameters == model.parameters) == (not model.experts and not model.beside)
    assert (model.published is not None) == (model.confidence == "high")


def shape(**changes: object) -> Shape:
    """A small shape, reckoned by hand: width 8, 2 heads of 4, 1 for keys and values, feed-forward of 16, 10 tokens."""
    small: dict[str, object] = {
        "layers": 1,
        "hidden": 8,
        "heads": 2,
        "kv_heads": 1,
        "head_dim": 4,
        "ff": 16,
        "vocab": 10,
        "tied_embeddings": True,
        "bias": "none",
        "mlp": "plain",
    }
    return Shape(**{**small, **changes})  # type: ignore[arg-type]


def test_every_part_of_a_small_shape_counts() -> None:
    # Embeddings 80; q and o 64 each, k and v 32 each; up and down 128 each; two norms and a last one of 8.
    assert shape().parameters == 80 + 192 + 256 + 24
    assert shape(tied_embeddings=False).parameters == shape().parameters + 80
    assert shape(mlp="gated").parameters == shape().parameters + 128
    assert shape(bias="qkv").parameters == shape().parameters + 8 + 4 + 4
    assert shape(bias="all").parameters == shape().parameters + 8 + 4 + 4 + 8 + 16 + 8
    assert shape(norm="layer").parameters == shape().parameters + 24
    assert shape(norms_per_layer=4).parameters == shape().parameters + 16
    assert shape(qk_norm=True).parameters == shape().parameters + 8
    assert shape(positions=5).parameters == shape().parameters + 40
    assert shape(layers=3).parameters == shape().parameters + 2 * (192 + 256 + 16)


def test_gpt_2_comes_out_too() -> None:
    gpt2 = Shape(
        layers=12,
        hidden=768,
        heads=12,
        kv_heads=12,
        head_dim=64,
        ff=3072,
        vocab=50257,
        positions=1024,
        tied_embeddings=True,
        bias="all",
        mlp="plain",
        norm="layer",
    )
    assert gpt2.parameters == 124_439_808


def test_a_mixture_of_experts_has_more_parameters_than_a_token_meets() -> None:
    # Mixtral 8x7B: 46.7 billion, of which 12.9 billion are active, as Mistral published.
    mixtral = Shape(
        layers=32,
        hidden=4096,
        heads=32,
        kv_heads=8,
        head_dim=128,
        ff=0,
        vocab=32000,
        tied_embeddings=False,
        bias="none",
        mlp="gated",
        experts=Experts(count=8, active=2, width=14336),
    )
    assert mixtral.parameters == 46_702_792_704
    assert mixtral.active_parameters == pytest.approx(12.88e9, rel=0.001)


def test_latent_attention_and_leading_dense_layers_add_up_to_deepseek_v3() -> None:
    # DeepSeek-V3's report: 671 billion, 37 billion active; its config.json gives the figures.
    deepseek = Shape(
        layers=61,
        hidden=7168,
        heads=128,
        kv_heads=128,
        head_dim=192,
        ff=18432,
        vocab=129280,
        tied_embeddings=False,
        bias="none",
        mlp="gated",
        experts=Experts(count=256, active=8, shared=1, width=2048, dense_layers=3),
        latent=Latent(kv_rank=512, rope_dim=64, value_dim=128, query_rank=1536),
    )
    assert deepseek.parameters == pytest.approx(671.03e9, rel=1e-4)
    assert deepseek.active_parameters == pytest.approx(37.5e9, rel=0.01)
    assert deepseek.kv_bytes(4096) == 61 * 576 * 4096 * 2
    assert deepseek.copies["up"] == 58 * 257
    assert deepseek.copies["up_dense"] == 3


def test_experts_with_biases_add_up_to_gpt_oss() -> None:
    # 20,914,757,184 as the Hub counts gpt-oss-20b's weights; sinks and biases of the router are left out here.
    oss = Shape(
        layers=24,
        hidden=2880,
        heads=64,
        kv_heads=8,
        head_dim=64,
        ff=0,
        vocab=201088,
        tied_embeddings=False,
        bias="all",
        mlp="gated",
        experts=Experts(count=32, active=4, width=2880),
        windows=Windows(layers=12, window=128),
    )
    assert oss.parameters == 20_914_757_184 - 24 * (64 + 32)
    # Half of the layers keep 128 tokens at most.
    assert oss.kv_bytes(1_000) == 12 * 2048 * 1_000 + 12 * 2048 * 128


def test_layers_of_linear_attention_keep_a_state_in_place_of_a_cache() -> None:
    # Qwen3-Next 80B-A3B: 36 of 48 layers are gated delta nets; 79.7 billion parameters without the layer of prediction.
    nxt = Shape(
        layers=48,
        hidden=2048,
        heads=16,
        kv_heads=2,
        head_dim=256,
        ff=0,
        vocab=151936,
        tied_embeddings=False,
        bias="none",
        mlp="gated",
        qk_norm=True,
        output_gate=True,
        experts=Experts(count=512, active=10, shared=1, width=512),
        recurrent=Recurrent(layers=36, key_heads=16, value_heads=32, key_dim=128, value_dim=128),
    )
    assert nxt.parameters == pytest.approx(79.67e9, rel=0.001)
    assert nxt.active_parameters == pytest.approx(3.9e9, rel=0.02)
    state = 36 * (4 * 32 * 128 * 128 + 2 * 8192 * 3)
    assert nxt.kv_bytes(1_000) == 12 * 2 * 2 * 256 * 2 * 1_000 + state
    assert nxt.kv_bytes(2_000) - nxt.kv_bytes(1_000) == nxt.kv_bytes(1_000) - state


def test_windowed_layers_may_have_heads_of_their_own_and_full_ones_no_values() -> None:
    # By hand: width 8; windowed layers 2 heads of 4, 2 for keys; the full one 2 heads of 8, 1 for keys, no values.
    mixed = shape(
        layers=3,
        kv_heads=1,
        head_dim=8,
        keys_are_values=True,
        windows=Windows(layers=2, window=5, kv_heads=2, head_dim=4),
    )
    full, windowed = 8 * 16 + 8 * 8 + 16 * 8, 4 * 8 * 8
    assert mixed.linear_parameters == full + 2 * windowed + 3 * 256
    assert mixed.kv_bytes(7, 1) == 16 * 7 + 2 * 16 * 5
    assert set(mixed.matrices) == {"q", "k", "o", "q_window", "k_window", "v_window", "o_window", "up", "down"}


def test_what_stands_beside_the_text_model_is_loaded_but_not_worked_with() -> None:
    assert shape(beside=100).parameters == shape().parameters + 100
    assert shape(beside=100).active_parameters == shape().parameters


@pytest.mark.parametrize(
    "wrong",
    [
        {"experts": Experts(count=2, active=1, width=4)},
        {"ff": 0, "experts": Experts(count=2, active=1, width=4, dense_layers=1), "layers": 2},
        {"windows": Windows(layers=2, window=5)},
        {"latent": Latent(kv_rank=2, rope_dim=5, value_dim=2)},
    ],
    ids=[
        "ff beside experts everywhere",
        "dense layers without ff",
        "more windows than layers",
        "a head below its part",
    ],
)
def test_a_shape_that_does_not_fit_together_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(DataError):
        shape(**wrong)


def test_lora_adds_rank_times_the_widths_of_its_matrices() -> None:
    llama2 = MODELS["meta-llama/Llama-2-7b-hf"]
    assert llama2.lora_parameters(8, ("q", "v")) == 4_194_304
    llama31 = MODELS["meta-llama/Llama-3.1-8B"]
    assert llama31.lora_parameters(8, ("q", "v")) == 32 * 8 * ((4096 + 4096) + (4096 + 1024))
    assert llama31.lora_parameters(16, tuple(llama31.matrices)) == 41_943_040
    with pytest.raises(ValueError, match=r"'w' is not a matrix of this model; there are: q, k, v, o, gate, up, down"):
        llama31.lora_parameters(8, ("w",))


def test_the_cache_of_keys_and_values_grows_with_their_heads() -> None:
    llama31 = MODELS["meta-llama/Llama-3.1-8B"]
    assert llama31.kv_bytes(1) == 131_072
    # 128,000 tokens take 15.62 GiB, as Hugging Face published.
    assert llama31.kv_bytes(128_000) / 2**30 == pytest.approx(15.62, abs=0.01)
    assert MODELS["meta-llama/Llama-2-7b-hf"].kv_bytes(1) == 524_288
    assert MODELS["google/gemma-2-27b"].kv_bytes(1, 1) == 188_416


def test_a_count_remembers_where_the_shape_was_read() -> None:
    count = MODELS["Qwen/Qwen2.5-7B"].parameter_count
    assert count == 7_615_616_512
    assert (count.name, count.unit, count.source) == ("Qwen2.5 7B, parameters", "parameters", "litgpt-config")
    assert MODELS["Qwen/Qwen2.5-7B"].context_length == 131_072


def test_a_shape_that_misses_the_published_count_is_refused() -> None:
    model = MODELS["meta-llama/Llama-3.1-8B"]
    values = {field.name: getattr(model, field.name) for field in dataclasses.fields(model) if field.init}
    with pytest.raises(DataError, match="the shape adds up to 8,030,261,248"):
        OpenModel(**{**values, "published": 8_032_000_000})


def test_a_token_meets_the_adapters_of_its_experts_only() -> None:
    model = MODELS["Qwen/Qwen3-30B-A3B"]
    assert model.lora_at_work(("q", "v")) == 1
    assert model.lora_at_work(("gate", "up", "down")) == 8 / 128
