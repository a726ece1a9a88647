/* What a reader's decision record is made of, kept in this browser alone.

   It holds the words typed on its page, the answers given to each calculator as a query string, scenarios. All of it is text;
   what it means only Python knows. `courseCase.change(edit)` is the one way to alter it: `edit` gets the newest that any tab
   has kept, so that no tab undoes what another did. Whoever needs to know of a change listens for "casechange"; it also
   comes from other tabs. */
const courseCase = (() => {
  const store = new CourseStore("decision record");
  const sentences = new CourseStore("last sentences"); // what was last answered, to be shown until Python has started
  const NAMES = ["A", "B", "C"]; // as many scenarios of a calculator, variants of a record, as may be kept
  const HEAD = { format: "decision-record", version: 1 };
  const { isMap } = course;
  const isText = (/** @type {unknown} */ value) => typeof value === "string";
  const only = (/** @type {unknown} */ map, /** @type {(value: unknown) => boolean} */ fits) =>
    Object.fromEntries(Object.entries(isMap(map) ? map : {}).filter(([, value]) => fits(value)));
  /** @returns {value is Named[]} */
  const isList = (/** @type {unknown} */ value) =>
    Array.isArray(value) && value.every((one) => isMap(one) && isText(one.name));

  /* What a text holds, reduced to what has the right shape; nothing where it is not ours. */
  function shaped(/** @type {string | null} */ text) {
    const parsed = CourseStore.parsed(text);
    const found = parsed.format === HEAD.format && Number(parsed.version) >= HEAD.version ? parsed : HEAD;
    const { calculators, scenarios, variants, version } = /** @type {Record<string, unknown>} */ (found);
    return /** @type {Case} */ ({
      ...only(found, isText),
      ...HEAD,
      newer: Number(version) > HEAD.version,
      calculators: only(calculators, isText),
      scenarios: only(scenarios, isList),
      variants: isList(variants) ? variants : [],
    });
  }

  const written = (/** @type {Case} */ { newer: _, ...rest }) => JSON.stringify(rest);
  const NOTHING = written(shaped(null));

  const changed = () => dispatchEvent(new Event("casechange"));
  let alone = false; // this page holds what could not be kept, and another tab has kept something else since

  const held = {
    kept: shaped(null),
    newer: false, // a later edition of the course wrote what is kept: not to be written over
    keeps: true, // what was last kept outlives this page
    get text() {
      return written(held.kept);
    },
    get empty() {
      return held.text === NOTHING;
    },
    /* The sentence that a calculator last gave to the answers that are kept; nothing where those are others. */
    sentence(/** @type {string} */ slug) {
      const noted = CourseStore.parsed(sentences.read())[slug];
      const fits = isMap(noted) && noted.query === held.kept.calculators[slug] && isText(noted.words);
      return fits ? String(noted.words) : "";
    },
    /* Note the sentence that the answers kept of a calculator were given. */
    answered(/** @type {string} */ slug, /** @type {string} */ words) {
      const { calculators } = held.kept;
      const noted = Object.entries(CourseStore.parsed(sentences.read())).filter(([one]) =>
        Object.hasOwn(calculators, one),
      );
      const about = { ...Object.fromEntries(noted), [slug]: { query: calculators[slug], words } };
      if (held.keeps) sentences.write(JSON.stringify(about));
    },
    /* As it stands behind the "#" of a link to the record. */
    get hash() {
      return `#case=${encodeURIComponent(held.text)}`;
    },
    change(/** @type {(record: Case) => unknown} */ edit) {
      if (held.keeps) held.kept = shaped(store.read());
      edit(held.kept);
      keep();
      changed();
    },
    replace(/** @type {string} */ text) {
      held.kept = shaped(text);
      keep();
      changed();
    },
    /* A name for one more beside those that are kept. */
    unused: (/** @type {Named[]} */ those) => NAMES.find((one) => those.every(({ name }) => name !== one)) ?? "",
    /* Why no more can be kept under a name beside those that are, if so. */
    refusal(/** @type {Named[]} */ those, /** @type {string} */ name, /** @type {"scenario" | "variant"} */ what) {
      if (!name) return course.words(`unnamed-${what}`);
      if (those.length >= NAMES.length) return course.words(`enough-${what}`);
      return those.some((one) => one.name === name) && course.words(`taken-${what}`, { name });
    },
    /* Forget all that the reader has typed, figures of their own too; gives what brings it back. */
    forget() {
      const { texts, used } = courseOwn;
      const before = held.text;
      held.newer = alone = false;
      store.write(null);
      sentences.write(null);
      held.replace("");
      courseOwn.draft({});
      if (used) courseOwn.use(null);
      return () => {
        held.replace(before);
        courseOwn.draft(texts);
        if (used) courseOwn.use(used.tables, used.words);
      };
    },
  };

  function take(/** @type {string | null} */ text) {
    const found = shaped(text);
    held.newer = found.newer;
    held.keeps = !found.newer;
    if (!found.newer) held.kept = found;
  }

  /* What is not kept lasts as long as the page. */
  function keep() {
    held.keeps = !held.newer && !alone && store.write(held.empty ? null : held.text);
  }

  store.hear((text) => {
    alone ||= !held.keeps && !held.empty;
    if (!alone) take(text);
    changed();
  });

  // A page that comes back from the browser's back-forward store has heard nothing meanwhile.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !held.keeps) return;
    take(store.read());
    changed();
  });

  /* Whether nothing of a text is lost by what is made of it. */
  function isWhole(/** @type {string | null} */ text) {
    const made = /** @type {Record<string, unknown>} */ (JSON.parse(written(shaped(text))));
    const found = Object.entries(CourseStore.parsed(text));
    return (
      text === null ||
      (found.length > 0 && found.every(([name, value]) => JSON.stringify(made[name]) === JSON.stringify(value)))
    );
  }

  const stored = store.read();
  store.aside(isWhole(stored) || shaped(stored).newer ? null : stored);
  take(stored);
  keep(); // tells at once whether this browser keeps anything
  return held;
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
