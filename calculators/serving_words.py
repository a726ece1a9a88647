"""How the answer of “serving” is told."""

import math
from collections.abc import Iterator

from calculators.bills.words import if_retired
from calculators.figures.software import ServingSpeed
from calculators.kit.chart import Chart, Line, Mark, Point
from calculators.kit.facts import Sourced
from calculators.kit.model import Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell
from calculators.serving import LEAST_SPEED, MOST_SPEED, Serving, rentals, rented

SHOWN_RENTALS = 12

MOST_STEPS = 40
"""More replicas than this are drawn as a straight line."""


def told(case: Serving) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, _table, facts=_other_facts)


def _figures(case: Serving) -> Iterator[Figure]:
    limit = case.replica_calls * case.used_replicas / case.days_per_month
    unlimited = math.isinf(limit)
    first, steady = case.break_even_calls_per_day, case.steady_calls_per_day
    yield _ranged(case, "monthly_cost", "A month of your own GPUs", "USD/month")
    yield Figure("api_cost", "The same calls at the API", case.api_cost, "USD/month")
    yield _ranged(case, "break_even_calls_per_day", "Your own are cheaper from", "calls/day", "no volume is enough")
    yield Figure(
        "steady_calls_per_day",
        "And stay so from",
        steady,
        "calls/day",
        text="" if steady is not None else "no volume is enough" if first is None else "never for good",
    )
    yield _ranged(case, "price_per_mtok", "Your own, used as well as you can", "USD/Mtok")
    yield Figure(
        "api_price_per_mtok",
        f"The API, for a million {_tokens_counted(case)}",
        case.api_price_per_mtok,
        "USD/Mtok",
        text="" if case.counted_tokens else "nothing to count",
    )
    yield Figure(
        "month_price_per_mtok",
        "Your own, at this volume",
        case.month_price_per_mtok,
        "USD/Mtok",
        text="" if case.counted_tokens else "nothing to count",
    )
    yield Figure(
        "needed_replicas",
        "Replicas that the calls need",
        case.needed_replicas,
        "replicas",
        text="1 replica" if case.needed_replicas == 1 else "",
    )
    yield Figure(
        "capacity_calls_per_day",
        f"{case.used_replicas:,} replica{'' if case.used_replicas == 1 else 's'} can answer",
        None if unlimited else limit,
        "calls/day",
        text="any number" if unlimited else "",
    )
    yield Figure(
        "needed_speed",
        "Speed at which both cost the same",
        case.needed_speed(case.replica_per_hour),
        "tokens/s",
        text="" if case.api_price_per_mtok else "no speed is enough",
        help="Of a replica that is used as well as you can.",
    )


def _tokens_counted(case: Serving) -> str:
    return "output tokens" if case.counted == "output" else "tokens"


def _ranged(case: Serving, figure: str, label: str, unit: str, none: str = "") -> Figure:
    """A figure with its ends if the speed is off by the margin."""
    value, margin = getattr(case, figure), case.throughput_margin / 100
    text = none if value is None else ""
    if not margin:
        return Figure(figure, label, value, unit, text=text)
    speeds = (max(LEAST_SPEED, case.throughput * (1 - margin)), min(MOST_SPEED, case.throughput * (1 + margin)))
    ends = [value, *(getattr(case.variant("throughput", speed), figure) for speed in speeds)]
    known = [end for end in ends if end is not None]
    if not known or (len(known) == len(ends) and min(known) == max(known)):
        return Figure(figure, label, value, unit, text=text)
    return Figure(figure, label, value, unit, min(known), max(known) if len(known) == len(ends) else None, text=text)


def _answer(case: Serving) -> str:
    own, api, name = say_money(case.monthly_cost), say_money(case.api_cost), _api_name(case)
    if case.verdict == "overloaded":
        have = f"{case.replicas:,} replica{'' if case.replicas == 1 else 's'}"
        return f"{have} cannot answer {say_number(case.calls_per_day)} calls a day; it takes {case.needed_replicas:,}."
    if case.verdict == "same":
        return f"Both cost the same: {own} a month."
    if case.verdict == "own":
        return f"Your own GPUs are cheaper: {own} a month against {api} for {name}."
    if case.verdict == "never":
        limit = "at any volume" if not case.replicas else "at any volume that your replicas can answer"
        return f"The API is cheaper {limit}: {api} a month with {name} against {own} for your own GPUs."
    words = f"The API is cheaper: {api} a month with {name} against {own} for your own GPUs"
    first, steady = case.break_even_calls_per_day, case.steady_calls_per_day
    if first is not None and first > case.calls_per_day:
        return f"{words}, which are cheaper from {say_number(first)} calls a day."
    more = "" if steady is None else f"; from {say_number(steady)} calls a day your own stay cheaper"
    return f"{words}, because one replica more has just begun{more}."


def _api_name(case: Serving) -> str:
    return case.model.name if case.model else "your API"


def _why(case: Serving) -> str:
    gpus = f"{case.gpus_per_replica:,} GPU{'s' if case.gpus_per_replica > 1 else ''}"
    replica = f"A replica of {gpus} costs {say_money(case.replica_cost)} a month, busy or idle"
    calls = case.replica_calls / case.days_per_month
    answers = "" if math.isinf(calls) else f", and can answer {say_number(calls)} calls a day"
    target = case.api_price_per_mtok
    if target is None:
        return f"{replica}{answers}."
    return (
        f"{replica}{answers}. Used as well as you can, it makes a million {_tokens_counted(case)} for "
        f"{say_money(case.price_per_mtok)}; the API asks {say_money(target)} for calls that hold as many."
    )


def _notices(case: Serving) -> Iterator[str]:
    if case.measured and "throughput" not in case.given:
        yield (
            f"The speed was measured at full load on {case.measured.name}. Answers that must come fast, or prompts of "
            "very mixed lengths, take more replicas: load your own as your calls would, and type what you measure."
        )
        yield from _other_lengths(case, case.measured)
        if "setup" not in case.given and case.setup.split("/")[1] not in case.base_model.lower():
            served = case.model.name if case.model else "your model"
            yield (
                f"No figure is known here for {served} on this card: the speed is that of the first set-up measured on "
                f"it, of {case.measured.model}. Choose yours under “{case.inputs()['setup'].label}”, or type its speed."
            )
        row = case.rental_row
        if row and row.gpu != case.measured.gpu:
            yield "The set-up was measured on another card than the one you rent."
    model = case.model
    if model and model.weights == "closed":
        yield f"The weights of {model.name} are not to be had, so your GPUs would run another model. Is it as good?"
    yield from if_retired(model, case.start)
    row = case.rental_row
    if row and row.kind == "spot":
        yield "Spot GPUs can be taken away at any time; a service needs others to stand in."
    if row and row.least_gpus and row.least_gpus > case.used_replicas * case.gpus_per_replica:
        yield f"This rental has no fewer than {row.least_gpus} GPUs; count them all in."


def _other_lengths(case: Serving, measured: ServingSpeed) -> Iterator[str]:
    """That prompts and answers were of other lengths in the measurement, where they were."""
    ratio = case.prompt_tokens / max(1, case.output_tokens)
    first, last = measured.measured[0], measured.measured[-1]
    if first.input_tokens is None:
        yield "The measurement does not tell how long its prompts and answers were."
    elif not first.ratio / 2 <= ratio <= last.ratio * 2:
        yield (
            f"Your calls have {say_number(ratio)} tokens of prompt for each of the answer; measured were "
            f"{say_number(first.ratio)}{'' if first is last else f' to {say_number(last.ratio)}'}."
        )


def _working(case: Serving) -> Iterator[Step]:
    hourly = f"{case.gpus_per_replica:,} × {say(case.gpu_price, 'USD/h')}"
    speed = f"{say(case.throughput, 'tokens/s')} × 3,600 s × {say(case.utilisation, '%')}"
    yield Step("Your own, a million tokens", f"{hourly} / ({speed}) × 1,000,000", case.price_per_mtok, "USD/Mtok")
    if case.counted_tokens:
        month = f"{speed} × {say(case.rented_hours, 'hours')} / {say_number(case.counted_tokens)} tokens"
        yield Step("Calls that a replica can answer", month, case.replica_calls, "calls/month")
        calls = f"{say_number(case.calls_per_month)} / {say_number(case.replica_calls)} calls, rounded up"
        yield Step("Replicas that the calls need", calls, case.needed_replicas, "replicas")
    rent = f"{case.used_replicas:,} × {hourly} × {say(case.rented_hours, 'hours')}"
    running = f" + {say_money(case.operations_per_month)}" if case.operations_per_month else ""
    yield Step("A month of your own GPUs", f"{rent}{running}", case.monthly_cost, "USD/month")
    yield Step("A call at the API", case.api_bill.reckoning, case.call_cost, "USD/call")
    api = f"{say_number(case.calls_per_month)} calls × {say(case.call_cost, 'USD')}"
    yield Step("The same calls at the API", api, case.api_cost, "USD/month")


def _chart(case: Serving) -> Chart:
    first, last = case.break_even_calls_per_day, case.steady_calls_per_day
    reach = 1.5 * max(case.calls_per_day, min(last or first or 0, 200 * case.calls_per_day))
    limit = case.replica_calls / case.days_per_month
    if case.replicas:
        reach = min(reach, max(case.replicas * limit, case.calls_per_day))
    own: list[Point] = [(0.0, case.own_cost_at(0))]
    if not case.replicas and reach / limit <= MOST_STEPS:
        for count in range(1, math.ceil(reach / limit)):
            own += [(count * limit, case.own_cost_at(count * limit))]
            own += [(count * limit, case.own_cost_at(count * limit) + case.replica_cost)]
    own.append((reach, case.own_cost_at(reach)))
    marks = [Mark(case.calls_per_day, case.api_cost, "your calls")]
    if first is not None and first <= reach:
        marks.append(Mark(first, first * case.days_per_month * case.call_cost, "as much as the API"))
    return Chart(
        title="A month, by volume",
        summary=f"At {say_number(case.calls_per_day)} calls a day the API costs {say_money(case.api_cost)}, "
        f"your own GPUs {say_money(case.monthly_cost)}. {_answer(case)}",
        x_label="Calls per day",
        x_unit="calls/day",
        y_unit="USD",
        lines=(
            Line(f"API: {_api_name(case)}", ((0.0, 0.0), (reach, reach * case.days_per_month * case.call_cost))),
            Line("Your own GPUs", tuple(own)),
        ),
        marks=tuple(marks),
    )


def _table(case: Serving) -> Table | None:
    """How fast each rented GPU would have to be, the cheapest first."""
    if not case.api_price_per_mtok:
        return None
    rows = []
    for row in sorted(rented().values(), key=lambda one: one.usd_per_gpu_hour)[:SHOWN_RENTALS]:
        needed = case.needed_speed(row.usd_per_gpu_hour * case.gpus_per_replica) or 0.0
        own = ": your rental" if row.key == case.rental else ""
        hourly = say(row.usd_per_gpu_hour, "USD/h")
        rows.append((f"{rentals()[row.key][0]}{own}", hourly, say(needed, "tokens/s")))
    return Table(
        f"How fast a replica must be to cost what {_api_name(case)} costs",
        ("Rented GPU", "One GPU", "Speed needed"),
        tuple(rows),
        f"At {say(case.utilisation, '%')} of that speed used, {case.gpus_per_replica:,} of them to a replica, the "
        f"{SHOWN_RENTALS} cheapest. Whether a card is that fast, and holds the model at all, your load test tells.",
    )


def _other_facts(case: Serving) -> Iterator[Sourced]:
    """The prices of the rentals in the table."""
    if case.api_price_per_mtok:
        for row in sorted(rented().values(), key=lambda one: one.usd_per_gpu_hour)[:SHOWN_RENTALS]:
            yield row.per_hour
