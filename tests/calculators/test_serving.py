"""API or your own GPUs: the price of a token, replicas in steps, the volume at which the answer turns."""

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.bills.fields import TYPED
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Refused
from calculators.kit.model import DAYS_PER_MONTH
from calculators.serving import Serving, price_per_mtok

PLAIN: dict[str, Any] = {
    "base_model": TYPED,
    "rental": TYPED,
    "calls_per_day": 10_000,
    "prefix_tokens": 0,
    "variable_tokens": 1_000,
    "output_tokens": 100,
    "cache_hits": 0,
    "base_input": 1,
    "base_output": 5,
    "gpu_price": 2,
    "throughput": 500,
    "utilisation": 50,
    "rented_hours": 730.5,
}
"""By hand: the API asks 0.0015 USD a call; a replica costs 1,461 USD a month and answers 2.5 calls a second."""


def plain(**changes: Any) -> Serving:
    return Serving(**PLAIN | changes)


def test_a_million_tokens_cost_the_hour_over_the_tokens_of_the_hour() -> None:
    # By hand: 2 USD for 500 × 3,600 × 0.5 = 0.9 Mtok.
    assert price_per_mtok(2, 500, 0.5) == pytest.approx(2 / 0.9)
    assert plain().price_per_mtok == pytest.approx(2 / 0.9)
    assert plain(gpus_per_replica=4).price_per_mtok == pytest.approx(8 / 0.9)


def test_a_month_is_every_hour_of_every_gpu_busy_or_idle() -> None:
    assert plain().monthly_cost == pytest.approx(1_461)
    assert plain(replicas=3, gpus_per_replica=2, operations_per_month=500).monthly_cost == pytest.approx(9_266)


def test_replicas_are_as_many_as_the_calls_need() -> None:
    assert plain().replica_calls / DAYS_PER_MONTH == pytest.approx(216_000)
    assert plain(calls_per_day=216_000).needed_replicas == 1
    assert plain(calls_per_day=216_001).needed_replicas == 2


def test_a_speed_of_all_tokens_is_used_up_by_the_prompt_too() -> None:
    assert plain(counted="all").replica_calls == pytest.approx(plain().replica_calls / 11)


def test_the_api_is_billed_like_any_call() -> None:
    assert plain().call_cost == pytest.approx(0.0015)
    assert plain().api_cost == pytest.approx(10_000 * DAYS_PER_MONTH * 0.0015)
    assert plain().api_price_per_mtok == pytest.approx(15)


def test_break_even_is_where_the_api_asks_what_a_replica_costs() -> None:
    # By hand: 1,461 USD a month are 48 USD a day, 32,000 calls at 0.0015 USD.
    assert plain().break_even_calls_per_day == pytest.approx(32_000)
    assert plain(calls_per_day=31_999).verdict == "api"
    assert plain(calls_per_day=32_000).verdict == "same"
    assert plain(calls_per_day=32_001).verdict == "own"


def test_a_replica_that_costs_more_when_full_than_the_api_never_pays() -> None:
    case = plain(base_input=0.1, base_output=1)  # 2 USD/Mtok of output at the API, 2.22 on the own GPUs
    assert case.verdict == "never"
    assert case.break_even_calls_per_day is None
    assert "at any volume" in case.result().answer


def test_running_costs_may_need_more_than_one_full_replica() -> None:
    """By hand: 216,000 calls a day at 0.0003 USD are 1,972.35 USD a month; a replica leaves 511.35 of them."""
    case = plain(base_input=0.1, base_output=2, operations_per_month=1_000)
    assert case.break_even_calls_per_day == pytest.approx((2 * 1_461 + 1_000) / 0.0003 / DAYS_PER_MONTH)
    # Just above k full replicas one more is paid, until k is (1,461 + 1,000) / 511.35, rounded up: 5.
    assert case.steady_calls_per_day == pytest.approx((5 * 1_461 + 1_000) / 0.0003 / DAYS_PER_MONTH)


def test_just_above_a_full_replica_the_api_can_be_cheaper_again() -> None:
    case = plain(base_input=0.1, base_output=2, calls_per_day=217_000)
    assert plain(base_input=0.1, base_output=2, calls_per_day=216_000).verdict == "own"
    assert case.verdict == "api"
    assert "one replica more has just begun" in case.result().answer


def test_typed_replicas_that_are_too_few_are_overloaded() -> None:
    case = plain(replicas=1, calls_per_day=300_000)
    assert case.verdict == "overloaded"
    assert case.result().answer == "1 replica cannot answer 300,000 calls a day; it takes 2."


def test_typed_replicas_break_even_only_within_what_they_can_answer() -> None:
    assert plain(replicas=2).break_even_calls_per_day == pytest.approx(64_000)
    assert plain(replicas=20).break_even_calls_per_day == pytest.approx(640_000)
    assert plain(replicas=2, utilisation=5).break_even_calls_per_day is None


def test_the_calls_of_a_month_can_be_typed_exactly() -> None:
    month = plain(calls_per_day=304_375, days_per_month=1)
    assert month.calls_per_month == 304_375
    assert month.monthly_cost == pytest.approx(plain().monthly_cost)
    assert month.break_even_calls_per_day == pytest.approx(32_000 * DAYS_PER_MONTH)


def test_calls_without_output_are_no_burden() -> None:
    case = plain(output_tokens=0)
    figures = {figure.key: figure for figure in case.result().figures}
    assert figures["capacity_calls_per_day"].value is None
    assert figures["capacity_calls_per_day"].text == "any number"
    assert case.break_even_calls_per_day == pytest.approx(48_000)


def test_an_api_that_costs_nothing_is_never_beaten() -> None:
    assert plain(base_input=0, base_output=0).verdict == "never"


def test_the_speed_needed_makes_both_prices_equal() -> None:
    case = plain()
    needed = case.needed_speed(case.replica_per_hour)
    assert needed is not None
    assert case.replace(throughput=needed).price_per_mtok == pytest.approx(15)


def test_the_range_of_the_speed_widens_the_price() -> None:
    figures = {figure.key: figure for figure in plain(throughput_margin=50).result().figures}
    price = figures["price_per_mtok"]
    assert (price.low, price.high) == (pytest.approx(2 / 1.35), pytest.approx(2 / 0.45))
    assert plain(throughput_margin=0).result().figures[0].low is None


def test_the_speed_is_that_of_a_measured_set_up_on_the_rented_card() -> None:
    case = Serving(rental="runpod/h100-sxm", base_model="fireworks/gpt-oss-20b", prefix_tokens=0, variable_tokens=100)
    assert case.setup == "trtllm/gpt-oss-20b/1xh100-sxm"
    assert case.throughput == 11_557  # as published for prompts as long as answers
    assert any("measured at full load" in notice for notice in case.result().notices)
    assert not any("measured" in notice for notice in case.replace(throughput=1_500).result().notices)


def test_a_speed_that_nobody_measured_is_asked_for_and_not_assumed() -> None:
    with pytest.raises(Refused, match="Speed of a replica: no figure is known here; type a number"):
        Serving(rental="runpod/a100-pcie-80gb")
    assert Serving(rental="runpod/a100-pcie-80gb", throughput=900).result().verdict


def test_a_larger_set_up_takes_its_gpus() -> None:
    case = Serving(setup="nim/llama-3.3-70b/2xh100-sxm")
    assert (case.gpus_per_replica, case.throughput) == (2, 920.9)
    other = Serving(rental="runpod/h200-sxm", setup="nim/llama-3.3-70b/2xh100-sxm")
    assert any("another card" in notice for notice in other.result().notices)


def test_longer_prompts_leave_less_speed_for_answers() -> None:
    """By hand: 1/11,557 and 1/3,366 seconds a token at 1 and 8 tokens of prompt: 1/5,657 at 4."""
    speeds = catalogue().serving_speeds["trtllm/gpt-oss-20b/1xh100-sxm"]
    assert (speeds.speed(1), speeds.speed(8)) == (pytest.approx(11_557), pytest.approx(3_366))
    assert speeds.speed(4) == pytest.approx(1 / (1 / 11_557 + 3 / 7 * (1 / 3_366 - 1 / 11_557)), abs=0.05)
    assert Serving.inputs()["throughput"].write(Serving().throughput) == "1392.3"
    assert speeds.speed(0) < 2 * 11_557 + 1


def test_closed_weights_are_told() -> None:
    assert any("are not to be had" in notice for notice in Serving(base_model="openai/gpt-6.1-sol").result().notices)


def test_an_unknown_price_is_asked_for() -> None:
    with pytest.raises(Refused, match="no price is known here"):
        Serving(base_model="together/Qwen/Qwen3.5-9B").result()
    assert Serving(base_model="together/Qwen/Qwen3.5-9B", cache_hits=0).result().verdict == "api"
    with pytest.raises(Refused, match="Price of a GPU: no figure is known here"):
        Serving(rental=TYPED)


CASES = st.fixed_dictionaries(
    {
        "calls_per_day": st.integers(1, 5_000_000),
        "gpu_price": st.floats(0.01, 20),
        "throughput": st.floats(50, 50_000),
        "utilisation": st.floats(5, 100),
        "base_output": st.floats(0, 20),
        "operations_per_month": st.sampled_from([0, 0, 100, 20_000]),
        "replicas": st.sampled_from([None, None, 1, 7]),
    }
)


@given(CASES, st.integers(1, 1_000_000))
def test_more_calls_never_cost_less(inputs: dict[str, Any], more: int) -> None:
    few, many = plain(**inputs), plain(**inputs | {"calls_per_day": inputs["calls_per_day"] + more})
    assert few.monthly_cost <= many.monthly_cost
    assert few.api_cost <= many.api_cost


@given(CASES)
def test_below_break_even_the_api_is_cheaper_and_at_it_both_cost_the_same_or_less(inputs: dict[str, Any]) -> None:
    case = plain(**inputs)
    first = case.break_even_calls_per_day
    assume(first is not None and 10 <= first <= 1e9)
    assert first is not None
    assert plain(**inputs | {"calls_per_day": max(1, math.floor(first * 0.999) - 1)}).verdict in ("api", "same")
    at = plain(**inputs | {"calls_per_day": max(1, round(first))})
    assert at.own_cost_at(first) <= first * DAYS_PER_MONTH * at.call_cost * (1 + 1e-6)


@given(CASES, st.floats(1, 20))
def test_from_the_steady_volume_on_the_gpus_stay_cheaper(inputs: dict[str, Any], factor: float) -> None:
    case = plain(**inputs | {"replicas": None})
    steady = case.steady_calls_per_day
    assume(steady is not None and steady < 1e12)
    assert steady is not None
    volume = steady * factor
    assert case.own_cost_at(volume) <= volume * DAYS_PER_MONTH * case.call_cost * (1 + 1e-6)


@given(CASES)
def test_the_chart_stays_finite_and_has_few_points(inputs: dict[str, Any]) -> None:
    chart = plain(**inputs).result().chart
    assert chart is not None
    for line in chart.lines:  # type: ignore[union-attr]
        assert len(line.points) <= 100
        assert all(math.isfinite(x) and math.isfinite(y) for x, y in line.points)


def test_a_speed_of_another_model_than_the_api_answers_with_says_so() -> None:
    """gpt-oss 20B was measured on an H100; GPT-4.1 cannot be, and takes the first set-up of the card."""
    own, other = (Serving(base_model=key) for key in ("fireworks/gpt-oss-20b", "openai/gpt-4.1"))
    told = "No figure is known here for"
    assert not any(notice.startswith(told) for notice in own.result().notices)
    assert any(notice.startswith(told) for notice in other.result().notices)
    # Whoever chose a set-up knows which model it has.
    chosen = other.replace(setup="nim/llama-3.1-8b/1xh100-sxm")
    assert not any(notice.startswith(told) for notice in chosen.result().notices)
