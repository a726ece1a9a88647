"""Further comparisons in a file of results: slice by slice of its items, metric by metric."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.results.cells import GUESS
from calculators.results.draft import named
from calculators.results.gathered import paired
from calculators.results.paired import Paired
from calculators.results.propose import table
from calculators.results.reading import LESS, MORE, Told
from calculators.results.wide import groups
from calculators.statistics.comparison import Comparison
from calculators.statistics.judging import Judged, Wanted, judged
from calculators.statistics.standing import undominated

MOST_SLICES = 50
"""Of a column with more different values no slices are made."""


@dataclass(frozen=True)
class Asked:
    """The files, what is said of them, what doubtful words count as, which variant, the error allowed, the look."""

    file: GivenFile
    second: GivenFile | None
    told: Told
    doubtful: float | None
    place: int
    allowed: float
    looks: int

    def compared(self, read: Paired) -> Comparison | None:
        """The same variant, of what was read."""
        return read.comparison(read.variants[min(self.place, len(read.variants) - 1)])

    def family(self, found: Mapping[str, Comparison]) -> list[Judged]:
        """All of them with their verdicts, by Holm's method."""
        return judged(found, self.allowed, len(found), self.looks, wanted=Wanted())


def by_slice(asked: Asked, column: str, field: str, label: str) -> list[Judged]:
    """The comparison in each slice of the items, by the values of a column. Raises Refused, under the field."""
    columns = table(asked.file, asked.second, asked.told.rows)[0].grid.columns
    if column not in columns:
        raise Refused({field: f"{label}: there is no “{column}”; the file has {named(columns)}."})
    whole = paired(asked.file, asked.second, asked.told, asked.doubtful)
    slices = paired(asked.file, asked.second, asked.told._replace(cluster=column), asked.doubtful).clusters or ()
    places: dict[str, list[int]] = {}
    for place, name in enumerate(slices):
        places.setdefault("without a value" if name.startswith("\0") else name, []).append(place)
    if len(places) > MOST_SLICES:
        found = f"“{column}” has {len(places):,} different values"
        raise Refused({field: f"{label}: {found}; choose one with at most {MOST_SLICES}."})
    made = {name: asked.compared(_part(whole, chosen)) for name, chosen in sorted(places.items())}
    return asked.family({name: one for name, one in made.items() if one})


def by_metric(asked: Asked, names: Sequence[str], field: str, label: str) -> list[tuple[Judged, Paired]]:
    """The comparison in each metric, with what was read of it. Raises Refused, under the field.

    A name may say which way is better: “cost: less”.
    """
    grid = table(asked.file, asked.second, asked.told.rows)[0].grid
    sided = {" ".join(of): group for of, group in groups(grid.columns).items() if group.afters}
    found: dict[str, Comparison] = {}
    read: dict[str, Paired] = {}
    for given in names:
        name, _, way = (part.strip() for part in given.partition(":"))
        better = {"": GUESS, "less": LESS, "more": MORE}.get(way)
        if better is None:
            raise Refused({field: f"{label}: “{given}” says “{way}”; after a colon stands less or more."})
        told = asked.told._replace(before=None, after=None, metric=name, kind=GUESS, better=better)
        if name in grid.columns:
            told = told._replace(result=None)
        group = sided.get(" ".join(name.lower().replace("_", " ").split()))
        if group:
            told = told._replace(metric=None, before=group.befores, after=", ".join(group.afters))
        try:
            read[name] = paired(asked.file, asked.second, told, asked.doubtful)
        except Refused as problem:
            why = next(iter(problem.problems.values()))
            if "better" in problem.problems:
                why = f"is less better, or more? Type “{name}: less” or “{name}: more”."
            raise Refused({field: f"{label}: “{name}”: {why}"}) from None
        if comparison := asked.compared(read[name]):
            found[name] = comparison
    return [(one, read[one.name]) for one in asked.family(found)]


def unbeaten(reads: Sequence[Paired]) -> tuple[Mapping[str, tuple[float, ...]], frozenset[str]]:
    """The means of every model in each metric, as they stand in the file, with the models that no other beats in all.

    Nothing where the metrics have different numbers of models, or results are missing.
    """
    first = reads[0]
    means: dict[str, list[float]] = {"before": [], **{name: [] for name in first.variants}}
    for read in reads:
        if len(read.variants) != len(first.variants):
            return {}, frozenset()
        columns = (read.before[read.variants[0]], *read.after.values())
        for name, column in zip(means, columns, strict=True):
            known = [value for value in column if value is not None]
            if not known:
                return {}, frozenset()
            means[name].append(math.fsum(known) / len(known))
    made = {name: tuple(values) for name, values in means.items()}
    return made, undominated(made, [read.sign > 0 for read in reads])


def _part(whole: Paired, places: Sequence[int]) -> Paired:
    """Some of the items."""

    def of(values: Mapping[str, Sequence[float | None]]) -> dict[str, tuple[float | None, ...]]:
        return {name: tuple(column[place] for place in places) for name, column in values.items()}

    clusters = None if whole.clusters is None else tuple(whole.clusters[place] for place in places)
    items, lines = (tuple(column[place] for place in places) for column in (whole.items, whole.lines))
    return replace(whole, items=items, lines=lines, before=of(whole.before), after=of(whole.after), clusters=clusters)  # type: ignore[arg-type]
