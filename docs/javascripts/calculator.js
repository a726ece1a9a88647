/* A calculator in the page: gives Python what a reader types, and puts the HTML that comes back into its places.

   This script knows no field, no unit, no formula and no number format. Python is asked at the first sign that a reader
   wants to reckon, or when the address carries answers; until then, and if it fails, the ready-made answer stands. */
(() => {
  const { courseOwn: own, coursePython: python, courseTrusted: trusted } = globalThis;
  const PATIENCE = 1_000; // ms before a wait is put into words, and an answer into the status for those who cannot see it
  const QUIET = 800; // ms without a key, after which even a refusal is shown
  const ADDRESS = 250; // ms; browsers refuse an address that changes with each key
  const KEPT = "The answer stays as it was, and what you typed is kept.";
  const { title } = document;
  let places = 0; // how many files were given

  class Calculator {
    constructor(form) {
      this.form = form;
      this.slug = form.dataset.calculator;
      this.given = new Map(); // the text of each control that says other than its default
      this.files = new Map(); // by place, the files given; links and records hold none
      this.wanted = new Map(); // by key, the files of the answer that were asked for
      this.unknown = []; // what a link carried for controls that do not exist
      this.settled = form.dataset.state; // the state of the answer that is shown
      this.shown = ""; // the query whose answer is shown
      this.held = null; // a refusal kept back while the reader is typing
      this.handed = false; // the status says what was copied, or holds it to be copied
      this.alone = false; // the reader goes on without Python
      this.late = false; // the answer to what is typed is not there at once
      this.timers = {};
      this.main = form.querySelector("[type=submit]");
      this.calculate = this.main.textContent;
      const retry = () => {
        python.retry();
        this.ask("submit");
      };
      this.failure = courseFailure(form.querySelector("[data-failure]"), retry, () => this.leave());
      this.controls = new Map([...form.elements].filter((one) => one.name).map((one) => [one.name, one]));
      this.defaults = new Map([...this.controls].map(([name, control]) => [name, control.dataset.default]));
      this.slots = new Map(
        // The built page has the addresses of links within the site; what Python says has their places in the site.
        [...form.querySelectorAll("[data-slot]")].map((place) => [
          place.dataset.slot,
          { place, html: place.innerHTML.replaceAll(/ href="[^"]*"(?= data-site=)/g, "") },
        ]),
      );
      this.lists = [...form.querySelectorAll("select")].map((list) => [list, [...list.cloneNode(true).childNodes]]);
      this.button("embed").hidden = own.site.protocol === "file:"; // no wiki reaches a file on this disk
      form.answers = () => this.answers(); // for who keeps them
      for (const type of ["pointerover", "focusin", "touchstart"]) {
        form.addEventListener(type, () => this.intent(), { passive: true, once: true });
      }
      form.addEventListener("input", ({ target }) => this.typed(target));
      form.addEventListener("change", () => this.settle());
      form.addEventListener("dragover", (event) =>
        this.dropped(event)?.parentElement.classList.add("field__control--over"),
      );
      form.addEventListener("dragleave", ({ target }) => target.classList?.remove("field__control--over"));
      form.addEventListener("drop", (event) => {
        const control = this.dropped(event);
        if (!control) return;
        control.parentElement.classList.remove("field__control--over");
        control.files = event.dataTransfer.files;
        this.typed(control);
        this.settle();
      });
      form.addEventListener("click", (event) => this.clicked(event));
      // What was typed before this script came counts too.
      for (const [name, control] of this.controls) if (control.type !== "file") this.give(name, control.value);
      if (this.given.size) this.typed([...this.controls.values()][0]);
      form.querySelector("[data-dead]").remove();
    }

    set state(state) {
      this.form.dataset.state = state;
      if (state !== "loading") {
        this.button("stop").hidden = true;
        this.main.textContent = this.calculate;
      }
      if (state !== "failed") this.failure.clear();
      document.title = `${document.querySelector('form.calculator[data-state="refused"]') ? "Error: " : ""}${title}`;
    }

    /* The answer shown is another than that of what is typed; unless Python will soon have the right one, words say so. */
    set stale(old) {
      this.form.toggleAttribute("data-stale", old);
      this.form.querySelector("[data-earlier]").hidden =
        !old || !(this.late || this.alone || this.form.dataset.state === "failed");
    }

    button(action) {
      return this.form.querySelector(`button[data-action="${action}"]`);
    }

    /* Words for the status, and beside them what changes too often to be read aloud each time. */
    say(words, aside = "", spoken = false) {
      const status = this.form.querySelector("[data-status]");
      const beside = document.createElement("span");
      beside.ariaHidden = "true";
      beside.textContent = aside;
      if (words && status.firstChild?.data === words) status.lastChild.replaceWith(beside);
      else status.replaceChildren(...(words ? [words, beside] : []));
      status.classList.toggle("calculator__status--spoken", spoken);
    }

    /* One timer of a name at a time; without anything to do it is only stopped. */
    after(name, wait, act) {
      clearTimeout(this.timers[name]);
      this.timers[name] = act && setTimeout(act, wait);
    }

    query() {
      return new URLSearchParams([...this.given, ...this.unknown]).toString();
    }

    give(name, text) {
      if (text === this.controls.get(name).dataset.default) this.given.delete(name);
      else this.given.set(name, text);
    }

    /* The answers that a link or a record can hold. */
    answers() {
      const kept = [...this.given].filter(([name]) => this.controls.get(name).type !== "file");
      return new URLSearchParams(kept).toString();
    }

    /* The files in use, by place. */
    attached() {
      const used = [...this.given.values()];
      return [...this.files].filter(([place]) => used.includes(place));
    }

    /* The file control that something dragged here is meant for, if it is a file. */
    dropped(event) {
      if (!event.dataTransfer.types.includes("Files")) return null;
      const controls = [...this.controls.values()].filter((one) => one.type === "file");
      if (controls.length) event.preventDefault();
      return controls.find((one) => one.closest(".field").contains(event.target)) ?? controls[0];
    }

    /* The text of a control. That of a file is its place: a number that tells it from every file before, and its name. */
    text(control) {
      if (control.type !== "file") return control.value;
      const [file] = control.files;
      if (!file) return "";
      const place = `${++places}/${file.name}`;
      this.files.set(place, file);
      return place;
    }

    intent() {
      if (this.form.dataset.state === "prerendered" && !this.alone) this.ask("intent");
    }

    typed(control) {
      if (!this.controls.has(control.name)) return;
      this.give(control.name, this.text(control));
      this.unknown = [];
      this.after("address", ADDRESS, () => this.address("input")); // also where no answer comes: a reload finds what was typed
      this.after("announce");
      this.after("settle", QUIET, () => this.settle());
      if (this.alone || (this.form.dataset.state === "failed" && !python.awake))
        this.stale = this.query() !== this.shown;
      else this.ask("input");
    }

    ask(why, asker = this) {
      this.alone = false;
      if (!python.ready || this.form.dataset.state === "failed") this.state = "loading";
      if (why === "submit" && !python.ready) this.main.textContent = "Starting Python, will run when ready";
      if (why !== "intent") this.handed = false;
      python.ask(asker, why);
      if (!this.timers.wait) this.after("wait", PATIENCE, () => this.waits());
    }

    waits() {
      const stop = this.button("stop");
      this.late = true;
      this.stale = this.query() !== this.shown;
      stop.hidden = false;
      stop.textContent = python.ready ? "Stop" : "Cancel";
      if (!this.handed) {
        let words = python.ready ? "Still reckoning." : "Starting Python to reckon in this page.";
        if (python.restarting) words = "Python stopped unexpectedly. Starting it again.";
        if (python.slow) words = "Starting Python to reckon in this page. This browser is running Python slowly.";
        this.say(words, ` ${python.progress}`);
      }
      this.after("wait", 250, () => this.waits());
    }

    show(html, why) {
      const parts = [...trusted.body(html).children];
      const { state } = parts.find((part) => part.dataset.state).dataset;
      const typing = (why === "input" || why === "passing") && this.timers.settle;
      if (!python.asks(this)) this.after("wait");
      this.late = false;
      this.held = state === "refused" && typing ? html : null;
      if (this.held) {
        this.stale = true;
        if (this.settled !== "prerendered") this.state = this.settled;
        return;
      }
      const invalid = new Set(parts.map((part) => part.dataset.invalid));
      for (const part of parts) this.place(part);
      for (const [name, control] of this.controls) {
        if (invalid.has(name)) this.reveal(control).ariaInvalid = "true";
        else control.removeAttribute("aria-invalid");
      }
      this.settled = this.state = state;
      this.shown = why === "passing" ? null : this.query();
      this.stale = state === "refused";
      if (!this.handed) this.say("");
      this.form.toggleAttribute("data-files", this.attached().length > 0);
      this.form.dispatchEvent(new CustomEvent("answered", { detail: { query: this.form.answers(), state, why } }));
      this.after("address", ADDRESS, () => this.address(why));
      if (why === "submit" && state === "refused") this.form.querySelector("[data-error-summary]").focus();
      if (why === "intent" || (why === "submit" && state === "refused")) return;
      const said = this.form.querySelector(
        state === "refused" ? "[data-error-summary] li" : "[data-answer]",
      ).textContent;
      this.after("announce", why === "submit" ? 0 : PATIENCE, () => this.say(said, "", true));
    }

    /* One part into its slot, unless it stands there already; opened details stay open. */
    place(part) {
      const { slot: name, valueFor, value } = part.dataset;
      const control = this.controls.get(valueFor);
      if (control) {
        control.dataset.default = value;
        if (!this.given.has(valueFor) && control.value !== value) control.value = value;
      }
      const slot = this.slots.get(name);
      if (slot.html === part.innerHTML) return;
      slot.html = part.innerHTML;
      const opened = [...slot.place.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
      slot.place.replaceChildren(...part.childNodes);
      for (const link of slot.place.querySelectorAll("a[data-site]")) link.href = new URL(link.dataset.site, own.site);
      if (this.controls.has(slot.place.name)) {
        slot.place.value = this.given.get(slot.place.name) ?? slot.place.dataset.default;
      }
      for (const summary of slot.place.querySelectorAll("summary")) {
        if (opened.includes(summary.textContent)) summary.parentElement.open = true;
      }
    }

    /* The reader has finished a value: a refusal that was kept back counts. */
    settle() {
      this.after("settle");
      if (this.held && !python.asks(this)) this.show(this.held, "change");
      else python.settle(this);
    }

    /* Python is no longer asked. */
    calm() {
      this.after("wait");
      this.say("");
      this.state = this.settled;
      this.stale = this.query() !== this.shown;
    }

    /* The reader stopped it. */
    rest() {
      const pressed = document.activeElement === this.button("stop");
      this.calm();
      if (pressed) this.main.focus({ preventScroll: true }); // as the button that was pressed is gone
      if (this.query() !== this.shown)
        this.say("Stopped. The answer is still that of your earlier inputs; “Calculate” starts again.");
    }

    failed(failure, why) {
      this.after("wait");
      this.say("");
      this.state = "failed";
      this.stale = this.query() !== this.shown;
      this.address(why); // so that a reload finds what was typed
      this.failure.tell(failure, KEPT, why === "submit");
    }

    /* The reader goes on without Python, until they ask for it again. */
    leave() {
      this.alone = true;
      this.state = this.settled;
      this.stale = this.query() !== this.shown;
      this.say("Going on without Python: the answer does not follow what you type. “Calculate” starts Python again.");
      this.main.focus({ preventScroll: true });
    }

    /* What killed Python was not this question. */
    restarted() {
      this.after("announce");
      this.say("Python stopped unexpectedly and was restarted. The answer is that of what you typed.");
    }

    clicked(event) {
      // Enter presses this button too. Nothing is ever submitted: a frame may forbid that, and no server shall see it.
      if (event.target.closest("button") === this.main) {
        event.preventDefault();
        this.ask("submit");
      }
      const problem = event.target.closest("[data-error-summary] a");
      if (problem) {
        event.preventDefault();
        this.reveal(document.getElementById(problem.hash.slice(1))).focus();
      }
      const { action, download } = event.target.closest("button")?.dataset ?? {};
      if (download) {
        if (!this.wanted.has(download)) this.wanted.set(download, new Wanted(this, download));
        this.ask("submit", this.wanted.get(download));
      }
      if (action === "reset") this.restore("change");
      if (action === "link") this.copyLink();
      if (action === "embed") this.copyFrame();
      if (action === "ours") own.use(null);
      if (action === "stop") python.stop();
    }

    reveal(control) {
      for (let part = control.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
      return control;
    }

    /* The reader's own figures came, changed or went: the answer shown is out of date. */
    renew(why) {
      if (!own.used) {
        for (const [list, built] of this.lists) {
          const { value } = list;
          list.replaceChildren(...built.map((node) => node.cloneNode(true)));
          list.value = value;
          const slot = this.slots.get(list.dataset.slot);
          slot.html = list.innerHTML;
        }
      }
      this.stale = true;
      this.ask(why);
    }

    restore(why, answers = []) {
      this.given.clear();
      this.unknown = [];
      this.files.clear();
      for (const [name, control] of this.controls) control.value = control.dataset.default = this.defaults.get(name);
      for (const [name, text] of answers) {
        if (this.controls.has(name)) {
          const control = this.reveal(this.controls.get(name));
          if (control.type !== "file") control.value = text; // a link cannot choose a file; Python says so
          // With figures of the reader's own the built defaults say nothing; Python will know what is one.
          if (own.used) this.given.set(name, text);
          else this.give(name, text);
        } else this.unknown.push([name, text]);
      }
      this.after("settle");
      this.ask(why);
    }

    link() {
      const answers = this.answers();
      return `#${this.slug}${answers && "?"}${answers}`;
    }

    /* Keep the answers in the address, where a reload and a copied address find them. */
    address(why) {
      const answers = this.answers();
      if (!answers && !location.hash.startsWith(`#${this.slug}?`)) return;
      const hash = answers || why === "link" ? this.link() : "";
      if (location.hash !== hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
      this.failure.moved();
    }

    copyLink() {
      const link = location.href.split("#")[0] + this.link();
      const words = "The link is copied. It holds these answers behind its #, where no server sees them.";
      this.copy(link, "Link to these answers", this.attached().length ? `${words} It holds no file.` : words, "link");
    }

    /* A frame for the page of a wiki, as high as the calculator is here, its heading and foot included. */
    copyFrame() {
      const frame = document.createElement("iframe");
      frame.src = new URL(`embed/${this.slug}/${this.answers() ? this.link() : ""}`, own.site);
      Object.assign(frame, { title: this.form.ariaLabel, width: "100%", loading: "lazy" });
      frame.height = Math.ceil(this.form.offsetHeight / 100) * 100 + 200;
      const words = "The HTML of a frame with these answers is copied: put it into the page of a wiki.";
      this.copy(frame.outerHTML, "HTML of a frame with these answers", words, "HTML for a wiki page");
    }

    async copy(text, label, words, kind) {
      this.handed = true;
      try {
        await navigator.clipboard.writeText(text);
        this.say(words);
      } catch {
        // Plain http has no clipboard, and a browser may refuse it: then a field to copy from.
        const field = document.createElement("input");
        Object.assign(field, { readOnly: true, value: text, ariaLabel: label });
        this.say(`Copy the selected ${kind} with Ctrl+C, on a Mac with Cmd+C.`);
        this.form.querySelector("[data-status]").append(field);
        field.select();
      }
    }
  }

  /* A file that the answer of a calculator offers, to be saved by the browser. */
  class Wanted {
    constructor(calculator, key) {
      Object.assign(this, { calculator, wants: key, slug: calculator.slug });
    }

    query() {
      return this.calculator.query();
    }

    attached() {
      return this.calculator.attached();
    }

    /* There is none: the answer says why. */
    show(html, why) {
      this.calculator.show(html, why);
    }

    save(blob, name) {
      this.calculator.calm();
      courseSave(blob, name);
      this.calculator.say(`${name} is downloaded.`);
    }

    rest() {
      this.calculator.rest();
    }

    failed(failure, why) {
      this.calculator.failed(failure, why);
    }
  }

  const calculators = [...document.querySelectorAll("form.calculator")].map((form) => new Calculator(form));

  function follow() {
    const [, slug, query] = /^#([^?]*)\?(.+)$/s.exec(location.hash) ?? [];
    const calculator = calculators.find((one) => one.slug === slug);
    // A link within the page must not take the answers away.
    if (!calculator && location.hash) calculators.find((one) => one.answers())?.address("change");
    calculator?.restore("link", new URLSearchParams(query));
    calculator?.form.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  addEventListener("ownfigures", () => {
    for (const one of calculators) one.renew("change");
  });
  follow();
  if (own.used) for (const one of calculators) one.renew(python.asks(one) ? "link" : "intent");
})();
