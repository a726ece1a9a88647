/* What asking Python looks like in a page: how long a wait is, how it ends, how a failure is told.

   `courseFailure(place, ask, leave)` fills a place of a page; it gives what tells, and what clears. `kept` says what still
   holds; where the reader waits for it, the focus goes there. `courseAsker(part)` is one who asks Python from a part of a
   page: it shows the button that stops, and tells what has come. See tools/check/pages.d.ts for what a part tells. */

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
    course.copy(report.value, copied, { what: "details", done: "Copied.", field });
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

/** @param {Part} part @returns {Asking} */
const courseAsker = (part) => {
  const PATIENCE = 1_000; // ms before a wait is put into words
  const { slug, query, attached, restarted, stop, say } = part;
  const timers = new course.Timers();
  const failure = courseFailure(part.place, () => asker.ask("submit"), part.leave);
  stop.addEventListener("click", coursePython.stop);

  function calm(all = false) {
    if (all || !coursePython.asks(asker)) timers.stop("wait");
    stop.hidden = true;
    failure.clear();
  }

  function waits() {
    part.waits?.();
    stop.hidden = false;
    say(coursePython.waiting, ` ${coursePython.progress}`);
    timers.after("wait", 250, waits);
  }

  /** @type {Asking} */
  const asker = {
    slug,
    query,
    attached,
    restarted,
    moved: failure.moved,
    clear: failure.clear,
    ask(why, who = asker) {
      timers.stop("typing");
      const words = part.asks?.(why);
      coursePython.ask(who, why);
      if (words !== undefined) {
        say(words);
        stop.hidden = !words;
      } else if (!timers.has("wait")) timers.after("wait", PATIENCE, waits);
    },
    soon(wait, why) {
      timers.after("typing", wait, () => asker.ask(why));
    },
    get typing() {
      return timers.has("typing");
    },
    end(state, why) {
      const waited = part.ended(state, why);
      calm(state !== "live");
      say((state === "prerendered" && part.stopped?.()) || "");
      return waited;
    },
    show(html, why) {
      const body = courseTrusted.body(html);
      calm();
      /** @type {Heard} */
      const said = (slot) => course.one(`[data-slot="${slot}"]`, body);
      if (part.holds?.(html, said, why)) return;
      asker.end("live", why);
      part.show(said, course.all(":scope > *", body), why);
    },
    rest() {
      asker.end("prerendered");
    },
    failed(why, acted) {
      failure.tell(why, part.kept, asker.end("failed", acted));
    },
  };
  return asker;
};
