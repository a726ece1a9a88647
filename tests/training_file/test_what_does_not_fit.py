"""What does not fit within an example, or beside the others, is told with its line; what can be mended is kept."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]
ASK = {"role": "user", "content": "Which bird stands there?"}
HERON = {"role": "assistant", "content": "A heron, and it has stood there since dawn."}
NO = {"role": "assistant", "content": "None."}


def told(case: DatasetCheck, key: str) -> list[tuple[int, str]]:
    return [tuple(one) for one in case.survey.told.get(key, ())]


def cleaned(case: DatasetCheck) -> list[str]:
    out = io.BytesIO()
    case.write("cleaned", out)
    return out.getvalue().decode().splitlines()


def seen(url: str) -> Record:
    picture = {"type": "image_url", "image_url": {"url": url}}
    return {"messages": [{"role": "user", "content": [{"type": "text", "text": "Which bird?"}, picture]}, HERON]}


@pytest.mark.parametrize("path", ["C:\\birds\\1.png", "birds/1.png", "file:///birds/1.png"])
def test_a_picture_by_a_path_reaches_no_provider(of: Given, path: str) -> None:
    good = [seen(f"https://example.com/{at}.png") for at in range(12)]
    case = of(*good, seen(path), taker="openai")
    assert [line for line, _ in told(case, "picture-path")] == [13]
    assert len(cleaned(case)) == 12


@pytest.mark.parametrize(
    "part",
    [
        {"fileData": {"mimeType": "image/png", "fileUri": "HERE"}},
        {"image": {"format": "png", "source": {"s3Location": {"uri": "HERE"}}}},
    ],
)
def test_a_file_of_gemini_or_nova_stands_in_a_store(of: Given, part: Record) -> None:
    def line(at: str) -> Record:
        shown = json.loads(json.dumps(part).replace("HERE", at))
        if "image" in part:
            messages = [
                {"role": "user", "content": [{"text": "Which?"}, shown]},
                {"role": "assistant", "content": [{"text": at}]},
            ]
            return {"schemaVersion": "bedrock-conversation-2024", "messages": messages}
        return {"contents": [{"role": "user", "parts": [shown]}, {"role": "model", "parts": [{"text": at}]}]}

    case = of(line("gs://birds/1.png"), line("birds/2.png"), line("s3://birds/3.png"))
    assert [at for at, _ in told(case, "picture-path")] == [2]


PAIR = {"input": {"messages": [ASK]}, "preferred_output": [HERON], "non_preferred_output": [NO]}


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({**PAIR, "preferred_output": [ASK, HERON]}, "“preferred_output” has a message of user"),
        ({key: PAIR[key] for key in ("input", "preferred_output")}, "there is no “non_preferred_output”"),
    ],
)
def test_an_output_holds_messages_of_the_assistant_alone(of: Given, other: Record, words: str) -> None:
    ((line, detail),) = told(of(PAIR, other), "pair")
    assert line == 2
    assert words in detail


def test_a_prompt_without_the_reference_that_the_others_have_is_told(of: Given) -> None:
    lines = [{"messages": [{**ASK, "content": f"{at} birds?"}], "reference_answer": f"{at}"} for at in range(9)]
    assert not told(of(*lines), "no-reference")
    case = of(*lines, {"messages": [ASK], "difficulty": "hard"}, {"messages": [ASK, HERON], "reference_answer": "1"})
    assert told(case, "no-reference") == [(10, "no “reference_answer”")]
    assert [line for line, _ in told(case, "answered-prompt")] == [11]
    assert not told(of(*({"prompt": [{**ASK, "content": f"{at}?"}]} for at in range(9))), "no-reference")


def test_nova_wants_blocks_and_a_user_first(of: Given) -> None:
    def blocks(at: int, *roles: str) -> Record:
        talk = [{"role": role, "content": [{"text": f"It is the heron {at}."}]} for role in roles]
        return {"schemaVersion": "bedrock-conversation-2024", "messages": talk}

    good = [blocks(at, "user", "assistant") for at in range(9)]
    text = {**good[0], "messages": [{"role": "user", "content": "?"}, good[0]["messages"][1]]}
    lines = [*good, text, {**good[1], "system": "Be short."}, blocks(9, "assistant", "user", "assistant")]
    case = of(*lines, taker="nova")
    assert [line for line, _ in told(case, "content")] == [10, 11]
    assert "Begins with an answer: 1 (line 12)" in case.takings[0].reasons
    assert len(cleaned(case)) == 9


LLAVA = {
    "image": "1.jpg",
    "conversations": [{"from": "human", "value": "<image>Which?"}, {"from": "gpt", "value": "A heron."}],
}
UNMARKED = [{"from": "human", "value": "Which?"}, LLAVA["conversations"][1]]
MARKED = {"messages": [{"role": "user", "content": "<image>Which bird?"}, HERON], "images": ["1.jpg"]}
HEARD = {"instruction": "<audio>Which bird?", "output": "A heron.", "audios": ["1.wav"]}
RATED = {"prompt": "<image>Which bird?", "completion": "A heron.", "label": True, "images": ["1.jpg"]}
BESIDE = {
    "messages": [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "Which?"}]}, HERON],
    "images": ["1.jpg"],
}


@pytest.mark.parametrize(
    ("good", "bad", "found", "taker"),
    [
        (LLAVA, {"conversations": LLAVA["conversations"]}, "media-fit", "llama-factory"),
        (LLAVA, {**LLAVA, "conversations": UNMARKED}, "media-fit", "llama-factory"),
        (LLAVA, {**LLAVA, "image": ["1.jpg", "2.jpg"]}, "media-fit", "llama-factory"),
        (MARKED, {**MARKED, "messages": [ASK, HERON]}, "media-fit", "llama-factory"),
        (MARKED, {**MARKED, "images": []}, "media-fit", "llama-factory"),
        (MARKED, {"messages": MARKED["messages"]}, "media-fit", "llama-factory"),
        (MARKED, {**MARKED, "images": ["1.jpg", "2.jpg"]}, "media-fit", "llama-factory"),
        (HEARD, {**HEARD, "audios": ["1.wav"] * 2}, "media-fit", "llama-factory"),
        (HEARD, {**HEARD, "instruction": "Which?"}, "media-fit", "llama-factory"),
        (RATED, {**RATED, "prompt": "Which?"}, "media-fit", "llama-factory"),
        (BESIDE, {**BESIDE, "images": []}, "media-parts", "trl"),
        (BESIDE, {**BESIDE, "images": ["1.jpg", "2.jpg"]}, "media-parts", "trl"),
    ],
)
def test_there_is_a_place_for_each_picture_and_a_picture_for_each_place(
    of: Given, good: Record, bad: Record, found: str, taker: str
) -> None:
    case = of(good, bad, taker=taker)
    assert [line for line, _ in told(case, found)] == [2]
    assert cleaned(case) == [json.dumps(good)]


def test_trl_puts_pictures_first_where_no_text_has_a_place_and_llama_factory_stops(of: Given) -> None:
    lines = [{"messages": [{**ASK, "content": f"Which bird is {at}?"}, HERON], "images": ["1.jpg"]} for at in range(9)]
    assert of(*lines, taker="trl", enough=9).verdict == "ready"
    stopped = of(*lines, taker="llama-factory", enough=9)
    assert stopped.verdict == "broken"
    assert "without a mark such as <image>" in stopped.result().answer
    assert not told(of(*lines), "media-fit")


def test_texts_that_name_no_place_or_are_about_tags_are_no_fault(of: Given) -> None:
    code = {"messages": [{"role": "user", "content": "What does <video> do in HTML?"}, HERON]}
    assert not told(of(code, {"messages": [ASK, HERON], "images": ["1.jpg"]}), "media-fit")


def test_history_is_pairs_of_texts_or_messages(of: Given) -> None:
    def after(history: Any) -> Record:
        return {"instruction": "And now?", "output": f"Still the heron {history}.", "history": history}

    case = of(after([["Who?", "A heron."]]), after([["Who?"]]), after([["Who?", None]]), after([ASK, HERON]))
    assert [line for line, _ in told(case, "turn")] == [2, 3]
    assert case.survey.turns[3] == 4


@pytest.mark.parametrize("rejected", ["", "  "])
def test_a_worse_answer_that_is_empty_is_told(of: Given, rejected: str) -> None:
    case = of({"prompt": "Which?", "chosen": "A heron.", "rejected": rejected})
    assert [line for line, _ in told(case, "empty-worse")] == [1]


@pytest.mark.parametrize("system", [[], [{"role": "system", "content": "Be short."}]])
def test_two_answers_to_different_prompts_are_told(of: Given, system: list[Record]) -> None:
    other = {"role": "user", "content": "Which river is it?"}
    good = {"chosen": [*system, ASK, HERON], "rejected": [*system, ASK, NO]}
    case = of(good, {**good, "rejected": [*system, other, NO]}, {"prompt": "Which?", "chosen": "A", "rejected": "B"})
    assert told(case, "pair") == [(2, "its two sides answer different prompts")]
    beside = of({**good, "prompt": "Which?"}, {**good, "prompt": "Which?", "rejected": [*system, other, NO]})
    assert [line for line, _ in told(beside, "pair")] == [2]
    spoken = [
        {"chosen": f"\n\nHuman: {asked}\n\nAssistant: A", "rejected": "\n\nHuman: a?\n\nAssistant: B"}
        for asked in ("a?", "b?")
    ]
    assert [line for line, _ in told(of(*spoken), "no-common-prompt")] == [2]


def test_nan_beside_what_is_read_is_written_as_null_and_costs_no_example(of: Given) -> None:
    lines = [f'{{"messages": {json.dumps([{**ASK, "content": f"{at}?"}, HERON])}, "score": NaN}}' for at in range(12)]
    for taker in ("any", "openai"):
        case = of(*lines, taker=taker)
        assert case.remaining == 12
        assert told(case, "nan")[0] == (1, "NaN is not a number in JSON; write null or leave it out")
        assert [json.loads(line)["score"] for line in cleaned(case)] == [None] * 12
    assert "NaN" in told(of('{"messages": NaN}', *lines), "json")[0][1]


def test_a_fault_of_the_list_is_no_example(of: Given) -> None:
    record = json.dumps({"messages": [ASK, HERON]})
    case = of("[", f"{record},", "]", name="train.json")
    assert (case.survey.examples, case.remaining, case.verdict) == (1, 1, "broken")
    assert told(case, "list") == [(3, "there is a comma too many before this")]
    assert "takes the list as it is (line 3" in case.result().answer


def test_a_table_in_markdown_ends_where_it_ends_and_holds_bars(of: Given) -> None:
    case = of(
        "# FAQ",
        "",
        "| Question | Answer |",
        "|---|:--|",
        r"| a \| b? | Both of them. |",
        "| c? | It is. |",
        "",
        "End.",
        name="faq.md",
    )
    assert (case.survey.examples, case.survey.of_level("error")) == (2, 0)
    assert case.survey.form.columns == ("Question", "Answer")
    assert cleaned(case)[:2] == ["| Question | Answer |", "|---|:--|"]
    assert (
        json.loads(
            cleaned(of(r"| Question | Answer |", "|---|---|", r"| a \| b? | Both. |", name="faq.md", save_as="chat"))[0]
        )["messages"][0]["content"]
        == "a | b?"
    )


def test_labels_that_differ_in_case_or_spaces_are_told(of: Given) -> None:
    labels = ["refund", "refund", "Refund", "refund ", "delay", "delay", "delay", "refund", "delay"]
    case = of(*({"text": f"Letter {at} of many.", "label": label} for at, label in enumerate(labels)))
    assert told(case, "label-spelling") == [(3, "“Refund” beside “refund”"), (4, "“refund ” beside “refund”")]


def test_who_asks_and_who_answers_is_told_where_a_dialogue_calls_them_otherwise(of: Given) -> None:
    turns = [{"speaker": "customer", "utterance": "Which?"}, {"speaker": "agent", "utterance": "A heron."}]
    case = of({"turns": turns}, save_as="chat")
    assert told(case, "foreign-role") == [(1, "message 1: “customer”, read as user")]
    assert [one["role"] for one in json.loads(cleaned(case)[0])["messages"]] == ["user", "assistant"]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"anchor": "A heron.", "positive": "A bird.", "negative": "A stone."}, "train embeddings"),
        ({"query": "A heron.", "pos": ["A bird."], "neg": ["A stone."]}, "train embeddings"),
        ({"id": "0", "tokens": ["A", "heron"], "ner_tags": [0, 1]}, "token classification"),
    ],
)
def test_sets_for_other_models_are_named(of: Given, record: Record, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _ = of(record, record).survey


def test_cells_that_hold_whole_chats_are_named(of: Given) -> None:
    cell = json.dumps({"messages": [ASK, HERON]}).replace('"', '""')
    with pytest.raises(ValueError, match="cells of “payload” hold lists of messages"):
        _ = of("customer,payload", *(f'{at},"{cell}"' for at in range(3)), name="train.csv").survey


def test_an_example_that_is_too_long_is_held_against_what_is_trained_on_today(of: Given) -> None:
    long = {"messages": [ASK, {**HERON, "content": "The heron stands. " * 2_000}]}
    assert of(long, taker="openai").over_limit == 0
    assert of(long).longest == 65_536


def test_a_weight_stands_in_all_examples_or_in_none(of: Given) -> None:
    lines = [{"messages": [{**ASK, "content": f"{at}?"}, HERON], **({"weight": 0.5} if at else {})} for at in range(60)]
    case = of(*lines, taker="fireworks", depth="structure")
    assert told(case, "no-weight") == [(1, "")]
    assert (case.verdict, case.remaining) == ("broken", 60)
    assert not told(of(*lines[1:]), "no-weight")


def test_calls_as_sharegpt_has_them_are_written_as_calls(of: Given) -> None:
    turns = [
        {"from": "human", "value": "Is it raining in Bonn?"},
        {"from": "function_call", "value": '{"name": "rain", "arguments": {"at": "Bonn"}}'},
        {"from": "observation", "value": "yes"},
        {"from": "gpt", "value": "It is, so take a coat."},
    ]
    tool = {"name": "rain", "description": "Says where it rains.", "parameters": {}}
    case = of({"conversations": turns, "tools": json.dumps([tool])}, save_as="chat")
    (line,) = map(json.loads, cleaned(case))
    (call,) = line["messages"][1]["tool_calls"]
    assert call["function"] == {"name": "rain", "arguments": '{"at": "Bonn"}'}
    assert line["messages"][2] == {"role": "tool", "tool_call_id": call["id"], "content": "yes"}
    assert line["tools"] == [{"type": "function", "function": tool}]
    assert of(line, taker="openai").survey.of_level("warning") == 0
    turns[1]["value"] = "look out of the window"
    assert not cleaned(of({"conversations": turns}, save_as="chat"))


def test_tokens_are_counted_and_their_labels_held_against_them(of: Given) -> None:
    """As axolotl documents them."""

    def tokens(*ids: int, labels: Any = None, **more: Any) -> Record:
        return {"input_ids": list(ids), "attention_mask": [1] * len(ids), "labels": labels or list(ids), **more}

    case = of(
        tokens(271, 299, 99),
        tokens(271, 299, 99, labels=[-100, 299, 99]),
        tokens(87, 227, labels=[87]),
        tokens(87, 227, labels=[-100, -100]),
        tokens(87, 227, attention_mask=[1]),
        tokens(271, 299, 99),
        {"input_ids": "271 299"},
    )
    assert case.survey.form.shape == "tokens"
    assert told(case, "tokens") == [
        (3, "“labels” has 1 entries to 2 tokens"),
        (5, "“attention_mask” has 1 entries to 2 tokens"),
    ]
    assert told(case, "content") == [(7, "“input_ids” is no list of the numbers of tokens")]
    assert told(case, "no-answer") == [(4, "every label is −100")]
    assert told(case, "duplicate") == [(6, "the same as line 1")]
    assert (case.estimate.total, case.estimate.low, case.estimate.high) == (6, 6, 6)
    assert {one.taker for one in of(tokens(1, 2), tokens(1, 3)).takings if one.takes_shape} == {"axolotl", "trl"}


def test_the_system_of_a_dialogue_is_who_answers(of: Given) -> None:
    """As MultiWOZ has it."""
    turns = [{"speaker": "USER", "utterance": "A train?"}, {"speaker": "SYSTEM", "utterance": "At nine o’clock."}]
    case = of({"turns": turns, "dialogue_id": "1"})
    assert (case.survey.of_level("error"), case.survey.answers[0]) == (0, len("At nine o’clock."))
    assert told(case, "foreign-role")


def test_who_speaks_under_another_key_is_named_where_the_role_is_missing(of: Given) -> None:
    case = of({"messages": [{"type": "human", "content": "Which?"}, {"type": "ai", "content": "A heron."}]})
    assert told(case, "role") == [(1, "message 1 has no role, but “type”: “human”")]


def test_a_table_in_markdown_needs_no_outer_bars(of: Given) -> None:
    case = of("Question | Answer", "--- | ---", "Which? | A heron.", "And this? | A stork.", name="faq.md")
    assert (case.survey.examples, case.survey.form.columns) == (2, ("Question", "Answer"))
