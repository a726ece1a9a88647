/* Runs the calculators in Python, away from the page's own thread.

   The page says {files, base, reload, own, first} once (files as in manifest.json, own with a reader's own tables by name,
   first with the slug of the calculator that asks), then a question at a time.
   The worker says {here} at once, {loaded, total} in bytes with the scripts that are `late`, {ready, blind} (blind if it is to be
   given the bytes of files), {far} with how far a long reading is (in words of Python's, or the bytes that have come), and for
   each question {html}, {saved, name} or {raised, trace}; {failed} when it cannot start, {died} when it is of no more use.
   Nothing crosses but text, and files that the reader gives or saves.

   Where nothing may be fetched, calculators/page/portable.py has put the modules into this script as `courseModules`. Then
   the page says no base; the worker says {wants} with the name of a file, and the page {of, piece} for each piece of it,
   {of} after the last, or {of, failed}. */

// What could reach the network, other pages or what they store; on many hosts a page's policy does not bind its worker.
const WAYS_OUT = [
  "fetch",
  "fetchLater",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "EventSource",
  "Request",
  "RTCPeerConnection",
  "Worker",
  "SharedWorker",
  "importScripts",
  "BroadcastChannel",
  "indexedDB",
  "caches",
  "Notification",
];
const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/;
const SMALLEST_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/* Why Python cannot start: the page has the words for it (data/words/python.yaml), by the key. */
class Failure extends Error {
  /** @param {string} code @param {string} key @param {About} [about] @param {string} [details] */
  constructor(code, key, about = {}, details = "") {
    super(key);
    this.told = { code, key, about, details };
  }
}

/** @type {Awaited<ReturnType<Modules["python.js"]["start"]>> | undefined | void} */
let python;
const modules = typeof courseModules === "undefined" ? null : courseModules;
/** @type {Map<string, ReadableStreamDefaultController>} */
const handed = new Map(); // by name, the streams of the files that the page hands over
/** @type {string[]} */
const said = []; // the last lines that Python wrote
/** @type {Set<string>} */
const shown = new Set(); // the places of the reader's files that Python sees
/** @type {Blob[]} */
let saved = []; // the pieces of the file that Python writes to be saved
/** @type {{bytes: Promise<FilesByPath>, awaited: boolean} | null} */
let rest = null; // what the first answer does not need, while it is on its way

function warn(/** @type {string} */ line) {
  said.push(line);
  said.splice(0, said.length - 40);
  console.warn(line);
}

/* The files of the manifest, each checked against size and hash before anything uses it. */
class Files {
  /** @type {Map<string, number>} */
  loaded = new Map();

  constructor(/** @type {Begin} */ { files, base, reload }) {
    this.about = files;
    this.base = base;
    /** @type {RequestInit} */
    this.options = { credentials: "same-origin", cache: reload ? "reload" : "default" };
    this.total = 0;
    /** @type {Set<string>} */
    this.scripts = new Set(); // the addresses of those that are still to come
    this.told = Number.NEGATIVE_INFINITY; // the first bytes are told at once
  }

  url(/** @type {string} */ name) {
    return new URL(this.about[name].address, this.base).href;
  }

  /** @template {keyof Modules} T @param {T} name @returns {Promise<Modules[T]>} */
  async script(name) {
    if (modules) return modules[name];
    // An import takes what the browser has kept; after a failure that is fetched anew first.
    if (this.options.cache === "reload") await (await this.fetched(name, this.options)).arrayBuffer().catch(() => null);
    const { address } = this.about[name];
    try {
      this.scripts.add(address);
      const module = await import(this.url(name));
      this.scripts.delete(address);
      this.say();
      if (Object.keys(module).length) return module;
      throw new Failure("RT-INTEGRITY", "damaged", { name: address }); // it is empty
    } catch (error) {
      if (error instanceof Failure) throw error;
      // The browser does not say why, so the file is asked for again.
      const { headers } = await this.fetched(name, { ...this.options, cache: "no-store" });
      const type = headers.get("Content-Type");
      if (!type) throw new Failure("RT-MIME", "script-no-type", { name: address });
      if (!SCRIPT.test(type)) throw new Failure("RT-MIME", "script-other-type", { name: address, type });
      throw new Failure("RT-INTEGRITY", "script-damaged", { name: address });
    }
  }

  bytes(/** @type {string} */ name) {
    const { size } = this.about[name];
    this.total += size;
    return this.later(name, (at) => this.tell(name, at));
  }

  /* As `bytes`, for what no start waits for; `tell` hears how many bytes have come. */
  async later(/** @type {string} */ name, /** @type {(bytes: number) => void} */ tell) {
    const { address, size, sha256 } = this.about[name];
    const damaged = new Failure("RT-INTEGRITY", "damaged", { name: address });
    // Where pages come over plain http there is no crypto.subtle; then the browser itself checks, and says less of it.
    const subtle = globalThis.crypto?.subtle;
    const integrity = subtle ? "" : `sha256-${sha256}`;
    const body = modules ? asked(name) : (await this.fetched(name, { ...this.options, integrity })).body;
    const bytes = new Uint8Array(size);
    let at = 0;
    const reader = /** @type {ReadableStream<Bytes>} */ (body).getReader();
    const read = async () => {
      try {
        return await reader.read();
      } catch (error) {
        throw error instanceof Failure ? error : damaged; // cut off, or not what it was when it was packed
      }
    };
    for (let part = await read(); !part.done; part = await read()) {
      if (at + part.value.length > size) throw damaged;
      bytes.set(part.value, at);
      at += part.value.length;
      tell(at);
    }
    if (at < size) throw damaged;
    if (subtle) {
      const hash = String.fromCharCode(...new Uint8Array(await subtle.digest("SHA-256", bytes)));
      if (btoa(hash) !== sha256) throw damaged;
    }
    return bytes;
  }

  async fetched(/** @type {string} */ name, /** @type {RequestInit} */ options) {
    const { address } = this.about[name];
    const response = await fetch(this.url(name), options).catch(async () => {
      // A redirect to another host, as to a sign-in, looks like a network that is away unless it is asked for as such.
      const moved = await fetch(this.url(name), { redirect: "manual", cache: "no-store" }).catch(() => null);
      if (moved?.type === "opaqueredirect") throw new Failure("RT-HTTP", "sent-elsewhere", { name: address });
      throw new Failure("RT-BLOCKED", "away", { name: address });
    });
    const { ok, status, headers } = response;
    if (!ok) throw new Failure("RT-HTTP", "answered", { name: address, status });
    if (/^text\/html/.test(headers.get("Content-Type") ?? ""))
      throw new Failure("RT-HTTP", "page-instead", { name: address });
    return response;
  }

  tell(/** @type {string} */ name, /** @type {number} */ bytes) {
    this.loaded.set(name, bytes);
    const now = performance.now();
    if (now - this.told < 100 && this.all < this.total) return;
    this.told = now;
    this.say();
  }

  /* How many bytes have come. */
  get all() {
    return [...this.loaded.values()].reduce((sum, one) => sum + one, 0);
  }

  say() {
    postMessage({ loaded: this.all, total: this.total, late: [...this.scripts] });
  }
}

/* The bytes of a file that the page is asked for. */
function asked(/** @type {string} */ name) {
  const packed = new ReadableStream({ start: (stream) => handed.set(name, stream) });
  postMessage({ wants: name });
  return packed.pipeThrough(new DecompressionStream("gzip"));
}

function hand(/** @type {Handed} */ { of, piece, failed }) {
  const stream = /** @type {ReadableStreamDefaultController} */ (handed.get(of));
  if (failed) stream.error(new Failure(failed.code, failed.key, failed.about));
  else if (piece !== undefined) stream.enqueue(Uint8Array.from(atob(piece), (letter) => letter.charCodeAt(0)));
  else stream.close();
}

async function wake(/** @type {Begin} */ about) {
  if (typeof WebAssembly === "undefined") throw new Failure("RT-WASM", "no-wasm");
  try {
    new WebAssembly.Module(SMALLEST_MODULE);
  } catch {
    throw new Failure("RT-CSP", "wasm-forbidden");
  }
  const files = new Files(about);
  // What the first answer needs comes first, unless a start has failed before.
  const mine = `${about.first}.zip`;
  const parted = !about.reload && !Object.keys(about.own).length && mine in about.files;
  // The type that a server gives the wasm file does not matter, because its bytes are compiled and not its response.
  // A snapshot remembers our tables, so for a reader's own Python starts without one.
  const [{ default: create }, { start, unzip }, wasm, ours, snapshot] = await Promise.all([
    files.script("pyodide.js"),
    files.script("python.js"),
    files.bytes("pyodide.wasm").then((bytes) => WebAssembly.compile(bytes)),
    files.bytes(parted ? mine : "calculators.zip"),
    Object.keys(about.own).length ? null : files.bytes("snapshot.bin").catch(console.warn),
  ]);
  // Asked for before the ways out are closed; once the interpreter runs there is no other way to it.
  if (parted) rest = { bytes: files.later("calculators.zip", far).then(unzip), awaited: false };
  rest?.bytes.catch(console.warn); // told where it is wanted
  const found = unzip(ours);
  for (const [name, table] of Object.entries(about.own)) {
    found.set(`/lib/app/data/yours/${name}.json`, new TextEncoder().encode(table));
  }
  if (snapshot) python = await start({ create, wasm, warn, snapshot, files: found }).catch(console.warn);
  if (!python) {
    // Without a snapshot, or in a browser that it does not fit, Python starts as it does elsewhere; that takes longer.
    const library = await files.bytes("library.zip");
    const more = rest ? await rest.bytes : [];
    rest = null;
    python = await start({ create, wasm, warn, files: new Map([...unzip(library), ...found, ...more]) });
  }
  for (let scope = globalThis; scope; scope = Object.getPrototypeOf(scope)) {
    for (const name of WAYS_OUT) Reflect.deleteProperty(scope, name);
  }
  const text = new TextDecoder();
  python.listen("/dev/far", (bytes) => postMessage({ far: text.decode(bytes) }));
  // A blob may be kept on the disk by the browser, which memory here is not.
  python.listen("/dev/saved", (bytes) => saved.push(new Blob([bytes])));
  if (!python.run(rest ? "import page; page.begin()" : "import page"))
    throw new Failure("RT-PYTHON", "broke-off", {}, said.join("\n"));
  postMessage({ ready: true, blind: blind() });
}

/* Whether no file can be read here: WebKit lets a worker that was started from text, by a page opened from a file, read none. */
function blind() {
  try {
    new FileReaderSync().readAsText(new Blob(["?"]));
    return false;
  } catch {
    return true;
  }
}

/* How far the rest is, where an answer waits for it. */
function far(/** @type {number} */ bytes) {
  if (rest?.awaited) postMessage({ far: bytes });
}

async function complete() {
  if (!python || !rest) return;
  rest.awaited = true;
  python.add(await rest.bytes);
  rest = null;
  python.run("page.complete()");
}

async function answer(/** @type {Question} */ { slug, query, given = [], wants }) {
  if (!python) throw new Error("unready");
  for (const [place, file] of given) {
    if (!shown.has(place)) python.show(place, file);
    shown.add(place);
  }
  said.length = 0;
  python.write("/tmp/question", `${slug}\n${query}`);
  python.write("/tmp/wanted", wants ?? "");
  let done = python.run("page.serve()");
  if (done && python.read("/tmp/more")) {
    await complete();
    done = python.run("page.serve()");
  }
  if (done) {
    const name = python.read("/tmp/name");
    postMessage(name ? { saved: new Blob(saved), name } : { html: python.read("/tmp/answer") });
  } else postMessage({ raised: said.at(-1), trace: said.join("\n") });
  saved = [];
}

postMessage({ here: true }); // an empty script in this place would say nothing
addEventListener("message", async ({ data }) => {
  if (data.of) return hand(data);
  if (data.files) {
    wake(data).catch(({ told, message }) =>
      postMessage({ failed: told ?? new Failure("RT-START", "broke-off", {}, message).told }),
    );
    return;
  }
  try {
    await answer(data);
  } catch (error) {
    if (error instanceof Failure) postMessage({ failed: error.told });
    else postMessage({ died: String(error) });
  }
});
