"""What a page may call to show figures that are no API prices: GPUs, open models, retrieval, labels, rules."""

from calculators.figures.hardware import KINDS
from calculators.figures.labels import LabellingRate
from calculators.figures.retrieval import VectorStore
from calculators.figures.rules import Rule
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.numbers import say_number, write_number
from calculators.macros.tables import money, partial, plain, together

BASES = {"measured": "measured", "derived": "derived from published hours", "judgement": "our judgement"}
LABELLERS = {"platform": "Platforms", "crowd": "The crowd", "expert": "Experts", "model": "A model as the labeller"}


def gpu_table() -> str:
    """All GPUs: memory, peak, speed of the memory."""
    return partial("gpus", gpus=catalogue().gpus.values(), number="{:,.15g}".format)


def gpu_price_table() -> str:
    """What an hour costs, GPU by GPU, cheapest first; prices that hold no longer stand last."""
    prices = [price for price in catalogue().gpu_prices.values() if price.card]
    order = list(catalogue().gpus)
    prices.sort(key=lambda price: (order.index(price.gpu), price.stage == "historical", price.usd_per_gpu_hour))
    cards = [(catalogue().gpus[gpu], rows) for gpu, rows in together(prices, lambda price: price.gpu)]
    return partial("gpu_prices", cards=cards, plain=plain, kinds=KINDS)


def utilisation_table() -> str:
    """The part of the peak that training really uses, with the runs that were measured."""
    return partial("utilisation", rows=catalogue().utilisation.values(), percent=percent, bases=BASES)


def framework_table() -> str:
    """What training frameworks set as they come."""
    losses = {"plain": "plain", "lean": "compiled, or in 16 bits", "chunked": "in chunks or fused"}
    kept = {"16": "16 bits", "32-mixed": "32 bits", "mixed": "with a 32-bit copy", "bf16": "BF16", "fp32": "32 bits"}
    losses, kept = (words | {"unknown": "not known"} for words in (losses | {"in-place": "in place"}, kept))
    return partial(
        "frameworks",
        rows=catalogue().frameworks.values(),
        percent=percent,
        losses=losses,
        kept=kept | {"8-bit": "BF16 with 8-bit Adam"},
    )


def serving_speed_table() -> str:
    """How fast replicas answer, as it was measured."""
    return partial("serving_speeds", rows=catalogue().serving_speeds.values())


def open_model_table() -> str:
    """The shapes of all open models, maker by maker."""
    makers = together(catalogue().open_models.values(), lambda model: model.maker)
    return partial("open_models", makers=makers, billions=billions)


def embedding_table() -> str:
    """What turning text into vectors costs."""
    return partial("embeddings", rows=catalogue().embeddings.values(), plain=plain)


def vector_store_table() -> str:
    """What keeping and searching vectors costs, each store in its own way of billing."""
    return partial("vector_stores", rows=catalogue().vector_stores.values(), bills=bills)


def labelling_table() -> str:
    """What labels cost, by who gives them; what can no longer be had stands last of its kind."""
    order = list(LABELLERS)
    listed = catalogue().labelling_rates.values()
    rates = sorted(listed, key=lambda rate: (order.index(rate.by), rate.stage == "historical"))
    groups = together(rates, lambda rate: LABELLERS[rate.by])
    return partial("labelling_rates", groups=groups, label_price=label_price, pace=pace)


def rule_table() -> str:
    """Rules of vendors, rules of thumb, measured slow-downs."""
    return partial("rules", rows=catalogue().rules.values(), rule_value=rule_value)


MACROS = (
    gpu_table,
    gpu_price_table,
    utilisation_table,
    framework_table,
    serving_speed_table,
    open_model_table,
    embedding_table,
    vector_store_table,
    labelling_table,
    rule_table,
)


def percent(share: float | None) -> str:
    """A share in per cent, as a figure alone."""
    return "–" if share is None else say_number(share * 100)


def billions(parameters: int) -> str:
    """A count of parameters in billions, with the digits that matter."""
    return f"{parameters / 1e9:.3g}" if parameters < 1e11 else f"{parameters / 1e9:,.0f}"


def bills(store: VectorStore) -> list[str]:
    """What a store bills, each with its price."""
    facts: list[tuple[str, Fact | None]] = [
        ("storage", None if store.storage_per_day else store.storage_per_gb_month),
        ("storage", store.storage_per_million_dimensions),
        ("reads", store.read_price),
        ("writes", store.write_price),
        ("writes", store.write_price_per_gb),
        ("searches", store.call_price),
        ("plan", store.plan_price),
    ]
    lines = [f"{what} {money(fact)}" for what, fact in facts if fact is not None]
    if store.storage_per_day:
        lines.insert(0, f"storage {write_number(store.storage_per_day)} USD/GB/day")
    if store.free_gb:
        lines.insert(1, f"the first {write_number(store.free_gb)} {store.gb_means or 'GB'} free")
    if store.read_units_per_gb is not None:
        least = f", at least {write_number(store.least_read_units)}" if store.least_read_units else ""
        lines.append(f"a query takes {write_number(store.read_units_per_gb)} read unit for each GB{least}")
    if store.minimum_fee:
        lines.append(f"at least {money(store.minimum_fee)}")
    return lines


def label_price(rate: LabellingRate) -> str:
    """The price of labels as it is listed: steps, a range, a bound."""
    per = f"for each {rate.unit}" if rate.units_priced == 1 else f"for {rate.units_priced:,} ({rate.unit})"
    if rate.steps:
        first, *rest = rate.steps
        later = [
            f"{f'above {step.above:,} a month' if step.above else 'at higher volumes'} {write_number(step.usd)}"
            for step in rest
        ]
        return f"{', '.join([f'{write_number(first.usd)} USD', *later])}, {per}"
    if rate.high is None:
        return "not known"
    if rate.upper_bound:
        return f"less than {write_number(rate.high)} USD {per}"
    if rate.low == rate.high:
        return f"{write_number(rate.high)} USD {per}"
    return f"{plain(rate.low)} to {plain(rate.high)} USD {per}"


def pace(rate: LabellingRate) -> str:
    """How many labels a person gives in an hour, least and most."""
    return f"{rate.pace[0]:g} to {rate.pace[1]:g}" if rate.pace else "–"


def rule_value(rule: Rule) -> str:
    """The value of a rule, or its range."""
    value = "" if rule.value is None else f"{rule.value:,.15g}"
    spread = "" if rule.low is None or rule.high is None else f"{rule.low:g} to {rule.high:g}"
    return f"{value} ({spread})" if value and spread else value or spread
