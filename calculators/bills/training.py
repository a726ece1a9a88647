"""The work of training an open model, counted in operations for each token."""

import math
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from calculators.figures.shapes import BLOCK, Shape, role
from calculators.figures.tables import catalogue


def targets_of(shape: Shape, targets: str) -> tuple[str, ...]:
    """The matrices of a model that a choice of `TARGETS` stands for, by what each is for."""
    block = {name for name in shape.matrices if role(name) in BLOCK}
    values = {name for name in shape.matrices if role(name) in ("v", "kv", "qkv")}
    queries = {name for name in shape.matrices if role(name) == "q"}
    keys = {name for name in shape.matrices if role(name) == "k"}
    chosen = {
        "all": shape.matrices.keys(),
        "attention": shape.matrices.keys() - block,
        "qkv": queries | keys | values,
        "qv": queries | values,
        "block": block,
    }[targets]
    return tuple(name for name in shape.matrices if name in chosen)


@lru_cache(maxsize=1024, typed=True)
def adapter_parameters(model: str, rank: int, targets: str) -> int | None:
    """The parameters that LoRA adds to a model of the data; None where the model is typed."""
    shape = catalogue().open_models.get(model)
    return shape.lora_parameters(rank, targets_of(shape, targets)) if shape else None


@lru_cache(maxsize=256)
def longest_of(sequences: int, spread: float) -> float:
    """How many times the average the longest of so many sequences is expected to be, to a hundredth.

    Lengths of examples are skewed, a few long among many short: they are taken as log-normal, a sixth of them (those
    beyond one standard deviation) longer than `spread` times the middle one. Each is the longest of n with the chance
    that n - 1 others are shorter; weighed by its length, the normal density moves by the logarithm of the spread.
    """
    steps, reach = 400, 8.0
    width, sigma = 2 * reach / steps, math.log(spread)
    points = [-reach + (place + 0.5) * width for place in range(steps)]
    shorter = ((1 + math.erf((point + sigma) / math.sqrt(2))) / 2 for point in points)
    density = (math.exp(-point * point / 2) / math.sqrt(2 * math.pi) for point in points)
    return round(sequences * width * math.fsum(map(mul, (each ** (sequences - 1) for each in shorter), density)), 2)


class Work(NamedTuple):
    """The floating-point operations (FLOPs) of training on one token.

    `parameters` N are those that a token passes through, `adapters` those that LoRA adds (0 where every parameter
    learns). A multiplication and an addition per parameter make 2N FLOPs forward and 2N each backward for the
    gradients of what came in and of the parameters (Kaplan et al. 2020); frozen parameters need no gradients of their
    own. Attention adds 4·L·w·s forward and twice that backward, with L `layers`, w `attention_width` (heads x head
    size) and s `context` tokens in a sequence, whether or not the later half is masked (PaLM 2022; MosaicML's
    llm-foundry). Checkpointing repeats the way forward, selective checkpointing every second product of it.
    """

    parameters: float
    adapters: float
    frozen: bool
    layers: float
    attention_width: float
    context: float
    checkpointing: bool
    selective: bool = False

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
        """FLOPs of going forward once more: 2N and a third of attention, or half of 2N; 0 without checkpointing."""
        if self.selective:
            return self.parameters + self.adapters
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
    def done(self) -> float:
        """FLOPs for which the GPU takes time: all but half of attention, since FlashAttention skips what is masked."""
        return self.all - self.attention * (4 / 3 if self.checkpointing else 1) / 2

    @property
    def in_full(self) -> float:
        """FLOPs that the GPU would do if every parameter of the model learned."""
        return self._replace(adapters=0, frozen=False).all


class Tries(NamedTuple):
    """What one model takes until it is good enough: whole runs, short tries of a part of a run, and hours beside each.

    `short_length` is that part, `lost` the part of the work that is done again; both in %.
    """

    runs: int
    short: int
    short_length: float
    lost: float
    hours_beside: float

    @property
    def runs_worth(self) -> float:
        """How many whole runs they are worth, lost work counted."""
        return (self.runs + self.short * self.short_length / 100) * (1 + self.lost / 100)

    @property
    def all_hours_beside(self) -> float:
        """Hours in which nothing is trained."""
        return (self.runs + self.short) * self.hours_beside

    def hours(self, run: float) -> float:
        """Hours in all, where one run takes so many."""
        return run * self.runs_worth + self.all_hours_beside
