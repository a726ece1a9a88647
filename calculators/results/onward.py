"""What a comparison came to, as answers that a calculator can begin from again without the file."""

import math

from calculators.kit.numbers import write_number
from calculators.results.cells import PREFERENCE
from calculators.results.comparison_words import WORDS, documents
from calculators.results.reading import LESS
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, Summed


def as_rates(found: Comparison) -> dict[str, str] | None:
    """What was found, as the answers of “Items to evaluate”; None where they do not fit there."""
    if isinstance(found, Counted):
        gained = round(100 * found.gained / found.items, 4)
        lost = min(round(100 * found.lost / found.items, 4), 100 - gained)
        rates = {"items": write_number(found.items), "gained": write_number(gained), "lost": write_number(lost)}
    elif isinstance(found, Apart):
        shares = [write_number(round(100 * mean, 4)) for mean in found.means]
        least = write_number(min(found.groups))
        rates = {"design": "separate", "items": least, "right_before": shares[0], "right_after": shares[1]}
    elif isinstance(found, Scored | Summed):
        of_items = found.spread if isinstance(found, Summed) else found.sample.spread
        # Scores beyond 0 to 1 are brought into it, which changes no number of items.
        scale = max(1.0, abs(found.difference), of_items)
        difference, spread = abs(found.difference) / scale, of_items / scale
        if difference < 1e-4:
            return None
        texts = write_number(float(f"{difference:.6g}")), write_number(float(f"{spread:.6g}"))
        rates = {"design": "scores", "items": str(found.items), "difference": texts[0], "spread": texts[1]}
    else:
        return None
    if (sample := documents(found)) is not None and sample.groups > 1:
        size = write_number(round(found.items / sample.groups, 4))
        rates |= {"cluster_size": size, "likeness": write_number(round(100 * sample.likeness, 4))}
    return rates


def as_counts(found: Comparison, kind: str, sign: int) -> dict[str, str] | None:
    """What a file came to, as what may be typed in its place; None for scores of separate items.

    `sign` is -1 where less of a score is better.
    """
    if isinstance(found, Apart):
        (before, all_before), (after, all_after) = found.before, found.after
        names = ("before_right", "before_wrong", "after_right", "after_wrong")
        cells = dict(zip(names, (before, all_before - before, after, all_after - after), strict=True))
        return {"design": "separate"} | {name: str(cell) for name, cell in cells.items()}
    if isinstance(found, Scored):
        whole = WORDS[kind].whole
        # As wide as documents make it.
        spread = found.sample.error * math.sqrt(found.items)
        values = (*(sign * whole * mean for mean in found.means), whole * spread, found.items)
        names = ("mean_before", "mean_after", "spread", "scored_items")
        texts = (write_number(float(f"{value:.6g}")) for value in values)
        better = {"better": LESS} if sign < 0 else {}
        return {"design": "scored"} | dict(zip(names, texts, strict=True)) | better
    if not isinstance(found, Counted):
        return None
    if kind == PREFERENCE:
        cells = {"after_preferred": found.gained, "before_preferred": found.lost, "ties": found.both_wrong}
        return {"design": "preferred"} | {name: str(cell) for name, cell in cells.items()}
    names = ("both_right", "items_gained", "items_lost", "both_wrong")
    cells = dict(zip(names, (found.both_right, found.gained, found.lost, found.both_wrong), strict=True))
    return {name: str(cell) for name, cell in cells.items()}
