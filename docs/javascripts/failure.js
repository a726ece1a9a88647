/* Tells that Python failed: an alert in words with a code, and what the reader can do about it.

   `courseFailure(place, retry, leave)` fills a place of a page and gives what tells and what clears. A failure is
   {words, code, details, renewed}, as coursePython says it; `kept` says what still holds; where the reader waits for it, the
   focus goes there. */
globalThis.courseFailure = (place, retry, leave) => {
  const made = (tag, about, ...parts) => {
    const element = Object.assign(document.createElement(tag), about);
    element.append(...parts);
    return element;
  };
  const button = (words, act) =>
    made("button", { type: "button", className: "calculator__button", onclick: act }, words);
  const told = made("p", { role: "alert" }); // stands there before it speaks, else it is not heard
  const again = button("Retry", retry);
  const fresh = button("Reload this page", reload);
  const away = made("a", { target: "_blank", rel: "noopener", hidden: parent === globalThis }, "Open in a new tab");
  const report = made("textarea", { readOnly: true, rows: 6, ariaLabel: "Details of the failure" });
  const copied = made("span", { role: "status" });
  const details = made("details", { className: "failure__details" }, made("summary", {}, "Details"), report);
  const acts = made(
    "p",
    { className: "failure__acts" },
    again,
    fresh,
    away,
    button("Go on without Python", leave),
    button("Copy details", copy),
    copied,
  );
  const more = made("div", { hidden: true }, acts, details);
  place.tabIndex = -1;
  place.append(told, more);

  /* A host may let the browser keep scripts for a while; those of before would only say the same again. */
  async function reload() {
    await Promise.allSettled(
      [...document.scripts].filter(({ src }) => src).map(({ src }) => fetch(src, { cache: "reload" })),
    );
    location.reload();
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(report.value);
      copied.textContent = "Copied.";
    } catch {
      // Plain http has no clipboard, and a browser may refuse it.
      details.open = true;
      report.select();
      copied.textContent = "Copy the selected details with Ctrl+C, on a Mac with Cmd+C.";
    }
  }

  return {
    tell({ words, code, details: said = "", renewed = false }, kept, acted = false) {
      told.textContent = `Python cannot reckon here: ${words} (${code}) ${kept}`;
      // Without the part behind "#", which holds what the reader typed.
      report.value = [told.textContent, location.href.split("#")[0], navigator.userAgent, said].join("\n").trim();
      this.moved();
      again.hidden = renewed;
      fresh.hidden = !renewed;
      copied.textContent = "";
      more.hidden = false;
      if (acted) place.focus();
    },
    /* The address, which holds what is typed, has changed. */
    moved() {
      away.href = location.href;
    },
    clear() {
      told.textContent = "";
      more.hidden = true;
      details.open = false;
    },
  };
};
