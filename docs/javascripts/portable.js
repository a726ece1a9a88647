/* For pages that may fetch nothing and start no worker by its address: opened from a file, or in a frame that is a sandbox; and for
   those that may only not do the latter.

   There the browser still runs plain scripts by address. The build has written what is wanted as such scripts
   (calculators/page/portable.py says how), and a worker starts from text. Each script gives what it holds to
   `coursePortable.take`; nothing is loaded before it is wanted. */
(() => {
  const FOLDER = new URL("../runtime/portable/", document.currentScript.src);
  const needed = globalThis.origin === "null" || location.protocol === "file:";
  const { Worker, courseTrusted: trusted } = globalThis; // the browser's own worker
  const GONE = ["RT-BLOCKED", "did not arrive: it is missing, or something on the way holds it back."];
  const DAMAGED = ["RT-INTEGRITY", "arrived damaged."];
  const taken = new WeakMap(); // by script, what it holds

  const failure = (what, [code, words]) => Object.assign(new Error(`${what} ${words}`), { code });

  /* What the script at an address holds; `again` gets it past whatever the browser has kept. */
  function load(address, again = false) {
    const script = document.createElement("script");
    script.src = trusted.script(new URL(address, FOLDER) + (again ? `?again=${Date.now()}` : ""));
    const arrived = new Promise((resolve, reject) => {
      script.onload = () => (taken.has(script) ? resolve(taken.get(script)) : reject(failure(address, DAMAGED)));
      script.onerror = () => reject(failure(address, GONE));
    });
    document.head.append(script);
    return arrived.finally(() => script.remove());
  }

  /* A worker from the pieces of its script. */
  async function start(pieces) {
    let script;
    try {
      const parts = pieces.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
      script = await new Response(new Blob(parts).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    } catch {
      throw failure("the worker's script", DAMAGED);
    }
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(trusted.script(url));
    worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
    return worker;
  }

  globalThis.coursePortable = { needed, load, start, take: (content) => taken.set(document.currentScript, content) };

  /* Stands in for the worker of the search where none starts by its address. Material makes it at load: the real one starts at
     the first letter. */
  class Search extends EventTarget {
    constructor() {
      super();
      this.hears = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      setTimeout(() => this.hears({ type: 1 }));
    }

    async postMessage(said) {
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
      }
    }
  }

  globalThis.Worker = function Either(address, about) {
    const search = String(address).includes("search-worker.js");
    if (search && needed) return new Search();
    try {
      return new Worker(search ? trusted.script(address) : address, about);
    } catch (error) {
      if (search && error.name === "SecurityError") return new Search();
      throw error;
    }
  };

  /* Without a server nobody opens a folder's index.html for its address. */
  function point({ target }) {
    const link = target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
  if (location.protocol === "file:") for (const type of ["pointerdown", "click"]) addEventListener(type, point, true);
})();
