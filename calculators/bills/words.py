"""What answers say alike: of what is no longer to be had, of texts too long, of parts of a bill, of months."""

from collections.abc import Iterable, Iterator
from datetime import date

from calculators.figures.offers import TuningOffer
from calculators.figures.prices import ApiModel
from calculators.figures.shapes import OpenModel
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Chart, Line, Mark
from calculators.kit.numbers import say, say_money, say_number


def unless_open(question: str, offer: TuningOffer | None, on: date) -> Iterator[str]:
    """The notice that not everyone can buy an offer on a day: a question, then who can."""
    if offer and (status := offer.status(on)).status != "open":
        yield f"{question} {status}"


def if_retired(model: ApiModel | None, on: date) -> Iterator[str]:
    """The notice that a model is gone on a day."""
    if model and model.retires and model.retires <= on:
        yield f"{model.name} no longer answers: it was retired on {model.retires}."


def how_sure(key: str) -> str:
    """How often published runs, written down before a calculator was asked, lay within the range that it told."""
    share = catalogue().rules[key].figure or 0.0
    return (
        "How sure that is: of published runs that were written down before this was asked for them, "
        f"{100 * share:.0f} % lay within the range told at first. What is measured on your machine counts for more."
    )


def how_often_enough() -> str:
    """How often published runs, written down first, took no more than the high end that they were told."""
    share = catalogue().rules["memory/first-most"].figure or 0.0
    return (
        f"Of the newest published runs that were written down first, {100 * share:.0f} % took no more than the high "
        "end of all usual ways."
    )


def duration(hours: float) -> str:
    """Hours to read: "1 hour", "4.28 hours", "12.9 minutes"."""
    if hours < 1:
        return say(hours * 60, "minutes")
    return "1 hour" if hours == 1 else say(hours, "hours")


def beyond_context(model: OpenModel | None, tokens: float) -> Iterator[str]:
    """The notice that a text is longer than an open model was made for."""
    if model and tokens > model.context:
        yield (
            f"{model.name} was made for {say_number(model.context)} tokens. Beyond them its positions must be "
            "stretched first (RoPE scaling), and its answers suffer until it has learnt that."
        )


def until(retires: date | None, on: date) -> Iterator[str]:
    """The remark in a table that something ends, or has ended."""
    if retires:
        yield f"{'gone since' if retires <= on else 'until'} {retires}"


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """Words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def each(bars: Iterable[Bar]) -> str:
    """The amounts of a chart in a row: "Training 12 USD; Calls 3 USD"."""
    return "; ".join(f"{bar.name} {say_money(bar.value)}" for bar in bars)


def months_chart(title: str, summary: str, lines: Iterable[Line], marks: Iterable[Mark]) -> Chart:
    """A chart of USD by months from the first day."""
    return Chart(
        title=title,
        summary=summary,
        x_label="Months from the first day",
        x_unit="months",
        y_unit="USD",
        lines=tuple(lines),
        marks=tuple(marks),
    )
