"""Files in a dress that few documents show: read where their keys settle it, else named with what to do."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused

Record = dict[str, Any]
USER = {"role": "user", "content": "Which river runs through Cologne?"}
GOOD = {"role": "assistant", "content": "The Rhine does, from south to north."}


def checked(tmp_path: Path, records: Sequence[Any], name: str = "train.jsonl", **inputs: Any) -> DatasetCheck:
    path = tmp_path / name
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return DatasetCheck(file=given_file(str(path)), **inputs)


def takes(case: DatasetCheck, name: str) -> bool:
    return next(one.ok or one.in_part for one in case.takings if one.name == name)


@pytest.mark.parametrize(
    "record",
    [
        {"messages": [USER, GOOD], "rejected_message": {"role": "assistant", "content": "None."}},  # OpenPipe
        {"prompt": USER["content"], "text": GOOD["content"], "rejected_text": "None."},  # AutoTrain
        {"instruction": USER["content"], "output": GOOD["content"], "rejected_output": "None."},
        {"instruction": USER["content"], "input": "", "accepted": GOOD["content"], "rejected": "None."},
        {"question": USER["content"], "response_j": GOOD["content"], "response_k": "None."},
        {"prompt": USER["content"], "preferred_response": GOOD["content"], "dispreferred_response": "None."},
        {"prompt": USER["content"], "chosen": GOOD["content"], "rejected": "None.", "chosen_model": "a", "worse": 3},
        {"prompt": USER["content"], "Better Answer": GOOD["content"], "Worse Answer": "None."},
    ],
)
def test_a_better_and_a_worse_answer_are_told_by_many_names(tmp_path: Path, record: Record) -> None:
    other = json.loads(json.dumps(record).replace("None.", "I am not told."))
    case = checked(tmp_path, [record, other, record])
    assert case.survey.form.shape == "ranked"
    assert (case.survey.pairs, case.survey.counts["duplicate"], case.survey.counts["near"]) == (2, 1, 0)
    assert not case.survey.counts["conflict"]
    assert case.survey.answers[0] == len(GOOD["content"])


def test_a_table_of_a_better_and_a_worse_text_is_read_so(tmp_path: Path) -> None:
    rows = ["prompt,text,rejected_text", "Where to?,To Cologne by boat.,Away.", "How?,By boat and on foot.,No."]
    assert checked(tmp_path, rows, name="train.csv").survey.form.shape == "ranked"


@pytest.mark.parametrize("key", ["data", "conversations", "dialog"])
def test_turns_that_are_texts_alone_take_turns_and_tools_want_roles(tmp_path: Path, key: str) -> None:
    """LIMA and UltraChat have them so on the hub."""
    record = {"id": "1", key: [USER["content"], GOOD["content"], "And Bonn?", "The same river does."]}
    case = checked(tmp_path, [record] * 2)
    assert (case.survey.turns[0], case.survey.counts["duplicate"], case.survey.of_level("error")) == (4, 1, 0)
    assert not any(takes(case, name) for name in ("axolotl", "LLaMA-Factory", "Unsloth"))
    chat = checked(tmp_path, [record], save_as="chat")
    assert chat.losses is not None
    assert (chat.losses.written, chat.losses.refused) == (1, {})


@pytest.mark.parametrize(
    "record",
    [
        {"input": [USER], "ideal": GOOD["content"]},
        {"input": [USER], "output": GOOD},
        {"question": [USER], "answer": [GOOD]},
        {"prompt": [USER], "response": GOOD["content"]},
    ],
)
def test_messages_with_an_answer_beside_them_are_read_whatever_their_keys(tmp_path: Path, record: Record) -> None:
    case = checked(tmp_path, [record], save_as="chat")
    assert (case.survey.form.shape, case.survey.of_level("error")) == ("messages-pair", 0)
    assert not takes(case, "TRL")
    assert case.losses is not None
    assert case.losses.written == 1
    assert takes(checked(tmp_path, [{"prompt": [USER], "completion": [GOOD]}]), "TRL")


def test_an_answer_beside_a_prompt_of_messages_is_what_a_reward_is_given_for(tmp_path: Path) -> None:
    assert checked(tmp_path, [{"prompt": [USER], "answer": "Rhine"}]).survey.form.shape == "prompts"


def test_calls_as_answers_with_the_tools_beside_them_are_read(tmp_path: Path) -> None:
    """Of the data set xlam-function-calling-60k: query, tools, answers, all texts."""
    held = [("[]", '[{"name": "mail"}]'), ('[{"name": "rain"}]', '[{"name": "rain"}]')]
    records = [
        {"id": at, "query": "Is it raining in Rome just now?", "answers": answers, "tools": tools}
        for at, (answers, tools) in enumerate(held)
    ]
    survey = checked(tmp_path, records).survey
    assert (survey.form.use.inputs, survey.form.use.answer) == (("query",), "answers")
    assert (survey.counts["conflict"], survey.counts["duplicate"]) == (0, 0)


TOOL = {"type": "function", "function": {"name": "rain", "parameters": {"type": "object", "properties": {}}}}


def test_tools_as_a_text_are_taken_by_libraries_and_by_no_provider(tmp_path: Path) -> None:
    """As TRL and axolotl load them; providers want a list of objects."""
    listed = [{"messages": [USER, GOOD], "tools": [TOOL]}] * 12
    texts = [{**one, "tools": json.dumps(one["tools"])} for one in listed]
    for name in ("OpenAI", "Azure", "Together", "Fireworks", "Mistral"):
        assert takes(checked(tmp_path, listed, left_out="faulty"), name) is (name in ("Together", "Mistral"))
        assert not takes(checked(tmp_path, texts), name)
    for name in ("TRL", "axolotl", "LLaMA-Factory"):
        assert takes(checked(tmp_path, texts), name)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"Messages": [{"Role": "user", "Content": "Hi"}]}, "“Messages” must be written “messages”"),
        ({"title": "Rivers", "mapping": {"a": {"message": None}}, "create_time": 1.0}, "ChatGPT or Claude"),
        ({"uuid": "1", "name": "Rivers", "chat_messages": [{"sender": "human", "text": "Hi"}]}, "ChatGPT or Claude"),
        (
            {"prompt": "River?", "response_0": "Rhine", "response_1": "No", "better_response_id": 0},
            "“better_response_id” says which is better",
        ),
        (
            {"prompt": "River?", "response_1": "Rhine", "response_2": "No", "preference_strength": -2},
            "“response_1” and “response_2” stand beside each other",
        ),
        ({"nodes": [{"a": 1}], "edges": [[0, 1]]}, "none of its keys holds a text"),
        ({"version": "1", "examples": [{"prompt": "River?", "completion": "Rhine."}] * 2}, "under “examples”"),
        (
            {"features": [{"name": "a"}], "rows": [{"row": {"prompt": "a", "completion": "b"}}], "total": 1},
            "in lists, under “rows”",
        ),
        ({"inputs": {"messages": [USER]}, "outputs": {"output": "Rhine"}}, "none of its keys holds a text"),
        (
            {"instruction": "River?", "completions": [{"response": "A"}, {"response": "B"}], "correct_answers": ["A"]},
            "several answers, in “completions”",
        ),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_asked_that_has_no_answer(
    tmp_path: Path, record: Record, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        _ = checked(tmp_path, [record]).survey


def test_one_of_two_answers_can_be_named_as_the_one_that_is_taught(tmp_path: Path) -> None:
    record = {"prompt": "River?", "response_0": "Rhine", "response_1": "No", "better_response_id": 0}
    assert checked(tmp_path, [record], answered="response_0").survey.form.use.answer == "response_0"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{“prompt”: “Hi”}", "curly quote stands at character 2"),
        ('{"prompt": „Hi“}', "curly quote stands at character 12"),
        (json.dumps(json.dumps({"prompt": "Hi", "completion": "Ho"})), "written as JSON twice"),
        ("```json", "mark of Markdown"),
        ("// of May", "a comment stands here"),
        ("# of May", "a comment stands here"),
    ],
)
def test_lines_that_are_no_json_say_what_was_written_in_its_place(tmp_path: Path, line: str, told: str) -> None:
    good = {"messages": [USER, GOOD]}
    (error,) = [one for one in checked(tmp_path, [good, good, line]).survey.findings if one.kind.level == "error"]
    assert told in error.told[0].detail


@pytest.mark.parametrize(
    ("record", "inputs", "answer"),
    [
        ({"inputs": "Name a river.", "targets": "The Rhine.", "language": "English"}, ("inputs",), "targets"),
        (
            {"definition": "Sort the words of a line.", "inputs": "b a", "targets": "a b"},
            ("inputs", "definition"),
            "targets",
        ),
        (
            {"query": "Name a river, please.", "original_question": "Which rivers are there?", "response": "Rhine."},
            ("query",),
            "response",
        ),
        ({"problem": "Two and two?", "reasoning": "One, two, three, four.", "answer": "4"}, ("problem",), "answer"),
        ({"source": "olympiad", "problem": "Two and two?", "solution": "It is four."}, ("problem",), "solution"),
    ],
)
def test_columns_of_well_known_sets_are_read_for_what_they_are(
    tmp_path: Path, record: Record, inputs: tuple[str, ...], answer: str
) -> None:
    """FLAN, Natural Instructions, MetaMath, NuminaMath as they stand on the hub."""
    use = checked(tmp_path, [record, record]).survey.form.use
    assert (use.inputs, use.answer) == (inputs, answer)


def test_a_reference_is_no_part_of_the_input(tmp_path: Path) -> None:
    record = {"prompt": "Name a river.", "response": "The Rhine.", "reference_answer": "It is the river Rhine."}
    assert checked(tmp_path, [record]).survey.form.use.inputs == ("prompt",)


def test_a_solution_is_no_part_of_the_question_to_its_answer_and_which_is_taught_is_asked(tmp_path: Path) -> None:
    record = {"problem": "Two and two?", "solution": "One and one and two: four.", "answer": "4"}
    with pytest.raises(Refused, match="both “solution” and “answer”"):
        _ = checked(tmp_path, [record]).survey
    use = checked(tmp_path, [record], answered="answer").survey.form.use
    assert (use.inputs, use.answer) == (("problem",), "answer")


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"text": "Rivers run.", "spans": [], "answer": "accept", "_input_hash": 1, "_task_hash": 2}, "Prodigy"),
        ({"request": {"messages": [USER]}, "response": {"choices": [{"message": GOOD}]}}, "calls of an API"),
        ({"id": "1", "object": "chat.completion", "choices": [{"message": GOOD}]}, "calls of an API"),
    ],
)
def test_what_is_no_answer_to_learn_is_not_taken_for_one(tmp_path: Path, record: Record, told: str) -> None:
    with pytest.raises(Refused, match=told):
        _ = checked(tmp_path, [record, record]).survey


@pytest.mark.parametrize(
    ("text", "examples", "told"),
    [
        ("[\nONE,\nTWO,\n]", 2, "a comma too many before this"),
        ("[\nONE\nTWO\n]", 2, "a comma is missing before this"),
        ("[\nONE,,\nTWO\n]", 2, "a comma too many before this"),
        ("[\nONE,\nTWO\n]", 2, ""),
        ("[ONE, TWO]", 2, ""),
    ],
)
def test_commas_of_a_list_too_many_or_too_few_are_told(tmp_path: Path, text: str, examples: int, told: str) -> None:
    one, two = (json.dumps({"messages": [USER, {**GOOD, "content": said}]}, indent=1) for said in ("The Rhine.", "It."))
    case = checked(tmp_path, [text.replace("ONE", one).replace("TWO", two)], name="train.json")
    details = [finding.told[0].detail for finding in case.survey.findings if finding.kind.level == "error"]
    assert case.remaining == examples
    assert [told in detail for detail in details] == [True] * bool(told)
    assert takes(case, "TRL") is not bool(told)


@pytest.mark.parametrize(("word", "right"), [("None", "null"), ("True", "true"), ("undefined", "null")])
def test_a_word_of_a_program_in_json_is_named_with_what_json_writes(tmp_path: Path, word: str, right: str) -> None:
    good = {"messages": [USER, GOOD]}
    (error,) = [
        one
        for one in checked(tmp_path, [good, good, f'{{"messages": {word}}}']).survey.findings
        if one.kind.level == "error"
    ]
    assert error.told[0].detail == f"{word} stands at character 14; JSON writes {right}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("version https://git-lfs.github.com/spec/v1", "Git LFS"),
        ("- prompt: River?", "this is YAML"),
        ("---\n- prompt: River?", "this is YAML"),
    ],
)
def test_what_is_no_file_of_examples_is_called_by_its_name(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        _ = checked(tmp_path, [line, "  completion: Rhine.", "size 1"]).survey
