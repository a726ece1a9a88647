/* Runs Python as the page gets it, in Node: `node shipped.mjs RUNTIME WAY FILE`, RUNTIME being site/runtime.

   snapshot, library   run the Python in FILE, with the interpreter made whole
   first               puts the questions in FILE, JSON by slug, to a Python for each calculator that has only what comes
                       before its first answer, and prints a hash of each answer, or what is lacking
   whole               the same, with everything there */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [, , runtime, way, file] = process.argv;
const manifest = JSON.parse(readFileSync(join(runtime, "manifest.json"), "utf-8"));
const place = (/** @type {string} */ name) => resolve(runtime, manifest[name].address);
const bytes = (/** @type {string} */ name) => new Uint8Array(readFileSync(place(name)));
const script = (/** @type {string} */ name) => import(pathToFileURL(place(name)).href);

const [{ default: create }, { start, mended, unzip }] = [await script("pyodide.js"), await script("python.js")];
const snapshot = way === "library" ? undefined : bytes("snapshot.bin");
const part = bytes("pyodide.wasm");
const wasm = await WebAssembly.compile(way === "first" ? part : mended(part, bytes("functions.bin")));
const text = readFileSync(file, "utf8");
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
const python = (/** @type {string} */ zip) =>
  start({ create, wasm, snapshot, files: new Map([...library, ...unzip(bytes(zip))]), warn });

if (way === "snapshot" || way === "library") {
  process.exit((await python("calculators.zip")).run(text) ? 0 : 1);
}
for (const [slug, queries] of Object.entries(JSON.parse(text))) {
  const asked = await python(way === "first" ? `${slug}.zip` : "calculators.zip");
  asked.run(way === "first" ? "import page; page.begin()" : "import page");
  for (const query of queries) {
    asked.write("/tmp/question", `${slug}\n${query}`);
    asked.write("/tmp/wanted", "");
    if (!asked.run("page.serve()")) process.exit(1);
    warn(`${slug} ${asked.read("/tmp/more") || createHash("sha256").update(asked.read("/tmp/answer")).digest("hex")}`);
  }
}
process.exit(0);
