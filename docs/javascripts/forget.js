/* One button that forgets what this site has stored in the browser: its own keys, nobody else's. */
(() => {
  const place = course.one("[data-forget]");
  const STORED = new Map([
    [new CourseStore("decision record").key, "your decision record with its scenarios"],
    [new CourseStore("own figures").key, "your own figures"],
    [new CourseStore("course progress").key, "your results and guesses in the course"],
    [new CourseStore("places").key, "where you were reading"],
    ...["decision record", "own figures", "course progress"].map(
      (name) =>
        /** @type {[string, string]} */ ([
          new CourseStore(`set aside: ${name}`).key,
          `what was set aside of your ${name}`,
        ]),
    ),
    [`${course.site.pathname}.__palette`, "your choice of colours"],
    [new CourseStore("self-test").key, "a trial of the self-test"],
  ]);
  let before = /** @type {[string, string | null][]} */ ([]);

  function say(/** @type {string} */ words) {
    course.one("[data-said]", place).textContent = words;
    course.one('[data-do="undo"]', place).hidden = !before.length;
  }

  function forget() {
    try {
      const all = [...STORED.keys()].map(
        (key) => /** @type {[string, string | null]} */ ([key, localStorage.getItem(key)]),
      );
      before = all.filter(([, value]) => value !== null);
    } catch {
      return say("This browser lets the site store nothing, so there was nothing to forget.");
    }
    courseCase.forget(); // through those who hold it, so that they do not write it again
    for (const key of STORED.keys()) localStorage.removeItem(key);
    const words = before.map(([key]) => STORED.get(key)).join(", ");
    const left = coursePortable.apart
      ? "Other pages of this folder forget it when a link of the course opens them."
      : "Nothing of this site is left in this browser.";
    say(words ? `Forgotten: ${words}. ${left}` : "There was nothing to forget.");
  }

  function undo() {
    for (const [key, value] of before) localStorage.setItem(key, value ?? "");
    location.reload(); // so that everybody reads it again
  }

  place.hidden = false;
  course.pressed(place, ({ do: act }) => (act === "undo" ? undo() : forget()));
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
