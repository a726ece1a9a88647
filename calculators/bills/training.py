"""Training open models: the methods, the matrices that LoRA adapts, and the work of one token."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from calculators.figures.shapes import Shape
from calculators.figures.tables import catalogue
from calculators.kit.inputs import choice, number

TYPED_MODEL = "typed"
"""The option of the list of models that stands for "I type its figures"."""

Method = Literal["full", "lora", "qlora"]

METHODS: Mapping[str, tuple[str, str]] = {
    "full": ("Full: all parameters learn", "Method"),
    "lora": ("LoRA: small added matrices learn", "Method"),
    "qlora": ("QLoRA: LoRA on a 4-bit model", "Method"),
}

TARGETS: Mapping[str, tuple[str, str]] = {
    "all": ("All matrices of a layer", "Targets"),
    "attention": ("Attention: queries, keys, values, output", "Targets"),
    "qkv": ("Queries, keys and values", "Targets"),
    "qv": ("Queries and values, as in the LoRA paper", "Targets"),
    "block": ("The feed-forward block", "Targets"),
}
"""Which matrices of a layer LoRA adapts."""

CHECKPOINTING: Mapping[str, tuple[str, str]] = {
    "on": ("On: recompute, to save memory", "Checkpointing"),
    "off": ("Off: keep everything", "Checkpointing"),
}


ATTENTION = ("q", "k", "v", "o")
"""The matrices of attention; the others of a layer are those of its feed-forward block."""


@cache
def open_models() -> Mapping[str, tuple[str, str]]:
    """The open models of the data, and the option to type a model's figures."""
    models = {key: (model.name, model.maker) for key, model in catalogue().open_models.items()}
    return models | {TYPED_MODEL: ("Not in the list: I type its figures", "Your own")}


def targets_of(shape: Shape, targets: str) -> tuple[str, ...]:
    """The matrices of a layer that a choice of `TARGETS` stands for."""
    attention = {"attention": ATTENTION, "qkv": ("q", "k", "v"), "qv": ("q", "v")}
    if targets in attention:
        return attention[targets]
    return tuple(name for name in shape.matrices if targets == "all" or name not in ATTENTION)


@lru_cache(maxsize=1024, typed=True)
def adapter_parameters(model: str, rank: int, targets: str) -> int | None:
    """The parameters that LoRA adds to a model of the data; None where the model is typed."""
    if model == TYPED_MODEL:
        return None
    shape = catalogue().open_models[model]
    return shape.lora_parameters(rank, targets_of(shape, targets))


def open_model(default: str) -> Any:
    """Declare the choice of an open model."""
    return choice(default, "Open model", open_models, help="The model that you train; its shape is in the data.")


def method() -> Any:
    """Declare the choice of a method."""
    return choice("lora", "Method", lambda: METHODS, help="What learns: everything, or small added matrices beside it.")


def lora_rank(group: str) -> Any:
    """Declare the rank of LoRA's matrices."""
    return number(
        16, "LoRA rank", group, "The inner width of the added matrices.", unit="", least=1, most=4_096, whole=True
    )


def lora_targets(group: str) -> Any:
    """Declare which matrices LoRA adapts."""
    return choice("all", "LoRA targets", lambda: TARGETS, group, "The matrices beside which small ones are added.")


def checkpointing(group: str) -> Any:
    """Declare whether activations are recomputed."""
    return choice(
        "on",
        "Activation checkpointing",
        lambda: CHECKPOINTING,
        group,
        "Recomputing what the layers did on the way forward costs a third more work and saves most of the activations.",
    )


class Work(NamedTuple):
    """The floating-point operations (FLOPs) of training on one token.

    `parameters` N are those that a token passes through, `adapters` those that LoRA adds (0 where every parameter
    learns). A multiplication and an addition per parameter make 2N FLOPs forward and 2N each backward for the
    gradients of what came in and of the parameters (Kaplan et al. 2020); frozen parameters need no gradients of their
    own. Attention adds 4·L·w·s forward and twice that backward, with L `layers`, w `attention_width` (heads x head
    size) and s `context` tokens in a sequence, whether or not the later half is masked (PaLM 2022; MosaicML's
    llm-foundry). Checkpointing repeats the way forward.
    """

    parameters: float
    adapters: float
    frozen: bool
    layers: float
    attention_width: float
    context: float
    checkpointing: bool

    @property
    def matrices(self) -> float:
        """FLOPs in the parameters: 6N where all learn; 4N of the frozen model and 6 for each added parameter."""
        return 4 * self.parameters + 6 * self.adapters if self.frozen else 6 * self.parameters

    @property
    def attention(self) -> float:
        """FLOPs in attention, forward and backward: 12·L·w·s."""
        return 12 * self.layers * self.attention_width * self.context

    @property
    def recomputed(self) -> float:
        """FLOPs of going forward once more: 2N and a third of attention; 0 without checkpointing."""
        return 2 * (self.parameters + self.adapters) + self.attention / 3 if self.checkpointing else 0

    @property
    def useful(self) -> float:
        """FLOPs that training needs, recomputation left out: what model FLOPs utilisation (MFU) counts."""
        return self.matrices + self.attention

    @property
    def all(self) -> float:
        """FLOPs that the GPU does, recomputation counted."""
        return self.useful + self.recomputed

    @property
    def in_full(self) -> float:
        """FLOPs that the GPU would do if every parameter of the model learned."""
        return self._replace(adapters=0, frozen=False).all
