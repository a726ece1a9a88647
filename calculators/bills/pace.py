"""How long a training run takes, from what decides the time of a step; how far that may be off.

`case` answers the fields of `speed_fields`.
"""

import math
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from calculators.bills import speed_fields
from calculators.bills.footprint import update_bytes
from calculators.bills.training import longest_of
from calculators.bills.ways import usual as usual_ways
from calculators.bills.words import duration
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Press, Refused

USUAL_WIDTH = 4_096
"""How wide most models were whose speed was measured."""
BESIDE = "training/beside-matrices"

End = Literal["lowest", "highest"]
"""Where everything goes fast, or slow."""


class Pace(NamedTuple):
    """What decides how long a step takes.

    `utilisation` is the part of the peak that works, in %, `layer_time` the least time of a layer in ms, `slowdown` the
    time of QLoRA against LoRA, `fill` the longest sequence of a batch against the average, `traffic` what passes the
    memory when weights are changed against the least.
    """

    utilisation: float | None
    layer_time: float
    slowdown: float
    fill: float
    traffic: float


def _rule(key: str, end: str) -> float:
    """The figure of a rule, or one end of it."""
    value: float = getattr(catalogue().rules[key], end)
    return value


def beside_matrices(case: Any) -> float:
    """How many times as long a narrow model takes for its work as one that is `USUAL_WIDTH` wide; 1 for wider ones.

    Matrix products take time by the square of the width, all else (norms, sums, gates) by the width. What wider models
    gain, they lose again where they are shared out; mixtures of experts were measured as narrow as they are.
    """
    width: float | None = case.model.hidden if case.model else case.attention_width
    if not width or width >= USUAL_WIDTH or (case.model and case.model.experts):
        return 1
    share = _rule(BESIDE, "figure")
    return (1 + share * USUAL_WIDTH / width) / (1 + share)


def usual(case: Any) -> Pace:
    """The pace that is expected; changing the weights is in it where it is known how often they change."""
    traffic = _rule(speed_fields.UPDATE, "figure") if case.accumulated else 0
    return Pace(case.utilisation, case.layer_time, case.quantised_slowdown, case.filled, traffic)


def at(case: Any, end: End) -> Pace:
    """The pace at one end of everything.

    What the reader typed of a batch has no ends. Where it is not known how often the weights change, they change never
    at best, and at worst in every step, at the least traffic.
    """
    slow = end == "highest"
    unknown = _rule(speed_fields.UPDATE, "lowest") if slow else 0
    typed = case.filled == 1 or "fill" in case.given
    return Pace(
        case.utilisation_low if slow else case.utilisation_high,
        case.layer_time_high if slow else case.layer_time_low,
        case.quantised_slowdown_high if slow else case.quantised_slowdown_low,
        case.filled if typed else longest_of(case.batch_size, _rule(speed_fields.SPREAD, end)),
        _rule(speed_fields.UPDATE, end) if case.accumulated else unknown,
    )


def update_seconds(case: Any, traffic: float) -> float:
    """Seconds in which all weights that learn are changed, shared out among the GPUs, over the batches added up.

    All that is kept of a weight passes the memory, `traffic` times. Beside LoRA too few learn to count.
    """
    speed = case.card and case.card.memory_bandwidth
    if case.frozen or not speed:
        return 0
    learning = case.model.parameters if case.model else case.parameters
    moved = update_bytes(usual_ways(case, "optimiser")[0])
    seconds: float = traffic * moved * learning / (speed * 1e9) / case.gpus / (case.accumulated or 1)
    return seconds


def hours_at(case: Any, pace: Pace) -> float:
    """Hours of one run at this pace; or the hours that are known."""
    hours: float
    if case.known_hours is not None:
        hours = case.known_hours
    elif case.known_speed is not None:
        hours = case.trained_tokens / (case.known_speed * case.gpus * 3600)
    else:
        slower = pace.slowdown if case.method == "qlora" else 1
        seconds = case.step_seconds(pace.utilisation, pace.layer_time, pace.fill / case.filled) * slower
        seconds += update_seconds(case, pace.traffic)
        tokens = case.batch_size * case.context / case.filled
        hours = case.trained_tokens / tokens * seconds / (case.gpus * 3600)
    return hours


def _off(case: Any, way: int, end: End) -> Mapping[str, float]:
    """How far the hours may be off one way, by what is off."""
    middle = usual(case)
    ends = at(case, end)._asdict().items()
    return {
        name: max(0.0, way * (hours_at(case, middle._replace(**{name: value})) - case.hours)) for name, value in ends
    }


def fewest_hours(case: Any) -> float:
    """Hours of one run at best: the errors are independent, so their squares add up."""
    fewest: float = case.hours - math.hypot(*_off(case, -1, "lowest").values())
    return fewest


def most_hours(case: Any) -> float:
    """Hours of one run at worst."""
    most: float = case.hours + math.hypot(*_off(case, 1, "highest").values())
    return most


SOFTWARE: Mapping[str, tuple[str, str]] = {
    "hf-peft": ("a plain script", "A plain script (Hugging Face)"),
    "hf-liger": ("fused kernels", "Fused kernels (Liger and the like)"),
    "torchtune": ("compiled code", "Compiled code (torchtune)"),
}
"""The kinds of code that are usual, each by a framework of its kind: behind "with", and on a press."""


def by_software(case: Any) -> Refused:
    """Asks of what kind the code is, where nobody said, with the hours that each kind takes."""
    hours, presses = [], []
    for framework, (words, press) in SOFTWARE.items():
        presses.append(Press(press, {"framework": framework}))
        variant = case.variant("framework", framework)
        try:
            hours.append(f"with {words} {duration(variant.fewest_hours)} to {duration(variant.most_hours)}")
        except Refused:
            hours.append(f"with {words} no speed is known")
    told = (
        f"Framework: how long a run takes depends on its code, which is not known yet: {', '.join(hours)}. Choose one "
        "of the list, or type the speed of a few steps that you measured, or the hours."
    )
    return Refused({"framework": told}, presses, asks=True)


def too_wide(case: Any) -> Mapping[str, str]:
    """What is told where the range is too wide, at the field that what widens it most is asked by."""
    off = _off(case, 1, "highest")
    field, told = speed_fields.TOO_WIDE[max(speed_fields.TOO_WIDE, key=lambda name: off[name])]
    return {field: told.format(best=at(case, "lowest"), worst=at(case, "highest"))}
