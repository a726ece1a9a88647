"""Whether a verdict hangs on words of which the file does not say what they count as; then the reader is asked."""

from collections.abc import Iterator, Sequence

from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Press, Refused
from calculators.results.cells import ERRORS, GUESS, NO_CELL, RIGHT, SCORES, plain, with_more
from calculators.results.failures import ERROR
from calculators.results.gathered import doubts
from calculators.results.paired import Paired
from calculators.results.reading import Question, Reading, Told
from calculators.results.reading_words import doubt_choices
from calculators.statistics.judging import Judged

MEAN = "mean"
FEWEST_GAPS = 4
MANY_GAPS = 0.04
MOST_NAMED = 4
"""Gaps on one side, as a number and as a share of the items, from which they may be failures and no chance."""


def best_of(judged: Sequence[Judged]) -> Judged | None:
    """The largest difference of those that are better, or else of all; None of none."""
    return max(judged, key=lambda one: (one.verdict == "better", one.found.difference), default=None)


def verdict_of(judged: Sequence[Judged]) -> tuple[str, str]:
    """What the answer says, and of which variant."""
    best = best_of(judged)
    return (best.verdict, best.name if best.verdict == "better" else "") if best else ("none", "")


def other_ways(read: Paired | None, found: Reading, told: Told) -> Iterator[tuple[Told, float | None]]:
    """The other ways to count what is doubtful: each as what the reader says, and what doubtful words count as."""
    if read is None:
        return
    if found.doubtful:
        errors = all(plain(word) in ERRORS for word in found.doubtful)
        yield from ((told, way) for way in ((None, 0.0) if errors and found.kind == RIGHT else (None, 0.0, 1.0)))
    if read.contradicted and told.repeats == GUESS:
        yield told._replace(repeats=MEAN), 0.0 if found.doubtful else None
    if one_sided(read, found):
        yield told._replace(cells=with_more(told.cells, {NO_CELL: _failed(found)})), 0.0


def way_words(found: Reading, told: Told, way: Told, doubtful: float | None) -> str:
    """One of the other ways to count, in words."""
    if way.repeats != told.repeats:
        return "by the mean of all rows of an item"
    if way.cells != told.cells:
        return f"with empty cells as {_failed(found)}"
    named = ", ".join(f"“{word[:40]}”" for word in found.doubtful[:MOST_NAMED])
    if doubtful is None:
        return f"{named} left out"
    if found.kind == SCORES:
        return f"{named} as {found.worst:g}"
    good, bad = ("for after", "for before") if found.named else ("as right", "as wrong")
    return f"{named} {good if doubtful else bad}"


def _failed(found: Reading) -> str:
    """What a result that is missing counts as where it failed."""
    return f"{found.worst:g}" if found.kind == SCORES else "wrong"


def one_sided(read: Paired, found: Reading) -> bool:
    """Whether far more results are missing on one side than on the other."""
    if read.kind not in (RIGHT, SCORES) or found.named or found.gold or NO_CELL in found.counts or found.doubtful:
        return False
    for name in read.variants:
        pairs = list(zip(read.before[name], read.after[name], strict=True))
        before = sum(1 for one, other in pairs if one is None and other is not None)
        after = sum(1 for one, other in pairs if one is not None and other is None)
        apart = abs(before - after)
        if apart >= FEWEST_GAPS and apart > MANY_GAPS * len(pairs) and apart > min(before, after):
            return True
    return False


def together_asked(found: Reading, names: Sequence[str]) -> Refused:
    """The question whether items, or results, hang together by a column, where the verdict hangs on it."""
    shared = " or of ".join(f"“{name[:60]}”" for name in names[:MOST_NAMED])
    those = "such items" if len(names) > 1 else f"items with the same “{names[0][:60]}”"
    words = (
        f"Column of the document: several items share a value of {shared}. Counted together they give another verdict "
        f"than each by itself. Do {those} belong together, as questions about one document do, or tries of one user?"
    )
    fills = [(name, _by(found, name)) for name in names[:MOST_NAMED]]
    presses = [Press(f"They hang together: count them by “{name[:60]}”", fill) for name, fill in fills]
    if found.cluster:
        as_read = Press(f"Only those of one “{found.cluster[:60]}” do", {"cluster_column": found.cluster})
        presses.append(as_read)
    presses.append(Press("Every item counts by itself", {"cluster_column": ""}))
    return Question("cluster_column", words, tuple(presses)).refused


def _by(found: Reading, name: str) -> dict[str, str]:
    """What counts results together by a column; of several results of an item each by itself then."""
    item = {"item_column": " + ".join((*found.item, name))} if name in found.crossed else {}
    return {**item, "cluster_column": name}


def doubt(file: GivenFile, second: GivenFile | None, told: Told, found: Reading, way: Told) -> Refused:
    """The question on which the verdict hangs."""
    if not found.doubtful and way.repeats != told.repeats:
        words = (
            "Rows of an item again: some name an item that stands above with another result. By the mean of both the "
            "answer is another than by the first. Which one counts?"
        )
        ways = (("Several results: the mean counts", MEAN), ("Slips: the first counts", "first"))
        return Question("repeats", words, tuple(Press(say, {"repeats": one}) for say, one in ways)).refused
    if not found.doubtful:
        failed = _failed(found)
        words = (
            "How cells count: results are missing on one side far more often than on the other. Counted as "
            f"{failed} the answer is another than left out. How does an empty cell count?"
        )
        ways = ((f"An empty cell counts as {failed}", failed), ("An empty cell is left out", "out"))
        choices = [Press(say, {"cells": with_more(told.cells, {NO_CELL: way})}) for say, way in ways]
        return Question("cells", words, tuple(choices)).refused
    counts = doubts(file, second, told, found.doubtful)
    told_of = "; ".join(
        f"“{word[:40]}” stands in {before:,} cells of “{found.before[:40]}” and in {after:,} of “{found.after[0][:40]}”"
        if found.before else f"“{word[:40]}” stands in {before:,} cells"
        for word, (before, after) in list(counts.items())[:4]
    )  # fmt: skip
    if found.failing and any(plain(word) == ERROR for word in counts):
        by = ", ".join(f"“{name[:40]}”" for name in found.failing[:MOST_NAMED])
        told_of += f" (0 or nothing of calls that failed by {by} is taken for it)"
    words = (
        f"How cells count: {told_of}. The answer hangs on how that counts: as wrong or left out "
        "gives another verdict. How does it count?"
    )
    if found.named:
        ways = (("a tie", "tie"), ("left out", "out"))
        choices = [
            Press(f"As {say}", {"cells": with_more(told.cells, dict.fromkeys(counts, way))}) for say, way in ways
        ]  # fmt: skip
        words = words.replace("as wrong or left out", "for after, for before or left out")
        return Question("cells", words, tuple(choices)).refused
    return Question("cells", words, doubt_choices(counts, told.cells, found)).refused
