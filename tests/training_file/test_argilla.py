"""Records of Argilla are read as its export leaves them: in objects, as columns of `datasets`, as a table."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.inputs import Refused
from tests.training_file.findings import cleaned, told

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]
TEXT = "The ferry was an hour late, and nobody said why."


def flat(question: str, *values: Any, status: str = "submitted", **beside: Any) -> Record:
    """As `records.to_datasets()` of Argilla 2 has them (GenericIO in records/_io/_generic.py of its client)."""
    responses = f"{question}.responses"
    return {
        "id": "5a1", "status": "completed", "_server_id": "77c", **beside,
        responses: list(values), f"{responses}.users": [f"user {at}" for at in range(len(values))],
        f"{responses}.status": [status] * len(values),
        f"{question}.suggestion": "joy", f"{question}.suggestion.score": 0.4, f"{question}.suggestion.agent": "a model",
    }  # fmt: skip


def of_first(question: str, *values: Any, status: str = "submitted", **fields: Any) -> Record:
    """As the FeedbackDataset of Argilla 1 has them in `datasets` (format_as("datasets"))."""
    given = [{"user_id": f"user {at}", "value": value, "status": status} for at, value in enumerate(values)]
    suggested = {f"{question}-suggestion": "joy", f"{question}-suggestion-metadata": {"agent": "a model"}}
    return {**fields, question: given, **suggested, "external_id": "5a1", "metadata": "{}"}


RANKS = [{"rank": 2, "value": "second"}, {"rank": 1, "value": "first"}]


@pytest.mark.parametrize("made", [flat, of_first])
@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("anger", "anger"),
        (4, "4"),
        ("Please say why it is late.", "Please say why it is late."),
        (["anger", "fear"], '["anger", "fear"]'),
        (RANKS, '["first", "second"]'),
    ],
)
def test_each_kind_of_question_is_read(of: Given, made: Callable[..., Record], value: Any, answer: str) -> None:
    case = of(made("mood", value, text=TEXT), save_as="chat")
    assert case.survey.form.shape == "argilla"
    assert case.survey.form.use.inputs == ("text",)
    assert cleaned(case) == [
        {"messages": [{"role": "user", "content": TEXT}, {"role": "assistant", "content": answer}]}
    ]
    assert "from “text”" in case.result().why


@pytest.mark.parametrize("made", [flat, of_first])
@pytest.mark.parametrize("status", ["draft", "discarded"])
def test_what_was_not_handed_in_is_no_answer(of: Given, made: Callable[..., Record], status: str) -> None:
    case = of(made("mood", "anger", text=TEXT), made("mood", "anger", text=f"{TEXT} No.", status=status))
    assert told(case, "no-answer") == [2]


def test_what_was_not_handed_in_is_no_answer_in_objects_either(of: Given) -> None:
    response = {"user_id": "u", "value": "anger", "status": "discarded"}
    first = {"fields": {"text": TEXT}, "responses": [{"status": "discarded", "values": {"mood": {"value": "anger"}}}]}
    case = of({"fields": {"text": TEXT}, "responses": {"mood": [response]}}, first)
    assert told(case, "no-answer") == [1, 2]


@pytest.mark.parametrize("made", [flat, of_first])
def test_who_answers_otherwise_contradicts(of: Given, made: Callable[..., Record]) -> None:
    assert told(of(made("mood", "anger", "fear", text=TEXT)), "conflict") == [1]
    assert told(of(made("mood", "anger", "anger", text=TEXT)), "conflict") == []


def test_all_that_was_shown_is_the_input_and_what_tells_of_it_is_not(of: Given) -> None:
    shown = {"prompt": "Why is the ferry late today?", "response": "There is fog on the river."}
    record = flat("stars", 4, **shown, source="harbour", words=[0.25, 0.5])
    case = of(record, save_as="chat")
    assert case.survey.form.use.inputs == ("prompt", "response")
    assert cleaned(case)[0]["messages"][0]["content"] == "\n".join(shown.values())
    assert case.losses is not None
    assert {"source", "stars.suggestion"} <= set(case.losses.left)
    assert any("“source”" in one for one in case.result().notices)


def test_a_conversation_that_was_shown_keeps_its_turns(of: Given) -> None:
    talk = [{"role": "user", "content": "Late?"}, {"role": "assistant", "content": "By an hour."},
            {"role": "user", "content": "Why?"}]  # fmt: skip
    for record in (flat("reply", "There is fog.", chat=talk), {"fields": {"chat": talk}, "responses": {
        "reply": [{"value": "There is fog."}]}}):  # fmt: skip
        (made,) = cleaned(of(record, save_as="chat"))
        assert made["messages"] == [*talk, {"role": "assistant", "content": "There is fog."}]


def test_where_no_name_and_no_text_says_what_was_shown_it_is_asked(of: Given) -> None:
    records = [flat("mood", "anger", word=word, other=word[::-1]) for word in ("fog", "storm")]
    with pytest.raises(Refused, match="which keys were shown to who answered") as asked:
        of(*records).survey  # noqa: B018
    assert "“word”, “other”" in str(asked.value)
    assert of(*records, asked="word").survey.form.use.inputs == ("word",)


def test_a_suggestion_that_nobody_confirmed_is_no_answer_unless_it_is_named(of: Given) -> None:
    record = {"id": "5a1", "text": TEXT, "mood.suggestion": "joy", "mood.suggestion.agent": "a model"}
    with pytest.raises(Refused, match=r"nobody has answered.*“mood\.suggestion”"):
        of(record).survey  # noqa: B018
    assert of(record, answered="mood.suggestion").survey.form.use.answer == "mood.suggestion"


@pytest.mark.parametrize("given", ['["anger"]', "['anger']"])
def test_a_table_of_them_is_read(of: Given, given: str) -> None:
    heads = "id,text,mood.responses,mood.responses.users,mood.responses.status"
    rows = [f'{at},"{TEXT} {at}","{given.replace(chr(34), chr(34) * 2)}","[\'a\']","[\'submitted\']"' for at in (1, 2)]
    case = of(heads, *rows, name="train.csv", save_as="chat")
    assert case.survey.form.shape == "argilla"
    assert [one["messages"][-1]["content"] for one in cleaned(case)] == ["anger", "anger"]


def test_lists_that_a_table_has_without_commas_are_read(of: Given) -> None:
    """As pandas writes the arrays that `datasets` makes of lists: with spaces between the texts."""
    heads = "text,mood.responses,mood.responses.users,mood.responses.status"
    row = f"\"{TEXT}\",\"['anger' 'fear']\",\"['a' 'b']\",\"['discarded' 'submitted']\""
    case = of(heads, row, name="train.csv", save_as="chat")
    assert cleaned(case)[0]["messages"][-1]["content"] == "fear"
