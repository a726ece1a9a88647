"""Tell what keeping a tuned model costs, until its base model is retired and beyond, beside what RAG's store takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import floor
from typing import ClassVar

from calculators.bills import fields
from calculators.bills.fields import MOST_TOKENS, monthly, price, tuning_offers, usd
from calculators.bills.indexing import Corpus, embedding_cost, embedding_models
from calculators.bills.tuning import training_cost
from calculators.figures.offers import Availability, TuningOffer
from calculators.figures.tables import catalogue
from calculators.kit.chart import Chart, Line, Mark, Point
from calculators.kit.facts import Fact
from calculators.kit.inputs import choice, day, number
from calculators.kit.model import DAYS_PER_MONTH, Calculator, Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number

DATA = "Labels and training"
RELEASE = "Evaluation, release, monitoring"
MOVE = "Moving to another base model"
RAG = "RAG’s store"

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
    tuning_offer: str = choice(
        "openai/gpt-4.1-mini-sft",
        "Tuning offer",
        tuning_offers,
        help="Where the model was tuned and will be tuned again.",
    )
    examples_count: int = fields.examples_count(told="Labelled pairs that each training sees.")
    retrain_every: float | None = number(
        12, "Retraining every", help="Planned, whatever happens.", unit="months", least=0.1, most=1_200, none="never"
    )
    quality_loss: float = number(
        0,
        "Quality lost to drift",
        help="Points lost each month because the task changes; measure it on fresh cases.",
        unit="% points/month",
        most=20,
    )
    horizon: float = number(24, "Horizon", help="How far the totals look.", unit="months", least=1, most=1_200)

    tolerated_loss: float = number(
        5, "Loss tolerated", DATA, "When drift has taken so much, the model is retrained.", unit="% points", least=0.1,
        most=100,
    )  # fmt: skip
    new_examples: float = number(
        20, "New examples each time", DATA, "Share labelled afresh at a retraining.", unit="%", most=100
    )
    label_price: float = number(
        1, "Labelling", DATA, "Writing or labelling and checking one example.", unit="USD/example", most=10_000
    )
    tokens_per_example: float = number(
        300, "Tokens per example", DATA, "Input and output.", unit="tokens", least=1, most=MOST_TOKENS
    )
    epochs: float = fields.epochs(DATA)
    training_price: float = price(
        training_price, "Training price", DATA, "Per million tokens seen; 0 where hours are billed."
    )
    training_hourly_price: float = number(
        hourly_price, "Training price by the hour", DATA, "0 where tokens are billed.", unit="USD/h", most=10_000
    )
    training_hours: float = number(
        training_hours, "Hours of training", DATA, "For one run, where hours are billed.", unit="h", most=100_000
    )
    retraining_runs: int = number(
        1, "Runs each time", DATA, "Tries before one is good enough.", unit="runs", least=1, most=10_000, whole=True
    )

    evaluation_cost: float = usd(200, "Evaluation", RELEASE, "Measuring before and after, for each release.")
    release_cost: float = usd(
        0, "Release", RELEASE, "Putting it in place of the old one; 0 leaves the work of people out."
    )
    monitoring_per_month: float = monthly(0, "Monitoring", RELEASE, "Watching the tuned model for drift.")

    retires: date | None = day(
        lambda self: self.offer and self.offer.retires,
        "Base model retired on",
        MOVE,
        "The tuned model dies with its base model.",
        none="not announced",
    )
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
    migration_examples: float = number(
        lambda self: self.new_examples,
        "New examples for a move",
        MOVE,
        "Share labelled afresh; the default is that of a retraining.",
        unit="%",
        most=100,
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
    migration_work: float = usd(0, "Work for a move", MOVE, "New prompts, code and approval; 0 counts bills alone.")

    corpus_tokens: int = number(
        2_000_000, "Corpus", RAG, "What RAG would search.", unit="tokens", least=1, most=100_000_000_000, whole=True
    )
    churn: float = number(
        5, "Corpus changed per month", RAG, "Share that must be indexed again.", unit="%", most=10_000
    )
    overlap: float = number(
        10, "Overlap", RAG, "Tokens that stand in two neighbouring chunks, as a share.", unit="%", most=900
    )
    embedding_model: str = choice(
        "openai/text-embedding-3-small", "Embedding model", embedding_models, RAG, "It turns text into vectors."
    )
    embedding_price: float = price(
        lambda self: self.embedding, "Embedding price", RAG, "Per million tokens embedded.", most=100
    )
    store_per_month: float = monthly(
        lambda self: self.monitoring_per_month,
        "Other upkeep of the store",
        RAG,
        "Monitoring and mending; the default is the monitoring of the tuned model.",
    )

    @property
    def offer(self) -> TuningOffer | None:
        """The tuning offer, or None where prices and dates are typed."""
        return catalogue().tuning_offers.get(self.tuning_offer)

    @property
    def embedding(self) -> Fact | None:
        """The price of the embedding model, or None where it is typed."""
        model = catalogue().embeddings.get(self.embedding_model)
        return model.price if model else None

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
        fee = (self.offer and self.offer.minimum_fee) or 0.0
        return training_cost(seen, self.training_price, self.training_hours, self.training_hourly_price, fee)

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
        return max(0, (self.retires - self.start).days) / DAYS_PER_MONTH if self.retires else None

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
        if abs(tuned - rag) <= EQUAL * max(tuned, rag):
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
        return frozenset(name for name, unused in no_part.items() if unused)

    def result(self) -> Result:
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=self._why(),
            notices=tuple(self._notices()),
            figures=tuple(self._figures()),
            working=tuple(self._working()),
            chart=self._chart(),
            table=self._table(),
            facts=tuple(self._other_facts()),
        )

    def _figures(self) -> Iterator[Figure]:
        life, within = self.life_months, say(self.horizon, "months")
        yield Figure("yearly_cost", "A year without a move", self.yearly_cost, "USD/year")
        yield Figure("total_cost", f"In all, {within}", self.total_cost, "USD")
        yield Figure("monthly_cost", "A month, moves included", self.monthly_cost, "USD/month")
        yield Figure("retraining_cost", "A retraining", self.retraining_cost, "USD")
        yield Figure("retrainings_per_year", "Retrainings a year", 12 * self.retrainings_per_month, "")
        yield Figure("migration_cost", "A move to another base model", self.migration_cost, "USD")
        yield Figure("migrations", f"Forced moves, {within}", self.migrations, "")
        yield Figure(
            "life_months",
            "The tuned model still lives",
            life,
            "months",
            text="no date announced" if life is None else "",
        )
        yield Figure("rag_monthly_cost", "RAG’s store", self.rag_monthly_cost, "USD/month")
        yield Figure("rag_total_cost", f"RAG’s store, {within}", self.rag_total_cost, "USD")

    def _answer(self) -> str:
        compared = COMPARED[self.verdict.removesuffix("-retired")]
        costs = (
            f"{compared[:1].upper()}{compared[1:]}: {say_money(self.total_cost)} in {say(self.horizon, 'months')}, "
            f"against {say_money(self.rag_total_cost)}."
        )
        if self.verdict.startswith("same"):
            costs = f"Both cost the same: {say_money(self.total_cost)} in {say(self.horizon, 'months')}."
        return f"{costs} {self._end()}"

    def _end(self) -> str:
        """When the tuned model dies, in a sentence."""
        if self.life_months is None:
            return "No date of retirement is known, so no forced move is counted."
        if not self.life_months:
            return f"Its base model was retired on {self.retires}: what was tuned on it is gone, and you must move now."
        days = f"{self.life_months * DAYS_PER_MONTH:,.0f} days"
        if self.migrations:
            return (
                f"Its base model is retired on {self.retires}, in {days}, within your horizon: you must move by then."
            )
        return f"Its base model is retired on {self.retires}, in {days}, beyond your horizon."

    def _why(self) -> str:
        if self.retraining_interval is None:
            often = "It is never retrained"
        else:
            drift = self.retraining_interval != self.retrain_every
            cause = "because drift takes what is tolerated" if drift else "as planned"
            often = (
                f"A retraining costs {say_money(self.retraining_cost)} and comes every "
                f"{say(self.retraining_interval, 'months')}, {cause}"
            )
        times = f"{self.migrations} move{'' if self.migrations == 1 else 's'} of {say_money(self.migration_cost)}"
        moved = f", with {times}" if self.migrations else ""
        return f"{often}{moved}. RAG’s store costs {say(self.rag_monthly_cost, 'USD/month')} to keep up to date."

    @property
    def _changes(self) -> list[Availability]:
        """What changes within the horizon about who may tune there."""
        if self.offer is None:
            return []
        last = self.start.toordinal() + self.horizon * DAYS_PER_MONTH
        entries = self.offer.availability
        return [one for one in entries if one.since and self.start < one.since and one.since.toordinal() <= last]

    def _notices(self) -> Iterator[str]:
        if self.offer and self.offer.status(self.start).status != "open":
            yield f"Can it be tuned again there? {self.offer.status(self.start)}"
        for change in self._changes:
            if change.status != "open" and change.since != self.retires:
                yield f"From {change.since} on: {change} A retraining after that day means another provider."
        if self.life_months is None:
            yield "Every base model is retired one day. Type a date under “Moving to another base model” to count it."
        elif self.migrations and self.model_life is None:
            yield "Only the announced retirement is counted; type the life of the next base model to count more."

    def _working(self) -> Iterator[Step]:
        count = say_number(self.examples_count)
        if self.training_price:
            yield Step(
                "One training run",
                f"{count} examples × {say_number(self.tokens_per_example)} tokens × {say_number(self.epochs)} epochs × "
                f"{say(self.training_price, 'USD/Mtok')}",
                self.run_cost,
                "USD",
            )
        elif self.training_hourly_price:
            hours = f"{say(self.training_hours, 'h')} × {say(self.training_hourly_price, 'USD/h')}"
            yield Step("One training run", hours, self.run_cost, "USD")
        yield Step(
            "A retraining",
            f"{say(self.new_examples, '%')} × {count} × {say(self.label_price, 'USD')} labels + "
            f"{say_number(self.retraining_runs)} × {say_money(self.run_cost)} training + "
            f"{say_money(self.evaluation_cost)} evaluation + {say_money(self.release_cost)} release",
            self.retraining_cost,
            "USD",
        )
        if self.retraining_interval:
            planned = "" if self.retrain_every is None else f"planned {say_number(self.retrain_every)}"
            drift = (
                f"{say_number(self.tolerated_loss)} / {say_number(self.quality_loss)} by drift"
                if self.quality_loss
                else ""
            )
            sooner = " and ".join(filter(None, (planned, drift)))
            yield Step("Months from one to the next", f"the sooner of {sooner}", self.retraining_interval, "months")
        per_year = say_number(12 * self.retrainings_per_month)
        yield Step(
            "A year",
            f"{per_year} × {say_money(self.retraining_cost)} + 12 × {say_money(self.monitoring_per_month)} monitoring",
            self.yearly_cost,
            "USD/year",
        )
        yield Step(
            "A move to another base model",
            f"{say(self.migration_examples, '%')} × {count} × {say(self.label_price, 'USD')} labels + "
            f"{say_number(self.migration_runs)} × {say_money(self.run_cost)} training + "
            f"{say_money(self.evaluation_cost)} evaluation + {say_money(self.release_cost)} release + "
            f"{say_money(self.migration_work)} work",
            self.migration_cost,
            "USD",
        )
        yield Step(
            "In all",
            f"{say_number(self.horizon)} months × {say_money(self.plain_monthly_cost)} + "
            f"{self.migrations} × {say_money(self.migration_cost)}",
            self.total_cost,
            "USD",
        )
        yield Step(
            "RAG’s store",
            f"{say(self.churn, '%')} × {say_number(self.corpus_tokens)} tokens × "
            f"{say_number(1 + self.overlap / 100)} × {say(self.embedding_price, 'USD/Mtok')} + "
            f"{say_money(self.store_per_month)}",
            self.rag_monthly_cost,
            "USD/month",
        )

    @cached_property
    def moves(self) -> tuple[float, ...]:
        """The months of the forced moves within the horizon."""
        life, between = self.life_months or 0.0, self.model_life or 0.0
        return tuple(life + between * count for count in range(self.migrations))

    def spent(self, month: float, moves: int) -> float:
        """USD spent until a month, with so many moves made."""
        return month * self.plain_monthly_cost + moves * self.migration_cost

    def _chart(self) -> Chart:
        points: list[Point] = [(0.0, 0.0)]
        for made, month in enumerate(self.moves):
            points += [(month, self.spent(month, made)), (month, self.spent(month, made + 1))]
        points.append((self.horizon, self.total_cost))
        marks = []
        if self.moves:
            marks.append(Mark(self.moves[0], None, f"base model retired {self.retires}"))
        return Chart(
            title="Spent on upkeep, month by month",
            summary=f"After {say(self.horizon, 'months')} keeping the tuned model has cost "
            f"{say_money(self.total_cost)}, RAG’s store {say_money(self.rag_total_cost)}. {self._end()}",
            x_label="Months from the first day",
            x_unit="months",
            y_unit="USD",
            lines=(
                Line("Tuned model", tuple(dict.fromkeys(points))),
                Line("RAG’s store", ((0.0, 0.0), (self.horizon, self.rag_total_cost))),
            ),
            marks=tuple(marks),
        )

    def _table(self) -> Table:
        lines = (
            ("New labels", self.retraining_labels_cost, self.migration_labels_cost),
            ("Training", self.retraining_runs * self.run_cost, self.migration_runs * self.run_cost),
            ("Evaluation", self.evaluation_cost, self.evaluation_cost),
            ("Release", self.release_cost, self.release_cost),
            ("Work of moving", 0.0, self.migration_work),
            ("In all", self.retraining_cost, self.migration_cost),
        )
        return Table(
            title="What is paid each time",
            heads=("Line", "A retraining", "A move to another base model"),
            rows=tuple((name, say_money(again), say_money(moved)) for name, again, moved in lines),
            note="RAG’s model is retired one day too; then it is replaced and measured, not trained.",
        )

    def _other_facts(self) -> Iterator[Fact]:
        """The minimum fee of the offer, where a run costs no more."""
        if self.offer and self.offer.minimum_fee and self.run_cost == self.offer.minimum_fee:
            yield self.offer.minimum_fee
