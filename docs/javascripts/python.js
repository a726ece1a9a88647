/* Python for the page: starts the worker, puts one question at a time to it, starts it again when it dies.

   One Python serves all calculators of a page. A calculator asks by `coursePython.ask(calculator, why)`. What is asked while
   Python is busy or still starting waits; of each calculator the newest only. */
const coursePython = (() => {
  const RUNTIME = new URL("runtime/", course.site);
  const EDITION = ""; // of the Python that this page was built with: the bundle writes it here
  const START = 30_000; // ms that a start may take without any progress
  const LONG_START = 120_000; // ms that it may take once everything has arrived: then only this machine is slow
  const RUN = 10_000; // ms that an answer may take without any
  const LARGE = 0.2; // ms that it may take besides for each kilobyte of a file: some passes over all of it tell nothing
  const SLOW = 15_000; // ms after which such a start is called slow
  const MOST_DEATHS = 3; // in a row
  const SILENT = 5_000; // ms after which a worker that has said nothing is looked at
  const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/;

  const waiting = /** @type {Map<Asker, Why>} */ (new Map()); // why each calculator asks
  let worker = /** @type {Worker | {terminate?: undefined} | null} */ (null); // or what holds its place at first
  let ready = false;
  let whole = false; // what is asked may need what the interpreter that comes quickly lacks
  let blind = false; // the worker reads no files, so it is given their bytes
  let known = /** @type {Set<string>} */ (new Set()); // the places of the files whose bytes it has
  let asked = /** @type {{calculator: Asker, why: Why, bytes: number} | null} */ (null); // what the worker is reckoning
  let deaths = 0;
  let progress = "";
  let clock = 0;
  let late = /** @type {string[]} */ ([]); // the scripts that have not come
  let moved = 0; // when something last came
  let arrived = 0; // when all that this start needs had come

  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

  function ask(/** @type {Asker} */ calculator, /** @type {Why} */ why) {
    if (waiting.get(calculator) !== "submit") waiting.set(calculator, why);
    if (worker) next();
    else wake();
  }

  async function wake(reload = false) {
    const holder = {};
    worker = holder;
    arrived = 0;
    late = [];
    watch();
    try {
      const files = await manifest();
      const { needed } = coursePortable;
      const started = await made(files["worker.js"], reload);
      if (worker !== holder) return started.terminate();
      worker = started;
      let heard = false;
      started.onmessage = ({ data }) => {
        heard = true;
        if (worker !== started || data.here) return;
        if (data.wants) hand(started, data.wants, files[data.wants], reload);
        else if (data.lacks) startWhole();
        else hear(data);
      };
      started.onerror = async () => {
        if (ready) return died();
        const why = needed
          ? new CourseFailure("RT-WORKER", "no-blob")
          : await unheard(files["worker.js"]).catch((why) => why);
        if (worker === started) fail(why);
      };
      const base = needed ? undefined : RUNTIME.href;
      if (!needed) setTimeout(() => worker === started && !heard && look(started, files["worker.js"]), SILENT);
      const [first] = waiting.keys();
      // Reading files takes much that other answers do without.
      whole ||= [...waiting.keys()].some(({ reads }) => reads);
      started.postMessage({ files, base, reload, own: courseOwn.used?.tables ?? {}, first: first?.slug, whole });
    } catch (error) {
      if (worker !== holder) return;
      const { name, message } = /** @type {Error} */ (error);
      if (name === "SecurityError" && !coursePortable.needed) {
        // No worker starts by its address here, as where the scripts come from another host than the page.
        coursePortable.needed = true;
        return wake(reload);
      }
      if (error instanceof CourseFailure) fail(error);
      else if (name === "SecurityError") fail(new CourseFailure("RT-START", "no-blob"));
      else fail(new CourseFailure("RT-START", "scripts-broke-off", {}, { details: message }));
    }
  }

  /* A file of Python's own, by its name in the runtime. */
  async function fetched(/** @type {string} */ name, /** @type {RequestInit} */ options) {
    const response = await fetch(new URL(name, RUNTIME), options).catch(async () => {
      // A redirect to another host, as to a sign-in, looks like a network that is away unless it is asked for as such.
      const manual = { redirect: /** @type {const} */ ("manual"), cache: /** @type {const} */ ("no-store") };
      const other = await fetch(new URL(name, RUNTIME), manual).catch(() => null);
      if (other?.type === "opaqueredirect") throw new CourseFailure("RT-HTTP", "sent-elsewhere", { name });
      throw new CourseFailure("RT-BLOCKED", "away", { name });
    });
    const { ok, status, headers } = response;
    if (!ok) throw new CourseFailure("RT-HTTP", "answered", { name, status });
    if (/^text\/html/.test(headers.get("Content-Type") ?? "")) {
      throw new CourseFailure("RT-HTTP", "page-instead", { name });
    }
    return response;
  }

  /* The files of this edition of the site. */
  async function manifest() {
    const { needed, load, damaged } = coursePortable;
    const response = needed ? null : await fetched("manifest.json", { cache: "no-cache" });
    /** @type {Manifest | null} */
    const files = response ? await response.json().catch(() => null) : await load("manifest.js", true);
    if (!files?.["worker.js"]) throw damaged("manifest.json");
    const edition = files["calculators.zip"].sha256 + files["library.zip"].sha256;
    if (EDITION && edition !== EDITION) throw new CourseFailure("RT-RENEWED", "renewed", {}, { renewed: true });
    return files;
  }

  async function made(/** @type {Shipped} */ { address, pieces = [] }, /** @type {boolean} */ reload) {
    if (coursePortable.needed) {
      const texts = [];
      for (const piece of pieces) texts.push(await coursePortable.load(piece, reload));
      return coursePortable.start(texts);
    }
    // A worker starts from what the browser has kept; after a failure that is fetched anew first.
    if (reload) await (await fetched(address, { cache: "reload" })).arrayBuffer().catch(() => null);
    return new Worker(courseTrusted.script(new URL(address, RUNTIME)), { type: "module" });
  }

  /** Hand the worker a file that it may not fetch, piece by piece; where a page may fetch nothing, plain scripts hold them.
   * @param {Worker} to @param {string} of @param {Shipped} file @param {boolean} reload */
  async function hand(to, of, { address, sha256, pieces = [] }, reload) {
    try {
      for (const piece of coursePortable.needed ? pieces : []) {
        const text = await coursePortable.load(piece, reload);
        if (worker !== to) return;
        to.postMessage({ of, piece: text });
      }
      if (!coursePortable.needed) {
        // Where pages come over plain http the worker has no crypto.subtle; then the browser itself checks.
        const integrity = globalThis.crypto?.subtle ? "" : `sha256-${sha256}`;
        const { body } = await fetched(address, { cache: reload ? "reload" : "default", integrity });
        const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          if (worker !== to) return;
          to.postMessage({ of, bytes: part.value });
        }
      }
      to.postMessage({ of });
    } catch (error) {
      const { code, key, about } = error instanceof CourseFailure ? error : coursePortable.damaged(address);
      to.postMessage({ of, failed: { code, key, about } });
    }
  }

  /* A worker that has said nothing may have got an empty script; where it is whole, only this machine is slow. */
  async function look(/** @type {Worker} */ silent, /** @type {Shipped} */ script) {
    const why = await unheard(script).catch((failure) => failure);
    if (worker === silent && why instanceof CourseFailure && why.code !== "RT-WORKER") fail(why);
  }

  /* Why a worker never said a word: browsers tell nothing, so its script is asked for again. */
  async function unheard(/** @type {Shipped} */ { address, size, sha256 }) {
    const response = await fetched(address, { cache: "no-store" });
    const type = response.headers.get("Content-Type");
    if (!type) throw new CourseFailure("RT-MIME", "no-type", { name: address });
    if (!SCRIPT.test(type)) throw new CourseFailure("RT-MIME", "other-type", { name: address, type });
    const came = await response.arrayBuffer().catch(() => null);
    const checked = { cache: /** @type {const} */ ("no-store"), integrity: `sha256-${sha256}` };
    const whole = came?.byteLength === size && (await fetch(new URL(address, RUNTIME), checked).catch(() => null));
    throw whole ? new CourseFailure("RT-WORKER", "no-worker") : coursePortable.damaged(address);
  }

  function hear(/** @type {Said} */ said) {
    const { loaded, total, failed, died: dead, far, html, raised, trace: details, saved, name } = said;
    if (dead) return died();
    if (failed) return unfinished(failed);
    if (total) {
      late = said.late ?? [];
      moved = performance.now();
      arrived = loaded < total || late.length ? 0 : arrived || performance.now();
      progress = course.words("loaded", { loaded: megabytes(loaded), total: megabytes(total) });
    }
    if (far) progress = typeof far === "number" ? course.words("megabytes", { megabytes: megabytes(far) }) : far;
    if (said.ready) ready = true;
    if (said.blind) blind = true;
    if (!asked || far) return watch();
    if (raised && /^MemoryError/.test(raised)) {
      return drop(new CourseFailure("RT-MEMORY", "memory", {}, { details }));
    }
    const { calculator, why } = asked;
    const again = deaths > 0;
    asked = null;
    deaths = 0;
    progress = "";
    if (raised) calculator.failed(new CourseFailure("RT-PYTHON", "calculator-broke-off", {}, { details }), why);
    else if (saved) calculator.save?.(saved, name);
    else calculator.show(html, waiting.has(calculator) ? "passing" : why);
    if (again) calculator.restarted?.();
    watch();
  }

  function next() {
    const [first] = waiting;
    if (!ready || asked || !first) return;
    const [calculator, why] = first;
    const { slug, wants } = calculator;
    if (!whole && calculator.attached?.().length) return startWhole();
    waiting.delete(calculator);
    const to = /** @type {Worker} */ (worker);
    const question = { slug, query: calculator.query(), given: calculator.attached?.(), wants };
    asked = { calculator, why, bytes: (question.given ?? []).reduce((sum, [, file]) => sum + file.size, 0) };
    if (blind && question.given?.length) put(to, question);
    else to.postMessage(question);
    watch();
  }

  /** A question with the bytes of its files, each once. What cannot be read even here, the worker will say.
   * @param {Worker} to @param {{given?: [string, File][]}} question */
  async function put(to, { given = [], ...question }) {
    const fresh = given.filter(([place]) => !known.has(place));
    const bytes = await Promise.all(fresh.map(([, file]) => file.arrayBuffer().catch(() => file)));
    if (worker !== to) return;
    for (const [place] of fresh) known.add(place);
    to.postMessage({ ...question, given: fresh.map(([place], at) => [place, bytes[at]]) });
    watch();
  }

  /* A start or an answer may take its time, as long as something moves. */
  function watch() {
    clearTimeout(clock);
    if (ready && !asked) return next();
    const budget = asked ? RUN + (LARGE * asked.bytes) / 1000 : arrived ? LONG_START : START;
    const due = performance.now() + budget;
    clock = setTimeout(() => {
      // A page that slept, and not the worker, let the time pass.
      if (performance.now() > due + 2_000) return watch();
      if (ready) return drop(new CourseFailure("RT-SLOW", "slow", { seconds: Math.round(budget / 1000) }));
      const key = arrived ? "start-never" : progress ? "start-stuck" : "start-silent";
      fail(new CourseFailure("RT-TIMEOUT", key, { progress }));
    }, budget);
  }

  /* End the worker; what it was asked waits again. */
  function end() {
    clearTimeout(clock);
    worker?.terminate?.();
    if (asked && !waiting.has(asked.calculator)) waiting.set(asked.calculator, asked.why);
    worker = asked = null;
    ready = blind = false;
    known = new Set();
    progress = "";
  }

  /* Give up what is being answered, and start afresh for what is asked next: the worker may be busy for ever, or too large. */
  function drop(/** @type {CourseFailure} */ failure) {
    const given = asked;
    asked = null;
    end();
    given?.calculator.failed(failure, given.why);
    if (!worker) wake();
  }

  /* What is asked needs more of the interpreter than came at first. */
  function startWhole() {
    whole = true;
    end();
    wake();
  }

  /* What killed Python may have come from outside, so it is asked once more. */
  function died() {
    deaths += 1;
    if (deaths >= MOST_DEATHS) fail(new CourseFailure("RT-DIED", "died-often"));
    else if (asked && deaths > 1) drop(new CourseFailure("RT-DIED", "died"));
    else {
      end();
      wake();
    }
  }

  /* A start that failed because the site was renewed meanwhile is called so. */
  async function unfinished(/** @type {NonNullable<Said["failed"]>} */ { code, key, about, details }) {
    const holder = worker;
    const other = code === "RT-HTTP" && !coursePortable.needed && (await manifest().catch((why) => why));
    if (worker === holder)
      fail(other instanceof CourseFailure && other.renewed ? other : new CourseFailure(code, key, about, { details }));
  }

  function give(/** @type {(calculator: Asker, why: Why) => void} */ up) {
    end();
    deaths = 0;
    const left = [...waiting];
    waiting.clear();
    for (const [calculator, why] of left) up(calculator, why);
  }

  function fail(/** @type {CourseFailure} */ failure) {
    give((calculator, why) => calculator.failed(failure, why));
  }

  // A page in the browser's back-forward store holds no Python; it wakes again for whoever waits for it.
  addEventListener("pagehide", () => worker && end());
  addEventListener("pageshow", ({ persisted }) => persisted && waiting.size && wake());

  // Other figures need another Python: what was read and reckoned with the old ones is spread all over it.
  addEventListener("ownfigures", () => {
    if (worker) end();
    if (waiting.size) wake();
  });

  return {
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
    /* What a reader waits for, in words. */
    get waiting() {
      const { words } = course;
      if (ready) return words("calculating");
      if (arrived && performance.now() - arrived > SLOW) return words("starting-slowly");
      if (late.length && !arrived && performance.now() - moved > SLOW / 1.5)
        return words("starting-late", { names: late.join(", ") });
      return words(deaths ? "starting-again" : "starting");
    },
    asks: (/** @type {Asker} */ calculator) => waiting.has(calculator) || asked?.calculator === calculator,
    /* The reader has finished what was asked as "input": its answer is to be shown whatever it is. */
    settle(/** @type {Asker} */ calculator) {
      if (waiting.get(calculator) === "input") waiting.set(calculator, "change");
      if (asked?.calculator === calculator && asked.why === "input") asked.why = "change";
    },
  };
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
