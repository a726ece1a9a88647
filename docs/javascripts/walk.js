/* The walk: one step at a time, the answers kept in the address; what each step says, and which questions make sense,
   Python reckons.

   This script knows no question and no rule. Without Python the walk goes on by hand, by the rules that stand under each
   step. */
(() => {
  const form = document.querySelector("[data-walk]");
  const { courseOwn: own, coursePython: python, courseCase, courseTrusted: trusted } = globalThis;
  const PATIENCE = 1_000; // ms before a wait is put into words
  const QUIET = 400; // ms without a key, after which a typed text counts
  const ADDRESS = 250; // ms; browsers refuse an address that changes with each key
  const one = (name, within = form) => within.querySelector(`[data-${name}]`);
  const all = (name, within = form) => [...within.querySelectorAll(`[data-${name}]`)];
  const steps = all("step");
  const last = steps.length - 1;
  const controls = [...form.elements].filter(({ name }) => name);
  const slots = new Map(all("slot").map((place) => [place.dataset.slot, place]));
  const carry = one("carry");
  const carryTo = carry.href;
  const startEnd = slots.get("end").cloneNode(true);
  const isNote = (control) => "note" in control.dataset;
  const given = () => controls.filter(({ value, dataset }) => value !== dataset.default);
  const pairs = (some) => some.map(({ name, value }) => [name, value]);
  const isAside = (control) => Boolean(control.closest("[data-question]")?.hidden);
  const heading = (step) => step.querySelector("h2");
  let at = 0;
  let came = last - 1; // the step from which the end was reached
  let carried = ""; // the answers that count, as the advisor's link has them
  let kept = -ADDRESS; // when the address was last written
  let waited = false; // whether the status tells of a wait
  const timers = {};

  /* One timer of a name at a time; without anything to do it is only stopped. */
  function after(name, wait, act) {
    clearTimeout(timers[name]);
    timers[name] = act && setTimeout(act, wait);
  }

  const made = (tag, ...parts) => {
    const element = document.createElement(tag);
    element.append(...parts);
    return element;
  };

  function say(text) {
    const status = one("status");
    if (status.textContent !== text) status.textContent = text;
  }

  /* What a reader may want to know longer than Python takes to answer. */
  function tell(text) {
    one("told").hidden = !text;
    one("told").textContent = text;
  }

  /* Keep: the address holds the step, the answers and the notes. */
  function address() {
    const answers = pairs(given());
    if (!at && !answers.length) return location.pathname + location.search;
    return `#${form.id}?${new URLSearchParams([["step", steps[at].dataset.step], ...answers])}`;
  }

  function keep() {
    after("keep");
    kept = performance.now();
    history.replaceState(history.state, "", address());
    list();
    carry.href = carryTo + (carried && `?${carried}`);
  }

  /* "Your answers", each with a way back to its question. */
  function list() {
    const entries = given().map((control) => {
      const label = control.labels[0].textContent;
      const step = steps.find((one) => one.contains(control));
      const change = made("a", "Change", made("span", ` ${label}, ${one("count", step).textContent}`));
      change.lastChild.className = "walk__of";
      change.href = `#${control.id}`;
      change.addEventListener("click", (event) => {
        event.preventDefault();
        move(steps.indexOf(step));
        if (!isAside(control)) control.focus();
      });
      const said = control.selectedOptions?.[0].textContent ?? control.value;
      const parts = [
        made("span", said),
        isAside(control) ? made("i", "Set aside: with your other answers this is not asked.") : "",
        change,
      ];
      return made(
        "div",
        made("dt", isNote(control) ? `${one("count", step).textContent}, notes` : label),
        made("dd", ...parts),
      );
    });
    one("given").replaceChildren(...entries);
    one("answers").hidden = !entries.length;
    one("again").hidden = !at && !entries.length;
  }

  /* Move */
  function show() {
    for (const step of steps) step.hidden = step !== steps[at];
    one("outcome").hidden = at === last;
  }

  function move(to) {
    if (to === last && at !== last) came = at;
    at = to;
    show();
    history.pushState(null, "", address());
    keep();
    heading(steps[at]).focus();
    heading(steps[at]).scrollIntoView();
    if (at === last) ask("change");
  }

  function restart() {
    for (const control of controls) control.value = control.dataset.default;
    slots.get("end").replaceChildren(...startEnd.cloneNode(true).childNodes);
    carried = "";
    move(0);
    ask("change");
    tell("All answers are cleared. Your browser’s way back brings them back.");
  }

  /* Ask Python, and show what it answers */
  const question = {
    slug: form.id,
    query: () =>
      new URLSearchParams([
        ["step", steps[at].dataset.step],
        ...pairs(given().filter((control) => !isNote(control))),
      ]).toString(),
    show(html) {
      settled("live");
      for (const part of [...trusted.body(html).children]) place(part);
      keep();
    },
    rest() {
      settled("prerendered");
    },
    failed(why, acted) {
      settled("failed");
      carried = pairs(given().filter((control) => !isNote(control))).length
        ? question.query().replace(/^step=[^&]*&/, "")
        : "";
      for (const part of all("question")) part.hidden = false;
      for (const rules of all("rules")) rules.open = true;
      failure.tell(
        why,
        "Go on by hand: the rules of each step stand under its questions. Your answers are kept.",
        acted === "submit",
      );
      keep();
    },
  };

  function retry() {
    python.retry();
    ask("submit");
  }

  function alone() {
    failure.clear();
    heading(steps[at]).focus();
  }

  const failure = courseFailure(one("failure"), retry, alone);

  function settled(state) {
    after("wait");
    if (waited || form.dataset.state === "failed") say("");
    waited = false;
    form.dataset.state = state;
    if (state !== "failed") failure.clear();
    one("stop").hidden = true;
  }

  function place(part) {
    const { slot, control: name, asked, says } = part.dataset;
    if (slot === "state") carried = part.dataset.carried;
    const target = slots.get(slot);
    if (!target) return;
    if (target.innerHTML !== part.innerHTML) target.replaceChildren(...part.childNodes);
    for (const link of all("site", target)) link.href = new URL(link.dataset.site, own.site);
    if (says) target.closest("[data-step]").dataset.says = says;
    const control = controls.find((one) => one.name === name);
    if (!control) return;
    control.closest("[data-question]").hidden = asked === "no";
    if ("invalid" in part.dataset) control.ariaInvalid = "true";
    else control.removeAttribute("aria-invalid");
  }

  function ask(why) {
    after("typing");
    python.ask(question, why);
    after("wait", PATIENCE, waits);
  }

  function waits() {
    waited = true;
    one("stop").hidden = false;
    say(python.ready ? "Still reckoning." : "Starting Python to reckon in this page.");
  }

  /* What a reader does */
  form.addEventListener("input", () => {
    list();
    if (performance.now() - kept > ADDRESS) keep();
    else after("keep", ADDRESS, keep);
    if (form.dataset.state !== "failed") after("typing", QUIET, () => ask("change"));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", ({ target }) => {
    const { go } = target.closest("button")?.dataset ?? {};
    if (go === "on") move(at + 1);
    if (go === "back") move(at === last ? came : at - 1);
    if (go === "end") move(last);
    if (go === "again") restart();
    if (go === "stop") python.stop();
    if (target.closest("[data-record]")) takeAlong();
  });
  for (const type of ["pointerover", "focusin", "touchstart"]) {
    form.addEventListener(type, () => form.dataset.state === "prerendered" && ask("intent"), {
      passive: true,
      once: true,
    });
  }

  /* Into the decision record: the answers that count, and each note that it does not hold yet. */
  function takeAlong() {
    courseCase.change((record) => {
      // Laid over what the advisor was told before, which may be more than the walk asks.
      const answers = new URLSearchParams(record.calculators[form.dataset.advisor] ?? "");
      for (const [name, value] of new URLSearchParams(carried)) answers.set(name, value);
      if (`${answers}`) record.calculators[form.dataset.advisor] = `${answers}`;
      for (const note of given().filter(isNote)) {
        const text = `${heading(note.closest("[data-step]")).textContent.trim()}: ${note.value.trim()}`;
        if (!record.notes?.includes(text)) record.notes = record.notes ? `${record.notes}\n\n${text}` : text;
      }
    });
    // Where the browser keeps nothing, the link carries it.
    const link = one("record");
    link.hash = courseCase.keeps ? "" : `case=${encodeURIComponent(courseCase.text)}`;
  }

  /* A text of a link into its control; false where it does not fit. */
  function set(control, text) {
    control.value = control.maxLength > 0 ? text.slice(0, control.maxLength) : text;
    if (control.selectedIndex < 0) control.value = control.dataset.default;
    return control.value === text.replaceAll("\r\n", "\n");
  }

  function follow() {
    const [, id, query] = /^#([^?]*)\?(.+)$/s.exec(location.hash) ?? [];
    if (location.hash && id !== form.id) return keep(); // a link within the page, which must not take the answers away
    const texts = new URLSearchParams(query);
    const left = new Set(texts.keys());
    for (const control of controls) {
      if (set(control, texts.get(control.name) ?? control.dataset.default)) left.delete(control.name);
    }
    const found = steps.findIndex((step) => step.dataset.step === texts.get("step"));
    if (found >= 0) left.delete("step");
    at = Math.max(0, found);
    show();
    list();
    tell(
      left.size
        ? `Of this link, what is not known here or too long was left out or cut: ${[...left].join(", ").slice(0, 200)}.`
        : "",
    );
    if (query || form.dataset.state !== "prerendered") ask("link");
    if (at) heading(steps[at]).focus();
  }

  addEventListener("popstate", follow);
  addEventListener("ownfigures", () => form.dataset.state !== "prerendered" && ask("change"));
  for (const part of all("scripted")) part.hidden = false;
  for (const rules of all("rules")) rules.open = false;
  for (const part of all("question")) part.hidden = part.dataset.asked === "no";
  follow();
})();
