"""The shapes of open models: layers, widths, heads, the parameters that they add up to."""

import dataclasses
from functools import cached_property
from typing import Literal

from calculators.figures.rows import Reading, Row
from calculators.kit.facts import Fact
from calculators.kit.strict import DataError, column

NEAR = 1e-4
"""How far a shape's parameters may be from the published count, as a part of it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Experts:
    """The experts of a mixture: how many there are, how many answer each token, and how wide each is."""

    count: int = column(unit="experts", least=1)
    active: int = column(unit="experts", least=1)
    shared: int = column(unit="experts", least=0, default=0)
    width: int = column(unit="units", least=1)

    def __post_init__(self) -> None:
        if self.active > self.count:
            raise DataError("more experts are active than there are")


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """A transformer that reads left to right: the figures from which its size, memory and work follow."""

    layers: int = column(unit="layers", least=1, most=1000)
    hidden: int = column(unit="units", least=1)
    heads: int = column(unit="heads", least=1)
    kv_heads: int = column(unit="heads", least=1)
    head_dim: int = column(unit="units", least=1)
    ff: int = column(unit="units", least=0)
    vocab: int = column(unit="tokens", least=1)
    positions: int = column(unit="tokens", least=0, default=0)
    tied_embeddings: bool
    bias: Literal["none", "qkv", "all"]
    mlp: Literal["gated", "plain"]
    norm: Literal["RMS", "layer"] = "RMS"
    norms_per_layer: int = column(unit="norms", least=1, most=4, default=2)
    qk_norm: bool = False
    experts: Experts | None = None

    def __post_init__(self) -> None:
        if self.heads % self.kv_heads:
            raise DataError("heads must be a multiple of kv_heads")
        if (self.ff == 0) != (self.experts is not None):
            raise DataError("ff is needed, or experts in its place (then ff is 0)")

    @cached_property
    def matrices(self) -> dict[str, tuple[int, int]]:
        """The matrices of one layer that every token passes through, as (in, out); of the experts, one of each."""
        queries, keys = self.heads * self.head_dim, self.kv_heads * self.head_dim
        width = self.experts.width if self.experts else self.ff
        attention = {
            "q": (self.hidden, queries),
            "k": (self.hidden, keys),
            "v": (self.hidden, keys),
            "o": (queries, self.hidden),
        }
        gate = {"gate": (self.hidden, width)} if self.mlp == "gated" else {}
        return attention | gate | {"up": (self.hidden, width), "down": (width, self.hidden)}

    @cached_property
    def embedding_parameters(self) -> int:
        """The table of input embeddings, learned positions included; the output head is counted apart."""
        return (self.vocab + self.positions) * self.hidden

    @cached_property
    def head_parameters(self) -> int:
        """The output head; 0 where it is the embedding table itself."""
        return 0 if self.tied_embeddings else self.vocab * self.hidden

    @cached_property
    def linear_parameters(self) -> int:
        """The matrices of all layers: what QLoRA quantises."""
        return self.layers * (self._attention + self._mlp(self._copies))

    @cached_property
    def parameters(self) -> int:
        """All parameters."""
        return self.embedding_parameters + self.head_parameters + self.linear_parameters + self._small

    @cached_property
    def active_parameters(self) -> int:
        """The parameters that one token passes through; fewer than all only in a mixture of experts."""
        if self.experts is None:
            return self.parameters
        idle = self.experts.count - self.experts.active
        return self.parameters - self.layers * self._mlp(idle, router=False)

    def lora_parameters(self, rank: int, targets: tuple[str, ...]) -> int:
        """The parameters that LoRA adds: rank x (in + out) for every target matrix of every layer."""
        for target in targets:
            if target not in self.matrices:
                raise ValueError(f"'{target}' is not a matrix of this model; there are: {', '.join(self.matrices)}")
        copies = {name: self._copies if name in ("gate", "up", "down") else 1 for name in self.matrices}
        return self.layers * sum(rank * copies[name] * sum(self.matrices[name]) for name in targets)

    def kv_bytes_per_token(self, bytes_each: float = 2) -> float:
        """What the cache of keys and values takes for every token."""
        return 2 * self.layers * self.kv_heads * self.head_dim * bytes_each

    @cached_property
    def _attention(self) -> int:
        return sum(rows * columns for name, (rows, columns) in self.matrices.items() if name in "qkvo")

    @property
    def _copies(self) -> int:
        return self.experts.count + self.experts.shared if self.experts else 1

    def _mlp(self, copies: int, *, router: bool = True) -> int:
        one = sum(rows * columns for name, (rows, columns) in self.matrices.items() if name in ("gate", "up", "down"))
        return copies * one + (self.hidden * self.experts.count if self.experts and router else 0)

    @cached_property
    def _small(self) -> int:
        """Norms and biases."""
        weights = 2 if self.norm == "layer" else 1
        norms = self.norms_per_layer * weights * self.hidden + (2 * self.head_dim if self.qk_norm else 0)
        out = {name: columns for name, (_, columns) in self.matrices.items()}
        biases = 0
        if self.bias != "none":
            biases += out["q"] + out["k"] + out["v"]
        if self.bias == "all":
            biases += out["o"] + self._copies * sum(out[name] for name in out if name in ("gate", "up", "down"))
        return self.layers * (norms + biases) + weights * self.hidden


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class OpenModel(Row, Reading, Shape):
    """An open model, with its shape and the count of parameters that was published."""

    table = "open_models"

    maker: str
    context: int = column(unit="tokens", least=1)
    published: int | None = column(unit="parameters", least=1)

    def __post_init__(self) -> None:
        Reading.__post_init__(self)
        Shape.__post_init__(self)
        if self.published is not None and abs(self.published - self.parameters) > NEAR * self.published:
            raise DataError(
                f"published says {self.published:,} parameters, the shape adds up to {self.parameters:,}; one is wrong"
            )

    @cached_property
    def parameter_count(self) -> Fact:
        """All parameters, as a fact."""
        return self._fact(self.parameters, "parameters", "parameters", self)

    @cached_property
    def context_length(self) -> Fact:
        """The most tokens that prompt and answer may have together."""
        return self._fact(self.context, "context", "tokens", self)
