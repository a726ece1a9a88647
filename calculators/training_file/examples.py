"""One example of training data: what is learned from it, what the model sees before, what is odd about it."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from calculators.training_file.columns import TOOLS
from calculators.training_file.kinds import Noted, Record, Wrong, canonical, quoted
from calculators.training_file.messages import ASSISTANT, SYSTEM, check_tools

MEDIA = ("images", "image", "videos", "video", "audios", "audio")
"""Keys beside the turns that hold what is no text, or point to it."""

KINDS_OF_MEDIA = ("image", "video", "audio")


class Example:
    """What is learned: the turns in order, each a role and a text, the answer last; and what is odd about them.

    `odd` lists keys of kinds with details. `extra` is text that is billed but is no turn, such as the list of tools;
    `beside` what reaches the model and is no text, such as pictures, whose bytes are in `pictures`. Where an answer is
    rated, `rated` says how. Where no answer is `taught` as it stands (a prompt, a bad answer), its faults do not count;
    to a prompt, `judged` is what an answer to it is held against, the settings of who judges left out. `concluded` is
    what the answer says after all thoughts. Where it is `plain`, the turns are all that its record holds. Where it is
    tokens already, and has no text, they are `counted`.
    """

    __slots__ = (
        "answer",
        "beside",
        "concluded",
        "counted",
        "extra",
        "form",
        "judged",
        "odd",
        "pictures",
        "plain",
        "rated",
        "system",
        "taught",
        "turns",
    )

    def __init__(self, turns: list[tuple[str, str]], answer: str, noted: Noted, extra: str = "") -> None:
        self.turns = turns
        self.answer = answer
        self.concluded = _concluded(answer, noted.thoughts)
        self.odd = noted.odd
        self.beside = "\x1f".join(noted.beside)
        self.pictures = noted.pictures
        self.extra = extra
        self.system = turns[0][1] if turns and turns[0][0] in SYSTEM else ""
        self.rated: bool | None = None
        self.taught = True
        self.judged: str | None = None
        self.plain = False
        self.counted = 0
        self.form: Any = None
        """How it was read, where most of its file are read otherwise."""


Reader = Callable[[Record], Example]

THOUGHT = re.compile(
    r"(?is)\s*(?:<(think|thinking|thought|reasoning)>.*?</\1>|\[think\].*?\[/think\]"
    r"|<\|begin_of_thought\|>.*?<\|end_of_thought\|>)\s*"
)
"""What is thought before an answer, where it stands in the text of the answer itself."""

OPENED = re.compile(r"(?i)\s*(?:<(?:think|thinking|thought|reasoning)>|\[think\]|<\|begin_of_thought\|>)")
"""How it begins."""


def _concluded(answer: str, thoughts: list[str]) -> str:
    """An answer without what is thought before it; all of it where nothing else is said."""
    rest = answer
    for thought in thoughts:
        rest = rest.removeprefix(thought).lstrip("\n")
    if OPENED.match(rest) and (found := THOUGHT.match(rest)) and found.end() < len(rest):
        rest = rest[found.end() :]
    return rest if rest.strip() else answer


def tools_of(record: Record) -> str:
    """The tools beside an example, as text."""
    tools = next((record[key] for key in TOOLS if record.get(key)), None)
    return canonical(tools) if tools else ""


def shown_with(record: Record) -> str:
    """What a template shows with a conversation: the tools, the documents to answer from; as one text."""
    documents = record.get("documents")
    return "\x1d".join(filter(None, (tools_of(record), canonical(documents) if documents else "")))


def hold_beside(record: Record, noted: Noted, turns: Sequence[tuple[str, str]] = ()) -> None:
    """Keep the pictures, sound and video beside the turns, as LLaMA-Factory and TRL have them; look at the tools."""
    config = record.get("toolConfig")  # of Bedrock
    tools = config.get("tools") if isinstance(config, dict) else record.get("tools", record.get("functions"))
    if tools is not None:
        check_tools(tools, noted)
    if not record.keys().isdisjoint(MEDIA):
        for key in MEDIA:
            if record.get(key):
                noted.once("pictures", f"“{key}”")
                noted.hold(record[key])
    if turns:
        _check_places(record, noted, turns)


def _check_places(record: Record, noted: Noted, turns: Sequence[tuple[str, str]]) -> None:
    """Note where there are more places for pictures, video or sound than there are of these beside the turns, or fewer.

    A place is a part of a message, as TRL has it, or a mark in the text, as LLaMA-Factory has it. Where messages name
    no place, TRL puts the pictures first: whether that is odd, the rest of the file must tell.
    """
    for kind in KINDS_OF_MEDIA:
        held = record.get(f"{kind}s", record.get(kind))
        given = len(held) if isinstance(held, list) else int(bool(held))
        beside = kind in record or f"{kind}s" in record
        if places := noted.places[kind]:
            if places != given:
                noted.once("media-parts", f"parts: {places}, of “{kind}” beside them: {given}")
        elif beside:
            marks = sum(text.count(f"<{kind}>") for _, text in turns)
            if marks != given and (marks or "messages" not in record):
                noted.once("media-fit", f"places: {marks}, of “{kind}” beside them: {given}")


def keys_of(record: Record) -> str:
    """The first keys of a record, to be told."""
    return quoted(", ".join(list(record)[:6]), 80) or "none"


def ended(turns: list[tuple[str, str]], noted: Noted, extra: str) -> Example:
    """An example whose last turn is the answer. Raises Wrong."""
    roles = [role for role, _ in turns]
    if roles[-1] not in ASSISTANT:
        if ASSISTANT.isdisjoint(roles):
            raise Wrong("no-answer", f"roles here: {quoted(', '.join(roles), 60)}")
        raise Wrong("last-turn", f"the last message is from {roles[-1]}")
    if not turns[-1][1].strip():
        raise Wrong("empty-answer", "the last message is empty")
    check_order(turns, roles, noted)
    if OPENED.match(turns[-1][1]):
        thought = THOUGHT.match(turns[-1][1])
        if not thought or thought.end() == len(turns[-1][1]):
            noted.note("thought-alone", "nothing stands after it" if thought else "it never ends")
    return Example(turns, turns[-1][1], noted, extra)


def check_order(turns: list[tuple[str, str]], roles: list[str], noted: Noted) -> None:
    """Note what is odd about the order of the turns."""
    if roles == ["system", "user", "assistant"] and turns[0][1].strip() and turns[1][1].strip():
        return  # as most examples are
    if roles[0] not in SYSTEM:
        noted.note("no-system", "")
    first = next((at for at, role in enumerate(roles) if role not in SYSTEM), len(roles))
    if late := next((at for at, role in enumerate(roles[first:], first + 1) if role in SYSTEM), 0):
        noted.note("system-late", f"message {late}")
    if "user" not in roles:
        noted.note("no-user", f"roles here: {quoted(', '.join(roles), 60)}")
    for place, (before, after) in enumerate(pairwise(roles), 2):
        if before == after and after in ("user", "assistant", "model"):
            if after == "assistant" and any(key == "masks" and "channel" in detail for key, detail in noted.odd):
                continue  # what is thought and what is said go over channels of their own
            noted.note("order", f"messages {place - 1} and {place} are both from {after}")
            break
    empty = next((place for place, (_, text) in enumerate(turns[:-1], 1) if not text.strip()), 0)
    if empty:
        noted.note("empty-turn", f"message {empty}")


def paired(turns: Sequence[tuple[str, str]], better: str, worse: str, noted: Noted, extra: str) -> Example:
    """An example of a better and a worse answer. Raises Wrong."""
    if not better.strip():
        raise Wrong("empty-answer", "the better answer is empty")
    if better.strip() == worse.strip():
        noted.note("pair-same", "")
    if not worse.strip():
        noted.note("empty-worse", "")
    if not any(role == "user" for role, _ in turns):
        noted.note("no-user", "")
    return Example([*turns, ("assistant", better), ("rejected", worse)], better, noted, extra)


def prompted(turns: list[tuple[str, str]], reference: Any, noted: Noted, extra: str) -> Example:
    """An example that only asks: the model answers in training, and a reference or a program judges. Raises Wrong."""
    if not any(text.strip() for role, text in turns if role not in SYSTEM):
        raise Wrong("empty-input", "the prompt is empty")
    if turns[-1][0] in ASSISTANT:
        raise Wrong("answered-prompt", "the last message is an answer; a prompt ends with the user’s")
    example = Example([*turns, ("reference", "")], canonical(reference) if reference else "", noted, extra)
    example.taught = False
    example.judged = canonical(_judged(reference))
    return example


JUDGED = re.compile(r"(?i).*(?:reference|ground.?truth|answer|solution|expected|target|label|correct|gold).*")
"""Names of what an answer is held against; what else stands beside a prompt says how."""


def _judged(reference: Any) -> Any:
    """Of what stands beside a prompt that part which says what the right answer is."""
    if not isinstance(reference, dict):
        return reference
    kept = ((key, found if JUDGED.fullmatch(key) else _judged(found)) for key, found in reference.items())
    return {key: found for key, found in kept if JUDGED.fullmatch(key) or (isinstance(found, dict) and found)}


def rated(example: Example, rating: Any) -> Example:
    """An example with the rating of its answer. Raises Wrong."""
    if rating not in (True, False):
        held = f"the text “{quoted(rating, 20)}”" if isinstance(rating, str) else quoted(rating, 20)
        raise Wrong("rating", f"the rating is {held}, not true or false")
    example.rated = bool(rating)
    example.taught = example.rated
    return example
