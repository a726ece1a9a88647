// Types that the scripts of the pages share, and what TypeScript does not know of browsers.

/** What goes between the braces of a sentence, by name: see words.js. */
type About = Record<string, string | number>;

/** What a page asks Python by `coursePython.ask(asker, why)`. */
interface Asker {
  slug: string;
  /** The answers of the moment. */
  query(): string;
  /** Whether it takes files of the reader. */
  reads?: boolean;
  show(html: string, why: Why): void;
  /** The reader stopped it. */
  rest(): void;
  failed(failure: CourseFailure, why: Why): void;
  /** Python died, and then answered. */
  restarted?(): void;
  /** Files of the reader, by place. */
  attached?(): [string, File][];
  /** The key of a file to be saved. */
  wants?: string;
  save?(file: Blob, name: string): void;
}

/** What the reader did, for which Python is asked. */
type Why = "intent" | "input" | "passing" | "change" | "submit" | "link";

/** What the worker says, see runtime/worker.js. */
interface Said {
  loaded: number;
  total?: number;
  ready?: boolean;
  blind?: boolean;
  far?: string | number;
  html: string;
  saved?: Blob;
  name: string;
  raised?: string;
  trace?: string;
  failed?: { code: string; key: string; about: About; details?: string };
  late?: string[];
  died?: string;
}

/** A file of Python's own in runtime/, and all of them by the names in manifest.json. */
type Shipped = { address: string; size: number; sha256: string; pieces?: string[] };
type Manifest = Record<string, Shipped>;

/** What a calculator says with its event "answered". */
type Answered = { query: string; state: string; why: Why };

/** Tables of figures, or answers of calculators, by name. */
type Texts = Record<string, string>;

/** A scenario or a variant, under a name of the reader's. */
type Named = { name: string; query?: string; record?: unknown };

/** What the browser keeps of a decision record; besides these parts, words by the name of their field. */
interface Case {
  calculators: Texts;
  scenarios: Record<string, Named[]>;
  variants: Named[];
  newer: boolean;
  [field: string]: unknown;
}

/** What the first answer to a check was. */
type Result = "right" | "wrong";

/** What the browser keeps of the course; `ours` says whether a text held it. */
interface Progress {
  format: string;
  version: number;
  ours: boolean;
  done: Record<string, boolean>;
  checks: Record<string, Record<string, Result>>;
  guesses: Record<string, string>;
}

/** A record from a file or a link, `clean` once Python has read it. */
type Guest = { text: string; from: "file" | "link"; name: string; clean: Record<string, unknown> | null };

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Say = (words: string) => void;

type Kind<T> = abstract new (...given: never[]) => T;

/** What the scripts of the pages do alike: course.js. */
interface Course {
  site: URL;
  /** For who keeps them: what is answered in the form of a calculator, once its script is there. */
  answers: WeakMap<HTMLFormElement, () => string>;
  /** A sentence by its key, with what belongs between its braces: words.js. */
  words: typeof courseWords;
  /** The one element that a page has for it, of the kind that is named. */
  one<T extends HTMLElement = HTMLElement>(selector: string, within?: ParentNode, kind?: Kind<T>): T;
  /** All of them. */
  all<T extends HTMLElement = HTMLElement>(selector: string, within?: ParentNode, kind?: Kind<T>): T[];
  /** A query with its answers in order: the same answers have the same text, in whatever order they were given. */
  sorted(query: string): string;
  /** Finds by `data-<prefix><name>`. */
  finder(within: ParentNode, prefix: string): <T extends HTMLElement = HTMLElement>(name: string, kind?: Kind<T>) => T;
  /** What of a kind something happened in, if it did. */
  closest<T extends keyof HTMLElementTagNameMap>(event: Event, tag: T, more?: string): HTMLElementTagNameMap[T] | null;
  made<T extends keyof HTMLElementTagNameMap>(
    tag: T,
    about?: Partial<HTMLElementTagNameMap[T]>,
    ...parts: (Node | string)[]
  ): HTMLElementTagNameMap[T];
  /** Of some places of a page show those for which it holds. */
  shown(find: (name: string) => HTMLElement, places: Record<string, unknown>): void;
  /** Say something in a place that is hidden while it says nothing. */
  tell(place: HTMLElement, words: string): void;
  /** Do something for each calculator of the page, with its name. */
  calculators<T>(act: (form: HTMLFormElement, slug: string) => T): T[];
  /** What in a form has a name, and so an answer. */
  controls(form: HTMLFormElement): Control[];
  /** What a control holds while the reader says nothing to it: some show their default beneath what is typed. */
  unsaid(control: Control): string;
  /** Put what a link says into controls, the default into all others; gives the names of what is unknown or does not fit. */
  restore(controls: Control[], texts: URLSearchParams): string;
  /** Act on a button within a place, by what it carries as data. */
  pressed(place: HTMLElement, act: (data: DOMStringMap) => void): void;
  /** Act at the first signs that a reader wants to reckon in a form as it was built. */
  intended(form: HTMLFormElement, act: () => void): void;
  /** Address the links: Python knows places in the site, and not where the site stands. */
  link(place: ParentNode): void;
  /** What stands behind the "#" of the address, or of that moved to: a place, answers for it, whether they are the reader's. */
  asked(moved?: Event | void): { id: string; query: string; own: boolean };
  /** Tell of a link that names nothing of this page, with what was meant; or that says something twice. */
  misread(names: string[]): void;
  /** Whether a control says other than in the built page. */
  touched(control: Control): boolean;
  /** Act when the page is left; what is put into the address then, a reload finds. */
  leaving(act: () => void): void;
  /** Put something behind the "#", without a step to go back, or with one. */
  address(hash?: string, step?: boolean): void;
  /** Copy a text, or have it copied, and say so in a place. */
  copy(text: string, place: HTMLElement, about: Copying): Promise<void>;
  /** What a file says, or why it says nothing, with a sentence for what is `undone` then. */
  read(file: File, most: number, undone: string): Promise<{ text: string } | { problem: string }>;
  /** Files dropped anywhere on a place are chosen in the field that they are meant for, which is marked meanwhile. */
  drops(place: HTMLElement): void;
  /** Take files that a reader chooses, or drops. */
  given(place: HTMLElement, take: (files: File[]) => Promise<void>): void;
  isMap(value: unknown): value is Record<string, unknown>;
}

/** What the reader is told; who must copy by hand gets a field with a label, or the one that is there. */
interface Copying {
  byHand: string;
  done: string;
  label?: string;
  say?: Say;
  field?(): HTMLTextAreaElement;
}

/** Finds what Python says by its slot. */
type Heard = (slot: string) => HTMLElement;

type Ended = "live" | "prerendered" | "failed";

/** A part of a page that asks Python by `courseAsker`. */
interface Part {
  slug: string;
  query(): string;
  reads?: boolean;
  attached?(): [string, File][];
  restarted?(): void;
  /** It is about to ask; the words for it, where it does not take patience first. */
  asks?(why: Why): string | undefined;
  /** The reader has waited a while. */
  waits?(): void;
  /** Whether it keeps an answer back. */
  holds?(html: string, said: Heard, why: Why): boolean;
  /** All that Python says stands in parts. */
  show(said: Heard, parts: HTMLElement[], why: Why): void;
  /** Something has come; whether the reader waits for it. */
  ended(state: Ended, why?: Why): boolean;
  say(words: string, aside?: string): void;
  /** What holds although Python failed, and what to say where the reader stopped it. */
  kept: string;
  stopped?(): string;
  /** Where a failure is told. */
  place: HTMLElement;
  stop: HTMLElement;
  leave(): void;
}

interface Asking extends Asker {
  ask(why: Why, who?: Asker): void;
  /** Ask after a while without a key. */
  soon(wait: number, why: Why): void;
  /** Whether an answer is still to come. */
  readonly busy: boolean;
  end(state: Ended, why?: Why): boolean;
  moved(): void;
  clear(): void;
}

interface Trusting {
  createHTML(html: string): string;
  createScriptURL(address: string): string;
}
declare var trustedTypes: { createPolicy(name: string, rules: Trusting): Trusting } | undefined;

/** What a test of the self-test says: words where all is right. */
type Verdict = string | { weak: string } | { wrong: string } | { untested: string };

/** A file that the self-test asked a host for, and all of them. */
type Found = { name: string; type: string; kept: boolean; status: number; moved: boolean; said(header: string): string };
type Probed = { mark?: string; found: Found[]; arrived: Found[] };
