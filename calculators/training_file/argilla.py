"""Records of Argilla, whose fields with their responses stand in objects, or each under a key of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.files.objects import as_list
from calculators.training_file.columns import INPUTS, ORIGINS, TITLES, holds_texts, is_apart, is_provenance
from calculators.training_file.examples import Example
from calculators.training_file.kinds import Noted, Record, as_written
from calculators.training_file.messages import turns_of
from calculators.training_file.tables import annotation

LATER, FIRST = ".responses", "-suggestion"
"""What stands behind the name of a question in a key: of its answers (Argilla 2), of a guess at it (Argilla 1)."""

OF_QUESTION = re.compile(r".+(?:\.(?:responses|suggestion)(?:\.\w+)?|-suggestion(?:-metadata)?)")
"""The keys that belong to a question, where it has keys of its own."""

OF_ANSWERS = re.compile(r".+\.responses(?:\.\w+)?")
COUNTS = ("submitted", None, "")
"""The states of a response that was handed in; drafts and what was discarded are no answers."""

SHOWN = frozenset({*INPUTS, "response", "completion", "answer", "output", "reply", "instruction"})
"""Names of texts that are shown, whatever they hold."""

STATE = "status"
"""The key that says how far a record is."""


def questions(record: Mapping[str, Any]) -> list[str]:
    """The questions whose answers stand under keys of their own; none where they stand in an object."""
    later = [key.removesuffix(LATER) for key in record if key.endswith(LATER)]
    return later or [key for key in record if f"{key}{FIRST}" in record or _is_answers(record[key])]


def guesses(record: Mapping[str, Any]) -> list[str]:
    """The keys of guesses at the answers, which nobody confirmed where no answers stand beside them."""
    return [key for key in record if key.endswith((".suggestion", FIRST))]


def _is_answers(held: Any) -> bool:
    """Whether this is what several people answered to one question, as Argilla 1 has it without a guess."""
    first = held[0] if isinstance(held, list) and held else None
    return isinstance(first, dict) and {"user_id", "value", "status"} <= first.keys()


def shown(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns that were shown to who answered: texts, conversations; none where nothing speaks for one."""
    asked = {name for row in rows for name in questions(row)}
    free = [one for one in columns if one not in asked and one != STATE and not OF_QUESTION.fullmatch(one)]
    free = [one for one in free if not is_apart(one) and one not in ("metadata", "vectors")]
    told = [one for one in free if one.lower() not in ORIGINS | TITLES]
    found = [one for one in told if one.lower() in SHOWN or holds_texts(one, rows) or _talks(one, rows)]
    texts = [one for one in free if any(isinstance(row.get(one), str) for row in rows)]
    return tuple(found or (texts if len(texts) == 1 else ()))


def offered(columns: Sequence[str]) -> list[str]:
    """The columns among which a reader may name those that were shown."""
    return [one for one in columns if one != STATE and not OF_QUESTION.fullmatch(one) and not is_apart(one)]


def _talks(column: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(map(_is_talk, (row.get(column) for row in rows)))


def _is_talk(held: Any) -> bool:
    """Whether this is a conversation, as a field for chats holds it."""
    return isinstance(held, list) and bool(held) and all(isinstance(one, dict) and "role" in one for one in held)


def read(inputs: Sequence[str], record: Record) -> Example:
    """A record with its first response; where it has no object of fields, those shown are the inputs. Raises Wrong."""
    noted = Noted()
    fields = record.get("fields")
    held = fields if isinstance(fields, dict) else {key: record.get(key) for key in inputs}
    talk: list[tuple[str, str]] = []
    texts = []
    for key, one in held.items():
        if _is_talk(one):
            talk += turns_of(one, key, noted)
        elif one:
            texts.append(as_written(one))
    by_user: dict[Any, list[Any]] = {}
    for user, value in _responses(record):
        by_user.setdefault(user, []).append(value)
    return annotation(texts, *map(_answer_of, by_user.values()), before=talk, noted=noted)


def _responses(record: Record) -> Iterator[tuple[Any, Any]]:
    """The answers that were handed in, each with who gave it, or with their number."""
    nested = record.get("responses")
    if isinstance(nested, dict):
        for given in nested.values():
            yield from _of_list(given)
    elif isinstance(nested, list):
        for place, one in enumerate(nested):
            if isinstance(one, dict) and one.get("status") in COUNTS:
                held = (value for value in (one.get("values") or {}).values() if isinstance(value, dict))
                yield from ((place, value.get("value")) for value in held)
    else:
        for question in questions(record):
            key = f"{question}{LATER}"
            if key not in record:
                yield from _of_list(record[question])
                continue
            values, users, states = (as_list(record.get(f"{key}{end}")) for end in ("", ".users", ".status"))
            for place, value in enumerate(values):
                if place >= len(states) or states[place] in COUNTS:
                    yield users[place] if place < len(users) else place, value


def _of_list(given: Any) -> Iterator[tuple[Any, Any]]:
    """The same of the answers to one question in a list, or in an object of lists as `datasets` keeps sequences."""
    if isinstance(given, dict) and isinstance(given.get("value"), list):
        keys = [key for key, held in given.items() if isinstance(held, list)]
        given = [dict(zip(keys, cells, strict=True)) for cells in zip(*(given[key] for key in keys), strict=False)]
    for place, one in enumerate(given if isinstance(given, list) else ()):
        if isinstance(one, dict) and one.get("status") in COUNTS:
            yield one.get("user_id", place), one.get("value")


def told_by(record: Record) -> Record:
    """What a record shows and holds beside it, with what was answered: all but who did so, and the record's ids."""
    aside = {"responses", "suggestions", "vectors", STATE, *questions(record)}
    kept = {
        key: held
        for key, held in record.items()
        if key not in aside and key[:1] != "_" and not is_provenance(key) and not OF_QUESTION.fullmatch(key)
    }
    return {**kept, "responses": [value for _, value in _responses(record)]}


def _answer_of(values: list[Any]) -> str:
    """What was answered to the questions on a record: the text where there is one, else all of it."""
    texts = [one for one in values if isinstance(one, str) and " " in one.strip()]
    return texts[0] if len(texts) == 1 else ", ".join(as_written(_ranked(one)) for one in values if one is not None)


def _ranked(value: Any) -> Any:
    """What was ranked, the best first; any other answer as it is."""
    ranks = value if isinstance(value, list) and value else [None]
    if not all(isinstance(one, dict) and isinstance(one.get("rank"), int) and "value" in one for one in ranks):
        return value
    return [one["value"] for one in sorted(ranks, key=lambda one: one["rank"])]


def carried(record: Record, inputs: Sequence[str]) -> set[str]:
    """The keys of a record that hold what was shown or answered, or how far it is."""
    own = {key for key in record if OF_ANSWERS.fullmatch(key)}
    return own | {"fields", "responses", STATE, *inputs, *questions(record)}
