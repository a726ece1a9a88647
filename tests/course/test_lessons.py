"""The promises of lessons as a course: their order, their minutes, each term, each box in its place."""

import re
from pathlib import Path

import pytest

from calculators.advice import lesson as tables
from calculators.course import lessons as course
from calculators.course.changes import changes
from calculators.course.checks import checks
from calculators.course.lessons import Lesson, lessons
from calculators.kit.strict import DataError
from calculators.macros import course_pages
from calculators.macros.course_pages import page_markdown

ROOT = Path(__file__).parents[2]
MEASURED = "why-fine-tune"
"""Lesson 1 is measured by a test of its own."""

WORDS_A_MINUTE, CHECK, CALCULATOR, SLACK = 160, 1, 2, 0.2
CALL = re.compile(r"\{\{ *(\w+)\((.*?)\) *\}\}")


def read(text: str) -> str:
    """The words of a lesson as a reader meets them: prose with its boxes, without checks, calculators, code."""

    def called(call: re.Match[str]) -> str:
        name, given = call[1], re.findall(r'"([^"]*)"', call[2])
        if name == "evidence":
            box = tables.evidence_boxes()[given[0]]
            return " ".join([box.title, box.rule, *box.text])
        if name == "term":
            return given[1] if len(given) > 1 else tables.terms()[given[0]].term
        if name == "worked_answer":
            return "word " * 20
        return "" if name in ("calculator", "checks", "drawing", "term_list", "worked_command") else "2 USD"

    text = re.sub(r"\A---\n.*?\n---\n|```.*?```", "", text, flags=re.DOTALL)
    return re.sub(r"<[^>]+>|\{ [#.:][^}]*\}|[*`>|#]|\]\([^)]*\)|\[", " ", CALL.sub(called, text))


def minutes(lesson: Lesson) -> float:
    """How long a lesson takes: words, checks, calculators in place."""
    text = page_markdown(lesson.key)
    calculators = len(re.findall(r"\{\{ *calculator\(", text))
    return len(read(text).split()) / WORDS_A_MINUTE + CHECK * len(checks(lesson.key)) + CALCULATOR * calculators


@pytest.mark.parametrize("lesson", [one for one in lessons() if one.key != MEASURED], ids=lambda one: one.key)
def test_the_minutes_at_the_head_of_a_lesson_are_those_it_takes(lesson: Lesson) -> None:
    assert minutes(lesson) == pytest.approx(lesson.minutes, rel=SLACK)


def test_the_measure_counts_prose_and_boxes_and_nothing_else() -> None:
    text = (
        '---\ntitle: x\n---\n# One two { #a }\n\n```console\nnot this\n```\n\nThree {{ term("rag", "four five") }}.\n'
    )
    assert len(read(text).split()) == 5
    assert len(read('{{ calculator("rag") }}{{ checks("a") }}').split()) == 0


def page(folder: Path, name: str, front: str) -> None:
    (folder / f"{name}.md").write_text(
        f"---\ntitle: {name}\nkind: lesson\n{front}description: About it.\n---\n\n# X\n", "utf-8"
    )


def test_lessons_stand_in_the_order_of_their_numbers_with_what_has_none_at_the_end(tmp_path: Path) -> None:
    page(tmp_path, "z", "number: 1\nminutes: 20\nreviewed: 2026-11-30\n")
    page(tmp_path, "a", "number: 2\nminutes: 30\nreviewed: 2026-11-30\n")
    page(tmp_path, "b", "minutes: 30\nreviewed: 2026-11-30\n")
    (tmp_path / "other.md").write_text("# No lesson\n", "utf-8")
    assert [one.key for one in lessons(tmp_path)] == ["z", "a", "b"]
    before, after = course.around("a", tmp_path)
    assert before
    assert after
    assert (before.name, after.name) == ("Lesson 1: z", "b")
    assert course.around("z", tmp_path)[0] is None
    assert course.around("b", tmp_path)[1] is None


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("minutes: 20\n", "docs/a.md: the key 'reviewed' is missing"),
        ("minutes: 20\nreviewed: soon\n", "docs/a.md, line 5: reviewed: a date such as 2026-11-22 is needed"),
        ("minutes: 500\nreviewed: 2026-11-30\n", "docs/a.md, line 4: minutes: 500 is out of range"),
        ("minutes: 20\nreviewed: 2026-11-30\nlevel: high\n", "docs/a.md, line 6: level: 'level' is not a key here"),
    ],
)
def test_a_mistake_at_the_head_of_a_lesson_is_refused_with_file_and_line(tmp_path: Path, front: str, told: str) -> None:
    page(tmp_path, "a", front)
    with pytest.raises(DataError, match=f"^{re.escape(told)}"):
        lessons(tmp_path)


def test_two_lessons_with_one_number_are_refused(tmp_path: Path) -> None:
    for name in "ab":
        page(tmp_path, name, "number: 1\nminutes: 20\nreviewed: 2026-11-30\n")
    with pytest.raises(DataError, match=r"docs/a.md, docs/b.md: number: 1 is the number of one lesson only"):
        lessons(tmp_path)


@pytest.mark.parametrize("lesson", lessons(), ids=lambda one: one.key)
def test_a_lesson_explains_a_term_once_and_shows_a_box_once(lesson: Lesson) -> None:
    text = page_markdown(lesson.key)
    for macro in ("term", "evidence"):
        keys = re.findall(rf"""\{{\{{ *{macro}\( *["']([\w-]+)["']""", text)
        assert len(keys) == len(set(keys)), macro
    mine = tables.evidence_by_lesson().get(lesson.key, {})
    assert set(mine) <= set(re.findall(r"""\{\{ *evidence\( *["']([\w-]+)["']""", text))
    terms = tables.terms_by_lesson().get(lesson.key, {})
    assert set(terms) <= set(re.findall(r"""\{\{ *term\( *["']([\w-]+)["']""", text))


@pytest.mark.parametrize("folder", ["data/evidence", "data/terms", "data/worked", "docs/checks"])
def test_every_file_of_a_lesson_has_a_lesson(folder: str) -> None:
    assert {path.stem for path in (ROOT / folder).glob("*.yaml")} <= {one.key for one in lessons()}


def test_the_page_of_the_course_says_how_long_all_of_it_takes() -> None:
    assert f"Together {sum(one.minutes for one in lessons())} minutes" in course_pages.course_lessons()


def test_the_first_sheet_of_the_whole_course_lists_every_lesson_in_order() -> None:
    told = re.findall(r"<li><a href=\"([\w-]+)/\">[^<]+</a>, (\d+) minutes</li>", course_pages.course_contents())
    assert told == [(one.key, str(one.minutes)) for one in lessons()]


def test_the_glossary_has_every_term_with_the_lessons_that_explain_it() -> None:
    html = course_pages.glossary()
    assert re.findall(r'<div id="glossary-([\w-]+)">', html) == sorted(
        tables.terms(), key=lambda key: tables.terms()[key].term.casefold()
    )
    assert html.count('<span class="glossary__where">') == len(tables.terms())
    assert 'href="why-fine-tune/#glossary-rag">Lesson 1</a>' in html


def test_what_changed_names_pages_that_exist_and_stands_by_day() -> None:
    html = course_pages.what_changed()
    days = re.findall(r'<time datetime="([^"]+)"', html)
    assert days == sorted(days, reverse=True)
    assert all(change.says in html.replace("&#39;", "'") for change in changes().values())
    assert len(days) > len(changes())  # prices changed, too
