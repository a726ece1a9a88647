"""What the figures of all calculators promise: the unit that their name says, more that never costs less."""

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest

from calculators import calculator, calculators
from calculators.kit.inputs import Number
from calculators.kit.model import Calculator
from calculators.proof.examples import examples

UNITS = {
    "per_mtok$": "USD/Mtok",
    "(call_cost|saving_per_call)$": "USD/call",
    "monthly(_fixed)?_cost$": "USD/month",
    "yearly_cost$": "USD/year",
    "example_cost$": "USD/example",
    "_gb$": "GB",
    "_gib$": "GiB",
    "_tokens$": "tokens",
    "gpu_hours$": "GPU-hours",
    "_months$": "months",
    "calls_per_day$": "calls/day",
    "per_second$": "tokens/s",
    "parameters$": "parameters",
    "utilisation$": "%",
    "(_cost|_total|saving)$": "USD",
}
"""What the end of a figure's name says of its unit; the first that fits counts."""

NEVER_LESS = {
    "api-cost": {
        "monthly_cost": "calls_per_day prefix_tokens variable_tokens output_tokens reasoning_tokens days_per_month "
        "base_input base_cached_input base_cache_write base_output"
    },
    "break-even": {
        "up_front_cost": "examples_count tokens_per_example epochs training_price training_runs label_price "
        "evaluation_cost engineering_cost",
        "base_total": "calls_per_day prefix_tokens variable_tokens output_tokens horizon base_input base_output",
        "tuned_total": "calls_per_day examples_count hosting_per_month monitoring_per_month horizon",
    },
    "managed-tuning": {
        "up_front_cost": "examples_count tokens_per_example epochs training_runs validation_tokens training_price "
        "minimum_fee grader_input_tokens grader_output_tokens",
        "monthly_cost": "calls_per_day variable_tokens output_tokens replicas hosted_hours tuned_input tuned_output",
        "total_cost": "horizon calls_per_day examples_count",
    },
    "memory": {"total_gb": "sequence_length batch_size lora_rank layers ff vocab quantised_bits overhead margin"},
    "rag": {
        "monthly_cost": "calls_per_day corpus_tokens retrieved_chunks churn prefix_tokens variable_tokens "
        "output_tokens searches_per_call rerank_price minimum_fee storage_price dimensions",
        "up_front_cost": "corpus_tokens overlap embedding_price",
    },
    "serving": {
        "monthly_cost": "calls_per_day output_tokens gpu_price gpus_per_replica replicas operations_per_month",
        "api_cost": "calls_per_day prefix_tokens variable_tokens output_tokens base_input base_output",
    },
    "total-cost": {
        "prompt_total": "calls_per_day prefix_tokens variable_tokens output_tokens horizon prompt_work",
        "rag_total": "calls_per_day corpus_tokens retrieved_chunks horizon rag_work",
        "tuned_total": "calls_per_day examples_count training_runs horizon tuning_work evaluation_cost",
        "rented_total": "calls_per_day examples_count training_runs tuning_work",
    },
    "training-data": {
        "human_cost": "examples_count raters labels_per_example adjudicated dropped label_price guideline_hours "
        "pilot_hours expert_hours cleaning_hours expert_wage platform_fee",
        "audited_cost": "examples_count audit_share machine_price machine_hours",
    },
    "training-run": {
        "all_tries_cost": "examples_count tokens_per_example epochs training_runs short_tries short_try_length "
        "lost_work hours_beside gpu_price parameters layers attention_width lora_rank"
    },
    "upkeep": {
        "total_cost": "examples_count quality_loss horizon new_examples label_price tokens_per_example epochs "
        "retraining_runs evaluation_cost release_cost monitoring_per_month migration_work",
        "rag_total_cost": "corpus_tokens churn overlap embedding_price store_per_month",
    },
}
"""By calculator and figure: the inputs of which more never makes the figure smaller."""

STEPS = 8
MOST = 1e7
"""Where a range goes on beyond what anyone has, there is nothing new to see."""


@pytest.mark.parametrize("kind", calculators(), ids=lambda kind: kind.slug)
def test_a_figure_has_the_unit_that_its_name_says(kind: type[Calculator]) -> None:
    for case in [kind(), *(kind(**example.inputs) for example in examples(kind))]:
        for figure in case.result().figures:
            unit = next((unit for end, unit in UNITS.items() if re.search(end, figure.key)), figure.unit)
            assert figure.unit == unit or (unit == "USD" and figure.unit.startswith("USD/")), figure


def rising(declared: Number) -> Iterator[float]:
    """Values from the least to the most of a range, further and further apart."""
    least, most = declared.least, max(min(declared.most, MOST), declared.least)
    begin = least or min(1.0, most / 100)
    values = {least, *(begin * (most / begin) ** (step / STEPS) for step in range(STEPS + 1))}
    yield from sorted({round(value) for value in values} if declared.whole else values)


@pytest.mark.parametrize(
    ("kind", "figure", "name"),
    [
        pytest.param(calculator(slug), figure, name, id=f"{slug}: {figure}, more {name}")
        for slug, figures in NEVER_LESS.items()
        for figure, names in figures.items()
        for name in names.split()
    ],
)
def test_more_of_it_never_costs_less(kind: type[Calculator], figure: str, name: str) -> None:
    quick: dict[str, Any] = {"draws": 100} if "draws" in kind.inputs() else {}
    quick |= {"checkpointing": "on"} if kind.slug == "memory" else {}  # one number stands where nothing is left open
    before = -math.inf
    for value in rising(kind.inputs()[name]):  # type: ignore[arg-type]  # the names are those of numbers
        figures = {one.key: one.value for one in kind(**quick, **{name: value}).result().figures}
        now = figures[figure]
        assert now is not None
        assert now >= before * (1 - 1e-12), f"{name} = {value}"
        before = now
