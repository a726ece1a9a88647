"""The shapes of open models: layers, widths, heads, the parameters that they add up to."""

import dataclasses
from functools import cached_property
from typing import Literal

from calculators.figures.rows import Reading, Row
from calculators.kit.facts import Fact
from calculators.kit.strict import DataError, column

NEAR = 1e-4
"""How far a shape's parameters may be from the published count, as a part of it."""

BLOCK = ("gate", "up", "down")
"""The matrices of a feed-forward block; a name may have a part of its own behind, as in `up_dense`."""


def role(matrix: str) -> str:
    """What a matrix is for: its name without the part that tells in which layers it stands."""
    return matrix.partition("_")[0]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Experts:
    """The experts of a mixture: how many there are, how many answer each token, and how wide each is.

    `shared` ones answer every token, beside the `active`. In `dense_layers` of the layers (the first ones, or every
    second) there are none, but one block of the shape's own width `ff`.
    """

    count: int = column(unit="experts", least=1)
    active: int = column(unit="experts", least=1)
    shared: int = column(unit="experts", least=0, default=0)
    width: int = column(unit="units", least=1)
    dense_layers: int = column(unit="layers", least=0, default=0)

    def __post_init__(self) -> None:
        if self.active > self.count:
            raise DataError("more experts are active than there are")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Windows:
    """Layers that look back no further than a window (sliding or in chunks); they may have heads of their own."""

    layers: int = column(unit="layers", least=1)
    window: int = column(unit="tokens", least=1)
    kv_heads: int | None = column(unit="heads", least=1, default=None)
    head_dim: int | None = column(unit="units", least=1, default=None)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Latent:
    """Multi-head latent attention (MLA; DeepSeek-V2, 2024): keys and values are kept as one short vector a token.

    The cache holds `kv_rank` + `rope_dim` values a token and layer (kv_lora_rank, qk_rope_head_dim of a config.json).
    The shape's `head_dim` is that of queries and keys, `rope_dim` included; `value_dim` that of values. Queries go
    through a short vector too where `query_rank` (q_lora_rank) is not 0.
    """

    kv_rank: int = column(unit="units", least=1)
    rope_dim: int = column(unit="units", least=0)
    value_dim: int = column(unit="units", least=1)
    query_rank: int = column(unit="units", least=0, default=0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recurrent:
    """Layers of linear attention (gated delta nets, as in Qwen3-Next): a state of fixed size in place of a cache.

    A sequence keeps key size x value size of every value head in 32 bits, and the last inputs of a short convolution
    over `kernel` tokens.
    """

    layers: int = column(unit="layers", least=1)
    key_heads: int = column(unit="heads", least=1)
    value_heads: int = column(unit="heads", least=1)
    key_dim: int = column(unit="units", least=1)
    value_dim: int = column(unit="units", least=1)
    kernel: int = column(unit="tokens", least=1, default=4)

    @property
    def keys(self) -> int:
        """The width of all keys."""
        return self.key_heads * self.key_dim

    @property
    def values(self) -> int:
        """The width of all values."""
        return self.value_heads * self.value_dim

    @property
    def state_bytes(self) -> int:
        """Bytes that one layer keeps of one sequence, however long."""
        return 4 * self.values * self.key_dim + 2 * (2 * self.keys + self.values) * (self.kernel - 1)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """A transformer that reads left to right: the figures from which its size, memory and work follow.

    `output_gate` is a gate as wide as the queries (Qwen3-Next); where `keys_are_values`, layers that look back all the
    way have no matrix for values (Gemma 4); `beside` counts what stands beside the text model, such as an encoder of
    pictures: it is loaded, but no text passes through it.
    """

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
    output_gate: bool = False
    keys_are_values: bool = False
    experts: Experts | None = None
    windows: Windows | None = None
    latent: Latent | None = None
    recurrent: Recurrent | None = None
    beside: int = column(unit="parameters", least=0, default=0)

    def __post_init__(self) -> None:
        if self.heads % self.kv_heads:
            raise DataError("heads must be a multiple of kv_heads")
        if (self.ff == 0) != (self._mixed_layers == self.layers):
            raise DataError("ff is needed, or experts in its place (then ff is 0, unless some layers are dense)")
        if self._mixed_layers < 0 or self.full_layers < 0:
            raise DataError("there are more layers of some kind than layers")
        if self.latent and (self.windows or self.latent.rope_dim > self.head_dim):
            raise DataError("latent needs a head_dim that holds rope_dim, and no windows")

    @property
    def full_layers(self) -> int:
        """The layers whose attention looks back all the way."""
        return self.layers - self.windowed_layers - self.recurrent_layers

    @property
    def windowed_layers(self) -> int:
        """The layers that look back no further than a window."""
        return self.windows.layers if self.windows else 0

    @property
    def recurrent_layers(self) -> int:
        """The layers of linear attention."""
        return self.recurrent.layers if self.recurrent else 0

    @cached_property
    def matrices(self) -> dict[str, tuple[int, int]]:
        """The matrices of a layer, as (in, out); of experts one of each, of each kind of layer its own."""
        return {name: sizes for name, (sizes, _) in self._matrices.items()}

    @cached_property
    def copies(self) -> dict[str, int]:
        """How many there are of each matrix in the whole model."""
        return {name: copies for name, (_, copies) in self._matrices.items()}

    @cached_property
    def active_copies(self) -> dict[str, int]:
        """How many of each matrix a token passes through."""
        if not self.experts:
            return self.copies
        at_work = self._mixed_layers * (self.experts.active + self.experts.shared)
        return {name: at_work if name in BLOCK else copies for name, copies in self.copies.items()}

    @cached_property
    def embedding_parameters(self) -> int:
        """The table of input embeddings, learned positions included; the output head is counted apart."""
        return (self.vocab + self.positions) * self.hidden

    @cached_property
    def head_parameters(self) -> int:
        """The output head; 0 where it is the embedding table itself."""
        return 0 if self.tied_embeddings else self.vocab * self.hidden

    @cached_property
    def expert_parameters(self) -> int:
        """The matrices of all experts; 0 where there are none."""
        return self._sum({name: self.copies[name] for name in self.copies if name in BLOCK}) if self.experts else 0

    @cached_property
    def linear_parameters(self) -> int:
        """The matrices of all layers: what QLoRA quantises."""
        return self._sum(self.copies) + self._routers

    @cached_property
    def parameters(self) -> int:
        """All parameters."""
        return self.embedding_parameters + self.head_parameters + self.linear_parameters + self._small + self.beside

    @cached_property
    def active_parameters(self) -> int:
        """The parameters that one token passes through; fewer than all only in a mixture of experts."""
        return self.parameters - self.beside - self._sum(self.copies) + self._sum(self.active_copies)

    def lora_parameters(self, rank: int, targets: tuple[str, ...]) -> int:
        """The parameters that LoRA adds: rank x (in + out) for every target matrix of every layer."""
        for target in targets:
            if target not in self.matrices:
                raise ValueError(f"'{target}' is not a matrix of this model; there are: {', '.join(self.matrices)}")
        return sum(rank * self.copies[name] * sum(self.matrices[name]) for name in targets)

    def lora_at_work(self, targets: tuple[str, ...]) -> float:
        """The part of LoRA's parameters that one token passes through; less than all only in a mixture of experts."""
        whole = sum(self.copies[name] * sum(self.matrices[name]) for name in targets)
        return sum(self.active_copies[name] * sum(self.matrices[name]) for name in targets) / whole

    def kv_bytes(self, tokens: float, bytes_each: float = 2) -> float:
        """What the cache of keys and values takes for one sequence of so many tokens."""
        if self.latent:
            full: float = self.latent.kv_rank + self.latent.rope_dim
        else:
            full = 2 * self.kv_heads * self.head_dim
        cache = self.full_layers * full * tokens * bytes_each
        if self.windows:
            windowed = 2 * self._windowed_kv_heads * self._windowed_head_dim
            cache += self.windows.layers * windowed * min(tokens, self.windows.window) * bytes_each
        return cache + (self.recurrent.layers * self.recurrent.state_bytes if self.recurrent else 0)

    @property
    def own_ways(self) -> tuple[str, ...]:
        """What sets it apart from a plain transformer, in words."""
        words = []
        if self.experts:
            dense = f" in {self._mixed_layers} layers" if self.experts.dense_layers else ""
            shared = f" and {self.experts.shared} for every token" if self.experts.shared else ""
            words.append(
                f"{self.experts.count} experts of {self.experts.width:,}{dense}, {self.experts.active} at work{shared}"
            )
        if self.windows:
            words.append(f"{self.windows.layers} layers see a window of {self.windows.window:,} tokens")
        if self.latent:
            words.append(f"latent attention of {self.latent.kv_rank} + {self.latent.rope_dim} values a token")
        if self.recurrent:
            words.append(f"{self.recurrent.layers} layers of linear attention")
        return tuple(words)

    @property
    def _mixed_layers(self) -> int:
        return self.layers - self.experts.dense_layers if self.experts else 0

    @property
    def _windowed_kv_heads(self) -> int:
        return (self.windows and self.windows.kv_heads) or self.kv_heads

    @property
    def _windowed_head_dim(self) -> int:
        return (self.windows and self.windows.head_dim) or self.head_dim

    @cached_property
    def _matrices(self) -> dict[str, tuple[tuple[int, int], int]]:
        """Each matrix as (in, out), and how many of it there are."""
        found: dict[str, tuple[tuple[int, int], int]] = {}

        def add(sizes: dict[str, tuple[int, int]], copies: int, kind: str = "") -> None:
            found.update({name + kind: (size, copies) for name, size in sizes.items() if copies and all(size)})

        alike = self.windows and (self._windowed_kv_heads, self._windowed_head_dim) == (self.kv_heads, self.head_dim)
        if self.latent:
            add(self._latent(self.latent), self.full_layers)
        else:
            plain = self._attention(self.kv_heads, self.head_dim)
            if self.keys_are_values:
                add({name: size for name, size in plain.items() if name != "v"}, self.full_layers)
            else:
                add(plain, self.full_layers + (self.windowed_layers if alike else 0))
        if self.windows and (self.keys_are_values or not alike):
            add(self._attention(self._windowed_kv_heads, self._windowed_head_dim), self.windows.layers, "_window")
        if self.recurrent:
            add(self._recurrent(self.recurrent), self.recurrent.layers, "_recurrent")
        if self.experts:
            add(self._block(self.experts.width), self._mixed_layers * (self.experts.count + self.experts.shared))
            add(self._block(self.ff), self.experts.dense_layers, "_dense")
        else:
            add(self._block(self.ff), self.layers)
        return found

    def _attention(self, kv_heads: int, head_dim: int) -> dict[str, tuple[int, int]]:
        queries, keys = self.heads * head_dim, kv_heads * head_dim
        return {
            "q": (self.hidden, queries * (2 if self.output_gate else 1)),
            "k": (self.hidden, keys),
            "v": (self.hidden, keys),
            "o": (queries, self.hidden),
        }

    def _latent(self, latent: Latent) -> dict[str, tuple[int, int]]:
        queries, rank = self.heads * self.head_dim, latent.query_rank
        ways = {"q_a": (self.hidden, rank), "q_b": (rank, queries)} if rank else {"q": (self.hidden, queries)}
        unpacked = self.heads * (self.head_dim - latent.rope_dim + latent.value_dim)
        return ways | {
            "kv_a": (self.hidden, latent.kv_rank + latent.rope_dim),
            "kv_b": (latent.kv_rank, unpacked),
            "o": (self.heads * latent.value_dim, self.hidden),
        }

    def _recurrent(self, recurrent: Recurrent) -> dict[str, tuple[int, int]]:
        return {
            "qkv": (self.hidden, 2 * recurrent.keys + recurrent.values),
            "z": (self.hidden, recurrent.values),
            "ba": (self.hidden, 2 * recurrent.value_heads),
            "o": (recurrent.values, self.hidden),
        }

    def _block(self, width: int) -> dict[str, tuple[int, int]]:
        gate = {"gate": (self.hidden, width)} if self.mlp == "gated" else {}
        return gate | {"up": (self.hidden, width), "down": (width, self.hidden)}

    def _sum(self, copies: dict[str, int]) -> int:
        return sum(count * self.matrices[name][0] * self.matrices[name][1] for name, count in copies.items())

    @property
    def _routers(self) -> int:
        return self._mixed_layers * self.hidden * self.experts.count if self.experts else 0

    @cached_property
    def _small(self) -> int:
        """Norms, biases, short convolutions."""
        weights = 2 if self.norm == "layer" else 1
        norms = self.norms_per_layer * weights * self.hidden + (2 * self.head_dim if self.qk_norm else 0)
        if self.latent:
            norms += self.latent.kv_rank + self.latent.query_rank
        biased = {"none": (), "qkv": ("q", "k", "v"), "all": ("q", "k", "v", "o", *BLOCK)}[self.bias]
        biases = sum(self.copies[name] * out for name, (_, out) in self.matrices.items() if role(name) in biased)
        if one := self.recurrent:
            biases += one.layers * ((2 * one.keys + one.values) * one.kernel + 2 * one.value_heads + one.value_dim)
        return self.layers * norms + biases + weights * self.hidden


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class OpenModel(Row, Reading, Shape):
    """An open model, with its shape and the count of parameters that was published.

    `attention` says where Transformers writes attention scores down (eager attention): "eager" where it does so unless
    another kernel is named, "eager advised" where its code advised that for
    training until late in 2025.
    """

    table = "open_models"

    maker: str
    context: int = column(unit="tokens", least=1)
    published: int | None = column(unit="parameters", least=1)
    attention: Literal["eager", "eager advised"] | None = None

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
