/* The line on each calculator that says whether its answers are in the reader's decision record.

   Answers of the reader's go there as they are reckoned, unless the record holds others that this page has neither put there
   nor begun with: then the reader chooses. */
(() => {
  const { courseCase, courseOwn: own } = globalThis;

  /* The same answers have the same text, in whatever order they were given. */
  function sorted(query) {
    const answers = new URLSearchParams(query);
    answers.sort();
    return answers.toString();
  }

  class Line {
    constructor(form) {
      this.form = form;
      this.slug = form.dataset.calculator;
      this.line = form.querySelector("[data-record-line]");
      this.query = ""; // the answers behind what is shown
      this.base = undefined; // what the record held when this page last agreed with it
      this.removed = undefined; // what the reader took out here, for Undo
      form.addEventListener("answered", ({ detail }) => this.answered(detail));
      this.line.addEventListener("click", ({ target }) => this.clicked(target.closest("button")?.dataset.recordDo));
      if (form.dataset.state === "prerendered") this.tell();
    }

    get kept() {
      const { calculators } = courseCase.kept;
      return Object.hasOwn(calculators, this.slug) ? sorted(calculators[this.slug]) : undefined;
    }

    answered({ query, state, why }) {
      if (state !== "live" || why === "passing") return;
      if (this.form.hasAttribute("data-files")) return this.tell();
      const { kept } = this;
      this.query = sorted(query);
      if (kept !== undefined && kept !== this.query && why === "link") this.base = undefined;
      const free = kept === undefined ? this.removed === undefined : kept === this.base;
      if (kept !== this.query && this.query && free) this.put(this.query);
      else this.tell();
    }

    put(query) {
      this.removed = undefined;
      this.base = sorted(query);
      courseCase.change(({ calculators }) => {
        calculators[this.slug] = query;
      });
    }

    tell() {
      const { kept } = this;
      if (kept === this.query) this.base = kept;
      let state = "absent";
      if (kept !== undefined) state = kept === this.query ? "present" : "other";
      if (kept !== undefined) this.removed = undefined;
      if (this.form.hasAttribute("data-files")) state = "files";
      this.line.dataset.recordLine = state;
      for (const part of this.line.querySelectorAll("[data-when]"))
        part.hidden = !part.dataset.when.split(" ").includes(state);
      this.line.querySelector('[data-record-do="restore"]').hidden = this.removed === undefined;
      const page = new URL("decision-record/", own.site);
      // Where nothing is kept, the link to the record carries it.
      if (!courseCase.keeps && !courseCase.empty) page.hash = `case=${encodeURIComponent(courseCase.text)}`;
      this.line.querySelector("[data-line-unkept]").hidden = courseCase.keeps || courseCase.empty;
      for (const link of this.line.querySelectorAll("a")) {
        if ("recordKept" in link.dataset) link.href = `#${this.slug}?${kept ?? ""}`;
        else link.href = page;
      }
    }

    clicked(act) {
      if (act === "put") this.put(this.query);
      if (act === "restore") this.put(this.removed);
      if (act === "remove") {
        this.removed = courseCase.kept.calculators[this.slug];
        courseCase.change(({ calculators }) => delete calculators[this.slug]);
      }
      if (act) this.line.querySelector("p:not([hidden]) :is(a, button):not([hidden])")?.focus();
    }
  }

  const lines = [...document.querySelectorAll("form.calculator")].map((form) => new Line(form));
  addEventListener("casechange", () => {
    for (const line of lines) line.tell();
  });
})();
