/* Python for the page: starts the worker, puts one question at a time to it, and starts it again when it dies.

   One Python serves all calculators of a page. A calculator asks by `coursePython.ask(calculator, why)` and needs a `slug`,
   a `query()` with the answers of the moment, `show(html, why)`, `rest()` for when the reader stops it, and
   `failed(failure, why)`, see failure.js; with files of the reader also `attached()`, they by place. Who wants a file to be saved has
   its key as `wants`, and `save(blob, name)`. What is asked while Python is busy or still starting waits; of each
   calculator the newest only. */
(() => {
  const { courseOwn: own, coursePortable: portable, courseTrusted: trusted } = globalThis;
  const RUNTIME = new URL("../runtime/", document.currentScript.src);
  const EDITION = ""; // of the Python that this page was built with: the bundle writes it here
  const START = 30_000; // ms that a start may take without any progress
  const LONG_START = 120_000; // ms that it may take once everything has arrived: then only this machine is slow
  const RUN = 10_000; // ms that an answer may take without any
  const SLOW = 15_000; // ms after which such a start is called slow
  const MOST_DEATHS = 3; // in a row
  const NO_WORKER = "this site's content policy forbids workers; worker-src must allow 'self'.";
  const NO_BLOB =
    "this page is embedded without same-origin permission; there the site's content policy must allow worker-src blob:.";
  const BROKEN_OFF = "the calculator broke off with these values; the mistake is ours and not yours.";
  const SIGN_IN = "your sign-in may have expired, so reload this page.";
  const RENEWED = "this site was renewed after you opened this page; reload it.";
  const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/;

  const waiting = new Map(); // why each calculator asks
  let worker = null;
  let ready = false;
  let asked = null; // what the worker is reckoning: {calculator, why}
  let deaths = 0;
  let progress = "";
  let clock = 0;
  let arrived = 0; // when all that this start needs had come

  function ask(calculator, why) {
    if (waiting.get(calculator) !== "submit") waiting.set(calculator, why);
    if (worker) next();
    else wake();
  }

  const failure = (code, words, about) => ({ code, words, ...about });
  const edition = (files) => files["calculators.zip"].sha256 + files["library.zip"].sha256;

  async function wake(reload = false) {
    const holder = {}; // keeps the place until the manifest has come
    worker = holder;
    arrived = 0;
    watch();
    try {
      const started = await (portable.needed ? fromScripts(reload) : fromServer(reload));
      if (worker !== holder) return started.worker.terminate();
      worker = started.worker;
      worker.onerror = async () => {
        if (ready) return died();
        const why = portable.needed ? failure("RT-WORKER", NO_BLOB) : await unheard(started.about.files["worker.js"]);
        if (worker === started.worker) fail(why);
      };
      worker.postMessage({ ...started.about, own: own.used?.tables ?? {} });
    } catch (error) {
      if (worker !== holder) return;
      if (error.name === "SecurityError" && !portable.needed) {
        // No worker starts by its address here, as where the scripts come from another host than the page.
        portable.needed = true;
        return wake(reload);
      }
      const named = error.code?.startsWith?.("RT-");
      fail(
        error.words
          ? error
          : failure(named ? error.code : "RT-START", error.name === "SecurityError" ? NO_BLOB : error.message),
      );
    }
  }

  /* A file of Python's own, by its name in the runtime. */
  async function fetched(name, options) {
    const response = await fetch(new URL(name, RUNTIME), options).catch(() => {
      throw failure(
        "RT-BLOCKED",
        `${name} did not arrive: the network is away, or something on the way holds it back.`,
      );
    });
    if (!response.ok) throw failure("RT-HTTP", `${name} did not arrive: the server answered ${response.status}.`);
    if (/^text\/html/.test(response.headers.get("Content-Type"))) {
      throw failure("RT-HTTP", `a web page came in place of ${name}; ${SIGN_IN}`);
    }
    return response;
  }

  async function manifest() {
    const response = await fetched("manifest.json", { cache: "no-cache" });
    try {
      const files = await response.json();
      return { files, renewed: EDITION && edition(files) !== EDITION };
    } catch {
      throw failure("RT-INTEGRITY", "manifest.json arrived damaged.");
    }
  }

  async function fromServer(reload) {
    const { files, renewed } = await manifest();
    if (renewed) throw failure("RT-RENEWED", RENEWED, { renewed });
    const { address } = files["worker.js"];
    // A worker starts from what the browser has kept; after a failure that is fetched anew first.
    if (reload) await (await fetched(address, { cache: "reload" })).arrayBuffer().catch(() => null);
    const started = new Worker(trusted.script(new URL(address, RUNTIME)), { type: "module" });
    started.onmessage = ({ data }) => worker === started && hear(data);
    return { worker: started, about: { files, base: RUNTIME.href, reload } };
  }

  /* Why a worker never said a word: browsers tell nothing, so its script is asked for again. */
  async function unheard({ address, size, sha256 }) {
    try {
      const response = await fetched(address, { cache: "no-store" });
      const type = response.headers.get("Content-Type");
      if (!SCRIPT.test(type))
        return failure("RT-MIME", `${address} came as ${type || "no type"} and must be text/javascript.`);
      const damaged = failure("RT-INTEGRITY", `${address} arrived damaged.`);
      const came = await response.arrayBuffer().catch(() => null);
      if (came?.byteLength !== size) return damaged;
      const whole = fetch(new URL(address, RUNTIME), { cache: "no-store", integrity: `sha256-${sha256}` });
      return await whole.then(
        () => failure("RT-WORKER", NO_WORKER),
        () => damaged,
      );
    } catch (why) {
      return why;
    }
  }

  /* Where a page may fetch nothing: it hands the worker what plain scripts hold, piece by piece. */
  async function fromScripts(reload) {
    const files = await portable.load("manifest.js", true);
    if (EDITION && edition(files) !== EDITION) throw failure("RT-RENEWED", RENEWED, { renewed: true });
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
    if (failed) return unfinished(failed);
    if (total) arrived = loaded < total ? 0 : arrived || performance.now();
    if (total) progress = `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
    if (far) progress = far;
    if (said.ready) ready = true;
    if (!asked || far) return watch();
    if (raised && /^MemoryError/.test(raised))
      return drop(failure("RT-MEMORY", "this needs too much memory.", { details: said.trace }));
    const { calculator, why } = asked;
    const again = deaths > 0;
    asked = null;
    deaths = 0;
    progress = "";
    if (raised) calculator.failed(failure("RT-PYTHON", BROKEN_OFF, { details: said.trace }), why);
    else if (saved) calculator.save(saved, name);
    else calculator.show(html, waiting.has(calculator) ? "passing" : why);
    if (again) calculator.restarted?.();
    watch();
  }

  function next() {
    if (!ready || asked || !waiting.size) return;
    const [calculator, why] = waiting.entries().next().value;
    waiting.delete(calculator);
    asked = { calculator, why };
    worker.postMessage({
      slug: calculator.slug,
      query: calculator.query(),
      given: calculator.attached?.(),
      wants: calculator.wants,
    });
    watch();
  }

  /* A start or an answer may take its time, as long as something moves. */
  function watch() {
    clearTimeout(clock);
    if (ready && !asked) return next();
    const budget = ready ? RUN : arrived ? LONG_START : START;
    const due = performance.now() + budget;
    clock = setTimeout(() => {
      // A page that slept, and not the worker, let the time pass.
      if (performance.now() > due + 2_000) return watch();
      if (!ready)
        return fail(
          failure(
            "RT-TIMEOUT",
            arrived
              ? "it did not start within two minutes."
              : `nothing has arrived for 30 seconds${progress && ` (${progress})`}.`,
          ),
        );
      drop(failure("RT-SLOW", "this took more than 10 seconds and was stopped."));
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

  /* Give up what is being answered, and start afresh for what is asked next: the worker may be busy for ever, or too large. */
  function drop(why) {
    const { calculator, why: acted } = asked;
    asked = null;
    end();
    calculator.failed(why, acted);
    if (!worker) wake();
  }

  /* What killed Python may have come from outside, so it is asked once more. */
  function died() {
    deaths += 1;
    if (deaths >= MOST_DEATHS) fail(failure("RT-DIED", "it stopped unexpectedly, three times in a row."));
    else if (asked && deaths > 1) drop(failure("RT-DIED", "it stopped unexpectedly and was restarted."));
    else {
      end();
      wake();
    }
  }

  /* A start that failed because the site was renewed meanwhile is called so. */
  async function unfinished({ words, code }) {
    const holder = worker;
    const renewed = code === "RT-HTTP" && !portable.needed && (await manifest().catch(() => ({}))).renewed;
    if (worker !== holder) return;
    fail(renewed ? failure("RT-RENEWED", RENEWED, { renewed }) : failure(code, words));
  }

  function give(up) {
    end();
    deaths = 0;
    const left = [...waiting];
    waiting.clear();
    for (const [calculator, why] of left) up(calculator, why);
  }

  const fail = (why) => give((calculator, acted) => calculator.failed(why, acted));

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
    /* Whether Python is there or on its way. */
    get awake() {
      return Boolean(worker);
    },
    /* Whether it is on its way again after it stopped unexpectedly. */
    get restarting() {
      return !ready && deaths > 0;
    },
    /* Whether the start takes long although all that it needs has arrived. */
    get slow() {
      return !ready && arrived > 0 && performance.now() - arrived > SLOW;
    },
    asks: (calculator) => waiting.has(calculator) || asked?.calculator === calculator,
    /* The reader has finished what was asked as "input": its answer is to be shown whatever it is. */
    settle(calculator) {
      if (waiting.get(calculator) === "input") waiting.set(calculator, "change");
      if (asked?.calculator === calculator && asked.why === "input") asked.why = "change";
    },
  };
})();
