/* One button that forgets what this site has stored in the browser: its own keys, and nobody else's. */
(() => {
  const place = document.querySelector("[data-forget]");
  const { courseCase, courseOwn: own } = globalThis;
  const STORED = new Map([
    [`decision record ${own.site.pathname}`, "your decision record with its scenarios"],
    [`own figures ${own.site.pathname}`, "your own figures"],
    [`${own.site.pathname}.__palette`, "your choice of colours"],
    [`self-test ${own.site.pathname}`, "a trial of the self-test"],
  ]);
  const button = (act) => place.querySelector(`button[data-do="${act}"]`);
  let before = [];

  function say(words) {
    place.querySelector("[data-said]").textContent = words;
    button("undo").hidden = !before.length;
  }

  function forget() {
    try {
      before = [...STORED.keys()]
        .filter((key) => localStorage.getItem(key) !== null)
        .map((key) => [key, localStorage.getItem(key)]);
    } catch {
      return say("This browser lets the site store nothing, so there was nothing to forget.");
    }
    // Through those who hold it, so that they do not write it again.
    courseCase.forget();
    own.draft({});
    if (own.used) own.use(null);
    for (const key of STORED.keys()) localStorage.removeItem(key);
    const words = before.map(([key]) => STORED.get(key)).join(", ");
    say(
      before.length
        ? `Forgotten: ${words}. Nothing of this site is left in this browser.`
        : "There was nothing to forget.",
    );
  }

  function undo() {
    for (const [key, value] of before) localStorage.setItem(key, value);
    location.reload(); // so that everybody reads it again
  }

  place.hidden = false;
  button("forget").addEventListener("click", forget);
  button("undo").addEventListener("click", undo);
})();
