/* Runs Python as the page gets it, in Node: `node shipped.mjs RUNTIME snapshot|library FILE`, RUNTIME being site/runtime.

   With `first` each calculator has a Python of its own, with only what comes before its first answer; FILE calls it SLUG. */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [, , runtime, way, file] = process.argv;
const manifest = JSON.parse(readFileSync(join(runtime, "manifest.json"), "utf-8"));
const place = (/** @type {string} */ name) => resolve(runtime, manifest[name].address);
const bytes = (/** @type {string} */ name) => new Uint8Array(readFileSync(place(name)));
const script = (/** @type {string} */ name) => import(pathToFileURL(place(name)).href);

const [{ default: create }, { start, unzip }] = [await script("pyodide.js"), await script("python.js")];
const wasm = await WebAssembly.compile(bytes("pyodide.wasm"));
const snapshot = way === "library" ? undefined : bytes("snapshot.bin");
const code = readFileSync(file, "utf8");
const others = ["calculators.zip", "library.zip"];
const zips =
  way === "first"
    ? Object.keys(manifest).filter((name) => name.endsWith(".zip") && !others.includes(name))
    : ["calculators.zip"];
/** @type {Map<string, Uint8Array>} */
const library = new Map();
if (!snapshot) for (const [name, content] of unzip(bytes("library.zip"))) library.set(name, content);
// A slow machine, on which the clock goes on with each look at it: that must not tell one start from another.
let looks = 0;
for (const clock of [Date, performance]) {
  const begun = clock.now();
  clock.now = () => begun + 7 * looks++;
}
const warn = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
for (const zip of zips) {
  const python = await start({ create, wasm, snapshot, files: new Map([...library, ...unzip(bytes(zip))]), warn });
  if (!python.run(code.replaceAll("SLUG", zip.replace(".zip", "")))) process.exit(1);
}
process.exit(0);
