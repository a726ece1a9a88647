/* The search, once someone types: fetches Material's engine with the index, which then hears what portable.js passes on. */

const address = new URLSearchParams(location.search);

/* A host's policy may ask for trusted types; ours lets the theme's engine in, and nothing else. */
const ENGINE = {
  createScriptURL(/** @type {string} */ script) {
    if (/^\.\.\/assets\/javascripts\/workers\/search\.\w+\.min\.js$/.test(script)) return script;
    throw new TypeError(`${script} is not the engine of the search.`);
  },
};

async function fetched() {
  const trusted = globalThis.trustedTypes?.createPolicy("course", ENGINE) ?? ENGINE;
  importScripts(trusted.createScriptURL(address.get("engine") ?? ""));
  return (await fetch(address.get("index") ?? "")).json();
}

/* Where nothing may be fetched, the build has put engine and index into this script: portable.py. */
async function start() {
  const { config, docs } = typeof courseSearch === "undefined" ? await fetched() : courseSearch.index;
  if (typeof courseSearch !== "undefined") courseSearch.engine();
  dispatchEvent(
    new MessageEvent("message", { data: { type: 0, data: { config, docs, options: { suggest: false } } } }),
  );
}

start().catch(reportError); // so that the page hears of it
