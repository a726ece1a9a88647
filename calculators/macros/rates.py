"""How often the ranges that are told hold what others measured, reckoned when the site is built."""

from calculators.kit.numbers import say_number
from calculators.proof.left_out import as_it_stands, left_out, median_off, out_of_memory, rates
from calculators.proof.outcomes import Score

NAMES = {"memory": "Memory", "training-run": "Speed"}


def _of(score: Score) -> str:
    """A score to read: "225 of 244 (92 %)"."""
    return f"{score.right:,} of {score.of:,} ({100 * score.share:.0f}\u00a0%)"


def measured_rates() -> str:
    """Today's rates of memory and speed over all measurements, as a table of Markdown."""
    lines = [
        "| Of what was measured | A figure is told | Within our range | Each source left out "
        "| Expected value off, median | Widest range |",
        "|---|---|---|---|---|---|",
    ]
    for slug, name in NAMES.items():
        now = rates(slug)
        told = Score(len(now.known), now.all)
        cells = (_of(told), _of(as_it_stands(now.known)), _of(left_out(now.known)))
        off, widest = say_number(round(median_off(now.known))), f"{now.widest:.2f}"
        lines.append(f"| {name} | {' | '.join(cells)} | {off}\u00a0% | {widest} times |")
    return "\n".join(lines)


def said_to_fit() -> str:
    """How many of the runs that ran out of memory are said to fit: "2 of 36"."""
    score = out_of_memory("fits")
    return f"{score.right:,} of {score.of:,}"


def should_fit() -> str:
    """How many of them are said to fit with a "should": "2"."""
    return f"{out_of_memory('likely').right:,}"


MACROS = (measured_rates, said_to_fit, should_fit)
