/* One button that forgets what this site has stored in the browser: its own keys, nobody else's. */
(() => {
  const place = course.one("[data-forget]");
  const STORED = new Map([
    [new CourseStore("decision record").key, course.words("forget-record")],
    [new CourseStore("own figures").key, course.words("forget-figures")],
    [new CourseStore("course progress").key, course.words("forget-progress")],
    [new CourseStore("places").key, course.words("forget-places")],
    [new CourseStore("set aside: decision record").key, course.words("forget-record-aside")],
    [new CourseStore("set aside: own figures").key, course.words("forget-figures-aside")],
    [new CourseStore("set aside: course progress").key, course.words("forget-progress-aside")],
    [`${course.site.pathname}.__palette`, course.words("forget-colours")],
    [new CourseStore("self-test").key, course.words("forget-trial")],
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
      return say(course.words("forget-unkept"));
    }
    courseCase.forget(); // through those who hold it, so that they do not write it again
    for (const key of STORED.keys()) localStorage.removeItem(key);
    const list = before.map(([key]) => STORED.get(key)).join(", ");
    const left = course.words(coursePortable.apart ? "forget-apart" : "forget-all");
    say(list ? [course.words("forgotten", { list }), left].join(" ") : course.words("forget-nothing"));
  }

  function undo() {
    for (const [key, value] of before) localStorage.setItem(key, value ?? "");
    location.reload(); // so that everybody reads it again
  }

  place.hidden = false;
  course.pressed(place, ({ do: act }) => (act === "undo" ? undo() : forget()));
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
