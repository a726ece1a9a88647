"""The page that is being made, for macros that must know where they stand."""

import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

from calculators.course.checks import DOCS
from calculators.kit.strict import DataError

MARKDOWN = "<template>"
"""What the template engine calls the text of a page."""
FRONT_MATTER = re.compile(r"---\n.*?\n---\n+", re.DOTALL)
"""What stands before the Markdown that the template engine gets."""


class Here:
    """The page at hand, as the generator hands it out."""

    env: Any = None
    _meta: ClassVar[dict[str, Any]] = {}

    @property
    def meta(self) -> dict[str, Any]:
        """What the page's front matter says, with what macros note for templates; lasts as long as the page is made."""
        return self.page.meta if self.env else self._meta

    @property
    def page(self) -> Any:
        """The generator's page."""
        return self.env.page

    @property
    def root(self) -> str:
        """The way from the page to the root of the site, such as `../`."""
        return "../" * str(self.page.url).count("/") if self.env else ""

    @property
    def slug(self) -> str:
        """The name of the page's file, such as `why-fine-tune`."""
        return Path(self.source).stem

    @property
    def source(self) -> str:
        """The page's file below docs/, which MkDocs and Zensical name differently."""
        return str(self.page.file.src_uri if hasattr(self.page, "file") else self.page.path)

    def noted(self, name: str) -> list[Any]:
        """A list in `meta` to add to."""
        found: list[Any] = self.meta.setdefault(name, [])
        return found

    def place(self) -> str:
        """File and line of the call in the page that is being made, as far as they can be told."""
        frame: FrameType | None = sys._getframe()
        while frame and frame.f_code.co_filename != MARKDOWN:
            frame = frame.f_back
        if not frame:
            return f"docs/{self.source}"
        line = frame.f_globals["__jinja_template__"].get_corresponding_lineno(frame.f_lineno)
        head = FRONT_MATTER.match((DOCS / self.source).read_text("utf-8"))
        before = head[0].count("\n") if head else 0
        return f"docs/{self.source}, line {line + before}"


here = Here()


def placed(macro: Callable[..., str]) -> Callable[..., str]:
    """A macro whose errors name the file and the line of the page that calls it."""

    @wraps(macro)
    def called(*given: Any, **named: Any) -> str:
        try:
            return macro(*given, **named)
        except (KeyError, ValueError, TypeError, AttributeError) as problem:
            told = f"{problem} is not a key here" if isinstance(problem, KeyError) else str(problem)
            raise DataError(f"{here.place()}: {macro.__name__}: {told}") from problem

    return called
