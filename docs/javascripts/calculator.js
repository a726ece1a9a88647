/* Calculators in the page: what a reader types goes to Python in a worker, and the HTML that comes back goes into place.

   This script knows no field, no unit, no formula and no number format. Python is fetched at the first sign that a reader
   wants to reckon (or at a link that carries answers), and until then, and if it fails, the ready-made answer stands. */
(() => {
  const RUNTIME = new URL("../runtime/", document.currentScript.src);
  const START_BUDGET = 30_000; // ms without any progress
  const MOST_DEATHS = 3; // in a row
  const WAIT_WORDS = 1_000; // ms before a wait is put into words
  const QUIET = 800; // ms after which a refusal is shown to a reader who stopped in the middle

  const calculators = [...document.querySelectorAll("form.calculator")];
  const shown = (element, visible) => element && (element.hidden = !visible);

  /* One Python for all calculators of the page. Questions wait in `waiting`, the newest one of each calculator. */
  const python = {
    worker: null,
    ready: false,
    asked: null,
    waiting: new Map(),
    deaths: 0,
    progress: "",
    clock: 0,

    ask(calculator, why) {
      const before = this.waiting.get(calculator);
      this.waiting.set(calculator, before === "submit" ? before : why);
      if (!this.worker) this.wake();
      this.next();
    },

    async wake(reload = false) {
      const worker = (this.worker = {}); // holds the place until the manifest is there
      this.watch();
      try {
        if (location.protocol === "file:") throw new Error("pages opened from a file cannot load it; serve them by a web server.");
        const response = await fetch(new URL("manifest.json", RUNTIME), { cache: "no-cache" });
        if (!response.ok) throw new Error(`manifest.json did not arrive: the server answered ${response.status}.`);
        const files = await response.json();
        if (this.worker !== worker) return;
        this.worker = new Worker(new URL(files["worker.js"].address, RUNTIME), { type: "module" });
        this.worker.onmessage = ({ data }) => this.hear(data);
        this.worker.onerror = () =>
          this.ready ? this.died() : this.fail("RT-WORKER", "the worker script is missing, or this site's policy forbids workers.");
        this.worker.postMessage({ files, base: RUNTIME.href, reload });
      } catch (error) {
        if (this.worker === worker) this.fail("RT-HTTP", error.message);
      }
    },

    hear({ loaded, total, ready, id, html, raised, failed, died }) {
      this.watch();
      if (total) this.progress = `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
      if (ready) this.ready = true;
      if (failed) this.fail(failed.code, failed.words);
      else if (died) this.died();
      else if (raised) this.fail("RT-PYTHON", raised);
      else if (id) {
        const { calculator, why } = this.asked;
        this.deaths = 0;
        this.asked = null;
        if (!this.waiting.has(calculator)) calculator.show(html, why);
        // Still typing: the answer to what was typed a moment ago is better than none.
        else if (why === "input") calculator.show(html, "passing");
      }
      this.next();
    },

    next() {
      if (!this.ready || this.asked || !this.waiting.size) return;
      const [calculator, why] = this.waiting.entries().next().value;
      this.waiting.delete(calculator);
      this.asked = { calculator, why };
      this.worker.postMessage({ id: 1, slug: calculator.slug, query: calculator.query() });
    },

    /* Give up a start that makes no progress at all. */
    watch() {
      clearTimeout(this.clock);
      if (!this.ready) this.clock = setTimeout(() => this.fail("RT-TIMEOUT", "nothing arrived for 30 seconds."), START_BUDGET);
    },

    end() {
      clearTimeout(this.clock);
      this.worker?.terminate?.();
      Object.assign(this, { worker: null, ready: false, progress: "" });
      if (this.asked && !this.waiting.has(this.asked.calculator)) this.waiting.set(this.asked.calculator, this.asked.why);
      this.asked = null;
    },

    died() {
      this.end();
      if (++this.deaths < MOST_DEATHS) this.wake();
      else this.fail("RT-DIED", "it stopped unexpectedly, three times in a row.");
    },

    fail(code, words) {
      this.end();
      this.deaths = 0;
      for (const calculator of this.waiting.keys()) calculator.failed(code, words);
      this.waiting.clear();
    },

    stop() {
      this.end();
      for (const calculator of this.waiting.keys()) calculator.rest();
      this.waiting.clear();
    },
  };

  class Calculator {
    constructor(form) {
      this.form = form;
      this.slug = form.dataset.calculator;
      this.given = new Map(); // the text of each control that differs from its default, in the order given
      this.unknown = []; // what a link carried for no control
      this.settled = form.dataset.state; // the state of the answer that is shown
      this.controls = new Map([...form.elements].filter((one) => one.name).map((one) => [one.name, one]));
      this.defaults = new Map([...this.controls].map(([name, control]) => [name, control.dataset.default]));
      this.slots = new Map();
      for (const slot of form.querySelectorAll("[data-slot]")) this.slots.set(slot.dataset.slot, { slot, html: slot.innerHTML });
      this.timers = {};
      const listen = (types, heard) => types.split(" ").forEach((type) => form.addEventListener(type, heard, { passive: type !== "submit" && type !== "click" }));
      listen("pointerover focusin touchstart", () => this.settled === "prerendered" && this.state === "prerendered" && this.ask("intent"));
      listen("input", ({ target }) => this.typed(target));
      listen("change", () => this.settle());
      listen("submit", (event) => (event.preventDefault(), this.ask("submit")));
      listen("click", (event) => this.clicked(event));
    }

    get state() {
      return this.form.dataset.state;
    }

    set state(state) {
      this.form.dataset.state = state;
      shown(this.button("stop"), false);
      shown(this.button("retry"), state === "failed");
    }

    button(action) {
      return this.form.querySelector(`button[data-action="${action}"]`);
    }

    say(words) {
      const status = this.form.querySelector("[data-status]");
      if (status.textContent !== words) status.textContent = words;
    }

    after(name, wait, act) {
      clearTimeout(this.timers[name]);
      this.timers[name] = act && setTimeout(act, wait);
    }

    query() {
      return new URLSearchParams([...this.given, ...this.unknown]).toString();
    }

    set(name, text) {
      if (text === this.controls.get(name).dataset.default) this.given.delete(name);
      else this.given.set(name, text);
    }

    typed(control) {
      if (!this.controls.has(control.name)) return;
      this.set(control.name, control.value);
      this.unknown = [];
      this.after("announce");
      this.after("settle", QUIET, () => this.settle());
      if (this.state !== "failed") this.ask("input");
    }

    ask(why) {
      if (this.state === "failed" && why === "intent") return;
      if (!python.ready) this.state = "loading";
      python.ask(this, why);
      this.after("wait", WAIT_WORDS, () => this.waits());
    }

    /* The reader waits for longer than a moment: say for what, and offer to stop. */
    waits() {
      if (python.asked?.calculator !== this && !python.waiting.has(this)) return;
      shown(this.button("stop"), true);
      this.say(python.ready ? "Still reckoning." : `Starting Python to reckon in this page${python.progress && `: ${python.progress}`}.`);
      this.after("wait", 250, () => this.waits());
    }

    /* Put the parts of an answer where they belong. While a reader is typing, a refusal is kept back. */
    show(html, why) {
      const parts = [...new DOMParser().parseFromString(html, "text/html").body.children];
      const state = parts.find((part) => part.dataset.state).dataset.state;
      this.after("wait");
      this.held = null;
      if (state === "refused" && (why === "input" || why === "passing") && this.timers.settle) {
        this.held = html;
        this.form.dataset.stale = "";
        this.state = this.settled === "prerendered" ? "live" : this.settled;
        this.say("");
        return;
      }
      const invalid = new Set(parts.map((part) => part.dataset.invalid));
      for (const part of parts) this.place(part);
      for (const [name, control] of this.controls) {
        if (invalid.has(name)) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
      this.settled = this.state = state;
      this.form.toggleAttribute("data-stale", state === "refused");
      this.say("");
      if (why !== "passing") this.after("address", 250, () => this.address(why));
      if (why === "submit" && state === "refused") this.form.querySelector("[data-error-summary]")?.focus();
      const answer = () => this.say(state === "live" ? this.form.querySelector("[data-answer]")?.textContent ?? "" : "");
      if (why !== "intent") this.after("announce", why === "submit" ? 0 : WAIT_WORDS, answer);
    }

    place(part) {
      const { slot: name, valueFor, value } = part.dataset;
      const control = this.controls.get(valueFor);
      if (control) {
        control.dataset.default = value;
        if (!this.given.has(valueFor) && control.value !== value) control.value = value;
      }
      const kept = this.slots.get(name);
      const html = part.innerHTML;
      if (!kept || kept.html === html) return;
      const open = new Set([...kept.slot.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
      kept.slot.replaceChildren(...part.childNodes);
      kept.html = html;
      for (const summary of kept.slot.querySelectorAll("summary")) summary.parentElement.open ||= open.has(summary.textContent);
    }

    /* The reader has finished a value: what was kept back counts. */
    settle() {
      this.after("settle");
      if (this.held) this.show(this.held, "change");
      else if (python.asked?.calculator === this) python.asked.why = "change";
      else if (python.waiting.get(this) === "input") python.waiting.set(this, "change");
    }

    rest() {
      this.after("wait");
      this.say("");
      this.state = this.settled;
    }

    failed(code, words) {
      this.after("wait");
      this.state = "failed";
      this.say(`Python could not reckon here: ${words} (${code}) The last answer stays below, and what you typed is kept.`);
    }

    clicked(event) {
      const { action } = event.target.closest("button")?.dataset ?? {};
      const problem = event.target.closest("[data-error-summary] a");
      if (action === "reset") this.reset();
      if (action === "link") this.copy();
      if (action === "stop") python.stop();
      if (action === "retry") {
        this.state = this.settled;
        if (!python.worker) python.wake(true);
        this.ask("submit");
      }
      if (problem) {
        event.preventDefault();
        this.reveal(document.getElementById(problem.hash.slice(1))).focus();
      }
    }

    reveal(control) {
      for (let part = control.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
      return control;
    }

    reset() {
      this.given.clear();
      this.unknown = [];
      for (const [name, control] of this.controls) control.value = control.dataset.default = this.defaults.get(name);
      this.after("settle");
      this.ask("change");
    }

    link() {
      return `#${this.slug}${this.given.size ? `?${new URLSearchParams([...this.given])}` : ""}`;
    }

    /* Keep the answers in the address, where a reload and a copied address find them. */
    address(why) {
      const ours = location.hash.startsWith(`#${this.slug}?`);
      if (!this.given.size && !ours) return;
      const hash = this.given.size || why === "link" ? this.link() : "";
      if (location.hash !== hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
    }

    async copy() {
      const link = location.href.split("#")[0] + this.link();
      try {
        await navigator.clipboard.writeText(link);
        this.say("The link to these answers is copied.");
      } catch {
        // No clipboard over plain http or where it is refused: a field to copy from.
        const button = this.button("link");
        const field = this.form.querySelector("[data-link]") ?? document.createElement("input");
        Object.assign(field, { type: "text", readOnly: true, value: link, className: "calculator__link", ariaLabel: "Link to these answers" });
        field.dataset.link = "";
        button.after(field);
        field.select();
        this.say("Copy the selected link with Ctrl+C (on a Mac Cmd+C).");
      }
    }

    open(query) {
      this.given.clear();
      this.unknown = [];
      for (const [name, control] of this.controls) control.value = control.dataset.default = this.defaults.get(name);
      for (const [name, text] of new URLSearchParams(query)) {
        const control = this.controls.get(name);
        if (!control) this.unknown.push([name, text]);
        else {
          this.reveal(control).value = text;
          this.set(name, text);
        }
      }
      this.form.scrollIntoView();
      this.ask("link");
    }
  }

  const all = new Map(calculators.map((form) => [form.dataset.calculator, new Calculator(form)]));

  function follow() {
    const [slug, query] = location.hash.slice(1).split(/\?(.*)/s);
    if (query) all.get(slug)?.open(query);
  }

  addEventListener("hashchange", follow);
  // A page in the browser's back-forward store holds no Python; it wakes again if somebody waits for it.
  addEventListener("pagehide", () => python.worker && python.end());
  addEventListener("pageshow", ({ persisted }) => persisted && python.waiting.size && python.wake());
  follow();
})();
