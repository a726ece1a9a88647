"""The drawings of lesson 4."""

from functools import cache
from math import log10

from calculators.course.drawing import NAME, Scale, Sheet, Tone, Words, drawing
from calculators.course.worked import worked_case

SIZES = tuple(round(1_000 * 10 ** (step / 8)) for step in range(19))
"""Shelves, in tokens, from a leaflet to some 450 pages."""
CLOCK = "09:14:07"


@drawing
def prompt_zones(sheet: Sheet) -> Words:
    """One prompt in two orders: slow parts first, or a clock in front of them."""
    strips = ("House rules", "Eight letters", "Wind today", "Passages", "Question")
    orders = (("Slow first", strips, 3, "chat"), ("A clock in front", (CLOCK, *strips), 0, "chat-stamped"))
    columns = sheet.columns(2, 20 if sheet.narrow else 72)
    bottom = 0.0
    for (x, width), (name, parts, cached, _) in zip(columns, orders, strict=True):
        y = sheet.words(x + width / 2, 0, name, size=NAME, bold=True, align="middle").bottom + 8
        for at, part in enumerate(parts):
            tone: Tone = "trouble" if part == CLOCK else "prompt" if at < cached else "plain"
            told = f"{part}, cached" if tone == "prompt" else part
            y = sheet.box(x, y, width, text=told, tone=tone).bottom + 6
        bottom = max(bottom, y)
    for (x, width), (*_, key) in zip(columns, orders, strict=True):
        price = worked_case(key).text("monthly_cost")
        sheet.words(x + width / 2, bottom + 6, price, size=NAME, bold=True, align="middle")
    return Words(
        title="One prompt in two orders",
        says="Left: house rules, letters, the wind of today, passages, question; the first three are found in the "
        "cache. Right: the same strips with the time of day in front; nothing behind it is found, and the month is "
        "dearer.",
        caption="Blue comes from the cache, the rest is read afresh at every call. One changing line in front "
        "undoes all that stands behind it.",
    )


@drawing
def whole_or_search(sheet: Sheet) -> Words:
    """What a month costs with the whole shelf in the prompt, or with five passages, by the size of the shelf."""
    left, right, top, high, most = 66.0, sheet.width - 12.0, 34.0, 230.0, 3_000.0
    across = Scale(log10(SIZES[0]), log10(SIZES[-1]), left, right)
    down = Scale(0, most, top + high, top)
    for value in (0, 1_000, 2_000, 3_000):
        if value:
            sheet.rule(left, right, down(value))
            sheet.words(left - 8, down(value) - 9, f"{value:,}", tone="soft", align="end")
    sheet.words(0, 0, "USD a month", tone="soft")
    faithful, ordinary = _whole("shelf-faithful-cache"), _whole("shelf")
    search = worked_case("shelf").value("all_monthly_cost")
    cut = [
        [(across(log10(size)), down(cost)) for size, cost in costs if cost <= most] for costs in (faithful, ordinary)
    ]
    sheet.line(*cut[0], tone="prompt")
    sheet.line(*cut[1], tone="prompt", dashed=True)
    sheet.line((left, down(search)), (right, down(search)), tone="facts")
    sheet.words(left + 6, down(search) - 20, "Five passages", tone="facts", behind=True)
    for points, label in zip(cut, ("99 % hits", "90 % hits"), strict=True):
        x, y = points[-1]
        sheet.words(x - 12, y + 8, label, tone="prompt", align="end", behind=True)
    ticks = ((1_000, "1,000"), (10_000, "10,000"), (100_000, "100,000"))
    sheet.axis(across, top + high, [(log10(size), words) for size, words in ticks], label="tokens on the shelf")
    return Words(
        title="Whole text or search, by size of the shelf",
        says="With five passages the month costs nearly the same whatever the size of the shelf. With the whole text "
        "in every prompt it rises with the size, and crosses that line far earlier if fewer calls find the cache.",
        caption="5,000 calls a day. Level: retrieval, its building included. Rising: the whole text in every prompt, "
        "with 99 or with 90 of 100 calls finding the cache. Where the lines cross, the answer turns.",
    )


@cache
def _whole(key: str) -> list[tuple[int, float]]:
    """What a month costs with the whole shelf in the prompt, for each size."""
    case = worked_case(key)
    told = []
    for size in SIZES:
        result = case.kind.read({**case.texts, "corpus_tokens": str(size)}).calculator.reckoned()
        cost = {figure.key: figure.value for figure in result.figures}["whole_prompt_monthly_cost"]
        if cost is not None:
            told.append((size, cost))
    return told


@drawing
def retrieval_bill(sheet: Sheet) -> Words:
    """The three lines of retrieval's bill that can be seen, with much traffic, then with little."""
    most = worked_case("shelf").value("added_monthly_cost")
    y = 0.0
    for key, name in (("shelf", "5,000 calls a day"), ("shelf-calm", "300 calls a day")):
        case = worked_case(key)
        calls = case.value("added_monthly_cost") / case.value("added_call_cost")
        passages, store = case.value("retrieved_call_cost") * calls, case.value("database_monthly_cost")
        lines: tuple[tuple[str, float, Tone, bool], ...] = (
            ("passages", passages, "facts", False),
            ("work", case.value("added_monthly_cost") - passages - store, "soft", True),
            ("store", store, "ink", False),
        )
        y = sheet.words(0, y, name, size=NAME, bold=True).bottom + 4
        x = 0.0
        for _, cost, tone, hatched in lines:
            x = sheet.bar(x, y, sheet.width * cost / most, tone=tone, hatched=hatched).right
        told = ", ".join(f"{name} {cost:,.0f}" for name, cost, _, _ in lines)
        y = sheet.words(0, y + 30, f"{told} USD a month", room=sheet.width, tone="soft").bottom + 16
    return Words(
        title="What retrieval adds in a month",
        says="With 5,000 calls a day the passages that the model reads are the longest part of the bar, the work of "
        "building is next, the store is short. With 300 calls a day the passages nearly vanish; work and store remain.",
        caption="Green: passages, paid for at every call. Hatched: the work of building, spread over two years. At the "
        "end: the store. Embedding is too thin to be seen.",
    )
