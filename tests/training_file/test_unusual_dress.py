"""Files in a dress that few documents show: read where their keys settle it, else named with what to do."""

import io
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


TOOL = {
    "type": "function",
    "function": {"name": "rain", "description": "?", "parameters": {"type": "object", "properties": {}}},
}


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
        ({"id": 1, "data": {"messages": [USER, GOOD]}}, "an object of its own under “data”"),
        ({"translation": {"en": "Rivers run.", "de": "Flüsse fließen."}}, "which language is the input?"),
        ({"prompt": ["River?", "Hill?"], "completion": ["Rhine.", "Drachenfels."]}, "a table by columns"),
        (
            {f"ex{at}": {"prompt": "River?", "completion": "Rhine."} for at in range(3)},
            "a key of its own in one object",
        ),
        ({"Which river?": "The Rhine.", "Which hill?": "The Drachenfels."}, "each key of its one object is an input"),
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


@pytest.mark.parametrize("key", ["conversations", "dialog", "turns", "thread"])
def test_messages_under_another_key_are_named_so_and_can_be_written_under_the_usual_one(
    tmp_path: Path, key: str
) -> None:
    records = [{key: [{**USER, "content": f"Which river is number {at}?"}, GOOD]} for at in range(60)]
    case = checked(tmp_path, records)
    assert (case.survey.form.shape, case.survey.form.talk) == ("elsewhere", key)
    assert takes(case, "axolotl")
    assert takes(case, "LLaMA-Factory")
    assert takes(case, "Unsloth") is (key == "conversations")
    reasons = {one.name: one.reasons[0] for one in case.takings if one.reasons}
    assert reasons["OpenAI"] == f"it wants the messages under “messages”, not under “{key}”"
    assert any(f"stand under “{key}”" in notice for notice in case.result().notices)
    written = checked(tmp_path, records, save_as="chat")
    out = io.BytesIO()
    written.write("cleaned", out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [{"messages": one[key]} for one in records]


def test_what_was_said_before_a_question_is_no_conversation_of_its_own(tmp_path: Path) -> None:
    record = {"context_turns": [USER, GOOD], "question": "And Bonn?", "answer": "The same river does."}
    assert checked(tmp_path, [record]).survey.form.shape == "pairs"


def test_keys_beside_messages_are_named_with_who_minds_them(tmp_path: Path) -> None:
    records = [{"messages": [{**USER, "content": f"{at}?"}, GOOD], "topic": "rivers", "weight": 1} for at in range(60)]
    case = checked(tmp_path, records, depth="structure")
    (found,) = [one for one in case.survey.findings if one.kind.key == "extra-key"]
    assert (found.count, found.told[0].detail, found.kind.level) == (60, "topic", "note")
    assert takes(case, "Together")
    assert case.verdict == "ready"
    claude = checked(tmp_path, records, taker="claude")
    assert claude.verdict == "broken"
    bare = [{key: held for key, held in one.items() if key != "weight"} for one in records]
    out = io.BytesIO()
    checked(tmp_path, bare, taker="claude").write("cleaned", out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"messages": one["messages"]} for one in records
    ]
    kept = io.BytesIO()
    checked(tmp_path, bare).write("cleaned", kept)
    assert [json.loads(line) for line in kept.getvalue().splitlines()] == bare


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ([{"verdict": verdict} for verdict in ("spam", "none", "spam", "none")], "“text”, “verdict”"),
        ([{"code": f"for one in range({at}): print(one)"} for at in range(4)], "“text”, “code”"),
    ],
)
def test_a_text_with_what_may_be_its_answer_is_asked_about(tmp_path: Path, beside: list[Record], told: str) -> None:
    records = [{"text": f"Rivers run to the sea, said number {at}.", **one} for at, one in enumerate(beside)]
    with pytest.raises(Refused, match=told):
        _ = checked(tmp_path, records).survey
    (key,) = beside[0]
    assert checked(tmp_path, records, answered=key).survey.form.use.answer == key
    assert checked(tmp_path, records, line_shape="text").survey.form.shape == "text"


def test_a_text_with_its_origin_beside_it_is_text(tmp_path: Path) -> None:
    records = [
        {"text": f"Rivers run, said {at}.", "source": "wiki" if at % 2 else "web", "url": f"https://x/{at}", "meta": {}}
        for at in range(4)
    ]
    case = checked(tmp_path, records)
    assert case.survey.form.shape == "text"
    assert any("Not read: “source” and “meta”" in notice for notice in case.result().notices)


@pytest.mark.parametrize(
    ("record", "inputs", "answer"),
    [
        (
            {"question": "Which runs?", "A": "a river", "B": "a hill", "C": "a wall", "answer": "A"},
            ("question", "A", "B", "C"),
            "answer",
        ),
        (
            {
                "id": "1",
                "question": "Which runs?",
                "choices": {"text": ["a", "b"], "label": ["A", "B"]},
                "answerKey": "A",
            },
            ("question", "choices"),
            "answerKey",
        ),
        (
            {"problem": "2+2?", "generated_solution": "It is four, I say.", "expected_answer": "4"},
            ("problem",),
            "generated_solution",
        ),
        ({"question": "Which runs?", "correct_answer": "a river"}, ("question",), "correct_answer"),
    ],
)
def test_choices_belong_to_the_question_and_what_is_expected_does_not(
    tmp_path: Path, record: Record, inputs: tuple[str, ...], answer: str
) -> None:
    """MMLU, ARC, OpenMathInstruct, SciQ as they stand on the hub."""
    use = checked(tmp_path, [record, record]).survey.form.use
    assert (use.inputs, use.answer) == (inputs, answer)


def test_whether_an_answer_or_its_label_is_taught_is_asked(tmp_path: Path) -> None:
    record = {"prompt": "Name a river.", "response": "The Rhine.", "label": "good"}
    with pytest.raises(Refused, match="both “response” and “label”"):
        _ = checked(tmp_path, [record]).survey


def test_lists_of_messages_without_a_key_are_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="each line is a list of messages"):
        _ = checked(tmp_path, [[USER, GOOD], [USER, GOOD]]).survey


def test_parts_of_another_api_are_told(tmp_path: Path) -> None:
    parts = [{"type": "input_text", "text": USER["content"]}]
    case = checked(tmp_path, [{"messages": [{**USER, "content": parts}, GOOD]}] * 12)
    assert case.survey.told["part-type"][0].detail == "message 1: “input_text”"
    assert not takes(case, "OpenAI")


def test_rows_of_a_table_that_are_messages_are_named(tmp_path: Path) -> None:
    rows = ["conversation,role,content", "1,user,Which river?", "1,assistant,The Rhine.", "2,user,Which hill?"]
    with pytest.raises(Refused, match="each line is one message"):
        _ = checked(tmp_path, rows, name="train.csv").survey


@pytest.mark.parametrize("keys", [("q", "a"), ("Human", "AI"), ("src", "tgt")])
def test_two_names_that_say_it_together_are_known(tmp_path: Path, keys: tuple[str, str]) -> None:
    use = checked(tmp_path, [dict(zip(keys, ("Name a river.", "The Rhine."), strict=True))]).survey.form.use
    assert ((use.inputs), use.answer) == (keys[:1], keys[1])


@pytest.mark.parametrize("rating", [{"thumbs_up": False}, {"score": 4}])
def test_what_rates_answers_is_told_where_all_are_taught(tmp_path: Path, rating: Record) -> None:
    notices = checked(tmp_path, [{"prompt": "River?", "response": "The Rhine.", **rating}]).result().notices
    assert any(f"“{next(iter(rating))}” seems to rate the answers" in notice for notice in notices)
