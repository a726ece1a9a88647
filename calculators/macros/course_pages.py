"""What the pages of the course may call: the list of lessons, the glossary, what changed."""

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

from calculators.advice import lesson
from calculators.course.changes import Change, changes
from calculators.course.checks import DOCS
from calculators.course.lessons import Lesson, around, lessons
from calculators.figures.tables import catalogue
from calculators.kit.strict import DataError
from calculators.macros.checks import answers, unplaced
from calculators.macros.here import here
from calculators.macros.tables import WHAT
from calculators.page.render import template

TERM = re.compile(r"""\{\{ *term\( *["']([\w-]+)["']""")
KINDS = {"new": "New", "mended": "Corrected", "figures": "Figures"}


def course_lessons() -> str:
    """All lessons in order with their minutes and checks, to which the page adds what is done and what is next."""
    told = [(one, answers(one.key)) for one in lessons()]
    return template("course/lessons.html", lessons=told, root=here.root)


def course_contents() -> str:
    """The lessons with their minutes, as the first sheet of the whole course lists them."""
    rows = "".join(
        f'<li><a href="{here.root}{one.key}/">{escape(one.name)}</a>, {one.minutes} minutes</li>' for one in lessons()
    )
    return f'<ul class="course__contents">{rows}</ul>'


def glossary() -> str:
    """All terms in alphabetical order, each with the lessons in which it is explained."""
    used = {one: set(TERM.findall((DOCS / f"{one.key}.md").read_text("utf-8"))) for one in lessons()}
    terms = sorted(lesson.terms().values(), key=lambda term: term.term.casefold())
    rows = [(term, [one for one, keys in used.items() if term.key in keys]) for term in terms]
    return template("course/glossary.html", terms=rows, root=here.root)


def what_changed() -> str:
    """What changed in lessons and figures, day by day, latest first."""
    for change in changes().values():
        if not (DOCS / f"{change.page}.md").is_file():
            raise DataError(f"data/changes.yaml, row '{change.key}': page: there is no docs/{change.page}.md")
    told = [(change.day, KINDS[change.kind], change.page, _title(change), change.says) for change in changes().values()]
    told += [
        (change.day, WHAT[change.kind], "data/changes", change.subject, change.words)
        for change in catalogue().changes()
        if change.day <= catalogue().first_day
    ]
    told.sort(key=lambda row: row[0], reverse=True)
    days = [(day, list(rows)) for day, rows in groupby(told, key=lambda row: row[0])]
    return template("course/changes.html", days=days, root=here.root)


def _title(change: Change) -> str:
    found = {one.key: one.short for one in lessons()}
    return found.get(change.page) or change.page.replace("-", " ").capitalize()


def foot() -> str:
    """What ends a lesson: what was missed, the mark that it is done, the ways on, the answers for paper."""
    slug = here.slug
    unplaced(slug, page_markdown(slug))
    before, after = around(slug)
    found: Mapping[str, Lesson] = {one.key: one for one in lessons()}
    return template(
        "course/foot.html", lesson=found[slug], before=before, after=after, answers=answers(slug), root=here.root
    )


def page_markdown(slug: str) -> str:
    """The text of a page as its author wrote it."""
    return (DOCS / f"{slug}.md").read_text("utf-8")


MACROS = (course_contents, course_lessons, glossary, what_changed)
