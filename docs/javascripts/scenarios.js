/* Scenarios: up to three variants of a calculator's answers under names of the reader's, side by side below it.

   They are kept with the decision record. How they differ only Python says, once the reader unfolds them. */
course.calculators((form, own) => {
  const place = course.one("[data-scenarios]", form);
  const part = course.finder(place, "scenario-");
  const [field, table, slot] = [part("name", HTMLInputElement), part("table", HTMLDetailsElement), part("slot")];
  let shown = ""; // what the table was asked for
  let undo = /** @type {Named[] | null} */ (null);

  const kept = () => courseCase.kept.scenarios[own] ?? [];
  const query = () => JSON.stringify({ slug: own, scenarios: kept() });

  function say(/** @type {string} */ words, before = /** @type {typeof undo} */ (null)) {
    undo = before;
    part("undo").hidden = !undo;
    part("status").textContent = words;
  }

  function change(/** @type {(kept: Named[]) => Named[]} */ edit) {
    courseCase.change(({ scenarios }) => {
      scenarios[own] = edit(scenarios[own] ?? []);
      if (!scenarios[own].length) delete scenarios[own];
    });
  }

  function keep() {
    const name = field.value.trim();
    const refusal = courseCase.refusal(kept(), name, "scenario");
    if (refusal) return say(refusal);
    if (form.dataset.state === "refused") return say(course.words("scenario-refused"));
    if (form.hasAttribute("data-files")) return say(course.words("scenario-files"));
    change((those) => [...those, { name, query: course.answers.get(form)?.() ?? "" }]);
    field.value = courseCase.unused(kept());
    table.open = true;
    say(course.words(courseCase.keeps ? "scenario-kept" : "scenario-kept-here", { name }));
  }

  function tell() {
    table.hidden = !kept().length;
    field.value ||= courseCase.unused(kept());
    ask();
  }

  function ask() {
    if (!table.open || !kept().length || shown === query()) return;
    shown = query();
    if (!coursePython.ready) slot.textContent = course.words("starting");
    coursePython.ask(asker, "change");
  }

  /** @type {Asker} */
  const asker = {
    slug: "scenarios",
    query,
    show(html) {
      const said = course.one('[data-slot="scenarios"], [data-slot="problem"]', courseTrusted.body(html));
      slot.replaceChildren(...said.childNodes);
    },
    rest() {
      shown = "";
      table.open = false;
    },
    failed({ words, code }) {
      asker.rest();
      slot.textContent = "";
      say(course.words("scenario-failed", { reason: words, code }));
    },
  };

  place.addEventListener("click", (event) => {
    if (!course.closest(event, "a")?.hash.endsWith("?")) return;
    // A scenario with every default has no answers for the address to carry.
    event.preventDefault();
    course.one('[data-action="reset"]', form).click();
  });
  course.pressed(place, ({ scenarioDo: act, scenarioRemove: at }) => {
    if (act === "keep") keep();
    if (act === "undo") {
      change(() => undo ?? []);
      say(course.words("undone"));
      field.focus();
    }
    if (at === undefined) return;
    const before = kept();
    change((those) => those.toSpliced(Number(at), 1));
    say(course.words("scenario-removed", { name: before[Number(at)].name }), before);
    part("undo").focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    keep();
  });
  table.addEventListener("toggle", ask);
  addEventListener("casechange", tell);
  addEventListener("ownfigures", () => {
    shown = "";
    ask();
  });
  tell();
});
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
