/* Starts Pyodide in Node on a folder of sources, runs compile.py there, and copies what it made to a second folder. */

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { start } from "./python.js";

const [, , from, to] = process.argv;
const pyodide = new URL("node_modules/pyodide/", import.meta.url);
const { default: create } = await import(new URL("pyodide.asm.mjs", pyodide));

const files = new Map();
for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  files.set(file.slice(from.length), new Uint8Array(readFileSync(file)));
}
files.set("/lib/build/compile.py", new Uint8Array(readFileSync(new URL("compile.py", import.meta.url))));

const python = await start({
  create,
  wasm: await WebAssembly.compile(readFileSync(new URL("pyodide.asm.wasm", pyodide))),
  files,
  path: "/lib/app:/lib/build",
  warn: console.error,
});
if (!python.run("import compile")) process.exit(1);
for (const file of python.read("/out/list").split("\n")) {
  const target = join(to, file.slice("/out".length));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, python.readBytes(file));
}
process.exit(0); // Python's own loop would keep Node waiting
