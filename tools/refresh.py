"""Keeps data/api_models.yaml up with the maintained package genai-prices: `make data`.

Taken from the package are prices, for rows that name it as their source. Kept as they are: rows read elsewhere,
disputed rows, rows with peak hours, and all that is no price (names, notes, retirements, days of review). A price that
changed gets a row of its own with the day from which it holds; the old row stays, as history.
"""

import argparse
import dataclasses
import importlib
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any

from calculators.figures.prices import ApiModel, PriceRow, in_force
from calculators.figures.tables import DATA
from calculators.kit import strict
from calculators.kit.build_date import build_date
from calculators.kit.facts import Source

PACKAGE = "genai-prices"
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
    """The first day of the new row; None where the numbers of `ours`, which is yet to come, are to be changed."""
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
    return {name: Decimal(f"{value:.15g}") for name, value in found.items() if isinstance(value, int | float)}


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


def changes(models: Iterable[ApiModel], providers: Iterable[Any], day: date) -> Iterator[Change]:
    """All that differs between our table and the package, in force on a day or later."""
    infos = {f"{provider.id}/{info.id}": info for provider in providers for info in provider.models}
    for model in models:
        now = in_force(model.prices, day)
        if model.key not in infos or now is None:
            continue
        theirs = package_prices(infos[model.key], day)
        begun = [since for since in theirs if since is None or since <= day]
        for since in [*begun[-1:], *(since for since in theirs if since and since > day)]:
            ours = in_force(model.prices, max(since or day, day)) or now
            if since and since > day and ours.since == since:
                first = None
            else:
                # A first day that is not after our row's does not say when the price left ours: we saw it on this day.
                first = since if since and since > (ours.since or date.min) else day
            change = Change(model, theirs[since], ours, first, since)
            if change.differences:
                yield dataclasses.replace(change, kept=_why_kept(change))


def _why_kept(change: Change) -> str:
    ours = change.ours
    if ours.source != PACKAGE:
        return f"read at {ours.source}"
    if ours.disagrees:
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


def confirmed(text: str, models: Iterable[ApiModel], found: Iterable[Change], known: Iterable[str], day: date) -> str:
    """The text with the day on which the package still said the same, in the rows read from it that did not change."""
    _, lines = strict.parse(text.encode(), "api_models.yaml")
    out, changed = text.split("\n"), {change.model.key for change in found}
    for model in models:
        if model.key in changed or model.key not in known:
            continue
        for number, row in enumerate(model.prices):
            in_use = row == in_force(model.prices, day) or (row.since is not None and row.since > day)
            if in_use and row.source == PACKAGE:
                at = lines["rows", model.key, "prices", number, "as_of"] - 1
                out[at] = re.sub(r": .*", f": {day}", out[at])
    return "\n".join(out)


def _said(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "null" if value is None else str(value)


def told(found: Iterable[Change]) -> list[str]:
    """The table of differences, as lines to read."""
    rows = [("row", "column", "ours", "theirs", "their day", "with WRITE=1")]
    for change in found:
        done = f"new row from {change.since}" if change.since else "put right"
        done = f"kept: {change.kept}" if change.kept else done
        for name, (ours, theirs) in change.differences.items():
            rows.append((change.model.key, name, _said(ours), _said(theirs), str(change.told or "-"), done))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def refresh(folder: Path, providers: Iterable[Any], version: str, today: date, *, write: bool) -> Iterator[str]:
    """Compare a folder of tables with the package, and write there if told to; gives what there is to say."""
    providers = list(providers)
    sources = strict.table(folder / "sources.yaml", Source)
    models = strict.table(folder / "api_models.yaml", ApiModel, {"sources": sources})
    read = sources[PACKAGE].title.split(",")[0]
    # A package that was read before has nothing newer to say, however late it is asked again.
    day = sources[PACKAGE].accessed if read == f"{PACKAGE} {version}" else today
    found = list(changes(models.values(), providers, day))
    known = {f"{provider.id}/{info.id}" for provider in providers for info in provider.models}
    yield f"{PACKAGE} {version}, read on {day}; the table was last compared with {read}."
    yield from told(found) if found else ["No price differs."]
    if missing := [key for key in models if key not in known]:
        yield f"Not in the package: {', '.join(missing)}."
    to_write = [change for change in found if not change.kept]
    if not to_write and read == f"{PACKAGE} {version}":
        yield "There is nothing to write."
        return
    if not write:
        yield "Nothing was written. To write: make data WRITE=1"
        return
    path, said = folder / "api_models.yaml", folder / "sources.yaml"
    text = confirmed(path.read_text("utf-8"), models.values(), found, known, day)
    text = written(text, to_write, day)
    with tempfile.TemporaryDirectory() as fresh:
        copy = Path(fresh, "data")
        copy.mkdir()
        (copy / path.name).write_text(text, "utf-8")
        strict.table(copy / path.name, ApiModel, {"sources": sources})
    path.write_text(text, "utf-8")
    _, lines = strict.parse(said.read_bytes(), "sources.yaml")
    out = said.read_text("utf-8").split("\n")
    for name, value in (("title", f"{PACKAGE} {version}, a Python package of model prices"), ("accessed", day)):
        at = lines["rows", PACKAGE, name] - 1
        out[at] = re.sub(r": .*", f": {value}", out[at])
    said.write_text("\n".join(out), "utf-8")
    yield f"Wrote {path.name} and {said.name}; rows of prices that changed: {len(to_write)}. Look at git diff."


def main() -> None:
    """Compare data/api_models.yaml with the installed package."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write what changed")
    write = parser.parse_args().write
    try:
        providers = importlib.import_module("genai_prices.data").providers
    except ImportError:
        sys.exit(f"The package {PACKAGE} is not installed; make data installs it.")
    try:
        for line in refresh(DATA, providers, metadata.version(PACKAGE), build_date(), write=write):
            print(line)
    except strict.DataError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
