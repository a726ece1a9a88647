"""People's labels beside a judge's results: which columns hold them, what they make of the comparison."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.results.cells import GUESS, NO_CELL, PREFERENCE, RIGHT
from calculators.results.draft import named
from calculators.results.gathered import paired, reading
from calculators.results.headings import listed
from calculators.results.paired import Paired
from calculators.results.propose import table
from calculators.results.reading import LESS, MORE, Reading, Told
from calculators.statistics.checked import Both, Checked
from calculators.statistics.comparison import Comparison
from calculators.statistics.correction import Errors

FIELD, LABEL = "people_columns", "People’s labels"
FEWEST = 3


class Beside(NamedTuple):
    """A judge's results and people's of the same items."""

    judge: Paired
    people: Paired

    def comparison(self, variant: str) -> Comparison | None:
        """What people would find in all items that the judge saw. Raises Refused where they labelled too few."""
        people, judge = self.people, self.judge
        [theirs] = people.variants
        places = judge.places(variant)
        if not places:
            return None
        at = {item: place for place, item in enumerate(people.items)}
        labels: list[Both | None] = []
        for place in places:
            label = at.get(judge.items[place])
            ends = (None, None) if label is None else (people.before[theirs][label], people.after[theirs][label])
            labels.append(None if None in ends else self._turned(people, *ends))
        known = sum(label is not None for label in labels)
        if known > len(labels) - 2:
            return people.comparison(theirs)  # who labelled all of them needs no judge
        ours = judge.before[variant], judge.after[variant]
        judged = tuple(self._turned(judge, ours[0][place], ours[1][place]) for place in places)
        of = None if judge.clusters is None else tuple(judge.clusters[place] for place in places)
        values = [value for label in labels if label for value in label]
        shares = bool(values) and 0 <= min(values) <= max(values) <= 1
        found = Checked(judged, tuple(labels), of, (-1.0, 1.0) if shares else (-math.inf, math.inf))
        if found.corrected is None:
            what = "items" if of is None else "documents"
            raise Refused(
                {
                    FIELD: f"{LABEL}: {known:,} item{'' if known == 1 else 's'} have people’s labels both before and "
                    f"after; at least {FEWEST} {what} with them are needed."
                }
            )
        return found

    @staticmethod
    def _turned(of: Paired, before: float | None, after: float | None) -> Both:
        """Both values so that more is better."""
        assert before is not None
        assert after is not None
        return Both(of.sign * before, of.sign * after)

    def errors(self, variant: str) -> Mapping[str, Errors] | None:
        """How often the judge finds what people call right, or wrong, of each model; None unless both say so."""
        people, judge = self.people, self.judge
        if {people.kind, judge.kind} != {RIGHT}:
            return None
        [theirs] = people.variants
        at = {item: place for place, item in enumerate(people.items)}
        found = {}
        for name, ours, of in (
            ("before", judge.before[variant], people.before[theirs]),
            ("after", judge.after[variant], people.after[theirs]),
        ):
            pairs = [(value, of[at[item]]) for item, value in zip(judge.items, ours, strict=True) if item in at]
            alike = {
                label: (sum(pair == (label, label) for pair in pairs), sum(
                    one in (0, 1) and other == label for one, other in pairs
                ))
                for label in (1.0, 0.0)
            }  # fmt: skip
            found[name] = Errors(alike[1.0], alike[0.0])
        return found


def beside(file: GivenFile, second: GivenFile | None, told: Told, doubtful: float | None, place: int = 0) -> Beside:
    """Both, of the variant at this place. Raises Refused, under the field of people's labels where that is to blame."""
    judge = paired(file, second, told, doubtful)
    found = reading(file, second, told)
    try:
        return Beside(judge, paired(file, second, _told(file, second, told, found, place)))
    except Refused as problem:
        if FIELD in problem.problems:
            raise
        raise Refused({FIELD: f"{LABEL}: {next(iter(problem.problems.values()))}"}) from None


def _told(file: GivenFile, second: GivenFile | None, told: Told, found: Reading, place: int) -> Told:
    """What is said of the file where people's labels are its results."""
    columns = table(file, second, told.rows)[0].grid.columns
    names = listed(told.people or "", columns)
    wanted = 1 if found.named or found.model else 2
    if missing := [name for name in names if name not in columns]:
        raise Refused({FIELD: f"{LABEL}: there is no column {named(missing)}; the file has {named(columns)}."})
    if len(names) != wanted:
        what = "one column" if wanted == 1 else "two columns, those of the model before, then of the one after"
        raise Refused({FIELD: f"{LABEL}: name {what}; you name {len(names)}."})
    cells = ", ".join(part for part in told.cells.split(",") if not part.strip().startswith(NO_CELL))
    said = told._replace(
        people=None,
        item=found.item_name,
        cells=cells,
        gold="",
        kind=PREFERENCE if found.named and found.kind == PREFERENCE else GUESS,
        better=told.better if told.better != GUESS else LESS if found.less else MORE,
    )
    if not found.model and len(found.after) > 1:
        raise Refused({FIELD: f"{LABEL}: of several variants name one as “Results after”, the one that people saw."})
    if found.named:
        return said._replace(before=None, after=names[0])
    if found.model:
        model = None if found.joined else found.model
        sides = {} if found.joined else {"before": found.before, "after": found.after[place]}
        return said._replace(result=names[0], model=model, metric=found.only or None, **sides)
    return said._replace(before=names[0], after=names[1], metric=None)
