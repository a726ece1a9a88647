"""First answers, what they weigh, later answers: ours beside peers, in turns in the same browser."""

import statistics
from collections.abc import Iterator, Sequence

from playwright.sync_api import Browser

from calculators import CLASSES, calculator
from calculators.kit.query import query_of
from calculators.proof.examples import examples
from calculators.proof.measured import OURS, Measured
from tools.bench.peers import ANSWERED, LATER, Peer
from tools.bench.visits import Line, Start, start, visitor

PLACE = "calculators/break-even/"
SLOW, DELAY = 20e6 / 8, 0.04  # bytes a second: 20 Mbit/s; seconds a request
NEAR, FAR = "this machine", "20 Mbit/s"

TOUCHED_AT_ONCE = """() => new Promise((done) => {
  const form = document.querySelector("form.calculator");
  new MutationObserver(() => form.dataset.state === "live" && done(performance.now()))
    .observe(form, { attributeFilter: ["data-state"] });
  form.elements.calls_per_day.value = "9000";
  form.elements.calls_per_day.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""
FIRST_ANSWER = (
    TOUCHED_AT_ONCE.replace("() => new", "() => { const begin = performance.now(); return new").replace(
        "performance.now()))", "performance.now() - begin))"
    )
    + "; }"
)
TYPED = """async (count) => {
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
ASKED = """([slug, queries]) => (async () => {
  const times = [];
  for (const query of queries)
    times.push(await new Promise((done, failed) => {
      const begin = performance.now();
      const show = () => done(performance.now() - begin);
      coursePython.ask({ slug, show, failed, rest: failed, query: () => query }, "change");
    }));
  return times;
})()"""


def first(browser: Browser, site: Line, beside: Line, peers: Sequence[Peer], rounds: int) -> Iterator[Measured]:
    """Seconds from opening a page to its first answer, near and far, for a new visitor and again; what it weighs."""
    for where, rate, delay in ((NEAR, float("inf"), 0.0), (FAR, SLOW, DELAY)):
        site.rate = beside.rate = rate
        site.delay = beside.delay = delay
        times: dict[str, list[Start]] = {OURS: [], **{peer.name: [] for peer in peers}}
        for _ in range(rounds):
            times[OURS].append(start(browser, site, PLACE, TOUCHED_AT_ONCE))
            for peer in peers:
                times[peer.name].append(start(browser, beside, peer.place, ANSWERED))
        for who, starts in times.items():
            yield _middle(who, f"{where}, first visit", [one.new / 1000 for one in starts], "s")
            yield _middle(who, f"{where}, again", [one.again / 1000 for one in starts], "s")
            if where == NEAR:
                yield _middle(who, "weight", [one.kilobytes for one in starts], "kB")
                yield _middle(who, "requests", [one.requests for one in starts], "requests")
    site.rate = beside.rate = float("inf")
    site.delay = beside.delay = 0.0


def later(browser: Browser, site: Line, beside: Line, peers: Sequence[Peer], count: int) -> Iterator[Measured]:
    """Milliseconds to later answers: of each calculator for its worked examples, of a key in break-even, of peers."""
    with visitor(browser, site.url + PLACE) as page:
        page.evaluate(FIRST_ANSWER)
        yield from _spread(f"{OURS}, break-even, a key typed until the page shows it", page.evaluate(TYPED, count))
    for slug in CLASSES:
        kind = calculator(slug)
        queries = [query_of(kind(**one.inputs), one.inputs) for one in examples(kind)]
        with visitor(browser, f"{site.url}calculators/{slug}/") as page:
            page.evaluate(ASKED, [slug, ["", queries[0]]])  # the start is not counted
            yield from _spread(f"{OURS}, {slug}", page.evaluate(ASKED, [slug, [*queries[1:], ""]]))
    for peer in peers:
        if peer.changes:
            with visitor(browser, beside.url + peer.place) as page:
                page.evaluate(ANSWERED)
                yield from _spread(peer.name, page.evaluate(LATER, count))


def _middle(who: str, what: str, values: Sequence[float], unit: str) -> Measured:
    middle = statistics.median(values)
    return Measured(
        who=who, what=what, value=_settled(middle), unit=unit, best=_settled(min(values)), rounds=len(values)
    )


def _spread(who: str, values: Sequence[float]) -> Iterator[Measured]:
    ordered = sorted(values)
    for what, at in (("middle", 0.5), ("95 of 100 within", 0.95), ("slowest", 1.0)):
        value = statistics.median(ordered) if at == 0.5 else ordered[min(int(len(ordered) * at), len(ordered) - 1)]
        yield Measured(who=who, what=what, value=_settled(value), unit="ms", rounds=len(ordered))


def _settled(value: float) -> float:
    """Four digits: no clock tells more."""
    return float(f"{value:.4g}")
