"""Inputs on the shape of a model, for a calculator whose `model` gives the defaults."""

from functools import lru_cache, partial
from typing import Any, Literal

from calculators.bills import model_fields
from calculators.figures.shapes import Experts, Shape
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
    return model_fields.layers(SHAPE, _of_model("layers"), "Blocks.")


def hidden() -> Any:
    """Declare the hidden width."""
    return _units(_of_model("hidden"), "Hidden width", help="Of the model between its layers.", most=200_000)


def heads() -> Any:
    """Declare the heads of the queries."""
    return _heads(_of_model("heads"), "Heads", help="Of the queries.")


def kv_heads() -> Any:
    """Declare the heads of keys and values."""
    told = "As many as heads, or fewer that are shared."
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
    return _tokens(_of_model("vocab"), "Vocabulary", help="Different tokens.", least=1)


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
        return mixed.active + mixed.shared if mixed else 1

    return _experts(default, "Experts at work", help="How many each token passes through.")


def parameters() -> Any:
    """Declare a count of parameters that overrules the shape's own."""
    told = "A published count; all parts of the shape are then scaled to it."
    return model_fields.parameters(SHAPE, None, told, none="from the shape")


class FreeShape(Shape):
    """A shape that a reader types: what does not fit together is told, not refused."""

    def __post_init__(self) -> None:
        """Nothing is checked."""


@lru_cache(maxsize=4096, typed=True)
def typed_shape(
    layers: int,
    hidden: int,
    heads: int,
    kv_heads: int,
    head_dim: int,
    ff: int,
    vocab: int,
    tied: bool,
    mlp: Literal["gated", "plain"],
    bias: Literal["none", "qkv", "all"],
    positions: int,
    experts: int,
    active_experts: int,
) -> Shape:
    """The shape of typed figures; a model with biases everywhere is taken to have layer norms, as GPT-2 has."""
    return FreeShape(
        layers=layers,
        hidden=hidden,
        heads=heads,
        kv_heads=kv_heads,
        head_dim=head_dim,
        ff=ff if experts == 1 else 0,
        vocab=vocab,
        positions=positions,
        tied_embeddings=tied,
        bias=bias,
        mlp=mlp,
        norm="layer" if bias == "all" else "RMS",
        experts=None if experts == 1 else Experts(count=experts, active=min(active_experts, experts), width=ff),
    )
