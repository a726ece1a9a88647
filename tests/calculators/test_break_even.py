"""Break-even: its formula, its edges, what the answer says about them."""

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.buyable import costs
from calculators.bills.fields import TYPED
from calculators.break_even import BreakEven
from calculators.kit.inputs import Refused
from calculators.kit.model import DAYS_PER_MONTH
from calculators.kit.turns import turns

PLAIN: dict[str, Any] = {
    "base_model": TYPED,
    "tuning_offer": TYPED,
    "calls_per_day": 1_000,
    "prefix_tokens": 1_000,
    "variable_tokens": 0,
    "output_tokens": 0,
    "cache_hits": 0,
    "base_input": 1,
    "base_output": 1,
    "tuned_input": 1,
    "tuned_output": 1,
    "training_price": 0,
    "hosting_per_month": 0,
    "retrain_every": None,
    "examples_count": 100,
    "label_price": 1,
    "evaluation_cost": 0,
}
"""By hand: 1,000 calls a day of 1,000 tokens at 1 USD/Mtok save 1 USD a day against 100 USD of labels."""


def plain(**changes: Any) -> BreakEven:
    return bills_alone(**PLAIN | changes)


def bills_alone(**inputs: Any) -> BreakEven:
    """A case with an offer that stays the same, the work of people left out."""
    return BreakEven(**{"work": "bills", "tuning_offer": "fireworks/up-to-16b-lora-sft"} | inputs)


def test_a_cached_prefix_costs_the_cached_price_on_hits_and_the_write_price_on_misses() -> None:
    case = plain(cache_hits=90, base_cached_input=0.1, base_cache_write=1.25, variable_tokens=200, output_tokens=100)
    by_hand = (0.9 * 1_000 * 0.1 + 0.1 * 1_000 * 1.25 + 200 * 1 + 100 * 1) / 1e6
    assert case.phases[0].base_call_cost == pytest.approx(by_hand)


def test_without_caching_the_prefix_costs_the_input_price_even_where_writing_costs_more() -> None:
    assert plain(base_cache_write=2).phases[0].base_call_cost == pytest.approx(0.001)


def test_the_published_comparison_of_a_cached_prompt_with_a_tuned_model_is_reproduced() -> None:
    """0.00044 against 0.00048 USD a call for GPT-4.1 mini with its prefix in the cache: tuning never pays."""
    case = bills_alone(base_model="openai/gpt-4.1-mini", tuning_offer="openai/gpt-4.1-mini-sft", cache_hits=100)
    assert case.phases[0].base_call_cost == pytest.approx(0.00044)
    assert case.phases[0].tuned_call_cost == pytest.approx(0.00048)
    assert case.verdict == "never"
    assert "more than a call with the long prompt once the long prompt is read from the cache" in case.result().answer


def test_money_up_front_is_labels_plus_every_training_run_plus_evaluation_and_engineering() -> None:
    case = plain(
        tokens_per_example=1_000,
        epochs=3,
        training_price=8,
        training_runs=2,
        label_price=0.5,
        evaluation_cost=20,
        engineering_cost=30,
    )
    # A published training example: 100,000 tokens in the file, 3 epochs, 8 USD per million tokens cost 2.40 USD.
    assert case.training_cost == pytest.approx(2.40)
    assert case.up_front_cost == pytest.approx(50 + 2 * 2.40 + 20 + 30)


def test_fixed_cost_is_hosting_plus_retraining_spread_over_its_months_plus_monitoring() -> None:
    case = plain(
        hosting_per_month=10,
        retrain_every=6,
        new_examples=50,
        evaluation_cost=10,
        label_price=1,
        monitoring_per_month=3,
    )
    assert case.monthly_fixed_cost == pytest.approx(10 + (0.5 * 100 + 0 + 10) / 6 + 3)


def test_payback_is_the_money_up_front_over_what_is_left_each_month() -> None:
    case = plain(hosting_per_month=DAYS_PER_MONTH / 2)  # half a dollar a day
    assert case.payback_months == pytest.approx(200 / DAYS_PER_MONTH)
    assert case.break_even_calls_per_day == pytest.approx(500)


def test_hosting_above_the_saving_means_never_and_says_how_many_calls_it_would_take() -> None:
    result = plain(hosting_per_month=4 * DAYS_PER_MONTH).result()
    assert result.verdict == "never"
    assert "more than 4,000 calls a day" in result.why


def test_the_tuned_model_dies_with_its_base_model() -> None:
    case = plain(start=date(2026, 11, 22), retires=date(2027, 1, 1))
    assert case.verdict == "too-late"
    assert "would pay back after 100 days" in case.result().answer
    assert "retired after 40 days, on 2027-01-01" in case.result().answer
    # After that day the long prompt is paid for again.
    assert case.tuned_total(10) - case.tuned_total(5) == pytest.approx(case.base_total(10) - case.base_total(5))


def test_a_model_retired_before_the_first_day_is_too_late() -> None:
    answer = plain(start=date(2026, 11, 22), retires=date(2026, 10, 20)).result().answer
    assert answer.startswith("Too late: the base model was retired on 2026-10-20")


def test_the_worth_of_better_answers_counts_as_a_saving_with_its_range() -> None:
    case = plain(quality_gain=10, quality_margin=5, good_call_value=0.01)
    figures = {figure.key: figure for figure in case.result().figures}
    assert figures["saving_per_call"].value == pytest.approx(0.001 + 0.001)
    assert figures["saving_per_call"].low == pytest.approx(0.001 + 0.0005)
    assert figures["saving_per_call"].high == pytest.approx(0.001 + 0.0015)
    assert figures["payback_months"].value == pytest.approx(50 / DAYS_PER_MONTH)


def test_a_price_that_changes_on_a_known_day_changes_the_answer_from_that_day() -> None:
    """Gemini 4 Argon doubles on 2026-12-01: the saving before and after that day are both counted."""
    case = bills_alone(
        base_model="google/gemini-4-argon", tuning_offer=TYPED, start=date(2026, 11, 22), cache_hits=0, tuned_input=0,
        tuned_output=0, training_price=0, hosting_per_month=0, retrain_every=None, evaluation_cost=0, label_price=1,
    )  # fmt: skip
    before, after = (phase.base_call_cost for phase in case.phases)
    assert (before, after) == (pytest.approx((2_200 * 2 + 100 * 10) / 1e6), pytest.approx((2_200 * 4 + 100 * 20) / 1e6))
    # 9 days at 27 USD a day leave 257 of 500 USD, paid at 54 USD a day.
    assert case.payback_months == pytest.approx((9 + (500 - 9 * 27) / 54) / DAYS_PER_MONTH)
    assert any("2026-12-01" in notice for notice in case.result().notices)


def test_a_typed_price_stays_whatever_the_price_list_says_later() -> None:
    case = bills_alone(base_model="google/gemini-4-argon", base_input=3, base_output=9, cache_hits=0)
    assert len(case.phases) == 1


def test_a_long_prompt_is_billed_at_the_long_context_price() -> None:
    short = bills_alone(base_model="openai/gpt-6.1-sol", prefix_tokens=271_800, variable_tokens=200)
    long = bills_alone(base_model="openai/gpt-6.1-sol", prefix_tokens=271_801, variable_tokens=200)
    assert (short.base_input, long.base_input) == (2, 4)


def test_an_unknown_price_is_asked_for_and_not_guessed() -> None:
    with pytest.raises(Refused) as refused:
        bills_alone(base_model=TYPED)
    assert set(refused.value.problems) == {"base_input", "base_output"}
    no_cache_price = BreakEven.read({"base_model": "cohere/command-a"})
    assert not no_cache_price.problems
    with pytest.raises(Refused, match="API cached input price: no price is known here"):
        no_cache_price.calculator.result()
    figures = {
        figure.key: figure.value for figure in bills_alone(base_model="cohere/command-a", cache_hits=0).result().figures
    }
    assert figures["base_call_cost"] == pytest.approx(0.0065)


def test_an_offer_that_newcomers_cannot_buy_says_so() -> None:
    notices = bills_alone(tuning_offer="openai/gpt-4.1-sft", start=date(2026, 11, 22)).result().notices
    assert any(notice.startswith("Can it be bought?") for notice in notices)


def test_a_smaller_model_is_not_credited_to_tuning() -> None:
    notices = " ".join(bills_alone(base_model="openai/gpt-6.1-sol", tuning_offer="aws/nova-micro-sft").result().notices)
    # By hand for Nova Micro: 0.9 × 2,000 × 0.00875 + 0.1 × 2,000 × 0.035 + 200 × 0.035 + 100 × 0.14 USD per million.
    assert "Amazon Nova Micro, untuned, with the long prompt costs 0.0000438 USD/call" in notices
    same = bills_alone(base_model="aws/amazon.nova-micro-v1:0", tuning_offer="aws/nova-micro-sft").result().notices
    assert not any("untuned" in notice for notice in same)


@given(
    calls=st.integers(1, 10_000_000),
    more=st.integers(1, 10_000_000),
    hits=st.sampled_from([0, 50, 100]),
    month=st.floats(0, 100),
)
def test_more_calls_never_cost_less(calls: int, more: int, hits: float, month: float) -> None:
    few, many = (
        bills_alone(calls_per_day=calls, cache_hits=hits),
        bills_alone(calls_per_day=calls + more, cache_hits=hits),
    )
    assert few.base_total(month) <= many.base_total(month)
    assert few.tuned_total(month) <= many.tuned_total(month)


@given(
    calls=st.integers(100, 10_000_000),
    prefix=st.integers(100, 100_000),
    labels=st.floats(0, 100),
    hosting=st.floats(0, 10_000),
    model=st.sampled_from(["google/gemini-4-argon", "openai/gpt-6.1-sol", "anthropic/claude-haiku-4-5"]),
)
def test_both_totals_meet_on_the_day_of_payback(
    calls: int, prefix: int, labels: float, hosting: float, model: str
) -> None:
    case = bills_alone(
        base_model=model, calls_per_day=calls, prefix_tokens=prefix, label_price=labels, hosting_per_month=hosting
    )
    months = case.payback_months
    if months is not None:
        assert case.base_total(months) == pytest.approx(case.tuned_total(months), rel=1e-9, abs=1e-6)
    elif case.phases[-1].begin < 1_000:
        assert case.tuned_total(1_000) > case.base_total(1_000)


@given(
    calls=st.integers(1, 10_000_000),
    prefix=st.integers(0, 100_000),
    hits=st.floats(0, 100),
    offer=st.sampled_from(["openai/gpt-4.1-sft", "openai/gpt-4.1-mini-sft", "fireworks/up-to-16b-lora-sft"]),
)
def test_at_the_value_shown_the_answer_does_turn(calls: int, prefix: int, hits: float, offer: str) -> None:
    case = bills_alone(calls_per_day=calls, prefix_tokens=prefix, cache_hits=hits, tuning_offer=offer)
    for turn in turns(case).found:
        if turn.at.endswith(("or more", "or less", "or later", "or earlier")):
            declared = case.inputs()[turn.field]
            value = declared.read(turn.at.rsplit(" or ", 1)[0].replace(",", ""))
            assert case.replace(**{turn.field: value}).verdict == turn.verdict
            assert turn.verdict != case.verdict


def test_the_default_case_can_be_bought_today_and_says_what_its_figures_are_from() -> None:
    case = bills_alone()
    assert case.offer is not None
    assert case.offer.status(case.start).status == "open"
    facts = case.facts(case.result())
    assert {fact.name for fact in facts} >= {"GPT-6.1 Sol, input", "GPT-6.1 Sol, cached input"}
    typed = case.replace(base_input=2.5)
    assert "GPT-6.1 Sol, input" not in {fact.name for fact in typed.facts(typed.result())}


def test_the_chart_marks_payback_and_retirement() -> None:
    chart = plain(start=date(2026, 11, 22), retires=date(2027, 6, 1)).result().chart
    assert chart is not None
    assert [mark.label for mark in chart.marks] == ["base model retired 2027-06-01", "pays back after 100 days"]
    assert all(math.isfinite(y) for line in chart.lines for _, y in line.points)


def test_the_calls_of_a_month_can_be_typed_exactly() -> None:
    assert BreakEven(calls_per_day=123_457, days_per_month=1).calls_per_month == 123_457


def test_engineering_is_hours_at_the_wage_unless_bills_alone_are_asked_for() -> None:
    # By hand: 60 hours at 80 USD.
    assert BreakEven().up_front_cost - BreakEven(work="bills").up_front_cost == pytest.approx(4_800)
    assert BreakEven(wage=100, tuning_hours=10).engineering_cost == 1_000


def test_it_says_how_far_apart_offers_are_and_with_how_many_it_pays_back() -> None:
    case = BreakEven()
    notice = next(words for words in case.result().notices if "over the" in words)
    paying = sum(BreakEven(tuning_offer=key).verdict == "pays-back" for key in costs(case.start))
    assert f"It pays back in time with {paying or 'none'} of them." in notice
    assert f"{case.tuned_total(24):,.0f} USD" in notice
    assert not any("over the" in words for words in BreakEven(training_price=1.5).result().notices)
