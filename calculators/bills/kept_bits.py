"""In how many bits a run keeps its numbers, where nobody said so: what it takes the other way."""

from typing import Any

from calculators.bills.footprint import GB
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


def other_way(case: Any) -> tuple[Any, str, str] | None:
    """A case of “memory” with numbers kept another way than is taken, what to say of it, the label of what decides.

    None where the reader said how they are kept, or where the range holds both ways.
    """
    field, subject = {
        "full": ("optimiser", ""),
        "lora": ("precision", "weights are loaded"),
        "qlora": ("embedding_bits", "what is not quantised is"),
    }.get(case.method, ("", ""))
    if not field or field in case.told:
        return None
    now = getattr(case, field)
    others = {
        "optimiser": "bf16" if now in ("mixed", "fp32") else "fp32",
        "precision": "32-mixed" if now == "16" else "16",
        "embedding_bits": "32" if now == "16" else "16",
    }
    other = others[field]
    told = case.variant(field, other)
    if case.least <= told.total <= case.most:
        return None
    name, label = catalogue().frameworks[case.framework].name, case.inputs()[field].label
    fits = told.verdicts[told.verdict].replace("it ", "")
    total, high = (say(size / GB, "GB") for size in (told.total, told.most))
    low = say_number(told.least / GB)
    words = (
        f"This assumes that {ASSUMED[now].format(subject)}, as in {name} by default. If "
        f"{ASSUMED[other].format(subject)}, it takes about {total} ({low} to {high}) and {fits}."
    )
    return told, words, label
