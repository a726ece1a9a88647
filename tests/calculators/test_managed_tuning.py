"""A provider tunes the model: the bill by hand, rules, edges, the comparison of offers."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.fields import TYPED
from calculators.bills.tuning import default_epochs, terms
from calculators.kit.inputs import Refused
from calculators.managed_tuning import NONE, ManagedTuning, offer_name

DAY = date(2026, 11, 22)
TOGETHER, FIREWORKS, NOVA = "together/up-to-16b-lora-sft", "fireworks/up-to-16b-lora-sft", "aws/nova-micro-sft"

PLAIN: dict[str, Any] = {
    "start": DAY,
    "tuning_offer": TYPED,
    "examples_count": 1_000,
    "tokens_per_example": 500,
    "epochs": 2,
    "training_runs": 1,
    "training_price": 4,
    "hosting_per_month": 100,
    "tuned_input": 1,
    "tuned_output": 2,
    "calls_per_day": 1_000,
    "variable_tokens": 600,
    "output_tokens": 200,
    "horizon": 6,
}
"""By hand: 1 Mtok at 4 USD; a call 0.001 USD; a month 100 + 30.4375 = 130.4375 USD."""


def plain(**changes: Any) -> ManagedTuning:
    return ManagedTuning(**PLAIN | changes)


def test_training_is_examples_times_tokens_times_epochs_times_the_price() -> None:
    assert plain().training_cost == pytest.approx(4)
    assert plain(training_runs=5).up_front_cost == pytest.approx(20)


def test_a_month_of_use_is_hosting_and_calls_and_the_total_is_runs_and_months() -> None:
    assert plain().monthly_cost == pytest.approx(130.4375)
    assert plain().total_cost == pytest.approx(4 + 6 * 130.4375)


def test_a_job_costs_at_least_the_minimum_fee_and_every_run_is_a_job() -> None:
    assert plain(minimum_fee=3).training_cost == pytest.approx(4)
    assert plain(minimum_fee=5, training_runs=2).up_front_cost == pytest.approx(10)


def test_hours_are_billed_where_the_provider_bills_hours() -> None:
    case = plain(training_price=0, hourly_price=100, training_hours=4)
    assert case.run_cost == pytest.approx(400)
    # Published with a grader: 5 × 1.1 + 4.9 × 4.4 USD.
    graded = case.replace(
        grader_model=TYPED,
        grader_input=1.1,
        grader_output=4.4,
        grader_input_tokens=5_000_000,
        grader_output_tokens=4_900_000,
    )
    assert graded.grader_cost == pytest.approx(27.06)
    assert graded.run_cost == pytest.approx(427.06)


def test_a_grader_without_a_price_is_asked_for_only_if_it_works() -> None:
    assert plain(grader_model=TYPED).grader_cost == 0
    with pytest.raises(Refused, match="Grader’s input price: no price is known here"):
        plain(grader_model=TYPED, grader_input_tokens=1).result()


def test_validation_tokens_count_where_they_are_billed_and_make_a_range_where_nobody_knows() -> None:
    validated = {"validation_tokens": 100_000, "validations": 3}
    assert plain(**validated, validation_billed="no").training_cost == pytest.approx(4)
    assert plain(**validated, validation_billed="yes").training_cost == pytest.approx(1.3 * 4)
    figures = {figure.key: figure for figure in plain(**validated).result().figures}
    cost = figures["training_cost"]
    assert (cost.low, cost.value, cost.high) == (pytest.approx(4), pytest.approx(5.2), pytest.approx(5.2))
    known = {figure.key: figure for figure in ManagedTuning(tuning_offer=TOGETHER, **validated).result().figures}
    assert known["training_cost"].low is None
    assert known["charged_tokens"].value == pytest.approx(500 * 300 * 3 + 300_000)


def test_an_offer_that_bills_validation_once_charges_the_file_and_no_more() -> None:
    """Ori's example: 5,000 examples of 1,000 tokens, 3 epochs, a million tokens of validation: 16 million, 7.36 USD."""
    file: dict[str, Any] = {"examples_count": 5_000, "tokens_per_example": 1_000, "epochs": 3, "training_runs": 1}
    case = ManagedTuning(tuning_offer="ori/up-to-10b-lora-sft", validation_tokens=1_000_000, **file)
    assert case.training_cost == pytest.approx(7.36)
    elsewhere = ManagedTuning(start=DAY, tuning_offer=TOGETHER, validation_tokens=1_000_000, counted="tuning", **file)
    assert elsewhere.market.compared["ori/up-to-10b-lora-sft"][0] == pytest.approx(7.36)
    assert case.replace(validation_billed="yes").training_cost == pytest.approx(0.46 * 18)
    assert ManagedTuning(tuning_offer=TOGETHER, validation_tokens=1_000_000, **file).training_cost == pytest.approx(
        8.64
    )


@pytest.mark.parametrize(
    ("examples", "epochs"),
    # By hand from the cookbook: 3, but 100 passes at least (25 epochs at most) and 25,000 at most (1 epoch at least).
    [(1, 25), (4, 25), (5, 20), (33, 3), (34, 3), (100, 3), (8_333, 3), (8_334, 2), (12_501, 1), (1_000_000, 1)],
)
def test_the_default_epochs_of_2023_follow_the_published_rule(examples: int, epochs: float) -> None:
    assert default_epochs(examples) == epochs
    case = ManagedTuning(epoch_rule="openai-2023", examples_count=examples)
    assert case.epochs == epochs
    assert "OpenAI, default epochs of 2023" in " ".join(fact.name for fact in case.facts(case.result()))


def test_epochs_from_steps_are_the_tokens_of_all_steps_over_those_of_the_file() -> None:
    case = plain(epoch_rule="steps", training_steps=100, batch_size=4, sequence_length=2_500, epochs=2)
    assert case.epochs == 2  # typed stays typed
    by_steps = ManagedTuning(
        epoch_rule="steps", training_steps=100, batch_size=4, sequence_length=2_500, examples_count=1_000,
        tokens_per_example=500,
    )  # fmt: skip
    assert by_steps.epochs == pytest.approx(100 * 10_000 / 500_000)


def test_hosting_is_the_hours_of_every_copy_and_storage() -> None:
    case = ManagedTuning(tuning_offer=FIREWORKS, replicas=2, hosted_hours=100)
    assert case.hosting_per_month == pytest.approx(2 * 100 * 8)
    assert ManagedTuning(tuning_offer=NOVA).hosting_per_month == pytest.approx(1.95)


def test_every_offer_is_compared_at_what_it_costs_if_it_is_chosen() -> None:
    inputs = {"start": DAY, "validation_tokens": 50_000, "buyer": "customer", "replicas": 2, "tuned_prefix_tokens": 50}
    case = ManagedTuning(**inputs, parameters=8)
    assert len(case.market.ranking) > 5
    for key, cost in case.market.ranking.items():
        own = ManagedTuning(**inputs, tuning_offer=key, parameters=8)
        assert cost == pytest.approx(own.total_cost), key


def test_offers_for_another_size_or_method_do_not_fit() -> None:
    assert TOGETHER in ManagedTuning(start=DAY, parameters=16).market.compared
    assert TOGETHER not in ManagedTuning(start=DAY, parameters=17).market.compared
    assert set(ManagedTuning(start=DAY, method="DPO").market.ranking) == {
        "together/up-to-16b-lora-dpo",
        "together/up-to-16b-full-dpo",
        "fireworks/up-to-16b-lora-dpo",
    }
    assert NOVA not in ManagedTuning(start=DAY, models="open").market.ranking
    assert TOGETHER not in ManagedTuning(start=DAY, models="own").market.ranking
    assert "together/up-to-16b-full-sft" not in ManagedTuning(start=DAY, full_or_lora="LoRA").market.ranking


def test_a_chosen_offer_that_does_not_fit_is_shown_but_never_the_cheapest() -> None:
    case = ManagedTuning(start=DAY, tuning_offer=NOVA, method="DPO")
    assert NOVA in case.market.compared
    assert NOVA not in case.market.ranking
    assert any("does not fit" in notice for notice in case.result().notices)


def test_what_nobody_sells_any_more_is_said_to_be_gone() -> None:
    newcomer = ManagedTuning(start=DAY, tuning_offer="openai/o4-mini-rft", models="own")
    assert newcomer.verdict == NONE
    assert "No offer that fits is sold on 2026-11-22" in newcomer.result().answer
    customer = newcomer.replace(buyer="customer")
    assert customer.market.cheapest == ("azure/o4-mini-rft",)
    assert ManagedTuning(start=date(2026, 3, 1), tuning_offer="openai/o4-mini-rft").market.own_competes


def test_a_newcomer_is_not_offered_what_is_closed_to_newcomers() -> None:
    offer = "openai/gpt-4.1-mini-sft"
    assert offer not in ManagedTuning(start=DAY).market.compared
    assert offer in ManagedTuning(start=DAY, buyer="customer").market.compared
    notices = " ".join(ManagedTuning(start=DAY, tuning_offer=offer).result().notices)
    assert "Can it be bought?" in notices
    assert "retired on 2027-01-14, after 1.74 of 12 months" in notices


def test_use_that_nobody_has_priced_is_not_guessed() -> None:
    case = ManagedTuning(tuning_offer="ori/up-to-10b-lora-sft")
    figures = {figure.key: figure for figure in case.result().figures}
    assert figures["monthly_cost"].value is None
    assert figures["monthly_cost"].text == "not known"
    assert case.tuning_offer not in case.market.ranking
    assert case.tuning_offer in case.replace(counted="tuning").market.ranking
    with pytest.raises(Refused, match="Training price: no figure is known here"):
        ManagedTuning(tuning_offer="aws/nova-lite-sft")


def test_offers_at_one_price_are_the_cheapest_together() -> None:
    free = {"training_price": 0, "counted": "tuning"}
    case = ManagedTuning(start=DAY, models="open", tuning_offer=TOGETHER, **free)
    assert set(case.market.cheapest) == {TOGETHER, "wandb/serverless-lora-sft"}
    assert "cost the same" in case.result().answer


def test_the_table_is_cheapest_first_and_marks_the_readers_offer() -> None:
    case = ManagedTuning(start=DAY, tuning_offer=FIREWORKS)
    table = case.result().table
    assert table is not None
    names = [row[0] for row in table.rows]
    assert names[0] == offer_name(NOVA)
    assert f"{offer_name(FIREWORKS)}: your offer" in names
    assert [row[3] for row in table.rows].index("not known") >= len(case.market.ranking)


def test_the_parts_of_the_bill_add_up() -> None:
    case = plain(training_runs=3)
    chart = case.result().chart
    assert chart is not None
    assert sum(bar.value for bar in chart.bars) == pytest.approx(case.total_cost)  # type: ignore[union-attr]


def test_terms_of_a_day_between_two_changes_are_those_of_the_day_before() -> None:
    assert terms(date(2026, 11, 23), 0) is terms(date(2026, 11, 24), 0)
    assert terms(DAY, 0)[FIREWORKS].hosting_per_hour == 8


AMOUNTS = {
    "examples_count": st.integers(1, 1_000_000),
    "tokens_per_example": st.floats(1, 100_000),
    "epochs": st.floats(0.1, 100),
    "calls_per_day": st.integers(1, 1_000_000),
    "validation_tokens": st.integers(0, 1_000_000),
    "training_runs": st.integers(1, 100),
    "replicas": st.integers(1, 100),
    "horizon": st.integers(0, 120),
    "output_tokens": st.integers(0, 10_000),
}


@given(
    st.fixed_dictionaries(AMOUNTS),
    st.sampled_from(sorted(AMOUNTS)),
    st.integers(1, 1_000),
    st.sampled_from([TOGETHER, FIREWORKS, NOVA, "openai/gpt-4.1-sft", "azure/gpt-4.1-sft"]),
)
def test_more_of_anything_never_costs_less(amounts: dict[str, float], field: str, more: int, offer: str) -> None:
    less = ManagedTuning(**amounts, tuning_offer=offer).total_cost
    greater = ManagedTuning(**amounts | {field: amounts[field] + more}, tuning_offer=offer).total_cost
    assert less is not None
    assert greater is not None
    assert less <= greater * (1 + 1e-12)


def test_the_calls_of_a_month_can_be_typed_exactly() -> None:
    case = ManagedTuning(calls_per_day=123_457, days_per_month=1)
    assert case.calls_per_month == 123_457
    assert case.monthly_cost == pytest.approx((case.hosting_per_month or 0) + 123_457 * (case.call_cost or 0))


def test_it_says_what_the_most_expensive_of_the_offers_comes_to() -> None:
    case = ManagedTuning()
    dearest = max(case.market.ranking.values())
    assert f"the most expensive comes to {dearest:,.0f} USD" in case.result().answer
