"""How the answer of “upkeep” is told."""

from collections.abc import Iterator

from calculators.bills.buyable import over_offers, range_words
from calculators.bills.tuning import fee_in_use, offer_name
from calculators.bills.words import capital, months_chart, unless_open
from calculators.figures.offers import Availability
from calculators.kit.chart import Chart, Line, Mark, Point
from calculators.kit.facts import Fact
from calculators.kit.model import DAYS_PER_MONTH, Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell
from calculators.upkeep import COMPARED, Upkeep

PRICES = frozenset({"training_price", "training_hourly_price", "training_hours"})
"""The prices of the offer: where one is typed, no other offer is like it."""


def told(case: Upkeep) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, facts=_other_facts)


def _figures(case: Upkeep) -> Iterator[Figure]:
    life, within = case.life_months, say(case.horizon, "months")
    yield Figure("yearly_cost", "A year without a move", case.yearly_cost, "USD/year")
    yield Figure("total_cost", f"In all, {within}", case.total_cost, "USD")
    yield Figure("monthly_cost", "A month, moves included", case.monthly_cost, "USD/month")
    yield Figure("retraining_cost", "A retraining", case.retraining_cost, "USD")
    yield Figure("retrainings_per_year", "Retrainings a year", 12 * case.retrainings_per_month, "")
    yield Figure("migration_cost", "A move to another base model", case.migration_cost, "USD")
    yield Figure("migrations", f"Forced moves, {within}", case.migrations, "")
    yield Figure(
        "life_months", "The tuned model still lives", life, "months", text="no date announced" if life is None else ""
    )
    yield Figure("rag_monthly_cost", "RAG’s store", case.rag_monthly_cost, "USD/month")
    yield Figure("rag_total_cost", f"RAG’s store, {within}", case.rag_total_cost, "USD")


def _answer(case: Upkeep) -> str:
    compared = COMPARED[case.verdict.removesuffix("-retired")]
    costs = (
        f"{capital(compared)}: {say_money(case.total_cost)} in {say(case.horizon, 'months')}, "
        f"against {say_money(case.rag_total_cost)}."
    )
    if case.verdict.startswith("same"):
        costs = f"Both cost the same: {say_money(case.total_cost)} in {say(case.horizon, 'months')}."
    return f"{costs} {_end(case)}"


def _end(case: Upkeep) -> str:
    """When the tuned model dies, in a sentence."""
    if case.life_months is None:
        return "No date of retirement is known, so no forced move is counted."
    if not case.life_months:
        return f"Its base model was retired on {case.retires}: what was tuned on it is gone, and you must move now."
    days = f"{case.life_months * DAYS_PER_MONTH:,.0f} days"
    if case.migrations:
        return f"Its base model is retired on {case.retires}, in {days}, within your horizon: you must move by then."
    return f"Its base model is retired on {case.retires}, in {days}, beyond your horizon."


def _why(case: Upkeep) -> str:
    if case.retraining_interval is None:
        often = "It is never retrained"
    else:
        drift = case.retraining_interval != case.retrain_every
        cause = "because drift takes what is tolerated" if drift else "as planned"
        often = (
            f"A retraining costs {say_money(case.retraining_cost)} and comes every "
            f"{say(case.retraining_interval, 'months')}, {cause}"
        )
    times = f"{case.migrations} move{'' if case.migrations == 1 else 's'} of {say_money(case.migration_cost)}"
    moved = f", with {times}" if case.migrations else ""
    return f"{often}{moved}. RAG’s store costs {say(case.rag_monthly_cost, 'USD/month')} to keep up to date."


def _changes(case: Upkeep) -> list[Availability]:
    """What changes within the horizon about who may tune there."""
    if case.offer is None:
        return []
    last = case.start.toordinal() + case.horizon * DAYS_PER_MONTH
    entries = case.offer.availability
    return [one for one in entries if one.since and case.start < one.since and one.since.toordinal() <= last]


def _notices(case: Upkeep) -> Iterator[str]:
    yield from unless_open("Can it be tuned again there?", case.offer, case.start)
    for change in _changes(case):
        if change.status != "open" and change.since != case.retires:
            yield f"From {change.since} on: {change} A retraining after that day means another provider."
    if case.offer and not case.given & PRICES:
        usd = over_offers(case, case.start, lambda other: other.total_cost)
        if len(usd) > 1:
            yield range_words(f"Keeping it good for {say(case.horizon, 'months')}", usd, offer_name)
    if case.life_months is None:
        yield "Every base model is retired one day. Type a date under “Moving to another base model” to count it."
    elif case.migrations and case.model_life is None:
        yield "Only the announced retirement is counted; type the life of the next base model to count more."


def _working(case: Upkeep) -> Iterator[Step]:
    count = say_number(case.examples_count)
    if case.training_price:
        yield Step(
            "One training run",
            f"{count} examples × {say_number(case.tokens_per_example)} tokens × {say_number(case.epochs)} epochs × "
            f"{say(case.training_price, 'USD/Mtok')}",
            case.run_cost,
            "USD",
        )
    elif case.training_hourly_price:
        hours = f"{say(case.training_hours, 'h')} × {say(case.training_hourly_price, 'USD/h')}"
        yield Step("One training run", hours, case.run_cost, "USD")
    yield Step(
        "A retraining",
        f"{say(case.new_examples, '%')} × {count} × {say(case.label_price, 'USD')} labels + "
        f"{say_number(case.retraining_runs)} × {say_money(case.run_cost)} training + "
        f"{say_money(case.evaluation_cost)} evaluation + {say_money(case.release_cost)} release",
        case.retraining_cost,
        "USD",
    )
    if case.retraining_interval:
        planned = "" if case.retrain_every is None else f"planned {say_number(case.retrain_every)}"
        drift = (
            f"{say_number(case.tolerated_loss)} / {say_number(case.quality_loss)} by drift" if case.quality_loss else ""
        )
        sooner = " and ".join(filter(None, (planned, drift)))
        yield Step("Months from one to the next", f"the sooner of {sooner}", case.retraining_interval, "months")
    per_year = say_number(12 * case.retrainings_per_month)
    yield Step(
        "A year",
        f"{per_year} × {say_money(case.retraining_cost)} + 12 × {say_money(case.monitoring_per_month)} monitoring",
        case.yearly_cost,
        "USD/year",
    )
    yield Step(
        "A move to another base model",
        f"{say(case.migration_examples, '%')} × {count} × {say(case.label_price, 'USD')} labels + "
        f"{say_number(case.migration_runs)} × {say_money(case.run_cost)} training + "
        f"{say_money(case.evaluation_cost)} evaluation + {say_money(case.release_cost)} release + "
        f"{say_money(case.migration_work)} work",
        case.migration_cost,
        "USD",
    )
    yield Step(
        "In all",
        f"{say_number(case.horizon)} months × {say_money(case.plain_monthly_cost)} + "
        f"{case.migrations} × {say_money(case.migration_cost)}",
        case.total_cost,
        "USD",
    )
    yield Step(
        "RAG’s store",
        f"{say(case.churn, '%')} × {say_number(case.corpus_tokens)} tokens × "
        f"{say_number(1 + case.overlap / 100)} × {say(case.embedding_price, 'USD/Mtok')} + "
        f"{say_money(case.store_per_month)}",
        case.rag_monthly_cost,
        "USD/month",
    )


def _chart(case: Upkeep) -> Chart:
    points: list[Point] = [(0.0, 0.0)]
    for made, month in enumerate(case.moves):
        points += [(month, case.spent(month, made)), (month, case.spent(month, made + 1))]
    points.append((case.horizon, case.total_cost))
    marks = []
    if case.moves:
        marks.append(Mark(case.moves[0], None, f"base model retired {case.retires}"))
    return months_chart(
        "Spent on upkeep, month by month",
        f"After {say(case.horizon, 'months')} keeping the tuned model has cost "
        f"{say_money(case.total_cost)}, RAG’s store {say_money(case.rag_total_cost)}. {_end(case)}",
        (
            Line("Tuned model", tuple(dict.fromkeys(points))),
            Line("RAG’s store", ((0.0, 0.0), (case.horizon, case.rag_total_cost))),
        ),
        marks,
    )


def _table(case: Upkeep) -> Table:
    lines = (
        ("New labels", case.retraining_labels_cost, case.migration_labels_cost),
        ("Training", case.retraining_runs * case.run_cost, case.migration_runs * case.run_cost),
        ("Evaluation", case.evaluation_cost, case.evaluation_cost),
        ("Release", case.release_cost, case.release_cost),
        ("Work of moving", 0.0, case.migration_work),
        ("In all", case.retraining_cost, case.migration_cost),
    )
    return Table(
        title="What is paid each time",
        heads=("Line", "A retraining", "A move to another base model"),
        rows=tuple((name, say_money(again), say_money(moved)) for name, again, moved in lines),
        note="RAG’s model is retired one day too; then it is replaced and measured, not trained.",
    )


def _other_facts(case: Upkeep) -> Iterator[Fact]:
    """The minimum fee of the offer, where a run costs no more."""
    yield from fee_in_use(case.offer, case.run_cost)
