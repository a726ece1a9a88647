"""What the page of the matrix explorer may call: its table, the search for the nearest row, the evidence to browse."""

from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from calculators import calculator
from calculators.advice import lesson, published
from calculators.files.csv_text import as_csv
from calculators.kit.facts import anchor
from calculators.kit.inputs import Choice, Input
from calculators.macros.lesson import TOOLS, VERDICTS, evidence_box
from calculators.macros.outcomes import WINNERS
from calculators.page.render import grouped_options, template

MOST_OUTCOMES = 5
"""So many published outcomes are listed with a row; the rest stand on their own page."""

ADVISOR = "../calculators/advisor/#advisor"
"""Where the advisor stands, as seen from the explorer's page."""


@dataclass(frozen=True)
class Answer:
    """One answer that describes a row: the advisor's question, the answer as it is typed, and as it is said.

    `compared` says whether a reader's own answer can be set beside it: where it is chosen and the rows differ.
    """

    field: str
    label: str
    text: str
    words: str
    compared: bool


def matrix_explorer() -> str:
    """The matrix, to filter and to sort; each row opens its reasons, its answers in the advisor and its evidence."""
    rows = lesson.matrix()
    asked = compared()
    table = template(
        "matrix/table.html",
        rows=rows.values(),
        tools=TOOLS,
        answers={key: answers(row, asked) for key, row in rows.items()},
        queries={key: urlencode(row.answers) for key, row in rows.items()},
        evidence={key: [lesson.evidence_boxes()[box] for box in row.evidence] for key, row in rows.items()},
        verdicts=VERDICTS,
        outcomes={key: bearing(row) for key, row in rows.items()},
        most=MOST_OUTCOMES,
        winners=WINNERS,
        anchor=anchor,
        lines={key: as_csv(list(cells(row).values()), []) for key, row in rows.items()},
        advisor=ADVISOR,
    )
    headings = as_csv(list(cells(next(iter(rows.values())))), [])
    return template(
        "matrix/explorer.html", table=table, tools=TOOLS, ratings=get_args(lesson.Rating), headings=headings
    )


def cells(row: lesson.UseCase) -> dict[str, str]:
    """A row as it is saved for spreadsheets, by column."""
    found = {"Use case": row.use_case}
    for tool, name in TOOLS.items():
        cell = getattr(row, tool)
        found |= {name: cell.rating, f"{name}, in words": cell.words, f"{name}, why": cell.why}
    return found | {
        "Answers in the advisor": "; ".join(f"{one.label}: {one.words}" for one in answers(row, {})),
        "Evidence": "; ".join(lesson.evidence_boxes()[key].title for key in row.evidence),
        "Published outcomes": "; ".join(outcome.title for outcome in bearing(row)[:MOST_OUTCOMES]),
        "Address": f"decision-matrix/#matrix-{row.key}",
    }


def nearest_row() -> str:
    """The advisor's questions in which the rows differ, to be answered and compared in the page."""
    questions = [(name, declared, grouped_options(declared)) for name, declared in compared().items()]
    return template("matrix/nearest.html", questions=questions, advisor=ADVISOR)


def evidence_cases() -> str:
    """Every box of evidence, with the rows that it bears on."""
    boxes = lesson.evidence_boxes()
    rows = lesson.matrix().values()
    return template(
        "matrix/evidence.html",
        boxes=list(boxes.values()),
        html={key: evidence_box(key) for key in boxes},
        rows={key: [row for row in rows if key in row.evidence] for key in boxes},
        verdicts=VERDICTS,
    )


def compared() -> dict[str, Choice]:
    """The advisor's questions that are answered by choosing, and that not all rows answer alike."""
    rows = lesson.matrix().values()
    return {
        name: declared
        for name, declared in _questions().items()
        if isinstance(declared, Choice) and len({row.answers.get(name, declared.default) for row in rows}) > 1
    }


def answers(row: lesson.UseCase, asked: dict[str, Choice]) -> list[Answer]:
    """A row's answers in the order of the advisor's questions. Raises ValueError where one is not allowed there."""
    return [
        Answer(name, declared.label, text, declared.say(declared.read(text)), name in asked)
        for name, declared in _questions().items()
        if (text := row.answers.get(name)) is not None
    ]


def bearing(row: lesson.UseCase) -> list[published.Outcome]:
    """The published outcomes of the row's kind of task that differ from it in no answer, those most like it first."""
    asked = compared()
    likeness: dict[str, int] = {}
    for key, outcome in published.outcomes().items():
        both = [name for name in asked if name in row.answers and name in outcome.answers]
        if "task" in both and all(row.answers[name] == outcome.answers[name] for name in both):
            likeness[key] = len(both)
    trust = get_args(published.Strength)
    found = [published.outcomes()[key] for key in likeness]
    return sorted(found, key=lambda outcome: (-likeness[outcome.key], trust.index(outcome.strength)))


def _questions() -> dict[str, Input]:
    return calculator("advisor").inputs()


MACROS = (matrix_explorer, nearest_row, evidence_cases)
