"""How fast a training file is checked in the page, at which cost to the page: part of `make bench`."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

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


def report(browser: Browser, site: str, folder: Path) -> None:
    """Measure a file of 100 MB, its format alone and everything, and print both."""
    file = training_file(folder)
    size = file.stat().st_size / 1e6
    print(f"\nA training file of {EXAMPLES:,} examples, {size:.0f} MB, checked in the page")
    for depth, words in (("structure", "format and copies"), ("all", "everything")):
        took, longest, held = checked(browser, site, file, depth)
        print(
            f"  {words:20} {took:6.1f} s, {size / took:5.1f} MB/s; longest task of the page {longest:.0f} ms; "
            f"memory of the page at most {held:.0f} MB"
        )
    file.unlink()
