"""What every report on a file of results or labels says: above all what of the file does not count."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from calculators.files.csv_text import as_csv
from calculators.files.given_table import Fault
from calculators.kit.model import Download, Table
from calculators.kit.remarks import Remark

SHOWN = 10
NAMED = 8

FAULTS = Download(
    "left-out", "Save what was left out", "left-out.csv", "every row or cell that does not count, and why"
)


def in_order(*tables: Table | None) -> tuple[Table | None, tuple[Table, ...]]:
    """The first table that there is, and the others."""
    first, *others = [*filter(None, tables), None]
    return first, tuple(filter(None, others))


def left_out(faults: Sequence[Fault]) -> Table | None:
    """What does not count, line by line."""
    if not faults:
        return None
    rows = tuple((f"Line {fault.line:,}", fault.item[:60] or "none", fault.words) for fault in faults[:SHOWN])
    more = f" These are the first {SHOWN} of {len(faults):,}; the saved file has them all." * (len(faults) > SHOWN)
    return Table(
        "What was left out", ("Where", "Item", "Why"), rows, f"Mend the file, or be sure that it is chance.{more}"
    )


def remarks(path: Path, faults: Iterable[Fault]) -> tuple[Remark, ...]:
    """What does not count, at its line."""
    return tuple(Remark(path, one.line, "warning", one.kind, "Left out", one.words) for one in faults)


def rows_named(faults: Sequence[Fault], words: Mapping[str, str]) -> Iterator[str]:
    """What is left out of the file, kind by kind with the first lines, in one sentence; none if nothing is."""
    clauses = []
    for kind, told in words.items():
        # Of JSON all rows may stand in one line.
        rows = {(fault.line, fault.item): fault.line for fault in faults if fault.kind == kind}
        if rows:
            clauses.append(f"{_rows(len(rows), told)} ({_lines(list(dict.fromkeys(rows.values())))})")
    if clauses:
        yield f"Left out: {'; '.join(clauses)}."


def _rows(count: int, words: str) -> str:
    """As in "3 rows have no name" and "1 row has no name"."""
    one = {"have": "has", "repeat": "repeats", "hold": "holds"}
    forms = {word: one[word] if count == 1 else word for word in one}
    return f"{count:,} row{'' if count == 1 else 's'} {words.format(**forms)}"


def _lines(lines: Sequence[int]) -> str:
    told = ", ".join(f"{line:,}" for line in lines[:NAMED])
    return f"line{'' if len(lines) == 1 else 's'} {told}{', …' if len(lines) > NAMED else ''}"


def faults_csv(faults: Iterable[Fault]) -> str:
    """What does not count, as a file."""
    return as_csv(["line", "item", "kind", "why"], [[one.line, one.item, one.kind, one.words] for one in faults])


def write_one(key: str, texts: Mapping[str, Callable[[], str]], out: BinaryIO) -> None:
    """Write the file of this key. Raises KeyError where none is offered under it."""
    out.write(texts[key]().encode())
