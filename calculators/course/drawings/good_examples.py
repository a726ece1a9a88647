"""The drawings of lesson 2."""

from math import log10

from calculators.course.drawing import LEADING, NAME, TEXT, Scale, Sheet, Tone, Words, drawing
from calculators.course.worked import worked_case
from calculators.kit.numbers import say
from calculators.statistics.proportions import unseen


@drawing
def four_layers(sheet: Sheet) -> Words:
    """One training example to scale: most of it is read, little of it is learned."""
    layers: tuple[tuple[int, str, Tone, str], ...] = (
        (300, "Instructions", "prompt", "the same as in use, to the letter"),
        (1500, "Five passages", "facts", "as retrieval would bring them, useless ones included"),
        (200, "Question", "soft", ""),
        (100, "Reply", "weights", "the only part that is learned"),
    )
    wide, each = (96, 0.15) if sheet.narrow else (190, 0.15)
    left, room, top = wide + 16, sheet.width - wide - 16, 0.0
    for tokens, name, tone, text in layers:
        height = tokens * each
        sheet.bar(0, top, wide, height=height, tone=tone)
        words = f"{name}, {tokens:,} tokens"
        high = NAME * LEADING + (TEXT * LEADING if text and not sheet.narrow else 0)
        at = top + max(0.0, (height - high) / 2) if tone != "soft" else top + 6
        below = sheet.words(left, at if tone != "weights" else top + 3, words, room=room, size=NAME, bold=True).bottom
        if text and (tone != "soft"):
            sheet.words(left, below + 1, text, room=room, tone="soft")
        top += height + 3
    return Words(
        title="One letter, four layers",
        says="A training example of 2,100 tokens, drawn to scale: 300 tokens of instructions, 1,500 of retrieved "
        "passages, 200 of question, 100 of reply. Only the reply, a twentieth of the whole, is learned; all the "
        "rest has to look like a working day.",
        caption="A twentieth teaches. The rest has to look exactly like a working day.",
    )


@drawing
def from_the_archive(sheet: Sheet) -> Words:
    """How 4,000 records become 220 examples, and where the hours go."""
    letters = worked_case("letters")
    read = letters.value("labels")
    kept = float(letters.texts["examples_count"])
    accepted = read * float(letters.texts["acceptance"]) / 100
    steps: tuple[tuple[float, str, Tone], ...] = (
        (4000, "in the archive", "soft"),
        (2000, "usable at first sight", "soft"),
        (read, f"read one by one: {letters.text('labelling_hours')}", "ink"),
        (accepted, "accepted", "soft"),
        (kept, "left after cleaning, and signed", "weights"),
    )
    top = 0.0
    for count, words, tone in steps:
        line = sheet.words(0, top, f"{count:,.0f}", size=NAME, bold=True, tone=tone)
        sheet.words(line.right + 8, top + 1.5, words, room=sheet.width - line.right - 8)
        top = sheet.bar(0, line.bottom + 4, sheet.width * count / 4000, height=14, tone=tone).bottom + 14
    return Words(
        title="From 4,000 to 220",
        says=f"Bars to scale: 4,000 letters lie in the archive, 2,000 are usable at first sight, {read:,.0f} are read "
        f"one by one, which takes {letters.text('labelling_hours')}, {accepted:,.0f} are accepted, "
        f"{kept:,.0f} are left after cleaning. The hours go into reading, so rejected letters cost as much as others.",
        caption="The bill sits in the middle, where letters are read. Rejected ones cost as much as those that stay.",
    )


@drawing
def two_kappas(sheet: Sheet) -> Words:
    """The same agreement twice, above what chance gives: kappa is the part that people add."""
    scale = Scale(0, 100, 0, sheet.width)
    top, told = 0.0, []
    for key, name in (("agree-balanced", "Yes and no equally common"), ("agree-rare", "Six of a hundred are a no")):
        case = worked_case(key)
        chance, agree, kappa = case.value("chance"), case.value("agreement"), case.text("kappa")
        head = sheet.words(0, top, name, size=NAME, bold=True)
        sheet.words(sheet.width, top, f"kappa {kappa}", size=NAME, bold=True, align="end")
        y = head.bottom + 6
        sheet.bar(scale(0), y, scale(chance), height=34, tone="soft", hatched=True)
        sheet.bar(scale(chance), y, scale(agree) - scale(chance), height=34, tone="ink")
        sheet.frame(scale(agree), y, sheet.width - scale(agree), 34)
        top = sheet.brace(scale(chance), sheet.width, y + 38, "what chance leaves open").bottom + 22
        told.append(f"{name}: chance alone gives {case.text('chance')}, so kappa is {kappa}")
    y = top - 4
    for tone, hatched, words in (
        ("soft", True, "agreed, as chance alone would"),
        ("ink", False, "agreed beyond chance"),
        ("plain", False, "disagreed"),
    ):
        if tone == "plain":
            sheet.frame(0, y + 1, 22, 14)
        else:
            sheet.bar(0, y + 1, 22, height=14, tone=tone, hatched=hatched)  # type: ignore[arg-type]
        y = sheet.words(32, y, words).bottom + 5
    return Words(
        title="The same agreement, two kappas",
        says="Two pairs of people agree on 92 of 100 items each. " + ". ".join(told) + ". Kappa is how much of what "
        "chance leaves open is agreement.",
        caption="Both pairs agree on 92 of 100 items. Kappa is the solid part of what chance leaves open.",
    )


@drawing
def audit_curve(sheet: Sheet) -> Words:
    """What may still be wrong after a check that found nothing."""
    left = 44
    across = Scale(log10(10), log10(1000), left, sheet.width - 20)
    bottom = 240.0
    up = Scale(0, 30, bottom, 12)
    for share in (10, 20, 30):
        sheet.line((left, up(share)), (sheet.width - 20, up(share)), tone="plain", dashed=True)
        sheet.words(left - 8, up(share) - TEXT * LEADING / 2, f"{share} %", tone="soft", align="end")
    points = [10 * 100 ** (step / 40) for step in range(41)]
    sheet.line(*((across(log10(items)), up(100 * unseen(items, 0.95))) for items in points), tone="trouble")
    marks = (22, 100, 300)
    for items in marks:
        x, y = across(log10(items)), up(100 * unseen(items, 0.95))
        sheet.dot(x, y, tone="trouble")
        sheet.words(x + 9, y - 24, say(100 * unseen(items, 0.95), "%"), size=NAME, bold=True, behind=True)
    ticks = [(log10(items), f"{items:,}") for items in (10, *marks, 1000)]
    sheet.axis(across, bottom, ticks, label="items checked, none of them wrong")
    told = ", ".join(f"{items} leave room for {say(100 * unseen(items, 0.95), '%')}" for items in marks)
    return Words(
        title="A check that found nothing",
        says=f"The share that may still be wrong falls with the items checked, at 95 % confidence: {told}. "
        "It is about three divided by what was checked, never zero.",
        caption="How much may be wrong although the check found nothing: about three divided by what you checked.",
    )
