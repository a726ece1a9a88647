/* What asking Python looks like in a page: how a wait ends, how a failure is told.

   `courseFailure(place, ask, leave)` fills a place of a page; it gives what tells, and what clears. `kept` says what still
   holds; where the reader waits for it, the focus goes there. `courseAsker(about)` is one who asks Python from a part of a
   page: it hides the button that stops, and tells what has come. */

/** @param {HTMLElement} place @param {() => void} ask @param {() => void} leave */
const courseFailure = (place, ask, leave) => {
  const { made } = course;
  const button = (/** @type {string} */ words, /** @type {() => void} */ onclick) =>
    made("button", { type: "button", className: "calculator__button", onclick }, words);
  const told = made("p", { role: "alert" }); // stands there before it speaks, else it is not heard
  const again = button("Retry", () => {
    coursePython.retry();
    ask();
  });
  const fresh = button("Reload this page", reload);
  const away = made("a", { target: "_blank", rel: "noopener", hidden: parent === window }, "Open in a new tab");
  const alone = button("Go on without Python", () => {
    clear();
    leave();
  });
  const report = made("textarea", { readOnly: true, rows: 6, ariaLabel: "Details of the failure" });
  const copied = made("span", { role: "status" });
  const details = made("details", { className: "failure__details" }, made("summary", {}, "Details"), report);
  const acts = [again, fresh, away, alone, button("Copy details", copy), copied];
  const more = made("div", { hidden: true }, made("p", { className: "failure__acts" }, ...acts), details);
  place.tabIndex = -1;
  place.append(told, more);

  /* A host may let the browser keep scripts for a while; those of before would only say the same again. */
  async function reload() {
    const scripts = [...document.scripts].filter(({ src }) => src);
    await Promise.allSettled(scripts.map(({ src }) => fetch(src, { cache: "reload" })));
    location.reload();
  }

  function copy() {
    const field = () => {
      details.open = true;
      return report;
    };
    const say = (/** @type {string} */ words) => copied.replaceChildren(words);
    course.copy(report.value, { what: "details", done: "Copied.", say, field });
  }

  /* The address, which holds what is typed, has changed. */
  function moved() {
    away.href = location.href;
  }

  function clear() {
    told.textContent = "";
    more.hidden = true;
    details.open = false;
  }

  function tell(/** @type {CourseFailure} */ failure, /** @type {string} */ kept, acted = false) {
    const { words, code, details: said, renewed } = failure;
    told.textContent = `Python cannot reckon here: ${words} (${code}) ${kept}`;
    // Without the part behind "#", which holds what the reader typed.
    report.value = [told.textContent, location.href.split("#")[0], navigator.userAgent, said].join("\n").trim();
    moved();
    again.hidden = renewed;
    fresh.hidden = !renewed;
    copied.textContent = "";
    more.hidden = false;
    if (acted) place.focus();
  }

  return { tell, moved, clear };
};

/* See tools/check/pages.d.ts for what a part tells. */
const courseAsker = (/** @type {Part} */ part) => {
  const { slug, query, show, say, place, stop, ask, leave } = part;
  const failure = courseFailure(place, ask, leave);
  /** @type {Part["ended"]} */
  const end = (state, why) => {
    stop.hidden = true;
    failure.clear();
    say((state === "prerendered" && part.stopped) || "");
    return part.ended(state, why);
  };
  return {
    slug,
    query,
    show(/** @type {string} */ html) {
      end("live");
      show(courseTrusted.body(html));
    },
    rest() {
      end("prerendered");
    },
    failed(/** @type {CourseFailure} */ why, /** @type {Why} */ acted) {
      failure.tell(why, part.kept, end("failed", acted));
    },
  };
};
