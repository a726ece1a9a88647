/* Python for the page: starts the worker, puts one question at a time to it, and starts it again when it dies.

   One Python serves all calculators of a page. A calculator asks by `coursePython.ask(calculator, why)` and needs a `slug`,
   a `query()` with the answers of the moment, `show(html, why)`, `rest()` for when the reader stops it, and
   `failed(words, code)`; with files of the reader also `attached()`, they by place. Who wants a file to be saved has
   its key as `wants`, and `save(blob, name)`. What is asked while Python is busy or still starting waits; of each
   calculator the newest only. */
(() => {
  const { courseOwn: own, coursePortable: portable } = globalThis;
  const RUNTIME = new URL("../runtime/", document.currentScript.src);
  const START = 30_000; // ms that a start may take without any progress
  const RUN = 10_000; // ms that an answer may take without any
  const SLOW = 15_000; // ms after which a start is called slow
  const MOST_DEATHS = 3; // in a row
  const NO_WORKER = "its worker script is missing, or this site's content policy forbids workers.";
  const NO_BLOB = "this page stands in a frame without an origin; there the site's content policy must allow worker-src blob:.";

  const waiting = new Map(); // why each calculator asks
  let worker = null;
  let ready = false;
  let asked = null; // what the worker is reckoning: {calculator, why}
  let deaths = 0;
  let progress = "";
  let clock = 0;
  let woken = 0; // when this start began

  function ask(calculator, why) {
    if (waiting.get(calculator) !== "submit") waiting.set(calculator, why);
    if (worker) next();
    else wake();
  }

  async function wake(reload = false) {
    const holder = (worker = {}); // keeps the place until the manifest has come
    woken = performance.now();
    watch();
    try {
      const started = await (portable.needed ? fromScripts(reload) : fromServer(reload));
      if (worker !== holder) return started.worker.terminate();
      worker = started.worker;
      worker.onerror = () => {
        if (ready) died();
        else fail(portable.needed ? NO_BLOB : NO_WORKER, "RT-WORKER");
      };
      worker.postMessage({ ...started.about, own: own.used?.tables ?? {} });
    } catch (error) {
      if (worker === holder) fail(error.message, error.code?.startsWith?.("RT-") ? error.code : "RT-HTTP");
    }
  }

  async function fromServer(reload) {
    const response = await fetch(new URL("manifest.json", RUNTIME), { cache: "no-cache" });
    if (!response.ok) throw new Error(`manifest.json did not arrive: the server answered ${response.status}.`);
    const files = await response.json();
    const started = new Worker(new URL(files["worker.js"].address, RUNTIME), { type: "module" });
    started.onmessage = ({ data }) => worker === started && hear(data);
    return { worker: started, about: { files, base: RUNTIME.href, reload } };
  }

  /* Where a page may fetch nothing: it hands the worker what plain scripts hold, piece by piece. */
  async function fromScripts(reload) {
    const files = await portable.load("manifest.js", true);
    const pieces = [];
    for (const address of files["worker.js"].pieces) pieces.push(await portable.load(address, reload));
    const started = await portable.start(pieces);

    async function hand(name) {
      try {
        for (const address of files[name].pieces) {
          const piece = await portable.load(address, reload);
          if (worker !== started) return;
          started.postMessage({ of: name, piece });
        }
        started.postMessage({ of: name });
      } catch ({ code, message }) {
        started.postMessage({ of: name, failed: { code, words: message } });
      }
    }

    started.onmessage = ({ data }) => {
      if (worker !== started) return;
      if (data.wants) hand(data.wants);
      else hear(data);
    };
    return { worker: started, about: { files } };
  }

  function hear({ loaded, total, failed, died: dead, far, html, raised, saved, name, ...said }) {
    if (dead) return died();
    if (failed) return fail(failed.words, failed.code);
    if (total) progress = `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
    if (far) progress = far;
    if (said.ready) ready = true;
    if (!asked || far) return watch();
    const { calculator, why } = asked;
    asked = null;
    deaths = 0;
    progress = "";
    if (raised) calculator.failed(raised, "RT-PYTHON");
    else if (saved) calculator.save(saved, name);
    else calculator.show(html, waiting.has(calculator) ? "passing" : why);
    watch();
  }

  function next() {
    if (!ready || asked || !waiting.size) return;
    const [calculator, why] = waiting.entries().next().value;
    waiting.delete(calculator);
    asked = { calculator, why };
    worker.postMessage({ slug: calculator.slug, query: calculator.query(), given: calculator.attached?.(), wants: calculator.wants });
    watch();
  }

  /* A start or an answer may take its time, as long as something moves. */
  function watch() {
    clearTimeout(clock);
    if (ready && !asked) return next();
    const budget = ready ? RUN : START;
    const due = performance.now() + budget;
    clock = setTimeout(() => {
      // A page that slept, and not the worker, let the time pass.
      if (performance.now() > due + 2_000) return watch();
      if (!ready) return fail("nothing has arrived for 30 seconds.", "RT-TIMEOUT");
      fail("this took more than 10 seconds and was stopped.", "RT-SLOW");
      if (!worker) wake(); // for what is asked next
    }, budget);
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
    /* Whether the start takes long although what it needs has arrived in part or whole. */
    get slow() {
      return !ready && performance.now() - woken > SLOW;
    },
    asks: (calculator) => waiting.has(calculator) || asked?.calculator === calculator,
    /* The reader has finished what was asked as "input": its answer is to be shown whatever it is. */
    settle(calculator) {
      if (waiting.get(calculator) === "input") waiting.set(calculator, "change");
      if (asked?.calculator === calculator && asked.why === "input") asked.why = "change";
    },
  };
})();
