"""Software as figures: what training frameworks set, how fast servers answer."""

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from calculators.figures.hardware import Software
from calculators.figures.rows import Reading, Row, share
from calculators.kit.facts import Fact
from calculators.kit.strict import DataError, column

VARIES = ("loss", "checkpointing", "precision", "optimiser", "embedding_bits")
"""The choices that known runs with a framework may make in more than one way."""

Loss = Literal["plain", "lean", "in-place", "chunked", "unknown"]


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Framework(Row, Reading):
    """What a training framework sets as it comes: each a default that the reader may change.

    `own_inputs` is how many bytes of each value of its input an adapted matrix keeps by itself without dropout;
    `embedding_bits` what QLoRA leaves the weights in that it does not quantise; `precision` how LoRA loads the weights,
    `optimiser` how weights that learn and the optimiser are kept, by the names of those choices; `activations` how much
    of the activations it keeps against the formula, less where it compiles; `quantised_activations` the same with 4-bit
    weights; `attention` whose attention it calls; `software` whose speed its code has;
    `evaluation_batch` how many sequences an evaluation takes at once unless told otherwise. `also` names what known
    runs with it do in another way too, as "checkpointing off": there nothing is taken for granted.
    """

    table = "frameworks"

    loss: Loss
    checkpointing: Literal["on", "off", "offloaded", "unknown"]
    dropout: float = share()
    own_inputs: float = column(unit="bytes/value", least=0, most=8)
    embedding_bits: int = column(unit="bits", least=16, most=32)
    precision: Literal["16", "32-mixed", "unknown"]
    optimiser: Literal["mixed", "bf16", "8-bit", "fp32", "unknown"]
    activations: float = column(unit="times", least=0.1, most=3)
    quantised_activations: float = column(unit="times", least=0.1, most=3)
    attention: Literal["transformers", "own"]
    software: Software
    evaluation_batch: int = column(unit="sequences", least=1, most=64)
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in self.varies:
            if name not in VARIES:
                raise DataError(f"also: “{name}” is no choice that may vary; allowed: {', '.join(VARIES)}")

    @cached_property
    def varies(self) -> Mapping[str, tuple[str, ...]]:
        """The other ways of each choice that known runs make in more than one way."""
        ways: dict[str, tuple[str, ...]] = {}
        for told in self.also:
            name, _, way = told.partition(" ")
            ways[name] = (*ways.get(name, ()), way)
        return ways


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpeedPoint:
    """One measurement: tokens of a prompt and of an answer (null where they were not told), output tokens a second."""

    input_tokens: int | None = column(unit="tokens", least=1)
    output_tokens: int | None = column(unit="tokens", least=1)
    tokens_per_second: float = column(unit="tokens/s", least=0.1)

    def __post_init__(self) -> None:
        if (self.input_tokens is None) != (self.output_tokens is None):
            raise DataError("input_tokens and output_tokens are known together or not at all")

    @property
    def ratio(self) -> float:
        """Tokens of the prompt for each token of the answer; 1 where they were not told."""
        return self.input_tokens / self.output_tokens if self.input_tokens and self.output_tokens else 1


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class ServingSpeed(Row, Reading):
    """Output tokens a second of one replica, all requests together, as somebody measured them."""

    table = "serving_speeds"

    model: str
    gpu: str = column(refers="gpus")
    gpus_used: int = column(unit="GPUs", least=1)
    engine: str
    bits: Literal[4, 8, 16] | None
    measured: tuple[SpeedPoint, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        ratios = [point.ratio for point in self.measured]
        if not ratios or ratios != sorted(set(ratios)):
            raise DataError("at least one measurement is needed, those with shorter prompts first")

    def speed(self, ratio: float) -> Fact:
        """Output tokens a second where a call has `ratio` tokens of prompt for each of its answer.

        The time of an output token is its own and that of its prompt's tokens, so between two measurements, and beyond
        them, it is a straight line in the ratio; with one measurement it is taken as it is. Told to a tenth of a token.
        """
        points = self.measured
        if len(points) == 1:
            return self._said(points[0].tokens_per_second, "as measured")
        place = next((at for at, point in enumerate(points[1:-1], 1) if ratio < point.ratio), len(points) - 1)
        first, second = points[place - 1], points[place]
        slope = (1 / second.tokens_per_second - 1 / first.tokens_per_second) / (second.ratio - first.ratio)
        seconds = 1 / first.tokens_per_second + slope * (ratio - first.ratio)
        least = 1 / max(point.tokens_per_second for point in points) / 2
        return self._said(1 / max(seconds, least), "for prompts as long as yours, from its measurements")

    def _said(self, value: float, what: str) -> Fact:
        return self._fact(round(value, 1), f"output tokens a second, {what}", "tokens/s", self)
