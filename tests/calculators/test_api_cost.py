"""A month of prompting: the bill by hand, its edges, the comparison with other models."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.api_cost import FREE, ApiCost, name
from calculators.bills.fields import TYPED
from calculators.figures import market
from calculators.figures.market import Tariff
from calculators.kit.inputs import Refused
from calculators.kit.turns import turns

PLAIN: dict[str, Any] = {
    "base_model": TYPED,
    "calls_per_day": 1_000,
    "days_per_month": 30,
    "prefix_tokens": 1_000,
    "variable_tokens": 100,
    "output_tokens": 10,
    "cache_hits": 0,
    "base_input": 2,
    "base_output": 10,
}
"""By hand: 30,000 calls of 1,100 × 2 + 10 × 10 = 2,300 USD per million: 69 USD a month."""


def plain(**changes: Any) -> ApiCost:
    return ApiCost(**PLAIN | changes)


def shown(case: ApiCost) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in case.result().figures}


def test_a_month_is_calls_a_day_times_days_times_what_a_call_costs() -> None:
    assert plain().call_cost == pytest.approx(0.0023)
    assert plain().monthly_cost == pytest.approx(69)


def test_a_hit_costs_the_cached_price_and_a_miss_the_write_price() -> None:
    case = plain(cache_hits=75, base_cached_input=0.2, base_cache_write=2.5)
    assert case.call_cost == pytest.approx((750 * 0.2 + 250 * 2.5 + 100 * 2 + 10 * 10) / 1e6)
    # By hand: without the cache 2,300, with it 150 + 625 + 200 + 100 = 1,075 USD per million calls.
    assert shown(case)["cache_saving"] == pytest.approx(30_000 * (2_300 - 1_075) / 1e6)


def test_a_cache_that_is_written_and_never_read_costs_more_than_none() -> None:
    saving = shown(plain(cache_hits=1, base_cached_input=0.2, base_cache_write=2.5))["cache_saving"]
    assert saving is not None
    assert saving < 0


def test_reasoning_is_billed_as_output() -> None:
    assert plain(reasoning_tokens=90).call_cost == plain(output_tokens=100).call_cost


def test_calls_that_wait_are_billed_at_the_batch_price_and_the_others_at_the_usual_one() -> None:
    case = plain(batch_share=40, base_batch_input=1, base_batch_output=5)
    assert case.call_cost == pytest.approx(0.6 * 0.0023 + 0.4 * 0.00115)
    assert shown(case)["batch_saving"] == pytest.approx(69 * 0.4 / 2)


def test_peak_hours_concern_only_the_calls_that_do_not_wait() -> None:
    peak = {"peak_share": 50, "base_peak_input": 4, "base_peak_output": 20}
    assert plain(**peak).call_cost == pytest.approx(1.5 * 0.0023)
    assert plain(**peak, batch_share=100, base_batch_input=1, base_batch_output=5).call_cost == pytest.approx(0.00115)


def test_without_a_batch_price_calls_that_wait_cost_the_usual_price_and_the_page_says_so() -> None:
    case = plain(batch_share=40)
    assert case.call_cost == plain().call_cost
    assert any("No batch price" in notice for notice in case.result().notices)


def test_what_a_special_tariff_does_not_list_follows_from_the_usual_one() -> None:
    usual = Tariff(2, 0.5, 2.5, 8)
    assert Tariff(1, None, None, 4).or_else(usual) == Tariff(1, 1, 1.25, 4)
    assert Tariff(None, None, None, 4).or_else(usual) == Tariff(2, 0.5, 2.5, 4)
    assert Tariff(1, 0.1, None, None).or_else(usual) == Tariff(1, 0.1, 1.25, 8)
    assert Tariff(1, None, None, 4).or_else(Tariff(2, None, None, 8)) == Tariff(1, None, None, 4)


def test_a_prompt_above_the_threshold_is_billed_at_the_long_context_price_as_a_whole() -> None:
    at = ApiCost(prefix_tokens=0, variable_tokens=272_000, output_tokens=0)
    above = ApiCost(prefix_tokens=0, variable_tokens=272_001, output_tokens=0)
    assert at.call_cost == pytest.approx(0.272 * 2)
    assert above.call_cost == pytest.approx(0.272001 * 4)
    assert any("longer than 272,000 tokens" in notice for notice in above.result().notices)


def test_the_table_gives_every_model_its_own_bill_cheapest_first_and_marks_the_readers() -> None:
    case = ApiCost(base_model="openai/gpt-4.1", batch_share=50, peak_share=20)
    for key, cost in case.call_costs.items():
        assert ApiCost(base_model=key, batch_share=50, peak_share=20).call_cost == pytest.approx(cost)
    table = case.result().table
    assert table is not None
    assert [row[0] for row in table.rows] == [
        f"{name(key)}{' (your model)' if key == 'openai/gpt-4.1' else ''}"
        for key, _ in sorted(case.call_costs.items(), key=lambda item: item[1])
    ]


def test_a_tie_is_called_a_tie() -> None:
    prices = market.listed(date(2026, 11, 22), 2_200)
    nova = next(model.usual for model in prices if model.key.startswith("aws/amazon.nova-micro"))
    case = ApiCost(
        base_model=TYPED,
        base_input=nova.input,
        base_cached_input=nova.cached_input,
        base_cache_write=nova.cache_write,
        base_output=nova.output,
    )
    assert set(case.cheapest) == {"aws/amazon.nova-micro-v1:0", TYPED}
    assert "cost the same, and are the cheapest" in case.result().answer
    assert case.then(case.verdict) == "Amazon Nova Micro and your model are the cheapest, at one price"


def test_an_unknown_price_is_left_out_and_named_or_asked_for() -> None:
    notices = " ".join(ApiCost().result().notices)
    assert "Left out" in notices
    assert "Command A" in notices
    assert "cohere/command-a" not in ApiCost().call_costs
    assert "cohere/command-a" in ApiCost(cache_hits=0).call_costs
    with pytest.raises(Refused, match="no price is known here"):
        ApiCost(base_model="cohere/command-a").result()


def test_a_retired_model_is_not_compared_and_said_to_be_gone_if_chosen() -> None:
    gone, day = "openai/gpt-4.1-nano", date(2026, 11, 22)
    assert gone not in ApiCost(start=day).call_costs
    assert gone in ApiCost(start=date(2026, 10, 22)).call_costs
    assert "no longer answers" in ApiCost(base_model=gone, start=day).result().notices[0]


def test_a_coming_price_change_is_told() -> None:
    case = ApiCost(base_model="google/gemini-4-argon", start=date(2026, 11, 22), cache_hits=0, days_per_month=30)
    # By hand: from 2026-12-01 (2,200 × 4 + 100 × 20) USD per million × 150,000 calls.
    assert any("from 2026-12-01: the month then costs 1,620 USD" in notice for notice in case.result().notices)


def test_no_tokens_cost_nothing() -> None:
    case = plain(prefix_tokens=0, variable_tokens=0, output_tokens=0)
    assert (case.verdict, case.monthly_cost) == (FREE, 0)
    assert case.result().answer.startswith("Nothing")


def test_scopes_keep_to_the_class_or_to_open_weights() -> None:
    flagships = ApiCost(compare="class").call_costs
    assert {"openai/gpt-6.1-sol", "mistral/mistral-large-4"} <= set(flagships)
    assert "openai/gpt-6-luna" not in flagships
    assert "openai/gpt-6-sol" not in ApiCost(compare="open").call_costs
    assert "openai/gpt-6.1-sol" in ApiCost(compare="open").call_costs  # the reader's own is always there


def test_a_model_that_is_given_decides_nothing_and_so_is_no_turn() -> None:
    assert not any(turn.field == "base_model" for turn in turns(ApiCost()).found)
    assert any(turn.field == "base_model" for turn in turns(ApiCost(compare="class")).found)


TRAFFIC = {
    "calls_per_day": st.integers(1, 1_000_000),
    "prefix_tokens": st.integers(0, 150_000),
    "variable_tokens": st.integers(0, 100_000),
    "output_tokens": st.integers(0, 100_000),
    "reasoning_tokens": st.integers(0, 100_000),
}


@given(st.fixed_dictionaries(TRAFFIC), st.sampled_from(sorted(TRAFFIC)), st.integers(1, 10_000), st.integers(0, 100))
def test_more_traffic_never_costs_less(traffic: dict[str, int], field: str, more: int, hits: int) -> None:
    less = ApiCost(**traffic, cache_hits=hits)
    assert less.monthly_cost <= ApiCost(**traffic | {field: traffic[field] + more}, cache_hits=hits).monthly_cost * (
        1 + 1e-12
    )


@given(
    st.fixed_dictionaries(TRAFFIC),
    st.sampled_from(["openai/gpt-6.1-sol", "openai/gpt-4.1", "deepseek/deepseek-v4-pro", "x-ai/grok-4.7"]),
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_the_working_and_the_parts_add_up_to_the_bill(
    traffic: dict[str, int], model: str, hits: int, waits: int, peak: int
) -> None:
    case = ApiCost(**traffic, base_model=model, cache_hits=hits, batch_share=waits, peak_share=peak)
    result = case.result()
    assert result.working[-1].value == case.monthly_cost
    bars = result.chart.bars if result.chart else ()  # type: ignore[union-attr]
    assert sum(bar.value for bar in bars) == pytest.approx(case.monthly_cost)
    assert min(case.call_costs.values()) <= case.call_cost
