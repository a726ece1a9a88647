"""A decision record to hand on: as Markdown, as JSON that can be opened again, its figures as CSV."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from calculators.figures.tables import catalogue
from calculators.files.csv_text import as_csv
from calculators.kit.build_date import build_date
from calculators.kit.facts import anchor
from calculators.kit.model import Figure, Reason
from calculators.kit.numbers import say
from calculators.kit.plain import as_record
from calculators.kit.readable import fact_text, figure_text
from calculators.record.answers import Document, Entry, Used
from calculators.record.compare import Cell, Comparison, scenario_tables, variants_compared
from calculators.record.record import packed
from calculators.record.summary import summary

INLINE = re.compile(r"[\\`*_\[\]]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;", "$": "&#36;", "{": "&#123;"}
AT_THE_START = re.compile(r"([-+#=:](?=[-#=\s]|$))|\d+([.)])(?=\s|$)")


@dataclass(frozen=True)
class File:
    """A file to download."""

    ending: str
    name: str
    type: str
    text: str


def files(document: Document) -> tuple[File, ...]:
    """The record in each form in which it can be carried off."""
    stem = anchor(document.record.title)[:60].strip("-") or "decision-record"
    return (
        File("md", f"{stem}.md", "text/markdown", markdown(document)),
        File("json", f"{stem}.json", "application/json", whole(document)),
        File("csv", f"{stem}.csv", "text/csv", figures(document)),
    )


def whole(document: Document) -> str:
    """The record as JSON, with the answers of today for other programs; opened again, they are reckoned afresh."""
    answers = [as_record(one.case, one.result, catalogue().sources) for one in document.entries if one.result]
    sheet = summary(document)
    told = {part.key: " ".join(part.words) for part in sheet.parts} if sheet else {}
    content = {**document.record.plain(), **({"summary": told} if told else {}), "answers": answers}
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def figures(document: Document) -> str:
    """One row a figure: those that were reckoned, then those of the world with their sources."""
    heading = ["kind", "calculator", "figure", "value", "unit", "low", "high", "text"]
    heading += ["source", "address", "as of", "confidence", "own figure"]
    rows: list[list[object]] = []
    for one in document.entries:
        for it in one.figures:
            row = [it.label, it.value, it.unit, it.low, it.high, figure_text(it)]
            rows.append(["calculated", one.kind.title, *row, *[""] * 5])
    for used in document.used:
        fact = used.fact
        value = float(fact) if isinstance(fact, float) else str(fact)
        origin = [used.source.title, used.source.url, str(fact.as_of), fact.confidence, "yes" if fact.own else "no"]
        rows.append(["of the world", "; ".join(used.by), fact.name, value, fact.unit, "", "", fact_text(fact), *origin])
    return as_csv(heading, rows)


def markdown(document: Document) -> str:
    """The record as Markdown; whatever was typed stays the text it is."""
    return "\n".join(_lines(document)).rstrip("\n") + "\n"


def _lines(document: Document) -> Iterator[str]:
    record, advice, review = document.record, document.advice, document.review
    yield f"# {_text(record.title) or 'Decision record'}"
    yield ""
    own = ", own figures among them" if document.own else ""
    yield f"{_text(record.authors) or 'Authors not named yet'} · Figures of {document.as_of}{own}"
    yield from _sheet(document)
    yield from ("", "# Annex")
    yield from ("", "## Context", "", *(_typed(record.notes) or ["Nothing noted yet."]))
    if advice and advice.changed:
        yield ""
        yield from _table(["Question", "Answer"], [[it.label, it.value] for it in advice.changed])
    yield from ("", "## Options considered")
    if advice and advice.result and advice.result.considered:
        yield ""
        weighed = [[one.title, one.state, _reasons(reasons)] for one, reasons in advice.weighed]
        yield from _table(["Option", "What came of it", "Why and why not"], weighed)
    for one in document.compared:
        if one.result and one.result.table:
            yield from ("", f"{_text(one.result.table.title)} (compared by “{_text(one.kind.title)}”)", "")
            yield from _table(one.result.table.heads, one.result.table.rows)
            if one.result.table.note:
                yield from ("", _text(one.result.table.note))
    if not advice and not document.compared:
        yield from ("", "None compared yet.")
    yield from ("", "## Recommendation and reasons", "")
    if advice and advice.result:
        yield from (f"**{_text(advice.result.answer)}**", "", _text(advice.result.why), "")
        for number, step in enumerate(advice.result.plan, 1):
            yield f"{number}. **{_text(step.when)}: {_text(step.title)}.** {_text(step.words)}"
        if advice.asks:
            yield from ("", f"Answer next, it would tell most: {_text(', '.join(advice.asks))}.")
    else:
        yield "No technique has been recommended yet."
        answers = [(one.kind.title, one.result.answer if one.result else one.problem) for one in document.reckoned]
        yield from ["", *(f"- {_text(title)}: {_text(words)}" for title, words in answers)] if answers else []
    yield from ("", "## What was worked out")
    first = summary(document)
    implied = first.implied if first else None
    for one in document.reckoned or ([implied] if implied else []):
        yield from ("", *_entry(one))
    if implied:
        yield from ("", "Worked out for the first sheet, from what the advisor was told and usual values.")
    elif not document.reckoned:
        yield from ("", "Nothing yet.")
    for title, compared in scenario_tables(record).items():
        yield from ("", f"### Scenarios: {_text(title)}", "")
        yield from _compared(compared.names, compared)
    yield from ("", "## Figures and sources", "")
    if document.used:
        yield from _table(["Figure", "Value", "Source", "As of", "Confidence"], map(_used, document.used), ready={2})
    else:
        yield "No figure of the world is in use."
    yield from ("", "## Risks, and what would change the answer", "")
    yield from [f"- **{_text(whose)}.** {_text(words)}" for whose, words in document.risks] or ["None noted."]
    if advice and advice.turns.found:
        yield from ("", "The recommendation would be another if one of these answers were:", "", *_turns(advice))
    yield from ("", "## Agreed before measuring", "")
    yield f"- Metric: {_text(record.metric) or 'not agreed yet'}"
    yield f"- Sample size: {_text(record.items) or 'not agreed yet'}"
    yield from ("", "## Review", "")
    yield f"**{review.day}**: {_text(review.why)}." if review.day else _text(review.why)
    if variants := variants_compared(document):
        yield from ("", "## Variants of this record", "")
        yield from _compared(["This record", *variants.names], variants)
    yield from ("", "## Where it comes from", "", f"Worked out by the course as built on {build_date()}.")
    if link := packed(record):
        yield from ("", f"[Open this record in the course](decision-record/#{link})")


def _sheet(document: Document) -> Iterator[str]:
    """The summary: what stands on the first page."""
    sheet, record = summary(document), document.record
    for part in sheet.parts if sheet else ():
        yield from ("", f"## {_text(part.heading)}", *(line for words in part.words for line in ("", _text(words))))
        if part.link:
            yield from ("", _text(f"{part.link}."))
    if sheet is None:
        yield from ("", "## What is known so far", "")
        answers = [(one.kind.title, one.result.answer if one.result else one.problem) for one in document.entries]
        yield from [f"- {_text(title)}: {_text(words)}" for title, words in answers] or ["Nothing yet."]
        yield from ("", "## Who decides, and when")
    yield from ("", f"- Decides: {_text(record.decides) or 'not named yet'}")
    yield f"- By: {record.decide_by or 'no day named yet'}"


def _entry(one: Entry) -> Iterator[str]:
    yield from (f"### {_text(one.kind.title)}", "", f"*{_text(one.kind.question)}*", "")
    if one.result is None:
        yield _text(one.problem)
        return
    yield from (f"**{_text(one.result.answer)}**", "", _text(one.result.why), "")
    yield from _table(["Figure", "Value", "Range"], [[it.label, figure_text(it), _range(it)] for it in one.figures])
    yield ""
    if one.changed:
        changed = [[it.label, it.value, it.default] for it in one.changed]
        yield from _table(["Input that differs from its default", "Answer", "Default"], changed)
    else:
        yield "Every input has its default."
    if one.turns.found:
        yield from ("", "What would change this answer:", "", *_turns(one))


def _turns(one: Entry) -> Iterator[str]:
    rows = [[turn.label, turn.now, turn.at, one.case.then(turn.verdict)] for turn in one.turns.found]
    return _table(["This input alone", "now", "if it were", "then"], rows)


def _compared(names: Sequence[str], compared: Comparison) -> Iterator[str]:
    return _table(["What", *names], [[row.label, *map(_cell, row.cells)] for row in compared.rows])


def _cell(cell: Cell) -> str:
    return f"{cell.text} ({cell.differs})" if cell.differs else cell.text


def _reasons(reasons: Iterable[Reason]) -> str:
    return " ".join(f"{reason.weight[:1].upper()}{reason.weight[1:]}: {reason.words}" for reason in reasons)


def _range(figure: Figure) -> str:
    if figure.low is None and figure.high is None:
        return ""
    ends = ["never" if end is None else say(end, figure.unit) for end in (figure.low, figure.high)]
    return " to ".join(ends)


def _used(used: Used) -> list[str]:
    fact, source = used.fact, used.source
    label = _text(source.label)
    address = source.url and re.sub(r"[\s<>()\\|`]", lambda found: f"%{ord(found[0]):02X}", source.url)
    cited = f"[{label}]({address})" if address else label
    due = f", review was due {fact.review_by}" if fact.overdue else ""
    own = ", **own figure**" if fact.own else ""
    return [fact.name, fact_text(fact), f"{cited}{own}", f"{fact.as_of}{due}", fact.confidence]


def _table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], ready: frozenset[int] | set[int] = frozenset()
) -> Iterator[str]:
    """A table; the cells of the columns in `ready` are Markdown already."""
    yield f"| {' | '.join(map(_text, heads))} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell if at in ready else _text(cell) for at, cell in enumerate(row))} |"


def _typed(text: str) -> list[str]:
    """Paragraphs as typed: a line of its own for each that was typed."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    lines = ["  \n".join(_text(line) for line in part.strip().split("\n")) for part in paragraphs]
    return "\n\n".join(lines).split("\n") if lines else []


def _text(words: str) -> str:
    """Words that stay words in Markdown, on one line."""
    line = " ".join(words.split())
    line = "".join(ENTITIES.get(letter, letter) for letter in INLINE.sub(r"\\\g<0>", line))
    mark = AT_THE_START.match(line)
    at = mark.start(mark.lastindex or 0) if mark else None
    return line if at is None else f"{line[:at]}\\{line[at:]}"
