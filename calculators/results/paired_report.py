"""What a file of results says item by item, above all which got worse."""

from collections.abc import Iterator, Sequence

from calculators.files.csv_text import as_csv
from calculators.files.given_table import Fault
from calculators.kit.model import Download, Table
from calculators.kit.numbers import say_number
from calculators.results.cells import PREFERENCE, RIGHT, SCORES
from calculators.results.file_report import rows_named
from calculators.results.paired import CONTRADICTS, Paired

SHOWN = 10

ITEMS = Download("items", "Save all items", "items.csv", "every item with both results, the one that got worst first")


def value_words(kind: str, value: float | None) -> str:
    """A result to read."""
    if value is None:
        return "none"
    if kind == RIGHT and value in (0, 1):
        return "right" if value else "wrong"
    if kind == PREFERENCE and value in (0, 1):
        return "preferred" if value else "not preferred"
    return say_number(round(value, 12))


def worse(found: Paired, variant: str) -> Table | None:
    """The items that got worse, the worst first; None where none did."""
    count, lost = found.worst(variant, SHOWN)
    if not count:
        return None
    before, after = found.before[variant], found.after[variant]
    told = (
        f"The first {say_number(SHOWN)} of {say_number(count)} items"
        if count > SHOWN
        else f"{say_number(count)} item{'s' * (count > 1)}"
    )
    heads = ["Item", "Line", "Before", "After"] + ["Change"] * (found.kind == SCORES or found.averaged)
    rows = []
    for place, change in lost:
        cells = [found.items[place][:80], str(found.lines[place])]
        cells += [value_words(found.kind, column[place]) for column in (before, after)]
        rows.append((*cells, say_number(round(change, 12)))[: len(heads)])
    note = "Look at these before the rest: what they share is what tuning broke."
    more = " The saved file has them all." if count > SHOWN else ""
    by = f" with “{variant}”" if len(found.variants) > 1 else ""
    return Table(f"{told} that got worse{by}", tuple(heads), tuple(rows), note + more)


def notices(found: Paired, variant: str, faults: Sequence[Fault]) -> Iterator[str]:
    """What a reader must know of the file before the answer is relied on."""
    yield from rows_named(
        faults,
        {
            "unreadable": "could not be read",
            "summary": "{hold} a sum or a mean of the others",
            "nameless": "{have} no name",
            "others": "{have} other models than the two compared, and take no part",
            "repeated": "{repeat} an item that stands above, of which the first counts",
            CONTRADICTS: "{repeat} an item that stands above with another result, of which the first counts",
            "earlier": "{have} a later result of the same item, which counts",
            "unparsable": "{hold} a result that cannot be read",
            "empty": "{have} no result",
            "partner": "{have} no partner, a result before without one after or the other way round",
        },
    )
    if any(fault.kind in ("repeated", CONTRADICTS) for fault in faults):
        yield "If an item was tried several times on purpose, say so at “An item again”: then their mean counts."
    yield from found.letters
    whole = len(found.items)
    count = whole - len(found.alone(variant))
    if 0 < count < whole / 2:
        yield f"Only {count:,} of {whole:,} items have both results: are the two columns really of the same items?"


def faults_of(found: Paired, variant: str) -> tuple[Fault, ...]:
    """All that does not count, in the order of the lines: items without a partner, too."""
    alone = found.alone(variant)
    if len(alone) == len(found.items):  # separate items have no partners
        return found.faults
    told = {fault.item for fault in found.faults if fault.kind == "unparsable"}
    lonely = [
        Fault(_kind(found, variant, place), found.lines[place], found.items[place], _lacking(found, variant, place))
        for place in alone
        if found.items[place] not in told
    ]
    return tuple(sorted([*found.faults, *lonely], key=lambda fault: fault.line))


def _kind(found: Paired, variant: str, place: int) -> str:
    none = found.before[variant][place] is None and found.after[variant][place] is None
    return "empty" if none else "partner"


def _lacking(found: Paired, variant: str, place: int) -> str:
    before, after = found.before[variant][place], found.after[variant][place]
    if before is None and after is None:
        return "there is no result to read"
    return f"there is no result {'before' if before is None else 'after'}"


def items_csv(found: Paired, variant: str) -> str:
    """Every item with its results for all variants, the one that got worst by this one first."""
    heading = ["item", "line"] + ["document"] * (found.clusters is not None)
    variants = found.variants
    heading += [f"{part} {name}".strip() for name in variants for part in ("before", "after", "change")]
    changed = found.changed(variant)
    worst = [place for place, change in changed if found.sign * change < 0]
    better = [place for place, change in changed if found.sign * change > 0]
    alone = found.alone(variant)
    moved = set(worst) | set(better) | set(alone)
    order = worst + [place for place in range(len(found.items)) if place not in moved] + better + alone

    def row(place: int) -> list[object]:
        cells: list[object] = [found.items[place], found.lines[place]]
        if found.clusters is not None:
            cells.append("" if found.clusters[place].startswith("\0") else found.clusters[place])
        for name in variants:
            before, after = found.before[name][place], found.after[name][place]
            change = None if before is None or after is None else round(after - before, 12)
            cells += [before, after, change]
        return cells

    return as_csv(heading, (row(place) for place in order))
