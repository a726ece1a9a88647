"""How the answer of “api-cost” is told."""

from collections.abc import Iterator

from calculators.api_cost import FREE, ApiCost, in_scope, name, price_fields, tokens_per_word
from calculators.bills.billing import TokenBill
from calculators.bills.fields import TYPED, listing
from calculators.bills.words import capital, each, if_retired, small, until
from calculators.figures import market
from calculators.figures.market import Tariff, Terms
from calculators.figures.prices import KINDS, Kind
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Sourced
from calculators.kit.model import Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell


def told(case: ApiCost) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, facts=_other_facts)


def _figures(case: ApiCost) -> Iterator[Figure]:
    own, cheapest = name(case.base_model), _cheapest_cost(case)
    yield Figure("monthly_cost", f"A month with {own}", case.monthly_cost, "USD/month")
    yield Figure("call_cost", "The average call", case.call_cost, "USD/call")
    none, least = ("", listing(map(name, case.cheapest))) if case.cheapest else ("none can be had", "the cheapest")
    saving = None if cheapest is None else case.monthly_cost - cheapest
    yield Figure("cheapest_cost", f"A month with {least}", cheapest, "USD/month", text=none)
    yield Figure("saving", "Saved with the cheapest", saving, "USD/month", text=none)
    yield _saving(case, "cache_saving", "Saved by the cache", "cache_hits", "no caching")
    yield _saving(case, "batch_saving", "Saved by batches", "batch_share", "no batches")
    yield Figure("models_compared", "Models compared", len(case.ranking), "models")
    yield Figure("words_per_call", "English words in a call, about", case.words_per_call, "words")


def _cheapest_cost(case: ApiCost) -> float | None:
    """USD a month with the cheapest model; None where none can be had."""
    return case.calls_per_month * min(case.ranking.values()) if case.ranking else None


def _saving(case: ApiCost, key: str, label: str, field: str, none: str) -> Figure:
    """What a share of the calls saves in USD a month against none of them: negative where it costs more."""
    saved = case.variant(field, 0).monthly_cost - case.monthly_cost if getattr(case, field) else 0.0
    return Figure(key, label, saved, "USD/month", text="" if getattr(case, field) else none)


def _answer(case: ApiCost) -> str:
    return capital(_words(case, _cheapest_cost(case)))


def _words(case: ApiCost, cheapest: float | None) -> str:
    if case.verdict == FREE:
        return "Nothing: no token is sent and none comes back."
    own, count = name(case.base_model), len(case.ranking)
    if cheapest is None or (count == 1 and case.answers):
        return f"{own} costs {say(case.monthly_cost, 'USD')} a month; there is no other model to compare it with."
    names = [name(key) for key in case.cheapest]
    if case.base_model not in case.cheapest:
        if count == 1:
            only = f"the only model to be had, {names[0]}, costs {say_money(cheapest)}"
            return f"{own} costs {say_money(case.monthly_cost)} a month; {only}."
        least = f"the cheapest of {count} models, costs" if len(names) == 1 else f"the cheapest of {count}, cost"
        return f"{own} costs {say_money(case.monthly_cost)} a month; {listing(names)}, {least} {say_money(cheapest)}."
    if len(names) == 1:
        return f"{own} is the cheapest of {count} models: {say_money(cheapest)} a month."
    return f"{listing(names)} cost the same, and are the cheapest of {count} models: {say_money(cheapest)} a month."


def _why(case: ApiCost) -> str:
    calls = f"{say_number(case.calls_per_month)} calls a month at {say(case.call_cost, 'USD')} each"
    if not case.call_cost:
        return f"{calls}."
    largest = max(_parts(case), key=lambda part: part[1])
    share = say_number(round(100 * largest[1] / case.call_cost))
    return f"{calls}; of that, {share} % is {small(largest[0])}."


def _parts(case: ApiCost) -> list[tuple[str, float]]:
    """USD a call for each part of the chosen model's bill."""
    plain, read, written, _ = case.billed(case.hits)
    price_in, price_read, price_written, price_out = case.average.known
    repeated = plain - case.variable_tokens
    parts = [
        ("Repeated prompt, from the cache", read * price_read),
        ("Repeated prompt, written to the cache", written * price_written),
        ("Repeated prompt, not cached", repeated * price_in),
        ("Rest of the input", case.variable_tokens * price_in),
        ("Output", case.output_tokens * price_out),
        ("Reasoning", case.reasoning_tokens * price_out),
    ]
    return [(label, cost / 1e6) for label, cost in parts if cost]


def _notices(case: ApiCost) -> Iterator[str]:
    model = case.model
    yield from if_retired(model, case.start)
    if model and model.retires and model.retires > case.start:
        yield f"{model.name} is retired on {model.retires}."
    if model and not case.given & price_fields():
        for changed in model.price_changes(case.start)[:1]:
            then = case.variant("start", changed).monthly_cost
            if then != case.monthly_cost:
                yield f"{model.name} has other prices from {changed}: the month then costs {say_money(then)}."
    row = model and model.prices_on(case.start)
    if row and row.long_context and case.prompt_tokens > row.long_context.above_input_tokens:
        limit = say_number(row.long_context.above_input_tokens)
        yield f"The prompt is longer than {limit} tokens, so the whole call is billed at long-context prices."
    if row and row.peak_hours and case.peak_share:
        yield f"Peak hours are {' and '.join(row.peak_hours.windows_utc)} UTC. {row.peak_hours.note or ''}".rstrip()
    if case.batch_share and case.batch is None:
        own = name(case.base_model)
        yield f"No batch price of {own} is known here, so calls that wait are billed at the usual one."
    out = _left_out(case)
    if out:
        yield (
            f"Left out, because their price of cached input is not known: {listing(out)}. "
            "With calls that hit the cache at 0 % they are compared."
        )


def _left_out(case: ApiCost) -> list[str]:
    """Names of the models that answer on the day but have a price that is not known."""
    scope = in_scope(case.compare, case.base_model)
    answering = [model.key for model in market.listed(case.start, case.prompt_tokens) if model.key in scope]
    return [name(key) for key in answering if key not in case.call_costs]


def _working(case: ApiCost) -> Iterator[Step]:
    waits, peak = case.batch_share / 100, case.peak_share / 100
    kinds = [
        ("A call that is answered at once", case.usual, (1 - waits) * (1 - peak if case.peak else 1)),
        ("A call at peak hours", case.peak, (1 - waits) * peak),
        ("A call in a batch", case.batch or case.usual, waits),
    ]
    costs = []
    for label, prices, share in kinds:
        if prices and share:
            call = _token_bill(case, prices)
            costs.append(f"{say_number(share)} × {say(call.cost, 'USD')}")
            yield Step(label, call.reckoning, call.cost, "USD/call")
    if len(costs) > 1:
        yield Step("The average call", " + ".join(costs), case.call_cost, "USD/call")
    days = f"{say_number(case.calls_per_day)} calls × {say_number(case.days_per_month)} days"
    yield Step("Calls a month", days, case.calls_per_month, "calls")
    total = f"{say_number(case.calls_per_month)} calls × {say(case.call_cost, 'USD')}"
    yield Step(f"A month with {name(case.base_model)}", total, case.monthly_cost, "USD/month")


def _token_bill(case: ApiCost, prices: Tariff) -> TokenBill:
    price_in, price_read, price_written, price_out = prices.known
    return TokenBill(
        case.prefix_tokens,
        case.variable_tokens,
        case.answered_tokens,
        case.hits,
        price_in,
        price_out,
        price_read,
        price_written,
    )


def _chart(case: ApiCost) -> Bars | None:
    bars = tuple(Bar(label, cost * case.calls_per_month) for label, cost in _parts(case))
    if not bars:
        return None
    own = name(case.base_model)
    return Bars(f"What the month with {own} is made of", f"A month with {own}: {each(bars)}.", "USD/month", bars)


def _table(case: ApiCost) -> Table:
    rows = []
    for key, cost in sorted(case.call_costs.items(), key=lambda item: (item[0] not in case.ranking, item[1])):
        own = key == case.base_model
        share = f"{say_number(round(100 * cost / case.call_cost, 1))} %" if case.call_cost else ""
        rows.append(
            (
                "Your model" if key == TYPED else f"{name(key)}{' (your model)' if own else ''}",
                say_money(cost * case.calls_per_month),
                share,
                "; ".join(_remarks(case, key)),
            )
        )
    return Table(
        "The same traffic with each model, cheapest first",
        ("Model", "A month", "Of your bill", "To note"),
        tuple(rows),
        "Prices alone are compared. The same text is cut into a few more or fewer tokens by another model, and "
        "reasoning models differ in how much they think.",
    )


def _remarks(case: ApiCost, key: str) -> Iterator[str]:
    model = catalogue().api_models.get(key)
    if model is None:
        return
    yield model.size
    yield from until(model.retires, case.start)
    for changed in model.price_changes(case.start)[:1]:
        yield f"other prices from {changed}"
    row = model.prices_on(case.start)
    if row and row.cache_writes == "assumed as input" and 0 < case.hits < 1:
        yield "write price assumed"
    if row and case.batch_share and row.batch is None:
        yield "no batch price"
    if row and case.peak_share and row.peak_hours:
        yield "peak hours cost more"


def _other_facts(case: ApiCost) -> Iterator[Sourced]:
    """The prices of the cheapest models; those of the chosen one stand in the fields."""
    terms: list[Terms] = ["at once"]
    terms += ["batch"] if case.batch_share else []
    terms += ["peak_hours"] if case.peak_share else []
    kinds: dict[Kind, bool] = {
        "input": case.prompt_tokens > 0,
        "cached_input": case.hits > 0,
        "cache_write": 0 < case.hits < 1,
        "output": case.answered_tokens > 0,
    }
    if case.verdict == FREE:
        return
    if fact := tokens_per_word():
        yield fact
    for key in case.cheapest:
        model = catalogue().api_models.get(key)
        if model is None or key == case.base_model:
            continue
        for kind in KINDS:
            for under in terms:
                price_used = market.price(model, under, kind, case.start, case.prompt_tokens)
                if price_used is not None and kinds[kind]:
                    yield price_used
