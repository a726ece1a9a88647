"""How far sums of memory are from what was measured, as defaults of inputs."""

import dataclasses
import math
from functools import partial
from typing import Any, Literal

from calculators.bills.footprint import GB, Footprint
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import number

MARGINS = "What the formulas leave out"
"""The group in which these inputs stand."""

MARGIN = {
    "full": (22.0, 0.0, 26.0),
    "lora": (28.0, 0.0, 31.0),
    "qlora": (31.0, 0.0, 35.0),
    "inference": (0.0, 2.0, 4.0),
}
"""How far measured runs stood below these sums at most, beside them usually and above them at most, in %.

Judged from the runs on “Checked against”, each team that measured counted alike, since those of one team err alike: of
teams that are yet to come about 85 % shall lie within. Of all but the logits, which have a range of their own.
"""

QUANTISED = (0.0, 15.0, 25.0)
"""The same for 4-bit and 8-bit weights that only answer: 15 % above in LitGPT's measurements, for all sizes."""

HELD = {"zero3": (10.0, 32.0), "zero3-offloaded": (10.0, 32.0), "all": (15.0, 40.0), "offloaded": (15.0, 40.0)}
"""What the allocator holds beyond what is in use where weights are sharded, usually and at most, in %.

DeepSpeed's buckets of many sizes break the memory up: 20 to 26 % above the sums in Qwen's measurements. FSDP sends and
works on two streams, and blocks of one are free for the other only later (PyTorch, issue 147168 on record_stream): 28
and 30 % above what was in use in the runs of fms-acceleration on two GPUs. Of either one team measured both, so the
high end is a third beyond.
"""

ALONE = (8.0, 25.0)
"""The same in other runs: 9 to 15 % in those of fitcheck; a team that shows only what the card holds stands higher."""

MIXED = "memory/mixed-lengths"
"""The rule on what batches of many lengths hold."""

KNOWN = 0.97
"""How much of what weights, gradients and optimiser take by their types is taken at least."""

WIDEST = 1.8
"""How many times its low end the high end of a range may be, for what it tells to be called known."""

RANGED = frozenset(
    {"margin_low", "margin", "margin_high", "held", "held_high", "text_held_low", "text_held", "text_held_high",
     "overhead_low", "overhead", "overhead_high", "logit_bytes_low", "logit_bytes", "logit_bytes_high"}
)  # fmt: skip
"""The fields that make the range: a reader who typed any of them has one as wide as they make it."""

in_percent = partial(number, group=MARGINS, unit="%", most=100, help="For the range.")
in_gb = partial(number, group=MARGINS, unit="GB", most=1_000, help="For the range.")


def margin_of(place: int) -> Any:
    """The default of one of the three margins."""
    return lambda self: (QUANTISED if self.quantised and self.method == "inference" else MARGIN[self.method])[place]


def held_of(place: int) -> Any:
    """The default of what the allocator holds beyond what is in use, usually or at most."""

    def default(self: Any) -> float:
        sharding = self.sharding if self.gpus > 1 and self.method != "inference" else ""
        return HELD.get(sharding, ALONE)[place]

    return default


def text_held_of(end: str) -> Any:
    """The default of how many times what the text leaves behind is held: 1 where all batches are alike."""
    return lambda self: 1 if self.lengths == "alike" else getattr(catalogue().rules[MIXED], end)


def percent(fact: Fact) -> Fact:
    """A share as a fact in per cent, without the dust of binary fractions."""
    return Fact(round(fact * 100, 9), dataclasses.replace(fact.origin, unit="%"))


def driver_share() -> Any:
    """The default of the part of a card's memory that no program gets, at most, in %."""
    kept = "memory/kept-by-driver"
    return lambda _: (fact := catalogue().rules[kept].highest) and percent(fact)


def overhead_rule(end: str) -> Any:
    """The default of one end of the overhead."""
    return lambda _: getattr(catalogue().rules["memory/overhead"], end)


def _in_use(case: Any, footprint: Footprint) -> float:
    """Bytes in use where the formulas give these: the margin is on all but the logits."""
    in_use: float = footprint.tensors + (footprint.tensors - footprint.logits) * case.margin / 100
    return in_use


def middle(case: Any, footprint: Footprint) -> float:
    """Bytes expected where the formulas give these: those in use, what is held beside them, and the overhead.

    `case` answers the fields of this group. What the text leaves behind is held more than once where batches differ.
    """
    in_use = _in_use(case, footprint)
    text = (footprint.activations + footprint.logits) * (case.text_held - 1)
    expected: float = (in_use + text) * (1 + case.held / 100) + case.overhead * GB
    return expected


def reach(case: Any, footprint: Footprint, end: Literal["low", "high"], *, alone: bool = False) -> float:
    """Bytes at one end of the range, or those in use `alone`.

    The low end is raised to what weights, gradients and optimiser alone take: their bytes follow from their types, and
    no measured run had less. It is raised too where it would be further down than `WIDEST` allows, which is where long
    texts leave nearly everything; the high end never moves, since it decides what is said to fit.
    """
    reached = _reached(case, footprint, end, alone)
    if end == "high" or case.given & RANGED:
        return reached
    return max(reached, KNOWN * footprint.states, _reached(case, footprint, "high", alone) / WIDEST)


def _reached(case: Any, footprint: Footprint, end: Literal["low", "high"], alone: bool) -> float:
    """Bytes at one end as the errors have it.

    They are independent, so their squares add up; none goes the other way. Logits have a range of their own. Where all
    learns, gradients and what the text leaves are there at once only while gradients are added up over several batches;
    else the ones grow as the other goes (torch.optim: zero_grad sets to None), and the smaller of the two is spared.
    """
    way = -1 if end == "low" else 1
    margin, held = (-case.margin_low, 0) if end == "low" else (case.margin_high, case.held_high)
    in_use = _in_use(case, footprint)
    logit = getattr(case, f"logit_bytes_{end}") / case.logit_bytes - 1 if case.logit_bytes else 0
    apart, text = footprint.tensors - footprint.logits, footprint.activations + footprint.logits
    errors = [footprint.logits * logit, apart * (margin - case.margin) / 100]
    if case.method == "full":
        errors.append(-min(footprint.gradients, text))
    if not alone:
        errors += [
            text * (getattr(case, f"text_held_{end}") - case.text_held),
            in_use * (held - case.held) / 100,
            (getattr(case, f"overhead_{end}") - case.overhead) * GB,
        ]
    off = math.sqrt(math.fsum(max(0.0, way * error) ** 2 for error in errors))
    return (in_use if alone else middle(case, footprint)) + way * off
