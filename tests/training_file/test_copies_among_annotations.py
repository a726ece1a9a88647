"""Who annotates the same in the same way makes a copy, whatever the ids, times, people of the tool; all else tells."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.training_file.survey import DUPLICATE

Given = Callable[..., DatasetCheck]
Record = dict[str, Any]
TEXTS = ("The ferry left early and nobody told us.", "A lovely room over the harbour, thank you.")


def task(number: int, text: str, label: str, **data: Any) -> Record:
    """A task of Label Studio."""
    result = {"id": f"r{number}", "from_name": "kind", "to_name": "text", "type": "choices"}
    return {
        "id": number,
        "inner_id": number,
        "annotations": [
            {
                "id": 900 + number,
                "completed_by": number % 3,
                "lead_time": 1.5 * number,
                "created_at": f"2026-03-0{number}T09:00:00Z",
                "was_cancelled": False,
                "result": [{**result, "value": {"choices": [label]}}],
            }
        ],
        "data": {"text": text, **data},
    }


def argilla(number: int, text: str, label: str, **fields: Any) -> Record:
    """A record of Argilla with objects."""
    return {
        "id": f"rec-{number}",
        "_server_id": f"{number:08x}",
        "fields": {"text": text, **fields},
        "metadata": {},
        "responses": {"kind": [{"value": label, "user_id": f"u{number}"}]},
    }


def flat(number: int, text: str, label: str, **fields: Any) -> Record:
    """The same with a key for each part."""
    return {
        "id": f"rec-{number}",
        "status": "completed",
        "_server_id": f"{number:08x}",
        "text": text,
        **fields,
        "kind.responses": [label],
        "kind.responses.users": [f"u{number}"],
        "kind.responses.status": ["submitted"],
    }


@pytest.mark.parametrize("made", [task, argilla, flat])
def test_ids_times_people_tell_no_annotations_apart(of: Given, made: Callable[..., Record]) -> None:
    case = of(*(made(number, TEXTS[number % 2], ("praise", "complaint")[number % 2]) for number in range(1, 7)))
    assert case.survey.flagged(DUPLICATE) == 4


@pytest.mark.parametrize("made", [task, argilla, flat])
@pytest.mark.parametrize("other", ["label", "text", "field"])
def test_what_was_shown_or_marked_does(of: Given, made: Callable[..., Record], other: str) -> None:
    first = made(1, TEXTS[0], "complaint", image="a.png")
    second = made(
        2,
        TEXTS[1] if other == "text" else TEXTS[0],
        "praise" if other == "label" else "complaint",
        image="b.png" if other == "field" else "a.png",
    )
    third = made(3, TEXTS[0], "complaint", image="a.png")
    assert of(first, second, third).survey.flagged(DUPLICATE) == 1
