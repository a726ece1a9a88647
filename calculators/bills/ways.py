"""The usual ways of a run of which something is not known, with the question that parts them most."""

import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from calculators.bills.margins import WIDEST
from calculators.figures.tables import catalogue

UNKNOWN = "unknown"
"""The option of a choice that stands for "I do not know"."""


def or_not_known(options: Mapping[str, tuple[str, str]]) -> Mapping[str, tuple[str, str]]:
    """The options of a choice that may be left open."""
    return dict(options) | {UNKNOWN: ("I do not know", "Not known")}


USUAL: Mapping[str, tuple[str, ...]] = {
    "checkpointing": ("on", "off"),
    "lengths": ("mixed", "short"),
    "loss": ("plain", "chunked"),
    "flash_attention": ("yes", "no"),
    "optimiser": ("fp32", "bf16"),
    "precision": ("16", "32-mixed"),
    "embedding_bits": ("32", "16"),
}
"""What is usual where the framework is not known either, the likeliest first."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "checkpointing": {
        "on": "checkpointing on",
        "offloaded": "checkpointing on and off-loaded",
        "selective": "checkpointing in part",
        "off": "checkpointing off",
    },
    "lengths": {"mixed": "texts as long as that", "short": "texts a quarter of that"},
    "loss": {
        "plain": "plain loss",
        "lean": "compiled loss",
        "in-place": "loss in place",
        "chunked": "loss in chunks or fused",
    },
    "flash_attention": {"yes": "FlashAttention or the like", "no": "eager attention"},
    "optimiser": {
        "mixed": "a 32-bit copy of the weights",
        "fp32": "weights and optimiser in 32 bits",
        "bf16": "weights and optimiser all in BF16",
        "8-bit": "weights in BF16 and 8-bit Adam",
    },
    "precision": {"16": "weights loaded in 16 bits", "32-mixed": "weights loaded in 32 bits"},
    "embedding_bits": {"16": "norms and embeddings in 16 bits", "32": "norms and embeddings in 32 bits"},
}
"""Each way of each choice, behind "with"."""


def usual(case: Any, field: str) -> tuple[str, ...]:
    """The usual ways of a choice that is not known, the likeliest first: those of the framework, else of any."""
    row = catalogue().frameworks[case.framework]
    own = getattr(row, field, UNKNOWN)
    if own == UNKNOWN:
        return USUAL[field]
    return (str(own), *row.varies.get(field, ()))


def settled(case: Any, field: str, chosen: str = "") -> str:
    """A choice as it was made, or as `chosen`; the likeliest way where it is not known."""
    value: str = chosen or getattr(case, field)
    return usual(case, field)[0] if value == UNKNOWN else value


class Way(NamedTuple):
    """A usual way of a run: how it chooses what parts it from the others, and the cases that are alike but for that.

    The first case is the likeliest.
    """

    chosen: Mapping[str, str]
    cases: tuple[Any, ...]

    @property
    def words(self) -> str:
        """What parts it from the others, behind "with"."""
        return " and ".join(WORDS[field][value] for field, value in self.chosen.items())

    @property
    def least(self) -> float:
        """Bytes at best."""
        return min(float(case.least) for case in self.cases)

    @property
    def most(self) -> float:
        """Bytes at worst."""
        return max(float(case.most) for case in self.cases)

    @property
    def known(self) -> bool:
        """Whether its range is narrow enough to be called known."""
        return self.most <= WIDEST * (1 + 1e-9) * self.least


def ways(case: Any, fields: Sequence[str]) -> tuple[Way, ...]:
    """The usual ways of a case of which these choices are not known, the likeliest first.

    A choice that leaves the range known, whichever way, parts nothing: its ways are taken together.
    """
    found = tuple(_each(case, fields))
    while True:
        merged = [by_others(found, field) for field in found[0].chosen]
        known = [together for together in merged if all(way.known for way in together)]
        if not known:
            return found
        found = min(known, key=lambda together: max(way.most / way.least for way in together))


def _each(case: Any, fields: Sequence[str]) -> Iterator[Way]:
    for values in itertools.product(*(usual(case, field) for field in fields)):
        chosen = dict(zip(fields, values, strict=True))
        variant = case
        for field, value in chosen.items():
            variant = variant.variant(field, value)
        yield Way(chosen, (variant,))


def by_others(found: Sequence[Way], field: str) -> tuple[Way, ...]:
    """The ways with those taken together that choose alike in all but one thing."""
    return _together(found, {name for name in found[0].chosen if name != field})


def by(found: Sequence[Way], field: str) -> tuple[Way, ...]:
    """The ways with those taken together that choose alike in one thing."""
    return _together(found, {field})


def _together(found: Sequence[Way], fields: Set[str]) -> tuple[Way, ...]:
    grouped: dict[tuple[str, ...], Way] = {}
    for way in found:
        chosen = {name: value for name, value in way.chosen.items() if name in fields}
        key = tuple(chosen.values())
        before = grouped[key].cases if key in grouped else ()
        grouped[key] = Way(chosen, before + way.cases)
    return tuple(grouped.values())


def questions(found: Sequence[Way]) -> tuple[str, ...]:
    """The choices that part the ways, that first whose answer leaves the narrowest range at worst."""
    return tuple(sorted(found[0].chosen, key=lambda field: max(way.most / way.least for way in by(found, field))))
