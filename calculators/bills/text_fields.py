"""Inputs on what the text leaves behind on the GPU in training; the chosen framework gives the defaults."""

from collections.abc import Mapping
from typing import Any

from calculators.bills.margins import MARGINS
from calculators.bills.model_fields import left_open, set_by_framework
from calculators.bills.shape_fields import YES_NO
from calculators.bills.ways import UNKNOWN, or_not_known, settled
from calculators.figures.tables import catalogue
from calculators.kit.inputs import choice, number

TEXT = "Text and activations"
"""The group in which they stand."""

LOSSES: Mapping[str, tuple[str, str]] = {
    "plain": ("Plain: scores of all tokens, in 16 and in 32 bits", "Loss"),
    "lean": ("Compiled, or all in 16 bits", "Loss"),
    "in-place": ("In place: scores in 16 bits only (Liger’s cross-entropy alone)", "Loss"),
    "chunked": ("In chunks, or fused with the output head", "Loss"),
}

DROPPED_OUT_BYTES = 3
"""Bytes of each value of its input that an adapted matrix keeps where there is dropout: a copy of 2 and a mask of 1."""


LENGTHS: Mapping[str, tuple[str, str]] = {
    "alike": ("All alike: packed, or padded to one length", "Lengths"),
    "mixed": ("As they come: this is the longest of them", "Lengths"),
    "short": ("As they come: the longest is a quarter of this", "Lengths"),
}


def lengths() -> Any:
    """Declare whether all batches are as long as each other."""
    told = (
        "With many lengths blocks of memory that are too small for the next batch stay held beside new ones. A length "
        "at which texts are cut (max_length) is often longer than any of them: where you know no more, say so."
    )
    return choice("alike", "Lengths of the sequences", lambda: or_not_known(LENGTHS), TEXT, told)


def text_held(default: Any, label: str) -> Any:
    """Declare how many times what the text leaves behind is held by the allocator."""
    told = "1 where all sequences are alike."
    return number(default, label, MARGINS, told, unit="times", least=1, most=10)


def flash_attention() -> Any:
    """Declare whether attention keeps its scores."""

    def default(self: Any) -> str:
        known = self.model and self.model.attention
        if known == "eager advised":
            return UNKNOWN
        return "no" if known and set_by_framework("attention")(self) == "transformers" else "yes"

    told = (
        "It, or another fused kernel such as SDPA, never writes the attention scores down, which else grow with the "
        "square of the sequence (eager attention)."
    )
    return choice(default, "FlashAttention", lambda: or_not_known(YES_NO), TEXT, told)


def loss() -> Any:
    """Declare how the loss is reckoned."""
    told = "The scores of the whole vocabulary are often the largest part; chunks or a fused loss keep them out."
    return choice(left_open("loss"), "Loss", lambda: or_not_known(LOSSES), TEXT, told)


def _rule(end: str) -> Any:
    return lambda self: getattr(catalogue().rules[f"loss/{settled(self, 'loss')}"], end)


def logit_bytes(group: str, end: str, label: str, told: str) -> Any:
    """Declare the bytes of a logit, as usual (`figure`), at best (`lowest`) or at worst (`highest`).

    Where the loss is chunked, those of a hidden value in their place.
    """
    return number(_rule(end), label, group, told, unit="bytes", most=100)


def lora_dropout() -> Any:
    """Declare LoRA's dropout."""
    told = (
        "Leaves out values at random, against learning by heart. Any at all costs memory: each adapted matrix then "
        "keeps its own dropped-out input and a mask."
    )
    return number(_percent("dropout"), "LoRA dropout", TEXT, told, unit="%", most=90)


def own_inputs() -> Any:
    """Declare what adapted matrices keep of their inputs by themselves."""

    def default(self: Any) -> Any:
        return DROPPED_OUT_BYTES if self.lora_dropout else set_by_framework("own_inputs")(self)

    told = "0 where matrices share the input that the layer keeps; 2 for a copy each; 3 with dropout and its mask."
    return number(default, "Own inputs of LoRA, bytes a value", TEXT, told, unit="bytes", most=16)


def activations_kept() -> Any:
    """Declare how much of the activations the software keeps against the formula."""

    def default(self: Any) -> Any:
        quantised = self.method == "qlora"
        return set_by_framework("quantised_activations" if quantised else "activations")(self)

    told = "Against the formula: less than 1 where the model is compiled, more where kernels keep copies."
    return number(default, "Activations kept", TEXT, told, unit="times", least=0.1, most=5)


def kv_bytes() -> Any:
    """Declare the bytes of a value in the KV cache."""
    told = "What the model keeps of the text so far, to go on from (keys and values). 2 for 16 bits, 1 for 8."
    return number(2, "KV cache, bytes a value", TEXT, told, unit="bytes", least=0.25, most=4)


def _percent(name: str) -> Any:
    return lambda self: 100 * set_by_framework(name)(self)
