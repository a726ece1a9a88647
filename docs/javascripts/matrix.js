/* The matrix explorer: filters, sorts, opens, compares, saves the rows of the table that stands in the page.

   All words and values are the page's own; this script knows no use case, no rating and no question. */
(() => {
  const { one, all, made } = course;
  const explorer = one("[data-explorer]");
  const filter = one("[data-filter]", explorer, HTMLFormElement);
  const table = one("table", explorer, HTMLTableElement);
  const rows = [...table.tBodies];
  const words = one("[data-words]", filter, HTMLInputElement);
  const rated = all("[data-rated]", filter, HTMLSelectElement);
  const order = one("[data-order]", filter, HTMLSelectElement);
  const save = one("[data-download]", filter, HTMLButtonElement);
  const heads = all("thead th", table);
  const nearest = one("[data-nearest]", document, HTMLFormElement);
  const cases = one("[data-cases]");
  /** @typedef {HTMLTableSectionElement} Row */
  const name = (/** @type {Row} */ row) => one("th", row).firstChild?.nodeValue?.trim() ?? "";
  const alphabetical = [...rows].sort((a, b) => name(a).localeCompare(name(b), "en"));

  /* Hide all but those that match, and say how many are left. */
  function only(/** @type {HTMLElement[]} */ parts, /** @type {(part: HTMLElement) => boolean} */ matches) {
    for (const part of parts) part.hidden = !matches(part);
    return parts.filter((part) => !part.hidden).length;
  }

  /* Filter */
  function show() {
    const sought = words.value.toLowerCase().split(/\s+/);
    const left = only(rows, (row) => {
      const text = row.textContent.toLowerCase();
      const rates = (/** @type {HTMLSelectElement} */ { value, dataset }) =>
        !value || one(`td[data-tool="${dataset.rated}"]`, row).dataset.rating === value;
      return sought.every((word) => text.includes(word)) && rated.every(rates);
    });
    one("[data-count]", filter).textContent = course.words(left ? "matrix-rows" : "matrix-none", {
      left,
      all: rows.length,
    });
    one("[data-all]", filter, HTMLButtonElement).disabled = left === rows.length;
    save.disabled = !left;
  }

  function showAll() {
    for (const field of [words, ...rated]) field.value = "";
    show();
  }

  /* Sort: use cases by name, ratings as the filter lists them, from the best on. */
  function sort() {
    const [text = "", direction] = order.value.split(" ");
    const column = Number(text);
    const best = column ? [...rated[column - 1].options].map(({ value }) => value) : [];
    const place = (/** @type {Row} */ row) =>
      column ? best.indexOf(row.rows[0].cells[column].dataset.rating ?? "") : alphabetical.indexOf(row);
    const way = direction === "ascending" ? 1 : -1;
    table.append(...(order.value ? [...rows].sort((a, b) => way * (place(a) - place(b))) : rows));
    for (const head of heads) head.removeAttribute("aria-sort");
    if (order.value) heads[column].setAttribute("aria-sort", direction);
  }

  for (const [column, head] of heads.entries()) {
    const onclick = () => {
      order.value = `${column} ${head.ariaSort === "ascending" ? "descending" : "ascending"}`;
      sort();
    };
    head.append(made("button", { type: "button", className: "matrix__sort", onclick }, ...head.childNodes));
  }

  /* Save the rows shown, in their order. The build wrote each as a line, and the headings. */
  function download() {
    const shown = [...table.tBodies].filter((row) => !row.hidden);
    const lines = shown.map((row) => one("data[hidden]", row, HTMLDataElement).value);
    const text = [save.dataset.download ?? "", ...lines];
    courseSave(new Blob(text, { type: "text/csv" }), "decision-matrix.csv");
  }

  filter.addEventListener("input", ({ target }) => (target === order ? sort() : show()));
  course.pressed(filter, (data) => {
    if ("all" in data) showAll();
    if ("download" in data) download();
  });

  /* Compare */
  const questions = all("select[name]", nearest, HTMLSelectElement);
  const outcome = one("[data-outcome]", nearest);
  const advisor = one("[data-advisor]", nearest, HTMLAnchorElement);
  const advisorAt = advisor.href;
  const known = () => questions.filter(({ value, dataset }) => value !== dataset.default);
  const answer = (/** @type {Row} */ row, /** @type {HTMLSelectElement} */ { name }) =>
    all(`[data-field="${name}"]`, row).at(0);
  const differing = (/** @type {Row} */ row) =>
    known().filter((select) => answer(row, select)?.dataset.value !== select.value);
  const say = (/** @type {(Node | string)[]} */ ...parts) => outcome.append(made("p", {}, ...parts));
  const link = (/** @type {Row} */ row) => made("a", { href: `#${row.id}` }, name(row));

  function differences(/** @type {Row} */ row) {
    const lines = differing(row).map((select) => {
      const theirs = answer(row, select)?.querySelector("span")?.textContent;
      const yours = select.selectedOptions[0].textContent;
      const question = made("b", {}, select.labels[0].textContent);
      if (!theirs) return made("li", {}, ...course.words.parts("matrix-says-nothing", { question, yours }));
      return made("li", {}, ...course.words.parts("matrix-differs", { question, yours, theirs }));
    });
    if (!lines.length) return made("p", {}, course.words("matrix-same"));
    return made("div", {}, made("p", {}, course.words("matrix-differing")), made("ul", {}, ...lines));
  }

  /* What the rows say to the answers, which it gives as a query. */
  function compare() {
    const asked = known();
    const least = Math.min(...rows.map((row) => differing(row).length));
    const best = rows.filter((row) => differing(row).length === least);
    const most = asked.length - least;
    const count = asked.length;
    outcome.replaceChildren();
    if (!asked.length) say(course.words("matrix-unasked"));
    else if (!most) say(course.words("matrix-far"));
    else if (best.length === 1) {
      const nearest = made("b", {}, ...course.words.parts("matrix-nearest", { row: link(best[0]) }));
      say(...course.words.parts("matrix-agrees", { nearest, most, count }));
      outcome.append(differences(best[0]));
    } else {
      const tie = made("b", {}, course.words("matrix-tie", { rows: best.length }));
      say(...course.words.parts("matrix-each-agrees", { tie, most, count }));
      const told = best.map((row) => made("section", {}, made("p", {}, made("b", {}, link(row))), differences(row)));
      outcome.append(...told);
    }
    const query = new URLSearchParams(asked.map(({ name, value }) => [name, value])).toString();
    advisor.href = advisorAt + (query && `?${query}`);
    return query;
  }

  function answered() {
    const query = compare();
    course.address(query && `#${nearest.id}?${query}`);
  }

  nearest.addEventListener("input", answered);
  course.pressed(nearest, (data) => {
    if (!("clear" in data)) return;
    nearest.reset();
    answered();
  });

  /* Browse the evidence */
  const verdict = one("select", cases, HTMLSelectElement);
  const boxes = all("[data-verdict]", cases);

  function browse() {
    const left = only(boxes, ({ dataset }) => !verdict.value || dataset.verdict === verdict.value);
    one("[data-count]", cases).textContent = course.words("matrix-boxes", { left, all: boxes.length });
  }

  verdict.addEventListener("input", browse);

  /* An address opens what it names: a row, a box of evidence, or answers to compare with. */
  function follow(/** @type {Event | void} */ moved) {
    const { id, query } = course.asked(moved);
    const row = rows.find((each) => each.id === id);
    const box = boxes.find((each) => one("[id]", each).id === id);
    if (id === nearest.id && query) {
      const left = course.restore(questions, new URLSearchParams(query));
      compare();
      if (left) say(course.words("matrix-left-out", { names: left }));
      nearest.scrollIntoView();
    }
    if (row?.hidden) showAll();
    if (row) one("details", row, HTMLDetailsElement).open = true;
    if (box?.hidden) verdict.value = "";
    if (box) browse();
    if (box) one("details", box, HTMLDetailsElement).open = true;
    (row ?? box)?.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  // A link to the address that stands there already changes nothing, so that no event tells of it.
  document.addEventListener("click", (event) => course.closest(event, "a")?.href === location.href && follow());
  show();
  compare();
  browse();
  follow();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
