"""The drawings of lesson 1."""

from calculators.course.drawing import LEADING, NAME, TEXT, Sheet, Tone, Words, drawing


@drawing
def prompt_or_weights(sheet: Sheet) -> Words:
    """What makes a model able: a card that it reads in each call, or weights that have changed."""
    halves = sheet.columns(2, 20 if sheet.narrow else 56)
    told: tuple[tuple[str, Tone, tuple[str, ...]], ...] = (
        (
            "In the prompt",
            "prompt",
            ("Read, and paid for, at every call", "Anyone can read it", "Changed before lunch"),
        ),
        (
            "In the weights",
            "weights",
            ("There at every call, unasked", "Nobody can read it", "Changed by training only"),
        ),
    )
    for (x, width), (name, tone, lines) in zip(halves, told, strict=True):
        top = sheet.words(x + width / 2, 0, name, size=NAME, bold=True, tone=tone, align="middle").bottom + 10
        carries = tone == "prompt"
        paper = 64 if sheet.narrow else 84
        middle = x + width / 2
        left = middle - (paper + 8 if carries else paper / 2)
        for at, words in enumerate(("The card", "The case") if carries else ("The case",)):
            own: Tone = "prompt" if words == "The card" else "soft"
            page = sheet.page(left + at * (paper + 16), top, paper, 84, tone=own, lines=6 if own == "prompt" else 3)
            sheet.words(page.centre, page.bottom + 4, words, align="middle", tone="soft")
        below = top + 84 + 4 + TEXT * LEADING + 6
        sheet.arrow((middle, below), (middle, below + 28))
        model = sheet.model(middle - 70, below + 36, 140, 104, tone="soft" if carries else "weights")
        y = model.bottom + 14
        for line in lines:
            y = sheet.words(middle, y, line, room=width, align="middle").bottom + 6
    return Words(
        title="A card in the pocket, or years of training",
        says="Left: a card with instructions goes into the model together with the case, at every call; the weights "
        "stay as they were. Right: only the case goes in, because training has changed the weights.",
        caption="What a model can do for you stands in the prompt, or it lies in the weights. Blue is read at every "
        "call; rust is what training has changed.",
    )
