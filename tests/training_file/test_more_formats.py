"""Formats that vendors document beside plain chat, lists that are not what they seem, thoughts."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused

Given = Callable[..., DatasetCheck]


def counts(case: DatasetCheck) -> dict[str, int]:
    return {finding.kind.key: finding.count for finding in case.findings}


def chat(*turns: dict[str, Any]) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": "Where is my parcel?"}, *turns]}


def gemini(better: float, worse: float) -> dict[str, Any]:
    def completion(score: float, text: str) -> dict[str, Any]:
        return {"score": score, "completion": {"role": "model", "parts": [{"text": text}]}}

    asked = [{"role": "user", "parts": [{"text": "Where is my parcel?"}]}]
    return {"contents": asked, "completions": [completion(worse, "No idea."), completion(better, "In the post.")]}


def nova(*labels: str) -> dict[str, Any]:
    texts = ["In the post.", "No idea."]
    given = [{"content": [{"text": text}], "preferenceLabel": label} for text, label in zip(texts, labels, strict=True)]
    return {
        "schemaVersion": "bedrock-conversation-2024",
        "system": [{"text": "You answer briefly."}],
        "messages": [
            {"role": "user", "content": [{"text": "Where is my parcel?"}]},
            {"role": "assistant", "candidates": given},
        ],
    }


@pytest.mark.parametrize("example", [gemini(1, 0), gemini(0.9, 0.2), nova("preferred", "non-preferred")])
def test_pairs_of_gemini_and_nova_are_read_the_better_answer_as_the_one_learned(of: Given, example: Any) -> None:
    """Google's page on preference tuning of Gemini, Amazon's on DPO of Nova, both of 2026."""
    case = of(example)
    assert not case.survey.of_level("error")
    assert list(case.survey.answers) == [len("In the post.")]


@pytest.mark.parametrize("example", [gemini(1, 1), nova("preferred", "preferred")])
def test_pairs_without_a_better_answer_are_refused(of: Given, example: Any) -> None:
    assert counts(of(example))["pair"] == 1


@pytest.mark.parametrize("key", ["reasoning_content", "reasoning"])
def test_thoughts_are_counted_and_looked_into(of: Given, key: str) -> None:
    answer = {"role": "assistant", "content": "It is in the post."}
    thought = "Mara Lind wrote from mara.lind@hospital-nord.de last week. " * 50
    plain, thinks = of(chat(answer)), of(chat({**answer, key: thought}), name="thinks.jsonl")
    assert thinks.estimate.total > plain.estimate.total + 400
    assert "personal" in counts(thinks)
    assert "unknown-key" not in counts(thinks)


def test_a_thought_is_no_answer(of: Given) -> None:
    assert counts(of(chat({"role": "assistant", "content": "", "reasoning": "Let me see."})))["empty-answer"] == 1


CALL = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{}"}}
CALLS = {"role": "assistant", "content": None, "tool_calls": [CALL]}
ANSWER = {"role": "assistant", "content": "It is in the post."}


@pytest.mark.parametrize(
    ("turns", "half"),
    [
        ([CALLS, {"role": "tool", "tool_call_id": "c1", "content": "in the post"}, ANSWER], 0),
        ([CALLS, {"role": "tool", "content": "in the post"}, ANSWER], 1),
        ([CALLS, {"role": "user", "content": "And now?"}, ANSWER], 1),
        ([CALLS], 0),
    ],
    ids=["whole", "a result without an id", "a call without a result", "a call that is the answer"],
)
def test_a_call_wants_its_result(of: Given, turns: list[dict[str, Any]], half: int) -> None:
    assert counts(of(chat(*turns))).get("tool-half", 0) == half


GOOD = json.dumps(chat(ANSWER))


@pytest.mark.parametrize(
    ("lines", "examples", "errors"),
    [
        (["[", GOOD + ",", GOOD, "]"], 2, 0),
        (["[", GOOD + ",", GOOD, "]", "[", GOOD, "]"], 3, 1),
        (["[", GOOD + ","], 2, 1),
        (["[", GOOD + ",", '"a text", 7, null,', GOOD, "]"], 3, 1),
        (["[", GOOD, "] and more"], 2, 1),
    ],
    ids=["whole", "a second list", "cut off after a comma", "no objects among them", "more behind it"],
)
def test_nothing_in_or_behind_a_list_is_dropped_in_silence(
    of: Given, lines: list[str], examples: int, errors: int
) -> None:
    case = of(*lines, name="train.json")
    assert (case.survey.examples, case.survey.of_level("error")) == (examples, errors)


@pytest.mark.parametrize(
    ("line", "told"),
    [("[" + GOOD + "]", r"line 1: .*list"), (json.dumps(chat(ANSWER)["messages"]), "each line is a list of messages")],
)
def test_lists_line_by_line_are_refused_by_their_line(of: Given, line: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        _ = of(*[line] * 80).survey


def test_a_list_of_texts_is_not_called_empty(of: Given) -> None:
    with pytest.raises(Refused, match="no object of JSON"):
        _ = of('["a", "b"]', name="train.json").survey


def test_what_is_too_long_to_be_learned_whole_is_not_called_ready(of: Given) -> None:
    lines = [chat({"role": "assistant", "content": f"It is in the post of day {day}."}) for day in range(60)]
    lines += [chat({"role": "assistant", "content": "It is on its way. " * 400})]
    case = of(*lines, enough=10, longest=1_000, left_out="faulty")
    assert "examples longer than the limit (1)" in case.result().answer


def test_a_byte_order_mark_is_told(of: Given) -> None:
    told = "byte order mark"
    assert told in " ".join(of("\ufeff" + GOOD).result().notices)
    assert told not in " ".join(of(GOOD, name="plain.jsonl").result().notices)


def test_answers_that_stand_in_an_object_or_a_list_are_read_where_they_are_named(tmp_path: Path) -> None:
    for answers, letters in (({"text": ["In 1901.", "1901"], "start": [9, 12]}, 8), ([{"call": "look"}], 18)):
        path = tmp_path / "train.jsonl"
        path.write_text(json.dumps({"context": "It opened in 1901.", "question": "When?", "answers": answers}) + "\n")
        found = DatasetCheck(file=given_file(str(path)), asked="question", answered="answers").survey
        assert not found.of_level("error")
        assert found.answers[0] == letters


def test_examples_of_a_list_on_one_line_are_told_by_their_number(of: Given) -> None:
    silent = json.dumps({"messages": [{"role": "user", "content": "Anybody?"}]})
    case = of(f"[{GOOD}, {silent}, {GOOD}]", name="train.json", left_out="suspect")
    told = {row[0]: row[2] for row in case.result().more_tables[0].rows}
    assert told["Exact copy of an earlier example"] == "element 3: the same as element 1"
    assert told["Nothing to learn: no answer"].startswith("element 2: ")
    out = io.BytesIO()
    case.write("rejected", out)
    assert [json.loads(line)["element"] for line in out.getvalue().splitlines()] == [2, 3]
    assert {remark.line for remark in case.remarks} == {1}  # where an editor can go
    assert any(remark.words.startswith("element 2: ") for remark in case.remarks)


def test_examples_of_a_list_on_lines_of_their_own_are_told_by_their_line(of: Given) -> None:
    case = of("[", f"{GOOD},", GOOD, "]", name="train.json")
    told = {row[0]: row[2] for row in case.result().more_tables[0].rows}
    assert told["Exact copy of an earlier example"] == "line 3: the same as line 2"
