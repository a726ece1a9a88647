"""Conversations: as OpenAI, Bedrock, Gemini have them, as ShareGPT does in its dialects."""

from collections.abc import Mapping
from typing import Any

from calculators.training_file.choices import candidates, completions
from calculators.training_file.columns import SYSTEMS, is_apart
from calculators.training_file.examples import MEDIA, Example, ended, hold_beside, prompted, rated, shown_with
from calculators.training_file.kinds import Noted, Record, Wrong, canonical, quoted
from calculators.training_file.messages import ASSISTANT, plain_turns, refused_apart, turns_of
from calculators.training_file.talks import beside, gemini_turns, pair_keys, spoken, talk_key, told_prompt

RATINGS = ("kto_tag", "label")
RATED = {"true": True, "false": False, "1": True, "0": False}


def chat(record: Record) -> Example:
    """A conversation under "messages", as OpenAI, Azure, Together, Mistral and Bedrock take it."""
    noted = Noted()
    found: Any = record.get("messages")
    if len(record) == 1 and (plain := plain_turns(found)):
        example = ended(plain, noted, "")
        example.plain = True
        return example
    last = found[-1] if isinstance(found, list) and found else None
    if isinstance(last, dict) and last.get("candidates"):
        return candidates(record, noted)
    turns = beside(record, turns_of(found, "messages", noted), noted)
    _note_more(record, "messages", noted)
    if "schemaVersion" not in record and any(isinstance(record.get(key), str) and record[key] for key in SYSTEMS):
        noted.note("system-beside", "")
    if isinstance(last, dict) and (refused := _refused(last)):
        noted.note("refusal", f"“{quoted(refused)}”")
    return ended(turns, noted, shown_with(record))


def _refused(message: Record) -> str:
    """The refusal that a message is by its key or by the type of its parts; empty for any other."""
    content = message.get("content")
    parts = (one.get("refusal") for one in content if isinstance(one, dict)) if isinstance(content, list) else ()
    return refused_apart(message) or next((one for one in parts if isinstance(one, str)), "")


OF_COHERE = frozenset({"system", "user", "chatbot"})


def cohere(record: Record) -> Example:
    """A conversation of System, User, Chatbot, as Cohere took it; what the user says last teaches nothing."""
    noted = Noted()
    found: Any = record.get("messages")
    turns = beside(record, turns_of(found, "messages", noted, dialect=True), noted)
    roles = [str(message.get("role")) for message in found]
    if other := next((role for role in roles if role.lower() not in OF_COHERE), ""):
        noted.note("not-cohere", f"“{quoted(other, 30)}”")
    if turns[-1][0] == "user" and any(role in ASSISTANT for role, _ in turns):
        noted.note("last-user", "")
        while turns[-1][0] == "user":
            turns.pop()
    return ended(turns, noted, shown_with(record))


def converse(record: Record) -> Example:
    """A conversation in blocks, as Nova on Bedrock takes it. Raises Wrong."""
    if "schemaVersion" not in record:
        example = chat(record)
        example.odd = [one for one in example.odd if one[0] != "system-beside"]
        return example
    found = record.get("messages")
    for place, message in enumerate(found if isinstance(found, list) else (), 1):
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, str):
            raise Wrong("content", f"the content of message {place} is a text; here it is a list of blocks with one")
    if isinstance(record.get("system"), str):
        raise Wrong("content", "“system” is a text; here it is a list of blocks with one")
    return chat(record)


def sharegpt(record: Record) -> Example:
    """A conversation whose turns have "from" and "value", or another pair of keys, under one of several keys."""
    noted = Noted()
    turns = beside(record, spoken(record, noted), noted)
    return ended(turns, noted, shown_with(record))


def elsewhere(record: Record) -> Example:
    """A conversation as "messages" hold it, under another key."""
    noted = Noted()
    key = talk_key(record)
    turns = beside(record, turns_of(record.get(key), key, noted), noted)
    _note_more(record, key, noted)
    return ended(turns, noted, shown_with(record))


PAIR = ("prompt", "completion")
KNOWN_BESIDE = frozenset(
    {
        "messages",
        "text",
        "weight",
        "tools",
        "functions",
        "parallel_tool_calls",
        "tool_choice",
        "schemaVersion",
        "toolConfig",
    }
    | {"documents", "chat_template_kwargs", *SYSTEMS, *MEDIA, *RATINGS}
)
"""What may stand beside messages: some who train read it."""


def _note_more(record: Record, key: str, noted: Noted) -> None:
    """Note the keys beside a conversation that no provider reads."""
    if len(record) > 1 and (more := extra_keys(record, key)):
        noted.note("extra-key", quoted(", ".join(more)))


def extra_keys(record: Record, key: str) -> list[str]:
    """The keys beside a conversation that no provider reads."""
    pair = set(PAIR) <= record.keys()  # another format, which is told as that
    return [one for one in record if one != key and one not in KNOWN_BESIDE and not (pair and one in PAIR)]


def gemini(record: Record) -> Example:
    """A conversation under "contents", as Gemini takes it."""
    noted = Noted()
    turns = gemini_turns(record, noted)
    hold_beside(record, noted)
    if "completions" in record:
        return completions(record, turns, noted)
    return ended(turns, noted, shown_with(record))


def with_ratings(cells: Mapping[str, str]) -> Record:
    """A row of a table whose rating is read as those who train read it: "True", "0"."""
    said = {key: RATED[cells[key].strip().lower()] for key in RATINGS if cells.get(key, "").strip().lower() in RATED}
    return {**cells, **said}


def rated_answer(record: Record) -> Example:
    """A prompt with one answer, and whether that is good or bad, as KTO takes it."""
    noted = Noted()
    rating = next((record[key] for key in RATINGS if key in record), None)
    if talk_key(record):
        turns = beside(record, spoken(record, noted), noted)
        return rated(ended(turns, noted, shown_with(record)), rating)
    turns = told_prompt(record, noted)
    answer = next((record[key] for key in ("completion", "response", "output", "answer") if key in record), None)
    turns += [("assistant", answer)] if isinstance(answer, str) else turns_of(answer, "completion", noted)
    hold_beside(record, noted, turns)
    return rated(ended(turns, noted, shown_with(record)), rating)


def messages_pair(record: Record) -> Example:
    """A prompt and its answer, one of which at least is a list of messages, as TRL takes them."""
    noted = Noted()
    turns: list[tuple[str, str]] = []
    for key, role in zip(pair_keys(record), ("user", "assistant"), strict=True):
        found = record.get(key)
        found = [found] if isinstance(found, dict) else found
        turns += [(role, found)] if isinstance(found, str) else turns_of(found, key, noted)
    turns = beside(record, turns, noted)
    return ended(turns, noted, shown_with(record))


def asked_only(record: Record) -> Example:
    """A prompt for reinforcement: a conversation that ends with the user, beside it what judges the answer."""
    noted = Noted()
    if "contents" in record:
        turns, used = gemini_turns(record, noted), {"contents", "systemInstruction", "system_instruction"}
    elif key := talk_key(record):
        turns, used = beside(record, spoken(record, noted), noted), {key}
    else:
        turns, used = told_prompt(record, noted), {"prompt"}
    used |= {"tools", "functions", "documents", *SYSTEMS}
    reference = {key: found for key, found in record.items() if key not in used and not is_apart(key)}
    return prompted(turns, reference, noted, shown_with(record))


def labelled(record: Record) -> Example:
    """A conversation with labels beside it, to learn a class from."""
    noted = Noted()
    turns = beside(record, spoken(record, noted), noted)
    labels = record.get("labels", record.get("label"))
    if labels is None or labels in ("", {}, []):
        raise Wrong("empty-answer", "there is no label")
    answer = canonical(labels)
    return Example([*turns, ("assistant", answer)], answer, noted, shown_with(record))
