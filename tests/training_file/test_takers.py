"""Who would take a file, by the rules that each has published; “ready” beside no warning that somebody refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.figures.tables import catalogue
from calculators.kit.given_file import given_file
from calculators.training_file.formats import formats
from calculators.training_file.shapes import COLUMNED, KEYS, READERS
from calculators.training_file.takers import takers, training_rules
from tests.training_file.findings import cleaned

Given = Callable[..., DatasetCheck]


@pytest.fixture
def of(tmp_path: Path) -> Given:
    def made(lines: list[Any], name: str = "train.jsonl", **inputs: Any) -> DatasetCheck:
        path = tmp_path / name
        path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
        return DatasetCheck(file=given_file(str(path)), **{"depth": "structure", **inputs})

    return made


def chat(at: int, *more: dict[str, Any], **beside: Any) -> dict[str, Any]:
    asked = {"role": "user", "content": f"Where does train {at} leave from?"}
    return {"messages": [asked, *more, {"role": "assistant", "content": f"From platform {at}, as always."}], **beside}


CALL = {"id": "a", "type": "function", "function": {"name": "look", "arguments": "{not json"}}
HALF = {"role": "assistant", "content": None, "tool_calls": [{**CALL, "function": {"name": "look", "arguments": "{}"}}]}
REFUSED: dict[str, tuple[Callable[[int], dict[str, Any]], str]] = {
    # what each of sixty lines holds, who says that it refuses it
    "two formats": (lambda at: chat(at, text="x"), "together"),
    "two turns of one side": (lambda at: chat(at, {"role": "user", "content": "Hello?"}), "together"),
    "a system message late": (lambda at: chat(at, {"role": "system", "content": "Be short."}), "fireworks"),
    "an unknown key": (lambda at: chat(at, {"role": "user", "content": "?", "mood": "bad"}), "claude"),
    "half a call": (lambda at: chat(at, HALF, {"role": "user", "content": "And?"}), "openai"),
    "arguments that are no JSON": (
        lambda at: {"messages": [*chat(at)["messages"][:1], {"role": "assistant", "tool_calls": [CALL]}]},
        "openai",
    ),
    "no user": (
        lambda at: {
            "messages": [
                {"role": "system", "content": f"Be short, {at}."},
                {"role": "assistant", "content": f"Good day, {at}."},
            ]
        },
        "together",
    ),
    "a picture in an answer": (
        lambda at: {
            "messages": [
                *chat(at)["messages"][:1],
                {
                    "role": "assistant",
                    "content": [{"type": "image_url", "image_url": {"url": f"https://example.com/{at}"}}],
                },
            ]
        },
        "azure",
    ),
    "a reserved word": (
        lambda at: {
            "schemaVersion": "bedrock-conversation-2024",
            "messages": [
                {"role": "user", "content": [{"text": f"User: which of {at}?"}]},
                {"role": "assistant", "content": [{"text": f"The one of {at}."}]},
            ],
        },
        "nova",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_somebody_refuses_is_never_called_ready(of: Given, name: str) -> None:
    line, taker = REFUSED[name]
    lines = [line(at) for at in range(60)]
    case = of(lines)
    assert case.verdict == "clean-first"
    assert takers()[taker] in {one.name for one in case.takings if one.refused}
    assert "refused by" in case.result().answer
    chosen = of(lines, taker=taker)
    assert chosen.verdict == "broken"
    assert chosen.failed
    assert chosen.remaining == 0


def test_a_file_that_all_take_is_ready_for_each_who_takes_its_shape(of: Given) -> None:
    lines = [chat(at) for at in range(60)]
    case = of(lines)
    assert case.verdict == "ready"
    willing = {one.taker for one in case.takings if one.ok}
    assert willing >= {
        "openai",
        "azure",
        "together",
        "fireworks",
        "claude",
        "trl",
        "axolotl",
        "llama-factory",
        "unsloth",
    }
    for taker in takers():
        assert of(lines, taker=taker).verdict == ("ready" if taker in willing else "broken")


def test_a_system_message_among_the_others_is_another_shape_for_who_wants_it_beside_them(of: Given) -> None:
    short = {"role": "system", "content": "Be short."}
    inside = [{"messages": [short, *chat(at)["messages"]]} for at in range(60)]
    assert of(inside).verdict == "ready"
    assert of(inside, taker="openai").verdict == "ready"
    told = of(inside, taker="claude")
    assert told.verdict == "broken"
    assert "system message beside" in told.result().answer
    assert of([chat(at, system="Be short.") for at in range(60)], taker="claude").verdict == "ready"


def test_a_note_that_somebody_refuses_keeps_a_file_from_being_ready(of: Given) -> None:
    lines = [
        chat(at, {"role": "assistant", "content": "Yes?", "train": False}, {"role": "user", "content": "?"})
        for at in range(60)
    ]
    case = of(lines)
    assert case.verdict == "clean-first"
    assert "refused by OpenAI" in case.result().answer
    assert of(lines, taker="axolotl").verdict == "ready"


def test_a_shape_that_the_chosen_one_does_not_take_is_told(of: Given) -> None:
    lines = [
        {"conversations": [{"from": "human", "value": f"{at}?"}, {"from": "gpt", "value": f"{at}."}]}
        for at in range(60)
    ]
    case = of(lines, taker="openai")
    assert case.verdict == "broken"
    assert "OpenAI would not take it: it takes another shape" in case.result().answer
    assert of(lines, taker="llama-factory").verdict == "ready"


def test_keys_and_tables_count_where_a_rule_names_them(of: Given) -> None:
    named = [{"prompt": f"{at}?", "completion": f"{at}."} for at in range(60)]
    other = [{"question": f"{at}?", "answer": f"{at}."} for at in range(60)]
    table = ["prompt,completion", *(f"{at}?,{at}." for at in range(60))]
    assert of(named, taker="together").verdict == "ready"
    assert of(other, taker="together").verdict == "broken"
    assert of(other, taker="axolotl").verdict == "ready"
    assert of(table, "train.csv", taker="together").verdict == "broken"
    assert of(table, "train.csv", taker="trl").verdict == "ready"


def test_limits_are_those_of_the_one_chosen(of: Given) -> None:
    lines = [chat(at) for at in range(5)]
    assert of(lines, taker="fireworks", enough=5).verdict == "ready"
    few = of(lines, taker="openai", enough=5)
    assert few.verdict == "too-few"
    assert few.accepted_from == 10
    gemini = [
        {
            "contents": [
                {"role": "user", "parts": [{"text": f"{at}?"}]},
                {"role": "model", "parts": [{"text": "Yes. " * 40_000 + f"{at}"}]},
            ]
        }
        for at in range(60)
    ]
    assert of(gemini).verdict == "clean-first"  # a limit of 65,536 tokens, where nobody is chosen
    assert of(gemini, taker="gemini").longest == 131_072
    assert of(gemini, taker="gemini").verdict == "ready"


def test_pictures_are_held_against_the_limits(of: Given) -> None:
    def seen(at: int, megabytes: int, pictures: int = 1) -> dict[str, Any]:
        url = "data:image/png;base64," + "A" * (megabytes * 4_000_000 // 3)
        parts = [{"type": "image_url", "image_url": {"url": url}}] * pictures
        return chat(at, {"role": "user", "content": parts})

    found = {one.kind.key: one.count for one in of([seen(1, 11), seen(2, 9)], taker="azure").findings}
    assert found["big-picture"] == 1
    found = {one.kind.key: one.count for one in of([seen(1, 0, 65), seen(2, 0, 64)], taker="azure").findings}
    assert found["many-pictures"] == 1


def test_findings_that_touch_most_lines_come_first_among_their_equals(of: Given) -> None:
    lines = [chat(at, {"role": "user", "content": "?"}) for at in range(9)]
    lines += [chat(at, {"role": "system", "content": "?"}) for at in range(3)]
    told = [one.kind.key for one in of([*lines, "{"]).findings if one.kind.level != "note"]
    assert told == ["json", "order", "system-late"]


def test_every_shape_has_a_row_a_reader_and_somebody_who_takes_it() -> None:
    assert {*READERS, *COLUMNED} == set(formats())
    assert set(KEYS) == set(READERS)
    taken = {shape for rule in training_rules().values() for shape in rule.takes}
    assert set(formats()) - taken == {"label-studio", "argilla"}
    assert all(rule.source and rule.as_of for rule in training_rules().values())


@pytest.mark.parametrize(
    ("provider", "told"),
    [
        ("Fireworks", "Fireworks bills questions and answers alike"),
        ("Vertex AI", "Vertex AI does not say whether questions are billed, too"),
        ("Tinker", "whether Tinker bills questions, too, was not found"),
    ],
)
def test_it_is_told_which_tokens_count_towards_the_price(of: Given, provider: str, told: str) -> None:
    offers = catalogue().tuning_offers.values()
    offer = next(one for one in offers if one.provider == provider and one.training_tokens is not None)
    result = of([chat(1)], tuning_offer=offer.key).result()
    assert result.table
    assert any(told in cell for row in result.table.rows for cell in row)
    cited = [fact for fact in of([chat(1)], tuning_offer=offer.key).facts(result) if fact.name.endswith(", bills")]
    assert len(cited) == (provider != "Tinker")


def test_who_bills_is_named_as_among_those_who_offer_tuning() -> None:
    offering = {offer.provider for offer in catalogue().tuning_offers.values()}
    billing = [rule.provider for rule in training_rules().values() if rule.bills]
    assert {"OpenAI", "Together", "Fireworks", "Mistral", "Vertex AI", "Amazon Bedrock"} <= set(billing) <= offering
    assert len(billing) == len(set(billing))


ASKED = {"role": "user", "content": "Which gate?"}
SAID = {"role": "assistant", "content": "Gate four."}
BAD = {"role": "assistant", "content": "No idea."}
LINK = {"type": "image_url", "image_url": {"url": "https://example.com/gate.png"}}
PNG = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
RUN = {"id": "call_7", "type": "function", "function": {"name": "look", "arguments": "{}"}}
TURNS = [{"from": "human", "value": "Which gate?"}, {"from": "gpt", "value": "Gate four."}]
LIBRARIES = "trl axolotl llama-factory unsloth"
STRUCTURES: dict[str, tuple[dict[str, Any], str, str]] = {
    # a record, who takes it, who refuses it
    "a link": ({"messages": [{"role": "user", "content": [LINK]}, SAID]}, "openai azure", "together fireworks"),
    "base64": ({"messages": [{"role": "user", "content": [PNG]}, SAID]}, "openai fireworks", "together"),
    "developer": (
        {"messages": [{"role": "developer", "content": "Be brief."}, ASKED, SAID]},
        "openai azure",
        "together fireworks claude mistral",
    ),
    "thoughts on a channel": (
        {"messages": [ASKED, {**BAD, "channel": "analysis"}, {**SAID, "channel": "final"}]},
        "axolotl",
        "together llama-factory openai",
    ),
    "reasoning": ({"messages": [ASKED, {**SAID, "reasoning": "Signs."}]}, "fireworks", "openai azure claude"),
    "a prompt alone": ({"prompt": "Which gate?"}, "trl unsloth", "openai azure fireworks"),
    "prompts": ({"messages": [ASKED], "expected": "4"}, "openai azure fireworks", "trl unsloth"),
    "contents": (
        {"contents": [{"role": "user", "parts": [{"text": "?"}]}], "references": {"gate": "4"}},
        "gemini",
        "openai azure fireworks trl unsloth",
    ),
    "tools": ({"messages": [ASKED, SAID], "tools": [{"type": "function", "function": {}}]}, "openai", "claude"),
    "a key beside": ({"messages": [ASKED, SAID], "shift": "night"}, "openai mistral", "claude"),
    "a long id": (
        {"messages": [ASKED, {"role": "assistant", "tool_calls": [RUN]}]},
        "openai together",
        "mistral claude",
    ),
    "an id of nine": (
        {"messages": [ASKED, {"role": "assistant", "tool_calls": [{**RUN, "id": "aB3456789"}]}]},
        "openai mistral",
        "claude",
    ),
    "a class as number": ({"messages": [ASKED], "label": 3}, "", "mistral openai"),
    "labels as list": ({"messages": [ASKED], "labels": ["gate"]}, "", "mistral"),
    "labels as object": ({"messages": [ASKED], "labels": {"kind": "gate"}}, "mistral", ""),
    "text, labels as object": ({"text": "Which gate?", "labels": {"kind": "gate"}}, "mistral", LIBRARIES),
    "text, label": ({"text": "Which gate?", "labels": "gate"}, "axolotl", "mistral"),
    "sides listed": ({"prompt": [ASKED], "chosen": [SAID], "rejected": [BAD]}, "trl unsloth axolotl", "llama-factory"),
    "sides alone": ({"chosen": "?\nFour.", "rejected": "?\nNo."}, "trl unsloth", "llama-factory"),
    "sides as texts": ({"prompt": "?", "chosen": "Four.", "rejected": "No."}, LIBRARIES, ""),
    "a question": ({"question": "?", "chosen": "Four.", "rejected": "No."}, "axolotl llama-factory", "trl unsloth"),
    "other names": ({"prompt": "?", "preferred": "Four.", "dispreferred": "No."}, "axolotl", "trl unsloth"),
    "sides as messages": ({"messages": [ASKED], "chosen": SAID, "rejected": BAD}, "axolotl llama-factory", "trl"),
    "worse beside": ({"messages": [ASKED, SAID], "rejected_response": "No."}, "", f"openai together {LIBRARIES}"),
    "ranks": (
        {"prompt": "?", "answers": [{"answer": "Four.", "rank": 1}, {"answer": "No.", "rank": 2}]},
        "axolotl",
        "trl llama-factory unsloth",
    ),
    "rated": ({"prompt": "?", "completion": "Four.", "label": True}, "trl llama-factory", ""),
    "rated elsewhere": ({"query": "?", "answer": "Four.", "label": True}, "llama-factory", "trl"),
    "rated talk": ({"conversations": TURNS, "kto_tag": False}, "llama-factory", "trl"),
    "by twos": ({"conversation": [{"human": "?", "assistant": "Four."}]}, "", "axolotl llama-factory unsloth"),
    "turns of bot": (
        {"conversations": [TURNS[0], {"from": "bot", "value": "Gate four."}]},
        "axolotl llama-factory",
        "unsloth",
    ),
    "turns of gpt": ({"conversations": TURNS}, "axolotl llama-factory unsloth", ""),
    "begins with gpt": ({"conversations": [TURNS[1], *TURNS]}, "axolotl", "llama-factory"),
    "a role of its own": ({"messages": [{**ASKED, "role": "User"}, {**SAID, "role": "Bot"}]}, "", "openai trl"),
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_keys_and_structure_count_for_each_by_the_rules_of_its_own(of: Given, name: str) -> None:
    record, willing, unwilling = STRUCTURES[name]
    case = of([{**record, "id": at} if "claude" not in f"{willing} {unwilling}" else record for at in range(60)])
    if case.remaining < 60:  # sixty copies of one record
        case = of([record])
    taken = {one.taker: one for one in case.takings}
    for taker in willing.split():
        assert all("examples, where it wants" in reason for reason in taken[taker].reasons), taken[taker].reasons
    for taker in unwilling.split():
        assert not taken[taker].ok
        assert not taken[taker].few
    if any(one.takes_shape and not one.ok and not one.ended for one in case.takings):
        assert case.verdict != "ready"


def test_who_has_ended_keeps_no_file_from_being_ready_for_the_others(of: Given) -> None:
    tools = [{"type": "function", "function": {"name": "look", "description": "?", "parameters": {}}}]
    lines = [chat(at, tools=tools) for at in range(60)]
    ended = next(one for one in of(lines).takings if one.taker == "claude")
    assert ended.ended
    assert not ended.ok
    assert of(lines).verdict == "ready"
    assert of(lines, taker="claude").verdict == "broken"


@pytest.mark.parametrize(("name", "separator"), [("train.csv", ";"), ("train.csv", "\t"), ("train.tsv", "\t")])
def test_tools_that_load_a_table_with_commas_take_no_other_separator(of: Given, name: str, separator: str) -> None:
    def taken(between: str) -> dict[str, bool]:
        rows = [f"instruction{between}output", *(f"Where is train {at}?{between}On track {at}." for at in range(60))]
        return {one.taker: one.ok for one in of(rows, name).takings}

    assert taken(",")["llama-factory"]
    assert taken(",")["axolotl"]
    assert not taken(separator)["llama-factory"]
    assert not taken(separator)["axolotl"]


def test_fewer_than_somebody_wants_is_not_ready_and_says_who_wants_how_many(of: Given) -> None:
    lines = [chat(at) for at in range(7)]
    for taker in ("any", "openai"):
        case = of(lines, taker=taker, enough=2)
        assert case.verdict == "too-few"
        assert "10 examples or more" in case.result().answer
        assert "OpenAI" in case.result().answer
    assert "OpenAI wants 10 examples or more" in of(lines, taker="openai").result().answer


def test_a_list_of_examples_is_ready_where_all_who_take_the_shape_read_one(of: Given) -> None:
    alpaca = [{"instruction": f"Which gate for {at}?", "output": f"Gate {at}."} for at in range(60)]
    assert of([json.dumps(alpaca)], "train.json").verdict == "ready"
    talks = [json.dumps([chat(at) for at in range(60)])]
    assert of(talks, "train.json").verdict == "clean-first"
    assert of(talks, "train.json", taker="axolotl").verdict == "ready"
    assert of(talks, "train.json", taker="openai").verdict == "broken"


def test_what_is_said_after_a_thought_or_a_call_is_judged_and_not_that(of: Given) -> None:
    thought = {"reasoningContent": {"reasoningText": {"text": "The board says so."}}}
    for said, told in (("It leaves from gate four.", 0), ("It leaves from one of the gates that the", 60)):
        parts = [thought, {"text": said}]
        lines = [
            {
                "schemaVersion": "bedrock-conversation-2024",
                "messages": [
                    {"role": "user", "content": [{"text": f"Where does {at} leave?"}]},
                    {"role": "assistant", "content": parts},
                ],
            }
            for at in range(60)
        ]
        assert of(lines, depth="all").survey.counts["truncated"] == told


def test_pairs_of_gemini_or_nova_are_called_pairs_and_are_theirs_alone(of: Given) -> None:
    def pair(at: int) -> dict[str, Any]:
        answers = [(1.0, f"Gate {at}."), (0.0, "No idea.")]
        scored = [
            {"score": score, "completion": {"role": "model", "parts": [{"text": text}]}} for score, text in answers
        ]
        return {"contents": [{"role": "user", "parts": [{"text": f"Where is {at}?"}]}], "completions": scored}

    case = of([pair(at) for at in range(60)])
    assert "60 preference pairs" in case.result().why
    assert [one.taker for one in case.takings if one.ok] == ["gemini"]


def test_who_only_skips_some_examples_does_not_refuse_the_file(of: Given) -> None:
    twice = {"messages": [*chat(99)["messages"], {"role": "assistant", "content": "And one thing more."}]}
    lines = [*(chat(at) for at in range(60)), twice]
    case = of(lines, taker="llama-factory")
    assert case.verdict == "clean-first"
    assert "skipped by LLaMA-Factory" in case.result().answer
    assert (case.remaining, case.failed) == (60, False)
    assert of(lines, taker="together").verdict == "broken"
    takes = {row[0]: row[1] for table in of(lines).result().more_tables for row in table.rows if len(row) == 3}
    assert (takes["LLaMA-Factory"], takes["Together"], takes["OpenAI"]) == ("in part", "no", "yes")


def test_pictures_beside_the_messages_are_read_by_libraries_and_by_no_provider(of: Given) -> None:
    beside = [chat(at, images=[f"{at}.png"]) for at in range(60)]
    willing = {one.taker for one in of(beside).takings if one.ok}
    assert willing >= {"trl", "axolotl", "unsloth"}
    assert willing.isdisjoint({"openai", "azure", "together", "fireworks", "mistral"})


def test_turns_under_the_usual_key_of_sharegpt_are_taken_by_trl(of: Given) -> None:
    turns = [{"from": "human", "value": "Where to?"}, {"from": "gpt", "value": "To Bonn."}]
    assert of([{"conversations": turns}] * 60, taker="trl").takings[0].ok
    assert not of([{"conversation": turns}] * 60, taker="trl").takings[0].ok


def of_side(at: int, *, inside: bool, nova: bool) -> dict[str, Any]:
    """An example whose system message stands among the messages, or beside them."""
    texts = [("user", f"Tide at pier {at}?"), ("assistant", f"At {at} o’clock.")]
    held: list[tuple[str, Any]] = [("system", "Be short."), *texts] if inside else texts
    messages = [{"role": role, "content": [{"text": text}] if nova else text} for role, text in held]
    system = {} if inside else {"system": [{"text": "Be short."}] if nova else "Be short."}
    return {**({"schemaVersion": "bedrock-conversation-2024"} if nova else {}), **system, "messages": messages}


@pytest.mark.parametrize("taker", ["nova", "claude"])
def test_a_system_message_among_the_others_concerns_the_lines_that_have_it(of: Given, taker: str) -> None:
    nova = taker == "nova"
    case = of([of_side(at, inside=at == 5, nova=nova) for at in range(60)], taker=taker)
    assert case.result().answer.startswith("1 of 60 examples would be refused; 59 examples remain")
    assert [one.told[0].line for one in case.findings if one.kind.key == "system-inside"] == [6]
    most = of([of_side(at, inside=at != 5, nova=nova) for at in range(60)], taker=taker)
    assert "would not take it: it wants the system message beside the others" in most.result().answer


def test_for_who_wants_it_beside_the_system_message_is_written_there(of: Given) -> None:
    case = of([of_side(at, inside=True, nova=False) for at in range(60)], taker="claude", save_as="chat")
    assert cleaned(case) == [of_side(at, inside=False, nova=False) for at in range(60)]


def test_of_a_shape_that_nobody_takes_there_no_system_message_stands_in_the_wrong_place(of: Given) -> None:
    lines = [of_side(at, inside=at < 5, nova=False) for at in range(20)]
    assert of(lines, taker="nova").remaining == 20
    assert of([*lines, *(["no JSON"] * 30)], taker="claude").remaining == 15


def test_what_is_cut_off_keeps_no_file_from_being_taken(of: Given) -> None:
    lines = [
        *map(chat, range(60)),
        {"messages": [{"role": "user", "content": "Why? " * 200_000}, chat(0)["messages"][1]]},
    ]
    assert of(lines, taker="openai").verdict == "clean-first"
    assert of(lines, taker="openai").takings[0].ok
    gemini = [{"contents": [{"role": role, "parts": [{"text": one["content"]}]} for role, one in
              zip(("user", "model"), line["messages"], strict=True)]} for line in lines]  # fmt: skip
    assert of(gemini, taker="gemini").verdict == "broken"
