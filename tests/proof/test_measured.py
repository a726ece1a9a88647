"""The page on speed says what the file of results says, where a peer is better above all."""

import dataclasses
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calculators.kit.numbers import say_number
from calculators.kit.strict import DataError
from calculators.macros import bench
from calculators.proof import measured
from calculators.proof.measured import Measured, NotRun, Part, Results, newest, read, written


def row(who: str, value: float, unit: str = "s", what: str = "first visit") -> Measured:
    return Measured(who=who, what=what, value=value, unit=unit)


def results(*rows: Measured, load: float = 0.0) -> Results:
    part = Part(key="first", day=date(2026, 11, 30), load=load, rows=rows)
    return Results(
        day=date(2026, 11, 30),
        machine="2 processors",
        parts=(part,),
        not_run=(NotRun(part="first", who="marimo", why="it hung."),),
    )


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Results], None]:
    """Makes some results those that the page draws from."""

    def show(some: Results) -> None:
        (tmp_path / f"{some.day}.json").write_text(written(some))
        monkeypatch.setattr(bench, "newest", lambda: newest(tmp_path))

    return show


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    some = results(row("This site", 0.5), row("PyScript", 0.2))
    (tmp_path / "2026-11-30.json").write_text(written(some))
    assert read(tmp_path / "2026-11-30.json") == some


def test_the_last_day_counts(tmp_path: Path) -> None:
    for day in (date(2026, 11, 30), date(2026, 9, 1)):
        (tmp_path / f"{day}.json").write_text(written(dataclasses.replace(results(), day=day)))
    assert newest(tmp_path).day == date(2026, 11, 30)


@pytest.mark.parametrize(
    "changed",
    [
        {"machine": None, "speed": 3},
        {
            "parts": [
                {
                    "key": "first",
                    "day": "2026-11-30",
                    "load": 0,
                    "rows": [{"who": "a", "what": "b", "value": -1, "unit": "s"}],
                }
            ]
        },
        {
            "parts": [
                {
                    "key": "first",
                    "day": "2026-11-30",
                    "load": 0,
                    "rows": [{"who": "a", "what": "b", "value": 1, "unit": "h"}],
                }
            ]
        },
        {"parts": [{"key": "first", "rows": []}]},
        {"day": "yesterday"},
    ],
    ids=["an unknown key", "less than nothing", "an unknown unit", "no load", "no day"],
)
def test_other_content_is_refused_by_name(tmp_path: Path, changed: dict[str, Any]) -> None:
    file = tmp_path / "2026-11-30.json"
    file.write_text(json.dumps(json.loads(written(results())) | changed))
    with pytest.raises(DataError, match=r"^bench/results/2026-11-30\.json: these are no results of make bench: "):
        read(file)


def test_a_folder_without_results_says_which_command_writes_them(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="`make bench` writes one"):
        newest(tmp_path)


@pytest.mark.parametrize(
    ("ours", "peer", "worse"),
    [
        (row("This site", 0.5), row("PyScript", 0.2), True),
        (row("This site", 0.5), row("PyScript", 0.8), False),
        (row("This site", 0.5), row("PyScript", 0.5), False),
        (row("This site", 40, "MB/s"), row("Other", 90, "MB/s"), True),
        (row("This site", 90, "MB/s"), row("Other", 40, "MB/s"), False),
    ],
    ids=["slower", "faster", "as fast", "a lower rate", "a higher rate"],
)
def test_a_peer_that_is_better_is_told(
    shown: Callable[[Results], None], ours: Measured, peer: Measured, worse: bool
) -> None:
    shown(results(ours, peer))
    assert (peer.who in bench.bench_worse()) is worse
    assert bool(list(results(ours, peer).worse())) is worse


def test_numbers_of_a_busy_machine_are_marked(shown: Callable[[Results], None]) -> None:
    shown(results(row("This site", 0.5), load=0.05))
    assert "Other programs" not in bench.bench_state()
    shown(results(row("This site", 0.5), load=0.6))
    assert "Other programs took up to 60 % of its processors" in bench.bench_state()


def test_what_was_not_run_is_listed(shown: Callable[[Results], None]) -> None:
    shown(results())
    assert "<li>marimo: it hung.</li>" in bench.bench_not_run()
    assert "not measured that day" in bench.bench_table("load")


def test_every_number_of_the_file_stands_on_the_page() -> None:
    for part in newest().parts:
        html = bench.bench_table(part.key)
        for one in part.rows:
            (line,) = re.findall(rf'<th scope="row">{re.escape(one.who)}</th>.*?</tr>', html, re.DOTALL)
            unit = "" if one.unit == "score" else f" {one.unit}"
            assert f'data-label="{one.what}">{say_number(one.value)}{unit}</td>' in line
        assert html.count('<th scope="row">') == len({one.who for one in part.rows})


def test_the_page_draws_every_part() -> None:
    page = (measured.RESULTS.parents[1] / "docs/how-fast.md").read_text("utf-8")
    assert re.findall(r'\{\{ bench_table\("(\w+)"\) \}\}', page) == list(bench.PARTS)
    assert {part.key for part in newest().parts} <= set(bench.PARTS)
