"""The promises of worked cases: lessons print what calculators say, no case names what does not exist."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from calculators import calculator
from calculators.course import worked as cases
from calculators.course.checks import Answer
from calculators.course.worked import Worked
from calculators.kit.readable import figure_text
from calculators.kit.strict import DataError
from calculators.macros import course
from calculators.page.render import form

ROW = """# Cases.
units: {}
rows:
  letters:
    calculator: training-data
    says: what the letters cost
    inputs: {examples_count: 220, raters: 3}
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., dict[str, Worked]]:
    """Reads tables that are written as lessons of these names."""

    def rows(**lessons: str) -> dict[str, Worked]:
        folder = tmp_path / "worked"
        folder.mkdir(exist_ok=True)
        for name, text in lessons.items():
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        return dict(cases.worked_cases.__wrapped__(tmp_path))

    cases.worked_by_lesson.cache_clear()
    return rows


@pytest.fixture
def letters(read: Callable[..., dict[str, Worked]], monkeypatch: pytest.MonkeyPatch) -> Worked:
    """A worked case that the macros find."""
    rows = read(one=ROW)
    monkeypatch.setattr(cases, "worked_cases", lambda: rows)
    return rows["letters"]


def test_a_case_says_what_its_calculator_says_to_the_same_texts(letters: Worked) -> None:
    asked = calculator("training-data").read({"examples_count": "220", "raters": "3"}).calculator
    told = {figure.key: figure for figure in asked.result().figures}
    assert course.worked("letters", "human_cost") == figure_text(told["human_cost"]).replace(" ", "\u00a0")
    assert course.worked_answer("letters") in asked.result().answer
    assert letters.value("human_cost", "low") == told["human_cost"].low
    assert course.worked("letters", "human_cost", digits=2) == f"{told['human_cost'].value:,.2f}\u00a0USD"


def test_an_end_of_a_range_is_said_with_the_unit_as_the_figure_is(letters: Worked) -> None:
    low, high = (course.worked("letters", "human_cost", part) for part in ("low", "high"))
    assert low.endswith("USD")
    assert high.endswith("USD")
    assert letters.value("human_cost", "low") <= letters.value("human_cost") <= letters.value("human_cost", "high")


def test_a_difference_of_shares_is_so_many_points_in_prose_and_beside_the_field_of_a_check() -> None:
    asked = Answer(worked="desk-tuned-result", figure="difference", part="low", within="5 %")
    told = cases.worked_case("desk-tuned-result").text("difference", "low")
    assert told == asked.said
    assert told.endswith("points")
    assert "%" not in told
    assert asked.unit_said == "points"


def test_the_link_and_the_command_carry_the_inputs(letters: Worked) -> None:
    assert "training-data/#training-data?examples_count=220&amp;raters=3" in course.worked_link("letters")
    assert ">what the letters cost</a>" in course.worked_link("letters")
    assert "--examples-count 220 --raters 3" in course.worked_command("letters")


def test_the_calculator_in_place_has_the_inputs_in_its_fields_and_the_answer_to_them(letters: Worked) -> None:
    html = form(letters.kind, letters.texts)
    assert letters.result.answer in html
    assert re.search(r'name="examples_count"[^>]* value="220" data-default="(?!220)', html)
    assert 'data-case="examples_count=220&amp;raters=3"' in html
    assert "data-case" not in form(letters.kind)


def test_an_input_that_says_the_default_is_not_typed_into_the_form(letters: Worked) -> None:
    usual = str(letters.kind.inputs()["examples_count"].default)
    html = form(letters.kind, {"examples_count": usual, "raters": "3"})
    assert 'data-case="raters=3"' in html


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("calculator: training-data", "calculator: data", "'data' is not a calculator; allowed: "),
        ("raters: 3", "people: 1", "'people' is not a field of training-data; allowed: "),
        ("examples_count: 220", "examples_count: many", "“many” is not a number"),
        ("examples_count: 220", "examples_count: -1", "from 1"),
        ("raters: 3", "raters: yes", "put it in quotes"),
        ("raters: 3", "raters: [3]", "a text or a number is needed"),
        ("says: what the letters cost", "why: because", "'why' is not a key here"),
    ],
)
def test_a_case_that_names_what_does_not_exist_is_refused_with_file_row_and_line(
    read: Callable[..., dict[str, Worked]], right: str, wrong: str, told: str
) -> None:
    with pytest.raises(DataError, match=re.escape(told)) as refused:
        read(one=ROW.replace(right, wrong))
    assert re.match(r"worked/one\.yaml, row 'letters', line \d+: ", str(refused.value))


def test_a_key_stands_in_one_lesson_only(read: Callable[..., dict[str, Worked]]) -> None:
    with pytest.raises(DataError, match=r"worked/two.yaml: the key 'letters' stands in worked/one.yaml, too"):
        read(one=ROW, two=ROW)


def test_a_figure_a_case_or_an_end_that_does_not_exist_is_refused_with_those_that_do(letters: Worked) -> None:
    with pytest.raises(DataError, match=r"'price' is not a figure of 'letters'.*allowed: human_cost"):
        course.worked("letters", "price")
    with pytest.raises(DataError, match=r"'none' is not a worked case of data/worked/; allowed: letters"):
        course.worked("none", "human_cost")
    with pytest.raises(DataError, match="the figure 'labels' of 'letters' has no low"):
        course.worked("letters", "labels", "low")


def test_every_worked_case_of_the_course_is_answered() -> None:
    for case in cases.worked_cases().values():
        assert case.sentence
