"""Traits of the structure of a record, each told apart: one who trains refuses it, where another takes it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from calculators.training_file.chats import KNOWN_BESIDE
from calculators.training_file.choices import answered_worse, side_keys
from calculators.training_file.examples import MEDIA
from calculators.training_file.kinds import Record
from calculators.training_file.messages import ASSISTANT, THOUGHTS, refused_apart
from calculators.training_file.talks import PROMPTS, bare, talk_key

TRAITS = {
    "system-inside": "System message among the others",
    "developer": "Messages of a developer",
    "two-answers": "Two answers in a row",
    "answer-first": "Begins with an answer",
    "uneven": "No answer after what was asked or called",
    "other-roles": "Turns from others than human, gpt, user, assistant, system",
    "other-separator": "Columns that no comma parts",
    "linked-picture": "Pictures as links, not in base64",
    "media-beside": "Pictures, sound or video that stand in no part of a message",
    "calls": "Tools, or calls of them",
    "keys-beside": "Tools, settings or media beside “messages” and “system”",
    "thoughts": "Keys for thoughts or a prefix in a message",
    "function-call": "Calls under “function_call”, the key before “tool_calls”",
    "arguments-empty": "Arguments of a call as an empty text",
    "call-id": "Ids of calls that are not 9 letters and digits",
    "no-call-id": "Calls without an id, or results that do not name theirs",
    "content-elsewhere": "Messages whose text stands under another key than “content”",
    "refusal-apart": "Refusals under a key of their own, not as the content",
    "mixed-keys": "Texts of one conversation now under one key, now under another",
    "two-systems": "Two system messages",
    "two-talks": "“interactions” beside “messages”",
    "tool-incomplete": "Tools without a name, a description or parameters",
    "media-format": "Pictures, video or documents in a format that Nova does not take",
    "image-block": "Pictures in blocks",
    "video-block": "Video in blocks",
    "media-mixed": "Pictures and video in one data set",
    "two-videos": "More than one video in an example",
    "media-inside": "Pictures, video or documents that stand in the file, not in S3",
    "picture-text": "Pictures whose “image_url” is a text, not an object with “url”",
    "picture-none": "Parts for a picture that name none",
    "picture-part": "Pictures as parts of the type “image”, which only libraries read",
    "bare-labels": "Labels that are no object",
    "list-labels": "Labels as an object or a list",
    "answer-within": "The better answer as the last of the messages",
    "by-twos": "Turns by twos, question and answer in one object",
    "bare-turns": "Turns as texts without roles",
    "tools-text": "Tools as a text",
    "tools-empty": "Tools as an empty text",
    "tools-listed": "Tools as a list beside turns or columns",
    "parts": "Contents in parts",
    "mixed-contents": "Contents now as a text, now in parts",
    "media-empty": "No picture under the key for pictures",
    "media-text": "One picture as a text, not as a list",
    "unmarked": "Pictures, sound or video without a mark such as <image> in the texts",
    "prompt-beside": "“prompt” beside the messages",
    "mark-of-order": "Byte order mark",
    "sides-listed": "Chosen and rejected as lists of messages",
    "side-message": "Chosen and rejected as one message",
    "no-prompt": "No prompt beside the two answers",
    "prompt-elsewhere": "A prompt under another key than “prompt”",
    "ranks": "Answers with ranks",
}
"""What is counted and is no finding: the names of traits with how they are called."""

COMMON = frozenset({"system", "user", "human", "input", "gpt", "assistant", "output"})
"""Roles of ShareGPT that Unsloth knows."""

SAID_UNDER = ("content", "value", "text", "utterance")
"""The keys under which a message has its text."""

CALL_ID = re.compile(r"[a-zA-Z0-9]{9}")
"""As Mistral wants the id of a call."""


TALKS_IN_CHAT = frozenset({"chat", "cohere", "converse", "sharegpt", "elsewhere"})
"""Shapes of conversations that can be written as chat, with what stands beside them."""


def traits(record: Record, shape: str) -> set[str]:
    """The traits of a record of a shape; `system-inside` is told elsewhere, by its system message."""
    found = set(_of_talk(record))
    if "interactions" in record and "messages" in record:
        found.add("two-talks")
    if shape == "chat" and isinstance(record.get("tools"), list) and not all(map(_whole, record["tools"])):
        found.add("tool-incomplete")
    if shape in TALKS_IN_CHAT and len(record) > 1 and any(record.get(key) for key in MEDIA):
        found.add("media-beside")
    if shape == "chat" and len(record) > 1 and not record.keys().isdisjoint(KNOWN_BESIDE - {"messages", "system"}):
        found.add("keys-beside")
    if "images" in record or "image" in record:
        held = record.get("images", record.get("image"))
        if held in ([], ""):
            found.add("media-empty")
        elif isinstance(held, str):
            found.add("media-text")
    if shape in ("sharegpt", "pairs") and isinstance(record.get("tools"), list):
        found.add("tools-listed")
    if shape in ("ranked", "rated"):
        found |= set(_of_sides(record))
    if shape in ("labelled", "pairs") and "labels" in record and not isinstance(record["labels"], dict):
        found.add("bare-labels")
    if shape == "pairs" and any(isinstance(record.get(key), (dict, list)) for key in ("labels", "label")):
        found.add("list-labels")
    return found


@lru_cache(maxsize=1_000)
def traits_of_roles(roles: tuple[str, ...], shape: str) -> frozenset[str]:
    """The same of a record that holds nothing but messages of these roles, each with a text."""
    return frozenset(traits({"messages": [{"role": role, "content": ""} for role in roles]}, shape))


def _of_talk(record: Record) -> Iterator[str]:
    """The traits of a conversation: of its messages, of what stands beside them."""
    key, asked = talk_key(record), record.get("input")
    tools = next((one["tools"] for one in (record, asked) if isinstance(one, dict) and one.get("tools")), None)
    if tools or record.get("functions"):
        yield "calls"
    if isinstance(tools, str):
        yield "tools-text"
    if record.get("tools") == "":
        yield "tools-empty"
    if key and record.get("prompt") is not None and "completion" not in record and "chosen" not in record:
        yield "prompt-beside"
    if key and bare(record, key):
        yield "bare-turns"
    talk = record.get(key) if key else asked.get("messages") if isinstance(asked, dict) else record.get("prompt")
    if not isinstance(talk, list) or not talk or not all(isinstance(one, dict) for one in talk):
        return
    if "role" not in talk[0] and talk[0].keys() & {"output", "assistant"}:
        yield "by-twos"
        return
    roles = [str(one.get("role", one.get("from"))).lower() for one in talk]
    if "role" not in talk[0] and not COMMON.issuperset(roles):
        yield "other-roles"
    if roles.count("system") > 1:
        yield "two-systems"
    if "developer" in roles:
        yield "developer"
    answers = [role in ASSISTANT or role == "gpt" for role in roles]
    if any(one and other for one, other in pairwise(answers)):
        yield "two-answers"
    if next((answer for answer, role in zip(answers, roles, strict=True) if role != "system"), False):
        yield "answer-first"
    if len({_typed(one["content"]) for one in talk if one.get("content")}) > 1:
        yield "mixed-contents"
    if len({key for one in talk if (key := next((key for key in SAID_UNDER if key in one), ""))}) > 1:
        yield "mixed-keys"
    if _uneven(roles):
        yield "uneven"
    blocks = (part for one in talk if isinstance(one.get("content"), list) for part in one["content"])
    if sum(isinstance(part, dict) and isinstance(part.get("video"), dict) for part in blocks) > 1:
        yield "two-videos"
    for one in talk:
        yield from _of_message(one)
        if "role" in one and one.get("content") is None and isinstance(one.get("text", one.get("value")), str):
            yield "content-elsewhere"
        if one.get("refusal") and refused_apart(one):
            yield "refusal-apart"


ASKS = frozenset({"user", "human", "tool", "function", "observation", "function_response", "tool_response", "ipython"})
RESULTS = ASKS - {"user", "human"}


def _uneven(roles: list[str]) -> bool:
    """Whether a result of a tool is followed by a question, or a question by a result, so that sides do not alternate.

    Several results in a row are one, as LLaMA-Factory joins them.
    """
    return any(
        one in ASKS and other in ASKS and not (one in RESULTS and other in RESULTS) and one != other
        for one, other in pairwise(roles)
    )


def _of_message(message: Record) -> Iterator[str]:
    content = message.get("content")
    if isinstance(content, list):
        if any(map(_linked, content)):
            yield "linked-picture"
        yield from {trait for part in content if isinstance(part, dict) and (trait := _of_picture(part))}
        yield from {trait for part in content if isinstance(part, dict) for trait in _of_block(part)}
        typed = [part for part in content if isinstance(part, dict) and "type" in part]
        if typed and not any("value" in part for part in typed):
            yield "parts"
    if any(key in message for key in (*THOUGHTS, "prefix")):
        yield "thoughts"
    if message.get("function_call"):
        yield "function-call"
    calls = message.get("tool_calls")
    if any(_empty(call) for call in calls or () if isinstance(call, dict)):
        yield "arguments-empty"
    if calls or message.get("function_call") or message.get("role") in ("tool", "function"):
        yield "calls"
    ids = [call.get("id") for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    if not all(isinstance(one, str) and CALL_ID.fullmatch(one) for one in ids if one is not None):
        yield "call-id"
    if not all(ids) or (message.get("role") == "tool" and not message.get("tool_call_id")):
        yield "no-call-id"


def _of_picture(part: Record) -> str:
    """What is otherwise about a part that stands for a picture than in chat of OpenAI; empty where nothing is."""
    kind, held = part.get("type"), part.get("image_url")
    if kind == "image_url":
        if isinstance(held, str) and held:
            return "picture-text"
        return "" if isinstance(held, dict) and isinstance(held.get("url"), str) and held["url"] else "picture-none"
    return "picture-part" if kind in ("image", "input_image") and "value" not in part else ""


FORMATS = {"image": ("jpeg", "png", "gif", "webp"), "video": ("mov", "mkv", "mp4", "webm"), "document": ("pdf",)}
"""What Nova takes of each kind, in one of its versions or the other (Amazon’s check of data for Nova)."""


def _of_block(part: Record) -> Iterator[str]:
    """What Nova refuses of a block that is no text."""
    for kind, formats in FORMATS.items():
        held = part.get(kind)
        if isinstance(held, dict) and "source" in held:
            if kind in ("image", "video"):
                yield f"{kind}-block"
            if str(held.get("format")).lower() not in formats:
                yield "media-format"
            if not (isinstance(held["source"], dict) and "s3Location" in held["source"]):
                yield "media-inside"


def _whole(tool: Any) -> bool:
    """Whether a tool names its function and says what it does and takes."""
    function = tool.get("function") if isinstance(tool, dict) else None
    return isinstance(function, dict) and {"name", "description", "parameters"} <= function.keys()


def _empty(call: Record) -> bool:
    """Whether the arguments of a call are a text without a sign in it."""
    function = call.get("function")
    return isinstance(function, dict) and function.get("arguments") == ""


def _typed(content: Any) -> bool:
    """Whether a content is parts that name their type."""
    return isinstance(content, list) and isinstance(content[0], dict) and "type" in content[0]


def _linked(part: Any) -> bool:
    """Whether a part is a picture that only a link stands for."""
    found = part.get("image_url") if isinstance(part, dict) else None
    url = found.get("url") if isinstance(found, dict) else found
    return isinstance(url, str) and not url.startswith("data:")


def _of_sides(record: Record) -> Iterator[str]:
    """The traits of answers that are compared or rated: where their prompt stands, what the two sides are."""
    prompted = "prompt" in record
    elsewhere = bool(talk_key(record)) or any(record.get(key) for key in PROMPTS)
    if not prompted and elsewhere:
        yield "prompt-elsewhere"
    if isinstance(record.get("answers"), list):
        yield "ranks"
        return
    if answered_worse(record):
        yield "answer-within"
        return
    better, worse = (record.get(key) for key in side_keys(record))
    if worse is None and better is None:
        return
    if isinstance(better, list) or isinstance(worse, list):
        yield "sides-listed"
    elif isinstance(better, dict) or isinstance(worse, dict):
        yield "side-message"
    if not prompted and not elsewhere:
        yield "no-prompt"
