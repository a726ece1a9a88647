/* What becomes HTML or a script from a text does so here, so that a policy of trusted types can hold.

   `courseTrusted.body(html)` is the body of what Python wrote (its templates escape what a reader typed): text, form and
   drawing, bare of all that could run, fetch or lead a browser astray, should Python ever be made to write other than its
   templates. `courseTrusted.script(address)` is the address of a script of the course itself. */
const courseTrusted = (() => {
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL("..", src);
  const OURS = {
    createHTML: (/** @type {string} */ html) => html,
    createScriptURL(/** @type {string} */ address) {
      if (address.startsWith(site.href) || address.startsWith("blob:")) return address;
      throw new TypeError(address);
    },
  };
  const BARRED =
    "script, style, link, meta, base, iframe, frame, frameset, object, embed, portal, fencedframe, img, picture, video, audio, source, " +
    "track, template, image, use, feImage, foreignObject, animate, animateMotion, animateTransform, set, math, form, input[type=image]";
  const FETCHED =
    /^(on.*|style|src|srcset|srcdoc|poster|background|data|action|formaction|ping|xlink:.*|xml:base|is|slot|shadowroot.*)$/i;
  const LEADS = ["href", "data-site"];
  const SCHEMES = ["http:", "https:", site.protocol];

  /* The parts of a text that can do nothing; in a document of its own nothing runs or is fetched meanwhile. */
  function bare(/** @type {HTMLElement} */ body) {
    for (const element of body.querySelectorAll(BARRED)) element.remove();
    for (const element of body.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        const leads = LEADS.includes(name.toLowerCase());
        const safe = leads && URL.canParse(value, site) && SCHEMES.includes(new URL(value, site).protocol);
        if (FETCHED.test(name) || (leads && !safe)) element.removeAttribute(name);
      }
    }
    return body;
  }

  let policy = OURS;
  try {
    policy = globalThis.trustedTypes?.createPolicy("course", OURS) ?? OURS;
  } catch {
    // The host's policy knows no "course"; it may still not ask for trusted types.
  }
  return {
    site,
    body: (/** @type {string} */ html) =>
      bare(new DOMParser().parseFromString(policy.createHTML(html), "text/html").body),
    script: (/** @type {string | URL} */ address) => policy.createScriptURL(new URL(address, document.baseURI).href),
  };
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
