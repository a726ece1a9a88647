"""Stands in for Jinja2's tree of a template: the page's templates come compiled."""

from typing import Any


class EvalContext:
    """Whether a template escapes what it is given."""

    def __init__(self, environment: Any, template_name: str | None = None) -> None:
        """As the environment says, for all templates or by name."""
        escapes = environment.autoescape
        self.environment = environment
        self.autoescape = escapes(template_name) if callable(escapes) else escapes
        self.volatile = False
