/* The self-test: tries out in this browser, on this host, what the course needs, and says what it found.

   What each test is for and what helps stands in the page; here is only what is tried. A test gives its state and words:
   "right", "weak" (works, and could be better), "wrong", or "untested". The types and caching that files must have are
   read from the list that the build writes for hosts. */
(() => {
  const place = document.querySelector("[data-selftest]");
  if (!place) return;
  const SITE = new URL("..", document.currentScript.src);
  const VERDICTS = { right: "right", weak: "could be better", wrong: "wrong", untested: "not tested" };
  const SMALLEST_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const SCRIPT_TYPES = ["text/javascript", "application/javascript", "application/x-javascript"];
  const MUST = [".js", ".css", ".html"]; // a browser takes these by their type; of the others it does not matter to us
  const SLOW = 5000; // ms
  const PATIENCE = 10_000; // ms for the head of an answer, and for a frame
  const WORKED = ["RT-CSP", "RT-PYTHON", "RT-SLOW", "RT-MEMORY", "RT-DIED"]; // only a worker that runs fails so
  const KEY = `self-test ${SITE.pathname}`;

  const right = (said) => ({ state: "right", said });
  const weak = (said) => ({ state: "weak", said });
  const wrong = (said) => ({ state: "wrong", said });
  const untested = (said) => ({ state: "untested", said });

  const refused = []; // what the content policy has stopped since the page was opened
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    refused.push(`${effectiveDirective} (${blockedURI})`),
  );

  const essence = (type) => (type ?? "").split(";")[0].trim().toLowerCase();
  const ending = (name) => name.slice(name.lastIndexOf("."));
  const arrived = (found) => found.filter(({ status }) => status === 200);
  const list = (items) =>
    (items.length > 4 ? [...items.slice(0, 4), `and ${items.length - 4} more`] : items).join("; ");

  /* The head of an answer; hosts that know no HEAD are asked for the whole. */
  async function head(name) {
    const options = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(new URL(name, SITE), { ...options, method: "HEAD" });
    return [405, 501].includes(answer.status) ? fetch(new URL(name, SITE), options) : answer;
  }

  /* What the host answers for Python's files and for one file of each other kind. */
  async function probe() {
    const answer = await fetch(new URL("hosting/s3-upload.txt", SITE), { cache: "no-store" });
    const rows = (await answer.text())
      .trim()
      .split("\n")
      .map((row) => row.split("\t"));
    if (!answer.ok || rows.some((row) => row.length !== 3))
      throw new Error("the list of files (hosting/s3-upload.txt) did not arrive.");
    const seen = new Set();
    const chosen = rows.filter(([name]) => {
      const kind = /^runtime\/[^/]+$/.test(name) ? name : ending(name);
      return !seen.has(kind) && seen.add(kind);
    });
    const found = chosen.map(async ([name, type, caching]) => {
      const one = await head(name).catch(() => null);
      return {
        name,
        type: essence(type),
        caching,
        status: one?.status ?? 0,
        moved: one?.redirected,
        headers: one?.headers,
      };
    });
    return { rows, found: await Promise.all(found) };
  }

  const hostTests = {
    types({ found }) {
      const bad = [];
      const odd = [];
      for (const { name, type, status, moved, headers } of found) {
        const got = essence(headers?.get("Content-Type"));
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
      const kept = arrived(found).filter(({ caching }) => caching.includes("immutable"));
      const short = kept.filter(({ headers }) => !/max-age=\d{6,}/.test(headers?.get("Cache-Control") ?? ""));
      const stale = arrived(found).filter(
        ({ caching, headers }) =>
          !caching.includes("immutable") && !/no-cache|no-store|max-age=0/.test(headers?.get("Cache-Control") ?? ""),
      );
      if (short.length)
        return weak(
          `${short.length} of ${kept.length} files with a hash in their names may not be kept for long, such as ${short[0].name}.`,
        );
      if (stale.length)
        return weak(`${stale.length} files may be kept without asking again, such as ${stale[0].name}.`);
      return right("Files with a hash in their names are kept, all others asked for again.");
    },

    compression({ found }) {
      const large = arrived(found).filter(({ name }) => /^runtime\/.*\.(wasm|bin|zip)$/.test(name));
      const plain = large.filter(({ headers }) => !headers?.get("Content-Encoding")).map(({ name }) => name);
      return plain.length
        ? weak(`Not compressed: ${list(plain)}.`)
        : right(`${large.length} large files travel compressed.`);
    },

    async policy({ found }) {
      const worker = found.find(({ name }) => /^runtime\/worker\.[^/]*\.js$/.test(name));
      const policies = [
        (await head("selftest/")).headers.get("Content-Security-Policy"),
        worker?.headers?.get("Content-Security-Policy"),
      ];
      if (!policies[0]) return weak("The server sends no content policy.");
      if (!policies[1]) return weak("The server sends a content policy with pages, and none with Python’s worker.");
      const lax = ["'unsafe-inline'", "'unsafe-eval'"].filter((word) =>
        policies.some((policy) => policy.split(/[\s;]+/).includes(word)),
      );
      if (lax.length) return weak(`The policy allows ${lax.join(" and ")}, which the course does not need.`);
      return right("Pages and Python’s worker come with a strict policy.");
    },

    version({ rows, found }) {
      const missing = found
        .filter(({ name, status }) => name.startsWith("runtime/") && status === 404)
        .map(({ name }) => name);
      const mark = rows.map(([name]) => /^runtime\/calculators\.(\w+)\./.exec(name)?.[1]).find(Boolean);
      const words = `Built on ${place.dataset.built}, calculators ${mark}.`;
      return missing.length ? wrong(`${words} Of this version ${list(missing)} is not there.`) : right(words);
    },
  };

  const browserTests = {
    secure() {
      if (location.protocol === "file:")
        return untested("The page was opened from a file, so there is no server to test.");
      return isSecureContext
        ? right(`${location.origin} is a secure address.`)
        : weak(`${location.origin} is plain http.`);
    },

    storage() {
      try {
        localStorage.setItem(KEY, "kept");
        const kept = localStorage.getItem(KEY) === "kept";
        localStorage.removeItem(KEY);
        return kept
          ? right("The browser keeps what it is given.")
          : weak("The browser takes what it is given, and forgets it at once.");
      } catch (error) {
        return weak(
          error.name === "QuotaExceededError"
            ? "The storage of this browser is full."
            : "This browser does not let the page store anything.",
        );
      }
    },

    fonts() {
      const added = [...(document.fonts ?? [])].map(({ family }) => family);
      return added.length ? weak(`These were added to the page: ${list(added)}.`) : right("None was loaded.");
    },

    elsewhere() {
      const others = performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => !name.startsWith(location.origin));
      const far = others.filter((name) => /^https?:/.test(name) && !name.startsWith(SITE.href));
      if (far.length) return wrong(`Asked for: ${list(far)}.`);
      return right(refused.length ? `Nothing. The content policy stopped: ${list(refused)}.` : "Nothing.");
    },
  };

  /* A calculator in a frame of this page, and what the host says about frames of others. */
  async function framing() {
    const frame = document.createElement("iframe");
    frame.src = new URL(`embed/${place.dataset.slug}/`, SITE);
    frame.title = "Test of a frame";
    frame.hidden = true;
    const loaded = new Promise((done) => {
      frame.onload = done;
      setTimeout(done, PATIENCE);
    });
    place.append(frame);
    await loaded;
    let shown = false;
    try {
      shown = Boolean(frame.contentDocument?.querySelector("form.calculator"));
    } catch {
      shown = false;
    }
    frame.remove();
    const { headers } = await head(`embed/${place.dataset.slug}/`);
    const old = headers.get("X-Frame-Options");
    if (!shown)
      return wrong(
        `A calculator cannot be shown in a frame${old ? `: the server sends X-Frame-Options: ${old}` : ""}.`,
      );
    if (old) return weak(`The server sends X-Frame-Options: ${old}, which keeps every wiki on another host out.`);
    const ancestors = /frame-ancestors ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1];
    const here = window.top === window ? "" : " This page stands in a frame itself.";
    return right(`A frame works. Allowed to show one: ${ancestors ?? "every host"}.${here}`);
  }

  function webAssembly() {
    if (typeof WebAssembly === "undefined") return wrong("This browser has no WebAssembly.");
    try {
      new WebAssembly.Module(SMALLEST_MODULE);
      return right("The page may run it.");
    } catch {
      return wrong("The content policy of this page does not let WebAssembly run.");
    }
  }

  /* Ask Python one question, as a calculator does. */
  function python() {
    const begin = performance.now();
    return new Promise((done) => {
      const end = (said) => done({ time: performance.now() - begin, ...said });
      const asker = {
        slug: place.dataset.slug,
        query: () => "",
        show: () => end({}),
        rest: () => end({ words: "it was stopped." }),
        failed: ({ words, code }) => end({ words, code }),
      };
      globalThis.coursePython.ask(asker, "submit");
    });
  }

  function pythonTests({ time, words, code }) {
    const took = `${(time / 1000).toFixed(1)} s`;
    if (!code && !words) {
      const answered = `Python answered ${took} after it was asked for.`;
      return { worker: right("A worker runs."), python: time > SLOW ? weak(answered) : right(answered) };
    }
    const failed = wrong(`Python did not start: ${words} (${code})`);
    const tests = {
      worker: code === "RT-WORKER" ? wrong(`No worker runs: ${words}`) : right("A worker runs."),
      python: failed,
    };
    if (code === "RT-CSP")
      tests.wasm = wrong("The content policy of the scripts in runtime/ does not let WebAssembly run in the worker.");
    if (!WORKED.includes(code) && code !== "RT-WORKER") delete tests.worker;
    return tests;
  }

  function show(name, { state, said }) {
    const test = place.querySelector(`[data-test="${name}"]`);
    test.dataset.state = state;
    test.querySelector("[data-verdict]").textContent = VERDICTS[state];
    test.querySelector("[data-said]").textContent = said;
  }

  /* One test that breaks does not take the others with it. */
  async function attempt(name, run) {
    try {
      show(name, await run());
    } catch (error) {
      show(name, untested(error.message));
    }
  }

  async function run() {
    const tests = [...place.querySelectorAll("[data-test]")];
    for (const { dataset } of tests) delete dataset.state;
    place.querySelector("[data-run]").disabled = true;
    place.querySelector("[data-summary]").textContent = "Testing";
    for (const [name, test] of Object.entries(browserTests)) if (name !== "elsewhere") await attempt(name, test);
    await attempt("wasm", webAssembly);
    const asked = probe().catch((error) => ({ error }));
    const started = python().catch((error) => ({ words: error.message, code: "RT-START" }));
    const host = await asked;
    for (const [name, test] of Object.entries(hostTests)) {
      const built = name === "version" ? `Built on ${place.dataset.built}. ` : "";
      await attempt(name, () =>
        host.error ? untested(`${built}The server was not asked: ${host.error.message}`) : test(host),
      );
    }
    await attempt("framing", framing);
    for (const [name, outcome] of Object.entries(pythonTests(await started))) {
      if (name !== "wasm" || place.querySelector("[data-test=wasm]").dataset.state === "right") show(name, outcome);
    }
    await attempt("elsewhere", browserTests.elsewhere);
    for (const { dataset } of tests)
      if (!dataset.state) show(dataset.test, untested("Something before it went wrong."));
    sum(tests);
  }

  function sum(tests) {
    const count = (state) => tests.filter(({ dataset }) => dataset.state === state).length;
    const summary = `${count("right")} right, ${count("weak")} could be better, ${count("wrong")} wrong, ${count("untested")} not tested.`;
    place.querySelector("[data-summary]").textContent = summary;
    const lines = tests.map((test) => {
      const name = test.querySelector("h2").firstChild.textContent.trim();
      const verdict = test.querySelector("[data-verdict]").textContent;
      return `[${verdict}] ${name}: ${test.querySelector("[data-said]").textContent}`;
    });
    const report = place.querySelector("[data-report]");
    report.querySelector("textarea").value = [
      document.title,
      location.href,
      navigator.userAgent,
      summary,
      "",
      ...lines,
    ].join("\n");
    report.hidden = false;
    place.querySelector("[data-run]").disabled = false;
  }

  async function copy() {
    const report = place.querySelector("textarea");
    const copied = place.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(report.value);
      copied.textContent = "Copied.";
    } catch {
      // Plain http has no clipboard, and a browser may refuse it.
      report.select();
      copied.textContent = "Copy the selected report with Ctrl+C, on a Mac with Cmd+C.";
    }
  }

  place.querySelector("[data-begin]").hidden = false;
  place.querySelector("[data-run]").addEventListener("click", run);
  place.querySelector("[data-copy]").addEventListener("click", copy);
})();
