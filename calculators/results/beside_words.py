"""What is told beside a comparison of a file: the judge held against people, pairs in both orders, runs of items."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from calculators.kit.model import Figure, Table, Understood
from calculators.kit.numbers import say, say_number
from calculators.results.cells import RIGHT
from calculators.results.comparison_words import WORDS, Words, more
from calculators.results.gathered import Gathering
from calculators.results.people import FIELD, LABEL, Beside
from calculators.results.variant_words import ends_of
from calculators.statistics.checked import Checked
from calculators.statistics.correction import Errors
from calculators.statistics.judging import Judged
from calculators.statistics.places import Swapped, swapped
from calculators.statistics.proportions import two_sided, wilson
from calculators.statistics.standing import Repeated, repeated


class Told(NamedTuple):
    """What one of them adds to an answer."""

    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    notices: tuple[str, ...] = ()
    read: tuple[Understood, ...] = ()

    def also(self, other: "Told") -> "Told":
        """Both."""
        return Told(*(one + two for one, two in zip(self, other, strict=True)))  # type: ignore[arg-type]


def of_people(of: Beside, columns: str, one: Judged) -> Told:
    """The judge beside people: what each says, how often the judge errs."""
    found, words, sign = one.found, WORDS[of.people.kind], of.people.sign
    if not isinstance(found, Checked):
        told = "people labelled every item, so only their labels count"
        return Told(read=(Understood(LABEL, f"“{columns}”: {told}", FIELD),))
    told = f"“{columns}”: {say_number(found.labelled)} of {say_number(found.items)} items have them"
    judge = WORDS[of.judge.kind]
    alone = found.by_judge[1] - found.by_judge[0]
    by_judge = sign * judge.whole * alone
    rows = [
        (f"{words.label} {part}", *(say(side * scale.whole * mean, scale.unit) for side, scale, mean in parts))
        for part, *parts in (
            (part, (of.judge.sign, judge, ours), (sign, words, theirs))
            for part, ours, theirs in zip(("before", "after"), found.by_judge, found.means, strict=True)
        )
    ]
    ends = " to ".join(map(say_number, ends_of(one, words, sign))) or "any"
    difference = sign * words.whole * found.difference
    rows.append(("Difference", say_number(by_judge), f"{say_number(difference)} ({ends})"))
    table = Table(
        "What the judge says, put right by people’s labels",
        ("", "By the judge alone", "Put right"),
        tuple(rows),
        "People’s mean on the items that they labelled, plus the judge’s difference between the others and these, by "
        "the weight that lowers the error most (PPI++). What the judge misses or adds goes out with it.",
    )
    figures = (
        Figure("labelled", "Items that people labelled", found.labelled, "items"),
        Figure("judge_difference", "Difference by the judge alone", by_judge, judge.points),
        Figure("judge_weight", "Weight of the judge", 100 * found.trust, "%", help="0: only people’s labels count."),
        Figure("standard_error", "Standard error of the difference", words.whole * found.error, words.points),
    )
    errors = of.errors(one.name)
    tables = (table, *_errors(errors, found, one.confidence)) if errors else (table,)
    notices = () if abs(alone) < 1e-12 else (_apart(by_judge, difference),)
    return Told(tables, figures, notices, (Understood(LABEL, told, FIELD),))


def _apart(by_judge: float, difference: float) -> str:
    return (
        f"By the judge alone the model after has {more(by_judge)}; with its errors put right, {more(difference)}. The "
        "verdict goes by the latter."
    )


def _errors(errors: Mapping[str, Errors], found: Checked, sure: float) -> Iterator[Table]:
    """How often the judge finds what people call right, wrong, of each model; each share put right by that alone."""
    rows = []
    for (part, of), seen in zip(errors.items(), found.by_judge, strict=True):
        if not of.sensitivity[1] or not of.specificity[1]:
            continue
        shares = [_share(*group, sure) for group in (of.sensitivity, of.specificity)]
        right = of.true_share(round(seen * found.items), found.items)
        put = "none can be told" if right is None else say(100 * right.mean, "%")
        if right is not None:
            low, high = right.interval(sure)
            put += f" ({say_number(100 * max(0.0, low))} to {say_number(100 * min(1.0, high))})"
        rows.append((part, *shares, say(100 * seen, "%"), put))
    if rows:
        yield Table(
            "How the judge errs",
            ("Model", "Finds of the right", "Finds of the wrong", "Right by the judge", "Right, put right by these"),
            tuple(rows),
            "If it errs otherwise on one model than on the other, it makes a difference where there is none. The last "
            "column is by Rogan and Gladen (1978), the verdict is not: it takes each item’s labels together.",
        )


def _share(right: int, items: int, sure: float) -> str:
    low, high = wilson(right, items, two_sided(sure))
    return f"{say(100 * right / items, '%')} ({say_number(100 * low)} to {say_number(100 * high)})"


def of_places(of: Gathering) -> Told:
    """Pairs judged in both orders: how often the verdict stayed, which place the judge favours."""
    pairs = list(of.in_both_orders())
    if not pairs:
        return Told(notices=tuple(_never(of)))
    found = swapped(*zip(*pairs, strict=True))
    rows = (
        ("For after, both times", found.after),
        ("For before, both times", found.before),
        ("A tie, both times", found.ties),
        ("For what stood first, both times", found.first),
        ("For what stood second, both times", found.second),
        ("Otherwise, such as a tie once", found.other),
    )
    table = Table(
        "The same pairs with places changed",
        ("Judged", "Pairs", "Share"),
        tuple((told, say_number(count), say(100 * count / found.pairs, "%")) for told, count in rows),
        "A pair whose verdict went with the place says nothing of the models; its two verdicts cancel out here.",
    )
    chance = "below 0.0001" if found.p_value < 0.0001 else ""
    figures = (
        Figure("consistent", "Judged alike in both orders", 100 * found.consistent, "%"),
        Figure("place_bias", "For the first place, less for the second", 100 * found.bias, "percentage points"),
        Figure("place_p_value", "p value of a favourite place, sign test", found.p_value, "", text=chance),
    )
    return Told((table,), figures, tuple(_favourite(found)))


def _favourite(found: Swapped) -> Iterator[str]:
    if found.p_value < 0.05:
        place, other = (found.first, found.second)
        which = "first" if place > other else "second"
        yield (
            f"The judge favours the {which} place: of {say_number(place + other)} pairs whose verdict went with the "
            f"place {say_number(max(place, other))} went to it. As each pair was judged in both orders, that cancels "
            "out."
        )


def _never(of: Gathering) -> Iterator[str]:
    """What must be known where the model after always stood in one place."""
    stood = of.stood()
    if stood is not None and len(stood) == 1:
        which = "first" if True in stood else "second"
        yield (
            f"The model after always stood {which}. A judge may favour a place: have it judge every pair again with "
            "places changed."
        )


def of_runs(before: Sequence[Sequence[float]], after: Sequence[Sequence[float]], words: Words, kind: str) -> Told:
    """Items with several runs: how much one answer varies, how much of the error is that, how many runs agree."""
    both = [(one, other) for one, other in zip(before, after, strict=True) if one and other]
    sides = [repeated(side) for side in zip(*both, strict=True)] if both else []
    if not any(side.noise for side in sides) and all(side.answers == 1 for side in sides):
        return Told()
    items = len(both)
    rows, figures = [], []
    for part, side, answers in zip(("before", "after"), sides, zip(*both, strict=True), strict=True):
        row = [part, say_number(side.answers), say_number(words.whole * side.noise)]
        row += [say_number(words.whole * side.noise / items**0.5)]
        if kind == RIGHT:
            every = [sum(all(value == wanted for value in one) for one in answers) for wanted in (1, 0)]
            mixed = items - sum(every)
            row += [say(100 * count / items, "%") for count in (every[0], mixed, every[1])]
        rows.append(tuple(row))
        told = "Standard deviation of one answer around its item’s mean, over the runs."
        label = f"Spread over the runs, {part}"
        figures.append(Figure(f"noise_{part}", label, words.whole * side.noise, words.points, help=told))
    share = _of_noise(both, sides)
    figures.append(Figure("runs_share", "Of the error, what more runs could take away", 100 * share, "%"))
    heads: tuple[str, ...] = ("Model", "Runs an item", f"Spread of one answer ({words.points})", "Of one run’s mean")
    heads += ("Right in all runs", "In some", "In none") if kind == RIGHT else ()
    way = "More runs of these items help" if share > 0.5 else "More items help more than more runs"
    part = say(100 * share, "%")
    note = f"{part} of the variance of the difference comes from the runs, the rest from the items. {way}."
    return Told((Table("Over the runs", heads, tuple(rows), note),), tuple(figures))


def _of_noise(both: Sequence[tuple[Sequence[float], Sequence[float]]], sides: Sequence[Repeated]) -> float:
    """The share of the variance of the difference of item means that the noise of answers makes: Miller (2024)."""
    changes = [sum(other) / len(other) - sum(one) / len(one) for one, other in both]
    middle = sum(changes) / len(changes)
    whole = sum((change - middle) ** 2 for change in changes) / max(1, len(changes) - 1)
    noise = sum(side.noise**2 / side.answers for side in sides)
    return min(1.0, noise / whole) if whole > 1e-15 else 1.0
