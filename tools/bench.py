"""The benchmark of `make bench`: how soon Python answers in the page, beside plain Pyodide.

Both run in the same browser in turns, each time as a new visitor. "Plain" is what npm brings, as the handbook starts
it, in a worker as well, with the calculators and Jinja2 as sources.
"""

import argparse
import io
import json
import shutil
import statistics
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from calculators.figures.tables import plain_tables
from calculators.page.bundle import PACKAGES, PYODIDE, ROOT
from tools import bench_files
from tools import browser as browsers
from tools.build import SITE, build
from tools.policy import TYPES
from tools.serve import Reply, Server

CALCULATOR = "calculators/break-even/"
LESSON = "why-fine-tune/"
TOTAL = "calculators/total-cost/"
QUERY = "calls_per_day=9000"
SLOW = 20e6 / 8  # bytes a second: 20 Mbit/s

PLAIN_WORKER = """import { loadPyodide } from "./pyodide.mjs";
const pyodide = await loadPyodide();
pyodide.unpackArchive(await (await fetch("calculators.zip")).arrayBuffer(), "zip");
pyodide.runPython("from calculators.page.browser import answer");
postMessage(pyodide.globals.get("answer")("break-even", "calls_per_day=9000"));
"""
PLAIN_ANSWER = """() => new Promise((done, failed) => {
  const begin = performance.now();
  const worker = new Worker("worker.js", { type: "module" });
  worker.onerror = (event) => failed(event.message);
  worker.onmessage = ({ data }) => { document.body.innerHTML = data; done(performance.now() - begin); };
})"""
FIRST_ANSWER = """() => new Promise((done) => {
  const form = document.querySelector("form.calculator");
  new MutationObserver(() => form.dataset.state === "live" && done(performance.now() - begin))
    .observe(form, { attributeFilter: ["data-state"] });
  const begin = performance.now();
  form.elements.calls_per_day.value = "9000";
  form.elements.calls_per_day.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""
DRAWN_ANSWER = """(query) => new Promise((done, failed) => {
  const begin = performance.now();
  const show = () => done(performance.now() - begin);
  coursePython.ask({ slug: "total-cost", show, failed, rest: failed, query: () => query }, "change");
})"""
LATER_ANSWERS = """async (count) => {
  const form = document.querySelector("form.calculator");
  const times = [];
  for (let step = 1; step <= count; step++) {
    await new Promise((done) => setTimeout(done, 30));
    times.push(await new Promise((done) => {
      const seen = new MutationObserver(() => { seen.disconnect(); done(performance.now() - begin); });
      seen.observe(form.querySelector("output"), { childList: true });
      const begin = performance.now();
      form.elements.calls_per_day.value = String(9000 + 517 * step);
      form.elements.calls_per_day.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }));
  }
  return times;
}"""


class Line(Server):
    """A server behind a line of limited speed, shared by all that is asked for."""

    rate = float("inf")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._free = 0.0
        self._turn = threading.Lock()

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        with self._turn:
            self._free = max(self._free, time.monotonic()) + len(reply.body) / self.rate
            wait = self._free - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        return reply


def plain_site(folder: Path) -> None:
    """A page that starts Pyodide as it comes, on a server that knows its file type as few do."""
    TYPES[".mjs"] = TYPES[".js"]
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip"):
        shutil.copy(PYODIDE / name, folder / name)
    sources = io.BytesIO()
    with zipfile.ZipFile(sources, "w", zipfile.ZIP_DEFLATED) as packed:
        folders = [Path(str(import_module(name).__file__)).parent for name in PACKAGES] + [ROOT / "calculators"]
        for package in folders:
            for file in package.rglob("*.py"):
                packed.write(file, file.relative_to(package.parent))
        for file in (ROOT / "overrides" / "partials").rglob("*.html"):
            packed.write(file, file.relative_to(ROOT))
        for place, table in plain_tables():
            packed.writestr(f"data/{place}", json.dumps(table))
    (folder / "calculators.zip").write_bytes(sources.getvalue())
    (folder / "worker.js").write_text(PLAIN_WORKER)
    (folder / "index.html").write_text("<!doctype html><title>Plain Pyodide</title><body></body>")


@contextmanager
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    """A page that nothing has been fetched for before."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        yield page


def starts(browser: Browser, address: str, script: str) -> tuple[float, float]:
    """Milliseconds to the first answer, for a new visitor and for the same visitor again."""
    with visitor(browser, address) as page:
        cold = page.evaluate(script)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return cold, page.evaluate(script)


def later_answers(browser: Browser, address: str, count: int) -> list[float]:
    """Milliseconds from a key to the new answer in the page."""
    with visitor(browser, address) as page:
        page.evaluate(FIRST_ANSWER)
        return list(page.evaluate(LATER_ANSWERS, count))


def drawn_answers(browser: Browser, address: str, count: int) -> list[float]:
    """Milliseconds from the question to the answer of the total, 10,000 draws made anew each time."""
    with visitor(browser, address) as page:
        return [page.evaluate(DRAWN_ANSWER, f"seed={seed}") for seed in range(1, count + 2)][1:]


def sent(server: Server, visit: Callable[[], object]) -> int:
    """Bytes on the wire for a visit, as compressed (gzip here; brotli takes about a fifth less)."""
    before = len(server.log)
    visit()
    return sum(request.sent for request in server.log[before:])


def table(title: str, ours: list[tuple[float, float]], plain: list[tuple[float, float]]) -> None:
    """Print the first answers side by side, best and middle of the rounds."""
    print(f"\n{title:34}{'this site':>14}{'plain Pyodide':>16}{'ratio':>8}")
    for place, words in enumerate(("first visit", "again, from the cache")):
        for name, choose in (("median", statistics.median), ("best", min)):
            here, there = choose([one[place] for one in ours]), choose([one[place] for one in plain])
            print(f"  {words + ', ' + name:32}{here:>11.0f} ms{there:>13.0f} ms{here / there:>8.2f}")


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--answers", type=int, default=100)
    parser.add_argument("--site", type=Path, help="measure this built site as it is")
    asked = parser.parse_args()
    if not asked.site:
        build()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        plain_site(Path(folder))
        browser, name = browsers.start(playwright)
        print(f"{name}; {asked.rounds} rounds in turns; break-even calculator, gzip")
        site, plain = Line(asked.site or SITE), Line(Path(folder))
        with site, plain:
            site.warm()
            plain.warm()
            for rate, words in ((float("inf"), "First answer, this machine"), (SLOW, "First answer, 20 Mbit/s")):
                site.rate = plain.rate = rate
                ours, theirs = [], []
                for _ in range(asked.rounds):
                    theirs.append(starts(browser, plain.url, PLAIN_ANSWER))
                    ours.append(starts(browser, site.url + CALCULATOR, FIRST_ANSWER))
                table(words, ours, theirs)
            site.rate = float("inf")
            times = sorted(later_answers(browser, site.url + CALCULATOR, asked.answers))
            p95 = times[int(len(times) * 0.95)]
            print(f"\n{asked.answers} later answers, from the key to the page: ", end="")
            print(f"median {statistics.median(times):.0f} ms, 95th percentile {p95:.0f} ms, slowest {times[-1]:.0f} ms")
            drawn = drawn_answers(browser, site.url + TOTAL, 10)
            print("10 totals with 10,000 new draws each: ", end="")
            print(f"median {statistics.median(drawn):.0f} ms, slowest {max(drawn):.0f} ms")
            print("\nBytes on the wire, compressed")
            for address in (LESSON, CALCULATOR):

                def visit(address: str = address) -> None:
                    with visitor(browser, site.url + address):
                        pass

                print(f"  a visit of /{address} without touch {sent(site, visit) / 1000:>8.0f} kB")
            with visitor(browser, site.url + CALCULATOR) as page:
                print(f"  the first touch {sent(site, lambda: page.evaluate(FIRST_ANSWER)) / 1000:>41.0f} kB")
            bench_files.report(browser, site.url, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
