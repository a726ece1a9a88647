/* Runs the calculators in Python, away from the page's own thread.

   The page says {files, base, reload, own, first, whole} once (files as in manifest.json, own with a reader's own tables by
   name, first with the slug of the calculator that asks), then a question at a time.
   The worker says {here} at once, {loaded, total} in bytes with the scripts that are `late`, {ready, blind} (blind if it is to be
   given the bytes of files), {far} with how far a long reading is (in words of Python's, or the bytes that have come), and for
   each question {html}, {saved, name} or {raised, trace}; {failed} when it cannot start, {died} when it is of no more use,
   {lacks} when what is asked needs functions of the interpreter that only a `whole` one has.
   Nothing crosses but text, and files that the reader gives or saves.

   What comes after the start, the page fetches: the worker says {wants} with the name of a file, and the page {of, bytes}
   for each piece of it, {of} after the last, or {of, failed}.

   Where nothing may be fetched, calculators/page/portable.py has put the modules into this script as `courseModules`. Then
   the page says no base, and hands over every file; the pieces of these are text, {of, piece}. */

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
/** @type {Files} */
let files;
/** @type {Modules["python.js"]["unzip"]} */
let unzip;
/** @type {string[] | null} */
let there = null; // the zips that Python has, where it has not all
let short = false; // of functions that usual answers do not need

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
    const { size, sha256 } = this.about[name];
    this.total += size;
    // Where pages come over plain http there is no crypto.subtle; then the browser itself checks, and says less of it.
    const integrity = globalThis.crypto?.subtle ? "" : `sha256-${sha256}`;
    const coming = modules ? asked(name) : this.streamed(name, integrity);
    return this.checked(name, coming, (at) => this.tell(name, at));
  }

  /* What the start does not wait for. */
  later(/** @type {string} */ name) {
    return this.checked(name, asked(name), (bytes) => postMessage({ far: bytes }));
  }

  /** The bytes of a file as they come; `tell` hears how many there are.
   * @param {string} name @param {ReadableStream<Bytes> | Promise<ReadableStream<Bytes>>} coming @param {(at: number) => void} tell */
  async checked(name, coming, tell) {
    const { address, size, sha256 } = this.about[name];
    const damaged = new Failure("RT-INTEGRITY", "damaged", { name: address });
    const subtle = globalThis.crypto?.subtle;
    const body = await coming;
    const bytes = new Uint8Array(size);
    let at = 0;
    const reader = body.getReader();
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

  async streamed(/** @type {string} */ name, /** @type {string} */ integrity) {
    const { body } = await this.fetched(name, { ...this.options, integrity });
    return /** @type {ReadableStream<Bytes>} */ (body);
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
  const coming = new ReadableStream({ start: (stream) => handed.set(name, stream) });
  postMessage({ wants: name });
  return modules ? coming.pipeThrough(new DecompressionStream("gzip")) : coming;
}

function hand(/** @type {Handed} */ { of, piece, bytes, failed }) {
  const stream = /** @type {ReadableStreamDefaultController} */ (handed.get(of));
  if (failed) stream.error(new Failure(failed.code, failed.key, failed.about));
  else if (bytes) stream.enqueue(bytes);
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
  files = new Files(about);
  const own = Object.keys(about.own).length > 0;
  const whole = about.whole || own;
  // What the first answer needs comes first, unless a start has failed before.
  const mine = `${about.first}.zip`;
  const parted = !about.reload && !own && mine in about.files;
  const ours = files.script("python.js");
  const bytes = files.bytes("pyodide.wasm");
  const mended = async () => {
    const [{ mended }, part, functions] = await Promise.all([ours, bytes, files.bytes("functions.bin")]);
    return WebAssembly.compile(mended(part, functions));
  };
  // The type that a server gives the wasm file does not matter, because its bytes are compiled and not its response.
  const compiled = whole ? mended() : bytes.then((part) => WebAssembly.compile(part));
  const zip = files.bytes(parted ? mine : "calculators.zip");
  // A snapshot remembers our tables, so for a reader's own Python starts without one.
  const snapshot = own ? null : files.bytes("snapshot.bin");
  for (const one of [zip, snapshot]) one?.catch(() => undefined); // whoever waits for it hears of it
  const [{ default: create }, { start, ...tools }, wasm] = await Promise.all([
    files.script("pyodide.js"),
    ours,
    compiled,
  ]);
  unzip = tools.unzip;
  // The interpreter is set up while the snapshot, the longest of all files, is still on its way.
  const begun = snapshot && start({ create, wasm, warn, snapshot }).catch(console.warn);
  const found = unzip(await zip);
  for (const [name, table] of Object.entries(about.own)) {
    found.set(`/lib/app/data/yours/${name}.json`, new TextEncoder().encode(table));
  }
  python = (await begun) ?? undefined;
  if (python) {
    python.add(found);
    short = !whole;
    there = parted ? [mine] : null;
  } else {
    // Without a snapshot, or in a browser that it does not fit, Python starts as it does elsewhere; that takes longer.
    const names = ["library.zip", ...(parted ? ["calculators.zip"] : [])];
    const [interpreter, ...zips] = await Promise.all([
      whole ? wasm : mended(),
      ...names.map((name) => files.bytes(name)),
    ]);
    const more = zips.flatMap((zip) => [...unzip(zip)]);
    python = await start({ create, wasm: interpreter, warn, files: new Map([...more, ...found]) });
  }
  for (let scope = globalThis; scope; scope = Object.getPrototypeOf(scope)) {
    for (const name of WAYS_OUT) Reflect.deleteProperty(scope, name);
  }
  const text = new TextDecoder();
  python.listen("/dev/far", (bytes) => postMessage({ far: text.decode(bytes) }));
  // A blob may be kept on the disk by the browser, which memory here is not.
  python.listen("/dev/saved", (bytes) => saved.push(new Blob([bytes])));
  if (!python.run(there ? "import page; page.begin()" : "import page"))
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

/* Let Python have what an answer lacks: first what is this calculator's, then all. */
async function more(/** @type {string} */ slug) {
  const [name] = [`${slug}.zip`, "calculators.zip"].filter((zip) => zip in files.about && !there?.includes(zip));
  python?.add(unzip(await files.later(name)));
  there?.push(name);
  python?.run("page.more_came()");
  if (name !== "calculators.zip") return;
  there = null;
  python?.run("page.complete()");
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
  while (done && there && python.read("/tmp/more")) {
    await more(slug);
    done = python.run("page.serve()");
  }
  if (done) {
    const name = python.read("/tmp/name");
    postMessage(name ? { saved: new Blob(saved), name } : { html: python.read("/tmp/answer") });
  } else postMessage({ raised: said.at(-1), trace: said.join("\n") });
  saved = [];
}

/* What went wrong is told. A function that has been left out ends the interpreter, as does what no interpreter can do. */
function ended(/** @type {unknown} */ error) {
  if (short && error instanceof WebAssembly.RuntimeError) postMessage({ lacks: true });
  else if (error instanceof Failure) postMessage({ failed: error.told });
  else if (python) postMessage({ died: String(error) });
  else postMessage({ failed: new Failure("RT-START", "broke-off", {}, String(error)).told });
}

postMessage({ here: true }); // an empty script in this place would say nothing
addEventListener("message", ({ data }) => {
  if (data.of) hand(data);
  else (data.files ? wake(data) : answer(data)).catch(ended);
});
