/* The page of the decision record: carries it between the fields, what the browser keeps, files, links.

   What a record says only Python knows. A record from a file or a link is a guest: shown, and kept only when the reader says
   so. */
(() => {
  const page = course.one("[data-record-page]");
  const TYPING = 400; // ms without a key, after which what is typed goes into the document
  const part = course.finder(page, "record-");
  const button = (/** @type {string} */ act) => course.one(`button[data-record-do="${act}"]`, page);
  const fields = course.controls(course.one("form", page, HTMLFormElement));
  const slots = new CourseSlots(page);
  const files = /** @type {Map<string, HTMLElement>} */ (new Map());
  let link = "";
  let guest = /** @type {Guest | null} */ (null); // what is shown in place of what is kept
  let asked = guest; // what Python was asked for
  let next = /** @type {(() => unknown) | null} */ (null); // what waits until the document is up to date
  let undo = /** @type {(() => string) | null} */ (null);

  const say = (/** @type {string} */ words) => part("status").replaceChildren(words);

  function problem(/** @type {string} */ words) {
    course.tell(part("problem"), words);
    if (words) part("problem").focus();
  }

  const word = (/** @type {Record<string, unknown>} */ record, /** @type {string} */ name) =>
    typeof record[name] === "string" ? record[name] : "";

  /* Fields, notices and buttons as they must be for what is shown. A field in which the reader is typing is left alone. */
  function tell() {
    const record = guest?.clean ?? courseCase.kept;
    for (const field of fields) {
      const theirs = course.one(`[data-record-theirs="${field.name}"]`, page);
      const value = word(record, field.name);
      const busy = field === document.activeElement && !guest?.clean && field.value !== value;
      theirs.hidden = !busy;
      course.one("span", theirs).textContent = value;
      if (!busy && field.value !== value) field.value = value;
      field.toggleAttribute("readonly", Boolean(guest?.clean));
    }
    page.dataset.guest = guest ? "yes" : "no";
    part("from").textContent = guest ? course.words(`record-from-${guest.from}`, { name: guest.name }) : "";
    const { empty, keeps, newer } = courseCase;
    course.shown(part, { guest: guest?.clean, replaces: !empty, unkept: !keeps && !newer, newer });
    button("undo").hidden = !undo;
    wait();
  }

  /* Until Python has started: what the calculators last said, in place of an empty form. */
  function wait() {
    const slugs = Object.keys(guest ? {} : courseCase.kept.calculators);
    if (page.dataset.state !== "live") page.dataset.state = guest || !courseCase.empty ? "waiting" : "empty";
    part("waits").hidden = page.dataset.state !== "waiting";
    const { length: count } = slugs;
    part("held").textContent = guest
      ? course.words("record-made-of-guest")
      : course.words(count ? "record-made-of-answers" : "record-made-of-kept", { count });
    const titles = JSON.parse(page.dataset.titles ?? "{}");
    const told = slugs.map((slug) => {
      const sentence = courseCase.sentence(slug) || course.words("record-reckoning");
      return course.made("div", {}, course.made("dt", {}, titles[slug] ?? slug), course.made("dd", {}, sentence));
    });
    part("sentences").replaceChildren(...told);
  }

  const asker = courseAsker({
    slug: "decision-record",
    query() {
      asked = guest;
      return guest ? guest.text : courseCase.text;
    },
    asks: () => (coursePython.ready ? "" : course.words("record-starting")),
    show(said, parts) {
      if (asked !== guest) return;
      if (said("state").dataset.state === "refused") return refused(said("problem").textContent);
      if (guest) {
        guest.text = said("text").textContent;
        guest.clean = JSON.parse(guest.text);
      }
      link = said("link").textContent;
      for (const each of parts) {
        if (each.dataset.file) files.set(each.dataset.file, each);
        else slots.put(each);
      }
      page.dataset.state = "live";
      tell();
      next?.();
      next = null;
    },
    ended(state) {
      if (state !== "live" && page.dataset.state === "waiting") {
        part("held").textContent = course.words("record-not-made");
        button("again").hidden = false;
      }
      const waited = Boolean(next);
      if (state !== "live") next = null;
      return waited;
    },
    say: (words) => part("waiting").replaceChildren(words),
    kept: course.words("record-typed"),
    stopped: () => course.words("record-stopped"),
    place: part("failure"),
    stop: button("stop"),
    leave: () => fields[0].focus(),
  });
  const ask = () => asker.ask("change");

  function refused(/** @type {string} */ reason) {
    next = null;
    if (guest) {
      problem(course.words(`record-refused-${guest.from}`, { name: guest.name, reason }));
      leave();
    } else problem(course.words("record-unreadable", { reason }));
  }

  function welcome(/** @type {string} */ text, /** @type {Guest["from"]} */ from, name = "") {
    problem("");
    guest = { text, from, name, clean: null };
    wait();
    ask();
  }

  /* Back to what the browser keeps. */
  function leave() {
    guest = null;
    if (location.hash.startsWith("#case=")) course.address();
    tell();
    ask();
  }

  /* At once where the document says what the record holds, else as soon as it does. */
  function then(/** @type {() => unknown} */ act) {
    if (page.dataset.state === "live" && !asker.busy) return act();
    next = act;
    if (!coursePython.asks(asker)) ask();
  }

  function download(/** @type {string} */ ending) {
    const { textContent = "", dataset } = files.get(ending) ?? {};
    const { name = "", type } = dataset ?? {};
    // Python knows the place of this page in the course, and not where the course stands.
    const text = (textContent ?? "").replace("](decision-record/#", `](${new URL("decision-record/", course.site)}#`);
    courseSave(new Blob([text], { type }), name);
    say(course.words("downloaded", { name }));
  }

  function copy() {
    if (!link) return say(course.words("record-too-long"));
    const address = new URL(`#${link}`, location.href.split("#")[0]).href;
    const { words } = course;
    const about = { byHand: words("copy-link"), done: words("record-copied"), label: words("record-link") };
    course.copy(address, part("status"), about);
  }

  /* Something that can be undone, until something else changes what is kept. */
  function change(/** @type {() => void} */ act, /** @type {string} */ words) {
    const before = courseCase.text;
    act();
    undo = () => {
      courseCase.replace(before);
      return course.words("undone");
    };
    tell();
    say(words);
  }

  function remove(/** @type {(record: Case) => unknown} */ edit, /** @type {string} */ words) {
    change(() => courseCase.change(edit), words);
    button("undo").focus();
  }

  function keepVariant() {
    const field = part("variant", HTMLInputElement);
    const name = field.value.trim();
    const refusal = courseCase.refusal(courseCase.kept.variants, name, "variant");
    if (refusal) return say(refusal);
    courseCase.change((kept) => {
      const { format: _, version: __, newer: ___, variants: ____, ...record } = kept;
      kept.variants = [...kept.variants, { name, record }];
    });
    field.value = "ABC"[courseCase.kept.variants.length] ?? "";
    say(course.words("variant-kept", { name }));
  }

  function clear() {
    const { calculators, scenarios, variants } = courseCase.kept;
    const { texts, used } = courseOwn;
    const { words } = course;
    const parts = [
      courseCase.newer && words("record-forgot-newer"),
      !courseCase.empty && words("record-forgot", { count: Object.keys(calculators).length }),
      Object.keys(scenarios).length &&
        words("record-forgot-scenarios", { count: Object.values(scenarios).flat().length }),
      variants.length && words("record-forgot-variants", { count: variants.length }),
      (used || Object.keys(texts).length) && words("record-forgot-figures"),
    ].filter(Boolean);
    guest = null;
    if (location.hash) course.address();
    problem("");
    for (const field of fields) field.value = "";
    const back = courseCase.forget();
    const undone = () => {
      back();
      return words("record-back");
    };
    undo = parts.length ? undone : null;
    tell();
    ask();
    say(parts.length ? words("record-forgotten", { list: parts.join(", ") }) : words("record-nothing"));
  }

  /** @type {Record<string, () => void>} */
  const ACTS = {
    again() {
      wait();
      coursePython.retry();
      ask();
    },
    link: () => then(copy),
    print: () => then(() => print()),
    keep() {
      const text = guest?.text ?? "";
      guest = null;
      if (location.hash) course.address();
      change(() => courseCase.replace(text), course.words("record-kept"));
    },
    own: leave,
    variant: keepVariant,
    clear,
    undo() {
      const act = undo;
      undo = null;
      if (act) say(act());
      tell();
      button("link").focus({ preventScroll: true }); // this button has gone
    },
  };

  course.pressed(page, ({ recordDo, recordFile, recordRemove, recordForget, recordTake }) => {
    ACTS[recordDo ?? ""]?.();
    if (recordFile) then(() => download(recordFile));
    if (recordRemove) remove(({ calculators }) => delete calculators[recordRemove], course.words("record-removed"));
    if (recordForget)
      remove(({ variants }) => variants.splice(Number(recordForget), 1), course.words("variant-removed"));
    const field = fields.find((one) => one.name === recordTake);
    if (field) {
      field.value = word(courseCase.kept, field.name);
      tell();
      field.focus();
    }
  });
  page.addEventListener("input", ({ target }) => {
    const field = fields.find((one) => one === target);
    if (!field || guest?.clean) return;
    undo = null;
    courseCase.change((kept) => {
      if (field.value) kept[field.name] = field.value;
      else delete kept[field.name];
    });
  });
  course.given(page, async ([file]) => {
    if (!file) return;
    const read = await course.read(file, Number(page.dataset.mostBytes), course.words("record-not-opened"));
    if ("text" in read) welcome(read.text, "file", file.name);
    else problem(read.problem);
  });

  addEventListener("casechange", () => {
    undo = null;
    tell();
    if (guest) return;
    const typing = document.activeElement && fields.some((field) => field === document.activeElement);
    asker.soon(typing ? TYPING : 0, "change");
  });
  addEventListener("ownfigures", ask);

  function follow() {
    if (location.hash.startsWith("#case=")) welcome(location.hash.slice(1), "link");
  }

  /* What was typed before this script came is as good as what is typed after. */
  function begin() {
    const early = fields.filter(({ value }) => value);
    if (!early.length || courseCase.newer) return;
    courseCase.change((kept) => {
      for (const { name, value } of early) kept[name] = value;
    });
  }

  addEventListener("hashchange", follow);
  begin();
  course.link(page);
  tell();
  follow();
  if (!guest && !courseCase.empty) ask();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
