/* Makes Python for the page, with Pyodide in Node: `node build.mjs FROM TO`.

   FROM holds sources by the place where Python is to find them. TO receives what compile.py makes of them, and

   pyodide.mjs   Pyodide's script without names that nobody asks for
   pyodide.wasm  its interpreter likewise, with those functions that answers need
   functions.bin all its other functions: a patch, which makes it whole
   snapshot.bin  what the memory of a Python holds that has run freeze.py (python.js says in which form) */

import nodeCrypto from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { checksum, mended, restored, start } from "./python.js";
import { cut, noted, noting, patch, unnamed } from "./trim.mjs";

const [, , from, to] = process.argv;
const here = (/** @type {string} */ name) => new URL(name, import.meta.url);
const bytes = (/** @type {string | URL} */ file) => new Uint8Array(readFileSync(file));
const pyodide = (/** @type {string} */ suffix) => here(`node_modules/pyodide/pyodide.asm.${suffix}`);
const whole = unnamed(readFileSync(pyodide("mjs"), "utf8"), bytes(pyodide("wasm")));
const script = join(to, "pyodide.mjs");
writeFileSync(script, whole.script);
const { default: create } = await import(pathToFileURL(script).href);
const wasm = await WebAssembly.compile(whole.wasm);
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
  const sum = checksum(after.subarray(0, filled));
  const head = new Uint32Array([after.length, filled, parts.length, sum, sum, ...places]);
  const content = parts.map(([begin, end]) => after.subarray(begin, end));
  return new Uint8Array(Buffer.concat([new Uint8Array(head.buffer), ...content]));
}

/* Bytes behind those in use that are made empty. */
const FREE = 2 ** 20;

/* Make empty what was in use and is no more, behind all that is in use and between: it needs no place in the snapshot. */
function emptied(/** @type {Bytes} */ memory, /** @type {Interpreter} */ { _malloc, _free }) {
  const end = _malloc(FREE);
  memory.fill(0, end, end + FREE);
  const gaps = [end];
  for (let size = FREE / 2; size >= 8; size -= size > 64 ? size / 2 : 4) {
    do {
      const at = _malloc(size);
      memory.fill(0, at, at + size);
      gaps.push(at);
    } while (gaps[gaps.length - 1] < end);
  }
  for (const gap of gaps) _free(gap);
}

async function snapshot(/** @type {FilesByPath} */ files) {
  /** @type {Interpreter} */
  let interpreter = Object.create(null);
  const frozen = await python({
    async create(about) {
      interpreter = await create(about);
      return interpreter;
    },
    files: new Map([...files, ["/lib/app/freeze.py", bytes(here("freeze.py"))]]),
  });
  must(frozen.run("import freeze"), "What the page needs could not be loaded; the lines above say why.");
  const after = frozen.memory();
  emptied(after, interpreter);
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

/* The files that an answer offers to save. */
const OFFERED = /data-download="([^"]+)"/g;

/* The interpreter with those functions that were called when one did what it does in pages: a start for each calculator,
   all that compile.py has asked, what comes later, files to be saved, a mistake. */
async function trimmed(/** @type {Bytes} */ image, /** @type {FilesByPath} */ files) {
  /** @type {Set<number>} */
  const kept = new Set();
  let called = () => /** @type {number[]} */ ([]);
  /** @type {Create} */
  const watched = (about) =>
    create({
      ...about,
      instantiateWasm: (/** @type {Imports} */ imports, /** @type {Done} */ done) =>
        about.instantiateWasm(imports, (instance, module) => {
          const exports = noted(instance.exports);
          called = exports.called;
          done(/** @type {WebAssembly.Instance} */ ({ exports: exports.others }), module);
        }),
    });
  const interpreter = await WebAssembly.compile(noting(whole.wasm));
  const json = (/** @type {string} */ name) => JSON.parse(new TextDecoder().decode(files.get(name)));
  const first = json("/first");
  for (const [slug, questions = []] of Map.groupBy(json("/asked"), ([slug]) => slug)) {
    const some = new Map([...files].filter(([name]) => first[slug]?.includes(name.slice(1))));
    const tried = await python({ create: watched, wasm: interpreter, snapshot: image, files: some, warn: () => "" });
    const ask = (/** @type {string} */ query, wanted = "") => {
      tried.write("/tmp/question", `${slug}\n${query}`);
      tried.write("/tmp/wanted", wanted);
      tried.run("page.serve()");
      return tried.read("/tmp/more") === "";
    };
    for (const place of ["/dev/far", "/dev/saved"]) tried.listen(place, () => "");
    tried.run("import page; page.begin()");
    for (const [, query] of questions) {
      if (!ask(query)) {
        tried.add(files);
        tried.run("page.more_came()");
        tried.run("page.complete()");
        ask(query);
      }
      for (const [, key] of tried.read("/tmp/answer").matchAll(OFFERED)) ask(query, key);
      tried.run("import gc; gc.collect()");
    }
    tried.run("raise ValueError('é')");
    for (const place of called()) kept.add(place);
  }
  return cut(whole.wasm, kept);
}

/* Whether a line of Python calls a function that was cut out. */
function lacks(/** @type {Awaited<ReturnType<typeof start>>} */ python, /** @type {string} */ line) {
  try {
    python.run(line);
    return false;
  } catch (error) {
    return error instanceof WebAssembly.RuntimeError;
  }
}

still(0);
const files = await compiled();
const image = await snapshot(files);
const part = await trimmed(image, files);
const rest = patch(part, whole.wasm);
Object.assign(Date, { now: real.now });
Object.assign(performance, { now: real.look });
Object.assign(nodeCrypto, { randomFillSync: real.fill });
must(Buffer.compare(mended(part, rest), whole.wasm) === 0, "The interpreter cannot be made whole.");
const lean = await WebAssembly.compile(part);
new Uint32Array(image.buffer, 16, 1)[0] = restored((await python({ wasm: lean, run: false })).memory(), image);
const live = await python({ wasm: lean, snapshot: image });
must(live.run("import page; page.begin()"), "Python does not live from its snapshot.");
must(lacks(live, "import __hello__"), "Frozen modules were cut out, and something may still read them.");
files.set("/snapshot.bin", image).set("/pyodide.wasm", part).set("/functions.bin", rest);
for (const [file, content] of files) {
  const target = join(to, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
process.exit(0); // Python's own loop would keep Node waiting
