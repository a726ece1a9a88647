/* Makes Python for the page, with Pyodide in Node: `node build.mjs FROM TO`.

   FROM holds sources by the place where Python is to find them. TO receives what compile.py makes of them, and
   snapshot.bin: what the memory of a Python holds that has run freeze.py (python.js says in which form). */

import nodeCrypto from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { checksum, start } from "./python.js";

const [, , from, to] = process.argv;
const here = (/** @type {string} */ name) => new URL(name, import.meta.url);
const bytes = (/** @type {string | URL} */ file) => new Uint8Array(readFileSync(file));
const { default: create } = await import(here("node_modules/pyodide/pyodide.asm.mjs").href);
const wasm = await WebAssembly.compile(bytes(here("node_modules/pyodide/pyodide.asm.wasm")));
const python = (/** @type {Partial<Start>} */ more) => start({ create, wasm, warn: console.error, ...more });

function must(/** @type {boolean} */ done, /** @type {string} */ words) {
  if (done) return;
  console.error(words);
  process.exit(1);
}

/* A clock and a source of chance that give the same on every machine, for each number in another way. The first clock
   stands still; the others go on with each look at them, since Python's memory also holds how long a look took. */
process.env.TZ = "UTC"; // Python's memory holds the names of the time zone
const real = { now: Date.now, look: performance.now, fill: nodeCrypto.randomFillSync };
function still(/** @type {number} */ number) {
  let looks = 0;
  Date.now = () => Date.UTC(2026, 0) + number * (12_345_678_901 + 1_357 * looks++);
  performance.now = () => number * (1_234_567_890.123 + 2_468 * looks++);
  Object.assign(nodeCrypto, { randomFillSync: (/** @type {Bytes} */ array) => array.fill(37 * number + 1) });
}

async function compiled() {
  const files = new Map([["/lib/app/compile.py", bytes(here("compile.py"))]]);
  const found = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of found.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    files.set(file.slice(from.length), bytes(file));
  }
  const compiler = await python({ files });
  must(compiler.run("import compile"), "The calculators could not be compiled; the lines above say why.");
  const made = compiler.read("/out/list").split("\n");
  return new Map(made.map((file) => [`/${file}`, compiler.readBytes(`/out/${file}`)]));
}

/* The parts of memory that a start does not bring by itself: what running has changed, and what is another at each start.
   A few bytes that are the same do not end a part. */
function packed(/** @type {Bytes} */ after, /** @type {Bytes[]} */ starts) {
  /** @type {[number, number][]} */
  const parts = [];
  for (let at = 0; at < after.length; at++) {
    if (starts.every((start) => start[at] === after[at])) continue;
    const last = parts.at(-1);
    if (last && at - last[1] < 32) last[1] = at + 1;
    else parts.push([at, at + 1]);
  }
  const filled = Math.ceil((parts.at(-1)?.[1] ?? 0) / 4) * 4;
  const places = parts.flatMap(([begin, end]) => [begin, end - begin]);
  const head = new Uint32Array([after.length, filled, checksum(after.subarray(0, filled)), parts.length, ...places]);
  const content = parts.map(([begin, end]) => after.subarray(begin, end));
  return new Uint8Array(Buffer.concat([new Uint8Array(head.buffer), ...content]));
}

async function snapshot(/** @type {FilesByPath} */ files) {
  const frozen = await python({ files: new Map([...files, ["/lib/app/freeze.py", bytes(here("freeze.py"))]]) });
  must(frozen.run("import freeze"), "What the page needs could not be loaded; the lines above say why.");
  const after = frozen.memory();
  const starts = [];
  for (const number of [1, 2, 3, 4, 5]) {
    still(number);
    starts.push((await python({ run: false })).memory());
  }
  must(
    after.length === starts[0].length,
    `Memory grew to ${after.length} bytes while modules were loaded; a snapshot cannot.`,
  );
  return packed(after, starts);
}

still(0);
const files = await compiled();
const image = await snapshot(files);
Object.assign(Date, { now: real.now });
Object.assign(performance, { now: real.look });
Object.assign(nodeCrypto, { randomFillSync: real.fill });
const live = await python({ snapshot: image });
must(live.run("import page, jinja2; assert page.answer"), "Python does not live from its snapshot.");
for (const [file, content] of files.set("/snapshot.bin", image)) {
  const target = join(to, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
process.exit(0); // Python's own loop would keep Node waiting
