"""Several labels of one item are one set, whichever export of a tool holds them; records of feedback have raters."""

import json
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from tests.results.made import given

SETS = [(("a", "b"), ("b", "a")), (("a",), ("a",)), (("b",), ("a", "b")), (("b",), ("b",))] * 5
"""Of each item what either rater chose: they agree on three of four."""


def short_form() -> list[dict[str, object]]:
    """As JSON-MIN writes it: a label alone, or an object with several."""
    return [
        {"id": n, "text": f"t{n}", "tags": chosen[0] if len(chosen) == 1 else {"choices": list(chosen)},
         "annotator": rater, "annotation_id": 2 * n + rater, "lead_time": 1.5}
        for n, both in enumerate(SETS) for rater, chosen in enumerate(both)
    ]  # fmt: skip


def full_form() -> list[dict[str, object]]:
    """As the native export writes it."""

    def made(rater: int, chosen: tuple[str, ...]) -> dict[str, object]:
        result = [{"from_name": "tags", "type": "choices", "value": {"choices": list(chosen)}}]
        return {"completed_by": rater, "result": result}

    return [
        {"id": n, "data": {"text": f"t{n}"}, "annotations": [made(rater, one) for rater, one in enumerate(both)]}
        for n, both in enumerate(SETS)
    ]


def feedback() -> list[dict[str, object]]:
    """As Argilla's feedback records hold it."""
    return [
        {
            "fields": {"text": f"t{n}"},
            "external_id": f"r{n}",
            "responses": [
                {"user_id": f"u{rater}", "status": "submitted", "values": {"tags": {"value": list(chosen)}}}
                for rater, chosen in enumerate(both)
            ]
            + [{"user_id": "u9", "status": "discarded", "values": {"tags": {"value": ["a"]}}}],
        }
        for n, both in enumerate(SETS)
    ]


@pytest.mark.parametrize("rows", [short_form(), full_form(), feedback()])
def test_a_set_counts_as_one_label_in_any_order(rows: list[dict[str, object]], tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, "labels.json", json.dumps(rows)))
    assert case.items == len(SETS)
    assert case.labels == 3
    assert case.raw == pytest.approx(0.75)
    assert "count as one, the set" in " ".join(line.words for line in case.result().read)
