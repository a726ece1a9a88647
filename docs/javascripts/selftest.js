/* The self-test: tries out in this browser, on this host, what the course needs; it says what it found.

   What each test is for and what helps stands in the page; here is only what is tried. A test gives words where all is right,
   else them as "weak" (works, and could be better), "wrong" or "untested"; one that breaks does not take the others with it.
   The types and caching that files must have are read from the list that the build writes for hosts. */
(() => {
  const { one, all, site } = course;
  const place = one("[data-selftest]");
  const { slug = "", built = "" } = place.dataset;
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
  function list(/** @type {string[]} */ items) {
    const more = items.length - 4;
    return (more > 0 ? [...items.slice(0, 4), course.words("test-more", { more })] : items).join("; ");
  }

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
      throw new Error(course.words("test-no-list"));
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
      const rest = () => end({ words: course.words("test-stopped") });
      coursePython.ask({ slug, query: () => "", show: () => end(), rest, failed: end }, "submit");
    });
  }

  /** In the order in which they are run, with what the host and Python answer.
   * @type {Record<string, (asked: {probed: Promise<Probed>, started: ReturnType<typeof python>}) => Verdict | Promise<Verdict>>} */
  const TESTS = {
    secure() {
      const { protocol, origin } = location;
      if (protocol === "file:") return { untested: course.words("test-from-file") };
      if (isSecureContext) return course.words("test-secure", { origin });
      return { weak: course.words("test-plain-http", { origin }) };
    },

    storage() {
      const { key } = new CourseStore("self-test");
      try {
        localStorage.setItem(key, "kept");
        const kept = localStorage.getItem(key) === "kept";
        localStorage.removeItem(key);
        if (kept) return course.words("test-keeps");
        return { weak: course.words("test-forgets") };
      } catch (error) {
        const full = error instanceof DOMException && error.name === "QuotaExceededError";
        if (full) return { weak: course.words("test-full") };
        return { weak: course.words("test-keeps-nothing") };
      }
    },

    fonts() {
      const added = [...document.fonts].map(({ family }) => family);
      return added.length ? { weak: course.words("test-fonts", { list: list(added) }) } : course.words("test-no-fonts");
    },

    async types({ probed }) {
      const { found } = await probed;
      const [bad, odd] = /** @type {string[][]} */ ([[], []]);
      for (const { name, type, status, moved, said } of found) {
        const got = essence(said("Content-Type"));
        const same = got === type || (SCRIPT_TYPES.includes(type) && SCRIPT_TYPES.includes(got));
        if (status !== 200) bad.push(course.words(status ? "test-answered" : "test-unanswered", { name, status }));
        else if (moved || (got === "text/html" && type !== got)) bad.push(course.words("test-page-instead", { name }));
        else if (!same) {
          const told = course.words(got ? "test-other-type" : "test-no-type", { name, got, type });
          (MUST.includes(ending(name)) ? bad : odd).push(told);
        }
      }
      if (bad.length) return { wrong: course.words("test-types-wrong", { list: list([...bad, ...odd]) }) };
      if (odd.length) return { weak: course.words("test-types-odd", { list: list(odd) }) };
      return course.words("test-types-right", { count: found.length });
    },

    async caching({ probed }) {
      const { arrived } = await probed;
      const hashed = arrived.filter(({ kept }) => kept);
      const short = hashed.filter(({ said }) => !/max-age=\d{6,}/.test(said("Cache-Control")));
      const stale = arrived.filter(
        ({ kept, said }) => !kept && !/no-cache|no-store|max-age=0/.test(said("Cache-Control")),
      );
      if (short.length) {
        const [some, all, { name }] = [short.length, hashed.length, short[0]];
        return { weak: course.words("test-caching-short", { some, all, name }) };
      }
      if (stale.length)
        return { weak: course.words("test-caching-stale", { count: stale.length, name: stale[0].name }) };
      return course.words("test-caching-right");
    },

    async compression({ probed }) {
      const large = (await probed).arrived.filter(({ name }) => /^runtime\/.*\.(wasm|bin|zip)$/.test(name));
      const plain = large.filter(({ said }) => !said("Content-Encoding")).map(({ name }) => name);
      if (plain.length) return { weak: course.words("test-plain", { list: list(plain) }) };
      return course.words("test-compressed", { count: large.length });
    },

    async policy({ probed }) {
      const worker = (await probed).found.find(({ name }) => /^runtime\/worker\.[^/]*\.js$/.test(name));
      const { headers } = await head("selftest/");
      const policies = [headers.get("Content-Security-Policy"), worker?.said("Content-Security-Policy")];
      if (!policies[0]) return { weak: course.words("test-no-policy") };
      if (!policies[1]) return { weak: course.words("test-no-worker-policy") };
      const allowed = policies.join(";").split(/[\s;]+/);
      const lax = ["'unsafe-inline'", "'unsafe-eval'"].filter((word) => allowed.includes(word));
      if (!lax.length) return course.words("test-strict");
      return {
        weak: course.words("test-lax", { list: new Intl.ListFormat(document.documentElement.lang).format(lax) }),
      };
    },

    async version({ probed }) {
      const { mark = "", found } = await probed.catch(({ message }) => {
        throw new Error(course.words("test-built", { built, reason: message }));
      });
      const gone = found.filter(({ name, status }) => name.startsWith("runtime/") && status === 404);
      if (!gone.length) return course.words("test-version", { built, mark });
      const lost = list(gone.map(({ name }) => name));
      return { wrong: course.words("test-version-gone", { built, mark, list: lost }) };
    },

    /* A calculator in a frame of this page, and what the host says about frames of others. */
    async framing() {
      const src = new URL(`embed/${slug}/`, site).href;
      const frame = course.made("iframe", { src, title: course.words("test-frame"), hidden: true });
      const loaded = new Promise((done) => {
        frame.onload = done;
        setTimeout(done, PATIENCE);
      });
      place.append(frame);
      await loaded;
      const shown = Boolean(frame.contentDocument?.querySelector("form.calculator"));
      frame.remove();
      const { headers } = await head(`embed/${slug}/`);
      const old = headers.get("X-Frame-Options") ?? "";
      if (!shown) return { wrong: course.words(old ? "test-no-frame-sent" : "test-no-frame", { old }) };
      if (old) return { weak: course.words("test-frame-here", { old }) };
      const ancestors = /frame-ancestors ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1];
      const works = ancestors ? course.words("test-frame-some", { hosts: ancestors }) : course.words("test-frame-all");
      return window.top === window ? works : [works, course.words("test-in-frame")].join(" ");
    },

    async worker({ started }) {
      const { words, code } = await started;
      if (code === "RT-WORKER") return { wrong: course.words("test-no-worker", { reason: words }) };
      if (!words || WORKED.includes(code)) return course.words("test-worker");
      return { untested: course.words("test-before") };
    },

    async python({ started }) {
      const { time, words, code } = await started;
      if (words) return { wrong: course.words("test-no-python", { reason: words, code }) };
      const answered = course.words("test-python", { seconds: (time / 1000).toFixed(1) });
      return time > SLOW ? { weak: answered } : answered;
    },

    async wasm({ started }) {
      if (typeof WebAssembly === "undefined") return { wrong: course.words("test-no-wasm") };
      try {
        new WebAssembly.Module(SMALLEST_MODULE);
      } catch {
        return { wrong: course.words("test-wasm-forbidden") };
      }
      if ((await started).code !== "RT-CSP") return course.words("test-wasm");
      return { wrong: course.words("test-worker-forbidden") };
    },

    /* What the page and this script have asked other hosts for. */
    elsewhere() {
      const asked = performance.getEntriesByType("resource").map(({ name }) => name);
      const others = asked.filter((name) => !name.startsWith(location.origin) && !name.startsWith(site.href));
      const far = others.filter((name) => /^https?:/.test(name));
      if (far.length) return { wrong: course.words("test-asked", { list: list(far) }) };
      if (refused.length) return course.words("test-refused", { list: list(refused) });
      return course.words("test-nothing");
    },
  };

  const tests = all("[data-test]", place);
  const summary = one("[data-summary]", place);
  const begin = one("[data-run]", place, HTMLButtonElement);
  const report = one("textarea", place, HTMLTextAreaElement);

  async function run() {
    for (const { dataset } of tests) delete dataset.state;
    begin.disabled = true;
    summary.textContent = course.words("testing");
    const unasked = (/** @type {Error} */ { message }) => new Error(course.words("test-unasked", { reason: message }));
    const asked = { probed: probe().catch((error) => Promise.reject(unasked(error))), started: python() };
    for (const [name, test] of Object.entries(TESTS)) {
      const tried = (async () => test(asked))();
      const verdict = await tried.catch((/** @type {Error} */ { message }) => ({ untested: message }));
      const [[state, said]] = Object.entries(typeof verdict === "string" ? { right: verdict } : verdict);
      const row = one(`[data-test="${name}"]`, place);
      row.dataset.state = state;
      one("[data-verdict]", row).textContent = course.words(`verdict-${state}`);
      one("[data-said]", row).textContent = said;
    }
    const count = (/** @type {string} */ state) => tests.filter(({ dataset }) => dataset.state === state).length;
    const [right, weak, wrong, untested] = ["right", "weak", "wrong", "untested"].map(count);
    const lines = tests.map((test) => {
      const name = one("h2", test).firstChild?.textContent?.trim();
      return `[${one("[data-verdict]", test).textContent}] ${name}: ${one("[data-said]", test).textContent}`;
    });
    summary.textContent = course.words("test-summary", { right, weak, wrong, untested });
    const { title } = document;
    report.value = [title, location.href, navigator.userAgent, summary.textContent, "", ...lines].join("\n");
    one("[data-report]", place).hidden = false;
    begin.disabled = false;
  }

  begin.addEventListener("click", run);
  one("[data-copy]", place).addEventListener("click", () => {
    const about = { byHand: course.words("test-by-hand"), done: course.words("copied"), field: () => report };
    course.copy(report.value, one("[data-copied]", place), about);
  });
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
