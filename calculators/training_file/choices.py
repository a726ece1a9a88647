"""Pairs of answers to one prompt, the better beside the worse, in every dress in which they come."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from calculators.files.jsonl import name
from calculators.training_file.examples import Example, hold_beside, paired, shown_with
from calculators.training_file.kinds import Noted, Record, Wrong, quoted
from calculators.training_file.messages import ASSISTANT, objects, text_of, turns_of
from calculators.training_file.parts import parts_text
from calculators.training_file.talks import PROMPTS, beside, talk_key, told_prompt

SIDES = {
    "better": "chosen|preferred|accepted|winner|winning|better",
    "worse": "rejected|(?:non ?|dis)preferred|loser|losing|worse",
}
WHAT = "answer|response|output|completion|message|messages|conversation|conversations|text|content|reply|summary"
"""What a key calls an answer, before or after the word that rates it."""

PAIRED = {"response j": "better", "response k": "worse"}
"""Names that data sets give to both answers (stack-exchange-paired of lvwerra)."""


@lru_cache(maxsize=4096)
def _side(key: str) -> str:
    """Whether a key names the better or the worse answer, or neither."""
    plain = re.sub(r"[\s\-._]+", " ", key).strip().lower()
    for side, words in SIDES.items():
        if re.fullmatch(f"(?:(?:{WHAT}) )?(?:{words})|(?:{words}) (?:{WHAT})", plain):
            return side
    return PAIRED.get(plain, "")


def side_keys(record: Record) -> tuple[str, str]:
    """The keys of the better and of the worse answer; empty where there is none."""
    better = worse = ""
    for key, held in record.items():
        if (side := _side(key)) and (held is None or isinstance(held, (str, list, dict))):
            if side == "better" and better != "chosen":
                better = key if key == "chosen" or not better else better
            elif side == "worse" and worse != "rejected":
                worse = key if key == "rejected" or not worse else worse
    if worse and not better:  # as “text” beside “rejected_text”
        bare = re.sub(r"(?i)^rejected[ _-]|[ _-]rejected$", "", worse)
        better = bare if bare != worse and bare != "messages" and bare in record else ""
    return better, worse


def preference(record: Record) -> Example:
    """An input with a preferred and a non-preferred output, as OpenAI, Azure and Together take it."""
    asked = record.get("input")
    if not isinstance(asked, dict):
        raise Wrong("pair", f"“input” is {name(asked)}, not an object with messages")
    noted = Noted()
    turns = turns_of(asked.get("messages"), "input.messages", noted)
    better, worse = (_output(record, key, noted) for key in ("preferred_output", "non_preferred_output"))
    return paired(turns, better, worse, noted, shown_with(asked))


def ranked(record: Record) -> Example:
    """A prompt with a chosen and a rejected answer: texts, messages or whole conversations."""
    noted = Noted()
    if isinstance(record.get("answers"), list):
        return _by_rank(record, noted)
    keys = side_keys(record)
    if not keys[0] and record.get("messages"):
        return _within(record, keys[1], noted)
    sides = [
        _turns(record.get(key), key or missing, noted)
        for key, missing in zip(keys, ("chosen", "rejected"), strict=True)
    ]
    before = _shared(*sides)
    _check_prompts(record, sides, noted)
    turns = told_prompt(record, noted) if talk_key(record) or any(record.get(key) for key in PROMPTS) else before
    better, worse = ("\n".join(text for _, text in side[len(before) :]) for side in sides)
    hold_beside(record, noted, turns)
    asked = [text for role, text in turns if role != "system"]
    if not any(text.strip() for text in asked) and (any(key in record for key in PROMPTS) or len(sides[0]) > 1):
        raise Wrong("empty-input", "there is no prompt to the two answers")
    if not asked:  # the prompt is part of both texts, as TRL allows it
        turns = [*turns, ("user", "")]
    return paired(turns, better, worse, noted, shown_with(record))


def answered_worse(record: Record) -> bool:
    """Whether a worse answer stands beside a conversation that ends with the better one, as ms-swift has it."""
    better, worse = side_keys(record)
    talk = record.get("messages")
    last = talk[-1] if isinstance(talk, list) and talk else None
    return bool(worse and not better) and isinstance(last, dict) and last.get("role") in ASSISTANT


def _within(record: Record, worse: str, noted: Noted) -> Example:
    """A conversation that ends with the better answer, the worse one beside it. Raises Wrong."""
    turns = told_prompt(record, noted)
    if turns[-1][0] not in ASSISTANT:
        raise Wrong("pair", "“messages” does not end with the better answer")
    other = _turns(record.get(worse), worse or "rejected_response", noted)
    return paired(turns[:-1], turns[-1][1], other[-1][1], noted, shown_with(record))


def _by_rank(record: Record, noted: Noted) -> Example:
    """Several answers, each with its rank, the best first (Nectar)."""
    ranks: list[tuple[float, str]] = []
    for place, one in enumerate(objects(record["answers"], "answers"), 1):
        rank = one.get("rank")
        if isinstance(rank, bool) or not isinstance(rank, (int, float)):
            raise Wrong("pair", f"answer {place} has no rank")
        ranks.append((float(rank), text_of({"content": one.get("answer")}, place, noted)))
    ranks.sort(key=lambda one: one[0])
    if len(ranks) < 2 or ranks[0][0] == ranks[-1][0]:
        raise Wrong("pair", "no answer has a better rank than another")
    return paired(told_prompt(record, noted), ranks[0][1], ranks[-1][1], noted, shown_with(record))


def _turns(found: Any, key: str, noted: Noted) -> list[tuple[str, str]]:
    """One side of a pair as turns: a text, a message, a list of messages, or an object that holds them."""
    if isinstance(found, str):
        return [("assistant", found)]
    if isinstance(found, dict) and isinstance(found.get("messages"), list):
        found = found["messages"]
    if isinstance(found, dict) and found.keys() & {"role", "from", "content", "value"}:
        found = [{"role": "assistant", **found} if "from" not in found else found]
    if isinstance(found, list) and found:
        turns = turns_of(found, key, noted, dialect=True)
        if turns[-1][0] not in ASSISTANT:
            raise Wrong("pair", f"“{key}” does not end with an answer")
        return turns
    raise Wrong("pair", f"“{key}” is {'an empty list' if found == [] else name(found)}")


def _check_prompts(record: Record, sides: list[list[tuple[str, str]]], noted: Noted) -> None:
    """Whether both sides hold the same prompt, where each holds one. Raises Wrong."""
    asked = [[text.strip() for role, text in side if role == "user"] for side in sides]
    if all(asked) and asked[0][0] != asked[1][0]:
        raise Wrong("pair", "its two sides answer different prompts")
    if not any(record.get(key) for key in PROMPTS):
        texts = [side[0][1].partition("\n\nAssistant:") for side in sides]
        if all(answered for _, answered, _ in texts) and texts[0][0].strip() != texts[1][0].strip():
            noted.note("no-common-prompt", "")


def _shared(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The turns with which both sides begin, up to their answers."""
    shared: list[tuple[str, str]] = []
    for mine, theirs in zip(one[:-1], other[:-1], strict=False):
        if mine != theirs:
            break
        shared.append(mine)
    return shared


def _output(record: Record, key: str, noted: Noted) -> str:
    """The text of one side of a preference: messages of the assistant, of tools between them (Microsoft on DPO)."""
    if key not in record:
        raise Wrong("pair", f"there is no “{key}”")
    found = record[key]
    if not isinstance(found, list) or not found:
        raise Wrong("pair", f"“{key}” is {name(found) if not isinstance(found, list) else 'an empty list'}")
    turns = turns_of(found, key, noted)
    if other := next((role for role, _ in turns if role not in ASSISTANT and role != "tool"), ""):
        raise Wrong("pair", f"“{key}” has a message of {other}; only those of assistant and tool stand there")
    if not any(role in ASSISTANT for role, _ in turns):
        raise Wrong("pair", f"“{key}” has no message of the assistant")
    return "\n".join(text for _, text in turns)


def candidates(record: Record, noted: Noted) -> Example:
    """The better and the worse of the answers of the last message, as Amazon Nova takes them."""
    found = record["messages"]
    turns = beside(record, turns_of(found[:-1], "messages", noted), noted)
    labels: dict[str, str] = {}
    for one in objects(found[-1]["candidates"], "candidates"):
        label = one.get("preferenceLabel")
        if isinstance(label, str):
            labels.setdefault(label, text_of(one, len(found), noted))
    if not labels.keys() >= {"preferred", "non-preferred"}:
        there = quoted(", ".join(labels), 80) or "none"
        raise Wrong("pair", f"of the candidates one must be “preferred” and one “non-preferred”; here: {there}")
    return paired(turns, labels["preferred"], labels["non-preferred"], noted, shown_with(record))


def completions(record: Record, turns: list[tuple[str, str]], noted: Noted) -> Example:
    """The better and the worse of two scored answers, as Gemini takes them."""
    scored: list[tuple[float, str]] = []
    for one in objects(record["completions"], "completions"):
        score, completion = one.get("score"), one.get("completion")
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not isinstance(completion, Mapping):
            raise Wrong("pair", "a completion needs a score, which is a number, and under “completion” its parts")
        scored.append((float(score), parts_text(completion.get("parts"), len(turns) + 1, noted)))
    worst, best = min(scored, key=lambda one: one[0]), max(scored, key=lambda one: one[0])
    if best[0] == worst[0]:
        raise Wrong("pair", "no completion has a higher score than another")
    return paired(turns, best[1], worst[1], noted, shown_with(record))
