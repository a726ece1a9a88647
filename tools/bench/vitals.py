"""Web vitals of a lesson on a slow processor, beside its prose in bare Material: part of `make bench`."""

import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from calculators.proof.measured import OURS, Measured
from tools.bench.visits import Line
from tools.build import ROOT

LESSON = "why-fine-tune"
SLOWER = 4
"""How many times the processor is slowed."""
SETTLED = 3_000  # ms after which nothing more moves
BARE = """site_name: Bare
theme: {name: material, font: false}
plugins: [search]
markdown_extensions:
  [attr_list, def_list, footnotes, md_in_html, smarty, tables, pymdownx.highlight, pymdownx.superfences]
"""
WATCH = """
window.seen = { paint: 0, shift: 0, blocked: 0 };
const watch = (type, each) =>
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => (seen.paint = entry.startTime));
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
watch("longtask", (entry) => (seen.blocked += Math.max(0, entry.duration - 50)));
"""


def bare_text(slug: str = LESSON) -> str:
    """The text of a lesson as plain Markdown: without front matter, without what macros make."""
    text = (ROOT / "docs" / f"{slug}.md").read_text("utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return re.sub(r"\]\((?!https?:)[^)]*\)", "](#)", re.sub(r"\{\{.*?\}\}", "some", text, flags=re.DOTALL))


def bare_site(folder: Path, texts: dict[str, str]) -> tuple[Path, list[str]]:
    """A folder for bare Material with some pages: its configuration, the command that builds it into `site`."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(BARE)
    for name, text in texts.items():
        (folder / "docs" / f"{name}.md").write_text(text, "utf-8")
    return folder, [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]


def vitals(browser: Browser, site: Line, folder: Path, rounds: int) -> Iterator[Measured]:
    """What a reader of a lesson waits for, ours and bare."""
    home, command = bare_site(folder / "bare", {"index": "# Bare", LESSON: bare_text()})
    subprocess.run(command, cwd=home, capture_output=True, check=True)
    with Line(home / "site") as bare:
        for who, line in ((f"{OURS}, lesson 1", site), ("Bare Material, the prose alone", bare)):
            found = [_visit(browser, line) for _ in range(rounds)]
            for what, unit in found[0]:
                values = [one[what, unit] for one in found]
                yield Measured(
                    who=who,
                    what=what,
                    unit=unit,
                    value=float(f"{statistics.median(values):.3g}"),
                    best=float(f"{min(values):.3g}"),
                    rounds=rounds,
                )


def _visit(browser: Browser, line: Line) -> dict[tuple[str, str], float]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        before = len(line.log)
        page.goto(f"{line.url}{LESSON}/")
        page.wait_for_timeout(SETTLED)
        seen = page.evaluate("({ ...seen, nodes: document.querySelectorAll('*').length })")
        asked = line.log[before:]
    return {
        ("largest paint", "ms"): seen["paint"],
        ("blocked", "ms"): seen["blocked"],
        ("layout shift", "score"): seen["shift"],
        ("elements", "nodes"): seen["nodes"],
        ("asked for", "requests"): len(asked),
        ("over the line", "kB"): sum(request.sent for request in asked) / 1000,
    }
