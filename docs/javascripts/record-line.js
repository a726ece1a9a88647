/* The line on each calculator that says whether its answers are in the reader's decision record.

   Answers of the reader's go there as they are reckoned, unless the record holds others that this page has neither put there
   nor begun with: then the reader chooses. What is tried out in a lesson, or came by a link of somebody else's, goes there
   only when the reader says so. `page` is what a link to answers in this page begins with. */
const courseRecordLine = (
  /** @type {HTMLFormElement} */ form,
  /** @type {string} */ slug,
  /** @type {string} */ page,
) => {
  const line = course.one("[data-record-line]", form);
  let query = ""; // the answers behind what is shown
  let base = /** @type {string | undefined} */ (undefined); // what the record held when this page last agreed with it
  let removed = /** @type {string | undefined} */ (undefined); // what the reader took out here, for Undo

  const { sorted } = course;
  const tried = Boolean(form.closest(".lesson")); // with figures of ours, or for the sake of it

  function held() {
    const { calculators } = courseCase.kept;
    return Object.hasOwn(calculators, slug) ? sorted(calculators[slug]) : undefined;
  }

  function answered(/** @type {Answered} */ { query: asked, state, why }) {
    if (state !== "live" || why === "passing") return;
    if (form.hasAttribute("data-files")) return tell();
    const kept = held();
    query = sorted(asked);
    if (kept !== undefined && kept !== query && why === "link") base = undefined;
    if (kept === query) form.removeAttribute("data-guest");
    const free =
      !tried && !form.hasAttribute("data-guest") && (kept === undefined ? removed === undefined : kept === base);
    if (kept !== query && query && free) put(query);
    else if (kept === query && query) say();
    tell();
  }

  function put(/** @type {string} */ text) {
    removed = undefined;
    base = sorted(text);
    form.removeAttribute("data-guest");
    courseCase.change(({ calculators }) => {
      calculators[slug] = text;
    });
    say();
  }

  function say() {
    const [sentence] = course.all("[data-answer]", form);
    if (sentence) courseCase.answered(slug, sentence.textContent.trim());
  }

  function tell() {
    const kept = held();
    if (kept === query) base = kept;
    if (kept !== undefined) removed = undefined;
    let state = kept === undefined ? "absent" : kept === query ? "present" : "other";
    if (form.hasAttribute("data-files")) state = "files";
    line.dataset.recordLine = state;
    for (const part of course.all("[data-when]", line)) part.hidden = part.dataset.when !== state;
    course.one('[data-record-do="restore"]', line).hidden = removed === undefined;
    for (const part of course.all("[data-line-guest]", line)) part.hidden = !form.hasAttribute("data-guest");
    // Who has answered nothing here has nothing to put in place of what is kept.
    for (const part of course.all("[data-line-answered]", line)) part.hidden = !query;
    // Where nothing is kept, the link to the record carries it.
    const carried = !courseCase.keeps && !courseCase.empty;
    course.one("[data-line-unkept]", line).hidden = !carried;
    course.one("[data-line-apart]", line).hidden = !coursePortable.apart || kept === undefined;
    const record = new URL(`decision-record/${carried ? courseCase.hash : ""}`, course.site);
    for (const link of course.all("a", line, HTMLAnchorElement)) {
      link.href = "recordKept" in link.dataset ? `#${page}?${kept ?? ""}` : record.href;
    }
  }

  course.pressed(line, ({ recordDo: act }) => {
    if (act === "put") put(query);
    if (act === "restore") put(removed ?? "");
    if (act === "remove") {
      removed = courseCase.kept.calculators[slug];
      courseCase.change(({ calculators }) => delete calculators[slug]);
    }
    if (act) course.all("p:not([hidden]) :is(a, button):not([hidden])", line)[0]?.focus();
  });
  // Who comes back by the address of what is kept goes on with it, though the first answer here is to something new.
  const { id, query: given } = course.asked();
  if (id === page && given && sorted(given) === held()) {
    base = held();
    form.removeAttribute("data-guest");
  }
  form.addEventListener("answered", (event) => answered(/** @type {CustomEvent<Answered>} */ (event).detail));
  addEventListener("casechange", tell);
  if (form.dataset.state === "prerendered") tell();
};

course.calculators((form, slug) => courseRecordLine(form, slug, slug));

/* A link within the course that carries answers of the reader's own says so while it is followed; whoever copies its address
   has the answers alone. */
for (const type of ["click", "auxclick"])
  addEventListener(
    type,
    (event) => {
      const link = course.closest(event, "a", ':is([data-carry], [data-site*="?"])');
      if (!link?.hash.includes("?") || link.closest('form[data-guest], [data-guest="yes"], .lesson')) return;
      const { hash } = link;
      link.hash = `${hash}&own`;
      setTimeout(() => {
        link.hash = hash;
      });
    },
    true,
  );
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
