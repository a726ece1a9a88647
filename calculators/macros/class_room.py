"""What the pages for a class may call: a calculator with values as a link, the answer that it gives to them."""

from html import escape
from urllib.parse import parse_qsl

from calculators import calculator
from calculators.record.answers import entry


def with_values(slug: str, query: str) -> str:
    """A link that opens a calculator with values, which it names; for pages one folder deep. Raises ValueError."""
    one = entry(slug, query)
    if one.result is None or one.unknown:
        raise ValueError(f"{slug}?{query}: {one.problem or one.unknown}")
    inputs, case = calculator(slug).inputs(), one.case
    values = "; ".join(
        f"{inputs[name].label}: {inputs[name].say(getattr(case, name))}" for name in dict(parse_qsl(query))
    )
    address = escape(f"../calculators/{slug}/#{slug}?{query}")
    return f'<a href="{address}">{escape(calculator(slug).title)}</a> ({escape(values)})'


def answer_to(slug: str, query: str) -> str:
    """What a calculator says to these values on the day of the build. Raises ValueError."""
    one = entry(slug, query)
    if one.result is None:
        raise ValueError(f"{slug}?{query}: {one.problem}")
    return escape(f"{one.result.answer} {one.result.why}")


MACROS = (with_values, answer_to)
