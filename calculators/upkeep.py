"""Tell what keeping a tuned model costs, past the end of its base model too, beside what RAG's store takes."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import floor
from typing import ClassVar

from calculators.bills import corpus_fields, fields, tuning_fields, work_fields
from calculators.bills.comparing import same
from calculators.bills.fields import hours, monthly, price, share, usd
from calculators.bills.indexing import Corpus, embedding_cost
from calculators.bills.months import months_left
from calculators.bills.tuning import minimum_fee, training_cost
from calculators.figures.offers import TuningOffer
from calculators.figures.retrieval import Embedding
from calculators.figures.tables import catalogue
from calculators.kit.inputs import number
from calculators.kit.model import Calculator
from calculators.training_data import example_price

DATA = "Labels and training"
RELEASE = "Evaluation, release, monitoring"
MOVE = "Moving to another base model"
RAG = "RAG’s store"
WORK = "Work of people"

EQUAL = 1e-12
"""Costs that differ by less than this share are equal."""

COMPARED = {
    "dearer": "keeping the tuned model costs more than keeping RAG’s store",
    "cheaper": "keeping the tuned model costs less than keeping RAG’s store",
    "same": "both cost the same",
}


def training_price(self: "Upkeep") -> float | None:
    """USD/Mtok at the chosen offer; 0 where it bills by the hour."""
    if self.offer is None:
        return None
    return 0.0 if self.offer.training_hours is not None else self.offer.training_price


def hourly_price(self: "Upkeep") -> float | None:
    """USD/h at the chosen offer; 0 where it bills by tokens."""
    return self.offer.training_price if self.offer and self.offer.training_hours is not None else 0.0


def training_hours(self: "Upkeep") -> float | None:
    """0 where the offer bills by tokens; else only the reader knows."""
    return None if self.offer and self.offer.training_hours is not None else 0.0


@dataclass(frozen=True)
class Upkeep(Calculator):
    """A tuned model is never finished: its task drifts, its data ages, and one day its base model is retired.

    The calculator adds up what retraining, moving to another base model, and monitoring cost in a year and until the
    horizon. Beside it stands what RAG needs for the same changes: its store is updated, and nothing is trained.
    """

    slug = "upkeep"
    title = "Upkeep of a tuned model"
    question = "What does it cost to keep a tuned model good, and how long does it live?"
    verdicts: ClassVar = COMPARED | {
        f"{key}-retired": f"{words}, and the base model is retired within the horizon"
        for key, words in COMPARED.items()
    }

    start: date = fields.first_day(MOVE, "From here months are counted.")
    tuning_offer: str = tuning_fields.tuning_offer()
    examples_count: int = fields.examples_count(told="Labelled pairs that each training sees.")
    retrain_every: float | None = tuning_fields.retrain_every("Planned, whatever happens.")
    quality_loss: float = number(
        0,
        "Quality lost to drift",
        help="Points lost each month because the task changes; measure it on fresh cases.",
        unit="percentage points/month",
        most=20,
    )
    horizon: float = fields.horizon("How far the totals look.")

    tolerated_loss: float = number(
        5, "Loss tolerated", DATA, "When drift has taken so much, the model is retrained.", unit="percentage points",
        least=0.1, most=100,
    )  # fmt: skip
    new_examples: float = tuning_fields.new_examples(DATA)
    label_price: float = fields.label_price(
        DATA, example_price, "One labelled example, checks and work around it included."
    )
    tokens_per_example: float = fields.tokens_per_example(300, "Input and output.", DATA)
    epochs: float = fields.epochs(DATA)
    training_price: float = price(
        training_price, "Training price", DATA, "Per million tokens seen; 0 where hours are billed."
    )
    training_hourly_price: float = number(
        hourly_price, "Training price by the hour", DATA, "0 where tokens are billed.", unit="USD/h", most=10_000
    )
    training_hours: float = hours(training_hours, "Hours of training", DATA, "For one run, where hours are billed.")
    retraining_runs: int = number(
        1, "Runs each time", DATA, "Tries before one is good enough.", unit="runs", least=1, most=10_000, whole=True
    )

    work: str = work_fields.work(WORK)
    wage: float = work_fields.wage(WORK)
    release_hours: float = work_fields.work_hours("release-hours", "Hours of a release", WORK, "Each time.")
    monitoring_hours: float = work_fields.work_hours("monitoring-hours", "Hours of monitoring", WORK, "A month.")
    moving_hours: float = work_fields.work_hours("moving-hours", "Hours of a move", WORK, "Beside training anew.")

    evaluation_cost: float = tuning_fields.evaluation_cost(RELEASE)
    release_cost: float = usd(
        work_fields.paid("release_hours"), "Release", RELEASE, "Putting it in place of the old one: hours at the wage."
    )
    monitoring_per_month: float = monthly(
        work_fields.paid("monitoring_hours"), "Monitoring", RELEASE, "Watching the tuned model for drift."
    )

    retires: date | None = tuning_fields.retires("Base model retired on", MOVE)
    model_life: float | None = number(
        None,
        "Life of the next base model",
        MOVE,
        "From one retirement to the next; “not known” counts the first alone.",
        unit="months",
        least=1,
        most=1_200,
        none="not known",
    )
    migration_examples: float = share(
        lambda self: self.new_examples,
        "New examples for a move",
        MOVE,
        "Share labelled anew; the default is that of a retraining.",
    )
    migration_runs: int = number(
        lambda self: self.retraining_runs,
        "Runs for a move",
        MOVE,
        "The default is that of a retraining; a new base model may need more.",
        unit="runs",
        least=1,
        most=10_000,
        whole=True,
    )
    migration_work: float = usd(
        work_fields.paid("moving_hours"), "Work for a move", MOVE, "New prompts, code and approval: hours at the wage."
    )

    corpus_tokens: int = corpus_fields.corpus_tokens("What RAG would search.", RAG)
    churn: float = corpus_fields.churn(RAG, "Share that must be indexed again.")
    overlap: float = corpus_fields.overlap(RAG)
    embedding_model: str = corpus_fields.embedding_model(RAG, "It turns text into vectors.")
    embedding_price: float = corpus_fields.embedding_price(RAG, "Per million tokens embedded.")
    store_per_month: float = monthly(
        lambda self: self.monitoring_per_month,
        "Other upkeep of the store",
        RAG,
        "Monitoring and repair; the default is the monitoring of the tuned model.",
    )

    @property
    def offer(self) -> TuningOffer | None:
        """The tuning offer, or None where prices and dates are typed."""
        return catalogue().tuning_offers.get(self.tuning_offer)

    @property
    def embedding(self) -> Embedding | None:
        """The embedding model, or None where its price is typed."""
        return catalogue().embeddings.get(self.embedding_model)

    @property
    def retraining_interval(self) -> float | None:
        """Months from one retraining to the next: the planned ones, or sooner where drift takes what is tolerated."""
        drifted = self.tolerated_loss / self.quality_loss if self.quality_loss else None
        known = [months for months in (self.retrain_every, drifted) if months is not None]
        return min(known, default=None)

    @property
    def retrainings_per_month(self) -> float:
        """Retrainings a month, spread evenly."""
        return 1 / self.retraining_interval if self.retraining_interval else 0.0

    @property
    def run_cost(self) -> float:
        """USD for one training run, at least the offer's minimum fee."""
        seen = self.examples_count * self.tokens_per_example * self.epochs
        hours, hourly = self.training_hours, self.training_hourly_price
        return training_cost(seen, self.training_price, hours, hourly, minimum_fee(self.offer))

    @property
    def retraining_labels_cost(self) -> float:
        """USD for the new examples of a retraining."""
        return self.new_examples / 100 * self.examples_count * self.label_price

    @property
    def retraining_cost(self) -> float:
        """USD for one retraining: new labels, its runs, evaluation, release."""
        runs = self.retraining_runs * self.run_cost
        return self.retraining_labels_cost + runs + self.evaluation_cost + self.release_cost

    @property
    def migration_labels_cost(self) -> float:
        """USD for the new examples of a move."""
        return self.migration_examples / 100 * self.examples_count * self.label_price

    @property
    def migration_cost(self) -> float:
        """USD for one move to another base model: what a retraining takes, and the work of moving."""
        runs = self.migration_runs * self.run_cost
        return self.migration_labels_cost + runs + self.evaluation_cost + self.release_cost + self.migration_work

    @property
    def life_months(self) -> float | None:
        """Months from the first day until the base model is retired; None where no date is announced."""
        return months_left(self.start, self.retires)

    @property
    def migrations(self) -> int:
        """Forced moves within the horizon: the announced one, and those after each life of a next base model."""
        life = self.life_months
        if life is None or life > self.horizon:
            return 0
        return 1 + (floor((self.horizon - life) / self.model_life) if self.model_life else 0)

    @property
    def plain_monthly_cost(self) -> float:
        """USD a month for retraining and monitoring, moves apart."""
        return self.retrainings_per_month * self.retraining_cost + self.monitoring_per_month

    @property
    def yearly_cost(self) -> float:
        """USD a year for retraining and monitoring, moves apart."""
        return 12 * self.plain_monthly_cost

    @cached_property
    def total_cost(self) -> float:
        """USD over the horizon, forced moves included."""
        return self.horizon * self.plain_monthly_cost + self.migrations * self.migration_cost

    @property
    def monthly_cost(self) -> float:
        """USD a month on average over the horizon, forced moves included."""
        return self.total_cost / self.horizon

    @property
    def rag_monthly_cost(self) -> float:
        """USD a month to embed again what changed, and to mend the store."""
        corpus = Corpus.cut(self.corpus_tokens, self.corpus_tokens, self.corpus_tokens, self.overlap / 100)
        changed = self.churn / 100 * embedding_cost(corpus.embedded_tokens, self.embedding_price)
        return changed + self.store_per_month

    @property
    def rag_total_cost(self) -> float:
        """USD over the horizon to keep RAG's store."""
        return self.horizon * self.rag_monthly_cost

    @property
    def verdict(self) -> str:
        tuned, rag = self.total_cost, self.rag_total_cost
        if same(tuned, rag, EQUAL):
            compared = "same"
        else:
            compared = "dearer" if tuned > rag else "cheaper"
        return f"{compared}-retired" if self.migrations else compared

    @property
    def unused(self) -> frozenset[str]:
        retrained, moved = self.retraining_interval is not None, self.migrations > 0
        by_hour = bool(self.training_hourly_price)
        no_part = {
            "tolerated_loss": not self.quality_loss,
            "new_examples": not retrained and not moved,
            "retraining_runs": not retrained and not moved,
            "model_life": self.retires is None,
            "migration_examples": not moved,
            "migration_runs": not moved,
            "migration_work": not moved,
            "training_hours": not by_hour,
            "training_hourly_price": not by_hour and not self.training_hours,
            "tokens_per_example": not self.training_price,
            "epochs": not self.training_price,
        }
        amounts = {"release_hours": "release_cost", "monitoring_hours": "monitoring_per_month"}
        amounts |= {"moving_hours": "migration_work"} if moved else {}
        unused = frozenset(name for name, unused in no_part.items() if unused) | work_fields.unused(self, amounts)
        return unused if moved else unused | {"moving_hours"}

    @cached_property
    def moves(self) -> tuple[float, ...]:
        """The months of the forced moves within the horizon."""
        life, between = self.life_months or 0.0, self.model_life or 0.0
        return tuple(life + between * count for count in range(self.migrations))

    def spent(self, month: float, moves: int) -> float:
        """USD spent until a month, with so many moves made."""
        return month * self.plain_monthly_cost + moves * self.migration_cost
