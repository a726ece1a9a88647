"""A training file written again in two parts: what remains of it, what was left out."""

import json
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import BinaryIO

from calculators.kit.given_file import GivenFile
from calculators.kit.progress import Progress
from calculators.training_file import learned
from calculators.training_file.call_ids import with_short_ids
from calculators.training_file.chats import chat
from calculators.training_file.convert import AS_IT_STANDS, MENDED, Impossible, converted
from calculators.training_file.kinds import KINDS, Record, Wrong
from calculators.training_file.losses import Losses
from calculators.training_file.messages import MASKS, with_contents
from calculators.training_file.reading import Asked, opened, survey
from calculators.training_file.sample import Sample
from calculators.training_file.shapes import Form, Item, Source
from calculators.training_file.structure import traits
from calculators.training_file.survey import DUPLICATE, FLAGS, Survey
from calculators.training_file.takers import (
    ANY,
    of,
    refused_by,
    skipped_by,
    takers,
    titled,
    trimmed_by,
    unwanted_by,
    usual_for,
)

TOLD_EVERY = 128


def write_cleaned(
    source: Source,
    survey: Survey,
    mask: int,
    out: BinaryIO,
    target: str = AS_IT_STANDS,
    taker: str = ANY,
    *,
    without: Collection[str] = (),
) -> None:
    """Write the examples that have none of the flags, in UTF-8 with plain line ends: as they stood, or converted.

    They are written `without` what these findings name: keys beside the messages, all that nobody reads or the prompt.
    """
    if target != AS_IT_STANDS:
        for made in _converted(source, survey, mask, target, taker, Losses()):
            out.write(f"{json.dumps(made, ensure_ascii=False)}\n".encode("utf-8", "replace"))
        return
    if heading := source.heading():
        out.write(f"{heading}\n".encode())
    for _, item, flags in _flagged(source, survey):
        if not flags & mask:
            text = _bare(item, source.form, without) if without else item.source
            out.write(f"{text}\n".encode("utf-8", "replace"))


def _bare(item: Item, form: Form, without: Collection[str]) -> str:
    """An example without the keys beside what is read that these findings name; as it stood where it has none."""
    record = item.record or {}
    more = form.beside(record)
    if "extra-key" not in without:
        more = [key for key in more if key == "prompt" and "prompt-beside" in without]
    kept = {key: held for key, held in record.items() if key not in more}
    return json.dumps(kept, ensure_ascii=False) if more else item.source


MOST_KEYS = 3
"""So many keys are named without which a file is written."""


def trimmed(survey: Survey, taker: str) -> list[str]:
    """The keys without which the cleaned file for a provider or tool is written, in words."""
    mended = trimmed_by(taker)
    keys = ["prompt"] if "prompt-beside" in mended and survey.counts["prompt-beside"] else []
    if "extra-key" in mended:
        keys += [key for one in survey.told.get("extra-key", ()) for key in one.detail.split(", ")]
    keys = list(dict.fromkeys(keys))
    more = [f"{len(keys) - MOST_KEYS:,} more keys"] if len(keys) > MOST_KEYS else []
    return [f"“{key}”" for key in keys[:MOST_KEYS]] + more


def unwanted(survey: Survey, taker: str, target: str) -> int:
    """The flags of what a provider or tool refuses or skips, less what is mended where it is written so."""
    shape = survey.form.shape if target == AS_IT_STANDS else target
    flags = refused_by(taker, shape) | skipped_by(taker, shape)
    # Where nobody is chosen, what most lines do is right for the file; who takes a text takes no object.
    if taker == ANY and survey.form.calls == "text":
        flags |= FLAGS["tool-mixed"]
    # Much is mended where it is written as Chat; what ends with the user nobody takes.
    flags = flags & ~FLAGS["other-shape"] if target != AS_IT_STANDS else flags
    if target == "chat":
        flags = (flags & ~sum(FLAGS[name] for name in MENDED)) | FLAGS["last-user"]
    # What marks most of the examples is their shape: without them nothing would be left to be brought into another.
    # NaN is written as null.
    usual = usual_for(taker, survey) if target != "chat" else 0
    return flags & ~usual & ~FLAGS["nan"]


@lru_cache(maxsize=4)
def losses(
    file: GivenFile | Sample, read_as: Asked, validation: GivenFile | None, mask: int, target: str, taker: str
) -> Losses:
    """What does not come along when a file is written in another shape; a hundred nearby cases ask for the same."""
    found = Losses()
    for _ in _converted(opened(file, read_as), survey(file, read_as, validation)[0], mask, target, taker, found):
        pass
    return found


def _converted(source: Source, survey: Survey, mask: int, target: str, taker: str, found: Losses) -> Iterator[Record]:
    for place, item, flags in _flagged(source, survey):
        if flags & mask or item.record is None:
            continue
        form = _form_of(item, source.form, flags)
        try:
            made, lost = _written(item.record, form, target, taker)
        except Impossible as problem:
            found.refuse(str(problem), place, item.number)
            continue
        found.count(made, lost)
        found.apart += form is not source.form
        yield made


def _form_of(item: Item, form: Form, flags: int) -> Form:
    """How an example is read: as most, or by its own shape."""
    return (form.apart(item) if flags & FLAGS["other-shape"] else None) or form


def _written(record: Record, form: Form, target: str, taker: str) -> tuple[Record, list[str]]:
    """An example in another shape, with what is left behind. Raises Impossible, also where the taker refuses it so."""
    made, lost = converted(record, form, target)
    if target == "chat" and taker != learned.READER:
        told: list[str] = []
        made = {**made, "messages": learned.as_weights(made["messages"], told)}
        lost += dict.fromkeys(told)
    if target == "chat" and (taker == ANY or "refusal-apart" in unwanted_by(taker)):
        made = {**made, "messages": with_contents(made["messages"])}
    if target == "chat" and taker in _who_take_chat():
        if "masks" in unwanted_by(taker):
            held = {key for one in made["messages"] for key in one} & MASKS
            lost = [*lost, *(f"messages.{key}" for key in sorted(held))]
            talk = [{key: one[key] for key in one if key not in held} for one in made["messages"]]
            made = {**made, "messages": talk} if held else made
        if "system-inside" in unwanted_by(taker) and made["messages"][0]["role"] == "system":
            made = {"system": made["messages"][0]["content"], **made, "messages": made["messages"][1:]}
        if "call-id" in unwanted_by(taker):
            made = {**made, "messages": with_short_ids(made["messages"])}
        try:
            found = {key for key, _ in chat(made).odd} | traits(made, "chat")
        except Wrong as wrong:
            raise Impossible(f"{KINDS[wrong.key].title}: {wrong.detail}") from None
        if refused := found & unwanted_by(taker):
            titles = "; ".join(sorted(map(titled, refused)))
            raise Impossible(f"{takers()[taker]} refuses it as it is written: {titles}")
    return made, lost


@cache
def _who_take_chat() -> frozenset[str]:
    return frozenset(taker for taker in takers() if any("chat" in rule.takes for rule in of(taker)))


def write_rejected(
    source: Source, survey: Survey, mask: int, out: BinaryIO, target: str = AS_IT_STANDS, taker: str = ANY
) -> None:
    """Write each example that was left out as a line of JSON: where it stood, the reasons, and how it stood."""
    for place, item, flags in _flagged(source, survey):
        reasons: list[str] = []
        if flags & mask:
            reasons += _reasons(source, survey, place, item, flags & mask)
        elif target != AS_IT_STANDS and item.record is not None:
            try:
                _written(item.record, _form_of(item, source.form, flags), target, taker)
            except Impossible as problem:
                reasons.append(str(problem))
        if reasons:
            told = {survey.spot: item.number, "reasons": reasons}
            line = json.dumps({**told, "original": item.source}, ensure_ascii=False)
            out.write(f"{line}\n".encode("utf-8", "replace"))


def _flagged(source: Source, survey: Survey) -> Iterator[tuple[int, Item, int]]:
    """The examples of a file that was surveyed, each with its place and its flags."""
    progress = Progress(survey.size, "examples")
    for place, (item, flags) in enumerate(zip(source.items(), survey.flags, strict=False)):
        if not place % TOLD_EVERY:
            progress.at(item.offset, place)
        yield place, item, flags


def _reasons(source: Source, survey: Survey, place: int, item: Item, flags: int) -> Iterator[str]:
    """Why an example was left out, in words."""
    try:
        source.form.example(item)
    except Wrong as wrong:
        yield f"{KINDS[wrong.key].title}: {wrong.detail}"
        return
    if flags & DUPLICATE:
        yield f"{KINDS['duplicate'].title}: the same as {survey.named(survey.copies[place])}"
    told = flags & ~DUPLICATE
    for key, flag in FLAGS.items():
        if told & flag:
            told &= ~flag
            yield titled(key)
