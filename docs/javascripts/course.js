/* What the scripts of the pages do alike: find, make, fill, copy, read, keep, wait. */

/** @template T @param {unknown} found @param {Kind<T>} [kind] @returns {found is T} */
const courseKind = (found, kind) => found instanceof (kind ?? HTMLElement);

/* What is typed in the last moment before a reload: by then the browser has settled which address it loads again. */
const courseLeft = (() => {
  const key = `left ${courseTrusted.site.pathname}`;
  let leaving = false;

  function note(/** @type {string} */ address) {
    if (!leaving) return;
    try {
      sessionStorage.setItem(key, address);
    } catch {
      // Blocked or full: then the last quarter of a second is lost.
    }
  }

  try {
    const left = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    const [{ type }] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    const here = location.pathname + location.search;
    if (left && type === "reload" && left.split("#")[0] === here) history.replaceState(history.state, "", left);
  } catch {
    // Blocked.
  }
  addEventListener("pagehide", () => {
    leaving = true;
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  return { note };
})();

/** See tools/check/pages.d.ts for what each gives. @type {Course} */
const course = {
  site: courseTrusted.site,
  answers: new WeakMap(),
  words: courseWords,

  all(selector, within, kind) {
    return [...(within ?? document).querySelectorAll(selector)].filter((found) => courseKind(found, kind));
  },

  one(selector, within, kind) {
    const [found] = course.all(selector, within, kind);
    if (found) return found;
    throw new Error(`no ${selector}`);
  },

  finder: (within, prefix) => (name, kind) => course.one(`[data-${prefix}${name}]`, within, kind),

  closest: ({ target }, tag, more = "") => (target instanceof Element ? target.closest(tag + more) : null),

  made(tag, about = {}, ...parts) {
    const element = document.createElement(tag);
    element.append(...parts);
    return Object.assign(element, about);
  },

  shown(find, places) {
    for (const [name, holds] of Object.entries(places)) find(name).hidden = !holds;
  },

  tell(place, words) {
    place.textContent = words;
    place.hidden = !words;
  },

  calculators(act) {
    const forms = course.all("form.calculator", document, HTMLFormElement);
    return forms.map((form) => act(form, form.dataset.calculator ?? ""));
  },

  sorted(query) {
    const answers = new URLSearchParams(query);
    answers.sort();
    return answers.toString();
  },

  controls: (form) => /** @type {Control[]} */ ([...form.elements]).filter(({ name }) => name),

  unsaid: (control) => (control.hasAttribute("placeholder") ? "" : (control.dataset.default ?? "")),

  restore(controls, texts) {
    const left = new Set(texts.keys());
    for (const control of controls) {
      const usual = course.unsaid(control);
      const text = texts.get(control.name) ?? usual;
      const most = control instanceof HTMLSelectElement ? 0 : control.maxLength;
      control.value = most > 0 ? text.slice(0, most) : text;
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.value = usual;
      if (control.value === text.replaceAll("\r\n", "\n")) left.delete(control.name);
    }
    return [...left].join(", ").slice(0, 200);
  },

  pressed(place, act) {
    place.addEventListener("click", (event) => {
      const button = course.closest(event, "button");
      if (button) act(button.dataset);
    });
  },

  intended(form, act) {
    const ask = () => form.dataset.state === "prerendered" && act();
    for (const type of ["pointerover", "focusin", "touchstart"]) {
      form.addEventListener(type, ask, { passive: true, once: true });
    }
  },

  link(place) {
    for (const anchor of course.all("a[data-site]", place, HTMLAnchorElement)) {
      anchor.href = new URL(anchor.dataset.site ?? "", course.site).href;
    }
  },

  asked(moved) {
    const { hash } = moved instanceof HashChangeEvent ? new URL(moved.newURL) : location;
    const [id = "", text = ""] = hash.slice(1).split(/\?(.*)/s);
    const query = text.replace(/&own$/, "");
    return { id, query, own: query !== text };
  },

  misread(names) {
    for (const told of course.all("[data-misread]")) told.remove();
    const { id, query } = course.asked();
    const twice = new Set([...new URLSearchParams(query).keys()].filter((key, at, keys) => keys.indexOf(key) !== at));
    const words = [];
    // What stands before "#" goes to the server, and so no link of ours holds answers there.
    const before = new URLSearchParams(location.search);
    const form = names.find((name) =>
      [...before.keys()].some((key) => document.querySelector(`#${name} [name="${CSS.escape(key)}"]`)),
    );
    if (form && !query) {
      const link = course.made("a", { href: `${location.pathname}#${form}?${before}` }, form);
      words.push(course.words("link-before"), " ", ...course.words.parts("link-meant", { link }));
    } else if (names.includes(id)) {
      if (!twice.size) return;
      words.push(course.words("link-twice", { names: [...twice].join(", ").slice(0, 200) }));
    } else {
      const plain = (/** @type {string} */ text) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
      const whole = courseDecoded(location.hash.slice(1));
      const [, named = "", rest = ""] = /^([^?&=]*)[?&]?(.*)$/s.exec(whole) ?? [];
      if (/^case=/.test(whole) && course.all("[data-record-page]").length) return; // a record, which its page opens
      if (!whole || document.getElementById(id) || document.getElementById(whole) || !(rest || /[?&=/]/.test(whole)))
        return;
      const near = names.find((name) => courseApart(plain(name), plain(named)) <= 2);
      const other = course
        .all("a[href]", document, HTMLAnchorElement)
        .find(({ pathname }) => pathname.replace(/index\.html$/, "").endsWith(`/${named}/`));
      const only = names.length === 1 && !plain(named) ? names[0] : near;
      words.push(course.words("link-unknown", { name: named.slice(0, 60) }), " ");
      const href = only ? `#${only}?${rest}` : other && `${other.pathname}#${named}?${rest}`;
      if (href) {
        const link = course.made("a", { href }, only ?? course.words("link-own-page", { name: named }));
        words.push(...course.words.parts("link-meant", { link }));
      }
    }
    const told = course.made("p", { className: "notice", role: "status" }, ...words);
    told.dataset.misread = "";
    course.one("article, main").prepend(told);
  },

  touched: (control) =>
    control instanceof HTMLSelectElement
      ? !control.selectedOptions[0]?.defaultSelected && [...control.options].some((option) => option.defaultSelected)
      : control.value !== control.defaultValue,

  leaving(act) {
    addEventListener("pagehide", act);
  },

  address(hash = "", step = false) {
    const whole = location.pathname + location.search + hash;
    courseLeft.note(whole);
    if (step) history.pushState(null, "", whole);
    else history.replaceState(history.state, "", whole);
  },

  /* Plain http has no clipboard, and a browser may refuse it. */
  async copy(text, place, { byHand, done, label, field, say = (words) => place.replaceChildren(words) }) {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      say(byHand);
      const own = course.made("input", { readOnly: true, value: text, ariaLabel: label });
      if (!field) place.append(own);
      (field?.() ?? own).select();
    }
  },

  async read(file, most, undone) {
    if (file.size > most) {
      const [size, allowed] = [file.size, most].map((bytes) => bytes.toLocaleString("en"));
      return { problem: [course.words("file-too-long", { name: file.name, size, allowed }), undone].join(" ") };
    }
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
    } catch {
      return { problem: [course.words("file-no-text", { name: file.name }), undone].join(" ") };
    }
  },

  drops(place) {
    const inputs = course.all("[type=file]", place, HTMLInputElement);
    for (const type of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
      place.addEventListener(type, (event) => {
        const { dataTransfer } = event;
        const target = /** @type {Node} */ (event.target);
        const meant = inputs.find((input) => input.closest(".field")?.contains(target)) ?? inputs[0];
        const input = dataTransfer?.types.includes("Files") ? meant : null;
        if (input && type !== "dragleave") event.preventDefault();
        for (const field of course.all(".field__control", place)) {
          field.classList.toggle("field__control--over", type === "dragover" && field === input?.parentElement);
        }
        if (!input || !dataTransfer || type !== "drop") return;
        input.files = dataTransfer.files;
        for (const done of ["input", "change"]) input.dispatchEvent(new Event(done, { bubbles: true }));
      });
    }
  },

  given(place, take) {
    const input = course.one("[type=file]", place, HTMLInputElement);
    course.drops(place);
    input.addEventListener("change", async () => {
      await take([...(input.files ?? [])]);
      input.value = "";
    });
  },

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  isMap: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/* A text of an address as it was meant, however often something on the way has written it in percent signs. */
function courseDecoded(/** @type {string} */ text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/* How many letters must be put in, left out or changed to make one word of another (Levenshtein). */
function courseApart(/** @type {string} */ one, /** @type {string} */ other) {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = [...other, ""].map((_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [place, same] of [...other].entries())
      next.push(Math.min(row[place] + Number(letter !== same), row[place + 1] + 1, next[place] + 1));
    row = next;
  }
  return row[other.length];
}

/* One timer of a name at a time. */
class CourseTimers {
  #running = /** @type {Map<string, number>} */ (new Map());

  after(/** @type {string} */ name, /** @type {number} */ wait, /** @type {() => void} */ act) {
    this.stop(name);
    this.#running.set(name, setTimeout(act, wait));
  }

  stop(/** @type {string} */ name) {
    clearTimeout(this.#running.get(name));
    this.#running.delete(name);
  }

  /* Whether it was set and not stopped since. */
  has(/** @type {string} */ name) {
    return this.#running.has(name);
  }
}

/* The places that Python fills, by name. */
class CourseSlots {
  places = /** @type {Map<string, {place: HTMLElement, html: string, first: Node[]}>} */ (new Map());

  constructor(/** @type {HTMLElement} */ within) {
    for (const place of course.all("[data-slot]", within)) {
      // The built page has the addresses of links within the site; what Python says has their places in the site.
      const html = place.innerHTML.replaceAll(/ href="[^"]*"(?= data-site=)/g, "");
      this.places.set(place.dataset.slot ?? "", { place, html, first: [...place.cloneNode(true).childNodes] });
    }
  }

  /* Fill the place of what Python says, unless that stands there already; what is unfolded stays so. */
  put(/** @type {HTMLElement} */ part) {
    const slot = this.places.get(part.dataset.slot ?? "");
    if (!slot || slot.html === part.innerHTML) return null;
    const key = (/** @type {HTMLElement} */ folded) => folded.dataset.of ?? course.one("summary", folded).textContent;
    const opened = course.all("details[open]", slot.place).map(key);
    slot.html = part.innerHTML;
    slot.place.replaceChildren(...part.childNodes);
    course.link(slot.place);
    for (const folded of course.all("details", slot.place, HTMLDetailsElement))
      if (opened.includes(key(folded))) folded.open = true;
    return slot.place;
  }

  /* As it was in the built page. */
  reset(/** @type {string} */ name) {
    const slot = this.places.get(name);
    slot?.place.replaceChildren(...slot.first.map((node) => node.cloneNode(true)));
    if (slot) slot.html = slot.place.innerHTML;
  }
}

/* What this browser keeps for the site under a name; some keep nothing, or not this much. */
class CourseStore {
  constructor(/** @type {string} */ name) {
    this.name = name;
    this.key = `${name} ${course.site.pathname}`;
  }

  /* Set what is kept aside, as it cannot be read; the reader is told on every page until it is downloaded or forgotten. */
  aside(/** @type {string | null} */ text) {
    const store = new CourseStore(`set aside: ${this.name}`);
    if (text !== null && store.write(text)) this.write(null);
    const kept = text ?? store.read();
    if (kept === null || course.all(`[data-aside="${this.name}"]`).length) return;
    const slug = this.name.replaceAll(" ", "-");
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
      course.made("button", { type: "button", className: "calculator__button", onclick }, label);
    const told = course.made("p", { className: "notice", role: "status" }, course.words(`aside-${slug}`), " ");
    told.dataset.aside = this.name;
    const forget = () => {
      store.write(null);
      told.remove();
    };
    const save = () => courseSave(new Blob([kept], { type: "text/plain" }), `damaged-${slug}.txt`);
    told.append(button(course.words("aside-download"), save), " ", button(course.words("aside-forget"), forget));
    course.one("article, main").prepend(told);
  }

  read() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  }

  /* Whether it is kept; null takes it away. */
  write(/** @type {string | null} */ text) {
    try {
      if (text === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, text);
      return true;
    } catch {
      return false;
    }
  }

  /* Hear what other tabs keep. */
  hear(/** @type {(text: string | null) => void} */ act) {
    addEventListener("storage", ({ key, newValue }) => {
      if (key === this.key || key === null) act(newValue);
    });
  }

  /* What a text holds; nothing where it is not ours: another site on this host may have written it, or it was cut off. */
  static parsed(/** @type {string | null} */ text) {
    try {
      const found = JSON.parse(text ?? "");
      return course.isMap(found) ? found : {};
    } catch {
      return {};
    }
  }
}

// Enter presses buttons of ours. Nothing is ever sent: a frame may forbid that, and no server shall see it.
document.querySelector("main")?.addEventListener("submit", (event) => event.preventDefault());
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
