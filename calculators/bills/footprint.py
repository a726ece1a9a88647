"""What a model takes of a GPU's memory, line by line."""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from calculators.figures.shapes import Shape, role

GB, GIB = 10**9, 2**30
"""Bytes of a GB and of a GiB, which is 7 % more. Nothing here is ever both."""

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


def update_bytes(optimiser: str) -> int:
    """Bytes that pass the memory when a weight is changed: all are read, and all but the gradient written."""
    weight, gradient, states = OPTIMISER_BYTES[optimiser]
    return 2 * (weight + states) + gradient


def weight_bytes(shape: Shape, bits: float | None, plain_bytes: float, head_too: bool) -> float:
    """Bytes of the weights of a model that does not learn.

    Quantised (`bits` is not None) are the matrices of the layers, and the output head where `head_too` says so and it
    is a matrix of its own; embeddings, norms and biases keep `plain_bytes` each (Dettmers et al. 2023 and the defaults
    of bitsandbytes).
    """
    quantised = 0 if bits is None else shape.linear_parameters + (shape.head_parameters if head_too else 0)
    return quantised * (bits or 0) / 8 + (shape.parameters - quantised) * plain_bytes


class Kept(NamedTuple):
    """How a run keeps what the text leaves behind for the way back.

    `adapted` names the matrices beside which LoRA learns, None where all parameters learn; `own_inputs` is how many
    bytes of each value of its input every one of them keeps by itself (0 where they share the layer's own copy).
    `times` is how much of all that the software keeps against the formula: less where it compiles, more in 4 bits.
    `value_bytes` is 2, or 4 where values pass from layer to layer in 32 bits: in training all in 32 bits, and behind
    norms that are kept in 32 bits, whose output takes their type (PEFT's prepare_model_for_kbit_training; bitsandbytes
    gives its output the type of its input). `passed_bytes` is 4 where only what passes between layers is in 32 bits, as
    autocast leaves it beside weights in 32 bits: it casts what goes into a matrix, not what norms and sums give
    (PyTorch, torch.amp).
    """

    flash: bool = True
    checkpointing: str = "off"
    adapted: tuple[str, ...] | None = None
    own_inputs: float = 0
    times: float = 1
    value_bytes: int = 2
    passed_bytes: int = 2


def attention_bytes(shape: Shape) -> tuple[float, ...]:
    """Bytes a token that attention keeps in 16 bits in each kind of layer: queries, keys, values, its output.

    4q + 4k where q and k are the widths of queries and keys; latent attention unpacks keys and values for every head
    first; linear attention keeps its inputs before and behind the short convolution, its gate, its output.
    """
    kinds = []
    if shape.latent:
        latent, queries = shape.latent, shape.heads * shape.head_dim
        short = latent.kv_rank + latent.rope_dim + latent.query_rank
        kinds.append(4 * queries + 4 * shape.heads * latent.value_dim + 2 * short)
    elif shape.full_layers:
        gate = 2 * shape.heads * shape.head_dim if shape.output_gate else 0
        kinds.append(4 * shape.heads * shape.head_dim + 4 * shape.kv_heads * shape.head_dim + gate)
    if shape.windows:
        kv_heads, head_dim = shape.windows.kv_heads or shape.kv_heads, shape.windows.head_dim or shape.head_dim
        kinds.append(4 * shape.heads * head_dim + 4 * kv_heads * head_dim)
    if shape.recurrent:
        kinds.append(4 * (2 * shape.recurrent.keys + shape.recurrent.values) + 4 * shape.recurrent.values)
    return tuple(kinds)


def layer_bytes_per_token(shape: Shape, kept: Kept) -> float:
    """Bytes of activations that the largest layer keeps of every token for the way back.

    Korthikanti et al. 2022 count 34·h + 5·a·s for h units, a heads and s tokens in a sequence; they have as many heads
    for keys as for queries and a plain feed-forward block of 4·h. Taken apart by what is kept, for any shape: the
    inputs of both norms 4h, of queries, keys and values 2h, the attention's own 4q + 4k, the input of the feed-forward
    block 2h, two dropout masks 2h (in newer models copies in 32 bits within the norms); inside that block two widths of
    2 bytes, or four where it is gated. The 5·a·s of the attention scores stand in `score_bytes`. Experts take and give
    a copy of the token each, 4h.

    A frozen matrix needs no input on the way back. Where LoRA learns beside it, the input is kept: once for all that
    read it, or by each matrix for itself, as a dropped-out copy with its mask or a copy in another precision.
    """
    experts = shape.experts
    at_work = experts.active + experts.shared if experts else 1
    width = max(experts.width * at_work, shape.ff) if experts else shape.ff
    gated = shape.mlp == "gated"
    block = (8 if gated else 4) * width + (4 * shape.hidden * at_work if experts else 0)
    norms = 2 * kept.passed_bytes * shape.hidden
    layer = norms + 6 * shape.hidden + max(attention_bytes(shape)) + block
    own = kept.times * (layer - _spared(shape, width, kept)) * kept.value_bytes / 2
    return own + _own_inputs(shape, kept)


def _spared(shape: Shape, width: float, kept: Kept) -> float:
    """Bytes of inputs that a layer need not keep, since what they go into is frozen or keeps a copy of its own."""
    if kept.adapted is None:
        return 0
    shared = {role(name) for name in kept.adapted} if not kept.own_inputs else set()
    of_attention = 0 if shared & {"q", "k", "v", "kv", "qkv", "z", "ba"} else 2 * shape.hidden
    into_block = 0 if shared & {"gate", "up"} else 2 * shape.hidden
    return of_attention + into_block + (0 if "down" in shared else 2 * width)


def _own_inputs(shape: Shape, kept: Kept) -> float:
    """Bytes a token of the copies that adapted matrices keep for themselves, in an average layer."""
    if not kept.adapted or not kept.own_inputs:
        return 0
    values = sum(shape.active_copies[name] * shape.matrices[name][0] for name in kept.adapted)
    return kept.own_inputs * values / shape.layers


def cast_bytes(shape: Shape, checkpointing: str) -> float:
    """Bytes of the 16-bit copies of frozen 32-bit weights that mixed precision keeps for the way back.

    Autocast casts each matrix where it works and keeps the copy, since the way back multiplies by it too: those of all
    layers, or with checkpointing of the one at work (PyTorch, torch.amp).
    """
    return 2 * shape.linear_parameters / (1 if checkpointing == "off" else shape.layers)


def selective_bytes_per_token(shape: Shape, kept: Kept) -> float:
    """Bytes of activations that a layer keeps of every token under selective checkpointing, as torchtitan does it.

    Its input, the output of attention, and of the matrix products every second one: half of queries, keys, values, of
    the outputs of attention and of the feed-forward block, and of what that is wide inside.
    """
    experts = shape.experts
    width = max(experts.width * (experts.active + experts.shared), shape.ff) if experts else shape.ff
    inside = (2 if shape.mlp == "gated" else 1) * width
    queries, keys = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
    values = shape.hidden + queries + (queries + 2 * keys + 2 * shape.hidden + inside) / 2
    return kept.times * kept.value_bytes * values


def activation_bytes(shape: Shape, context: float, sequences: float, kept: Kept) -> float:
    """Bytes of all activations but the attention scores.

    With checkpointing each layer keeps its input, 2·h a token in 16 bits or 4·h where it passes in 32, and one layer
    the rest; where those inputs are off-loaded to the host's memory, two of them are on the GPU at a time. Selective
    checkpointing keeps more of each layer.
    """
    tokens, layer = context * sequences, layer_bytes_per_token(shape, kept)
    if kept.checkpointing == "off":
        return tokens * layer * shape.layers
    if kept.checkpointing == "selective":
        return tokens * (selective_bytes_per_token(shape, kept) * shape.layers + layer)
    inputs = min(2, shape.layers) if kept.checkpointing == "offloaded" else shape.layers
    return tokens * (max(kept.value_bytes, kept.passed_bytes) * shape.hidden * inputs + layer)


SCORE_KEPT, SCORE_AT_WORK = 5, 8
"""Bytes of an attention score: kept for the way back (Korthikanti et al. 2022), and beside that in the layer at work.

There softmax works in 32 bits, as in Transformers' eager_attention_forward, and its gradient goes in and out, 4 each.
"""


def score_bytes(shape: Shape, context: float, sequences: float, kept: Kept, logits: float) -> float:
    """Bytes of the attention scores where attention writes them down: a score for each head and each pair of tokens.

    FlashAttention writes none, nor do the fused kernels of PyTorch (SDPA). With checkpointing only the layer at work
    has them. The logits are given back by the time that a layer works its way back, so beside `logits` bytes of these
    only what is more counts.
    """
    if kept.flash:
        return 0
    scores = shape.heads * context**2 * sequences
    attending = shape.full_layers + shape.windowed_layers
    layers = attending if kept.checkpointing == "off" else 1
    return kept.times * kept.value_bytes / 2 * SCORE_KEPT * scores * layers + max(0, SCORE_AT_WORK * scores - logits)


class Footprint(NamedTuple):
    """Bytes on one GPU, line by line."""

    weights: float
    gradients: float
    optimiser: float
    gathered: float
    activations: float
    logits: float
    kv_cache: float
    scores: float = 0

    @property
    def states(self) -> float:
        """Weights and what training keeps of each parameter, whatever the text."""
        return self.weights + self.gradients + self.optimiser

    @property
    def tensors(self) -> float:
        """All lines: what the framework reports as allocated, if the formulas are right."""
        return math.fsum(self)


LIVE_PARAMETERS, BUCKET = 1_000_000_000, 500_000_000
"""DeepSpeed's ZeRO-3 keeps up to so many parameters gathered, and gradients or parameters in buckets of so many
(stage3_max_live_parameters, reduce_bucket_size in its documentation; EleutherAI's cookbook counts them too)."""


def sharded(
    footprint: Footprint,
    gpus: int,
    sharding: str,
    layer_bytes: float,
    kv_heads: int,
    gathered_bytes: float = 0,
    *,
    root_bytes: float = 0,
    whole_gradients: float = 0,
    spread: float = 1,
) -> Footprint:
    """What each of several GPUs holds (Rajbhandari et al. 2020, ZeRO, stages 1, 2 and 3; FSDP).

    Where the weights are sharded too, the layer at work and the next one are gathered whole: twice `layer_bytes`; FSDP
    keeps what stands outside the layers gathered all the while, embeddings and head of `root_bytes` (PyTorch: the root
    is not resharded after the way forward). Where all learns, the gradients of these are whole too before they are
    shared out, `whole_gradients` bytes. DeepSpeed gathers more ahead, up to `LIVE_PARAMETERS` of the
    `gathered_bytes` of all 16-bit weights, and has buckets to send and to receive. Of the weights the part `spread` is
    shared out, the rest is on each GPU; what is "offloaded" has all shares in the memory of the host. The KV cache is
    divided by heads, so among no more GPUs than there are heads for keys.
    """
    if gpus == 1 or sharding == "none":
        return footprint
    everything = sharding in ("all", "offloaded", "zero3", "zero3-offloaded")
    gathered = 2 * layer_bytes + root_bytes + whole_gradients if everything else 0
    if sharding.startswith("zero3") and gathered:
        gathered = max(2 * layer_bytes, min(gathered_bytes, 2 * LIVE_PARAMETERS)) + min(gathered_bytes, 2 * 2 * BUCKET)
    if sharding.endswith("offloaded"):
        return footprint._replace(weights=0, gradients=0, optimiser=0, gathered=gathered)
    return footprint._replace(
        weights=footprint.weights * (spread / gpus + 1 - spread) if everything else footprint.weights,
        gradients=footprint.gradients / gpus if sharding != "optimiser" else footprint.gradients,
        optimiser=footprint.optimiser / gpus,
        gathered=gathered,
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
