"""The drawings of lesson 6."""

import math
from dataclasses import replace
from typing import Any, cast

from calculators.course.drawing import NAME, Align, Form, Scale, Sheet, Tone, Words, drawing
from calculators.course.worked import Worked, worked_case


def _of(case: Worked, name: str) -> float:
    """An input of a calculator's, or a property that is no figure of its answer."""
    return float(getattr(case.case, name))


@drawing
def three_clocks(sheet: Sheet) -> Words:
    """Task, inputs, base over two years: what moves, what is done about it."""
    left = 58.0 if sheet.narrow else 96.0
    scale = Scale(0, 24, left, float(sheet.width) - 12)
    rows: tuple[tuple[str, Tone, tuple[tuple[float, str], ...]], ...] = (
        ("Task", "ink", ((2, "refund rule"), (15, "a new owner"))),
        ("Inputs", "ink", ((6.5, "summer"), (18.5, "summer"))),
        ("Base", "ink", ((19.5, "withdrawn"),)),
        ("You", "weights", ((0, "release"), (12, "retrained"), (18, "moved"))),
    )
    y = 0.0
    for name, tone, events in rows:
        row = y + 30
        sheet.words(0, row - 9, name, size=NAME, bold=True, tone=tone)
        sheet.line((scale(0), row), (scale(24), row), tone="plain")
        for month, words in events:
            form: Form = "square" if tone == "weights" else "full"
            sheet.dot(scale(month), row, tone=tone, form=form)
            first, last = month == 0, month > 16
            align: Align = "start" if first else "end" if last else "middle"
            sheet.words(scale(month) + (-5 if first else 6 if last else 0), row - 27, words, align=align, tone="soft")
        y = row + 18
    sheet.axis(scale, y + 4, [(month, str(month)) for month in (0, 6, 12, 18, 24)], label="months")
    return Words(
        title="Three clocks, and what you do about them",
        says="Over 24 months the task changes twice, the inputs change every summer, the base model is withdrawn once. "
        "The model is released, retrained after a year, moved to another base before the old one ends.",
        caption="It ages in three ways that do not wait for one another. The refund rule of March needed no training: "
        "it stood on the shelf.",
    )


@drawing
def one_retraining(sheet: Sheet) -> Words:
    """What one retraining costs, line by line."""
    case = worked_case("upkeep-yearly")
    lines: tuple[tuple[str, float, Tone], ...] = (
        ("evaluation", _of(case, "evaluation_cost"), "ink"),
        ("44 new letters", _of(case, "retraining_labels_cost"), "ink"),
        ("release", _of(case, "release_cost"), "ink"),
        ("training", _of(case, "retraining_runs") * _of(case, "run_cost"), "weights"),
    )
    most = max(amount for _, amount, _ in lines)
    labels = 118.0 if sheet.narrow else 150.0
    scale = Scale(0, most, labels, float(sheet.width) - 84)
    y = 0.0
    for name, amount, tone in lines:
        sheet.words(labels - 10, y + 4, name, align="end")
        sheet.bar(labels, y, max(1.5, scale(amount) - labels), height=26, tone=tone)
        sheet.words(max(scale(amount), labels + 2) + 8, y + 4, f"{amount:,.0f} USD")
        y += 38
    return Words(
        title=f"One retraining: {case.text('retraining_cost')}",
        says="; ".join(f"{name}: {amount:,.0f} USD" for name, amount, _ in lines) + ".",
        caption="Measuring is the bill. Training, in rust, is the line that one can hardly see.",
    )


@drawing
def paying_for_silence(sheet: Sheet) -> Words:
    """The price of a million output tokens on a card, by calls a day, beside two prices at APIs."""
    card, chat, small = (worked_case(key) for key in ("card-for-letters", "card-for-the-chat", "card-or-small-model"))
    monthly, days = card.value("monthly_cost"), _of(card, "days_per_month")
    output, most = _of(card, "output_tokens"), card.value("capacity_calls_per_day")

    def price(calls: float) -> float:
        return monthly / (calls * days * output) * 1e6

    dear, cheap = chat.value("api_price_per_mtok"), small.value("api_price_per_mtok")
    scale = Scale(2, 5, 44, float(sheet.width) - 28)
    top, height, low, high = 6.0, 220.0, -0.3, 3.3

    def y(value: float) -> float:
        return top + height * (1 - (math.log10(value) - low) / (high - low))

    for power in (0, 1, 2, 3):
        sheet.words(36, y(10**power) - 9, f"{10**power:,}", tone="soft", align="end")
        sheet.line((40, y(10**power)), (44, y(10**power)), tone="plain")
    calls = [10 ** (2 + step / 20) for step in range(61) if 10 ** (2 + step / 20) < most] + [most]
    sheet.line(*[(scale(math.log10(c)), y(price(c))) for c in calls], tone="ink")
    for value, name in ((dear, "GPT-6.1 Sol, at an API"), (cheap, "a small open model, at an API")):
        sheet.line((44, y(value)), (scale(5), y(value)), tone="soft", dashed=True)
        sheet.words(50, y(value) - 21, name, tone="soft", behind=True)
    at = scale(math.log10(300))
    sheet.dot(at, y(price(300)), tone="ink")
    sheet.words(at + 10, y(price(300)) - 17, f"300 letters: {price(300):,.0f} USD", tone="ink", behind=True)
    sheet.dot(scale(math.log10(most)), y(price(most)), tone="ink", form="square")
    sheet.words(scale(math.log10(most)) + 4, y(price(most)) - 24, "as busy as it can be", tone="ink", align="end",
                behind=True)  # fmt: skip
    sheet.axis(scale, top + height, [(p, f"{10**p:,}") for p in (2, 3, 4, 5)], label="calls a day")
    return Words(
        title="Paying for silence",
        says=f"On a rented card a million output tokens cost {price(300):,.0f} USD at 300 calls a day and "
        f"{price(most):,.1f} USD at {most:,.0f}. At an API they cost {dear:,.1f} USD with GPT-6.1 Sol and {cheap:,.1f} "
        "USD with a small open model, whatever the volume.",
        caption="USD for a million output tokens, prompts included. The card’s price falls with every call; the "
        "dashed lines stand still. Advertisements quote the square.",
    )


@drawing
def worth_decides(sheet: Sheet) -> Words:
    """The months until it pays back on the card, by the gain in points, with what the test allows."""
    case = worked_case("worth-on-the-card")

    def months(gain: float) -> float | None:
        changed = replace(cast(Any, case.case), quality_gain=gain, quality_margin=0.0)
        return None if changed.payback_months is None else float(changed.payback_months)

    middle, margin = _of(case, "quality_gain"), _of(case, "quality_margin")
    horizon = _of(case, "horizon")
    scale = Scale(0, 20, 40, float(sheet.width) - 12)
    top, height, most = 26.0, 190.0, 48.0

    def y(value: float) -> float:
        return top + height * (1 - value / most)

    for value in (0, 12, 24, 36, 48):
        sheet.words(32, y(value) - 9, str(value), tone="soft", align="end")
        sheet.line((36, y(value)), (40, y(value)), tone="plain")
    gains = [step / 10 for step in range(1, 201)]
    points = [(scale(gain), y(found)) for gain in gains if (found := months(gain)) is not None and found <= most]
    sheet.line(*points, tone="ink")
    sheet.words((40 + points[0][0]) / 2, top + 8, "never, or\ntoo late", tone="trouble", align="middle")
    found, least = months(middle), next(gain for gain in gains if months(gain) is not None)
    if found is not None:
        sheet.dot(scale(middle), y(found), tone="ink")
        sheet.words(scale(middle) + 4, y(found) - 26, f"{found:.1f} months")
    sheet.line((40, y(horizon)), (sheet.width - 12, y(horizon)), tone="plain", dashed=True)
    sheet.words(sheet.width - 12, y(horizon) - 20, f"the horizon, {horizon:.0f} months", tone="soft", align="end")
    base = top + height
    sheet.axis(scale, base, [(gain, str(gain)) for gain in (0, 5, 10, 15, 20)])
    sheet.interval(scale(middle - margin), scale(middle), scale(middle + margin), base + 40, tone="ink")
    sheet.words(scale(middle), base + 50, "gain in points, as the test left it", align="middle")
    return Words(
        title="The gain decides",
        says=f"On a rented card, at 2 USD a good draft: with {middle:.0f} points it pays back in "
        f"{'no time that was counted' if found is None else f'{found:.1f} months'}; with fewer points ever later, and "
        f"with less than {least:.1f} points never. "
        f"The test allows {middle - margin:.0f} to {middle + margin:.0f} points.",
        caption="Months until it pays back on the card, by the gain. The test’s range reaches into the steep part: a "
        "fair bet, but a bet.",
    )
