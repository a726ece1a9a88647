"""Tell whether training or running a model fits into the memory of a GPU."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from calculators.bills import gpu_fields, model_fields, shape_fields, text_fields, weight_fields
from calculators.bills.fitting import Fitting
from calculators.bills.footprint import (
    GB,
    OPTIMISER_BYTES,
    Footprint,
    Kept,
    activation_bytes,
    cast_bytes,
    score_bytes,
    sharded,
    weight_bytes,
)
from calculators.bills.gpu_fields import GPUS, MOST_GPUS, NOT_IN_INFERENCE, WEIGHTS_TOO
from calculators.bills.margins import (
    MARGINS,
    held_of,
    in_gb,
    in_percent,
    margin_of,
    middle,
    overhead_rule,
    text_held_of,
)
from calculators.bills.model_fields import METHODS
from calculators.bills.shape_fields import SHAPE, typed_shape
from calculators.bills.text_fields import TEXT
from calculators.bills.training import targets_of
from calculators.bills.ways import or_not_known, settled
from calculators.figures.hardware import Gpu
from calculators.figures.shapes import OpenModel, Shape
from calculators.figures.tables import catalogue
from calculators.kit.inputs import FRONT, Refused, choice

TRAINED = "What learns"
USES = dict(METHODS) | {"inference": ("Inference: the model answers, nothing learns", "Method")}

OPTIMISERS: Mapping[str, tuple[str, str]] = {
    "mixed": ("AdamW, mixed precision: 16 bytes a parameter", "Optimiser"),
    "mixed-32": ("AdamW, mixed precision, 32-bit gradients: 18 bytes", "Optimiser"),
    "states-32": ("AdamW, no 32-bit copy of the weights: 12 bytes", "Optimiser"),
    "bf16": ("AdamW, all in BF16: 8 bytes", "Optimiser"),
    "8-bit": ("8-bit Adam: 6 bytes", "Optimiser"),
    "fp32": ("AdamW, kept in 32 bits, the work in 16: 16 bytes", "Optimiser"),
}


def usual_optimiser(case: Any) -> str:
    """How weights that learn are kept, as the framework does it; by DeepSpeed never in 32 bits, but with such a copy.

    DeepSpeed works with weights in 16 bits and shares out what it keeps of them in 32 (Rajbhandari et al. 2020).
    """
    usual: str = model_fields.left_open("optimiser")(case)
    shared = case.gpus > 1 and case.sharding in ("zero3", "zero3-offloaded", "gradients", "optimiser")
    return "mixed" if usual == "fp32" and shared else usual


ORDERED = (("logit_bytes_low", "logit_bytes_high"), ("overhead_low", "overhead_high"), ("active_experts", "experts"))

REDUCED = 6
"""Bytes of each gradient of the layer at work before it is shared out: in 16 bits, and in 32, in which FSDP adds up."""


@dataclass(frozen=True)
class Memory(Fitting):
    """A GPU holds the weights, or there is nothing to talk about.

    Training keeps more beside them: gradients and the optimiser’s memory of every parameter that learns, and what the
    text leaves behind in every layer.

    The calculator adds it all up from the model’s real shape, says how far such sums were from what was measured, and
    on which GPUs it fits.
    """

    slug = "memory"
    title = "Memory of a GPU"
    question = "Does it fit into the memory of the GPU?"
    verdicts: ClassVar = {
        "fits": "it fits",
        "likely": "it should fit",
        "perhaps": "it may fit or not",
        "no": "it does not fit",
    }
    asked_anew: ClassVar = {"chunked_loss": "loss"}
    ordered: ClassVar = ORDERED

    open_model: str = model_fields.open_model("mistralai/Mistral-7B-v0.3")
    method: str = model_fields.method(
        USES, "What learns: all weights, or small ones added (LoRA), to a model in 4 bits (QLoRA). Or it only answers."
    )
    sequence_length: int = model_fields.sequence_length(
        FRONT, "Tokens of one sequence; in inference prompt and answer together."
    )
    batch_size: int = model_fields.batch_size(
        FRONT,
        "The batch. In training on each GPU at a time (the micro-batch); where it only answers, all requests at once.",
    )
    gpu: str = gpu_fields.gpu("rtx-4090")

    framework: str = model_fields.framework()
    checkpointing: str = model_fields.checkpointing_or_not_known(FRONT)

    lengths: str = text_fields.lengths()
    flash_attention: str = text_fields.flash_attention()
    loss: str = text_fields.loss()
    logit_bytes: float = text_fields.logit_bytes(TEXT, "figure", "Memory of a logit", "All copies together, as usual.")
    lora_dropout: float = text_fields.lora_dropout()
    own_inputs: float = text_fields.own_inputs()
    activations_kept: float = text_fields.activations_kept()
    kv_bytes: float = text_fields.kv_bytes()

    gpus: int = model_fields.gpus(GPUS, 1, "Used together.", MOST_GPUS)
    sharding: str = gpu_fields.sharding()
    optimiser: str = choice(
        lambda self: usual_optimiser(self) if self.method == "full" else "mixed",
        "Optimiser",
        lambda: or_not_known(OPTIMISERS),
        TRAINED,
        "What changes the weights in training, and in how many bits it and they are kept.",
    )
    lora_rank: int = model_fields.lora_rank(TRAINED)
    lora_targets: str = model_fields.lora_targets(TRAINED)
    lora_parameters: int | None = model_fields.lora_parameters(
        TRAINED, None, "What training tools print; else they follow from rank, targets and shape.", "from the shape"
    )

    precision: str = weight_fields.precision()
    embedding_bits: str = weight_fields.embedding_bits()
    quantised_bits: float | None = weight_fields.quantised_bits()
    quantised_head: str = weight_fields.quantised_head()

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
    dense_layers: int = shape_fields.dense_layers()
    dense_ff: int | None = shape_fields.dense_ff()
    window_layers: int = shape_fields.window_layers()
    window: int | None = shape_fields.window()
    kv_rank: int | None = shape_fields.kv_rank()
    rope_dim: int | None = shape_fields.rope_dim()
    parameters: int | None = shape_fields.parameters()

    text_split: int = gpu_fields.text_split()
    spread: str = gpu_fields.spread()
    gpu_memory: float = gpu_fields.gpu_memory()
    kept_by_driver: float = gpu_fields.kept_by_driver()

    logit_bytes_low: float = text_fields.logit_bytes(MARGINS, "lowest", "Memory of a logit, at best", "For the range.")
    logit_bytes_high: float = text_fields.logit_bytes(
        MARGINS, "highest", "Memory of a logit, at worst", "For the range."
    )
    held: float = in_percent(
        held_of(0), "Held beyond what is in use", help="By the allocator: the card shows it, no framework counts it."
    )
    held_high: float = in_percent(held_of(1), "Held, at worst")
    text_held_low: float = text_fields.text_held(text_held_of("lowest"), "Text held, at best")
    text_held: float = text_fields.text_held(text_held_of("figure"), "What the text leaves, held")
    text_held_high: float = text_fields.text_held(text_held_of("highest"), "Text held, at worst")
    overhead_low: float = in_gb(overhead_rule("lowest"), "Overhead, at best")
    overhead: float = in_gb(0.5, "Overhead", help="CUDA and its libraries.")
    overhead_high: float = in_gb(overhead_rule("highest"), "Overhead, at worst")
    margin_low: float = in_percent(
        margin_of(0), "Below the formulas, at best", help="How far measured runs were at most."
    )
    margin: float = in_percent(
        margin_of(1), "Above the formulas", help="What runs usually took beyond such sums.", most=500
    )
    margin_high: float = in_percent(
        margin_of(2), "Above the formulas, at worst", help="The most beyond them.", most=500
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
        return typed_shape(self.model, tuple((name, getattr(self, name)) for name in sorted(SHAPE_FIELDS)))

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
        plain = 4 if settled(self, "precision") in ("32", "32-mixed") or self.wide_norms else 2
        return self.scale * weight_bytes(self.shape, self.quantised_bits, plain, self.quantised_head == "yes")

    @property
    def wide_norms(self) -> bool:
        """Whether norms and embeddings are kept in 32 bits beside quantised matrices."""
        return self.quantised and settled(self, "embedding_bits") == "32"

    @property
    def kept(self) -> Kept:
        """How this run keeps what the text leaves behind."""
        return Kept(
            flash=settled(self, "flash_attention") == "yes",
            checkpointing=settled(self, "checkpointing"),
            adapted=None if self.method == "full" else targets_of(self.shape, self.lora_targets),
            own_inputs=self.own_inputs,
            times=self.activations_kept,
            value_bytes=4 if self.wide_norms or (self.method != "full" and settled(self, "precision") == "32") else 2,
            passed_bytes=4 if self.autocast else 2,
        )

    @property
    def autocast(self) -> bool:
        """Whether weights are in 32 bits where they work in 16; those that are shared out are gathered in 16."""
        full = self.method == "full"
        wide = settled(self, "optimiser") == "fp32" if full else settled(self, "precision") == "32-mixed"
        return wide and (self.gpus == 1 or self.sharding not in WEIGHTS_TOO)

    @property
    def loss_width(self) -> int:
        """How many values a token the loss keeps: its logits, or as many as it is wide where they come in chunks."""
        return self.shape.hidden if settled(self, "loss") == "chunked" else self.shape.vocab

    @property
    def gpus_of_a_text(self) -> int:
        """Among how many GPUs each sequence is split; no more than there are."""
        return min(self.text_split, self.gpus) if self.method != "inference" else 1

    @cached_property
    def whole(self) -> Footprint:
        """Bytes that one GPU holds if it holds everything."""
        shape, training = self.shape, self.method != "inference"
        of_weight, of_gradient, of_optimiser = OPTIMISER_BYTES[settled(self, "optimiser")]
        own = self.frozen_bytes if self.method != "full" else 0
        longest = self.sequence_length / (4 if settled(self, "lengths") == "short" else 1)
        text = shape, longest, self.batch_size / self.gpus_of_a_text, self.kept
        tokens = longest * self.batch_size / self.gpus_of_a_text
        logits = tokens * self.loss_width * self.logit_bytes if training else 0
        cast = cast_bytes(shape, self.kept.checkpointing) if own and settled(self, "precision") == "32-mixed" else 0
        return Footprint(
            weights=own + self.learning * of_weight,
            gradients=self.learning * of_gradient,
            optimiser=self.learning * of_optimiser,
            gathered=0,
            activations=cast + activation_bytes(*text) if training else 0,
            logits=logits,
            kv_cache=0 if training else self.batch_size * shape.kv_bytes(self.sequence_length, self.kv_bytes),
            scores=score_bytes(*text, logits) if training else 0,
        )

    @property
    def layer_bytes(self) -> float:
        """Bytes of the weights of one layer, gathered in 16 bits where all learn; in inference none ever is."""
        if self.method == "inference":
            return 0
        layer = self.shape.linear_parameters / self.shape.layers
        return 2 * layer if self.method == "full" else layer / self.shape.parameters * self.frozen_bytes

    def on_each(self, gpus: int, sharding: str) -> Footprint:
        """Bytes on each of so many GPUs."""
        if gpus == 1:
            return self.whole
        training, shape = self.method != "inference", self.shape
        root = shape.embedding_parameters + shape.head_parameters
        return sharded(
            self.whole,
            gpus,
            sharding,
            self.layer_bytes,
            1 if shape.latent else self.kv_heads,
            self.all_parameters * 2 if training else 0,
            root_bytes=2 * root if training else 0,
            whole_gradients=2 * root + REDUCED * shape.linear_parameters / shape.layers if self.method == "full" else 0,
            spread=0 if training and self.quantised and self.spread == "no" else 1,
        )

    @cached_property
    def footprint(self) -> Footprint:
        """Bytes on each GPU, by the formulas. Raises Refused where nothing is known of the way it is shared out."""
        if self.method == "inference" and self.sharding.endswith("offloaded") and self.gpus > 1:
            raise Refused({"sharding": NOT_IN_INFERENCE})
        return self.on_each(self.gpus, self.sharding)

    @property
    def total(self) -> float:
        """Bytes expected on each GPU: what is in use, what the allocator holds beside it, and the overhead."""
        return middle(self, self.footprint)

    @property
    def memory(self) -> float:
        """Bytes of one GPU."""
        return self.gpu_memory * GB

    @property
    def unused(self) -> frozenset[str]:
        training, lora = self.method != "inference", self.method in ("lora", "qlora")
        no_part = {
            "checkpointing": not training,
            "framework": not training,
            "flash_attention": not training,
            "loss": not training,
            "logit_bytes": True,  # the ends of the range decide
            "logit_bytes_low": not training,
            "logit_bytes_high": not training,
            "lora_dropout": not lora,
            "own_inputs": not lora,
            "activations_kept": not training,
            "embedding_bits": not self.quantised,
            "held": True,
            "lengths": not training,
            "text_held": True,
            "text_held_low": not training,
            "text_held_high": not training,
            "spread": self.gpus == 1 or not (self.quantised and training) or self.sharding not in ("all", "zero3"),
            "dense_ff": not self.dense_layers,
            "dense_layers": self.experts == 1,
            "window": not self.window_layers,
            "rope_dim": self.kv_rank is None,
            "kv_bytes": training,
            "optimiser": not training,
            "lora_rank": not lora or self.lora_parameters is not None,
            "lora_targets": not lora,
            "lora_parameters": not lora,
            "precision": self.method == "full",
            "quantised_bits": not self.quantised,
            "quantised_head": not self.quantised or self.tied == "yes",
            "sharding": self.gpus == 1,
            "text_split": self.gpus == 1 or not training,
            "active_experts": self.experts == 1,
            "overhead": True,  # the ends of the range decide
            "margin": True,
        }
        own_shape = SHAPE_FIELDS - self.given if self.model else frozenset()  # a chosen model is not bent
        return frozenset(name for name, unused in no_part.items() if unused) | own_shape


SHAPE_FIELDS = frozenset(name for name, declared in Memory.inputs().items() if declared.group == SHAPE) - {"parameters"}
"""The fields that describe the shape; where none is typed, the model's own shape is used as it is."""
