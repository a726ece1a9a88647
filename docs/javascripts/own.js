/* A reader's own figures, kept in this browser alone.

   `texts` are the tables as typed, by name; `used` is null or what the calculators answer with: {words, tables}, the rows
   that Python has checked. Whoever needs to know of a change listens for "ownfigures"; it also comes from other tabs. */
const courseOwn = (() => {
  const store = new CourseStore("own figures");
  const changed = () => dispatchEvent(new Event("ownfigures"));

  /** @returns {value is Texts} */
  const isTexts = (/** @type {unknown} */ value) =>
    course.isMap(value) && Object.values(value).every((one) => typeof one === "string");

  /* Whether a table is what Python once gave. */
  const isTable = (/** @type {string} */ text) => course.isMap(CourseStore.parsed(text).rows);

  /** @returns {{texts: Texts, used: {words: string, tables: Texts} | null}} */
  function read(/** @type {string | null} */ text) {
    const { texts, used } = CourseStore.parsed(text);
    const { words, tables } = course.isMap(used) ? used : {};
    const fits = isTexts(tables) && Object.values(tables).every(isTable);
    return { texts: isTexts(texts) ? texts : {}, used: fits ? { words: String(words), tables } : null };
  }

  const stored = store.read();
  const { texts, used } = CourseStore.parsed(stored);
  const damaged = stored !== null && (!isTexts(texts) || Boolean(read(stored).used) !== Boolean(used));

  const own = {
    ...read(stored),
    keeps: true, // what was last given outlives this page
    draft(/** @type {Texts} */ typed) {
      own.texts = typed;
      keep();
    },
    use(/** @type {Texts | null} */ tables, words = "") {
      own.used = tables && { words, tables };
      keep();
      changed();
    },
  };

  function keep() {
    const { texts, used } = own;
    own.keeps = store.write(used || Object.keys(texts).length ? JSON.stringify({ texts, used }) : null);
  }

  store.aside(damaged ? stored : null);
  if (damaged) keep();

  store.hear((text) => {
    const before = JSON.stringify(own.used);
    Object.assign(own, read(text));
    if (JSON.stringify(own.used) !== before) changed();
  });
  return own;
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
