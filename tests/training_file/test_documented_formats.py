"""Every format that a provider, a library or an annotation tool documents is read as what it is.

Each record stands for a page that documents it, in words of our own; the name says whose.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused
from calculators.training_file.reading import Asked, survey
from calculators.training_file.survey import Survey

ASK = {"role": "user", "content": "Name a river."}
RHINE = {"role": "assistant", "content": "The Rhine."}
NO = {"role": "assistant", "content": "No."}
HUMAN = {"from": "human", "value": "Name a river."}
GPT = {"from": "gpt", "value": "The Rhine."}
TOOL = {"type": "function", "function": {"name": "look", "description": "Looks a river up.", "parameters": {}}}


def part(text: str, kind: str = "text") -> dict[str, str]:
    return {"type": kind, "value": text}


TAUGHT: dict[str, tuple[str, dict[str, Any]]] = {
    # name: shape, record; of each the answer taught is "The Rhine."
    "OpenAI chat": ("chat", {"messages": [{"role": "developer", "content": "Be brief."}, ASK, RHINE]}),
    "Bedrock Claude": ("chat", {"system": "Be brief.", "messages": [ASK, RHINE]}),
    "Bedrock Nova": (
        "converse",
        {
            "schemaVersion": "bedrock-conversation-2024",
            "system": [{"text": "Be brief."}],
            "messages": [
                {"role": "user", "content": [{"text": "Name a river."}]},
                {"role": "assistant", "content": [{"text": "The Rhine."}]},
            ],
        },
    ),
    "Gemini": (
        "gemini",
        {
            "contents": [
                {"role": "user", "parts": [{"text": "Name a river."}]},
                {"role": "model", "parts": [{"text": "The Rhine."}]},
            ]
        },
    ),
    "PaLM": ("pairs", {"input_text": "Name a river.", "output_text": "The Rhine."}),
    "AI Studio": ("pairs", {"text_input": "Name a river.", "output": "The Rhine."}),
    "Cohere": (
        "cohere",
        {"messages": [{"role": "User", "content": "Name a river."}, {"role": "Chatbot", "content": "The Rhine."}]},
    ),
    "ShareGPT": ("sharegpt", {"conversations": [HUMAN, GPT]}),
    "ShareGPT of NeMo": (
        "sharegpt",
        {
            "system": "",
            "mask": "User",
            "conversations": [{"from": "User", "value": "Name a river."}, {"from": "Assistant", "value": "The Rhine."}],
        },
    ),
    "axolotl with roles": ("elsewhere", {"conversations": [ASK, RHINE]}),
    "axolotl train flags": ("sharegpt", {"conversations": [{**HUMAN, "train": False}, {**GPT, "train": True}]}),
    "XTuner": (
        "sharegpt",
        {"conversation": [{"system": "Be brief.", "input": "Name a river.", "output": "The Rhine."}]},
    ),
    "LLaMA-Factory v1": (
        "chat",
        {
            "messages": [
                {"role": "user", "content": [part("Name a river.")], "loss_weight": 0.0},
                {"role": "assistant", "content": [part("The Rhine.")], "loss_weight": 1.0},
            ]
        },
    ),
    "LLaMA-Factory pictures": (
        "chat",
        {"messages": [{**ASK, "content": "<image>Name a river."}, RHINE], "images": ["1.jpg"]},
    ),
    "Alpaca": ("pairs", {"instruction": "Name a river.", "input": "", "output": "The Rhine."}),
    "Alpaca with a system message": (
        "pairs",
        {"instruction": "Name a river.", "output": "The Rhine.", "system": "Be brief.", "history": [["Hi", "Hello"]]},
    ),
    "jeopardy": ("pairs", {"question": "Name a river.", "category": "Rivers", "answer": "The Rhine."}),
    "oasst": ("pairs", {"INSTRUCTION": "Name a river.", "RESPONSE": "The Rhine."}),
    "gpteacher": ("pairs", {"instruction": "Name a river.", "input": "in Bonn", "response": "The Rhine."}),
    "reflection": (
        "pairs",
        {"instruction": "Name one.", "input": "", "output": "The Rhine.", "reflection": "Good.", "corrected": "It."},
    ),
    "explainchoice": (
        "pairs",
        {"question": "Which?", "choices": ["The Rhine.", "Bonn"], "solution": "The Rhine.", "explanation": "It flows."},
    ),
    "summarizetldr": ("pairs", {"article": "A long text on a river.", "summary": "The Rhine."}),
    "OpenOrca": ("pairs", {"system_prompt": "Be brief.", "question": "Name a river.", "response": "The Rhine."}),
    "context_qa": ("pairs", {"article": "Bonn lies on it.", "question": "Which river?", "answer": "The Rhine."}),
    "context_qa 2": ("pairs", {"context": "Bonn lies on it.", "question": "Which river?", "answer": "The Rhine."}),
    "revision": ("pairs", {"instruction": "Name a river.", "revision": "The Rhine."}),
    "metharme": ("pairs", {"prompt": "Name a river.", "generation": "The Rhine."}),
    "camel": ("pairs", {"message_1": "Name a river.", "message_2": "The Rhine."}),
    "Titan": ("pairs", {"prompt": "Name a river.", "completion": "The Rhine."}),
    "Dolly": (
        "pairs",
        {"instruction": "Name it.", "context": "Bonn lies on it.", "response": "The Rhine.", "category": "closed_qa"},
    ),
    "ms-swift": ("pairs", {"query": "Name a river.", "response": "The Rhine.", "history": [["Hi", "Hello"]]}),
    "TRL prompt and completion": ("messages-pair", {"prompt": [ASK], "completion": [RHINE]}),
    "TRL tools": (
        "chat",
        {
            "messages": [
                ASK,
                {
                    "role": "assistant",
                    "tool_calls": [{"type": "function", "function": {"name": "look", "arguments": {"at": "Bonn"}}}],
                },
                {"role": "tool", "name": "look", "content": "Rhine"},
                RHINE,
            ],
            "tools": [TOOL],
        },
    ),
    "OpenAI preference": (
        "preference",
        {"input": {"messages": [ASK]}, "preferred_output": [RHINE], "non_preferred_output": [NO]},
    ),
    "LLaMA-Factory DPO": (
        "ranked",
        {"conversations": [HUMAN], "chosen": GPT, "rejected": {"from": "gpt", "value": "No."}},
    ),
    "LLaMA-Factory DPO, Alpaca": (
        "ranked",
        {"instruction": "Name a river.", "input": "", "chosen": "The Rhine.", "rejected": "No."},
    ),
    "LLaMA-Factory v1 DPO": (
        "ranked",
        {
            "chosen_messages": [
                {"role": "user", "content": [part("Name a river.")]},
                {"role": "assistant", "content": [part("The Rhine.")]},
            ],
            "rejected_messages": [
                {"role": "user", "content": [part("Name a river.")]},
                {"role": "assistant", "content": [part("No.")]},
            ],
        },
    ),
    "axolotl DPO": ("ranked", {"messages": [ASK], "chosen": RHINE, "rejected": NO}),
    "axolotl intel": (
        "ranked",
        {"system": "Be brief.", "question": "Name a river.", "chosen": "The Rhine.", "rejected": "No."},
    ),
    "axolotl icr": ("ranked", {"input": "Name a river.", "chosen": "The Rhine.", "rejected": "No."}),
    "axolotl argilla": (
        "ranked",
        {"instruction": "Name a river.", "chosen_response": "The Rhine.", "rejected_response": "No."},
    ),
    "axolotl ultra": ("ranked", {"prompt": "Name a river.", "chosen": [ASK, RHINE], "rejected": [ASK, NO]}),
    "axolotl nectar": (
        "ranked",
        {"prompt": "Name one.", "answers": [{"answer": "No.", "rank": 2}, {"answer": "The Rhine.", "rank": 1}]},
    ),
    "ms-swift DPO": ("ranked", {"messages": [ASK, RHINE], "rejected_response": "No."}),
    "ms-swift DPO, messages": ("ranked", {"messages": [ASK, RHINE], "rejected_messages": [ASK, NO]}),
    "torchtune": ("ranked", {"chosen_conversations": [ASK, RHINE], "rejected_conversations": [ASK, NO]}),
    "Fireworks ORPO": ("ranked", {"chosen": {"messages": [ASK, RHINE]}, "rejected": {"messages": [ASK, NO]}}),
    "TRL preference": ("ranked", {"prompt": [ASK], "chosen": [RHINE], "rejected": [NO]}),
    "TRL preference, prompt within": ("ranked", {"chosen": [ASK, RHINE], "rejected": [ASK, NO]}),
    "TRL preference, texts": ("ranked", {"chosen": "The Rhine.", "rejected": "No."}),
    "TRL KTO": ("rated", {"prompt": "Name a river.", "completion": "The Rhine.", "label": True}),
    "TRL KTO, chat": ("rated", {"prompt": [ASK], "completion": [RHINE], "label": True}),
    "LLaMA-Factory KTO": ("rated", {"messages": [ASK, RHINE], "label": True}),
    "LLaMA-Factory KTO, ShareGPT": ("rated", {"conversations": [HUMAN, GPT], "kto_tag": True}),
    "axolotl KTO": ("rated", {"instruction": "Name a river.", "completion": "The Rhine.", "label": True}),
    "stepwise": (
        "stepwise",
        {"prompt": "Which is larger, 9.8 or 9.11?", "completions": ["The", "Rhine."], "labels": [True, True]},
    ),
    "segments": (
        "segments",
        {"segments": [{"label": False, "text": "Name a river: "}, {"label": True, "text": "The Rhine."}]},
    ),
    "text": ("text", {"text": "The Rhine."}),
    "Mistral classifier": ("pairs", {"text": "It flows.", "labels": {"river": "The Rhine."}}),
    "Mistral classifier, chat": ("labelled", {"messages": [ASK], "labels": {"river": "The Rhine."}}),
    "Simplismart": ("labelled", {"messages": [ASK], "label": 1}),
    "Label Studio": (
        "label-studio",
        {
            "id": 1,
            "data": {"text": "Bonn lies on it."},
            "annotations": [
                {
                    "result": [
                        {"type": "choices", "value": {"choices": ["The Rhine."]}, "from_name": "a", "to_name": "b"}
                    ]
                }
            ],
        },
    ),
    "Argilla": (
        "argilla",
        {
            "id": "1",
            "fields": {"text": "Bonn lies on it."},
            "responses": {"river": [{"value": "The Rhine.", "user_id": "u"}]},
            "suggestions": {},
        },
    ),
}
ASKED: dict[str, dict[str, Any]] = {
    "Azure RFT": {"messages": [{"role": "developer", "content": "Count."}, ASK], "reference_answer": "1"},
    "Bedrock RFT": {"messages": [ASK], "reference_answer": {"final": "Rhine"}, "data_source": "rivers"},
    "Gemini RFT": {"contents": [{"role": "user", "parts": [{"text": "17 * 2?"}]}], "references": {"answer": "34"}},
    "Fireworks RFT": {"messages": [ASK], "ground_truth": "Rhine"},
    "verl": {"data_source": "gsm8k", "prompt": [ASK], "ability": "math", "reward_model": {"ground_truth": "1"}},
    "TRL prompts": {"prompt": [ASK]},
    "TRL prompts, texts": {"prompt": "The sky is"},
    "TRL prompts with unit tests": {"prompt": "Sort it.", "unit_tests": ["f([2, 1]) == [1, 2]"], "difficulty": "low"},
}


def surveyed(folder: Path, *records: Any, name: str = "train.jsonl", **asked: Any) -> Survey:
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return survey(given_file(str(path)), Asked(**asked))[0]


@pytest.mark.parametrize("name", TAUGHT)
def test_what_teaches_an_answer_is_read_with_it(tmp_path: Path, name: str) -> None:
    shape, record = TAUGHT[name]
    found = surveyed(tmp_path, record)
    assert found.form.shape == shape
    assert found.of_level("error") == 0, found.findings
    assert found.ascii[0] > len("The Rhine.")
    if name not in ("Mistral classifier", "Mistral classifier, chat", "Simplismart"):  # whose labels are objects
        assert found.answers[0] == len("The Rhine.")


@pytest.mark.parametrize("name", ASKED)
def test_what_only_asks_needs_no_answer(tmp_path: Path, name: str) -> None:
    found = surveyed(tmp_path, ASKED[name])
    assert found.form.shape == "prompts"
    assert found.of_level("error") == 0, found.findings


def test_two_ratings_of_two_answers_are_no_contradiction_and_two_of_one_are(tmp_path: Path) -> None:
    def rated(answer: str, label: bool) -> dict[str, Any]:
        return {"prompt": "Sky colour?", "completion": answer, "label": label}

    assert not surveyed(tmp_path, rated("Blue.", True), rated("Green.", False)).counts["conflict"]
    found = surveyed(tmp_path, rated("Blue.", True), rated("Grey.", False), rated("Blue.", False))
    assert found.counts["conflict"] == 2
    assert found.told["conflict"][0].line == 3


def test_a_bad_answer_is_not_told_as_one_that_is_taught(tmp_path: Path) -> None:
    refused = "I'm sorry, but I can't help with that."
    for label, told in ((True, 1), (False, 0)):
        found = surveyed(tmp_path, {"prompt": "Sky colour?", "completion": refused, "label": label})
        assert found.counts["refusal"] == told


FAULTY = [
    ({"prompt": "Which?", "completions": ["One.", "Two."], "labels": [True]}, "rating"),
    ({"segments": [{"label": False, "text": "All hidden."}]}, "no-answer"),
    ({"segments": [{"text": "Not marked."}]}, "rating"),
    ({"id": 1, "data": {"text": "Late."}, "annotations": []}, "no-answer"),
    ({"fields": {"text": "Late."}, "responses": {}}, "no-answer"),
    ({"chosen": [ASK, RHINE], "rejected": [ASK]}, "pair"),
    ({"prompt": [ASK, RHINE], "completion": [ASK]}, "last-turn"),
]


@pytest.mark.parametrize(("record", "kind"), FAULTY)
def test_a_fault_of_a_format_is_told_as_such(tmp_path: Path, record: dict[str, Any], kind: str) -> None:
    found = surveyed(tmp_path, record)
    assert [(one.kind.key, one.count) for one in found.findings if one.kind.level == "error"] == [(kind, 1)]


ODD = [
    ({"messages": [{**ASK, "weight": 1}, RHINE]}, "weight-elsewhere"),
    ({"messages": [{"role": "System", "content": "Be brief."}, ASK, RHINE]}, "foreign-role"),
    (
        {
            "messages": [
                ASK,
                {
                    "role": "assistant",
                    "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a"}}],
                },
            ]
        },
        "assistant-picture",
    ),
    (
        {
            "messages": [
                ASK,
                {
                    "role": "assistant",
                    "tool_calls": [
                        {"id": "a", "type": "function", "function": {"name": "f", "arguments": '"{\\"at\\": 1}"'}}
                    ],
                },
            ]
        },
        "tool-arguments",
    ),
    (
        {
            "schemaVersion": "bedrock-conversation-2024",
            "messages": [
                {"role": "user", "content": [{"text": "User: which river? [EOS]"}]},
                {"role": "assistant", "content": [{"text": "The Rhine."}]},
            ],
        },
        "reserved-word",
    ),
]


@pytest.mark.parametrize(("record", "kind"), ODD, ids=[kind for _, kind in ODD])
def test_what_one_provider_refuses_is_told(tmp_path: Path, record: dict[str, Any], kind: str) -> None:
    found = surveyed(tmp_path, record)
    assert found.counts[kind] == 1
    assert not found.of_level("error")


QUESTIONS = [
    ("titanic.csv", ["PassengerId,Survived,Name,Age", "1,0,Owen,22", "2,1,Jane,38"], "asked", "“PassengerId”"),
    ("pairs.jsonl", [{"query": "How?", "positive": "So.", "negative": "Not so."}], "answered", "“positive”"),
    ("two.jsonl", [{"query": "How?", "positive": "So."}], "answered", "“positive”"),
    ("both.jsonl", [{"prompt": "?", "response_0": "A.", "response_1": "B.", "better": 0}], "answered", "“response_0”"),
    ("squad.jsonl", [{"a": 1, "b": 2}], "asked", "“a”, “b”"),
    ("joined.json", ["[", {"instruction,output": "User: A?\nAssistant: B."}, "]"], "asked", "“instruction,output”"),
]


@pytest.mark.parametrize(("name", "lines", "field", "words"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_where_nothing_says_what_a_column_holds_it_is_asked(
    tmp_path: Path, name: str, lines: list[Any], field: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    with pytest.raises(Refused) as refused:
        DatasetCheck(file=given_file(str(path))).result()
    ((asked, told),) = refused.value.problems.items()
    assert asked == field
    assert words in told


def test_the_question_is_answered_by_naming_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "titanic.csv"
    path.write_text("PassengerId,Survived,Name,Age\n1,0,Owen,22\n2,1,Jane,38\n")
    case = DatasetCheck(file=given_file(str(path)), asked="Name + Age", answered="Survived")
    assert case.survey.form.use.inputs == ("Name", "Age")
    assert not case.survey.of_level("error")


@pytest.mark.parametrize("columns", [("prompt", "completion"), ("question", "response")])
@pytest.mark.parametrize(("name", "apart"), [("kto.csv", ","), ("kto.tsv", "\t")])
@pytest.mark.parametrize("words", [("True", "False"), ("true", "false"), ("1", "0")])
def test_rated_answers_are_known_in_a_table_too(
    tmp_path: Path, columns: tuple[str, str], name: str, apart: str, words: tuple[str, str]
) -> None:
    good, bad = words
    rows = [("Name a river.", "The Rhine.", good), ("Name a lake.", "The Rhine.", bad)]
    rows += [(f"Name a town, the {n}th.", f"Town {n}.", (good, bad)[n % 2]) for n in range(20)]
    rows += [("Name a river.", "The Rhine.", bad)]
    path = tmp_path / name
    path.write_text("\n".join(apart.join(f'"{cell}"' for cell in row) for row in [(*columns, "label"), *rows]) + "\n")
    case = DatasetCheck(file=given_file(str(path)))
    if words == ("1", "0") and columns[1] != "completion":
        with pytest.raises(Refused, match="which column holds the answer"):  # they may be labels of what is asked
            case.result()
        return
    assert case.survey.form.shape == "rated"
    assert case.survey.examples == 23
    assert "rated the other way" in str(case.survey.findings)
    assert not case.survey.of_level("error")


NAMED = [
    ("export.csv", ["id,text,topic,annotator,annotation_id,created_at", "1,It was late.,delay,1,7,2025-01-01"], ""),
    (
        "none.csv",
        ["which flights go to rome,atis_flight", "any to oslo,atis_flight"],
        "first line looks like an example",
    ),
    ("none.csv", ["Wann kommt er?,Um acht.", "Wo steht er?,Auf Gleis drei."], "first line looks like an example"),
    ("none.csv", ["Which answer is it?,The last.", "Who asks?,You."], "first line looks like an example"),
    ("form.csv", ["Timestamp,What is your question?,What is a good answer?", "1.2.2026,Which lake?,Lake Nemi."], None),
    ("printed.csv", ["messages", "\"[{'role': 'user', 'content': 'Peru?'}\n {'role': 'assistant'}]\""], "to_json"),
    ("written.csv", ["messages", '"[{""role"": ""user"", ""content"": ""Peru?""}]"'], "to_json"),
    ("batch.jsonl", [{"custom_id": "1", "method": "POST", "url": "/v1", "body": {"messages": [ASK]}}], "a batch"),
    ("squad.json", [{"version": "1.1", "data": [{"title": "x", "paragraphs": []}]}], "SQuAD"),
    ("columns.json", [{"prompt": {"0": "Peru?"}, "completion": {"0": "Lima."}}], 'orient="records"'),
]


@pytest.mark.parametrize(("name", "lines", "words"), NAMED)
def test_what_holds_no_examples_is_named_with_what_to_do(
    tmp_path: Path, name: str, lines: list[Any], words: str | None
) -> None:
    path = tmp_path / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n")
    case = DatasetCheck(file=given_file(str(path)))
    if words:
        with pytest.raises(Refused, match=words):
            case.result()
    elif words is None:
        assert case.survey.form.asked.endswith("What is your question?")
        assert case.survey.form.answered == "What is a good answer?"
    else:
        assert (case.survey.form.asked, case.survey.form.answered) == ("text", "topic")


def test_pairs_that_hold_their_prompt_may_hold_its_marks(tmp_path: Path) -> None:
    asked = "\n\nHuman: Name a river.\n\nAssistant: "
    found = surveyed(tmp_path, {"chosen": f"{asked}The Rhine.", "rejected": f"{asked}No."})
    assert not found.of_level("warning")


def test_a_conversation_beside_a_pair_is_no_second_format(tmp_path: Path) -> None:
    pair = {"prompt": "Name a river.", "chosen": [ASK, RHINE], "rejected": [ASK, NO], "messages": [ASK, RHINE]}
    assert not surveyed(tmp_path, pair).of_level("warning")


def test_prose_is_no_table_though_its_commas_part_it(tmp_path: Path) -> None:
    path = tmp_path / "wiki.txt"
    path.write_text(
        "A source of the text is old, as the label on it says, and the answer to who wrote it is lost, alas.\n" * 3
    )
    found = DatasetCheck(file=given_file(str(path))).survey
    assert (found.form.shape, found.examples, found.form.use.inputs) == ("text", 3, ("text",))
    with pytest.raises(Refused, match="neither JSONL"):
        DatasetCheck(file=given_file(str(path)), line_shape="pairs").result()


def test_an_arrow_file_as_libraries_write_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "data.arrow"
    path.write_bytes(b"\xff\xff\xff\xff\x10\x01\x00\x00" + bytes(100))
    with pytest.raises(Refused, match="Arrow"):
        DatasetCheck(file=given_file(str(path))).result()


def test_a_line_with_a_large_picture_is_read(tmp_path: Path) -> None:
    url = "data:image/jpeg;base64," + "A" * 12_000_000
    question = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}
    found = surveyed(tmp_path, {"messages": [question, RHINE]}, thorough=False)
    assert not found.of_level("error")
    assert found.pictures[0] == (1, 9_000_000)
