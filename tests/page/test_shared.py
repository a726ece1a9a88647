"""A link that knows its figures: what has moved since is told, with the answer of then beside that of now."""

import re

import pytest

from calculators import calculator, calculators
from calculators.kit.query import read_query
from calculators.page.browser import answer
from calculators.page.shared import FIGURES, MOST, figures_of, since

KIND = calculator("break-even")


def carried(slug: str = "break-even", query: str = "") -> str:
    case = calculator(slug).read(read_query(query)).calculator
    return figures_of(case, case.result())


def priced(text: str, name: str, value: str) -> str:
    changed = re.sub(rf"(^|\*){name}\*[^*]+\*", rf"\g<1>{name}*{value}*", text)
    assert changed != text
    return changed


@pytest.mark.parametrize("kind", calculators(), ids=lambda kind: kind.slug)
def test_nothing_has_moved_for_a_link_of_this_edition(kind: type) -> None:
    case = kind()
    try:
        result = case.result()
    except ValueError:
        pytest.skip("asks for a file first")
    text = figures_of(case, result)
    assert len(text) <= MOST
    assert since(case, result, text) is None


def test_a_figure_that_has_moved_is_told_with_both_answers() -> None:
    old = priced(carried(query="calls_per_day=9000"), "base_input", "4")
    html = answer("break-even", f"calls_per_day=9000&{FIGURES}={old}")
    assert "Figures have moved since this link was made." in html
    assert re.search(r"4 USD/Mtok then, [\d.]+ USD/Mtok now", html)
    as_shared = KIND.read({"calls_per_day": "9000", "base_input": "4"}).calculator.result().answer
    today = KIND.read({"calls_per_day": "9000"}).calculator.result().answer
    assert as_shared != today
    assert f"<dd data-as-shared>{as_shared}</dd>" in html
    assert f"<dd data-as-of-today>{today}</dd>" in html
    assert "Not known here" not in html


def test_where_another_figure_has_moved_too_the_answer_of_then_is_not_made_up() -> None:
    text = carried("training-data")
    place = re.search(r"-[0-9a-f]+", text)
    assert place
    html = answer("training-data", f"{FIGURES}={priced(text, place[0], '123456')}")
    assert "Figures have moved since this link was made." in html
    assert "data-as-shared" not in html


@pytest.mark.parametrize(
    "text", ["", "*", "x", "base_input*", "base_input*nan*", "base_input*<img>*", "*" * 3000, "a*b*c*d"]
)
def test_a_damaged_list_of_figures_breaks_nothing(text: str) -> None:
    html = answer("break-even", f"{FIGURES}={text}")
    assert "data-answer" in html
    assert "<img" not in html
    assert "nan" not in html.partition("data-since")[2][:300]
