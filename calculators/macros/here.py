"""The page that is being made, for macros that must know where they stand."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

from calculators.kit.strict import DataError

MARKDOWN = "<template>"
"""What the template engine calls the text of a page."""


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
        return Path(self.page.file.src_uri).stem

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
            return f"docs/{self.page.file.src_uri}"
        line = frame.f_globals["__jinja_template__"].get_corresponding_lineno(frame.f_lineno)
        whole = Path(self.page.file.abs_src_path).read_text("utf-8")
        head = whole.count("\n") - str(self.page.markdown).count("\n")  # the front matter is no part of the Markdown
        return f"docs/{self.page.file.src_uri}, line {line + head}"


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
