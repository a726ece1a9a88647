/* For pages that may fetch nothing, or start no worker by its address: opened from a file, or in a frame that is a sandbox.

   There the browser still runs plain scripts by address. The build has written what is wanted as such scripts
   (portable.py says how), and a worker starts from text. Each script gives what it holds to `coursePortable.take`; nothing
   is loaded before it is wanted. */

/* Why something cannot be, as the page says it: in words, with a code. */
class CourseFailure extends Error {
  /** @param {string} code @param {string} words @param {{details?: string, renewed?: boolean}} about */
  constructor(code, words, { details = "", renewed = false } = {}) {
    super(words);
    this.code = code;
    this.words = words;
    this.details = details;
    this.renewed = renewed; // the site, since the page was opened
  }
}

const coursePortable = (() => {
  const FOLDER = new URL("runtime/portable/", courseTrusted.site);
  const FROM_FILE = location.protocol === "file:";
  const needed = globalThis.origin === "null" || FROM_FILE;
  const { Worker } = globalThis; // the browser's own
  const taken = new WeakMap(); // by script, what it holds

  const damaged = (/** @type {string} */ what) => new CourseFailure("RT-INTEGRITY", `${what} arrived damaged.`);

  /* What the script at an address holds; `again` gets it past whatever the browser has kept. */
  function load(/** @type {string} */ address, again = false) {
    const script = document.createElement("script");
    script.src = courseTrusted.script(new URL(address, FOLDER) + (again ? `?again=${Date.now()}` : ""));
    const arrived = new Promise((resolve, reject) => {
      script.onload = () => (taken.has(script) ? resolve(taken.get(script)) : reject(damaged(address)));
      const gone = `${address} did not arrive: it is missing, or something on the way holds it back.`;
      script.onerror = () => reject(new CourseFailure("RT-BLOCKED", gone));
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
      throw damaged("the worker's script");
    }
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(courseTrusted.script(url));
    worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
    return worker;
  }

  /* Stands in for the worker of the search where none starts by its address. Material makes it at load: the real one starts at
     the first letter. */
  class Search extends EventTarget {
    /** @type {Promise<Worker | null> | null} */
    worker = null;

    constructor() {
      super();
      setTimeout(() => this.hears({ type: 1 }));
    }

    hears(/** @type {unknown} */ data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }

    async postMessage(/** @type {{type: number, data: string}} */ said) {
      if (said.type !== 2 || (!this.worker && !said.data.trim())) return;
      this.worker ??= this.start();
      (await this.worker)?.postMessage(said);
    }

    async start() {
      try {
        const worker = await start([await load("search.js")]);
        worker.onmessage = ({ data }) => data.type === 3 && this.hears(data);
        return worker;
      } catch (error) {
        this.worker = null; // the next letter tries again
        console.warn(error);
        return null;
      }
    }
  }

  /** @param {string | URL} address @param {WorkerOptions} [about] */
  function Either(address, about) {
    const search = String(address).includes("search-worker.js");
    if (search && needed) return new Search();
    try {
      return new Worker(search ? courseTrusted.script(address) : address, about);
    } catch (error) {
      if (search && error instanceof DOMException && error.name === "SecurityError") return new Search();
      throw error;
    }
  }
  Object.assign(globalThis, { Worker: Either });

  /* Without a server nobody opens a folder's index.html for its address. */
  function point(/** @type {Event} */ { target }) {
    const link = target instanceof Element && target.closest("a");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
  if (FROM_FILE) for (const type of ["pointerdown", "click"]) addEventListener(type, point, true);

  return {
    needed,
    load,
    start,
    take(/** @type {unknown} */ content) {
      if (document.currentScript) taken.set(document.currentScript, content);
    },
  };
})();
