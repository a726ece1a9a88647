"""Calls, tools, blank lines, encodings, keys beside the messages: each by the rule of the one who trains."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.training_file.survey import FLAGS
from calculators.training_file.takers import takers
from tests.training_file.findings import cleaned, saved, told

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]
LIBRARIES = ("trl", "axolotl", "llama-factory", "unsloth")
TEXTUAL = ("openai", "azure", "together", "fireworks", "mistral")


def left_out(case: DatasetCheck) -> list[Any]:
    return saved(case, "rejected")


def willing(case: DatasetCheck) -> set[str]:
    return {one.taker for one in case.takings if one.ok}


def unwilling(case: DatasetCheck) -> set[str]:
    return {one.taker for one in case.takings if one.takes_shape and not one.ok}


def called(at: int, arguments: Any, **of_call: Any) -> Record:
    call = {"type": "function", "function": {"name": "tide", "arguments": arguments}, **of_call}
    return {
        "messages": [
            {"role": "user", "content": f"High water at pier {at}?"},
            {"role": "assistant", "content": "", "tool_calls": [call]},
            {"role": "tool", "name": "tide", "content": "05:00", **({"tool_call_id": at} if "id" in call else {})},
            {"role": "assistant", "content": f"At five, at pier {at}."},
        ]
    }


@pytest.mark.parametrize("of_call", [{}, {"id": "1"}, {"index": 0}])
def test_arguments_as_objects_are_right_for_libraries_and_refused_by_who_wants_a_text(
    of: Given, of_call: Record
) -> None:
    """As the page of TRL on formats shows them."""
    lines = [called(at, {"pier": at}, **of_call) for at in range(12)]
    for line in lines:
        line["messages"][2].pop("tool_call_id", None)
    case = of(*lines, enough=5)
    assert case.survey.of_level("error") == 0
    assert not told(case, "tool-mixed")
    assert willing(case) >= set(LIBRARIES)
    assert unwilling(case) >= set(TEXTUAL)
    assert cleaned(of(*lines, taker="trl")) == lines


def test_saved_as_chat_the_arguments_are_texts(of: Given) -> None:
    lines = [called(at, {"pier": at, "où": "là-bas"}) for at in range(3)]
    made = cleaned(of(*lines, save_as="chat", taker="openai"))
    assert [one["messages"][1]["tool_calls"][0]["function"]["arguments"] for one in made] == [
        f'{{"pier": {at}, "où": "là-bas"}}' for at in range(3)
    ]


def test_what_most_calls_do_is_right_and_the_others_are_told(of: Given) -> None:
    texts = [called(at, f'{{"pier": {at}}}') for at in range(9)]
    objects = [called(at, {"pier": at}) for at in range(20, 29)]
    case = of(*texts, objects[0])
    assert told(case, "tool-mixed") == [10]
    assert cleaned(case) == texts
    for taker in ("llama-factory", "unsloth", "openai"):
        assert cleaned(of(*texts, objects[0], taker=taker)) == texts
    assert cleaned(of(*texts, objects[0], taker="trl")) == [*texts, objects[0]]
    other = of(*objects, texts[0])
    assert told(other, "tool-mixed") == [10]
    assert cleaned(other) == [*objects, texts[0]]


@pytest.mark.parametrize("arguments", [7, ["pier"], True])
def test_arguments_are_json_of_an_object(of: Given, arguments: Any) -> None:
    case = of(called(1, {"pier": 1}), called(2, arguments))
    assert told(case, "tool") == [2]


def sharegpt(*turns: tuple[str, str], **beside: Any) -> Record:
    return {"conversations": [{"from": who, "value": said} for who, said in turns], **beside}


def asking(call: str, at: int = 0) -> Record:
    return sharegpt(
        ("human", f"Wann ist Flut am Pier {at}?"),
        ("function_call", call),
        ("observation", "5 Uhr"),
        ("gpt", "Um fünf."),
    )


CALL = '{"name": "tide", "arguments": {"pier": 3}}'


@pytest.mark.parametrize(
    ("call", "right"),
    [
        (CALL, True),
        (f"[{CALL}, {CALL}]", True),
        ('{"name": "tide", "arguments": "3"}', True),
        (f"<think>Which pier?</think>\n{CALL}", True),
        (f"<tool_call>\n{CALL}\n</tool_call>", True),
        ("tide(pier=3)", False),
        ("{'name': 'tide', 'arguments': {}}", False),
        ('{"name": "tide"}', False),
        ('{"name": "tide", "parameters": {}}', False),
        ('"tide"', False),
        ("", False),
    ],
)
def test_a_call_of_sharegpt_is_json_with_a_name_and_arguments(of: Given, call: str, right: bool) -> None:
    """As FunctionFormatter of LLaMA-Factory reads it; nobody else looks into it."""
    lines = [asking(CALL, 1), asking(call, 2)]
    case = of(*lines, taker="llama-factory")
    assert told(case, "call-json") == ([] if right else [2])
    assert len(cleaned(case)) == 1 + right
    assert of(*lines, taker="axolotl").takings[0].ok


def test_a_call_among_messages_is_read_by_its_role_too(of: Given) -> None:
    turns = [{"role": "user", "content": "?"}, {"role": "function_call", "content": "tide()"}]
    case = of(
        {"messages": [*turns, {"role": "observation", "content": "5"}, {"role": "assistant", "content": "Five."}]}
    )
    assert told(case, "call-json") == [1]


TOOL = {"type": "function", "function": {"name": "tide", "parameters": {"type": "object", "properties": {}}}}
CHAT = {"messages": [{"role": "user", "content": "Quelle heure ?"}, {"role": "assistant", "content": "Cinq heures."}]}
TALK = sharegpt(("human", "何時ですか"), ("gpt", "五時です"))
ALPACA = {"instruction": "Name a tide.", "output": "High water."}
PAIR = {"prompt": "Name a tide.", "chosen": "High water.", "rejected": "No."}
PROMPT = {"prompt": [CHAT["messages"][0]], "completion": [CHAT["messages"][1]]}


@pytest.mark.parametrize("shape", [CHAT, TALK, ALPACA, PAIR, PROMPT], ids=["chat", "sharegpt", "alpaca", "pair", "trl"])
@pytest.mark.parametrize(
    ("tools", "wrong"),
    [
        (json.dumps([TOOL]), False),
        ("[]", False),
        (" ", True),
        ("tide(pier)", True),
        ("[{'name': 'tide'}]", True),
        (json.dumps(TOOL), True),
        ('["tide"]', True),
    ],
)
def test_a_text_of_tools_is_a_list_of_objects_in_json_in_every_shape(
    of: Given, shape: Record, tools: str, wrong: bool
) -> None:
    case = of({**shape, "tools": json.dumps([TOOL])}, {**shape, "tools": tools, "system": "Be brief."})
    assert told(case, "tools-json") == ([2] if wrong else [])
    taken = {one.taker: one for one in case.takings}
    for taker in ("llama-factory", "axolotl", "trl"):
        if taken[taker].takes_shape:
            assert taken[taker].ok is not wrong, taken[taker].reasons


def test_an_empty_text_of_tools_stops_who_reads_it_as_json_and_llama_factory_passes_over_it(of: Given) -> None:
    lines = [{**TALK, "tools": json.dumps([TOOL])}, {**TALK, "tools": ""}]
    case = of(*lines)
    assert "llama-factory" in willing(case)
    assert {"trl", "axolotl"} <= unwilling(case)
    assert cleaned(of(*lines, taker="trl")) == lines[:1]


def test_axolotl_reads_arguments_as_json(of: Given) -> None:
    lines = [called(at, f'{{"pier": {at}}}') for at in range(3)]
    case = of(*lines, called(9, "pier 9"))
    assert "axolotl" in unwilling(case)
    assert cleaned(of(*lines, called(9, "pier 9"), taker="axolotl")) == lines


def texts(count: int, key: str = "text") -> list[Record]:
    return [{key: f"The harbour in winter, part {at}."} for at in range(count)]


@pytest.mark.parametrize("blank", ["", "   ", "\t"])
def test_blank_lines_are_told_and_the_cleaned_file_has_none(of: Given, blank: str) -> None:
    lines = texts(4)
    case = of(lines[0], blank, *lines[1:3], blank, lines[3], blank)
    assert told(case, "blank") == [2, 5, 7]
    assert willing(case) >= set(LIBRARIES)
    assert "together" in unwilling(case)
    assert cleaned(of(lines[0], blank, *lines[1:], taker="together")) == lines
    assert "Blank line: 1 (line 2)" in of(lines[0], blank, *lines[1:], taker="together").result().answer


def test_blank_lines_stop_the_library_of_mistral_too_and_those_in_a_list_or_a_table_nobody(
    of: Given, tmp_path: Path
) -> None:
    assert "mistral" in unwilling(of(CHAT, "", CHAT))
    path = tmp_path / "list.json"
    path.write_text(f"[{json.dumps(CHAT)},\n\n{json.dumps(TALK)}]\n\n")
    assert not told(DatasetCheck(file=given_file(str(path))), "blank")


@pytest.mark.parametrize(
    ("encoding", "words"), [("utf-16", "UTF-16LE"), ("utf-16-be", "UTF-16BE"), ("cp1252", "Windows Latin-1")]
)
@pytest.mark.parametrize("name", ["train.jsonl", "train.csv", "train.json"])
def test_nobody_reads_another_encoding_than_utf_8(tmp_path: Path, encoding: str, words: str, name: str) -> None:
    """The library datasets 5.2 stops at each of these; what it reads the others read by."""
    rows = [("Wann kommt die Flut?", f"Um fünf, Pier {at}.") for at in range(60)]
    records = [{"instruction": asked, "output": answered} for asked, answered in rows]
    text = {
        "jsonl": "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records),
        "json": json.dumps(records, ensure_ascii=False, indent=1),
        "csv": "instruction,output\n" + "".join(f'{asked},"{answered}"\n' for asked, answered in rows),
    }[name.rpartition(".")[2]]
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    case = DatasetCheck(file=given_file(str(path)))
    taken = {one.taker: one for one in case.takings}
    for taker in ("axolotl", "llama-factory", "unsloth"):
        assert words in " ".join(taken[taker].reasons)
    out = io.BytesIO()
    case.write("cleaned", out)
    assert out.getvalue().decode("utf-8").count("Um fünf") == 60


def test_a_mark_of_order_stops_who_reads_each_line_as_json(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_bytes("".join(f"{json.dumps({**CHAT, 'weight': at})}\n" for at in range(60)).encode("utf-8-sig"))
    case = DatasetCheck(file=given_file(str(path)))
    assert {"together", "mistral"} <= unwilling(case)
    assert willing(case) >= {"azure", "trl"}


def test_a_prompt_beside_messages_is_no_second_format(of: Given) -> None:
    """As UltraChat 200k has it."""
    lines = [{"prompt": f"Where to, {at}?", "prompt_id": f"{at}", "messages": CHAT["messages"]} for at in range(3)]
    case = of(*lines)
    assert not told(case, "two-shapes")
    assert told(case, "extra-key") == [1, 2, 3]
    assert cleaned(of(*lines, taker="mistral")) == lines
    assert "mistral" in willing(case)
    assert cleaned(of(*lines, taker="together")) == [CHAT] * 3
    together = next(one for one in case.takings if one.taker == "together")
    assert "client refused them until May 2026" in together.note


def test_trl_looks_for_a_completion_where_there_is_a_prompt(of: Given) -> None:
    lines = [{"prompt": "Where to?", **CHAT, "shift": at} for at in range(3)]
    case = of(*lines, taker="trl")
    assert not case.takings[0].ok
    assert cleaned(case) == [{**CHAT, "shift": at} for at in range(3)]
    assert cleaned(of(CHAT, lines[0], lines[1], {**CHAT, "shift": 7}, taker="trl")) == [
        CHAT, {**CHAT, "shift": 0}, {**CHAT, "shift": 1}, {**CHAT, "shift": 7},
    ]  # fmt: skip


@pytest.mark.parametrize("beside", [{"text": "?"}, {"prompt": "?", "completion": "Five."}])
def test_two_formats_in_one_line_are_told_and_only_together_refuses_them(of: Given, beside: Record) -> None:
    case = of({**CHAT, **beside})
    assert told(case, "two-shapes") == [1]
    assert "together" in unwilling(case)
    assert "mistral" in willing(case)


def test_keys_beside_prompt_and_completion_or_a_text_are_not_written_for_together(of: Given) -> None:
    for line in ({"prompt": "When?", "completion": "At five."}, {"text": "At five the harbour wakes."}):
        lines = [{**line, "source": "web", "no": 3}]
        case = of(*lines, taker="together")
        assert told(case, "extra-key") == [1]
        assert cleaned(case) == [line]
        assert cleaned(of(*lines, taker="axolotl")) == lines


def test_llama_factory_reads_tools_beside_turns_as_a_text(of: Given) -> None:
    assert "llama-factory" in unwilling(of({**TALK, "tools": [TOOL]}))
    assert "llama-factory" in willing(of({**CHAT, "tools": [TOOL]}))


def cohere(*roles: str, at: int = 0) -> Record:
    return {"messages": [{"role": role, "content": f"{role} says {at}."} for role in roles]}


def test_the_roles_of_cohere_are_a_shape_of_its_own_and_its_tuning_has_ended(of: Given) -> None:
    lines = [
        *(cohere("System", "User", "Chatbot", at=at) for at in range(4)),
        cohere("System", "User", "Chatbot", "User"),
        cohere("User", "Assistant", "User", "Chatbot"),
        cohere("system", "user", "chatbot", at=7),
    ]
    case = of(*lines)
    assert case.survey.form.shape == "cohere"
    assert "ended on 15 September 2025" in " ".join(case.result().notices)
    assert (told(case, "last-user"), told(case, "not-cohere")) == ([5], [6])
    assert cleaned(case) == lines
    assert cleaned(of(*lines, taker="cohere")) == [*lines[:5], lines[6]]
    made = cleaned(of(*lines, save_as="chat"))
    assert [[one["role"] for one in line["messages"]] for line in made] == [
        *[["system", "user", "assistant"]] * 4,
        ["user", "assistant", "user", "assistant"],
        ["system", "user", "assistant"],
    ]
    assert "saved as Chat" in of(*lines, taker="openai").result().answer


def test_what_nobody_sells_any_more_is_called_ended_among_the_offers() -> None:
    choices = DatasetCheck().inputs()["tuning_offer"].options()
    assert choices["cohere/command-r-sft"][0].endswith("(ended)")
    assert not choices["fireworks/up-to-16b-lora-sft"][0].endswith("(ended)")


def test_every_example_left_out_for_somebody_is_told_with_its_line_and_why(of: Given) -> None:
    good = [sharegpt(("human", f"{at}?"), ("gpt", f"{at}.")) for at in range(8)]
    late = sharegpt(("gpt", "Hello."), ("human", "?"), ("gpt", "Yes."))
    twice = sharegpt(("human", "?"), ("gpt", "Yes."), ("gpt", "And no."))
    case = of(*good, late, twice, taker="llama-factory")
    lines = {line for found in case.findings if found.kind.level == "warning" for line, _ in found.told}
    assert lines == {9, 10}
    assert cleaned(case) == good
    assert [(one["line"], one["reasons"][0]) for one in left_out(case)] == [
        (9, "Begins with an answer"),
        (10, "Two turns of one side in a row"),
    ]


def test_llama_factory_wants_an_answer_after_each_result_and_the_system_first(of: Given) -> None:
    good = [called(at, f'{{"pier": {at}}}') for at in range(8)]
    asked = {"role": "user", "content": "And tomorrow?"}
    after = {"messages": [*called(20, "{}")["messages"][:3], asked, {"role": "assistant", "content": "At six."}]}
    late = {"messages": [asked, {"role": "system", "content": "Be brief."}, {"role": "assistant", "content": "Six."}]}
    several = {"messages": [*called(30, "{}")["messages"][:3], *called(30, "{}")["messages"][2:]]}
    case = of(*good, after, late, several, taker="llama-factory")
    assert cleaned(case) == [*good, several]
    assert cleaned(of(*good, after, taker="trl")) == [*good, after]


def test_a_completion_that_is_a_call_alone_is_the_answer(of: Given) -> None:
    call = called(1, {"pier": 1})["messages"][1]
    del call["content"]
    lines = [{"prompt": [{"role": "user", "content": f"{at}?"}], "completion": [call]} for at in range(3)]
    case = of(*lines, {**lines[0], "tools": "none"}, taker="trl")
    assert case.survey.form.shape == "messages-pair"
    assert told(case, "tools-json") == [4]


def test_calls_under_the_old_key_are_read_by_openai_alone(of: Given) -> None:
    old = {"role": "assistant", "content": None, "function_call": {"name": "tide", "arguments": "{}"}}
    case = of({"messages": [{"role": "user", "content": "When?"}, old]})
    assert {"mistral", "llama-factory"} <= unwilling(case)
    empty = called(1, "")
    assert "axolotl" in unwilling(of(empty))
    assert "llama-factory" in willing(of(empty))


def test_contents_are_all_texts_or_all_in_parts_for_together(of: Given) -> None:
    png = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    seen = {"role": "user", "content": [{"type": "text", "text": "Which bird?"}, png]}
    said = {"role": "assistant", "content": [{"type": "text", "text": "A heron."}]}
    assert "together" in willing(of({"messages": [seen, said]}))
    mixed = of({"messages": [seen, CHAT["messages"][1]]})
    assert {"together", "unsloth"} <= unwilling(mixed)
    assert "openai" in willing(of(*[{"messages": [seen, CHAT["messages"][1]], "weight": at} for at in range(12)]))


@pytest.mark.parametrize("kind", [["image"], {"of": "image"}, 7, None])
def test_a_part_whose_type_is_no_text_is_told_and_stops_nothing(of: Given, kind: Any) -> None:
    said = {"role": "assistant", "content": [{"type": kind, "text": "A heron."}]}
    case = of({"messages": [CHAT["messages"][0], said]}, CHAT)
    assert CHAT in cleaned(case)


def test_axolotl_takes_the_first_of_a_list_of_pictures(of: Given) -> None:
    lines = [{**CHAT, "images": [f"{at}.jpg"]} for at in range(4)]
    case = of(*lines, {**CHAT, "images": []}, taker="axolotl")
    assert "No picture under the key" in case.takings[0].reasons[0]
    assert cleaned(case) == lines
    assert not of({**TALK, "image": "1.jpg"}, taker="axolotl").takings[0].ok
    assert of({**TALK, "image": ["1.jpg"]}, taker="axolotl").takings[0].ok


def test_llama_factory_takes_no_contents_in_parts(of: Given) -> None:
    picture = {"type": "image_url", "image_url": {"url": "https://example.com/1.jpg"}}
    for content in ([{"type": "text", "text": "Which?"}, picture], [{"type": "text", "text": "Which?"}]):
        line = {"messages": [{"role": "user", "content": content}, CHAT["messages"][1]]}
        assert "Contents in parts" in " ".join(of(line, taker="llama-factory").takings[0].reasons)
    valued = {"messages": [{**one, "content": [{"type": "text", "value": one["content"]}]} for one in CHAT["messages"]]}
    assert "parts" not in " ".join(of(valued, taker="llama-factory").takings[0].reasons)


def test_a_key_of_another_type_than_before_is_noted(of: Given) -> None:
    """Before 4.7 the library datasets stopped at it."""
    case = of({"id": "a1", **CHAT}, {"id": "a2", **CHAT}, {"id": 3, **CHAT})
    assert told(case, "mixed-types") == [3]
    times = [called(1, {"time": "05:00"}), called(2, {"time": 5}), called(3, {"time": "06:00"})]
    assert told(of(*times), "mixed-types") == [2]


def test_each_kind_and_trait_has_a_flag_of_its_own_or_none() -> None:
    shared = [flag for key, flag in FLAGS.items() if key != "near-leak"]
    assert len(shared) == len(set(shared))
    assert set(LIBRARIES) < set(takers())


POEMS = "Winter\n\nThe harbour sleeps.\n<|endoftext|>\nSpring\n\nThe harbour wakes.<|endoftext|>\n\nSummer, at last.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (POEMS, ["Winter\n\nThe harbour sleeps.", "Spring\n\nThe harbour wakes.", "Summer, at last."]),
        (POEMS.replace("<|endoftext|>", "</s>"), ["Winter\n\nThe harbour sleeps.", "Spring\n\nThe harbour wakes.",
                                                  "Summer, at last."]),
        ("Winter\n\nsleeps\n---\nSpring\n=====\n\nSummer\n", ["Winter\n\nsleeps", "Spring", "Summer"]),
        ("Winter\nsleeps\n\n\nSpring, and\nwakes\n", ["Winter\nsleeps", "Spring, and\nwakes"]),
        ("冬の港\n春の港\n夏の港\n", ["冬の港", "春の港", "夏の港"]),
        ("[Verse 1]\nThe harbour sleeps\n\n[Verse 2]\nIt wakes\n", ["[Verse 1]\nThe harbour sleeps",
                                                                    "[Verse 2]\nIt wakes"]),
        ("\n\nWinter\n\n\n", ["Winter"]),
        ("Question\n\nWhere?\n\nAnswer\n\nNowhere.\n", ["Question", "Where?", "Answer", "Nowhere."]),
        ("User: Where?\nAssistant: Here.\n\nUser: When?\n", ["User: Where?\nAssistant: Here.", "User: When?"]),
        ("A text, an answer, a question\nof the sea\n", ["A text, an answer, a question", "of the sea"]),
    ],
)  # fmt: skip
def test_running_text_is_cut_where_it_says_or_at_blank_lines(tmp_path: Path, text: str, found: list[str]) -> None:
    path = tmp_path / "poems.txt"
    path.write_text(text, encoding="utf-8")
    case = DatasetCheck(file=given_file(str(path)))
    assert [one["text"] for one in cleaned(case)] == found
    assert case.survey.form.shape == "text"
    told = " ".join(case.result().notices)
    assert "running text, cut here at" in told
    assert next(one.name for one in case.result().downloads if one.key == "cleaned") == "poems-cleaned.jsonl"


@pytest.mark.parametrize(
    ("asked", "answered", "mark"),
    [
        ("<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n", "{}", "<|im_end|>"),
        ("<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n{}<|eot_id|>", "{}", "<|eot_id|>"),
        ("### Instruction:\n{}\n### Response:\n", "{}", "</s>"),
    ],
)
def test_a_text_in_another_template_or_without_its_end_is_told_and_kept(
    of: Given, asked: str, answered: str, mark: str
) -> None:
    lines = [{"text": f"{asked.format(f'Pier {at}?')}{answered.format(f'At {at}.')}{mark}"} for at in range(9)]
    lines[3] = {"text": lines[3]["text"].removesuffix(mark)}
    case = of(*lines, {"text": "[INST] Pier? [/INST] At five."}, {"text": "The pier."})
    assert told(case, "template") == [4, 10, 11]
    assert len(told(case, "beginning")) == (9 if asked.startswith("<|begin") else 0)
    assert len(cleaned(case)) == 11
    assert not told(of(*texts(9), {"text": "[INST] Pier? [/INST] At five."}), "template")


def test_copies_in_running_text_are_told_with_the_line_on_which_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "poems.txt"
    path.write_text("Winter\nsleeps\n\nSpring\n\nWinter\nsleeps\n", encoding="utf-8-sig")
    case = DatasetCheck(file=given_file(str(path)))
    assert told(case, "duplicate") == [6]
    assert [one["text"] for one in cleaned(case)] == ["Winter\nsleeps", "Spring"]
    assert not willing(case)


def test_a_text_with_json_or_a_table_in_it_is_read_as_these(tmp_path: Path) -> None:
    for text, shape in ((json.dumps(CHAT), "chat"), ("question,answer\nWhen?,At five.\n", "pairs")):
        path = tmp_path / "train.txt"
        path.write_text(f"{text}\n")
        assert DatasetCheck(file=given_file(str(path))).survey.form.shape == shape


def test_texts_under_two_keys_in_one_conversation_are_refused_by_who_reads_one(of: Given) -> None:
    def turns(key: str, other: str, at: int) -> Record:
        return {"conversations": [{"from": "human", key: f"Pier {at}?"}, {"from": "gpt", other: f"At {at}."}]}

    case = of(*(turns("value", "value", at) for at in range(9)), turns("value", "text", 9), taker="llama-factory")
    assert [one.told[0].line for one in case.findings if one.kind.key == "mixed-keys"] == [10]
    assert case.remaining == 9
    assert not of(*(turns("text", "text", at) for at in range(9)), taker="llama-factory").takings[0].refused
