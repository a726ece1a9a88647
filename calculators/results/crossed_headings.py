"""Headings that each name a metric beside a run, such as “correctness (run-7)”, “latency (run-7)”, “run-8: latency”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from calculators.results import headings
from calculators.results.cells import words
from calculators.results.directions import BESIDE, LESS, MEASURES, MORE, PLAIN
from calculators.results.draft import Draft, named
from calculators.results.earlier import earliest, in_order
from calculators.results.headings import first_of, tokens
from calculators.results.wide import Group, ask_before, choose

AS_METRIC = MORE | LESS | MEASURES | headings.AS_MEASURE - headings.AS_RUN | words("result,results,outcome")
NO_RUN = {word for word in PLAIN | BESIDE if len(word) > 1} | words("train,training,val,valid,validation,dev,eval")
"""Words that tell metrics apart, or parts of a set, and no runs."""

NUMBERED = words("rouge,bleu,pass,hit,hits,recall,precision,ndcg,mrr,map,top,acc,accuracy,f,at,k")
"""Words of metrics that bear numbers themselves, as pass@1, pass@10."""

MARKS = " \t_-–—./:|@,#"
BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
BETWEEN = re.compile(r"[\s()\[\]{}<>_\-–—./:|@,#]+")
MOST_COLUMNS = 120
TWO = 2


class Crossed(NamedTuple):
    """The column of each metric for each run."""

    metrics: Sequence[str]
    runs: Sequence[str]
    columns: Mapping[tuple[str, str], str]


def _parted(name: str) -> Iterator[tuple[str, str]]:
    """What may stand before what in a heading: every two parts between which a mark or a space is."""
    for mark in BETWEEN.finditer(name):
        left, right = _bare(name[: mark.end()]), _bare(name[mark.start() :])
        if left and right:
            yield left, right


def _bare(part: str) -> str:
    """A part of a heading without the marks around it, or half a pair of brackets."""
    before = ""
    while part != before:
        before = part = part.strip(MARKS)
        for opened, closed in BRACKETS:
            more = part.count(opened) - part.count(closed)
            part = part.removesuffix(opened) if more > 0 else part.removeprefix(closed) if more < 0 else part
            part = part.removeprefix(opened) if more > 0 else part.removesuffix(closed) if more < 0 else part
            if part[:1] + part[-1:] == opened + closed:
                part = part[1:-1]
    return part


def _grids(names: Sequence[str]) -> Iterator[tuple[list[str], list[str], dict[tuple[str, str], str]]]:
    """First parts of headings that all stand before the same second parts, the most headings first."""
    places: dict[str, dict[str, str]] = {}
    for name in names:
        for left, right in _parted(name):
            places.setdefault(left, {})[right] = name
    alike: dict[frozenset[str], list[str]] = {}
    for left, after in places.items():
        alike.setdefault(frozenset(after), []).append(left)
    grids = [(lefts, list(places[lefts[0]])) for after, lefts in alike.items() if min(len(after), len(lefts)) >= TWO]
    # Of equal ones that whose second parts are the longer: “a b (run 1)” is of “run 1”, not of “1”.
    for lefts, rights in sorted(grids, key=lambda grid: (-len(grid[0]) * len(grid[1]), len("".join(grid[0])))):
        yield lefts, rights, {(one, other): places[one][other] for one, other in product(lefts, rights)}


def _known(parts: Sequence[str]) -> float:
    """The share of some parts that name a metric."""
    return sum(bool({*tokens(part)} & AS_METRIC) for part in parts) / len(parts)


def _of_runs(parts: Sequence[str], metrics: Sequence[str]) -> bool:
    """Whether parts of headings may name runs, rather than what tells metrics apart."""
    if any({*tokens(part)} <= NO_RUN for part in parts):
        return False
    numbers = all(part.isdigit() or len(part) == 1 for part in parts)
    return not (numbers and any({*tokens(metric)} <= NUMBERED for metric in metrics))


def crossed(draft: Draft) -> Crossed | None:
    """The metrics and the runs that headings name; None where they do not cross."""
    names = [name for name, column in draft.there.items() if draft.is_result(name) and column.different > 1]
    for lefts, rights, columns in _grids(names) if len(names) <= MOST_COLUMNS else ():
        first, second = _known(lefts), _known(rights)
        if first == second:
            continue
        metrics, runs = (lefts, rights) if first > second else (rights, lefts)
        at = {pair if first > second else pair[::-1]: name for pair, name in columns.items()}
        if _of_runs(runs, metrics):
            return Crossed(metrics, runs, at)
    return None


def fill(draft: Draft) -> bool:
    """Say which columns are before and after, of one metric; False where no headings cross. Raises Ask."""
    found = crossed(draft)
    if not found or all({*tokens(metric)} & headings.AS_MEASURE for metric in found.metrics):
        return False
    first = first_of(found.runs) or earliest(found.runs)
    runs = sorted(in_order(found.runs), key=lambda run: run != first)
    groups = {
        tokens(metric): Group(
            [found.columns[metric, runs[0]]], {tokens(run): [found.columns[metric, run]] for run in runs[1:]}
        )
        for metric in found.metrics
    }
    choose(draft, groups)
    if first:
        return True
    of = (draft.reading.before, *draft.reading.after)
    draft.reading.before, draft.reading.after = "", ()
    run = {name: one for (_, one), name in found.columns.items()}
    why = f"the headings name {named(runs)}, each with {named(found.metrics, 4)}, and do not say which was before"
    ask_before(why, of, [run[name] for name in of])
    return False
