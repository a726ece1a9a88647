/* Starts Python from its parts: the same in the page's worker, in the build, in the benchmark.

   Pyodide's own `loadPyodide()` also starts its bridge between Python and JavaScript, an event loop and a package
   installer. Only text crosses the border here, so none of that is wanted, and leaving it out halves the start;
   see docs/decisions/0003. What is used of Pyodide is its interpreter (`createPyodideModule`). */

// Two functions about WebAssembly exceptions that Pyodide builds with garbage-collected types, where the browser has them.
const EXCEPTIONS =
  "AGFzbQEAAAABDANfAGAAAW9gAW8BfwMDAgECBygCE0pzdl9HZXRFcnJvcl9pbXBvcnQAAA5Kc3ZFcnJvcl9DaGVjawABChMCBwD7AQD7GwsJACAA+xr7FAAL";

// What the interpreter could ask of the browser by a call from C, which Python can make: to run a text as JavaScript, to
// fetch something, or to load a library, which may bring JavaScript of its own. Nothing of ours wants it.
const BARRED = /_run_script|_wget|_websocket_|_fetch|_dlopen|_dlsym/;

/* The folder of the reader's files; what Python works in. */
const GIVEN = "/given";
let devices = 0;

// Bytes that Python may fill. Beyond them it raises MemoryError, before the browser ends the whole page.
const MOST_MEMORY = 512 * 2 ** 20;

/** @returns {Promise<Record<string, Imported>>} */
async function exceptions() {
  try {
    const bytes = Uint8Array.from(atob(EXCEPTIONS), (letter) => letter.charCodeAt(0));
    return /** @type {Record<string, Imported>} */ ((await WebAssembly.instantiate(bytes)).instance.exports);
  } catch {
    const marker = Symbol("error");
    return {
      Jsv_GetError_import: () => marker,
      JsvError_Check: (/** @type {unknown} */ value) => Number(value === marker),
    };
  }
}

/* The files of a zip whose entries are stored as they are (the bundle writes no other), by the place they belong to. */
export function unzip(/** @type {Bytes} */ bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  /** @type {FilesByPath} */
  const files = new Map();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const size = view.getUint32(at + 18, true);
    const name = at + 30;
    const start = name + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const place = text.decode(bytes.subarray(name, name + view.getUint16(at + 26, true)));
    files.set(`/${place}`, bytes.subarray(start, start + size));
    at = start + size;
  }
  return files;
}

/* An interpreter made whole by a patch (trim.mjs says how it is packed). */
export function mended(/** @type {Bytes} */ part, /** @type {Bytes} */ patch) {
  const [size, count] = new Uint32Array(patch.buffer, patch.byteOffset, 2);
  const steps = new Uint32Array(patch.buffer, patch.byteOffset + 8, 3 * count);
  const whole = new Uint8Array(size);
  let [from, to, at] = [0, 0, 8 + steps.byteLength];
  for (let step = 0; step < steps.length; step += 3) {
    const [stays, goes, comes] = steps.subarray(step, step + 3);
    whole.set(part.subarray(from, from + stays), to);
    whole.set(patch.subarray(at, at + comes), to + stays);
    from += stays + goes;
    to += stays + comes;
    at += comes;
  }
  whole.set(part.subarray(from), to);
  return whole;
}

/* A number for the content of memory, to tell whether it is as it should be. */
export function checksum(/** @type {Bytes} */ bytes) {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let sum = 0;
  for (let at = 0; at < words.length; at++) sum = (Math.imul(sum, 31) + words[at]) | 0;
  return sum >>> 0;
}

/* Put a snapshot into memory. The checksum of what memory then holds.

   A snapshot is what build.mjs packs: the size of the memory, how much of it is filled, the number of parts, the checksums
   with a whole interpreter and with one that lacks what it seldom needs; offset and length of each part; the parts. What is in
   no part, every start brings by itself. */
export function restored(/** @type {Bytes} */ memory, /** @type {Bytes} */ snapshot) {
  const [, filled, count] = new Uint32Array(snapshot.buffer, 0, 3);
  const places = new Uint32Array(snapshot.buffer, 20, 2 * count);
  let at = 20 + places.byteLength;
  for (let part = 0; part < places.length; part += 2) {
    memory.set(snapshot.subarray(at, at + places[part + 1]), places[part]);
    at += places[part + 1];
  }
  return checksum(memory.subarray(0, filled));
}

/* Let an interpreter that has not begun to run go on where that of a snapshot stood. */
function restore(/** @type {Bytes} */ memory, /** @type {Bytes} */ snapshot) {
  const [size, , , ...sums] = new Uint32Array(snapshot.buffer, 0, 5);
  if (memory.length === size && sums.includes(restored(memory, snapshot))) return;
  throw new RangeError("snapshot.bin"); // it does not fit the memory of this browser's Python
}

/* A running Python.

   create: Pyodide's module; wasm: its WebAssembly.Module; warn: receives the lines that Python writes; snapshot: the
   memory of a Python that has loaded its library, or a promise of it, or nothing; files: a Map from path to bytes for
   Python to find, our own modules in /lib/app, and where there is no snapshot the library in /lib/python3.14. */
export async function start(/** @type {Start} */ { create, wasm, warn, snapshot, files = new Map(), run = true }) {
  const extra = await exceptions();
  /** @type {Interpreter} */
  const module = await new Promise((resolve, reject) => {
    create({
      noInitialRun: !run || Boolean(snapshot),
      noImageDecoding: true,
      noAudioDecoding: true,
      noWasmDecoding: false,
      print: warn,
      printErr: warn,
      arguments: [],
      thisProgram: "python",
      API: { config: { jsglobals: globalThis, args: [], env: {}, packages: [] }, runtimeEnv: {} },
      locateFile(/** @type {string} */ name) {
        throw new ReferenceError(name); // Python asked for a file that is not part of it
      },
      instantiateWasm(/** @type {Imports} */ imports, /** @type {Done} */ done) {
        imports.env.Jsv_GetError_import = extra.Jsv_GetError_import;
        imports.env.JsvError_Check = extra.JsvError_Check;
        const { emscripten_resize_heap: grow } = imports.env;
        imports.env.emscripten_resize_heap = Object.assign(
          (/** @type {number} */ size) => size >>> 0 <= MOST_MEMORY && grow(size),
          { sig: grow.sig },
        );
        for (const [name, { sig }] of Object.entries(imports.env)) {
          if (BARRED.test(name)) imports.env[name] = Object.assign(() => 0, { sig });
        }
        WebAssembly.instantiate(wasm, imports)
          .then((instance) => done(instance, wasm))
          .catch(reject);
        return {};
      },
      preRun: [(/** @type {Interpreter} */ module) => prepare(module, files)],
    }).then(resolve, reject);
  });
  if (snapshot) restore(module.HEAPU8, await snapshot);
  const { FS } = module;
  FS.mkdirTree(GIVEN);
  FS.chdir(GIVEN); // so that a name alone finds a file there, as on a command line
  return {
    memory: () => module.HEAPU8,
    write: (/** @type {string} */ name, /** @type {string} */ text) => module.FS.writeFile(name, text),
    // Not as Emscripten reads a text, which ends at the first NUL.
    read: (/** @type {string} */ name) => new TextDecoder().decode(module.FS.readFile(name)),
    readBytes: (/** @type {string} */ name) => module.FS.readFile(name),
    /* Let Python find further files. */
    add: (/** @type {FilesByPath} */ more) => place(module, more),
    /* Show a file of the reader's at a place under GIVEN; what Python reads of it is read then, and nothing is kept. Where
       the file cannot be read here, its bytes are given in its stead. */
    show(/** @type {string} */ place, /** @type {File | ArrayBuffer} */ file) {
      if (file instanceof ArrayBuffer) {
        FS.mkdirTree(`${GIVEN}/${place.slice(0, place.indexOf("/"))}`);
        FS.writeFile(`${GIVEN}/${place}`, new Uint8Array(file), { canOwn: true });
        return;
      }
      const folder = `${GIVEN}/${place.slice(0, -file.name.length - 1)}`;
      const { WORKERFS } = FS.filesystems;
      FS.mkdirTree(folder);
      FS.mount(WORKERFS, { files: [file] }, folder);
      const node = FS.lookupPath(`${GIVEN}/${place}`).node;
      const { read } = WORKERFS.stream_ops;
      node.stream_ops = {
        ...WORKERFS.stream_ops,
        read(/** @type {unknown[]} */ ...about) {
          try {
            return read(...about);
          } catch {
            throw new FS.ErrnoError(29); // EIO: since it was given, the file was changed or taken away
          }
        },
      };
    },
    /* Let `hear` have the bytes of whatever Python writes to a place, piece by piece. */
    listen(/** @type {string} */ place, /** @type {(bytes: Bytes) => void} */ hear) {
      devices += 1;
      const device = FS.makedev(80, devices);
      /** @param {unknown} _stream @param {Bytes} from @param {number} at @param {number} length */
      const write = (_stream, from, at, length) => {
        hear(Uint8Array.from(from.subarray(at, at + length)));
        return length;
      };
      FS.registerDevice(device, { write });
      FS.mkdev(place, device);
    },
    /* Run a line of Python; false when it raised. */
    run(/** @type {string} */ line) {
      const text = module.stringToNewUTF8(line);
      const failed = module._PyRun_SimpleString(text);
      module._free(text);
      return !failed;
    },
  };
}

function prepare(/** @type {Interpreter} */ module, /** @type {FilesByPath} */ files) {
  // Nothing of this machine, this reader or this moment, so that every start is the same.
  Object.assign(module.ENV, {
    HOME: "/tmp",
    LANG: "C.UTF-8",
    PYTHONHASHSEED: "0",
    PYTHONNODEBUGRANGES: "1",
    PYTHON_COLORS: "0",
    PYTHONPATH: "/lib/python3.14:/lib/app",
  });
  place(module, files);
}

function place(/** @type {Interpreter} */ { FS }, /** @type {FilesByPath} */ files) {
  const folders = new Set();
  for (const [name, bytes] of files) {
    const folder = name.slice(0, name.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(name, bytes, { canOwn: true });
  }
}
