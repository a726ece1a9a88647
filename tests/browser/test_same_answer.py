"""One engine, three hosts: page, build, command line give the same answer to the same case."""

import html
import json
import random
import re
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Page

from calculators import calculators
from calculators.__main__ import main
from calculators.kit.inputs import Choice, Counts, Day, Input, Number, Rows, Text, Upload
from calculators.kit.model import Calculator
from calculators.page.browser import answer
from calculators.proof.examples import examples

DRAWN = 8
"""Cases drawn for each calculator, beside its examples and what nobody can reckon."""

MOST_FIELDS = 6
NONSENSE = ("", "nonsense", "-1", "1e300", "<b>&</b>", "7½", "ünï ✓", "10 %", "2k")

ASK = """([slug, queries]) => Promise.all(queries.map((query) => new Promise((show, failed) =>
  coursePython.ask({ slug, show, failed, rest: failed, query: () => query }, "change"))))"""
FIGURE = re.compile(r'<data data-figure="([^"]+)" value="([^"]*)"(?: data-low="([^"]*)")?(?: data-high="([^"]*)")?>')


def drawn(kind: type[Calculator], chance: random.Random) -> str:
    """A query as a reader could make it: a few fields, each with a value that it allows."""
    default, inputs = kind(), kind.inputs()
    names = chance.sample(sorted(inputs), chance.randint(1, min(MOST_FIELDS, len(inputs))))
    return urlencode({name: text(inputs[name], getattr(default, name), chance) for name in names})


def text(declared: Input, default: object, chance: random.Random) -> str:
    """A value of the declared range: any option, any day; of numbers the ends, or some way from the default."""
    if declared.none and chance.random() < 0.1:
        return declared.none
    if isinstance(declared, Choice):
        return chance.choice(list(declared.options()))
    if isinstance(declared, Day):
        about = default.toordinal() if isinstance(default, date) else date(2026, 11, 22).toordinal()
        day = date.fromordinal(about + chance.randint(-900, 1_800))
        return declared.write(min(max(day, declared.least), declared.most))
    if isinstance(declared, Counts):
        size = chance.randint(2, 4)
        return declared.write(Rows(tuple(chance.randint(0, 40) for _ in range(size)) for _ in range(size)))
    if isinstance(declared, Upload):
        return ""
    if isinstance(declared, Text):
        return chance.choice(("", "id", "a column", "größe"))
    assert isinstance(declared, Number)
    if chance.random() < 0.15:
        return declared.write(chance.choice((declared.least, declared.most)))
    middle = float(default) if isinstance(default, int | float) and default else min(declared.most, 1_000)
    value = min(max(middle * 10 ** chance.uniform(-1, 1), declared.least), declared.most)
    return declared.write(round(value) if declared.whole else float(f"{value:.4g}"))


def number(written: str) -> float | None:
    return float(written) if written else None


def figures(page_answer: str) -> dict[str, tuple[float | None, float | None, float | None]]:
    """The figures that a reader sees, as value, low, high."""
    return {
        html.unescape(key): (number(value), number(low), number(high))
        for key, value, low, high in FIGURE.findall(page_answer)
    }


def test_page_build_and_command_line_give_the_same_answer(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.goto("calculators/break-even/")
    answered = 0
    for kind in calculators():
        chance = random.Random(f"2026 {kind.slug}")
        draws = [drawn(kind, chance) for _ in range(DRAWN)]
        queries = [*(urlencode(example.inputs) for example in examples(kind)), *draws]
        refused = [urlencode({name: chance.choice(NONSENSE) for name in chance.sample(list(kind.inputs()), 3)})]
        asked = ["", "nobody=1", *refused, *queries]
        for query, shown in zip(asked, page.evaluate(ASK, [kind.slug, asked]), strict=True):
            assert shown == answer(kind.slug, query), f"{kind.slug}?{query}"
            if query not in queries:
                continue
            arguments = [f"--{name}={typed}" for name, typed in parse_qsl(query, keep_blank_values=True)]
            ended = main([kind.slug, *arguments, "--json"])
            told = capsys.readouterr().out
            record = json.loads(told) if 'data-state="live"' in shown else None
            assert ended == (0 if record else 2), f"{kind.slug}?{query}"
            if record:
                answered += query in draws
                record = record["figures"]
                assert figures(shown) == {key: (one["value"], one["low"], one["high"]) for key, one in record.items()}
    assert answered >= 90
