/* Lets the calculators of this page be answered by Python in a worker: it carries texts to the worker and HTML back.

   It knows no field, formula, unit or number format. What it relies on in the page: `form.calculator` with `data-calculator`
   and `data-state`, controls with `data-default`, elements with `data-slot`, buttons with `data-action`, one `data-status`. */

(() => {
  "use strict";

  const RUNTIME = new URL("../runtime/", document.currentScript.src);
  const START_BUDGET = 30_000; // without a byte of progress
  const RUN_BUDGET = 10_000;
  const QUIET = 800; // after which a refusal is shown to somebody who still types
  const MOST_DEATHS = 3;
  const LONGEST_LINK = 8_000;

  /* The one worker of this page, from the first sign of intent on; whatever happens, it tells its forms. */
  const engine = {
    worker: null,
    ready: false,
    deaths: 0,
    asked: null, // the question under way: {form, query, id}
    waiting: new Map(), // the newest question of each form
    timer: 0,
    count: 0,

    ask(form, query) {
      this.waiting.set(form, query);
      this.pump();
    },

    async wake() {
      if (this.worker) return;
      this.worker = "starting";
      this.since = performance.now();
      this.watch(START_BUDGET, "RT-TIMEOUT", "Python did not start: nothing arrived for half a minute.");
      let files;
      try {
        const response = await fetch(new URL("manifest.json", RUNTIME), { cache: "no-cache" });
        if (!response.ok) throw new Error(`the server answered ${response.status}`);
        files = await response.json();
      } catch (problem) {
        if (this.worker === "starting") this.fail("RT-HTTP", `Python could not be loaded: ${problem.message}.`);
        return;
      }
      if (this.worker !== "starting") return;
      try {
        const worker = new Worker(new URL(files["worker.js"].address, RUNTIME), { type: "module" });
        worker.onmessage = ({ data }) => worker === this.worker && this.hear(data);
        worker.onerror = (event) => {
          event.preventDefault();
          if (worker === this.worker) this.die(event.message || "its script could not be loaded");
        };
        this.worker = worker;
        worker.postMessage({ files, base: RUNTIME.href });
      } catch (problem) {
        this.fail("RT-WORKER", `This browser does not let the page start Python here (${problem.name}).`);
      }
    },

    hear({ loaded, total, ready, html, id, failed }) {
      if (failed) return this.fail(failed.code, failed.words);
      if (loaded !== undefined) {
        this.watch(START_BUDGET, "RT-TIMEOUT", "Python did not start: nothing arrived for half a minute.");
        if (performance.now() - this.since > 1_000) calculators.forEach((one) => one.progress(loaded, total));
      } else if (ready) {
        clearTimeout(this.timer);
        this.ready = true;
        calculators.forEach((one) => one.awake());
        this.pump();
      } else if (html !== undefined && this.asked?.id === id) {
        clearTimeout(this.timer);
        const { form } = this.asked;
        this.asked = null;
        this.deaths = 0;
        form.receive(html, !this.waiting.has(form));
        this.pump();
      }
    },

    pump() {
      if (!this.worker) this.wake();
      if (!this.ready || this.asked || !this.waiting.size) return;
      const [form, query] = this.waiting.entries().next().value;
      this.waiting.delete(form);
      this.asked = { form, query, id: ++this.count };
      this.worker.postMessage({ slug: form.slug, query, id: this.count });
      this.watch(RUN_BUDGET, "RT-SLOW", "The answer took longer than 10 seconds and was stopped.");
    },

    watch(budget, code, words) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.fail(code, words), budget);
    },

    /* The runtime died: another takes its place and the question is asked again, a few times at most. */
    die(reason) {
      if (!this.ready || ++this.deaths >= MOST_DEATHS) return this.fail("RT-DEAD", `Python stopped unexpectedly: ${reason}.`);
      const { asked } = this;
      this.end();
      if (asked && !this.waiting.has(asked.form)) this.waiting.set(asked.form, asked.query);
      this.pump();
    },

    end() {
      clearTimeout(this.timer);
      if (this.worker instanceof Worker) this.worker.terminate();
      this.worker = null;
      this.ready = false;
      this.asked = null;
    },

    stop() {
      this.end();
      this.waiting.clear();
    },

    fail(code, words) {
      this.stop();
      calculators.forEach((one) => one.failed(code, words));
    },
  };

  class Form {
    constructor(form) {
      this.form = form;
      this.slug = form.dataset.calculator;
      this.given = new Set();
      this.unknown = [];
      this.status = form.querySelector("[data-status]");
      this.touched = false;
      const wake = () => engine.wake();
      for (const sign of ["pointerover", "focusin", "touchstart"]) {
        form.addEventListener(sign, wake, { once: true, passive: true });
      }
      form.addEventListener("input", (event) => this.typed(event.target, false));
      form.addEventListener("change", (event) => this.typed(event.target, true));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.insist = true;
        this.ask();
      });
      form.addEventListener("click", (event) => this.act(event.target.closest("[data-action]")?.dataset.action));
      this.button("stop").hidden = this.button("retry").hidden = true;
    }

    get controls() {
      return [...this.form.elements].filter((control) => control.name);
    }

    button(action) {
      return this.form.querySelector(`[data-action="${action}"]`);
    }

    slot(name) {
      return this.form.querySelector(`[data-slot="${CSS.escape(name)}"]`);
    }

    typed(control, done) {
      if (!control.name) return;
      if (control.value === control.dataset.default) this.given.delete(control.name);
      else this.given.add(control.name);
      this.unknown = [];
      this.done = done;
      this.ask();
    }

    act(action) {
      if (action === "reset") {
        this.controls.forEach((control) => (control.value = control.dataset.default));
        this.given.clear();
        this.unknown = [];
        this.done = true;
        this.ask();
      } else if (action === "stop") {
        engine.stop();
        calculators.forEach((one) => one.stopped());
      } else if (action === "retry") this.ask();
      else if (action === "link") this.copyLink();
    }

    query() {
      const given = this.controls.filter(({ name }) => this.given.has(name)).map(({ name, value }) => [name, value]);
      return new URLSearchParams([...given, ...this.unknown]).toString();
    }

    ask() {
      this.touched = true;
      if (!engine.ready) this.state("loading", "Starting Python; it answers when it is ready.");
      engine.ask(this, this.query());
    }

    /* A link's answers: set what is known, keep what is not for Python to name. */
    open(query) {
      const controls = new Map(this.controls.map((control) => [control.name, control]));
      controls.forEach((control) => (control.value = control.dataset.default));
      this.given.clear();
      this.unknown = [];
      for (const [name, value] of new URLSearchParams(query)) {
        const control = controls.get(name);
        if (control && control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
          this.unknown.push([name, value]);
        } else if (control) {
          control.value = value;
          this.given.add(name);
          const group = control.closest("details");
          if (group) group.open = true;
        } else this.unknown.push([name, value]);
      }
      this.done = true;
      this.ask();
      this.form.scrollIntoView();
    }

    receive(html, newest) {
      const answer = document.createElement("template");
      answer.innerHTML = html;
      const slots = [...answer.content.children];
      const { state } = slots[0].dataset;
      clearTimeout(this.later);
      if (!newest) return;
      const typing = state === "refused" && !this.done && !this.insist;
      this.form.toggleAttribute("data-stale", state === "refused");
      if (typing) {
        this.later = setTimeout(() => this.show(slots, state), QUIET);
        return;
      }
      this.show(slots, state);
    }

    show(slots, state) {
      const invalid = new Map();
      for (const slot of slots) {
        const { slot: name, valueFor, value, invalid: refused } = slot.dataset;
        if (refused) invalid.set(refused, true);
        if (valueFor) this.default(valueFor, value);
        const target = this.slot(name);
        if (!target || target.innerHTML === slot.innerHTML) continue;
        const open = new Set([...target.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
        target.replaceChildren(...slot.childNodes);
        for (const summary of target.querySelectorAll("details > summary")) {
          if (open.has(summary.textContent)) summary.parentElement.open = true;
        }
      }
      for (const control of this.controls) {
        if (invalid.has(control.name)) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
        const group = control.closest("details");
        if (group && invalid.has(control.name)) group.open = true;
      }
      this.state(state, "");
      this.address();
      if (state === "refused" && this.insist) this.form.querySelector("[data-error-summary]")?.focus();
      this.insist = false;
      clearTimeout(this.spoken);
      this.spoken = setTimeout(() => this.say(this.form.querySelector("[data-answer]")?.textContent ?? ""), 1_000);
    }

    default(name, text) {
      const control = this.form.elements[name];
      control.dataset.default = text;
      if (!this.given.has(name)) control.value = text;
    }

    state(state, words) {
      this.form.dataset.state = state;
      this.button("stop").hidden = state !== "loading";
      this.button("retry").hidden = state !== "failed";
      this.status.classList.remove("calculator__status--spoken");
      this.status.textContent = words;
    }

    /* The answer for a screen reader, once a reader has paused: who sees the page has it before their eyes. */
    say(words) {
      if (this.form.dataset.state !== "live") return;
      this.status.classList.add("calculator__status--spoken");
      this.status.textContent = words;
    }

    progress(loaded, total) {
      const mega = (bytes) => (bytes / 1e6).toFixed(1);
      if (this.touched && this.form.dataset.state === "loading") {
        this.status.textContent = `Starting Python: ${mega(loaded)} of ${mega(total)} MB. It answers when it is ready.`;
      }
    }

    awake() {}

    stopped() {
      if (this.form.dataset.state === "loading") this.state("prerendered", "Stopped. The answer shown is the one from before.");
    }

    failed(code, words) {
      if (!this.touched) return;
      this.state("failed", `${words} The answer shown is the one from before, and what you typed is kept. (${code})`);
    }

    link() {
      const query = this.query();
      const url = new URL(location.href);
      url.hash = query ? `${this.slug}?${query}` : this.slug;
      return url.href;
    }

    address() {
      const named = location.hash.slice(1).split("?")[0] === this.slug;
      if (this.given.size || named) history.replaceState(history.state, "", this.link());
    }

    async copyLink() {
      const link = this.link();
      try {
        await navigator.clipboard.writeText(link);
        this.status.textContent = "The link is copied. It holds the answers that you changed, behind #, which browsers do not send.";
      } catch {
        // No clipboard here (plain http, a frame without permission): the link itself, ready to be copied by hand.
        const field = document.createElement("input");
        field.readOnly = true;
        field.value = link;
        field.setAttribute("aria-label", "Link with your answers");
        this.status.replaceChildren("Copy this link: ", field);
        field.select();
      }
      this.status.classList.remove("calculator__status--spoken");
    }
  }

  const calculators = new Map([...document.querySelectorAll("form.calculator")].map((form) => [form.dataset.calculator, new Form(form)]));

  function follow() {
    const [slug, ...rest] = location.hash.slice(1).split("?");
    const calculator = calculators.get(slug);
    if (!calculator || !rest.length) return;
    const query = rest.join("?");
    if (query.length > LONGEST_LINK) calculator.failed("LINK-LONG", "This link is too long to be one of ours.");
    else calculator.open(query);
  }

  window.addEventListener("hashchange", follow);
  follow();
})();
