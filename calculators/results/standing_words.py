"""How a verdict is told that is neither better nor worse, how each model stands by itself."""

from collections.abc import Iterator

from calculators.kit.model import Figure
from calculators.kit.numbers import say_number
from calculators.results.comparison_words import Words, more
from calculators.results.paired import Paired
from calculators.statistics.comparison import Comparison, Counted, Scored
from calculators.statistics.samples import Sample
from calculators.statistics.standing import Together, together, together_counted
from calculators.statistics.tosses import mcnemar

VERDICTS = {
    "better": "better",
    "worse": "worse",
    "not-worse": "not worse by more than you allow",
    "slight": "too little to matter",
    "unclear": "cannot tell yet",
}
"""Each verdict in a cell of a table."""

FRAGILE = 3
"""If so few changed items could turn a clear verdict, it is told."""

FEW = 20
"""With fewer items or documents the shape of the differences matters to the interval of scores."""


def enough(verdict: str, opening: str, points: float, ends: tuple[float, float], sure: str, margin: float) -> str:
    """The answer where the difference is small enough: to lose, or to leave alone.

    The margin is below zero where less is better, as what is allowed is then more.
    """
    low, high = (more(end) for end in ends)
    if verdict == "not-worse":
        return (
            f"Not worse than by {say_number(abs(margin))}:{opening}; from {low} to {high} fits {sure}, and you allow "
            f"{more(-margin)}."
        )
    return f"Too small to matter:{opening}, {more(points)} (from {low} to {high} {sure})."


def standing(found: Comparison, read: Paired | None, variant: str) -> Together | None:
    """The standard error of each model with their correlation; None where the items are not the same, or not known."""
    if isinstance(found, Counted) and not found.clustered:
        return together_counted(found.both_right, found.gained, found.lost, found.both_wrong)
    if read is None or read.weights is not None or not isinstance(found, Counted | Scored):
        return None
    places = read.places(variant)
    of = None if read.clusters is None else tuple(read.clusters[place] for place in places)
    before, after = (
        Sample(tuple(values[place] or 0.0 for place in places), of)
        for values in (read.before[variant], read.after[variant])
    )
    return together(before, after)


def standing_figures(found: Comparison, read: Paired | None, variant: str, words: Words) -> Iterator[Figure]:
    """The standard error of each mean, how far both models find the same items hard."""
    stand = standing(found, read, variant)
    if stand is None or stand.correlation is None:
        return  # one that is always right, or always wrong, has no error that a formula could tell
    for part, error in (("before", stand.before), ("after", stand.after)):
        yield Figure(f"error_{part}", f"Standard error {part}", words.whole * error, words.points)
    told = "1: both find the same items hard. The more alike, the fewer items tell them apart."
    yield Figure("correlation", "Correlation of both models", stand.correlation, "", help=told)


def thin(found: Comparison, confidence: float) -> Iterator[str]:
    """How little a clear verdict stands on: the items that would turn it (Walsh's fragility index), few items."""
    if isinstance(found, Counted) and not found.clustered:
        more, fewer = sorted((found.gained, found.lost), reverse=True)
        for turned in range(1, FRAGILE + 1):
            if mcnemar(int(more - turned), int(fewer + turned), mid=found.mid) > 1 - confidence:
                one = "one" if turned == 1 else say_number(turned)
                yield (
                    f"This is thin: had {one} of the {say_number(found.changed)} changed items gone the other way, "
                    "nobody could tell."
                )
                return
    elif isinstance(found, Scored) and found.units < FEW:
        what = "items" if found.sample.clusters is None else "documents"
        yield (
            f"This stands on {say_number(found.units)} {what}. So few give a right interval only if no single one "
            "changed far more than the others."
        )
