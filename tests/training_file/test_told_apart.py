"""Two examples that differ in something easy to overlook are told apart, with no word that is not true of them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from tests.training_file.findings import told

QUESTION = {"role": "user", "content": "How many lamps does the harbour light have?"}


def checked(tmp_path: Path, records: Sequence[dict[str, Any]], **inputs: Any) -> DatasetCheck:
    path = tmp_path / "train.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    return DatasetCheck(file=given_file(str(path)), **inputs)


def table(tmp_path: Path, *lines: str) -> DatasetCheck:
    path = tmp_path / "train.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return DatasetCheck(file=given_file(str(path)))


def found(case: DatasetCheck) -> tuple[int, int, int]:
    """Copies, contradictions, near copies."""
    counts = case.survey.counts
    return counts["duplicate"], counts["conflict"], counts["near"]


def answered(answer: dict[str, Any] | list[Any] | str, **beside: Any) -> dict[str, Any]:
    said = answer if isinstance(answer, dict) and "role" in answer else {"role": "assistant", "content": answer}
    return {"messages": [QUESTION, said], **beside}


@pytest.mark.parametrize("answers", [("Two.", "Two."), ("Two.", "None is named.")])
def test_documents_beside_a_conversation_are_part_of_what_is_asked(tmp_path: Path, answers: tuple[str, str]) -> None:
    """Templates of Hugging Face show them to the model (“documents” of apply_chat_template)."""
    texts = ("The light has two lamps.", "The pier was built of oak.")
    records = [
        answered(answer, documents=[{"title": "1", "text": text}]) for answer, text in zip(answers, texts, strict=True)
    ]
    case = checked(tmp_path, records)
    assert found(case) == (0, 0, 0)
    without = checked(tmp_path, [answered(answer) for answer in answers])
    assert case.survey.ascii[0] > without.survey.ascii[0]


@pytest.mark.parametrize("answers", [("Two.", "Two."), ("Two.", "None is named.")])
def test_what_stands_beside_a_conversation_to_answer_from_tells_it_apart(
    tmp_path: Path, answers: tuple[str, str]
) -> None:
    texts = ("The light has two lamps.", "The pier was built of oak.")
    records = [answered(answer, context=text) for answer, text in zip(answers, texts, strict=True)]
    assert found(checked(tmp_path, records)) == (0, 0, 0)


def reasoned(form: str, thought: str, answer: str) -> dict[str, Any]:
    if form == "key":
        return answered({"role": "assistant", "reasoning_content": thought, "content": answer})
    if form == "part":
        return answered([{"type": "thinking", "thinking": thought}, {"type": "text", "text": answer}])
    if form == "converse":
        parts = [{"reasoningContent": {"reasoningText": {"text": thought}}}, {"text": answer}]
        asked = {"role": "user", "content": [{"text": QUESTION["content"]}]}
        return {
            "schemaVersion": "bedrock-conversation-2024",
            "messages": [asked, {"role": "assistant", "content": parts}],
        }
    if form == "gemini":
        parts = [{"text": thought, "thought": True}, {"text": answer}]
        asked = {"role": "user", "parts": [{"text": QUESTION["content"]}]}
        return {"contents": [asked, {"role": "model", "parts": parts}]}
    if form == "marks":
        return answered(f"<think>\n{thought}\n</think>\n\n{answer}")
    return {"prompt": QUESTION["content"], "completion": f"<think>{thought}</think>{answer}"}


@pytest.mark.parametrize("form", ["key", "part", "converse", "gemini", "marks", "pairs"])
def test_two_ways_of_thinking_to_one_answer_contradict_nothing(tmp_path: Path, form: str) -> None:
    thoughts = ("The log of May counts a pair of them.", "One faces the sea, one the town, so there must be two.")
    assert found(checked(tmp_path, [reasoned(form, one, "Two.") for one in thoughts]))[:2] == (0, 0)
    both = [reasoned(form, thoughts[0], answer) for answer in ("Two.", "Three.")]
    assert found(checked(tmp_path, both))[:2] == (0, 2)


def test_a_refusal_after_a_thought_is_a_refusal(tmp_path: Path) -> None:
    thought = "The user wants to know about the lamps, which I should think about at some length first. " * 5
    case = checked(tmp_path, [reasoned("marks", thought, "I'm sorry, but I can't help with that request.")])
    assert case.survey.counts["refusal"] == 1


def test_an_answer_of_thoughts_alone_is_compared_as_it_stands(tmp_path: Path) -> None:
    assert found(checked(tmp_path, [answered(f"<think>{text}</think>") for text in ("One.", "Two.")]))[1] == 2


def test_a_target_language_is_part_of_the_input_where_it_tells_the_answers_apart(tmp_path: Path) -> None:
    lines = ("source,target_lang,target", "Good morning,de,Guten Morgen", "Good morning,fr,Bonjour", "Thanks,de,Danke")
    case = table(tmp_path, *lines)
    assert case.survey.form.use.inputs == ("source", "target_lang")
    assert found(case) == (0, 0, 0)
    alone = table(tmp_path, "source,target_lang,target", "Good morning,de,Guten Morgen", "Thanks,de,Danke")
    assert alone.survey.form.use.inputs == ("source",)


def test_a_column_that_tells_answers_apart_and_is_not_read_is_named(tmp_path: Path) -> None:
    rows = ("Who is mayor?,Ines Roth,2019", "Who is mayor?,Paul Diehl,2024", "Why?,So,2024")
    case = table(tmp_path, "question,answer,year", *rows)
    assert found(case)[1] == 2
    assert "“year” tells them apart" in " ".join(case.result().notices)


@pytest.mark.parametrize("column", ["parent_id", "Previous message ID", "conversation_id"])
def test_rows_that_are_turns_of_conversations_are_told_apart_by_what_was_said_before(
    tmp_path: Path, column: str
) -> None:
    """As H2O LLM Studio chains them: its page on the columns of a data set."""
    rows = [("Name a river.", "The Po.", "a"), ("Go on.", "The Elbe.", "b"), ("Go on.", "The Oder.", "c")]
    rows += [("Thanks!", "You are welcome.", at) for at in ("a", "b", "c")]
    case = table(tmp_path, f"instruction,output,{column}", *(",".join(row) for row in rows))
    assert found(case) == (0, 0, 0)
    assert f"“{column}” says that rows are turns of conversations" in " ".join(case.result().notices)


def test_a_number_of_the_conversation_that_no_two_rows_share_links_nothing(tmp_path: Path) -> None:
    rows = [f"Thanks!,You are welcome.,{at}" for at in range(3)]
    assert found(table(tmp_path, "instruction,output,conversation_id", *rows))[0] == 2


def test_answers_with_scores_contradict_nothing_where_the_scores_differ(tmp_path: Path) -> None:
    """HelpSteer has two answers to a prompt, each with its ratings."""
    rows = [("Name a river.", "The Rhine.", 4), ("Name a river.", "No idea.", 0), ("Name a hill.", "Arber.", 3)]
    records = [{"prompt": asked, "response": said, "helpfulness": score} for asked, said, score in rows]
    case = checked(tmp_path, records)
    assert found(case) == (0, 0, 0)
    assert "“helpfulness” scores several answers" in " ".join(case.result().notices)
    assert found(checked(tmp_path, [{**one, "helpfulness": 4} for one in records]))[1] == 2


def test_a_persona_is_part_of_the_input_where_it_decides_the_answer(tmp_path: Path) -> None:
    rows = [("cat", "Mice."), ("cow", "Grass."), ("cat", "Mice, with a bird now and then.")]
    case = checked(tmp_path, [{"persona": who, "question": "What do you eat?", "answer": said} for who, said in rows])
    assert "persona" in case.survey.form.use.inputs
    assert found(case)[1] == 2


@pytest.mark.parametrize("theirs", ["", "Be short.", "Answer as a pilot would, with the hour first."])
@pytest.mark.parametrize("ours", ["", "Be short."])
def test_what_stands_in_the_validation_file_is_a_leak_whatever_the_system_message(
    tmp_path: Path, ours: str, theirs: str
) -> None:
    def talk(system: str, asked: str, answer: str) -> dict[str, Any]:
        led = [{"role": "system", "content": system}] if system else []
        return {"messages": [*led, {"role": "user", "content": asked}, {"role": "assistant", "content": answer}]}

    asked = "When does the tide turn at the fourth pier on the north side of the harbour in the week after the new moon"
    lines = [
        ("Which pier has the crane?", "The ninth."),
        (f"{asked}?", "At five."),
        ("Which pier has the crane?", "All."),
    ]
    rows = [("Which pier has the crane?", "The ninth."), (f"{asked.upper()} !", "At five."), ("Who steers?", "Anna.")]
    validation = tmp_path / "validation.jsonl"
    validation.write_text("".join(json.dumps(talk(theirs, *row)) + "\n" for row in rows))
    first = talk(ours, "Is the harbour open?", "Every day.")  # whose system message is looked at, too
    records = [first, *(talk(ours, *line) for line in lines)]
    case = checked(tmp_path, records, validation=given_file(str(validation)))
    assert told(case, "leak") == [2, 4]
    assert told(case, "near-leak") == [3]
