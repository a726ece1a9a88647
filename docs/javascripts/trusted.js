/* What becomes HTML or a script from a text does so here, so that a policy of trusted types can hold.

   `courseTrusted.body(html)` is the body of what Python wrote (its templates escape what a reader typed), and
   `courseTrusted.script(address)` the address of a script of the course itself. */
const courseTrusted = (() => {
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL("..", src);
  const OURS = {
    createHTML: (/** @type {string} */ html) => html,
    createScriptURL(/** @type {string} */ address) {
      if (address.startsWith(site.href) || address.startsWith("blob:")) return address;
      throw new TypeError(`${address} is no script of this course.`);
    },
  };
  let policy = OURS;
  try {
    policy = globalThis.trustedTypes?.createPolicy("course", OURS) ?? OURS;
  } catch {
    // The host's policy knows no "course"; it may still not ask for trusted types.
  }
  return {
    site,
    body: (/** @type {string} */ html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html").body,
    script: (/** @type {string | URL} */ address) => policy.createScriptURL(new URL(address, document.baseURI).href),
  };
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
