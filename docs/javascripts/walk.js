/* The walk: one step at a time, the answers kept in the address; what each step says Python reckons.

   This script knows no question and no rule. Without Python the walk goes on by hand, by the rules that stand under each
   step. */
(() => {
  const QUIET = 400; // ms without a key, after which a typed text counts
  const ADDRESS = 250; // ms; browsers refuse an address that changes with each key
  const { made } = course;
  const form = course.one("form[data-walk]", document, HTMLFormElement);
  const one = course.finder(form, "");
  const all = (/** @type {string} */ name) => course.all(`[data-${name}]`, form);
  const steps = all("step");
  const last = steps.length - 1;
  const controls = course.controls(form);
  const slots = new CourseSlots(form);
  const timers = new CourseTimers();
  const carry = one("carry", HTMLAnchorElement);
  const carryTo = carry.href;
  const isNote = (/** @type {Control} */ control) => "note" in control.dataset;
  const isAside = (/** @type {Control} */ control) => Boolean(control.closest("[data-question][hidden]"));
  const stepOf = (/** @type {Control} */ control) => steps.findIndex((step) => step.contains(control));
  const given = () => controls.filter(({ value, dataset }) => value && value !== dataset.default);
  const answered = () => given().filter((control) => !isNote(control));
  const heading = (/** @type {number} */ step) => course.one("h2", steps[step]);
  const count = (/** @type {number} */ step) => course.one("[data-count]", steps[step]).textContent;
  const { advisor = "", dated } = form.dataset;
  const noted = /** @type {Map<Control, string>} */ (new Map()); // what the record holds of each note
  let at = 0;
  let came = last - 1; // the step from which the end was reached
  let carried = ""; // the answers that count, as the advisor's link has them
  let kept = -ADDRESS; // when the address was last written

  /* What a text holds: the step, and some of the answers. */
  function query(/** @type {Control[]} */ some) {
    const pairs = some.map(({ name, value }) => [name, value]);
    return new URLSearchParams([["step", steps[at].dataset.step ?? ""], ...pairs]).toString();
  }

  function say(/** @type {string} */ text) {
    const status = one("status");
    if (status.textContent !== text) status.textContent = text;
  }

  /* What a reader may want to know longer than Python takes to answer. */
  const tell = (/** @type {string} */ text) => course.tell(one("told"), text);

  /* Keep: the address holds the step, the answers and the notes. */
  const hash = () => (at || given().length ? `#${form.id}?${query(given())}` : "");

  function keep() {
    timers.stop("keep");
    kept = performance.now();
    course.address(hash());
    list();
    carry.href = carryTo + (carried && `?${carried}`);
  }

  /* "Your answers", each with a way back to its question. */
  function list() {
    const entries = given().map((control) => {
      const label = control.labels?.[0].textContent ?? "";
      const step = stepOf(control);
      const of = made(
        "span",
        { className: "walk__of" },
        course.words("walk-of", { question: label, step: count(step) }),
      );
      const change = made("a", { href: `#${control.id}` }, ...course.words.parts("walk-change", { of }));
      change.addEventListener("click", (event) => {
        event.preventDefault();
        move(step);
        if (!isAside(control)) control.focus();
      });
      const said = control instanceof HTMLSelectElement ? control.selectedOptions[0].textContent : control.value;
      const aside = isAside(control) ? made("i", {}, course.words("walk-aside")) : "";
      const term = made("dt", {}, isNote(control) ? course.words("walk-notes", { step: count(step) }) : label);
      return made("div", {}, term, made("dd", {}, made("span", {}, said), aside, change));
    });
    one("given").replaceChildren(...entries);
    course.shown(one, { answers: entries.length, again: at || entries.length });
  }

  /* Move */
  function show() {
    for (const step of steps) step.hidden = step !== steps[at];
    one("outcome").hidden = at === last;
  }

  function move(/** @type {number} */ to) {
    if (to === last && at !== last) came = at;
    at = to;
    show();
    course.address(hash(), true);
    keep();
    heading(at).focus();
    heading(at).scrollIntoView();
    if (at === last) asker.ask("change");
  }

  function restart() {
    for (const control of controls) control.value = course.unsaid(control);
    slots.reset("end");
    carried = "";
    move(0);
    asker.ask("change");
    tell(course.words("walk-cleared"));
  }

  /* Ask Python, and show what it answers */
  const asker = courseAsker({
    slug: form.id,
    query: () => query(answered()),
    show(_, parts, why) {
      for (const part of parts) place(part);
      keep();
      form.dispatchEvent(new CustomEvent("answered", { detail: { query: told(), state: "live", why } }));
    },
    ended(state, why) {
      form.dataset.state = state;
      form.removeAttribute("data-awaits");
      if (state !== "failed") return false;
      carried = answered().length ? asker.query().replace(/^step=[^&]*&/, "") : "";
      for (const part of all("question")) part.hidden = false;
      fold(true);
      keep();
      return why === "submit";
    },
    say,
    kept: course.words("walk-kept"),
    place: one("failure"),
    stop: one("stop"),
    leave: () => heading(at).focus(),
  });

  function fold(/** @type {boolean} */ open) {
    for (const rules of course.all("details[data-rules]", form, HTMLDetailsElement)) rules.open = open;
  }

  function place(/** @type {HTMLElement} */ part) {
    const { slot, control: name, asked, says } = part.dataset;
    if (slot === "state") carried = part.dataset.carried ?? "";
    slots.put(part);
    const step = steps.find((each) => says && each.contains(slots.places.get(slot ?? "")?.place ?? null));
    if (step) step.dataset.says = says;
    const control = controls.find((each) => each.name === name);
    if (!control) return;
    control.closest("[data-question]")?.toggleAttribute("hidden", asked === "no");
    if ("invalid" in part.dataset) control.ariaInvalid = "true";
    else control.removeAttribute("aria-invalid");
  }

  /* What a reader does */
  form.addEventListener("input", ({ target }) => {
    list();
    const [written] = controls.filter((control) => control === target && isNote(control));
    if (written) timers.after(written.name, QUIET, () => note([written]));
    if (performance.now() - kept > ADDRESS) keep();
    else timers.after("keep", ADDRESS, keep);
    if (form.dataset.state !== "failed") asker.soon(QUIET, "change");
  });
  form.addEventListener("click", (event) => course.closest(event, "a", "[data-record]") && takeAlong());
  course.pressed(form, ({ go }) => {
    if (go === "on") move(at + 1);
    if (go === "back") move(at === last ? came : at - 1);
    if (go === "end") move(last);
    if (go === "again") restart();
  });
  course.intended(form, () => asker.ask("intent"));

  /* The answers that count, laid over what the advisor was told elsewhere and the walk does not ask. */
  function told() {
    const asked = new Set(controls.map(({ name }) => name));
    const answers = new URLSearchParams(courseCase.kept.calculators[advisor] ?? "");
    for (const name of [...answers.keys()]) if (asked.has(name)) answers.delete(name);
    for (const [name, value] of new URLSearchParams(carried)) answers.set(name, value);
    for (const [name, day] of new URLSearchParams(dated)) if (!answers.has(name)) answers.set(name, day);
    return carried && `${answers}`;
  }

  /* Into the decision record: each note, in place of what was noted at its step before. */
  function note(/** @type {Control[]} */ notes) {
    for (const one of notes) {
      const text = one.value.trim() && `${heading(stepOf(one)).textContent.trim()}: ${one.value.trim()}`;
      const before = noted.get(one) ?? "";
      noted.set(one, text);
      courseCase.change((record) => {
        const kept = String(record.notes ?? "");
        if (text && kept.split("\n\n").includes(text)) return;
        const rest = before && kept.includes(before) ? kept.replace(before, () => text) : [kept, text].join("\n\n");
        record.notes = rest.replace(/\n{3,}/g, "\n\n").trim();
        if (!record.notes) delete record.notes;
      });
    }
  }

  function takeAlong() {
    // By this press what came by a link of somebody else's becomes the reader's own, unless they have answers already.
    if (carried && form.hasAttribute("data-guest") && !(advisor in courseCase.kept.calculators))
      course.one('[data-record-do="put"]', form).click();
    if (!form.hasAttribute("data-guest")) note(given().filter(isNote));
    // Where the browser keeps nothing, the link carries it.
    one("record", HTMLAnchorElement).hash = courseCase.keeps ? "" : courseCase.hash;
  }

  function follow(/** @type {Event | void} */ moved) {
    const { id, query: answers } = course.asked();
    course.misread([form.id]);
    if (!answers && form.dataset.state === "prerendered" && given().length) return begin();
    if (location.hash && !(answers && id === form.id)) return keep(); // a link within the page, which must not take the answers away
    const texts = new URLSearchParams(answers);
    const found = steps.findIndex((step) => step.dataset.step === texts.get("step"));
    if (found >= 0) texts.delete("step");
    // What the record holds beside the answers of the walk stays in it.
    const held = new URLSearchParams(courseCase.kept.calculators[advisor] ?? "");
    const asked = new Set(controls.map(({ name }) => name));
    for (const [name, value] of held) if (!asked.has(name) && texts.get(name) === value) texts.delete(name);
    const left = course.restore(controls, texts);
    at = Math.max(0, found);
    show();
    list();
    tell(left && course.words("walk-left-out", { names: left }));
    if (!moved) form.toggleAttribute("data-guest", Boolean(answers)); // see record-line.js
    form.toggleAttribute("data-awaits", Boolean(answers) && !coursePython.ready);
    if (answers || form.dataset.state !== "prerendered") asker.ask("link");
    if (at) heading(at).focus();
  }

  /* What was answered before this script came counts. */
  function begin() {
    show();
    note(given().filter(isNote));
    keep();
    asker.ask("change");
  }

  addEventListener("popstate", follow);
  course.leaving(() => {
    note(controls.filter((control) => isNote(control) && timers.has(control.name)));
    if (timers.has("keep")) keep();
  });
  addEventListener("ownfigures", () => form.dataset.state !== "prerendered" && asker.ask("change"));
  courseRecordLine(form, advisor, form.id);
  for (const part of all("scripted")) part.hidden = false;
  fold(false);
  for (const part of all("question")) part.hidden = part.dataset.asked === "no";
  follow();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
