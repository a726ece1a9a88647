"""How fast a training file is checked in the page, at which cost to the page: part of `make bench`."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from calculators.proof.measured import OURS, Measured

ADDRESS = "calculators/dataset-check/"
EXAMPLES = 200_000
PATIENCE = 600_000  # ms

CHECKED = """() => new Promise((done, failed) => {
  const form = document.querySelector("form.calculator");
  const tasks = [];
  new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask" });
  const begin = performance.now();
  form.elements.file.addEventListener("change", () => {
    const chosen = performance.now();
    new MutationObserver(() => {
      const answer = form.querySelector("[data-answer]");
      if (answer && !answer.textContent.startsWith("Example set"))
        setTimeout(() => window.checked = [performance.now() - chosen, Math.max(0, ...tasks)], 300);
    }).observe(form.querySelector("output"), { childList: true, subtree: true });
  }, { once: true });
  done(begin);
})"""


def training_file(folder: Path, examples: int = EXAMPLES) -> Path:
    """A file of so many chat examples of half a kilobyte, no two alike."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(5_000)]

    def lines() -> Iterator[str]:
        for _ in range(examples):
            said = (
                ("system", "You answer letters of passengers in a friendly and short way."),
                ("user", " ".join(chance.choices(words, k=30))),
                ("assistant", " ".join(chance.choices(words, k=22)) + "."),
            )
            yield json.dumps({"messages": [{"role": role, "content": text} for role, text in said]}) + "\n"

    path = folder / "train.jsonl"
    with path.open("w") as out:
        out.writelines(lines())
    return path


def checked(browser: Browser, site: str, file: Path, depth: str) -> tuple[float, float, float]:
    """Seconds until the answer, the longest task of the page's thread in ms, and the page's memory in MB."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}{ADDRESS}#dataset-check?depth={depth}")
        page.wait_for_selector("form.calculator[data-state=live]")
        page.wait_for_timeout(1_000)  # what the start leaves behind is not counted
        page.evaluate(CHECKED)
        page.locator("[name=file]").set_input_files(file)
        page.wait_for_function("() => window.checked", timeout=PATIENCE)
        took, longest = page.evaluate("window.checked")
        return took / 1000, longest, memory(page)


def memory(page: Page) -> float:
    """The most that the process of the page has held at once, its worker's Python included, in MB; Linux tells it."""
    session = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    ids = [one["id"] for one in session.send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == "renderer"]
    held = []
    for process in ids:
        status = Path(f"/proc/{process}/status")
        if status.is_file():
            held += [int(line.split()[1]) / 1000 for line in status.read_text().split("\n") if line.startswith("VmHWM")]
    return max(held, default=float("nan"))


def files(browser: Browser, site: str, folder: Path, examples: int = EXAMPLES) -> Iterator[Measured]:
    """Check one large file, its format alone, then everything."""
    file = training_file(folder, examples)
    size = file.stat().st_size / 1e6
    for depth, words in (("structure", "format and copies"), ("all", "everything")):
        took, longest, held = checked(browser, site, file, depth)
        who = f"{OURS}, {words}, {size:.0f} MB"
        yield Measured(who=who, what="until the answer", value=round(took, 1), unit="s")
        yield Measured(who=who, what="rate", value=round(size / took, 1), unit="MB/s")
        yield Measured(who=who, what="longest task of the page", value=round(longest), unit="ms")
        if held == held:  # where the system tells it
            yield Measured(who=who, what="memory of the page", value=round(held), unit="MB")
    file.unlink()
