"""Total cost: the lines are those of the other calculators, the sums right, the order said honestly."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.api_cost import ApiCost
from calculators.bills.buyable import costs
from calculators.managed_tuning import ManagedTuning
from calculators.rag import Rag
from calculators.serving import Serving
from calculators.total_cost import OPTIONS, TotalCost
from calculators.total_cost_words import inside
from calculators.training_data import TrainingData
from calculators.training_run import TrainingRun
from calculators.upkeep import Upkeep


def bills_alone(**inputs: Any) -> TotalCost:
    """A case with an offer that stays the same, the work of people left out."""
    return TotalCost(**{"work": "bills", "tuning_offer": "fireworks/up-to-16b-lora-sft"} | inputs)


def test_prompting_is_the_month_of_prompting_times_the_months() -> None:
    case = bills_alone(calls_per_day=7_000, cache_hits=50, horizon=12)
    assert case.totals["cached"] == pytest.approx(12 * ApiCost(calls_per_day=7_000, cache_hits=50).monthly_cost)
    assert case.totals["prompt"] == pytest.approx(12 * ApiCost(calls_per_day=7_000, cache_hits=0).monthly_cost)


def test_rag_is_the_total_of_the_calculator_of_rag() -> None:
    rag = Rag(
        work="bills", prefix_tokens=500, variable_tokens=200, output_tokens=100, horizon=24,
        base_model="openai/gpt-6.1-sol",
    )  # fmt: skip
    assert bills_alone().totals["rag"] == pytest.approx(rag.total_cost)


def test_tuning_at_a_provider_is_labels_training_evaluation_use_and_upkeep() -> None:
    tuning = ManagedTuning(calls_per_day=5_000, tuning_offer="fireworks/up-to-16b-lora-sft")
    labels = TrainingData(examples_count=500).up_front_cost
    kept = Upkeep(work="bills", tuning_offer="fireworks/up-to-16b-lora-sft", examples_count=500, horizon=24).total_cost
    assert tuning.monthly_cost is not None
    by_hand = labels + tuning.up_front_cost + 200 + 24 * tuning.monthly_cost + kept
    assert bills_alone().totals["tuned"] == pytest.approx(by_hand)


def test_rented_gpus_are_training_serving_and_upkeep_without_retirement() -> None:
    run = TrainingRun(examples_count=500, training_runs=3)
    serving = Serving(prefix_tokens=0)
    kept = Upkeep(work="bills", tuning_offer="typed", training_price=0, examples_count=500, horizon=24).total_cost
    labels = TrainingData(examples_count=500).up_front_cost
    by_hand = labels + run.all_tries_cost + 200 + 24 * serving.monthly_cost + kept + 2 * run.run_cost
    assert bills_alone().totals["rented"] == pytest.approx(by_hand)


def test_a_price_that_doubles_on_a_known_day_is_followed() -> None:
    case = bills_alone(base_model="google/gemini-4-argon", start=date(2026, 11, 22), horizon=12)
    before = ApiCost(base_model="google/gemini-4-argon", start=date(2026, 11, 22), cache_hits=0).monthly_cost
    after = ApiCost(base_model="google/gemini-4-argon", start=date(2026, 12, 1), cache_hits=0).monthly_cost
    days = 9 / (365.25 / 12)
    assert case.totals["prompt"] == pytest.approx(days * before + (12 - days) * after)
    assert any("2026-12-01" in notice for notice in case.result().notices)


def test_an_option_whose_price_nobody_knows_is_left_out_and_named() -> None:
    result = bills_alone(tuning_offer="aws/nova-lite-sft").result()
    assert "tuned_total" not in {figure.key for figure in result.figures}
    assert any("left out: Tuned at a provider" in notice for notice in result.notices)


def test_the_speed_of_another_model_is_named_where_it_stands_in_for_the_open_model() -> None:
    def named(**inputs: str | float) -> list[str]:
        return [notice for notice in bills_alone(**inputs).result().notices if "counted with the speed of" in notice]

    other = {"open_model": "Qwen/Qwen3-14B", "rental": "runpod/h100-sxm"}
    (notice,) = named(**other)
    assert notice.startswith("How fast Qwen3 14B answers is not known here")
    assert "gpt-oss 20B in 8 bits on H100" in notice
    assert not named(**other, throughput=400)
    assert not named(open_model="openai/gpt-oss-20b", rental="runpod/h100-sxm")


def test_where_nobody_measured_a_speed_on_the_card_only_serving_from_it_is_left_out() -> None:
    result = bills_alone(rental="runpod/l40s").result()
    assert "rented_total" not in {figure.key for figure in result.figures}
    assert "tuned_total" in {figure.key for figure in result.figures}
    assert any("Tuned on rented GPUs: left out, since nobody told how fast" in notice for notice in result.notices)
    assert not any("A price is missing" in notice for notice in result.notices)
    typed = bills_alone(rental="runpod/l40s", throughput=500).result()
    assert "rented_total" in {figure.key for figure in typed.figures}


def test_options_that_cost_the_same_are_called_a_tie() -> None:
    apart = bills_alone()
    more = apart.totals["rag"] - apart.totals["cached"]
    answer = bills_alone(prompt_work=more).result().answer
    assert answer.startswith("A tie: ")
    assert "long prompt from the cache" in answer


@pytest.mark.parametrize(
    ("title", "words"),
    [("Long prompt from the cache", "long prompt from the cache"), ("RAG + tuned at a provider",) * 2, ("RAG",) * 2],
)
def test_a_title_within_a_sentence_begins_small_but_for_capitals(title: str, words: str) -> None:
    assert inside(title) == words


def test_a_cache_that_nobody_hits_makes_no_second_option_and_no_tie() -> None:
    for why, inputs in (("no call hits the cache", {"cache_hits": 0}), ("nothing repeats", {"prefix_tokens": 0})):
        result = bills_alone(**inputs).result()
        assert "cached_total" not in {figure.key for figure in result.figures}
        assert not result.answer.startswith("A tie")
        assert any(f"are the same here, because {why}" in notice for notice in result.notices)
        assert not any("left out: Long prompt" in notice for notice in result.notices)


def test_the_work_of_people_is_in_for_every_option_alike_unless_bills_alone_are_asked_for() -> None:
    case, bills = TotalCost(), TotalCost(work="bills")
    watching = 24 * 4 * 80  # by hand: 4 hours a month at 80 USD
    more = {key: case.totals[key] - bills.totals[key] for key in case.totals}
    assert [more["prompt"], more["cached"]] == pytest.approx([24 * 80 + watching] * 2)
    assert more["rag"] == pytest.approx(80 * 80 + watching)
    # By hand: two retrainings are released, 4 hours each.
    assert [more["tuned"], more["rented"]] == pytest.approx([60 * 80 + watching + 2 * 4 * 80] * 2)
    assert more["rag-tuned"] == pytest.approx(140 * 80 + watching + 2 * 4 * 80)
    assert any("work of people is left out" in notice for notice in bills.result().notices)
    assert bills.unused >= {"wage", "rag_hours", "monitoring_hours"}


def test_hours_and_wage_can_be_typed_and_an_amount_that_is_typed_counts_in_any_case() -> None:
    assert TotalCost(wage=100, rag_hours=10).rag_work == 1_000
    assert TotalCost(work="bills", rag_work=500).rag_work == 500
    assert "rag_hours" in TotalCost(rag_work=500).unused


def test_it_begins_with_the_cheapest_offer_that_can_be_bought_and_says_how_far_apart_they_are() -> None:
    case = TotalCost()
    notice = next(words for words in case.result().notices if words.startswith("Tuned at a provider costs from"))
    ends = [float(usd.replace(",", "")) for usd in re.findall(r"([\d,]+) USD", notice)]
    assert ends[0] == pytest.approx(case.totals["tuned"], abs=1)
    dearest = max(TotalCost(tuning_offer=key).totals["tuned"] for key in costs(case.start))
    assert ends[1] == pytest.approx(dearest, abs=1)
    assert case.totals["tuned"] == min(TotalCost(tuning_offer=key).totals["tuned"] for key in costs(case.start))


def test_the_answer_says_how_sure_it_is_and_is_the_same_for_the_same_seed() -> None:
    case = bills_alone(calls_per_day=44_000)
    assert case.result() == bills_alone(calls_per_day=44_000).result()
    figures = {figure.key: figure for figure in case.result().figures}
    assert 0 < (figures["sureness"].value or 0) < 95
    assert "far from sure" in case.result().answer or "likely" in case.result().answer
    other = {figure.key: figure for figure in bills_alone(calls_per_day=44_000, seed=2).result().figures}
    assert other["sureness"].value != figures["sureness"].value
    assert other["cached_total"].value == figures["cached_total"].value


def test_the_answer_says_from_which_traffic_on_another_option_is_the_cheapest() -> None:
    told = re.search(
        r"At ([\d,]+) calls/day or more, tuned on rented GPUs would be the cheapest\.", bills_alone().result().why
    )
    assert told
    calls = int(told[1].replace(",", ""))
    assert bills_alone(calls_per_day=calls - 100).verdict == bills_alone().verdict != "rented"
    assert bills_alone(calls_per_day=calls).verdict == "rented"
    free = bills_alone(base_model="openai/gpt-6.1-sol", prefix_tokens=0, variable_tokens=0, output_tokens=0)
    assert "It stays the cheapest however many calls come." in free.result().why


def test_the_tornado_lists_what_moves_the_lead_most_first() -> None:
    (tornado,) = bills_alone().result().more_charts
    swings = [bar.value for bar in tornado.bars]  # type: ignore[union-attr]
    assert swings == sorted(swings, reverse=True)
    assert swings[0] > 0
    still = bills_alone(traffic_range=0, prices_range=0, hosting_range=0, people_range=0, tries_range=0)
    (flat,) = still.result().more_charts
    assert [bar.value for bar in flat.bars] == [0] * 5  # type: ignore[union-attr]


def test_where_the_cheapest_overtakes_the_chart_says_so() -> None:
    case = bills_alone(tuning_offer="aws/nova-micro-sft", calls_per_day=20_000)
    chart = case.result().chart
    assert chart is not None
    lines = {line.name: line for line in chart.lines}  # type: ignore[union-attr]
    cheapest = lines[OPTIONS[case.verdict]]
    assert chart.marks  # type: ignore[union-attr]
    for mark in chart.marks:  # type: ignore[union-attr]
        assert any(
            cheapest.at(mark.x) == pytest.approx(line.at(mark.x)) for line in lines.values() if line is not cheapest
        )


@settings(max_examples=30)
@given(calls=st.integers(1, 1_000_000), more=st.integers(1, 1_000_000), horizon=st.integers(1, 60))
def test_more_calls_never_cost_less(calls: int, more: int, horizon: int) -> None:
    few = bills_alone(calls_per_day=calls, horizon=horizon).totals
    many = bills_alone(calls_per_day=calls + more, horizon=horizon).totals
    for option, total in few.items():
        assert many[option] >= total - 1e-6


@settings(max_examples=30)
@given(calls=st.integers(1, 1_000_000), months=st.integers(2, 60))
def test_spending_only_grows_and_ends_at_the_total(calls: int, months: int) -> None:
    case = bills_alone(calls_per_day=calls, horizon=months)
    for option, cost in case.costs.items():
        spent = [cost.until(month, months) for month in range(months + 1)]
        assert all(later >= earlier - 1e-9 for earlier, later in pairwise(spent))
        assert spent[-1] == pytest.approx(case.totals[option])
