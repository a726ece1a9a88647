/* Python for the page: starts the worker, puts one question at a time to it, and starts it again when it dies.

   One Python serves all calculators of a page. A calculator asks by `coursePython.ask(calculator, why)` and needs a `slug`,
   a `query()` with the answers of the moment, `show(html, why)`, `rest()` for when the reader stops it, and
   `failed(words, code)`. What is asked while Python is busy or still starting waits; of each calculator the newest only. */
(() => {
  const own = globalThis.courseOwn;
  const RUNTIME = new URL("../runtime/", document.currentScript.src);
  const BUDGET = 30_000; // ms that a start may take without any progress
  const MOST_DEATHS = 3; // in a row

  const waiting = new Map(); // why each calculator asks
  let worker = null;
  let ready = false;
  let asked = null; // what the worker is reckoning: {calculator, why}
  let deaths = 0;
  let progress = "";
  let clock = 0;

  function ask(calculator, why) {
    if (waiting.get(calculator) !== "submit") waiting.set(calculator, why);
    if (worker) next();
    else wake();
  }

  async function wake(reload = false) {
    const holder = (worker = {}); // keeps the place until the manifest has come
    watch();
    try {
      if (location.protocol === "file:") throw new Error("a page opened from a file cannot load it; a web server must send it.");
      const response = await fetch(new URL("manifest.json", RUNTIME), { cache: "no-cache" });
      if (!response.ok) throw new Error(`manifest.json did not arrive: the server answered ${response.status}.`);
      const files = await response.json();
      if (worker !== holder) return;
      worker = new Worker(new URL(files["worker.js"].address, RUNTIME), { type: "module" });
      worker.onmessage = ({ data }) => hear(data);
      worker.onerror = () => {
        if (ready) died();
        else fail("its worker script is missing, or this site's content policy forbids workers.", "RT-WORKER");
      };
      worker.postMessage({ files, base: RUNTIME.href, reload, own: own.used?.tables ?? {} });
    } catch (error) {
      if (worker === holder) fail(error.message, "RT-HTTP");
    }
  }

  function hear({ loaded, total, failed, died: dead, html, raised, ...said }) {
    if (dead) return died();
    if (failed) return fail(failed.words, failed.code);
    if (total) progress = `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
    if (said.ready) ready = true;
    watch();
    if (asked) {
      const { calculator, why } = asked;
      asked = null;
      deaths = 0;
      if (raised) calculator.failed(raised, "RT-PYTHON");
      else calculator.show(html, waiting.has(calculator) ? "passing" : why);
    }
    next();
  }

  function next() {
    if (!ready || asked || !waiting.size) return;
    const [calculator, why] = waiting.entries().next().value;
    waiting.delete(calculator);
    asked = { calculator, why };
    worker.postMessage({ slug: calculator.slug, query: calculator.query() });
  }

  /* A start may take its time, as long as something moves. */
  function watch() {
    clearTimeout(clock);
    if (!ready) clock = setTimeout(() => fail("nothing has arrived for 30 seconds.", "RT-TIMEOUT"), BUDGET);
  }

  /* End the worker; what it was asked waits again. */
  function end() {
    clearTimeout(clock);
    worker?.terminate?.();
    if (asked && !waiting.has(asked.calculator)) waiting.set(asked.calculator, asked.why);
    worker = asked = null;
    ready = false;
    progress = "";
  }

  function died() {
    end();
    if (++deaths < MOST_DEATHS) wake();
    else fail("it stopped unexpectedly, three times in a row.", "RT-DIED");
  }

  function give(up) {
    end();
    deaths = 0;
    const left = [...waiting.keys()];
    waiting.clear();
    left.forEach(up);
  }

  const fail = (words, code) => give((calculator) => calculator.failed(words, code));

  // A page in the browser's back-forward store holds no Python; it wakes again for whoever waits for it.
  addEventListener("pagehide", () => worker && end());
  addEventListener("pageshow", ({ persisted }) => persisted && waiting.size && wake());

  // Other figures need another Python: what was read and reckoned with the old ones is spread all over it.
  addEventListener("ownfigures", () => {
    if (worker) end();
    if (waiting.size) wake();
  });

  globalThis.coursePython = {
    ask,
    stop: () => give((calculator) => calculator.rest()),
    /* Start afresh after a failure, past whatever the browser has kept. */
    retry: () => worker || wake(true),
    get ready() {
      return ready;
    },
    get progress() {
      return progress;
    },
    asks: (calculator) => waiting.has(calculator) || asked?.calculator === calculator,
    /* The reader has finished what was asked as "input": its answer is to be shown whatever it is. */
    settle(calculator) {
      if (waiting.get(calculator) === "input") waiting.set(calculator, "change");
      if (asked?.calculator === calculator && asked.why === "input") asked.why = "change";
    },
  };
})();
