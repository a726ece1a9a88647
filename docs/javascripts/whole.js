/* Tells which scripts of a page did not arrive or broke off; where all ran, hides the sentence that waits to say so.

   Each script marks itself in its last line, and this one comes after all others. Where it cannot come either, the style
   sheet shows the sentence after a while. Material's bundle is not ours to mark: it leaves `document$` behind. */
{
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-dead]"));
  const ran = (/** @type {HTMLScriptElement} */ { src, dataset }) =>
    "ran" in dataset || (/\/bundle\.\w+\.min\.js/.test(src) && "document$" in globalThis);
  const scripts = [...document.scripts].filter(({ src }) => /\/javascripts\/[^/]+$/.test(src.split("?")[0]));
  const lost = scripts.filter((script) => script !== document.currentScript && !ran(script));
  if (lost.length) {
    const names = lost.map(({ src }) => src.split("/").at(-1)?.split("?")[0]).join(", ");
    /** @type {HTMLElement} */ (place.querySelector("[data-dead-names]")).textContent = ` (${names})`;
    place.setAttribute("role", "alert");
    place.classList.add("dead--told");
  } else place.hidden = true; // to remove it would make the browser style the whole page anew
}
