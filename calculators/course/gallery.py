"""All drawings of the course, found by name, as figures for a page."""

import pkgutil
from functools import cache
from importlib import import_module

from calculators.course import drawings
from calculators.course.drawing import DRAWINGS, NARROW, WIDE, DrawingError, Drawn, Sheet, Words


@cache
def gallery() -> dict[str, Drawn]:
    """Every drawing by name, whichever lesson it is of."""
    for module in pkgutil.iter_modules(drawings.__path__):
        import_module(f"{drawings.__name__}.{module.name}")
    return DRAWINGS


def drawn(name: str) -> tuple[Words, tuple[str, ...]]:
    """What a drawing says, the SVG for either column. Raises DrawingError for a name that nobody has drawn."""
    if name not in gallery():
        raise DrawingError(f"There is no drawing “{name}”; there are: {', '.join(sorted(gallery()))}.")
    sheets = [Sheet(name, width) for width in (WIDE, NARROW)]
    words, again = (gallery()[name](sheet) for sheet in sheets)
    if words != again:
        raise DrawingError(f"“{name}” says other words on a narrow sheet than on a wide one.")
    return words, tuple(sheet.svg(words) for sheet in sheets)
