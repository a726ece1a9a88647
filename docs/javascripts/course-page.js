/* The page of the course: what is done, what comes next, what was missed. */
(() => {
  const { all, one, words } = course;
  const page = one("[data-course]");
  const rows = all("[data-course-lesson]", page);
  const find = course.finder(page, "course-");
  let before = ""; // what was forgotten last, for Undo

  const say = (/** @type {string} */ text) => find("status").replaceChildren(text);

  function tell() {
    const { done, checks } = courseProgress.kept;
    let next = true;
    for (const row of rows) {
      const { courseLesson: lesson = "", checks: keys = "" } = row.dataset;
      const results = checks[lesson] ?? {};
      const known = keys.split(" ").filter((key) => results[key]);
      const right = known.filter((key) => results[key] === "right").length;
      const missed = known.filter((key) => results[key] === "wrong");
      const state = done[lesson] ? "done" : next ? "next" : known.length ? "begun" : "";
      if (state === "next") next = false;
      row.dataset.state = state;
      one("[data-state-of]", row).textContent = state && words(`state-${state}`);
      const count = keys.split(" ").filter(Boolean).length;
      one("[data-results-of]", row).textContent = known.length
        ? words("lesson-results", { right, count, missed: missed.length })
        : "";
      for (const item of all("[data-missed]", row)) item.hidden = !missed.includes(item.dataset.missed ?? "");
      one("[data-misses-of]", row).hidden = !missed.length;
    }
    find("kept").textContent = words(courseProgress.keeps ? "course-kept" : "course-unkept");
    one('[data-course-do="undo"]', page).hidden = !before;
  }

  /** @type {Record<string, () => void>} */
  const acts = {
    save() {
      const name = "course-progress.json";
      courseSave(new Blob([courseProgress.text], { type: "application/json" }), name);
      say(words("downloaded", { name }));
    },
    forget() {
      if (courseProgress.empty) return say(words("course-nothing"));
      before = courseProgress.text;
      courseProgress.replace("");
      say(words("course-forgotten"));
    },
    undo() {
      const text = before;
      before = "";
      courseProgress.replace(text);
      say(words("course-undone"));
    },
    print: () => print(),
  };

  course.pressed(page, ({ courseDo }) => acts[courseDo ?? ""]?.());
  course.given(page, async ([file]) => {
    if (!file) return;
    const read = await course.read(file, 100_000, words("course-not-taken"));
    const taken = "text" in read && read.text.trim() && courseProgress.replace(read.text);
    say("problem" in read ? read.problem : words(taken ? "course-taken" : "course-refused", { name: file.name }));
  });
  for (const part of all("[data-scripted]", page)) part.hidden = false;
  addEventListener("progresschange", tell);
  tell();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
