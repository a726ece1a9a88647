"""What of a record says how it is trained on, beside its texts: two examples that differ in it are no near copies."""

from collections.abc import Iterator
from typing import Any

from calculators.training_file.kinds import Record, canonical
from calculators.training_file.messages import MASKS

OF_RECORD = frozenset(
    {
        "response_format",
        "tool_choice",
        "parallel_tool_calls",
        "chat_template_kwargs",
        "chat_template",
        "reasoning_effort",
        "developer",
    }
    | {"weight", "sample_weight", "loss_weight", "loss_scale", "margin", "score_chosen", "score_rejected", "scores"}
    | {"generationConfig", "generation_config", "toolConfig", "tool_config", "inferenceConfig"}
    | {"fps", "nframes", "max_pixels", "min_pixels", "channel", "objects", "mask", "level", "difficulty", "rubric"}
)
"""Keys of a record that reach the template, the loss or the grader, and are no text of a turn."""

OF_TURN = MASKS | {"weight", "label", "loss_scale", "train_on_turn", "training_detail", "prefix", "end"}
"""Keys of one of its turns by which libraries say what is learned of it."""


def settings(record: Record) -> str:
    """All of them as one text; empty where there are none."""
    found: list[Any] = [{key: record[key] for key in record.keys() & OF_RECORD}]
    for held in record.values():
        if isinstance(held, list) and held and isinstance(held[0], dict):
            found.append(list(_of_turns(held)))
    return canonical(found) if any(found) else ""


def _of_turns(turns: list[Any]) -> Iterator[Any]:
    for place, turn in enumerate(turns):
        if isinstance(turn, dict) and not OF_TURN.isdisjoint(turn):
            yield place, {key: turn[key] for key in turn.keys() & OF_TURN}
