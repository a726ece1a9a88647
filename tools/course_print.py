"""Puts all lessons into the page that prints as one document: a step of the build.

A lesson’s article is taken from its built page. Its forms become plain parts that no script acts on. Every name that
something in it refers to begins with the lesson’s, so that none stands twice.
"""

import re
from pathlib import Path

from calculators.course.lessons import Lesson, lessons

PAGE = Path("course-print") / "index.html"
PLACE = "<div data-whole-course></div>"
DROPPED = (
    r'<nav class="section-nav".*?</nav>',
    r'<p class="notice age".*?</p>',
    r'<button type="button" class="reading-enter".*?</button>',
    r'<details class="contents">.*?</details>',
    r'<section class="lesson-foot">.*?</section>',
    r'<a class="headerlink".*?</a>',
    r"<span popover .*?</span>",
    r"<script.*?</script>",
    r"<noscript>.*?</noscript>",
)
"""What of a lesson's page is for the screen, or stands once in the whole document."""

NAMED = re.compile(r'(?<=[\s])(id|for|name|popovertarget|aria-labelledby|aria-describedby|data-anchor)="([^"]*)"')
REFERRED = re.compile(r'href="#([^"]+)"|url\(#([^)]*)\)')


class NoPlace(ValueError):
    """A page has not what the document is made of."""


def article(html: str, name: str) -> str:
    """What stands in the article of a built page. Raises NoPlace."""
    found = re.search(r"<article[^>]*>(.*)</article>", html, re.DOTALL)
    if not found:
        raise NoPlace(f"{name} has no article")
    return found[1]


def part(lesson: Lesson, html: str) -> str:
    """One lesson as a part of the document."""
    for pattern in DROPPED:
        html = re.sub(pattern, "", html, flags=re.DOTALL)

    def named(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{lesson.key}--{one}" for one in found[2].split())}"'

    def referred(found: re.Match[str]) -> str:
        return f"url(#{lesson.key}--{found[2]})" if found[2] else f'href="#{lesson.key}--{found[1]}"'

    html = REFERRED.sub(referred, NAMED.sub(named, html))
    html = re.sub(r"(</?)form\b", r"\1div", html)
    html = re.sub(r'(<section class="check-answers") aria-labelledby="[^"]*"', r"\1", html)  # one landmark a lesson
    html = re.sub(r"(</?h)([1-5])\b", lambda found: f"{found[1]}{int(found[2]) + 1}", html)
    return f'<section class="lesson" id="{lesson.key}">{html}</section>'


def fill(site: Path) -> None:
    """Put the lessons into the document. Raises NoPlace."""
    page = site / PAGE
    text = page.read_text("utf-8")
    if text.count(PLACE) != 1:
        raise NoPlace(f"{PAGE} needs {PLACE} once")
    pages = ((one, site / one.key / "index.html") for one in lessons())
    parts = [part(one, article(path.read_text("utf-8"), str(path))) for one, path in pages]
    page.write_text(text.replace(PLACE, f'<div class="whole-course">{"".join(parts)}</div>'), "utf-8")
