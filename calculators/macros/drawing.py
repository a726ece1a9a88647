"""What a lesson may call to show a drawing."""

from calculators.course.gallery import drawn
from calculators.page.render import template


def drawing(name: str) -> str:
    """A drawing by its name, as a figure with its caption. Raises DrawingError, which names all there are."""
    words, sheets = drawn(name)
    return template("course/drawing.html", slug=name, words=words, sheets=sheets)


MACROS = (drawing,)
