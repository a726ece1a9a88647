/* Search that costs nothing until someone types: stands in for Material's worker and fetches it, and the index, then. */

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const address = new URLSearchParams(location.search);
let engine = null;
let newest = "";

const tell = (type, data) => dispatchEvent(new MessageEvent("message", { data: { type, data } }));

async function start() {
  importScripts(address.get("engine"));
  const { config, docs } = await (await fetch(address.get("index"))).json();
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
