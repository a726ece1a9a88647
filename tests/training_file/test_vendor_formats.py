"""What vendors or their tools put into a training file is read as what it is, not as a fault."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.training_file.reading import Asked, survey
from calculators.training_file.survey import CONFLICT, FLAGS, LEAK, Survey

QUESTION = "Does the night train to Vienna carry bicycles?"
BETTER = "Yes, in the last coach; book a place for the bicycle along with your seat."
USER = {"role": "user", "content": QUESTION}
ANSWER = {"role": "assistant", "content": BETTER}


def written(folder: Path, *records: dict[str, Any], name: str = "train.jsonl") -> Any:
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return given_file(str(path))


def surveyed(folder: Path, *records: dict[str, Any]) -> Survey:
    return survey(written(folder, *records), Asked())[0]


def pair(better: str, worse: str) -> dict[str, Any]:
    return {
        "input": {"messages": [USER]},
        "preferred_output": [{"role": "assistant", "content": better}],
        "non_preferred_output": [{"role": "assistant", "content": worse}],
    }


CONVERSE = {
    "schemaVersion": "bedrock-conversation-2024",
    "system": [{"text": "You answer for a railway."}],
    "messages": [
        {
            "role": "user",
            "content": [
                {"text": QUESTION},
                {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://bucket/coach.png"}}}},
            ],
        },
        {"role": "assistant", "content": [{"text": BETTER}]},
    ],
}


def test_bedrock_s_conversations_hold_parts_without_a_type(tmp_path: Path) -> None:
    found = surveyed(tmp_path, CONVERSE)
    assert found.flags[0] == FLAGS["image-block"]
    assert dict(found.counts) == {"pictures": 1, "image-block": 1}
    assert [one.beginning for one in found.systems.values()] == ["You answer for a railway."]


def test_thoughts_calls_and_results_in_parts_are_text_that_counts_and_no_pictures(tmp_path: Path) -> None:
    thought = "The coach for bicycles is the last one."
    plain = surveyed(tmp_path, {"messages": [USER, ANSWER, USER, ANSWER]})
    found = surveyed(
        tmp_path,
        {
            "messages": [
                USER,
                {
                    "role": "assistant",
                    "content": [
                        {"type": "thinking", "thinking": thought, "signature": "c2ln"},
                        {"type": "text", "text": BETTER},
                        {"type": "tool_use", "id": "t1", "name": "coaches", "input": {"train": 466}},
                    ],
                },
                {
                    "role": "user",
                    "content": [
                        {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": QUESTION}]}
                    ],
                },
                ANSWER,
            ]
        },
    )
    assert [one.kind.key for one in found.findings if one.kind.level != "note"] == ["part-type"]
    assert "pictures" not in found.counts
    more = found.ascii[0] - plain.ascii[0]
    assert len(thought) + len("coaches") < more < len(thought) + 60


@pytest.mark.parametrize(
    "part",
    [
        {"toolUse": {"toolUseId": "t1", "name": "coaches", "input": {"train": 466}}},
        {"toolResult": {"toolUseId": "t1", "content": [{"text": "12 coaches"}]}},
        {"reasoningContent": {"reasoningText": {"text": "The last coach."}}},
        {"functionCall": {"name": "coaches", "args": {}}},
    ],
)
def test_calls_and_thoughts_without_a_type_are_parts_too(tmp_path: Path, part: dict[str, Any]) -> None:
    message = {"role": "user", "content": [{"text": QUESTION}, part]}
    found = surveyed(tmp_path, {"messages": [message, ANSWER]})
    assert not found.flags[0]
    assert "pictures" not in found.counts


def test_the_answer_of_a_pair_is_the_better_one(tmp_path: Path) -> None:
    found = surveyed(tmp_path, *[pair(f"{BETTER} {number}", "No.") for number in range(5)])
    assert list(found.answers) == [len(BETTER) + 2] * 5
    assert not found.labels


def test_several_pairs_of_one_question_are_no_contradiction_unless_they_turn_round(tmp_path: Path) -> None:
    one, other = "Yes, with a reservation.", "Yes."
    found = surveyed(tmp_path, pair(BETTER, one), pair(BETTER, other), pair(one, other))
    assert found.counts["conflict"] == 0
    found = surveyed(tmp_path, pair(BETTER, one), pair(one, other), pair(one, BETTER))
    assert [bool(flags & CONFLICT) for flags in found.flags] == [True, False, True]
    assert found.told["conflict"][0].line == 3


def test_the_question_of_a_pair_that_stands_in_the_validation_file_is_a_leak(tmp_path: Path) -> None:
    train = written(tmp_path, pair(BETTER, "No."))
    validation = written(tmp_path, pair("Certainly, at the very end of it.", "Never."), name="validation.jsonl")
    assert survey(train, Asked(thorough=False), validation)[0].flags[0] & LEAK


def test_the_marks_of_a_template_belong_into_text_that_is_learned_as_it_is(tmp_path: Path) -> None:
    marked = f"<s>[INST] {QUESTION} [/INST] {BETTER}</s>"
    assert surveyed(tmp_path, {"text": marked}).counts["mark"] == 0
    assert surveyed(tmp_path, {"messages": [{**USER, "content": marked}, ANSWER]}).counts["mark"] == 1


@pytest.mark.parametrize("odd", [["a1"], {"a1": 1}, None, 7])
def test_the_name_of_a_call_may_be_anything_and_is_then_none_that_was_made(tmp_path: Path, odd: Any) -> None:
    found = surveyed(tmp_path, {"messages": [USER, {"role": "tool", "tool_call_id": odd, "content": "3"}, ANSWER]})
    assert found.counts["tool"] == 1


@pytest.mark.parametrize("shape", ["auto", "pairs", "text"])
@pytest.mark.parametrize("record", [{}, {"": "x"}, {"": []}])
def test_objects_without_a_key_that_has_a_name_are_told_and_break_nothing(
    tmp_path: Path, record: dict[str, Any], shape: str
) -> None:
    result = DatasetCheck(file=written(tmp_path, record), line_shape=shape).result()
    assert result.answer
    assert result.why


def test_a_line_of_a_hundred_thousand_keys_takes_no_minutes(tmp_path: Path) -> None:
    many = {f"key {number}": number for number in range(100_000)}
    file = written(tmp_path, {"messages": [USER, ANSWER]}, many)
    start = time.process_time()
    assert DatasetCheck(file=file).survey.counts["shape"] == 1
    assert time.process_time() - start < 3
