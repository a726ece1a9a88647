/* What the scripts of the pages do alike: find, make, fill, copy, read, keep, wait. */

const course = (() => {
  const { site } = courseTrusted;

  /** @template T @param {unknown} found @param {Kind<T>} [kind] @returns {found is T} */
  const isKind = (found, kind) => found instanceof (kind ?? HTMLElement);

  /** @type {Find["all"]} */
  const all = (selector, within, kind) =>
    [...(within ?? document).querySelectorAll(selector)].filter((found) => isKind(found, kind));

  /** @type {Find["one"]} */
  const one = (selector, within, kind) => {
    const [found] = all(selector, within, kind);
    if (found) return found;
    throw new Error(`This page has no ${selector}.`);
  };

  /** @type {Find["finder"]} */
  const finder = (within, prefix) => (name, kind) => one(`[data-${prefix}${name}]`, within, kind);

  /* Of some places of a page show those for which it holds. */
  function shown(/** @type {(name: string) => HTMLElement} */ find, /** @type {Record<string, unknown>} */ places) {
    for (const [name, holds] of Object.entries(places)) find(name).hidden = !holds;
  }

  /* What in a form has a name, and so an answer. */
  const controls = (/** @type {HTMLFormElement} */ form) =>
    /** @type {Control[]} */ ([...form.elements]).filter(({ name }) => name);

  /* Put what a link says into controls, the default into all others; gives the names of what is unknown or does not fit. */
  function restore(/** @type {Control[]} */ controls, /** @type {URLSearchParams} */ texts) {
    const left = new Set(texts.keys());
    for (const control of controls) {
      const { default: usual = "" } = control.dataset;
      const text = texts.get(control.name) ?? usual;
      const most = control instanceof HTMLSelectElement ? 0 : control.maxLength;
      control.value = most > 0 ? text.slice(0, most) : text;
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.value = usual;
      if (control.value === text.replaceAll("\r\n", "\n")) left.delete(control.name);
    }
    return [...left].join(", ").slice(0, 200);
  }

  /** @type {Find["made"]} */
  const made = (tag, about = {}, ...parts) => {
    const element = document.createElement(tag);
    element.append(...parts);
    return Object.assign(element, about);
  };

  /** @type {Find["closest"]} */
  const closest = ({ target }, tag, more = "") => (target instanceof Element ? target.closest(tag + more) : null);

  /* Act on a button within a place, by what it carries as data. */
  function pressed(/** @type {HTMLElement} */ place, /** @type {(data: DOMStringMap) => void} */ act) {
    place.addEventListener("click", (event) => {
      const button = closest(event, "button");
      if (button) act(button.dataset);
    });
  }

  /* Do something for each calculator of the page, with its name. */
  const calculators = /** @type {Find["calculators"]} */ (
    (act) => all("form.calculator", document, HTMLFormElement).map((form) => act(form, form.dataset.calculator ?? ""))
  );

  /* The first signs that a reader wants to reckon in a form as it was built. */
  function intended(/** @type {HTMLFormElement} */ form, /** @type {() => void} */ act) {
    const ask = () => form.dataset.state === "prerendered" && act();
    for (const type of ["pointerover", "focusin", "touchstart"]) {
      form.addEventListener(type, ask, { passive: true, once: true });
    }
  }

  /* One timer of a name at a time. */
  class Timers {
    /** @type {Map<string, number>} */
    #running = new Map();

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

  /* Python knows places in the site, and not where the site stands. */
  function link(/** @type {ParentNode} */ place) {
    for (const anchor of all("a[data-site]", place, HTMLAnchorElement)) {
      anchor.href = new URL(anchor.dataset.site ?? "", site).href;
    }
  }

  /* The places that Python fills, by name. */
  class Slots {
    constructor(/** @type {HTMLElement} */ within) {
      /** @type {Map<string, {place: HTMLElement, html: string, first: Node[]}>} */
      this.places = new Map();
      for (const place of all("[data-slot]", within)) {
        // The built page has the addresses of links within the site; what Python says has their places in the site.
        const html = place.innerHTML.replaceAll(/ href="[^"]*"(?= data-site=)/g, "");
        this.places.set(place.dataset.slot ?? "", { place, html, first: [...place.cloneNode(true).childNodes] });
      }
    }

    /* Fill the place of what Python says, unless that stands there already; what is unfolded stays so. */
    put(/** @type {HTMLElement} */ part) {
      const slot = this.places.get(part.dataset.slot ?? "");
      if (!slot || slot.html === part.innerHTML) return null;
      const key = (/** @type {HTMLElement} */ folded) => folded.dataset.of ?? one("summary", folded).textContent;
      const opened = all("details[open]", slot.place).map(key);
      slot.html = part.innerHTML;
      slot.place.replaceChildren(...part.childNodes);
      link(slot.place);
      for (const folded of all("details", slot.place, HTMLDetailsElement))
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

  /* What stands behind the "#" of the address: a place in the page, and answers for it. */
  function asked() {
    const [id = "", query = ""] = location.hash.slice(1).split(/\?(.*)/s);
    return { id, query };
  }

  /* Put something behind the "#", without a step to go back, or with one. */
  function address(hash = "", step = false) {
    const whole = location.pathname + location.search + hash;
    if (step) history.pushState(null, "", whole);
    else history.replaceState(history.state, "", whole);
  }

  /** Copy a text, or have it copied: plain http has no clipboard, and a browser may refuse it.
   * @param {string} text @param {HTMLElement} place @param {Copying} about */
  async function copy(text, place, { what, done, label, say, field }) {
    const tell = say ?? ((words) => place.replaceChildren(words));
    try {
      await navigator.clipboard.writeText(text);
      tell(done);
    } catch {
      tell(`Copy the selected ${what} with Ctrl+C, on a Mac with Cmd+C.`);
      const own = made("input", { readOnly: true, value: text, ariaLabel: label });
      if (!field) place.append(own);
      (field?.() ?? own).select();
    }
  }

  /** What a file says, or why it says nothing: it is not `done`. @returns {Promise<{text: string} | {problem: string}>} */
  async function read(/** @type {File} */ file, /** @type {number} */ most, /** @type {string} */ done) {
    if (file.size > most) {
      const [size, allowed] = [file.size, most].map((bytes) => bytes.toLocaleString("en"));
      return { problem: `${file.name} has ${size} bytes; allowed: up to ${allowed}. It was not ${done}.` };
    }
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
    } catch {
      return { problem: `${file.name} is not a text in UTF-8. It was not ${done}.` };
    }
  }

  /* Files dropped anywhere on a place are chosen in the field that they are meant for, which is marked meanwhile. */
  function drops(/** @type {HTMLElement} */ place) {
    const inputs = all("[type=file]", place, HTMLInputElement);
    const drop = (/** @type {DragEvent} */ event) => {
      const { type, target, dataTransfer } = event;
      const within = (/** @type {HTMLElement} */ input) =>
        input.closest(".field")?.contains(/** @type {Node} */ (target));
      const input = dataTransfer?.types.includes("Files") ? (inputs.find(within) ?? inputs[0]) : null;
      if (input && type !== "dragleave") event.preventDefault();
      for (const field of all(".field__control", place)) {
        field.classList.toggle("field__control--over", type === "dragover" && field === input?.parentElement);
      }
      if (!input || !dataTransfer || type !== "drop") return;
      input.files = dataTransfer.files;
      for (const done of ["input", "change"]) input.dispatchEvent(new Event(done, { bubbles: true }));
    };
    for (const type of /** @type {const} */ (["dragover", "dragleave", "drop"])) place.addEventListener(type, drop);
  }

  /* Take files that a reader chooses, or drops. */
  function given(/** @type {HTMLElement} */ place, /** @type {(files: File[]) => Promise<void>} */ take) {
    const input = one("[type=file]", place, HTMLInputElement);
    drops(place);
    input.addEventListener("change", async () => {
      await take([...(input.files ?? [])]);
      input.value = "";
    });
  }

  /** For who keeps them: what is answered in the form of a calculator, once its script is there.
   * @type {WeakMap<HTMLFormElement, () => string>} */
  const answers = new WeakMap();

  /** @returns {value is Record<string, unknown>} */
  const isMap = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /* What this browser keeps for the site under a name; some keep nothing, or not this much. */
  class Store {
    constructor(/** @type {string} */ name) {
      this.key = `${name} ${site.pathname}`;
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
        return isMap(found) ? found : {};
      } catch {
        return {};
      }
    }
  }

  // Enter presses buttons of ours. Nothing is ever sent: a frame may forbid that, and no server shall see it.
  document.querySelector("main")?.addEventListener("submit", (event) => event.preventDefault());

  const elements = { one, all, finder, shown, controls, restore, made, closest, pressed, calculators, intended, link };
  return { ...elements, site, asked, address, copy, read, drops, given, answers, isMap, Timers, Slots, Store };
})();
