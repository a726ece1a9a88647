/* Runs the calculators in Python, away from the page's own thread.

   The page says {files, base} once (files as in manifest.json), then {slug, query, id} for each question.
   The worker says {loaded, total} in bytes, {ready}, {html, id} for each answer, and {failed: {code, words}} when it is of
   no more use; the page then ends it. Nothing but text crosses. */

// What could reach the network or other pages; the page's own policy does not bind a worker on every host.
const WAYS_OUT = [
  "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker",
  "SharedWorker", "importScripts", "indexedDB", "caches", "BroadcastChannel", "RTCPeerConnection", "Request", "Notification",
];

class Failure extends Error {
  constructor(code, words) {
    super(words);
    this.code = code;
  }
}

const loaded = new Map();
let total = 0;
let told = 0;

function tell(name, bytes) {
  loaded.set(name, bytes);
  const now = performance.now();
  const sum = [...loaded.values()].reduce((all, one) => all + one, 0);
  if (now - told < 100 && sum < total) return;
  told = now;
  postMessage({ loaded: sum, total });
}

async function digest(bytes) {
  // Plain http has no crypto.subtle; there the size and the zip's own structure must do.
  if (!globalThis.crypto?.subtle) return null;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...hash));
}

async function opened(name, { address }, base) {
  let response;
  try {
    response = await fetch(new URL(address, base), { credentials: "same-origin" });
  } catch {
    throw new Failure("RT-BLOCKED", `${address} did not arrive: the network is away, or something holds it back.`);
  }
  if (!response.ok) throw new Failure("RT-HTTP", `${address} did not arrive: the server answered ${response.status}.`);
  if (/\.(wasm|zip)$/.test(name) && /^text\/html/.test(response.headers.get("Content-Type") ?? "")) {
    throw new Failure("RT-HTTP", `${address} is a web page and not the file: a sign-in may have expired. Reload this page.`);
  }
  return response;
}

/* The bytes of a file, checked against the manifest. */
async function content(name, about, response) {
  const bytes = new Uint8Array(about.size);
  let at = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.length > about.size) throw damaged(about);
    bytes.set(part.value, at);
    at += part.value.length;
    tell(name, at);
  }
  const hash = at === about.size ? await digest(bytes) : "short";
  if (hash !== null && hash !== about.sha256) throw damaged(about);
  return bytes;
}

function damaged({ address }) {
  return new Failure("RT-INTEGRITY", `${address} arrived damaged.`);
}

/* WebAssembly, compiled while it arrives. Only a response that says so itself keeps the browser's compiled copy for the
   next visit; one with a wrong type is given the right one. */
async function compiled(name, about, response) {
  const copy = response.clone();
  const typed = response.headers.get("Content-Type") === "application/wasm";
  const streamed = typed ? response : new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
  const [module, checked] = await Promise.allSettled([WebAssembly.compileStreaming(streamed), content(name, about, copy)]);
  if (checked.status === "rejected") throw checked.reason;
  if (module.status === "rejected") throw new Failure("RT-WASM", `This browser could not compile Python (${module.reason.message}).`);
  return module.value;
}

/* Where a policy forbids WebAssembly, Python would wait for ever: a module of eight bytes tells at once. */
async function probe() {
  if (typeof WebAssembly !== "object") throw new Failure("RT-WASM", "This browser has no WebAssembly, which Python needs.");
  try {
    await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    throw new Failure(
      "RT-CSP",
      "This site's content security policy forbids WebAssembly. Its administrator can allow it with 'wasm-unsafe-eval' in script-src.",
    );
  }
}

async function script(about, base) {
  try {
    return await import(new URL(about.address, base).href);
  } catch {
    throw new Failure("RT-BLOCKED", `${about.address} did not arrive, or not as a script.`);
  }
}

async function begin(files, base) {
  await probe();
  const fetched = ["pyodide.wasm", "library.zip", "calculators.zip"];
  total = fetched.reduce((sum, name) => sum + files[name].size, 0);
  const [python, pyodide, wasm, library, calculators] = await Promise.all([
    script(files["python.js"], base),
    script(files["pyodide.js"], base),
    ...fetched.map(async (name) => {
      const response = await opened(name, files[name], base);
      return (name.endsWith(".wasm") ? compiled : content)(name, files[name], response);
    }),
  ]);
  const modules = new Map([library, calculators].flatMap((zip) => [...python.unzip(zip)]).map(([name, bytes]) => [`/${name}`, bytes]));
  const running = await python.start({ create: pyodide.default, wasm, warn: (line) => console.warn(line), files: modules, path: "/lib/app" });
  if (!running.run("import page")) throw new Failure("RT-PYTHON", "Python started, but not the calculators.");
  for (const way of WAYS_OUT) delete globalThis[way];
  return running;
}

let running;

onmessage = async ({ data: { files, base, slug, query, id } }) => {
  try {
    if (files) {
      running = await begin(files, base);
      postMessage({ ready: true });
      return;
    }
    running.write("/tmp/question", `${slug}\n${query}`);
    if (!running.run("page.serve()")) throw new Failure("RT-PYTHON", "The calculator stopped with an error of its own.");
    postMessage({ html: running.read("/tmp/answer"), id });
  } catch (problem) {
    const known = problem instanceof Failure;
    if (!known) console.error(problem);
    postMessage({ failed: { code: known ? problem.code : "RT-START", words: known ? problem.message : `Python failed: ${problem.message ?? problem}.` } });
  }
};
