"""GPUs as figures: what each can do, what an hour costs, how much of one training really uses."""

import dataclasses
from functools import cached_property
from typing import Literal

from calculators.figures.rows import BYTES, Bytes, Reading, Row, ordered, share
from calculators.kit.facts import Fact
from calculators.kit.strict import DataError, column

Software = Literal["plain", "tuned", "compiled", "engine", "unknown"]
"""Whose speed training code has: that of a plain script, of tuned code (fused kernels), of compiled code, of Megatron
on NVIDIA's Transformer Engine."""

Kind = Literal["on-demand", "spot", "serverless", "dedicated"]
KINDS: dict[Kind, str] = {
    "on-demand": "on demand",
    "spot": "spot",
    "serverless": "serverless",
    "dedicated": "dedicated",
}
"""How a GPU is sold, in the reader's words."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Memory(Reading):
    """The memory as it is sold, what the vendor means by GB, and what the driver shows."""

    sold: float = column(unit="GB as sold", least=1, most=1000)
    means: Bytes
    reported: int | None = column(unit="MiB", least=1000, most=1_000_000)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Peak(Reading):
    """The most that the card can reckon in 16-bit numbers, dense: what is listed "with sparsity" is twice as much."""

    dense: float = column(unit="TFLOPS", least=1, most=10_000)
    numbers: Literal["BF16", "FP16"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bandwidth(Reading):
    """How fast the memory is."""

    speed: float = column(unit="GB/s", least=1, most=100_000)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Gpu(Row):
    """A GPU and its figures, each with its own source."""

    table = "gpus"

    generation: Literal["Volta", "Turing", "Ampere", "Ada", "Hopper", "Blackwell", "CDNA 3", "CDNA 4"]
    memory: Memory
    peak: Peak | None
    bandwidth: Bandwidth | None
    peak_trap: str | None = None

    @cached_property
    def bf16_tflops(self) -> Fact | None:
        """The dense peak in 16-bit numbers: BF16, or FP16 for a card that has no BF16; None where it is not known."""
        if self.peak is None:
            return None
        return self._fact(self.peak.dense, f"dense {self.peak.numbers} peak", "TFLOPS", self.peak)

    @cached_property
    def has_bf16(self) -> bool | None:
        """Whether the card reckons in BF16 at all; None where its peak is not known."""
        return None if self.peak is None else self.peak.numbers == "BF16"

    @cached_property
    def memory_bytes(self) -> Fact:
        """The memory in bytes: what the driver shows, or else what is sold, in the vendor's GB."""
        memory = self.memory
        size = memory.sold * BYTES[memory.means] if memory.reported is None else memory.reported * 2**20
        return self._fact(size, "memory", "bytes", memory)

    @property
    def memory_gb(self) -> Fact:
        """The memory in GB of 10^9 bytes."""
        return self.memory_bytes.times(1 / BYTES["GB"], "GB")

    @property
    def memory_gib(self) -> Fact:
        """The memory in GiB of 2^30 bytes."""
        return self.memory_bytes.times(1 / BYTES["GiB"], "GiB")

    @cached_property
    def memory_bandwidth(self) -> Fact | None:
        """How fast the memory is; None where it is not known."""
        if self.bandwidth is None:
            return None
        return self._fact(self.bandwidth.speed, "memory bandwidth", "GB/s", self.bandwidth)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class GpuPrice(Row, Reading):
    """What one GPU costs an hour at one provider."""

    table = "gpu_prices"

    name: str = dataclasses.field(init=False, default="")
    gpu: str = column(refers="gpus")
    listed_as: str
    form_assumed: bool
    provider: str
    kind: Kind
    stage: Literal["current", "historical"]
    usd_per_gpu_hour: float = column(unit="USD/h", least=0, most=1000)
    least_gpus: int | None = column(unit="GPUs", least=1, most=1000)
    card: Gpu | None = dataclasses.field(init=False, default=None, repr=False)
    """The row of `gpu`, put in when the tables are read."""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "name", f"{self.listed_as} at {self.provider}")

    @cached_property
    def per_hour(self) -> Fact:
        """The price of one GPU for one hour."""
        assumed = "The list does not tell the form of the card; we took the likeliest." if self.form_assumed else ""
        return self._fact(self.usd_per_gpu_hour, KINDS[self.kind], "USD/h", self, assumed)


@dataclasses.dataclass(frozen=True, kw_only=True)
class TrainingSpeed(Reading):
    """One measured training run."""

    model: str
    parameters: int = column(unit="parameters", least=1)
    gpus_used: int = column(unit="GPUs", least=1)
    tokens_per_sequence: int = column(unit="tokens", least=1)
    tokens_per_second: float = column(unit="tokens/s per GPU", least=0)
    utilisation: float = share()
    checkpointing: bool


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Utilisation(Row, Reading):
    """The part of the peak that training really uses: a range, and the figure that calculators start from.

    `software` tells whose speed the code has, `mixture` that the model is a mixture of experts, `several` that more
    than one GPU works on it, `split` that the model is split among them (tensor or pipeline parallel).
    """

    table = "utilisation"

    gpus: tuple[str, ...] = column(refers="gpus")
    basis: Literal["measured", "derived", "judgement"]
    software: Software = "plain"
    mixture: bool = False
    several: bool = False
    split: bool = False
    low: float = share()
    high: float = share()
    usual_low: float | None = share()
    usual_high: float | None = share()
    expected: float | None = share()
    expected_note: str | None = None
    measured: tuple[TrainingSpeed, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(self.low, self.high, "low and high")
        ordered(self.usual_low, self.usual_high, "usual_low and usual_high")
        if self.expected is not None and not self.low <= self.expected <= self.high:
            raise DataError("expected must lie between low and high")
        if not self.gpus:
            raise DataError("at least one GPU is needed")

    @cached_property
    def lowest(self) -> Fact:
        """The low end of the range."""
        return self._fact(self.low, "lowest", "share", self)

    @cached_property
    def highest(self) -> Fact:
        """The high end of the range."""
        return self._fact(self.high, "highest", "share", self)

    @cached_property
    def usual(self) -> Fact | None:
        """The figure to start from: our judgement within the range, and so never of high confidence."""
        fact = self._known(self.expected, "to start from", "share", self, self.expected_note or "")
        if fact is None or fact.confidence != "high":
            return fact
        return Fact(fact, dataclasses.replace(fact.origin, confidence="medium"))
