"""Answers side by side: scenarios of one calculator, or variants of a whole record; what differs is said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculators.kit.model import Figure
from calculators.kit.numbers import say, say_number
from calculators.kit.readable import figure_text
from calculators.record.answers import Document, Entry, entry
from calculators.record.record import Record

NOTHING = "—"
MANY_TIMES = 10


@dataclass(frozen=True)
class Cell:
    """One text, and how it differs from that of the first column; nothing where it does not."""

    text: str
    differs: str = ""


@dataclass(frozen=True)
class Row:
    """What is compared, and its text in each column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """Columns by their names, and the rows; `same` tells what is not shown because it is the same in all."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    same: str = ""


def scenarios_compared(named: Sequence[tuple[str, Entry]]) -> Comparison:
    """Scenarios of one calculator: the answer, the inputs that differ, every figure."""
    entries = [one for _, one in named]
    kind = entries[0].kind
    rows = [_texts("Answer", [one.result.answer if one.result else one.problem for one in entries])]
    told = 0
    for name, declared in kind.inputs().items():
        texts = [declared.say(getattr(one.case, name)) if one.result else NOTHING for one in entries]
        if len(set(texts)) > 1:
            rows.append(_texts(declared.label, texts))
            told += 1
    left = len(kind.inputs()) - told
    labels = dict.fromkeys((figure.key, figure.label) for one in entries for figure in one.figures)
    for key, label in labels:
        rows.append(_figures(label, [next((it for it in one.figures if it.key == key), None) for one in entries]))
    same = f"The other {left} inputs are the same." if left else ""
    return Comparison(tuple(name for name, _ in named), tuple(rows), same)


def scenario_tables(record: Record) -> dict[str, Comparison]:
    """The scenarios of each calculator, by its title."""
    found = {}
    for slug, kept in record.scenarios.items():
        named = [(one.name, entry(slug, one.query)) for one in kept]
        found[named[0][1].kind.title] = scenarios_compared(named)
    return found


def variants_compared(document: Document) -> Comparison | None:
    """This record and the variants kept beside it: recommendation, answers, the first figures of each calculator."""
    if not document.variants:
        return None
    columns = [document, *(one for _, one in document.variants)]
    rows = [
        _texts("Title", [one.record.title or NOTHING for one in columns]),
        _texts("Recommendation", [_answer(one.advice) for one in columns]),
    ]
    slugs = dict.fromkeys(entry.slug for one in columns for entry in one.reckoned)
    for slug in slugs:
        entries = [next((entry for entry in one.reckoned if entry.slug == slug), None) for one in columns]
        title = next(entry.kind.title for entry in entries if entry)
        rows.append(_texts(title, [_answer(one) for one in entries]))
        keys = dict.fromkeys((it.key, it.label) for one in entries if one for it in one.figures[:2])
        for key, label in keys:
            found = [next((it for it in one.figures if it.key == key), None) if one else None for one in entries]
            rows.append(_figures(f"{title}: {label}", found))
    rows += [
        _texts("Metric", [one.record.metric or NOTHING for one in columns]),
        _texts("Sample size", [one.record.items or NOTHING for one in columns]),
        _texts("Review", [str(one.review.day or NOTHING) for one in columns]),
    ]
    return Comparison(tuple(name for name, _ in document.variants), tuple(rows))


def _answer(one: Entry | None) -> str:
    if one is None:
        return NOTHING
    return one.result.answer if one.result else one.problem


def _texts(label: str, texts: Iterable[str]) -> Row:
    first, *others = texts
    return Row(label, (Cell(first), *(Cell(text, "differs" if text != first else "") for text in others)))


def _figures(label: str, figures: Sequence[Figure | None]) -> Row:
    first, *others = figures
    return Row(label, (Cell(_text(first)), *(Cell(_text(one), _difference(first, one)) for one in others)))


def _text(figure: Figure | None) -> str:
    return figure_text(figure) if figure else NOTHING


def _difference(first: Figure | None, other: Figure | None) -> str:
    """How far a figure is from that of the first column, in words."""
    if _text(first) == _text(other):
        return ""
    if first is None or other is None or first.value is None or other.value is None or first.unit != other.unit:
        return "differs"
    before, after = first.value, other.value
    word = "more" if after > before else "less"
    share = (after - before) / abs(before) if before else float("inf")
    if before > 0 and after >= MANY_TIMES * before:
        return f"{say_number(after / before)} times as much"
    if abs(share) < 0.005 or abs(share) >= MANY_TIMES:
        return f"{say(abs(after - before), other.unit)} {word}"
    return f"{say_number(round(100 * abs(share), 1))} % {word}"
