"""What nobody said of a run, such as in how many bits it keeps its numbers: what it takes the other way."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from calculators.bills.footprint import GB
from calculators.bills.ways import UNKNOWN
from calculators.figures.tables import catalogue
from calculators.kit.numbers import say, say_number

ASSUMED = {
    "mixed": "the optimiser keeps a 32-bit copy of the weights",
    "fp32": "weights and optimiser are kept in 32 bits",
    "bf16": "weights and optimiser are all in BF16",
    "8-bit": "weights are in BF16, with 8-bit Adam",
    "16": "{} in 16 bits",
    "32": "{} in 32 bits",
    "32-mixed": "{} in 32 bits, with the work in 16 (autocast)",
}
"""How numbers may be kept, by the names of the choices."""


class Other(NamedTuple):
    """The same run the other way: a case of “memory”, what to say of it, the label of the field that decides."""

    case: Any
    words: str
    label: str


def other_ways(case: Any) -> Iterator[Other]:
    """The other way of each thing that the reader left to its default, where the range does not hold both ways."""
    for other in (_other_bits(case), _other_attention(case)):
        if other and not case.least <= other.case.total <= case.most:
            yield other


def _takes(case: Any) -> str:
    """What a case takes, with its range, and whether that fits."""
    fits = case.verdicts[case.verdict].removeprefix("it ")
    total, high = (say(size / GB, "GB") for size in (case.total, case.most))
    return f"it takes about {total} ({say_number(case.least / GB)} to {high}) and {fits}"


def _other(case: Any, field: str, value: str, words: str) -> Other:
    other = case.variant(field, value)
    return Other(other, words.format(takes=_takes(other)), case.inputs()[field].label)


def _other_bits(case: Any) -> Other | None:
    """With numbers kept in other bits; None where the reader said in how many."""
    field, subject = {
        "full": ("optimiser", ""),
        "lora": ("precision", "weights are loaded"),
        "qlora": ("embedding_bits", "what is not quantised is"),
    }.get(case.method, ("", ""))
    now = getattr(case, field) if field else UNKNOWN
    if now == UNKNOWN or field in case.told:
        return None
    other = {
        "optimiser": "bf16" if now in ("mixed", "fp32") else "fp32",
        "precision": "32-mixed" if now == "16" else "16",
        "embedding_bits": "32" if now == "16" else "16",
    }[field]
    name = catalogue().frameworks[case.framework].name
    words = (
        f"This assumes that {ASSUMED[now].format(subject)}, as in {name} by default. If "
        f"{ASSUMED[other].format(subject)}, {{takes}}."
    )
    return _other(case, field, other, words)


def _other_attention(case: Any) -> Other | None:
    """With a kernel that writes no scores down; None where the reader said so, or Transformers has another."""
    if case.method == "inference" or "flash_attention" in case.told or not (case.model and case.model.attention):
        return None
    if case.flash_attention == "no":
        words = (
            f"Transformers has only eager attention for {case.model.name}, which writes its scores down, unless you "
            "name a FlashAttention 3 kernel (on Hopper cards) or flex attention. With one of these {takes}."
        )
        return _other(case, "flash_attention", "yes", words)
    return None
