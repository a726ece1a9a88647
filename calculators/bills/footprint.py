"""What a model takes of a GPU's memory, line by line."""

import math
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from calculators.figures.shapes import Shape
from calculators.figures.tables import catalogue

GB, GIB = 10**9, 2**30
"""Bytes of a GB and of a GiB, which is 7 % more. Nothing here is ever both."""

Optimiser = Literal["mixed", "mixed-32", "states-32", "bf16", "8-bit", "fp32"]

OPTIMISER_BYTES: Mapping[str, tuple[int, int, int]] = {
    "mixed": (2, 2, 12),
    "mixed-32": (2, 4, 12),
    "states-32": (2, 2, 8),
    "bf16": (2, 2, 4),
    "8-bit": (2, 2, 2),
    "fp32": (4, 4, 8),
}
"""Bytes that a learning parameter takes as weight, as gradient and in the optimiser.

AdamW keeps two moments of each, in mixed precision a copy of the weight in 32 bits too (Rajbhandari et al. 2020, ZeRO):
12 = 4 + 4 + 4. The rest follows from the bytes of the types.
"""

Sharding = Literal["none", "optimiser", "gradients", "all"]


def weight_bytes(shape: Shape, bits: float | None, plain_bytes: float, head_too: bool) -> float:
    """Bytes of the weights of a model that does not learn.

    Quantised (`bits` is not None) are the matrices of the layers, and the output head where `head_too` says so and it
    is a matrix of its own; embeddings, norms and biases keep `plain_bytes` each (Dettmers et al. 2023 and the defaults
    of bitsandbytes).
    """
    quantised = 0 if bits is None else shape.linear_parameters + (shape.head_parameters if head_too else 0)
    return quantised * (bits or 0) / 8 + (shape.parameters - quantised) * plain_bytes


def least_bytes(shape: Shape, method: str) -> float:
    """Bytes that no run of a method does without: with 8-bit Adam, or the frozen model alone."""
    if method == "full":
        return shape.parameters * sum(OPTIMISER_BYTES["8-bit"])
    bits = catalogue().rules["qlora/nf4-double"].figure if method == "qlora" else None
    return weight_bytes(shape, bits, 2, head_too=True)


def layer_bytes_per_token(shape: Shape, context: float, flash: bool) -> float:
    """Bytes of activations that one layer keeps of every token for the way back, in 16 bits.

    Korthikanti et al. 2022 count 34·h + 5·a·s for h units, a heads and s tokens in a sequence; they have as many heads
    for keys as for queries and a plain feed-forward block of 4·h. Taken apart by what is kept, for any shape: the
    inputs of both norms 4h, of queries, keys and values 2h, these themselves 2q + 4k, the attention's output 2q, the
    input of the feed-forward block 2h, two dropout masks 2h; inside that block two widths of 2 bytes, or four where it
    is gated. FlashAttention keeps nothing of the 5·a·s of the attention scores.
    """
    queries, keys = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
    experts = shape.experts
    width = experts.width * (experts.active + experts.shared) if experts else shape.ff
    block = (8 if shape.mlp == "gated" else 4) * width
    scores = 0 if flash else 5 * shape.heads * context
    return 10 * shape.hidden + 4 * queries + 4 * keys + block + scores


def activation_bytes(shape: Shape, context: float, sequences: float, flash: bool, checkpointing: bool) -> float:
    """Bytes of all activations; with checkpointing each layer keeps its input, 2·h a token, and one layer the rest."""
    tokens, layer = context * sequences, layer_bytes_per_token(shape, context, flash)
    if checkpointing:
        return tokens * (2 * shape.hidden * shape.layers + layer)
    return tokens * layer * shape.layers


class Footprint(NamedTuple):
    """Bytes on one GPU, line by line."""

    weights: float
    gradients: float
    optimiser: float
    gathered: float
    activations: float
    logits: float
    kv_cache: float

    @property
    def states(self) -> float:
        """Weights and what training keeps of each parameter, whatever the text."""
        return self.weights + self.gradients + self.optimiser

    @property
    def tensors(self) -> float:
        """All lines: what the framework reports as allocated, if the formulas are right."""
        return math.fsum(self)


def sharded(footprint: Footprint, gpus: int, sharding: str, layer_bytes: float, kv_heads: int) -> Footprint:
    """What each of several GPUs holds (Rajbhandari et al. 2020, ZeRO, stages 1, 2 and 3; FSDP).

    Where the weights are sharded too, the layer at work and the next one are gathered whole: twice `layer_bytes`. The
    KV cache is divided by heads, so among no more GPUs than there are heads for keys.
    """
    if gpus == 1 or sharding == "none":
        return footprint
    everything = sharding == "all"
    return footprint._replace(
        weights=footprint.weights / gpus if everything else footprint.weights,
        gradients=footprint.gradients / gpus if sharding != "optimiser" else footprint.gradients,
        optimiser=footprint.optimiser / gpus,
        gathered=2 * layer_bytes if everything else 0,
        kv_cache=footprint.kv_cache / min(gpus, kv_heads) if everything else footprint.kv_cache,
    )


def fewest_gpus(fits: Callable[[int], bool], most: int) -> int | None:
    """The fewest GPUs that are enough: one, or so many that more are too; None if neither one nor `most` are."""
    if fits(1):
        return 1
    if not fits(most):
        return None
    few, enough = 1, most
    while enough - few > 1:
        middle = (few + enough) // 2
        if fits(middle):
            enough = middle
        else:
            few = middle
    return enough
