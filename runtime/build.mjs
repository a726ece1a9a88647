/* Compiles Python for the page with Pyodide itself, in Node: `node build.mjs FROM TO`.

   FROM holds sources by the place where Python is to find them; TO receives what compile.py makes of them. */

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { start } from "./python.js";

// No clock and no chance: the same bytes on every machine.
Date.now = () => Date.UTC(2026, 0);
crypto.getRandomValues = (bytes) => bytes.fill(1);

const [, , from, to] = process.argv;
const here = (name) => new URL(name, import.meta.url);
const bytes = (file) => new Uint8Array(readFileSync(file));

const files = new Map([["/lib/app/compile.py", bytes(here("compile.py"))]]);
for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile()) files.set(file.slice(from.length), bytes(file));
}
const python = await start({
  create: (await import(here("node_modules/pyodide/pyodide.asm.mjs"))).default,
  wasm: await WebAssembly.compile(bytes(here("node_modules/pyodide/pyodide.asm.wasm"))),
  files,
  warn: console.error,
});
if (!python.run("import compile")) process.exit(1);
for (const file of python.read("/out/list").split("\n")) {
  const target = join(to, file.slice("/out".length));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, python.readBytes(file));
}
process.exit(0); // Python's own loop would keep Node waiting
