/* What Material's inline scripts do, in a file, safe where storage is blocked or holds foreign values. */

const __md_scope = new URL(document.currentScript?.dataset.base ?? ".", location.href);

const __md_hash = (/** @type {string} */ text) =>
  [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);

const __md_get = (/** @type {string} */ key, /** @type {Storage | null} */ storage = null, scope = __md_scope) => {
  try {
    const value = JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`) ?? "null");
    // Another site on the same host may have written any value under Material's key.
    const isPalette = Number.isInteger(value?.index) && ["default", "slate"].includes(value.color?.scheme);
    return key === "__palette" && !isPalette ? null : value;
  } catch {
    return null;
  }
};

/** @param {string} key @param {unknown} value @param {Storage} [storage] */
const __md_set = (key, value, storage, scope = __md_scope) => {
  try {
    (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Blocked or full: what is chosen lasts as long as the page.
  }
};

const __md_scheme = () => {
  const palette = __md_get("__palette");
  const chosen = palette && palette.color.media !== "(prefers-color-scheme)" && palette.color.scheme;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  // A page in a frame looks as the page around it says: ?theme=dark or ?theme=light.
  const framed = document.documentElement.classList.contains("embed");
  const theme = framed && new URLSearchParams(location.search).get("theme");
  const asked = (theme === "dark" && "slate") || (theme === "light" && "default");
  document.body.setAttribute("data-md-color-scheme", asked || chosen || system);
};
__md_scheme();
document.documentElement.classList.replace("no-js", "js");

/* Material moves to search or to the next page on a single letter: a slip of the hand must not (WCAG 2.1.4). "/" stays. */
addEventListener(
  "keydown",
  (event) => {
    const { target, key } = event;
    const typing =
      target instanceof Element && target.closest("input, select, textarea, [contenteditable], .md-search");
    if (!typing && ["f", "s", "p", "n", ",", "."].includes(key)) event.stopImmediatePropagation();
  },
  true,
);
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
