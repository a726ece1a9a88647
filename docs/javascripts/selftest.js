/* The self-test: tries out in this browser, on this host, what the course needs; it says what it found.

   What each test is for and what helps stands in the page; here is only what is tried. A test gives its state and words:
   "right", "weak" (works, and could be better), "wrong", or "untested". The types and caching that files must have are
   read from the list that the build writes for hosts. */
(() => {
  const { one, all, site } = course;
  const place = one("[data-selftest]");
  const { slug = "", built = "" } = place.dataset;
  /** @typedef {keyof typeof VERDICTS} State */
  const VERDICTS = { right: "right", weak: "could be better", wrong: "wrong", untested: "not tested" };
  const SMALLEST_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const SCRIPT_TYPES = ["text/javascript", "application/javascript", "application/x-javascript"];
  const MUST = [".js", ".css", ".html"]; // a browser takes these by their type; of the others it does not matter to us
  const SLOW = 5000; // ms
  const PATIENCE = 10_000; // ms for the head of an answer, and for a frame
  const WORKED = ["RT-CSP", "RT-PYTHON", "RT-SLOW", "RT-MEMORY", "RT-DIED"]; // only a worker that runs fails so

  /** @typedef {{state: State, said: string}} Outcome */
  const outcome = (/** @type {State} */ state) => (/** @type {string} */ said) => ({ state, said });
  const [right, weak, wrong, untested] = [outcome("right"), outcome("weak"), outcome("wrong"), outcome("untested")];
  /** @typedef {{name: string, type: string, caching: string, status: number, moved: boolean, headers: Headers}} Found */
  /** @typedef {{rows: string[][], found: Found[]}} Probed */

  /** @type {string[]} */
  const refused = []; // what the content policy has stopped since the page was opened
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    refused.push(`${effectiveDirective} (${blockedURI})`);
  });

  const essence = (/** @type {string | null} */ type) => (type ?? "").split(";")[0].trim().toLowerCase();
  const ending = (/** @type {string} */ name) => name.slice(name.lastIndexOf("."));
  const arrived = (/** @type {Found[]} */ found) => found.filter(({ status }) => status === 200);
  const list = (/** @type {string[]} */ items) =>
    (items.length > 4 ? [...items.slice(0, 4), `and ${items.length - 4} more`] : items).join("; ");

  /* The head of an answer; hosts that know no HEAD are asked for the whole. */
  async function head(/** @type {string} */ name) {
    /** @type {RequestInit} */
    const options = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(new URL(name, site), { ...options, method: "HEAD" });
    return [405, 501].includes(answer.status) ? fetch(new URL(name, site), options) : answer;
  }

  /** What the host answers for Python's files and for one file of each other kind. @returns {Promise<Probed>} */
  async function probe() {
    const answer = await fetch(new URL("hosting/s3-upload.txt", site), { cache: "no-store" });
    const rows = (await answer.text())
      .trim()
      .split("\n")
      .map((row) => row.split("\t"));
    if (!answer.ok || rows.some((row) => row.length !== 3)) {
      throw new Error("the list of files (hosting/s3-upload.txt) did not arrive.");
    }
    const kind = (/** @type {string} */ name) => (/^runtime\/[^/]+$/.test(name) ? name : ending(name));
    const kinds = rows.map(([name]) => kind(name));
    const chosen = rows.filter(([name], index) => kinds.indexOf(kind(name)) === index);
    const found = chosen.map(async ([name, type, caching]) => {
      const { status, redirected: moved, headers } = await head(name).catch(() => Response.error());
      return { name, type: essence(type), caching, status, moved, headers };
    });
    return { rows, found: await Promise.all(found) };
  }

  /** @type {Record<string, (probed: Probed) => Outcome | Promise<Outcome>>} */
  const hostTests = {
    types({ found }) {
      /** @type {string[][]} */
      const [bad, odd] = [[], []];
      for (const { name, type, status, moved, headers } of found) {
        const got = essence(headers.get("Content-Type"));
        const same = got === type || (SCRIPT_TYPES.includes(type) && SCRIPT_TYPES.includes(got));
        if (status !== 200) bad.push(`${name} did not arrive (${status || "no answer"})`);
        else if (moved || (got === "text/html" && type !== got)) bad.push(`a web page came in place of ${name}`);
        else if (!same)
          (MUST.includes(ending(name)) ? bad : odd).push(`${name} came as ${got || "no type"} and must be ${type}`);
      }
      if (bad.length) return wrong(`${list([...bad, ...odd])}.`);
      if (odd.length) return weak(`${list(odd)}. The course works all the same.`);
      return right(`${found.length} files asked for, each has its type.`);
    },

    caching({ found }) {
      const control = (/** @type {Found} */ { headers }) => headers.get("Cache-Control") ?? "";
      const kept = arrived(found).filter(({ caching }) => caching.includes("immutable"));
      const short = kept.filter((file) => !/max-age=\d{6,}/.test(control(file))).map(({ name }) => name);
      const others = arrived(found).filter(({ caching }) => !caching.includes("immutable"));
      const stale = others.filter((file) => !/no-cache|no-store|max-age=0/.test(control(file))).map(({ name }) => name);
      const all = `${short.length} of ${kept.length} files with a hash in their names`;
      if (short.length) return weak(`${all} may not be kept for long, such as ${short[0]}.`);
      if (stale.length) return weak(`${stale.length} files may be kept without asking again, such as ${stale[0]}.`);
      return right("Files with a hash in their names are kept, all others asked for again.");
    },

    compression({ found }) {
      const large = arrived(found).filter(({ name }) => /^runtime\/.*\.(wasm|bin|zip)$/.test(name));
      const plain = large.filter(({ headers }) => !headers.get("Content-Encoding")).map(({ name }) => name);
      if (plain.length) return weak(`Not compressed: ${list(plain)}.`);
      return right(`${large.length} large files travel compressed.`);
    },

    async policy({ found }) {
      const worker = found.find(({ name }) => /^runtime\/worker\.[^/]*\.js$/.test(name));
      const policy = (/** @type {Headers | undefined} */ headers) => headers?.get("Content-Security-Policy") ?? "";
      const policies = [policy((await head("selftest/")).headers), policy(worker?.headers)];
      if (!policies[0]) return weak("The server sends no content policy.");
      if (!policies[1]) return weak("The server sends a content policy with pages, and none with Python’s worker.");
      const allowed = policies.flatMap((one) => one.split(/[\s;]+/));
      const lax = ["'unsafe-inline'", "'unsafe-eval'"].filter((word) => allowed.includes(word));
      if (lax.length) return weak(`The policy allows ${lax.join(" and ")}, which the course does not need.`);
      return right("Pages and Python’s worker come with a strict policy.");
    },

    version({ rows, found }) {
      const gone = found.filter(({ name, status }) => name.startsWith("runtime/") && status === 404);
      const mark = rows.map(([name]) => /^runtime\/calculators\.(\w+)\./.exec(name)?.[1]).find(Boolean);
      const words = `Built on ${built}, calculators ${mark}.`;
      if (!gone.length) return right(words);
      return wrong(`${words} Of this version ${list(gone.map(({ name }) => name))} is not there.`);
    },
  };

  /** @type {Record<string, () => Outcome>} */
  const browserTests = {
    secure() {
      const { protocol, origin } = location;
      if (protocol === "file:") return untested("The page was opened from a file, so there is no server to test.");
      return isSecureContext ? right(`${origin} is a secure address.`) : weak(`${origin} is plain http.`);
    },

    storage() {
      const { key } = new course.Store("self-test");
      try {
        localStorage.setItem(key, "kept");
        const kept = localStorage.getItem(key) === "kept";
        localStorage.removeItem(key);
        if (kept) return right("The browser keeps what it is given.");
        return weak("The browser takes what it is given, and forgets it at once.");
      } catch (error) {
        const full = error instanceof DOMException && error.name === "QuotaExceededError";
        if (full) return weak("The storage of this browser is full.");
        return weak("This browser does not let the page store anything.");
      }
    },

    fonts() {
      const added = [...document.fonts].map(({ family }) => family);
      return added.length ? weak(`These were added to the page: ${list(added)}.`) : right("None was loaded.");
    },

    wasm() {
      if (typeof WebAssembly === "undefined") return wrong("This browser has no WebAssembly.");
      try {
        new WebAssembly.Module(SMALLEST_MODULE);
        return right("The page may run it.");
      } catch {
        return wrong("The content policy of this page does not let WebAssembly run.");
      }
    },
  };

  /* What the page and this script have asked other hosts for. */
  function elsewhere() {
    const asked = performance.getEntriesByType("resource").map(({ name }) => name);
    const others = asked.filter((name) => !name.startsWith(location.origin) && !name.startsWith(site.href));
    const far = others.filter((name) => /^https?:/.test(name));
    if (far.length) return wrong(`Asked for: ${list(far)}.`);
    return right(refused.length ? `Nothing. The content policy stopped: ${list(refused)}.` : "Nothing.");
  }

  /* A calculator in a frame of this page, and what the host says about frames of others. */
  async function framing() {
    const src = new URL(`embed/${slug}/`, site).href;
    const frame = course.made("iframe", { src, title: "Test of a frame", hidden: true });
    const loaded = new Promise((done) => {
      frame.onload = done;
      setTimeout(done, PATIENCE);
    });
    place.append(frame);
    await loaded;
    const shown = Boolean(frame.contentDocument?.querySelector("form.calculator"));
    frame.remove();
    const { headers } = await head(`embed/${slug}/`);
    const old = headers.get("X-Frame-Options");
    const sent = old ? `: the server sends X-Frame-Options: ${old}` : "";
    if (!shown) return wrong(`A calculator cannot be shown in a frame${sent}.`);
    if (old) return weak(`The server sends X-Frame-Options: ${old}, which keeps every wiki on another host out.`);
    const ancestors = /frame-ancestors ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1];
    const here = window.top === window ? "" : " This page stands in a frame itself.";
    return right(`A frame works. Allowed to show one: ${ancestors ?? "every host"}.${here}`);
  }

  /** Ask Python one question, as a calculator does.
   * @returns {Promise<{time: number, words: string, code?: string}>} */
  function python() {
    const begin = performance.now();
    return new Promise((done) => {
      const end = (words = "", /** @type {string | undefined} */ code = undefined) =>
        done({ time: performance.now() - begin, words, code });
      const rest = () => end("it was stopped.");
      const failed = (/** @type {CourseFailure} */ { words, code }) => end(words, code);
      coursePython.ask({ slug, query: () => "", show: () => end(), rest, failed }, "submit");
    });
  }

  /** @returns {Record<string, Outcome>} */
  function pythonTests(/** @type {Awaited<ReturnType<typeof python>>} */ { time, words, code = "" }) {
    const runs = right("A worker runs.");
    if (!words) {
      const answered = `Python answered ${(time / 1000).toFixed(1)} s after it was asked for.`;
      return { worker: runs, python: time > SLOW ? weak(answered) : right(answered) };
    }
    const failed = wrong(`Python did not start: ${words} (${code})`);
    if (code === "RT-WORKER") return { worker: wrong(`No worker runs: ${words}`), python: failed };
    if (!WORKED.includes(code)) return { python: failed };
    if (code !== "RT-CSP") return { worker: runs, python: failed };
    const wasm = "The content policy of the scripts in runtime/ does not let WebAssembly run in the worker.";
    return { worker: runs, python: failed, wasm: wrong(wasm) };
  }

  const testOf = (/** @type {string} */ name) => one(`[data-test="${name}"]`, place);

  function show(/** @type {string} */ name, /** @type {Outcome} */ { state, said }) {
    const test = testOf(name);
    test.dataset.state = state;
    one("[data-verdict]", test).textContent = VERDICTS[state];
    one("[data-said]", test).textContent = said;
  }

  /** One test that breaks does not take the others with it.
   * @param {string} name
   * @param {() => Outcome | Promise<Outcome>} run */
  async function attempt(name, run) {
    try {
      show(name, await run());
    } catch (error) {
      show(name, untested(/** @type {Error} */ (error).message));
    }
  }

  const summary = one("[data-summary]", place);
  const begin = one("[data-run]", place, HTMLButtonElement);
  const report = one("textarea", place, HTMLTextAreaElement);

  async function run() {
    const tests = all("[data-test]", place);
    for (const { dataset } of tests) delete dataset.state;
    begin.disabled = true;
    summary.textContent = "Testing";
    for (const [name, test] of Object.entries(browserTests)) await attempt(name, test);
    const probed = probe().catch((/** @type {Error} */ error) => error);
    const started = python();
    const host = await probed;
    for (const [name, test] of Object.entries(hostTests)) {
      const mark = name === "version" ? `Built on ${built}. ` : "";
      const unasked = (/** @type {Error} */ { message }) => untested(`${mark}The server was not asked: ${message}`);
      await attempt(name, () => (host instanceof Error ? unasked(host) : test(host)));
    }
    await attempt("framing", framing);
    for (const [name, outcome] of Object.entries(pythonTests(await started))) {
      if (name !== "wasm" || testOf(name).dataset.state === "right") show(name, outcome);
    }
    await attempt("elsewhere", elsewhere);
    for (const { dataset } of tests) {
      if (!dataset.state) show(dataset.test ?? "", untested("Something before it went wrong."));
    }
    sum(tests);
  }

  function sum(/** @type {HTMLElement[]} */ tests) {
    const states = /** @type {State[]} */ (Object.keys(VERDICTS));
    const count = (/** @type {State} */ state) => tests.filter(({ dataset }) => dataset.state === state).length;
    const words = `${states.map((state) => `${count(state)} ${VERDICTS[state]}`).join(", ")}.`;
    const lines = tests.map((test) => {
      const name = one("h2", test).firstChild?.textContent?.trim();
      return `[${one("[data-verdict]", test).textContent}] ${name}: ${one("[data-said]", test).textContent}`;
    });
    summary.textContent = words;
    report.value = [document.title, location.href, navigator.userAgent, words, "", ...lines].join("\n");
    one("[data-report]", place).hidden = false;
    begin.disabled = false;
  }

  function copy() {
    course.copy(report.value, one("[data-copied]", place), { what: "report", done: "Copied.", field: () => report });
  }

  one("[data-begin]", place).hidden = false;
  begin.addEventListener("click", run);
  one("[data-copy]", place).addEventListener("click", copy);
})();
