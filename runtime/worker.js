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
