"""Shapes add up to the published counts of parameters; the expected counts are those of the models' own pages."""

import dataclasses

import pytest

from calculators.figures.shapes import Experts, OpenModel, Shape
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
}


@pytest.mark.parametrize("key", PUBLISHED)
def test_a_shape_adds_up_to_the_published_count(key: str) -> None:
    assert MODELS[key].parameters == PUBLISHED[key]
    assert MODELS[key].published in (None, PUBLISHED[key])


@pytest.mark.parametrize("key", MODELS)
def test_the_parts_of_a_model_add_up(key: str) -> None:
    model = MODELS[key]
    parts = model.embedding_parameters + model.head_parameters + model.linear_parameters
    assert parts < model.parameters < 1.001 * parts
    assert (model.head_parameters == 0) == model.tied_embeddings
    assert model.active_parameters == model.parameters
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
    assert llama31.kv_bytes_per_token() == 131_072
    # 128,000 tokens take 15.62 GiB, as Hugging Face published.
    assert llama31.kv_bytes_per_token() * 128_000 / 2**30 == pytest.approx(15.62, abs=0.01)
    assert MODELS["meta-llama/Llama-2-7b-hf"].kv_bytes_per_token() == 524_288
    assert MODELS["google/gemma-2-27b"].kv_bytes_per_token(1) == 188_416


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
