"""The drawings of lesson 3."""

import math

from calculators.course.drawing import GAP, LEADING, NAME, TEXT, Scale, Sheet, Tone, Words, drawing
from calculators.course.worked import worked_case

HEAPS: tuple[tuple[str, str, Tone], ...] = (
    ("weights_gb", "weights", "plain"),
    ("gradients_gb", "gradients", "soft"),
    ("optimiser_gb", "optimiser’s notes", "ink"),
    ("text", "text and software", "prompt"),
)


@drawing
def validation_turns(sheet: Sheet) -> Words:
    """Three curves of one run: training loss, validation loss, drafts that would be sent."""
    left, right = 6.0, float(sheet.width)
    labels = 108 if sheet.narrow else 170
    across = Scale(0, 8, left, right - labels)
    top, height = 8.0, 190.0

    def y(level: float) -> float:
        return top + height * (1 - level)

    epochs = [step / 10 for step in range(81)]
    curves: tuple[tuple[str, Tone, list[float]], ...] = (
        ("Drafts that Ingrid would send", "weights", [0.92 - 0.012 * (e - 2.6) ** 2 if e < 2.6 else
                                                     0.92 - 0.017 * (e - 2.6) ** 2 for e in epochs]),
        ("Validation loss", "ink", [0.3 + 0.5 * math.exp(-1.1 * e) + 0.016 * max(0.0, e - 1.5) ** 1.6
                                        for e in epochs]),
        ("Training loss", "soft", [0.04 + 0.74 * math.exp(-0.55 * e) for e in epochs]),
    )  # fmt: skip
    stop = across(3)
    sheet.line((stop, top), (stop, top + height), tone="plain", dashed=True)
    for name, tone, levels in curves:
        points = [(across(e), y(level)) for e, level in zip(epochs, levels, strict=True)]
        sheet.line(*points, tone=tone)
        sheet.words(
            across(8) + 8,
            points[-1][1] - TEXT * LEADING * (1 if len(name) > 16 else 0.5),
            name,
            room=labels - 8,
            tone=tone,
        )
    sheet.words(stop + 6, top + height - 22, "stop here", tone="ink", behind=True)
    sheet.axis(across, top + height, [(e, str(e)) for e in (0, 1, 2, 3, 4, 6, 8)], label="epochs")
    return Words(
        title="Three curves of one run",
        says="Over eight epochs the training loss falls without end. The validation loss falls until the second epoch "
        "and rises again. The share of drafts that Ingrid would send is highest around the third epoch and then "
        "declines; there the run should stop.",
        caption="A sketch: the grey curve falls whatever happens. Stop where the drafts are best, or where the "
        "validation loss turns.",
    )


@drawing
def five_heaps(sheet: Sheet) -> Words:
    """What lies on the card for full tuning, LoRA, QLoRA, beside what a small card holds."""
    cases = {"Full": worked_case("full-memory"), "LoRA": worked_case("lora-memory"),
             "QLoRA": worked_case("qlora-memory")}  # fmt: skip
    totals = {name: case.value("total_gb") for name, case in cases.items()}
    holds = float(getattr(worked_case("lora-memory").case, "gpu_memory"))  # noqa: B009 (no calculator is named here)
    margin = 58.0
    scale = Scale(0, max(totals.values()) * 1.02, margin, float(sheet.width) - 64)
    x, y = margin, 0.0
    for _, name, tone in HEAPS:
        wide = 22 + 8.2 * len(name)
        if x + wide > sheet.width:
            x, y = margin, y + TEXT * LEADING + 6
        sheet.bar(x, y + 3, 12, height=12, tone=tone)
        sheet.words(x + 18, y, name, tone="soft")
        x += wide
    y += TEXT * LEADING + 26
    first = y
    for name, case in cases.items():
        sheet.words(0, y + 6, name, size=NAME, bold=True)
        known = {key: case.value(key) for key, _, _ in HEAPS if key != "text"}
        known["text"] = totals[name] - sum(known.values())
        at = 0.0
        for key, _, tone in HEAPS:
            sheet.bar(scale(at), y, max(0.5, scale(at + known[key]) - scale(at)), height=30, tone=tone)
            at += known[key]
        sheet.words(max(scale(at), scale(holds)) + 8, y + 7, case.text("total_gb"))
        y += 46
    sheet.line((scale(holds), first - 8), (scale(holds), y - 8), tone="ink", dashed=True)
    sheet.words(scale(holds), y - 4, "what the small card holds", tone="soft")
    return Words(
        title="What must lie on the card",
        says=f"Training all weights of an 8B model takes {cases['Full'].text('total_gb')}, and most of it is the notes "
        f"of the optimiser. LoRA takes {cases['LoRA'].text('total_gb')}, nearly all of it weights and text; QLoRA "
        f"{cases['QLoRA'].text('total_gb')}. The small card holds {holds:.1f} GB.",
        caption="The same model, the same letters. The largest heap of full fine-tuning is neither the model nor the "
        "text but the optimiser’s notes; LoRA all but removes it.",
    )


@drawing
def where_the_money_goes(sheet: Sheet) -> Words:
    """One run, six tries, the letters, a month of a waiting copy: each ten times the one before or more."""
    rows: tuple[tuple[str, float, str, Tone], ...] = (
        ("One run", worked_case("six-tries").value("run_cost"), worked_case("six-tries").text("run_cost"), "weights"),
        ("Six tries", worked_case("six-tries").value("all_tries_cost"),
         worked_case("six-tries").text("all_tries_cost"), "weights"),
        ("The 220 letters", worked_case("letters").value("human_cost"), worked_case("letters").text("human_cost"),
         "ink"),
        ("A month of a copy that waits", worked_case("tuned-together").value("monthly_cost"),
         f"{worked_case('tuned-together').value('monthly_cost'):,.0f} USD", "ink"),
    )  # fmt: skip
    powers = range(-1, 5)
    scale = Scale(powers[0], powers[-1], 14, float(sheet.width) - 28)
    row = TEXT * LEADING + 34
    ticks = [(power, f"{10**power:,g}") for power in powers]
    sheet.axis(scale, len(rows) * row, ticks, label="USD, each step ten times the one before", top=0)
    y = 0.0
    for name, value, text, tone in rows:
        area = sheet.words(14, y, f"{name}: {text}", behind=True)
        sheet.bar(14, area.bottom + 2, scale(math.log10(value)) - 14, height=18, tone=tone)
        y += row
    return Words(
        title="Training beside what surrounds it",
        says="; ".join(f"{name}: {text}" for name, _, text, _ in rows) + ". The scale grows tenfold at each step.",
        caption="Each line to the right is ten times as much money. Rust is training: what everybody asks the price "
        "of is the shortest bar.",
    )


@drawing
def five_doors(sheet: Sheet) -> Words:
    """From what you own to the method that can use it."""
    doors: tuple[tuple[str, str, str], ...] = (
        ("Good answers", "SFT", "learns your mistakes, too"),
        ("Pairs: better, worse", "DPO, after SFT", "learns length, if length tells"),
        ("A checker that scores", "RFT", "pleases the checker"),
        ("A stronger model", "Distillation", "inherits its faults"),
        ("Only raw text", "First a shelf", "forgets, if you train on it"),
    )
    gap = 22.0 if sheet.narrow else 44.0
    risk = 0.0 if sheet.narrow else 190.0
    each = (sheet.width - gap - (risk + GAP if risk else 0)) / 2
    y = sheet.words(0, 0, "You own", tone="soft").bottom + 6
    sheet.words(each + gap, 0, "Method", tone="soft")
    if risk:
        sheet.words(2 * each + gap + GAP, 0, "What it risks", tone="soft")
    for own, method, fear in doors:
        last = own == doors[-1][0]
        height = max(sheet.box_height(each, own), sheet.box_height(each, method, fear if not risk else ""))
        first = sheet.box(0, y, each, own, height=height)
        second = sheet.box(
            each + gap, y, each, method, "" if risk else fear, height=height, tone="facts" if last else "weights"
        )
        sheet.arrow((first.right + 3, first.middle), (second.x - 3, first.middle))
        if risk:
            sheet.words(second.right + GAP, first.middle - TEXT * LEADING / 2, fear, room=risk)
        y = first.bottom + 12
    return Words(
        title="Start from what you own",
        says="Five things that you may own lead to five methods. "
        + "; ".join(f"{own}: {method}, which {fear}" for own, method, fear in doors)
        + ".",
        caption="The method follows from the signal. Rust changes weights; the last door leads to the shelf.",
    )
