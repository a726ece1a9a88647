"""How the answer of “managed-tuning” is told."""

import math
from collections.abc import Iterator

from calculators.bills import tuning
from calculators.bills.billing import TokenBill
from calculators.bills.fields import TYPED, listing
from calculators.bills.months import months_left
from calculators.bills.tuning import offer_name
from calculators.bills.words import each, small, unless_open, until
from calculators.figures.offers import STATUSES
from calculators.figures.prices import Kind
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact, Sourced
from calculators.kit.model import Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell
from calculators.managed_tuning import ManagedTuning


def _last_if_unknown(cost: float | None) -> tuple[bool, float]:
    return cost is None, cost or 0.0


def _money(cost: float | None) -> str:
    return "not known" if cost is None else say_money(cost)


def told(case: ManagedTuning) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, facts=_other_facts)


def _figures(case: ManagedTuning) -> Iterator[Figure]:
    cheapest, used = _cheapest_cost(case), f"used for {say(case.horizon, 'months')}"
    known = "" if case.monthly_cost is not None else "not known"
    yield _ranged(case, "up_front_cost", "To tune, all runs", "USD")
    yield Figure("monthly_cost", "A month of use", case.monthly_cost, "USD/month", text=known)
    yield _ranged(case, "total_cost", f"Tuned and {used}", "USD", known)
    none = "" if cheapest is not None else "none can be had"
    yield Figure("cheapest_cost", f"The cheapest, {_compared_words(case)}", cheapest, "USD", text=none)
    yield _ranged(case, "charged_tokens", "Tokens seen in a run", "tokens")
    yield Figure("epochs", "Epochs", case.epochs, "epochs")
    yield _ranged(case, "training_cost", "Training, one run", "USD")
    yield Figure("grader_cost", "Grader, one run", case.grader_cost, "USD")
    yield _ranged(case, "run_cost", "One run", "USD")
    yield Figure("call_cost", "A call, hosting apart", case.call_cost, "USD/call")
    if case.epoch_rule == "steps":
        yield Figure("tokens_per_step", "Tokens in a step", case.tokens_per_step, "tokens")


def _cheapest_cost(case: ManagedTuning) -> float | None:
    """USD by which offers are compared, of the cheapest; None where none can be had."""
    cheapest = case.market.cheapest
    return case.market.ranking[cheapest[0]] if cheapest else None


def _ranged(case: ManagedTuning, figure: str, label: str, unit: str, text: str = "") -> Figure:
    """A figure with its ends, where there are two."""
    return Figure(figure, label, getattr(case, figure), unit, *_range(case, figure), text=text)


def _range(case: ManagedTuning, figure: str) -> tuple[float | None, float | None]:
    """The ends of a figure where it is not known whether validation tokens are billed."""
    if case.own_validation_billed is not None or not case.validated_tokens:
        return None, None
    low, high = getattr(case.variant("validation_billed", "no"), figure), getattr(case, figure)
    return (low, high) if low != high else (None, None)


def _compared_words(case: ManagedTuning) -> str:
    return "tuned" if case.counted == "tuning" else f"tuned and used for {say(case.horizon, 'months')}"


def _answer(case: ManagedTuning) -> str:
    own = "Your own offer" if case.tuning_offer == TYPED else offer_name(case.tuning_offer)
    use = "" if case.monthly_cost is None else f" and {say_money(case.monthly_cost)} a month to use"
    return f"{own} charges {say_money(case.up_front_cost)} to tune{use}. {_comparison(case, _cheapest_cost(case))}"


def _comparison(case: ManagedTuning, cheapest: float | None) -> str:
    if cheapest is None:
        return f"No offer that fits is sold on {case.start} at known prices."
    names, own = [offer_name(key) for key in case.market.cheapest], case.tuning_offer in case.market.cheapest
    count, dearest = len(case.market.ranking), max(case.market.ranking.values())
    far = f"; the most expensive comes to {say_money(dearest)}" if dearest > cheapest else ""
    total = f"{say_money(cheapest)} {_compared_words(case)}{far}"
    if own and count == 1:
        return f"No other offer that fits is sold on {case.start} at known prices."
    if own and len(names) == 1:
        return f"That is the cheapest of {count} offers that fit: {total}."
    if count == 1:
        return f"The only offer that fits and can be had is {names[0]}: {total}."
    if len(names) == 1:
        return f"{names[0]} is the cheapest of {count} offers that fit: {total}."
    return f"{listing(names)} cost the same, and are the cheapest of {count} offers that fit: {total}."


def _why(case: ManagedTuning) -> str:
    parts = _parts(case)
    total = math.fsum(cost for _, cost in parts)
    if not total:
        return "Nothing of it costs anything."
    label, largest = max(parts, key=lambda part: part[1])
    months = "" if case.monthly_cost is None else f" of {say(case.horizon, 'months')}"
    share = round(100 * largest / total)
    much = f"{share} %" if share < 100 else "All" if len(parts) == 1 else "Nearly all"
    return f"{much} of the bill{months} is {small(label)}: {say_money(largest)}."


def _parts(case: ManagedTuning) -> list[tuple[str, float]]:
    """USD for each part of the chosen offer's bill, over all months."""
    runs = case.training_runs
    parts = [("Training", runs * case.training_cost), ("Grading", runs * case.grader_cost)]
    if case.monthly_cost is not None:
        parts.append(("Hosting and storage", case.horizon * (case.hosting_per_month or 0.0)))
        parts.append(("Calls", case.horizon * case.calls_per_month * (case.call_cost or 0.0)))
    return [(label, cost) for label, cost in parts if cost]


def _notices(case: ManagedTuning) -> Iterator[str]:
    offer = case.offer
    yield from unless_open("Can it be bought?", offer, case.start)
    left = months_left(case.start, offer.retires) if offer else None
    if offer and left and left < case.horizon:
        yield (f"Its model is retired on {offer.retires}, after {say_number(left)} of {say(case.horizon, 'months')}.")
    if case.monthly_cost is None:
        yield "What the tuned model costs to use is not known here; type it under “Prices of your offer”."
    if _range(case, "training_cost") != (None, None):
        yield "It is not known whether this provider bills validation tokens. They are counted; ranges show both."
    if offer and all(terms.key != offer.key for terms in case.market.fitting):
        yield "Your offer does not fit what you compare; see “Which offers fit”."
    unknown = [offer_name(key) for key, cost in case.market.compared.items() if case.market.in_all(*cost) is None]
    if unknown:
        yield f"Not ranked, because a price is not known: {listing(unknown)}."


def _working(case: ManagedTuning) -> Iterator[Step]:
    if case.epoch_rule == "steps" and "epochs" not in case.given:
        batch = f"{say_number(case.batch_size)} sequences × {say_number(case.sequence_length)} tokens"
        yield Step("Tokens in a step", batch, case.tokens_per_step, "tokens")
        seen = f"{say_number(case.training_steps)} steps × {say_number(case.tokens_per_step)} tokens"
        file = f"({say_number(case.examples_count)} examples × {say_number(case.tokens_per_example)} tokens)"
        yield Step("Epochs", f"{seen} / {file}", case.epochs, "epochs")
    seen = (
        f"{say_number(case.examples_count)} examples × {say_number(case.tokens_per_example)} tokens × "
        f"{say_number(case.epochs)} epochs"
    )
    if case.validated_tokens and case.own_validation_billed is not False:
        times = case.charged_validations(once=case.own_validation_once)
        seen += f" + {say_number(case.validation_tokens)} of validation × {say_number(times)}"
    yield Step("Tokens seen in a run", seen, case.charged_tokens, "tokens")
    bills = []
    if case.training_price or not case.hourly_price:
        bills.append(f"{say_number(case.charged_tokens)} tokens × {say(case.training_price, 'USD/Mtok')}")
    if case.hourly_price:
        bills.append(f"{say(case.training_hours, 'hours')} × {say(case.hourly_price, 'USD/h')}")
    fee = f", at least {say_money(case.minimum_fee)}" if case.minimum_fee else ""
    yield Step("Training, one run", f"{' + '.join(bills)}{fee}", case.training_cost, "USD")
    if case.grader_cost:
        read = f"{say_number(case.grader_input_tokens)} × {say(case.grader_input or 0, 'USD/Mtok')}"
        written = f"{say_number(case.grader_output_tokens)} × {say(case.grader_output or 0, 'USD/Mtok')}"
        yield Step("Grader, one run", f"{read} + {written}", case.grader_cost, "USD")
    runs = f"{say_number(case.training_runs)} × ({say_money(case.training_cost)} + {say_money(case.grader_cost)})"
    yield Step("To tune, all runs", runs, case.up_front_cost, "USD")
    call, monthly, total = case.call_cost, case.monthly_cost, case.total_cost
    if call is None or monthly is None or total is None:
        return
    read_price = (case.tuned_cached_input or 0.0) if case.hits else 0.0
    reckoning = TokenBill(
        case.tuned_prefix_tokens,
        case.variable_tokens,
        case.output_tokens,
        case.hits,
        case.tuned_input or 0.0,
        case.tuned_output or 0.0,
        read_price,
        case.tuned_input or 0.0,
    ).reckoning
    yield Step("A call, hosting apart", reckoning, call, "USD/call")
    month = f"{say_money(case.hosting_per_month or 0)} + {say_number(case.calls_per_month)} calls × {say(call, 'USD')}"
    yield Step("A month of use", month, monthly, "USD/month")
    months = f"{say_money(case.up_front_cost)} + {say(case.horizon, 'months')} × {say_money(monthly)}"
    yield Step("In all", months, total, "USD")


def _chart(case: ManagedTuning) -> Bars | None:
    bars = tuple(Bar(label, cost) for label, cost in _parts(case))
    if not bars:
        return None
    own = offer_name(case.tuning_offer)
    months = f", {say(case.horizon, 'months')} of use" if case.monthly_cost is not None else ""
    return Bars(f"What the bill is made of: {own}{months}", f"{own}{months}: {each(bars)}.", "USD", bars)


def _table(case: ManagedTuning) -> Table:
    ranked = sorted(case.market.compared.items(), key=lambda item: _last_if_unknown(case.market.in_all(*item[1])))
    rows = []
    for key, (up_front, monthly) in ranked:
        own = key == case.tuning_offer
        rows.append(
            (
                "Your own offer" if key == TYPED else f"{offer_name(key)}{': your offer' if own else ''}",
                _money(up_front),
                _money(monthly),
                _money(None if up_front is None or monthly is None else up_front + case.horizon * monthly),
                "; ".join(_remarks(case, key)),
            )
        )
    gone = [offer_name(terms.key) for terms in case.market.fitting if not terms.is_sold(case.buyer)]
    buyer = "to newcomers" if case.buyer == "newcomer" else "to anyone"
    return Table(
        f"Offers that fit on {case.start}, cheapest first",
        ("Offer", "To tune", "A month of use", f"With {say(case.horizon, 'months')}", "To note"),
        tuple(rows),
        "Models differ in what they can do: prices alone are compared. Hosting is for the same number of copies "
        "everywhere." + (f" Not sold {buyer} on this day, or not known to be: {listing(gone)}." if gone else ""),
    )


def _remarks(case: ManagedTuning, key: str) -> Iterator[str]:
    offer = catalogue().tuning_offers.get(key)
    if offer is None:
        return
    status = offer.status(case.start).status
    if status != "open":
        yield STATUSES[status]
    yield from until(offer.retires, case.start)
    if case.validated_tokens and case.is_validation_billed(offer.validation_billed) is None:
        yield "validation perhaps not billed"
    if offer.hosting_per_hour:
        yield f"hosting {say(offer.hosting_per_hour, 'USD/h')}"
    if offer.confidence == "low":
        yield "price not sure"


def _other_facts(case: ManagedTuning) -> Iterator[Sourced]:
    """The prices of the cheapest offers; those of the chosen one stand in the fields."""
    for key in case.market.cheapest:
        offer = catalogue().tuning_offers.get(key)
        if offer is None or key == case.tuning_offer:
            continue
        kinds: tuple[Kind, ...] = ("input", "cached_input", "output") if case.hits else ("input", "output")
        used: tuple[Fact | None, ...] = (offer.training_price, offer.minimum_fee)
        if case.counted == "all":
            used += (tuning.hosting_per_month(offer, case.replicas, case.hosted_hours),)
            used += tuple(offer.tuned_price(kind, case.start, case.prompt_tokens) for kind in kinds)
        yield from (fact for fact in used if fact is not None)
