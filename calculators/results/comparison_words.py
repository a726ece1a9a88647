"""How a comparison is told, whether of shares that are right, of preferences or of scores."""

import math
from dataclasses import dataclass

from calculators.kit.numbers import say, say_number
from calculators.results.cells import PREFERENCE, RIGHT, SCORES, WIN_RATE
from calculators.statistics import proportions as stats
from calculators.statistics.checked import Checked
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, ScoredApart, Summed
from calculators.statistics.samples import Sample


@dataclass(frozen=True)
class Words:
    """What a mean is called: the stem of its figures' keys, its label, how both are told; `whole` is 1 in its unit."""

    key: str
    label: str
    told: str
    unit: str
    points: str
    whole: float

    def both(self, before: float, after: float) -> str:
        """Both means in a clause."""
        said = (say(self.whole * mean, self.unit) for mean in (after, before))
        return self.told.format(*said)


POINTS = "percentage points"

WORDS = {
    RIGHT: Words("right", "Right", "{} right after, {} before", "%", POINTS, 100),
    PREFERENCE: Words("preferred", "Preferred", "after is preferred on {}, before on {}", "%", POINTS, 100),
    WIN_RATE: Words("won", "Won", "after wins {}, before {}", "%", POINTS, 100),
    SCORES: Words("mean", "Mean score", "a mean score of {} after, {} before", "", "points", 1),
}


def more(points: float) -> str:
    """A difference in words: "2.5 points more", "1 point fewer"."""
    said = say_number(abs(points))
    return f"{said} point{'' if said == '1' else 's'} {'fewer' if points < 0 else 'more'}"


def test_name(found: Comparison, kind: str) -> str:
    """The test that a p value comes from."""
    if isinstance(found, Counted):
        way = "mid-p" if found.mid else "exact"
        exact = f"McNemar’s {way} test" if kind == RIGHT else f"{way} sign test"
        return f"{exact} or t test over documents, the less sure" if found.clustered else exact
    if isinstance(found, Checked):
        return "t test of what labels put right"
    if isinstance(found, Scored):
        return "paired t test over documents" if found.sample.clusters is not None else "paired t test"
    if isinstance(found, Summed):
        return "paired t test"
    if isinstance(found, ScoredApart):
        return "Welch’s t test over documents" if found.clustered else "Welch’s t test"
    return "z test with pooled variance"


def interval_name(found: Comparison) -> str:
    """The method of the interval, in a sentence of the working."""
    if isinstance(found, Counted):
        robust = ", widened to the one that is robust to documents" if found.clustered else ""
        return f"Tango’s interval for the same items{robust}"
    if isinstance(found, Checked):
        return "that of PPI++ (Angelopoulos, Duchi, Zrnic 2023)"
    if isinstance(found, Scored):
        over = " over documents" if found.sample.clusters is not None else ""
        return f"that of the paired t test{over}"
    if isinstance(found, Summed):
        return "that of the paired t test"
    if isinstance(found, ScoredApart):
        return "Welch’s interval over documents" if found.clustered else "Welch’s interval"
    return "Newcombe’s interval for separate items"


def reasons(found: Comparison, kind: str) -> str:
    """What was compared, and how often luck alone does as much."""
    often, as_p = luck(found.p_value), chance(found.p_value)
    alone = f"If both models were equally good, luck alone would part them so far in {often} ({as_p})."
    if isinstance(found, Apart):
        (right_before, before), (right_after, after) = found.before, found.after
        return (
            f"Right before: {say_number(right_before)} of {say_number(before)}; right after: "
            f"{say_number(right_after)} of {say_number(after)}. {alone}"
        )
    if isinstance(found, Checked):
        return (
            f"A judge saw {say_number(found.items)} items, people {say_number(found.labelled)} of them. Their labels "
            f"put right what the judge says; it is given a weight of {say(100 * found.trust, '%')}. {alone}"
        )
    if isinstance(found, ScoredApart):
        before, after = found.groups
        told = f"{say_number(before)} items have a score before, {say_number(after)} others one after"
        if found.clustered:
            told += f", of {say_number(found.before.groups)} documents and {say_number(found.after.groups)}"
        return f"{told}. {alone}"
    if isinstance(found, Scored):
        up, down = (sum(sign * value > 0 for value in found.sample.values) for sign in (1, -1))
        return (
            f"Of {say_number(found.items)} items {say_number(up)} got better, {say_number(down)} got worse, "
            f"{say_number(found.items - up - down)} stayed as they were. {alone}"
        )
    if isinstance(found, Summed):
        return (
            f"From item to item the difference varies by {say_number(found.spread)} points, so the mean of "
            f"{say_number(found.items)} varies by {say_number(found.error)}. {alone}"
        )
    assert isinstance(found, Counted)
    if not found.changed and kind == PREFERENCE:
        return "Every item is a tie."
    if not found.changed:
        return "Not one item changed: both models are right and wrong on the very same items."
    gained, lost = say_number(found.gained), say_number(found.lost)
    told = f"{say_number(found.changed)} changed: {gained} gained, {lost} lost"
    if kind == PREFERENCE:
        told = f"{gained} are for after, {lost} for before, {say_number(found.both_wrong)} are ties"
    return (
        f"Of {say_number(found.items)} items {told}. If both models were equally good, luck alone would part "
        f"these so unevenly in {often} ({as_p})."
    )


def chance(p_value: float) -> str:
    """A p value to read."""
    return f"p = {say_number(p_value)}" if p_value >= 0.0001 else "p below 0.0001"


def luck(p_value: float) -> str:
    """How often luck does as much, in words."""
    if p_value >= 1:
        return "every evaluation"
    if p_value >= 0.01:
        return f"{say_number(100 * p_value)} of 100 evaluations"
    if p_value < 0.0001:
        return "fewer than 1 of 10,000 evaluations"
    return f"at most {say_number(max(1, math.ceil(p_value * 1000 * (1 - 1e-12))))} of 1,000 evaluations"


def documents(found: Comparison) -> Sample | None:
    """The items by their documents, where they share any."""
    sample = found.sample if isinstance(found, Scored) else None
    if isinstance(found, Counted):
        sample = found.clustered
    return sample if sample and sample.clusters is not None else None


def own_ends(found: Comparison, level: float) -> tuple[tuple[float, float] | tuple[()], ...]:
    """Wilson's interval, in percent, of each model's own share; none for scores and for items in documents."""
    if not isinstance(found, Counted | Apart) or documents(found):
        return (), ()
    ends = []
    for right, items in (found.before, found.after):
        low, high = stats.wilson(right, items, stats.two_sided(level))
        ends.append((100 * min(low, right / items), 100 * max(high, right / items)))
    return tuple(ends)
