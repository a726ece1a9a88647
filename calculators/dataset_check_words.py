"""How the answer of “dataset-check” is told."""

from collections.abc import Iterator
from urllib.parse import urlencode

from calculators.bills.fields import TYPED, listing
from calculators.dataset_check import DatasetCheck
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact, Sourced
from calculators.kit.model import Download, Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.training_file.choices import side_keys
from calculators.training_file.cleaning import trimmed
from calculators.training_file.columns import named
from calculators.training_file.convert import ANNOTATED, AS_IT_STANDS, TARGETS
from calculators.training_file.examples import MEDIA
from calculators.training_file.formats import formats
from calculators.training_file.lengths import rule, typed
from calculators.training_file.noticed import of_the_whole
from calculators.training_file.recognise import ARGILLA, ELSEWHERE
from calculators.training_file.running import MARKS
from calculators.training_file.scorecard import Card
from calculators.training_file.survey import DUPLICATE, FLAGS, LEAK, NEAR, PERSONAL, REFUSAL, REJECTED, TRUNCATED
from calculators.training_file.takers import ANY, billed_by, limit, refused_by, skipped_by, titled
from calculators.training_file.tally import Spread, spread, top_share

MOST_NOTICED, MOST_SHAPES = 3, 6


def _named(found: Spread, key: str, label: str) -> Iterator[tuple[str, str, float]]:
    """The values of a spread with their keys and labels."""
    for end, words, value in (
        ("min", "least", found.least),
        ("p10", "10 % have fewer than", found.p10),
        ("median", "median", found.median),
        ("mean", "mean", found.mean),
        ("p90", "90 % have fewer than", found.p90),
        ("max", "most", found.most),
    ):
        yield f"{key}_{end}", f"{label}, {words}", value


def _priced(case: DatasetCheck) -> Iterator[Sourced]:
    """The figures of the offer in use."""
    offer = case.offer
    if offer and case.cost(0) is not None:
        yield from (fact for fact in (offer.training_price, offer.minimum) if isinstance(fact, Fact))


def _ends(case: DatasetCheck) -> tuple[float, float]:
    """By how much the tokens may be fewer or more, as factors."""
    found = case.estimate
    return (found.low / found.total, found.high / found.total) if found.total else (1.0, 1.0)


def told(case: DatasetCheck) -> Result:
    if not case.only_counted:
        case.survey  # noqa: B018  # says first what cannot be read
    card = None if case.only_counted else _card(case)
    return Result(
        verdict=case.verdict,
        answer=_answer(case),
        why=_why(case),
        notices=tuple(_notices(case)),
        figures=tuple(_figures(case)),
        working=tuple(_working(case)),
        chart=_chart(case),
        table=card.table() if card else None,
        more_tables=(*_left_behind(case), *card.details()) if card else (),
        downloads=tuple(_downloads(case)),
        plan=tuple(_plan(case)),
        facts=tuple(_facts(case)),
    )


def _card(case: DatasetCheck) -> Card:
    """The score card and the tables behind it."""
    cost = case.cost(case.charged_tokens)
    return Card(
        survey=case.survey,
        validation=case.surveys[1],
        remaining=case.remaining,
        enough=case.enough,
        accepted=case.accepted_from,
        findings=case.findings,
        over_limit=case.over_limit,
        longest=case.longest,
        tokens=spread(case.estimate.each),
        top_tenth=top_share(case.estimate.each),
        takings=case.takings,
        cost="not known" if cost is None else say_money(cost),
        billed=f"{say(case.charged_tokens, 'tokens')} over {say(case.epochs, 'epochs')}{_counting(case)}",
        thorough=case.depth == "all",
    )


def _counting(case: DatasetCheck) -> str:
    """Which tokens count towards the price of the chosen offer, in words."""
    if case.offer is None or case.cost(0) is None:
        return ""
    provider = case.offer.provider
    rule = billed_by(provider)
    if rule is None:
        return f"; whether {provider} bills questions, too, was not found: all is counted here"
    if rule.bills == "not said":
        return f"; {provider} does not say whether questions are billed, too: all is counted here"
    return f"; {provider} bills questions and answers alike"


def _left_behind(case: DatasetCheck) -> Iterator[Table]:
    """What does not come along where the cleaned file is written in another shape."""
    found = case.losses
    if found is None:
        return
    rows = tuple(found.rows(case.survey.spot))
    others = f", {found.apart:,} of them from another shape than the rest" if found.apart else ""
    yield Table(
        title=f"The cleaned file as {TARGETS[case.save_as][0]}",
        heads=("What does not come along", "Examples", "What becomes of it"),
        rows=rows or (("nothing", "0", "all comes along"),),
        note=f"{found.written:,} examples are written{others}. Compare a few with the file before you train on it.",
    )


def _downloads(case: DatasetCheck) -> Iterator[Download]:
    """The files that the answer offers."""
    if case.only_counted:
        return
    stem, dot, ending = case.source.name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (ending, ".jsonl")
    found = case.survey
    ending = ".jsonl" if found.listed or found.running or found.columnar or case.losses else ending
    without = [] if case.losses else trimmed(case.survey, case.taker)
    told = f"what remains, as {TARGETS[case.save_as][0]}" if case.losses else "what remains, as it stood"
    told += f", but for {listing(without)}" if without else ""
    yield Download("cleaned", "Save the cleaned file", f"{stem}-cleaned{ending}", told)
    if rejected := case.left_out_count:
        told = f"{rejected:,} examples with their line, the reasons and the original"
        yield Download("rejected", "Save what was left out", f"{stem}-left-out.jsonl", told)
    yield Download("report-md", "Save the report", f"{stem}-report.md", "to read and to hand on (Markdown)")
    yield Download("report-json", "Save the report for programs", f"{stem}-report.json", "every figure and finding")


def _facts(case: DatasetCheck) -> Iterator[Sourced]:
    yield from _priced(case)
    if case.offer and case.cost(0) is not None and (bills := billed_by(case.offer.provider)):
        yield bills.fact
    if not case.counted:
        frame = rule("openai-2023/tokens-per-message")
        yield from [] if frame is None else [frame]
    if case.accepted_from is not None:
        yield case.accepted_from
    if not case.only_counted:
        mine = [one for one in case.takings if one.takes_shape or len(case.takings) == 1]
        cited = {rule.key: rule.fact for one in mine for rule in one.rules}
        yield from (fact for fact in cited.values() if fact is not case.accepted_from)


def _answer(case: DatasetCheck) -> str:
    if case.only_counted:
        return (
            f"Nobody can tell without the file, but its tokens are known: {len(case.counted):,} examples of "
            f"{say(case.billing_tokens, 'tokens')} that are billed, {say(case.charged_tokens, 'tokens')} over "
            f"{say(case.epochs, 'epochs')}."
        )
    found, left = case.survey, f"{case.remaining:,} example{'s' * (case.remaining != 1)}"
    remain = "remain" if case.remaining != 1 else "remains"
    if case.verdict == "broken":
        unwanted = refused_by(case.taker, found.form.shape)
        shaped = case.taker != ANY and case.takings[0].takes_shape
        faults = REJECTED | (unwanted if shaped else unwanted & case.mask)
        refused = found.flagged(faults) and found.flagged(faults | FLAGS["comma"] | FLAGS["glued"])
        passed = skipped_by(case.taker, found.form.shape) if shaped else 0
        skipped = found.flagged(REJECTED | unwanted | passed) - found.flagged(REJECTED | unwanted)
        more = f", {skipped:,} skipped" if skipped else ""
        said = f"{refused:,} of {found.examples:,} examples would be refused{more}; {left} {remain} after cleaning."
        kept = [name for name in case.takings[0].refused if FLAGS.get(name, 0) & ~case.mask]
        if shaped and kept:
            most = listing([f"“{titled(name)}”" for name in kept[:MOST_NOTICED]])
            how = "what most of them have among them" if case.save_as == AS_IT_STANDS else "where this is mended"
            said = f"{said[:-1]}, {how}: {most}."
        elif case.taker != ANY and not shaped and case.save_as == AS_IT_STANDS:
            (taking,) = case.takings
            said = f"{taking.name} would take none of them as they stand: {taking.reasons[0]}. {said}"
        if not refused and found.unreadable:
            kind = found.unreadable[0]
            what, (line, fault) = "list" if kind == "list" else "file", found.told[kind][0]
            said = f"No reader of JSON takes the {what} as it is ({found.spot} {line:,}: {fault}); {left} {remain}."
        elif found.counts["other-shape"] and case.taker == ANY:
            said = _mixed(case, found.flagged(REJECTED))
        elif not refused:
            (taking,) = case.takings
            said = f"{taking.name} would not take it: {taking.reasons[0]}."
    elif case.verdict == "too-few":
        said = f"Too few: {left} {remain}, and {_wanted(case)} or more."
    elif case.verdict == "clean-first":
        said = f"Clean first: {left} {remain}, with {_worst(case)} in the file as it is."
    else:
        who = case.takings[0].name if case.taker != ANY else "a provider"
        said = f"Ready: {left}, and nothing was found that {who} would refuse or that should not be learned."
    return said if case.file else f"Example set: {said}"


def _mixed(case: DatasetCheck, faulty: int) -> str:
    """What is said of a file whose examples are of several shapes, of which so many are faulty."""
    found, left = case.survey, f"{case.remaining:,}"
    errors = f" {faulty:,} of {found.examples:,} examples have an error." if faulty else ""
    how = (
        "each as it stood; saved as Chat, all are of one shape" if case.save_as == AS_IT_STANDS else "all of one shape"
    )
    return f"Nobody takes a file that mixes {len(found.shapes):,} shapes.{errors} {left} remain after cleaning, {how}."


def _wanted(case: DatasetCheck) -> str:
    """Who wants how many examples: the reader, or those who may train and would refuse so few."""
    if case.remaining < case.enough and case.taker == ANY:
        return f"you want {say(case.enough, 'examples')}"
    least = {one.name: limit(one.taker, "least-examples", case.survey.form.shape) or 0 for one in case.too_few_for}
    if not least:
        return f"you want {say(case.enough, 'examples')}"
    names = [name for name, wanted in least.items() if wanted == max(least.values())]
    return f"{listing(names)} {'want' if len(names) > 1 else 'wants'} {say(max(least.values()), 'examples')}"


def _worst(case: DatasetCheck) -> str:
    """The warnings that count most, each with how often, and with who refuses it."""
    foreign = any(case.survey.foreign in reason for one in case.takings for reason in one.reasons)
    told = [case.survey.foreign] if case.survey.foreign and (foreign or not case.survey.listed) else []
    for one in case.findings:
        mine = [taking for taking in case.takings if taking.takes_shape]
        refusing = [taking.name for taking in mine if one.kind.key in taking.refused]
        skipping = [taking.name for taking in mine if one.kind.key in taking.skipped]
        if one.kind.level != "note" or refusing or skipping:
            by = _by("refused", refusing) + _by("skipped", skipping)
            told.append(f"{NAMED.get(one.kind.key, _small(one.kind.title))} ({one.count:,}{by})")
    if not any(taking.takes_shape for taking in case.takings):
        told.append("a shape that nobody here takes as it stands")
    unwilling = [one for one in case.takings if one.takes_shape and not one.ok and not one.few and not one.ended]
    told += [
        f"what {one.name} does not take: {one.reasons[0].removeprefix('it skips these: ')}"
        for one in unwilling[:1]
        if not told
    ]
    return listing(told[:MOST_NOTICED])


def _by(done: str, names: list[str]) -> str:
    """Who refuses or skips something, the first two by name."""
    if not names:
        return ""
    others = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f", {done} by {', '.join(names[:2]) if others else listing(names)}{others}"


NAMED = {
    "leak": "examples of the validation file",
    "near-leak": "near copies of the validation file",
    "personal": "personal data or keys",
    "conflict": "different answers to one input",
    "duplicate": "exact copies",
    "near": "near copies",
    "refusal": "refusals",
    "truncated": "cut-off answers",
    "placeholder": "placeholders",
    "mark": "marks of chat templates",
    "garbled": "garbled letters",
    "over-long": "examples longer than the limit",
}


def _small(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"


def _why(case: DatasetCheck) -> str:
    if case.only_counted:
        return "Token counts say what training costs; what is in the examples, only the file can tell."
    found = case.survey
    shape = "preference" if found.pairs and found.form.shape in ("chat", "converse", "gemini") else found.form.shape
    mixed = found.counts["other-shape"]
    what = f"{found.examples:,} " + (f"examples of {len(found.shapes):,} shapes" if mixed else formats()[shape].called)
    used = (*found.form.use.inputs, found.form.answered)
    if shape == "ranked":
        used = side_keys(dict.fromkeys(found.form.columns))
    named_so = shape == ARGILLA and any(used)
    if mixed:
        pass
    elif shape in ("pairs", "text") or named_so or (shape == "ranked" and all(used) and used != ("chosen", "rejected")):
        what += f" from {listing([f'“{name}”' for name in used if name] or ['“”'])}"
    copies = found.flagged(DUPLICATE)
    parts = [f"{found.flagged(REJECTED):,} with an error", f"{copies:,} exact cop{'ies' if copies != 1 else 'y'}"]
    few = case.remaining < case.enough
    lesson = (
        "Collect more like the best of them; more noise would not help."
        if few
        else "Few clean examples beat many noisy ones: read a sample of what remains yourself."
    )
    return f"{what}: {listing(parts)}. {lesson}"


def _notices(case: DatasetCheck) -> Iterator[str]:
    words = typed(case.lengths)[1]
    if words:
        yield f"{words:,} of the words under “Exact tokens of each example” are no whole numbers and were left out."
    if case.only_counted:
        return
    if not case.file:
        yield "This is an example set in our own words. Choose or drop a training file, and it is about yours."
    found = case.survey
    if case.counted and len(case.counted) != case.remaining:
        yield f"You typed the tokens of {len(case.counted):,} examples; {case.remaining:,} remain in the file."
    if found.sample.counter and not case.counted:
        yield f"The texts were counted with {found.sample.counter.name}; the marks around messages are estimated."
    columns = (("asked", found.form.asked), ("answered", found.form.answered))
    for name, used in columns:
        wanted = getattr(case, name)
        if used and wanted and wanted != used and not named(found.form.columns, wanted):
            yield f"There is no column “{wanted}”; “{used}” is read instead."
    if found.form.shape == ELSEWHERE and case.save_as != "chat":
        yield (
            f"The messages stand under “{found.form.talk}”, and providers want them under “messages”: choose Chat as "
            "the shape of the cleaned file. axolotl and LLaMA-Factory can be told the key in their configuration."
        )
    if found.counts["other-shape"]:
        each = listing([f"{count:,} {name}" for name, count in found.shapes.most_common(MOST_SHAPES)])
        kept = (
            "The cleaned file keeps each as it stands; choose Chat as its shape, and all are written alike."
            if case.taker == ANY
            else f"{case.takings[0].name} reads one shape in a file; choose Chat as the shape of the cleaned file, and "
            "the others come along."
        )
        yield f"The file mixes shapes: {each}. {kept if case.save_as == AS_IT_STANDS else ''}".strip()
    if found.form.shape in ANNOTATED and case.save_as == AS_IT_STANDS:
        yield "Nobody trains on an export of annotations as it stands: choose Chat as the shape of the cleaned file."
    use = found.form.use
    same = {name.casefold(): name for name in use.read}
    for name in use.unread:
        if other := same.get(name.casefold()):
            yield f"“{name}” is not “{other}”: capitals make another key of it, which is not read; write both alike."
    unread = [name for name in use.unread if name.casefold() not in same and name not in MEDIA]
    if unread:
        names = listing([f"“{name}”" for name in unread[:MOST_NOTICED]])
        more = " and others" if len(unread) > MOST_NOTICED else ""
        if found.form.shape == "text":
            yield f"Not read: {names}{more}. If one of them is an answer, name it under “Column of the answer”."
        else:
            yield f"Not read: {names}{more}. What the model shall see, too, belongs under “Column of the input”."
        if use.score:
            yield (
                f"“{use.score}” scores several answers to one input, and all are taught alike here; keep the best of "
                "each, or write pairs of a better and a worse one."
            )
        elif use.rating:
            yield (
                f"“{use.rating}” seems to rate the answers, and all are taught alike here, the bad ones too; leave "
                "those out, or write prompt, completion and label for a method that learns from both (KTO)."
            )
        elif found.counts["conflict"] and use.telling:
            yield f"Where one input has several answers, “{use.telling[0]}” tells them apart."
    yield from of_the_whole(found)
    if found.running:
        yield (
            f"The file is {found.foreign}: {found.examples:,} texts. The cleaned file holds each as {{“text”: …}} on a "
            f"line. To cut it elsewhere, write {MARKS[0]} between the texts."
        )
    elif found.foreign:
        what = f"{found.foreign} in {found.encoding}" if found.listed and found.encoding != "UTF-8" else found.foreign
        yield f"The file is {what}; providers want lines of UTF-8. The cleaned file is written so.{found.doubt}"
    if not case.losses and (keys := trimmed(found, case.taker)):
        times = f"{found.counts['extra-key'] or found.counts['prompt-beside']:,} examples"
        yield f"For {case.takings[0].name} the cleaned file is written without {listing(keys)}, found in {times}."
    if case.unwritten:
        yield (
            f"{len(case.unwritten):,} of the examples left out cannot be written in the shape that you chose; the "
            "table of the cleaned file tells which and why."
        )
    beside = case.surveys[1]
    if beside and beside.flagged(REJECTED):
        told = next(one for one in beside.findings if one.kind.level == "error")
        yield (
            f"{beside.flagged(REJECTED):,} of {beside.examples:,} examples of the validation file have an error, "
            f"the first in {told.spot} {told.told[0].line:,}: {told.told[0].detail or told.kind.title}."
        )
    if case.depth != "all":
        yield "Only format and copies were looked at: nothing is known of near copies, personal data and languages."


def _figures(case: DatasetCheck) -> Iterator[Figure]:
    if not case.only_counted:
        yield from _counts(case)
    yield from _tokens(case)
    if not case.only_counted:
        yield from _messages(case)


def _counts(case: DatasetCheck) -> Iterator[Figure]:
    found = case.survey
    yield Figure("examples", "Examples in the file", found.examples, "examples")
    yield Figure("rejected", "With an error", found.flagged(REJECTED), "examples")
    yield Figure("kept", "Remain after cleaning", case.remaining, "examples")
    yield Figure("duplicates", "Exact copies", found.flagged(DUPLICATE), "examples")
    if aside := found.flagged(case.mask) - found.flagged(REJECTED | DUPLICATE) + len(case.unwritten):
        yield Figure("set_aside", "Left out as suspect or refused", aside, "examples")
    yield Figure("warnings", "Warnings", found.of_level("warning"), "")
    yield Figure("conflicts", "Same input, different answers", found.counts["conflict"], "examples")
    if case.validation:
        yield Figure("leaks", "In the validation file too", found.flagged(LEAK), "examples")
    for key, label, flag in (
        ("near_copies", "Near copies", NEAR),
        ("personal", "With personal data or keys", PERSONAL),
        ("refusals", "Refusals", REFUSAL),
        ("truncated", "Cut-off answers", TRUNCATED),
    ):
        if found.flagged(flag):
            yield Figure(key, label, found.flagged(flag), "examples")


def _tokens(case: DatasetCheck) -> Iterator[Figure]:
    found = case.estimate
    low, high = _ends(case)
    ranged = (found.low, found.high) if high > low else (None, None)
    yield Figure("file_tokens", "Tokens in what remains", found.total, "tokens", *ranged)
    if each := spread(found.each):
        for key, label, value in _named(each, "tokens", "Tokens an example"):
            yield Figure(key, label, value, "tokens", detail=True)
    yield Figure("over_limit", "Longer than the limit", case.over_limit, "examples")
    yield Figure("billing_tokens", "Tokens billed an epoch", case.billing_tokens, "tokens", detail=True)
    yield Figure("epochs", "Epochs", case.epochs, "epochs")
    charged = case.charged_tokens
    ends = (charged * low, charged * high) if high > low else (None, None)
    yield Figure("charged_tokens", "Tokens billed in one run", charged, "tokens", *ends)
    cost = case.cost(charged)
    if cost is None:
        told = "by the hour" if case.offer and case.offer.training_hours is not None else "not known"
        yield Figure("training_cost", "One training run", None, "USD", text=told)
    else:
        costs = (case.cost(charged * low), case.cost(charged * high)) if high > low else (None, None)
        yield Figure("training_cost", "One training run", cost, "USD", *costs)


def _messages(case: DatasetCheck) -> Iterator[Figure]:
    found = case.survey
    yield Figure("missing_system", "Without a system message", found.counts["no-system"], "examples", detail=True)
    yield Figure("missing_user", "Without a message of a user", found.counts["no-user"], "examples", detail=True)
    used = [turns for flags, turns in zip(found.flags, found.turns, strict=True) if not flags & REJECTED]
    if each := spread(used):
        for key, label, value in _named(each, "messages", "Messages an example"):
            if not key.endswith(("p10", "p90")):
                yield Figure(key, label, value, "messages", detail=True)


def _working(case: DatasetCheck) -> Iterator[Step]:
    if not case.only_counted:
        counted = f"{case.survey.examples:,} − {case.left_out_count:,}"
        yield Step("Examples that remain", counted, case.remaining, "examples")
    yield Step(
        "Tokens billed in one run",
        f"{say(case.billing_tokens, 'tokens')} × {say(case.epochs, 'epochs')}",
        case.charged_tokens,
        "tokens",
    )
    cost = case.cost(case.charged_tokens)
    if cost is not None and case.offer and case.offer.training_price is not None:
        price, least = case.offer.training_price, case.offer.minimum or 0
        told = f"{say_number(case.charged_tokens)} / 1,000,000 × {say(price, 'USD/Mtok')}"
        yield Step("One training run", f"{told}, at least {say_money(least)}" if least else told, cost, "USD")


def _chart(case: DatasetCheck) -> Bars | None:
    if case.only_counted:
        return None
    found = case.survey
    bars = [
        Bar("Remain", case.remaining),
        Bar("With an error", found.flagged(REJECTED)),
        Bar("Exact copies", found.flagged(DUPLICATE)),
    ]
    if aside := found.flagged(case.mask) - found.flagged(REJECTED | DUPLICATE) + len(case.unwritten):
        bars.append(Bar("Suspect", aside))
    return Bars("What becomes of the examples", _answer(case), "examples", tuple(bars))


def _plan(case: DatasetCheck) -> Iterator[PlanStep]:
    if not case.remaining or not case.estimate.total or case.tuning_offer == TYPED:
        return
    mean = case.billing_tokens / max(1, len(case.estimate.each))
    answers = {
        "tuning_offer": case.tuning_offer,
        "examples_count": f"{len(case.estimate.each)}",
        "tokens_per_example": f"{max(1.0, mean):.6g}",
        "epochs": f"{case.epochs:g}",
    }
    yield PlanStep(
        "Then",
        "Compare what providers charge to tune on what remains, and to keep the tuned model",
        "The examples, their tokens and the epochs go along; hosting often costs more than training.",
        "Price the tuning",
        "managed-tuning",
        urlencode(answers),
    )
