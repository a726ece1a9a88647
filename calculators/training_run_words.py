"""How the answer of “training-run” is told."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from calculators.bills import pace, speed_fields
from calculators.bills.assumed import other_ways
from calculators.bills.footprint import GB
from calculators.bills.rentals import own_card, rental_words
from calculators.bills.words import beyond_context, duration, how_sure
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Sourced
from calculators.kit.inputs import Refused
from calculators.kit.model import Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.query import query_of
from calculators.training_run import TrainingRun, rented

SHOWN_RENTALS = 12

FITS = {"fits": "yes", "likely": "it should", "perhaps": "perhaps", "no": "does not fit", None: "not known"}

SHARED = frozenset(
    {"open_model", "framework", "method", "batch_size", "checkpointing", "lora_rank", "lora_targets", "lora_parameters"}
)
"""The answers that “memory” asks for too, by the same names."""

LABELLED = frozenset({"examples_count"})
"""Those that “training-data” asks for too."""

IN_ALL = frozenset({"open_model", "method", "examples_count", "training_runs"})
"""Those that “total-cost” asks for too; the GPU that it asks for is the one that serves."""

ON_TOP = "Data, evaluation and people come on top."

SELDOM_SLOWER = 20
"""Per cent of the peak below which hours that somebody measured or published hold more than one run, as a rule."""


def told(case: TrainingRun) -> Result:
    work = case.work
    low, high = (case.fewest_hours, case.most_hours) if case.estimated else (None, None)
    speed_low = high and case.tokens_per_second * case.hours / high
    speed_high = low and case.tokens_per_second * case.hours / low
    money = [
        _money(case, "all_tries_cost", "All tries", case.cost_at),
        _money(case, "run_cost", "One run", lambda hours: case.gpus_paid * case.gpu_price * hours),
    ]
    paid = "GPU-hours of your own, all tries" if _unpaid(case) else "GPU-hours paid, all tries"
    hours = [
        Figure("run_hours", "Hours of one run", case.hours, "hours", low, high),
        Figure(
            "gpu_hours",
            "GPU-hours of one run",
            case.hours * case.gpus,
            "GPU-hours",
            low and low * case.gpus,
            high and high * case.gpus,
        ),
        Figure("all_gpu_hours", paid, case.gpus_paid * case.tries.hours(case.hours), "GPU-hours"),
    ]
    if case.hours < 1:
        hours.append(Figure("run_minutes", "Minutes of one run", case.hours * 60, "minutes", beside="run_hours"))
    figures = [
        *(hours + money if _unpaid(case) else money + hours),
        Figure("trained_tokens", "Tokens worked on in one run", case.trained_tokens, "tokens"),
        Figure("flops_per_token", "Work for a token", work.all, "FLOPs", text=f"{say_number(work.all / 1e9)} GFLOPs"),
        Figure("flops", "Work of one run", case.flops, "FLOPs"),
        Figure("tokens_per_second", "Speed of each GPU", case.tokens_per_second, "tokens/s", speed_low, speed_high),
        Figure(
            "model_utilisation",
            "Part of the peak that is useful (MFU)",
            case.share_of_peak(work.useful),
            "%",
            help="Recomputation not counted, as papers give it.",
        ),
        Figure(
            "hardware_utilisation",
            "Part of the peak that works (HFU)",
            case.share_of_peak(work.all * case.filled),
            "%",
            help="Recomputation counted, and what fills up batches.",
        ),
    ]
    if case.frozen:
        figures += [
            Figure("lora_parameters", "LoRA parameters", case.adapters, "parameters"),
            Figure(
                "lora_speedup",
                "Work of full training",
                work.in_full / work.all,
                "times",
                help="Against this method, for each token: the gain of LoRA is memory, not speed.",
            ),
        ]
    return Result(
        verdict=case.verdict,
        answer=_answer(case),
        why=_why(case),
        notices=tuple(_notices(case)),
        figures=tuple(figures),
        working=tuple(_working(case)),
        chart=_chart(case) if case.all_tries_cost else None,
        table=_table(case),
        plan=tuple(_plan(case)),
        facts=tuple(_other_facts(case)),
    )


def _money(case: TrainingRun, key: str, label: str, cost: Any) -> Figure:
    if _unpaid(case):
        return Figure(key, label, 0, "USD", text="nothing rented", help="Power and wear are not counted.")
    low, high = (cost(case.fewest_hours), cost(case.most_hours)) if case.estimated else (None, None)
    return Figure(key, label, cost(case.hours), "USD", low, high)


def _unpaid(case: TrainingRun) -> bool:
    """Whether the card is the reader's own and its hour costs nothing."""
    return own_card(case.rental) is not None and not case.gpu_price


def _answer(case: TrainingRun) -> str:
    if case.memory and case.verdict == "unfit":
        name = case.memory.card.name if case.memory.card else "GPU"
        gpus = f"each of {case.gpus:,} × {name}" if case.gpus > 1 else f"one {name}"
        return (
            f"It does not fit: {gpus} would need {say(case.memory.total / GB, 'GB')} "
            f"({say_number(case.memory.least / GB)} to {say(case.memory.most / GB, 'GB')}) and has "
            f"{say(case.memory.gpu_memory, 'GB')}."
        )
    if _unpaid(case):
        return f"{_own_hours(case)} and no rent. {ON_TOP}"
    cost = f"All tries together cost about {say_money(case.all_tries_cost)}"
    if case.least_cost != case.most_cost:
        cost += f" ({say_money(case.least_cost)} to {say_money(case.most_cost)})"
    cost += " of GPU time"
    budget = f"the budget of {say_money(case.budget)}"
    told = {
        "within": f"{cost}, within {budget}.",
        "perhaps": f"{cost}: whether that stays within {budget} is open.",
        "beyond": f"{cost}, over {budget}.",
    }[case.verdict]
    return f"{told} {ON_TOP}"


def _own_hours(case: TrainingRun) -> str:
    """What all tries take on a card that costs nothing an hour, with its range."""
    least, usual, most = (
        case.tries.hours(hours) * case.gpus for hours in (case.fewest_hours, case.hours, case.most_hours)
    )
    told = f"All tries together take about {say(usual, 'hours')}"
    if case.estimated and least != most:
        told += f" ({say_number(least)} to {say(most, 'hours')})"
    return f"{told} of your own {case.card.name if case.card else 'GPU'}"


def _why(case: TrainingRun) -> str:
    if case.verdict == "unfit":
        return (
            f"The work alone would cost {say_money(case.all_tries_cost)} there, but it cannot be had. Take a larger "
            "card or more of them, LoRA or QLoRA, a shorter sequence; the table below says which rentals hold it."
        )
    paid = f"{case.training_runs:,} run{'s' if case.training_runs > 1 else ''}"
    if case.short_tries:
        paid += f", {case.short_tries:,} short tr{'ies' if case.short_tries > 1 else 'y'}"
    if case.lost_work:
        paid += ", lost work"
    if case.hours_beside:
        paid += ", hours beside training"
    share = 100 * case.run_cost / case.all_tries_cost if case.all_tries_cost else 100
    gpus = f"{case.gpus:,} GPU{'s' if case.gpus > 1 else ''}"
    if _unpaid(case):
        return (
            f"One run works on {say_number(case.trained_tokens)} tokens and takes {duration(case.hours)} on {gpus}. "
            "The price of an hour stands at 0, as if power and wear cost nothing: type what an hour costs you, under "
            f"“{case.inputs()['gpu_price'].label}”."
        )
    return (
        f"One run works on {say_number(case.trained_tokens)} tokens, takes {duration(case.hours)} on {gpus} and "
        f"costs {say_money(case.run_cost)}. "
        f"The bill is for {paid}; the last run is {say_number(round(share))} % of it. "
        "Not in it: the examples with their labels, the hours of people, the evaluation, serving the model afterwards."
    )


def _notices(case: TrainingRun) -> Iterator[str]:
    if case.packing == "padded" and case.tokens_per_example < case.sequence_length:
        padding = 100 * (1 - case.tokens_per_example / case.sequence_length)
        yield f"{say_number(padding)} % of what is worked on is padding; packing would save that."
    if case.filled > 1:
        padding = 100 * (1 - 1 / case.filled)
        yield (
            f"{say_number(round(padding))} % of what is worked on fills up batches to their longest sequence; packing "
            "would save that."
        )
    if case.packing == "padded" and case.tokens_per_example > case.sequence_length:
        yield "The average example is longer than a sequence: what is beyond it is cut off and never learned."
    if case.layers is None or case.attention_width is None:
        yield "The work of attention is left out: layers or attention width are not known."
    if case.gpus_paid > case.gpus:
        yield f"This rental has no fewer than {case.gpus_paid} GPUs: all of them are paid, {case.gpus} used."
    peak = case.share_of_peak(case.work.all)
    if not case.estimated and peak > 100:
        yield (
            f"That speed would take {say_number(peak)} % of the peak: more than the card can do. Either the model, "
            "the tokens or the peak is another."
        )
    elif not case.estimated and (useful := case.share_of_peak(case.work.useful)) < SELDOM_SLOWER:
        yield (
            f"These hours use {say_number(useful)} % of the peak. Well-tuned training reaches more; "
            "published or logged hours often hold more than one run: tries, restarts, waiting, other models."
        )
    yield from beyond_context(case.model, case.context)
    step = case.batch_size * case.context * case.gpus
    if case.estimated and step > case.trained_tokens:
        yield (
            f"One step of all GPUs takes {say_number(step)} tokens, more than the whole run has: they are "
            "never all at work, and the hours are too few. Take fewer GPUs, or fewer sequences at once."
        )
    if case.gpus > 1 and case.estimated:
        yield (
            f"{case.gpus:,} GPUs shorten the wait and leave the bill as it is, as long as the network between them "
            "keeps up; the low end of the utilisation stands for when it does not."
        )
    for other in other_ways(case.memory) if case.memory else ():
        if other.case.verdict != case.fits:
            yield f"{other.words} The memory calculator asks for it: “{other.label}”."
    if case.estimated and "utilisation" not in case.given:
        yield how_sure("speed/first-asked")
    if case.fits == "perhaps" and case.memory:
        yield (
            f"Whether it fits is open: it takes {say_number(case.memory.least / GB)} to "
            f"{say(case.memory.most / GB, 'GB')} on each GPU, which has {say(case.memory.gpu_memory, 'GB')}."
        )


def _plan(case: TrainingRun) -> Iterator[PlanStep]:
    """Whether it fits, then what the bill for GPUs leaves out, with the same answers."""
    carried, length = _carried(case, SHARED), ""
    if case.memory:
        same = {"gpu": case.memory.gpu, "sequence_length": case.memory.sequence_length, "gpus": case.gpus}
        here = urlencode(same | ({"lengths": "mixed"} if case.memory.lengths == "mixed" else {}))
        carried = "&".join(filter(None, [carried, here]))
        length = f", with sequences of {say(case.memory.sequence_length, 'tokens')}"
    yield PlanStep(
        "Next",
        "Whether it fits",
        "The memory of the same run, line by line, and on which GPUs it fits.",
        f"Memory of a GPU{length}",
        "memory",
        carried,
    )
    yield PlanStep(
        "On top",
        "What the examples cost",
        "Their labels, by people or by a machine, with the checks and the hours that go with them.",
        "Cost of training data",
        "training-data",
        _carried(case, LABELLED),
    )
    yield PlanStep(
        "In all",
        "What it comes to over the months",
        "Data, training, evaluation, serving and the work of people, beside a prompt and retrieval.",
        "Total cost, side by side",
        "total-cost",
        _carried(case, IN_ALL),
    )


def _carried(case: TrainingRun, names: frozenset[str]) -> str:
    """What the reader has answered of these, as the query of another calculator."""
    return query_of(case, [name for name in case.inputs() if name in case.given and name in names])


def _working(case: TrainingRun) -> Iterator[Step]:
    work = case.work
    epochs = f"{say_number(case.epochs)} epochs"
    each = f"{say_number(case.positions_per_example)} tokens"
    yield Step(
        "Tokens", f"{say_number(case.examples_count)} examples × {each} × {epochs}", case.trained_tokens, "tokens"
    )
    billions = say_number(case.parameters / 1e9)
    matrices = f"6 × {billions}"
    if case.frozen:
        matrices = f"4 × {billions} + 6 × {say_number(case.adapters_at_work / 1e9)} of LoRA"
    attention = f"{say_number(work.attention / 1e9)} attention"
    again = f" + {say_number(work.recomputed / 1e9)} recomputed" if work.recomputed else ""
    yield Step("Work for a token", f"{matrices} + {attention}{again}", work.all / 1e9, "GFLOPs")
    longer = f" × {say_number(case.filled)} filled up" if case.filled > 1 else ""
    yield Step(
        "Work of one run",
        f"{say_number(work.all / 1e9)} GFLOPs × {say_number(case.trained_tokens)} tokens{longer}",
        case.flops / 1e15,
        "PFLOPs",
    )
    if case.known_hours is None and case.known_speed is not None:
        speed = f"{say(case.known_speed, 'tokens/s')} × {say_number(case.gpus)} GPUs × 3,600 s"
        yield Step("Hours of one run", f"{say_number(case.trained_tokens)} tokens / ({speed})", case.hours, "hours")
    elif case.estimated:
        tokens = f"{say_number(case.batch_size * case.context)} tokens"
        counted = f"{say_number(case.batch_size * case.context / case.filled)} tokens"
        done = f"{say_number(work.done / 1e9)} GFLOPs × {tokens} / ({say(case.gpu_peak, 'TFLOPS')} × "
        least = f", and {case.layers:,} layers × {say(case.layer_time, 'ms')}" if case.layers else ""
        seconds = case.step_seconds(case.utilisation, case.layer_time)
        yield Step("A step", f"{done}{say(case.utilisation or 0, '%')}){least}", seconds * 1_000, "ms")
        slower = f" × {say_number(case.quantised_slowdown)} for QLoRA" if case.method == "qlora" else ""
        steps = f"{say_number(case.trained_tokens)} tokens / ({say_number(case.gpus)} × {counted})"
        step = f"{say(seconds * 1_000, 'ms')}{slower}"
        if changed := pace.update_seconds(case, pace.usual(case).traffic):
            step = f"({step} + {say(changed * 1_000, 'ms')} for changing the weights)"
        yield Step("Hours of one run", f"{steps} × {step}", case.hours, "hours")
    short = f" + {case.short_tries:,} × {say(case.short_try_length, '%')}" if case.short_tries else ""
    yield Step(
        "All tries, in whole runs",
        f"({case.training_runs:,}{short}) × (1 + {say(case.lost_work, '%')} lost)",
        case.tries.runs_worth,
        "runs",
    )
    beside = f"{case.training_runs + case.short_tries:,} tries × {say(case.hours_beside, 'hours')} beside"
    yield Step(
        "All tries",
        f"({say_number(case.tries.runs_worth)} × {say(case.hours, 'hours')} + {beside}) × {case.gpus_paid:,} GPUs × "
        f"{say(case.gpu_price, 'USD/h')}",
        case.all_tries_cost,
        "USD",
    )


def _chart(case: TrainingRun) -> Bars:
    """Where the money goes."""
    hourly = case.gpus_paid * case.gpu_price
    whole = case.hours * hourly
    short = case.short_tries * case.short_try_length / 100
    lost = (case.training_runs + short) * case.lost_work / 100
    parts = [
        ("The last run", whole),
        ("Runs before it", whole * (case.training_runs - 1)),
        ("Short tries", whole * short),
        ("Work lost and done again", whole * lost),
        ("Hours beside training", hourly * case.tries.all_hours_beside),
    ]
    most = max(parts, key=lambda part: part[1])
    return Bars(
        title="Where the money goes",
        summary=f"Of {say_money(case.all_tries_cost)}, the last run takes {say_money(whole)}; the largest part is "
        f"{say_money(most[1])}: {most[0].lower()}.",
        unit="USD",
        bars=tuple(Bar(name, cost) for name, cost in parts if cost or name == "The last run"),
    )


def _table(case: TrainingRun) -> Table | None:
    """What all tries cost on each rental of the data, cheapest first; None where the hours are known."""
    if not case.estimated:
        return None
    cases = []
    of_card = {"gpu_peak", "gpu_price", "gpus"}
    if case.default("utilisation") is not None:
        of_card |= {"utilisation", "utilisation_low", "utilisation_high"}
    kept = case.given - of_card
    inputs = {name: getattr(case, name) for name in kept}
    for key, row in rented().items():
        case = type(case)(**inputs | {"rental": key})
        try:
            most, unfit = case.most_cost, case.verdict == "unfit"
        except Refused:  # no speed is known there
            continue
        cases.append((unfit, case.all_tries_cost, rental_words(row), most, case))
    cases.sort(key=lambda one: one[:3])
    rows = tuple(
        (
            words,
            say_money(cost),
            f"{say_money(case.least_cost)} to {say_money(most)}",
            say(case.hours, "hours"),
            f"{case.gpus_paid:,} × {say(case.gpu_price, 'USD/h')}",
            FITS[case.fits],
        )
        for _, cost, words, most, case in cases[:SHOWN_RENTALS]
    )
    return Table(
        title="The same training on every rental",
        heads=("Rental", "All tries", "From, to", "One run", "GPUs and price", "Fits"),
        rows=rows,
        note=f"The {len(rows)} cheapest of {len(cases)}, each with the fewest GPUs that it rents out; those on "
        "which it does not fit come last.",
    )


def _other_facts(case: TrainingRun) -> Iterator[Sourced]:
    used = {
        speed_fields.SPREAD: case.filled > 1 and "fill" not in case.given,
        speed_fields.UPDATE: bool(case.accumulated) and not case.frozen,
        pace.BESIDE: pace.beside_matrices(case) > 1,
    }
    for key, counts in used.items():
        if (fact := catalogue().rules[key].figure) is not None and counts and case.estimated:
            yield fact
    if case.model and case.frozen and "lora_parameters" not in case.given:
        yield case.model.parameter_count
