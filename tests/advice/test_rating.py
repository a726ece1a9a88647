"""The rating of a tool for a case: five words, each with a case that it fits."""

import pytest

from calculators import calculator
from calculators.advice import lesson
from calculators.advice.rules import Tool
from calculators.macros.advice import rated

FACTS = {"task": "answers", "falls_short": "facts", "facts_in": "private", "facts_change": "daily"}
VOICE = {
    "task": "conversation",
    "falls_short": "facts",
    "also_short": "style",
    "facts_in": "private",
    "examples_count": "500",
}
SORTING = {"task": "classification", "falls_short": "skill", "facts_in": "input", "examples_count": "2000"}

CASES: list[tuple[dict[str, str], Tool, lesson.Rating]] = [
    (FACTS, "rag", "best"),
    (FACTS, "prompting", "works"),
    (FACTS, "tuning", "marginal"),
    (VOICE, "rag", "needed"),
    (VOICE, "tuning", "needed"),
    (VOICE, "prompting", "marginal"),
    (SORTING, "tuning", "best"),
    (SORTING, "rag", "not relevant"),
    (SORTING | {"training": "no"}, "tuning", "marginal"),
    (SORTING | {"training": "no"}, "prompting", "best"),
]


@pytest.mark.parametrize(("answers", "tool", "expected"), CASES)
def test_a_tool_is_rated_by_the_ends_it_has_a_part_in_and_by_its_plain_form(
    answers: dict[str, str], tool: Tool, expected: lesson.Rating
) -> None:
    assert rated(answers)[tool] == expected


@pytest.mark.parametrize("row", lesson.matrix().values(), ids=lambda row: row.key)
def test_each_cell_of_the_matrix_follows_from_the_answers_of_its_row(row: lesson.UseCase) -> None:
    reading = calculator("advisor").read(row.answers)
    assert not reading.problems
    assert not reading.unknown
    assert rated(row.answers) == {tool: getattr(row, tool).rating for tool in ("prompting", "rag", "tuning")}
