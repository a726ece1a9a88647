"""The report on a training file as a document: Markdown to read, JSON for programs."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from calculators.figures.tables import catalogue
from calculators.kit.model import Calculator, Figure, Result, Table
from calculators.kit.numbers import say, say_range
from calculators.kit.plain import as_record
from calculators.training_file.scorecard import FOUND, where
from calculators.training_file.survey import MOST_TOLD, Finding, Survey, Told


def told(found: Finding) -> Iterator[tuple[Told, str]]:
    """Each line of a finding that is told, with all there is to say of it; of the file as a whole, its first line."""
    untold = found.count - len(found.told)
    for number, one in enumerate(found.told or (Told(1, f"{found.count:,} times"),), 1):
        last = number == len(found.told) and untold
        more = f" {untold:,} more of this kind are not shown one by one." if last else ""
        if found.spot == "element" and found.told:  # all of them stand on one line
            one = Told(1, f"element {one.line:,}{': ' * bool(one.detail)}{one.detail}")
        yield one, f"{one.detail}{'. ' * bool(one.detail)}{found.kind.advice}{more}"


def as_json(calculator: Calculator, result: Result, survey: Survey, found: Sequence[Finding]) -> str:
    """Every figure and every finding that is told."""
    findings = [
        {
            "finding": one.kind.key,
            "level": one.kind.level,
            "title": one.kind.title,
            "advice": one.kind.advice,
            "count": one.count,
            "told": [{one.spot: number, "detail": detail} for number, detail in one.told],
        }
        for one in found
    ]
    about = {"file": survey.name, "bytes": survey.size, "encoding": survey.encoding, "shape": survey.form.shape}
    return json.dumps(
        {**about, **as_record(calculator, result, catalogue().sources), "findings": findings},
        indent=2,
        ensure_ascii=False,
        allow_nan=False,
    )


def markdown(calculator: Calculator, result: Result, survey: Survey, found: Sequence[Finding]) -> str:
    """The report to read."""
    lines = [
        f"# {_plain(survey.name)}: report on a training file",
        f"**{_plain(result.answer)}** {_plain(result.why)}",
        *map(_plain, result.notices),
        "## Figures",
        _table(("Figure", "Value"), ((figure.label, _value(figure)) for figure in result.figures)),
    ]
    tables = [table for table in (result.table, *result.more_tables) if table]
    for table in tables:
        lines += _section(table, found)
    lines += [
        "## Figures of the world in use",
        _table(("Figure", "Value", "Source", "As of"), _sources(calculator, result)),
    ]
    return "\n\n".join(line for line in lines if line) + "\n"


def _section(table: Table, found: Sequence[Finding]) -> Iterator[str]:
    yield f"## {table.title}"
    if table.title == FOUND:  # with all lines that are told, not only the first
        told = {finding.kind.title: where(finding, MOST_TOLD) for finding in found}
        yield _table(table.heads, ((row[0], row[1], told[row[0]], row[3]) for row in table.rows))
    else:
        yield _table(table.heads, table.rows)
    yield _plain(table.note)


def _sources(calculator: Calculator, result: Result) -> Iterator[Sequence[str]]:
    for fact in as_record(calculator, result, catalogue().sources)["sources"]:
        value = fact["value"]
        told = str(value) if isinstance(value, str) else say(value, fact["unit"])
        yield fact["figure"], told, fact["source"], fact["as_of"]


def _value(figure: Figure) -> str:
    if figure.value is None:
        return figure.text or "not known"
    told = say(figure.value, figure.unit)
    ranged = figure.low is not None and figure.high is not None
    return f"{told} ({say_range(figure.low, figure.high, figure.unit)})" if ranged else told  # type: ignore[arg-type]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines)


def _plain(text: str) -> str:
    """A text in which no sign means anything to Markdown or HTML; its words may be those of a reader's file."""
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " ".join(text.split())) if text != "---" else text
