/* The self-test: tries out in this browser, on this host, what the course needs; it says what it found.

   What each test is for and what helps stands in the page; here is only what is tried. A test gives words where all is right,
   else them as "weak" (works, and could be better), "wrong" or "untested"; one that breaks does not take the others with it.
   The types and caching that files must have are read from the list that the build writes for hosts. */
(() => {
  const { one, all, site } = course;
  const place = one("[data-selftest]");
  const { slug = "", built = "" } = place.dataset;
  const VERDICTS = { right: "right", weak: "could be better", wrong: "wrong", untested: "not tested" };
  const SMALLEST_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const SCRIPT_TYPES = ["text/javascript", "application/javascript", "application/x-javascript"];
  const MUST = [".js", ".css", ".html"]; // a browser takes these by their type; of the others it does not matter to us
  const SLOW = 5000; // ms
  const PATIENCE = 10_000; // ms for the head of an answer, and for a frame
  const WORKED = ["RT-CSP", "RT-PYTHON", "RT-SLOW", "RT-MEMORY", "RT-DIED"]; // only a worker that runs fails so

  const refused = /** @type {string[]} */ ([]); // what the content policy has stopped since the page was opened
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    refused.push(`${effectiveDirective} (${blockedURI})`);
  });

  const essence = (/** @type {string | null} */ type) => (type ?? "").split(";")[0].trim().toLowerCase();
  const ending = (/** @type {string} */ name) => name.slice(name.lastIndexOf("."));
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
    const rows = (await answer.text()).trim().split("\n");
    const about = rows.map((row) => row.split("\t"));
    if (!answer.ok || about.some((row) => row.length !== 3)) {
      throw new Error("the list of files (hosting/s3-upload.txt) did not arrive.");
    }
    const kinds = about.map(([name]) => (/^runtime\/[^/]+$/.test(name) ? name : ending(name)));
    const chosen = about.filter((_, index) => kinds.indexOf(kinds[index]) === index);
    const found = chosen.map(async ([name, type, caching]) => {
      const { status, redirected: moved, headers } = await head(name).catch(() => Response.error());
      const said = (/** @type {string} */ header) => headers.get(header) ?? "";
      return { name, type: essence(type), kept: caching.includes("immutable"), status, moved, said };
    });
    const mark = rows.map((row) => /^runtime\/calculators\.(\w+)\./.exec(row)?.[1]).find(Boolean);
    const all = await Promise.all(found);
    return { mark, found: all, arrived: all.filter(({ status }) => status === 200) };
  }

  /** Ask Python one question, as a calculator does. @returns {Promise<{time: number, words: string, code: string}>} */
  function python() {
    const begin = performance.now();
    return new Promise((done) => {
      const end = ({ words = "", code = "" } = {}) => done({ time: performance.now() - begin, words, code });
      const rest = () => end({ words: "it was stopped." });
      coursePython.ask({ slug, query: () => "", show: () => end(), rest, failed: end }, "submit");
    });
  }

  /** In the order in which they are run, with what the host and Python answer.
   * @type {Record<string, (asked: {probed: Promise<Probed>, started: ReturnType<typeof python>}) => Verdict | Promise<Verdict>>} */
  const TESTS = {
    secure() {
      const { protocol, origin } = location;
      if (protocol === "file:") return { untested: "The page was opened from a file, so there is no server to test." };
      return isSecureContext ? `${origin} is a secure address.` : { weak: `${origin} is plain http.` };
    },

    storage() {
      const { key } = new CourseStore("self-test");
      try {
        localStorage.setItem(key, "kept");
        const kept = localStorage.getItem(key) === "kept";
        localStorage.removeItem(key);
        if (kept) return "The browser keeps what it is given.";
        return { weak: "The browser takes what it is given, and forgets it at once." };
      } catch (error) {
        const full = error instanceof DOMException && error.name === "QuotaExceededError";
        if (full) return { weak: "The storage of this browser is full." };
        return { weak: "This browser does not let the page store anything." };
      }
    },

    fonts() {
      const added = [...document.fonts].map(({ family }) => family);
      return added.length ? { weak: `These were added to the page: ${list(added)}.` } : "None was loaded.";
    },

    async types({ probed }) {
      const { found } = await probed;
      const [bad, odd] = /** @type {string[][]} */ ([[], []]);
      for (const { name, type, status, moved, said } of found) {
        const got = essence(said("Content-Type"));
        const same = got === type || (SCRIPT_TYPES.includes(type) && SCRIPT_TYPES.includes(got));
        if (status !== 200) bad.push(`${name} did not arrive (${status || "no answer"})`);
        else if (moved || (got === "text/html" && type !== got)) bad.push(`a web page came in place of ${name}`);
        else if (!same)
          (MUST.includes(ending(name)) ? bad : odd).push(`${name} came as ${got || "no type"} and must be ${type}`);
      }
      if (bad.length) return { wrong: `${list([...bad, ...odd])}.` };
      if (odd.length) return { weak: `${list(odd)}. The course works all the same.` };
      return `${found.length} files asked for, each has its type.`;
    },

    async caching({ probed }) {
      const { arrived } = await probed;
      const hashed = arrived.filter(({ kept }) => kept);
      const short = hashed.filter(({ said }) => !/max-age=\d{6,}/.test(said("Cache-Control")));
      const stale = arrived.filter(
        ({ kept, said }) => !kept && !/no-cache|no-store|max-age=0/.test(said("Cache-Control")),
      );
      const all = `${short.length} of ${hashed.length} files with a hash in their names`;
      if (short.length) return { weak: `${all} may not be kept for long, such as ${short[0].name}.` };
      if (stale.length)
        return { weak: `${stale.length} files may be kept without asking again, such as ${stale[0].name}.` };
      return "Files with a hash in their names are kept, all others asked for again.";
    },

    async compression({ probed }) {
      const large = (await probed).arrived.filter(({ name }) => /^runtime\/.*\.(wasm|bin|zip)$/.test(name));
      const plain = large.filter(({ said }) => !said("Content-Encoding")).map(({ name }) => name);
      if (plain.length) return { weak: `Not compressed: ${list(plain)}.` };
      return `${large.length} large files travel compressed.`;
    },

    async policy({ probed }) {
      const worker = (await probed).found.find(({ name }) => /^runtime\/worker\.[^/]*\.js$/.test(name));
      const { headers } = await head("selftest/");
      const policies = [headers.get("Content-Security-Policy"), worker?.said("Content-Security-Policy")];
      if (!policies[0]) return { weak: "The server sends no content policy." };
      if (!policies[1]) return { weak: "The server sends a content policy with pages, and none with Python’s worker." };
      const allowed = policies.join(";").split(/[\s;]+/);
      const lax = ["'unsafe-inline'", "'unsafe-eval'"].filter((word) => allowed.includes(word));
      if (lax.length) return { weak: `The policy allows ${lax.join(" and ")}, which the course does not need.` };
      return "Pages and Python’s worker come with a strict policy.";
    },

    async version({ probed }) {
      const { mark, found } = await probed.catch(({ message }) => {
        throw new Error(`Built on ${built}. ${message}`);
      });
      const gone = found.filter(({ name, status }) => name.startsWith("runtime/") && status === 404);
      const words = `Built on ${built}, calculators ${mark}.`;
      if (!gone.length) return words;
      return { wrong: `${words} Of this version ${list(gone.map(({ name }) => name))} is not there.` };
    },

    /* A calculator in a frame of this page, and what the host says about frames of others. */
    async framing() {
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
      if (!shown) return { wrong: `A calculator cannot be shown in a frame${sent}.` };
      if (old) return { weak: `The server sends X-Frame-Options: ${old}, which keeps every wiki on another host out.` };
      const ancestors = /frame-ancestors ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1];
      const here = window.top === window ? "" : " This page stands in a frame itself.";
      return `A frame works. Allowed to show one: ${ancestors ?? "every host"}.${here}`;
    },

    async worker({ started }) {
      const { words, code } = await started;
      if (code === "RT-WORKER") return { wrong: `No worker runs: ${words}` };
      return !words || WORKED.includes(code) ? "A worker runs." : { untested: "Something before it went wrong." };
    },

    async python({ started }) {
      const { time, words, code } = await started;
      if (words) return { wrong: `Python did not start: ${words} (${code})` };
      const answered = `Python answered ${(time / 1000).toFixed(1)} s after it was asked for.`;
      return time > SLOW ? { weak: answered } : answered;
    },

    async wasm({ started }) {
      if (typeof WebAssembly === "undefined") return { wrong: "This browser has no WebAssembly." };
      try {
        new WebAssembly.Module(SMALLEST_MODULE);
      } catch {
        return { wrong: "The content policy of this page does not let WebAssembly run." };
      }
      if ((await started).code !== "RT-CSP") return "The page may run it.";
      return { wrong: "The content policy of the scripts in runtime/ does not let WebAssembly run in the worker." };
    },

    /* What the page and this script have asked other hosts for. */
    elsewhere() {
      const asked = performance.getEntriesByType("resource").map(({ name }) => name);
      const others = asked.filter((name) => !name.startsWith(location.origin) && !name.startsWith(site.href));
      const far = others.filter((name) => /^https?:/.test(name));
      if (far.length) return { wrong: `Asked for: ${list(far)}.` };
      return refused.length ? `Nothing. The content policy stopped: ${list(refused)}.` : "Nothing.";
    },
  };

  const tests = all("[data-test]", place);
  const summary = one("[data-summary]", place);
  const begin = one("[data-run]", place, HTMLButtonElement);
  const report = one("textarea", place, HTMLTextAreaElement);

  async function run() {
    for (const { dataset } of tests) delete dataset.state;
    begin.disabled = true;
    summary.textContent = "Testing";
    const unasked = (/** @type {Error} */ { message }) => new Error(`The server was not asked: ${message}`);
    const asked = { probed: probe().catch((error) => Promise.reject(unasked(error))), started: python() };
    for (const [name, test] of Object.entries(TESTS)) {
      const tried = (async () => test(asked))();
      const verdict = await tried.catch((/** @type {Error} */ { message }) => ({ untested: message }));
      const [[state, said]] = Object.entries(typeof verdict === "string" ? { right: verdict } : verdict);
      const row = one(`[data-test="${name}"]`, place);
      row.dataset.state = state;
      one("[data-verdict]", row).textContent = VERDICTS[/** @type {keyof typeof VERDICTS} */ (state)];
      one("[data-said]", row).textContent = said;
    }
    const count = (/** @type {string} */ state) => tests.filter(({ dataset }) => dataset.state === state).length;
    const counts = Object.entries(VERDICTS).map(([state, words]) => `${count(state)} ${words}`);
    const lines = tests.map((test) => {
      const name = one("h2", test).firstChild?.textContent?.trim();
      return `[${one("[data-verdict]", test).textContent}] ${name}: ${one("[data-said]", test).textContent}`;
    });
    summary.textContent = `${counts.join(", ")}.`;
    const { title } = document;
    report.value = [title, location.href, navigator.userAgent, summary.textContent, "", ...lines].join("\n");
    one("[data-report]", place).hidden = false;
    begin.disabled = false;
  }

  one("[data-begin]", place).hidden = false;
  begin.addEventListener("click", run);
  one("[data-copy]", place).addEventListener("click", () => {
    course.copy(report.value, one("[data-copied]", place), { what: "report", done: "Copied.", field: () => report });
  });
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
