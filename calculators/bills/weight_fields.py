"""Inputs on how the weights of a model that does not learn itself are kept."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from calculators.bills.model_fields import left_open
from calculators.bills.shape_fields import YES_NO
from calculators.bills.ways import or_not_known, settled
from calculators.figures.tables import catalogue
from calculators.kit.inputs import choice, number

WEIGHTS = "Weights"
"""The group in which they stand."""

PRECISIONS: Mapping[str, tuple[str, str]] = {
    "16": ("16 bits", "Precision"),
    "32": ("32 bits, the work too", "Precision"),
    "32-mixed": ("32 bits, the work in 16 (mixed precision)", "Precision"),
    "8": ("8 bits", "Precision"),
    "nf4": ("4 bits (NF4)", "Precision"),
    "nf4-double": ("4 bits (NF4), scales quantised too", "Precision"),
}

EMBEDDING_BITS: Mapping[str, tuple[str, str]] = {"16": ("16 bits", ""), "32": ("32 bits", "")}


@cache
def bits_of(precision: str) -> float | None:
    """Bits of a quantised weight, its part of the scales included; None where nothing is quantised."""
    if precision in ("16", "32", "32-mixed"):
        return None
    return 8 if precision == "8" else catalogue().rules[f"qlora/{precision}"].figure


def precision() -> Any:
    """Declare the precision of the weights."""
    told = (
        "Bits a weight, where it does not learn; fewer (quantised) take less memory. Embeddings stay as they are. "
        "Some tools load 32 bits unless you say otherwise (dtype)."
    )

    def default(self: Any) -> str:
        if self.method == "lora":
            return str(left_open("precision")(self))
        return "nf4-double" if self.method == "qlora" else "16"

    return choice(default, "Precision of the weights", lambda: or_not_known(PRECISIONS), WEIGHTS, told)


def embedding_bits() -> Any:
    """Declare the precision of what is not quantised."""
    told = (
        "Embeddings, head and norms beside quantised matrices. Behind norms in 32 bits what the text leaves is twice "
        "as large."
    )

    def default(self: Any) -> str:
        return str(left_open("embedding_bits")(self)) if self.method == "qlora" else "16"

    return choice(default, "Precision of what is not quantised", lambda: or_not_known(EMBEDDING_BITS), WEIGHTS, told)


def quantised_bits() -> Any:
    """Declare the bits of a quantised weight."""
    label, told, none = "Bits of a quantised weight", "With its part of the scales.", "not quantised"

    def default(self: Any) -> float | None:
        return bits_of(settled(self, "precision"))

    return number(default, label, WEIGHTS, told, unit="bits", least=0.5, most=32, none=none)


def quantised_head() -> Any:
    """Declare whether the output head is quantised."""
    told = "Most tools keep it in 16 bits. Where it is the embedding table itself, it stays that."
    return choice("no", "Output head quantised too", lambda: YES_NO, WEIGHTS, told)
