"""What a judge's errors do to a comparison, told where two raters gave one of two labels."""

from collections.abc import Iterator, Sequence

from calculators.kit.model import Table
from calculators.kit.numbers import say, say_number
from calculators.statistics.correction import Errors
from calculators.statistics.proportions import two_sided, wilson

TEN = 10
"""Points of a true difference, of which the table says how many the judge would show."""


def judge_table(
    confusion: Sequence[Sequence[int]], labels: Sequence[str], raters: Sequence[str], sure: float
) -> Table | None:
    """Each of two raters taken as a judge, the other for right; None unless both gave one of two labels.

    `confusion` counts items by the first rater's label, then the second's; `sure` is the confidence, a share.
    """
    if len(confusion) != 2:
        return None
    across = tuple(zip(*confusion, strict=True))
    rows = (*_row(confusion, raters[1], sure), *_row(across, raters[0], sure))
    if not rows:
        return None
    one, other = (f"“{label}”" for label in labels)
    return Table(
        title="If one of them is a judge, and the other is right",
        heads=("Judge", f"Finds of {one}", f"Finds of {other}", f"Of {TEN} points it shows", f"More {one} by"),
        rows=rows,
        note=f"A judge who errs makes differences of two models smaller: it shows so many of {TEN} true points, "
        "if it errs as often on both. If it errs more on one model, it makes a difference where there is none.",
    )


def _row(confusion: Sequence[Sequence[int]], judge: str, sure: float) -> Iterator[tuple[str, ...]]:
    """Rows are labels that are right, columns what the judge said."""
    (hits, missed), (false, refused) = confusion
    if not hits + missed or not false + refused:
        return
    errors = Errors((hits, hits + missed), (refused, false + refused))
    found = [_share(*group, sure) for group in (errors.sensitivity, errors.specificity)]
    kind = 100 * (false - missed) / (hits + missed + false + refused)
    shows = say_number(TEN * errors.youden) if errors.youden > 0 else "none"
    yield judge, *found, shows, f"{say(kind, 'points')}"


def _share(right: int, items: int, sure: float) -> str:
    low, high = wilson(right, items, two_sided(sure))
    return f"{say(100 * right / items, '%')} ({say_number(100 * low)} to {say_number(100 * high)})"
