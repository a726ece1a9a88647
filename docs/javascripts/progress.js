/* How far a reader is in the course, kept in this browser alone.

   `checks` holds the first answer to each check by lesson, `done` the lessons that the reader has marked, `guesses` what was
   typed into the sheets of the workbook. As with the decision
   record, `courseProgress.change(edit)` gets the newest that any tab has kept; who needs to know listens for
   "progresschange". */
const courseProgress = (() => {
  const store = new CourseStore("course progress");
  const HEAD = { format: "course-progress", version: 1 };
  const RESULTS = ["right", "wrong"];
  const plain = (/** @type {unknown} */ map) => (course.isMap(map) ? Object.entries(map) : []);

  /** What a text holds, reduced to what has the right shape. @returns {Progress} */
  function shaped(/** @type {string | null} */ text) {
    const found = CourseStore.parsed(text);
    const ours = found.format === HEAD.format && found.version === HEAD.version;
    const { done, checks, guesses } = ours ? found : /** @type {Record<string, unknown>} */ ({});
    const lessons = plain(checks).map(([lesson, results]) => [
      lesson,
      Object.fromEntries(plain(results).filter(([, result]) => RESULTS.includes(String(result)))),
    ]);
    return {
      ...HEAD,
      ours,
      done: Object.fromEntries(
        plain(done)
          .filter(([, value]) => value === true)
          .map(([lesson]) => [lesson, true]),
      ),
      checks: Object.fromEntries(lessons),
      guesses: Object.fromEntries(
        plain(guesses).flatMap(([line, typed]) => (typed && typeof typed === "string" ? [[line, typed]] : [])),
      ),
    };
  }

  const stored = store.read();
  store.aside(stored === null || shaped(stored).ours ? null : stored);

  const held = {
    kept: shaped(stored),
    keeps: true, // what was last kept outlives this page
    get text() {
      const { ours: _, ...rest } = held.kept;
      return JSON.stringify(rest, null, 2);
    },
    get empty() {
      const { done, checks, guesses } = held.kept;
      const marked = Object.keys(done).length + Object.keys(guesses).length;
      return !marked && !Object.values(checks).some((results) => Object.keys(results).length);
    },
    change(/** @type {(progress: Progress) => unknown} */ edit) {
      if (held.keeps) held.kept = shaped(store.read());
      edit(held.kept);
      keep();
    },
    /* Take what a text holds in the place of what is kept; false where it is not ours. */
    replace(/** @type {string} */ text) {
      const found = shaped(text);
      if (!found.ours && text) return false;
      held.kept = found;
      keep();
      return true;
    },
    result: (/** @type {string} */ lesson, /** @type {string} */ key) =>
      Object.hasOwn(held.kept.checks, lesson) ? held.kept.checks[lesson][key] : undefined,
    note(/** @type {string} */ lesson, /** @type {string} */ key, /** @type {Result | null} */ result) {
      held.change(({ checks }) => {
        checks[lesson] = { ...checks[lesson] };
        if (result) checks[lesson][key] = result;
        else delete checks[lesson][key];
      });
    },
  };

  const changed = () => dispatchEvent(new Event("progresschange"));

  function keep() {
    held.keeps = store.write(held.empty ? null : held.text);
    changed();
  }

  store.hear((text) => {
    if (held.keeps) held.kept = shaped(text);
    changed();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !held.keeps) return;
    held.kept = shaped(store.read());
    changed();
  });
  return held;
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
