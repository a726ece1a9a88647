/* The sentences that scripts say. They stand in data/words/; the build puts those of a script in front of it.

   `courseWords(key, about)` is a sentence with what belongs between its braces; of several forms `about.count` picks one.
   `courseWords.parts` gives the same in pieces, for sentences that hold a link or another element. */
const courseWords = (() => {
  const known = /** @type {Record<string, string | Record<string, string>>} */ ({});
  const plural = new Intl.PluralRules(document.documentElement.lang);

  /** @param {string} key @param {Record<string, string | number | Node>} [about] */
  function parts(key, about = {}) {
    const said = known[key] ?? key;
    const text = typeof said === "string" ? said : (said[plural.select(Number(about.count))] ?? said.other);
    return text.split(/\{(\w+)\}/).map((part, at) => {
      const put = at % 2 ? (about[part] ?? `{${part}}`) : part;
      return put instanceof Node ? put : String(put);
    });
  }

  return Object.assign(
    (/** @type {string} */ key, /** @type {Record<string, string | number>} */ about = {}) =>
      parts(key, about).join(""),
    { parts, add: (/** @type {typeof known} */ more) => Object.assign(known, more) },
  );
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
