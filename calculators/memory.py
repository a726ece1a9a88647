"""Tell whether training or running a model fits into the memory of a GPU."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar

from calculators.bills import model_fields, shape_fields
from calculators.bills.footprint import (
    GB,
    OPTIMISER_BYTES,
    Footprint,
    activation_bytes,
    fewest_gpus,
    sharded,
    weight_bytes,
)
from calculators.bills.model_fields import METHODS
from calculators.bills.shape_fields import SHAPE, YES_NO, typed_shape
from calculators.bills.training import targets_of
from calculators.figures.hardware import Gpu
from calculators.figures.shapes import OpenModel, Shape
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import FRONT, choice, number
from calculators.kit.model import Calculator

TYPED = "typed"
"""The option of the list of GPUs that stands for "I type its memory"."""

TEXT = "Text and activations"
TRAINED = "What learns"
WEIGHTS = "Weights"
GPUS = "GPUs"
MARGINS = "What the formulas leave out"

MOST_GPUS = 4_096

USES = dict(METHODS) | {"inference": ("Inference: the model answers, nothing learns", "Method")}

PRECISIONS: Mapping[str, tuple[str, str]] = {
    "16": ("16 bits", "Precision"),
    "32": ("32 bits", "Precision"),
    "8": ("8 bits", "Precision"),
    "nf4": ("4 bits (NF4)", "Precision"),
    "nf4-double": ("4 bits (NF4), scales quantised too", "Precision"),
}

OPTIMISERS: Mapping[str, tuple[str, str]] = {
    "mixed": ("AdamW, mixed precision: 16 bytes a parameter", "Optimiser"),
    "mixed-32": ("AdamW, mixed precision, 32-bit gradients: 18 bytes", "Optimiser"),
    "states-32": ("AdamW, no 32-bit copy of the weights: 12 bytes", "Optimiser"),
    "bf16": ("AdamW, all in BF16: 8 bytes", "Optimiser"),
    "8-bit": ("8-bit Adam: 6 bytes", "Optimiser"),
    "fp32": ("AdamW, all in 32 bits: 16 bytes", "Optimiser"),
}

SHARDINGS: Mapping[str, tuple[str, str]] = {
    "all": ("Everything (ZeRO-3, FSDP)", "Sharding"),
    "gradients": ("Gradients and optimiser (ZeRO-2)", "Sharding"),
    "optimiser": ("Optimiser (ZeRO-1)", "Sharding"),
    "none": ("Nothing: each GPU holds it all", "Sharding"),
}

LEAST_LOGIT_BYTES, LOGIT_BYTES, MOST_LOGIT_BYTES = 2, 4, 6
"""A logit in 16 bits; in 32; and both at once, as when the loss copies them."""

MARGIN = {"full": (5.0, 0.0, 4.0), "lora": (5.0, 0.0, 10.0), "qlora": (0.0, 20.0, 43.0), "inference": (0.0, 2.0, 4.0)}
"""How far measured runs stood below these sums at most, beside them usually and above them at most, in %.

Judged from few: full training and LoRA in torchtune 4 to 5 % below, LoRA in litgpt 4 % above, weights 0.3 % and in
4 bits 15 % above. The upper ends are wider, after comparisons with simpler sums: 9 % of the measurement for LoRA, 30 %
for QLoRA. A quantised model has the margins of QLoRA, whatever is done with it.
"""


def margin_of(place: int) -> Any:
    """The default of one of the three margins."""
    return lambda self: MARGIN["qlora" if self.quantised else self.method][place]


@cache
def gpu_options() -> Mapping[str, tuple[str, str]]:
    """The GPUs of the data, by generation, and the option to type a memory."""
    options = {key: (card.name, card.generation) for key, card in catalogue().gpus.items()}
    return options | {TYPED: ("Not in the list: I type its memory", "Your own")}


@cache
def memory_gb(gpu: str) -> Fact | None:
    """The memory of a GPU of the data in GB; None where it is typed."""
    card = catalogue().gpus.get(gpu)
    return card.memory_gb if card else None


@cache
def bits_of(precision: str) -> float | None:
    """Bits of a quantised weight, its part of the scales included; None where nothing is quantised."""
    if precision in ("16", "32"):
        return None
    return 8 if precision == "8" else catalogue().rules[f"qlora/{precision}"].figure


def overhead_rule(end: str) -> Any:
    """The default of one end of the overhead."""
    return lambda _: getattr(catalogue().rules["memory/overhead"], end)


@dataclass(frozen=True)
class Memory(Calculator):
    """A GPU holds the weights, or there is nothing to talk about.

    Training keeps more beside them: gradients and the optimiser’s memory of every parameter that learns, and what the
    text leaves behind in every layer.

    The calculator adds it all up from the model’s real shape, says how far such sums were from what was measured, and
    on which GPUs it fits.
    """

    slug = "memory"
    title = "Memory of a GPU"
    question = "Does it fit into the memory of the GPU?"
    verdicts: ClassVar = {"fits": "it fits", "perhaps": "it may fit or not", "no": "it does not fit"}

    open_model: str = model_fields.open_model("mistralai/Mistral-7B-v0.3")
    method: str = model_fields.method(USES, "What learns, or whether the model only answers.")
    sequence_length: int = model_fields.sequence_length(
        FRONT, "Tokens of one sequence; in inference prompt and answer together."
    )
    batch_size: int = number(
        1,
        "Sequences at once",
        help="In training on each GPU at a time (the micro-batch); in inference all that are answered at once.",
        unit="sequences",
        least=1,
        most=100_000,
        whole=True,
    )
    gpu: str = choice("rtx-4090", "GPU", gpu_options, help="The card whose memory it must fit into.")

    checkpointing: str = model_fields.checkpointing(TEXT)
    flash_attention: str = choice(
        "yes",
        "FlashAttention",
        lambda: YES_NO,
        TEXT,
        "It never writes the attention scores down, which else grow with the square of the sequence.",
    )
    chunked_loss: str = choice(
        "no",
        "Loss in chunks",
        lambda: YES_NO,
        TEXT,
        "Computing the loss piece by piece keeps the scores of the whole vocabulary out of memory.",
    )
    kv_bytes: float = number(
        2,
        "KV cache, bytes a value",
        TEXT,
        "2 for 16 bits; 1 where the cache is kept in 8 bits.",
        unit="bytes",
        least=0.25,
        most=4,
    )

    optimiser: str = choice(
        "mixed", "Optimiser", lambda: OPTIMISERS, TRAINED, "What is kept of every parameter that learns."
    )
    lora_rank: int = model_fields.lora_rank(TRAINED)
    lora_targets: str = model_fields.lora_targets(TRAINED)
    lora_parameters: int | None = model_fields.lora_parameters(
        TRAINED, None, "What training tools print; else they follow from rank, targets and shape.", "from the shape"
    )

    precision: str = choice(
        lambda self: "nf4-double" if self.method == "qlora" else "16",
        "Precision of the weights",
        lambda: PRECISIONS,
        WEIGHTS,
        "Of a model that does not learn itself. In 8 and 4 bits, embeddings keep 16.",
    )
    quantised_bits: float | None = number(
        lambda self: bits_of(self.precision),
        "Bits of a quantised weight",
        WEIGHTS,
        "With its part of the scales.",
        unit="bits",
        least=0.5,
        most=32,
        none="not quantised",
    )
    quantised_head: str = choice(
        "no",
        "Output head quantised too",
        lambda: YES_NO,
        WEIGHTS,
        "Most tools keep it in 16 bits. Where it is the embedding table itself, it stays that.",
    )

    layers: int = shape_fields.layers()
    hidden: int = shape_fields.hidden()
    heads: int = shape_fields.heads()
    kv_heads: int = shape_fields.kv_heads()
    head_dim: int = shape_fields.head_dim()
    ff: int = shape_fields.ff()
    vocab: int = shape_fields.vocab()
    tied: str = shape_fields.tied()
    mlp: str = shape_fields.mlp()
    bias: str = shape_fields.bias()
    positions: int = shape_fields.positions()
    experts: int = shape_fields.experts()
    active_experts: int = shape_fields.active_experts()
    parameters: int | None = shape_fields.parameters()

    gpus: int = model_fields.gpus(GPUS, 1, "Used together.", MOST_GPUS)
    sharding: str = choice(
        "all",
        "Shared out among GPUs",
        lambda: SHARDINGS,
        GPUS,
        "In inference “everything” stands for splitting the model and its cache (tensor parallel).",
    )
    gpu_memory: float = number(
        lambda self: memory_gb(self.gpu),
        "Memory of a GPU",
        GPUS,
        "In GB of 10^9 bytes. A card sold as 80 GB has 80 GiB, and that is 85.9 GB.",
        unit="GB",
        least=0.1,
        most=10_000,
    )

    overhead_low: float = number(
        overhead_rule("lowest"), "Overhead, at best", MARGINS, "For the range.", unit="GB", most=1_000
    )
    overhead: float = number(1, "Overhead", MARGINS, "CUDA and gaps that nothing fits into.", unit="GB", most=1_000)
    overhead_high: float = number(
        overhead_rule("highest"), "Overhead, at worst", MARGINS, "For the range.", unit="GB", most=1_000
    )
    margin_low: float = number(
        margin_of(0),
        "Below the formulas, at best",
        MARGINS,
        "How far below such sums measured runs were at most.",
        unit="%",
        most=100,
    )
    margin: float = number(
        margin_of(1),
        "Above the formulas",
        MARGINS,
        "What measured runs usually took beyond such sums.",
        unit="%",
        most=500,
    )
    margin_high: float = number(
        margin_of(2), "Above the formulas, at worst", MARGINS, "The most that they took beyond.", unit="%", most=500
    )

    @cached_property
    def model(self) -> OpenModel | None:
        """The model of the data, or None where its shape is typed."""
        return catalogue().open_models.get(self.open_model)

    @cached_property
    def shape(self) -> Shape:
        """The shape: the model's own, or as typed."""
        if self.model and not self.given & SHAPE_FIELDS:
            return self.model
        return typed_shape(
            self.layers, self.hidden, self.heads, self.kv_heads, self.head_dim, self.ff, self.vocab,
            self.tied == "yes", self.mlp, self.bias, self.positions, self.experts, self.active_experts,
        )  # fmt: skip

    @property
    def quantised(self) -> bool:
        """Whether the weights are kept in fewer bits; those that learn never are."""
        return self.quantised_bits is not None and self.method != "full"

    @property
    def card(self) -> Gpu | None:
        """The GPU, or None where its memory is typed."""
        return catalogue().gpus.get(self.gpu)

    @property
    def all_parameters(self) -> float:
        """All parameters of the model."""
        return self.parameters or self.shape.parameters

    @property
    def scale(self) -> float:
        """The typed count over what the shape adds up to."""
        return self.parameters / self.shape.parameters if self.parameters else 1

    @cached_property
    def adapters(self) -> float:
        """The parameters that LoRA adds; 0 without it."""
        if self.method not in ("lora", "qlora"):
            return 0
        if self.lora_parameters is not None:
            return self.lora_parameters
        return self.shape.lora_parameters(self.lora_rank, targets_of(self.shape, self.lora_targets))

    @property
    def learning(self) -> float:
        """The parameters that learn."""
        return self.all_parameters if self.method == "full" else self.adapters

    @property
    def frozen_bytes(self) -> float:
        """Bytes of the model's own weights where they do not learn."""
        plain = 4 if self.precision == "32" else 2
        return self.scale * weight_bytes(self.shape, self.quantised_bits, plain, self.quantised_head == "yes")

    @cached_property
    def whole(self) -> Footprint:
        """Bytes that one GPU holds if it holds everything."""
        shape, training = self.shape, self.method != "inference"
        of_weight, of_gradient, of_optimiser = OPTIMISER_BYTES[self.optimiser]
        own = self.frozen_bytes if self.method != "full" else 0
        tokens = self.sequence_length * self.batch_size
        return Footprint(
            weights=own + self.learning * of_weight,
            gradients=self.learning * of_gradient,
            optimiser=self.learning * of_optimiser,
            gathered=0,
            activations=activation_bytes(
                shape, self.sequence_length, self.batch_size, self.flash_attention == "yes", self.checkpointing == "on"
            )
            if training
            else 0,
            logits=tokens * shape.vocab * LOGIT_BYTES if training and self.chunked_loss == "no" else 0,
            kv_cache=0 if training else self.batch_size * shape.kv_bytes(self.sequence_length, self.kv_bytes),
        )

    @property
    def layer_bytes(self) -> float:
        """Bytes of the weights of one layer, gathered for the work; in inference none ever is."""
        if self.method == "inference":
            return 0
        share = self.shape.linear_parameters / self.shape.layers / self.shape.parameters
        return share * (self.whole.weights if self.method == "full" else self.frozen_bytes)

    def on_each(self, gpus: int, sharding: str) -> Footprint:
        """Bytes on each of so many GPUs."""
        return sharded(self.whole, gpus, sharding, self.layer_bytes if gpus > 1 else 0, self.kv_heads)

    @cached_property
    def footprint(self) -> Footprint:
        """Bytes on each GPU, by the formulas."""
        return self.on_each(self.gpus, self.sharding)

    @property
    def total(self) -> float:
        """Bytes expected on each GPU: the formulas, what was usually measured above them, and the overhead."""
        return self.footprint.tensors * (1 + self.margin / 100) + self.overhead * GB

    @property
    def least(self) -> float:
        """Bytes on each GPU at best."""
        return self.best(self.footprint)

    def best(self, footprint: Footprint) -> float:
        """Bytes at best: logits in 16 bits, as far below the formulas as was measured, the least overhead."""
        spared = footprint.logits * (1 - LEAST_LOGIT_BYTES / LOGIT_BYTES)
        below = 1 - self.margin_low / 100
        return (footprint.tensors - spared) * below + min(self.overhead, self.overhead_low) * GB

    @property
    def most(self) -> float:
        """Bytes on each GPU at worst."""
        return self.worst(self.footprint)

    def worst(self, footprint: Footprint) -> float:
        """Bytes at worst: logits twice, the most that was measured above the formulas, the most overhead."""
        copied = footprint.logits * (MOST_LOGIT_BYTES / LOGIT_BYTES - 1)
        above = 1 + max(self.margin, self.margin_high) / 100
        return (footprint.tensors + copied) * above + max(self.overhead, self.overhead_high) * GB

    @property
    def memory(self) -> float:
        """Bytes of one GPU."""
        return self.gpu_memory * GB

    @property
    def verdict(self) -> str:
        return verdict(self.least, self.most, self.memory)

    def gpus_needed(self, memory: float) -> int | None:
        """The fewest GPUs of so many bytes on which it surely fits, all shared out; None if no number is enough."""
        return fewest_gpus(lambda gpus: self.worst(self.on_each(gpus, "all")) <= memory, MOST_GPUS)

    @property
    def unused(self) -> frozenset[str]:
        training, lora = self.method != "inference", self.method in ("lora", "qlora")
        no_part = {
            "checkpointing": not training,
            "flash_attention": not training,
            "chunked_loss": not training,
            "kv_bytes": training,
            "optimiser": not training,
            "lora_rank": not lora or self.lora_parameters is not None,
            "lora_targets": not lora or self.lora_parameters is not None,
            "lora_parameters": not lora,
            "precision": self.method == "full",
            "quantised_bits": not self.quantised,
            "quantised_head": not self.quantised or self.tied == "yes",
            "sharding": self.gpus == 1,
            "active_experts": self.experts == 1,
            "overhead": True,  # the ends of the range decide
            "margin": True,
        }
        own_shape = SHAPE_FIELDS - self.given if self.model else frozenset()  # a chosen model is not bent
        return frozenset(name for name, unused in no_part.items() if unused) | own_shape


SHAPE_FIELDS = frozenset(name for name, declared in Memory.inputs().items() if declared.group == SHAPE) - {"parameters"}
"""The fields that describe the shape; where none is typed, the model's own shape is used as it is."""


def verdict(least: float, most: float, memory: float) -> str:
    """Whether a range of bytes fits into a memory."""
    if most <= memory:
        return "fits"
    return "perhaps" if least <= memory else "no"
