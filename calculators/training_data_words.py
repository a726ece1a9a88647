"""How the answer of “training-data” is told."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from calculators.figures.prices import Kind
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact
from calculators.kit.model import Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell
from calculators.training_data import TrainingData

Way = Literal["people", "machine", "audited"]

WAYS: dict[Way, str] = {
    "people": "people",
    "audited": "a machine, and people who check a sample",
    "machine": "a machine that nobody checks",
}


def _ranged(case: TrainingData, key: str, label: str, unit: str, figure: Any) -> Figure:
    """A figure with its range where the rate for people is one."""
    low, high = (figure(end) for end in case.ends)
    return Figure(key, label, figure(case), unit, *((None, None) if low == high else (low, high)))


def told(case: TrainingData) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, facts=_other_facts)


def _figures(case: TrainingData) -> Iterator[Figure]:
    count = case.examples_count
    yield _ranged(case, "human_cost", "By people", "USD", lambda case: case.human_cost)
    yield _ranged(case, "audited_cost", "By a machine, a sample checked", "USD", lambda case: case.audited_cost)
    yield Figure("machine_cost", "By a machine that nobody checks", case.machine_cost, "USD")
    yield _ranged(
        case, "human_example_cost", "An example by people", "USD/example", lambda case: case.human_cost / count
    )
    yield _ranged(
        case,
        "audited_example_cost",
        "An example by a machine, a sample checked",
        "USD/example",
        lambda case: case.audited_cost / count,
    )
    yield Figure("machine_example_cost", "An example by a machine", case.machine_cost / count, "USD/example")
    yield Figure("labels", "Labels paid to people", case.labels, "labels")
    yield _ranged(case, "labelling_cost", "Their price", "USD", lambda case: case.labelling_cost)
    worked = case.labelling_hours
    yield Figure(
        "labelling_hours",
        "Hours of raters",
        math.fsum(worked) / 2 if worked else None,
        "h",
        *(worked if worked and worked[0] != worked[1] else (None, None)),
    )
    yield Figure("machine_labelling_cost", "Price of the machine’s labels", case.machine_labelling_cost, "USD")
    yield _ranged(case, "audit_cost", "Price of the check", "USD", lambda case: case.audit_cost)
    yield Figure(
        "undetected",
        "May be wrong though the check finds nothing",
        case.undetected,
        "%",
        text="" if case.audited_examples >= 1 else "anything",
    )


def _answer(case: TrainingData) -> str:
    count = say(case.examples_count, "examples")
    people, audited = say_money(case.human_cost), say_money(case.audited_cost)
    if case.verdict == "same":
        return f"Both cost the same: {people} for {count}, by people or by a machine with an audit."
    if case.verdict == "machine":
        return f"A machine with an audit costs less: {audited} for {count}, against {people} by people."
    return f"People cost less: {people} for {count} by people, against {audited} by a machine with an audit."


def _why(case: TrainingData) -> str:
    worked = case.human_hours * case.expert_wage
    return (
        f"People are paid {say_money(case.labelling_cost)} for {say_number(case.labels)} labels and "
        f"{say_money(worked)} for {say(case.human_hours, 'hours')} of experts. The machine’s labels cost "
        f"{say_money(case.machine_labelling_cost)}, checking {say(case.audit_share, '%')} of them "
        f"{say_money(case.audit_cost)}."
    )


def _notices(case: TrainingData) -> Iterator[str]:
    yield "Cost alone is compared. Whose labels are better, only labels checked by an expert tell."
    low, high = case.ends
    if low.verdict != high.verdict:
        yield (
            f"The rate for people is a range: at its low end, {say_money(low.label_price)} a label, "
            f"{case.then(low.verdict)}; at its high end, {say_money(high.label_price)}, {case.then(high.verdict)}."
        )
    if case.undetected is None:
        yield "Nobody checks the machine’s labels here, so nobody knows how many are wrong."
    else:
        yield (
            f"A check of {say_number(round(case.audited_examples))} examples that finds nothing wrong still leaves "
            f"up to {say(case.undetected, '%')} wrong labels possible (95 % confidence)."
        )
    rate = catalogue().labelling_rates.get(case.machine_rate)
    if rate and rate.upper_bound and "machine_price" not in case.given:
        yield "The price of the machine’s labels is an upper bound: the source says “less than”."
    if case.rate and not case.rate.steps and case.rate.confidence == "low" and "label_price" not in case.given:
        yield f"The rate for people is weakly sourced: {case.rate.note or ''}".strip()


def _working(case: TrainingData) -> Iterator[Step]:
    kept = say_number(1 - case.dropped / 100)
    yield Step("Objects to label", f"{say_number(case.examples_count)} / {kept}", case.objects, "objects")
    yield Step(
        "Labels paid to people",
        f"{say_number(case.objects)} × {say_number(case.labels_per_example)} labels × {say_number(case.raters)} "
        f"raters × {say_number(1 + case.adjudicated / 100)} / {say_number(case.acceptance / 100)}",
        case.labels,
        "labels",
    )
    paid = f"{say_number(case.labels)} labels × {say(case.label_price, 'USD')}"
    yield Step("Their price", paid, case.labelling_cost, "USD")
    if case.platform_fee:
        fee = f"{say_number(case.objects)} objects × {say(case.platform_fee, 'USD')}"
        yield Step("Platform", fee, case.platform_cost, "USD")
    yield Step(
        "By people",
        f"{say_money(case.labelling_cost + case.platform_cost)} + ({say_number(case.guideline_hours)} guideline + "
        f"{say_number(case.pilot_hours)} pilot + {say_number(case.expert_hours)} deciding + "
        f"{say_number(case.cleaning_hours)} cleaning) h × {say(case.expert_wage, 'USD/h')}",
        case.human_cost,
        "USD",
    )
    yield Step(
        "The machine’s labels",
        f"{say_number(case.objects)} × {say_number(case.labels_per_example)} labels / "
        f"{say_number(case.machine_acceptance / 100)} × {say(case.machine_price, 'USD')}",
        case.machine_labelling_cost,
        "USD",
    )
    yield Step(
        "By a machine",
        f"{say_money(case.machine_labelling_cost)} + ({say_number(case.guideline_hours)} guideline + "
        f"{say_number(case.machine_hours)} instructing + {say_number(case.cleaning_hours)} cleaning) h × "
        f"{say(case.expert_wage, 'USD/h')}",
        case.machine_cost,
        "USD",
    )
    labels = say_money(case.labelling_cost + case.platform_cost)
    decided = say_money(case.expert_hours * case.expert_wage)
    checked = f"{say(case.audit_share, '%')} × ({labels} + {decided} deciding)"
    yield Step("The check of a sample", checked, case.audit_cost, "USD")


def _costs(case: TrainingData) -> list[tuple[Way, float]]:
    """The three ways with their costs, cheapest first."""
    costs: dict[Way, float] = {"people": case.human_cost, "audited": case.audited_cost, "machine": case.machine_cost}
    return sorted(costs.items(), key=lambda way: way[1])


def _chart(case: TrainingData) -> Bars:
    low, high = case.ends
    spans: dict[Way, tuple[float, float]] = {
        "people": (low.human_cost, high.human_cost),
        "audited": (low.audited_cost, high.audited_cost),
    }
    bars = []
    for way, cost in _costs(case):
        span = spans.get(way, (cost, cost))
        ends = span if span[0] != span[1] else (None, None)
        bars.append(Bar(f"By {WAYS[way]}", cost, *ends))
    return Bars(
        title=f"{say_number(case.examples_count)} labelled examples",
        summary=_answer(case),
        unit="USD",
        bars=tuple(bars),
    )


def _table(case: TrainingData) -> Table:
    worked = {
        "people": case.human_hours,
        "audited": case.machine_work + case.audit_share / 100 * case.expert_hours,
        "machine": case.machine_work,
    }
    unknown = "not known" if case.undetected is None else f"up to {say(case.undetected, '%')} unseen"
    wrong = {"people": "as raters err", "audited": unknown, "machine": "not known"}
    rows = (
        (f"By {WAYS[way]}", say_money(cost), say_money(cost / case.examples_count), say(worked[way], "h"), wrong[way])
        for way, cost in _costs(case)
    )
    return Table(
        title="Three ways to labels",
        heads=("Way", "In all", "An example", "Experts", "Wrong labels"),
        rows=tuple(rows),
        note="The cheapest way is the one of whose labels nobody can say how many are wrong.",
    )


def _other_facts(case: TrainingData) -> Iterator[Fact]:
    """The ends of the rate's range and of its pace, which the ranges of the figures come from."""
    low, high = case.ends
    if low is not high and low.label_price != high.label_price:
        yield from (end.label_price for end in (low, high) if isinstance(end.label_price, Fact))
    if case.rate and case.rate.pace:
        for which, pace in zip(("slowest", "fastest"), case.rate.pace, strict=True):
            yield Fact(pace, replace(pace.origin, name=f"{case.rate.name}, {which} pace"))
    if case.machine and "machine_price" not in case.given:
        kinds: tuple[Kind, ...] = ("input", "output")
        prices = (case.machine.price(kind, case.start, case.machine_input_tokens) for kind in kinds)
        yield from (price for price in prices if price is not None)
