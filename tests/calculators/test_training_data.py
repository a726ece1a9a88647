"""Training data: the formula of labels, the rates with their ranges, the three ways side by side."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.labelling import rate_price
from calculators.break_even import BreakEven
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Refused
from calculators.kit.model import Figure
from calculators.sample_size import SampleSize
from calculators.total_cost import TotalCost
from calculators.training_data import TYPED, WAGE, TrainingData
from calculators.upkeep import Upkeep

PLAIN: dict[str, Any] = {
    "examples_count": 1_000,
    "labelling_rate": TYPED,
    "label_price": 0.5,
    "raters": 1,
    "adjudicated": 0,
    "acceptance": 100,
    "dropped": 0,
    "guideline_hours": 0,
    "pilot_hours": 0,
    "expert_hours": 0,
    "cleaning_hours": 0,
    "machine_hours": 0,
    "machine_rate": TYPED,
    "machine_price": 0.01,
    "machine_acceptance": 100,
    "audit_share": 10,
}
"""By hand: 1,000 labels at 0.50 USD by people, at 0.01 USD by a machine, 100 of them checked."""


def plain(**changes: Any) -> TrainingData:
    return TrainingData(**PLAIN | changes)


def figures(case: TrainingData) -> dict[str, Figure]:
    return {figure.key: figure for figure in case.result().figures}


def test_labels_are_paid_for_every_rater_and_again_where_they_are_adjudicated_or_not_accepted() -> None:
    case = plain(raters=3, adjudicated=20, acceptance=80)
    assert case.labels == pytest.approx(1_000 * 3 * 1.2 / 0.8)
    assert case.labelling_cost == pytest.approx(2_250)


def test_what_cleaning_drops_is_labelled_too() -> None:
    case = plain(dropped=20)
    assert case.objects == pytest.approx(1_250)
    assert case.human_cost == pytest.approx(625)
    assert case.machine_cost == pytest.approx(12.5)


def test_the_hours_of_experts_and_the_fee_of_a_platform_come_on_top() -> None:
    hours = {"guideline_hours": 10, "pilot_hours": 5, "expert_hours": 4, "cleaning_hours": 1, "machine_hours": 2}
    case = plain(**hours, expert_wage=100, platform=TYPED, platform_fee=0.08)
    assert case.human_cost == pytest.approx(500 + 1_000 * 0.08 + 20 * 100)
    assert case.machine_cost == pytest.approx(10 + 13 * 100)
    # A tenth of the labels, of the platform's fee and of the deciding.
    assert case.audited_cost == pytest.approx(case.machine_cost + 0.1 * (500 + 80 + 400))


def test_a_machine_makes_a_label_again_until_it_is_accepted() -> None:
    assert plain(machine_acceptance=50).machine_cost == pytest.approx(20)


def test_an_image_with_boxes_has_a_label_for_each() -> None:
    """Google's rule: an image with 2 boxes and 3 labellers counts for 6 units."""
    case = plain(examples_count=1, labels_per_example=2, raters=3)
    assert case.labels == 6


def test_a_wage_and_minutes_make_a_price() -> None:
    case = plain(labelling_rate=WAGE, label_price=TrainingData(labelling_rate=WAGE).label_price)
    assert TrainingData(labelling_rate=WAGE, hourly_wage=30, minutes_per_label=4).label_price == 2
    assert case.labelling_hours is not None
    assert figures(case)["labelling_hours"].value == pytest.approx(1_000 * 5 / 60)


def test_a_price_list_in_steps_is_averaged_over_the_labels_of_the_month() -> None:
    """60,000 images: 50,000 at 0.035 and 10,000 at 0.025 USD."""
    price = rate_price(catalogue().labelling_rates["vertex/image-classification"], 60_000)
    assert price is not None
    assert price * 60_000 == pytest.approx(50_000 * 0.035 + 10_000 * 0.025)


def plainly_priced(rate: str) -> TrainingData:
    return TrainingData(
        **{name: value for name, value in PLAIN.items() if name != "label_price"} | {"labelling_rate": rate}
    )


def test_a_rate_that_is_a_range_gives_the_figures_a_range() -> None:
    case = plainly_priced("crowd/rubric")  # 0.80 to 2.00 USD
    human = figures(case)["human_cost"]
    assert (human.low, human.value, human.high) == (pytest.approx(800), pytest.approx(1_400), pytest.approx(2_000))
    hours = figures(case)["labelling_hours"]  # 15 to 25 labels an hour
    assert (hours.low, hours.high) == (pytest.approx(40), pytest.approx(1_000 / 15))
    assert figures(case.replace(label_price=1))["human_cost"].low is None


def test_a_range_that_decides_the_answer_is_told() -> None:
    case = plainly_priced("crowd/rubric").replace(machine_price=1.2, audit_share=0)
    notices = " ".join(case.result().notices)
    assert "at its low end, 0.80 USD a label, people cost less" in notices
    assert "at its high end, 2 USD, a machine with an audit costs less" in notices


def test_a_price_that_is_not_known_is_asked_for() -> None:
    with pytest.raises(Refused) as refused:
        TrainingData(labelling_rate=TYPED, machine_rate=TYPED, platform=TYPED)
    assert set(refused.value.problems) == {"label_price", "machine_price", "platform_fee"}


def test_an_api_model_labels_at_its_token_prices() -> None:
    """GPT-4.1 mini: 1,000 × 0.4 + 50 × 1.6 USD per million."""
    case = TrainingData(machine_rate="openai/gpt-4.1-mini", machine_input_tokens=1_000, machine_output_tokens=50)
    assert case.machine_price == pytest.approx(0.00048)
    names = {fact.name for fact in case.facts(case.result())}
    assert {"GPT-4.1 mini, input", "GPT-4.1 mini, output"} <= names


def test_every_rate_that_can_still_be_had_is_offered_where_it_fits() -> None:
    inputs = TrainingData.inputs()
    offered = [set(inputs[name].options()) for name in ("labelling_rate", "machine_rate", "platform")]  # type: ignore[attr-defined]
    ended = {key for key, rate in catalogue().labelling_rates.items() if rate.stage == "historical"}
    assert "vertex/image-classification" in ended
    assert not ended & set.union(*offered)
    assert set(catalogue().labelling_rates) - ended <= set.union(*offered)
    assert "aws/ground-truth-platform" in offered[2]
    assert TrainingData(platform="aws/ground-truth-platform").platform_fee == 0.08


def test_an_audit_that_finds_nothing_says_how_much_may_still_be_wrong() -> None:
    """The rule of three: none of 100 wrong leaves up to 1 - 0.05^(1/100) = 2.95 % possible."""
    assert plain().undetected == pytest.approx(2.9513, abs=1e-4)
    nobody = plain(audit_share=0)
    assert nobody.undetected is None
    assert any("nobody knows how many are wrong" in notice for notice in nobody.result().notices)


def test_a_tie_is_called_one() -> None:
    case = plain(machine_price=0.5, audit_share=0)
    assert case.verdict == "same"
    assert (
        case.result().answer
        == "Both cost the same: 500 USD for 1,000 examples, by people or by a machine with an audit."
    )


def test_the_table_and_the_chart_begin_with_the_cheapest() -> None:
    result = TrainingData().result()
    assert result.table is not None
    assert result.chart is not None
    assert result.table.rows[0][0] == "By a machine that nobody checks"
    values = [bar.value for bar in result.chart.bars]  # type: ignore[union-attr]
    assert values == sorted(values)


@given(
    count=st.integers(1, 10_000_000),
    more=st.integers(1, 1_000_000),
    raters=st.floats(1, 10),
    rate=st.sampled_from(["expert/medical-or-legal", "crowd/rubric", WAGE]),
    audit=st.floats(0, 100),
)
def test_more_examples_raters_and_checks_never_cost_less(
    count: int, more: int, raters: float, rate: str, audit: float
) -> None:
    case = TrainingData(examples_count=count, raters=raters, labelling_rate=rate, audit_share=audit)
    larger = case.replace(examples_count=count + more)
    assert larger.human_cost >= case.human_cost * (1 - 1e-9)
    assert larger.audited_cost >= case.audited_cost * (1 - 1e-9)
    assert case.replace(raters=raters + 1).human_cost >= case.human_cost * (1 - 1e-9)
    assert case.replace(audit_share=min(100, audit + 1)).audited_cost >= case.audited_cost * (1 - 1e-9)
    assert case.machine_cost <= case.audited_cost


def test_what_an_example_costs_is_the_same_wherever_it_is_paid() -> None:
    """By hand, 500 examples: 500 / 0.95 objects, 2.25 USD a label, one in ten checked; 32 hours at 80 USD beside it."""
    here = TrainingData(examples_count=500)
    each = here.up_front_cost / 500
    assert each == pytest.approx(5.55, abs=0.005)
    for kind in (BreakEven, Upkeep):
        assert kind(start=here.start, examples_count=500).label_price == pytest.approx(each)
    everything = TotalCost(start=here.start, examples_count=500)
    assert everything.labelling.up_front_cost == pytest.approx(here.up_front_cost)
    assert everything.upkeep.label_price == pytest.approx(each)


def test_a_label_of_an_evaluation_costs_what_raters_are_paid_for_a_label() -> None:
    assert SampleSize().label_price == TrainingData().label_price == 2.25
