/* Scenarios: up to three variants of a calculator's answers under names of the reader's, side by side below it.

   They are kept with the decision record. How they differ only Python says, once the reader unfolds them. */
(() => {
  class Scenarios {
    slug = "scenarios";
    shown = ""; // what the table was asked for
    /** @type {Named[] | null} */
    undo = null;

    constructor(/** @type {HTMLFormElement} */ form) {
      this.form = form;
      this.own = form.dataset.calculator ?? "";
      this.place = course.one("[data-scenarios]", form);
      this.name = course.one("[data-scenario-name]", form, HTMLInputElement);
      this.table = course.one("[data-scenario-table]", form, HTMLDetailsElement);
      this.slot = this.part("slot");
      this.place.addEventListener("click", (event) => this.clicked(event));
      course.pressed(this.place, (data) => this.pressed(data));
      this.name.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.keep();
      });
      this.table.addEventListener("toggle", () => this.ask());
      addEventListener("casechange", () => this.tell());
      addEventListener("ownfigures", () => {
        this.shown = "";
        this.ask();
      });
      this.name.value = this.unused;
      this.tell();
    }

    part(/** @type {string} */ name) {
      return course.one(`[data-scenario-${name}]`, this.place);
    }

    get kept() {
      return courseCase.kept.scenarios[this.own] ?? [];
    }

    get unused() {
      return ["A", "B", "C"].find((one) => this.kept.every(({ name }) => name !== one)) ?? "";
    }

    change(/** @type {(kept: Named[]) => Named[]} */ edit) {
      courseCase.change(({ scenarios }) => {
        scenarios[this.own] = edit(scenarios[this.own] ?? []);
        if (!scenarios[this.own].length) delete scenarios[this.own];
      });
    }

    keep() {
      const name = this.name.value.trim();
      const { state } = this.form.dataset;
      const refusal = courseCase.refusal(this.kept, name, "scenario");
      if (refusal) return this.say(refusal);
      if (state === "refused") return this.say("Put right what is refused first.");
      if (this.form.hasAttribute("data-files")) return this.say("A scenario holds no files.");
      const query = course.answers.get(this.form)?.() ?? "";
      this.change((kept) => [...kept, { name, query }]);
      this.name.value = this.unused;
      this.table.open = true;
      const lasts = courseCase.keeps ? "" : " This browser keeps it only until you leave the page.";
      this.say(`Kept as scenario ${name}.${lasts}`);
    }

    clicked(/** @type {Event} */ event) {
      if (!course.closest(event, "a")?.hash.endsWith("?")) return;
      // A scenario with every default has no answers for the address to carry.
      event.preventDefault();
      course.one('[data-action="reset"]', this.form).click();
    }

    pressed(/** @type {DOMStringMap} */ { scenarioDo: act, scenarioRemove: at }) {
      if (act === "keep") this.keep();
      if (act === "undo") {
        this.change(() => this.undo ?? []);
        this.say("Undone.");
        this.name.focus();
      }
      if (at === undefined) return;
      const before = this.kept;
      const gone = before[Number(at)];
      this.change((kept) => kept.filter((_, index) => index !== Number(at)));
      this.say(`Scenario ${gone.name} is removed.`, before);
      this.part("undo").focus();
    }

    /** @param {string} words @param {Named[] | null} undo */
    say(words, undo = null) {
      this.undo = undo;
      this.part("undo").hidden = !undo;
      this.part("status").textContent = words;
    }

    tell() {
      this.table.hidden = !this.kept.length;
      this.name.value ||= this.unused;
      this.ask();
    }

    query() {
      return JSON.stringify({ slug: this.own, scenarios: this.kept });
    }

    ask() {
      if (!this.table.open || !this.kept.length || this.shown === this.query()) return;
      this.shown = this.query();
      if (!coursePython.ready) this.slot.textContent = "Starting Python to reckon in this page.";
      coursePython.ask(this, "change");
    }

    show(/** @type {string} */ html) {
      const said = course.one('[data-slot="scenarios"], [data-slot="problem"]', courseTrusted.body(html));
      this.slot.replaceChildren(...said.childNodes);
    }

    rest() {
      this.shown = "";
      this.table.open = false;
    }

    failed(/** @type {CourseFailure} */ { words, code }) {
      this.rest();
      this.slot.textContent = "";
      this.say(`Python cannot reckon here: ${words} (${code}) The scenarios are kept. Unfold them to try again.`);
    }
  }

  for (const form of course.all("form.calculator", document, HTMLFormElement)) new Scenarios(form);
})();
