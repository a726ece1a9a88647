/* A calculator in the page: gives Python what a reader types, puts the HTML that comes back into its places.

   This script knows no field, no unit, no formula and no number format. Python is asked at the first sign that a reader
   wants to reckon, or when the address carries answers; until then, and if it fails, the ready-made answer stands. */
(() => {
  const PATIENCE = 1_000; // ms before an answer is put into the status for those who cannot see it
  const OLD = 250; // ms after which the answer that stands is grey where that of what is typed has not come
  const QUIET = 800; // ms without a key, after which even a refusal is shown
  const FIGURES = "figures"; // the key of a link for the figures that it was made with
  const ADDRESS = 250; // ms; browsers refuse an address that changes with each key
  const { one, all, made, closest } = course;
  const { title } = document;
  let places = 0; // how many files were given

  const calculators = course.calculators((form, slug) => {
    const button = (/** @type {string} */ action) => one(`button[data-action="${action}"]`, form);
    const [main, stop, status] = [one("[type=submit]", form), button("stop"), one("[data-status]", form)];
    const calculate = main.textContent;
    const controls = new Map(course.controls(form).map((control) => [control.name, control]));
    const defaults = new Map([...controls].map(([name, { dataset }]) => [name, dataset.default ?? ""]));
    const slots = new CourseSlots(form);
    const timers = new CourseTimers();
    const given = /** @type {Map<string, string>} */ (new Map()); // the text of each control that says other than its default
    const files = /** @type {Map<string, File>} */ (new Map()); // by place, the files given; links and records hold none
    const savers = /** @type {Map<string, Asker>} */ (new Map()); // by key, who asks for a file of the answer
    const lent = course.sorted(form.dataset.case ?? ""); // the worked case that the built page answers
    let unknown = /** @type {[string, string][]} */ ([]); // what a link carried for controls that do not exist
    let shown = /** @type {string | null} */ (""); // the query whose answer is shown
    let settled = form.dataset.state ?? ""; // the state of the answer that is shown
    let held = /** @type {string | null} */ (null); // a refusal kept back while the reader is typing
    let handed = false; // the status says what was copied, or holds it to be copied
    let alone = false; // the reader goes on without Python
    let late = false; // the answer to what is typed is not there at once
    let width = 0; // of the form, for which the room of the sentence is known

    function become(/** @type {string} */ state) {
      form.dataset.state = state;
      if (state !== "loading") {
        main.textContent = calculate;
        blank(false);
      }
      const refused = document.querySelector('form.calculator[data-state="refused"]');
      document.title = refused ? course.words("calculator-error", { title }) : title;
    }

    function blank(/** @type {boolean} */ waits) {
      form.toggleAttribute("data-awaits", waits);
      one("[data-awaited]", form).hidden = !waits;
    }

    /* The answer shown is another than that of what is typed; unless Python will soon have the right one, words say so. */
    function age(old = query() !== shown) {
      form.toggleAttribute("data-stale", old);
      one("[data-earlier]", form).hidden = !old || !(late || alone || form.dataset.state === "failed");
    }

    /* The room that the sentence has once taken stays its own, as long as the form is as wide. */
    function holdRoom() {
      if (form.offsetWidth !== width) form.style.removeProperty("--taken");
      width = form.offsetWidth;
      form.style.setProperty("--taken", `${one("[data-answer]", form).getBoundingClientRect().height}px`);
    }

    /* Words for the status, and beside them what changes too often to be read aloud each time. */
    function say(/** @type {string} */ words, aside = "", spoken = false) {
      const beside = made("span", { ariaHidden: "true" }, aside);
      if (words && status.firstChild?.nodeValue === words) status.lastChild?.replaceWith(beside);
      else status.replaceChildren(...(words ? [words, beside] : []));
      status.classList.toggle("calculator__status--spoken", spoken);
    }

    const query = () => new URLSearchParams([...given, ...unknown]).toString();

    /* The answers that a link or a record can hold. */
    const said = () => [...given].filter(([name]) => controls.get(name)?.type !== "file");

    /* The same, with the day from which they are reckoned: when the site is built again, its default is another. */
    function dated() {
      const days = [...controls.values()].filter(({ name, dataset }) => "kept" in dataset && !given.has(name));
      return new URLSearchParams([
        ...said(),
        ...days.map(({ name, dataset }) => [name, dataset.default ?? ""]),
      ]).toString();
    }

    const answers = () => (said().length ? dated() : "");

    /* The figures that a link to this answer carries: those that this page was opened with, else those of the answer. */
    function shared() {
      const [, opened = ""] = unknown.find(([name]) => name === FIGURES) ?? [];
      const now = query() === shown || !given.size ? one('[data-slot="figures"]', form).textContent.trim() : "";
      const figures = opened || now;
      return [dated(), figures && new URLSearchParams({ [FIGURES]: figures })].filter(String).join("&");
    }

    const opened = (/** @type {string} */ answers) => (unknown.some(([name]) => name === FIGURES) ? shared() : answers);

    /* The files in use, by place. */
    const attached = () => [...files].filter(([place]) => [...given.values()].includes(place));

    function give(/** @type {Control} */ control, text = control.value) {
      if (text === course.unsaid(control)) given.delete(control.name);
      else given.set(control.name, text);
    }

    /* The text of a control. That of a file is its place: a number that tells it from every file before, and its name. */
    function textOf(/** @type {Control} */ control) {
      if (!(control instanceof HTMLInputElement) || control.type !== "file") return control.value;
      const [file] = control.files ?? [];
      if (!file) return "";
      places += 1;
      files.set(`${places}/${file.name}`, file);
      return `${places}/${file.name}`;
    }

    function typed(/** @type {Control} */ control) {
      if (!controls.has(control.name)) return;
      give(control, textOf(control));
      unknown = [];
      timers.after("address", ADDRESS, () => address("input")); // without an answer too: a reload finds what was typed
      timers.stop("announce");
      timers.after("settle", QUIET, settle);
      if (alone || (form.dataset.state === "failed" && !coursePython.awake)) age();
      else asker.ask("input");
    }

    /* The reader has finished a value: a refusal that was kept back counts. */
    function settle() {
      timers.stop("settle");
      if (held && !coursePython.asks(asker)) asker.show(held, "change");
      else coursePython.settle(asker);
    }

    const asker = courseAsker({
      slug,
      query,
      reads: form.querySelector("[type=file]") !== null,
      attached,
      place: one("[data-failure]", form),
      stop,
      say: (words, aside) => handed || say(words, aside),
      kept: course.words("calculator-kept"),
      stopped: () => (query() === shown ? "" : course.words("calculator-stopped")),
      asks(why) {
        const { ready } = coursePython;
        alone = false;
        asker.clear();
        if (!ready || form.dataset.state === "failed") become("loading");
        timers.after("old", OLD, () => age());
        if (why === "submit" && !ready) main.textContent = course.words("calculator-waits");
        if (why !== "intent") handed = false;
        return undefined;
      },
      waits() {
        late = true;
        age();
        stop.textContent = course.words(coursePython.ready ? "stop" : "cancel");
      },
      holds(html, said, why) {
        const typing = (why === "input" || why === "passing") && timers.has("settle");
        late &&= why === "passing"; // the answer to what is typed now is still to come
        held = typing && said("state").dataset.state === "refused" ? html : null;
        if (!held) return false;
        age(true);
        if (settled !== "prerendered") become(settled);
        return true;
      },
      show(said, parts, why) {
        const { state = "" } = said("state").dataset;
        const refused = state === "refused";
        const invalid = new Set(parts.map((part) => part.dataset.invalid));
        for (const part of parts) place(part);
        holdRoom();
        for (const [name, control] of controls) {
          if (invalid.has(name)) reveal(control).ariaInvalid = "true";
          else control.removeAttribute("aria-invalid");
        }
        settled = state;
        become(state);
        shown = why === "passing" ? null : query();
        age(refused || why === "passing");
        form.toggleAttribute("data-files", attached().length > 0);
        form.dispatchEvent(new CustomEvent("answered", { detail: { query: answers(), state, why } }));
        timers.after("address", ADDRESS, () => address(why));
        if (why === "submit" && refused) one("[data-error-summary]", form).focus();
        if (why === "intent" || why === "passing" || (why === "submit" && refused)) return;
        const { textContent } = one(refused ? "[data-error-summary] li" : "[data-answer]", form);
        // What the reader has just asked to be copied is not spoken over, nor the field taken from which it is copied.
        timers.after("announce", why === "submit" ? 0 : PATIENCE, () => handed || say(textContent, "", true));
      },
      ended(state, why) {
        if (state !== "live") handed = false;
        become(state === "failed" ? state : settled);
        age();
        if (why && state === "failed") address(why); // so that a reload finds what was typed
        // As the button that was pressed is gone.
        if (state === "prerendered" && document.activeElement === stop) main.focus({ preventScroll: true });
        return why === "submit";
      },
      restarted() {
        timers.stop("announce");
        say(course.words("calculator-restarted"));
      },
      /* The reader goes on without Python, until they ask for it again. */
      leave() {
        alone = true;
        become(settled);
        age();
        say(course.words("calculator-alone"));
        main.focus({ preventScroll: true });
      },
    });

    function defaultTo(/** @type {Control} */ control, /** @type {string} */ text) {
      control.dataset.default = text;
      if (control.hasAttribute("placeholder")) control.setAttribute("placeholder", text);
    }

    /* One part into its place. */
    function place(/** @type {HTMLElement} */ part) {
      const { valueFor = "", value = "", at } = part.dataset;
      const control = controls.get(valueFor);
      if (control) {
        if (at) control.dataset.at = at; // see slider.js
        defaultTo(control, value);
        if (!given.has(valueFor) && control.value !== course.unsaid(control)) control.value = course.unsaid(control);
      }
      const list = slots.put(part);
      if (list instanceof HTMLSelectElement) list.value = given.get(list.name) ?? list.dataset.default ?? "";
    }

    /* Who asks for a file that the answer offers, to be saved by the browser; where there is none, the answer says why. */
    function saver(/** @type {string} */ wants) {
      const saver = savers.get(wants) ?? {
        ...asker,
        wants,
        save(/** @type {Blob} */ blob, /** @type {string} */ name) {
          asker.end("live");
          courseSave(blob, name);
          say(course.words("downloaded", { name }));
        },
      };
      savers.set(wants, saver);
      return saver;
    }

    /** @template {HTMLElement} T @param {T} control */
    function reveal(control) {
      for (let part = control.closest("details"); part; part = part.parentElement?.closest("details") ?? null)
        part.open = true;
      return control;
    }

    /* What one press says: texts of some controls, as if they were typed. */
    function fills(/** @type {URLSearchParams} */ texts) {
      const before = document.activeElement;
      for (const [name, text] of texts) {
        const control = controls.get(name);
        if (!control) continue;
        control.value = text;
        given.set(name, text); // an emptied field may be what the default was, and is said all the same
      }
      unknown = [];
      timers.after("address", ADDRESS, () => address("input"));
      asker.ask("change");
      // The button that was pressed goes with the answer that it was in.
      if (before?.closest("[data-slot]")) main.focus({ preventScroll: true });
    }

    /* The reader's own figures came, changed or went: the answer shown is out of date. */
    function renew(/** @type {Why} */ why) {
      for (const list of courseOwn.used ? [] : all("select[data-slot]", form, HTMLSelectElement)) {
        const { value } = list;
        slots.reset(list.dataset.slot ?? "");
        list.value = value;
      }
      age(true);
      asker.ask(why);
    }

    function restore(/** @type {Why} */ why, answers = new URLSearchParams()) {
      given.clear();
      unknown = [];
      files.clear();
      for (const [name, control] of controls) {
        defaultTo(control, defaults.get(name) ?? "");
        control.value = course.unsaid(control);
      }
      for (const [name, text] of answers) {
        const control = controls.get(name);
        if (control) {
          if (reveal(control).type !== "file") control.value = text; // a link cannot choose a file; Python says so
          // With figures of the reader's own the built defaults say nothing; Python will know what is one.
          if (courseOwn.used && !control.hasAttribute("placeholder")) given.set(name, text);
          // A link names its day even where it is the default: nobody has said that.
          else
            give(
              control,
              "kept" in control.dataset && text === control.dataset.default ? course.unsaid(control) : text,
            );
        } else unknown.push([name, text]);
      }
      timers.stop("settle");
      form.toggleAttribute("data-guest", why === "link"); // see record-line.js
      asker.ask(why);
    }

    /* What a link says. Until Python has its answer none stands there: that to other values would be taken for it. */
    function open(/** @type {URLSearchParams} */ answers, /** @type {boolean} */ own) {
      restore(own ? "change" : "link", answers);
      late = query() !== shown && !coursePython.ready;
      blank(late);
    }

    const link = (query = answers()) => `#${slug}${query && "?"}${query}`;

    /* The way from a short calculator to the whole one carries what was typed. */
    function lead() {
      for (const whole of all("a[data-whole]", form, HTMLAnchorElement)) whole.hash = link();
    }

    /* Keep the answers in the address, where a reload and a copied address find them. */
    function address(/** @type {Why} */ why) {
      lead();
      if (!answers() && !location.hash.startsWith(`#${slug}?`)) return;
      if (why === "intent" && lent && course.sorted(query()) === lent) return; // nobody has typed that
      const hash = answers() || why === "link" ? link(opened(answers())) : "";
      if (location.hash !== hash) course.address(hash);
      asker.moved();
    }

    function copy(/** @type {string} */ text, /** @type {Copying} */ about) {
      handed = true;
      course.copy(text, status, { ...about, say: (words) => say(words) });
    }

    /** @type {Record<string, () => void>} */
    const acts = {
      reset: () => restore("change"),
      ours: () => courseOwn.use(null),
      link() {
        const { words } = course;
        const done = words(attached().length ? "answers-copied-without-file" : "answers-copied");
        const about = { byHand: words("copy-link"), done, label: words("answers-link") };
        copy(location.href.split("#")[0] + link(shared()), about);
      },
      /* A frame for the page of a wiki, as high as the calculator is here, its heading and foot included. */
      embed() {
        const src = new URL(`embed/${slug}/${answers() ? link() : ""}`, course.site).href;
        const height = `${Math.ceil(form.offsetHeight / 100) * 100 + 200}`;
        const frame = made("iframe", { src, title: form.ariaLabel ?? "", width: "100%", loading: "lazy", height });
        const { words } = course;
        copy(frame.outerHTML, { byHand: words("copy-frame"), done: words("frame-copied"), label: words("frame-html") });
      },
    };

    form.addEventListener("click", (event) => {
      // Enter presses this button too. Nothing is ever submitted: a frame may forbid that, and no server shall see it.
      if (closest(event, "button") === main) {
        event.preventDefault();
        asker.ask("submit");
      }
      const link = closest(event, "a");
      if (link?.closest("[data-error-summary], [data-read]")) {
        event.preventDefault();
        reveal(one(link.hash)).focus();
      }
    });
    course.pressed(form, ({ action = "", download, fill }) => {
      if (download) asker.ask("submit", saver(download));
      if (fill) fills(new URLSearchParams(fill));
      acts[action]?.();
    });
    course.intended(form, () => alone || asker.ask("intent"));
    course.drops(form);
    form.addEventListener("input", ({ target }) => typed(/** @type {Control} */ (target)));
    form.addEventListener("change", settle);
    button("embed").hidden = course.site.protocol === "file:"; // no wiki reaches a file on this disk
    course.answers.set(form, answers);
    // What was typed before this script came counts too, over what a link says.
    const early = [...controls.values()].filter((control) => control.type !== "file" && course.touched(control));
    for (const control of controls.values()) if (control.type !== "file") give(control);
    // The built page has the answer to a worked case.
    if (course.sorted(query()) === lent) shown = query();
    else typed([...controls.values()][0]);
    /* What was typed a moment ago, too. */
    const keep = () => timers.has("address") && address("input");

    return {
      slug,
      form,
      asker,
      answers,
      address,
      open,
      renew,
      keep,
      early: early.map(({ name, value }) => [name, value]),
    };
  });

  function follow(/** @type {Event | void} */ moved) {
    // What was typed a moment ago may have been put into the address since.
    const { id, query, own } = course.asked(moved);
    const calculator = query && calculators.find(({ slug }) => slug === id);
    course.misread(calculators.map(({ slug }) => slug));
    // A link within the page must not take the answers away; one that opens it is followed by the browser first.
    if (!calculator && location.hash && moved) calculators.find((each) => each.answers())?.address("change");
    if (!calculator) return;
    const answers = new URLSearchParams(query);
    for (const [name, text] of calculator.early.splice(0)) answers.set(name, text);
    calculator.open(answers, own);
    calculator.form.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  course.leaving(() => {
    for (const each of calculators) each.keep();
  });
  addEventListener("ownfigures", () => {
    for (const each of calculators) each.renew("change");
  });
  follow();
  if (courseOwn.used) for (const each of calculators) each.renew(coursePython.asks(each.asker) ? "link" : "intent");
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
