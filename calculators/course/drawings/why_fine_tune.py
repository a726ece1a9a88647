"""The drawings of lesson 1."""

from calculators.advice.lesson import Rating, matrix
from calculators.course.drawing import LEADING, NAME, TEXT, Area, Form, Scale, Sheet, Tone, Words, drawing, height
from calculators.course.worked import worked_case
from calculators.kit.numbers import say
from calculators.statistics.proportions import two_sided, wilson

LINE = TEXT * LEADING


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
        middle = x + width / 2
        top = sheet.words(middle, 0, name, size=NAME, bold=True, tone=tone, align="middle").bottom + 10
        papers = ("The card", "The case") if tone == "prompt" else ("The case",)
        paper = 64 if sheet.narrow else 72
        left = middle - (paper * len(papers) + 16 * (len(papers) - 1)) / 2
        for at, words in enumerate(papers):
            card = words == "The card"
            page = sheet.page(
                left + at * (paper + 16), top, paper, 84, tone="prompt" if card else "soft", lines=6 if card else 3
            )
            sheet.words(page.centre, page.bottom + 4, words, align="middle", tone="soft")
        below = top + 84 + LINE + 12
        sheet.arrow((middle, below), (middle, below + 26))
        model = sheet.model(middle - 74, below + 34, 148, 106, tone="soft" if tone == "prompt" else "weights")
        y = model.bottom + 16
        for line in lines:
            y = sheet.words(middle, y, line, room=width, align="middle").bottom + 6
    return Words(
        title="A card in the pocket, or years of training",
        says="Left: a card with instructions goes into the model together with the case, at every call; the weights "
        "stay as they were. Right: only the case goes in, because training has changed the weights.",
        caption="What a model can do for you stands in the prompt, or it lies in the weights. Blue is read at every "
        "call; rust is what training has changed.",
    )


@drawing
def three_tools(sheet: Sheet) -> Words:
    """What each tool puts into a call, or changes in the model, as three flows with the same places."""
    side = 0.0 if sheet.narrow else 176.0
    prompt, model, answer = ((116, 92, 76), (168, 128, 120))[not sheet.narrow]
    gap = (sheet.width - side - prompt - model - answer) / 2
    told: tuple[tuple[str, str, tuple[str, Tone] | None], ...] = (
        ("Prompt engineering", "You write what it reads. Nothing in the model changes.", None),
        ("RAG", "A search adds passages to what it reads. Nothing in the model changes.", ("Your documents", "facts")),
        ("Fine-tuning", "Training changes the weights, once, beforehand.", ("Pairs, by the hundred", "weights")),
    )
    y = 0.0
    for name, text, above in told:
        room = sheet.width if sheet.narrow else side - 20
        heading = sheet.words(0, y, name, size=NAME, bold=True, room=room)
        said = sheet.words(0, heading.bottom + 2, text, room=room, tone="soft")
        top = said.bottom + 14 if sheet.narrow else y
        places = (side, side + prompt + gap, side + prompt + gap + model + gap)
        if above:
            words, tone = above
            x, width = (places[0], prompt) if tone == "facts" else (places[1], model)
            wider = max(width, 116)
            source = sheet.box(x + width / 2 - wider / 2, top, wider, "", words, tone=tone)
            label = "search" if tone == "facts" else "training"
            sheet.arrow((source.centre, source.bottom + 6), (source.centre, source.bottom + 34), tone=tone, label=label)
            top = source.bottom + 42
        read: list[tuple[str, Tone]] = [("Question", "plain")]
        if name == "Prompt engineering":
            read = [("Instructions", "prompt"), ("Examples", "prompt"), *read]
        elif tone == "facts":
            read = [("Passages", "facts"), *read]
        high = 92.0
        each = (high - 6 * (len(read) - 1)) / len(read)
        for at, (words, own) in enumerate(read):
            place = sheet.frame(places[0], top + at * (each + 6), prompt, each, tone=own)
            sheet.words(place.centre, place.middle - LINE / 2, words, align="middle")
        middle = top + high / 2
        sheet.arrow((places[0] + prompt + 6, middle), (places[1] - 6, middle))
        changed: Tone = "weights" if name == "Fine-tuning" else "soft"
        sheet.model(places[1], top, model, high, tone=changed)
        sheet.arrow((places[1] + model + 6, middle), (places[2] - 6, middle))
        sheet.box(places[2], top, answer, "", "Answer", height=high)
        y = top + high + 36
    return Words(
        title="What each tool changes",
        says="Prompt engineering puts instructions and examples beside the question. RAG searches your documents and "
        "puts passages beside the question. Fine-tuning trains the model on pairs beforehand, and only its weights "
        "change; the call then holds the question alone.",
        caption="Three ways to the same answer. Only the last one changes the model; the others change what it reads.",
    )


@drawing
def paste_test(sheet: Sheet) -> Words:
    """The paste test: whether the facts are right now, whether the manner is, and what each of four cases means."""
    side = 0.0 if sheet.narrow else 124.0
    gap = 12 if sheet.narrow else 16
    width = (sheet.width - side - gap) / 2
    cells: tuple[tuple[str, tuple[tuple[str, str, Tone], ...]], ...] = (
        (
            "The facts are right now",
            (
                ("Knowledge was missing", "Fetch it, or put it in the prompt.", "facts"),
                ("Behaviour is missing", "Show examples; then tuning is a candidate.", "weights"),
            ),
        ),
        (
            "The facts are still wrong",
            (
                ("It does not use what it reads", "A clearer prompt, or a better model.", "prompt"),
                ("Both, so far", "A better model first; then test again.", "plain"),
            ),
        ),
    )
    heads = [
        sheet.words(side + at * (width + gap) + width / 2, 0, words, room=width, align="middle", tone="soft")
        for at, words in enumerate(("The manner is right", "The manner is still wrong"))
    ]
    y = max(head.bottom for head in heads) + 8
    for words, pair in cells:
        if sheet.narrow:
            y = sheet.words(0, y, words, tone="soft").bottom + 4
        boxes = sheet.boxes(side, y, sheet.width - side, pair, gap=gap)
        if not sheet.narrow:
            sheet.words(0, boxes[0].middle - height(words, side - 24) / 2, words, room=side - 24, tone="soft")
        y = boxes[0].bottom + gap
    return Words(
        title="The paste test: with the facts pasted in by hand, what is still wrong?",
        says="If facts and manner are right now, knowledge was missing: fetch it. If the facts are right, the manner "
        "is still wrong, behaviour is missing: show examples, then consider tuning. If the facts are still wrong, the "
        "model does not use what it reads: write a clearer prompt or take a better model.",
        caption="Take ten bad answers, paste the missing facts into each prompt, ask again, and count in which field "
        "each of them lands.",
    )


@drawing
def repeated_prompt(sheet: Sheet) -> Words:
    """The tokens of a call with a long prompt, of one without it, to one scale; what a cache has seen is hatched."""
    case = worked_case("repeated-prompt")
    prefix, asked, told = (case.input(name) for name in ("prefix_tokens", "variable_tokens", "output_tokens"))
    full, cached = (say(case.input(name), "USD/Mtok") for name in ("base_input", "base_cached_input"))
    scale = Scale(0, prefix + asked + told, 0, sheet.width)
    y = 0.0
    for name, long in (("With the long prompt", True), ("With a tuned model", False)):
        top = sheet.words(0, y, name, size=NAME, bold=True).bottom + 8
        x = 0.0
        if long:
            area = sheet.bar(0, top, scale(prefix) - 2, height=34, tone="prompt", hatched=True)
            sheet.brace(0, area.right, area.bottom + 4, f"{prefix:,} tokens, the same every time", tone="prompt")
            x = scale(prefix)
        parts: tuple[tuple[float, Tone], ...] = ((asked, "ink"), (told, "soft"))
        for count, tone in parts:
            sheet.bar(x, top, scale(count) - 2, height=34, tone=tone)
            x += scale(count)
        if not long:
            sheet.words(x + 10, top + 17 - LINE / 2, f"{asked} asked, {told} answered")
        y = top + 34 + (12 + LINE + 24 if long else 0)
    return Words(
        title=f"{prefix + asked + told:,} tokens a call, or {asked + told}",
        says=f"A call with the long prompt is a bar of {prefix + asked + told:,} tokens, of which {prefix:,} are the "
        f"same every time; a call of a tuned model is the last {asked + told} of them alone. The repeated part is "
        f"hatched, because a cache charges it at {cached} instead of {full}.",
        caption=f"To scale. Hatched is what a cache has seen a moment ago: {cached} in place of {full}. "
        "The longest part of the bar may be the cheapest.",
    )


@drawing
def map_of_meanings(sheet: Sheet) -> Words:
    """A map on which near means alike: the five passages nearest to a question, the right one outside them."""
    x, y, radius = (128.0, 186.0, 86.0) if sheet.narrow else (210.0, 130.0, 96.0)
    sheet.ring(x, y, radius, tone="facts")
    sheet.words(x, y - radius - LINE - 6, "The five nearest, all about cabins", tone="facts", align="middle")
    sheet.dot(x, y, form="ring", tone="prompt", radius=8)
    sheet.dot(x, y, tone="prompt", radius=3)
    sheet.words(x, y + 12, "“May my whippet\ncome into the cabin?”", tone="prompt", align="middle")
    for across, down in ((-0.66, -0.42), (-0.2, -0.7), (0.42, -0.56), (0.74, -0.14), (-0.8, 0.0)):
        sheet.dot(x + radius * across, y + radius * down, tone="facts")
    out = (262.0, 282.0) if sheet.narrow else (366.0, 196.0)
    sheet.dot(*out, form="square", tone="trouble")
    if sheet.narrow:
        sheet.words(out[0] + 10, out[1] + 12, "Companion animals on overnight crossings", room=220, align="end")
        sheet.words(out[0] + 10, out[1] + 12 + 2 * LINE, "the right page, and the sixth", tone="trouble", align="end")
    else:
        sheet.words(out[0] + 14, out[1] - LINE / 2, "Companion animals on overnight crossings", room=180)
        sheet.words(out[0] + 14, out[1] + 1.5 * LINE, "the right page, and the sixth", tone="trouble")
    pair = (254.0, 12.0) if sheet.narrow else (520.0, 56.0)
    sheet.dot(pair[0], pair[1], tone="ink")
    sheet.dot(pair[0] + 15, pair[1] + 5, tone="ink")
    sheet.words(pair[0] - 12, pair[1] - LINE / 2, "STEMI", align="end")
    sheet.words(pair[0] + 27, pair[1] + 5 - LINE / 2, "NSTEMI")
    sheet.words(pair[0] + 8, pair[1] + 16, "neighbours here,\nnot in treatment", tone="soft", align="middle")
    return Words(
        title="Near on the map of meanings",
        says="Around the question whether a whippet may come into the cabin lie five passages about cabins, and these "
        "are fetched. The right page, Companion animals on overnight crossings, lies just outside: it is the sixth. "
        "Elsewhere STEMI and NSTEMI lie side by side, although they are treated differently.",
        caption="Drawn, not measured. A search hands over what lies nearest; what lies just outside does not exist for "
        "the model, and what is nearly the same word may not be the same thing.",
    )


FORMS: dict[Rating, tuple[Form, Tone]] = {
    "best": ("full", "ink"),
    "needed": ("square", "ink"),
    "works": ("half", "ink"),
    "marginal": ("ring", "soft"),
    "not relevant": ("dash", "soft"),
}
"""How the five words of the matrix are drawn; the table marks them in the same forms."""


@drawing
def matrix_at_a_glance(sheet: Sheet) -> Words:
    """The decision matrix as dots: ten kinds of work, three tools, five forms."""
    step = 66.0 if sheet.narrow else 110.0
    first = sheet.width - 2.5 * step
    tools = ("Prompting", "RAG", "Tuning")
    for at, tool in enumerate(tools):
        sheet.words(first + at * step, 0, tool, bold=True, align="middle")
    y = LINE + 8
    sheet.rule(0, sheet.width, y)
    best = dict.fromkeys(tools, 0)
    for row in matrix().values():
        name = sheet.words(0, y + 9, row.use_case, room=first - step / 2 - 4)
        for at, (tool, cell) in enumerate(zip(tools, (row.prompting, row.rag, row.tuning), strict=True)):
            form, tone = FORMS[cell.rating]
            sheet.dot(first + at * step, name.middle, form=form, tone=tone, radius=7)
            best[tool] += cell.rating == "best"
        y = name.bottom + 9
        sheet.rule(0, sheet.width, y)
    x, y = 0.0, y + 16
    for rating, (form, tone) in FORMS.items():
        words = rating.capitalize()
        if x + 24 + len(words) * 8 > sheet.width:
            x, y = 0.0, y + LINE + 8
        sheet.dot(x + 7, y + LINE / 2, form=form, tone=tone, radius=7)
        x = sheet.words(x + 22, y, words, tone="soft").right + 22
    return Words(
        title="Ten kinds of work, three tools",
        says=f"Of ten kinds of work prompting is best for {best['Prompting']}, RAG for {best['RAG']}, "
        f"fine-tuning for {best['Tuning']}. The table below says it in words, with reasons.",
        caption="The same as the table below, in one look: follow a column, and see where a tool is best or needed.",
    )


@drawing
def four_bills(sheet: Sheet) -> Words:
    """Aiko's sheet to scale: three bills of people's time, and the computing bill as a sliver."""
    runs, releases = worked_case("all-runs"), worked_case("eight-releases")
    wage = releases.input("wage")
    rounds = round(releases.value("retrainings_per_year") * 2)
    bills: tuple[tuple[str, str, float, Tone], ...] = (
        ("Data", f"150 hours at {say(wage, 'USD/h')}", 150 * wage, "ink"),
        ("Computing", "24 runs, failed ones too", runs.value("up_front_cost"), "weights"),
        ("Maintenance", f"{rounds} retrainings in two years", rounds * releases.value("retraining_cost"), "ink"),
        ("Evaluation", f"60 hours at {say(wage, 'USD/h')}", 60 * wage, "ink"),
    )
    side = 0.0 if sheet.narrow else 216.0
    scale = Scale(0, max(amount for *_, amount, _ in bills), side, sheet.width - 92)
    y = 0.0
    for name, text, amount, tone in bills:
        if sheet.narrow:
            place = sheet.words(0, y, name, size=NAME, bold=True)
            sheet.words(place.right + 10, y + 1, text, tone="soft")
            top = place.bottom + 4
        else:
            place = sheet.words(0, y, name, size=NAME, bold=True)
            sheet.words(0, place.bottom, text, tone="soft")
            top = y + 6
        width = max(scale(amount) - side, 1.5)
        sheet.bar(side, top, width, height=26, tone=tone)
        sheet.words(side + width + 8, top + 13 - LINE / 2, say(round(amount), "USD"), bold=True)
        y = top + 26 + (18 if sheet.narrow else 24)
    amounts = {name: say(round(amount), "USD") for name, _, amount, _ in bills}
    return Words(
        title="Four bills over two years, to scale",
        says=f"Data {amounts['Data']}, computing {amounts['Computing']}, maintenance {amounts['Maintenance']}, "
        f"evaluation {amounts['Evaluation']}. The computing bill is too small to be seen beside the others.",
        caption="What Jonas looked up is the sliver beside Computing. The other three are people’s time.",
    )


@drawing
def four_steps(sheet: Sheet) -> Words:
    """The four steps as a way down, with the exits that most cases take."""
    steps: tuple[tuple[str, str, tuple[tuple[str, Tone], ...], str], ...] = (
        ("1. Prompt first", "A few hours; then count.", (("80 % good or more: stop", "prompt"),), "fewer are good"),
        (
            "2. Ask why",
            "Paste test; sort the failures.",
            (("Facts are missing: fetch them", "facts"), ("Bad even so: a better model", "prompt")),
            "the manner is wrong",
        ),
        ("3. Data first", "200 curated examples.", (("Nobody can vouch for them: stop", "plain"),), "they are signed"),
        ("4. Measure", "Before and after, blind.", (("No clear gain: keep what you have", "plain"),), "the gain pays"),
    )
    width, out, gap = (174.0, 130.0, 36.0) if sheet.narrow else (290.0, 290.0, 100.0)
    y, last = 0.0, Area(0, 0, 0, 0)
    for name, text, exits, onward in steps:
        heights = [sheet.box_height(out, "", words) for words, _ in exits]
        high = max(sheet.box_height(width, name, text), sum(heights) + 10 * (len(exits) - 1))
        last = sheet.box(0, y, width, name, text, height=high)
        top = last.middle - (sum(heights) + 10 * (len(exits) - 1)) / 2
        for (words, tone), each in zip(exits, heights, strict=True):
            leave = sheet.box(width + gap, top, out, "", words, tone=tone)
            sheet.arrow((last.right + 6, leave.middle), (leave.x - 6, leave.middle))
            top += each + 10
        y = last.bottom + 46
        sheet.arrow((last.centre, last.bottom + 6), (last.centre, y - 6), label=onward)
    sheet.box(0, y, width, "Tune, and keep it", tone="weights")
    return Words(
        title="Four steps, five ways out",
        says="Step 1, prompt first: with 80 % good or more, stop. Step 2, ask why: missing facts are fetched, what is "
        "bad even so gets a better model; only a wrong manner goes on. Step 3, data first: without examples that "
        "somebody vouches for, stop. Step 4, measure: without a clear gain, keep what you have. Only then tune.",
        caption="Most cases leave to the right. Every way out is a result, and costs less than the step below it.",
    )


@drawing
def two_intervals(sheet: Sheet) -> Words:
    """80 of 100 beside 85 of 100, each with its interval: they overlap."""
    z = two_sided(0.95)
    side = 0.0 if sheet.narrow else 150.0
    scale = Scale(65, 95, side + 18, sheet.width - 20)
    ends = []
    y = 0.0 if sheet.narrow else 10.0
    rows: tuple[tuple[str, int, Tone], ...] = (("Before: 80 of 100", 80, "soft"), ("After: 85 of 100", 85, "weights"))
    tops = []
    for name, right, tone in rows:
        low, high = (100 * end for end in wilson(right, 100, z))
        ends.append((low, high))
        if sheet.narrow:
            y = sheet.words(0, y, name, bold=True).bottom + 12
        else:
            sheet.words(0, y - LINE / 2, name, bold=True)
        tops.append(y)
        sheet.interval(scale(low), scale(right), scale(high), y, tone=tone)
        sheet.words(scale(low), y + 10, f"{low:.0f}", tone="soft", align="middle")
        sheet.words(scale(high), y + 10, f"{high:.0f}", tone="soft", align="middle")
        y += 46
    low, high = ends[1][0], ends[0][1]
    y += 4
    sheet.brace(scale(low), scale(high), y - 8, "both can be true here")
    sheet.axis(scale, y + 40, [(at, f"{at} %") for at in (65, 75, 85, 95)], label="good answers")
    (before_low, before_high), (after_low, after_high) = ends
    return Words(
        title="80 of 100 and 85 of 100 may be the same",
        says=f"80 good answers of 100 mean a share between {before_low:.0f} and {before_high:.0f} %; 85 of 100 mean "
        f"between {after_low:.0f} and {after_high:.0f} %. The two ranges overlap from {low:.0f} to {high:.0f} %.",
        caption="The dot is what was counted, the line where the true share may lie (95 % of such lines hold it). "
        "Where the lines overlap so far, a hundred items tell no winner.",
    )
