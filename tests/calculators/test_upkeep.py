"""Upkeep: retrainings by cadence or drift, forced moves, the end of the base model, RAG's store beside it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.fields import TYPED
from calculators.kit.chart import Chart
from calculators.kit.inputs import Refused
from calculators.kit.model import DAYS_PER_MONTH
from calculators.upkeep import Upkeep

PLAIN: dict[str, Any] = {
    "start": date(2026, 11, 22),
    "tuning_offer": TYPED,
    "examples_count": 1_000,
    "tokens_per_example": 1_000,
    "epochs": 2,
    "training_price": 10,
    "retrain_every": 6,
    "new_examples": 10,
    "label_price": 0.5,
    "evaluation_cost": 100,
    "release_cost": 30,
    "monitoring_per_month": 5,
    "store_per_month": 0,
    "retires": None,
    "horizon": 24,
}
"""By hand: a retraining is 50 USD of labels, 20 of training, 130 of evaluation and release; twice a year."""


def plain(**changes: Any) -> Upkeep:
    return bills_alone(**PLAIN | changes)


def bills_alone(**inputs: Any) -> Upkeep:
    """A case with an offer that stays the same, the work of people left out."""
    return Upkeep(**{"work": "bills", "tuning_offer": "openai/gpt-4.1-mini-sft"} | inputs)


def test_a_retraining_is_labels_and_runs_and_evaluation_and_release() -> None:
    assert plain().retraining_cost == pytest.approx(200)
    assert plain(retraining_runs=3).retraining_cost == pytest.approx(240)


def test_a_year_is_its_retrainings_and_twelve_months_of_monitoring() -> None:
    assert plain().yearly_cost == pytest.approx(2 * 200 + 12 * 5)
    assert plain(retrain_every=None).yearly_cost == pytest.approx(60)
    assert plain().total_cost == pytest.approx(2 * 460)


def test_drift_brings_a_retraining_forward_and_never_puts_it_off() -> None:
    assert plain(quality_loss=1, tolerated_loss=3).retraining_interval == 3
    assert plain(quality_loss=1, tolerated_loss=50).retraining_interval == 6
    assert plain(quality_loss=1, tolerated_loss=3, retrain_every=None).retraining_interval == 3
    assert plain(retrain_every=None).retraining_interval is None
    assert "because drift takes what is tolerated" in plain(quality_loss=1, tolerated_loss=3).result().why


def test_a_base_model_retired_within_the_horizon_forces_a_move_and_is_said_plainly() -> None:
    case = plain(retires=date(2027, 11, 22))
    assert case.migrations == 1
    assert case.total_cost == pytest.approx(920 + 200)
    assert case.verdict == "dearer-retired"
    assert "Its base model is retired on 2027-11-22, in 365 days, within your horizon" in case.result().answer
    beyond = plain(retires=date(2029, 11, 22))
    assert beyond.migrations == 0
    assert "beyond your horizon" in beyond.result().answer


def test_a_move_costs_a_retraining_unless_it_needs_more() -> None:
    assert plain().migration_cost == pytest.approx(200)
    dear = plain(migration_runs=4, migration_examples=100, migration_work=1_000)
    assert dear.migration_cost == pytest.approx(500 + 4 * 20 + 130 + 1_000)
    assert dear.retraining_cost == pytest.approx(200)


def test_the_next_base_models_are_retired_too_where_their_life_is_known() -> None:
    case = plain(retires=date(2027, 5, 22), model_life=6)
    # After 5.95, 11.95 and 17.95 months, and after 23.95.
    assert case.migrations == 4
    assert case.total_cost == pytest.approx(920 + 4 * 200)


def test_a_base_model_retired_before_the_first_day_forces_a_move_at_once() -> None:
    case = plain(retires=date(2026, 10, 20))
    assert case.migrations == 1
    assert "was retired on 2026-10-20: what was tuned on it is gone, and you must move now" in case.result().answer


def test_an_unknown_date_of_retirement_is_not_guessed() -> None:
    result = plain().result()
    assert "No date of retirement is known, so no forced move is counted." in result.answer
    figures = {figure.key: figure for figure in result.figures}
    assert figures["life_months"].value is None
    assert figures["life_months"].text == "no date announced"


def test_the_date_of_retirement_comes_from_the_tuning_offer_with_its_source() -> None:
    case = bills_alone(tuning_offer="openai/gpt-4.1-sft")
    assert case.retires == date(2027, 1, 14)
    assert "GPT-4.1 at OpenAI, retirement of the tuned model" in {fact.name for fact in case.facts(case.result())}


def test_the_end_of_tuning_at_the_provider_is_told() -> None:
    notices = " ".join(bills_alone(tuning_offer="openai/gpt-4.1-sft", start=date(2026, 11, 22)).result().notices)
    assert "From 2027-01-06 on: Nobody can start a tuning job any more." in notices


def test_training_that_is_billed_by_the_hour_asks_for_its_hours() -> None:
    with pytest.raises(Refused, match="Hours of training: no figure is known here"):
        bills_alone(tuning_offer="openai/o4-mini-rft")
    case = bills_alone(tuning_offer="openai/o4-mini-rft", training_hours=2)
    assert case.run_cost == pytest.approx(200)  # 100 USD an hour


def test_rag_pays_for_what_changes_in_its_store_and_for_mending_it() -> None:
    case = plain(corpus_tokens=100_000_000, churn=10, overlap=20, embedding_price=0.1, store_per_month=7)
    assert case.rag_monthly_cost == pytest.approx(10 * 1.2 * 0.1 + 7)
    assert bills_alone(monitoring_per_month=9).store_per_month == 9


def test_equal_costs_are_called_equal() -> None:
    case = plain(retrain_every=None, churn=0, store_per_month=5)
    assert case.verdict == "same"
    assert case.result().answer.startswith("Both cost the same: 120 USD in 24 months.")


def test_the_chart_jumps_where_a_move_is_paid() -> None:
    chart = plain(retires=date(2027, 11, 22)).result().chart
    assert isinstance(chart, Chart)
    (_, _), (month, before), (same_month, after), (_, last) = chart.lines[0].points
    assert month == same_month == pytest.approx(365 / DAYS_PER_MONTH)
    assert after - before == pytest.approx(200)
    assert last == pytest.approx(1_120)
    assert [mark.label for mark in chart.marks] == ["base model retired 2027-11-22"]


@given(
    every=st.floats(0.1, 100),
    sooner=st.floats(0.1, 1),
    labels=st.floats(0, 100),
    loss=st.floats(0, 20),
    horizon=st.floats(1, 500),
    longer=st.floats(0, 100),
)
def test_sooner_dearer_and_longer_never_cost_less(
    every: float, sooner: float, labels: float, loss: float, horizon: float, longer: float
) -> None:
    case = plain(
        retrain_every=every,
        label_price=labels,
        quality_loss=loss,
        horizon=horizon,
        retires=date(2028, 1, 1),
        model_life=12,
    )
    slack = 1 - 1e-9
    assert case.replace(retrain_every=max(0.1, every * sooner)).total_cost >= case.total_cost * slack
    assert case.replace(label_price=labels + 1).total_cost >= case.total_cost * slack
    assert case.replace(quality_loss=min(20, loss + 1)).total_cost >= case.total_cost * slack
    assert case.replace(horizon=horizon + longer).total_cost >= case.total_cost * slack


def test_the_work_of_people_is_in_unless_bills_alone_are_asked_for() -> None:
    case, bills = Upkeep(retires=None), Upkeep(retires=None, work="bills")
    # By hand, at 80 USD: 4 hours a month for 24 months, and 4 hours for each of two releases.
    assert case.total_cost - bills.total_cost == pytest.approx(80 * (24 * 4 + 2 * 4))
    assert case.rag_total_cost - bills.rag_total_cost == pytest.approx(80 * 24 * 4)
    assert case.migration_work == 16 * 80
