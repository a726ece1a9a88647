"""Examples from columns or plain keys: an input with its answer, a text, steps, segments, exports of annotations."""

from collections.abc import Iterator, Sequence

from calculators.files.jsonl import name
from calculators.training_file.columns import Columns, compared
from calculators.training_file.examples import Example, Reader, hold_beside, keys_of, tools_of
from calculators.training_file.kinds import Noted, Record, Wrong, as_written, canonical, quoted
from calculators.training_file.messages import turns_of

IGNORED = -100
"""The label of a token that is not learned."""

OF_LABEL_STUDIO = frozenset(
    {
        *("id", "inner_id", "project", "annotations", "completions", "predictions", "drafts", "file_upload"),
        *("created_at", "updated_at", "updated_by", "total_annotations", "cancelled_annotations", "total_predictions"),
        *("comment_count", "unresolved_comment_count", "comment_authors", "last_comment_updated_at"),
    }
)
"""What Label Studio writes of a task beside what it shows: https://labelstud.io/guide/export."""

STRUCTURED = frozenset({"labels", "label", "tags", "entities", "categories", "intents", "spans", "answers"})
"""Columns of answers that may hold more than a text: of a classifier several labels at once."""


def pairs(use: Columns) -> Reader:
    """Reads the input from one or several columns or keys and the answer from another."""
    first = use.inputs[0]

    def read(record: Record) -> Example:
        noted = Noted()
        answer = _cell(record, use.answer)
        asked = [text for column in use.inputs if (text := _cell(record, column, column != first)).strip()]
        if not answer.strip():
            raise Wrong("empty-answer", f"“{quoted(use.answer, 40)}” is empty")
        if not asked:
            raise Wrong("empty-input", f"“{quoted(first, 40)}” is empty")
        if "messages" in record:
            noted.note("two-shapes", "“messages” stands beside it")
        turns = _before(record, use)
        turns += [("user", "\n".join(asked)), ("assistant", answer)]
        hold_beside(record, noted, turns)
        for column in (use.link, use.score):
            if record.get(column) not in (None, ""):
                noted.hold({column: record[column]})
        return Example(turns, answer, noted, tools_of(record))

    return read


def _before(record: Record, use: Columns) -> list[tuple[str, str]]:
    """The turns that stand in columns of their own: the system message, what was said earlier."""
    turns = []
    if use.system and isinstance(record.get(use.system), str) and record[use.system]:
        turns.append(("system", record[use.system]))
    earlier = record.get(use.history) if use.history else None
    if isinstance(earlier, list):
        for place, one in enumerate(earlier, 1):
            if isinstance(one, list):
                if len(one) != 2 or not all(isinstance(text, str) for text in one):
                    raise Wrong("turn", f"entry {place} of “{use.history}” is no pair of two texts")
                turns += zip(("user", "assistant"), one, strict=True)
            elif isinstance(one, dict):
                turns += turns_of([one], use.history, Noted(), dialect=True)
            else:
                turns.append(("user", canonical(one)))
    elif earlier:
        turns.append(("user", canonical(earlier)))
    return turns


def plain(column: str) -> Reader:
    """Reads a text that is learned as a whole."""

    def read(record: Record) -> Example:
        text = _cell(record, column)
        if not text.strip():
            raise Wrong("empty-text", f"“{quoted(column, 40)}” is empty")
        noted = Noted()
        hold_beside(record, noted)
        return Example([("text", text)], text, noted)

    return read


def _cell(record: Record, column: str, may_lack: bool = False) -> str:
    found = record.get(column)
    if isinstance(found, dict) and isinstance(found.get("text"), list):  # SQuAD: all texts that answer, the first best
        found = next((text for text in found["text"] if isinstance(text, str)), "")
    if isinstance(found, str):
        return found
    if may_lack:  # a further input: a list of choices is text to a model, too
        return "" if found is None or found == [] else canonical(found)
    if column not in record:
        raise Wrong("shape", f"there is no “{quoted(column, 40)}”; keys here: {keys_of(record)}")
    if found is not None and (not isinstance(found, (dict, list)) or column.lower() in STRUCTURED):
        return canonical(found) if isinstance(found, (dict, list)) and found else "" if found == [] else str(found)
    raise Wrong("content", f"“{quoted(column, 40)}” is {name(found)}, not a text")


def segments(record: Record) -> Example:
    """A text in segments, each marked whether it is learned, as axolotl takes it without a template."""
    found = record.get("segments")
    if not isinstance(found, list) or not found:
        raise Wrong("turn", f"“segments” is {name(found)}, not a list of objects")
    learned = []
    for place, one in enumerate(found, 1):
        if not isinstance(one, dict) or not isinstance(one.get("text"), str):
            raise Wrong("content", f"segment {place} has no text")
        if one.get("label") not in (True, False):
            raise Wrong("rating", f"segment {place} does not say with true or false whether it is learned")
        learned.append(bool(one["label"]))
    if not any(learned):
        raise Wrong("no-answer", "no segment is marked to be learned")
    text = "".join(one["text"] for one in found)
    answer = "".join(one["text"] for one, kept in zip(found, learned, strict=True) if kept)
    if not answer.strip():
        raise Wrong("empty-answer", "the segments to be learned are empty")
    noted = Noted()
    noted.hold(learned)
    return Example([("text", text)], answer, noted)


def tokenised(record: Record) -> Example:
    """An example that is tokens already, with a label for each: that token where it is learned, else −100 (axolotl)."""
    found = record.get("input_ids")
    if not isinstance(found, list) or not found or not all(type(one) is int and one >= 0 for one in found):
        raise Wrong("content", "“input_ids” is no list of the numbers of tokens")
    for key in ("labels", "attention_mask"):
        beside = record.get(key)
        if beside is not None and (not isinstance(beside, list) or len(beside) != len(found)):
            held = f"{len(beside):,} entries" if isinstance(beside, list) else name(beside)
            raise Wrong("tokens", f"“{key}” has {held} to {len(found):,} tokens")
    labels = record.get("labels")
    if labels is not None and all(one == IGNORED for one in labels):
        raise Wrong("no-answer", "every label is −100")
    example = Example([("tokens", "")], "", Noted())
    example.taught = False
    example.counted = len(found)
    return example


def stepwise(record: Record) -> Example:
    """A prompt with the steps of an answer, each rated true or false, as TRL and axolotl take them."""
    asked, steps, labels = record.get("prompt"), record.get("completions"), record.get("labels")
    if not isinstance(asked, str) or not asked.strip():
        raise Wrong("empty-input", "“prompt” is empty or not a text")
    if not isinstance(steps, list) or not steps or not all(isinstance(step, str) and step.strip() for step in steps):
        raise Wrong("content", "“completions” is not a list of texts")
    if not isinstance(labels, list) or len(labels) != len(steps) or not all(label in (True, False) for label in labels):
        raise Wrong("rating", f"“labels” does not say true or false for each of the {len(steps):,} steps")
    answer = "\n".join(steps)
    # What is learned are the ratings: so the steps are part of the input.
    example = Example([("user", asked), ("assistant", answer), ("reference", "")], answer, Noted())
    example.taught = all(labels)
    example.judged = canonical(labels)
    return example


def label_studio(record: Record) -> Example:
    """A task of Label Studio with what was annotated, the first annotation that was not cancelled."""
    data = record.get("data")
    asked = [text for text in (data or {}).values() if isinstance(text, str)] if isinstance(data, dict) else []
    given = record.get("annotations") or record.get("completions") or []
    kept = [one for one in given if isinstance(one, dict) and not one.get("was_cancelled") and one.get("result")]
    if not kept:
        raise Wrong("no-answer", "the task has no annotation")
    return annotation(asked, *(_annotated(_results(one)) for one in kept))


def _results(annotation: Record) -> list[Record]:
    """The results of one annotation that hold something."""
    found = annotation.get("result")
    return (
        [one for one in found if isinstance(one, dict) and isinstance(one.get("value"), dict)]
        if isinstance(found, list)
        else []
    )


def _is_text(result: Record) -> bool:
    """Whether a result is a text that somebody wrote, beside which ratings and labels are marks."""
    return isinstance(result["value"].get("text"), list) and "labels" not in result["value"]


def _annotated(results: list[Record]) -> str:
    """What the results of one annotation say: the text that was written, else all that was marked."""
    texts = [as_written(text) for one in results if _is_text(one) for text in one["value"]["text"]]
    return "\n".join(texts) or ", ".join(_marked(results))


def told_by_task(record: Record) -> Record:
    """What a task of Label Studio shows, with what was marked in it: all but who did so, when, under which ids."""
    data = record.get("data")
    given = [one for one in record.get("annotations") or record.get("completions") or () if isinstance(one, dict)]
    marks = [[{key: one[key] for key in one if key != "id"} for one in _results(made)] for made in given]
    kept = [made for made, one in zip(marks, given, strict=True) if made and not one.get("was_cancelled")]
    beside = {key: held for key, held in record.items() if key not in OF_LABEL_STUDIO and key != "data"}
    return {**compared(beside), "data": compared(data) if isinstance(data, dict) else data, "results": kept}


def beside_annotation(record: Record) -> list[str]:
    """The names of the marks beside the text that was written in a task of Label Studio."""
    given = [one for one in record.get("annotations") or () if isinstance(one, dict) and not one.get("was_cancelled")]
    results = next(filter(None, map(_results, given)), [])
    if not any(map(_is_text, results)):
        return []
    return [quoted(one.get("from_name", one.get("type", "a mark")), 40) for one in results if not _is_text(one)]


def _marked(results: list[Record]) -> Iterator[str]:
    for one in results:
        value = one["value"]
        said = next((value[key] for key in ("choices", "text", "rating", "number", "taxonomy") if key in value), value)
        if "labels" in value and "text" in value:  # a span of the text with its labels
            said = f"{value['text']}: {', '.join(map(str, value['labels']))}"
        yield ", ".join(map(as_written, said)) if isinstance(said, list) else as_written(said)


def annotation(
    asked: list[str], answer: str = "", *others: str, before: Sequence[tuple[str, str]] = (), noted: Noted | None = None
) -> Example:
    """What was annotated, with the first answer; another that somebody gave contradicts it. Raises Wrong.

    A conversation that was shown stands `before` the texts.
    """
    if not before and not any(text.strip() for text in asked):
        raise Wrong("empty-input", "there is no text that was annotated")
    if not answer.strip():
        raise Wrong("no-answer", "nothing was annotated")
    noted = noted or Noted()
    if other := next((one for one in others if one.strip() and one != answer), ""):
        noted.note("conflict", f"one annotated “{quoted(answer)}”, another “{quoted(other)}”; the first is read")
    turns = [*before, *([("user", "\n".join(asked))] if asked else [])]
    return Example([*turns, ("assistant", answer)], answer, noted)
