"""Texts from tables with figures in them: Markdown or plain words, in which some macros may be called."""

import ast
import re
from collections.abc import Callable
from html import escape
from importlib import import_module

import markdown
from markupsafe import Markup

from calculators.kit.strict import DataError
from calculators.macros import course

ALLOWED = ("worked", "worked_answer", "worked_link", "fact", "term")
CALL = re.compile(r"\{\{.*?\}\}")


def macros() -> dict[str, Callable[..., str]]:
    """The macros that such a text may call."""
    homes = [course, *(import_module(f"calculators.macros.{name}") for name in ("site", "lesson"))]
    return {name: next(getattr(home, name) for home in homes if hasattr(home, name)) for name in ALLOWED}


def _called(call: str, place: str) -> str:
    """What one call gives. Raises DataError with the place of the text."""
    try:
        tree = ast.parse(call.strip("{} "), mode="eval").body
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name) or tree.func.id not in ALLOWED:
            raise DataError(f"only these may be called in a text: {', '.join(ALLOWED)}")
        given = [ast.literal_eval(one) for one in tree.args]
        named = {one.arg or "": ast.literal_eval(one.value) for one in tree.keywords}
        return macros()[tree.func.id](*given, **named)
    except (ValueError, SyntaxError, TypeError) as problem:  # a DataError is a ValueError
        raise DataError(f"{place}: {call}: {problem}") from problem


def words(text: str, place: str) -> Markup:
    """A plain text with the calls in it answered; all else is escaped. Raises DataError."""
    parts, calls = CALL.split(text), CALL.findall(text)
    told = [_called(call, place) for call in calls] + [""]
    return Markup("".join(escape(part) + said for part, said in zip(parts, told, strict=True)))


def prose(text: str, place: str) -> Markup:
    """A text in Markdown with the calls in it answered, as HTML; one paragraph stands without its mark."""
    told = CALL.sub(lambda call: _called(call[0], place), text)
    html = markdown.markdown(told, extensions=["smarty", "tables", "fenced_code"])
    html = re.sub(r"\n\n+", "\n", html)
    alone = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", html, re.DOTALL)
    return Markup(alone[1] if alone else html)  # Markdown of ours
