/* What asking Python looks like in a page: how long a wait is, how it ends, how a failure is told.

   `courseAsker(part)` is one who asks Python from a part of a page: it shows the button that stops, tells what has come, puts
   what failed into a place of its own. See tools/check/pages.d.ts for what a part tells. */

const courseAsker = (/** @type {Part} */ part) => {
  /* The first line of a failure, for whoever only wants to go on; what exactly failed stands under it. */
  const PLAIN = [
    ...["RT-BLOCKED", "RT-HTTP", "RT-INTEGRITY", "RT-TIMEOUT", "RT-RENEWED", "RT-WASM"],
    ...["RT-SLOW", "RT-MEMORY", "RT-DIED", "RT-PYTHON"],
  ];
  const PATIENCE = 1_000; // ms before a wait is put into words
  const { slug, query, reads, attached, restarted, place, stop, say } = part;
  const { made, words } = course;
  const timers = new CourseTimers();

  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    made("button", { type: "button", className: "calculator__button", onclick }, label);
  const told = made("p", { role: "alert" }); // stands there before it speaks, else it is not heard
  const again = button(words("retry"), () => {
    coursePython.retry();
    asker.ask("submit");
  });
  const fresh = button(words("reload"), reload);
  const away = made("a", { target: "_blank", rel: "noopener", hidden: parent === window }, words("open-alone"));
  const alone = button(words("without-python"), () => {
    clear();
    part.leave();
  });
  const report = made("textarea", { readOnly: true, rows: 6, ariaLabel: words("failure-details") });
  const copied = made("span", { role: "status" });
  const details = made("details", { className: "failure__details" }, made("summary", {}, words("details")), report);
  const copy = button(words("copy-details"), () => {
    const field = () => {
      details.open = true;
      return report;
    };
    course.copy(report.value, copied, { byHand: words("details-by-hand"), done: words("copied"), field });
  });
  const acts = made("p", { className: "failure__acts" }, again, fresh, away, alone, copy, copied);
  const more = made("div", { hidden: true }, acts, details);
  place.tabIndex = -1;
  place.append(told, more);
  stop.addEventListener("click", coursePython.stop);

  /* A host may let the browser keep scripts for a while; those of before would only say the same again. */
  async function reload() {
    const scripts = [...document.scripts].filter(({ src }) => src);
    await Promise.allSettled(scripts.map(({ src }) => fetch(src, { cache: "reload" })));
    location.reload();
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

  function calm(all = false) {
    if (all || !coursePython.asks(asker)) timers.stop("wait");
    stop.hidden = true;
    clear();
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
    reads,
    attached,
    restarted,
    moved,
    clear,
    ask(why, who = asker) {
      timers.stop("typing");
      const asks = part.asks?.(why);
      coursePython.ask(who, why);
      if (asks !== undefined) {
        say(asks);
        stop.hidden = !asks;
      } else if (!timers.has("wait")) timers.after("wait", PATIENCE, waits);
    },
    soon(wait, why) {
      timers.after("typing", wait, () => asker.ask(why));
    },
    get busy() {
      return timers.has("typing") || coursePython.asks(asker);
    },
    end(state, why) {
      const waited = part.ended(state, why);
      calm(state !== "live");
      say((state === "prerendered" && part.stopped?.()) || "");
      return waited;
    },
    show(html, why) {
      const body = courseTrusted.body(html);
      /** @type {Heard} */
      const said = (slot) => course.one(`[data-slot="${slot}"]`, body);
      calm();
      if (part.holds?.(html, said, why)) return;
      asker.end("live", why);
      part.show(said, course.all(":scope > *", body), why);
    },
    rest() {
      asker.end("prerendered");
    },
    failed({ words: reason, code, details: said, renewed }, why) {
      const waited = asker.end("failed", why);
      const first = words(PLAIN.includes(code) ? `failed-${code}` : "failed");
      const plain = `${first} ${part.kept}`;
      const exactly = words("what-failed", { reason, code });
      told.replaceChildren(made("b", {}, plain), " ", made("span", { className: "failure__exactly" }, exactly));
      // Without the part behind "#", which holds what the reader typed.
      report.value = [plain, exactly, location.href.split("#")[0], navigator.userAgent, said].join("\n").trim();
      moved();
      again.hidden = renewed;
      fresh.hidden = !renewed;
      copied.textContent = "";
      more.hidden = false;
      if (waited) place.focus();
    },
  };
  return asker;
};
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
