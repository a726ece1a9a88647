"""A page that no menu lists leads to its neighbours, or to the page that it belongs to."""

import pytest

from calculators.macros.beside import beside


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("decisions/0002-a-fresh-machine.md", "decisions/0001-", "decisions/0003-"),
        ("decisions/0001-static-site-python-in-the-page.md", "decisions/", "decisions/0002-"),
        ("contributing/rule.md", "contributing/lesson/", None),
        ("for-a-class-answers.md", "for-a-class/", None),
        ("workbook-facilitator.md", "workbook/", None),
        ("course-print.md", "course/", None),
        ("index.md", None, None),
    ],
)
def test_what_is_before_and_after_a_page(source: str, before: str | None, after: str | None) -> None:
    for found, expected in zip(beside(source), (before, after), strict=True):
        assert (found is None) == (expected is None)
        assert found is None or (found["url"].startswith(str(expected)) and found["title"])


def test_a_page_is_called_by_its_title() -> None:
    (before, after) = beside("decisions/0002-a-fresh-machine.md")
    assert before == {
        "url": "decisions/0001-static-site-python-in-the-page/",
        "title": "1. A static site, with Python in the page",
    }
    # This one has no title but its heading.
    assert after
    assert after["title"] == "3. Python starts from a snapshot of its memory, and without one if need be"
