/* The page for a wrong address does not know how deep it stands: the copy of this script that loads shows it the root. */
{
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const ways = /** @type {HTMLElement} */ (document.querySelector(".lost__ways"));
  const up = /** @type {HTMLElement} */ (document.querySelector(".lost__up"));
  const at = (/** @type {string | undefined} */ place = "") => new URL(`../${place}`, src).href;
  if (ways.hidden) {
    for (const name of ["site", "home"]) {
      document.head.append(
        Object.assign(document.createElement("link"), { rel: "stylesheet", href: at(`stylesheets/${name}.css`) }),
      );
    }
    for (const link of ways.querySelectorAll("a")) link.href = at(link.dataset.to);
    ways.hidden = false;
    up.hidden = true;
  }
}
