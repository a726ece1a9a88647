/* The page where readers put figures of their own in place of ours. What the texts mean only Python knows; this script
   carries them between fields, files and Python. */
(() => {
  const page = document.querySelector("[data-own]");
  if (!page) return;
  const { courseOwn: own, coursePython: python, courseTrusted: trusted } = globalThis;
  const one = (name) => page.querySelector(`[data-own-${name}]`);
  const tables = new Map([...page.querySelectorAll("[data-own-table]")].map((part) => [part.dataset.ownTable, part]));
  const text = (name) => tables.get(name).querySelector("textarea");
  const choose = one("choose");
  const verdict = one("verdict");

  /* The texts that say other than what stood there at first. */
  function typed() {
    const texts = [...tables.keys()].map((name) => [name, text(name).value]);
    return Object.fromEntries(texts.filter(([name, value]) => value.trim() && value !== text(name).defaultValue));
  }

  function chosen(name) {
    choose.value = name;
    for (const [other, part] of tables) part.hidden = other !== name;
    one("name").textContent = `${name}.yaml`;
  }

  function tell() {
    one("used").hidden = !own.used;
    one("words").textContent = own.used?.words ?? "";
    one("unkept").hidden = own.keeps;
  }

  function say(words) {
    const line = document.createElement("p");
    line.textContent = words;
    verdict.replaceChildren(line);
  }

  /* By the browser's own way of typing where there is one, so that it can be undone. */
  function write(area, value, from = 0) {
    area.focus();
    area.setSelectionRange(from, area.value.length);
    if (!document.execCommand("insertText", false, value)) area.setRangeText(value);
  }

  function take(all) {
    const options = [...tables.get(choose.value).querySelector("[data-own-row]").options];
    const rows = (all ? options : options.filter((option) => option.selected)).map((option) => option.value).join("");
    const area = text(choose.value);
    write(area, `${area.value && !area.value.endsWith("\n") ? "\n" : ""}${rows}`, area.value.length);
    own.draft(typed());
  }

  async function load(files) {
    const most = Number(page.dataset.mostBytes);
    const said = [];
    for (const file of files) {
      const name = file.name.replace(/\.ya?ml$/i, "");
      if (tables.has(name)) chosen(name);
      if (file.size > most) {
        said.push(
          `${file.name} has ${file.size.toLocaleString("en")} bytes; allowed: up to ${most.toLocaleString("en")}. It was not loaded.`,
        );
        continue;
      }
      try {
        const value = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        write(text(choose.value), value);
        said.push(`${file.name} stands in the field now. Press “Use these figures”.`);
      } catch {
        said.push(`${file.name} is not a text in UTF-8. It was not loaded.`);
      }
    }
    own.draft(typed());
    say(said.join(" "));
  }

  const question = {
    slug: "own-figures",
    texts: {},
    query() {
      return JSON.stringify(this.texts);
    },
    show(html) {
      this.end();
      const body = trusted.body(html);
      const part = (slot) => body.querySelector(`[data-slot="${slot}"]`);
      const { state } = part("state").dataset;
      if (state !== "refused") {
        const kept = [...body.querySelectorAll('[data-slot="kept"]')].map((table) => [
          table.dataset.table,
          table.textContent,
        ]);
        own.use(state === "used" ? Object.fromEntries(kept) : null, part("words").textContent);
      }
      verdict.replaceChildren(...part("verdict").childNodes);
      if (state === "refused") verdict.focus();
    },
    rest() {
      this.end();
      say("Stopped. What you typed is kept.");
    },
    failed(why) {
      this.end();
      say("");
      failure.tell(why, "The calculators answer as before, and what you typed is kept.", true);
    },
    end() {
      one("stop").hidden = true;
      failure.clear();
    },
  };

  function retry() {
    python.retry();
    use();
  }

  function alone() {
    failure.clear();
    say("Not checked, so the calculators answer as before. What you typed is kept.");
    verdict.focus();
  }

  const failure = courseFailure(one("failure"), retry, alone);

  function use() {
    question.texts = typed();
    own.draft(question.texts);
    say("Checking your figures.");
    one("stop").hidden = false;
    python.ask(question, "submit");
  }

  function download() {
    courseSave(new Blob([text(choose.value).value], { type: "application/yaml" }), `${choose.value}.yaml`);
  }

  choose.addEventListener("change", () => chosen(choose.value));
  page.addEventListener("change", ({ target }) => target.matches("textarea") && own.draft(typed()));
  page.addEventListener("click", ({ target }) => {
    const data = target.closest("button")?.dataset ?? {};
    if ("ownTake" in data) take(data.ownTake === "all");
    if ("ownUse" in data) use();
    if ("ownDownload" in data) download();
    if ("ownStop" in data) python.stop();
    if ("ownBack" in data) {
      own.use(null);
      say("The calculators answer with our figures again. What you typed is kept.");
    }
  });
  one("file").addEventListener("change", async ({ target }) => {
    await load([...target.files]);
    target.value = "";
  });
  page.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  page.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    load([...event.dataTransfer.files]);
  });
  addEventListener("pagehide", () => own.draft(typed()));
  addEventListener("ownfigures", tell);

  own.draft(own.texts); // tells at once whether this browser keeps anything
  for (const [name, value] of Object.entries(own.texts)) if (tables.has(name)) text(name).value = value;
  tell();
})();
