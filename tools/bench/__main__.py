"""Measures, prints, writes bench/results/<day>.json: `make bench`, ARGS="--parts first later" for some parts only.

Parts that are not measured keep what that day's file holds of them already. Each part notes how much of the
processors other programs took when it began, and the page on speed says so: the machine should be quiet.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from calculators.proof.measured import RESULTS, Measured, NotRun, Part, Results, read, written
from tools import browser as browsers
from tools.bench import answers, load, peers, saved, scale, vitals
from tools.bench.files import files
from tools.bench.visits import Line, NoAnswer, start
from tools.build import SITE, build
from tools.nginx import NoNginx

KEYS = ("first", "weight", "later", "vitals", "build", "saved", "files", "load")
UNITS_OF = {"first": ("s",), "weight": ("kB", "requests")}  # measured in one go
LOOK = 2.0  # seconds in which others show what they take


def others() -> float:
    """The share of the processors that other programs take now; we wait meanwhile."""
    before = _spent()
    time.sleep(LOOK)
    after = _spent()
    if before and after and after[1] > before[1]:
        return round((after[0] - before[0]) / (after[1] - before[1]), 2)
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)


def _spent() -> tuple[int, int] | None:
    """What the processors have spent on work, and in all, where Linux tells it."""
    stat = Path("/proc/stat")
    if not stat.is_file():
        return None
    times = [int(one) for one in stat.read_text().split("\n")[0].split()[1:9]]
    return sum(times) - times[3] - times[4], sum(times)


def machine(browser: str) -> str:
    """The machine in words."""
    system = f"{platform.machine()}, {platform.system()}"
    return f"{os.cpu_count()} processors ({system}), Python {platform.python_version()}, {browser.rpartition('/')[2]}"


def printed(part: Part) -> str:
    """A part as lines to read."""
    who = max((len(row.who) for row in part.rows), default=0)
    rows = [f"  {row.who:{who}}  {row.what:34} {row.value:>10,.6g} {row.unit}" for row in part.rows]
    return "\n".join([f"\n{part.key} (others took {part.load:.0%} of the processors)", *rows])


class Day:
    """What was measured on this day, written after each part, so that a part that fails loses nothing of the others."""

    machine = ""

    def __init__(self, parts: Sequence[str]) -> None:
        """With what the day's file holds already of other parts than these."""
        self.today = datetime.now(UTC).date()
        self.path = RESULTS / f"{self.today}.json"
        old = read(self.path) if self.path.is_file() else None
        self.measured = {part.key: part for part in old.parts} if old else {}
        self.missing = [one for one in old.not_run if one.part not in parts] if old else []

    def take(self, keys: Sequence[str], rows: Callable[[], Iterable[Measured]]) -> None:
        """Measure parts in one go; each keeps the rows in its units."""
        share = others()
        try:
            taken = tuple(rows())
        except (Error, NoAnswer, NoNginx, load.NoWrk) as problem:
            self.missing.append(NotRun(part=keys[0], who=keys[0].capitalize(), why=str(problem).split("\n")[0]))
            taken = ()
        for key in keys if taken else ():
            own = tuple(row for row in taken if len(keys) == 1 or row.unit in UNITS_OF[key])
            self.measured[key] = Part(key=key, day=self.today, load=share, rows=own)
            print(printed(self.measured[key]), flush=True)
        parts = tuple(self.measured[key] for key in KEYS if key in self.measured)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        results = Results(day=self.today, machine=self.machine, parts=parts, not_run=tuple(self.missing))
        self.path.write_text(written(results), "utf-8")


def main() -> None:
    """Measure the parts that are asked for, print and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=KEYS, default=KEYS)
    parser.add_argument("--rounds", type=int, default=5, help="of each first answer and visit")
    parser.add_argument("--answers", type=int, default=100, help="typed one after the other")
    parser.add_argument(
        "--lessons", type=int, nargs="+", default=scale.COPIES, help="added to the build, one build each"
    )
    parser.add_argument("--examples", type=int, default=200_000, help="in the training file that is checked")
    parser.add_argument("--seconds", type=int, default=8, help="of load for each file")
    parser.add_argument("--as-it-is", action="store_true", help="measure the built site without building it anew")
    asked = parser.parse_args()
    if not asked.as_it_is:
        build()
    day = Day(asked.parts)

    def take(key: str, rows: Callable[[], Iterable[Measured]]) -> None:
        if key in asked.parts:
            day.take((key,), rows)

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        made = list(peers.pages(folder / "peers")) if {"first", "weight", "later"} & set(asked.parts) else []
        known = [one for one in made if isinstance(one, peers.Peer)]
        day.missing += [one for one in made if isinstance(one, NotRun)]
        (folder / "peers").mkdir(exist_ok=True)
        browser, edition = browsers.start(playwright)
        day.machine = machine(edition)
        with Line(SITE) as site, Line(folder / "peers", policed=False) as beside:
            site.warm()
            beside.warm()
            for peer in list(known):
                try:
                    start(browser, beside, peer.place, peers.ANSWERED)
                except NoAnswer as problem:
                    known.remove(peer)
                    day.missing.append(NotRun(part="first", who=peer.name, why=f"{problem}."))
            if {"first", "weight"} & set(asked.parts):
                day.take(("first", "weight"), lambda: answers.first(browser, site, beside, known, asked.rounds))
            take("later", lambda: answers.later(browser, site, beside, known, asked.answers))
            take("vitals", lambda: vitals.vitals(browser, site, folder, asked.rounds))
            take("files", lambda: files(browser, site.url, folder, asked.examples))
        browser.close()
        take("build", lambda: scale.scale(folder, asked.lessons))
        take("saved", lambda: saved.saved(folder, asked.rounds))
    take("load", lambda: load.load(asked.seconds))
    print(f"\nWritten to {day.path}. Could not be measured: {', '.join(one.who for one in day.missing) or 'nothing'}.")


if __name__ == "__main__":
    main()
