"""What a page may call to show the tables of figures: prices, tuning offers, what changed, sources."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from calculators.figures.market import answers
from calculators.figures.offers import STATUSES
from calculators.figures.prices import KINDS, ApiModel, PriceRow
from calculators.figures.tables import OVERLAID, Change, catalogue
from calculators.kit.build_date import build_date
from calculators.kit.facts import Fact, anchor
from calculators.kit.numbers import say_money, write_number
from calculators.page.render import template

Row = TypeVar("Row")

WHAT = {"price": "Price", "tuning": "Tuning", "retirement": "Retirement"}
HEADINGS = {kind: words.capitalize() for kind, words in KINDS.items()}


class Line(NamedTuple):
    """One line of prices under a model: when or for what they hold, and the prices in the order of KINDS."""

    label: str
    prices: tuple[str, ...]


def api_model_table() -> str:
    """All API models with their prices on the day of the build, and those that are known to come; what is gone last."""
    today = catalogue().first_day

    def newest(model: ApiModel) -> tuple[bool, bool]:
        return not answers(model, today), model.stage != "current"

    return sections(
        (provider, partial("api_models", models=sorted(models, key=newest), headings=HEADINGS, lines=_lines))
        for provider, models in together(catalogue().api_models.values(), lambda model: model.provider)
    )


def tuning_offer_table() -> str:
    """All tuning offers with their prices and who can still buy them."""
    return sections(
        (provider, partial("tuning_offers", offers=offers, statuses=STATUSES, plain=plain, money=money))
        for provider, offers in together(catalogue().tuning_offers.values(), lambda offer: offer.provider)
    )


def price_changes() -> str:
    """What will change, soonest first, and what has changed, latest first."""
    changes, today = catalogue().changes(), catalogue().first_day
    coming = _merged(change for change in changes if change.day > today)
    past = _merged(
        sorted((change for change in changes if change.day <= today), key=lambda change: change.day, reverse=True)
    )
    return sections(
        (title, partial("changes", title=title, groups=groups, what=WHAT))
        for title, groups in (("Known to come", coming), ("So far", past))
    )


def source_table() -> str:
    """All sources, each with an address of its own."""
    return partial("sources")


def review_state() -> str:
    """Which rows were past the day of their review when the site was built."""
    rows = [row for name in OVERLAID if name != "sources" for row in getattr(catalogue(), name).values()]
    return partial("review_state", rows=[row for row in rows if row.review_by < build_date()])


MACROS = (api_model_table, tuning_offer_table, price_changes, source_table, review_state)


def plain(price: float | None) -> str:
    """A price as a figure alone, exact; the unit stands in the heading."""
    return "–" if price is None else write_number(price)


def money(fact: Fact | None) -> str:
    """A figure with its unit, "none" for nothing to pay, or that it is not known."""
    if fact is None:
        return "not known"
    return say_money(fact) + fact.unit.removeprefix("USD") if fact else "none"


def _lines(model: ApiModel) -> list[Line]:
    """The prices of a model on the day of the build (plain, long prompt, peak hours, batch), and those to come."""
    today = catalogue().first_day
    rows = [row for row in model.prices if row == model.prices_on(today) or (row.since and row.since > today)]
    return [line for row in rows for line in _row_lines(row, later=row.since is not None and row.since > today)]


def _row_lines(row: PriceRow, *, later: bool) -> Iterable[Line]:
    when = f"from {row.since}" if later else ""
    yield Line(when, _prices(row.input, row.cached_input, _write(row, row.input, row.cache_write), row.output))
    if long := row.long_context:
        label = f"{when} prompt above {long.above_input_tokens:,} tokens".strip()
        yield Line(
            label, _prices(long.input, long.cached_input, _write(row, long.input, long.cache_write), long.output)
        )
    if peak := row.peak_hours:
        hours = " and ".join(window.replace("-", "–") for window in peak.windows_utc)
        yield Line(
            f"{when} peak hours, {hours} UTC".strip(), _prices(peak.input, peak.cached_input, peak.input, peak.output)
        )
    if batch := row.batch:
        yield Line(f"{when} batch".strip(), _prices(batch.input, batch.cached_input, None, batch.output))
        if row.long_context and (both := batch.long_context):
            label = f"{when} batch, prompt above {row.long_context.above_input_tokens:,} tokens".strip()
            yield Line(label, _prices(both.input, both.cached_input, None, both.output))


def _write(row: PriceRow, price: float, write: float | None) -> float | None:
    """What writing to the cache costs, where it is priced or known to cost the input price."""
    return price if row.cache_writes == "as input" else write


def _prices(*prices: float | None) -> tuple[str, ...]:
    return tuple(plain(price) for price in prices)


def together(rows: Iterable[Row], by: Callable[[Row], str]) -> Iterable[tuple[str, list[Row]]]:
    """Rows that belong together, wherever they stand: a company's own rows come after all of ours."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups.items()


def _merged(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes of one day and one wording together, so that seven offers that close at once are one line."""
    together: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        together.setdefault((change.day, change.kind, change.words, change.source), []).append(change)
    return list(together.values())


def sections(tables: Iterable[tuple[str, str]]) -> str:
    """Tables under headings that Markdown knows, so that the page's contents list them."""
    return "\n\n".join(f"## {heading} {{#{anchor(heading)}}}\n\n{table}" for heading, table in tables)


def partial(name: str, **values: Any) -> str:
    """A partial of the tables, with what all of them need."""
    figures = catalogue()
    return template(f"data/{name}.html", anchor=anchor, today=figures.first_day, sources=figures.sources, **values)
