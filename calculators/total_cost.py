"""Set the whole cost of prompting, of RAG, of tuning side by side, with how sure the order is."""

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, ClassVar, TypeVar, cast

from calculators.api_cost import ApiCost
from calculators.bills import fields, tuning_fields, work_fields
from calculators.bills.fields import TYPED, monthly, share, tokens, usd
from calculators.bills.months import months_between
from calculators.bills.uncertainty import Column, Uncertain, middle
from calculators.figures.tables import catalogue
from calculators.kit.facts import Sourced
from calculators.kit.inputs import Refused, borrowed, number
from calculators.kit.model import Calculator
from calculators.managed_tuning import ManagedTuning
from calculators.rag import Rag
from calculators.serving import Serving
from calculators.training_data import TrainingData
from calculators.training_run import TrainingRun
from calculators.upkeep import Upkeep

TOKENS = "Calls and tokens"
TUNING = "Tuning"
RENTED = "Training and serving on rented GPUs"
WORK = "Work of people"
SURE = "How far off it may be"
TIME = "Time"

OPTIONS = {
    "prompt": "Long prompt without a cache",
    "cached": "Long prompt from the cache",
    "rag": "RAG",
    "tuned": "Tuned at a provider",
    "rented": "Tuned on rented GPUs",
    "rag-tuned": "RAG + tuned at a provider",
}
FACTORS = {
    "traffic": "Traffic",
    "prices": "Token prices",
    "hosting": "Hosting and GPU prices",
    "people": "Labels, evaluation, work",
    "tries": "Training tries",
}
CALLS = ("traffic", "prices")
MIDDLE = 0.9

Parts = Mapping[tuple[str, ...], float]
"""USD by the names of the factors that move them."""


Kind = TypeVar("Kind", bound=Calculator)


def part(kind: type[Kind], **inputs: Any) -> Kind:
    """One of the other calculators for these inputs; kept, because most changes here leave most of them as they are."""
    return cast(Kind, _part(cast(Hashable, kind), **inputs))


@lru_cache(maxsize=512, typed=True)
def _part(kind: Any, **inputs: Any) -> Any:
    return kind(**inputs)


@dataclass(frozen=True)
class Cost:
    """What one option costs: once, and a month from each change of prices on; what plays no part is missing."""

    build: Parts
    keep: Parts
    runs: tuple[tuple[float, Parts], ...]
    """The month from which on, and USD a month."""
    facts: tuple[Sourced, ...] = field(default=(), compare=False)

    def run_until(self, month: float) -> dict[tuple[str, ...], float]:
        """USD for running it from the first day until a month."""
        spent: dict[tuple[str, ...], float] = {}
        ends = [begin for begin, _ in self.runs[1:]] + [float("inf")]
        for (begin, parts), end in zip(self.runs, ends, strict=True):
            for moved, amount in parts.items():
                spent[moved] = spent.get(moved, 0.0) + amount * max(0.0, min(month, end) - begin)
        return spent

    def until(self, month: float, horizon: float) -> float:
        """USD in all until a month; keeping is spread evenly over the horizon."""
        built, kept = math.fsum(self.build.values()), math.fsum(self.keep.values())
        return built + kept * month / horizon + math.fsum(self.run_until(month).values())


@dataclass(frozen=True)
class TotalCost(Calculator):
    """Every technique has its bills: some are paid once, some for every call, some to keep the thing good.

    The calculator takes the lines of the other calculators, adds them up over the same horizon for the same traffic,
    and asks ten thousand times what happens if traffic, prices and work are not as expected. It compares cost alone:
    the options do not do the same job, and only a test on your own cases tells which of them are good enough.
    """

    slug = "total-cost"
    title = "Total cost, side by side"
    question = "Which technique costs least over the whole horizon, and how sure is that?"
    verdicts: ClassVar = {key: f"the cheapest is: {words}" for key, words in OPTIONS.items()} | {
        "none": "no option can be worked out"
    }

    start: date = fields.first_day(TIME, "Prices are those of this day and later changes.")
    calls_per_day: int = borrowed(ApiCost, "calls_per_day")
    base_model: str = borrowed(ApiCost, "base_model")
    prefix_tokens: int = borrowed(ApiCost, "prefix_tokens")
    corpus_tokens: float = borrowed(Rag, "corpus_tokens")
    horizon: float = borrowed(Upkeep, "horizon")

    variable_tokens: int = borrowed(ApiCost, "variable_tokens", TOKENS)
    output_tokens: int = borrowed(ApiCost, "output_tokens", TOKENS)
    cache_hits: float = borrowed(ApiCost, "cache_hits", TOKENS)
    rag_prefix_tokens: int = tokens(500, "Repeated prompt with RAG", TOKENS, "The instructions that RAG needs.")
    retrieved_chunks: int = borrowed(Rag, "retrieved_chunks", TOKENS)
    tuned_prefix_tokens: int = borrowed(ManagedTuning, "tuned_prefix_tokens", TOKENS)

    tuning_offer: str = tuning_fields.tuning_offer(group=TUNING)
    examples_count: int = borrowed(ManagedTuning, "examples_count", TUNING)
    training_runs: int = borrowed(ManagedTuning, "training_runs", TUNING)
    evaluation_cost: float = borrowed(Upkeep, "evaluation_cost", TUNING)
    retrain_every: float | None = borrowed(Upkeep, "retrain_every", TUNING)

    open_model: str = borrowed(TrainingRun, "open_model", RENTED)
    method: str = borrowed(TrainingRun, "method", RENTED)
    rental: str = borrowed(Serving, "rental", RENTED)
    throughput: float | None = borrowed(Serving, "throughput", RENTED, none="not known")
    utilisation: float = borrowed(Serving, "utilisation", RENTED)

    work: str = work_fields.work(WORK)
    wage: float = work_fields.wage(WORK)
    prompt_hours: float = work_fields.work_hours("prompt-hours", "Hours on the long prompt", WORK, "Once.")
    rag_hours: float = borrowed(Rag, "rag_hours", WORK)
    tuning_hours: float = work_fields.work_hours(
        "tuning-hours", "Hours on tuning", WORK, "Once, beyond labels and evaluation."
    )
    monitoring_hours: float = work_fields.work_hours(
        "monitoring-hours", "Hours of monitoring", WORK, "A month, for every option alike."
    )
    prompt_work: float = usd(
        work_fields.paid("prompt_hours"), "Work on the long prompt", WORK, "The hours at the wage."
    )
    rag_work: float = borrowed(Rag, "rag_work", WORK)
    tuning_work: float = usd(work_fields.paid("tuning_hours"), "Work on tuning", WORK, "The hours at the wage.")
    monitoring_per_month: float = monthly(
        work_fields.paid("monitoring_hours"), "Monitoring", WORK, "Watching it, whichever it is: hours at the wage."
    )

    traffic_range: float = share(50, "Traffic", SURE, "50 means up to 1.5 times, or down to 1 / 1.5.", most=900)
    prices_range: float = share(20, "Token prices", SURE, "How far they may rise or fall.", most=900)
    hosting_range: float = share(20, "Hosting and GPU prices", SURE, "How far off they may be.", most=900)
    people_range: float = share(50, "Labels, evaluation, work", SURE, "How far off they may be.", most=900)
    tries_range: float = share(100, "Training tries", SURE, "How many more or fewer it takes.", most=900)
    seed: int = number(
        1, "Seed", SURE, "The same seed gives the same draws, everywhere.", unit="", most=1_000_000, whole=True
    )
    draws: int = number(
        10_000, "Draws", SURE, "How often chance is asked.", unit="draws", least=100, most=20_000, whole=True
    )
    days_per_month: float = fields.days_per_month(TIME)

    def prompting(self, on: date, hits: float) -> ApiCost:
        """Plain prompting on a day."""
        return part(
            ApiCost,
            start=on,
            base_model=self.base_model,
            calls_per_day=self.calls_per_day,
            prefix_tokens=self.prefix_tokens,
            variable_tokens=self.variable_tokens,
            output_tokens=self.output_tokens,
            cache_hits=hits,
            days_per_month=self.days_per_month,
        )

    def retrieval(self, on: date) -> Rag:
        """RAG on a day."""
        return part(
            Rag,
            start=on,
            base_model=self.base_model,
            calls_per_day=self.calls_per_day,
            corpus_tokens=self.corpus_tokens,
            prefix_tokens=self.rag_prefix_tokens,
            variable_tokens=self.variable_tokens,
            output_tokens=self.output_tokens,
            cache_hits=self.cache_hits,
            retrieved_chunks=self.retrieved_chunks,
            horizon=self.horizon,
            days_per_month=self.days_per_month,
            work=work_fields.BILLS,  # counted here, beside that of the other options
        )

    def tuning(self, on: date, variable_tokens: float) -> ManagedTuning:
        """Tuning at a provider, begun on a day."""
        return part(
            ManagedTuning,
            start=on,
            tuning_offer=self.tuning_offer,
            calls_per_day=self.calls_per_day,
            tuned_prefix_tokens=self.tuned_prefix_tokens,
            variable_tokens=variable_tokens,
            output_tokens=self.output_tokens,
            cache_hits=self.cache_hits,
            examples_count=self.examples_count,
            training_runs=self.training_runs,
            days_per_month=self.days_per_month,
        )

    @cached_property
    def labelling(self) -> TrainingData:
        """The labelled pairs."""
        return part(TrainingData, start=self.start, examples_count=self.examples_count)

    def _upkeep(self, offer: str, **more: float | None) -> Upkeep:
        """Keeping a tuned model good."""
        return part(
            Upkeep,
            start=self.start,
            tuning_offer=offer,
            examples_count=self.examples_count,
            retrain_every=self.retrain_every,
            evaluation_cost=self.evaluation_cost,
            work=self.work,
            wage=self.wage,
            monitoring_per_month=self.monitoring_per_month,
            horizon=self.horizon,
            **more,
        )

    @cached_property
    def upkeep(self) -> Upkeep:
        """Keeping the model good that a provider tuned, moves to another base model included."""
        return self._upkeep(self.tuning_offer)

    @cached_property
    def serving(self) -> Serving:
        """The tuned model on rented GPUs."""
        return part(
            Serving,
            start=self.start,
            calls_per_day=self.calls_per_day,
            days_per_month=self.days_per_month,
            rental=self.rental,
            throughput=self.throughput,
            utilisation=self.utilisation,
            prefix_tokens=self.tuned_prefix_tokens,
            variable_tokens=self.variable_tokens,
            output_tokens=self.output_tokens,
        )

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The first day, and the days within the horizon on which a price changes."""
        offer, figures = catalogue().tuning_offers.get(self.tuning_offer), catalogue()
        models = (figures.api_models.get(self.base_model), offer.base_model if offer else None)
        changes = {change for model in models if model for change in model.price_changes(self.start)}
        return tuple(day for day in sorted({self.start} | changes) if self.month(day) < self.horizon)

    def month(self, day: date) -> float:
        return months_between(self.start, day)

    def _runs(self, parts_on: Callable[[date], Parts]) -> tuple[tuple[float, Parts], ...]:
        """USD a month from each change of prices on."""
        return tuple((self.month(day), parts_on(day)) for day in self.days)

    @cached_property
    def costs(self) -> Mapping[str, Cost]:
        """What each option costs; one of which a price is not known is missing."""
        makers: dict[str, Callable[[], Cost]] = {
            "prompt": lambda: self._prompt_cost(0),
            "cached": lambda: self._prompt_cost(self.cache_hits),
            "rag": self._rag_cost,
            "tuned": self.tuned_cost,
            "rented": self._rented_cost,
            "rag-tuned": self._rag_tuned_cost,
        }
        found: dict[str, Cost] = {}
        for key, make in makers.items():
            if key == "cached" and not self.cached:
                continue
            try:
                found[key] = make()
            except Refused:
                continue  # a price that nobody knows: `_notices` tells which option is left out
        return found

    @property
    def cached(self) -> bool:
        """Whether the long prompt from the cache is anything else than the long prompt without one."""
        return bool(self.cache_hits and self.prefix_tokens)

    @property
    def watching(self) -> Parts:
        """USD over the horizon to watch what is in use."""
        return {("people",): self.horizon * self.monitoring_per_month}

    def _prompt_cost(self, hits: float) -> Cost:
        runs = self._runs(lambda day: {CALLS: self.prompting(day, hits).monthly_cost})
        return Cost({("people",): self.prompt_work}, self.watching, runs)

    def _rag_cost(self) -> Cost:
        def monthly_parts(day: date) -> Parts:
            rag = self.retrieval(day)
            return {CALLS: rag.answers_monthly_cost + rag.lines["retrieved"]} | self._store_parts(rag)

        return Cost(
            {("people",): self.rag_work, ("prices",): self.retrieval(self.start).up_front_cost},
            self.watching,
            self._runs(monthly_parts),
        )

    def _store_parts(self, rag: Rag) -> dict[tuple[str, ...], float]:
        """USD a month for the store, for searching it, and for embedding what changes."""
        searched = rag.lines["queries"] + rag.lines["rerank"]
        changed = rag.churn / 100 * rag.indexing.cost
        return {("hosting",): rag.store_bill.cost, ("traffic",): searched, ("prices",): changed}

    def _tuning_build(self, tries: float) -> dict[tuple[str, ...], float]:
        """USD once for a tuned model: labels, evaluation, work, and the tries of training."""
        people = self.labelling.up_front_cost + self.evaluation_cost + self.tuning_work
        return {("people",): people, ("tries",): tries}

    def _use(self, tuning: ManagedTuning) -> dict[tuple[str, ...], float]:
        """USD a month for the use of a model tuned at a provider. Raises Refused where it is not known."""
        call, hosting = tuning.call_cost, tuning.hosting_per_month
        if call is None or hosting is None:
            raise Refused({"tuning_offer": "Tuning offer: what the tuned model costs in use is not known."})
        return {CALLS: tuning.calls_per_month * call, ("hosting",): hosting}

    def tuned_cost(self) -> Cost:
        """What tuning at a provider costs. Raises Refused where a price is not known."""
        return Cost(
            self._tuning_build(self.tuning(self.start, self.variable_tokens).up_front_cost),
            {("people",): self.upkeep.total_cost},
            self._runs(lambda day: self._use(self.tuning(day, self.variable_tokens))),
        )

    def _rented_cost(self) -> Cost:
        run = part(
            TrainingRun,
            open_model=self.open_model,
            method=self.method,
            examples_count=self.examples_count,
            training_runs=self.training_runs,
        )
        kept = self._upkeep(TYPED, training_price=0, retires=None)  # open weights are not retired
        retrained = kept.retrainings_per_month * self.horizon * run.run_cost
        return Cost(
            self._tuning_build(run.all_tries_cost),
            {("people",): kept.total_cost, ("hosting",): retrained},
            ((0.0, {("hosting",): self.serving.monthly_cost}),),
        )

    def _rag_tuned_cost(self) -> Cost:
        def monthly_parts(day: date) -> Parts:
            rag = self.retrieval(day)
            used = self._use(self.tuning(day, self.variable_tokens + rag.retrieved_tokens))
            store = self._store_parts(rag)
            return store | used | {("hosting",): used["hosting",] + store["hosting",]}

        build = self._tuning_build(self.tuning(self.start, self.variable_tokens).up_front_cost)
        retrieval = self.retrieval(self.start).up_front_cost
        return Cost(
            {**build, ("people",): build["people",] + self.rag_work, ("prices",): retrieval},
            {("people",): self.upkeep.total_cost},
            self._runs(monthly_parts),
        )

    @cached_property
    def totals(self) -> Mapping[str, float]:
        """USD over the horizon by option, the cheapest first."""
        totals = {key: cost.until(self.horizon, self.horizon) for key, cost in self.costs.items()}
        return dict(sorted(totals.items(), key=lambda item: item[1]))

    @property
    def verdict(self) -> str:
        return next(iter(self.totals), "none")

    @cached_property
    def uncertain(self) -> Uncertain:
        """The options as parts that uncertain factors move."""
        parts: dict[str, dict[tuple[str, ...], float]] = {}
        for key, cost in self.costs.items():
            parts[key] = cost.run_until(self.horizon)
            for moved, amount in (*cost.build.items(), *cost.keep.items()):
                parts[key][moved] = parts[key].get(moved, 0.0) + amount
        return Uncertain(parts, {name: getattr(self, f"{name}_range") for name in FACTORS})

    @cached_property
    def drawn(self) -> Mapping[str, Column]:
        """USD over the horizon by option, for each draw."""
        return self.uncertain.drawn(self.seed, self.draws)

    @cached_property
    def spread(self) -> Mapping[str, tuple[float, float]]:
        """USD over the horizon by option, the ends of the middle of the draws."""
        return {key: middle(amounts, MIDDLE) for key, amounts in self.drawn.items()}

    @property
    def call_count(self) -> float:
        """Calls over the horizon."""
        return self.calls_per_day * self.days_per_month * self.horizon

    @property
    def unused(self) -> frozenset[str]:
        ranges = {f"{name}_range" for name in FACTORS}
        kinds = ("prompt", "rag", "tuning")
        amounts = {f"{kind}_hours": f"{kind}_work" for kind in kinds} | {"monitoring_hours": "monitoring_per_month"}
        unused = ranges | {"seed", "draws"} | (set() if self.cache_hits else {"cache_hits"})
        return frozenset(unused) | work_fields.unused(self, amounts)

    @property
    def lead(self) -> float | None:
        """USD by which the second is dearer than the cheapest; None if there is no second."""
        ordered = list(self.totals.values())
        return ordered[1] - ordered[0] if len(ordered) > 1 else None
