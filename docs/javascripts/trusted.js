/* What becomes HTML or a script from a text does so here and nowhere else, so that a policy of trusted types can hold.

   `courseTrusted.body(html)` is the body of what Python wrote (its templates escape what a reader typed), and
   `courseTrusted.script(address)` the address of a script of the course itself. */
{
  const HOME = new URL("..", document.currentScript.src).href;
  const OURS = {
    createHTML: (html) => html,
    createScriptURL(address) {
      if (address.startsWith(HOME) || address.startsWith("blob:")) return address;
      throw new TypeError(`${address} is no script of this course.`);
    },
  };
  let policy = OURS;
  try {
    policy = globalThis.trustedTypes?.createPolicy("course", OURS) ?? OURS;
  } catch {
    // The host's policy knows no "course"; it may still not ask for trusted types.
  }
  globalThis.courseTrusted = {
    body: (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html").body,
    script: (address) => policy.createScriptURL(new URL(address, document.baseURI).href),
  };
}
