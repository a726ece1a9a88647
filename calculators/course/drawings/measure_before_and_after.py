"""The drawings of lesson 5."""

from collections.abc import Sequence
from math import erfc, exp, pi, sqrt

from calculators.course.drawing import DOT, LEADING, NAME, TEXT, Form, Scale, Sheet, Tone, Words, drawing
from calculators.course.worked import worked_case


@drawing
def interval_ladder(sheet: Sheet) -> Words:
    """Four scores with their ranges, beside the mark of 80 %."""
    rows = [
        ("26 of 40", worked_case("pilot").figure("right_before")),
        ("31 of 40", worked_case("pilot").figure("right_after")),
        ("155 of 200", worked_case("qwen-alone").figure("right_before")),
        ("179 of 200", worked_case("qwen-alone").figure("right_after")),
    ]
    left = 92 if sheet.narrow else 120
    scale = Scale(45, 100, left, sheet.width - 24)
    top = sheet.words(scale(80), 0, "the mark", tone="soft", align="middle").bottom + 4
    bottom = top + 40 * len(rows)
    sheet.line((scale(80), top), (scale(80), bottom), tone="soft", dashed=True)
    for at, (name, score) in enumerate(rows):
        y = top + 20 + 40 * at
        sheet.words(0, y - NAME * LEADING / 2, name, size=NAME, bold=True)
        assert score.value is not None
        assert score.low is not None
        assert score.high is not None
        sheet.interval(scale(score.low), scale(score.value), scale(score.high), y)
    shares = (50, 80, 100) if sheet.narrow else (50, 60, 70, 80, 90, 100)
    sheet.axis(scale, bottom, [(share, f"{share} %") for share in shares], label="good drafts")
    told = "; ".join(f"{name}: {score.value:.0f} %, {score.low:.0f} to {score.high:.0f}" for name, score in rows)
    return Words(
        title="What a score leaves open",
        says=f"Four scores with their 95 % intervals, beside the mark of 80 %. {told}. With forty letters the range "
        "is so wide that it tells little about the mark; with two hundred it is less than half as wide.",
        caption="Circles are what was seen, bars what fits it. Even 31 of 40 does not say on which side you are.",
    )


@drawing
def two_hundred_letters(sheet: Sheet) -> Words:
    """Two hundred letters, one dot each; only those that changed speak."""
    inputs = worked_case("qwen").texts
    heaps: tuple[tuple[int, str, Tone, Form], ...] = (
        (int(inputs["both_right"]), "good both times", "soft", "ring"),
        (int(inputs["items_gained"]), "gained", "weights", "full"),
        (int(inputs["items_lost"]), "lost", "trouble", "square"),
        (int(inputs["both_wrong"]), "bad both times", "soft", "dash"),
    )
    step = 16.0 if sheet.narrow else 17.0
    across = 20 if sheet.narrow else 40
    at = 0
    for count, _, tone, form in heaps:
        for _ in range(count):
            sheet.dot(DOT + at % across * step, DOT + at // across * step, form=form, tone=tone)
            at += 1
    y = (-(-at // across)) * step + 12
    places = [(0.0, sheet.width / 2), (sheet.width / 2, sheet.width / 2)] * 2
    for number, ((count, name, tone, form), (x, _)) in enumerate(zip(heaps, places, strict=True)):
        row = y + number // 2 * 24
        sheet.dot(x + DOT, row + 10, form=form, tone=tone)
        sheet.words(x + 22, row, f"{count} {name}", size=NAME, bold=tone != "soft")
    changed = heaps[1][0] + heaps[2][0]
    return Words(
        title=f"Two hundred letters, of which {changed} speak",
        says=f"One dot for each of {at} letters: "
        + ", ".join(f"{count} {name}" for count, name, _, _ in heaps)
        + f". Only the {changed} that were gained or lost tell the two versions apart.",
        caption="Where both versions do the same, there is nothing to tell them apart by. Look at the filled ones.",
    )


@drawing
def judge_mosaic(sheet: Sheet) -> Words:
    """A judge beside Ingrid: two rates, and a share that has to be put right."""
    (both, refused), (passed, neither) = worked_case("judge-table").case.table  # type: ignore[attr-defined]
    good, bad = both + refused, passed + neither
    items = good + bad
    width, height = float(sheet.width), 220.0
    first = (width - 6) * good / items
    top = sheet.words(0, 0, f"Ingrid would send {good}", size=NAME, bold=True, room=first - 8).bottom
    rest = width - first - 6
    other = sheet.words(first + 6, 0, f"would not send {bad}", size=NAME, bold=True, room=rest).bottom
    top = max(top, other)
    top += 6
    cells: tuple[tuple[float, float, int, int, Tone, str], ...] = (
        (0, first, both, good, "ink", "judge passes"),
        (0, first, refused, good, "plain", "judge stops"),
        (first + 6, rest, passed, bad, "ink", "passes"),
        (first + 6, rest, neither, bad, "plain", "stops"),
    )
    begun = {0.0: top, first + 6: top}
    for x, wide, count, of, tone, words in cells:
        high = height * count / of
        area = sheet.frame(x, begun[x], wide, high - 3, tone=tone)
        sheet.words(area.centre, area.middle - NAME * LEADING / 2, f"{count} {words}", size=NAME, align="middle")
        begun[x] += high
    y = top + height + 14
    seen = 100 * (both + passed) / items
    right, stops = both / good, neither / bad
    shares: tuple[tuple[str, float, Tone], ...] = (
        ("The judge’s share", seen, "soft"),
        ("put right", 100 * (seen / 100 + stops - 1) / (right + stops - 1), "ink"),
    )
    for name, share, tone in shares:
        line = sheet.words(0, y, name, tone="soft")
        sheet.words(width, y - 2, f"{share:.0f} %", size=NAME, bold=True, align="end")
        y = sheet.bar(0, line.bottom + 2, width * share / 100, height=12, tone=tone).bottom + 10
    return Words(
        title="A judge has two rates",
        says=f"Of {good} drafts that Ingrid would send the judge passes {both} and stops {refused}; of {bad} that she "
        f"would not, it passes {passed} and stops {neither}. It therefore passes {seen:.0f} % in all, which the "
        f"correction turns into {shares[1][1]:.0f} %.",
        caption="Widths are Ingrid’s verdicts, heights what the judge makes of each. What it passes is shaded.",
    )


def fooled(looks: int, level: float = 1.96) -> tuple[float, ...]:
    """How often the usual test finds a difference where none is, within so many looks; one look first, a share each.

    The looks come after equal numbers of items, and each takes the whole sample so far (Armitage, McPherson and Rowe
    1969). The sum of unit normal steps is followed on a grid; what has crossed the line is taken off.
    """

    def normal(x: float) -> float:
        return exp(-x * x / 2) / sqrt(2 * pi)

    def beyond(x: float) -> float:
        return erfc(x / sqrt(2)) / 2

    cells = 120
    places: Sequence[float] = [level * (2 * at / cells - 1) for at in range(cells + 1)]
    density = [normal(place) for place in places]
    found = [2 * beyond(level)]
    for look in range(2, looks + 1):
        edge, width = level * sqrt(look), places[1] - places[0]
        mass = [width * each * (0.5 if at in (0, cells) else 1) for at, each in enumerate(density)]
        out = sum(m * (beyond(edge - x) + beyond(edge + x)) for m, x in zip(mass, places, strict=True))
        found.append(found[-1] + out)
        ahead = [edge * (2 * at / cells - 1) for at in range(cells + 1)]
        density = [sum(m * normal(y - x) for m, x in zip(mass, places, strict=True)) for y in ahead]
        places = ahead
    return tuple(found)


@drawing
def garden_of_peeks(sheet: Sheet) -> Words:
    """How often one is fooled, by how often one looks."""
    shares = [100 * share for share in fooled(20)]
    left, bottom = 44, 220.0
    across, up = Scale(1, 20, left + 10, sheet.width - 40), Scale(0, 30, bottom, 12)
    for share in (10, 20, 30):
        sheet.line((left, up(share)), (sheet.width - 16, up(share)), dashed=True)
        sheet.words(left - 8, up(share) - TEXT * LEADING / 2, f"{share} %", tone="soft", align="end")
    sheet.line(*((across(at + 1), up(share)) for at, share in enumerate(shares)), tone="trouble")
    marks = (1, 2, 4, 10, 20)
    for looks in marks:
        x, y = across(looks), up(shares[looks - 1])
        sheet.dot(x, y, tone="trouble")
        sheet.words(x, y - 28, f"{shares[looks - 1]:.0f}", size=NAME, bold=True, align="middle", behind=True)
    sheet.axis(across, bottom, [(looks, str(looks)) for looks in marks], label="looks at the results")
    told = ", ".join(f"{shares[looks - 1]:.0f} of 100 at {looks} looks" for looks in marks[1:])
    return Words(
        title="Look often enough",
        says=f"How often the usual test cries “different” where there is no difference: 5 of 100 at one look, {told}. "
        "The looks are at one growing sample.",
        caption="False alarms where there is nothing to find, if you look so often and may stop each time.",
    )
