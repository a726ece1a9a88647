"""How the answer of “sample-size” is told."""

import math
from collections.abc import Iterator

from calculators.kit.chart import Chart, Line, Mark, Point
from calculators.kit.model import Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell
from calculators.sample_size import LEAST, PAIRED, SCORES, SEPARATE, SINGLE, SampleSize, by_shares, whole
from calculators.statistics import proportions as stats

STEPS = 40
"""Points of the chart’s line."""


def digits(value: float) -> str:
    """A number with the four digits that reckoning by hand takes."""
    return f"{value:.4g}"


def told(case: SampleSize) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, plan=_plan)


def _unit(case: SampleSize) -> str:
    """The unit of a difference."""
    return "points" if case.design == SCORES else "percentage points"


def _points(case: SampleSize, difference: float) -> str:
    """A difference to read, in the reader's unit."""
    return say(abs(_scaled(case, difference)), "points")


def _scaled(case: SampleSize, difference: float) -> float:
    return difference if case.design == SCORES else 100 * difference


def _in_each(case: SampleSize) -> str:
    return " in each group" if case.design == SEPARATE else ""


def _what(case: SampleSize) -> str:
    """The difference in words: "a gain of 5 points"."""
    return f"a {'gain' if case.shift > 0 else 'loss'} of {_points(case, case.shift)}"


def _answer(case: SampleSize) -> str:
    count, each = say_number(case.items), _in_each(case)
    if case.items_needed is None:
        return "There is no difference to find: both models would be right equally often."
    needed = say(case.items_needed, "items")
    enough = case.verdict == "enough"
    if case.design == SINGLE:
        reached = f"a margin of {_points(case, case.detectable(case.items) or 0)}"
        if enough:
            return f"Your {count} items are enough: they give {reached}, and {needed} would give {_margin(case)}."
        return f"You need {needed} for a margin of {_margin(case)}: with {count} you get {reached}."
    shown = f"{say_number(round(case.chance or 0))} of 100 evaluations"
    if enough:
        return f"Your {count} items{each} are enough: they show {_what(case)} in {shown}; {needed}{each} would do."
    return f"You need {needed}{each} to see {_what(case)}: with {count}{each}, only {shown} would show it."


def _margin(case: SampleSize) -> str:
    return _points(case, case.shift)


def _why(case: SampleSize) -> str:
    if case.items_needed is None:
        return "Only a difference can be found by more items; where there is none, they only say so more surely."
    if case.design == PAIRED:
        changed = case.items_needed * (case.gained + case.lost) / 100
        told = f"Only items that change tell the two apart: of {say_number(case.items_needed)}, about "
        told += f"{say_number(round(changed))}."
        separate = _separate(case)
        if separate is not None:
            told += f" On separate items it would take {say_number(separate)} in each group."
        return told
    if case.design == SEPARATE:
        return (
            "Each group has its own luck in which items it holds, and both add up. "
            "The same items before and after take far fewer."
        )
    if case.design == SCORES:
        return (
            f"An item’s difference varies by {say_number(math.sqrt(case.variance))} points around its mean, so "
            f"the mean of {say_number(case.items_needed)} varies by "
            f"{say_number(math.sqrt(case.variance / case.worth(case.items_needed)))}."
        )
    low, high = _interval(case)
    return (
        f"If {say(case.right_before, '%')} of {say_number(case.items)} items are right, the share that would be "
        f"right of all such inputs is likely between {say(low, '%')} and {say(high, '%')}."
    )


def _separate(case: SampleSize) -> int | None:
    """Items in each group that separate items would take for the same difference; None where it cannot be."""
    after = case.before + case.shift
    if abs(case.shift) < LEAST or not 0 <= after <= 1:
        return None
    return _whole(case, stats.separate_items(case.before, after, case.z, case.z_power))


def _whole(case: SampleSize, alone: float) -> int:
    """Whole items, in documents, for a number of items that stand alone."""
    return whole(alone * case.design_effect)


def _interval(case: SampleSize) -> tuple[float, float]:
    """Wilson's interval, in percent, around the share expected, with the items at hand."""
    items = case.worth(case.items)
    low, high = stats.wilson(case.before * items, items, case.z)
    return 100 * low, 100 * high


def _figures(case: SampleSize) -> Iterator[Figure]:
    needed, each = case.items_needed, _in_each(case)
    yield Figure("items_needed", f"Items needed{each}", needed, "items", text="" if needed else "no number")
    if case.design == SINGLE:
        reached = case.detectable(case.items)
        yield Figure("margin", "Margin with your items", 100 * (reached or 0), "percentage points")
        yield Figure("interval", "Interval with your items", case.right_before, "%", *_clear(case, _interval(case)))
        yield Figure(
            "unseen",
            "May fail though none of your items does",
            100 * stats.unseen(case.worth(case.items), case.level),
            "%",
        )
        textbook = stats.square(case.z / case.shift) * case.before * (1 - case.before)
        yield Figure("items_textbook", "By the textbook formula", _whole(case, textbook), "items")
    else:
        yield Figure("power", "Your items show it", case.chance, "% of evaluations", text=_none(case.chance))
        shown = case.detectable(case.items)
        scaled = None if shown is None else _scaled(case, shown)
        yield Figure("detectable", "Least difference they show", scaled, _unit(case), text=_none(shown))
    if case.design in (PAIRED, SCORES) and case.by_formula is not None:
        yield Figure("items_formula", "By the textbook’s formula", _whole(case, case.by_formula), "items")
    if case.design == PAIRED:
        separate = _separate(case)
        yield Figure("items_separate", "On separate items, in each group", separate, "items", text=_none(separate))
    if case.design == SEPARATE and needed:
        for key, label, formula in (
            ("items_baseline", "By Evan Miller’s formula", stats.baseline_items),
            ("items_arcsine", "By the arcsine formula", stats.arcsine_items),
        ):
            found = formula(case.before, case.right_after / 100, case.z, case.z_power)
            # As his page rounds.
            rounded = round(found * case.design_effect) if key == "items_baseline" else _whole(case, found)
            yield Figure(key, label, rounded, "items")
    if case.cluster_size > 1:
        told = "So many times as many items it takes because they share documents."
        yield Figure("design_effect", "Design effect", case.design_effect, "", help=told)
        yield Figure("worth", "Your items are worth", case.worth(case.items), "items that stand alone")
        if needed is not None:
            yield Figure("documents", f"Documents needed{each}", whole(needed / case.cluster_size), "documents")
    if needed is not None:
        yield Figure("labels_needed", "Labels needed", needed * case.groups, "labels")
        yield Figure("label_cost", "Their price", case.label_cost, "USD")
        missing = max(0, needed - case.items) * case.groups
        yield Figure("missing_cost", "Price of those still missing", missing * case.label_price, "USD")


def _clear(case: SampleSize, ends: tuple[float, float]) -> tuple[float, float]:
    """The ends of an interval, the value within them whatever the last digit does."""
    return min(ends[0], case.right_before), max(ends[1], case.right_before)


def _none(value: float | None) -> str:
    return "none" if value is None else ""


def _notices(case: SampleSize) -> Iterator[str]:
    if case.variants > 1:
        yield (
            f"With {say_number(case.variants)} variants the best of them is held to {say(100 * case.level, '%')} "
            "confidence (Holm’s first step): among many, one looks good by luck."
        )
    if by_shares(case):
        yield (
            f"Right before {say(case.right_before, '%')}, right after {say(case.right_after, '%')}: of the same items "
            f"{say(case.gained, '%')} gained, {say(case.lost, '%')} lost are taken. How many change both ways a "
            "pilot tells: the fewer, the fewer items it takes. Say so in Gained, Lost."
        )
    if case.design == PAIRED and case.needed is not None:
        least = math.ceil(math.log2(2 / (1 - case.level)) - 1e-9)
        changed = case.worth(case.items) * (case.gained + case.lost) / 100
        if changed < 3 * least:
            yield (
                f"Of your items about {say_number(round(changed))} would change. Even if all changed for the "
                f"better, the exact test needs {least} to call it more than luck."
            )
    if case.design == SINGLE and case.before in (0, 1):
        yield (
            "A share of 0 or 100 % in a sample is not one of all inputs: see above how many may fail though none "
            "of your items does."
        )


def _working(case: SampleSize) -> Iterator[Step]:
    if case.variants > 1:
        strict = f"100 − (100 − {say_number(case.confidence)}) / {case.variants}"
        yield Step("Confidence of the strictest test", strict, 100 * case.level, "%")
    yield Step("z, two-sided", f"{say(100 * case.level, '%')} confidence", case.z, "")
    if case.design != SINGLE:
        yield Step("z of the power", say(case.power, "%"), case.z_power, "")
    if case.alone is None or case.needed is None or case.by_formula is None:
        return
    by_test = case.design in (PAIRED, SCORES)
    by_formula = " by the textbook’s formula" if by_test else ""
    yield Step(f"Items{by_formula}{_in_each(case)}", _formula(case), case.by_formula, "items")
    if case.cluster_size > 1:
        effect = f"1 + ({digits(case.cluster_size)} − 1) × {digits(case.likeness / 100)}"
        yield Step("Design effect", effect, case.design_effect, "")
    if case.design == PAIRED:
        name = "mid-p test" if case.mid else "exact test"
        power = say(case.power, "%")
        yield Step(
            f"Items by the {name}", f"every outcome counted, the least that pass in {power}", case.alone, "items"
        )
    if case.cluster_size > 1:
        counted = f"{digits(case.alone)} × {digits(case.design_effect)}"
        if by_test:
            counted = (
                f"{counted}, or what Student’s t over documents asks for" if case.design == PAIRED else _by_t(case)
            )
        yield Step(f"Items in documents{_in_each(case)}", counted, case.needed, "items")
    elif case.design == SCORES:
        yield Step("Items by the t test", _by_t(case), case.needed, "items")


def _by_t(case: SampleSize) -> str:
    return f"the least at which the t test passes in {say(case.power, '%')}"


def _formula(case: SampleSize) -> str:
    z, z_power, shift = digits(case.z), digits(case.z_power), digits(abs(case.shift))
    if case.design == PAIRED:
        changed = (case.gained + case.lost) / 100
        rest = digits(max(0.0, changed - stats.square(case.shift)))
        return f"({z} × √{digits(changed)} + {z_power} × √{rest})² / {shift}²"
    if case.design == SEPARATE:
        after, middle = case.right_after / 100, (case.before + case.right_after / 100) / 2
        pooled = digits(2 * middle * (1 - middle))
        own = digits(case.before * (1 - case.before) + after * (1 - after))
        return f"({z} × √{pooled} + {z_power} × √{own})² / {shift}²"
    if case.design == SCORES:
        return f"({z} + {z_power})² × {digits(case.variance)} / {shift}²"
    share = f"{digits(case.before)} × {digits(1 - case.before)}"
    return f"n with {z} × √({share} / n + {z}² / 4n²) / (1 + {z}² / n) = {shift}"


def _chart(case: SampleSize) -> Chart | None:
    """Items against the difference that they show."""
    needed = case.needed or case.items
    most = min(max(1.5 * needed, 1.2 * case.items), 6 * needed)
    least = max(1.0, most / 100)
    counts = [least * (most / least) ** (step / STEPS) for step in range(STEPS + 1)]
    shown = [(count, case.line(count)) for count in counts]
    points: list[Point] = [(count, _scaled(case, found)) for count, found in shown if found is not None]
    if len(points) < 2:
        return None
    marks = []
    reached = case.detectable(case.items)
    if reached is not None:
        marks.append(Mark(case.items, _scaled(case, reached), f"yours: {_points(case, reached)}"))
    if case.items_needed and case.items_needed != case.items:
        marks.append(Mark(case.items_needed, None, f"{say_number(case.items_needed)} needed"))
    name = "Margin" if case.design == SINGLE else "Least difference shown"
    return Chart(
        title=f"{name}, by items{_in_each(case)}",
        summary=_answer(case),
        x_label="Evaluation set",
        x_unit="items",
        y_unit=_unit(case),
        lines=(Line(name, tuple(points)),),
        marks=tuple(marks),
    )


def _table(case: SampleSize) -> Table | None:
    rows = tuple((name, say_number(_whole(case, items)), where) for name, items, where in _formulas(case))
    if not rows:
        return None
    return Table(
        title="Why other calculators give other numbers",
        heads=("Formula", f"Items{_in_each(case)}", "Where it is met"),
        rows=rows,
        note="The first is the one used here. None is wrong: each is near in its own way, and says so too seldom.",
    )


def _formulas(case: SampleSize) -> Iterator[tuple[str, float, str]]:
    """The formulas for this question, ours first: name, items, where it is used."""
    if case.alone is None:
        return
    z, z_power, shift = case.z, case.z_power, case.shift
    if case.design == SINGLE:
        yield "Wilson’s interval", case.alone, "what before and after is measured with on this site"
        yield "z² · p · (1 − p) / margin²", stats.square(z / shift) * case.before * (1 - case.before), "textbooks"
        yield "z² / (4 · margin²): as if p were 50 %", stats.square(z / shift) / 4, "polls, when nothing is known"
    elif case.design == PAIRED:
        changed = (case.gained + case.lost) / 100
        name = "mid-p" if case.mid else "exact"
        yield f"McNemar’s {name} test, every outcome counted", case.alone, "what before and after is tested with here"
        textbook = case.by_formula or 0.0
        yield "Unconditional, Miettinen and Connor", textbook, "tables for McNemar’s test"
        normal = stats.square((z + z_power) / shift) * max(0.0, changed - shift * shift)
        yield "Mean of the differences, Miller 2024", normal, "evaluations of language models"
        if _separate(case) is not None:
            separate = stats.separate_items(case.before, case.before + shift, z, z_power)
            yield "As if the items were separate", separate, "pages for A/B tests: in each group"
    elif case.design == SEPARATE:
        shares = case.before, case.right_after / 100
        yield "Pooled and unpooled variance", case.alone, "R’s power.prop.test"
        yield "Variance of the baseline", stats.baseline_items(*shares, z, z_power), "Evan Miller’s page"
        yield "Arcsine", stats.arcsine_items(*shares, z, z_power), "R’s pwr, statsmodels’ NormalIndPower"
        variance = math.fsum(share * (1 - share) for share in shares)
        yield "Unpooled variance alone", stats.score_items(variance, shift, z, z_power), "textbooks"
    else:
        yield "The t test, with your answers per item", case.alone, "what before and after is tested with here"
        yield (
            "The same by the normal distribution, Miller 2024",
            case.by_formula or 0.0,
            "evaluations of language models",
        )
        no_noise = stats.score_items(stats.square(case.spread), shift, z, z_power)
        yield "The same with so many answers that noise is gone", no_noise, "the floor"


def _plan(case: SampleSize) -> Iterator[PlanStep]:
    if case.items_needed is None:
        return
    labels = case.items_needed * case.groups
    missing = max(0, case.items_needed - case.items) * case.groups
    if missing:
        yield PlanStep(
            "First",
            f"Label {say_number(missing)} more items that training never sees",
            f"At {say(case.label_price, 'USD/item')} they cost {say_money(missing * case.label_price)}; all "
            f"{say_number(labels)} cost {say_money(case.label_cost or 0)}. Several raters, guidelines and checks "
            "cost more.",
            "Count the labels whole",
            "training-data",
            f"examples_count={missing}",
        )
    if case.design in (PAIRED, SEPARATE):
        yield PlanStep(
            "Then" if missing else "First",
            "Measure both models, once, when all items are there",
            "Count which items are right before and which are right after.",
            "Before and after",
            "before-after",
            "design=separate" if case.design == SEPARATE else "",
        )
