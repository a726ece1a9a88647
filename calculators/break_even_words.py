"""How the answer of “break-even” is told."""

from collections.abc import Iterator
from typing import Any

from calculators.bills.buyable import over_offers, range_words
from calculators.bills.months import day_after
from calculators.bills.tuning import fee_in_use, offer_name
from calculators.bills.words import months_chart, unless_open
from calculators.break_even import BreakEven
from calculators.figures.offers import TuningOffer
from calculators.kit.chart import Chart, Line, Mark
from calculators.kit.facts import Sourced
from calculators.kit.model import DAYS_PER_MONTH, Figure, Result, Step
from calculators.kit.numbers import say, say_money, say_number
from calculators.kit.telling import tell

PRICE_FIELDS = frozenset(
    {"base_input", "base_cached_input", "base_cache_write", "base_output", "tuned_input", "tuned_output"}
)
"""The fields whose price may change on a known day."""

OFFER_FIELDS = frozenset({"tuned_input", "tuned_cached_input", "tuned_output", "training_price", "hosting_per_month"})
"""The prices of the offer: where one is typed, no other offer is like it."""


def told(case: BreakEven) -> Result:
    return tell(case, _answer, _why, _notices, _figures, _working, _chart, facts=_other_facts)


def _figures(case: BreakEven) -> Iterator[Figure]:
    first, months = case.phases[0], say(case.horizon, "months")
    yield _ranged(case, "payback_months", "Time to pay back", "months", lambda case: case.payback_months, "never")
    yield Figure("base_total", f"Long prompt, {months} in all", case.base_total(case.horizon), "USD")
    yield Figure("tuned_total", f"Tuned, {months} in all", case.tuned_total(case.horizon), "USD")
    yield Figure("base_call_cost", "A call with the long prompt", first.base_call_cost, "USD/call")
    yield Figure("tuned_call_cost", "A call of the tuned model, hosting apart", first.tuned_call_cost, "USD/call")
    yield _ranged(case, "saving_per_call", "Saved per call", "USD/call", lambda case: case.saving(case.phases[0]))
    yield Figure("up_front_cost", "Money up front", case.up_front_cost, "USD")
    yield Figure("monthly_fixed_cost", "Fixed cost of the tuned model", case.monthly_fixed_cost, "USD/month")
    yield _ranged(
        case,
        "break_even_calls_per_day",
        "Calls a day needed at all",
        "calls/day",
        lambda case: case.break_even_calls_per_day,
        "no volume is enough",
    )


def _ranged(case: BreakEven, key: str, label: str, unit: str, figure: Any, none: str = "") -> Figure:
    """A figure with its range where the gain in quality is uncertain."""
    value = figure(case)
    low = high = None
    if case.quality_margin and case.good_call_value:
        gains = (max(-100, case.quality_gain - case.quality_margin), min(100, case.quality_gain + case.quality_margin))
        ends = [figure(case.replace(quality_gain=gain, quality_margin=0)) for gain in gains]
        known = sorted(end for end in ends if end is not None)
        low, high = (known[0], known[-1] if len(known) == 2 else None) if known else (None, None)
    return Figure(key, label, value, unit, low, high, text=none if value is None else "")


def _answer(case: BreakEven) -> str:
    if case.payback_months is None:
        return f"Never: {_why_never(case)}."
    paid = f"after {_days(case.payback_months)}"
    if case.verdict == "pays-back":
        beyond = f", beyond your horizon of {say(case.horizon, 'months')}" if case.payback_months > case.horizon else ""
        paid = f"pays back {paid}, on {_date(case, case.payback_months)}{beyond}"
        return f"At {say_number(case.calls_per_day)} calls a day the tuned model {paid}."
    if not case.life_months:
        return f"Too late: the base model was retired on {case.retires}, and what is tuned on it went with it."
    return (
        f"Too late: it would pay back {paid}, but its base model is retired after {_days(case.life_months)}, "
        f"on {case.retires}, and the tuned model goes with it."
    )


def _why_never(case: BreakEven) -> str:
    last = case.phases[-1]
    saving = case.saving(last)
    if saving <= 0:
        cached = " once the long prompt is read from the cache" if case.cache_hits and case.prefix_tokens else ""
        more = f"{say(-saving, 'USD')} more" if saving else "just as much"
        return f"a call of the tuned model costs {more} than a call with the long prompt{cached}"
    return (
        f"{say_number(case.calls_per_day)} calls a day save {say_money(case.calls_per_month * saving)} a month, "
        f"and keeping the tuned model costs {say_money(case.monthly_fixed_cost)} a month"
    )


def _why(case: BreakEven) -> str:
    first, last = case.phases[0], case.phases[-1]
    base, tuned = say(first.base_call_cost, "USD/call"), say(first.tuned_call_cost, "USD/call")
    fixed = say(case.monthly_fixed_cost, "USD/month")
    why = f"The long prompt costs {base}, the tuned model {tuned} plus {fixed} whatever its traffic."
    needed = case.break_even_calls_per_day
    if case.payback_months is None and needed is not None:
        return f"{why} It would take more than {say_number(needed)} calls a day to earn anything at all."
    if case.payback_months is not None:
        net = say_money(case.monthly_net(last))
        return f"{why} That leaves {net} a month to pay off {say_money(case.up_front_cost)} spent up front."
    return why


def _notices(case: BreakEven) -> Iterator[str]:
    yield from unless_open("Can it be bought?", case.offer, case.start)
    if case.offer and case.offer.base != case.base_model:
        yield _other_model_notice(case, case.offer)
    if len(case.phases) > 1:
        last = case.phases[-1]
        base, tuned = say(last.base_call_cost, "USD/call"), say(last.tuned_call_cost, "USD/call")
        yield (
            f"Prices change on {_date(case, case.phases[1].begin)}: in the end a call costs {base} with the long "
            f"prompt and {tuned} tuned. The answer follows them."
        )
    yield from _offers_notice(case)
    if case.retires is None and case.payback_months is not None:
        yield (
            "No retirement date of the tuned model’s base model is known. "
            "If it is retired before the day of payback, the money is lost."
        )
    if case.quality_margin and case.good_call_value:
        yield "Ranges show how far the answer moves if the gain in quality is off by the margin you gave."


def _offers_notice(case: BreakEven) -> Iterator[str]:
    """How far apart the offers are, and with how many of them it pays back, where their own prices are reckoned."""
    if case.offer is None or case.given & OFFER_FIELDS:
        return
    usd = over_offers(case, case.start, lambda other: other.tuned_total(other.horizon))
    if len(usd) > 1:
        paying = sum(case.variant("tuning_offer", key).verdict == "pays-back" for key in usd)
        words = range_words(f"The tuned model, {say(case.horizon, 'months')} in all,", usd, offer_name)
        yield f"{words} It pays back in time with {paying or 'none'} of them."


def _other_model_notice(case: BreakEven, offer: TuningOffer) -> str:
    """That another model is compared, and what that model would cost with the long prompt, where that is known."""
    untuned = offer.base_model and offer.base_model.name
    if untuned and not case.given & PRICE_FIELDS and case.model:
        prompted = case.variant("base_model", offer.base).base_bill.cost
        return (
            f"Two things change here: the model and the prompt. {untuned}, untuned, with the long prompt costs "
            f"{say(prompted, 'USD/call')}. Measure first whether that is good enough."
        )
    return (
        "The tuned model is not the one that you prompt now. Measure whether its answers are as good; a difference "
        "belongs under “Worth of better answers”."
    )


def _days(months: float) -> str:
    days = months * DAYS_PER_MONTH
    return f"{days:,.0f} day{'' if round(days) == 1 else 's'}"


def _date(case: BreakEven, months: float) -> str:
    try:
        return str(day_after(case.start, months))
    except OverflowError:
        return "a day beyond the calendar"


def _working(case: BreakEven) -> Iterator[Step]:
    first, months = case.phases[0], case.payback_months
    yield Step("A call with the long prompt", case.base_bill.reckoning, first.base_call_cost, "USD/call")
    yield Step("A call of the tuned model", case.tuned_bill.reckoning, first.tuned_call_cost, "USD/call")
    worth = f" + {say(case.quality_value, 'USD')} worth of better answers" if case.quality_value else ""
    costs = f"{say(first.base_call_cost, 'USD')} − {say(first.tuned_call_cost, 'USD')}"
    yield Step("Saved per call", f"{costs}{worth}", case.saving(first), "USD/call")
    example_tokens = f"{say_number(case.examples_count)} examples × {say_number(case.tokens_per_example)} tokens"
    trained = f"{example_tokens} × {say_number(case.epochs)} epochs × {say(case.training_price, 'USD/Mtok')}"
    yield Step("One training run", trained, case.training_cost, "USD")
    yield Step(
        "Money up front",
        f"{say_money(case.labelling_cost)} labelling + {say_number(case.training_runs)} × "
        f"{say_money(case.training_cost)} training + {say_money(case.evaluation_cost)} evaluation + "
        f"{say_money(case.engineering_cost)} engineering",
        case.up_front_cost,
        "USD",
    )
    every = say_number(case.retrain_every) if case.retrain_every else ""
    retraining = f"{say_money(case.retraining_cost)} retraining / {every} months" if every else "no retraining"
    yield Step(
        "Fixed cost of the tuned model",
        f"{say_money(case.hosting_per_month)} hosting + {retraining} + "
        f"{say_money(case.monitoring_per_month)} monitoring",
        case.monthly_fixed_cost,
        "USD/month",
    )
    yield Step(
        "Left each month",
        f"{say_number(case.calls_per_month)} calls × {say(case.saving(first), 'USD')} − "
        f"{say_money(case.monthly_fixed_cost)}",
        case.monthly_net(first),
        "USD/month",
    )
    if months is not None and len(case.phases) == 1:
        reckoning = f"{say_money(case.up_front_cost)} / {say_money(case.monthly_net(first))} a month"
        yield Step("Time to pay back", reckoning, months, "months")


def _chart(case: BreakEven) -> Chart:
    months, ends = case.payback_months, {0.0, float(case.horizon)}
    ends |= {phase.begin for phase in case.phases if phase.begin < case.horizon}
    marks = []
    if case.life_months <= case.horizon:
        ends.add(case.life_months)
        marks.append(Mark(case.life_months, None, f"base model retired {case.retires}"))
    if months is not None and months <= case.horizon and months <= case.life_months:
        ends.add(months)
        marks.append(Mark(months, case.base_total(months), f"pays back after {_days(months)}"))
    at = sorted(ends)
    return months_chart(
        "Total spent, month by month",
        f"After {say(case.horizon, 'months')} the long prompt has cost "
        f"{say_money(case.base_total(case.horizon))}, the tuned model "
        f"{say_money(case.tuned_total(case.horizon))}. {_answer(case)}",
        (
            Line("Long prompt", tuple((month, case.base_total(month)) for month in at)),
            Line("Tuned model", tuple((month, case.tuned_total(month)) for month in at)),
        ),
        marks,
    )


def _other_facts(case: BreakEven) -> Iterator[Sourced]:
    """Facts used beside the fields: prices that change later, the availability of the offer, its minimum fee."""
    for phase in case.phases[1:]:
        held = case.variant("tuning_offer", case.tuning_offer)
        later = held.variant("start", day_after(case.start, phase.begin))
        for field in sorted(PRICE_FIELDS - case.given - case.unused):
            if getattr(later, field) != getattr(case, field):
                yield getattr(later, field)
    yield from fee_in_use(case.offer, case.training_cost)
