"""How the answer of “agreement” is told."""

from collections.abc import Iterator

from calculators.agreement import Agreement
from calculators.kit.chart import Bar, Intervals
from calculators.kit.model import Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number
from calculators.results import rating_left
from calculators.results.file_report import FAULTS, in_order, left_out
from calculators.results.judge_words import judge_table
from calculators.results.label_by_label import label_table
from calculators.results.ratings_report import DISPUTED, by_rater, disputed, notices, understood
from calculators.statistics import agreement as stats
from calculators.statistics.agreement import INTERVAL, NOMINAL, ORDINAL
from calculators.statistics.agreement import Agreement as Found
from calculators.statistics.proportions import two_sided, wilson

SHOWN = 20
"""So many labels are shown."""

SKEWED = 0.6
"""From this prevalence index on, one label is so common that kappa punishes few disagreements hard."""


def none(value: object) -> str:
    """What stands in place of a figure that cannot be given."""
    return "none" if value is None else ""


def told(case: Agreement) -> Result:
    found = case.ratings
    tables = [disputed(found, case.scale) if found else None, _table(case)]
    if found:
        tables.append(label_table(case.guess(), found, case.confidence / 100))
    tables += [_judge(case)]
    tables += [by_rater(found), left_out(found.faults)] if found else []
    first, others = in_order(*tables)
    downloads = ((DISPUTED, FAULTS) if found.faults else (DISPUTED,)) if found else ()
    return Result(
        verdict=case.verdict,
        answer=_answer(case),
        why=_why(case),
        read=tuple(understood(case.guess(), found)) if found else (),
        notices=(*_notices(case), *(notices(found) if found else ())),
        figures=tuple(_figures(case)),
        working=tuple(_working(case)),
        chart=_chart(case),
        table=first,
        more_tables=others,
        plan=tuple(_plan(case)),
        downloads=downloads,
    )


def _judge(case: Agreement) -> Table | None:
    """What either rater would do as a judge."""
    if not case.rated.two or not case.rated.items:
        return None
    raters = case.ratings.raters if case.ratings else ("The first rater", "The second rater")
    return judge_table(case.rated.confusion, case.rated.labels, raters, case.confidence / 100)


def _ends(case: Agreement, found: Found) -> tuple[float, float] | tuple[None, None]:
    """The interval of a coefficient, within -1 and 1."""
    return found.interval(case.confidence / 100) or (None, None)


def _answer(case: Agreement) -> str:
    found = case.judged
    if found is None:
        return "Nobody can tell: no item has labels of two raters."
    if found.coefficient is None:
        return "Nobody can tell: every label is the same one, so that raters who guess would agree as well."
    low, high = _ends(case, found)
    spread = "" if low is None or high is None else f" ({say_number(low)} to {say_number(high)})"
    opening = {
        "good": "The labels deserve trust",
        "tentative": "The labels deserve trust with care",
        "poor": "The labels do not deserve trust yet",
    }[case.verdict]
    raw = say(100 * (case.raw or 0), "%")
    return f"{opening}: {case.name} is {say_number(found.coefficient)}{spread}, with raters agreeing on {raw}."


def _why(case: Agreement) -> str:
    found = case.judged
    if found is None or found.coefficient is None:
        return "Agreement tells something only where raters had a choice and could have differed."
    chance = say(100 * (case.by_chance or 0), "%")
    told = f"By chance they would agree on {chance}; {case.name} counts what lies beyond"
    if case.scale != NOMINAL:
        told = f"{told}, a near miss less than a far one."
        if case.correlation is None:
            return f"{told} They agree less than dice would, so nothing can be measured against these labels."
        return (
            f"{told} A perfect model’s scores would go along with one rater’s by a correlation of at most about "
            f"{say_number(case.correlation)}."
        )
    told += "."
    if case.ceiling is None:
        return f"{told} They agree less than dice would, so nothing can be measured against these labels."
    if case.ceiling >= 1:
        return f"{told} They never differ, so the labels set no ceiling to a score."
    return (
        f"{told} If raters err equally often and independently, each is right on {say(100 * case.ceiling, '%')}: a "
        "perfect model would score no more against the labels of one."
    )


def _notices(case: Agreement) -> Iterator[str]:
    found = case.judged
    if found is None or found.coefficient is None:
        return
    low, high = _ends(case, found)
    if low is None or high is None:
        yield "Too few items for an interval."
    elif any(low < border <= high for border in (case.good, case.tolerable)):
        yield "The interval reaches over a border, so more items could turn this answer."
    if case.prevalence is not None and case.prevalence >= SKEWED:
        yield (
            "One label is far more common than the other. Chance then explains most agreement, and few "
            "disagreements pull kappa down: look at both figures, and at the agreement on the rare label in the table."
        )
    if case.rated.uneven:
        yield "Items have different numbers of raters; Fleiss’ kappa needs as many for each, alpha does not."
    if found.coefficient < 0:
        yield "They agree less than chance would have it: perhaps two labels are swapped."
    yield from rating_left.told(case.guess())
    yield from _notices_of_labels(case)


def _notices_of_labels(case: Agreement) -> Iterator[str]:
    read = case.ratings
    if read is None:
        return
    if case.scale == ORDINAL and read.guessed_order:
        order = ", ".join(read.labels[:12])
        yield f"The order of the labels is that of the alphabet ({order}): type theirs into “Order of the labels”."
    if case.scale == NOMINAL and read.numeric and len(read.labels) > 2:
        yield "The labels are numbers. If a near miss is better than a far one, choose another scale."


def _figures(case: Agreement) -> Iterator[Figure]:
    raw = case.raw
    agreed = None if raw is None else 100 * raw
    low, high = _share(case)
    yield Figure("agreement", "Raters agree", agreed, "% of items", low, high, text=none(raw))
    by_chance = None if case.by_chance is None else 100 * case.by_chance
    yield Figure("chance", "By chance they would", by_chance, "%", text=none(by_chance))
    weights = {NOMINAL: "", ORDINAL: ", linear weights", INTERVAL: ", squared weights"}[case.scale]
    if case.rated.two:
        yield _coefficient(case, "kappa", f"Cohen’s kappa{weights}", case.rated.cohen)
        if case.rated.alpha:
            yield _coefficient(case, "alpha", "Krippendorff’s alpha", case.rated.alpha)
        for key, label, index in (
            ("prevalence", "Prevalence index", case.prevalence),
            ("bias", "Bias index", case.bias),
        ):
            if index is not None:
                yield Figure(key, label, index, "")
    else:
        yield _coefficient(case, "alpha", "Krippendorff’s alpha", case.rated.alpha)
        if case.scale == NOMINAL:
            yield _coefficient(case, "kappa", "Fleiss’ kappa", case.rated.fleiss)
    yield Figure("items", "Items that two or more labelled", case.items, "items")
    ceiling = case.ceiling
    if case.scale == NOMINAL:
        score = None if ceiling is None else 100 * ceiling
        yield Figure("ceiling", "A perfect model would score", score, "%", text=none(ceiling))
    else:
        along = case.correlation
        yield Figure("correlation", "A perfect model would correlate by", along, "", text=none(along))
    if ceiling is not None and case.labels == 2:
        yield Figure("ceiling_three", "By the majority of three", 100 * stats.majority(ceiling, 3), "%")
    if case.enough is not None and case.verdict != "good":
        yield Figure("enough", "Agreement that would deserve trust", 100 * case.enough, "% of items")
    if read := case.ratings:
        yield Figure("rows", "Rows of the file", read.rows, "rows")
        yield Figure("raters", "Raters", len(read.raters), "raters")
        yield Figure("gaps", "Gaps", read.gaps, "labels")


def _share(case: Agreement) -> tuple[float, float] | tuple[None, None]:
    """Wilson's interval, in percent, of how often two raters agree; none for several, whose pairs share raters."""
    raw = case.raw
    if not case.rated.two or raw is None:
        return None, None
    low, high = wilson(raw * case.items, case.items, two_sided(case.confidence / 100))
    return 100 * min(low, raw), 100 * max(high, raw)


def _coefficient(case: Agreement, key: str, label: str, found: Found | None) -> Figure:
    value = found.coefficient if found else None
    low, high = _ends(case, found) if found else (None, None)
    return Figure(key, label, value, "", low, high, text=none(value))


def _working(case: Agreement) -> Iterator[Step]:
    found = case.judged
    if found is None or found.coefficient is None or case.raw is None:
        return
    if case.rated.two and case.rated.confusion:
        same = sum(row[place] for place, row in enumerate(case.rated.confusion))
        counted = f"{say_number(same)} / {say_number(case.items)} items"
        yield Step("Raters agree", counted, 100 * case.raw, "%")
    if case.scale != NOMINAL:
        beyond = "1 − mean squared distance of two labels of an item / that of any two labels"
        yield Step("Alpha", beyond, found.coefficient, "")
        return
    raw, chance = f"{found.raw:.4g}", f"{found.chance:.4g}"
    beyond = f"({raw} − {chance}) / (1 − {chance})"
    yield Step(case.name.capitalize(), beyond, found.coefficient, "")
    if case.ceiling is not None:
        share, others = f"{case.raw:.4g}", case.labels - 1
        root = f"(1 + √({others} × ({case.labels} × {share} − 1))) / {case.labels}"
        yield Step("A perfect model would score", root, 100 * case.ceiling, "%")


def _chart(case: Agreement) -> Intervals | None:
    names = (
        ("Cohen’s kappa", case.rated.cohen),
        ("Krippendorff’s alpha", case.rated.alpha),
        ("Fleiss’ kappa", case.rated.fleiss if case.scale == NOMINAL else None),
    )
    bars = [
        Bar(name, found.coefficient, *_ends(case, found))
        for name, found in names
        if found and found.coefficient is not None
    ]
    if not bars:
        return None
    return Intervals(
        title=f"Agreement beyond chance, from 0 to 1, with {say(case.confidence, '%')} confidence",
        summary=_answer(case),
        unit="",
        bars=tuple(bars),
        zero="chance",
    )


def _table(case: Agreement) -> Table | None:
    """Where raters differ, label by label."""
    specific = case.rated.specific
    if not specific:
        return None
    rows = tuple((name, say(100 * share, "%"), say(100 * agreed, "%")) for name, share, agreed in specific[:SHOWN])
    count = " Labels count by column." if not case.file else ""
    return Table(
        title="Where raters differ",
        heads=("Label", "Its share", "Another rater gives it too"),
        rows=rows,
        note=f"The label that raters least agree on stands first: its rule needs work.{count}",
    )


def _plan(case: Agreement) -> Iterator[PlanStep]:
    if case.verdict not in ("poor", "tentative"):
        return
    worst = case.rated.specific[0][0] if case.rated.specific else ""
    worst = f"“{worst}”" if case.file else worst[:1].lower() + worst[1:]
    items = f"items with {worst}" if worst and case.scale == NOMINAL else "the most disputed items"
    yield PlanStep(
        "First",
        f"Let the raters talk over {items}, and write the rule down",
        "Then all label fresh items, and you measure again. A clear rule is cheaper than more raters.",
        "Price of labels by several raters",
        "training-data",
        "raters=3",
    )
