"""Inputs on an open model: which one it is, how it learns, on how many GPUs."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from calculators.figures.tables import catalogue
from calculators.kit.inputs import Default, choice, number

TYPED_MODEL = "typed"
"""The option of the list of models that stands for "I type its figures"."""

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


@cache
def open_models() -> Mapping[str, tuple[str, str]]:
    """The open models of the data, and the option to type a model's figures."""
    models = {key: (model.name, model.maker) for key, model in catalogue().open_models.items()}
    return models | {TYPED_MODEL: ("Not in the list: I type its figures", "Your own")}


def open_model(default: str) -> Any:
    """Declare the choice of an open model."""
    return choice(default, "Open model", open_models, help="The model that you train; its shape is in the data.")


def method(options: Mapping[str, tuple[str, str]], told: str) -> Any:
    """Declare the choice of a method, one of `METHODS` or of more."""
    return choice("lora", "Method", lambda: options, help=told)


def sequence_length(group: str, told: str) -> Any:
    """Declare the tokens of one sequence."""
    return number(2_048, "Sequence length", group, told, unit="tokens", least=1, most=10_000_000, whole=True)


def parameters(group: str, default: Default, told: str, none: str = "") -> Any:
    """Declare the parameters of the model."""
    told = f"{told} “7B” may be typed."
    return number(default, "Parameters", group, told, unit="parameters", least=1, most=1e14, whole=True, none=none)


def layers(group: str, default: Default, told: str, none: str = "") -> Any:
    """Declare the layers of the model."""
    return number(default, "Layers", group, told, unit="layers", least=1, most=1_000, whole=True, none=none)


def lora_rank(group: str) -> Any:
    """Declare the rank of LoRA's matrices."""
    return number(
        16, "LoRA rank", group, "The inner width of the added matrices.", unit="", least=1, most=4_096, whole=True
    )


def lora_targets(group: str) -> Any:
    """Declare which matrices LoRA adapts."""
    return choice("all", "LoRA targets", lambda: TARGETS, group, "The matrices beside which small ones are added.")


def lora_parameters(group: str, default: Default, told: str, none: str) -> Any:
    """Declare the parameters that LoRA adds."""
    return number(default, "LoRA parameters", group, told, unit="parameters", most=1e13, whole=True, none=none)


def checkpointing(group: str) -> Any:
    """Declare whether activations are recomputed."""
    return choice(
        "on",
        "Activation checkpointing",
        lambda: CHECKPOINTING,
        group,
        "Recomputing what the layers did on the way forward costs a third more work and saves most of the activations.",
    )


def gpus(group: str, default: Default, told: str, most: int) -> Any:
    """Declare how many GPUs work at once."""
    return number(default, "GPUs", group, told, unit="GPUs", least=1, most=most, whole=True)
