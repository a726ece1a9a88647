"""How the answer of “total-cost” is told."""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

from calculators.bills import work_fields
from calculators.bills.buyable import over_offers, range_words
from calculators.bills.fields import TYPED
from calculators.bills.tuning import offer_name
from calculators.bills.uncertainty import factor, wins
from calculators.bills.words import each, months_chart, unless_open
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars, Chart, Line, Mark
from calculators.kit.facts import Sourced
from calculators.kit.inputs import Refused
from calculators.kit.model import Calculator, Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money
from calculators.kit.turns import turns_of
from calculators.serving import stand_in
from calculators.total_cost import FACTORS, MIDDLE, OPTIONS, TotalCost

TIE = 0.01
"""Totals that differ by less than this share are called a tie."""


def told(case: TotalCost) -> Result:
    totals, drawn = case.totals, case.drawn
    if not totals:
        raise Refused({"base_model": "API model: no option can be worked out; choose one with known prices."})
    shares = wins(drawn)
    return Result(
        verdict=case.verdict,
        answer=_answer(case, shares),
        why=_why(case, shares),
        notices=tuple(_notices(case)),
        figures=tuple(_figures(case, shares)),
        working=tuple(_working(case)),
        chart=_chart(case),
        more_charts=(_tornado(case),) if len(totals) > 1 else (),
        table=_table(case, shares),
        facts=tuple(_facts(case)),
    )


def _figures(case: TotalCost, shares: Mapping[str, float]) -> Iterator[Figure]:
    for key, total in case.totals.items():
        low, high = case.spread[key]
        label = f"{OPTIONS[key]}, {say(case.horizon, 'months')}"
        name = key.replace("-", "_")
        yield Figure(f"{name}_total", label, total, "USD", min(low, total), max(high, total))
    best = case.verdict
    yield Figure("cheapest_call_cost", "The cheapest, per call", case.totals[best] / case.call_count, "USD/call")
    yield Figure("sureness", "Draws in which it is the cheapest", 100 * shares[best], "%")


def _answer(case: TotalCost, shares: Mapping[str, float]) -> str:
    keys = list(case.totals)
    best, lead = keys[0], case.lead
    if lead is None:
        return f"Only one option can be worked out: {inside(OPTIONS[best])}, {say_money(case.totals[best])} in all."
    if lead <= TIE * case.totals[keys[1]]:
        return f"A tie: {inside(OPTIONS[best])} and {inside(OPTIONS[keys[1]])} cost the same within {100 * TIE:g} %."
    return f"{OPTIONS[best]} costs least, {_sure(shares[best])}: {say_money(case.totals[best])} in all."


def _sure(share: float) -> str:
    """How sure the order is, in words."""
    if share >= 0.95:
        return "and that is nearly sure"
    if share >= 0.75:
        return "and that is likely"
    return "but that is far from sure"


def _why(case: TotalCost, shares: Mapping[str, float]) -> str:
    keys = list(case.totals)
    drawn = f"It was the cheapest in {say(100 * shares[keys[0]], '%')} of {case.draws:,} draws."
    if case.lead is None:
        return drawn
    second = f"{OPTIONS[keys[1]]} comes second and costs {say_money(case.lead)} more."
    return " ".join([drawn, *_turning_traffic(case), second])


def _turning_traffic(case: TotalCost) -> Iterator[str]:
    """From which traffic on another option is the cheapest."""
    found = turns_of(case, "calls_per_day")
    for turn in found:
        yield f"At {turn.at}, {inside(OPTIONS[turn.verdict])} would be the cheapest."
    if not found:
        yield "It stays the cheapest however many calls come."


def _notices(case: TotalCost) -> Iterator[str]:
    yield "Cost alone is compared. The options do different jobs; test on your own cases which are good enough."
    if not case.cached:
        why = "no call hits the cache" if case.prefix_tokens else "nothing repeats"
        yield f"Without a cache and from it are the same here, because {why}: the long prompt stands once."
    if case.work == work_fields.BILLS:
        yield "The work of people is left out: bills alone are compared."
    left_out = () if case.cached else ("cached",)
    if case.throughput is None:
        left_out = (*left_out, "rented")
        yield (
            f"{OPTIONS['rented']}: left out, since nobody told how fast a model answers on this card. Type a speed "
            "that you measured, or choose another card."
        )
    missing = [words for key, words in OPTIONS.items() if key not in case.costs and key not in left_out]
    if missing:
        yield f"Not known, and so left out: {'; '.join(missing)}. A price is missing for this model or this offer."
    if "rented" in case.costs:
        yield from _speed_of_another(case)
    if "tuned" in case.costs and case.upkeep.migrations:
        yield f"The tuned model’s base model is retired on {case.upkeep.retires}; the move to another is counted."
    if len(case.days) > 1:
        yield f"Prices change on {', '.join(map(str, case.days[1:]))}; the totals follow them."
    usd = over_offers(case, case.start, lambda other: other.tuned_cost().until(other.horizon, other.horizon))
    if len(usd) > 1 and case.tuning_offer != TYPED:
        yield range_words("Tuned at a provider", usd, offer_name)
    offer = catalogue().tuning_offers.get(case.tuning_offer)
    yield from unless_open("Can the tuning be bought?", offer, case.start)


def _speed_of_another(case: TotalCost) -> Iterator[str]:
    """That the rented GPUs are counted with the speed of another model than the one that is tuned."""
    row = stand_in(case.rental, case.open_model)
    if row and case.throughput and "throughput" not in case.given:
        model = catalogue().open_models[case.open_model].name
        yield (
            f"How fast {model} answers is not known here: {inside(OPTIONS['rented'])} is counted with the speed of "
            f"{row.name}, {say(case.throughput, 'tokens/s')}. A model with more parameters at work in each token "
            "answers more slowly, and costs more; type the speed of your own load test."
        )


def _working(case: TotalCost) -> Iterator[Step]:
    for key in case.totals:
        cost = case.costs[key]
        build, keep = math.fsum(cost.build.values()), math.fsum(cost.keep.values())
        run = math.fsum(cost.run_until(case.horizon).values())
        words = f"{say_money(build)} to build + {say_money(run)} to run + {say_money(keep)} to keep"
        yield Step(OPTIONS[key], words, build + run + keep, "USD")


def _chart(case: TotalCost) -> Chart:
    at = sorted({0.0, float(case.horizon)} | {case.month(day) for day in case.days} | set(_crossings(case)))
    totals = "; ".join(f"{OPTIONS[key]} {say_money(total)}" for key, total in case.totals.items())
    best = case.costs[case.verdict]
    return months_chart(
        "Total spent, month by month",
        f"After {say(case.horizon, 'months')}: {totals}",
        (
            Line(OPTIONS[key], tuple((month, case.costs[key].until(month, case.horizon)) for month in at))
            for key in case.totals
        ),
        (Mark(month, best.until(month, case.horizon), "overtakes") for month in _crossings(case)),
    )


def _crossings(case: TotalCost) -> list[float]:
    """The months at which the cheapest in the end comes to be cheaper than another."""
    found = []
    borders = [*(case.month(day) for day in case.days), float(case.horizon)]
    best = case.costs[case.verdict]
    for key in list(case.totals)[1:]:
        gaps = [best.until(month, case.horizon) - case.costs[key].until(month, case.horizon) for month in borders]
        for (begin, before), (end, after) in pairwise(zip(borders, gaps, strict=True)):
            if before > 0 > after:
                found.append(begin + (end - begin) * before / (before - after))
    return sorted(found)


def _tornado(case: TotalCost) -> Bars:
    """How far the lead of the cheapest over the second moves when a factor goes to its ends; the largest first."""
    best, second = list(case.totals)[:2]
    bars = []
    for name, words in FACTORS.items():
        leads = []
        for shift in (-1, 1):
            factors = dict.fromkeys(FACTORS, 1.0) | {name: factor(getattr(case, f"{name}_range"), shift)}
            totals = case.uncertain.totals(factors)
            leads.append(totals[second] - totals[best])
        bars.append(Bar(words, max(leads) - min(leads)))
    bars.sort(key=lambda bar: -bar.value)
    return Bars(
        title=f"What moves the lead of {inside(OPTIONS[best])} over {inside(OPTIONS[second])}",
        summary="USD that the lead moves when one thing goes from its lowest to its highest: " + each(bars),
        unit="USD",
        bars=tuple(bars),
    )


def _table(case: TotalCost, shares: Mapping[str, float]) -> Table:
    rows = []
    for key, total in case.totals.items():
        cost = case.costs[key]
        low, high = case.spread[key]
        rows.append(
            (
                OPTIONS[key],
                say_money(math.fsum(cost.build.values())),
                say_money(math.fsum(cost.run_until(case.horizon).values()) / case.horizon),
                say_money(math.fsum(cost.keep.values()) / case.horizon),
                say(total / case.call_count, "USD/call"),
                f"{say_money(total)} ({say_money(low)} to {say_money(high)})",
                say(100 * shares[key], "%"),
            )
        )
    return Table(
        "Side by side",
        ("Option", "Build", "Run, a month", "Keep, a month", "Per call", "In all", "Cheapest in"),
        tuple(rows),
        f"In brackets the middle {100 * MIDDLE:g} % of {case.draws:,} draws with seed {case.seed}.",
    )


def _facts(case: TotalCost) -> Iterator[Sourced]:
    """The figures that the other calculators used for these lines."""
    parts: list[Calculator] = [case.labelling]
    if "cached" in case.costs:
        parts.append(case.prompting(case.start, case.cache_hits))
    if "rag" in case.costs:
        parts.append(case.retrieval(case.start))
    if "tuned" in case.costs:
        parts += [case.tuning(case.start, case.variable_tokens), case.upkeep]
    if "rented" in case.costs:
        rent = case.serving.gpu_price
        if isinstance(rent, Sourced):
            yield rent
    for used in parts:
        for name in used.inputs():
            value = getattr(used, name)
            if isinstance(value, Sourced) and name not in used.given | used.unused:
                yield value


def inside(title: str) -> str:
    """A title within a sentence; what is written in capitals stays so."""
    first, _, rest = title.partition(" ")
    return title if len(first) > 1 and first.isupper() else f"{first.lower()} {rest}".rstrip()
