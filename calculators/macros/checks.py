"""What a lesson may call of its checks: those of a section."""

import re
from collections.abc import Iterable
from typing import Any

from calculators.course.checks import Check, sections
from calculators.course.checks import checks as all_checks
from calculators.kit.strict import DataError
from calculators.macros import course
from calculators.macros.filled import prose
from calculators.macros.here import here
from calculators.page.render import template


def checks(section: str) -> str:
    """All checks of a section, to be called at its end. Raises DataError where there is none."""
    slug = here.slug
    found = sections(slug)
    if section not in found:
        raise DataError(f"'{section}' has no check in docs/checks/{slug}.yaml; allowed: {', '.join(found) or 'none'}")
    here.noted("checked").append(section)
    return shown(slug, found[section])


def shown(slug: str, those: Iterable[Check]) -> str:
    """Checks as a reader meets them, readable and answerable without a script."""
    order = [check.key for check in all_checks(slug)]
    told = [told_check(slug, check, order.index(check.key) + 1) for check in those]
    return re.sub(r"\n+", "\n", template("course/checks.html", checks=told))


def told_check(slug: str, check: Check, number: int) -> dict[str, Any]:
    """A check with its texts as HTML."""
    choices = [
        {"at": at, "text": prose(one.text, check.place), "why": prose(one.why, check.place), "right": one.right}
        for at, one in (check.mixed if check.kind == "order" else enumerate(check.choices, 1))
    ]
    return {
        "slug": slug,
        "check": check,
        "number": number,
        "question": prose(check.question, check.place),
        "choices": choices,
        "why": prose(check.why, check.place) if check.why else "",
        "because": prose(check.answer.because, check.place) if check.answer and check.answer.because else "",
        "link": course.worked_link(check.link) if check.link else "",
    }


def answers(slug: str) -> list[dict[str, Any]]:
    """The checks of a lesson for the list of answers at its end."""
    return [told_check(slug, check, number) for number, check in enumerate(all_checks(slug), 1)]


def unplaced(slug: str, markdown: str) -> None:
    """Raise DataError where a check stands in no section of a lesson's text, or its section is not called."""
    ids = set(re.findall(r"^#+ .*\{[^}]*#([\w-]+)[^}]*\}\s*$", markdown, re.MULTILINE))
    called = re.findall(r"""\{\{ *checks\(["']([\w-]+)["']\) *\}\}""", markdown)
    for check in all_checks(slug):
        if check.section not in ids:
            raise DataError(f"{check.place}: section: '{check.section}' is not a section of docs/{slug}.md")
        if called.count(check.section) != 1:
            call = f'{{{{ checks("{check.section}") }}}}'
            raise DataError(f"{check.place}: docs/{slug}.md needs {call} once, at the end of the section")


MACROS = (checks,)
