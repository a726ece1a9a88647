"""What the prose of lessons 3, 6, the workbook says between its figures still holds when figures move."""

from datetime import date
from pathlib import Path

import pytest

from calculators.course.drawings.workbook import STAGES
from calculators.course.worked import worked_case
from calculators.figures.tables import catalogue

DOCS = Path(__file__).parents[2] / "docs"


def value(key: str, figure: str) -> float:
    return worked_case(key).value(figure)


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        ("full-memory", "no"),
        ("lora-memory", "perhaps"),
        ("lora-chunked", "perhaps"),
        ("lora-four-letters", "no"),
        ("lora-kept-activations", "no"),
        ("qlora-memory", "likely"),
        ("six-tries", "within"),
        ("alarm-in-a-week", "worse"),
        ("alarm-in-forty", "unclear"),
        ("card-for-the-chat", "own"),
        ("card-with-a-stand-in", "api"),
        ("two-years-of-letters", "cached"),
        ("worth-on-the-card", "pays-back"),
        ("worth-by-the-token", "pays-back"),
        ("worth-of-nothing", "never"),
    ],
)
def test_the_calculator_answers_as_the_story_goes(key: str, verdict: str) -> None:
    assert worked_case(key).result.verdict == verdict


def test_the_optimiser_is_the_largest_heap_of_full_tuning() -> None:
    heaps = {name: value("full-memory", f"{name}_gb") for name in ("weights", "gradients", "optimiser", "logits")}
    assert max(heaps, key=lambda name: heaps[name]) == "optimiser"
    assert heaps["optimiser"] > value("full-memory", "total_gb") / 2


def test_each_remedy_takes_less_than_the_run_that_fell_over() -> None:
    fell = value("lora-memory", "total_gb")
    assert value("qlora-memory", "total_gb") < value("lora-chunked", "total_gb") < 0.85 * fell


def test_half_the_rank_saves_next_to_nothing() -> None:
    assert 0 < value("lora-memory", "total_gb") - value("lora-rank-8", "total_gb") < 1


def test_the_rank_hardly_touches_the_bill() -> None:
    assert value("six-tries-rank-64", "all_tries_cost") < 1.05 * value("six-tries", "all_tries_cost")


def test_qlora_saves_no_money_on_the_same_card() -> None:
    assert value("six-tries-qlora", "all_tries_cost") > value("six-tries-small-card", "all_tries_cost")


def test_an_adapter_is_a_small_file() -> None:
    assert 80e6 < 2 * value("lora-memory", "learning_parameters") < 100e6


def test_tries_cost_more_than_runs() -> None:
    assert value("six-tries", "all_tries_cost") > 6 * value("six-tries", "run_cost")


def test_packing_saves_most_of_a_run_of_short_texts() -> None:
    assert value("short-texts-packed", "run_cost") < value("short-texts-padded", "run_cost") / 2


def test_what_waits_decides_among_the_offers() -> None:
    billed = [value(key, "monthly_cost") for key in ("tuned-nova", "tuned-tinker", "tuned-gpt")]
    waiting = [value(key, "monthly_cost") for key in ("tuned-together", "tuned-fireworks-by-day", "tuned-fireworks")]
    assert max(billed) < 50 < 1_000 < min(waiting)
    assert max(value(key, "up_front_cost") for key in ("tuned-nova", "tuned-tinker", "tuned-together")) < 20


def test_most_of_a_retraining_is_its_evaluation() -> None:
    case = worked_case("upkeep-yearly").case
    assert 0.6 < getattr(case, "evaluation_cost") / value("upkeep-yearly", "retraining_cost") < 0.7  # noqa: B009


def test_a_forced_move_costs_far_more_than_a_retraining() -> None:
    assert value("upkeep-with-a-move", "migration_cost") > 2 * value("upkeep-with-a-move", "retraining_cost")


def test_the_closing_offer_has_less_than_a_month_to_live() -> None:
    assert value("upkeep-at-a-closing-offer", "life_months") < 1


def test_the_month_of_the_card_is_what_the_worth_was_calculated_with() -> None:
    hosting = getattr(worked_case("worth-on-the-card").case, "hosting_per_month")  # noqa: B009
    assert hosting == pytest.approx(value("card-for-letters", "monthly_cost"), abs=1)


def test_a_card_pays_for_silence_at_300_letters() -> None:
    assert value("card-for-letters", "month_price_per_mtok") > 50 * value("card-for-letters", "price_per_mtok")
    assert value("card-for-letters", "capacity_calls_per_day") > 10_000


def test_the_gain_is_worth_more_than_the_difference_between_the_rows() -> None:
    difference = value("two-years-of-letters", "rag_tuned_total") - value("two-years-of-letters", "rag_total")
    assert difference / 24 < 36 * 30 * 2 / 3


def test_the_worth_turns_at_the_low_ends() -> None:
    horizon = 24
    assert value("worth-on-the-card", "payback_months") < horizon / 2
    assert value("worth-if-five", "payback_months") > horizon
    assert horizon / 2 < value("worth-if-one-dollar", "payback_months") < horizon


def test_many_calls_make_retrieval_the_dearest_row_and_the_order_less_sure() -> None:
    rows = ("cached_total", "rag_total", "tuned_total", "rag_tuned_total", "rented_total")
    many = {row: value("two-years-of-chat", row) for row in rows}
    assert max(many, key=lambda row: many[row]) == "rag_total"
    assert value("two-years-of-chat", "sureness") < value("two-years-of-letters", "sureness")


def test_anybody_may_start_with_the_offer_of_the_workbook_and_no_end_is_announced() -> None:
    offer = catalogue().tuning_offers[worked_case("desk-tuning").texts["tuning_offer"]]
    assert offer.status(date.max).status == "open"
    assert offer.retirement is None


def test_the_stages_take_the_minutes_that_the_facilitator_is_told() -> None:
    """Alone: the card with stages 1 to 4, then 5 with 6, then 7 with 8, then the record."""
    ends = [int(minutes.split(" to ")[1]) for _, minutes, _ in STAGES]
    rows = (DOCS / "workbook-facilitator.md").read_text("utf-8").split("| Minutes, team |")[1].split("\n\n")[0]
    cells = [line.split("|")[3].strip() for line in rows.splitlines()[2:]]
    alone = [int(minutes) for minutes in cells if minutes]
    assert [alone[0] + alone[1], *alone[2:]] == [ends[3], ends[5] - ends[3], ends[7] - ends[5], ends[8] - ends[7]]
    text = (DOCS / "workbook.md").read_text("utf-8")
    assert all(f"*Minutes {minutes}" in text for _, minutes, _ in STAGES)
