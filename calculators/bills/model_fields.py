"""Inputs on an open model: which one it is, how it learns, on how many GPUs."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from calculators.bills.ways import UNKNOWN, or_not_known, settled
from calculators.figures.tables import catalogue
from calculators.kit.inputs import FRONT, Default, choice, number
from calculators.kit.stops import doubling

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
    "offloaded": ("On, inputs of layers off-loaded to the host", "Checkpointing"),
    "selective": ("In part (selective): keep attention, every second product", "Checkpointing"),
    "off": ("Off: keep everything", "Checkpointing"),
}


@cache
def frameworks() -> Mapping[str, tuple[str, str]]:
    """The training frameworks of the data."""
    return {key: (row.name, "Framework") for key, row in catalogue().frameworks.items()}


def framework(group: str = FRONT) -> Any:
    """Declare the training framework, which sets how the loss is reckoned, what LoRA keeps, how fast the code is."""
    told = "It sets the loss, checkpointing, what LoRA keeps and the speed of the code; each can be changed below."
    return choice("hf-peft", "Framework", frameworks, group, told)


def set_by_framework(name: str) -> Default:
    """The default of a field that the chosen framework sets."""
    return lambda self: getattr(catalogue().frameworks[self.framework], name)


def left_open(name: str) -> Default:
    """The same; not known where known runs with the framework choose in more than one way."""

    def default(self: Any) -> Any:
        row = catalogue().frameworks[self.framework]
        return UNKNOWN if name in row.varies else getattr(row, name)

    return default


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


def batch_size(group: str, told: str) -> Any:
    """Declare how many sequences are worked on at once."""
    stops = doubling(1, 128)
    return number(1, "Sequences at once", group, told, unit="sequences", least=1, most=100_000, whole=True, stops=stops)


def sequence_length(group: str, told: str) -> Any:
    """Declare the tokens of one sequence."""
    stops = doubling(128, 131_072)
    return number(
        2_048, "Sequence length", group, told, unit="tokens", least=1, most=10_000_000, whole=True, stops=stops
    )


def parameters(group: str, default: Default, told: str, none: str = "") -> Any:
    """Declare the parameters of the model."""
    told = f"{told} “7B” may be typed."
    return number(default, "Parameters", group, told, unit="parameters", least=1, most=1e14, whole=True, none=none)


def layers(group: str, default: Default, told: str, none: str = "", *, label: str = "Layers", least: int = 1) -> Any:
    """Declare the layers of the model, or those of a kind."""
    return number(default, label, group, told, unit="layers", least=least, most=1_000, whole=True, none=none)


def attention_width(group: str) -> Any:
    """Declare the width of attention."""

    def default(self: Any) -> Any:
        return self.model and self.model.heads * self.model.head_dim

    told = "Heads times head size; in most models the hidden width."
    most, none = 1_000_000, "not known"
    return number(default, "Attention width", group, told, unit="units", least=1, most=most, whole=True, none=none)


def lora_rank(group: str) -> Any:
    """Declare the rank of LoRA's matrices."""
    return number(
        16,
        "LoRA rank",
        group,
        "The inner width of the small matrices that LoRA adds: how much it can learn, how much it costs.",
        unit="",
        least=1,
        most=4_096,
        whole=True,
    )


def lora_targets(group: str) -> Any:
    """Declare which matrices LoRA adapts."""
    return choice(
        "all",
        "LoRA targets",
        lambda: TARGETS,
        group,
        "Beside which of the model’s matrices LoRA adds its small ones: the more, the more it can learn.",
    )


def lora_parameters(group: str, default: Default, told: str, none: str) -> Any:
    """Declare the parameters that LoRA adds."""
    return number(default, "LoRA parameters", group, told, unit="parameters", most=1e13, whole=True, none=none)


CHECKPOINTING_TOLD = (
    "Also called gradient checkpointing: what the layers computed (the activations) is not kept, but computed "
    "again when it is needed. It costs a third more work and saves most of that memory."
)


def checkpointing(group: str) -> Any:
    """Declare whether activations are recomputed."""

    def default(self: Any) -> str:
        usual: str = left_open("checkpointing")(self)
        return settled(self, "checkpointing", usual)

    return choice(default, "Activation checkpointing", lambda: CHECKPOINTING, group, CHECKPOINTING_TOLD)


def checkpointing_or_not_known(group: str) -> Any:
    """Declare the same, where it decides so much that it may be left open."""
    options = or_not_known(CHECKPOINTING)
    return choice(left_open("checkpointing"), "Activation checkpointing", lambda: options, group, CHECKPOINTING_TOLD)


def gpus(group: str, default: Default, told: str, most: int) -> Any:
    """Declare how many GPUs work at once."""
    return number(default, "GPUs", group, told, unit="GPUs", least=1, most=most, whole=True)
