"""How a comparison is told: the words and units for shares that are right, for preferences, and for scores."""

from dataclasses import dataclass

from calculators.kit.numbers import say, say_number
from calculators.results.cells import PREFERENCE, RIGHT, SCORES, WIN_RATE
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, Summed


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


WORDS = {
    RIGHT: Words("right", "Right", "{} right after, {} before", "%", "% points", 100),
    PREFERENCE: Words("preferred", "Preferred", "after is preferred on {}, before on {}", "%", "% points", 100),
    WIN_RATE: Words("won", "Won", "after wins {}, before {}", "%", "% points", 100),
    SCORES: Words("mean", "Mean score", "a mean score of {} after, {} before", "", "points", 1),
}


def more(points: float) -> str:
    """A difference in words: "2.5 points more", "1 point fewer"."""
    said = say_number(abs(points))
    return f"{said} point{'' if said == '1' else 's'} {'fewer' if points < 0 else 'more'}"


def test_name(found: Comparison, kind: str) -> str:
    """The test that a p value comes from."""
    if isinstance(found, Counted):
        exact = "McNemar’s exact test" if kind == RIGHT else "exact sign test"
        return f"{exact} or t test over documents, the less sure" if found.clustered else exact
    if isinstance(found, Scored):
        return "paired t test over documents" if found.sample.clusters is not None else "paired t test"
    if isinstance(found, Summed):
        return "paired t test"
    return "z test with pooled variance" if isinstance(found, Apart) else "Welch’s t test"


def interval_name(found: Comparison) -> str:
    """The method of the interval, in a sentence of the working."""
    if isinstance(found, Counted):
        robust = ", widened to the one that is robust to documents" if found.clustered else ""
        return f"Tango’s interval for the same items{robust}"
    if isinstance(found, Scored):
        what = "documents" if found.sample.clusters is not None else "items"
        drawn = f"{say_number(found.resamples)} means of {what} drawn again with seed {found.seed}"
        return f"the middle of {drawn}"
    if isinstance(found, Summed):
        return "that of the paired t test"
    return "Newcombe’s interval for separate items" if isinstance(found, Apart) else "Welch’s interval"
