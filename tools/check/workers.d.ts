// Types of what the workers and the build use of Pyodide's interpreter, and of what TypeScript does not know.

/** What of Emscripten's file system is used; its own types say nothing of devices and mounts. */
interface FileSystem {
  filesystems: { WORKERFS: { stream_ops: { read(...about: unknown[]): number } } };
  ErrnoError: new (code: number) => Error;
  chdir(path: string): void;
  lookupPath(path: string): { node: { stream_ops: object } };
  makedev(major: number, minor: number): number;
  mkdev(path: string, device: number): void;
  mkdirTree(path: string): void;
  mount(system: object, about: { files: File[] }, path: string): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  registerDevice(device: number, ops: object): void;
  writeFile(path: string, content: string | Uint8Array, about?: { canOwn: boolean }): void;
}

interface Interpreter {
  ENV: Record<string, string>;
  FS: FileSystem;
  HEAPU8: Uint8Array<ArrayBuffer>;
  stringToNewUTF8(text: string): number;
  _PyRun_SimpleString(text: number): number;
  _malloc(size: number): number;
  _free(place: number): void;
}

/** `createPyodideModule` of pyodide.asm.mjs. */
type Create = (about: Creation) => Promise<Interpreter>;
type Creation = Record<string, unknown> & { instantiateWasm(imports: Imports, done: Done): object };

type Imported = ((...given: number[]) => unknown) & { sig?: string };
type Imports = { env: Record<string, Imported> } & WebAssembly.Imports;

type Done = (instance: WebAssembly.Instance, wasm: WebAssembly.Module) => void;

/** What goes between the braces of a sentence, by name. */
type About = Record<string, string | number>;

type Bytes = Uint8Array<ArrayBuffer>;
type FilesByPath = Map<string, Bytes>;

interface Start {
  create: Create;
  wasm: WebAssembly.Module;
  warn(line: string): void;
  snapshot?: Bytes | Promise<Bytes> | null;
  files?: FilesByPath;
  run?: boolean;
}

/** A file of Python's own, as manifest.json has it. */
type Shipped = { address: string; size: number; sha256: string };

/** What the page says to begin with, and what it asks then; see runtime/worker.js. */
interface Begin {
  files: Record<string, Shipped>;
  base: string;
  reload: boolean;
  own: Record<string, string>;
  first?: string;
  whole?: boolean;
}
interface Question {
  slug: string;
  query: string;
  given?: [string, File | ArrayBuffer][];
  wants?: string;
}
interface Handed {
  of: string;
  piece?: string;
  bytes?: Bytes;
  failed?: { code: string; key: string; about: About };
}

/** The modules of the worker, where the build has put them into its script. */
interface Modules {
  "pyodide.js": { default: Create };
  "python.js": typeof import("../../runtime/python.js");
}
declare const courseModules: Modules;

/** The search, where the build has put it into its script. */
declare const courseSearch: { index: { config: unknown; docs: unknown }; engine(): void };
