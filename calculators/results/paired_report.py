"""What a file of results says item by item: those that got worse, what does not count, and both as files to keep."""

from collections.abc import Iterator, Mapping, Sequence

from calculators.files.csv_text import as_csv
from calculators.files.given_table import Fault
from calculators.kit.model import Download, Table
from calculators.kit.numbers import say_number
from calculators.results.cells import PREFERENCE, RIGHT, SCORES
from calculators.results.paired import Paired

SHOWN = 10
NAMED = 8

ITEMS = Download("items", "Save all items", "items.csv", "every item with both results, the one that got worst first")
FAULTS = Download(
    "left-out", "Save what was left out", "left-out.csv", "every row or cell that does not count, and why"
)


def value_words(kind: str, value: float | None) -> str:
    """A result to read."""
    if value is None:
        return "none"
    if kind == RIGHT:
        return "right" if value else "wrong"
    if kind == PREFERENCE:
        return "preferred" if value else "not preferred"
    return say_number(round(value, 12))


def worse(found: Paired, variant: str) -> Table | None:
    """The items that got worse, the worst first; None where none did."""
    changes = found.changes(variant)
    lost = [(place, change) for place, change in changes if change < 0]
    if not lost:
        return None
    before, after = found.before[variant], found.after[variant]
    count = f"{say_number(min(SHOWN, len(lost)))} of {say_number(len(lost))} items"
    told = f"The first {count}" if len(lost) > SHOWN else f"{count.partition(' of ')[0]} item{'s' * (len(lost) > 1)}"
    heads = ["Item", "Line", "Before", "After"] + ["Change"] * (found.kind in (SCORES,))
    rows = []
    for place, change in lost[:SHOWN]:
        cells = [found.items[place][:80], str(found.lines[place])]
        cells += [value_words(found.kind, column[place]) for column in (before, after)]
        rows.append((*cells, say_number(round(change, 12)))[: len(heads)])
    note = "Look at these before the rest: what they share is what tuning broke."
    more = " The saved file has them all." if len(lost) > SHOWN else ""
    by = f" with “{variant}”" if len(found.variants) > 1 else ""
    return Table(f"{told} that got worse{by}", tuple(heads), tuple(rows), note + more)


def left_out(faults: Sequence[Fault]) -> Table | None:
    """What does not count, line by line."""
    if not faults:
        return None
    rows = tuple((f"Line {fault.line:,}", fault.item[:60] or "none", fault.words) for fault in faults[:SHOWN])
    more = f" These are the first {SHOWN} of {len(faults):,}; the saved file has them all." * (len(faults) > SHOWN)
    return Table(
        "What was left out", ("Where", "Item", "Why"), rows, f"Mend the file, or be sure that it is chance.{more}"
    )


def notices(found: Paired, variant: str, faults: Sequence[Fault]) -> Iterator[str]:
    """What a reader must know of the file before the answer is relied on."""
    told = rows_named(
        faults,
        {
            "unreadable": "could not be read",
            "nameless": "{have} no name",
            "repeated": "{repeat} an item that stands above, of which the first counts",
            "unparsable": "{hold} a result that cannot be read",
            "partner": "{have} no partner, a result before without one after or the other way round",
        },
    )
    if told:
        yield told
    if any(fault.kind == "repeated" for fault in faults):
        yield (
            "If items were judged several times on purpose, empty “Column of the item” and name that column as the "
            "document: then all rows count, and those of one item together."
        )
    if found.latin:
        yield "Some lines are not UTF-8; they were read in the letters of Windows (cp1252)."
    count, whole = len(found.places(variant)), len(found.items)
    if 0 < count < whole / 2:
        yield f"Only {count:,} of {whole:,} items have both results: are the two columns really of the same items?"


def rows_named(faults: Sequence[Fault], words: Mapping[str, str]) -> str:
    """What is left out of the file, kind by kind with the first lines, in one sentence; empty if nothing is."""
    clauses = []
    for kind, told in words.items():
        lines = list(dict.fromkeys(fault.line for fault in faults if fault.kind == kind))
        if lines:
            clauses.append(f"{_rows(len(lines), told)} ({_lines(lines)})")
    return f"Left out: {'; '.join(clauses)}." if clauses else ""


def _rows(count: int, words: str) -> str:
    """As in "3 rows have no name" and "1 row has no name"."""
    one = {"have": "has", "repeat": "repeats", "hold": "holds"}
    forms = {word: one[word] if count == 1 else word for word in one}
    return f"{count:,} row{'' if count == 1 else 's'} {words.format(**forms)}"


def _lines(lines: Sequence[int]) -> str:
    told = ", ".join(f"{line:,}" for line in lines[:NAMED])
    return f"line{'' if len(lines) == 1 else 's'} {told}{', …' if len(lines) > NAMED else ''}"


def faults_of(found: Paired, variant: str) -> tuple[Fault, ...]:
    """All that does not count, in the order of the lines: items without a partner, too."""
    if not found.places(variant):  # separate items have no partners
        return found.faults
    told = {fault.item for fault in found.faults if fault.kind == "unparsable"}
    lonely = [
        Fault("partner", found.lines[place], found.items[place], _lacking(found, variant, place))
        for place in found.alone(variant)
        if found.items[place] not in told
    ]
    return tuple(sorted([*found.faults, *lonely], key=lambda fault: fault.line))


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
    first = [place for place, _ in found.changes(variant)]
    order = first + sorted(set(range(len(found.items))) - set(first))

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


def faults_csv(faults: Sequence[Fault]) -> str:
    """What does not count, as a file."""
    return as_csv(["line", "item", "kind", "why"], [[one.line, one.item, one.kind, one.words] for one in faults])
