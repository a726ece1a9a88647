"""Examples written in another shape: a conversation, an input with its answer, a pair; what did not come along."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculators.files.jsonl import Faulty, value
from calculators.training_file import argilla, learned, tables
from calculators.training_file.call_ids import made_id, with_ids
from calculators.training_file.choices import side_keys
from calculators.training_file.columns import SYSTEMS, is_apart
from calculators.training_file.examples import MEDIA
from calculators.training_file.kinds import Noted, Record, Wrong, as_written
from calculators.training_file.messages import ASSISTANT, CALLS, SYSTEM, role_of, with_contents
from calculators.training_file.parts import PICTURE_TYPES
from calculators.training_file.reserved import listed
from calculators.training_file.shapes import Form
from calculators.training_file.talks import PROMPTS, pair_keys, talk_key
from calculators.training_file.vendor_calls import Waiting, as_messages, as_tools, has_calls

AS_IT_STANDS = "as-it-stands"
MENDED = listed(
    "call-id other-roles foreign-role bare-turns tools-text tools-listed tools-empty no-call-id not-cohere "
    "content-elsewhere refusal-apart picture-text tool-object tool-mixed part-value two-shapes system-text "
    "system-inside function-call mixed-keys part-type mixed-contents tool-incomplete arguments-empty other-shape "
    "system-beside sides-listed side-message no-prompt prompt-elsewhere answer-within picture-part tool-half"
)
"""Findings that may be mended where an example is written as chat: it is looked at once more as it is written."""

TARGETS: Mapping[str, tuple[str, str]] = {
    AS_IT_STANDS: ("As it stands", ""),
    "chat": ("Chat: messages with roles (OpenAI, Azure, Together, Fireworks, Mistral)", ""),
    "prompt-completion": ("prompt and completion (Together, TRL)", ""),
    "sharegpt": ("conversations with from and value (ShareGPT)", ""),
    "alpaca": ("instruction, input, output (Alpaca)", ""),
    "preference": ("input, preferred_output, non_preferred_output (OpenAI, Azure, Together)", ""),
    "chosen-rejected": ("prompt, chosen, rejected as messages (TRL, axolotl)", ""),
}
"""The shapes that can be written."""

Message = dict[str, Any]
FROM = {
    "user": "human",
    "assistant": "gpt",
    "model": "gpt",
    "system": "system",
    "developer": "system",
    "tool": "observation",
}
SHOWN = frozenset({"role", "content"})
LINKS = ("http://", "https://", "data:")


@dataclass
class Carried:
    """An example between two shapes: messages, the answers of a pair, tools; `lost` names what is left behind."""

    messages: list[Message] = field(default_factory=list)
    better: list[Message] = field(default_factory=list)
    worse: list[Message] = field(default_factory=list)
    tools: Any = None
    media: dict[str, Any] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    @property
    def whole(self) -> list[Message]:
        """All messages, the better answer of a pair among them."""
        return [*self.messages, *self.better]


class Impossible(ValueError):
    """An example that the shape asked for cannot hold: why."""


def carried(record: Record, form: Form) -> Carried:
    """What an example holds, taken from its shape. Raises Wrong or Impossible."""
    found = Carried()
    used: set[str] = set()
    shape = form.shape
    if shape == "preference":
        asked = record["input"]
        found.messages = _messages(asked.get("messages"))
        found.tools = asked.get("tools")
        found.lost += [f"input.{key}" for key in asked if key not in ("messages", "tools")]
        found.better, found.worse = (_messages(record[key]) for key in ("preferred_output", "non_preferred_output"))
        used = {"input", "preferred_output", "non_preferred_output"}
    elif _of_several(record, shape):
        used = _best_and_worst(record, form, found)
    elif shape == "ranked" and all(side_keys(record)):
        used = _pair(record, found)
    elif shape == "pairs":
        used = _columns(record, form, found)
    elif shape == "gemini" and "completions" not in record:
        used = _contents(record, found)
    elif shape == "messages-pair":
        used = set(pair_keys(record))
        for key, role in zip(pair_keys(record), ("user", "assistant"), strict=True):
            side = record[key]
            found.messages += [{"role": role, "content": side}] if isinstance(side, str) else _messages(side)
    elif shape in ANNOTATED:
        found.messages = [{"role": role, "content": text} for role, text in form.read(record).turns]
        found.lost += tables.beside_annotation(record)
        used = argilla.carried(record, form.use.inputs) if form.use.inputs else set(record) - GUESSED
    elif shape in ("chat", "cohere", "converse", "sharegpt", "elsewhere") and talk_key(record):
        key = talk_key(record)
        found.messages = _messages(record[key])
        used = {key}
    else:
        raise Impossible("examples of this shape cannot be written in another one")
    used |= _beside(record, found) | set(form.numbers)
    found.lost += [key for key in record if key not in used and not _silent(key, record[key])]
    return found


def _of_several(record: Record, shape: str) -> bool:
    """Whether a record holds several answers that are rated: with ranks, scores, or as candidates."""
    talk = record.get("messages")
    last = talk[-1] if shape in ("chat", "converse") and isinstance(talk, list) and talk else None
    rated = isinstance(last, dict) and bool(last.get("candidates"))
    return (shape == "ranked" and "answers" in record) or (shape == "gemini" and "completions" in record) or rated


def _best_and_worst(record: Record, form: Form, found: Carried) -> set[str]:
    """Take the best and the worst of several answers, where all are texts."""
    example = form.read(record)
    if example.beside:
        raise Impossible("several answers beside a picture cannot be written in another shape")
    *before, (_, better), (_, worse) = example.turns
    found.messages = [{"role": role, "content": text} for role, text in before]
    found.better, found.worse = ([{"role": "assistant", "content": one}] for one in (better, worse))
    several = record.get("answers", record.get("completions"))
    found.lost += (
        ["the answers between the best and the worst"] if isinstance(several, list) and len(several) > 2 else []
    )
    return {"answers", "completions", "messages", "contents", "systemInstruction", "system_instruction", *PROMPTS}


ANNOTATED = ("label-studio", "argilla")
GUESSED = frozenset({"predictions", "suggestions", "meta", "metadata"})
"""What stands beside an annotation and is neither asked nor answered."""


def _silent(key: str, held: Any) -> bool:
    """Whether nobody misses a key: it says where the example comes from, or holds nothing."""
    return is_apart(key) or held in (None, "", [], {})


def _beside(record: Record, found: Carried) -> set[str]:
    """Take what stands beside the messages: a system message, tools, pictures."""
    used = set()
    for key in SYSTEMS:
        system = record.get(key)
        if isinstance(system, list):
            system = "\n".join(part["text"] for part in system if isinstance(part, dict) and "text" in part)
        if isinstance(system, str) and key in record:
            used.add(key)
            if system and not (found.messages and found.messages[0]["role"] in SYSTEM):
                found.messages.insert(0, {"role": "system", "content": system})
            elif system:
                used.discard(key)
    for key in ("tools", "functions"):
        if record.get(key):
            found.tools = as_tools(_read(record[key]))
            used.add(key)
    config = record.get("toolConfig")  # of Bedrock
    if isinstance(config, dict) and config.get("tools"):
        found.tools = as_tools(config["tools"])
        found.lost += [f"toolConfig.{key}" for key in config if key != "tools"]
        used.add("toolConfig")
    for key in MEDIA:
        if record.get(key):
            found.media[key] = record[key]
            used.add(key)
    return used


def _read(held: Any) -> Any:
    """What a text of JSON holds; anything else as it is."""
    if isinstance(held, str):
        try:
            return value(held)
        except Faulty:
            return held
    return held


def _messages(talk: Any) -> list[Message]:
    """The messages of a conversation in any dialect, with the roles and keys of OpenAI."""
    if isinstance(talk, dict):
        talk = talk.get("messages", [talk])
    messages: list[Message] = []
    waiting: Waiting = []
    for place, one in enumerate(talk, 1):
        if isinstance(one, str):
            messages.append({"role": "user" if place % 2 else "assistant", "content": one})
            continue
        if "output" in one and "role" not in one:
            raise Impossible("turns by twos cannot be written in another shape")
        role = role_of(one, place, Noted(), dialect=True)
        if str(one.get("from")) in CALLS:
            messages.append(_called(one.get("value"), place))
            continue
        if has_calls(one.get("content")):
            made = as_messages(role, one["content"], place, waiting)
            if made is None:
                raise Impossible("calls beside parts that are no text cannot be written in another shape")
            messages += made
            continue
        content = _content(one.get("content", one.get("value", one.get("text", one.get("utterance")))))
        known = {"role", "from", "content", "value", "text", "utterance", "speaker"}
        more = {key: held for key, held in one.items() if key not in known}
        messages.append(_of_today({"role": role, "content": content, **more}, place))
    return with_ids(messages)


def _of_today(message: Message, place: int) -> Message:
    """A message whose call, or the result of one, stands where it stood before there could be several."""
    if isinstance(call := message.get("function_call"), dict):
        message = {key: held for key, held in message.items() if key != "function_call"}
        message["tool_calls"] = [{"id": made_id(place, 1), "type": "function", "function": call}]
    return {**message, "role": "tool"} if message["role"] == "function" else message


def _called(told: Any, place: int) -> Message:
    """A call that stands in a text of its own, as ShareGPT has it, as OpenAI has calls."""
    found = _read(told)
    calls = found if isinstance(found, list) else [found]
    if not calls or not all(isinstance(one, dict) and isinstance(one.get("name"), str) for one in calls):
        raise Impossible("calls that are no JSON with a name and arguments cannot be written in another shape")
    made = [
        {
            "id": made_id(place, number),
            "type": "function",
            "function": {"name": one["name"], "arguments": as_written(one.get("arguments", {}))},
        }
        for number, one in enumerate(calls, 1)
    ]
    return {"role": "assistant", "content": None, "tool_calls": made}


def _content(held: Any) -> Any:
    """A content as OpenAI has it: parts of text without a type as one text, texts of parts under "text"."""
    if not isinstance(held, list) or not all(isinstance(part, dict) for part in held):
        return held
    if not any("type" in part for part in held):
        if not all(isinstance(part.get("text"), str) for part in held):
            raise Impossible("parts of Bedrock that are no text cannot be written in another shape")
        return "\n".join(part["text"] for part in held)
    if any(isinstance(part.get("value"), str) and part["type"] != "text" for part in held):
        raise Impossible("parts of LLaMA-Factory that are no text cannot be written in another shape")
    return list(map(_part, held))


def _part(part: Record) -> Any:
    """A part as OpenAI has it: its text under “text”, the link of a picture under “url”."""
    if "value" in part:
        return {"type": "text", "text": part["value"]}
    link = part.get("image_url", part.get("image"))
    if part["type"] in PICTURE_TYPES and isinstance(link, str) and link.startswith(LINKS):
        return {"type": "image_url", "image_url": {"url": link}}
    return part


def _pair(record: Record, found: Carried) -> set[str]:
    """Take the two answers of a pair, and the prompt before them or within both."""
    keys = side_keys(record)
    sides = []
    for key in keys:
        side = record[key]
        if isinstance(side, str):
            sides.append([{"role": "assistant", "content": side}])
            continue
        if isinstance(side, dict) and not side.keys() & {"role", "from", "messages"}:
            raise Wrong("pair", f"“{key}” holds no message")
        sides.append(_messages(side))
    if all(isinstance(record[key], str) for key in keys) and not (talk_key(record) or any(map(record.get, PROMPTS))):
        sides = [_transcript(record[key]) for key in keys]
    shared = 0
    while shared < min(map(len, sides)) - 1 and sides[0][shared] == sides[1][shared]:
        shared += 1
    found.better, found.worse = sides[0][shared:], sides[1][shared:]
    used = set(keys)
    if talk := talk_key(record):
        found.messages = _messages(record[talk])
        return used | {talk}
    prompt = next((key for key in PROMPTS if record.get(key)), "")
    if not prompt:
        found.messages = sides[0][:shared]
        return used
    used |= {prompt, "input"} if prompt == "instruction" else {prompt}
    held = record[prompt]
    if isinstance(held, list):
        found.messages = _messages(held)
    else:
        more = record.get("input") if prompt == "instruction" else ""
        found.messages = [{"role": "user", "content": "\n".join(text for text in (held, more) if text)}]
    return used


def _transcript(text: str) -> list[Message]:
    """The turns of a text that holds a conversation, as the first sets of pairs do (HH-RLHF). Raises Impossible."""
    blank, *pieces = re.split(r"\n\n(Human|Assistant):", f"\n\n{text.lstrip()}")
    turns = [
        {"role": "user" if who == "Human" else "assistant", "content": said.strip()}
        for who, said in zip(pieces[::2], pieces[1::2], strict=True)
    ]
    if blank.strip() or len(turns) < 2 or turns[-1]["role"] != "assistant":
        raise Impossible("two answers without a prompt cannot be written in another shape")
    return turns


def _columns(record: Record, form: Form, found: Carried) -> set[str]:
    """Take the columns of a table: the input, what was said before it, the answer."""
    use = form.use
    for one in record.get(use.history) or () if use.history else ():
        if isinstance(one, list):
            found.messages += [
                {"role": role, "content": as_written(text)}
                for role, text in zip(("user", "assistant"), one, strict=False)
            ]
    texts = [as_written(record[column]) for column in use.inputs if record.get(column) not in (None, "", [])]
    found.messages.append({"role": "user", "content": "\n".join(texts)})
    found.messages.append({"role": "assistant", "content": answer_text(record[use.answer])})
    return {*use.inputs, use.answer, use.history}


def answer_text(held: Any) -> str:
    """An answer as a text: labels are often numbers, or several at once."""
    if isinstance(held, dict) and isinstance(held.get("text"), list):  # SQuAD: all texts that answer, the first best
        held = next((text for text in held["text"] if isinstance(text, str)), "")
    return as_written(held) if isinstance(held, (str, dict, list)) else str(held)


def _contents(record: Record, found: Carried) -> set[str]:
    """Take the turns of Gemini, as far as they are texts, calls, results."""
    instruction = record.get("systemInstruction", record.get("system_instruction"))
    if isinstance(instruction, str):
        instruction = {"parts": [{"text": instruction}]} if instruction.strip() else None
    turns = [{**instruction, "role": "system"}] if isinstance(instruction, dict) else []
    waiting: Waiting = []
    for place, turn in enumerate([*turns, *record["contents"]], 1):
        role = {"model": "assistant"}.get(turn.get("role", "user"), turn.get("role", "user"))
        made = as_messages(role, turn.get("parts", ()), place, waiting)
        if made is None:
            raise Impossible("parts of Gemini that are neither texts nor calls cannot be written in another shape")
        found.messages += made
    return {"contents", "systemInstruction", "system_instruction"}


def _plain(messages: Sequence[Message], lost: list[str]) -> list[tuple[str, str]]:
    """Messages as roles with texts; what else they hold is lost, and where that is all of it they cannot be written."""
    turns = []
    for one in with_contents(messages):
        content = one["content"]
        if isinstance(content, list):
            texts = [part.get("text", part.get("refusal")) for part in content if isinstance(part, dict)]
            if not len(texts) == len(content) == sum(isinstance(text, str) for text in texts):
                raise Impossible("pictures and other parts stand only in chat")
            content = "\n".join(map(str, texts))
        if one.get("tool_calls") or one.get("function_call") or content is None or one["role"] in ("tool", "function"):
            raise Impossible("calls of tools and their results stand only in chat")
        more = (key for key in one if key not in SHOWN and one[key] is not None)
        lost += [f"messages.{key}" for key in more if not learned.is_usual(one, key)]
        turns.append((one["role"], content))
    return turns


def _single(found: Carried) -> tuple[str, str, list[tuple[str, str]], str]:
    """The system message, the input, the turns between, the answer of a plain conversation."""
    turns = _plain(found.whole, found.lost)
    system = turns.pop(0)[1] if turns[0][0] in SYSTEM else ""
    if len(turns) < 2 or turns[-1][0] not in ASSISTANT or turns[-2][0] != "user" or not turns[-2][1].strip():
        raise Impossible("only where a question of the user comes before the answer can it be written so")
    return system, turns[-2][1], turns[:-2], turns[-1][1]


def as_chat(found: Carried) -> Record:
    """As OpenAI has it."""
    if found.worse:
        found.lost.append("the worse answer")
    tools = found.tools
    if isinstance(tools, str):
        raise Impossible("tools that are no JSON cannot be written in another shape")
    if isinstance(tools, list):
        bare = [isinstance(one, dict) and "name" in one and "type" not in one for one in tools]
        tools = [{"type": "function", "function": one} for one in tools] if all(bare) else tools
    beside = {"tools": tools} if tools else {}
    messages = [{**one, "role": "assistant" if one["role"] == "model" else one["role"]} for one in found.whole]
    return {"messages": list(map(_with_texts, messages)), **beside, **found.media}


def _with_texts(message: Message) -> Message:
    """A message whose calls have their arguments as texts of JSON, as providers want them."""
    calls = message.get("tool_calls")
    if not isinstance(calls, list):
        return message
    made = []
    for call in calls:
        function = call["function"]
        if isinstance(function.get("arguments"), dict) or not function.get("arguments"):
            arguments = json.dumps(function.get("arguments") or {}, ensure_ascii=False)
            call = {**call, "function": {**function, "arguments": arguments}}
        made.append(call)
    return {**message, "tool_calls": made}


def as_prompt(found: Carried) -> Record:
    """As Together and TRL have prompts with completions."""
    system, asked, between, answer = _single(found)
    if between:
        raise Impossible("a prompt with a completion holds one question and one answer, not several turns")
    _drop(found, ("the system message", system))
    return {"prompt": asked, "completion": answer}


def as_alpaca(found: Carried) -> Record:
    """As Alpaca has it, with system message and history as LLaMA-Factory reads them."""
    system, asked, between, answer = _single(found)
    roles = [role for role, _ in between]
    if roles != ["user", "assistant"] * (len(between) // 2):
        raise Impossible("Alpaca holds earlier turns by twos, the user’s before the answer")
    history = [[between[at][1], between[at + 1][1]] for at in range(0, len(between), 2)]
    _drop(found)
    more = {key: held for key, held in (("system", system), ("history", history)) if held}
    return {"instruction": asked, "input": "", "output": answer, **more}


def as_sharegpt(found: Carried) -> Record:
    """As ShareGPT has it."""
    messages, marks = learned.as_keys(found.whole)
    turns = _plain(messages, found.lost)
    if found.worse:
        found.lost.append("the worse answer")
    system = {"system": turns.pop(0)[1]} if turns[0][0] in SYSTEM else {}
    talk = [
        {"from": FROM[role], "value": text, **mark}
        for (role, text), mark in zip(turns, marks[-len(turns) :], strict=True)
    ]
    tools = {"tools": as_written(found.tools)} if found.tools else {}
    return {"conversations": talk, **system, **tools, **found.media}


def as_preference(found: Carried) -> Record:
    """As OpenAI has pairs."""
    _need_pair(found)
    found.lost += list(found.media)
    asked = {"messages": found.messages, **({"tools": found.tools} if found.tools else {})}
    return {"input": asked, "preferred_output": found.better, "non_preferred_output": found.worse}


def as_chosen(found: Carried) -> Record:
    """As TRL and axolotl have pairs."""
    _need_pair(found)
    tools = {"tools": found.tools} if found.tools else {}
    return {"prompt": found.messages, "chosen": found.better, "rejected": found.worse, **tools, **found.media}


def _need_pair(found: Carried) -> None:
    if not found.worse:
        raise Impossible("there is no worse answer to make a pair of")


def _drop(found: Carried, *more: tuple[str, Any]) -> None:
    """Name what a plain shape has no place for."""
    held = (("the tools", found.tools), ("the worse answer", found.worse), *more, *found.media.items())
    found.lost += [name for name, one in held if one]


WRITERS: Mapping[str, Callable[[Carried], Record]] = {
    "chat": as_chat, "prompt-completion": as_prompt, "alpaca": as_alpaca, "sharegpt": as_sharegpt,
    "preference": as_preference, "chosen-rejected": as_chosen,
}  # fmt: skip


def converted(record: Record, form: Form, target: str) -> tuple[Record, list[str]]:
    """An example in another shape, and what of it did not come along. Raises Impossible where it cannot be written."""
    try:
        found = carried(record, form)
        made = WRITERS[target](found)
    except (Wrong, KeyError, IndexError, TypeError, AttributeError) as problem:
        raise Impossible(f"it cannot be read so far as to write it again ({type(problem).__name__})") from None
    return made, list(dict.fromkeys(found.lost))
