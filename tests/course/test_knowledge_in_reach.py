"""The promises of lesson 4, of the workbook: what their sentences say of the figures holds for today's figures."""

from math import comb
from pathlib import Path

import pytest

from calculators.course.worked import worked_case

DOCS = Path(__file__).parents[2] / "docs"
KEYS = [
    "eight-letters-or-tuned",
    "all-letters-or-tuned",
    "worth-on-the-card",
    "worth-if-five",
    "worth-if-one-dollar",
    "worth-of-nothing",
    "worth-by-the-token",
]


def value(key: str, figure: str) -> float:
    """The number of a figure of a worked case."""
    return worked_case(key).value(figure)


def test_a_cache_saves_and_a_clock_in_line_one_costs_more_than_no_cache() -> None:
    """A section of lesson 4, its first run that fails, and a drawing say so."""
    cached, uncached, stamped = (value(key, "monthly_cost") for key in ("chat", "chat-uncached", "chat-stamped"))
    assert cached < 0.7 * uncached < uncached < stamped


def test_nights_are_cheaper_in_batches() -> None:
    """What may wait until morning costs less."""
    assert value("calm-overnight", "monthly_cost") < value("calm", "monthly_cost")


@pytest.mark.parametrize(
    ("key", "whole"),
    [("shelf", False), ("shelf-faithful-cache", False), ("handbook", True), ("handbook-missed", False)],
)
def test_size_and_hits_decide_together(key: str, whole: bool) -> None:
    """The table of lesson 4, with a check on it: a small handbook with a faithful cache, and nothing else."""
    assert (value(key, "whole_prompt_monthly_cost") < value(key, "all_monthly_cost")) is whole


def test_calm_days_are_the_same_at_lower_stakes() -> None:
    """Retrieval is cheaper on calm days, too, and all is cheaper than on busy ones."""
    assert value("shelf-calm", "all_monthly_cost") < value("shelf-calm", "whole_prompt_monthly_cost")
    assert value("shelf-calm", "whole_prompt_monthly_cost") < value("shelf", "whole_prompt_monthly_cost")


def test_a_third_more_text_steps_over_a_price() -> None:
    """The price of the call rises by far more than the text."""
    below, above = value("step-below", "whole_prompt_call_cost"), value("step-above", "whole_prompt_call_cost")
    assert above > 2 * below


def test_passages_and_work_are_the_bill_and_embedding_is_nothing() -> None:
    """Which lines of retrieval's bill are large, with much traffic and with little."""
    assert value("shelf", "embedding_cost") < 0.1
    assert worked_case("shelf").result.verdict == "retrieved"
    calm = value("shelf-calm", "up_front_cost") / 24 + value("shelf-calm", "database_monthly_cost")
    assert calm > 0.8 * value("shelf-calm", "added_monthly_cost")
    assert value("shelf-contexts", "contexts_cost") < 10
    assert value("shelf", "added_monthly_cost") < value("shelf-reranked", "added_monthly_cost")
    assert 1.5 * value("shelf", "added_monthly_cost") < value("shelf-fifteen", "added_monthly_cost")


def test_an_agent_costs_far_more_than_twice_the_chat() -> None:
    """Doubling the chat's bill is the wrong answer to a check."""
    assert value("agent", "monthly_cost") > 4 * value("chat", "monthly_cost")


def test_an_afternoon_of_an_optimiser_is_small_money() -> None:
    """1,200 calls are soon counted."""
    assert 1200 * value("optimiser", "call_cost") < 30


def test_the_best_of_thirty_equal_prompts_is_what_jonas_saw() -> None:
    """Each of thirty prompts is right in 31 of 40; the best of them has 36 by luck."""
    chance, at_most, best = 31 / 40, 0.0, 0.0
    for right in range(41):
        before = at_most
        at_most += comb(40, right) * chance**right * (1 - chance) ** (40 - right)
        best += right * (at_most**30 - before**30)
    assert round(best, 1) == 36.0
    assert "That can be calculated: 36 on average." in (DOCS / "knowledge-in-reach.md").read_text("utf-8")


def test_a_letter_has_the_same_length_wherever_it_is_counted() -> None:
    """All 220 fill the prompt at 300 tokens each, beside the instructions; the eight are shorter ones."""
    prefix = {key: getattr(worked_case(key).case, "prefix_tokens") for key in ("eight-letters", "all-letters")}  # noqa: B009
    instructions = getattr(worked_case("eight-letters-or-tuned").case, "tuned_prefix_tokens")  # noqa: B009
    assert prefix["all-letters"] == instructions + 220 * 300
    assert (prefix["eight-letters"] - instructions) / 8 < 300


def test_a_letter_costs_the_same_wherever_it_is_paid() -> None:
    """What lesson 2 works out is what later lessons type as the price of a label; later letters are cheaper."""
    price = value("letters", "human_example_cost")
    typed = [getattr(case, "label_price", None) for case in (worked_case(key).case for key in KEYS)]
    assert typed == [pytest.approx(price, abs=0.005)] * len(KEYS)
    assert getattr(worked_case("upkeep-yearly").case, "label_price") < price / 2  # noqa: B009


def test_whether_tuning_pays_depends_on_the_prompt_it_replaces() -> None:
    """Never against eight letters, in some years against all of them."""
    assert worked_case("eight-letters-or-tuned").result.verdict == "never"
    assert worked_case("all-letters-or-tuned").result.verdict == "pays-back"


def test_the_desk_must_measure_first_and_ends_with_tuning() -> None:
    """The advisor's two answers, as the workbook words them; it stops the second case at once."""
    assert (
        "collect real inputs"
        in worked_case("desk-first-question").sentence + worked_case("desk-first-question").result.answer
    )
    assert worked_case("desk-question").result.verdict == "tune-api"
    assert worked_case("radio-log").result.verdict == "done"


def test_the_labels_deserve_trust_with_care_and_cap_the_score_above_the_goal() -> None:
    """85 lies under the ceiling, 95 above it; people's labels are dearer than a machine's."""
    assert worked_case("desk-clerks").result.verdict == "tentative"
    assert 85 < value("desk-clerks", "ceiling") < 95
    assert value("desk-labels", "audited_cost") < 0.8 * value("desk-labels", "human_cost")


def test_the_envelopes_hold_a_better_and_a_worse_model() -> None:
    """300 messages are enough, the signed eight points are reached at the lower end, and smaller is not better."""
    assert value("desk-plan", "items_needed") < 300
    assert worked_case("desk-tuned-result").value("difference", "low") > 8
    assert worked_case("desk-smaller-result").result.verdict == "worse"


def test_cost_says_never_and_worth_turns_it_far_below_the_desk_s() -> None:
    """The moment for which the workbook is made."""
    assert worked_case("desk-cost-alone").result.verdict == "never"
    assert value("desk-worth", "payback_months") < value("desk-worth-5", "payback_months") < 24
    assert value("desk-worth-2", "payback_months") < 24 < value("desk-worth-1", "payback_months")
    assert worked_case("desk-worth-third").result.verdict == "never"
