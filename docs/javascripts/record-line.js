/* The line on each calculator that says whether its answers are in the reader's decision record.

   Answers of the reader's go there as they are reckoned, unless the record holds others that this page has neither put there
   nor begun with: then the reader chooses. */
(() => {
  /* The same answers have the same text, in whatever order they were given. */
  function sorted(/** @type {string} */ query) {
    const answers = new URLSearchParams(query);
    answers.sort();
    return answers.toString();
  }

  class Line {
    query = ""; // the answers behind what is shown
    /** @type {string | undefined} */
    base; // what the record held when this page last agreed with it
    /** @type {string | undefined} */
    removed; // what the reader took out here, for Undo

    constructor(/** @type {HTMLFormElement} */ form) {
      this.form = form;
      this.slug = form.dataset.calculator ?? "";
      this.line = course.one("[data-record-line]", form);
      form.addEventListener("answered", (event) => this.answered(/** @type {CustomEvent<Answered>} */ (event).detail));
      course.pressed(this.line, ({ recordDo }) => this.pressed(recordDo));
      addEventListener("casechange", () => this.tell());
      if (form.dataset.state === "prerendered") this.tell();
    }

    get kept() {
      const { calculators } = courseCase.kept;
      return Object.hasOwn(calculators, this.slug) ? sorted(calculators[this.slug]) : undefined;
    }

    answered(/** @type {Answered} */ { query, state, why }) {
      if (state !== "live" || why === "passing") return;
      if (this.form.hasAttribute("data-files")) return this.tell();
      const { kept } = this;
      this.query = sorted(query);
      if (kept !== undefined && kept !== this.query && why === "link") this.base = undefined;
      const free = kept === undefined ? this.removed === undefined : kept === this.base;
      if (kept !== this.query && this.query && free) this.put(this.query);
      else this.tell();
    }

    put(/** @type {string} */ query) {
      this.removed = undefined;
      this.base = sorted(query);
      courseCase.change(({ calculators }) => {
        calculators[this.slug] = query;
      });
    }

    tell() {
      const { kept, line } = this;
      if (kept === this.query) this.base = kept;
      let state = "absent";
      if (kept !== undefined) {
        state = kept === this.query ? "present" : "other";
        this.removed = undefined;
      }
      if (this.form.hasAttribute("data-files")) state = "files";
      line.dataset.recordLine = state;
      for (const part of course.all("[data-when]", line)) part.hidden = part.dataset.when !== state;
      course.one('[data-record-do="restore"]', line).hidden = this.removed === undefined;
      const page = new URL("decision-record/", course.site);
      // Where nothing is kept, the link to the record carries it.
      const carried = !courseCase.keeps && !courseCase.empty;
      if (carried) page.hash = `case=${encodeURIComponent(courseCase.text)}`;
      course.one("[data-line-unkept]", line).hidden = !carried;
      for (const link of course.all("a", line, HTMLAnchorElement)) {
        link.href = "recordKept" in link.dataset ? `#${this.slug}?${kept ?? ""}` : page.href;
      }
    }

    pressed(/** @type {string | undefined} */ act) {
      if (act === "put") this.put(this.query);
      if (act === "restore") this.put(this.removed ?? "");
      if (act === "remove") {
        this.removed = courseCase.kept.calculators[this.slug];
        courseCase.change(({ calculators }) => delete calculators[this.slug]);
      }
      if (act) course.all("p:not([hidden]) :is(a, button):not([hidden])", this.line)[0]?.focus();
    }
  }

  for (const form of course.all("form.calculator", document, HTMLFormElement)) new Line(form);
})();
