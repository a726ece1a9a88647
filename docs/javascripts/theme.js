/* What stands in for Material's inline scripts, its palette included: safe where storage is blocked or holds foreign values. */

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

/* The bars of a phone's browser take the colour of the header, once that is found anyway. */
const __md_tint = () => {
  const [header, bars] = [document.querySelector(".md-header"), document.querySelector("meta[name=theme-color]")];
  if (header) bars?.setAttribute("content", getComputedStyle(header).backgroundColor);
};
addEventListener("load", __md_tint);

let __md_chosen = /** @type {any} */ (null); // where it cannot be kept

const __md_scheme = () => {
  const palette = __md_get("__palette") ?? __md_chosen;
  const chosen = palette && palette.color.media !== "(prefers-color-scheme)" && palette.color.scheme;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  // A page in a frame looks as the page around it says: ?theme=dark or ?theme=light.
  const framed = document.documentElement.classList.contains("embed");
  const theme = framed && new URLSearchParams(location.search).get("theme");
  const asked = (theme === "dark" && "slate") || (theme === "light" && "default");
  document.body.setAttribute("data-md-color-scheme", asked || chosen || system);
  // The button in the header: colours as the system has them, light, dark, in turns. The label of one leads to the next.
  const options = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-palette] input"));
  for (const [place, option] of options.entries()) {
    option.checked = place === (palette?.index ?? 0);
    option.nextElementSibling?.toggleAttribute("hidden", !option.checked);
  }
  if (document.readyState === "complete") __md_tint();
};
__md_scheme();
// Material adds the second class itself, but later, and then the whole page would be styled anew.
document.documentElement.className = document.documentElement.className.replace("no-js", "js js-focus-visible");

document.querySelector("[data-palette]")?.addEventListener("change", ({ target }) => {
  const { value, dataset } = /** @type {HTMLInputElement} */ (target);
  __md_chosen = { index: Number(value), color: { media: dataset.media, scheme: dataset.scheme } };
  __md_set("__palette", __md_chosen);
  __md_scheme();
});
document.querySelector("[data-palette]")?.addEventListener("keydown", (event) => {
  const { key, target } = /** @type {KeyboardEvent} */ (event);
  const label = /** @type {Element} */ (target).nextElementSibling;
  if (key !== "Enter" || !(label instanceof HTMLLabelElement)) return;
  event.preventDefault(); // or the form would be sent
  label.control?.click();
  label.control?.focus();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", __md_scheme);

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
