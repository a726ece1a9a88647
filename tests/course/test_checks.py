"""The promises of checks: each explains every choice, none can go stale, each stands once where it says."""

import re
from pathlib import Path

import pytest

from calculators.course import checks as asked
from calculators.course import worked as cases
from calculators.course.checks import Check
from calculators.course.lessons import Lesson, lessons
from calculators.course.worked import Worked
from calculators.kit.strict import DataError
from calculators.macros import checks as macros
from calculators.macros.course_pages import page_markdown
from calculators.macros.filled import prose, words

FILE = """# Checks.
- key: which
  section: start
  kind: single
  question: Which **one**?
  choices:
    - {text: This, right: true, why: Because it is.}
    - {text: That, why: It is not.}
- key: some
  section: start
  kind: multiple
  question: Which ones?
  choices:
    - {text: A, right: true, why: a.}
    - {text: B, right: true, why: b.}
    - {text: C, why: c.}
- key: cost
  section: end
  kind: number
  question: What do they cost?
  answer: {worked: letters, figure: human_cost, within: 5 %}
  why: '{{ worked("letters", "human_cost") }} by people.'
- key: half
  section: end
  kind: number
  question: Half of 66?
  answer: {value: 33, unit: letters, because: 66 halved}
  why: By two.
- key: steps
  section: end
  kind: order
  question: In which order?
  choices:
    - {text: first, why: one.}
    - {text: second, why: two.}
    - {text: third, why: three.}
  why: In this one.
- key: own
  section: end
  kind: open
  question: What do you say?
  why: Something.
"""
LETTERS = Worked(key="letters", calculator="training-data", says="the letters", inputs={"examples_count": 220})


@pytest.fixture(autouse=True)
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pages in which a lesson has these checks, and a worked case that they name."""
    monkeypatch.setattr(cases, "worked_cases", lambda: {"letters": LETTERS})
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "one.yaml").write_text(FILE, "utf-8")
    return tmp_path


@pytest.fixture
def html(docs: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """All of these checks as a page shows them."""
    read = asked.checks("one", docs)
    monkeypatch.setattr(macros, "all_checks", lambda _: read)
    return macros.shown("one", read)


def test_checks_are_read_in_their_order_by_section(docs: Path) -> None:
    assert [check.key for check in asked.checks("one", docs)] == ["which", "some", "cost", "half", "steps", "own"]
    assert [check.key for check in asked.sections("one", docs)["start"]] == ["which", "some"]
    assert asked.checks("none", docs) == ()


def test_what_a_number_check_takes_for_right_is_what_its_calculator_says_today(docs: Path) -> None:
    (cost,) = [check for check in asked.checks("one", docs) if check.key == "cost"]
    assert cost.answer
    value = LETTERS.value("human_cost")
    assert cost.answer.number == value
    assert cost.answer.bounds == pytest.approx((value * 0.95, value * 1.05))
    assert cost.answer.said == LETTERS.text("human_cost")


def test_a_mental_sum_is_right_only_exactly(docs: Path) -> None:
    (half,) = [check for check in asked.checks("one", docs) if check.key == "half"]
    assert half.answer
    assert half.answer.bounds == pytest.approx((33, 33))
    assert half.answer.bounds[0] <= 33 <= half.answer.bounds[1]


def test_lines_to_be_put_in_order_do_not_stand_in_it(docs: Path) -> None:
    (steps,) = [check for check in asked.checks("one", docs) if check.kind == "order"]
    assert sorted(at for at, _ in steps.mixed) == [1, 2, 3]
    assert [at for at, _ in steps.mixed] != [1, 2, 3]
    assert steps.mixed == steps.mixed


@pytest.mark.parametrize("places", range(3, 7))
def test_no_choice_of_texts_leaves_them_in_order(places: int) -> None:
    for salt in range(40):
        choices = tuple(asked.Choice(text=f"{salt} {at}", why="w") for at in range(places))
        check = Check(key="k", section="s", kind="order", question="q", choices=choices, why="w")
        assert [at for at, _ in check.mixed] != list(range(1, places + 1))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("kind: single", "kind: simple", "'simple' is not allowed; allowed: single, multiple, number, order, open"),
        ("This, right: true", "This", "two or more, one of them right, are needed; 0 of 2 are right"),
        ("    - {text: C, why: c.}\n", "", "some right and some wrong are needed; 2 of 2 are right"),
        ("That, why: It is not.", "That", "the key 'why' is missing"),
        ("worked: letters,", "worked: letter,", "'letter' is not a worked case of data/worked/; allowed: letters"),
        ("figure: human_cost,", "figure: cost,", "'cost' is not a figure of 'letters' (training-data); allowed: "),
        ("within: 5 %", "within: a bit", "'a bit' is not a share; write it as 5 %"),
        (", because: 66 halved", "", "a value needs a because"),
        ("{text: third, why: three.}", "{text: third, right: true, why: three.}", "none marked as right"),
        ("  why: In this one.\n", "", "a check of the kind order needs it"),
        ("key: some", "key: which", "'which' stands twice"),
        ("  kind: open\n", "  kind: open\n  link: cards\n", "'cards' is not a worked case"),
        ("  why: Something.", "  reason: Something.", "'reason' is not a key here"),
    ],
)
def test_a_mistake_in_a_check_is_refused_with_file_and_line(docs: Path, right: str, wrong: str, told: str) -> None:
    assert right in FILE
    (docs / "checks" / "bad.yaml").write_text(FILE.replace(right, wrong, 1), "utf-8")
    with pytest.raises(DataError, match=re.escape(told)) as refused:
        asked.checks("bad", docs)
    assert re.match(r"docs/checks/bad\.yaml, line \d+: ", str(refused.value))


def test_every_choice_stands_with_its_explanation_and_no_script_is_needed(html: str) -> None:
    for text, why in (
        ("This", "Because it is."),
        ("That", "It is not."),
        ("A", "a."),
        ("C", "c."),
        ("third", "three."),
    ):
        assert re.search(rf"<label[^>]*>{text}</label>\n<div class=\"check__why[^>]*>.*{re.escape(why)}</div>", html)
    assert html.count("<fieldset>") == html.count("<legend ") == 5
    assert html.count("<details class=") == 6
    assert "Which <strong>one</strong>?" in html
    assert f"<b>{LETTERS.text('human_cost')}</b>" in html


def test_what_a_check_prints_passes_through_markdown_and_a_strict_content_policy(html: str) -> None:
    assert "\n\n" not in html
    assert not re.search(r"<[^>]* (?:style|on\w+)=|<script|<style", html)


def test_each_control_has_a_name_of_its_own_and_a_label(html: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    controls = re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', html)
    assert set(controls) <= set(re.findall(r'<label for="([^"]+)"', html))


def test_the_bounds_stand_in_the_page_as_numbers(html: str) -> None:
    least, most = map(float, re.findall(r'data-least="([^"]+)" data-most="([^"]+)"', html)[0])
    assert least < LETTERS.value("human_cost") < most


def test_a_text_may_call_only_what_lessons_call_and_a_mistake_names_its_place() -> None:
    assert prose('x {{ worked("letters", "human_cost") }}', "here").endswith("USD")
    assert words("a < b", "here") == "a &lt; b"
    for call in ('{{ worked("letters", "none") }}', "{{ exec(1) }}", "{{ 1 +}}", '{{ fact("none", "a", "b") }}'):
        with pytest.raises(DataError, match=r"^checks/x\.yaml, line 3: "):
            prose(call, "checks/x.yaml, line 3")


def test_a_check_that_no_section_shows_is_refused(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = asked.checks("one", docs)
    monkeypatch.setattr(macros, "all_checks", lambda _: read)
    both = '## 1. Start { #start }\n\n{{ checks("start") }}\n\n## 2. End { #end }\n\n{{ checks("end") }}\n'
    macros.unplaced("one", both)
    with pytest.raises(DataError, match=r"docs/one\.md needs \{\{ checks\(\"end\"\) \}\} once"):
        macros.unplaced("one", both.replace('{{ checks("end") }}', ""))
    with pytest.raises(DataError, match=r"line 2: section: 'start' is not a section of docs/one\.md"):
        macros.unplaced("one", both.replace("#start", "#begin"))


@pytest.mark.parametrize("lesson", [one for one in lessons() if one.number], ids=lambda one: one.key)
def test_every_lesson_asks_eight_to_twelve_times_and_every_check_has_its_place(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert 8 <= len(asked.checks(lesson.key)) <= 12
    macros.unplaced(lesson.key, page_markdown(lesson.key))
    assert macros.answers(lesson.key)
