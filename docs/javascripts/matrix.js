/* The matrix explorer: filters, sorts, opens, compares and saves the rows of the table that stands in the page.

   All words and values are the page's own; this script knows no use case, no rating and no question. */
(() => {
  const explorer = document.querySelector("[data-explorer]");
  const filter = explorer.querySelector("[data-filter]");
  const table = explorer.querySelector("table");
  const rows = [...table.tBodies];
  const words = filter.querySelector("[data-words]");
  const rated = [...filter.querySelectorAll("[data-rated]")];
  const order = filter.querySelector("[data-order]");
  const heads = [...table.tHead.rows[0].cells];
  const nearest = document.querySelector("[data-nearest]");
  const cases = document.querySelector("[data-cases]");
  const cell = (row, tool) => row.querySelector(`td[data-tool="${tool}"]`);
  const name = (row) => row.querySelector("th").firstChild.data.trim();
  const made = (tag, ...parts) => {
    const element = document.createElement(tag);
    element.append(...parts);
    return element;
  };

  /* Filter */
  function matches(row) {
    const text = row.textContent.toLowerCase();
    return (
      words.value
        .toLowerCase()
        .split(/\s+/)
        .every((word) => text.includes(word)) &&
      rated.every(({ value, dataset }) => !value || cell(row, dataset.rated).dataset.rating === value)
    );
  }

  function show() {
    for (const row of rows) row.hidden = !matches(row);
    const left = rows.filter((row) => !row.hidden).length;
    filter.querySelector("[data-count]").textContent = `${left || "None"} of ${rows.length} rows`;
    filter.querySelector("[data-all]").disabled = left === rows.length;
    filter.querySelector("[data-download]").disabled = !left;
  }

  function showAll() {
    words.value = "";
    for (const select of rated) select.value = "";
    show();
  }

  /* Sort: use cases by name, ratings as the filter lists them, from the best on. */
  function sort() {
    const [column, direction] = order.value.split(" ");
    const place = (row) =>
      [...rated[column - 1].options].findIndex(({ value }) => value === row.rows[0].cells[column].dataset.rating);
    const compare = column > 0 ? (a, b) => place(a) - place(b) : (a, b) => name(a).localeCompare(name(b), "en");
    const sorted = order.value ? [...rows].sort((a, b) => compare(a, b) * (direction === "ascending" ? 1 : -1)) : rows;
    table.append(...sorted);
    for (const head of heads) head.removeAttribute("aria-sort");
    if (order.value) heads[column].setAttribute("aria-sort", direction);
  }

  heads.forEach((head, column) => {
    const button = made("button", ...head.childNodes);
    button.type = "button";
    button.className = "matrix__sort";
    button.addEventListener("click", () => {
      order.value = `${column} ${head.ariaSort === "ascending" ? "descending" : "ascending"}`;
      sort();
    });
    head.append(button);
  });

  /* Save the rows shown, in their order. The build wrote each as a line, and the headings. */
  function download() {
    const lines = [...table.tBodies].filter((row) => !row.hidden).map((row) => row.querySelector("data[hidden]").value);
    // Spreadsheets read UTF-8 as such only behind this mark.
    const text = ["\ufeff", filter.querySelector("[data-download]").dataset.download, ...lines];
    courseSave(new Blob(text, { type: "text/csv" }), "decision-matrix.csv");
  }

  filter.addEventListener("input", ({ target }) => (target === order ? sort() : show()));
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("click", ({ target }) => {
    if (target.closest("[data-all]")) showAll();
    if (target.closest("[data-download]")) download();
  });

  /* Compare */
  const questions = [...nearest.elements].filter((one) => one.name);
  const advisor = nearest.querySelector("[data-advisor]");
  const advisorAt = advisor.href;
  const known = () => questions.filter(({ value, dataset }) => value !== dataset.default);
  const said = (select) => select.selectedOptions[0].textContent;
  const answer = (row, select) => row.querySelector(`[data-field="${select.name}"]`);
  const agrees = (row, select) => answer(row, select)?.dataset.value === select.value;

  function link(row) {
    const found = made("a", name(row));
    found.href = `#${row.id}`;
    return found;
  }

  function differences(row) {
    const differing = known().filter((select) => !agrees(row, select));
    if (!differing.length) return made("p", "Nothing differs.");
    const lines = differing.map((select) => {
      const theirs = answer(row, select)?.querySelector("span").textContent;
      return made(
        "li",
        made("b", `${select.labels[0].textContent}:`),
        ` yours “${said(select)}”, this row ${theirs ? `“${theirs}”` : "says nothing of it"}`,
      );
    });
    return made("div", made("p", "What differs:"), made("ul", ...lines));
  }

  function compare() {
    const asked = known();
    const scores = new Map(rows.map((row) => [row, asked.filter((select) => agrees(row, select)).length]));
    const most = Math.max(...scores.values());
    const best = rows.filter((row) => scores.get(row) === most);
    const share = asked.length === 1 ? "your one answer" : `${most} of your ${asked.length} answers`;
    const told = [];
    if (!asked.length) told.push(made("p", "Answer one question or more; what you do not know counts for nothing."));
    else if (!most) told.push(made("p", "No row agrees with any of your answers."));
    else if (best.length === 1) {
      told.push(made("p", made("b", "Nearest: ", link(best[0])), `. It agrees with ${share}.`), differences(best[0]));
    } else {
      told.push(made("p", made("b", `A tie of ${best.length} rows`), `: each agrees with ${share}.`));
      told.push(...best.map((row) => made("section", made("p", made("b", link(row))), differences(row))));
    }
    nearest.querySelector("[data-outcome]").replaceChildren(...told);
    const query = new URLSearchParams(asked.map((select) => [select.name, select.value])).toString();
    advisor.href = advisorAt + (query && `?${query}`);
    return query;
  }

  function answered() {
    const query = compare();
    history.replaceState(history.state, "", location.pathname + location.search + (query && `#${nearest.id}?${query}`));
  }

  nearest.addEventListener("input", answered);
  nearest.addEventListener("submit", (event) => event.preventDefault());
  nearest.querySelector("[data-clear]").addEventListener("click", () => {
    nearest.reset();
    answered();
  });

  /* Browse the evidence */
  const verdict = cases.querySelector("select");
  const boxes = [...cases.querySelectorAll("[data-verdict]")];

  function browse() {
    for (const box of boxes) box.hidden = verdict.value !== "" && box.dataset.verdict !== verdict.value;
    cases.querySelector("[data-count]").textContent =
      `${boxes.filter((box) => !box.hidden).length} of ${boxes.length} boxes`;
  }

  verdict.addEventListener("input", browse);

  /* An address opens what it names: a row, a box of evidence, or answers to compare with. */
  function follow() {
    const [place, query] = location.hash.slice(1).split(/\?(.*)/s);
    const row = rows.find(({ id }) => id === place);
    const box = boxes.find((one) => one.querySelector(".evidence").id === place);
    if (place === nearest.id && query) {
      const texts = new URLSearchParams(query);
      const left = new Set(texts.keys());
      for (const select of questions) {
        select.value = texts.get(select.name) ?? select.dataset.default;
        if (select.selectedIndex < 0) select.value = select.dataset.default;
        else left.delete(select.name);
      }
      compare();
      const outcome = nearest.querySelector("[data-outcome]");
      if (left.size)
        outcome.append(
          made("p", `Of this link, what is not known here was left out: ${[...left].join(", ").slice(0, 200)}.`),
        );
      nearest.scrollIntoView();
    }
    if (row) {
      if (row.hidden) showAll();
      row.querySelector("details").open = true;
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
  document.addEventListener("click", ({ target }) => {
    if (target.closest("a")?.href === location.href) follow();
  });
  for (const part of [filter, nearest, cases.querySelector("form")]) part.hidden = false;
  show();
  compare();
  browse();
  follow();
})();
