/* The page where readers put figures of their own in place of ours: carries them between fields, files, Python.

   What the texts mean only Python knows. */
(() => {
  const [page] = course.all("[data-own]");
  if (!page) return;
  const one = course.finder(page, "own-");
  const tables = new Map(course.all("[data-own-table]", page).map((part) => [part.dataset.ownTable ?? "", part]));
  const areas = new Map([...tables].map(([name, part]) => [name, course.one("textarea", part, HTMLTextAreaElement)]));
  const choose = one("choose", HTMLSelectElement);
  const area = () => /** @type {HTMLTextAreaElement} */ (areas.get(choose.value));
  const verdict = one("verdict");
  const MOST_TYPED = 200; // lines that are put in as if they were typed

  /* The texts that say other than what stood there at first. */
  function typed() {
    const other = [...areas].filter(([, { value, defaultValue }]) => value.trim() && value !== defaultValue);
    return Object.fromEntries(other.map(([name, { value }]) => [name, value]));
  }

  const draft = () => courseOwn.draft(typed());

  function chosen(/** @type {string} */ name) {
    choose.value = name;
    for (const [other, part] of tables) part.hidden = other !== name;
    one("name").textContent = `${name}.yaml`;
  }

  function tell() {
    course.shown(one, { used: courseOwn.used, unkept: !courseOwn.keeps });
    one("words").textContent = courseOwn.used?.words ?? "";
  }

  const say = (/** @type {(string | Node)[]} */ ...words) => verdict.replaceChildren(course.made("p", {}, ...words));

  /* By the browser's own way of typing where there is one, so that it can be undone. That takes the square of the lines. */
  function write(/** @type {string} */ value, from = 0) {
    const field = area();
    field.focus();
    field.setSelectionRange(from, field.value.length);
    const few = value.split("\n", MOST_TYPED).length < MOST_TYPED && field.value.length < MOST_TYPED * 100;
    const before = field.value;
    if (few && document.execCommand("insertText", false, value)) return "";
    field.setRangeText(value, from, before.length, "end");
    const undo = () => {
      field.value = before;
      draft();
      say(course.words("undone"));
    };
    const button = { type: /** @type {const} */ ("button"), className: "calculator__button", onclick: undo };
    return course.made("button", button, course.words("own-undo"));
  }

  function take(/** @type {boolean} */ everything) {
    const { options } = course.one("[data-own-row]", tables.get(choose.value), HTMLSelectElement);
    const rows = [...options].filter(({ selected }) => everything || selected).map(({ value }) => value);
    const { value } = area();
    const undo = write(`${value && !value.endsWith("\n") ? "\n" : ""}${rows.join("")}`, value.length);
    if (undo) say(course.words("own-added", { count: rows.length }), " ", undo);
    draft();
  }

  async function load(/** @type {File[]} */ files) {
    const said = /** @type {(string | Node)[]} */ ([]);
    for (const file of files) {
      const name = file.name.replace(/\.ya?ml$/i, "");
      if (tables.has(name)) chosen(name);
      const read = await course.read(file, Number(page.dataset.mostBytes), course.words("own-not-loaded"));
      const undo = "text" in read ? write(read.text) : "";
      said.push("text" in read ? course.words("own-loaded", { name: file.name }) : read.problem, " ", undo);
    }
    draft();
    say(...said);
  }

  let texts = /** @type {Texts} */ ({});
  const asker = courseAsker({
    slug: "own-figures",
    query: () => JSON.stringify(texts),
    asks() {
      texts = typed();
      draft();
      return course.words("own-checking");
    },
    show(said, parts) {
      const { state } = said("state").dataset;
      if (state !== "refused") {
        const kept = parts.flatMap(({ dataset: { table }, textContent }) => (table ? [[table, textContent]] : []));
        courseOwn.use(state === "used" ? Object.fromEntries(kept) : null, said("words").textContent);
      }
      verdict.replaceChildren(...said("verdict").childNodes);
      if (state === "refused") verdict.focus();
    },
    ended: () => true,
    say: (words) => say(words),
    kept: course.words("own-kept"),
    stopped: () => course.words("own-stopped"),
    place: one("failure"),
    stop: one("stop"),
    leave() {
      say(course.words("own-unchecked"));
      verdict.focus();
    },
  });

  choose.addEventListener("change", () => chosen(choose.value));
  page.addEventListener("change", ({ target }) => target instanceof HTMLTextAreaElement && draft());
  course.pressed(page, (data) => {
    if ("ownTake" in data) take(data.ownTake === "all");
    if ("ownUse" in data) asker.ask("submit");
    if ("ownDownload" in data)
      courseSave(new Blob([area().value], { type: "application/yaml" }), `${choose.value}.yaml`);
    if ("ownBack" in data) {
      courseOwn.use(null);
      say(course.words("own-back"));
    }
  });
  course.given(page, load);
  addEventListener("pagehide", draft);
  addEventListener("ownfigures", tell);

  courseOwn.draft(courseOwn.texts); // tells at once whether this browser keeps anything
  for (const [name, value] of Object.entries(courseOwn.texts)) {
    const field = areas.get(name);
    if (field) field.value = value;
  }
  tell();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
