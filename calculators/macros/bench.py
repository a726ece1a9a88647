"""What the page on speed may call: results of the benchmark, where a peer is better, what was not measured."""

from calculators.kit.numbers import say_number
from calculators.kit.strict import DataError
from calculators.macros.tables import partial
from calculators.proof.measured import Measured, Part, newest

PARTS = {
    "first": "From opening a page to the first answer",
    "weight": "What comes over the line until the first answer",
    "later": "From a question to the next answer",
    "vitals": "A lesson on a slow processor, nothing touched",
    "build": "Building the site with more lessons",
    "saved": "A page saved while its author looks at it",
    "files": "Checking a training file in the page",
    "load": "What one nginx holds",
}
"""What is measured, by key, with the caption of its table."""


NOWHERE = "In nothing that was measured of both."
LIST = "<ul>\n{}\n</ul>"


def bench_state() -> str:
    """The day and the machine of the results; whether it did other things meanwhile."""
    found = newest()
    told = f"Measured on {found.day}, on {found.machine}."
    if busy := [part for part in found.parts if part.busy]:
        most = say_number(round(100 * max(part.load for part in busy)))
        names = ", ".join(f"“{PARTS[part.key]}”" for part in busy)
        told += (
            f" <strong>Other programs took up to {most} % of its processors</strong> while this was measured: {names}."
            " Hold numbers of one table against each other, and trust no single one; a quiet machine is faster."
        )
    return told


def bench_table(key: str) -> str:
    """One part of the results as a table: who in rows, what in columns. Raises DataError."""
    if key not in PARTS:
        raise DataError(f"'{key}' is not a part of the benchmark; allowed: {', '.join(PARTS)}")
    found = newest().part(key)
    heads = list(dict.fromkeys(row.what for row in found.rows)) if found else []
    cells = {who: {row.what: row for row in found.rows if row.who == who} for who in _who(found)} if found else {}
    return partial("bench", caption=PARTS[key], heads=heads, cells=cells, told=told, part=found)


def bench_worse() -> str:
    """Where a peer is better than the best of ours, as a list; a sentence where nowhere."""
    lines = [
        f"<li>{PARTS[part.key]}, {own.what}: {told(own)} ({own.who}), against {told(peer)} ({peer.who}).</li>"
        for part, own, peer in newest().worse()
    ]
    return LIST.format("\n".join(lines)) if lines else NOWHERE


def bench_not_run() -> str:
    """What was not measured, each with the reason."""
    lines = [f"<li>{one.who}: {one.why}</li>" for one in newest().not_run]
    return LIST.format("\n".join(lines)) if lines else "All of it was measured."


def told(row: Measured) -> str:
    """A number to read, with its unit."""
    return say_number(row.value) if row.unit == "score" else f"{say_number(row.value)} {row.unit}"


def _who(part: Part) -> list[str]:
    return list(dict.fromkeys(row.who for row in part.rows))


MACROS = (bench_state, bench_table, bench_worse, bench_not_run)
