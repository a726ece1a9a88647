"""Cases from a spreadsheet, answered row by row."""

import csv
import dataclasses
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from calculators.advice.rules import UNKNOWN
from calculators.files.csv_text import as_csv
from calculators.kit.given_file import GONE
from calculators.kit.inputs import NOT_KNOWN, Choice, Input, Number, Refused
from calculators.kit.model import Calculator, Result
from calculators.kit.readable import figure_text

NAME = "case"
"""The one column of a file of cases that is no input: a name, which comes back beside the answer."""


class FileRefused(ValueError):
    """A file of cases cannot be used; the message names file, row and column, in one line."""


@dataclasses.dataclass(frozen=True)
class Answered:
    """A case with its answer; `cells` are those of its row in the file, by column."""

    calculator: Calculator
    result: Result
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)


def answered(kind: type[Calculator], texts: Mapping[str, str]) -> Answered:
    """The answer for texts as typed. Raises Refused."""
    reading = kind.read(texts)
    if reading.problems:
        raise Refused(reading.problems)
    try:
        return Answered(reading.calculator, reading.calculator.reckoned())
    except OSError:
        raise Refused({"": GONE}) from None


def answered_rows(path: Path, kind: type[Calculator], texts: Mapping[str, str]) -> list[Answered]:
    """The answers for every row of a file; `texts` hold for all rows. Raises FileRefused at the first bad cell."""
    heading, rows = _table(path)
    allowed = [NAME, *kind.inputs()]
    for name in heading:
        place = f"{path.name}, row 1, column {name or heading.index(name) + 1}"
        if name not in allowed:
            raise FileRefused(f"{place}: there is no such input; allowed: {', '.join(allowed)}.")
        if heading.count(name) > 1:
            raise FileRefused(f"{place}: it stands twice.")
        if name in texts:
            raise FileRefused(f"{place}: it is also given as --{name}.")
    found = []
    for number, row in rows:
        if len(row) != len(heading):
            raise FileRefused(
                f"{path.name}, row {number}: cells in the heading {len(heading)}, in this row {len(row)}."
            )
        cells = dict(zip(heading, row, strict=True))
        given = {name: _typed(kind.inputs()[name], cell) for name, cell in cells.items() if name != NAME}
        try:
            answer = answered(kind, {**texts, **given})
        except Refused as refused:
            name, problem = next(iter(refused.problems.items()))
            raise FileRefused(f"{path.name}, row {number}{f', column {name}' if name else ''}: {problem}") from None
        found.append(dataclasses.replace(answer, cells=cells))
    if not found:
        raise FileRefused(f"{path.name}: there is no case below the heading.")
    return found


def _typed(declared: Input, cell: str) -> str:
    """What a cell says; an empty one is "I do not know" where that is an answer."""
    if cell.strip():
        return cell
    if isinstance(declared, Choice) and UNKNOWN in declared.options():
        return UNKNOWN
    return declared.none if isinstance(declared, Number) and declared.none == NOT_KNOWN else cell


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading and the rows that are not empty, by the number that a spreadsheet shows beside them."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        first = text.partition("\n")[0]
        mark = ";" if ";" in first and "," not in first else ","
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except OSError as problem:
        raise FileRefused(f"{path.name}: this file cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError as problem:
        raise FileRefused(f"{path.name}: this is not UTF-8 text (byte {problem.start}).") from None
    except csv.Error as problem:
        raise FileRefused(f"{path.name}: this is not CSV: {problem}.") from None
    if not lines or not any(lines[0]):
        raise FileRefused(f"{path.name}: the first row must name the columns.")
    heading = [cell.strip().replace("-", "_") for cell in lines[0]]
    return heading, [(number, row) for number, row in enumerate(lines[1:], 2) if any(cell.strip() for cell in row)]


def answers_csv(found: Iterable[Answered]) -> str:
    """One row a case: its cells, the verdict, the answer, and each figure with its unit in the heading."""
    found = list(found)
    columns: dict[str, None] = {}
    records = []
    for one in found:
        figures: dict[str, float | None] = {}
        for figure in one.result.figures:
            for part, value in (("", figure.value), (" low", figure.low), (" high", figure.high)):
                if not part or value is not None:
                    figures[f"{figure.key}{part} ({figure.unit})" if figure.unit else f"{figure.key}{part}"] = value
        columns |= dict.fromkeys(figures)
        records.append(figures)
    heading = [*found[0].cells, "verdict", "answer", *columns]
    rows = [
        [*one.cells.values(), one.result.verdict, one.result.answer, *(figures.get(column) for column in columns)]
        for one, figures in zip(found, records, strict=True)
    ]
    return as_csv(heading, rows)


def figures_csv(result: Result) -> str:
    """One row a figure: key, label, value, unit, low, high, and the text to read."""
    heading = ["figure", "label", "value", "unit", "low", "high", "text"]
    return as_csv(
        heading,
        [[one.key, one.label, one.value, one.unit, one.low, one.high, figure_text(one)] for one in result.figures],
    )
