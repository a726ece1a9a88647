"""What shape an object has, by the keys that speak for it; what a file is that holds no examples."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from calculators.files.jsonl import Faulty, value
from calculators.files.reading import guessed
from calculators.training_file import argilla
from calculators.training_file.choices import answered_worse, side_keys
from calculators.training_file.columns import (
    ANSWERS,
    INPUTS,
    LANGUAGE,
    NUMBERED,
    ORIGINS,
    SYSTEMS,
    TEXTS,
    WHOLE,
    is_apart,
    one_answer,
)
from calculators.training_file.examples import MEDIA
from calculators.training_file.talks import SURELY, messages_and_answer, talk_key

RECOGNISED_FROM = 200
"""From so many objects of a file its shape is told."""

MOST_COLUMNS = 200
"""Among so many keys columns are looked for; no training format has ten."""

UNKNOWN = "unknown"
ARGILLA = "argilla"
COHERE = "cohere"
"""The shape of messages with the roles of Cohere."""

CHATBOT = ("Chatbot", "chatbot", "CHATBOT")

ELSEWHERE = "elsewhere"
"""The shape of messages as in a chat that stand under another key."""

BESIDE = frozenset({"tools", "functions", "parallel_tool_calls", "tool_choice", "text", "prompt", *SYSTEMS, *MEDIA})
"""What may stand beside a conversation and is no reference to judge an answer by."""


JUDGES = re.compile(
    r"(?i)reference|ground.?truth|reward|rubric|grader|expected|(?:^|_)tests?(?:_|\b)|extra_info|ability"
)
"""Names of what stands beside a prompt to judge an answer by."""


def shape_of(found: Mapping[str, Any]) -> str:
    """The shape that the keys of an object speak for, and where those are not enough its values."""
    if "preferred_output" in found or "non_preferred_output" in found:
        return "preference"
    if (
        all(side_keys(found))
        or answered_worse(found)
        or (isinstance(found.get("answers"), list) and _first(found["answers"], "rank"))
    ):
        return "ranked"
    if "contents" in found:
        if "completions" in found:
            return "gemini"
        asks = _asks(found["contents"]) and _references(found, "contents", "systemInstruction", "system_instruction")
        return "prompts" if asks else "gemini"
    if argilla.questions(found):
        return ARGILLA
    if key := talk_key(found):
        return _of_talk(found, key)
    for keys, shape in (
        (("segments",), "segments"),
        (("input_ids",), "tokens"),
        (("prompt", "completions", "labels"), "stepwise"),
        (("data", "annotations"), "label-studio"),
        (("fields", "responses"), ARGILLA),
    ):
        if all(key in found for key in keys):
            return shape
    return _of_columns(found)


def _of_talk(found: Mapping[str, Any], key: str) -> str:
    """The shape of an object with a conversation in it."""
    talk = found[key]
    if "kto_tag" in found or _rated(found):
        return "rated"
    if _asks(talk):
        if isinstance(found.get("labels"), (dict, list)) or ("label" in found and not _references(found, key, "label")):
            return "labelled"
        if _references(found, key):
            return "prompts"
    if key != "messages" or _first(talk, "from"):
        return ELSEWHERE if _first(talk, "role") and _first(talk, "content") else "sharegpt"
    if isinstance(talk, list) and any(isinstance(one, dict) and one.get("role") in CHATBOT for one in talk):
        return COHERE
    return "converse" if "schemaVersion" in found or _in_parts(talk) else "chat"


def _of_columns(found: Mapping[str, Any]) -> str:
    """The shape of an object without a conversation."""
    keys = tuple(islice(found, MOST_COLUMNS))
    if all(messages_and_answer(found)):
        return "rated" if _rated(found) else "messages-pair"
    if isinstance(found.get("prompt"), list) and _first(found["prompt"], "role"):
        return "prompts"
    answer = guessed(keys, *(one for one in ANSWERS if one not in ("label", "labels")))
    if answer and ("kto_tag" in found or _rated(found)):
        return "rated"
    if len(keys) > 1 and (answer or guessed(keys, *ANSWERS)):
        return "pairs"
    if len(keys) > 1 and any(key in WHOLE and one_answer(found[key]) for key in keys):
        return "pairs"
    if guessed(keys, *TEXTS):
        return "text"
    rest = [key for key in keys if key != "prompt" and not is_apart(key)]
    # A reward function gets all columns; one with a text of no known use may be the answer, so it is asked.
    if isinstance(found.get("prompt"), str) and all(_judges(key, found[key]) for key in rest):
        return "prompts"
    return UNKNOWN


def _rated(found: Mapping[str, Any]) -> bool:
    """Whether the label of an object says that its answer is good or bad, if only in a text."""
    label = found.get("label")
    return isinstance(label, bool) or ("completion" in found and str(label).lower() in ("true", "false", "0", "1"))


def rated_cells(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a table holds a prompt, one answer, and whether that is good or bad: most cells say true or false."""
    words = {"true": True, "false": False}
    read = [
        {**row, "label": words.get(str(row["label"]).strip().lower(), row["label"])} for row in rows if "label" in row
    ]
    return 2 * sum(_of_columns(row) == "rated" for row in read) > len(rows)


def _judges(key: str, value: Any) -> bool:
    """Whether what stands beside a prompt tells how to judge an answer, and is none."""
    return not isinstance(value, str) or key.lower() in ORIGINS or JUDGES.search(key) is not None


def _first(found: Any, key: str) -> bool:
    """Whether the first object of a list has a key."""
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict) and key in found[0]


def _in_parts(talk: Any) -> bool:
    """Whether the content of messages is parts without a type, as Bedrock has them."""
    if not (isinstance(talk, list) and talk and isinstance(talk[0], dict)):
        return False
    content = talk[0].get("content")
    return _first(content, "text") and not _first(content, "type")


def _asks(talk: Any) -> bool:
    """Whether a conversation ends with the user."""
    last = talk[-1] if isinstance(talk, list) and talk else None
    return isinstance(last, dict) and str(last.get("role", last.get("from"))).lower() in ("user", "human")


def _references(found: Mapping[str, Any], *used: str) -> bool:
    """Whether something stands beside a conversation by which an answer can be judged."""
    return any(key not in used and key not in BESIDE and not is_apart(key) for key in found)


def named(records: Sequence[Mapping[str, Any]]) -> str:
    """What a file is whose objects are no examples, and what to do about it; empty where nobody can tell."""
    first = records[0]
    if {"custom_id", "body"} <= first.keys():
        return f"these are {_many(records)} requests of a batch, not examples to learn from; answer them first"
    if {"anchor", "positive"} <= first.keys() or {"query", "pos"} <= first.keys():
        return (
            "these are texts to train embeddings with, each beside one that is like it or unlike it, and none is an "
            "answer that a language model learns; nothing here checks them"
        )
    if guesses := shape_of(first) != ARGILLA and argilla.guesses(first):
        return (
            "these are records of Argilla that nobody has answered; to learn from what was suggested, name "
            f"“{guesses[0][:40]}” as the column of the answer"
        )
    if isinstance(first.get("tokens"), list) and any(key.endswith("tags") for key in first):
        return (
            "these are words with a tag for each (token classification), not answers that a language model learns; "
            "nothing here checks them"
        )
    if "_task_hash" in first and first.get("answer") in ("accept", "reject", "ignore"):
        return (
            "these are annotations of Prodigy, whose “answer” says only whether each was accepted; write those "
            "accepted with a key for the text and one for the label"
        )
    if _is_call(first):
        return (
            "these are calls of an API with what it answered; write the messages of each with the answer behind them "
            "as one list “messages”, one on each line"
        )
    if isinstance(first.get("data"), list) and len(records) == 1 and talk_key(first) != "data":
        squad = _first(first["data"], "paragraphs")
        what = "this is a set of questions on paragraphs (SQuAD)" if squad else "all examples stand in a list “data”"
        return f"{what}; write one object on each line, with a key for the input and one for the answer"
    if messages := of_messages(records):
        return messages
    if isinstance(first.get("prompt"), dict) and "replies" in first["prompt"]:
        return (
            "these are trees of messages (OpenAssistant); write each path from the prompt to a good reply as one list "
            "“messages”, one on each line"
        )
    if written := _capital(first):
        return (
            f"the key “{written}” must be written “{written.lower()}”, and those of its messages as “role” and "
            "“content”, all in small letters"
        )
    if ("mapping" in first and "title" in first) or "chat_messages" in first:
        return (
            "these are chats as ChatGPT or Claude export them; write the messages of each good answer as one list "
            "“messages”, one conversation on each line"
        )
    if several := _several(first):
        return (
            f"each prompt has several answers, in “{several}”, and nobody can tell which is taught; write one line for "
            "each: prompt and completion for the best one, or prompt, chosen and rejected for a pair"
        )
    if inside := _inside(first):
        return (
            f"each example stands in an object of its own under “{inside[:40]}”; write what is in it on the line itself"
        )
    if wrapped := _wrapped(records):
        return f"all examples stand in lists, under {wrapped}; write one object on each line, one file for each list"
    if len(records) == 1 and len(first) > 1 and shape_of(first) == UNKNOWN and (alone := _all_in_one(first)):
        return alone
    if len(records) == 1 and len(first) > 1 and (_of_columns_alone(first) or all(map(_by_rows, first.values()))):
        rows = max(map(len, first.values()))
        write = 'to_json(…, orient="records", lines=True)'
        return (
            f"this is a table by columns ({rows:,} rows), as pandas writes it; write one object on each line: {write}"
        )
    return ""


def _many(records: Sequence[Mapping[str, Any]]) -> str:
    """How many objects there are, of which the first hundreds were looked at."""
    return f"{len(records):,}" if len(records) < RECOGNISED_FROM else f"{len(records):,} or more"


def _wrapped(records: Sequence[Mapping[str, Any]]) -> str:
    """The keys of one object that hold lists of examples; empty where it is an example itself."""
    if len(records) > 1 or shape_of(records[0]) != UNKNOWN:
        return ""
    lists = {key: one[0] for key, one in records[0].items() if isinstance(one, list) and one}
    held = [key for key, one in lists.items() if isinstance(one, dict) and _is_example(one)]
    return ", ".join(f"“{key[:40]}”" for key in held[:3])


def _inside(first: Mapping[str, Any]) -> str:
    """The key of the only object in a record that is an example itself; empty where there is none."""
    if shape_of(first) != UNKNOWN:
        return ""
    if guessed([key for key, one in first.items() if isinstance(one, str) and not is_apart(key)], *INPUTS):
        return ""
    held = [key for key, one in first.items() if isinstance(one, dict)]
    return held[0] if len(held) == 1 and shape_of(first[held[0]]) not in (UNKNOWN, "text") else ""


def translated(first: Mapping[str, Any]) -> str:
    """The key of one text in each of several languages, where no other key asks; empty where there is none."""
    if talk_key(first) or guessed([key for key, one in first.items() if isinstance(one, str)], *INPUTS):
        return ""
    return next((key for key, one in first.items() if isinstance(one, dict) and _of_languages(one)), "")


def _of_languages(held: Mapping[str, Any]) -> bool:
    """Whether an object holds a text, or nothing, in each of several languages."""
    return len(held) > 1 and all(
        LANGUAGE.fullmatch(code) and (one is None or isinstance(one, str)) for code, one in held.items()
    )


def spread(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A record with the text of each language under a key of its own, such as “translation.en”."""
    held = record.get(key)
    if not isinstance(held, dict):
        return record
    others = {name: one for name, one in record.items() if name != key}
    return {**others, **{f"{key}.{code}": text for code, text in held.items()}}


def _is_example(found: Mapping[str, Any]) -> bool:
    """Whether an object of a list is an example, or a row that holds one."""
    row = found.get("row")
    return shape_of(row if isinstance(row, dict) else found) != UNKNOWN


def is_bare_talk(line: str) -> bool:
    """Whether a line is a list of messages that stands in no object."""
    try:
        found = value(line)
    except Faulty:
        return False
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict) and _is_message(found[0])


SPEAKERS = frozenset({"system", "user", "assistant", "human", "gpt", "prompter", "model", "bot"})


def _is_message(found: Mapping[str, Any]) -> bool:
    """Whether an object is a message of a conversation, which stands in no list."""
    role = found.get("role", found.get("from", found.get("speaker")))
    said = found.get("content", found.get("text", found.get("value")))
    return isinstance(role, str) and role.lower() in SPEAKERS and isinstance(said, (str, list)) and not talk_key(found)


def _is_call(found: Mapping[str, Any]) -> bool:
    """Whether an object is a request to an API, or the response to it."""
    held = [found, *(found.get(key) for key in ("request", "response", "body", "output", "result"))]
    return any(isinstance(one, dict) and (_first(one.get("choices"), "message")) for one in held)


def _capital(first: Mapping[str, Any]) -> str:
    """The key of a conversation that is written with capitals; empty where none is."""
    return next((key for key in first if key != key.lower() and key.lower() in (*SURELY, "contents")), "")


PREFERS = re.compile(r"(?i).*(?:prefer|better|winner|safer|chosen|best).*")
"""Names of what tells which of two answers is the better one."""


def beside_each_other(row: Mapping[str, Any]) -> str:
    """Two answers that stand side by side with a word on which is better, in words; empty where none do."""
    tells = next((key for key in row if PREFERS.fullmatch(key)), "")
    stems: dict[str, list[str]] = {}
    for key in row:
        if NUMBERED.search(key):
            stems.setdefault(NUMBERED.sub("", key), []).append(key)
    both = next((keys for keys in stems.values() if len(keys) > 1), [])
    if not both or not tells:
        return ""
    return (
        f"“{both[0][:40]}” and “{both[1][:40]}” stand beside each other, and “{tells[:40]}” says which is better; to "
        "train on pairs, write the prompt, the better one as “chosen”, the other as “rejected”"
    )


SEVERAL = ("responses", "candidates", "generations", "replies", "completions", "outputs")
"""Keys of lists of answers to one prompt."""


def _several(first: Mapping[str, Any]) -> str:
    """The key of several answers beside one prompt; empty where there is none, or a shape that is known."""
    if shape_of(first) not in (UNKNOWN, "prompts"):
        return ""
    return next((key for key in SEVERAL if isinstance(first.get(key), list) and len(first[key]) > 1), "")


def _all_in_one(only: Mapping[str, Any]) -> str:
    """What the one object of a file is where each of its keys stands for an example; empty where it is an example."""
    if all(isinstance(held, dict) and _is_example(held) for held in only.values()):
        return "each example stands under a key of its own in one object; write one object on each line"
    if all(isinstance(held, str) and " " in key for key, held in only.items()):
        return (
            "each key of its one object is an input, and what stands under it the answer; write one object on each "
            "line, with a key for the input and one for the answer"
        )
    return ""


def _of_columns_alone(only: Mapping[str, Any]) -> bool:
    """Whether an object holds a list of texts or numbers for each column, all of one length."""
    lists = [held for held in only.values() if isinstance(held, list)]
    flat = all(isinstance(cell, (str, int, float)) for held in lists for cell in held)
    return len(lists) == len(only) and flat and len(set(map(len, lists))) == 1 and len(lists[0]) > 1


def of_messages(records: Sequence[Mapping[str, Any]]) -> str:
    """What a file is of whose records each is one message; empty where most are none."""
    if sum(map(_is_message, records)) <= len(records) / 2:
        return ""
    return (
        "each line is one message, not an example; put the messages of a conversation into one list “messages”, one "
        "conversation on each line"
    )


def _by_rows(cell: Any) -> bool:
    return isinstance(cell, dict) and bool(cell) and all(key.isdigit() for key in cell)
