/* Search that costs nothing until someone types: stands in for Material's worker, which it fetches then with the index. */

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const address = new URLSearchParams(location.search);
/** @type {Promise<void> | null} */
let engine = null;
let newest = "";
/** @type {Trusting | null} */
let trusted = null;

const tell = (/** @type {number} */ type, /** @type {unknown} */ data) =>
  dispatchEvent(new MessageEvent("message", { data: { type, data } }));

/* A host's policy may ask for trusted types; ours lets the theme's engine in, and nothing else. */
const ENGINE = {
  createScriptURL(/** @type {string} */ script) {
    if (/^\.\.\/assets\/javascripts\/workers\/search\.\w+\.min\.js$/.test(script)) return script;
    throw new TypeError(`${script} is not the engine of the search.`);
  },
};

async function fetched() {
  trusted ??= globalThis.trustedTypes?.createPolicy("course", ENGINE) ?? ENGINE;
  importScripts(trusted.createScriptURL(address.get("engine") ?? ""));
  return (await fetch(address.get("index") ?? "")).json();
}

/* Where nothing may be fetched, the build has put engine and index into this script: portable.py. */
async function start() {
  const { config, docs } = typeof courseSearch === "undefined" ? await fetched() : courseSearch.index;
  if (typeof courseSearch !== "undefined") courseSearch.engine();
  tell(SETUP, { config, docs, options: { suggest: false } });
  /* The engine sets itself up in micro-tasks; the next task finds it ready. */
  await new Promise((ready) => setTimeout(ready));
}

addEventListener("message", async (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  if (event.data.type !== QUERY) return;
  newest = event.data.data;
  if (!newest.trim()) return postMessage({ type: RESULT, data: { items: [] } });
  engine ??= start();
  try {
    await engine;
  } catch (reason) {
    engine = null;
    throw reason;
  }
  if (newest === event.data.data) tell(QUERY, newest);
});

postMessage({ type: READY });
