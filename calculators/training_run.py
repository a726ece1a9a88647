"""Tell what training a model on GPUs costs, rented ones or your own, over all tries."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import ClassVar

from calculators.bills import fields, model_fields, pace, rentals, speed_fields, tries_fields
from calculators.bills.fields import usd
from calculators.bills.gpu_fields import MOST_GPUS
from calculators.bills.margins import WIDEST
from calculators.bills.model_fields import METHODS
from calculators.bills.speed_fields import SPEED
from calculators.bills.training import Tries, Work, adapter_parameters, targets_of
from calculators.bills.ways import UNKNOWN
from calculators.figures.hardware import Gpu, GpuPrice, Software
from calculators.figures.shapes import OpenModel
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Refused, choice, number
from calculators.kit.model import Calculator
from calculators.kit.stops import ladder
from calculators.memory import Memory

DATA = "Data"
MODEL = "Model"
LORA = "LoRA"
TRIES = "Tries and money"

PACKINGS: Mapping[str, tuple[str, str]] = {
    "packed": ("Packed: sequences filled with several examples", "Packing"),
    "single": ("One example a sequence, batches filled up to their longest", "Packing"),
    "padded": ("One example a sequence, padded to its full length", "Packing"),
}

rented = partial(rentals.rented, serving_too=False)
"""The GPUs that can be rented to train on."""
_memory = lru_cache(128, typed=True)(Memory)
"""A run on a card is looked at once, however many rent the card out: it would be most of the time of an answer."""


def hourly_price(self: "TrainingRun") -> float | None:
    """USD for an hour of one GPU: what it rents for, 0 where it is the reader's own, None where nobody knows."""
    if rentals.own_card(self.rental):
        return 0.0
    return self.rental_row.per_hour if self.rental_row else None


ORDERED = (
    ("utilisation_low", "utilisation_high"),
    ("layer_time_low", "layer_time_high"),
    ("quantised_slowdown_low", "quantised_slowdown_high"),
)


@dataclass(frozen=True)
class TrainingRun(Calculator):
    """A card you rent is paid by the hour, whether it learns, loads, waits or fails, and so is every try.

    The bill is the work of training over the speed of the GPU, times all tries, and not the last run alone. The
    calculator counts the work in floating-point operations, sets it against the part of the GPU’s peak that
    training really uses, and says how far the evidence leaves the answer open.
    """

    slug = "training-run"
    title = "Training on GPUs"
    question = "What does it cost to train a model on GPUs, rented or your own, all tries together?"
    ordered: ClassVar = ORDERED
    verdicts: ClassVar = {
        "unfit": "it does not fit into the memory of these GPUs",
        "within": "all tries stay within the budget",
        "perhaps": "all tries may go over the budget",
        "beyond": "all tries go over the budget",
    }

    open_model: str = model_fields.open_model("mistralai/Mistral-7B-v0.3")
    method: str = model_fields.method(
        METHODS, "What learns: everything, or small added matrices (LoRA), also beside a model in 4 bits (QLoRA)."
    )
    examples_count: int = fields.examples_count(count=1_000)
    tokens_per_example: float = number(
        500,
        "Tokens per example",
        help="Input and output together, on average.",
        unit="tokens",
        least=1,
        most=10_000_000,
        stops=ladder(10, 20_000),
    )
    rental: str = choice(
        "runpod/a100-pcie-80gb",
        "GPU",
        lambda: rentals.rentals("Not in the list: I type GPU and price", serving_too=False),
        help="The card, who rents it out, and how it is billed; or a card of your own.",
    )

    framework: str = model_fields.framework()

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
    batch_size: int = model_fields.batch_size(
        DATA, "On each GPU at a time (the micro-batch). Many tokens at once keep a GPU busier, and take more memory."
    )

    fill: float = speed_fields.fill(DATA)

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
    attention_width: int | None = model_fields.attention_width(MODEL)

    lora_rank: int = model_fields.lora_rank(LORA)
    lora_targets: str = model_fields.lora_targets(LORA)
    lora_parameters: int | None = model_fields.lora_parameters(
        LORA,
        lambda self: adapter_parameters(self.open_model, self.lora_rank, self.lora_targets),
        "What the added matrices hold: rank times width in plus width out, for each. Training tools print it.",
        "not known",
    )

    gpu_peak: float = speed_fields.gpu_peak()
    gpus: int = model_fields.gpus(
        SPEED,
        lambda self: (self.rental_row and self.rental_row.least_gpus) or 1,
        "Used at once. More of them shorten the wait; the bill stays, as long as none waits for another.",
        100_000,
    )
    shared: str = speed_fields.shared()
    checkpointing: str = model_fields.checkpointing(SPEED)
    kernels: str = speed_fields.kernels()
    utilisation: float | None = speed_fields.utilisation()
    utilisation_low: float | None = speed_fields.utilisation_end("lowest", "Utilisation, at worst")
    utilisation_high: float | None = speed_fields.utilisation_end("highest", "Utilisation, at best")
    layer_time: float = speed_fields.layer_time()
    layer_time_low: float = speed_fields.layer_time_end("lowest", "Least time, at best")
    layer_time_high: float = speed_fields.layer_time_end("highest", "Least time, at worst")
    quantised_slowdown: float = speed_fields.slowdown()
    quantised_slowdown_low: float = speed_fields.slowdown_end("lowest", "QLoRA, time against LoRA at best")
    quantised_slowdown_high: float = speed_fields.slowdown_end("highest", "QLoRA, time against LoRA at worst")
    accumulated: int | None = speed_fields.accumulated()
    known_speed: float | None = speed_fields.known_speed()
    known_hours: float | None = speed_fields.known_hours()

    gpu_price: float = tries_fields.gpu_price(TRIES, hourly_price)
    training_runs: int = fields.training_runs(TRIES)
    short_tries: int = tries_fields.short_tries(TRIES)
    short_try_length: float = tries_fields.short_try_length(TRIES)
    lost_work: float = tries_fields.lost_work(TRIES)
    hours_beside: float = tries_fields.hours_beside(TRIES)
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
        """The rental, or None where the GPU is the reader's own or typed."""
        return rented().get(self.rental)

    @cached_property
    def card(self) -> Gpu | None:
        """The card, rented or the reader's own; None where it is typed."""
        return self.rental_row.card if self.rental_row else rentals.own_card(self.rental)

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
    def software(self) -> Software:
        """Whose speed the framework's code has."""
        return catalogue().frameworks[self.framework].software

    @property
    def filled(self) -> float:
        """How many times the average each sequence of a batch is long, filled up to the longest."""
        return self.fill if self.packing == "single" and self.batch_size > 1 else 1

    def step_seconds(self, utilisation: float | None, layer_time: float, longer: float = 1) -> float:
        """Seconds in which a GPU works on its tokens once, forward and backward, without what QLoRA adds.

        The work at the utilisation, in %, and the time, in ms, that each layer takes however little work it has, one
        beside the other: the square root of the sum of their squares. `longer` is how many times as long as expected
        the sequences are. Raises Refused where no
        utilisation is known.
        """
        if utilisation is None:
            raise pace.by_software(self) if self.software == UNKNOWN else speed_fields.not_measured(self)
        flops = self.work.done * self.batch_size * self.context * longer * pace.beside_matrices(self)
        work = flops / (self.gpu_peak * 1e12 * utilisation / 100)
        least = (self.layers or 0) * layer_time / 1_000
        return math.sqrt(work * work + least * least)

    @property
    def positions_per_example(self) -> float:
        """Tokens trained on for each example; what is beyond a padded sequence is cut, its padding counts."""
        return self.sequence_length if self.packing == "padded" else self.tokens_per_example

    @cached_property
    def trained_tokens(self) -> float:
        """Tokens of one run: examples x tokens x epochs. Padding to full sequences counts, to a batch's longest not."""
        return self.examples_count * self.positions_per_example * self.epochs

    @property
    def context(self) -> float:
        """Tokens that attention looks over: the sequence's, or where examples stand alone a batch's longest one's."""
        return self.tokens_per_example * self.filled if self.packing == "single" else self.sequence_length

    @property
    def attending_layers(self) -> float:
        """Layers that look over all of the context, those with a window counted by what they see of it."""
        model = self.model
        if model is None or self.layers != model.layers:
            return self.layers or 0
        seen = min(1, model.windows.window / self.context) if model.windows else 0
        return model.full_layers + seen * model.windowed_layers

    @cached_property
    def work(self) -> Work:
        """The work of one token. Raises Refused where the parameters of LoRA are not known."""
        return Work(
            self.parameters,
            self.adapters_at_work,
            self.frozen,
            self.attending_layers,
            self.attention_width or 0,
            self.context,
            self.checkpointing in ("on", "offloaded"),
            self.checkpointing == "selective",
        )

    @cached_property
    def flops(self) -> float:
        """Floating-point operations of one run, recomputation counted, and what fills up batches."""
        return self.work.all * self.trained_tokens * self.filled

    @cached_property
    def hours(self) -> float:
        """Hours of one run, as expected."""
        return pace.hours_at(self, pace.usual(self))

    @property
    def fewest_hours(self) -> float:
        """Hours of one run at best."""
        return pace.fewest_hours(self)

    @property
    def most_hours(self) -> float:
        """Hours of one run at worst. Raises Refused where they are too far from those at best to be called known."""
        most = pace.most_hours(self)
        if self.estimated and not self.given & SPEED_FIELDS and most > WIDEST * self.fewest_hours:
            raise Refused(pace.too_wide(self))
        return most

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

    @cached_property
    def memory(self) -> Memory | None:
        """The same run as “memory” reckons it on these GPUs; None where model or GPU are typed."""
        if self.model is None or self.card is None:
            return None
        sequence = max(1, math.ceil(self.context))
        return _memory(
            open_model=self.open_model,
            method=self.method,
            framework=self.framework,
            sequence_length=sequence,
            batch_size=self.batch_size,
            gpu=self.card.key,
            gpus=min(self.gpus, MOST_GPUS),
            checkpointing=self.checkpointing,
            lora_rank=self.lora_rank,
            lora_targets=self.lora_targets,
            lengths="mixed" if self.packing == "single" else "alike",
        )

    @property
    def fits(self) -> str | None:
        """The verdict of “memory” on this run; None where it cannot be told."""
        return self.memory.verdict if self.memory else None

    @property
    def verdict(self) -> str:
        if self.fits == "no":
            return "unfit"
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
            "fill": not estimated or self.packing != "single" or self.batch_size == 1,
            "accumulated": not estimated or frozen,
            "sequence_length": self.packing == "single" or (self.packing == "packed" and not attention),
            "attention_width": self.layers is None,
            "layers": self.attention_width is None,
            "kernels": not estimated,
            "shared": not estimated or self.gpus == 1,
            "utilisation": not estimated,
            "utilisation_low": not estimated,
            "utilisation_high": not estimated,
            **dict.fromkeys(STEP_FIELDS, not estimated or self.layers is None),
            **dict.fromkeys(UNPACKING_FIELDS, not estimated or self.method != "qlora"),
            "known_speed": self.known_hours is not None,
            "short_try_length": not self.short_tries,
        }
        return frozenset(name for name, unused in no_part.items() if unused)


STEP_FIELDS = ("layer_time", "layer_time_low", "layer_time_high", "batch_size")
"""What tells how long a short step takes."""
UNPACKING_FIELDS = ("quantised_slowdown", "quantised_slowdown_low", "quantised_slowdown_high")
RANGED = ("utilisation", "layer_time", "quantised_slowdown")
SPEED_FIELDS = frozenset(f"{name}{end}" for name in RANGED for end in ("", "_low", "_high"))
"""The fields that make the range: a reader who typed any of them may have one as wide as they make it."""
