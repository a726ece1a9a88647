"""A training file written again in two parts: what remains of it, what was left out."""

import json
from collections.abc import Collection, Iterator
from typing import BinaryIO

from calculators.kit.progress import Progress
from calculators.training_file.convert import AS_IT_STANDS, Losses
from calculators.training_file.kinds import KINDS, Record, Wrong
from calculators.training_file.shapes import Form, Item, Source
from calculators.training_file.survey import DUPLICATE, FLAGS, Survey
from calculators.training_file.takers import titled

TOLD_EVERY = 128


def write_cleaned(
    source: Source,
    survey: Survey,
    mask: int,
    out: BinaryIO,
    target: str = AS_IT_STANDS,
    *,
    without: Collection[str] = (),
) -> None:
    """Write the examples that have none of the flags, in UTF-8 with plain line ends: as they stood, or converted.

    They are written `without` what these findings name: keys beside the messages, all that nobody reads or the prompt.
    """
    if target != AS_IT_STANDS:
        for made in _converted(source, survey, mask, target, Losses()):
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


def losses(source: Source, survey: Survey, mask: int, target: str) -> Losses:
    """What does not come along when a file is written in another shape."""
    found = Losses()
    for _ in _converted(source, survey, mask, target, found):
        pass
    return found


def _converted(source: Source, survey: Survey, mask: int, target: str, found: Losses) -> Iterator[Record]:
    for _, item, flags in _flagged(source, survey):
        if not flags & mask and item.record is not None:
            made = found.take(item.record, source.form, target)
            if made is not None:
                yield made


def write_rejected(source: Source, survey: Survey, mask: int, out: BinaryIO) -> None:
    """Write each example that was left out as a line of JSON: where it stood, the reasons, and how it stood."""
    for place, item, flags in _flagged(source, survey):
        if flags & mask:
            told = {survey.spot: item.number, "reasons": list(_reasons(source, survey, place, item, flags & mask))}
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
