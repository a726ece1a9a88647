"""How the answer of “before-after” is told."""

from collections.abc import Iterator
from urllib.parse import urlencode

from calculators.before_after import CHOSEN_BY, BeforeAfter
from calculators.kit.chart import Bar, Intervals
from calculators.kit.model import Figure, PlanStep, Result, Step, Table, Understood
from calculators.kit.numbers import say, say_number, write_number
from calculators.results import aside, weights
from calculators.results.beside_words import Told, of_people, of_places, of_runs
from calculators.results.cells import PREFERENCE, RIGHT, SCORES, WIN_RATE
from calculators.results.comparison_words import (
    WORDS,
    Words,
    chance,
    documents,
    interval_name,
    more,
    own_ends,
    reasons,
    test_name,
)
from calculators.results.doubt import verdict_of
from calculators.results.file_report import FAULTS, in_order, left_out
from calculators.results.further_words import further_tables
from calculators.results.gathered import gathering
from calculators.results.onward import as_counts, as_rates
from calculators.results.other_items import differing
from calculators.results.paired import Paired
from calculators.results.paired_report import ITEMS, faults_of, notices, worse
from calculators.results.people import beside
from calculators.results.propose import table
from calculators.results.reading_words import understood
from calculators.results.report import MARKDOWN, RECORD
from calculators.results.standing_words import enough, standing_figures, thin
from calculators.results.variant_words import Ends, ends_of, variants_chart, variants_table
from calculators.statistics import proportions as stats
from calculators.statistics.comparison import Apart, Counted, Scored, ScoredApart, Summed
from calculators.statistics.judging import least_units
from calculators.statistics.several import ranks

ADVICE = {"better": ("Better", "ship it"), "worse": ("Worse", "do not ship it")}
"""How a clear answer opens, and what to do."""

EXAMPLE = "These are the counts of an example: type yours, or choose your file of results."

MOST_MORE, MOST_TIMES = 20_000, 100
"""So many more items nobody labels, and so many times those that there are."""

FEW = 5
"""Where fewer are right or wrong in one of two groups, the normal test of separate groups is rough."""


def told(case: BeforeAfter) -> Result:
    found = case.paired
    faults = faults_of(found, case.chosen_column) if found else ()
    told = tuple(notices(found, case.chosen_column, faults)) if found else ()
    saved = (ITEMS, *((FAULTS,) if faults else ()), MARKDOWN, RECORD)
    downloads = saved if found else ()
    read = tuple(_read(case, found)) if found else ()
    if not case.best:
        return Result(
            verdict="none",
            answer=f"There is nothing to compare: no items {'with results are there' if found else 'are counted'}.",
            why="Say which columns hold the results, and what their cells say."
            if found
            else "Count for both models which items are right and which are wrong.",
            read=read,
            notices=told,
            figures=(Figure("difference", "Difference", None, "percentage points", text="none"),),
            table=left_out(faults),
            downloads=downloads,
        )
    lost = worse(found, case.chosen_column) if found and not case.separate else None
    further = further_tables(case.asked, found, case.slice_column, case.metrics) if found else ()
    variants = variants_table(case.judged, case.variants, _words(case), case.sign)
    extra = _beside(case, found) if found else Told()
    first, others = in_order(lost, variants, *extra.tables, *further, _table(case), left_out(faults))
    return Result(
        verdict=case.verdict,
        answer=_answer(case),
        why=" ".join(filter(None, (reasons(case.found, case.kind), _who(case)))),
        read=(*read, *extra.read),
        notices=(*extra.notices, *_notices(case), *told),
        figures=(*_figures(case), *extra.figures),
        working=tuple(_working(case)),
        chart=_chart(case),
        more_charts=tuple(_each(case)),
        table=first,
        more_tables=others,
        plan=tuple(_plan(case)),
        downloads=downloads,
    )


def _beside(case: BeforeAfter, found: Paired) -> Told:
    """What the file tells of people's labels, of places, of runs."""
    assert case.file
    read, files = case.reading, (case.file, case.after_file, case.said, case.as_shown)
    made = Told()
    made = made.also(Told(notices=tuple(aside.told(case.by_aside, verdict_of(case.judged), case.reading.run))))
    made = made.also(Told(notices=tuple(weights.told(case.by_weight))))
    if differ := differing(table(*files[:2], case.said.rows)[0].grid, read, case.chosen_column):
        made = made.also(Told(notices=(differ,)))
    if case.said.people and (place := found.variants.index(case.shown.name)) >= 0:
        made = made.also(of_people(beside(*files, place), case.said.people, case.shown))
    if read.named and read.kind == PREFERENCE:
        made = made.also(of_places(gathering(*files)))
    elif read.averaged and not case.separate and not case.said.people:
        of = gathering(*files)
        answers = of.answers(read.before), of.answers(case.chosen_column)
        made = made.also(of_runs(*answers, _words(case), case.kind))
    return made


def _words(case: BeforeAfter) -> Words:
    """How the results are called."""
    return WORDS[case.kind]


def _read(case: BeforeAfter, found: Paired) -> Iterator[Understood]:
    """How the file was understood."""
    assert case.file
    export, _ = table(case.file, case.after_file, case.said.rows)
    return understood(export, case.reading, found, case.chosen_column)


def _means(case: BeforeAfter) -> tuple[float, float]:
    """Both means, as they stand in the file."""
    before, after = case.found.means
    return case.sign * before, case.sign * after


def _ends(case: BeforeAfter) -> Ends:
    """The interval of the difference, in points; nothing where any difference fits."""
    return ends_of(case.shown, _words(case), case.sign)


def _points(case: BeforeAfter) -> float:
    """The difference in points."""
    return case.sign * _words(case).whole * case.difference


def _answer(case: BeforeAfter) -> str:
    points, ends = _points(case), _ends(case)
    name = f" “{case.shown.name}”:" if len(case.judged) > 1 else ""
    means = _words(case).both(*_means(case))
    sure = f"with {say(100 * case.level, '%')} confidence"
    if not ends:
        return f"Cannot tell yet:{name} {means}, and any difference fits the scores.{_would_tell(case)}"
    low, high = ends
    if case.verdict in ("not-worse", "slight"):
        return enough(case.verdict, f"{name} {means}", points, ends, sure, case.sign * case.margin)
    if case.verdict in ADVICE:
        opening, advice = ADVICE[case.verdict]
        least, most = sorted((abs(low), abs(high)))
        return (
            f"{opening}:{name} {means}, {more(points)} ({say_number(least)} to {say_number(most)} {sure}), so {advice}."
        )
    what = "labels" if case.beside else "scores" if case.kind == SCORES else "counts"
    fits = f"anything from {more(low)} to {more(high)} fits the {what}"
    return f"Cannot tell yet:{name} {means}, and {fits}.{_would_tell(case)}"


def _would_tell(case: BeforeAfter) -> str:
    missing = case.more(case.power)
    if not missing:
        return ""
    each = " of both groups" if case.separate else ""
    if _too_many(case, missing):
        return (
            f" If the difference is as small as it looks, no practical number of items would tell (about "
            f"{say_number(missing)} more): ask whether it is not worse by more than you allow instead."
        )
    return (
        f" If the difference is as large as it looks, about {say_number(missing)} more items{each} would tell when all "
        "are compared again."
    )


def _too_many(case: BeforeAfter, missing: int) -> bool:
    """Whether nobody will label so many items more."""
    return missing > max(MOST_MORE, MOST_TIMES * case.found.items)


def _who(case: BeforeAfter) -> str:
    """Which columns were compared, since they may have been guessed; or that nobody has counted these items."""
    if not case.file:
        return EXAMPLE if case.is_example else ""
    if case.kind in (PREFERENCE, WIN_RATE):
        return (
            f"“{case.chosen_column}” says which is preferred: {case.reading.settled_by or 'before (A) or after (B)'}."
        )
    return f"“{case.reading.before}” is taken as before, “{case.chosen_column}” as after."


def _figures(case: BeforeAfter) -> Iterator[Figure]:
    found, words = case.found, _words(case)
    yield Figure("difference", "Difference", _points(case), words.points, *_ends(case))
    for part, mean, ends in zip(("before", "after"), _means(case), own_ends(case.found, case.level), strict=True):
        yield Figure(f"{words.key}_{part}", f"{words.label} {part}", words.whole * mean, words.unit, *ends)
    yield from standing_figures(found, case.paired, case.shown.name, words)
    small = "" if case.p_value >= 0.0001 else "below 0.0001"
    if isinstance(found, Counted):
        yield Figure("changed", "Items that changed", found.changed, "items")
    elif isinstance(found, Scored):
        spread = words.whole * found.sample.spread
        yield Figure("spread", "Spread from item to item", spread, words.points)
        yield Figure("standard_error", "Standard error", words.whole * found.sample.error, words.points)
    elif isinstance(found, Apart | ScoredApart | Summed):
        error = words.whole * found.error
        yield Figure("standard_error", "Standard error of the difference", error, words.points)
    yield Figure("p_value", f"p value, {test_name(found, case.kind)}", case.p_value, "", text=small)
    if isinstance(found, Counted) and case.kind == RIGHT and not found.clustered:
        yield Figure("chi_square", "McNemar’s chi-square, not corrected", stats.square(found.z_score), "")
    if case.verdict == "unclear":
        missing = case.more(case.power)
        told = "no number" if missing is None else ""
        yield Figure("more_items", "Further items that would tell at the next look", missing, "items", text=told)
    if case.paired:
        yield from _file_figures(case, case.paired)


def _file_figures(case: BeforeAfter, read: Paired) -> Iterator[Figure]:
    yield Figure("rows", "Rows of the file", read.rows, "rows")
    yield Figure("items", "Items compared", case.found.items, "items")
    if (sample := documents(case.found)) is not None:
        yield Figure("documents", "Documents", sample.groups, "documents")
        told = "So many times as many items it takes because they share documents."
        yield Figure("design_effect", "Design effect", sample.design_effect, "", help=told)
        yield Figure("likeness", "Likeness within a document", 100 * sample.likeness, "%")


def _notices(case: BeforeAfter) -> Iterator[str]:
    found, one = case.found, case.shown
    if case.verdict == "unclear":
        yield "“Cannot tell” is not “equally good”: the interval says what is still possible."
        if one.passes != one.clear:
            lone, other = ("test", "interval") if one.passes else ("interval", "test")
            yield f"A close case: the {lone} alone would call it a difference, the {other} does not."
    if case.verdict in ("better", "worse"):
        yield from thin(found, case.level)
    least = least_units(case.level)
    if case.verdict == "not-worse":
        pass  # no test was needed for that
    elif isinstance(found, Counted) and found.changed < least:
        changed, what = found.changed, "gained" if case.kind == RIGHT else "for after"
        yield (
            f"With {say_number(changed)} changed item{'' if changed == 1 else 's'} nothing can be told: even if "
            f"all were {what}, the test needs {least}."
        )
    elif found.units < least:
        what = "document" if documents(case.found) else "item"
        yield (
            f"With {say_number(found.units)} {what}{'' if found.units == 1 else 's'} nothing can be told: even if "
            f"all got better, it takes {least}."
        )
    yield from _otherwise(case)
    yield from _notices_of_design(case)
    yield from _notices_of_use(case)


def _otherwise(case: BeforeAfter) -> Iterator[str]:
    """What the comparison comes to where what is doubtful counts another way; the verdict is the same."""
    told = [
        f"{way}, {_words(case).both(*(case.sign * mean for mean in one.found.means))}, "
        f"of {say_number(one.found.items)} items ({chance(one.found.p_value)})"
        for way, one in dict(case.counted_otherwise).items()
    ]
    if told:
        yield f"Counted another way the verdict is the same: {'; '.join(told)}."


def _notices_of_design(case: BeforeAfter) -> Iterator[str]:
    found = case.found
    if case.separate:
        if case.file:
            yield "No item has both results: these are not pairs, and each model is taken by itself."
        yield (
            "Both models were asked different items, so part of the difference may lie in the items. The same "
            "items for both usually tell more, with fewer labels."
        )
    if isinstance(found, Apart) and found.fewest < FEW:
        yield f"Fewer than {FEW} are right or wrong in one group: the p value is rough there."
    if (sample := documents(case.found)) is not None:
        worth = round(found.items / max(1.0, sample.design_effect))
        told = f"they are worth about {say_number(worth)} that stand alone"
        if worth >= found.items:
            told = "those of one document are no more alike than others"
        yield (
            f"The {say_number(found.items)} items share {say_number(sample.groups)} documents; {told}. The "
            "interval and the test count documents."
        )


def _notices_of_use(case: BeforeAfter) -> Iterator[str]:
    allowed = say_number(1 - case.level)
    if case.paired and (silent := set(case.paired.variants) - {one.name for one in case.judged}):
        yield f"Without any result to compare: {', '.join(sorted(silent))}."
    if len(case.judged) > 1:
        yield (
            f"Of {say_number(len(case.judged))} variants the best is shown. Chosen on these items it looks better "
            "than it is: measure it once more on fresh ones."
        )
    if case.variants > 1:
        yield (
            f"Of {say_number(case.variants)} variants some look good by luck. By Holm’s method this one must pass "
            f"a p value of {allowed}."
        )
    if case.looks > 1:
        most = 100 * (1 - (case.confidence / 100) ** case.looks)
        yield (
            f"Who looks {say_number(case.looks)} times and stops when it pleases is fooled by luck in up to "
            f"{say(most, '%')} of cases. The looks share the error allowed: this one must pass a p value of "
            f"{allowed}."
        )
    if case.item_use == CHOSEN_BY:
        yield (
            "Items that helped to choose a prompt, a checkpoint or a variant flatter what was chosen, and no test "
            "can put that right. Repeat the comparison on fresh items before you rely on it."
        )


def _working(case: BeforeAfter) -> Iterator[Step]:
    found, words = case.found, _words(case)
    if case.tests > 1:
        strict = f"100 − (100 − {say_number(case.confidence)}) / {case.tests} tests"
        yield Step("Confidence of this test", strict, 100 * case.level, "%")
    if isinstance(found, Counted):
        spread = f"({say_number(found.gained)} − {say_number(found.lost)}) / {say_number(found.items)}"
    elif isinstance(found, Apart):
        spread = " − ".join(f"{say_number(right)} / {say_number(of)}" for right, of in (found.after, found.before))
    else:
        spread = " − ".join(say_number(words.whole * mean) for mean in reversed(_means(case)))
    yield Step("Difference", spread, _points(case), words.points)
    for name, end in zip(("at least", "at most"), _ends(case), strict=False):
        yield Step(f"The difference is {name}", interval_name(found), end, words.points)
    if isinstance(found, Counted) and not found.clustered:
        fewer = say_number(min(found.gained, found.lost))
        tossed = f"2 × chance of {fewer} heads or fewer in {say_number(found.changed)} tosses, at most 1"
        if found.mid:
            tossed = (
                f"2 × chance of fewer than {fewer} heads in {say_number(found.changed)} tosses, plus that of {fewer}"
            )
        yield Step("p value", tossed, case.p_value, "")
    elif isinstance(found, Apart):
        yield Step("z, with the pooled variance", "difference / its standard error", found.z_score, "")
        above = f"2 × chance of a normal value above {say_number(abs(found.z_score))}"
        yield Step("p value", above, case.p_value, "")
    else:
        yield Step("p value", test_name(found, case.kind), case.p_value, "")
    if case.verdict == "unclear" and (needed := case.needed(case.power)):
        each = " in each group" if case.separate else ""
        rates = "as calculated by “Items to evaluate” from these rates"
        yield Step(f"Items that would tell at the next look{each}", rates, needed, "items")


def _each(case: BeforeAfter) -> Iterator[Intervals]:
    """Each model by itself, where it has an interval of its own."""
    bars = [
        Bar(f"{_words(case).label} {part}", 100 * mean, *ends)
        for part, mean, ends in zip(
            ("before", "after"), case.found.means, own_ends(case.found, case.level), strict=True
        )
        if ends
    ]
    if bars:
        yield Intervals(
            title="Each model by itself",
            summary="On the same items these two may overlap although the difference is clear.",
            unit="%",
            bars=tuple(bars),
        )


def _table(case: BeforeAfter) -> Table | None:
    """Items that would tell, by how surely."""
    if case.verdict != "unclear" or not case.difference:
        return None
    each = " in each group" if case.separate else ""
    rows = (
        (f"{power} of 100", say_number(case.needed(power) or 0), say_number(case.more(power) or 0))
        for power in (50, 80, 95)
    )
    return Table(
        title="How many items would tell, if the rates stay",
        heads=("In how many evaluations", f"Items{each}", "Still missing"),
        rows=tuple(rows),
        note=f"They are calculated for look {case.looks + 1}: set “Looks at the results” to {case.looks + 1} then. "
        "Looks share the error, so every one needs a stricter test.",
    )


def _plan(case: BeforeAfter) -> Iterator[PlanStep]:
    missing = case.more(case.power) if case.verdict == "unclear" else None
    rates = _rates(case) if missing else None
    if missing and rates and not _too_many(case, missing):
        yield PlanStep(
            "Next",
            f"Label and score {say_number(missing)} more items, then compare all of them again",
            f"That is look {case.looks + 1} at the results: say so under “Looks at the results”. Every further "
            "look needs a stricter test, and the number counts that in. What fewer would show, and what "
            "they cost, stands there.",
            "Items to evaluate",
            "sample-size",
            urlencode(rates),
        )
    if case.file and (counts := _counts(case)):
        without = " It does not know which items share a document." if documents(case.found) else ""
        what = "means and spread" if isinstance(case.found, Scored) else "counts"
        yield PlanStep(
            "To keep",
            f"Pass on the {what}",
            f"A link never holds the file; this one holds what it came to.{without}",
            f"Before and after, from these {what}",
            case.slug,
            urlencode(counts),
        )


def _given(case: BeforeAfter, *names: str) -> dict[str, str]:
    """The reader's own answers among these, as texts."""
    return {name: case.inputs()[name].write(getattr(case, name)) for name in names if name in case.given}


def _chart(case: BeforeAfter) -> Intervals:
    levels = {one.confidence for one in case.judged}
    sure = f"{say(100 * case.level, '%')} confidence" if len(levels) == 1 else "the confidence each is held to"
    return variants_chart(case.judged, _words(case), case.sign, sure, _answer(case))


def _rates(case: BeforeAfter) -> dict[str, str] | None:
    """What was found, as the answers of “Items to evaluate”; None where they do not fit there."""
    found = as_rates(case.found)
    sure = write_number(min(99.99, round(100 * case.next_level, 6)))
    return None if found is None else found | _given(case, "power", "test") | {"confidence": sure}


def _counts(case: BeforeAfter) -> dict[str, str] | None:
    """What the file came to, as what may be typed here; None where it cannot be."""
    counts = as_counts(case.found, case.kind, case.sign)
    if counts is None:
        return None
    if case.variants > 1:
        rank = ranks([one.found.p_value for one in case.judged])[case.judged.index(case.shown)]
        # Once one of smaller p has failed, the rest fail; alone it would be held to less.
        counts |= {"variants": str(case.variants), "rank": str(rank if case.shown.passes else 1)}
    return counts | _given(case, "confidence", "power", "looks", "item_use", "margin", "least", "test", "better")
