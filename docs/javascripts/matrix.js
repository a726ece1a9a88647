/* The matrix explorer: filters, sorts, opens, compares, saves the rows of the table that stands in the page.

   All words and values are the page's own; this script knows no use case, no rating and no question. */
(() => {
  const { one, all, made } = course;
  const explorer = one("[data-explorer]");
  const filter = one("[data-filter]", explorer);
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
  const count = (/** @type {HTMLElement} */ place, /** @type {string} */ said) =>
    one("[data-count]", place).replaceChildren(said);

  /* Filter */
  function matches(/** @type {Row} */ row) {
    const text = row.textContent.toLowerCase();
    const rating = (/** @type {string | undefined} */ tool) => one(`td[data-tool="${tool}"]`, row).dataset.rating;
    return (
      words.value
        .toLowerCase()
        .split(/\s+/)
        .every((word) => text.includes(word)) &&
      rated.every(({ value, dataset }) => !value || rating(dataset.rated) === value)
    );
  }

  function show() {
    for (const row of rows) row.hidden = !matches(row);
    const left = rows.filter((row) => !row.hidden).length;
    count(filter, `${left || "None"} of ${rows.length} rows`);
    one("[data-all]", filter, HTMLButtonElement).disabled = left === rows.length;
    save.disabled = !left;
  }

  function showAll() {
    words.value = "";
    for (const select of rated) select.value = "";
    show();
  }

  /* Sort: use cases by name, ratings as the filter lists them, from the best on. */
  function sort() {
    const [text = "", direction] = order.value.split(" ");
    const column = Number(text);
    const best = column > 0 ? [...rated[column - 1].options].map(({ value }) => value) : [];
    const place = (/** @type {Row} */ row) => best.indexOf(row.rows[0].cells[column].dataset.rating ?? "");
    const way = direction === "ascending" ? 1 : -1;
    const sorted = [...rows].sort(
      (a, b) => way * (column > 0 ? place(a) - place(b) : name(a).localeCompare(name(b), "en")),
    );
    table.append(...(order.value ? sorted : rows));
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
    // Spreadsheets read UTF-8 as such only behind this mark.
    const text = ["\ufeff", save.dataset.download ?? "", ...lines];
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
  /** @param {Row} row @param {HTMLSelectElement} select */
  const answer = (row, select) => all(`[data-field="${select.name}"]`, row).at(0);
  /** @param {Row} row @param {HTMLSelectElement} select */
  const agrees = (row, select) => answer(row, select)?.dataset.value === select.value;
  const link = (/** @type {Row} */ row) => made("a", { href: `#${row.id}` }, name(row));

  function differences(/** @type {Row} */ row) {
    const differing = known().filter((select) => !agrees(row, select));
    if (!differing.length) return made("p", {}, "Nothing differs.");
    const lines = differing.map((select) => {
      const said = select.selectedOptions[0].textContent;
      const theirs = answer(row, select)?.querySelector("span")?.textContent;
      const words = ` yours “${said}”, this row ${theirs ? `“${theirs}”` : "says nothing of it"}`;
      return made("li", {}, made("b", {}, `${select.labels[0].textContent}:`), words);
    });
    return made("div", {}, made("p", {}, "What differs:"), made("ul", {}, ...lines));
  }

  /* What the rows say to the answers, which it gives as a query. */
  function compare() {
    const asked = known();
    const scores = new Map(rows.map((row) => [row, asked.filter((select) => agrees(row, select)).length]));
    const most = Math.max(...scores.values());
    const best = rows.filter((row) => scores.get(row) === most);
    const share = asked.length === 1 ? "your one answer" : `${most} of your ${asked.length} answers`;
    const say = (/** @type {(Node | string)[]} */ ...parts) => outcome.append(made("p", {}, ...parts));
    outcome.replaceChildren();
    if (!asked.length) say("Answer one question or more; what you do not know counts for nothing.");
    else if (!most) say("No row agrees with any of your answers.");
    else if (best.length === 1) {
      say(made("b", {}, "Nearest: ", link(best[0])), `. It agrees with ${share}.`);
      outcome.append(differences(best[0]));
    } else {
      say(made("b", {}, `A tie of ${best.length} rows`), `: each agrees with ${share}.`);
      const told = best.map((row) => made("section", {}, made("p", {}, made("b", {}, link(row))), differences(row)));
      outcome.append(...told);
    }
    const query = new URLSearchParams(asked.map((select) => [select.name, select.value])).toString();
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
    for (const box of boxes) box.hidden = verdict.value !== "" && box.dataset.verdict !== verdict.value;
    count(cases, `${boxes.filter((box) => !box.hidden).length} of ${boxes.length} boxes`);
  }

  verdict.addEventListener("input", browse);

  /* An address opens what it names: a row, a box of evidence, or answers to compare with. */
  function follow() {
    const { id, query } = course.asked();
    const row = rows.find((each) => each.id === id);
    const box = boxes.find((each) => one(".evidence", each).id === id);
    if (id === nearest.id && query) {
      const left = course.restore(questions, new URLSearchParams(query));
      compare();
      if (left) outcome.append(made("p", {}, `Of this link, what is not known here was left out: ${left}.`));
      nearest.scrollIntoView();
    }
    if (row) {
      if (row.hidden) showAll();
      one("details", row, HTMLDetailsElement).open = true;
      row.scrollIntoView();
    }
    if (box) {
      if (box.hidden) verdict.value = "";
      browse();
      box.scrollIntoView();
    }
  }

  addEventListener("hashchange", follow);
  // A link to the address that stands there already changes nothing, so that no event tells of it.
  document.addEventListener("click", (event) => course.closest(event, "a")?.href === location.href && follow());
  for (const part of [filter, nearest, one("form", cases)]) part.hidden = false;
  show();
  compare();
  browse();
  follow();
})();
