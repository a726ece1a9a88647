"""Inputs on the shape of a model, for a calculator whose `model` gives the defaults."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from calculators.bills import model_fields
from calculators.figures.shapes import Experts, Latent, OpenModel, Shape, Windows
from calculators.kit.inputs import choice, number

SHAPE = "Shape of the model"
"""The group in which they stand."""

MLP = {"gated": ("Gated, three matrices", ""), "plain": ("Plain, two matrices", "")}
BIASES = {"none": ("None", ""), "qkv": ("Queries, keys, values", ""), "all": ("Everywhere, as in GPT-2", "")}
YES_NO = {"yes": ("Yes", ""), "no": ("No", "")}

_units = partial(number, group=SHAPE, unit="units", least=1, whole=True)
_heads = partial(number, group=SHAPE, unit="heads", least=1, most=1_000, whole=True)
_tokens = partial(number, group=SHAPE, unit="tokens", most=10_000_000, whole=True)
_experts = partial(number, group=SHAPE, unit="experts", least=1, most=10_000, whole=True)


def _of_model(name: str, otherwise: Any = None) -> Any:
    """The default of a figure: the chosen model's, or what holds where no model is chosen."""
    return lambda self: getattr(self.model, name) if self.model else otherwise


def layers() -> Any:
    """Declare the layers."""
    return model_fields.layers(SHAPE, _of_model("layers"), "Blocks that a token passes through, one after another.")


def hidden() -> Any:
    """Declare the hidden width."""
    return _units(
        _of_model("hidden"), "Hidden width", help="How many numbers stand for a token between the layers.", most=200_000
    )


def heads() -> Any:
    """Declare the heads of the queries."""
    return _heads(
        _of_model("heads"), "Heads", help="Parts of attention that work side by side; here those of the queries."
    )


def kv_heads() -> Any:
    """Declare the heads of keys and values."""
    told = "As many as heads, or fewer that are shared; they are what the KV cache keeps."
    return _heads(_of_model("kv_heads"), "Heads for keys and values", help=told)


def head_dim() -> Any:
    """Declare the size of a head."""
    return _units(_of_model("head_dim"), "Head size", help="Often hidden width over heads.", most=4_096)


def ff() -> Any:
    """Declare the width of the feed-forward block, or of one expert."""

    def default(self: Any) -> Any:
        model = self.model
        return model and (model.experts.width if model.experts else model.ff)

    told = "Of the block behind attention; of one expert where there are several."
    return _units(default, "Feed-forward width", help=told, most=2_000_000)


def vocab() -> Any:
    """Declare the vocabulary."""
    return _tokens(
        _of_model("vocab"), "Vocabulary", help="How many different tokens, pieces of text, the model knows.", least=1
    )


def tied() -> Any:
    """Declare whether the output head is the embedding table."""
    return choice(
        lambda self: "yes" if self.model and self.model.tied_embeddings else "no",
        "Head is the embedding table",
        lambda: YES_NO,
        SHAPE,
        "Small models often use one table for both (tied embeddings).",
    )


def mlp() -> Any:
    """Declare the kind of the feed-forward block."""
    told = "Gated (SwiGLU and the like) in most models since 2023."
    return choice(_of_model("mlp", "gated"), "Feed-forward block", lambda: MLP, SHAPE, told)


def bias() -> Any:
    """Declare where there are biases."""
    return choice(_of_model("bias", "none"), "Biases", lambda: BIASES, SHAPE, "A few parameters only.")


def positions() -> Any:
    """Declare the positions that are learned."""
    told = "Rows of a table of positions, as in GPT-2; 0 in most models."
    return _tokens(_of_model("positions", 0), "Learned positions", help=told)


def experts() -> Any:
    """Declare how many experts there are."""

    def default(self: Any) -> int:
        mixed = self.model and self.model.experts
        return mixed.count + mixed.shared if mixed else 1

    return _experts(default, "Experts", help="Of a mixture; 1 where there is none.")


def active_experts() -> Any:
    """Declare how many experts work on a token."""

    def default(self: Any) -> int:
        mixed = self.model and self.model.experts
        return min(mixed.active + mixed.shared, self.experts) if mixed else 1

    return _experts(default, "Experts at work", help="How many each token passes through.")


def _part(part: str, name: str, otherwise: Any = None) -> Any:
    """The default of a figure of a part that only some models have, such as their windows."""
    return lambda self: getattr(getattr(self.model, part, None), name, otherwise)


def dense_layers() -> Any:
    """Declare the layers without experts."""
    told = "Layers of a mixture that have one block in place of experts, often the first few."
    return model_fields.layers(SHAPE, _part("experts", "dense_layers", 0), told, label="Dense layers", least=0)


def dense_ff() -> Any:
    """Declare the width of the block of layers without experts."""

    def default(self: Any) -> Any:
        return (self.model and self.model.experts and self.model.ff) or None

    told = "Of the block of those layers."
    return _units(default, "Width of dense layers", help=told, most=2_000_000, none="as one expert")


def window_layers() -> Any:
    """Declare the layers that look back no further than a window."""
    told = "Layers with a sliding or chunked window: their part of the KV cache stops growing there."
    return model_fields.layers(SHAPE, _part("windows", "layers", 0), told, label="Layers with a window", least=0)


def window() -> Any:
    """Declare the window."""
    told = "How far those layers look back."
    return _tokens(_part("windows", "window"), "Window", help=told, least=1, none="none")


def kv_rank() -> Any:
    """Declare the rank of latent attention."""
    told = "Latent attention (MLA) caches one short vector a token: kv_lora_rank of its config.json."
    return _units(_part("latent", "kv_rank"), "Latent keys and values", help=told, most=100_000, none="none")


def rope_dim() -> Any:
    """Declare the part of a head that is rotated in latent attention."""
    told = "Cached beside the latent vector: qk_rope_head_dim. The head size holds it."
    return _units(_part("latent", "rope_dim"), "Rotated part", help=told, most=4_096, none="none")


def parameters() -> Any:
    """Declare a count of parameters that overrules the shape's own."""
    told = "A published count; all parts of the shape are then scaled to it."
    return model_fields.parameters(SHAPE, None, told, none="from the shape")


class FreeShape(Shape):
    """A shape that a reader types: what does not fit together is told, not refused."""

    def __post_init__(self) -> None:
        """Nothing is checked."""


@lru_cache(maxsize=4096, typed=True)
def typed_shape(model: OpenModel | None, typed: tuple[tuple[str, Any], ...]) -> Shape:
    """The shape of typed figures, by the names of the fields; what no field asks for is the chosen model's own.

    A model with biases everywhere is taken to have layer norms, as GPT-2 has.
    """
    asked = dict(typed)
    mixed = asked["experts"] > 1
    dense = min(asked["dense_layers"], asked["layers"]) if mixed else 0
    own = {name: getattr(model, name) for name in KEPT_FROM_MODEL} if model else {}
    return FreeShape(
        **own | {name: asked[name] for name in ("layers", "hidden", "heads", "kv_heads", "head_dim", "vocab")},
        ff=(asked["dense_ff"] or asked["ff"] if dense else 0) if mixed else asked["ff"],
        positions=asked["positions"],
        tied_embeddings=asked["tied"] == "yes",
        bias=asked["bias"],
        mlp=asked["mlp"],
        norm="layer" if asked["bias"] == "all" else "RMS",
        experts=_experts_of(model, asked, dense) if mixed else None,
        windows=_windows_of(model, asked),
        latent=_latent_of(model, asked),
    )


KEPT_FROM_MODEL = ("norms_per_layer", "qk_norm", "output_gate", "keys_are_values", "recurrent", "beside")
"""What the shape of a chosen model keeps, whatever is typed."""


def _experts_of(model: OpenModel | None, asked: Mapping[str, Any], dense: int) -> Experts:
    shared = min(model.experts.shared if model and model.experts else 0, asked["experts"] - 1)
    active = max(1, min(asked["active_experts"], asked["experts"]) - shared)
    return Experts(count=asked["experts"] - shared, active=active, shared=shared, width=asked["ff"], dense_layers=dense)


def _windows_of(model: OpenModel | None, asked: Mapping[str, Any]) -> Windows | None:
    recurrent = model.recurrent_layers if model else 0
    layers = min(asked["window_layers"], max(0, asked["layers"] - recurrent))
    if not layers or asked["window"] is None:
        return None
    own = model.windows if model else None
    heads, size = (own.kv_heads, own.head_dim) if own else (None, None)
    return Windows(layers=layers, window=asked["window"], kv_heads=heads, head_dim=size)


def _latent_of(model: OpenModel | None, asked: Mapping[str, Any]) -> Latent | None:
    if asked["kv_rank"] is None:
        return None
    rope_dim = min(asked["rope_dim"] or 0, asked["head_dim"])
    own = model.latent if model else None
    return Latent(
        kv_rank=asked["kv_rank"],
        rope_dim=rope_dim,
        value_dim=own.value_dim if own else max(1, asked["head_dim"] - rope_dim),
        query_rank=own.query_rank if own else 0,
    )
