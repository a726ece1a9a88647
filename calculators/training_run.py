"""Tell what training a model on rented GPUs costs, over all tries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar

from calculators.bills import fields
from calculators.bills.fields import usd
from calculators.bills.footprint import GB, OPTIMISER_BYTES, weight_bytes
from calculators.bills.training import (
    Work,
    adapter_parameters,
    checkpointing,
    lora_rank,
    lora_targets,
    method,
    open_model,
)
from calculators.figures.hardware import KINDS, GpuPrice, Utilisation
from calculators.figures.shapes import OpenModel
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact, Sourced
from calculators.kit.inputs import Refused, choice, number
from calculators.kit.model import Calculator, Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number

TYPED = "typed"
"""The option of the list of rentals that stands for "I type GPU and price"."""

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

SHOWN_RENTALS = 12
SELDOM_SLOWER = 20
"""Per cent of the peak below which hours that somebody measured or published hold more than one run, as a rule."""


@cache
def rented() -> Mapping[str, GpuPrice]:
    """The GPUs that can be rented to train on today: not those that only serve a model."""
    prices = catalogue().gpu_prices.items()
    return {key: row for key, row in prices if row.stage == "current" and row.kind != "dedicated"}


@cache
def rentals() -> Mapping[str, tuple[str, str]]:
    """The rented GPUs, by card, and the option to type one."""
    options = {key: (rental_words(row), row.card.name if row.card else "") for key, row in rented().items()}
    options = dict(sorted(options.items(), key=lambda option: option[1][1]))
    return options | {TYPED: ("Not in the list: I type GPU and price", "Your own")}


def rental_words(row: GpuPrice) -> str:
    """A rental in words: "A100 80GB PCIe at RunPod, on demand"."""
    return f"{row.name}, {KINDS[row.kind]}"


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


def percent(fact: Fact) -> Fact:
    """A share as a fact in per cent, without the dust of binary fractions."""
    return Fact(round(fact * 100, 9), replace(fact.origin, unit="%"))


def duration(hours: float) -> str:
    """Hours to read: "1 hour", "4.28 hours", "12.9 minutes"."""
    if hours < 1:
        return say(hours * 60, "minutes")
    return "1 hour" if hours == 1 else say(hours, "hours")


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

    open_model: str = open_model("mistralai/Mistral-7B-v0.3")
    method: str = method()
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
        "runpod/a100-pcie-80gb", "Rented GPU", rentals, help="The card, who rents it out, and how it is billed."
    )

    epochs: float = fields.epochs(DATA)
    packing: str = choice(
        "packed",
        "Packing",
        lambda: PACKINGS,
        DATA,
        "Padding is worked on like text. Packing several short examples into a sequence wastes nothing.",
    )
    sequence_length: int = number(
        2_048,
        "Sequence length",
        DATA,
        "Tokens of one sequence in training. Where examples are padded, longer ones are cut.",
        unit="tokens",
        least=1,
        most=10_000_000,
        whole=True,
    )

    parameters: float = number(
        lambda self: self.model_parameters,
        "Parameters",
        MODEL,
        "Those that a token passes through: of a mixture of experts only the active ones. “7B” may be typed.",
        unit="parameters",
        least=1,
        most=1e14,
        whole=True,
    )
    layers: int | None = number(
        lambda self: self.model and self.model.layers,
        "Layers",
        MODEL,
        "For the work of attention, which is left out where this is not known.",
        unit="layers",
        least=1,
        most=1_000,
        whole=True,
        none="not known",
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

    lora_rank: int = lora_rank(LORA)
    lora_targets: str = lora_targets(LORA)
    lora_parameters: int | None = number(
        lambda self: adapter_parameters(self.open_model, self.lora_rank, self.lora_targets),
        "LoRA parameters",
        LORA,
        "What the added matrices hold: rank times width in plus width out, for each. Training tools print it.",
        unit="parameters",
        most=1e13,
        whole=True,
        none="not known",
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
    gpus: int = number(
        lambda self: (self.rental_row and self.rental_row.least_gpus) or 1,
        "GPUs",
        SPEED,
        "Used at once. More of them shorten the wait; the bill stays, as long as none waits for another.",
        unit="GPUs",
        least=1,
        most=100_000,
        whole=True,
    )
    checkpointing: str = checkpointing(SPEED)
    utilisation: float = number(
        utilisation_figure("usual"),
        "Utilisation",
        SPEED,
        "The part of the peak that does the work counted here; what you expect.",
        unit="%",
        least=0.1,
        most=100,
    )
    utilisation_low: float = number(
        utilisation_figure("lowest"), "Utilisation, at worst", SPEED, "For the range.", unit="%", least=0.1, most=100
    )
    utilisation_high: float = number(
        utilisation_figure("highest"), "Utilisation, at best", SPEED, "For the range.", unit="%", least=0.1, most=100
    )
    quantised_slowdown: float = number(
        1.3,
        "QLoRA, time against LoRA",
        SPEED,
        "Unpacking the 4-bit model takes time; what you expect.",
        unit="times",
        least=1,
        most=10,
    )
    quantised_slowdown_low: float = number(
        lambda _: catalogue().rules["qlora/slower-than-lora"].lowest,
        "QLoRA, time against LoRA at best",
        SPEED,
        "For the range.",
        unit="times",
        least=1,
        most=10,
    )
    quantised_slowdown_high: float = number(
        lambda _: catalogue().rules["qlora/slower-than-lora"].highest,
        "QLoRA, time against LoRA at worst",
        SPEED,
        "For the range.",
        unit="times",
        least=1,
        most=10,
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
            self.adapters,
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
    def runs_worth(self) -> float:
        """How many whole runs all tries are worth, lost work counted."""
        return (self.training_runs + self.short_tries * self.short_try_length / 100) * (1 + self.lost_work / 100)

    @property
    def all_hours_beside(self) -> float:
        """Hours of all tries in which nothing is trained."""
        return (self.training_runs + self.short_tries) * self.hours_beside

    def cost_at(self, hours: float) -> float:
        """USD for all tries, where one run takes so many hours."""
        return self.gpus_paid * self.gpu_price * (hours * self.runs_worth + self.all_hours_beside)

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

    def result(self) -> Result:
        work = self.work
        low, high = (self.fewest_hours, self.most_hours) if self.estimated else (None, None)
        speed_low = high and self.tokens_per_second * self.hours / high
        speed_high = low and self.tokens_per_second * self.hours / low
        figures = [
            self._money("all_tries_cost", "All tries", self.cost_at),
            self._money("run_cost", "One run", lambda hours: self.gpus_paid * self.gpu_price * hours),
            Figure("run_hours", "Hours of one run", self.hours, "hours", low, high),
            Figure(
                "gpu_hours",
                "GPU-hours of one run",
                self.hours * self.gpus,
                "GPU-hours",
                low and low * self.gpus,
                high and high * self.gpus,
            ),
            Figure(
                "all_gpu_hours",
                "GPU-hours paid, all tries",
                self.gpus_paid * (self.hours * self.runs_worth + self.all_hours_beside),
                "GPU-hours",
            ),
            Figure("trained_tokens", "Tokens worked on in one run", self.trained_tokens, "tokens"),
            Figure(
                "flops_per_token", "Work for a token", work.all, "FLOPs", text=f"{say_number(work.all / 1e9)} GFLOPs"
            ),
            Figure("flops", "Work of one run", self.flops, "FLOPs"),
            Figure("tokens_per_second", "Speed of each GPU", self.tokens_per_second, "tokens/s", speed_low, speed_high),
            Figure(
                "model_utilisation",
                "Part of the peak that is useful (MFU)",
                self.share_of_peak(work.useful),
                "%",
                help="Recomputation not counted, as papers give it.",
            ),
            Figure(
                "hardware_utilisation",
                "Part of the peak that works (HFU)",
                self.share_of_peak(work.all),
                "%",
                help="Recomputation counted.",
            ),
        ]
        if self.frozen:
            figures += [
                Figure("lora_parameters", "LoRA parameters", self.adapters, "parameters"),
                Figure(
                    "lora_speedup",
                    "Work of full training",
                    work.in_full / work.all,
                    "times",
                    help="Against this method, for each token: the gain of LoRA is memory, not speed.",
                ),
            ]
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=self._why(),
            notices=tuple(self._notices()),
            figures=tuple(figures),
            working=tuple(self._working()),
            chart=self._chart(),
            table=self._table(),
            facts=tuple(self._other_facts()),
        )

    def _money(self, key: str, label: str, cost: Any) -> Figure:
        low, high = (cost(self.fewest_hours), cost(self.most_hours)) if self.estimated else (None, None)
        return Figure(key, label, cost(self.hours), "USD", low, high)

    def _answer(self) -> str:
        cost = f"All tries together cost about {say_money(self.all_tries_cost)}"
        if self.least_cost != self.most_cost:
            cost += f" ({say_money(self.least_cost)} to {say_money(self.most_cost)})"
        budget = f"the budget of {say_money(self.budget)}"
        return {
            "within": f"{cost}, within {budget}.",
            "perhaps": f"{cost}: whether that stays within {budget} is open.",
            "beyond": f"{cost}, over {budget}.",
        }[self.verdict]

    def _why(self) -> str:
        paid = f"{self.training_runs:,} run{'s' if self.training_runs > 1 else ''}"
        if self.short_tries:
            paid += f", {self.short_tries:,} short tr{'ies' if self.short_tries > 1 else 'y'}"
        if self.lost_work:
            paid += ", lost work"
        if self.hours_beside:
            paid += ", hours beside training"
        share = 100 * self.run_cost / self.all_tries_cost if self.all_tries_cost else 100
        gpus = f"{self.gpus:,} GPU{'s' if self.gpus > 1 else ''}"
        return (
            f"One run works on {say_number(self.trained_tokens)} tokens, takes {duration(self.hours)} on {gpus} and "
            f"costs {say_money(self.run_cost)}. "
            f"The bill is for {paid}; the last run is {say_number(round(share))} % of it."
        )

    def _notices(self) -> Iterator[str]:
        if self.packing == "padded" and self.tokens_per_example < self.sequence_length:
            padding = 100 * (1 - self.tokens_per_example / self.sequence_length)
            yield f"{say_number(padding)} % of what is worked on is padding; packing would save that."
        if self.packing == "padded" and self.tokens_per_example > self.sequence_length:
            yield "The average example is longer than a sequence: what is beyond it is cut off and never learned."
        if self.layers is None or self.attention_width is None:
            yield "The work of attention is left out: layers or attention width are not known."
        if self.gpus_paid > self.gpus:
            yield f"This rental has no fewer than {self.gpus_paid} GPUs: all of them are paid, {self.gpus} used."
        peak = self.share_of_peak(self.work.all)
        if not self.estimated and peak > 100:
            yield (
                f"That speed would take {say_number(peak)} % of the peak: more than the card can do. Either the model, "
                "the tokens or the peak is another."
            )
        elif not self.estimated and (useful := self.share_of_peak(self.work.useful)) < SELDOM_SLOWER:
            yield (
                f"These hours use {say_number(useful)} % of the peak. Well-tuned training reaches more; "
                "published or logged hours often hold more than one run: tries, restarts, waiting, other models."
            )
        if self.gpus > 1 and self.estimated:
            yield (
                f"{self.gpus:,} GPUs shorten the wait and leave the bill as it is, as long as the network between them "
                "keeps up; the low end of the utilisation stands for when it does not."
            )

        card = self.rental_row and self.rental_row.card
        if self.model and card and self.least_bytes > self.gpus * card.memory_bytes:
            yield (
                f"It does not fit: the model alone, with what this method keeps of each parameter, takes "
                f"{say(self.least_bytes / GB, 'GB')} at the very least, and {self.gpus:,} × {card.name} "
                f"have {say(self.gpus * card.memory_gb, 'GB')}. The memory calculator says how many it takes."
            )

    @property
    def least_bytes(self) -> float:
        """Bytes that no run of this method does without: 8-bit Adam, or the frozen model; 0 where it is typed."""
        if self.model is None:
            return 0
        if self.method == "full":
            return self.model.parameters * sum(OPTIMISER_BYTES["8-bit"])
        bits = catalogue().rules["qlora/nf4-double"].figure if self.method == "qlora" else None
        return weight_bytes(self.model, bits, 2, head_too=True)

    def _working(self) -> Iterator[Step]:
        work = self.work
        epochs = f"{say_number(self.epochs)} epochs"
        each = f"{say_number(self.positions_per_example)} tokens"
        yield Step(
            "Tokens", f"{say_number(self.examples_count)} examples × {each} × {epochs}", self.trained_tokens, "tokens"
        )
        billions = say_number(self.parameters / 1e9)
        matrices = f"6 × {billions}"
        if self.frozen:
            matrices = f"4 × {billions} + 6 × {say_number(self.adapters / 1e9)} of LoRA"
        attention = f"{say_number(work.attention / 1e9)} attention"
        again = f" + {say_number(work.recomputed / 1e9)} recomputed" if work.recomputed else ""
        yield Step("Work for a token", f"{matrices} + {attention}{again}", work.all / 1e9, "GFLOPs")
        yield Step(
            "Work of one run",
            f"{say_number(work.all / 1e9)} GFLOPs × {say_number(self.trained_tokens)} tokens",
            self.flops / 1e15,
            "PFLOPs",
        )
        if self.known_hours is None and self.known_speed is not None:
            speed = f"{say(self.known_speed, 'tokens/s')} × {say_number(self.gpus)} GPUs × 3,600 s"
            yield Step("Hours of one run", f"{say_number(self.trained_tokens)} tokens / ({speed})", self.hours, "hours")
        elif self.estimated:
            slower = f" × {say_number(self.quantised_slowdown)} for QLoRA" if self.method == "qlora" else ""
            speed = f"{say_number(self.gpus)} × {say(self.gpu_peak, 'TFLOPS')} × {say(self.utilisation, '%')} × 3,600 s"
            yield Step(
                "Hours of one run", f"{say_number(self.flops / 1e15)} PFLOPs{slower} / ({speed})", self.hours, "hours"
            )
        short = f" + {self.short_tries:,} × {say(self.short_try_length, '%')}" if self.short_tries else ""
        yield Step(
            "All tries, in whole runs",
            f"({self.training_runs:,}{short}) × (1 + {say(self.lost_work, '%')} lost)",
            self.runs_worth,
            "runs",
        )
        beside = f"{self.training_runs + self.short_tries:,} tries × {say(self.hours_beside, 'hours')} beside"
        yield Step(
            "All tries",
            f"({say_number(self.runs_worth)} × {say(self.hours, 'hours')} + {beside}) × {self.gpus_paid:,} GPUs × "
            f"{say(self.gpu_price, 'USD/h')}",
            self.all_tries_cost,
            "USD",
        )

    def _chart(self) -> Bars:
        """Where the money goes."""
        hourly = self.gpus_paid * self.gpu_price
        whole = self.hours * hourly
        short = self.short_tries * self.short_try_length / 100
        lost = (self.training_runs + short) * self.lost_work / 100
        parts = [
            ("The last run", whole),
            ("Runs before it", whole * (self.training_runs - 1)),
            ("Short tries", whole * short),
            ("Work lost and done again", whole * lost),
            ("Hours beside training", hourly * self.all_hours_beside),
        ]
        most = max(parts, key=lambda part: part[1])
        return Bars(
            title="Where the money goes",
            summary=f"Of {say_money(self.all_tries_cost)}, the last run takes {say_money(whole)}; the largest part is "
            f"{say_money(most[1])}: {most[0].lower()}.",
            unit="USD",
            bars=tuple(Bar(name, cost) for name, cost in parts if cost or name == "The last run"),
        )

    def _table(self) -> Table | None:
        """What all tries cost on each rental of the data, cheapest first; None where the hours are known."""
        if not self.estimated:
            return None
        cases = []
        kept = self.given - {"gpu_peak", "gpu_price", "gpus", "utilisation", "utilisation_low", "utilisation_high"}
        inputs = {name: getattr(self, name) for name in kept}
        for key in rented():
            case = type(self)(**inputs | {"rental": key})
            cases.append((case.all_tries_cost, rentals()[key][0], case))
        cases.sort(key=lambda one: one[:2])
        rows = tuple(
            (
                words,
                say_money(cost),
                f"{say_money(case.least_cost)} to {say_money(case.most_cost)}",
                say(case.hours, "hours"),
                f"{case.gpus_paid:,} × {say(case.gpu_price, 'USD/h')}",
            )
            for cost, words, case in cases[:SHOWN_RENTALS]
        )
        return Table(
            title="The same training on every rental",
            heads=("Rental", "All tries", "From, to", "One run", "GPUs and price"),
            rows=rows,
            note=f"The {len(rows)} cheapest of {len(cases)}, each with the fewest GPUs that it rents out. Whether the "
            "model fits into their memory is another question: ask the memory calculator.",
        )

    def _other_facts(self) -> Iterator[Sourced]:
        if self.model and self.frozen and "lora_parameters" not in self.given:
            yield self.model.parameter_count
