/* Takes out of Pyodide's interpreter what the page does not need: names that nobody asks for, functions that no answer calls,
   tables that only these read.

   A WebAssembly file is a head of 8 bytes, then sections, each with its kind, its length, its content. */

const HEAD = 8;
const [GLOBALS, EXPORTS, CODE, DATA] = [6, 7, 10, 11]; // kinds of sections
const COUNTER = [0x7f, 1, 0x41, 0, 0x0b]; // a number that may change, 0 at first
const EMPTY = [3, 0, 0, 0x0b]; // a function that ends Python when it is called, with its length
const FROZEN = "99,0,0,0,0"; // begins the code of a frozen module
const MARK = "called "; // begins the name of a counter

/* How Pyodide's script takes a name from the interpreter, and hands it on. */
const TAKEN = /([\w$]+)=Module\["\1"\]=wasmExports\["[\w$]+"\](?:\.value>>>0)?;/g;
/* How it declares them all. */
const DECLARED = /([\w$]+),(?=[\w$]+[,;])/g;
/* How it hands on what is its own. */
const HANDED = /Module\["([\w$]+)"\]=\1;/g;
/* What it gives to the interpreter, which takes a part of that. */
const GIVEN = /(?<=wasmImports=\{)[^}]*/;
/* What stands right behind each function that it may give. */
const SIGNED = /([\w$]+)\.sig="[^"]*";/g;
/* What python.js asks for. */
const OURS = ["ENV", "FS", "_PyRun_SimpleString", "_free", "stringToNewUTF8"];

const words = (/** @type {string} */ text) => text.match(/[\w$]+/g) ?? [];
const imports = (/** @type {Bytes} */ wasm) => WebAssembly.Module.imports(new WebAssembly.Module(wasm));

/** @param {number} value @returns {number[]} */
function number(value) {
  return value > 127 ? [(value & 127) | 128, ...number(value >>> 7)] : [value];
}

/** @param {number} value @returns {number[]} */
function signed(value) {
  return value > 63 ? [(value & 127) | 128, ...signed(value >>> 7)] : [value];
}

function joined(/** @type {ArrayLike<number>[]} */ parts) {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/* Reads what stands one after the other. */
class Reader {
  constructor(/** @type {Bytes} */ bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const [byte] = this.take(1);
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
  }

  take(length = this.number()) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** @template T @param {(index: number) => T} read @returns {T[]} */
  list(read) {
    return Array.from({ length: this.number() }, (_, index) => read(index));
  }

  /* The bytes that `read` passes over. */
  passed(/** @type {() => void} */ read) {
    const begin = this.at;
    read();
    return this.bytes.subarray(begin, this.at);
  }
}

/* The sections, each with its kind and its content. */
function sections(/** @type {Bytes} */ wasm) {
  const reader = new Reader(wasm, HEAD);
  const found = [];
  while (reader.at < wasm.length) found.push({ kind: reader.take(1)[0], content: reader.take() });
  return found;
}

const vector = (/** @type {ArrayLike<number>[]} */ items) => joined([number(items.length), ...items]);

/* A file with some of its sections made anew, by their kind. */
function remade(/** @type {Bytes} */ wasm, /** @type {Record<number, (old: Reader) => Bytes>} */ ways) {
  const parts = sections(wasm).map(({ kind, content }) => {
    const fresh = ways[kind]?.(new Reader(content)) ?? content;
    return joined([[kind], number(fresh.length), fresh]);
  });
  return joined([wasm.subarray(0, HEAD), ...parts]);
}

function exported(/** @type {Reader} */ old) {
  return old.list(() => {
    const begin = old.at;
    const name = new TextDecoder().decode(old.take());
    old.take(1);
    old.number();
    return { name, bytes: old.bytes.subarray(begin, old.at) };
  });
}

function counted(/** @type {string[]} */ words) {
  const times = new Map();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

/* The script without what it would give to libraries that nobody loads: of sound, drawing, windows. */
function idleless(/** @type {string} */ script, /** @type {Set<string>} */ taken) {
  const handed = (/** @type {string} */ name) =>
    OURS.includes(name) || script.includes(`Module.${name}`) || script.split(`"${name}"`).length > 2;
  let lean = script
    .replaceAll(HANDED, (all, name) => (handed(name) ? all : ""))
    .replace(GIVEN, (all) =>
      all
        .split(",")
        .filter((one) => taken.has(one.split(":")[0]))
        .join(),
    );
  for (let before = ""; before !== lean; ) {
    before = lean;
    const times = counted(words(lean));
    for (const [sign, name] of before.matchAll(SIGNED)) {
      const end = lean.indexOf(sign);
      const named = Math.max(lean.lastIndexOf(`var ${name}=`, end), lean.lastIndexOf(`function ${name}(`, end));
      const begin = lean.startsWith("async ", named - 6) ? named - 6 : named;
      const text = lean.slice(begin, end);
      const alone = times.get(name) === 1 + words(text).filter((word) => word === name).length;
      if (alone && begin >= 0 && !text.includes(".sig=")) lean = lean.slice(0, begin) + lean.slice(end + sign.length);
    }
  }
  return lean;
}

/* The interpreter's script and file without the names that neither the script nor python.js asks for. */
export function unnamed(/** @type {string} */ whole, /** @type {Bytes} */ wasm) {
  const script = idleless(whole, new Set(imports(wasm).map(({ name }) => name)));
  const times = counted(words(script.replaceAll(TAKEN, "")));
  // Each stands once where it is declared.
  const idle = (/** @type {string} */ name) => times.get(name) === 1 && !OURS.includes(name);
  const gone = new Set([...script.matchAll(TAKEN)].map(([, name]) => name).filter(idle));
  const drop = (/** @type {string} */ all, /** @type {string} */ name) => (gone.has(name) ? "" : all);
  const lean = script.replaceAll(TAKEN, drop).replaceAll(DECLARED, drop);
  const asked = new Set([...words(lean), ...imports(wasm).map(({ name }) => name)]);
  return {
    script: lean,
    wasm: remade(wasm, {
      [EXPORTS]: (old) => vector(exported(old).flatMap(({ name, bytes }) => (asked.has(name) ? [bytes] : []))),
    }),
  };
}

/* The bodies of the functions, each with its length. */
function bodies(/** @type {Bytes} */ wasm) {
  const code = new Reader(sections(wasm).find(({ kind }) => kind === CODE)?.content ?? new Uint8Array(1));
  return code.list(() => {
    const begin = code.at;
    code.take();
    return code.bytes.subarray(begin, code.at);
  });
}

/* An interpreter that notes of each function whether it was called: `called` reads that from what it exports. */
export function noting(/** @type {Bytes} */ wasm) {
  const functions = bodies(wasm);
  let first = imports(wasm).filter(({ kind }) => kind === "global").length;
  return remade(wasm, {
    [GLOBALS](old) {
      const before = old.number();
      first += before;
      const others = old.take(old.bytes.length - old.at);
      return joined([number(before + functions.length), others, ...functions.map(() => COUNTER)]);
    },
    [EXPORTS](old) {
      const marks = functions.map((_, index) => {
        const name = new TextEncoder().encode(`${MARK}${index}`);
        return joined([number(name.length), name, [3], number(first + index)]);
      });
      return vector([...exported(old).map(({ bytes }) => bytes), ...marks]);
    },
    [CODE]: () =>
      vector(
        functions.map((body, index) => {
          const reader = new Reader(body);
          reader.number();
          const locals = reader.list(() => joined([number(reader.number()), reader.take(1)]));
          const note = [0x41, 1, 0x24, ...number(first + index)];
          const content = joined([vector(locals), note, body.subarray(reader.at)]);
          return joined([number(content.length), content]);
        }),
      ),
  });
}

/* What a noting interpreter exports: `called` gives the places of the functions that were called, `others` is all else. */
export function noted(/** @type {WebAssembly.Exports} */ exports) {
  const [marks, others] = [true, false].map((marked) =>
    Object.entries(exports).filter(([name]) => name.startsWith(MARK) === marked),
  );
  const called = () =>
    marks.flatMap(([name, counter]) =>
      /** @type {WebAssembly.Global} */ (counter).value ? [Number(name.slice(MARK.length))] : [],
    );
  return { called, others: Object.fromEntries(others) };
}

/* The parts of memory that a file fills at the start: where each begins, what it holds, its bytes in the file. */
function filled(/** @type {Bytes} */ wasm) {
  const data = new Reader(sections(wasm).find(({ kind }) => kind === DATA)?.content ?? new Uint8Array(1));
  return data.list(() => {
    const begin = data.at;
    if (String(data.take(2)) !== "0,65")
      throw new RangeError("A part of memory begins in a way that trim.mjs does not know.");
    const at = data.number();
    data.take(1);
    const content = data.take();
    return { at, content, bytes: data.bytes.subarray(begin, data.at) };
  });
}

/* Memory as it is at the start. */
function beginning(/** @type {ReturnType<typeof filled>} */ parts) {
  const memory = new Uint8Array(Math.max(...parts.map(({ at, content }) => at + content.length)) + 3);
  for (const { at, content } of parts) memory.set(content, at);
  return memory;
}

/* Where tables of letters of Chinese, Japanese and Korean encodings are: [begin, end), by the place of their index.

   An index has 256 entries of 8 bytes: the place of a piece of the table, the first and the last letter in it. Pieces of 2
   bytes a letter follow each other without a gap, by which an index is known. */
function letters(/** @type {Bytes} */ memory) {
  const view = new DataView(memory.buffer);
  const found = new Map();
  for (let at = 0; at + 2048 <= memory.length; at += 4) {
    let [begin, end, pieces] = [0, 0, 0];
    for (let entry = at; entry < at + 2048; entry += 8) {
      const [piece, first, last] = [view.getUint32(entry, true), memory[entry + 4], memory[entry + 5]];
      const empty = !piece && !first && !last;
      const follows = piece && last >= first && (pieces ? piece === end : piece < memory.length);
      if (memory[entry + 6] || memory[entry + 7] || !(empty || follows)) {
        pieces = 0;
        break;
      }
      if (empty) continue;
      if (!pieces) begin = piece;
      end = piece + 2 * (last - first + 1);
      pieces += 1;
    }
    if (pieces > 2 && end <= memory.length) found.set(at, [begin, end]);
  }
  return found;
}
/* Where the code of Python's frozen modules is: [begin, end). A list has it, 16 bytes a module: the places of its name and
   its code, the length of that, whether it is a package. */
function frozen(/** @type {Bytes} */ memory) {
  const view = new DataView(memory.buffer);
  const found = [];
  for (let at = 0; at + 16 <= memory.length; at += 4) {
    const [begin, length, folder] = [4, 8, 12].map((more) => view.getUint32(at + more, true));
    const code = begin + length <= memory.length && length > 0 && folder < 2;
    if (code && String(memory.subarray(begin, begin + 5)) === FROZEN) found.push([begin, begin + length]);
  }
  return found;
}

/* The interpreter with empty functions in place of those that are not to be kept, and nothing in place of what only these
   read: frozen modules, since all that are wanted run already, and tables of letters whose index no other function names. */
export function cut(/** @type {Bytes} */ wasm, /** @type {Set<number>} */ kept) {
  const functions = bodies(wasm).map((body, at) => (kept.has(at) ? body : EMPTY));
  const parts = filled(wasm);
  const memory = beginning(parts);
  const code = Buffer.from(joined(functions));
  const idle = [...letters(memory)].filter(([index]) => !code.includes(Buffer.of(0x41, ...signed(index))));
  const gone = [...frozen(memory), ...idle.map(([, table]) => table)];
  for (const [begin, end] of gone) memory.fill(0, begin, end);
  const segments = parts.map(({ at, content, bytes }) => {
    const head = bytes.subarray(0, bytes.length - content.length);
    return joined([head, memory.subarray(at, at + content.length)]);
  });
  return remade(wasm, { [CODE]: () => vector(functions), [DATA]: () => vector(segments) });
}

/* What makes a whole interpreter of one with empty functions; python.js reads it.

   It begins with the size of the whole and the number of steps. Each step says how many bytes stay, how many are then left
   out, how many are put in there. What is put in comes last; after the last step all stays. */
export function patch(/** @type {Bytes} */ part, /** @type {Bytes} */ whole) {
  const fresh = pieces(whole);
  const steps = [];
  const put = [];
  let last = [0, 0, 0];
  for (const [at, piece] of pieces(part).entries()) {
    if (Buffer.compare(piece, fresh[at]) === 0) {
      if (last[1]) steps.push(last);
      if (last[1]) last = [0, 0, 0];
      last[0] += piece.length;
    } else {
      last[1] += piece.length;
      last[2] += fresh[at].length;
      put.push(fresh[at]);
    }
  }
  if (last[1]) steps.push(last);
  const head = new Uint32Array([whole.length, steps.length, ...steps.flat()]);
  return joined([new Uint8Array(head.buffer), ...put]);
}

/* A file piece by piece: its functions and its parts of memory one by one. */
function pieces(/** @type {Bytes} */ wasm) {
  const parts = sections(wasm).flatMap(({ kind, content }) => {
    const head = joined([[kind], number(content.length)]);
    const items = kind === CODE ? bodies(wasm) : kind === DATA ? filled(wasm).map(({ bytes }) => bytes) : null;
    return items ? [joined([head, number(items.length)]), ...items] : [head, content];
  });
  return [wasm.subarray(0, HEAD), ...parts];
}
