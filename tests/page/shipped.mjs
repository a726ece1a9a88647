/* Runs Python as the page gets it, in Node: `node shipped.mjs RUNTIME snapshot|library FILE`, RUNTIME being site/runtime. */

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
const files = unzip(bytes("calculators.zip"));
const snapshot = way === "snapshot" ? bytes("snapshot.bin") : undefined;
if (!snapshot) for (const [name, content] of unzip(bytes("library.zip"))) files.set(name, content);
// A slow machine, on which the clock goes on with each look at it: that must not tell one start from another.
let looks = 0;
for (const clock of [Date, performance]) {
  const begun = clock.now();
  clock.now = () => begun + 7 * looks++;
}
const warn = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const python = await start({ create, wasm, snapshot, files, warn });
process.exit(python.run(readFileSync(file, "utf8")) ? 0 : 1);
