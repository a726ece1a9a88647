/* Scenarios: up to three variants of a calculator's answers under names of the reader's, side by side below it.

   They are kept with the decision record. How they differ only Python says, once the reader unfolds them. */
(() => {
  const { courseCase, coursePython: python, courseTrusted: trusted } = globalThis;
  const MOST = 3;

  class Scenarios {
    constructor(form) {
      this.form = form;
      this.own = form.dataset.calculator;
      this.place = form.querySelector("[data-scenarios]");
      this.name = this.part("name");
      this.table = this.part("table");
      this.shown = ""; // what the table was asked for
      this.undo = null;
      this.place.addEventListener("click", (event) => this.clicked(event));
      this.name.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.keep();
      });
      this.table.addEventListener("toggle", () => this.ask());
      this.name.value = this.unused;
      this.tell();
    }

    part(name) {
      return this.place.querySelector(`[data-scenario-${name}]`);
    }

    get kept() {
      return courseCase.kept.scenarios[this.own] ?? [];
    }

    get unused() {
      return ["A", "B", "C"].find((one) => this.kept.every(({ name }) => name !== one)) ?? "";
    }

    change(edit) {
      courseCase.change(({ scenarios }) => {
        scenarios[this.own] = edit(scenarios[this.own] ?? []);
        if (!scenarios[this.own].length) delete scenarios[this.own];
      });
    }

    keep() {
      const name = this.name.value.trim();
      const { state } = this.form.dataset;
      if (!name) return this.say("Type a name for the scenario first.");
      if (this.kept.length >= MOST) return this.say("Three scenarios are kept already. Remove one first.");
      if (this.kept.some((one) => one.name === name))
        return this.say(`A scenario named ${name} is kept already. Type another name.`);
      if (state === "refused") return this.say("Put right what is refused first.");
      if (this.form.hasAttribute("data-files")) return this.say("A scenario holds no files.");
      this.change((kept) => [...kept, { name, query: this.form.answers() }]);
      this.name.value = this.unused;
      this.table.open = true;
      this.say(
        `Kept as scenario ${name}.${courseCase.keeps ? "" : " This browser keeps it only until you leave the page."}`,
      );
    }

    clicked(event) {
      const button = event.target.closest("button");
      const link = event.target.closest("a");
      if (link?.hash.endsWith("?")) {
        // A scenario with every default has no answers for the address to carry.
        event.preventDefault();
        this.form.querySelector('[data-action="reset"]').click();
      }
      if (!button) return;
      const { scenarioDo: act, scenarioRemove: at } = button.dataset;
      if (act === "keep") this.keep();
      if (act === "undo") {
        this.change(() => this.undo);
        this.say("Undone.");
        this.name.focus();
      }
      if (at !== undefined) {
        const before = this.kept;
        this.change((kept) => kept.filter((_, index) => index !== Number(at)));
        this.say(`Scenario ${before[at].name} is removed.`, before);
        this.part("undo").focus();
      }
    }

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

    /* What Python is asked, as coursePython wants it. */
    slug = "scenarios";

    query() {
      return JSON.stringify({ slug: this.own, scenarios: this.kept });
    }

    ask() {
      if (!this.table.open || !this.kept.length || this.shown === this.query()) return;
      this.shown = this.query();
      if (!python.ready) this.part("slot").textContent = "Starting Python to reckon in this page.";
      python.ask(this, "change");
    }

    show(html) {
      this.part("slot").replaceChildren(
        ...trusted.body(html).querySelector('[data-slot="scenarios"], [data-slot="problem"]').childNodes,
      );
    }

    rest() {
      this.shown = "";
      this.table.open = false;
    }

    failed(failure) {
      this.shown = "";
      this.table.open = false;
      this.part("slot").textContent = "";
      this.say(
        `Python cannot reckon here: ${failure.words} (${failure.code}) The scenarios are kept. Unfold them to try again.`,
      );
    }
  }

  const all = [...document.querySelectorAll("form.calculator")].map((form) => new Scenarios(form));
  addEventListener("casechange", () => {
    for (const one of all) one.tell();
  });
  addEventListener("ownfigures", () => {
    for (const one of all) {
      one.shown = "";
      one.ask();
    }
  });
})();
