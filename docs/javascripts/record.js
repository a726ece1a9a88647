/* The page of the decision record. What a record says only Python knows; this script carries it between the fields, what
   the browser keeps, files and links. A record from a file or a link is a guest: shown, and kept only when the reader says so. */
(() => {
  const page = document.querySelector("[data-record-page]");
  if (!page) return;
  const { courseCase, courseOwn: own, coursePython: python, courseTrusted: trusted } = globalThis;
  const TYPING = 400; // ms without a key, after which what is typed goes into the document
  const part = (name) => page.querySelector(`[data-record-${name}]`);
  const button = (act) => page.querySelector(`button[data-record-do="${act}"]`);
  const fields = [...page.querySelector("form").elements].filter((field) => field.name);
  const slots = new Map([...page.querySelectorAll("[data-slot]")].map((place) => [place.dataset.slot, place]));
  const files = new Map();
  let link = "";
  let guest = null; // {text, from, clean}: what is shown in place of what is kept, `clean` once Python has read it
  let next = null; // what waits until the document is up to date
  let undo = null;
  let typing = 0;

  function say(words) {
    part("status").textContent = words;
  }

  function wait(words) {
    part("waiting").textContent = words;
  }

  function problem(words) {
    part("problem").textContent = words;
    part("problem").hidden = !words;
    if (words) part("problem").focus();
  }

  const word = (record, name) => (typeof record[name] === "string" ? record[name] : "");

  /* Fields, notices and buttons as they must be for what is shown. A field in which the reader is typing is left alone. */
  function tell() {
    const record = guest?.clean ?? courseCase.kept;
    for (const field of fields) {
      const theirs = page.querySelector(`[data-record-theirs="${field.name}"]`);
      const value = word(record, field.name);
      const busy = field === document.activeElement && !guest?.clean && field.value !== value;
      theirs.hidden = !busy;
      theirs.querySelector("span").textContent = value;
      if (!busy && field.value !== value) field.value = value;
      field.readOnly = Boolean(guest?.clean);
    }
    page.dataset.guest = guest ? "yes" : "no";
    part("guest").hidden = !guest?.clean;
    part("from").textContent = guest?.from ?? "";
    part("replaces").hidden = courseCase.empty;
    part("unkept").hidden = courseCase.keeps || courseCase.newer;
    part("newer").hidden = !courseCase.newer;
    button("undo").hidden = !undo;
  }

  const question = {
    slug: "decision-record",
    asked: null,
    query() {
      this.asked = guest;
      return guest ? guest.text : courseCase.text;
    },
    show(html) {
      this.end();
      if (this.asked !== guest) return;
      const body = trusted.body(html);
      const one = (slot) => body.querySelector(`[data-slot="${slot}"]`);
      if (one("state").dataset.state === "refused") return refused(one("problem").textContent);
      if (guest) {
        guest.text = one("text").textContent;
        guest.clean = JSON.parse(guest.text);
      }
      link = one("link").textContent;
      for (const file of body.querySelectorAll('[data-slot="file"]')) files.set(file.dataset.file, file);
      for (const [name, place] of slots) put(place, one(name));
      page.dataset.state = "live";
      tell();
      next?.();
      next = null;
    },
    rest() {
      this.end();
      next = null;
      wait("Stopped. What you typed is kept.");
    },
    failed(why) {
      this.end();
      failure.tell(why, "What you typed is kept.", Boolean(next));
      next = null;
    },
    end() {
      button("stop").hidden = true;
      failure.clear();
      wait("");
    },
  };

  function retry() {
    python.retry();
    ask();
  }

  function alone() {
    failure.clear();
    fields[0].focus();
  }

  const failure = courseFailure(part("failure"), retry, alone);

  /* Links within the site, wherever it stands. */
  function address(place) {
    for (const anchor of place.querySelectorAll("a[data-site]")) anchor.href = new URL(anchor.dataset.site, own.site);
  }

  /* A slot's new content; what the reader has unfolded stays so. */
  function put(place, content) {
    const opened = [...place.querySelectorAll("details[open]")].map((details) => details.dataset.of);
    place.replaceChildren(...content.childNodes);
    address(place);
    for (const details of place.querySelectorAll("details")) details.open = opened.includes(details.dataset.of);
  }

  function refused(words) {
    next = null;
    if (guest) {
      problem(
        `${guest.from[0].toUpperCase()}${guest.from.slice(1)} cannot be opened. ${words} What your browser keeps is shown, as it was.`,
      );
      leave();
    } else problem(`What this browser keeps cannot be read. ${words} “Clear my data” forgets it.`);
  }

  function ask() {
    clearTimeout(typing);
    typing = 0;
    wait(python.ready ? "" : "Starting Python to write the record in this page.");
    button("stop").hidden = python.ready;
    python.ask(question, "change");
  }

  function welcome(text, from) {
    problem("");
    guest = { text, from, clean: null };
    ask();
  }

  /* Back to what the browser keeps. */
  function leave() {
    guest = null;
    if (location.hash.startsWith("#case="))
      history.replaceState(history.state, "", location.pathname + location.search);
    tell();
    ask();
  }

  /* At once where the document says what the record holds, else as soon as it does. */
  function then(act) {
    if (page.dataset.state === "live" && !typing && !python.asks(question)) return act();
    next = act;
    if (!python.asks(question)) ask();
  }

  function download(ending) {
    const { name, type } = files.get(ending).dataset;
    // Python knows the place of this page in the course, and not where the course stands.
    const text = files
      .get(ending)
      .textContent.replace("](decision-record/#", `](${new URL("decision-record/", own.site)}#`);
    courseSave(new Blob([text], { type }), name);
    say(`${name} is downloaded.`);
  }

  async function copy() {
    if (!link)
      return say(
        "This record is too long for a link. Download it as JSON: whoever opens that file here sees the same.",
      );
    const address = new URL(`#${link}`, location.href.split("#")[0]).href;
    try {
      await navigator.clipboard.writeText(address);
      say("The link is copied. It holds the whole record; whoever opens it sees what you see.");
    } catch {
      // Plain http has no clipboard, and a browser may refuse it: then a field to copy from.
      const field = document.createElement("input");
      Object.assign(field, { readOnly: true, value: address, ariaLabel: "Link to this record" });
      say("Copy the selected link with Ctrl+C, on a Mac with Cmd+C.");
      part("status").append(field);
      field.select();
    }
  }

  /* Something that can be undone, until something else changes what is kept. */
  function change(act, words) {
    const before = courseCase.text;
    act();
    undo = () => {
      courseCase.replace(before);
      return "Undone.";
    };
    tell();
    say(words);
  }

  function keepVariant() {
    const name = part("variant").value.trim();
    const { variants } = courseCase.kept;
    if (!name) return say("Type a name for the variant first.");
    if (variants.length >= 3) return say("Three variants are kept already. Remove one first.");
    if (variants.some((one) => one.name === name))
      return say(`A variant named ${name} is kept already. Type another name.`);
    courseCase.change((kept) => {
      const { format: _, version: __, newer: ___, variants: ____, ...record } = kept;
      kept.variants = [...kept.variants, { name, record }];
    });
    part("variant").value = "ABC"[courseCase.kept.variants.length] ?? "";
    say(`Kept as ${name}. It stands beside the record from now on; change the record and compare.`);
  }

  const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

  function clear() {
    const { calculators, scenarios, variants } = courseCase.kept;
    const { texts, used } = own;
    const before = courseCase.text;
    const parts = [
      courseCase.newer && "a record that a newer edition of this course kept",
      !courseCase.empty &&
        `your decision record with the answers of ${count(Object.keys(calculators).length, "calculator")}`,
      Object.keys(scenarios).length && count(Object.values(scenarios).flat().length, "scenario"),
      variants.length && count(variants.length, "variant"),
      (used || Object.keys(texts).length) && "your own figures",
    ].filter(Boolean);
    guest = null;
    if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
    problem("");
    for (const field of fields) field.value = "";
    courseCase.forget();
    own.draft({});
    if (used) own.use(null);
    undo =
      parts.length &&
      (() => {
        courseCase.replace(before);
        own.draft(texts);
        if (used) own.use(used.tables, used.words);
        return "Your data are back.";
      });
    tell();
    ask();
    say(parts.length ? `Forgotten: ${parts.join(", ")}.` : "There was nothing to forget.");
  }

  const ACTS = {
    link: () => then(copy),
    print: () => then(() => print()),
    keep() {
      const { text } = guest;
      guest = null;
      if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
      change(() => courseCase.replace(text), "Kept in this browser.");
    },
    own: leave,
    variant: keepVariant,
    clear,
    undo() {
      const act = undo;
      undo = null;
      say(act());
      tell();
      button("link").focus({ preventScroll: true }); // this button has gone
    },
    stop: () => python.stop(),
  };

  page.addEventListener("submit", (event) => event.preventDefault());
  page.addEventListener("click", ({ target }) => {
    const { recordDo, recordFile, recordRemove, recordForget, recordTake } = target.closest("button")?.dataset ?? {};
    if (recordDo) ACTS[recordDo]();
    if (recordFile) then(() => download(recordFile));
    if (recordRemove) {
      const remove = () => courseCase.change(({ calculators }) => delete calculators[recordRemove]);
      change(remove, "Removed from the record.");
      button("undo").focus();
    }
    if (recordForget) {
      const remove = () => courseCase.change(({ variants }) => variants.splice(Number(recordForget), 1));
      change(remove, "The variant is removed.");
      button("undo").focus();
    }
    if (recordTake) {
      const field = fields.find((one) => one.name === recordTake);
      field.value = word(courseCase.kept, recordTake);
      tell();
      field.focus();
    }
  });
  page.addEventListener("input", ({ target }) => {
    if (!fields.includes(target) || guest?.clean) return;
    undo = null;
    courseCase.change((kept) => {
      if (target.value) kept[target.name] = target.value;
      else delete kept[target.name];
    });
  });

  async function load(file) {
    if (!file) return;
    const most = Number(page.dataset.mostBytes);
    const from = `the file ${file.name}`;
    if (file.size > most) {
      return problem(
        `${file.name} has ${file.size.toLocaleString("en")} bytes; allowed: up to ${most.toLocaleString("en")}. It was not opened.`,
      );
    }
    try {
      welcome(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()), from);
    } catch {
      problem(`${file.name} is not a text in UTF-8. It was not opened.`);
    }
  }

  page.querySelector("[type=file]").addEventListener("change", async ({ target }) => {
    await load(target.files[0]);
    target.value = "";
  });
  page.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  page.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    load(event.dataTransfer.files[0]);
  });

  addEventListener("casechange", () => {
    undo = null;
    tell();
    if (guest) return;
    clearTimeout(typing);
    typing = setTimeout(ask, fields.includes(document.activeElement) ? TYPING : 0);
  });
  addEventListener("ownfigures", ask);

  function follow() {
    if (location.hash.startsWith("#case=")) welcome(location.hash.slice(1), "this link");
  }

  addEventListener("hashchange", follow);
  address(page);
  tell();
  follow();
  if (!guest && !courseCase.empty) ask();
})();
