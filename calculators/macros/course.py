"""What a lesson may call of the running case: figures, sentences, links, commands."""

import re
from html import escape

from calculators.course.worked import Part, worked_case
from calculators.macros.here import here

NO_BREAK = "\N{NO-BREAK SPACE}"
CALL = re.compile(r"\{\{ *(\w+)\((.*?)\) *\}\}")


def worked(key: str, figure: str, part: Part = "", digits: int | None = None) -> str:
    """A figure of a worked case as its calculator prints it, with its unit; `part` is `low` or `high` of its range."""
    return escape(worked_case(key).text(figure, part, digits).replace(" ", NO_BREAK))


def worked_answer(key: str) -> str:
    """The first sentence that the calculator says to a worked case."""
    return escape(worked_case(key).sentence)


def worked_link(key: str, words: str = "") -> str:
    """A link that opens the calculator on its page with the inputs of a worked case."""
    case = worked_case(key)
    query = f"?{case.query}" if case.query else ""
    address = escape(f"{here.root}calculators/{case.calculator}/#{case.calculator}{query}")
    return f'<a href="{address}">{escape(words or case.says)}</a>'


def worked_command(key: str) -> str:
    """A block with the command line that gives a worked case."""
    return f"```console\n{worked_case(key).command}\n```"


MACROS = (worked, worked_answer, worked_link, worked_command)
