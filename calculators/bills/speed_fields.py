"""Inputs on how fast rented GPUs train a model; the defaults follow from GPU, model, framework."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from calculators.bills.footprint import GB
from calculators.bills.margins import percent
from calculators.bills.training import longest_of
from calculators.bills.ways import UNKNOWN
from calculators.figures.hardware import Software, Utilisation
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import Press, Refused, choice, number
from calculators.kit.numbers import say, say_number

SPEED = "Speed of the GPUs"
"""The group in which they stand."""

_share = partial(number, group=SPEED, unit="%", least=0.1, most=100)
_times = partial(number, group=SPEED, unit="times", least=1, most=1_000)
_milliseconds = partial(number, group=SPEED, unit="ms", most=1_000)
FOR_THE_RANGE = "For the range."
NO_SPEED = (
    "Utilisation: no speed is known here, since what plain code, LoRA or 4-bit weights make of a mixture of experts "
    "differs too much. Type the speed of a few steps that you measured, the hours, or a utilisation from 0.1 to 100 %."
)
"""What is told where no utilisation is known."""
LEFT_OUT = (
    "Utilisation: no speed is known here without it. Leave it as it is, type one from 0.1 to 100 %, the speed of a few "
    "steps that you measured, or the hours."
)
"""What is told where somebody takes away the one that is known."""
KERNELS: Mapping[str, tuple[str, str]] = {
    "usual": ("As usual: work in 16 bits, fast attention", ""),
    "repeatable": ("Repeatable to the bit (deterministic)", ""),
    "wide": ("Work in 32 bits: no autocast", ""),
}
SHARES: Mapping[str, tuple[str, str]] = {
    "data": ("Each its own sequences (DDP, FSDP, ZeRO)", ""),
    "split": ("The model is split (tensor or pipeline parallel)", ""),
}
SLOW_KERNELS = (
    "Utilisation: no speed is known here, since kernels that repeat to the bit, or work in 32 bits, made measured runs "
    "1.1 to 12 times as long. Type the speed of a few steps that you measured, the hours, or a utilisation from 0.1 to "
    "100 %."
)
"""What is told where kernels are not the usual ones."""
LINEAR = (
    "Utilisation: no figure is known here; how fast linear attention trains hangs on its kernels, and the one run that "
    "was measured took five times as long as a model without it. Type the speed of a few steps that you measured, the "
    "hours, or a utilisation from 0.1 to 100 %."
)
"""What is told of a model with linear attention."""
MIXED_TOKENS = 8_192
"""The fewest tokens of a step, on each GPU, with which mixtures of experts were measured (NeMo AutoModel)."""
FEW_TOKENS = (
    f"Utilisation: no speed is known here, since mixtures of experts were measured with {MIXED_TOKENS:,} tokens or "
    "more in a step of each GPU, and with fewer they wait more than they work. Take more sequences at once, or type "
    "the speed of a few steps that you measured."
)
"""What is told where a mixture has too few tokens in a step."""
TOO_WIDE: Mapping[str, tuple[str, str]] = {
    "slowdown": (
        "utilisation",
        "Utilisation: no speed is known here, since with so few tokens in a step it is open how long unpacking 4-bit "
        "weights takes. Take more sequences at once, or type the speed of a few steps that you measured.",
    ),
    "layer_time": (
        "utilisation",
        "Utilisation: no speed is known here, since so short a step mostly waits for its kernels to be started, which "
        "takes {best.layer_time} to {worst.layer_time} ms a layer. Take more sequences at once, or type the speed of a "
        "few steps that you measured.",
    ),
    "fill": (
        "fill",
        "Longest of a batch: no speed is known here, since a batch is filled up to its longest sequence, and with so "
        "many at once that may be {best.fill:.1f} or {worst.fill:.1f} times the average. Type how many times it is, "
        "from 1 to 100 (1 where they are sorted by length or not filled up), pack them, or type the speed of a few "
        "steps that you measured.",
    ),
    "traffic": (
        "accumulated",
        "Gradient accumulation: no speed is known here, since after so few tokens changing all weights takes about as "
        "long as the step. Type over how many batches gradients are added up, from 1 to 100,000, or the speed of a few "
        "steps that you measured.",
    ),
}
"""What is told, and at which field, where the range is wider, by what widens it most."""
LAYER_TIME = "training/least-layer-time"
SPREAD = "lengths/spread"
UPDATE = "training/update"


@lru_cache(maxsize=1024)
def utilisation_of(gpu: str, software: Software, mixture: bool, several: bool, split: bool) -> Utilisation | None:
    """How much of this GPU's peak training uses: the row that is nearest to the software, the GPUs.

    None for a mixture of experts that was not measured with such software: what plain code makes of one differs by
    more than can be told, and what only Megatron was measured with holds for Megatron.
    """

    def fits(row: Utilisation) -> tuple[bool, ...]:
        alike = (row.software == "plain") == (software == "plain")
        return row.split == split, row.software == software, alike, row.several == several

    known = (row for row in catalogue().utilisation.values() if gpu in row.gpus and row.expected is not None)
    rows = [row for row in known if row.mixture == mixture and not (mixture and software in unlike(row))]
    return max(rows, key=fits, default=None)


def unlike(row: Utilisation) -> tuple[Software, ...]:
    """The kinds of code of which the measurements of a mixture of experts tell nothing."""
    return ("plain", "tuned", "compiled") if row.software == "engine" else ("plain",)


def unknown(case: Any) -> str:
    """Why no utilisation is known for such a run, whatever the GPU; nothing where it may be."""
    if case.kernels != "usual":
        return SLOW_KERNELS
    if case.model and case.model.recurrent:
        return LINEAR
    tuned = not case.frozen and case.software != "plain"  # of a mixture with LoRA or plain code nothing is known at all
    few = tuned and case.batch_size * case.context < MIXED_TOKENS
    return FEW_TOKENS if few and case.model and case.model.experts else ""


def row_of(case: Any) -> Utilisation | None:
    """The utilisation nearest to a run; None where its kind of run is not known on any GPU."""
    mixture = bool(case.model and case.model.experts)
    if unknown(case) or not case.card or case.software == UNKNOWN:
        return None
    software = "plain" if mixture and case.frozen else case.software
    several, split = case.gpus > 1, case.gpus > 1 and case.shared == "split"
    return utilisation_of(case.card.key, software, mixture, several, split)


def utilisation_figure(end: str) -> Any:
    """The default of one end of the utilisation, in %: what was measured on the chosen GPU, else what was typed."""

    def default(self: Any) -> Fact | float | None:
        row = row_of(self)
        if row is None or row.basis == "judgement":
            return None if end == "usual" else self.utilisation
        return percent(getattr(row, end))

    return default


def gigabytes(memory: Any) -> str:
    """What a case of “memory” takes, to read."""
    return f"{say_number(memory.least / GB)} to {say(memory.most / GB, 'GB')}"


def not_measured(case: Any) -> Refused:
    """Says that no utilisation is known, what comes nearest where there is something, and offers to take that."""
    row = row_of(case)
    if row is None or row.basis != "judgement":
        return Refused({"utilisation": unknown(case) or (NO_SPEED if row is None else LEFT_OUT)})
    low, usual, high = (percent(fact) for fact in (row.lowest, row.usual, row.highest) if fact is not None)
    card = case.card.name
    code = "a plain script" if row.software == "plain" else "well-tuned code"
    told = (
        f"Utilisation: no figure is known here; there is no measured run of {code} on {card}. The nearest that there "
        f"is, from other cards, is {usual:g} % of the peak ({low:g} to {high:g} %), which is our judgement. Take that, "
        "or type the speed of a few steps that you measured, the hours, or a utilisation from 0.1 to 100 %."
    )
    if case.fits == "no":
        told += f" It does not fit there by our reckoning, though: it would take {gigabytes(case.memory)} on each GPU."
    taken = {"utilisation": f"{usual:g}", "utilisation_low": f"{low:g}", "utilisation_high": f"{high:g}"}
    return Refused({"utilisation": told}, (Press(f"Take {usual:g} %, of other cards", taken),), asks=True)


def rule(key: str, end: str) -> Any:
    """The default that is one end of a rule: `figure`, `lowest` or `highest`."""
    return lambda _: getattr(catalogue().rules[key], end)


def slowdown_figure(end: str) -> Any:
    """The default of one end of the time that QLoRA takes against LoRA: a step, and unpacking every weight in it.

    Where the memory's speed or the model is not known, the measured range and its middle.
    """

    def default(self: Any) -> Any:
        speed = self.card and self.card.memory_bandwidth
        if not speed or (self.frozen and self.lora_parameters is None) or not self.gpu_peak or not self.utilisation:
            known = catalogue().rules["qlora/slower-than-lora"]
            return 1.3 if end == "figure" else getattr(known, end)
        weights = self.model.linear_parameters if self.model else self.parameters
        unpacked = getattr(catalogue().rules["qlora/unpacking"], end) * weights / (speed * 1e9)
        return 1 + unpacked / self.step_seconds(self.utilisation, self.layer_time)

    return default


def kernels() -> Any:
    """Declare with what kernels and in what numbers the GPU works."""
    told = "Deterministic algorithms, or 4-bit weights behind 32-bit norms without bf16 or fp16 set, are far slower."
    return choice("usual", "Kernels and numbers", lambda: KERNELS, SPEED, told)


def shared() -> Any:
    """Declare how several GPUs share the work."""
    told = "Split within its matrices or between its layers a model is slower; Megatron and NeMo do so with large ones."
    return choice("data", "How the GPUs share the work", lambda: SHARES, SPEED, told)


def gpu_peak() -> Any:
    """Declare the peak of a GPU."""

    def default(self: Any) -> Any:
        return self.card and self.card.bf16_tflops

    told = "Dense 16-bit operations; what is listed “with sparsity” is twice as much and never reached in training."
    return number(default, "Peak of the GPU", SPEED, told, unit="TFLOPS", least=0.1, most=100_000)


def utilisation() -> Any:
    """Declare the part of the peak that is reached."""
    told = "The part of the peak that does the work counted here; what you expect."
    return _share(utilisation_figure("usual"), "Utilisation", help=told, none="not known")


def utilisation_end(end: str, label: str) -> Any:
    """Declare one end of it, for the range."""
    return _share(utilisation_figure(end), label, help=FOR_THE_RANGE, none="not known")


def layer_time() -> Any:
    """Declare the least time of a layer."""
    told = "What a step takes for each layer however short its text: starting kernels. It counts in small steps."
    return _milliseconds(rule(LAYER_TIME, "figure"), "Least time of a layer", help=told)


def layer_time_end(end: str, label: str) -> Any:
    """Declare one end of it, for the range."""
    return _milliseconds(rule(LAYER_TIME, end), label, help=FOR_THE_RANGE)


def slowdown() -> Any:
    """Declare how much longer QLoRA takes than LoRA."""
    told = "Unpacking all 4-bit weights in every step: the shorter the step, the more it counts."
    return _times(slowdown_figure("figure"), "QLoRA, time against LoRA", help=told)


def slowdown_end(end: str, label: str) -> Any:
    """Declare one end of it, for the range."""
    return _times(slowdown_figure(end), label, help=FOR_THE_RANGE)


def fill(group: str) -> Any:
    """Declare how much longer the longest sequence of a batch is than the average."""

    def default(self: Any) -> float:
        return longest_of(self.batch_size, catalogue().rules[SPREAD].figure)

    told = (
        "Against the average example: batches are filled up to their longest. 1 where yours are sorted by length, or "
        "not filled up at all (padding-free)."
    )
    return number(default, "Longest of a batch", group, told, unit="times", least=1, most=100)


def accumulated() -> Any:
    """Declare after how many batches weights change."""
    told = (
        "Batches whose gradients are added up before the weights change. Changing all of them takes time of its own, "
        "which the range holds as long as this is not known."
    )
    label, none = "Gradient accumulation", "not known"
    return number(None, label, SPEED, told, unit="batches", least=1, most=100_000, none=none, whole=True)


def known_speed() -> Any:
    """Declare a speed that was measured."""
    told = (
        "Tokens a second on each GPU, as training tools print it; with one example a sequence those of the examples, "
        "without what fills up a batch. It replaces the estimate."
    )
    most, none = 100_000_000, "not measured"
    return number(None, "Speed that you measured", SPEED, told, unit="tokens/s", least=0.001, most=most, none=none)


def known_hours() -> Any:
    """Declare the hours of a run that are known."""
    told = "From a log or a paper. They replace the estimate and the measured speed."
    most, none = 1_000_000, "not known"
    return number(None, "Hours of one run that you know", SPEED, told, unit="hours", least=0.0001, most=most, none=none)
