"""Keeps data/api_models.yaml up with price lists that others maintain: `make data`.

Taken from the newest genai-prices are prices, for rows that name it as their source. Kept as they are: rows read
elsewhere, rows whose dispute goes on, rows with peak hours, and all that is no price (names, notes, retirements). A
price that changed gets a row of its own with the day from which it holds; the old row stays, as history. Where the
list has not changed since it was read last, our row was wrong from the start, and is put right in its place. litellm's
list is a second opinion: a dispute is over once both say the same.
"""

import argparse
import dataclasses
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from calculators.figures.prices import ApiModel, PriceRow, in_force
from calculators.figures.tables import DATA
from calculators.kit import strict
from calculators.kit.build_date import build_date
from calculators.kit.facts import Source
from tools.price_lists import PACKAGE, SECOND, Lists, NotFetchedError, fetched

NAMES = {
    "input": "input_mtok",
    "cached_input": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
    "output": "output_mtok",
}
"""The package's names for our kinds of tokens."""

LONG_BATCH = "batch.long_context"
THRESHOLD = "long_context.above_input_tokens"
"""Both the package and our table apply a tier to prompts strictly longer than its start."""

Prices = Mapping[str, Decimal | None]
"""Prices of one row by column; those of nested records as `batch.input`."""


@dataclasses.dataclass(frozen=True)
class Change:
    """What the package has for one model from a day on, where our table has something else or nothing."""

    model: ApiModel
    theirs: Prices
    ours: PriceRow
    since: date | None
    """The first day of the new row; None where the numbers of `ours` are to be changed: it is yet to come, or wrong."""
    told: date | None
    """The day that the package gives for this price, if it gives one."""
    kept: str = ""
    """Why nothing is written; empty where something is."""

    @property
    def differences(self) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """The columns that differ, with our value and theirs."""
        ours = flat(self.ours)
        return {name: (ours.get(name), value) for name, value in self.theirs.items() if ours.get(name) != value}


def flat(row: PriceRow) -> Prices:
    """The prices of a row of ours."""
    found: dict[str, Any] = {kind: getattr(row, kind) for kind in NAMES}
    parts = {"long_context": row.long_context, "batch": row.batch, LONG_BATCH: row.batch and row.batch.long_context}
    for part, prices in parts.items():
        found |= {f"{part}.{name}": value for name, value in vars(prices).items()} if prices else {}
    return {name: _exact(value) for name, value in found.items() if isinstance(value, int | float)}


def _exact(price: float) -> Decimal:
    """A price as it stands in the table."""
    return Decimal(f"{price:.15g}")


def package_prices(info: Any, day: date) -> dict[date | None, Prices]:
    """The prices of a model of the package by first day, oldest first; peak hours are left out."""
    prices = info.prices if isinstance(info.prices, list) else [None]
    found: dict[date | None, Prices] = {}
    for one in prices:
        constraint = one and one.constraint
        if constraint is None or hasattr(constraint, "start_date"):
            since = constraint.start_date if constraint else None
            found[since] = _prices(one.prices if one else info.prices, _batch(info, max(since or day, day)))
    return found


def _batch(info: Any, on: date) -> Any:
    """The package's prices of batches on a day: those of the first variant that has begun."""
    for variant in info.price_variants or ():
        if variant.when == {"processing": "batch"} and getattr(variant.constraint, "start_date", on) <= on:
            return variant.prices
    return None


def _prices(prices: Any, batch: Any) -> Prices:
    found: dict[str, Decimal | None] = {THRESHOLD: None}
    for kind, name in NAMES.items():
        price = getattr(prices, name, None)
        if price is None:
            continue
        found[kind] = getattr(price, "base", price)
        for tier in getattr(price, "tiers", [])[:1]:
            found |= {THRESHOLD: Decimal(tier.start), f"long_context.{kind}": tier.price}
    for kind in ("input", "cached_input", "output"):
        price = getattr(batch, NAMES[kind], None)
        if price is not None:
            found[f"batch.{kind}"] = getattr(price, "base", price)
            for tier in getattr(price, "tiers", [])[:1]:
                found[f"{LONG_BATCH}.{kind}"] = tier.price
    return found


def by_key(providers: Iterable[Any]) -> dict[str, Any]:
    """The models of the package by the keys of our rows."""
    return {f"{provider.id}/{info.id}": info for provider in providers for info in provider.models}


def changes(models: Iterable[ApiModel], lists: Lists, day: date) -> Iterator[Change]:
    """All that differs between our table and the package, in force on a day or later."""
    infos, before = by_key(lists.providers), by_key(lists.before or ())
    for model in models:
        now = in_force(model.prices, day)
        if model.key not in infos or now is None:
            continue
        theirs = package_prices(infos[model.key], day)
        begun = [since for since in theirs if since is None or since <= day]
        for since in [*begun[-1:], *(since for since in theirs if since and since > day)]:
            ours = in_force(model.prices, max(since or day, day)) or now
            known = package_prices(before[model.key], day) if model.key in before else {}
            # What the list said when it was read last and still says is no new price: ours was never right.
            if (since and since > day and ours.since == since) or known.get(since) == theirs[since]:
                first = None
            else:
                # A first day that is not after our row's does not say when the price left ours: we saw it on this day.
                first = since if since and since > (ours.since or date.min) else day
            change = Change(model, theirs[since], ours, first, since)
            if change.differences:
                yield dataclasses.replace(change, kept=_why_kept(change, lists))


def settled(row: PriceRow, key: str, theirs: Prices, lists: Lists) -> bool:
    """Whether a dispute about a row of ours is over: both lists have the same price."""
    both = [(theirs.get(kind), lists.second_price(key, kind)) for kind in ("input", "output")]
    return row.disagrees is not None and all(one is not None and one == other for one, other in both)


def _why_kept(change: Change, lists: Lists) -> str:
    ours = change.ours
    if ours.source != PACKAGE:
        return f"read at {ours.source}"
    if ours.disagrees and not settled(ours, change.model.key, change.theirs, lists):
        return "disputed"
    if ours.peak_hours:
        return "has peak hours"
    if ours.batch and ours.batch.source != PACKAGE and all(name.startswith("batch.") for name in change.differences):
        return f"batch read at {ours.batch.source}"
    if change.since and change.since <= (ours.since or date.min):
        return "changed twice in a day"
    if change.since is None and any(None in pair for pair in change.differences.values()):
        return "needs other columns"
    return ""


def written(text: str, found: Iterable[Change], day: date) -> str:
    """The text of our table with these changes in it, every other line as it was."""
    _, lines = strict.parse(text.encode(), "api_models.yaml")
    out = text.split("\n")
    # From the last line to the first, so that the numbers of the lines above stay right.
    for change in sorted(found, key=lambda one: (_place(lines, one), one.since or date.max), reverse=True):
        place = ("rows", change.model.key, "prices", change.model.prices.index(change.ours))
        if change.since is None:
            for name, value in [*change.theirs.items(), ("as_of", day)]:
                if (at := lines.get((*place, *name.split(".")))) and (name == "as_of" or name in change.differences):
                    out[at - 1] = re.sub(r": .*", f": {_said(value)}", out[at - 1])
        else:
            end = lines[place]
            while out[end].startswith("      "):
                end += 1
            out[end:end] = new_row(change, day)
    return "\n".join(out)


def _place(lines: Mapping[Any, int], change: Change) -> int:
    return lines["rows", change.model.key, "prices", change.model.prices.index(change.ours)]


def new_row(change: Change, day: date) -> list[str]:
    """The lines of a new row of prices, in the style of the table."""
    theirs, ours = change.theirs, change.ours
    cached, write = theirs.get("cached_input"), theirs.get("cache_write")
    if write is not None:
        writes = "priced"
    elif cached is None:
        writes = "no cache"
    else:
        writes = ours.cache_writes if "as input" in ours.cache_writes else "assumed as input"
    out = [
        f"    - since: {change.since}",
        f"      input: {_said(theirs['input'])}",
        f"      cached_input: {_said(cached)}",
        f"      cache_writes: {writes}",
        *([f"      cache_write: {_said(write)}"] if write is not None else []),
        f"      output: {_said(theirs['output'])}",
    ]
    for part, names in (
        ("long_context", ("above_input_tokens", "input", "cached_input", "cache_write", "output")),
        ("batch", ("input", "cached_input", "output")),
    ):
        if theirs.get(f"{part}.input") is not None:
            out += [f"      {part}:", *(f"        {name}: {_said(theirs.get(f'{part}.{name}'))}" for name in names)]
        if part == "batch" and theirs.get(f"{LONG_BATCH}.input") is not None:
            long = ("input", "cached_input", "output")
            out += [
                "        long_context:",
                *(f"          {name}: {_said(theirs.get(f'{LONG_BATCH}.{name}'))}" for name in long),
            ]
        if part == "batch" and theirs.get("batch.input") is not None:
            out += [f"        source: {PACKAGE}"]
    return [*out, f"      source: {PACKAGE}", f"      as_of: {day}", "      confidence: medium"]


REVIEWED = timedelta(days=92)
"""A price that was read is to be read again three months on, or before it is known to change."""


def confirmed(text: str, models: Iterable[ApiModel], found: Iterable[Change], known: Iterable[str], day: date) -> str:
    """The text with the day on which the package still said the same, in the rows read from it that did not change.

    The day of review moves with it, but where a dispute goes on.
    """
    _, lines = strict.parse(text.encode(), "api_models.yaml")
    out, changed = text.split("\n"), {change.model.key for change in found}
    for model in models:
        if model.key in changed or model.key not in known:
            continue
        for number, row in enumerate(model.prices):
            in_use = row == in_force(model.prices, day) or (row.since is not None and row.since > day)
            if in_use and row.source == PACKAGE:
                _set(out, lines["rows", model.key, "prices", number, "as_of"], day)
                if not row.disagrees:
                    _set(out, lines["rows", model.key, "review_by"], next_review(model, day))
    return "\n".join(out)


def next_review(model: ApiModel, day: date) -> date:
    """The day by which to look again at a model whose prices were read on a day; never sooner than was planned."""
    coming = [*model.price_changes(day), *([model.retires] if model.retires and model.retires > day else [])]
    return max(model.review_by, min([day + REVIEWED, *(date(*one.timetuple()[:3]) for one in coming)]))


def _set(lines: list[str], number: int, value: object) -> None:
    """Put a value into a line of the table, counted from 1."""
    lines[number - 1] = re.sub(r": .*", f": {value}", lines[number - 1])


def without_disputes(text: str, over: Iterable[tuple[ApiModel, PriceRow]]) -> str:
    """The text without the words of disputes that are over."""
    _, lines = strict.parse(text.encode(), "api_models.yaml")
    out = text.split("\n")
    gone = [lines["rows", model.key, "prices", model.prices.index(row), "disagrees"] - 1 for model, row in over]
    for at in sorted(gone, reverse=True):
        end = at + 1
        while out[end].startswith("        "):  # the rest of a long sentence
            end += 1
        del out[at:end]
    return "\n".join(out)


def _said(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "null" if value is None else str(value)


HEADS = ("row", "column", "ours", PACKAGE, SECOND, "their day", "with WRITE=1")

Line = tuple[str, ...]
"""One line of the table that is printed, under `HEADS`."""


def told(found: Iterable[Change], lists: Lists) -> Iterator[Line]:
    """The prices that differ from the package."""
    for change in found:
        done = f"new row from {change.since}" if change.since else "put right"
        done = f"kept: {change.kept}" if change.kept else done
        for name, (ours, theirs) in change.differences.items():
            other = lists.second_price(change.model.key, name)
            said = "-" if other is None else _said(other)
            yield change.model.key, name, _said(ours), _said(theirs), said, str(change.told or "-"), done


def disputes(models: Iterable[ApiModel], lists: Lists, day: date) -> Iterator[tuple[ApiModel, PriceRow]]:
    """The disputed rows in force about which both lists now say the same."""
    infos = by_key(lists.providers)
    for model in models:
        row = in_force(model.prices, day)
        if row and model.key in infos:
            theirs = package_prices(infos[model.key], day)
            begun = [prices for since, prices in theirs.items() if since is None or since <= day]
            if begun and settled(row, model.key, begun[-1], lists):
                yield model, row


def second_opinions(models: Iterable[ApiModel], lists: Lists, found: Iterable[Change], day: date) -> Iterator[Line]:
    """Where the second list alone has other prices than we, or another day of retirement."""
    told_already, known = {change.model.key for change in found}, by_key(lists.providers)
    for model in models:
        row = in_force(model.prices, day)
        if model.stage == "historical" or row is None:
            continue
        for name in ("input", "cached_input", "output"):
            other, ours = lists.second_price(model.key, name), flat(row).get(name)
            peak = row.peak_hours and getattr(row.peak_hours, name)
            if other is None or other == ours or (peak and other == _exact(peak)) or row.disagrees:
                continue
            if model.key not in told_already:
                theirs = "the same" if model.key in known else "-"
                yield model.key, name, _said(ours), theirs, _said(other), "-", "told only"
        ends, ours_end = lists.second_retirement(model.key), model.retires
        if ends and ends != ours_end:
            day_of_ours = "null" if ours_end is None else date.isoformat(ours_end)
            yield model.key, "retirement", day_of_ours, "-", str(ends), str(ends), "told only"


def lacking(models: Iterable[ApiModel], lists: Lists, day: date) -> Iterator[Line]:
    """Models that can be had of providers whom we list, which both lists know, and we do not."""
    ours = {model.key for model in models}
    makers = {key.partition("/")[0] for key in ours}
    for key, info in sorted(by_key(lists.providers).items()):
        opinion, ends = lists.opinion(key) or {}, lists.second_retirement(key)
        chats = opinion.get("mode") in ("chat", "responses")
        if key in ours or key.partition("/")[0] not in makers or not chats or getattr(info, "deprecated", False):
            continue
        begun = [prices for since, prices in package_prices(info, day).items() if since is None or since <= day]
        prices = begun[-1] if begun else {}
        pair = [prices.get(kind) for kind in ("input", "output")]
        other = [lists.second_price(key, kind) for kind in ("input", "output")]
        if None not in pair and None not in other and not (ends and ends <= day):
            yield (
                key,
                "input / output",
                "-",
                " / ".join(map(_said, pair)),
                " / ".join(map(_said, other)),
                "-",
                "add by hand",
            )


def table(lines: Iterable[Line]) -> list[str]:
    """The table as lines to read."""
    rows = [HEADS, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def last_read(folder: Path) -> tuple[str, date]:
    """The version of the package that our table was last compared with, and when it was read."""
    source = strict.table(folder / "sources.yaml", Source)[PACKAGE]
    return source.title.split(",")[0].removeprefix(f"{PACKAGE} "), source.accessed


def refresh(folder: Path, lists: Lists, today: date, *, write: bool) -> Iterator[str]:
    """Compare a folder of tables with the lists, and write there if told to; gives what there is to say."""
    sources = strict.table(folder / "sources.yaml", Source)
    models = strict.table(folder / "api_models.yaml", ApiModel, {"sources": sources})
    read, accessed = last_read(folder)
    # A package that was read before has nothing newer to say, however late it is asked again.
    day = accessed if read == lists.version else today
    found = list(changes(models.values(), lists, day))
    over = list(disputes(models.values(), lists, day))
    yield f"The newest {PACKAGE} is {lists.version}; {SECOND} is {lists.second_version or 'not at hand'}."
    yield f"The table was last compared with {PACKAGE} {read}, {(today - accessed).days} days ago, on {accessed}."
    lines = [*told(found, lists)]
    for model, row in over:
        lines.append(
            (model.key, "disagrees", row.disagrees or "", "the same", "the same", "-", "dispute over: taken out")
        )
    lines += [*second_opinions(models.values(), lists, found, today), *lacking(models.values(), lists, today)]
    yield from table(lines) if lines else []
    if not found:
        yield "No price differs."
    known = by_key(lists.providers)
    if missing := [key for key in models if key not in known]:
        yield f"Not in the package: {', '.join(missing)}."
    to_write = [change for change in found if not change.kept]
    if not to_write and not over and read == lists.version:
        yield "There is nothing to write."
        return
    if not write:
        yield "Nothing was written. To write: make data WRITE=1"
        return
    path, said = folder / "api_models.yaml", folder / "sources.yaml"
    text = path.read_text("utf-8")
    if read != lists.version:
        text = confirmed(text, models.values(), found, known, day)
    text = written(text, to_write, day)
    text = without_disputes(text, over)
    with tempfile.TemporaryDirectory() as fresh:
        copy = Path(fresh, "data")
        copy.mkdir()
        (copy / path.name).write_text(text, "utf-8")
        strict.table(copy / path.name, ApiModel, {"sources": sources})
    path.write_text(text, "utf-8")
    _, numbers = strict.parse(said.read_bytes(), "sources.yaml")
    out = said.read_text("utf-8").split("\n")
    _set(out, numbers["rows", PACKAGE, "title"], f"{PACKAGE} {lists.version}, a Python package of model prices")
    _set(out, numbers["rows", PACKAGE, "accessed"], day)
    said.write_text("\n".join(out), "utf-8")
    yield f"Wrote {path.name} and {said.name}; rows of prices that changed: {len(to_write)}. Look at git diff."


def main() -> None:
    """Compare data/api_models.yaml with the newest lists of others."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write what changed")
    write = parser.parse_args().write
    print(f"Fetching the newest {PACKAGE} and {SECOND} into a throw-away place", flush=True)
    try:
        with tempfile.TemporaryDirectory() as place:
            lists = fetched(last_read(DATA)[0], Path(place))
            for line in refresh(DATA, lists, build_date(), write=write):
                print(line)
    except (NotFetchedError, strict.DataError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
