"""All of a record counts: no example is lost that differs in anything that reaches the model."""

import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.training_file.columns import is_provenance
from calculators.training_file.reading import Asked, survey
from calculators.training_file.survey import Survey
from tests.training_file.test_documented_formats import ASKED, TAUGHT

USER = {"role": "user", "content": "Which animal?"}
ANSWER = {"role": "assistant", "content": "A heron."}
TOOLS = [{"type": "function", "function": {"name": "look", "description": "Looks up an animal.", "parameters": {}}}]


def picture(url: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url, "detail": "low"}}


def seen(url: str, answer: str = "A heron.") -> dict[str, Any]:
    question = {"role": "user", "content": [{"type": "text", "text": "Which animal?"}, picture(url)]}
    return {"messages": [question, {"role": "assistant", "content": answer}]}


def called(arguments: str) -> dict[str, Any]:
    call = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": arguments}}
    return {"messages": [USER, {"role": "assistant", "content": None, "tool_calls": [call]}], "tools": TOOLS}


def parts(long: str) -> dict[str, Any]:
    return {
        "systemInstruction": {"role": "system", "parts": [{"text": "Look it up."}]},
        "contents": [
            {"role": "user", "parts": [{"text": "Which animal?"}]},
            {"role": "model", "parts": [{"functionCall": {"name": "look", "args": {"at": long}}}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "look", "response": {"found": long}}}]},
            {"role": "model", "parts": [{"text": "A heron."}]},
        ],
    }


FORMATS: dict[str, dict[str, Any]] = {
    "chat": {"messages": [{"role": "system", "content": "Name it."}, USER, {**ANSWER, "weight": 1}], "id": 7},
    "vision": seen("https://example.com/1.jpg"),
    "calls": called('{"at": "the pond"}'),
    "thoughts": {"messages": [USER, {**ANSWER, "reasoning_content": "Long legs."}]},
    "bedrock": {"system": [{"text": "Name it."}], "messages": [{"role": "user", "content": [{"text": "?"}]}, ANSWER]},
    "gemini": parts("the pond"),
    "sharegpt": {
        "conversations": [{"from": "human", "value": "Which?"}, {"from": "gpt", "value": "A heron."}],
        "system": "Name it.",
        "tools": '[{"name": "look"}]',
        "images": ["1.jpg"],
    },
    "preference": {
        "input": {"messages": [USER], "tools": TOOLS},
        "preferred_output": [ANSWER],
        "non_preferred_output": [{"role": "assistant", "content": "No idea."}],
    },
    "ranked": {"prompt": "Which?", "chosen": "A heron.", "rejected": "No idea.", "images": ["1.jpg"]},
    "premises": {"premise": "It has long legs.", "hypothesis": "It is a heron.", "target": 1},
    "alpaca": {
        "instruction": "Name it.",
        "input": "long legs",
        "output": "A heron.",
        "system": "Be short.",
        "history": [["Hello", "Good day."]],
    },
    "dolly": {"instruction": "When?", "context": "It opened in 1901.", "response": "In 1901.", "category": "closed_qa"},
    "text": {"text": "A heron stood in the pond."},
}


def surveyed(folder: Path, *records: Any, **asked: Any) -> Survey:
    path = folder / "train.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return survey(given_file(str(path)), Asked(**asked))[0]


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all that is neither an object nor a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if way or not is_provenance(key):
                yield from leaves(inner, (*way, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*way, at))
    else:
        yield way


def changed(record: dict[str, Any], way: tuple[Any, ...], how: str) -> dict[str, Any]:
    made = copy.deepcopy(record)
    place: Any = made
    for step in way[:-1]:
        place = place[step]
    before = place[way[-1]]
    place[way[-1]] = f"{before}{how}" if isinstance(before, str) else not before if before in (0, 1) else how
    return made


ALL = {**FORMATS, **{name: record for name, (_, record) in TAUGHT.items()}, **ASKED}


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_differs_is_no_exact_copy(tmp_path: Path, name: str, data: st.DataObject) -> None:
    record = ALL[name]
    # Who annotated tells no examples apart: tests/training_file/test_copies_among_annotations.py.
    way = data.draw(st.sampled_from([way for way in leaves(record) if way[-1] != "user_id"]))
    how = data.draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
    found = surveyed(tmp_path, record, changed(record, way, how), thorough=False)
    assert found.counts["duplicate"] == 0


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_once_more_is_an_exact_copy_whatever_its_number_or_the_order_of_its_keys(
    tmp_path: Path, name: str
) -> None:
    record = FORMATS[name]
    turned = {"id": 8, **dict(reversed(record.items())), "created_at": "2026-01-02"}
    turned["id"] = 8
    assert surveyed(tmp_path, record, turned).counts["duplicate"] == 1


def test_other_pictures_are_other_questions(tmp_path: Path) -> None:
    found = surveyed(tmp_path, *[seen(f"https://example.com/{at}.jpg", f"animal {at % 2}") for at in range(20)])
    assert not found.counts["duplicate"]
    assert not found.counts["conflict"]
    assert not found.counts["near"]
    assert surveyed(tmp_path, seen("1.jpg"), seen("1.jpg", "A stork.")).counts["conflict"] == 2


def test_a_picture_of_the_validation_file_leaks_and_another_does_not(tmp_path: Path) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text(json.dumps(seen("https://example.com/2.jpg", "A stork.")) + "\n")
    path = tmp_path / "train.jsonl"
    for at, leaks in ((1, 0), (2, 1)):
        path.write_text(json.dumps(seen(f"https://example.com/{at}.jpg")) + "\n")
        found = survey(given_file(str(path)), Asked(thorough=False), given_file(str(held)))[0]
        assert found.counts["leak"] == leaks


@pytest.mark.parametrize(
    "rows",
    [
        [{"premise": "It rains.", "hypothesis": one, "target": at} for at, one in enumerate(["It is wet.", "Dry."])],
        [{"instruction": "When?", "context": f"It opened in {year}.", "response": f"{year}"} for year in (1901, 1950)],
        [{"system_prompt": said, "question": "Cold?", "response": said} for said in ("Answer at length.", "Shortly.")],
        [
            {"instruction": "And?", "input": "", "output": said, "history": [[said, "Good."]]}
            for said in ("Rome.", "Oslo.")
        ],
        [{"article": "A fair opened.", "question": asked, "answer": asked[:4]} for asked in ("Who came?", "When?")],
        [{"review": "Nice room.", "house_name": f"The house at {at} Elm Street", "label": at} for at in (1, 2)],
        [
            {
                "conversations": [*FORMATS["sharegpt"]["conversations"][:1], {"from": "gpt", "value": tool}],
                "tools": tool,
            }
            for tool in ('[{"name": "mail"}]', '[{"name": "news"}]')
        ],
    ],
    ids=["premise", "context", "system prompt", "history", "article", "unnamed text", "tools"],
)
def test_the_same_question_with_another_second_input_is_no_contradiction(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    found = surveyed(tmp_path, *rows)
    assert not found.counts["conflict"]
    assert not found.counts["duplicate"]
    assert not found.of_level("error")


def test_all_columns_of_the_input_are_counted_and_looked_into(tmp_path: Path) -> None:
    long = "Mara Lind wrote from mara.lind@hospital-nord.de last week. " * 10
    plain = {"instruction": "When?", "context": "", "response": "In 1901.", "system": ""}
    for key in ("context", "system"):
        found = surveyed(tmp_path, {**plain, key: long})
        assert found.counts["personal"] == 1
        assert found.ascii[0] > len(long)


def test_long_calls_are_read_to_their_end(tmp_path: Path) -> None:
    long = "the reeds " * 600
    found = surveyed(tmp_path, parts(long + "left"), parts(long + "right, says mara.lind@hospital-nord.de"))
    assert not found.counts["duplicate"]
    assert found.counts["personal"] == 1
    assert found.ascii[0] > 2 * len(long)


def test_several_columns_can_be_named_as_the_input(tmp_path: Path) -> None:
    rows = [{"left": "a", "right": f"b{at}", "verdict": f"{at}"} for at in range(3)]
    found = surveyed(tmp_path, *rows, shape="pairs", asked="left + right", answered="verdict")
    assert found.form.asked == "left + right"
    assert not found.counts["conflict"]


def test_what_is_kept_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    lines = [f" {json.dumps(FORMATS['chat'])}", json.dumps(FORMATS["vision"]) + "\t", json.dumps(FORMATS["calls"])]
    path.write_text("\n".join(lines) + "\n")
    out = io.BytesIO()
    DatasetCheck(file=given_file(str(path))).write("cleaned", out)
    assert out.getvalue() == path.read_bytes()


def test_what_is_read_and_what_is_not_is_told(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    rows = [{"instruction": f"{at}?", "context": "It rains.", "response": "Yes.", "tone": "dry"} for at in range(3)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = DatasetCheck(file=given_file(str(path))).result()
    assert "from “instruction”, “context” and “response”" in result.why
    assert any("Not read: “tone”" in notice for notice in result.notices)
    result = DatasetCheck(file=given_file(str(path)), asked="instruction, context, tone").result()
    assert not [notice for notice in result.notices if "Not read" in notice or "no column" in notice]


BESIDE = st.text("bdgkqvxzBDGKQ07_", min_size=1, max_size=12)  # which name no column that is read
NUMBERS = st.one_of(st.integers(-99, 99), st.floats(-9, 9, allow_nan=False), st.booleans())


@pytest.mark.parametrize("name", ALL)
@given(key=BESIDE, one=NUMBERS, other=NUMBERS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_differs_in_a_number_beside_it_is_no_exact_copy(
    tmp_path: Path, name: str, key: str, one: float, other: float
) -> None:
    assume(not is_provenance(key) and key not in ALL[name] and json.dumps(one) != json.dumps(other))
    rows = [{**ALL[name], key: value} for value in (one, other)]
    found = surveyed(tmp_path, *rows, thorough=False)
    assert found.counts["duplicate"] == 0


@pytest.mark.parametrize("key", ["sampling_rate", "voice_id", "penalty", "hash", "split", "url", "voice", "number"])
@pytest.mark.parametrize("name", ALL)
def test_no_name_but_that_of_an_origin_makes_a_copy(tmp_path: Path, name: str, key: str) -> None:
    found = surveyed(tmp_path, *({**ALL[name], key: value} for value in (2, 5)), thorough=False)
    assert found.counts["duplicate"] == 0


def test_the_number_of_an_example_is_compared_where_it_is_read_as_a_column(tmp_path: Path) -> None:
    rows = [{"id": at, "said": "A heron."} for at in (1, 2)]
    assert not surveyed(tmp_path, *rows, shape="pairs", asked="said", answered="id").counts["duplicate"]


SAME = [
    ({"messages": [USER, ANSWER]}, {"messages": [USER, ANSWER], "penalty": 2}),
    ({"messages": [USER, ANSWER]}, {"messages": [USER, {**ANSWER, "content": "A heron. "}]}),
    ({"messages": [USER, ANSWER]}, {"messages": [{**USER, "name": "mara"}, ANSWER]}),
    ({"messages": [USER, {**ANSWER, "weight": 1}]}, {"messages": [USER, {**ANSWER, "weight": 0}, USER, ANSWER]}),
    ({"prompt": "Which?", "completion": "A heron."}, {"prompt": "Which?", "completion": "A heron.", "tone": "dry"}),
    ({**FORMATS["preference"]}, {**FORMATS["preference"], "margin": 2}),
    ({**FORMATS["ranked"], "strength": 1}, {**FORMATS["ranked"], "strength": 2}),
    ({**ASKED["Azure RFT"], "slack": 1}, {**ASKED["Azure RFT"], "slack": 2}),
    ({**ASKED["verl"], "ability": "sums"}, {**ASKED["verl"], "ability": "counting"}),
    ({**FORMATS["gemini"]}, {**FORMATS["gemini"], "generationConfig": {"topK": 1}}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_that_teach_the_same_do_not_contradict(tmp_path: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    found = surveyed(tmp_path, one, other)
    assert found.counts["conflict"] == 0
    assert found.counts["duplicate"] == 0


def test_two_that_teach_something_else_contradict(tmp_path: Path) -> None:
    for one, other in (
        ({"messages": [USER, ANSWER]}, {"messages": [USER, {**ANSWER, "content": "A stork."}], "penalty": 2}),
        ({**ASKED["Azure RFT"], "slack": 1}, {**ASKED["Azure RFT"], "slack": 1, "reference_answer": "2"}),
        (FORMATS["ranked"], {**FORMATS["ranked"], "chosen": "No idea.", "rejected": "A heron."}),
    ):
        assert surveyed(tmp_path, one, other).counts["conflict"] == 2


def test_a_line_with_a_number_of_its_own_is_a_copy_of_one_without(tmp_path: Path) -> None:
    alone = {"messages": [USER, ANSWER]}
    numbered = {"id": 7, "messages": [dict(reversed(USER.items())), ANSWER]}
    other = {"messages": [USER, {**ANSWER, "content": "A heron. "}]}
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join(map(json.dumps, (alone, numbered, other))), "utf-8")
    found, _ = survey(given_file(str(path)), Asked())
    assert found.copies == {1: 0}


PROMPT = {"messages": [USER]}
CONTRADICTING: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    # two records with one input, and two things that are taught
    "an answer as an object": (
        {**PROMPT, "reference_answer": {"animal": {"kind": "heron"}}},
        {**PROMPT, "reference_answer": {"animal": {"kind": "crane"}}},
    ),
    "an answer in what rewards": (
        {"prompt": [USER], "reward_model": {"style": "rule", "ground_truth": "heron"}},
        {"prompt": [USER], "reward_model": {"style": "rule", "ground_truth": "crane"}},
    ),
    "steps rated otherwise": (
        {"prompt": "Which?", "completions": ["Long legs.", "A heron."], "labels": [True, True]},
        {"prompt": "Which?", "completions": ["Long legs.", "A heron."], "labels": [True, False]},
    ),
}
AGREEING: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    # and those where both may stand
    "another speaker": (
        {"messages": [{**USER, "name": "Ada"}, {**ANSWER, "content": "You are Ada."}]},
        {"messages": [{**USER, "name": "Bob"}, {**ANSWER, "content": "You are Bob."}]},
    ),
    "other tools": (
        {"messages": [USER, ANSWER], "tools": TOOLS},
        {"messages": [USER, ANSWER], "tools": [{"type": "function", "function": {"name": "ask", "parameters": {}}}]},
    ),
    "other settings of who judges": (
        {"prompt": [USER], "reward_model": {"style": "rule", "ground_truth": "heron"}},
        {"prompt": [USER], "reward_model": {"style": "model", "ground_truth": "heron"}},
    ),
    "other steps": (
        {"prompt": "Which?", "completions": ["Long legs.", "A heron."], "labels": [True, True]},
        {"prompt": "Which?", "completions": ["Red legs.", "A stork."], "labels": [True, True]},
    ),
}


@pytest.mark.parametrize("name", [*CONTRADICTING, *AGREEING])
def test_what_is_taught_beside_a_prompt_contradicts_only_another_thing_that_is_taught(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join(map(json.dumps, {**CONTRADICTING, **AGREEING}[name])), "utf-8")
    found, _ = survey(given_file(str(path)), Asked())
    assert found.counts["conflict"] == (2 if name in CONTRADICTING else 0)
    assert not found.copies
    if name != "other settings of who judges":
        assert not found.counts["near"]


@pytest.mark.parametrize("heading", ["", "Unnamed: 0", "Unnamed: 0.1", "#", "row"])
def test_numbers_of_rows_are_no_input_and_hide_no_copy(tmp_path: Path, heading: str) -> None:
    rows = [
        (7, "Which animal is it?", "heron"),
        (3, "Which animal was it?", "stork"),
        (5, "Which animal is it?", "heron"),
    ]
    path = tmp_path / "train.csv"
    path.write_text("\n".join([f"{heading},text,label", *(",".join(map(str, row)) for row in rows)]))
    found, _ = survey(given_file(str(path)), Asked())
    assert (found.form.use.inputs, found.form.use.answer, found.form.use.unread) == (("text",), "label", ())
    assert found.copies == {2: 0}
    found, _ = survey(given_file(str(path)), Asked(asked=found.form.columns[0]))
    assert not found.copies


def test_a_column_of_numbers_alone_beside_a_text_leaves_a_text(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text(",text\n0,A heron stands there.\n1,A stork stands there.\n")
    assert survey(given_file(str(path)), Asked())[0].form.shape == "text"


LONG = [" ".join(f"{word}{at}" for at in range(60)) for word in ("reed", "lake")]
NO_COPIES = {
    "a rating": [
        {"prompt": "Which?", "completion": LONG[0], "label": True},
        {"prompt": "Which?", "completion": LONG[0], "label": False},
    ],
    "a pair the other way round": [
        {"prompt": "Which?", "chosen": LONG[0], "rejected": LONG[1]},
        {"prompt": "Which?", "chosen": LONG[1], "rejected": LONG[0]},
    ],
    "other system messages, each met before": [
        {"system": system, "prompt": asked, "completion": LONG[asked == "?"]}
        for asked in ("?", "!")
        for system in ("Speak as a child.", "Speak as a judge.")
    ],
}


@pytest.mark.parametrize("name", NO_COPIES)
def test_what_teaches_otherwise_is_no_near_copy(tmp_path: Path, name: str) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join(map(json.dumps, NO_COPIES[name])))
    assert not survey(given_file(str(path)), Asked())[0].counts["near"]
