/* For pages that may fetch nothing, or start no worker by its address: opened from a file, or in a frame that is a sandbox.

   There the browser still runs plain scripts by address. The build has written what is wanted as such scripts
   (portable.py says how), and a worker starts from text. Each script gives what it holds to `coursePortable.take`; nothing
   is loaded before it is wanted. */

/* Why something cannot be, as the page says it: in words, by their key and what goes between their braces, with a code. */
class CourseFailure extends Error {
  /** @param {string} code @param {string} key @param {About} [about] @param {{details?: string, renewed?: boolean}} [more] */
  constructor(code, key, about = {}, { details = "", renewed = false } = {}) {
    super(courseWords(key, about));
    this.code = code;
    this.key = key;
    this.about = about;
    this.words = this.message;
    this.details = details;
    this.renewed = renewed; // the site, since the page was opened
  }
}

const coursePortable = (() => {
  const SITE = courseTrusted.site;
  const FOLDER = new URL("runtime/portable/", SITE);
  const FROM_FILE = location.protocol === "file:";
  const APART = FROM_FILE && CSS.supports("-moz-appearance", "none"); // Firefox: each file has a storage of its own
  const SINCE = `since ${SITE.pathname}`;
  const LONGEST = 200_000; // characters that a link carries: Firefox opens no address beyond a megabyte
  const needed = globalThis.origin === "null" || FROM_FILE;
  const { Worker } = globalThis; // the browser's own
  // Material looks for words that begin like each that is typed: “do” would find “documents”, “a” nearly everything.
  const SMALL =
    /(?<!\S)(?:[a-z]|an|and|are|be|by|can|do|does|for|in|is|it|me|my|not|of|on|or|our|the|to|was|we|you)\s+/gi;
  const SIGNS = /[-+~^*:\\]+/g; // of its query language, which nobody types who looks for “gpt-4”
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // as Material's worker of the search says
  const taken = new WeakMap(); // by script, what it holds

  const damaged = (/** @type {string} */ name) => new CourseFailure("RT-INTEGRITY", "damaged", { name });

  /* What the script at an address holds; `again` gets it past whatever the browser has kept. */
  function load(/** @type {string} */ address, again = false) {
    const script = document.createElement("script");
    script.src = courseTrusted.script(new URL(address, FOLDER) + (again ? `?again=${Date.now()}` : ""));
    const arrived = new Promise((resolve, reject) => {
      script.onload = () => (taken.has(script) ? resolve(taken.get(script)) : reject(damaged(address)));
      script.onerror = () => reject(new CourseFailure("RT-BLOCKED", "gone", { name: address }));
    });
    document.head.append(script);
    return arrived.finally(() => script.remove());
  }

  /* A worker from the pieces of its script. */
  async function start(/** @type {string[]} */ pieces) {
    let script;
    try {
      const parts = pieces.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
      script = await new Response(new Blob(parts).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    } catch {
      throw new CourseFailure("RT-INTEGRITY", "damaged-worker");
    }
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(courseTrusted.script(url));
    worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
    return worker;
  }

  /* What is looked for, as pages write it: “fine-tuning”, “24 GB”. */
  function sought(/** @type {string} */ typed) {
    const words = typed
      .replace(SIGNS, " ")
      .replace(SMALL, "")
      .replace(/\bfinetun/gi, "fine tun");
    return words.replace(/(\d)(?=(?:[gmt]i?b|usd|eur|ms)\b)/gi, "$1 ").trim();
  }

  /* Stands in for the worker of the search, which Material makes at load: the real one starts at the first letter. */
  class Search extends EventTarget {
    worker = /** @type {Promise<Worker | null> | null} */ (null);
    newest = {};

    constructor(/** @type {string | URL} */ address) {
      super();
      this.address = address;
      setTimeout(() => this.hears({ type: READY }));
    }

    hears(/** @type {unknown} */ data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }

    async postMessage(/** @type {{type: number, data: string}} */ said) {
      if (said.type !== QUERY) return;
      this.newest = said;
      const data = sought(said.data);
      if (!data) return this.hears({ type: RESULT, data: { items: [] } });
      this.worker ??= this.start();
      const worker = await this.worker;
      if (this.newest === said) worker?.postMessage({ ...said, data });
    }

    async start() {
      try {
        const worker = await this.made();
        await new Promise((ready, failed) => Object.assign(worker, { onmessage: ready, onerror: failed }));
        worker.onmessage = ({ data }) => this.hears(data);
        return worker;
      } catch (error) {
        this.worker = null; // the next letter tries again
        console.warn(error);
        // Material would show nothing at all, as if nothing were found.
        const [told] = document.getElementsByClassName("md-search-result__meta");
        told?.replaceChildren(courseWords("search-gone"));
        return null;
      }
    }

    /* Material's engine with the index, both named in the address that Material was given. */
    async made() {
      const { href, searchParams } = new URL(this.address, document.baseURI);
      const [engine, index] = ["engine", "index"].map((name) => new URL(searchParams.get(name) ?? "", href));
      try {
        if (needed) return start([await load("search.js")]);
        const { config, docs } = await (await fetch(index)).json();
        const worker = new Worker(courseTrusted.script(engine));
        worker.postMessage({ type: SETUP, data: { config, docs, options: { suggest: false } } });
        return worker;
      } catch (error) {
        if (!(error instanceof DOMException && error.name === "SecurityError")) throw error;
        return start([await load("search.js")]);
      }
    }
  }

  /** @param {string | URL} address @param {WorkerOptions} [about] */
  function Either(address, about) {
    return String(address).includes("search-worker.js") ? new Search(address) : new Worker(address, about);
  }
  Object.assign(globalThis, { Worker: Either });

  /* Without a server nobody opens a folder's index.html for its address. */
  function point(/** @type {Event} */ { type, target }) {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.protocol !== "file:") return;
    if (link.pathname.endsWith("/")) link.pathname += "index.html";
    const leaves = link.href.startsWith(SITE.href) && link.pathname !== location.pathname;
    if (APART && leaves && type !== "pointerdown") attempt(() => carry(link));
  }

  /* What this page keeps for the site, as text. */
  function kept() {
    const ours = Object.entries(localStorage).filter(([key]) => key.includes(SITE.pathname) && key !== SINCE);
    return JSON.stringify(ours.sort());
  }

  /* Let a link carry what this page keeps, with the moment since which it is so. */
  function carry(/** @type {HTMLAnchorElement} */ link) {
    const now = kept();
    if (now !== before) localStorage.setItem(SINCE, String(Date.now()));
    before = now;
    const since = localStorage.getItem(SINCE);
    const { search } = link;
    if (since && now.length < LONGEST) link.search = new URLSearchParams({ kept: `${since} ${now}` }).toString();
    setTimeout(() => {
      link.search = search; // whoever copies the address of the link has that of the page alone
    });
  }

  /* Keep what a link has carried here, unless what this page keeps is newer. */
  function unpack() {
    const [, since, text] = /^(\d+) (.*)$/s.exec(new URLSearchParams(location.search).get("kept") ?? "") ?? [];
    if (since === undefined) return;
    history.replaceState(history.state, "", location.pathname + location.hash);
    if (Number(since) <= Number(localStorage.getItem(SINCE))) return;
    const entries = JSON.parse(text).filter((/** @type {[string, string]} */ [key]) => key.includes(SITE.pathname));
    for (const [key] of JSON.parse(kept())) localStorage.removeItem(key);
    for (const [key, value] of [...entries, [SINCE, since]]) localStorage.setItem(key, value);
    __md_scheme();
  }

  /* Storage may be blocked or full, what was carried may be cut off: then each page has its own. */
  function attempt(/** @type {() => void} */ act) {
    try {
      act();
    } catch (error) {
      console.warn(error);
    }
  }

  let before = "";
  if (FROM_FILE) for (const type of ["pointerdown", "click", "auxclick"]) addEventListener(type, point, true);
  if (APART) {
    attempt(unpack);
    attempt(() => {
      before = kept();
    });
    for (const told of document.querySelectorAll("[data-apart]")) told.removeAttribute("hidden");
  }

  return {
    needed,
    apart: APART,
    load,
    start,
    damaged,
    take(/** @type {unknown} */ content) {
      if (document.currentScript) taken.set(document.currentScript, content);
    },
  };
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
