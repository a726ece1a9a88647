/* A calculator in the page: gives Python what a reader types, puts the HTML that comes back into its places.

   This script knows no field, no unit, no formula and no number format. Python is asked at the first sign that a reader
   wants to reckon, or when the address carries answers; until then, and if it fails, the ready-made answer stands. */
(() => {
  const PATIENCE = 1_000; // ms before an answer is put into the status for those who cannot see it
  const QUIET = 800; // ms without a key, after which even a refusal is shown
  const ADDRESS = 250; // ms; browsers refuse an address that changes with each key
  const STOPPED = "Stopped. The answer is still that of your earlier inputs; “Calculate” starts again.";
  const { one, all, made, closest } = course;
  const { title } = document;
  let places = 0; // how many files were given

  class Calculator {
    /** @type {Map<string, string>} */
    given = new Map(); // the text of each control that says other than its default
    /** @type {Map<string, File>} */
    files = new Map(); // by place, the files given; links and records hold none
    /** @type {Map<string, Asker>} */
    wanted = new Map(); // by key, who asks for a file of the answer
    /** @type {[string, string][]} */
    unknown = []; // what a link carried for controls that do not exist
    /** @type {string | null} */
    shown = ""; // the query whose answer is shown
    /** @type {string | null} */
    held = null; // a refusal kept back while the reader is typing
    handed = false; // the status says what was copied, or holds it to be copied
    alone = false; // the reader goes on without Python
    late = false; // the answer to what is typed is not there at once
    timers = new course.Timers();

    constructor(/** @type {HTMLFormElement} */ form) {
      this.form = form;
      this.slug = form.dataset.calculator ?? "";
      this.settled = form.dataset.state ?? ""; // the state of the answer that is shown
      this.main = one("[type=submit]", form);
      this.calculate = this.main.textContent;
      this.status = one("[data-status]", form);
      this.asker = this.asking();
      this.controls = new Map(course.controls(form).map((control) => [control.name, control]));
      this.defaults = new Map([...this.controls].map(([name, control]) => [name, control.dataset.default ?? ""]));
      this.slots = new course.Slots(form);
      this.button("embed").hidden = course.site.protocol === "file:"; // no wiki reaches a file on this disk
      course.answers.set(form, () => this.answers());
      course.intended(form, () => this.alone || this.ask("intent"));
      course.drops(form);
      form.addEventListener("input", ({ target }) => this.typed(/** @type {Control} */ (target)));
      form.addEventListener("change", () => this.settle());
      form.addEventListener("click", (event) => this.clicked(event));
      course.pressed(form, (data) => this.pressed(data));
      // What was typed before this script came counts too.
      for (const [name, control] of this.controls) if (control.type !== "file") this.give(name, control.value);
      if (this.given.size) this.typed([...this.controls.values()][0]);
      one("[data-dead]", form).remove();
    }

    asking() {
      const stop = this.button("stop");
      return courseAsker({
        slug: this.slug,
        query: () => this.query(),
        attached: () => this.attached(),
        restarted: () => this.restarted(),
        asks: (why) => this.asks(why),
        waits: () => this.waits(stop),
        holds: (html, body, why) => this.holds(html, body, why),
        show: (said, parts, why) => this.show(said("state").dataset.state ?? "", parts, why),
        ended: (state, why) => this.ended(state, why, document.activeElement === stop),
        say: (words, aside) => this.handed || this.say(words, aside),
        kept: "The answer stays as it was, and what you typed is kept.",
        stopped: () => (this.query() === this.shown ? "" : STOPPED),
        place: one("[data-failure]", this.form),
        stop,
        leave: () => this.leave(),
      });
    }

    set state(/** @type {string} */ state) {
      this.form.dataset.state = state;
      if (state !== "loading") this.main.textContent = this.calculate;
      const refused = document.querySelector('form.calculator[data-state="refused"]');
      document.title = `${refused ? "Error: " : ""}${title}`;
    }

    /* The answer shown is another than that of what is typed; unless Python will soon have the right one, words say so. */
    age(old = this.query() !== this.shown) {
      const left = this.late || this.alone || this.form.dataset.state === "failed";
      this.form.toggleAttribute("data-stale", old);
      one("[data-earlier]", this.form).hidden = !old || !left;
    }

    button(/** @type {string} */ action) {
      return one(`button[data-action="${action}"]`, this.form);
    }

    /* Words for the status, and beside them what changes too often to be read aloud each time. */
    say(/** @type {string} */ words, aside = "", spoken = false) {
      const beside = made("span", { ariaHidden: "true" }, aside);
      if (words && this.status.firstChild?.nodeValue === words) this.status.lastChild?.replaceWith(beside);
      else this.status.replaceChildren(...(words ? [words, beside] : []));
      this.status.classList.toggle("calculator__status--spoken", spoken);
    }

    query() {
      return new URLSearchParams([...this.given, ...this.unknown]).toString();
    }

    give(/** @type {string} */ name, /** @type {string} */ text) {
      if (text === this.controls.get(name)?.dataset.default) this.given.delete(name);
      else this.given.set(name, text);
    }

    /* The answers that a link or a record can hold. */
    answers() {
      const kept = [...this.given].filter(([name]) => this.controls.get(name)?.type !== "file");
      return new URLSearchParams(kept).toString();
    }

    /* The files in use, by place. */
    attached() {
      const used = [...this.given.values()];
      return [...this.files].filter(([place]) => used.includes(place));
    }

    /* The text of a control. That of a file is its place: a number that tells it from every file before, and its name. */
    text(/** @type {Control} */ control) {
      if (!(control instanceof HTMLInputElement) || control.type !== "file") return control.value;
      const [file] = control.files ?? [];
      if (!file) return "";
      places += 1;
      const place = `${places}/${file.name}`;
      this.files.set(place, file);
      return place;
    }

    typed(/** @type {Control} */ control) {
      if (!this.controls.has(control.name)) return;
      this.give(control.name, this.text(control));
      this.unknown = [];
      this.timers.after("address", ADDRESS, () => this.address("input")); // without an answer too: a reload finds what was typed
      this.timers.stop("announce");
      this.timers.after("settle", QUIET, () => this.settle());
      if (this.alone || (this.form.dataset.state === "failed" && !coursePython.awake)) this.age();
      else this.ask("input");
    }

    ask(/** @type {Why} */ why) {
      this.asker.ask(why);
    }

    asks(/** @type {Why} */ why) {
      const { ready } = coursePython;
      this.alone = false;
      this.asker.clear();
      if (!ready || this.form.dataset.state === "failed") this.state = "loading";
      if (why === "submit" && !ready) this.main.textContent = "Starting Python, will run when ready";
      if (why !== "intent") this.handed = false;
      return undefined;
    }

    waits(/** @type {HTMLElement} */ stop) {
      this.late = true;
      this.age();
      stop.textContent = coursePython.ready ? "Stop" : "Cancel";
    }

    /* A refusal is kept back while the reader is typing. */
    holds(/** @type {string} */ html, /** @type {HTMLElement} */ body, /** @type {Why} */ why) {
      const typing = (why === "input" || why === "passing") && this.timers.has("settle");
      this.late = false;
      this.held = typing && one('[data-slot="state"]', body).dataset.state === "refused" ? html : null;
      if (!this.held) return false;
      this.age(true);
      if (this.settled !== "prerendered") this.state = this.settled;
      return true;
    }

    /** @param {string} state @param {HTMLElement[]} parts @param {Why} why */
    show(state, parts, why) {
      const refused = state === "refused";
      const invalid = new Set(parts.map((part) => part.dataset.invalid));
      for (const part of parts) this.place(part);
      for (const [name, control] of this.controls) {
        if (invalid.has(name)) this.reveal(control).ariaInvalid = "true";
        else control.removeAttribute("aria-invalid");
      }
      this.settled = this.state = state;
      this.shown = why === "passing" ? null : this.query();
      this.age(refused);
      this.form.toggleAttribute("data-files", this.attached().length > 0);
      this.form.dispatchEvent(new CustomEvent("answered", { detail: { query: this.answers(), state, why } }));
      this.timers.after("address", ADDRESS, () => this.address(why));
      if (why === "submit" && refused) one("[data-error-summary]", this.form).focus();
      if (why === "intent" || (why === "submit" && refused)) return;
      const said = one(refused ? "[data-error-summary] li" : "[data-answer]", this.form).textContent;
      this.timers.after("announce", why === "submit" ? 0 : PATIENCE, () => this.say(said, "", true));
    }

    /* One part into its place. */
    place(/** @type {HTMLElement} */ part) {
      const { valueFor = "", value = "" } = part.dataset;
      const control = this.controls.get(valueFor);
      if (control) {
        control.dataset.default = value;
        if (!this.given.has(valueFor) && control.value !== value) control.value = value;
      }
      const list = this.slots.put(part);
      if (list instanceof HTMLSelectElement) list.value = this.given.get(list.name) ?? list.dataset.default ?? "";
    }

    /* The reader has finished a value: a refusal that was kept back counts. */
    settle() {
      this.timers.stop("settle");
      if (this.held && !coursePython.asks(this.asker)) this.asker.show(this.held, "change");
      else coursePython.settle(this.asker);
    }

    /** An answer has come, or the reader stopped it, or Python failed.
     * @param {Ended} state @param {Why | undefined} why @param {boolean} pressed */
    ended(state, why, pressed) {
      if (state !== "live") this.handed = false;
      this.state = state === "failed" ? state : this.settled;
      this.age();
      if (why && state === "failed") this.address(why); // so that a reload finds what was typed
      // As the button that was pressed is gone.
      if (state === "prerendered" && pressed) this.main.focus({ preventScroll: true });
      return why === "submit";
    }

    /* The reader goes on without Python, until they ask for it again. */
    leave() {
      this.alone = true;
      this.state = this.settled;
      this.age();
      this.say("Going on without Python: the answer does not follow what you type. “Calculate” starts Python again.");
      this.main.focus({ preventScroll: true });
    }

    /* What killed Python was not this question. */
    restarted() {
      this.timers.stop("announce");
      this.say("Python stopped unexpectedly and was restarted. The answer is that of what you typed.");
    }

    clicked(/** @type {Event} */ event) {
      // Enter presses this button too. Nothing is ever submitted: a frame may forbid that, and no server shall see it.
      if (closest(event, "button") === this.main) {
        event.preventDefault();
        this.ask("submit");
      }
      const problem = closest(event, "a");
      if (problem?.closest("[data-error-summary]")) {
        event.preventDefault();
        this.reveal(one(problem.hash)).focus();
      }
    }

    pressed(/** @type {DOMStringMap} */ { action, download }) {
      if (download) this.asker.ask("submit", this.saver(download));
      if (action === "reset") this.restore("change");
      if (action === "link") this.copyLink();
      if (action === "embed") this.copyFrame();
      if (action === "ours") courseOwn.use(null);
    }

    /* Who asks for a file that the answer offers, to be saved by the browser; where there is none, the answer says why. */
    saver(/** @type {string} */ key) {
      const saver = this.wanted.get(key) ?? {
        ...this.asker,
        wants: key,
        save: (/** @type {Blob} */ blob, /** @type {string} */ name) => {
          this.asker.end("live");
          courseSave(blob, name);
          this.say(`${name} is downloaded.`);
        },
      };
      this.wanted.set(key, saver);
      return saver;
    }

    /** @template {HTMLElement} T @param {T} control */
    reveal(control) {
      for (let part = control.closest("details"); part; part = part.parentElement?.closest("details") ?? null)
        part.open = true;
      return control;
    }

    /* The reader's own figures came, changed or went: the answer shown is out of date. */
    renew(/** @type {Why} */ why) {
      for (const list of courseOwn.used ? [] : all("select[data-slot]", this.form, HTMLSelectElement)) {
        const { value } = list;
        this.slots.reset(list.dataset.slot ?? "");
        list.value = value;
      }
      this.age(true);
      this.ask(why);
    }

    /** @param {Why} why
     * @param {Iterable<[string, string]>} answers */
    restore(why, answers = []) {
      this.given.clear();
      this.unknown = [];
      this.files.clear();
      for (const [name, control] of this.controls) {
        control.dataset.default = this.defaults.get(name);
        control.value = control.dataset.default ?? "";
      }
      for (const [name, text] of answers) {
        const control = this.controls.get(name);
        if (control) {
          if (this.reveal(control).type !== "file") control.value = text; // a link cannot choose a file; Python says so
          // With figures of the reader's own the built defaults say nothing; Python will know what is one.
          if (courseOwn.used) this.given.set(name, text);
          else this.give(name, text);
        } else this.unknown.push([name, text]);
      }
      this.timers.stop("settle");
      this.ask(why);
    }

    link() {
      const answers = this.answers();
      return `#${this.slug}${answers && "?"}${answers}`;
    }

    /* Keep the answers in the address, where a reload and a copied address find them. */
    address(/** @type {Why} */ why) {
      const answers = this.answers();
      if (!answers && !location.hash.startsWith(`#${this.slug}?`)) return;
      const hash = answers || why === "link" ? this.link() : "";
      if (location.hash !== hash) course.address(hash);
      this.asker.moved();
    }

    copyLink() {
      const link = location.href.split("#")[0] + this.link();
      const words = "The link is copied. It holds these answers behind its #, where no server sees them.";
      const done = this.attached().length ? `${words} It holds no file.` : words;
      this.copy(link, "Link to these answers", { what: "link", done });
    }

    /* A frame for the page of a wiki, as high as the calculator is here, its heading and foot included. */
    copyFrame() {
      const frame = document.createElement("iframe");
      frame.src = new URL(`embed/${this.slug}/${this.answers() ? this.link() : ""}`, course.site).href;
      Object.assign(frame, { title: this.form.ariaLabel, width: "100%", loading: "lazy" });
      frame.height = `${Math.ceil(this.form.offsetHeight / 100) * 100 + 200}`;
      const done = "The HTML of a frame with these answers is copied: put it into the page of a wiki.";
      this.copy(frame.outerHTML, "HTML of a frame with these answers", { what: "HTML for a wiki page", done });
    }

    /** @param {string} text @param {string} label @param {{what: string, done: string}} words */
    copy(text, label, words) {
      this.handed = true;
      course.copy(text, this.status, { ...words, label, say: (said) => this.say(said) });
    }
  }

  const calculators = all("form.calculator", document, HTMLFormElement).map((form) => new Calculator(form));

  function follow() {
    const { id, query } = course.asked();
    const calculator = query && calculators.find(({ slug }) => slug === id);
    // A link within the page must not take the answers away.
    if (!calculator && location.hash) calculators.find((each) => each.answers())?.address("change");
    if (!calculator) return;
    calculator.restore("link", new URLSearchParams(query));
    calculator.form.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  addEventListener("ownfigures", () => {
    for (const each of calculators) each.renew("change");
  });
  follow();
  if (courseOwn.used) for (const each of calculators) each.renew(coursePython.asks(each.asker) ? "link" : "intent");
})();
