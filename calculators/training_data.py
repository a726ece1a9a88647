"""Tell what labelled training examples cost: by people, by a machine, by a machine with people who check a sample."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar

from calculators.bills import fields, labelling
from calculators.bills.comparing import same
from calculators.bills.fields import TYPED, TYPED_WORDS, base_models, hours, share, tokens
from calculators.bills.labelling import rate_price
from calculators.figures.labels import LabellingRate
from calculators.figures.prices import ApiModel
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import Refused, choice, number
from calculators.kit.model import Calculator
from calculators.kit.stops import ladder, steps

WAGE = "wage"
"""The option of paying people by the hour."""

NO_PLATFORM = "none"

CHECKS = "Labels and their checks"
WORK = "Wages and hours of work"
PLATFORM = "Platform"
MACHINE = "Labels by a machine"

MISSED = 0.05
"""How often an audit may, by chance, find nothing although more is wrong than is said: the usual 5 %."""

EQUAL = 1e-12
"""Costs that differ by less than this share are equal."""


@cache
def offered_rates() -> Mapping[str, LabellingRate]:
    """The rates that can still be had."""
    return {key: rate for key, rate in catalogue().labelling_rates.items() if rate.stage == "current"}


@cache
def human_rates() -> Mapping[str, tuple[str, str]]:
    """The rates for labels by people, and the options to pay by the hour or to type a price."""
    words = {"crowd": "Crowd", "expert": "Experts", "platform": "Platforms"}
    rates = {
        key: (f"{rate.name} (per {rate.unit})", words[rate.by])
        for key, rate in offered_rates().items()
        if rate.by != "model" and not rate.labour_extra
    }
    return rates | {WAGE: ("Paid by the hour: wage and minutes", "Your own"), TYPED: TYPED_WORDS}


@cache
def platforms() -> Mapping[str, tuple[str, str]]:
    """The platforms that charge a fee beside the labour, and the options to do without or to type a fee."""
    rates = {key: (rate.name, "") for key, rate in offered_rates().items() if rate.labour_extra}
    return {NO_PLATFORM: ("None", "")} | rates | {TYPED: ("Another: I type its fee", "")}


@cache
def machine_rates() -> Mapping[str, tuple[str, str]]:
    """The API models that may label, labels by a machine as published, and the option to type a price."""
    published = {key: (rate.name, "Published") for key, rate in offered_rates().items() if rate.by == "model"}
    return {key: words for key, words in base_models().items() if key != TYPED} | published | {TYPED: TYPED_WORDS}


def label_price(self: "TrainingData") -> float | None:
    """USD a label: the wage for its minutes, the rate at this volume, or the middle of its range."""
    if self.labelling_rate == WAGE:
        return self.hourly_wage * self.minutes_per_label / 60
    return rate_price(self.rate, self.labels) if self.rate else None


def platform_fee(self: "TrainingData") -> float | None:
    """USD an object that the platform charges beside the labour."""
    if self.platform == NO_PLATFORM:
        return 0.0
    rate = catalogue().labelling_rates.get(self.platform)
    fee = rate_price(rate, self.objects) if rate else None
    return None if fee is None else fee.times(1, "USD/object")


def machine_price(self: "TrainingData") -> float | None:
    """USD a label by a machine: its tokens at the prices of the first day, or the published price."""
    model = self.machine
    if model is None:
        rate = catalogue().labelling_rates.get(self.machine_rate)
        return rate_price(rate, self.objects * self.labels_per_example) if rate else None
    plain = model.price("input", self.start, self.machine_input_tokens)
    answered = model.price("output", self.start, self.machine_input_tokens)
    if plain is None or answered is None:
        return None
    cost = (self.machine_input_tokens * plain + self.machine_output_tokens * answered) / 1e6
    return Fact(cost, replace(answered.origin, name=f"{model.name}, a label at its token prices", unit="USD/label"))


@dataclass(frozen=True)
class TrainingData(Calculator):
    """Labels are paid for one by one, and again where raters disagree or where a label is not good enough.

    To these come the hours of those who write the guideline, try it out, decide and clean up. The calculator sets
    people, a machine, and a machine whose labels people check in a sample side by side.
    """

    slug = "training-data"
    title = "Cost of training data"
    question = "What do labelled examples cost, by people or by a machine that people check?"
    verdicts: ClassVar = {
        "machine": "a machine with an audit costs less",
        "people": "people cost less",
        "same": "both cost the same",
    }

    start: date = fields.first_day(MACHINE, "Prices of API models are those of this day.")
    examples_count: int = fields.examples_count(told="Labelled examples that you want to have in the end.")
    labelling_rate: str = choice(
        labelling.USUAL,
        "Labels by people",
        human_rates,
        help="Choose the row whose unit is your label; its range is carried into the answer.",
    )
    raters: float = number(
        1,
        "Raters per label",
        help="How many people give each label.",
        unit="raters",
        least=1,
        most=100,
        stops=steps(1, 9, 1),
    )
    labels_per_example: float = number(
        1, "Labels per example", CHECKS, "More than one where an image has several boxes.", unit="labels", least=0.01,
        most=10_000,
    )  # fmt: skip
    adjudicated: float = share(
        15, "Labels decided by one more person", CHECKS, "Share on which raters disagree, or one of them is not sure."
    )
    acceptance: float = share(
        90, "Labels accepted", CHECKS, "Share that is good enough; the others are paid for and made again.", least=1
    )
    dropped: float = share(
        5,
        "Dropped in cleaning",
        CHECKS,
        "Share that goes as duplicate, empty or private; so many more are labelled.",
        most=99,
    )
    hourly_wage: float = number(
        30,
        "Wage of raters",
        WORK,
        "Where they are paid by the hour: what an hour costs you, all included.",
        unit="USD/h",
        most=10_000,
    )
    minutes_per_label: float = number(
        5,
        "Time for a label",
        WORK,
        "Where raters are paid by the hour; measure it in a pilot.",
        unit="minutes",
        least=0.01,
        most=10_000,
    )
    label_price: float = number(
        label_price,
        "Price of a label",
        help="Paid to each rater.",
        unit="USD/label",
        most=100_000,
        stops=ladder(0.01, 100, whole=False),
    )
    audit_share: float = share(
        10,
        "Machine labels checked",
        help="Share of the machine’s labels that people label too.",
        stops=steps(0, 100, 5),
    )

    cleaning_hours: float = hours(
        8, "Cleaning", CHECKS, "Hours of experts: duplicates, private data, form, and keeping tests out."
    )
    guideline_hours: float = hours(
        16, "Guideline", WORK, "Writing down what a good label is, for people and machines alike."
    )
    pilot_hours: float = hours(8, "Pilot", WORK, "Trying it out with the raters.")
    expert_hours: float = hours(8, "Deciding and answering questions", WORK, "While people label.")
    expert_wage: float = number(80, "Wage of experts", WORK, "What an hour costs you.", unit="USD/h", most=10_000)

    platform: str = choice(
        NO_PLATFORM, "Platform", platforms, PLATFORM, "Where raters work, if it charges beside their labour."
    )
    platform_fee: float = number(
        platform_fee, "Fee", PLATFORM, "For each object, however many raters see it.", unit="USD/object", most=1_000
    )

    machine_rate: str = choice(
        "openai/gpt-6.1-sol", "Machine", machine_rates, MACHINE, "The model that labels, or a published price."
    )
    machine_input_tokens: int = tokens(500, "Input per label", MACHINE, "Instruction, examples and what is labelled.")
    machine_output_tokens: int = tokens(100, "Output per label", MACHINE, "The label, and reasoning if there is any.")
    machine_price: float = number(
        machine_price, "Price of a machine’s label", MACHINE, "For one label.", unit="USD/label", most=100_000
    )
    machine_acceptance: float = share(
        95,
        "Machine labels accepted",
        MACHINE,
        "Share that passes automatic checks; the others are made again.",
        least=1,
    )
    machine_hours: float = hours(8, "Instructing the machine", MACHINE, "Hours of experts until its labels look right.")

    @property
    def rate(self) -> LabellingRate | None:
        """The rate for labels by people, or None where they are paid by the hour or the price is typed."""
        return catalogue().labelling_rates.get(self.labelling_rate)

    @property
    def machine(self) -> ApiModel | None:
        """The API model that labels, or None where a price is published or typed."""
        return catalogue().api_models.get(self.machine_rate)

    @property
    def objects(self) -> float:
        """Objects labelled, so that enough are left after cleaning: n / (1 - dropped)."""
        return self.examples_count / (1 - self.dropped / 100)

    @property
    def labels(self) -> float:
        """Labels paid to people, if they label all: objects x labels x raters x (1 + adjudicated) / acceptance."""
        given = self.objects * self.labels_per_example * self.raters
        return given * (1 + self.adjudicated / 100) / (self.acceptance / 100)

    @property
    def labelling_cost(self) -> float:
        """USD paid for the labels, if people label all."""
        return self.labels * self.label_price

    @property
    def platform_cost(self) -> float:
        """USD paid to the platform, if people label all."""
        return self.objects * self.platform_fee

    @property
    def human_hours(self) -> float:
        """Hours of experts, if people label."""
        return self.guideline_hours + self.pilot_hours + self.expert_hours + self.cleaning_hours

    @property
    def human_cost(self) -> float:
        """USD for all examples by people."""
        return self.labelling_cost + self.platform_cost + self.human_hours * self.expert_wage

    @property
    def machine_labelling_cost(self) -> float:
        """USD for the machine's labels: objects x labels / acceptance x price."""
        made = self.objects * self.labels_per_example / (self.machine_acceptance / 100)
        return made * self.machine_price

    @property
    def machine_work(self) -> float:
        """Hours of experts, if a machine labels."""
        return self.guideline_hours + self.machine_hours + self.cleaning_hours

    @property
    def machine_cost(self) -> float:
        """USD for all examples by a machine that nobody checks."""
        return self.machine_labelling_cost + self.machine_work * self.expert_wage

    @property
    def audit_cost(self) -> float:
        """USD for people who label a sample of what the machine labelled, and for experts who decide there."""
        decided = self.expert_hours * self.expert_wage
        return self.audit_share / 100 * (self.labelling_cost + self.platform_cost + decided)

    @property
    def audited_cost(self) -> float:
        """USD for all examples by a machine, a sample of them checked by people."""
        return self.machine_cost + self.audit_cost

    @cached_property
    def up_front_cost(self) -> float:
        """USD of the cheaper of people and of a machine with an audit."""
        return min(self.human_cost, self.audited_cost)

    @property
    def audited_examples(self) -> float:
        """Examples in the sample that people check."""
        return self.objects * self.audit_share / 100

    @property
    def undetected(self) -> float | None:
        """Percent of the machine's labels that may be wrong although the audit found none: 1 - 0.05^(1/n)."""
        return 100 * (1 - MISSED ** (1 / self.audited_examples)) if self.audited_examples >= 1 else None

    @property
    def labelling_hours(self) -> tuple[float, float] | None:
        """Hours of raters, least and most; None where the pace is not known."""
        if self.labelling_rate == WAGE:
            worked = self.labels * self.minutes_per_label / 60
            return worked, worked
        pace = self.rate and self.rate.pace
        return (self.labels / pace[1], self.labels / pace[0]) if pace else None

    @property
    def verdict(self) -> str:
        people, audited = self.human_cost, self.audited_cost
        if same(people, audited, EQUAL):
            return "same"
        return "machine" if audited < people else "people"

    @property
    def unused(self) -> frozenset[str]:
        by_hour, typed = self.labelling_rate == WAGE, "machine_price" in self.given
        no_part = {
            "hourly_wage": not by_hour or "label_price" in self.given,
            "minutes_per_label": not by_hour,
            "start": self.machine is None or typed,
            "machine_input_tokens": self.machine is None or typed,
            "machine_output_tokens": self.machine is None or typed,
            "platform_fee": self.platform == NO_PLATFORM,
        }
        return frozenset(name for name, unused in no_part.items() if unused)

    @cached_property
    def ends(self) -> tuple["TrainingData", "TrainingData"]:
        """The same case at the low and at the high end of the rate for people; itself where there is no range."""
        rate = self.rate
        if rate is None or rate.steps or rate.lowest is None or rate.highest is None or "label_price" in self.given:
            return self, self
        return self.variant("label_price", rate.lowest), self.variant("label_price", rate.highest)


def example_price(case: Any) -> Fact | None:
    """USD an example, all in: so many by the cheaper of people and of a machine with an audit, divided by their count.

    `case` has the fields `start` and `examples_count`.
    """
    return _example_price(case.start, case.examples_count)


@lru_cache(maxsize=4_096)
def _example_price(start: date, count: int) -> Fact | None:
    try:
        made = TrainingData(start=start, examples_count=count)
    except Refused:  # no price of a machine's label is known on that day
        return None
    paid = made.label_price
    if not isinstance(paid, Fact):
        return None
    name = f"A labelled example, all in, one of {count:,}"
    return Fact(made.up_front_cost / count, replace(paid.origin, name=name, unit="USD/example"))
