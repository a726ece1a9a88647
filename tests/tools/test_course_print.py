"""The course as one document: every lesson once, no name twice, nothing that a script would act on."""

import re
from datetime import date
from pathlib import Path

import pytest

from calculators.course.lessons import Lesson, lessons
from tools.course_print import NoPlace, article, part

LESSON = Lesson(key="one", title="One", description="It.", minutes=10, reviewed=date(2026, 11, 30))
HTML = """<article class="x">
<nav class="section-nav"><a href="#a">x</a></nav>
<h1 id="a">One <a class="headerlink" href="#a">#</a></h1>
<form class="check" id="c"><label for="n">N</label><input id="n" name="c" aria-describedby="n-why m"></form>
<svg><linearGradient id="g"/><rect fill="url(#g)"/></svg>
<a href="#a">up</a> <a href="../two/#b">two</a>
<button popovertarget="term-t">t</button><span popover id="term-t" role="note"><b>t</b>: T</span>
<section class="lesson-foot"><p>foot</p></section>
<section class="check-answers" aria-labelledby="w"><h2 id="w">A</h2></section>
</article>"""


@pytest.fixture
def html() -> str:
    return part(LESSON, article(HTML, "one"))


def test_every_name_begins_with_the_lessons_and_every_reference_follows(html: str) -> None:
    assert set(re.findall(r'\sid="([^"]+)"', html)) == {"one", "one--a", "one--c", "one--n", "one--g", "one--w"}
    assert 'aria-describedby="one--n-why one--m"' in html
    assert 'fill="url(#one--g)"' in html
    assert '<a href="#one--a">up</a> <a href="../two/#b">two</a>' in html


def test_what_is_for_the_screen_is_left_out_and_the_answers_stay(html: str) -> None:
    for gone in ("section-nav", "headerlink", "lesson-foot", "<form", "popover id"):
        assert gone not in html
    assert "check-answers" in html
    assert '<h2 id="one--a">One </h2>' in html


def test_a_page_without_an_article_is_told() -> None:
    with pytest.raises(NoPlace, match="x has no article"):
        article("<p>", "x")


def test_the_built_document_holds_every_lesson_and_no_name_twice(site: Path) -> None:
    html = (site / "course-print" / "index.html").read_text("utf-8")
    for one in lessons():
        assert html.count(f'<section class="lesson" id="{one.key}">') == 1
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert "course-print" not in (site / "search" / "search_index.json").read_text("utf-8")
