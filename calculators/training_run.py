"""Tell what training a model on rented GPUs costs, over all tries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any, ClassVar

from calculators.bills import fields, model_fields, rentals
from calculators.bills.fields import usd
from calculators.bills.footprint import least_bytes
from calculators.bills.model_fields import METHODS
from calculators.bills.training import Tries, Work, adapter_parameters, targets_of
from calculators.figures.hardware import GpuPrice, Utilisation
from calculators.figures.shapes import OpenModel
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import Refused, choice, number
from calculators.kit.model import Calculator

DATA = "Data"
MODEL = "Model"
LORA = "LoRA"
SPEED = "Speed of the GPUs"
TRIES = "Tries and money"

PACKINGS: Mapping[str, tuple[str, str]] = {
    "packed": ("Packed: sequences filled with several examples", "Packing"),
    "single": ("One example a sequence, not filled up", "Packing"),
    "padded": ("One example a sequence, padded to its full length", "Packing"),
}

share = partial(number, group=SPEED, unit="%", least=0.1, most=100)
times = partial(number, group=SPEED, unit="times", least=1, most=10)

rented = partial(rentals.rented, serving_too=False)
"""The GPUs that can be rented to train on."""


@lru_cache(maxsize=256)
def measured_utilisation(gpu: str, full: bool) -> Utilisation | None:
    """How much of this GPU's peak training uses.

    For full training what was measured on well-tuned code, where it was; else what a plain script reaches.
    """
    rows = [row for row in catalogue().utilisation.values() if gpu in row.gpus and row.expected is not None]
    wanted = [row for row in rows if (row.basis == "measured") == full]
    return next(iter(wanted or rows), None)


def utilisation_figure(end: str) -> Any:
    """The default of one end of the utilisation, in %: the chosen GPU's, else the one that was typed."""

    def default(self: "TrainingRun") -> Fact | float | None:
        row = measured_utilisation(self.rental_row.gpu, self.method == "full") if self.rental_row else None
        if row is None:
            return None if end == "usual" else self.utilisation
        return percent(getattr(row, end))

    return default


def slowdown_rule(end: str) -> Any:
    """The default of one end of the time that QLoRA takes against LoRA."""
    return lambda _: getattr(catalogue().rules["qlora/slower-than-lora"], end)


def percent(fact: Fact) -> Fact:
    """A share as a fact in per cent, without the dust of binary fractions."""
    return Fact(round(fact * 100, 9), replace(fact.origin, unit="%"))


@dataclass(frozen=True)
class TrainingRun(Calculator):
    """A card you rent is paid by the hour, whether it learns, loads, waits or fails, and so is every try.

    The bill is the work of training over the speed of the GPU, times all tries, and not the last run alone.

    The calculator counts the work in floating-point operations, sets it against the part of the GPU’s peak that
    training really uses, and says how far the evidence leaves the answer open.
    """

    slug = "training-run"
    title = "Training on rented GPUs"
    question = "What does it cost to train a model on rented GPUs, all tries together?"
    verdicts: ClassVar = {
        "within": "all tries stay within the budget",
        "perhaps": "all tries may go over the budget",
        "beyond": "all tries go over the budget",
    }

    open_model: str = model_fields.open_model("mistralai/Mistral-7B-v0.3")
    method: str = model_fields.method(METHODS, "What learns: everything, or small added matrices beside it.")
    examples_count: int = fields.examples_count(count=1_000)
    tokens_per_example: float = number(
        500,
        "Tokens per example",
        help="Input and output together, on average.",
        unit="tokens",
        least=1,
        most=10_000_000,
    )
    rental: str = choice(
        "runpod/a100-pcie-80gb",
        "Rented GPU",
        lambda: rentals.rentals("Not in the list: I type GPU and price", serving_too=False),
        help="The card, who rents it out, and how it is billed.",
    )

    epochs: float = fields.epochs(DATA)
    packing: str = choice(
        "packed",
        "Packing",
        lambda: PACKINGS,
        DATA,
        "Padding is worked on like text. Packing several short examples into a sequence wastes nothing.",
    )
    sequence_length: int = model_fields.sequence_length(
        DATA, "Tokens of one sequence in training. Where examples are padded, longer ones are cut."
    )

    parameters: float = model_fields.parameters(
        MODEL,
        lambda self: self.model_parameters,
        "Those that a token passes through: of a mixture of experts only the active ones.",
    )
    layers: int | None = model_fields.layers(
        MODEL,
        lambda self: self.model and self.model.layers,
        "For the work of attention, which is left out where this is not known.",
        "not known",
    )
    attention_width: int | None = number(
        lambda self: self.model and self.model.heads * self.model.head_dim,
        "Attention width",
        MODEL,
        "Heads times head size; in most models the hidden width.",
        unit="units",
        least=1,
        most=1_000_000,
        whole=True,
        none="not known",
    )

    lora_rank: int = model_fields.lora_rank(LORA)
    lora_targets: str = model_fields.lora_targets(LORA)
    lora_parameters: int | None = model_fields.lora_parameters(
        LORA,
        lambda self: adapter_parameters(self.open_model, self.lora_rank, self.lora_targets),
        "What the added matrices hold: rank times width in plus width out, for each. Training tools print it.",
        "not known",
    )

    gpu_peak: float = number(
        lambda self: self.rental_row and self.rental_row.card and self.rental_row.card.bf16_tflops,
        "Peak of the GPU",
        SPEED,
        "Dense 16-bit operations; what is listed “with sparsity” is twice as much and never reached in training.",
        unit="TFLOPS",
        least=0.1,
        most=100_000,
    )
    gpus: int = model_fields.gpus(
        SPEED,
        lambda self: (self.rental_row and self.rental_row.least_gpus) or 1,
        "Used at once. More of them shorten the wait; the bill stays, as long as none waits for another.",
        100_000,
    )
    checkpointing: str = model_fields.checkpointing(SPEED)
    utilisation: float = share(
        utilisation_figure("usual"),
        "Utilisation",
        help="The part of the peak that does the work counted here; what you expect.",
    )
    utilisation_low: float = share(utilisation_figure("lowest"), "Utilisation, at worst", help="For the range.")
    utilisation_high: float = share(utilisation_figure("highest"), "Utilisation, at best", help="For the range.")
    quantised_slowdown: float = times(
        1.3, "QLoRA, time against LoRA", help="Unpacking the 4-bit model takes time; what you expect."
    )
    quantised_slowdown_low: float = times(
        slowdown_rule("lowest"), "QLoRA, time against LoRA at best", help="For the range."
    )
    quantised_slowdown_high: float = times(
        slowdown_rule("highest"), "QLoRA, time against LoRA at worst", help="For the range."
    )
    known_speed: float | None = number(
        None,
        "Speed that you measured",
        SPEED,
        "Tokens a second on each GPU, padding counted, as training tools print it. It replaces the estimate.",
        unit="tokens/s",
        least=0.001,
        most=100_000_000,
        none="not measured",
    )
    known_hours: float | None = number(
        None,
        "Hours of one run that you know",
        SPEED,
        "From a log or a paper. They replace the estimate and the measured speed.",
        unit="hours",
        least=0.0001,
        most=1_000_000,
        none="not known",
    )

    gpu_price: float = number(
        lambda self: self.rental_row and self.rental_row.per_hour,
        "Price of a GPU",
        TRIES,
        "For one GPU and one hour.",
        unit="USD/h",
        most=1_000,
    )
    training_runs: int = fields.training_runs(TRIES)
    short_tries: int = number(
        0, "Short tries", TRIES, "Broken off early, to compare settings.", unit="tries", most=100_000, whole=True
    )
    short_try_length: float = number(
        10, "Length of a short try", TRIES, "As a part of a whole run.", unit="%", most=100
    )
    lost_work: float = number(
        10,
        "Work lost",
        TRIES,
        "To crashes and machines taken away: what is done again, beside every run.",
        unit="%",
        most=1_000,
    )
    hours_beside: float = number(
        0.25,
        "Hours beside training",
        TRIES,
        "Of each try, paid too: loading model and data, saving, a look at the result.",
        unit="hours",
        most=1_000,
    )
    budget: float = usd(50, "Budget", TRIES, "For all tries; the default is the upper end of the lesson’s rule.")

    @cached_property
    def model(self) -> OpenModel | None:
        """The model of the data, or None where its figures are typed."""
        return catalogue().open_models.get(self.open_model)

    @property
    def model_parameters(self) -> float | None:
        """The parameters of the model of the data that a token passes through."""
        model = self.model
        if model is None:
            return None
        return model.parameter_count if model.active_parameters == model.parameters else model.active_parameters

    @cached_property
    def rental_row(self) -> GpuPrice | None:
        """The rental, or None where GPU and price are typed."""
        return rented().get(self.rental)

    @property
    def frozen(self) -> bool:
        """Whether the model itself does not learn."""
        return self.method != "full"

    @property
    def adapters(self) -> int:
        """The parameters that LoRA adds; 0 without LoRA. Raises Refused where they are not known."""
        if self.frozen and self.lora_parameters is None:
            label = self.inputs()["lora_parameters"].label
            told = f"{label}: no figure is known here; type the one that training tools print, or train in full."
            raise Refused({"lora_parameters": told})
        return (self.lora_parameters or 0) if self.frozen else 0

    @property
    def adapters_at_work(self) -> float:
        """The parameters of LoRA that one token passes through: those of the active experts only."""
        if not self.model or not self.frozen:
            return self.adapters
        return self.adapters * self.model.lora_at_work(targets_of(self.model, self.lora_targets))

    @property
    def positions_per_example(self) -> float:
        """Tokens that are worked on for each example, padding counted; what is beyond a padded sequence is cut."""
        return self.sequence_length if self.packing == "padded" else self.tokens_per_example

    @cached_property
    def trained_tokens(self) -> float:
        """Tokens worked on in one run: examples x tokens x epochs, padding counted."""
        return self.examples_count * self.positions_per_example * self.epochs

    @property
    def context(self) -> float:
        """Tokens that attention looks over: the sequence's, or the example's where it stands alone, not filled up."""
        return self.tokens_per_example if self.packing == "single" else self.sequence_length

    @cached_property
    def work(self) -> Work:
        """The work of one token. Raises Refused where the parameters of LoRA are not known."""
        return Work(
            self.parameters,
            self.adapters_at_work,
            self.frozen,
            self.layers or 0,
            self.attention_width or 0,
            self.context,
            self.checkpointing == "on",
        )

    @cached_property
    def flops(self) -> float:
        """Floating-point operations of one run, recomputation counted."""
        return self.work.all * self.trained_tokens

    def hours_at(self, utilisation: float, slowdown: float) -> float:
        """Hours of one run where this part of the peak, in %, does the work; or the hours that are known."""
        if self.known_hours is not None:
            return self.known_hours
        if self.known_speed is not None:
            return self.trained_tokens / (self.known_speed * self.gpus * 3600)
        slower = slowdown if self.method == "qlora" else 1
        return self.flops * slower / (self.gpu_peak * 1e12 * utilisation / 100 * self.gpus * 3600)

    @property
    def hours(self) -> float:
        """Hours of one run, as expected."""
        return self.hours_at(self.utilisation, self.quantised_slowdown)

    @property
    def fewest_hours(self) -> float:
        """Hours of one run at best."""
        return self.hours_at(
            max(self.utilisation, self.utilisation_high), min(self.quantised_slowdown, self.quantised_slowdown_low)
        )

    @property
    def most_hours(self) -> float:
        """Hours of one run at worst."""
        return self.hours_at(
            min(self.utilisation, self.utilisation_low), max(self.quantised_slowdown, self.quantised_slowdown_high)
        )

    @property
    def gpus_paid(self) -> int:
        """GPUs on the bill: no fewer than the smallest number that is rented out."""
        return max(self.gpus, (self.rental_row and self.rental_row.least_gpus) or 1)

    @property
    def tries(self) -> Tries:
        """All tries, in hours that are paid."""
        return Tries(self.training_runs, self.short_tries, self.short_try_length, self.lost_work, self.hours_beside)

    def cost_at(self, hours: float) -> float:
        """USD for all tries, where one run takes so many hours."""
        return self.gpus_paid * self.gpu_price * self.tries.hours(hours)

    @cached_property
    def run_cost(self) -> float:
        """USD for the hours of one run."""
        return self.gpus_paid * self.gpu_price * self.hours

    @cached_property
    def all_tries_cost(self) -> float:
        """USD for all tries, as expected."""
        return self.cost_at(self.hours)

    @property
    def least_cost(self) -> float:
        """USD for all tries at best."""
        return self.cost_at(self.fewest_hours)

    @property
    def most_cost(self) -> float:
        """USD for all tries at worst."""
        return self.cost_at(self.most_hours)

    @property
    def verdict(self) -> str:
        if self.most_cost <= self.budget:
            return "within"
        return "beyond" if self.least_cost > self.budget else "perhaps"

    @property
    def estimated(self) -> bool:
        """Whether hours are estimated from the work, and not known."""
        return self.known_hours is None and self.known_speed is None

    @property
    def tokens_per_second(self) -> float:
        """Tokens a second on each GPU."""
        return self.trained_tokens / (self.hours * 3600 * self.gpus)

    def share_of_peak(self, flops_per_token: float) -> float:
        """The part of the peak, in %, that so much work for each token makes at the speed reckoned."""
        return 100 * flops_per_token * self.tokens_per_second / (self.gpu_peak * 1e12)

    @property
    def unused(self) -> frozenset[str]:
        estimated, frozen = self.estimated, self.frozen
        attention = self.layers is not None and self.attention_width is not None
        no_part = {
            "lora_rank": not frozen or "lora_parameters" in self.given,
            "lora_targets": not frozen or "lora_parameters" in self.given,
            "lora_parameters": not frozen,
            "sequence_length": self.packing == "single" or (self.packing == "packed" and not attention),
            "attention_width": self.layers is None,
            "layers": self.attention_width is None,
            "utilisation": not estimated,
            "utilisation_low": not estimated,
            "utilisation_high": not estimated,
            "quantised_slowdown": not estimated or self.method != "qlora",
            "quantised_slowdown_low": not estimated or self.method != "qlora",
            "quantised_slowdown_high": not estimated or self.method != "qlora",
            "known_speed": self.known_hours is not None,
            "short_try_length": not self.short_tries,
        }
        return frozenset(name for name, unused in no_part.items() if unused)

    @property
    def least_bytes(self) -> float:
        """Bytes that no run of this method does without: 8-bit Adam, or the frozen model; 0 where it is typed."""
        return least_bytes(self.model, self.method) if self.model else 0
